package data

import (
	"context"
	"fmt"
	"strings"

	"kontor/app/entity"
	"kontor/app/listing"
)

// PinIndex makes the index of a custom field that the user pinned as a filter. It does
// nothing when the index is there.
func (db *DB) PinIndex(ctx context.Context, f *entity.Field) error {
	pool, err := db.outside(ctx)
	if err != nil {
		return err
	}
	e := db.customExpr("custom", f)
	if db.Engine == Postgres {
		e = "(" + e + ")"
	}
	// Partial like the indexes of the lists: beside one of these a full index is not chosen.
	q := fmt.Sprintf("CREATE INDEX IF NOT EXISTS %s ON %s (%s, id) WHERE archived = 0", pinName(f), quoted(f.Entity), e)
	_, err = pool.ExecContext(ctx, q)
	return db.Problem(err)
}

// UnpinIndex removes the index of a custom field.
func (db *DB) UnpinIndex(ctx context.Context, f *entity.Field) error {
	pool, err := db.outside(ctx)
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "DROP INDEX IF EXISTS "+pinName(f))
	return db.Problem(err)
}

func pinName(f *entity.Field) string { return quoted(f.Entity + "_" + f.Key) }

// Explain tells how the engine would read the first page of a plan, for tests and diagnosis.
func (db *DB) Explain(ctx context.Context, p *listing.Plan) (string, error) {
	l, err := db.openList(ctx, p, true)
	if err != nil {
		return "", err
	}
	return db.explain(ctx, db.write, l.ordered(expr{}, 64))
}

// explain gives the engine's plan of a query, a step a line.
func (db *DB) explain(ctx context.Context, from querier, e expr) (string, error) {
	how := "EXPLAIN QUERY PLAN "
	if db.Engine == Postgres {
		how = "EXPLAIN "
	}
	rows, err := from.QueryContext(ctx, how+db.SQL(e.sql), e.args...)
	if err != nil {
		return "", db.Problem(err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return "", err
	}
	c := newCells(len(cols))
	var b strings.Builder
	for rows.Next() {
		if err := c.scan(rows); err != nil {
			return "", err
		}
		b.WriteString(c.at(len(cols)-1).String() + "\n")
	}
	return b.String(), db.Problem(rows.Err())
}
