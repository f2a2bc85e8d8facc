package data

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"kontor/app"
	"kontor/app/audit"
)

// digestOf is the salted hash of the content of a change: it binds the content without
// telling anything about it once the content is erased.
func digestOf(salt, fields string) string {
	sum := sha256.Sum256([]byte(salt + "\x00" + fields))
	return hex.EncodeToString(sum[:])
}

// sealed is what the hash of a change set covers, in this order and form for ever.
type sealed struct {
	At       int64       `json:"at"`
	PersonID int64       `json:"person_id"`
	Person   string      `json:"person"`
	Session  string      `json:"session"`
	Kind     string      `json:"kind"`
	Reason   string      `json:"reason"`
	Undoes   int64       `json:"undoes"`
	ImportID int64       `json:"import_id"`
	Changes  []sealedRow `json:"changes"`
}

type sealedRow struct {
	Root    string `json:"root"`
	RootID  int64  `json:"root_id"`
	Entity  string `json:"entity"`
	Record  int64  `json:"record_id"`
	Version int64  `json:"version"`
	Action  string `json:"action"`
	Digest  string `json:"digest"`
}

func (s sealed) hash() (string, error) {
	text, err := json.Marshal(s)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// writeSet writes the change set of a transaction, if anything was changed.
func (db *DB) writeSet(ctx context.Context, t *transaction) error {
	s := t.set
	if len(s.Changes) == 0 {
		return nil
	}
	s.At = db.params.Clock.Now().UnixMilli()
	head := sealed{
		At: s.At, PersonID: s.PersonID, Person: clean(s.Person), Session: clean(s.Session), Kind: clean(s.Kind),
		Reason: clean(s.Reason), Undoes: s.Undoes, ImportID: s.ImportID,
	}
	var salt [16]byte
	var rows, bodies [][]any
	for i, c := range s.Changes {
		r := sealedRow{c.Root, c.RootID, c.Entity, c.Record, c.Version, string(c.Action), ""}
		if !c.Bodiless && len(c.Fields) > 0 {
			if _, err := rand.Read(salt[:]); err != nil {
				return err
			}
			fields, err := json.Marshal(c.Fields)
			if err != nil {
				return err
			}
			grain := hex.EncodeToString(salt[:])
			r.Digest = digestOf(grain, string(fields))
			bodies = append(bodies, []any{int64(i), grain, string(fields)})
		}
		head.Changes = append(head.Changes, r)
		rows = append(rows, []any{int64(i), r.Root, r.RootID, r.Entity, r.Record, r.Version, r.Action, r.Digest})
	}
	hash, err := head.hash()
	if err != nil {
		return err
	}
	q := `INSERT INTO change_set (at, person_id, person, session, kind, reason, undoes, import_id, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`
	err = t.tx.QueryRowContext(ctx, db.SQL(q), head.At, head.PersonID, head.Person, head.Session, head.Kind, head.Reason,
		head.Undoes, head.ImportID, hash).Scan(&s.ID)
	if err != nil {
		return db.Problem(err)
	}
	if err := db.insertMany(ctx, t, "change (set_id, pos, root, root_id, entity, record_id, version, action, digest)", s.ID, rows); err != nil {
		return err
	}
	return db.insertMany(ctx, t, "change_body (set_id, pos, salt, fields)", s.ID, bodies)
}

// clean makes a text that every engine stores as it is, so that the hash stays right.
func clean(s string) string { return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "") }

// insertMany writes rows that all start with the id of a set, several in a statement.
func (db *DB) insertMany(ctx context.Context, t *transaction, table string, set int64, rows [][]any) error {
	const most = 64
	for len(rows) > 0 {
		n := min(most, len(rows))
		one := "(?" + strings.Repeat(", ?", len(rows[0])) + ")"
		q := "INSERT INTO " + table + " VALUES " + one + strings.Repeat(", "+one, n-1)
		args := make([]any, 0, n*(len(rows[0])+1))
		for _, r := range rows[:n] {
			args = append(append(args, set), r...)
		}
		if _, err := t.tx.ExecContext(ctx, db.SQL(q), args...); err != nil {
			return db.Problem(err)
		}
		rows = rows[n:]
	}
	return nil
}

// Sets reads change sets, newest first (audit.Log).
func (db *DB) Sets(ctx context.Context, w audit.Wanted) ([]audit.Set, error) {
	var cond []string
	var args []any
	add := func(sql string, arg any) { cond, args = append(cond, sql), append(args, arg) }
	rowCond, rowArgs := "", []any(nil)
	if w.Root != "" {
		rowCond, rowArgs = " AND c.root = ? AND c.root_id = ?", []any{w.Root, w.RootID}
		if w.AfterVersion > 0 {
			rowCond += " AND c.version > ?"
			rowArgs = append(rowArgs, w.AfterVersion)
		}
		inner := "s.id IN (SELECT c.set_id FROM change c WHERE " + strings.TrimPrefix(rowCond, " AND ") + ")"
		cond, args = append(cond, inner), append(args, rowArgs...)
	}
	if w.Person != 0 {
		add("s.person_id = ?", w.Person)
	}
	if w.Session != "" {
		add("s.session = ?", w.Session)
	}
	if w.Kind != "" {
		add("s.kind = ?", w.Kind)
	}
	if w.ImportID != 0 {
		add("s.import_id = ?", w.ImportID)
	}
	if w.From != 0 {
		add("s.at >= ?", w.From)
	}
	if w.To != 0 {
		add("s.at <= ?", w.To)
	}
	if w.Before != 0 {
		add("s.id < ?", w.Before)
	}
	limit := w.Limit
	if limit <= 0 {
		limit = 100
	}
	q := "SELECT s.id, s.at, s.person_id, s.person, s.session, s.kind, s.reason, s.undoes, s.import_id FROM change_set s"
	if len(cond) > 0 {
		q += " WHERE " + strings.Join(cond, " AND ")
	}
	sets, err := db.readSets(ctx, fmt.Sprintf("%s ORDER BY s.id DESC LIMIT %d", q, limit), args)
	if err != nil || len(sets) == 0 || w.Heads {
		return sets, err
	}
	return sets, db.readChanges(ctx, sets, rowCond, rowArgs)
}

func (db *DB) readSets(ctx context.Context, q string, args []any) ([]audit.Set, error) {
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []audit.Set
	for rows.Next() {
		var s audit.Set
		if err := rows.Scan(&s.ID, &s.At, &s.PersonID, &s.Person, &s.Session, &s.Kind, &s.Reason, &s.Undoes, &s.ImportID); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, db.Problem(rows.Err())
}

// readChanges fills the changes of sets, in the order they were made.
func (db *DB) readChanges(ctx context.Context, sets []audit.Set, cond string, condArgs []any) error {
	place := make(map[int64]int, len(sets))
	ids := make([]int64, len(sets))
	for i, s := range sets {
		place[s.ID], ids[i] = i, s.ID
	}
	in, arg := db.InIDs("c.set_id", ids)
	q := `SELECT c.set_id, c.root, c.root_id, c.entity, c.record_id, c.version, c.action, c.digest, b.fields
		FROM change c LEFT JOIN change_body b ON b.set_id = c.set_id AND b.pos = c.pos
		WHERE ` + in + cond + ` ORDER BY c.set_id, c.pos`
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), append([]any{arg}, condArgs...)...)
	if err != nil {
		return db.Problem(err)
	}
	defer rows.Close()
	for rows.Next() {
		var set int64
		var c audit.Change
		var digest string
		var fields *string
		if err := rows.Scan(&set, &c.Root, &c.RootID, &c.Entity, &c.Record, &c.Version, &c.Action, &digest, &fields); err != nil {
			return err
		}
		switch {
		case fields != nil:
			if err := json.Unmarshal([]byte(*fields), &c.Fields); err != nil {
				return app.E(app.Internal, "company.damaged", "path", db.path).Because(err)
			}
		case digest != "" || c.Action == audit.Created || c.Action == audit.Erased:
			c.Bodiless = true
		}
		s := &sets[place[set]]
		s.Changes = append(s.Changes, c)
	}
	return db.Problem(rows.Err())
}

// Undone tells which set undid the given one and was not undone itself.
func (db *DB) Undone(ctx context.Context, set int64) (int64, error) {
	q := `SELECT coalesce(max(u.id), 0) FROM change_set u WHERE u.undoes = ?
		AND NOT EXISTS (SELECT 1 FROM change_set r WHERE r.undoes = u.id)`
	var id int64
	err := db.from(ctx).QueryRowContext(ctx, db.SQL(q), set).Scan(&id)
	return id, db.Problem(err)
}
