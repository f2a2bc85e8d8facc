package data

import (
	"strconv"
	"strings"

	"kontor/app/entity"
	"kontor/app/listing"
)

// query builds one SELECT over an entity. Identifiers come from descriptions only, values
// become arguments; nothing a user typed ever stands in the text.
type query struct {
	db    *DB
	t     *entity.Type
	joins strings.Builder
	jargs []any
	seen  map[string]string // reference key → alias; "" → the summary of the entity itself
}

func (db *DB) newQuery(t *entity.Type) *query {
	return &query{db: db, t: t, seen: map[string]string{}}
}

// expr is a rendered expression and its arguments.
type expr struct {
	sql  string
	args []any
}

func (e *expr) add(sql string, args ...any) {
	e.sql += sql
	e.args = append(e.args, args...)
}

// own gives the expression of a field of the table with an alias, without joins.
func (q *query) own(alias string, f *entity.Field) string {
	if f.Store == entity.InCustom {
		return q.db.customExpr(alias+".custom", f)
	}
	return alias + "." + quoted(f.Key)
}

// customExpr reads a custom field. The same text stands in the index of a pinned field.
func (db *DB) customExpr(column string, f *entity.Field) string {
	e := db.JSONField(column, f.Key)
	if db.Engine == Postgres {
		if f.Kind.InText() {
			return "(" + e + ` COLLATE "C")`
		}
		return "(" + e + ")::bigint"
	}
	return e
}

// column gives the expression of a column, joining what it needs.
func (q *query) column(c *listing.Column) string {
	alias, t := "t", q.t
	if c.Via != nil {
		alias, t = q.join(c), c.Target
	}
	if c.Field.Store == entity.InSummary {
		e := q.summary(alias, t) + "." + quoted(c.Field.Key)
		if c.Field.Kind.IsNumber() {
			return "coalesce(" + e + ", 0)"
		}
		return e
	}
	return q.own(alias, c.Field)
}

// owner gives the owner of the record that a column belongs to.
func (q *query) owner(c *listing.Column) string {
	if c.Via != nil {
		return ownerOf(q.join(c), c.Target)
	}
	return ownerOf("t", q.t)
}

// ownerOf gives the owner that decides about masks: of what belongs to another record,
// the owner of that one.
func ownerOf(alias string, t *entity.Type) string {
	if !t.Belongs {
		return alias + ".owner_id"
	}
	via := t.Field(t.Follows)
	ref := alias + "." + quoted(via.Key)
	return "CASE WHEN " + ref + " IS NULL THEN " + alias + ".owner_id ELSE (SELECT o.owner_id FROM " + quoted(via.To) + " o WHERE o.id = " + ref + ") END"
}

// veil gives the flag that masks a column for everybody while it is set.
func (q *query) veil(c *listing.Column) string {
	alias, t := "t", q.t
	if c.Via != nil {
		alias, t = q.join(c), c.Target
	}
	flag := t.VeilFlag().Key
	if !t.Belongs {
		return alias + "." + quoted(flag)
	}
	via := t.Field(t.Follows)
	return "coalesce((SELECT o." + quoted(flag) + " FROM " + quoted(via.To) + " o WHERE o.id = " + alias + "." + quoted(via.Key) + "), 0)"
}

// join joins the record behind a reference, as far as the reader may see it.
func (q *query) join(c *listing.Column) string {
	if a, ok := q.seen[c.Via.Key]; ok {
		return a
	}
	alias := "r" + strconv.Itoa(len(q.seen))
	q.seen[c.Via.Key] = alias
	on := expr{sql: alias + ".id = " + q.own("t", c.Via)}
	if !c.Reach.Everything() {
		w := q.db.within(alias, c.Reach)
		on.add(" AND "+w.sql, w.args...)
	}
	q.joins.WriteString(" LEFT JOIN " + quoted(c.Target.Name) + " " + alias + " ON " + on.sql)
	q.jargs = append(q.jargs, on.args...)
	return alias
}

func (q *query) summary(alias string, t *entity.Type) string {
	key := alias + "+"
	if a, ok := q.seen[key]; ok {
		return a
	}
	a := "s" + strconv.Itoa(len(q.seen))
	q.seen[key] = a
	q.joins.WriteString(" LEFT JOIN " + quoted(t.Name+"_summary") + " " + a + " ON " + a + ".id = " + alias + ".id")
	return a
}

// within renders the reach of one table as a condition.
func (db *DB) within(alias string, r listing.Reach) expr {
	var e expr
	if r.None {
		e.add("1 = 0")
		return e
	}
	if r.All {
		e.add("1 = 1")
	} else {
		e.add("(")
		for i, b := range db.branches(alias, r, false) {
			if i > 0 {
				e.add(" OR ")
			}
			e.add(b.sql, b.args...)
		}
		e.add(")")
	}
	if r.Parent != nil {
		p := db.parent(alias, r)
		e.add(" AND "+p.sql, p.args...)
	}
	return e
}

// parent renders "the record this one follows is within reach". What follows nothing is
// its owner's.
func (db *DB) parent(alias string, r listing.Reach) expr {
	in, ref := alias+"p", alias+"."+quoted(r.Via.Key)
	w := db.within(in, *r.Parent)
	list := "SELECT " + in + ".id FROM " + quoted(r.Parent.Type.Name) + " " + in + " WHERE " + w.sql
	if r.Via.Required {
		return expr{ref + " IN (" + list + ")", w.args}
	}
	e := expr{"(" + ref + " IN (" + list + ")", w.args}
	if db.Engine == Postgres { // beside an OR only an array is looked up in the index
		e.sql = "(" + ref + " = ANY(ARRAY(" + list + "))"
	}
	own, arg := db.InIDs(alias+".owner_id", r.Own)
	e.add(" OR "+ref+" IS NULL AND "+own+")", arg)
	return e
}

// splitMost is how many owners or departments are read one by one for a first page.
const splitMost = 24

// branches are the ways into a reach that is not All: own records, records of the
// departments, records shared. Each starts at an index of its own. With split, each
// owner and department is a way of its own, so that its index gives the order, too.
func (db *DB) branches(alias string, r listing.Reach, split bool) []expr {
	var out []expr
	one := func(column string, ids []int64) {
		switch {
		case len(ids) == 1, split && len(ids) <= splitMost:
			for _, id := range ids { // literal: see walk
				out = append(out, expr{sql: alias + "." + column + " = " + strconv.FormatInt(id, 10)})
			}
		case len(ids) > 0:
			in, arg := db.InIDs(alias+"."+column, ids)
			out = append(out, expr{in, []any{arg}})
		}
	}
	one("owner_id", r.Owners)
	one("unit_id", r.Units)
	if r.Unowned {
		out = append(out, expr{sql: alias + ".owner_id IS NULL"})
	}
	if r.Type.ManyUnits && len(r.Units) > 0 {
		in, arg := db.InIDs("ou.department_id", r.Units)
		out = append(out, expr{alias + ".id IN (SELECT ou.record_id FROM owning_unit ou WHERE ou.archived = 0 AND ou.kind = ? AND " + in + ")", []any{r.Type.Name, arg}})
	}
	if r.Person != 0 {
		s := expr{alias + ".id IN (SELECT sh.record_id FROM share sh WHERE sh.archived = 0 AND sh.kind = ? AND sh.person_id = ?" +
			" AND (sh.until IS NULL OR sh.until > ?)", []any{r.Type.Name, r.Person, r.Now}}
		if r.Change {
			s.sql += " AND sh.may_change = 1"
		}
		s.sql += ")"
		out = append(out, s)
	}
	if len(out) == 0 {
		out = append(out, expr{sql: "1 = 0"})
	}
	return out
}

// where renders the resolved filter.
func (q *query) where(c listing.Cond, own []int64) expr {
	if c.Column != nil {
		e := q.leaf(c)
		if c.Column.Veiled && c.Op != listing.Filled && c.Op != listing.Empty {
			e.sql = "(" + e.sql + " AND " + q.veil(c.Column) + " = 0)"
		}
		if c.Column.Masked && c.Op != listing.Filled && c.Op != listing.Empty {
			in, arg := q.db.InIDs(q.owner(c.Column), own)
			e = expr{"(" + e.sql + " AND " + in + ")", append(e.args, arg)}
		}
		if c.Not {
			e.sql = "NOT coalesce(" + e.sql + ", " + q.db.no() + ")"
		}
		return e
	}
	glue := " AND "
	if c.Any {
		glue = " OR "
	}
	var e expr
	for i, k := range c.Kids {
		if i > 0 {
			e.add(glue)
		}
		w := q.where(k, own)
		e.add(w.sql, w.args...)
	}
	e.sql = "(" + e.sql + ")"
	if c.Not {
		// Unknown is "no": the opposite of a condition holds for empty fields, too.
		e.sql = "NOT coalesce(" + e.sql + ", " + q.db.no() + ")"
	}
	return e
}

// no is the constant false of the engine.
func (db *DB) no() string {
	if db.Engine == Postgres {
		return "FALSE"
	}
	return "0"
}

var signs = map[listing.Op]string{listing.Lt: " < ?", listing.Le: " <= ?", listing.Gt: " > ?", listing.Ge: " >= ?"}

func (q *query) leaf(c listing.Cond) expr {
	e, f := q.column(c.Column), c.Column.Field
	var arg entity.Value
	if len(c.Args) > 0 {
		arg = c.Args[0]
	}
	nothing := arg.IsNull() || arg.IsText() && arg.Text() == ""
	switch c.Op {
	case listing.Empty:
		return empty(e, f)
	case listing.Filled:
		w := empty(e, f)
		w.sql = "NOT (" + w.sql + ")"
		return w
	case listing.Eq:
		if nothing {
			return empty(e, f)
		}
		return q.same(e, c.Column, arg)
	case listing.Ne:
		if nothing {
			return q.leaf(listing.Cond{Column: c.Column, Op: listing.Filled})
		}
		return expr{"(" + e + " <> ? OR " + e + " IS NULL)", []any{arg.Any()}}
	case listing.Contains:
		if f.Kind == entity.KindMulti {
			return expr{q.db.Like(e), []any{LikePattern("," + arg.Text() + ",")}}
		}
		return expr{q.db.Like(e), []any{LikePattern(arg.Text())}}
	case listing.Starts:
		return expr{q.db.Like(e), []any{strings.TrimPrefix(LikePattern(arg.Text()), "%")}}
	case listing.In:
		return q.in(e, f, c.Args)
	}
	if arg.IsNull() {
		return expr{sql: "1 = 0"}
	}
	return expr{e + signs[c.Op], []any{arg.Any()}}
}

func empty(e string, f *entity.Field) expr {
	switch {
	case f.Kind.InText() && f.Kind != entity.KindDate:
		return expr{sql: "(" + e + " IS NULL OR " + e + " = '')"}
	case f.Empty().IsNull():
		return expr{sql: e + " IS NULL"}
	}
	return expr{sql: "(" + e + " IS NULL OR " + e + " = 0)"}
}

func (q *query) in(e string, f *entity.Field, args []entity.Value) expr {
	if f.Kind == entity.KindMulti {
		var out expr
		for i, a := range args {
			if i > 0 {
				out.add(" OR ")
			}
			out.add(q.db.Like(e), LikePattern(","+a.Text()+","))
		}
		if len(args) == 0 {
			return expr{sql: "1 = 0"}
		}
		out.sql = "(" + out.sql + ")"
		return out
	}
	blank := false
	var ids []int64
	var texts []string
	for _, a := range args {
		switch {
		case a.IsEmpty() && (a.IsNull() || a.IsText()):
			blank = true
		case a.IsText():
			texts = append(texts, a.Text())
		default:
			ids = append(ids, a.Int())
		}
	}
	var out expr
	switch {
	case len(ids) > 0:
		in, arg := q.db.InIDs(e, ids)
		out.add(in, arg)
	case len(texts) > 0:
		out = q.sameAsOne(e, f, texts)
	default:
		out.add("1 = 0")
	}
	if blank {
		w := empty(e, f)
		out = expr{"(" + out.sql + " OR " + w.sql + ")", append(out.args, w.args...)}
	}
	return out
}
