package data

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"kontor/app"
)

// late is how many ids behind the newest sealed set may still be committed: on
// PostgreSQL a set with a smaller id can come after one with a larger id.
const late = 10_000

// Seal chains the change sets that are not chained yet and tells how many. A job runs it
// every few seconds; it may run in several programs at once.
func (db *DB) Seal(ctx context.Context) (int, error) {
	done := 0
	for {
		n, err := db.sealSome(ctx, 500)
		done += n
		if err != nil || n == 0 {
			return done, err
		}
	}
}

func (db *DB) sealSome(ctx context.Context, most int) (int, error) {
	pool, err := db.outside(ctx)
	if err != nil {
		return 0, err
	}
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return 0, db.Problem(err)
	}
	defer tx.Rollback()
	if db.Engine == Postgres {
		// One chain, one writer: others wait here, not in a save.
		if _, err := tx.ExecContext(ctx, "LOCK TABLE change_seal IN EXCLUSIVE MODE"); err != nil {
			return 0, db.Problem(err)
		}
	}
	var seq, newest int64
	var last string
	err = tx.QueryRowContext(ctx, "SELECT seq, hash FROM change_seal ORDER BY seq DESC LIMIT 1").Scan(&seq, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, db.Problem(err)
	}
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(set_id), 0) FROM change_seal").Scan(&newest); err != nil {
		return 0, db.Problem(err)
	}
	q := `SELECT s.id, s.hash FROM change_set s WHERE s.id > ?
		AND NOT EXISTS (SELECT 1 FROM change_seal x WHERE x.set_id = s.id) ORDER BY s.id LIMIT ?`
	rows, err := tx.QueryContext(ctx, db.SQL(q), newest-late, most)
	type set struct {
		id   int64
		hash string
	}
	var sets []set
	err = eachRow(rows, err, func() error {
		var s set
		err := rows.Scan(&s.id, &s.hash)
		sets = append(sets, s)
		return err
	})
	if err != nil {
		return 0, db.Problem(err)
	}
	for _, s := range sets {
		seq++
		last = link(last, seq, s.id, s.hash)
		if _, err := tx.ExecContext(ctx, db.SQL("INSERT INTO change_seal (seq, set_id, hash) VALUES (?, ?, ?)"), seq, s.id, last); err != nil {
			return 0, db.Problem(err)
		}
	}
	if err := tx.Commit(); err != nil {
		return 0, db.Problem(err)
	}
	return len(sets), nil
}

// link is one link of the chain.
func link(before string, seq, set int64, hash string) string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%s\n%d\n%d\n%s", before, seq, set, hash)))
	return hex.EncodeToString(sum[:])
}

// Fault is the first entry of the history that is not what it was when it was sealed.
type Fault struct {
	Set    int64
	Seq    int64
	Reason string // "missing", "header", "content", "chain"
}

// Verified is what Verify found.
type Verified struct {
	Sets   int64  // sealed sets that were checked
	Open   int64  // sets not sealed yet
	Last   string // hash of the newest link: a backup or a print of it proves the chain later
	Faulty *Fault // nil: every entry is what it was
}

// Verify walks the chain from its beginning and stops at the first entry that was altered,
// taken out or put in. Content that was erased on request does not break it.
func (db *DB) Verify(ctx context.Context) (Verified, error) {
	var v Verified
	before := ""
	for {
		links, err := db.links(ctx, v.Sets, 500)
		if err != nil {
			return v, err
		}
		if len(links) == 0 {
			break
		}
		if v.Faulty, err = db.checkLinks(ctx, v.Sets, before, links); err != nil || v.Faulty != nil {
			return v, err
		}
		v.Sets += int64(len(links))
		before = links[len(links)-1].hash
	}
	v.Last = before
	q := "SELECT count(*) FROM change_set s WHERE NOT EXISTS (SELECT 1 FROM change_seal x WHERE x.set_id = s.id)"
	err := db.read.QueryRowContext(ctx, q).Scan(&v.Open)
	return v, db.Problem(err)
}

type chainLink struct {
	seq, set int64
	hash     string
}

func (db *DB) links(ctx context.Context, after int64, most int) ([]chainLink, error) {
	q := "SELECT seq, set_id, hash FROM change_seal WHERE seq > ? ORDER BY seq LIMIT ?"
	rows, err := db.read.QueryContext(ctx, db.SQL(q), after, most)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []chainLink
	for rows.Next() {
		var l chainLink
		if err := rows.Scan(&l.seq, &l.set, &l.hash); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, db.Problem(rows.Err())
}

func (db *DB) checkLinks(ctx context.Context, done int64, before string, links []chainLink) (*Fault, error) {
	ids := make([]int64, len(links))
	for i, l := range links {
		ids[i] = l.set
	}
	sets, err := db.sealedSets(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i, l := range links {
		fault := func(reason string) *Fault { return &Fault{Set: l.set, Seq: l.seq, Reason: reason} }
		s, ok := sets[l.set]
		switch {
		case l.seq != done+int64(i)+1:
			return fault("chain"), nil
		case !ok:
			return fault("missing"), nil
		case s.altered:
			return fault("content"), nil
		}
		hash, err := s.head.hash()
		if err != nil {
			return nil, err
		}
		if hash != s.stored {
			return fault("header"), nil
		}
		if link(before, l.seq, l.set, hash) != l.hash {
			return fault("chain"), nil
		}
		before = l.hash
	}
	return nil, nil
}

type storedSet struct {
	head    sealed
	stored  string
	altered bool // a content does not have the digest of its row
}

func (db *DB) sealedSets(ctx context.Context, ids []int64) (map[int64]*storedSet, error) {
	out := map[int64]*storedSet{}
	in, arg := db.InIDs("id", ids)
	q := "SELECT id, at, person_id, person, session, kind, reason, undoes, import_id, hash FROM change_set WHERE " + in
	rows, err := db.read.QueryContext(ctx, db.SQL(q), arg)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		s := &storedSet{}
		h := &s.head
		if err := rows.Scan(&id, &h.At, &h.PersonID, &h.Person, &h.Session, &h.Kind, &h.Reason, &h.Undoes, &h.ImportID, &s.stored); err != nil {
			return nil, err
		}
		out[id] = s
	}
	if err := rows.Err(); err != nil {
		return nil, db.Problem(err)
	}
	return out, db.sealedRows(ctx, ids, out)
}

func (db *DB) sealedRows(ctx context.Context, ids []int64, sets map[int64]*storedSet) error {
	in, arg := db.InIDs("c.set_id", ids)
	q := `SELECT c.set_id, c.root, c.root_id, c.entity, c.record_id, c.version, c.action, c.digest, b.salt, b.fields
		FROM change c LEFT JOIN change_body b ON b.set_id = c.set_id AND b.pos = c.pos WHERE ` + in + ` ORDER BY c.set_id, c.pos`
	rows, err := db.read.QueryContext(ctx, db.SQL(q), arg)
	if err != nil {
		return db.Problem(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var r sealedRow
		var salt, fields *string
		if err := rows.Scan(&id, &r.Root, &r.RootID, &r.Entity, &r.Record, &r.Version, &r.Action, &r.Digest, &salt, &fields); err != nil {
			return err
		}
		s := sets[id]
		if s == nil {
			continue // rows without a set: the set is missing
		}
		s.head.Changes = append(s.head.Changes, r)
		if salt != nil && fields != nil && digestOf(*salt, *fields) != r.Digest {
			s.altered = true
		}
	}
	return db.Problem(rows.Err())
}

// VerifyStrict is Verify with the refusal a user gets: Internal history.altered naming the
// first altered entry.
func (db *DB) VerifyStrict(ctx context.Context) error {
	v, err := db.Verify(ctx)
	if err != nil || v.Faulty == nil {
		return err
	}
	return app.E(app.Internal, "history.altered", "set", v.Faulty.Set, "reason", v.Faulty.Reason)
}
