package data

import (
	"context"
	"strings"
)

// Pair writes two rows that belong together in one transaction, as services do.
func (db *DB) Pair(ctx context.Context, n int64) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return db.Problem(err)
	}
	defer tx.Rollback()
	for half := range 2 {
		if _, err := tx.ExecContext(ctx, "INSERT INTO crash (n, half, filler) VALUES (?, ?, ?)", n, half, strings.Repeat("库", 300)); err != nil {
			return db.Problem(err)
		}
	}
	return db.Problem(tx.Commit())
}

// CopyRows is copyRows for tests.
func CopyRows(ctx context.Context, from, to *DB) error { return copyRows(ctx, from, to) }
