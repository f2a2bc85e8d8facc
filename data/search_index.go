package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"kontor/app/entity"
	"kontor/app/search"
)

// sliceTime is how long one step of the indexer cuts records up; writing them and merging
// takes as long again, and so long other saves may have to wait.
const sliceTime = 4 * time.Millisecond

func (s *Search) checkVersion(ctx context.Context) error {
	v, err := s.state(ctx, s.db.read, "grams_version")
	if err != nil || v == search.GramsVersion {
		return err
	}
	return s.Rebuild(ctx)
}

func (s *Search) state(ctx context.Context, from querier, key string) (int64, error) {
	var v int64
	err := from.QueryRowContext(ctx, s.db.SQL("SELECT value FROM search_state WHERE key = ?"), key).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return v, s.db.Problem(err)
}

// Rebuild throws the index away and notes every record as unindexed; the indexer does
// the rest. Meanwhile searches read the records themselves.
func (s *Search) Rebuild(ctx context.Context) error {
	tx, err := s.db.write.BeginTx(ctx, nil)
	if err != nil {
		return s.db.Problem(err)
	}
	defer tx.Rollback()
	steps := []string{"DELETE FROM search_doc", "DELETE FROM search_dirty", "DELETE FROM search_sample"}
	if s.db.Engine == SQLite {
		steps = append(steps, "DELETE FROM search_text", "DROP TABLE search_index", searchIndexSQL)
	}
	for _, q := range steps {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return s.db.Problem(err)
		}
	}
	for _, t := range s.reg.Types() {
		if err := s.db.MarkFoundWhere(ctx, tx, t, "archived = 0"); err != nil {
			return err
		}
	}
	q := "INSERT INTO search_state (key, value) VALUES ('grams_version', ?)" + s.db.Upsert([]string{"key"}, []string{"value"})
	if _, err := tx.ExecContext(ctx, s.db.SQL(q), search.GramsVersion); err != nil {
		return s.db.Problem(err)
	}
	if err := tx.Commit(); err != nil {
		return s.db.Problem(err)
	}
	s.usual.Store(nil)
	s.Wake()
	return nil
}

// Refresh notes every record of a kind as unindexed: after its searched fields changed,
// as when a custom field begins or ends to be found.
func (s *Search) Refresh(ctx context.Context, kind string) error {
	t := s.reg.Type(kind)
	if t == nil {
		return nil
	}
	return s.db.MarkFoundWhere(ctx, s.db.write, t, "archived = 0")
}

// searchIndexSQL must be the sentence of the migration: it is also how a sound file is
// told from a foreign one.
const searchIndexSQL = `CREATE VIRTUAL TABLE search_index USING fts4(content="search_text", grams, matchinfo=fts3)`

// Slice indexes for about the given time and tells whether more waits. What it did is
// committed in one transaction, so a killed program leaves nothing half indexed.
func (s *Search) Slice(ctx context.Context, budget time.Duration) (left bool, err error) {
	var any int
	peek := s.db.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM search_dirty LIMIT 1) x").Scan(&any)
	if peek != nil || any == 0 {
		return false, s.db.Problem(peek)
	}
	tx, err := s.db.write.BeginTx(ctx, nil)
	if err != nil {
		return false, s.db.Problem(err)
	}
	defer tx.Rollback()
	w := indexer{s: s, tx: tx, until: time.Now().Add(budget)}
	const batch = 64
	for {
		ids, err := w.dirty(ctx, batch)
		if err != nil {
			return false, s.db.Problem(err)
		}
		done, err := w.index(ctx, ids)
		if err != nil {
			return false, s.db.Problem(err)
		}
		left = done < len(ids) || len(ids) == batch
		if !left || time.Now().After(w.until) {
			break
		}
	}
	if err := w.finish(ctx); err != nil {
		return false, s.db.Problem(err)
	}
	return left, s.db.Problem(tx.Commit())
}

// indexer is one step of the indexer, inside its transaction.
type indexer struct {
	s       *Search
	tx      *sql.Tx
	until   time.Time
	sampled map[string]int
	changed int
	stmts   map[string]*sql.Stmt
}

// exec runs a sentence that recurs, prepared once in the transaction.
func (w *indexer) exec(ctx context.Context, q string, args ...any) error {
	stmt := w.stmts[q]
	if stmt == nil {
		var err error
		if stmt, err = w.tx.PrepareContext(ctx, w.s.db.SQL(q)); err != nil {
			return err
		}
		if w.stmts == nil {
			w.stmts = map[string]*sql.Stmt{}
		}
		w.stmts[q] = stmt // closed with the transaction
	}
	_, err := stmt.ExecContext(ctx, args...)
	return err
}

func (w *indexer) dirty(ctx context.Context, n int) ([]int64, error) {
	q := "SELECT id FROM search_dirty ORDER BY id LIMIT " + strconv.Itoa(n)
	if w.s.db.Engine == Postgres {
		q += " FOR UPDATE SKIP LOCKED"
	}
	return int64s(w.tx.QueryContext(ctx, w.s.db.SQL(q)))
}

// int64s reads a column of numbers.
func int64s(rows *sql.Rows, err error) ([]int64, error) {
	var out []int64
	err = eachRow(rows, err, func() error {
		var id int64
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// eachRow goes through the rows of a query, whose error it takes with them.
func eachRow(rows *sql.Rows, err error, fn func() error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// index brings the documents of ids up to date until the time is over, and takes those
// it did off the list.
func (w *indexer) index(ctx context.Context, ids []int64) (done int, err error) {
	for done < len(ids) {
		kind := ids[done] >> recordBits
		n := done
		for n < len(ids) && ids[n]>>recordBits == kind && n-done < 16 {
			n++
		}
		if err := w.kind(ctx, kind, ids[done:n]); err != nil {
			return done, err
		}
		in, arg := w.s.db.InIDs("id", ids[done:n])
		if _, err := w.tx.ExecContext(ctx, w.s.db.SQL("DELETE FROM search_dirty WHERE "+in), arg); err != nil {
			return done, err
		}
		done = n
		if time.Now().After(w.until) {
			break
		}
	}
	return done, nil
}

// kind indexes some documents of one kind.
func (w *indexer) kind(ctx context.Context, code int64, docs []int64) error {
	now := map[int64]*loaded{}
	if t := w.s.typeOf(code); t != nil && searchable(t) {
		records := make([]int64, len(docs))
		for i, d := range docs {
			records[i] = recordID(d)
		}
		list, err := w.s.loadIDs(ctx, w.tx, t, records)
		if err != nil {
			return err
		}
		for i := range list {
			now[docID(code, list[i].ID)] = &list[i]
		}
	}
	before, err := w.indexed(ctx, docs)
	if err != nil {
		return err
	}
	for _, id := range docs {
		if err := w.replace(ctx, id, before[id], now[id]); err != nil {
			return err
		}
	}
	return nil
}

// entry is a document as the index has it.
type entry struct {
	body        string
	owner, unit int64
}

func (w *indexer) indexed(ctx context.Context, docs []int64) (map[int64]*entry, error) {
	in, arg := w.s.db.InIDs("id", docs)
	rows, err := w.tx.QueryContext(ctx, w.s.db.SQL("SELECT id, body, owner_id, unit_id FROM search_doc WHERE "+in), arg)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]*entry{}
	for rows.Next() {
		var id int64
		e := &entry{}
		if err := rows.Scan(&id, &e.body, &e.owner, &e.unit); err != nil {
			return nil, err
		}
		out[id] = e
	}
	return out, rows.Err()
}

func (s *Search) typeOf(code int64) *entity.Type {
	for _, t := range s.reg.Types() {
		if kindCode(t.Name) == code {
			return t
		}
	}
	return nil
}

// replace makes one document what it should be; nil takes it out. Most saves change no
// searched field and cost one update.
func (w *indexer) replace(ctx context.Context, id int64, was *entry, doc *loaded) error {
	if doc != nil && was != nil && (was.owner != doc.OwnerID || was.unit != doc.UnitID) {
		// What follows this record is seen by whoever sees it.
		if err := w.exec(ctx, "UPDATE search_doc SET owner_id = ?, unit_id = ? WHERE root_id = ?", doc.OwnerID, doc.UnitID, id); err != nil {
			return err
		}
	}
	if doc != nil && was != nil && doc.Body() == was.body {
		return w.exec(ctx, "UPDATE search_doc SET owner_id = ?, unit_id = ?, root_id = ?, updated_at = ? WHERE id = ?",
			doc.OwnerID, doc.UnitID, w.rootID(doc), doc.UpdatedAt, id)
	}
	if was != nil {
		if err := w.take(ctx, id, was.body); err != nil {
			return err
		}
	}
	if doc == nil {
		return nil
	}
	return w.put(ctx, id, doc)
}

// rootID is the document of the record that decides who sees this one; 0: itself.
func (w *indexer) rootID(doc *loaded) int64 {
	if doc.root == 0 {
		return 0
	}
	_, _, root := w.s.root(w.s.reg.Type(doc.Kind))
	return docID(kindCode(root.Name), doc.root)
}

func (w *indexer) take(ctx context.Context, id int64, body string) error {
	grams := w.s.spell.Grams(search.ParseBody(body))
	w.sample(id, grams, -1)
	if w.s.db.Engine == SQLite {
		w.changed++
		// An FTS4 table with outside content learns from that content which words to
		// take out; it is made for this moment only.
		for _, step := range []struct {
			q    string
			args []any
		}{
			{"INSERT INTO search_text (docid, grams) VALUES (?, ?)", []any{id, search.Join(grams)}},
			{"DELETE FROM search_index WHERE docid = ?", []any{id}},
			{"DELETE FROM search_text WHERE docid = ?", []any{id}},
		} {
			if err := w.exec(ctx, step.q, step.args...); err != nil {
				return err
			}
		}
	}
	return w.exec(ctx, "DELETE FROM search_doc WHERE id = ?", id)
}

func (w *indexer) put(ctx context.Context, id int64, doc *loaded) error {
	grams := w.s.spell.Grams(doc.Fields)
	w.sample(id, grams, 1)
	args := []any{id, id >> recordBits, doc.OwnerID, doc.UnitID, w.rootID(doc), doc.UpdatedAt, doc.Body()}
	columns, marks := "id, kind, owner_id, unit_id, root_id, updated_at, body", "?, ?, ?, ?, ?, ?, ?"
	if w.s.db.Engine == Postgres {
		columns, marks = columns+", grams", marks+", array_to_tsvector(?::text[])"
		args = append(args, grams)
	} else {
		w.changed++
		if err := w.exec(ctx, "INSERT INTO search_index (docid, grams) VALUES (?, ?)", id, search.Join(grams)); err != nil {
			return err
		}
	}
	return w.exec(ctx, "INSERT INTO search_doc ("+columns+") VALUES ("+marks+")", args...)
}

// finish keeps the index in few pieces and notes the sample.
func (w *indexer) finish(ctx context.Context) error {
	if w.changed > 0 {
		// Merging a little each time keeps SQLite from merging everything at once in
		// the middle of a save.
		merge := fmt.Sprintf("merge=%d,8", 16+w.changed/2) // pages
		if _, err := w.tx.ExecContext(ctx, "INSERT INTO search_index (search_index) VALUES (?)", merge); err != nil {
			return err
		}
	}
	return w.keepSample(ctx)
}
