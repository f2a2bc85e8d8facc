package data

import (
	"context"
	"database/sql"
	"os"
)

// copyTo copies the company file as of its last commit into a new file, while others
// may go on writing. A half-written copy is removed.
func (db *DB) copyTo(ctx context.Context, to string) error {
	if err := os.Remove(to); err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := vacuumInto(ctx, db.read, "main", to); err != nil {
		_ = os.Remove(to)
		return db.Problem(err)
	}
	return nil
}

func vacuumInto(ctx context.Context, pool *sql.DB, schema, to string) error {
	_, err := pool.ExecContext(ctx, "VACUUM "+schema+" INTO ?", to)
	return err
}
