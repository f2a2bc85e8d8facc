package data

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"kontor/app/entity"
	"kontor/app/record"
)

// bulk is one run of many new records (record.BulkStore). They wait in a table of their
// own, stage_<id>, so that no list sees them and a run that dies leaves nothing behind. On
// SQLite it is a temporary one of the writing connection: what waits there is neither
// logged nor forced to the disk, and ends with the program.
type bulk struct {
	db    *DB
	t     *entity.Type
	id    int64
	stage string
	cols  []string // of the table, the place left out
	last  int64    // place of the newest staged record
	done  int64    // place of the newest published record
	end   func()   // see Busy
}

// Busy keeps the indexer waiting: it would only take turns with what writes.
func (db *DB) Busy() (end func()) {
	db.bulks.Add(1)
	return sync.OnceFunc(func() { db.bulks.Add(-1) })
}

// OpenBulk starts a run.
func (db *DB) OpenBulk(ctx context.Context, t *entity.Type, importID int64) (record.BulkStore, error) {
	pool, err := db.outside(ctx)
	if err != nil {
		return nil, err
	}
	b := &bulk{db: db, t: t, cols: []string{"version", "custom"}}
	for _, f := range t.Columns() {
		b.cols = append(b.cols, quoted(f.Key))
	}
	q := "INSERT INTO bulk_run (entity, import_id, alive_at) VALUES (?, ?, ?) RETURNING id"
	err = pool.QueryRowContext(ctx, db.SQL(q), t.Name, importID, db.params.Clock.Now().UnixMilli()).Scan(&b.id)
	if err != nil {
		return nil, db.Problem(err)
	}
	b.stage = "stage_" + strconv.FormatInt(b.id, 10)
	for _, q := range b.createSQL() {
		if _, err := pool.ExecContext(ctx, q); err != nil {
			return nil, db.Problem(err)
		}
	}
	b.end = db.Busy()
	return b, nil
}

func (b *bulk) createSQL() []string {
	if b.db.Engine == Postgres {
		return []string{
			fmt.Sprintf("CREATE UNLOGGED TABLE %s AS SELECT 0 AS place, %s FROM %s WHERE 1 = 0", b.stage, strings.Join(b.cols, ", "), quoted(b.t.Name)),
			fmt.Sprintf("CREATE UNIQUE INDEX %s_place ON %s (place)", b.stage, b.stage),
		}
	}
	// Columns without a type keep what they are given; those that a record leaves empty,
	// most of them, need not be written.
	cols := []string{"place INTEGER PRIMARY KEY", "version DEFAULT 1", "custom DEFAULT '{}'"}
	for _, f := range b.t.Columns() {
		def := "NULL"
		switch empty := f.Empty().Any().(type) {
		case int64:
			def = strconv.FormatInt(empty, 10)
		case string:
			def = "'" + strings.ReplaceAll(empty, "'", "''") + "'"
		}
		cols = append(cols, quoted(f.Key)+" DEFAULT "+def)
	}
	return []string{"CREATE TEMP TABLE " + b.stage + " (" + strings.Join(cols, ", ") + ")"}
}

// Stage writes records beside the table.
func (b *bulk) Stage(ctx context.Context, recs []any) error {
	pool, err := b.db.outside(ctx)
	if err != nil || len(recs) == 0 {
		return err
	}
	if b.db.Engine == Postgres {
		err = b.stageServer(ctx, pool, recs)
	} else {
		err = b.stageFile(ctx, pool, recs)
	}
	if err != nil {
		return b.db.refusal(b.t, err)
	}
	b.last += int64(len(recs))
	return nil
}

func (b *bulk) stageServer(ctx context.Context, pool *sql.DB, recs []any) error {
	ids, err := b.db.reserve(ctx, pool, b.t, len(recs))
	if err != nil {
		return err
	}
	rows := make([][]any, len(recs))
	for i, rec := range recs {
		if rows[i], err = b.row(rec, ids[i], i, b.t.Columns()); err != nil {
			return err
		}
	}
	if err := b.copyIn(ctx, pool, rows); err != nil {
		return err
	}
	return b.alive(ctx, pool, 0)
}

// row is a record as it is staged: place, version, custom fields, then the given columns.
func (b *bulk) row(rec any, id int64, i int, fields []*entity.Field) ([]any, error) {
	h := entity.HeadOf(rec)
	h.ID, h.Version = id, 1
	bag, err := writeBag(h.Custom)
	row := append(make([]any, 0, len(fields)+3), b.last+int64(i)+1, int64(1), bag)
	for _, f := range fields {
		row = append(row, f.Get(rec).Any())
	}
	return row, err
}

// stageFile writes the columns that any of the records fills, in one transaction.
func (b *bulk) stageFile(ctx context.Context, pool *sql.DB, recs []any) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	ids, err := b.db.reserve(ctx, tx, b.t, len(recs))
	if err != nil {
		return err
	}
	var fields []*entity.Field
	cols := "place, version, custom"
	for _, f := range b.t.Columns() {
		empty, any := f.Empty(), f.Key == "id"
		for i := 0; i < len(recs) && !any; i++ {
			any = f.Get(recs[i]) != empty
		}
		if any {
			fields, cols = append(fields, f), cols+", "+quoted(f.Key)
		}
	}
	stmt, err := tx.PrepareContext(ctx, "INSERT INTO "+b.stage+" ("+cols+") VALUES (?, ?, ?"+strings.Repeat(", ?", len(fields))+")")
	if err != nil {
		return err
	}
	defer stmt.Close()
	// With a context that can end the driver starts a goroutine for each row.
	steady := context.WithoutCancel(ctx)
	for i, rec := range recs {
		row, err := b.row(rec, ids[i], i, fields)
		if err != nil {
			return err
		}
		if _, err := stmt.ExecContext(steady, row...); err != nil {
			return err
		}
	}
	if err := b.alive(ctx, tx, 0); err != nil {
		return err
	}
	return tx.Commit()
}

func (b *bulk) copyIn(ctx context.Context, pool *sql.DB, rows [][]any) error {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	cols := []string{"place"}
	for _, c := range b.cols {
		cols = append(cols, strings.Trim(c, `"`))
	}
	return conn.Raw(func(c any) error {
		_, err := c.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{b.stage}, cols, pgx.CopyFromRows(rows))
		return err
	})
}

// Repeated finds staged records whose unique value is taken.
func (b *bulk) Repeated(ctx context.Context, f *entity.Field) ([]record.Repeat, error) {
	pool, err := b.db.outside(ctx)
	if err != nil {
		return nil, err
	}
	col := quoted(f.Key)
	stage, table := "s."+col, "t."+col
	if f.Store == entity.InCustom {
		stage, table, col = b.db.customExpr("s.custom", f), b.db.customExpr("t.custom", f), b.db.customExpr("custom", f)
	}
	filled := " <> 0"
	if f.Kind.InText() {
		filled = " <> ''"
	}
	q := "SELECT s.place, min(t.id), 0 FROM " + b.stage + " s JOIN " + quoted(b.t.Name) + " t ON " + table + " = " + stage +
		" AND t.archived = 0 WHERE " + stage + filled + " GROUP BY s.place" +
		" UNION ALL SELECT d.place, 0, d.first FROM (SELECT place, min(place) OVER (PARTITION BY " + col + ") AS first FROM " + b.stage +
		" WHERE " + col + filled + ") d WHERE d.first < d.place ORDER BY 1"
	rows, err := pool.QueryContext(ctx, q)
	if err != nil {
		return nil, b.db.Problem(err)
	}
	defer rows.Close()
	var out []record.Repeat
	for rows.Next() {
		var r record.Repeat
		if err := rows.Scan(&r.Position, &r.Record, &r.Earlier); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, b.db.Problem(rows.Err())
}

// Drop takes staged records out.
func (b *bulk) Drop(ctx context.Context, positions []int64) error {
	pool, err := b.db.outside(ctx)
	if err != nil {
		return err
	}
	for len(positions) > 0 {
		n := min(5000, len(positions))
		in, arg := b.db.InIDs("place", positions[:n])
		if _, err := pool.ExecContext(ctx, b.db.SQL("DELETE FROM "+b.stage+" WHERE "+in), arg); err != nil {
			return b.db.Problem(err)
		}
		positions = positions[n:]
	}
	return nil
}

// Publish moves staged records into the table.
func (b *bulk) Publish(ctx context.Context, n int, recs bool) ([]int64, []any, error) {
	tx, err := b.db.writer(ctx)
	if err != nil {
		return nil, nil, err
	}
	q := "SELECT place, id FROM " + b.stage + " WHERE place > ? ORDER BY place LIMIT ?"
	rows, err := tx.tx.QueryContext(ctx, b.db.SQL(q), b.done, n)
	var ids []int64
	last := b.done
	err = eachRow(rows, err, func() error {
		var id int64
		err := rows.Scan(&last, &id)
		ids = append(ids, id)
		return err
	})
	if err != nil || len(ids) == 0 {
		return nil, nil, b.db.Problem(err)
	}
	cols := strings.Join(b.cols, ", ")
	q = "INSERT INTO " + quoted(b.t.Name) + " (" + cols + ") SELECT " + cols + " FROM " + b.stage + " WHERE place > ? AND place <= ? ORDER BY place"
	if _, err := tx.tx.ExecContext(ctx, b.db.SQL(q), b.done, last); err != nil {
		return nil, nil, b.db.refusal(b.t, err)
	}
	if err := b.db.MarkFound(ctx, tx.tx, b.t, ids...); err != nil {
		return nil, nil, err
	}
	if err := b.alive(ctx, tx.tx, int64(len(ids))); err != nil {
		return nil, nil, err
	}
	var out []any
	if recs {
		rows, err := tx.tx.QueryContext(ctx, b.db.SQL(selectFrom(b.t, b.stage)+" WHERE place > ? AND place <= ? ORDER BY place"), b.done, last)
		if out, err = b.db.readRecords(b.t, rows, err); err != nil {
			return nil, nil, err
		}
	}
	from := b.done
	b.done = last
	// A chunk that is taken back has to be published again.
	tx.undo = append(tx.undo, func() { b.done = from })
	return ids, out, nil
}

func (b *bulk) alive(ctx context.Context, on querier, published int64) error {
	q := "UPDATE bulk_run SET alive_at = ?, published = published + ? WHERE id = ?"
	_, err := on.ExecContext(ctx, b.db.SQL(q), b.db.params.Clock.Now().UnixMilli(), published, b.id)
	return b.db.Problem(err)
}

// Close removes what is still staged and forgets the run.
func (b *bulk) Close(ctx context.Context) error {
	b.end()
	if err := b.db.endBulk(ctx, b.id); err != nil {
		return err
	}
	if b.db.Engine != Postgres || b.done < 1000 {
		return nil
	}
	// Until the server counts again it takes the table for small and reads all of it.
	_, err := b.db.write.ExecContext(ctx, "ANALYZE "+quoted(b.t.Name))
	return b.db.Problem(err)
}

func (db *DB) endBulk(ctx context.Context, id int64) error {
	pool, err := db.outside(ctx)
	if err != nil {
		return err
	}
	if _, err := pool.ExecContext(ctx, "DROP TABLE IF EXISTS stage_"+strconv.FormatInt(id, 10)); err != nil {
		return db.Problem(err)
	}
	_, err = pool.ExecContext(ctx, db.SQL("DELETE FROM bulk_run WHERE id = ?"), id)
	return db.Problem(err)
}

// DeadRun is a bulk run whose program died. What it had published is live and carries
// the import's id: history.RevertImport takes it back.
type DeadRun struct {
	Entity    string
	ImportID  int64
	Published int64
}

// SweepBulk removes the staged records of runs that died, at the start of the program,
// and tells which of them had begun to publish. A run counts as dead after an hour of
// silence: another program may be importing right now.
func (db *DB) SweepBulk(ctx context.Context) ([]DeadRun, error) {
	dead := db.params.Clock.Now().Add(-time.Hour).UnixMilli()
	rows, err := db.read.QueryContext(ctx, db.SQL("SELECT id, entity, import_id, published FROM bulk_run WHERE alive_at < ?"), dead)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []DeadRun
	var ids []int64
	for rows.Next() {
		var id int64
		var r DeadRun
		if err := rows.Scan(&id, &r.Entity, &r.ImportID, &r.Published); err != nil {
			return nil, err
		}
		ids = append(ids, id)
		if r.Published > 0 {
			out = append(out, r)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, db.Problem(err)
	}
	rows.Close()
	for _, id := range ids {
		if err := db.endBulk(ctx, id); err != nil {
			return out, err
		}
	}
	return out, nil
}
