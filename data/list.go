package data

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/listing"
)

// vectorLimit is the length up to which PostgreSQL gives id vectors; SQLite always does.
const vectorLimit = 200_000

// Limit is the length of the longest id vector, 0 for any (listing.Source).
func (db *DB) Limit() int64 {
	if db.Engine == Postgres {
		return vectorLimit
	}
	return 0
}

// list is a plan being rendered: one core per way into the scope.
type list struct {
	*query
	plan  *listing.Plan
	cond  expr     // shelf, filter, text, and what the record follows
	ways  []expr   // none: everything
	terms []term   // the order, the id last
	keys  []string // sort expressions of the select list, without the id
	kargs []any
}

type term struct {
	desc     bool
	nullable bool
	expr
}

func (db *DB) newList(ctx context.Context, p *listing.Plan) (*list, error) {
	return db.openList(ctx, p, false)
}

// openList renders a plan; with split for a first page, see branches.
func (db *DB) openList(ctx context.Context, p *listing.Plan, split bool) (*list, error) {
	l := &list{query: db.newQuery(p.Type()), plan: p}
	// The shelf is a literal, so that the partial indexes of the lists are chosen.
	l.cond.add("t.archived = " + strconv.FormatInt(p.Shelf(), 10))
	r := p.Reach()
	if r.None {
		l.cond.add(" AND 1 = 0")
	}
	if r.Parent != nil {
		w := db.parent("t", r)
		l.cond.add(" AND "+w.sql, w.args...)
	}
	if !r.All && !r.None {
		l.ways = db.branches("t", r, split)
	}
	if c := p.Cond(); !c.IsZero() {
		w := l.where(c, r.Own)
		l.cond.add(" AND "+w.sql, w.args...)
	}
	if strings.TrimSpace(p.Text()) != "" {
		w, err := l.text(ctx)
		if err != nil {
			return nil, err
		}
		l.cond.add(" AND "+w.sql, w.args...)
	}
	l.order()
	return l, nil
}

// text finds the words of a plan: in the record, or in whom it is about.
func (l *list) text(ctx context.Context) (expr, error) {
	all, err := l.ownText(ctx)
	if err != nil || l.plan.Shelf() != 0 {
		return all, err
	}
	all.sql = "(" + all.sql
	for _, f := range l.plan.Found() {
		if f.Kind != entity.KindRef || f.Store != entity.InColumn || l.db.texts == nil {
			continue
		}
		w, err := l.db.texts.about(ctx, l.plan, f)
		if err != nil {
			return all, err
		}
		all.add(w.sql, w.args...)
	}
	all.add(")")
	return all, nil
}

// ownText finds the words in the record itself, by the search index when there is one,
// else in the fields.
func (l *list) ownText(ctx context.Context) (expr, error) {
	if l.db.texts != nil && searchable(l.t) {
		ids, err := l.db.texts.IDs(ctx, l.plan)
		if err != nil {
			return expr{}, err
		}
		in, arg := l.db.InIDs("t.id", ids)
		return expr{in, []any{arg}}, nil
	}
	var all expr
	for i, word := range strings.Fields(l.plan.Text()) {
		if i > 0 {
			all.add(" AND ")
		}
		all.add("(1 = 0")
		for _, f := range l.plan.Found() {
			if f.Kind.IsText() && f.Store != entity.InSummary {
				all.add(" OR "+l.db.Like(l.own("t", f)), LikePattern(word))
			}
		}
		for _, f := range l.plan.FoundOwn() {
			if f.Kind.IsText() && f.Store != entity.InSummary {
				in, arg := l.db.InIDs(ownerOf("t", l.t), l.plan.Reach().Own)
				all.add(" OR "+l.db.Like(l.own("t", f))+" AND "+in, LikePattern(word), arg)
			}
		}
		all.add(")")
	}
	return all, nil
}

func (l *list) order() {
	desc := false
	for _, s := range l.plan.Order() {
		e := expr{sql: l.column(&s.Column)}
		nullable := s.Field.Empty().IsNull() && !stamped(s.Field) || s.Via != nil
		if s.Masked {
			in, arg := l.db.InIDs(l.owner(&s.Column), l.plan.Reach().Own)
			e, nullable = expr{"CASE WHEN " + in + " THEN " + e.sql + " END", []any{arg}}, true
		}
		l.terms = append(l.terms, term{s.Desc, nullable, e})
		l.keys = append(l.keys, e.sql)
		l.kargs = append(l.kargs, e.args...)
		desc = s.Desc
	}
	l.terms = append(l.terms, term{desc, false, expr{sql: "t.id"}})
}

// stamped tells that a moment is in every record: its index is walked both ways.
func stamped(f *entity.Field) bool {
	return f.IsHead && (f.Key == "created_at" || f.Key == "updated_at")
}

// orderBy renders the order over named columns k0, k1 … and id of an inner query.
func (l *list) orderBy(name func(i int) string) string {
	parts := make([]string, len(l.terms))
	for i, t := range l.terms {
		n := name(i)
		switch {
		case t.nullable:
			parts[i] = l.db.NullsLast(n, t.desc)
		case t.desc:
			parts[i] = n + " DESC"
		default:
			parts[i] = n
		}
	}
	return " ORDER BY " + strings.Join(parts, ", ")
}

func (l *list) inner(i int) string {
	if i == len(l.terms)-1 {
		return "id"
	}
	return "k" + strconv.Itoa(i)
}

// core renders "SELECT id, k0 … FROM … WHERE …" for one way in; limit 0 is none.
func (l *list) core(way *expr, extra expr, limit int) expr {
	var e expr
	e.add("SELECT t.id AS id")
	for i, k := range l.keys {
		e.add(", " + k + " AS k" + strconv.Itoa(i))
	}
	e.args = append(e.args, l.kargs...)
	e.add(" FROM "+quoted(l.t.Name)+" t"+l.joins.String(), l.jargs...)
	e.add(" WHERE "+l.cond.sql, l.cond.args...)
	if way != nil {
		e.add(" AND "+way.sql, way.args...)
	}
	if extra.sql != "" {
		e.add(" AND "+extra.sql, extra.args...)
	}
	if limit > 0 {
		e.add(l.orderBy(l.inner) + " LIMIT " + strconv.Itoa(limit))
	}
	return e
}

// rows renders the rows of all ways in, each once; limit 0 is none, else each way gives
// its first rows only.
func (l *list) rows(extra expr, limit int) expr {
	if len(l.ways) == 0 {
		return l.core(nil, extra, limit)
	}
	if len(l.ways) == 1 {
		return l.core(&l.ways[0], extra, limit)
	}
	var e expr
	for i := range l.ways {
		if i > 0 {
			e.add(" UNION ")
		}
		c := l.core(&l.ways[i], extra, limit)
		e.add("SELECT * FROM ("+c.sql+") w"+strconv.Itoa(i), c.args...)
	}
	return e
}

// ordered renders the ids in order.
func (l *list) ordered(extra expr, limit int) expr {
	r := l.rows(extra, limit)
	e := expr{"SELECT u.id FROM (" + r.sql + ") u" + l.orderBy(func(i int) string { return "u." + l.inner(i) }), r.args}
	if limit > 0 {
		e.add(" LIMIT " + strconv.Itoa(limit))
	}
	return e
}

// Count tells how many records a plan has.
func (db *DB) Count(ctx context.Context, p *listing.Plan) (int64, error) {
	l, err := db.newList(ctx, p)
	if err != nil {
		return 0, err
	}
	l.keys, l.kargs, l.terms = nil, nil, l.terms[len(l.terms)-1:]
	r := l.rows(expr{}, 0)
	var n int64
	err = db.from(ctx).QueryRowContext(ctx, db.SQL("SELECT count(*) FROM ("+r.sql+") c"), r.args...).Scan(&n)
	return n, db.Problem(err)
}

// First gives the first n ids.
func (db *DB) First(ctx context.Context, p *listing.Plan, n int) ([]int64, error) {
	return db.window(ctx, p, nil, n)
}

// From gives up to n ids from a mark on.
func (db *DB) From(ctx context.Context, p *listing.Plan, m listing.Mark, n int) ([]int64, error) {
	return db.window(ctx, p, &m, n)
}

func (db *DB) window(ctx context.Context, p *listing.Plan, m *listing.Mark, n int) ([]int64, error) {
	l, err := db.openList(ctx, p, true)
	if err != nil {
		return nil, err
	}
	var extra expr
	if m != nil {
		extra = l.since(*m)
	}
	if ids, ok, err := l.walked(ctx, extra, n); err != nil || ok {
		return ids, err
	}
	e := l.ordered(extra, n)
	return int64s(db.from(ctx).QueryContext(ctx, db.SQL(e.sql), e.args...))
}

// IDs gives the id vector of a plan.
func (db *DB) IDs(ctx context.Context, p *listing.Plan) ([]int64, error) {
	l, err := db.newList(ctx, p)
	if err != nil {
		return nil, err
	}
	limit := 0
	if db.Limit() > 0 {
		limit = int(db.Limit()) + 1
	}
	e := l.ordered(expr{}, limit)
	var text sql.NullString
	err = db.whole(ctx, func(from querier) error {
		return from.QueryRowContext(ctx, db.SQL(db.IDVector(e.sql)), e.args...).Scan(&text)
	})
	if err != nil {
		return nil, db.Problem(err)
	}
	ids := parseVector(text.String)
	if limit > 0 && len(ids) == limit {
		return nil, app.E(app.Conflict, "list.too_long", "max", db.Limit())
	}
	return ids, nil
}

// Marks gives every step-th row of a plan.
func (db *DB) Marks(ctx context.Context, p *listing.Plan, step int64) ([]listing.Mark, error) {
	l, err := db.newList(ctx, p)
	if err != nil {
		return nil, err
	}
	r := l.rows(expr{}, 0)
	keys := make([]string, len(l.keys))
	for i := range keys {
		keys[i] = ", n.k" + strconv.Itoa(i)
	}
	q := "SELECT n.id, n.place" + strings.Join(keys, "") + " FROM (SELECT u.*, row_number() OVER (" +
		strings.TrimSpace(l.orderBy(func(i int) string { return "u." + l.inner(i) })) + ") - 1 AS place FROM (" + r.sql + ") u) n WHERE n.place % " +
		strconv.FormatInt(max(step, 1), 10) + " = 0 ORDER BY n.place"
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), r.args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	c := newCells(2 + len(keys))
	var out []listing.Mark
	for rows.Next() {
		if err := c.scan(rows); err != nil {
			return nil, err
		}
		m := listing.Mark{ID: c.at(0).Int(), At: c.at(1).Int()}
		for i := range keys {
			m.Keys = append(m.Keys, c.at(2+i))
		}
		out = append(out, m)
	}
	return out, db.Problem(rows.Err())
}

// since renders "this row or a later one", for windows that start at a mark.
func (l *list) since(m listing.Mark) expr {
	vals := append(append([]entity.Value{}, m.Keys...), entity.Num(m.ID))
	if len(vals) != len(l.terms) {
		return expr{sql: "1 = 0"}
	}
	same := true
	for _, t := range l.terms {
		same = same && t.desc == l.terms[0].desc && !t.nullable
	}
	if same { // a comparison of rows walks the index
		var left, right []string
		e := expr{}
		for i, t := range l.terms {
			left, right = append(left, t.sql), append(right, "?")
			e.args = append(e.args, t.args...)
			_ = i
		}
		sign := " >= "
		if l.terms[0].desc {
			sign = " <= "
		}
		e.sql = "(" + strings.Join(left, ", ") + ")" + sign + "(" + strings.Join(right, ", ") + ")"
		for _, v := range vals {
			e.args = append(e.args, v.Any())
		}
		return e
	}
	return l.later(0, vals)
}

// later renders the terms from i on: strictly after at i, or equal there and later below.
func (l *list) later(i int, vals []entity.Value) expr {
	t, v := l.terms[i], vals[i]
	sign := " > ?"
	if t.desc {
		sign = " < ?"
	}
	if i == len(l.terms)-1 {
		return expr{"(" + t.sql + strings.Replace(sign, " ?", "= ?", 1) + ")", append(append([]any{}, t.args...), v.Any())}
	}
	rest := l.later(i+1, vals)
	var e expr
	if v.IsNull() { // the unknown ones are last
		e.add("("+t.sql+" IS NULL AND "+rest.sql+")", append(append([]any{}, t.args...), rest.args...)...)
		return e
	}
	e.add("("+t.sql+sign, append(append([]any{}, t.args...), v.Any())...)
	if t.nullable {
		e.add(" OR "+t.sql+" IS NULL", t.args...)
	}
	e.add(" OR "+t.sql+" = ? AND "+rest.sql+")", append(append(append([]any{}, t.args...), v.Any()), rest.args...)...)
	return e
}
