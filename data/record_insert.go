package data

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"kontor/app/entity"
)

// rowsAtOnce is how many rows one statement inserts: more of them hardly save anything,
// and wide tables stay under the most values that the engines take in one statement.
const rowsAtOnce = 64

// InsertMany is Insert for many records in few statements. Documents with lines, and
// records that bring their id, go one by one.
func (db *DB) InsertMany(ctx context.Context, t *entity.Type, recs []any) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	own := slices.ContainsFunc(recs, func(r any) bool { return entity.HeadOf(r).ID != 0 })
	if len(t.Kids) > 0 || own || len(recs) < 2 {
		for _, rec := range recs {
			if err := db.Insert(ctx, t, rec); err != nil {
				return err
			}
		}
		return nil
	}
	ids, err := db.reserve(ctx, tx.tx, t, len(recs))
	if err != nil {
		return db.Problem(err)
	}
	for i, rec := range recs {
		h := entity.HeadOf(rec)
		h.ID, h.Version = ids[i], 1
	}
	if err = db.insertRows(ctx, tx, t, recs); err == nil {
		err = db.MarkFound(ctx, tx.tx, t, ids...)
	}
	for _, rec := range recs {
		if h := entity.HeadOf(rec); err != nil {
			h.ID, h.Version = 0, 0
		} else {
			t.Keep(rec)
		}
	}
	return err
}

func (db *DB) insertRows(ctx context.Context, tx *transaction, t *entity.Type, recs []any) error {
	for part := range slices.Chunk(recs, rowsAtOnce) {
		var all []any
		var one string
		for _, rec := range part {
			q, args, err := db.insertSQL(t, rec, true)
			if err != nil {
				return err
			}
			one, all = q, append(all, args...)
		}
		head, values, _ := strings.Cut(one, " VALUES ")
		q := head + " VALUES " + values + strings.Repeat(", "+values, len(part)-1)
		if _, err := tx.tx.ExecContext(ctx, db.SQL(q), all...); err != nil {
			return db.refusal(t, err)
		}
	}
	return nil
}

// reserve takes n ids from the counter of a table.
func (db *DB) reserve(ctx context.Context, from querier, t *entity.Type, n int) ([]int64, error) {
	if db.Engine == Postgres {
		q := "SELECT nextval(pg_get_serial_sequence(?, 'id')) FROM generate_series(1, ?)"
		return int64s(from.QueryContext(ctx, db.SQL(q), t.Name, n))
	}
	var last int64
	err := from.QueryRowContext(ctx, "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ? RETURNING seq", n, t.Name).Scan(&last)
	if err == sql.ErrNoRows {
		q := "INSERT INTO sqlite_sequence (name, seq) SELECT ?, coalesce(max(id), 0) + ? FROM " + quoted(t.Name) + " RETURNING seq"
		err = from.QueryRowContext(ctx, q, t.Name, n).Scan(&last)
	}
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = last - int64(n-1-i)
	}
	return ids, err
}
