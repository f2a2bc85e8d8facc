package data

import (
	"context"
	"fmt"
)

// Hurry runs fn with a company file set up for very many writes: the log is folded into
// the file seldom and at the end, and commits do not wait for the disk. A machine that
// dies meanwhile may lose the last of them, never the file; it is for bulk data only. A
// team database runs fn as it is.
func (db *DB) Hurry(ctx context.Context, fn func() error) error {
	if db.Engine != SQLite {
		return fn()
	}
	var sync, fold int64
	if err := db.write.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&sync); err != nil {
		return db.Problem(err)
	}
	if err := db.write.QueryRowContext(ctx, "PRAGMA wal_autocheckpoint").Scan(&fold); err != nil {
		return db.Problem(err)
	}
	var now int64
	if _, err := db.write.ExecContext(ctx, "PRAGMA synchronous = NORMAL"); err != nil {
		return db.Problem(err)
	}
	if err := db.write.QueryRowContext(ctx, "PRAGMA wal_autocheckpoint = 100000").Scan(&now); err != nil {
		return db.Problem(err)
	}
	done := fn()
	// The settings go back even when the caller has given up.
	ctx = context.WithoutCancel(ctx)
	if _, err := db.write.ExecContext(ctx, fmt.Sprintf("PRAGMA synchronous = %d", sync)); err != nil && done == nil {
		done = db.Problem(err)
	}
	if err := db.write.QueryRowContext(ctx, fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", fold)).Scan(&now); err != nil && done == nil {
		done = db.Problem(err)
	}
	var busy, log, moved int64
	if err := db.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &moved); err != nil && done == nil {
		done = db.Problem(err)
	}
	return done
}
