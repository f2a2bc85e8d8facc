package data

import (
	"context"
	"regexp"
	"strings"

	"kontor/app/blob"
	"kontor/app/entity"
)

// BlobUses tells which attached files records refer to (app/blob.User): in their fields,
// custom ones included, and in the history of kinds that have such fields, since an undo
// may bring an old reference back.
type BlobUses struct {
	db  *DB
	reg *entity.Registry
}

// NewBlobUses gives the uses of a company's files.
func NewBlobUses(db *DB, reg *entity.Registry) *BlobUses { return &BlobUses{db, reg} }

var _ blob.User = (*BlobUses)(nil)

var sumInText = regexp.MustCompile(`[0-9a-f]{64}/`)

// UsedBlobs calls fn for every file referred to; some more than once.
func (u *BlobUses) UsedBlobs(ctx context.Context, fn func(blob.Sum)) error {
	var kinds []any
	for _, t := range u.reg.Types() {
		has := false
		for _, f := range t.Fields() {
			if f.Kind != entity.KindFile || f.Store == entity.InSummary {
				continue
			}
			has = true
			column := f.Key
			if f.Store == entity.InCustom {
				column = u.db.JSONField("custom", f.Key)
			}
			q := "SELECT " + column + " FROM " + t.Name + " WHERE " + column + " <> ''"
			if err := u.each(ctx, fn, q); err != nil {
				return err
			}
		}
		if has {
			kinds = append(kinds, t.Name)
		}
	}
	if len(kinds) == 0 {
		return nil
	}
	q := `SELECT b.fields FROM change c JOIN change_body b ON b.set_id = c.set_id AND b.pos = c.pos
		WHERE c.entity IN (?` + strings.Repeat(", ?", len(kinds)-1) + `) AND b.fields LIKE '%/%'`
	return u.each(ctx, fn, q, kinds...)
}

// each finds references in a column of texts.
func (u *BlobUses) each(ctx context.Context, fn func(blob.Sum), q string, args ...any) error {
	rows, err := u.db.read.QueryContext(ctx, u.db.SQL(q), args...)
	if err != nil {
		return u.db.Problem(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return u.db.Problem(err)
		}
		for _, m := range sumInText.FindAllString(text, -1) {
			fn(blob.Sum(strings.TrimSuffix(m, "/")))
		}
	}
	return u.db.Problem(rows.Err())
}
