package data

import (
	"context"
	"time"

	"kontor/app/jobs"
)

// Jobs keeps the rows of background jobs (app/jobs.Store).
type Jobs struct{ db *DB }

// NewJobs gives the store of jobs of a company.
func NewJobs(db *DB) *Jobs { return &Jobs{db} }

var _ jobs.Store = (*Jobs)(nil)

// Rows gives the state of all jobs by name.
func (j *Jobs) Rows(ctx context.Context) (map[string]jobs.Row, error) {
	rows, err := j.db.read.QueryContext(ctx, `SELECT name, due_at, last_started, last_done, last_error, holder, held_until FROM job`)
	if err != nil {
		return nil, j.db.Problem(err)
	}
	defer rows.Close()
	out := map[string]jobs.Row{}
	for rows.Next() {
		var r jobs.Row
		var due, started, done, held int64
		if err := rows.Scan(&r.Name, &due, &started, &done, &r.LastError, &r.Holder, &held); err != nil {
			return nil, j.db.Problem(err)
		}
		r.DueAt, r.Started, r.Done, r.HeldUntil = instant(due), instant(started), instant(done), instant(held)
		out[r.Name] = r
	}
	return out, j.db.Problem(rows.Err())
}

// Take gives a row to a holder unless another holds it: one statement, so two programs
// can never both get it.
func (j *Jobs) Take(ctx context.Context, l jobs.Lease) (bool, error) {
	q := `INSERT INTO job (name, holder, held_until, last_started) VALUES (?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until, last_started = excluded.last_started
		WHERE job.holder = '' OR job.holder = excluded.holder OR job.held_until <= ?`
	res, err := j.db.write.ExecContext(ctx, j.db.SQL(q), l.Name, l.Holder, l.Until.UnixMilli(), l.Now.UnixMilli(), l.Now.UnixMilli())
	if err != nil {
		return false, j.db.Problem(err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Free gives a row back with the outcome.
func (j *Jobs) Free(ctx context.Context, o jobs.Outcome) error {
	q := `UPDATE job SET holder = '', held_until = 0, due_at = ?, last_error = ?,
		last_done = CASE WHEN ? = '' THEN ? ELSE last_done END WHERE name = ? AND holder = ?`
	_, err := j.db.write.ExecContext(ctx, j.db.SQL(q), millis(o.DueAt), o.Err, o.Err, o.Now.UnixMilli(), o.Name, o.Holder)
	return j.db.Problem(err)
}

// instant reads Unix ms; 0 is the zero time.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// millis writes Unix ms; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
