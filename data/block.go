package data

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"kontor/app/entity"
	"kontor/app/listing"
)

// shown renders the select list of a plan: id, version, owner, the columns, and behind
// them the owners and flags that decide about masks.
type shown struct {
	sql    string
	width  int
	owners []int // by column: the place of the owner, 0: not masked
	veils  []int // by column: the place of the flag that masks it for everybody, 0: none
}

func (l *list) shown() shown {
	s := shown{width: 3, owners: make([]int, len(l.plan.Columns())), veils: make([]int, len(l.plan.Columns()))}
	parts := []string{"t.id", "t.version", ownerOf("t", l.t)}
	cols := l.plan.Columns()
	for i := range cols {
		parts = append(parts, l.column(&cols[i]))
	}
	for i := range cols {
		if cols[i].Masked {
			s.owners[i] = len(parts)
			parts = append(parts, l.owner(&cols[i]))
		}
		if cols[i].Veiled {
			s.veils[i] = len(parts)
			parts = append(parts, l.veil(&cols[i]))
		}
	}
	s.sql, s.width = strings.Join(parts, ", "), len(parts)
	return s
}

// row makes a row of what was read, masked for the reader.
func (s shown) row(p *listing.Plan, c *cells) listing.Row {
	own := p.Reach().Own
	cols := p.Columns()
	r := listing.Row{ID: c.at(0).Int(), Version: c.at(1).Int(), Own: among(own, c.at(2)), Cells: make([]entity.Value, len(cols))}
	for i := range cols {
		v := c.at(3 + i)
		if s.owners[i] != 0 && !among(own, c.at(s.owners[i])) || s.veils[i] != 0 && c.at(s.veils[i]).Int() != 0 {
			v = cols[i].Field.Mask(v)
		}
		r.Cells[i] = v
	}
	return r
}

func among(ids []int64, v entity.Value) bool {
	for _, id := range ids {
		if id == v.Int() && id != 0 {
			return true
		}
	}
	return false
}

// Block gives the rows of ids, in their order. A record that is gone, or outside the
// scope, has ID 0. The filter of the plan is not asked again: a vector is a snapshot.
func (db *DB) Block(ctx context.Context, p *listing.Plan, ids []int64) ([]listing.Row, error) {
	out := make([]listing.Row, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	l := &list{query: db.newQuery(p.Type()), plan: p}
	s := l.shown()
	in, arg := db.InIDs("t.id", ids)
	w := db.within("t", p.Reach())
	// "+ 0" keeps the partial indexes of the lists out: the ids are the way in.
	q := "SELECT " + s.sql + " FROM " + quoted(p.Type().Name) + " t" + l.joins.String() + " WHERE " + in +
		" AND t.archived + 0 = " + strconv.FormatInt(p.Shelf(), 10) + " AND " + w.sql
	args := append(append(append([]any{}, l.jargs...), arg), w.args...)
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	place := make(map[int64]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	c := newCells(s.width)
	for rows.Next() {
		if err := c.scan(rows); err != nil {
			return nil, err
		}
		r := s.row(p, c)
		out[place[r.ID]] = r
	}
	if err := rows.Err(); err != nil {
		return nil, db.Problem(err)
	}
	return out, nil
}

// Each gives all rows of a plan in order.
func (db *DB) Each(ctx context.Context, p *listing.Plan, fn func(listing.Row) error) error {
	l, err := db.newList(ctx, p)
	if err != nil {
		return err
	}
	s := l.shown() // before the joins are written
	q := expr{sql: "SELECT " + s.sql + " FROM " + quoted(l.t.Name) + " t" + l.joins.String() + " WHERE "}
	q.args = append(q.args, l.jargs...)
	l.narrow(&q)
	var order []any
	for _, t := range l.terms {
		order = append(order, t.args...)
	}
	q.add(l.orderBy(func(i int) string { return l.terms[i].sql }), order...)
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q.sql), q.args...)
	if err != nil {
		return db.Problem(err)
	}
	defer rows.Close()
	c := newCells(s.width)
	for rows.Next() {
		if err := c.scan(rows); err != nil {
			return err
		}
		if err := fn(s.row(p, c)); err != nil {
			return err
		}
	}
	return db.Problem(rows.Err())
}

// narrow adds the filter and the ways in as one condition.
func (l *list) narrow(e *expr) {
	e.add(l.cond.sql, l.cond.args...)
	switch len(l.ways) {
	case 0:
	case 1:
		e.add(" AND "+l.ways[0].sql, l.ways[0].args...)
	default:
		e.add(" AND (")
		for i, w := range l.ways {
			if i > 0 {
				e.add(" OR ")
			}
			e.add(w.sql, w.args...)
		}
		e.add(")")
	}
}

// Sum adds up the totals of a plan, in their order.
func (db *DB) Sum(ctx context.Context, p *listing.Plan) ([]entity.Value, error) {
	totals := p.Totals()
	if len(totals) == 0 {
		return nil, nil
	}
	l, err := db.newList(ctx, p)
	if err != nil {
		return nil, err
	}
	parts := make([]string, len(totals))
	for i, f := range totals {
		c := listing.Column{Path: entity.Path{Key: f.Key, Type: l.t, Target: l.t, Field: f}}
		parts[i] = "CAST(coalesce(sum(" + l.column(&c) + "), 0) AS BIGINT)"
	}
	q := expr{sql: "SELECT " + strings.Join(parts, ", ") + " FROM " + quoted(l.t.Name) + " t" + l.joins.String() + " WHERE "}
	q.args = append(q.args, l.jargs...)
	l.narrow(&q)
	c := newCells(len(totals))
	err = db.whole(ctx, func(from querier) error {
		return from.QueryRowContext(ctx, db.SQL(q.sql), q.args...).Scan(c.dest...)
	})
	if err != nil {
		return nil, db.Problem(err)
	}
	out := make([]entity.Value, len(totals))
	for i := range out {
		out[i] = c.at(i)
	}
	return out, nil
}

// OwnerOf tells the owner that decides about the masks of a record (record.Store).
func (db *DB) OwnerOf(ctx context.Context, t *entity.Type, id int64) (int64, error) {
	var owner sql.NullInt64
	q := "SELECT " + ownerOf("t", t) + " FROM " + quoted(t.Name) + " t WHERE t.id = ?"
	err := db.from(ctx).QueryRowContext(ctx, db.SQL(q), id).Scan(&owner)
	if err == sql.ErrNoRows {
		err = nil
	}
	return owner.Int64, db.Problem(err)
}

// Within tells whether a record is within reach (record.Store).
func (db *DB) Within(ctx context.Context, r listing.Reach, id int64) (bool, error) {
	w := db.within("t", r)
	q := "SELECT 1 FROM " + quoted(r.Type.Name) + " t WHERE t.id = ? AND t.archived <> 2 AND " + w.sql
	var one int
	err := db.from(ctx).QueryRowContext(ctx, db.SQL(q), append([]any{id}, w.args...)...).Scan(&one)
	if err == sql.ErrNoRows {
		return false, nil
	}
	return err == nil, db.Problem(err)
}
