package data

import "context"

// Script runs a migration template, and SQL one statement: tests make their own tables
// and do what no program would.
func (db *DB) Script(ctx context.Context, template string) error {
	text, err := db.Render(template)
	if err != nil {
		return err
	}
	_, err = db.write.ExecContext(ctx, text)
	return err
}

// Do runs one statement outside of everything.
func (db *DB) Do(ctx context.Context, q string, args ...any) error {
	_, err := db.write.ExecContext(ctx, db.SQL(q), args...)
	return err
}

// Number reads one number.
func (db *DB) Number(ctx context.Context, q string, args ...any) (n int64, err error) {
	err = db.read.QueryRowContext(ctx, db.SQL(q), args...).Scan(&n)
	return n, err
}
