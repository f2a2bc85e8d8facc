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
	var sync, fold, cache int64
	if err := db.write.QueryRowContext(ctx, "PRAGMA cache_size").Scan(&cache); err != nil {
		return db.Problem(err)
	}
	if err := db.write.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&sync); err != nil {
		return db.Problem(err)
	}
	if err := db.write.QueryRowContext(ctx, "PRAGMA wal_autocheckpoint").Scan(&fold); err != nil {
		return db.Problem(err)
	}
	var now int64
	// The pages of all indexes of a million customers should stay in memory.
	for _, q := range []string{"PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -600000"} {
		if _, err := db.write.ExecContext(ctx, q); err != nil {
			return db.Problem(err)
		}
	}
	if err := db.write.QueryRowContext(ctx, "PRAGMA wal_autocheckpoint = 100000").Scan(&now); err != nil {
		return db.Problem(err)
	}
	done := fn()
	// The settings go back even when the caller has given up.
	ctx = context.WithoutCancel(ctx)
	for _, q := range []string{fmt.Sprintf("PRAGMA synchronous = %d", sync), fmt.Sprintf("PRAGMA cache_size = %d", cache)} {
		if _, err := db.write.ExecContext(ctx, q); err != nil && done == nil {
			done = db.Problem(err)
		}
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
