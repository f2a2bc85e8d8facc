package records

import (
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/ui/kit"
)

// Draw shows the list. Before anything has come nobody knows whether there are records, so
// it does not say that there are none.
func (l *List) Draw(c *kit.Canvas, id string, r kit.Rect) {
	l.Table.Loading = l.load != nil && l.load.Slow() && l.src == nil
	if blank := l.Table.Blank; l.src == nil && (l.query.Entity == "" || l.Loading()) {
		l.Table.Blank = nil
		defer func() { l.Table.Blank = blank }()
	}
	l.Table.Draw(c, id, r)
}

// Count is the number of records; known is false while only the first page is.
func (l *List) Count() (n int, known bool) {
	if l.src == nil {
		return 0, false
	}
	total, known := l.src.vec.Len()
	return int(total), known
}

// Loading tells whether nothing has come yet.
func (l *List) Loading() bool { return l.src == nil && l.load != nil && l.load.Waiting() }

// Failed is why nothing could be loaded.
func (l *List) Failed() error {
	if l.load == nil {
		return nil
	}
	return l.load.Failed()
}

// Total is the sum of a column over the whole list, once it is known.
func (l *List) Total(key string) (entity.Value, bool) { v, ok := l.totals[key]; return v, ok }

// Current is the id of the current record, 0 = none.
func (l *List) Current() int64 { return l.idAt(l.Table.Current()) }

// CurrentRow is the current record as read, nil while it is not in memory.
func (l *List) CurrentRow() *Row {
	if l.src == nil || l.Table.Current() < 0 {
		return nil
	}
	r, ok := l.src.row(l.Table.Current())
	if !ok {
		return nil
	}
	return r
}

// Select makes a record the current one, now or when the list has loaded.
func (l *List) Select(id int64) {
	l.want = id
	if l.src != nil && !l.load.Waiting() { // what is coming takes it over, not what goes
		l.reselect()
		l.redraw()
	}
}

// Picked are the ticked records; all means every record of the query but those.
func (l *List) Picked() (ids []int64, all bool) { return l.Table.Picked() }

// Chosen is the filter of what an action works on: the ticked records, else the current one.
func (l *List) Chosen() listing.Query {
	q := l.query
	ids, all := l.Picked()
	switch {
	case all && len(ids) == 0:
	case all:
		q.Filter = listing.All(q.Filter, listing.Not(listing.IDs(ids)))
	case len(ids) > 0:
		q.Filter, q.Text = listing.IDs(ids), ""
	default:
		q.Filter, q.Text = listing.IDs([]int64{l.Current()}), ""
	}
	return q
}

// ChosenIDs are the ticked records, else the current one; none when everything is ticked,
// which is a query and no list of ids.
func (l *List) ChosenIDs() []int64 {
	ids, all := l.Picked()
	switch {
	case all:
		return nil
	case len(ids) > 0:
		return ids
	case l.Current() != 0:
		return []int64{l.Current()}
	}
	return nil
}

// Changed takes a notice of the shell: own saves reload the list where it is.
func (l *List) Changed(kind string, id int64) {
	if kind != l.typ.Name || l.src == nil {
		return
	}
	if id == 0 || l.src.Index(id) < 0 {
		l.Reload()
		return
	}
	l.src.forget()
	l.src.Want(0, 1)
	l.redraw()
	l.Reload()
}

// Reload reads the list again and keeps the current record.
func (l *List) Reload() {
	if l.want == 0 {
		l.want = l.Current()
	}
	l.Show(l.query)
}
