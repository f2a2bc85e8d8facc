package data

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"kontor/app/numbering"
)

// Numbers keeps series and counters (numbering.Store).
type Numbers struct{ db *DB }

// NewNumbers gives the store of series and counters of a company.
func NewNumbers(db *DB) *Numbers { return &Numbers{db} }

var _ numbering.Store = (*Numbers)(nil)

// Series reads a series that the company has changed.
func (n *Numbers) Series(ctx context.Context, key string) (numbering.Series, bool, error) {
	s := numbering.Series{Key: key}
	q := "SELECT pattern, resets FROM number_series WHERE series = ?"
	err := n.db.from(ctx).QueryRowContext(ctx, n.db.SQL(q), key).Scan(&s.Pattern, &s.Reset)
	if errors.Is(err, sql.ErrNoRows) {
		return s, false, nil
	}
	return s, err == nil, n.db.Problem(err)
}

// SetSeries keeps a series.
func (n *Numbers) SetSeries(ctx context.Context, s numbering.Series) error {
	tx, err := n.db.writer(ctx)
	if err != nil {
		return err
	}
	q := "INSERT INTO number_series (series, pattern, resets) VALUES (?, ?, ?)" + n.db.Upsert([]string{"series"}, []string{"pattern", "resets"})
	_, err = tx.tx.ExecContext(ctx, n.db.SQL(q), s.Key, s.Pattern, string(s.Reset))
	return n.db.Problem(err)
}

// Take raises a counter by one. The row stays locked until the transaction ends, so the
// next one waits and no number is lost or given twice.
func (n *Numbers) Take(ctx context.Context, key, period string) (int64, error) {
	tx, err := n.db.writer(ctx)
	if err != nil {
		return 0, err
	}
	q := `INSERT INTO number_counter (series, period, last) VALUES (?, ?, 1)
		ON CONFLICT (series, period) DO UPDATE SET last = number_counter.last + 1 RETURNING last`
	var last int64
	err = tx.tx.QueryRowContext(ctx, n.db.SQL(q), key, period).Scan(&last)
	return last, n.db.Problem(err)
}

// Last is the counter of a period.
func (n *Numbers) Last(ctx context.Context, key, period string) (int64, error) {
	var last int64
	q := "SELECT coalesce(max(last), 0) FROM number_counter WHERE series = ? AND period = ?"
	err := n.db.from(ctx).QueryRowContext(ctx, n.db.SQL(q), key, period).Scan(&last)
	return last, n.db.Problem(err)
}

// SetLast raises the counter of a period to at least last.
func (n *Numbers) SetLast(ctx context.Context, key, period string, last int64) error {
	tx, err := n.db.writer(ctx)
	if err != nil {
		return err
	}
	q := `INSERT INTO number_counter (series, period, last) VALUES (?, ?, ?)
		ON CONFLICT (series, period) DO UPDATE SET last = excluded.last WHERE number_counter.last < excluded.last`
	_, err = tx.tx.ExecContext(ctx, n.db.SQL(q), key, period, last)
	return n.db.Problem(err)
}

// LastWrite is the latest instant of the history, in Unix ms.
func (n *Numbers) LastWrite(ctx context.Context) (int64, error) {
	var at int64
	err := n.db.from(ctx).QueryRowContext(ctx, "SELECT coalesce(max(at), 0) FROM change_set").Scan(&at)
	return at, n.db.Problem(err)
}

const confirmedKey = "clock_confirmed"

// Confirmed is the last write that was accepted as lying in the future.
func (n *Numbers) Confirmed(ctx context.Context) (int64, error) {
	text, err := n.db.meta(ctx, confirmedKey)
	if err != nil || text == "" {
		return 0, err
	}
	at, _ := strconv.ParseInt(text, 10, 64)
	return at, nil
}

// Confirm keeps the last write that was accepted.
func (n *Numbers) Confirm(ctx context.Context, at int64) error {
	return n.db.setMeta(ctx, confirmedKey, strconv.FormatInt(at, 10))
}

// meta reads a value that belongs to the company file itself; "" when it is not there.
func (db *DB) meta(ctx context.Context, key string) (string, error) {
	var v string
	err := db.from(ctx).QueryRowContext(ctx, db.SQL("SELECT value FROM company_meta WHERE key = ?"), key).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, db.Problem(err)
}

func (db *DB) setMeta(ctx context.Context, key, value string) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	q := "INSERT INTO company_meta (key, value) VALUES (?, ?)" + db.Upsert([]string{"key"}, []string{"value"})
	_, err = tx.tx.ExecContext(ctx, db.SQL(q), key, value)
	return db.Problem(err)
}
