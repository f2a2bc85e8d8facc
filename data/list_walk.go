package data

import (
	"context"
	"database/sql"
	"math"
	"strconv"
	"strings"
)

// walkedFrom is how many records a table has in which sorting those of one person is slow;
// tests lower it.
var walkedFrom int64 = 30_000

// walked gives the first ids of a list of somebody who sees a good part of a large table,
// in an order of which there is an index over the whole table but none for each owner and
// department: customers by name. Sorting a hundred thousand customers to show a screenful
// takes half a second; going down the index of the order, past those of others, meets
// enough of them after a few thousand rows. ok is false where this does not apply, and
// where it did not meet enough of them soon. A server weighs this by itself.
func (l *list) walked(ctx context.Context, extra expr, n int) (ids []int64, ok bool, err error) {
	if l.db.Engine != SQLite || len(l.ways) == 0 || n <= 0 || strings.TrimSpace(l.plan.Text()) != "" {
		return nil, false, nil
	}
	var all int64
	if err := l.scan(ctx, expr{sql: "SELECT coalesce(max(id), 0) FROM " + quoted(l.t.Name)}, &all); err != nil || all < walkedFrom {
		return nil, false, err
	}
	// Of so many records on, the rows passed are fewer than those that would be sorted.
	many := int(math.Sqrt(float64(n) * float64(all)))
	budget := 2 * many
	walk := l.passing(extra, budget)
	if sorts, err := l.sorts(ctx, walk); err != nil || sorts {
		return nil, false, err
	}
	if wide, err := l.sortsMany(ctx, extra, n, many); err != nil || !wide {
		return nil, false, err
	}
	var text sql.NullString
	if err := l.scan(ctx, expr{l.db.IDVector("SELECT id FROM (" + walk.sql + ") WHERE met LIMIT " + strconv.Itoa(n)), walk.args}, &text); err != nil {
		return nil, false, err
	}
	ids = parseVector(text.String)
	return ids, len(ids) == n, nil
}

// passing renders the rows of the whole table in order, and of each whether it is met.
func (l *list) passing(extra expr, budget int) expr {
	met := expr{sql: "("}
	l.narrow(&met)
	met.add(")")
	e := expr{sql: "SELECT t.id AS id, " + met.sql + " AS met FROM " + quoted(l.t.Name) + " t" + l.joins.String() +
		" WHERE t.archived = " + strconv.FormatInt(l.plan.Shelf(), 10)}
	e.args = append(append(e.args, met.args...), l.jargs...)
	if extra.sql != "" {
		e.add(" AND "+extra.sql, extra.args...)
	}
	var order []any
	for _, t := range l.terms {
		order = append(order, t.args...)
	}
	e.add(l.orderBy(func(i int) string { return l.terms[i].sql })+" LIMIT "+strconv.Itoa(budget), order...)
	return e
}

// sortsMany tells whether the ways in would sort so many records for n of them.
func (l *list) sortsMany(ctx context.Context, extra expr, n, many int) (bool, error) {
	for i := range l.ways {
		way := &l.ways[i]
		if sorts, err := l.sorts(ctx, l.core(way, extra, n)); err != nil {
			return false, err
		} else if !sorts {
			continue
		}
		q := expr{sql: "SELECT count(*) FROM (SELECT 1 FROM " + quoted(l.t.Name) + " t WHERE t.archived = " + strconv.FormatInt(l.plan.Shelf(), 10) + " AND "}
		q.add(way.sql+" LIMIT "+strconv.Itoa(many)+")", way.args...)
		var found int
		if err := l.scan(ctx, q, &found); err != nil {
			return false, err
		}
		if many -= found; many <= 0 {
			return true, nil
		}
	}
	return false, nil
}

// sorts tells whether SQLite would read and sort everything to answer a query.
func (l *list) sorts(ctx context.Context, e expr) (bool, error) {
	plan, err := l.db.explain(ctx, l.db.from(ctx), e)
	return strings.Contains(plan, "TEMP B-TREE"), err
}

// scan reads one value.
func (l *list) scan(ctx context.Context, e expr, to any) error {
	return l.db.Problem(l.db.from(ctx).QueryRowContext(ctx, l.db.SQL(e.sql), e.args...).Scan(to))
}
