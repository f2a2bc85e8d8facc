package customer

import (
	"slices"
	"strings"
	"time"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/view"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// filterRest is how long the filter field rests before the list follows.
const filterRest = 120 * time.Millisecond

// filters prepares the filter of the customers and the keeping of their views.
func (p *Page) filters() {
	f := records.NewFilter(p.host, p.deps.Deps, customer.Customers)
	f.Now = func() listing.Node { return p.active().Query().Filter }
	f.Set, f.Clear, f.Quiet, f.Suggest, f.Names, f.OnNames = p.setFilter, p.clear, quiet, p.suggest, p.pane.names, p.s.Redraw
	p.conds = f
	p.keep = records.ViewKeeper{Host: p.host, Views: p.deps.Views, Undo: p.undo, Stored: func(v view.Row) { p.view = v; p.loadViews(false) }, Gone: func(v view.Row) {
		if p.view.ID == v.ID {
			p.showView(p.shipped("all"))
		}
		p.loadViews(false)
	}}
}

// filterable tells why the present list has no conditions.
func (p *Page) filterable() string {
	if p.tab == tabAll || p.tab == tabMine || p.tab == tabPool {
		return ""
	}
	return p.host.T("cust.no_conditions")
}

// taken is a view with the filter, order and columns as they are shown now.
func (p *Page) taken(v view.Row) view.Row {
	q := p.list.Query()
	q.Columns, q.Totals = nil, nil
	v.Query, v.Layout = q, p.list.Table.SaveColumns()
	return v
}

// saveView keeps the present filter as a new view.
func (p *Page) saveView() {
	p.keep.Name(p.taken(view.Row{Group: view.Mine}), p.host.T("savedview.save"))
}

func (p *Page) searchSoon() {
	if p.wait != nil {
		p.wait()
	}
	p.wait = kit.After(filterRest, func() { p.wait = nil; p.search() })
}

// search puts the text of the filter field to the list.
func (p *Page) search() {
	l := p.active()
	if _, whole := l.Picked(); whole {
		l.Table.PickAll(false) // it was all of another filter
	}
	q := l.Query()
	q.Text = strings.TrimSpace(p.filter.Text())
	q.Totals = nil
	if p.tab == tabAll || p.tab == tabMine {
		q.Totals = customer.Totals
	}
	p.overdue = -1
	l.Show(q)
}

// searchIn puts the same text to another list.
func (p *Page) searchIn(tab, text string) {
	p.setTab(tab)
	p.filter.SetText(text)
	p.search()
}

// clear empties the filter: back to the view alone.
func (p *Page) clear() {
	p.filter.SetText("")
	switch p.tab {
	case tabPool:
		p.showPool(p.poolAt)
	case tabAll, tabMine:
		q := p.list.Query()
		q.Text, q.Filter = "", p.base()
		p.showQuery(q, "")
	default:
		p.search()
	}
}

// setFilter puts another filter to the list of customers.
func (p *Page) setFilter(n listing.Node) {
	if p.tab == tabPool { // whatever is asked, it is asked of the pool
		q := p.pool.Query()
		q.Filter = listing.All(append([]listing.Node{inPool}, slices.DeleteFunc(records.Conditions(n), func(x listing.Node) bool { return x.Field == "in_pool" })...)...)
		p.pool.Table.PickAll(false)
		p.pool.Show(q)
		return
	}
	q := p.list.Query()
	q.Filter = n
	p.showQuery(q, "")
}

// quiet are conditions that every view has and that need no chip.
func quiet(n listing.Node) bool {
	return n.Field == "in_pool" || n.Field == "discarded_on" || n.Field == "life" && len(n.Values) == 1 && n.Values[0] == string(customer.Formal)
}

// bar is the filter field with its chips.
func (p *Page) bar(c *kit.Canvas, r kit.Rect) {
	r = r.Pad(16, 0, 14, 0)
	if p.tab == tabDoubles {
		p.doubles.bar(c, r)
		return
	}
	c.Button(r.CutRight(theme.ControlS).MiddleRow(theme.ControlS), p.active().Table.ColumnsButton(p.s))
	r.CutRight(10)
	c.Field("filter", r.CutLeft(min(176, r.W*0.4)).MiddleRow(theme.Control), p.filter)
	r.CutLeft(9)
	if note := p.matchNote(); note != "" {
		w := kit.Measure(note, kit.Caption)
		if r.W > w+120 {
			c.Text(r.CutRight(w+2), note, kit.Caption.RightAligned())
			r.CutRight(8)
		}
	}
	if p.tab == tabContacts {
		p.bookChips(c, &r)
	}
	if p.filterable() != "" {
		return
	}
	p.conds.Chips(c, &r)
}

// matchNote says how the text was understood: 拼音首字母匹配 21 条.
func (p *Page) matchNote() string {
	text := strings.TrimSpace(p.filter.Text())
	n, known := p.active().Count()
	if text == "" || !known {
		return ""
	}
	return p.host.T("cust.match_"+kindOf(text), "n", n)
}

func kindOf(text string) string {
	letters, digits := true, true
	for _, r := range text {
		letters = letters && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
		digits = digits && (r >= '0' && r <= '9' || r == ' ' || r == '-')
	}
	switch {
	case letters && len(text) <= 6:
		return "initials"
	case letters:
		return "pinyin"
	case digits:
		return "digits"
	}
	return "text"
}
