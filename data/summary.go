package data

import (
	"context"

	"kontor/app/entity"
)

// Add adds n to a contributed sum of a record.
func (db *DB) Add(ctx context.Context, name string, id int64, key string, n int64) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	table, column := quoted(name+"_summary"), quoted(key)
	q := "INSERT INTO " + table + " (id, " + column + ") VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET " +
		column + " = " + table + "." + column + " + excluded." + column
	_, err = tx.tx.ExecContext(ctx, db.SQL(q), id, n)
	return db.Problem(err)
}

// Put sets a contributed value of a record.
func (db *DB) Put(ctx context.Context, name string, id int64, key string, v entity.Value) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	q := "INSERT INTO " + quoted(name+"_summary") + " (id, " + quoted(key) + ") VALUES (?, ?)" +
		db.Upsert([]string{"id"}, []string{quoted(key)})
	_, err = tx.tx.ExecContext(ctx, db.SQL(q), id, v.Any())
	return db.Problem(err)
}
