package data

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/search"
)

// look is one search: what is looked for, in which fields, among whose records.
type look struct {
	s     *Search
	plan  *listing.Plan
	query search.Query
	code  int64
	sees  map[string]bool // keys of the fields the reader may search in
	owns  map[string]bool // keys of those the reader may search in on own records only

	all    bool // everyone's records
	owners []int64
	units  []int64
	shared []int64 // documents shared with the reader
	own    map[int64]bool

	together *together // what the looks of one search share; nil: this is the only one

	dirty []int64        // sorted: documents whose index entry is out of date
	fresh []search.Found // what matches among them
}

// newLook prepares a search for the text of a plan. ok is false when nothing is asked.
func (s *Search) newLook(ctx context.Context, p *listing.Plan) (l *look, ok bool, err error) {
	l = &look{
		s: s, plan: p, query: s.spell.Parse(p.Text()), code: kindCode(p.Type().Name),
		sees: map[string]bool{}, owns: map[string]bool{}, own: map[int64]bool{},
	}
	for _, f := range p.Found() {
		l.sees[f.Key] = true
	}
	for _, f := range p.FoundOwn() {
		l.owns[f.Key] = true
	}
	if l.query.Empty() || len(l.sees)+len(l.owns) == 0 || p.Reach().None || !searchable(p.Type()) {
		return l, false, nil
	}
	reach := p.Reach()
	for _, id := range reach.Own {
		l.own[id] = true
	}
	top := reach
	for top.Parent != nil {
		top = *top.Parent
	}
	l.all, l.owners, l.units = top.All, top.Owners, top.Units
	if top.Unowned && !l.all {
		l.owners = append([]int64{0}, l.owners...)
	}
	if !l.all {
		if l.shared, err = s.sharedDocs(ctx, p.Type(), top); err != nil {
			return l, false, err
		}
	}
	return l, true, nil
}

// test decides about one document; the index only proposes.
func (l *look) test(r searchRow) (search.Found, bool) {
	if !l.query.Possible(r.body) {
		return search.Found{}, false
	}
	fields := search.ParseBody(r.body)
	at := l.query.Matches(fields, l.seen(r.owner))
	if at < 0 {
		return search.Found{}, false
	}
	return l.found(r, fields, at), true
}

// seen tells in which fields of a record of an owner the reader may search.
func (l *look) seen(owner int64) search.Seen {
	own := l.own[owner]
	return func(key string) bool { return l.sees[key] || own && l.owns[key] }
}

func (l *look) found(r searchRow, fields []search.Field, at int) search.Found {
	f := search.Found{ID: recordID(r.id), Field: fields[at].Key, UpdatedAt: r.updated, Own: l.own[r.owner]}
	if l.sees[fields[0].Key] && fields[0].Key == l.plan.Type().Title {
		f.Place = l.query.Place(fields)
	}
	return f
}

// lookAtDirty reads the records that wait for the indexer, the latest first, and tests
// them. The index is not asked about these. While a great many wait, as after an import,
// it stops when the time is over; a limit of 0 is none.
func (l *look) lookAtDirty(ctx context.Context, limit time.Duration) error {
	low, high := docID(l.code, 0), docID(l.code+1, 0)-1
	var text *string
	q := l.s.db.IDVector("SELECT id - ? AS id FROM search_dirty WHERE id BETWEEN ? AND ?")
	if err := l.s.db.read.QueryRowContext(ctx, l.s.db.SQL(q), low, low, high).Scan(&text); err != nil || text == nil {
		return l.s.db.Problem(err)
	}
	records := parseVector(*text)
	slices.Sort(records)
	l.dirty = make([]int64, len(records))
	for i, id := range records {
		l.dirty[i] = low + id
	}
	slices.Reverse(records)
	start := time.Now()
	for n, block := range slices.Collect(slices.Chunk(records, dirtyBlock)) {
		if n > 0 && limit > 0 && time.Since(start) > limit {
			return nil
		}
		list, err := l.s.loadIDs(ctx, l.s.db.read, l.plan.Type(), block)
		if err != nil {
			return err
		}
		for i := range list {
			if f, ok := l.testLoaded(&list[i]); ok {
				l.fresh = append(l.fresh, f)
			}
		}
	}
	return nil
}

// dirtyBlock is how many records that wait for the indexer are read at once.
const dirtyBlock = 500

func (l *look) isDirty(doc int64) bool {
	_, is := slices.BinarySearch(l.dirty, doc)
	return is
}

// testLoaded is test for a record that was read from its own table.
func (l *look) testLoaded(d *loaded) (search.Found, bool) {
	at := l.query.Matches(d.Fields, l.seen(d.OwnerID))
	if at < 0 || !l.inScope(d.OwnerID, d.UnitID, docID(l.code, d.ID)) {
		return search.Found{}, false
	}
	return l.found(searchRow{id: docID(l.code, d.ID), owner: d.OwnerID, updated: d.UpdatedAt}, d.Fields, at), true
}

func (l *look) inScope(owner, unit, doc int64) bool {
	if l.all {
		return true
	}
	for _, list := range []struct {
		ids []int64
		id  int64
	}{{l.owners, owner}, {l.units, unit}, {l.shared, doc}} {
		for _, id := range list.ids {
			if id == list.id {
				return true
			}
		}
	}
	return false
}

// scope gives the condition on search_doc that keeps to the reader's records; "" for all.
func (l *look) scope() (string, []any) {
	if l.all {
		return "", nil
	}
	var parts []string
	var args []any
	for _, c := range []struct {
		column string
		ids    []int64
	}{{"d.owner_id", l.owners}, {"d.unit_id", l.units}, {"d.id", l.shared}} {
		if len(c.ids) > 0 {
			in, arg := l.s.db.InIDs(c.column, c.ids)
			parts, args = append(parts, in), append(args, arg)
		}
	}
	if len(parts) == 0 {
		return " AND 1 = 0", nil
	}
	return " AND (" + strings.Join(parts, " OR ") + ")", args
}

// searchRow is a document as it comes from the index.
type searchRow struct {
	id, owner, updated int64
	body               string
}

// packed reads documents of a query over search_doc d in one row of one text: an order
// of magnitude cheaper than row by row.
func (s *Search) packed(ctx context.Context, from string, args ...any) ([]searchRow, error) {
	const columns = "CAST(d.id AS TEXT) || '\x1d' || CAST(d.owner_id AS TEXT) || '\x1d' || CAST(d.updated_at AS TEXT) || '\x1d' || d.body"
	q := "SELECT coalesce(string_agg(" + columns + ", '\x1c'), '') FROM (" + from + ") d"
	var text string
	if err := s.db.read.QueryRowContext(ctx, s.db.SQL(q), args...).Scan(&text); err != nil {
		return nil, s.db.Problem(err)
	}
	if text == "" {
		return nil, nil
	}
	out := make([]searchRow, 0, strings.Count(text, "\x1c")+1)
	for text != "" {
		var one string
		one, text, _ = strings.Cut(text, "\x1c")
		var r searchRow
		r.id, one = cutNumber(one)
		r.owner, one = cutNumber(one)
		r.updated, one = cutNumber(one)
		r.body = one
		out = append(out, r)
	}
	return out, nil
}

func cutNumber(text string) (int64, string) {
	head, rest, _ := strings.Cut(text, "\x1d")
	n, _ := strconv.ParseInt(head, 10, 64) // written by CAST
	return n, rest
}

const packedColumns = "d.id, d.owner_id, d.updated_at, d.body"

// sharedDocs lists the documents of a kind that are shared with the reader one by one:
// the records themselves, or what follows the shared records.
func (s *Search) sharedDocs(ctx context.Context, t *entity.Type, top listing.Reach) ([]int64, error) {
	q := "SELECT record_id FROM share WHERE person_id = ? AND kind = ? AND archived = 0 AND (until IS NULL OR until > ?)"
	if top.Change {
		q += " AND may_change = 1"
	}
	records, err := int64s(s.db.read.QueryContext(ctx, s.db.SQL(q), top.Person, top.Type.Name, top.Now))
	if err != nil {
		return nil, s.db.Problem(err)
	}
	if top.Type.ManyUnits && len(top.Units) > 0 {
		in, arg := s.db.InIDs("department_id", top.Units)
		more, err := int64s(s.db.read.QueryContext(ctx, s.db.SQL("SELECT record_id FROM owning_unit WHERE kind = ? AND archived = 0 AND "+in), top.Type.Name, arg))
		if err != nil {
			return nil, s.db.Problem(err)
		}
		records = append(records, more...)
	}
	if len(records) == 0 {
		return nil, nil
	}
	docs := make([]int64, len(records))
	for i, id := range records {
		docs[i] = docID(kindCode(top.Type.Name), id)
	}
	if t.Name == top.Type.Name {
		return docs, nil
	}
	in, arg := s.db.InIDs("root_id", docs)
	docs, err = int64s(s.db.read.QueryContext(ctx, s.db.SQL("SELECT id FROM search_doc WHERE kind = ? AND "+in), kindCode(t.Name), arg))
	return docs, s.db.Problem(err)
}
