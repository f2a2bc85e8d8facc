package data

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/record"
)

var _ record.Store = (*DB)(nil)

// selectOf renders the stored columns of a record, the fields in the order of t.Columns.
func selectOf(t *entity.Type) string { return selectFrom(t, t.Name) }

func selectFrom(t *entity.Type, table string) string {
	var b strings.Builder
	b.WriteString("SELECT version, custom")
	for _, f := range t.Columns() {
		b.WriteString(", " + quoted(f.Key))
	}
	b.WriteString(" FROM " + quoted(table))
	return b.String()
}

// readRecords reads rows of selectOf.
func (db *DB) readRecords(t *entity.Type, rows *sql.Rows, err error) ([]any, error) {
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	fields := t.Columns()
	c := newCells(2 + len(fields))
	var out []any
	for rows.Next() {
		if err := c.scan(rows); err != nil {
			return nil, err
		}
		rec := t.Blank()
		h := entity.HeadOf(rec)
		h.Version = c.at(0).Int()
		if h.Custom, err = readBag(c.at(1).Text()); err != nil {
			return nil, app.E(app.Internal, "company.damaged", "path", db.path).Because(err)
		}
		for i, f := range fields {
			f.Set(rec, c.at(2+i))
		}
		out = append(out, rec)
	}
	return out, db.Problem(rows.Err())
}

// Load reads a record with its lines.
func (db *DB) Load(ctx context.Context, t *entity.Type, id int64, lock bool) (any, error) {
	q := selectOf(t) + " WHERE id = ? AND archived <> 2"
	if lock && db.Engine == Postgres && db.current(ctx) != nil {
		q += " FOR UPDATE"
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), id)
	recs, err := db.readRecords(t, rows, err)
	if err != nil {
		return nil, err
	}
	if len(recs) == 0 {
		return nil, app.E(app.NotFound, "record.not_found", "kind", entity.Label(t.Name+".one"))
	}
	if err := db.loadLines(ctx, t, recs); err != nil {
		return nil, err
	}
	return recs[0], nil
}

// LoadMany reads records with their lines in the order of ids.
func (db *DB) LoadMany(ctx context.Context, t *entity.Type, ids []int64) ([]any, error) {
	byID := make(map[int64]any, len(ids))
	for from := 0; from < len(ids); from += 5000 {
		in, arg := db.InIDs("id", ids[from:min(from+5000, len(ids))])
		rows, err := db.from(ctx).QueryContext(ctx, db.SQL(selectOf(t)+" WHERE archived <> 2 AND "+in), arg)
		recs, err := db.readRecords(t, rows, err)
		if err != nil {
			return nil, err
		}
		if err := db.loadLines(ctx, t, recs); err != nil {
			return nil, err
		}
		for _, r := range recs {
			byID[entity.HeadOf(r).ID] = r
		}
	}
	out := make([]any, 0, len(ids))
	for _, id := range ids {
		if r := byID[id]; r != nil {
			out = append(out, r)
		}
	}
	return out, nil
}

// loadLines reads the lines of records and keeps these as loaded.
func (db *DB) loadLines(ctx context.Context, t *entity.Type, recs []any) error {
	for _, k := range t.Kids {
		ids := make([]int64, len(recs))
		for i, r := range recs {
			ids[i] = entity.HeadOf(r).ID
		}
		in, arg := db.InIDs(quoted(k.ParentKey), ids)
		order := " ORDER BY id"
		if k.Field("pos") != nil {
			order = " ORDER BY pos, id"
		}
		rows, err := db.from(ctx).QueryContext(ctx, db.SQL(selectOf(k.Type)+" WHERE "+in+order), arg)
		lines, err := db.readRecords(k.Type, rows, err)
		if err != nil {
			return err
		}
		of := map[int64][]any{}
		for _, l := range lines {
			p := k.Parent().Get(l).Int()
			of[p] = append(of[p], l)
		}
		for _, r := range recs {
			if l := of[entity.HeadOf(r).ID]; len(l) > 0 {
				k.Replace(r, l)
			}
		}
	}
	for _, r := range recs {
		t.Keep(r)
	}
	return nil
}

// Insert writes a new record and its lines.
func (db *DB) Insert(ctx context.Context, t *entity.Type, rec any) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	if err := db.insertRow(ctx, tx, t, rec); err != nil {
		return err
	}
	id := entity.Num(entity.HeadOf(rec).ID)
	for _, k := range t.Kids {
		for _, line := range k.All(rec) {
			k.Parent().Set(line, id)
			if err := db.insertLine(ctx, tx, k, rec, line); err != nil {
				return err
			}
		}
	}
	t.Keep(rec)
	return db.MarkFound(ctx, tx.tx, t, entity.HeadOf(rec).ID)
}

// insertLine gives a line the head of its document and writes it.
func (db *DB) insertLine(ctx context.Context, tx *transaction, k *entity.Child, doc, line any) error {
	d, h := entity.HeadOf(doc), entity.HeadOf(line)
	if h.UID == "" {
		h.UID = newUID()
	}
	if h.CreatedAt == 0 {
		h.CreatedAt = d.UpdatedAt
	}
	h.UpdatedAt = d.UpdatedAt
	return db.insertRow(ctx, tx, k.Type, line)
}

func (db *DB) insertRow(ctx context.Context, tx *transaction, t *entity.Type, rec any) error {
	h := entity.HeadOf(rec)
	h.Version = 1
	q, args, err := db.insertSQL(t, rec, h.ID != 0)
	if err != nil {
		return err
	}
	err = tx.tx.QueryRowContext(ctx, db.SQL(q+" RETURNING id"), args...).Scan(&h.ID)
	if err != nil {
		h.Version = 0
	}
	return db.refusal(t, err)
}

// insertSQL gives the sentence that inserts a record, and its arguments.
func (db *DB) insertSQL(t *entity.Type, rec any, withID bool) (string, []any, error) {
	h := entity.HeadOf(rec)
	bag, err := writeBag(h.Custom)
	if err != nil {
		return "", nil, err
	}
	columns := t.Columns()
	args := append(make([]any, 0, len(columns)+2), h.Version, bag)
	for _, f := range columns {
		if f.Key != "id" || withID {
			args = append(args, f.Get(rec).Any())
		}
	}
	// Batches insert thousands of one kind: the text is the same each time.
	key := insertKey{t, withID, len(columns)}
	if q, ok := db.inserts.Load(key); ok {
		return q.(string), args, nil
	}
	cols := []string{"version", "custom"}
	for _, f := range columns {
		if f.Key != "id" || withID {
			cols = append(cols, quoted(f.Key))
		}
	}
	q := "INSERT INTO " + quoted(t.Name) + " (" + strings.Join(cols, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(cols)-1) + ")"
	db.inserts.Store(key, q)
	return q, args, nil
}

// insertKey names a sentence of insertSQL.
type insertKey struct {
	t       *entity.Type
	withID  bool
	columns int
}

// Update writes what differs from the kept original.
func (db *DB) Update(ctx context.Context, t *entity.Type, rec any) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	h := entity.HeadOf(rec)
	if err := db.updateRow(ctx, tx, t, rec); err != nil {
		return err
	}
	for _, l := range t.DiffLines(rec) {
		switch {
		case l.Rec == nil:
			q := "DELETE FROM " + quoted(l.Child.Name) + " WHERE id = ?"
			_, err = tx.tx.ExecContext(ctx, db.SQL(q), entity.HeadOf(l.Old).ID)
			err = db.refusal(l.Child.Type, err)
		case l.Old == nil:
			l.Child.Parent().Set(l.Rec, entity.Num(h.ID))
			err = db.insertLine(ctx, tx, l.Child, rec, l.Rec)
		default:
			entity.HeadOf(l.Rec).UpdatedAt = h.UpdatedAt
			err = db.updateLine(ctx, tx, l)
		}
		if err != nil {
			return err
		}
	}
	t.Keep(rec)
	return db.MarkFound(ctx, tx.tx, t, h.ID)
}

func (db *DB) updateRow(ctx context.Context, tx *transaction, t *entity.Type, rec any) error {
	h := entity.HeadOf(rec)
	set, args, err := db.assign(t, t.Unsaved(rec), rec)
	if err != nil {
		return err
	}
	q := "UPDATE " + quoted(t.Name) + " SET version = version + 1" + set + " WHERE id = ? AND version = ?"
	res, err := tx.tx.ExecContext(ctx, db.SQL(q), append(args, h.ID, h.Version)...)
	if err != nil {
		return db.refusal(t, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		if err == nil {
			err = app.E(app.Stale, "record.stale", "title", t.TitleOf(rec))
		}
		return err
	}
	h.Version++
	return nil
}

func (db *DB) updateLine(ctx context.Context, tx *transaction, l entity.LineChange) error {
	set, args, err := db.assign(l.Child.Type, l.Child.Touched(l.Old, l.Rec), l.Rec)
	if err != nil {
		return err
	}
	h := entity.HeadOf(l.Rec)
	h.Version++
	q := "UPDATE " + quoted(l.Child.Name) + " SET version = version + 1" + set + " WHERE id = ?"
	_, err = tx.tx.ExecContext(ctx, db.SQL(q), append(args, h.ID)...)
	return db.refusal(l.Child.Type, err)
}

// assign renders ", column = ?" for the fields that differ; custom fields are one column.
func (db *DB) assign(t *entity.Type, deltas []entity.Delta, rec any) (string, []any, error) {
	var b strings.Builder
	var args []any
	bag := false
	for _, d := range deltas {
		f := t.Field(d.Key)
		if f.Store == entity.InCustom {
			bag = true
			continue
		}
		b.WriteString(", " + quoted(f.Key) + " = ?")
		args = append(args, f.Get(rec).Any())
	}
	if bag {
		text, err := writeBag(entity.HeadOf(rec).Custom)
		if err != nil {
			return "", nil, err
		}
		b.WriteString(", custom = ?")
		args = append(args, text)
	}
	return b.String(), args, nil
}

// Taken finds the live record that has a value already.
func (db *DB) Taken(ctx context.Context, f *entity.Field, v entity.Value, except int64) (int64, error) {
	e := quoted(f.Key)
	if f.Store == entity.InCustom {
		e = db.customExpr("custom", f)
	}
	q := "SELECT id FROM " + quoted(f.Entity) + " WHERE " + e + " = ? AND archived = 0 AND id <> ? LIMIT 1"
	var id int64
	err := db.from(ctx).QueryRowContext(ctx, db.SQL(q), v.Any(), except).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, db.Problem(err)
}
