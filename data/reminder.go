package data

import (
	"context"
	"database/sql"
	"errors"

	"kontor/app/calendar"
	"kontor/app/reminder"
)

var _ reminder.Memory = (*DB)(nil)

// LastDay tells how far the reminder engine has come; zero when it never ran.
func (db *DB) LastDay(ctx context.Context) (calendar.Date, error) {
	var text string
	err := db.from(ctx).QueryRowContext(ctx, "SELECT value FROM company_meta WHERE key = 'reminders'").Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, db.Problem(err)
	}
	d, err := calendar.Parse(text)
	if err != nil {
		return 0, nil // as if it had never run: today's reminders are made again, each once
	}
	return d, nil
}

// SetLastDay keeps how far the reminder engine has come.
func (db *DB) SetLastDay(ctx context.Context, d calendar.Date) error {
	q := db.SQL("INSERT INTO company_meta (key, value) VALUES ('reminders', ?)" + db.Upsert([]string{"key"}, []string{"value"}))
	if t := db.current(ctx); t != nil {
		_, err := t.tx.ExecContext(ctx, q, d.String())
		return db.Problem(err)
	}
	_, err := db.write.ExecContext(ctx, q, d.String())
	return db.Problem(err)
}
