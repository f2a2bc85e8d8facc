package data

import (
	"context"
	"encoding/json"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
)

// Erase wipes the given fields of a record, and everything the history kept of the
// record and its lines, on a lawful request. The headers stay, so the chain holds. It is
// noted as a change without content, and kept in the list of erasures by which a
// restored backup is brought in line. The caller checks the right; rules do not apply.
func (db *DB) Erase(ctx context.Context, t *entity.Type, id int64, keys []string, reason string) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	rec, err := db.Load(ctx, t, id, true)
	if err != nil {
		return err
	}
	h := entity.HeadOf(rec)
	for _, key := range keys {
		f := t.Field(key)
		if f == nil || f.Store == entity.InSummary || f.IsHead {
			return app.E(app.Invalid, "field.not_writable", "field", key).At(key)
		}
		f.Set(rec, f.Empty())
	}
	if err := db.updateRow(ctx, tx, t, rec); err != nil {
		return err
	}
	q := `DELETE FROM change_body WHERE EXISTS (SELECT 1 FROM change c WHERE c.set_id = change_body.set_id AND c.pos = change_body.pos
		AND c.root = ? AND c.root_id = ?) AND set_id IN (SELECT set_id FROM change WHERE root = ? AND root_id = ?)`
	if _, err := tx.tx.ExecContext(ctx, db.SQL(q), t.Name, id, t.Name, id); err != nil {
		return db.Problem(err)
	}
	list, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	q = "INSERT INTO erasure (at, entity, uid, fields, reason) VALUES (?, ?, ?, ?, ?)"
	_, err = tx.tx.ExecContext(ctx, db.SQL(q), db.params.Clock.Now().UnixMilli(), t.Name, h.UID, string(list), reason)
	if err != nil {
		return db.Problem(err)
	}
	if err := db.MarkFound(ctx, tx.tx, t, id); err != nil {
		return err
	}
	return audit.Note(ctx, audit.Change{Entity: t.Name, Record: id, Version: h.Version, Action: audit.Erased, Bodiless: true})
}

// Erasure is one entry of the list of erasures.
type Erasure struct {
	At     int64 // Unix ms
	Entity string
	UID    string
	Fields []string
	Reason string
}

// Erasures reads the list of erasures, oldest first, to carry it over to a restored copy.
func (db *DB) Erasures(ctx context.Context) ([]Erasure, error) {
	rows, err := db.from(ctx).QueryContext(ctx, "SELECT at, entity, uid, fields, reason FROM erasure ORDER BY id")
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []Erasure
	for rows.Next() {
		var e Erasure
		var fields string
		if err := rows.Scan(&e.At, &e.Entity, &e.UID, &fields, &e.Reason); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(fields), &e.Fields); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, db.Problem(rows.Err())
}

// EraseAgain applies a list of erasures to a restored company and tells how many records
// it wiped. Records that are not there, and erasures that are known, are left alone.
func (db *DB) EraseAgain(ctx context.Context, reg *entity.Registry, list []Erasure) (int, error) {
	have, err := db.Erasures(ctx)
	if err != nil {
		return 0, err
	}
	known := map[string]bool{}
	for _, e := range have {
		known[e.Entity+"\x00"+e.UID] = true
	}
	done := 0
	for _, e := range list {
		t := reg.Type(e.Entity)
		if t == nil || known[e.Entity+"\x00"+e.UID] {
			continue
		}
		ids, err := int64s(db.from(ctx).QueryContext(ctx, db.SQL("SELECT id FROM "+quoted(t.Name)+" WHERE uid = ?"), e.UID))
		if err != nil {
			return done, db.Problem(err)
		}
		for _, id := range ids {
			err := db.InTx(audit.Why(ctx, audit.Reason{Kind: "erase", Text: e.Reason}), func(ctx context.Context) error {
				return db.Erase(ctx, t, id, e.Fields, e.Reason)
			})
			if err != nil {
				return done, err
			}
			done++
		}
	}
	return done, nil
}
