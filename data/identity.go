package data

import (
	"context"
	"database/sql"
	"errors"

	"kontor/app/member"
)

var _ member.Credentials = (*DB)(nil)

// Credential reads how a person logs in; an empty one when nothing was stored.
func (db *DB) Credential(ctx context.Context, person int64) (member.Credential, error) {
	c := member.Credential{PersonID: person}
	q := "SELECT hash, recovery, must_reset, failures, failed_at, seen_at FROM credential WHERE person_id = ?"
	var reset int64
	err := db.from(ctx).QueryRowContext(ctx, db.SQL(q), person).Scan(&c.Hash, &c.Recovery, &reset, &c.Failures, &c.FailedAt, &c.SeenAt)
	c.MustReset = reset != 0
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	return c, db.Problem(err)
}

// PutCredential stores how a person logs in, inside the transaction of the context or in
// one statement of its own: a failed login must count even when nothing else is saved.
func (db *DB) PutCredential(ctx context.Context, c member.Credential) error {
	q := "INSERT INTO credential (person_id, hash, recovery, must_reset, failures, failed_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)" +
		db.Upsert([]string{"person_id"}, []string{"hash", "recovery", "must_reset", "failures", "failed_at", "seen_at"})
	reset := int64(0)
	if c.MustReset {
		reset = 1
	}
	args := []any{c.PersonID, c.Hash, c.Recovery, reset, c.Failures, c.FailedAt, c.SeenAt}
	if t := db.current(ctx); t != nil {
		_, err := t.tx.ExecContext(ctx, db.SQL(q), args...)
		return db.Problem(err)
	}
	_, err := db.write.ExecContext(ctx, db.SQL(q), args...)
	return db.Problem(err)
}

// CompanyZone reads the time zone of the company before its registry is made; "" for a
// company that was not set up yet.
func (db *DB) CompanyZone(ctx context.Context) (string, error) {
	var zone string
	err := db.read.QueryRowContext(ctx, "SELECT zone FROM company WHERE archived = 0 ORDER BY id LIMIT 1").Scan(&zone)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return zone, db.Problem(err)
}
