package data

import (
	"context"

	"kontor/app/entity"
)

// Binned lists records of the recycle bin.
func (db *DB) Binned(ctx context.Context, t *entity.Type, before, after int64, n int) ([]int64, error) {
	q := "SELECT id FROM " + quoted(t.Name) + " WHERE archived = 1 AND updated_at < ? AND id > ? ORDER BY id LIMIT ?"
	ids, err := int64s(db.from(ctx).QueryContext(ctx, db.SQL(q), before, after, n))
	return ids, db.Problem(err)
}

// Remove deletes a binned record and its lines for good, unless something points to it.
func (db *DB) Remove(ctx context.Context, t *entity.Type, refs []*entity.Field, id int64) (bool, error) {
	tx, err := db.writer(ctx)
	if err != nil {
		return false, err
	}
	for _, f := range refs {
		var n int64
		q := "SELECT count(*) FROM (SELECT 1 FROM " + quoted(f.Entity) + " WHERE " + quoted(f.Key) + " = ? LIMIT 1) x"
		if err := tx.tx.QueryRowContext(ctx, db.SQL(q), id).Scan(&n); err != nil || n > 0 {
			return false, db.Problem(err)
		}
	}
	for _, k := range t.Kids {
		q := "DELETE FROM " + quoted(k.Name) + " WHERE " + quoted(k.ParentKey) + " = ?"
		if _, err := tx.tx.ExecContext(ctx, db.SQL(q), id); err != nil {
			return false, db.refusal(t, err)
		}
	}
	res, err := tx.tx.ExecContext(ctx, db.SQL("DELETE FROM "+quoted(t.Name)+" WHERE id = ? AND archived = 1"), id)
	if err != nil {
		return false, db.refusal(t, err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return false, err
	}
	return true, db.MarkFound(ctx, tx.tx, t, id)
}
