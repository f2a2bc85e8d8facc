package data

import (
	"context"
	"database/sql"
	"errors"

	"kontor/data/secrets"
)

// SecretBox keeps the sealed secrets of one person in the company (secrets.Box).
type SecretBox struct {
	db     *DB
	person int64
}

// NewSecretBox gives the box of a person.
func NewSecretBox(db *DB, person int64) *SecretBox { return &SecretBox{db, person} }

var _ secrets.Box = (*SecretBox)(nil)

// Load gives what was kept under a name; nil when there is nothing.
func (b *SecretBox) Load(ctx context.Context, name string) ([]byte, error) {
	var sealed []byte
	q := "SELECT sealed FROM secret WHERE person_id = ? AND name = ?"
	err := b.db.from(ctx).QueryRowContext(ctx, b.db.SQL(q), b.person, name).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return sealed, b.db.Problem(err)
}

// Save keeps bytes under a name; nil removes it. Inside a transaction it is part of it.
func (b *SecretBox) Save(ctx context.Context, name string, sealed []byte) error {
	q, args := "DELETE FROM secret WHERE person_id = ? AND name = ?", []any{b.person, name}
	if sealed != nil {
		q = "INSERT INTO secret (person_id, name, sealed) VALUES (?, ?, ?)" + b.db.Upsert([]string{"person_id", "name"}, []string{"sealed"})
		args = append(args, sealed)
	}
	if t := b.db.current(ctx); t != nil {
		_, err := t.tx.ExecContext(ctx, b.db.SQL(q), args...)
		return b.db.Problem(err)
	}
	_, err := b.db.write.ExecContext(ctx, b.db.SQL(q), args...)
	return b.db.Problem(err)
}
