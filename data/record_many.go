package data

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/entity"
)

// manyAtOnce is how many records one statement changes.
const manyAtOnce = 200

// UpdateMany writes what differs from the kept originals of many records: those that
// changed the same fields in one statement. Documents with lines go one by one.
func (db *DB) UpdateMany(ctx context.Context, t *entity.Type, recs []any) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	if len(t.Kids) > 0 || len(recs) == 1 {
		for _, rec := range recs {
			if err := db.Update(ctx, t, rec); err != nil {
				return err
			}
		}
		return nil
	}
	groups, order := map[string][]any{}, []string(nil)
	ids := make([]int64, len(recs))
	for i, rec := range recs {
		ids[i] = entity.HeadOf(rec).ID
		key := strings.Join(changedColumns(t, rec), " ")
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], rec)
	}
	for _, key := range order {
		for part := range slices.Chunk(groups[key], manyAtOnce) {
			if err := db.updateSome(ctx, tx, t, strings.Fields(key), part); err != nil {
				return err
			}
		}
	}
	for _, rec := range recs {
		entity.HeadOf(rec).Version++
		t.Keep(rec)
	}
	return db.MarkFound(ctx, tx.tx, t, ids...)
}

// changedColumns are the columns of the table that a record changes; own fields share one.
func changedColumns(t *entity.Type, rec any) []string {
	var out []string
	for _, d := range t.Unsaved(rec) {
		key := d.Key
		if t.Field(key).Store == entity.InCustom {
			key = "custom"
		}
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// updateSome changes the same columns of some records in one statement. A value that is
// the same for all is written once.
func (db *DB) updateSome(ctx context.Context, tx *transaction, t *entity.Type, cols []string, recs []any) error {
	values := make([][]any, len(cols))
	for c, col := range cols {
		for _, rec := range recs {
			v, err := columnValue(t, col, rec)
			if err != nil {
				return err
			}
			values[c] = append(values[c], v)
		}
	}
	set, head := "version = version + 1", []any(nil)
	var each []int
	for c, col := range cols {
		if same(values[c]) {
			set, head = set+", "+quoted(col)+" = ?", append(head, values[c][0])
			continue
		}
		each = append(each, c)
		set += ", " + quoted(col) + " = v." + place(len(each)+2)
	}
	var rows strings.Builder
	args := head
	for i, rec := range recs {
		h := entity.HeadOf(rec)
		if i > 0 {
			rows.WriteString(", ")
		}
		rows.WriteString("(CAST(? AS BIGINT), CAST(? AS BIGINT)")
		args = append(args, h.ID, h.Version)
		for _, c := range each {
			rows.WriteString(", CAST(? AS " + db.castOf(t, cols[c]) + ")")
			args = append(args, values[c][i])
		}
		rows.WriteString(")")
	}
	table := quoted(t.Name)
	q := "UPDATE " + table + " SET " + set + " FROM (VALUES " + rows.String() + ") AS v WHERE " + table + ".id = v.column1 AND " + table + ".version = v.column2"
	res, err := tx.tx.ExecContext(ctx, db.SQL(q), args...)
	if err != nil {
		return db.refusal(t, err)
	}
	n, err := res.RowsAffected()
	if err == nil && n != int64(len(recs)) {
		err = app.E(app.Stale, "record.stale", "title", t.TitleOf(recs[0]))
	}
	return err
}

func columnValue(t *entity.Type, col string, rec any) (any, error) {
	if col == "custom" {
		return writeBag(entity.HeadOf(rec).Custom)
	}
	return t.Field(col).Get(rec).Any(), nil
}

// castOf is the type of a column as a list of values has to be told.
func (db *DB) castOf(t *entity.Type, col string) string {
	switch {
	case col == "custom" && db.Engine == Postgres:
		return "JSONB"
	case col == "custom" || t.Field(col).Kind.InText():
		return "TEXT"
	}
	return "BIGINT"
}

func same(values []any) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}

// place is how both engines call the n-th column of a list of values.
func place(n int) string { return "column" + strconv.Itoa(n) }
