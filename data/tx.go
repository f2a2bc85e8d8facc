package data

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"

	"kontor/app/audit"
	"kontor/app/identity"
)

// generic is the state of the path that serves every entity.
type generic struct {
	texts   *Search // finds the text of lists; nil: the fields themselves are looked through
	mine    ownSets
	bulks   atomic.Int32 // bulk runs and long batches that are open
	inserts sync.Map     // sentences of insertSQL, by insertKey
}

// UseSearch lets lists find the text of a plan through the search index.
func (db *DB) UseSearch(s *Search) { db.texts = s }

// transaction is what travels in the context of a transaction.
type transaction struct {
	tx     *sql.Tx
	set    *audit.Set
	after  []func()
	undo   []func() // what in memory has to be put back when the transaction fails
	broken error    // a joined InTx failed: the whole must not be committed
}

type txKey struct{ db *DB }

func (db *DB) current(ctx context.Context) *transaction {
	t, _ := ctx.Value(txKey{db}).(*transaction)
	return t
}

// from gives what reads inside the transaction of the context, else the pool of readers.
func (db *DB) from(ctx context.Context) querier {
	if t := db.current(ctx); t != nil {
		return t.tx
	}
	return db.read
}

var (
	errNoTransaction = errors.New("data: a write outside a transaction")
	errInTransaction = errors.New("data: not possible inside a transaction")
)

// writer gives what writes inside the transaction of the context.
func (db *DB) writer(ctx context.Context) (*transaction, error) {
	if t := db.current(ctx); t != nil {
		return t, nil
	}
	return nil, errNoTransaction
}

// outside gives the writing pool for what makes its own transactions. Inside one it is
// refused: on SQLite, with one writing connection, it would wait for itself.
func (db *DB) outside(ctx context.Context) (*sql.DB, error) {
	if db.current(ctx) != nil {
		return nil, errInTransaction
	}
	return db.write, nil
}

// InTx runs fn in one transaction; a nested call joins the outer one. All changes noted
// inside are one change set, written just before the commit. An error of fn, or of a
// joined call, takes everything back. A context without an actor is refused.
func (db *DB) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if t := db.current(ctx); t != nil {
		err := fn(ctx)
		if err != nil && t.broken == nil {
			t.broken = err
		}
		return err
	}
	actor, err := identity.From(ctx)
	if err != nil {
		return err
	}
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return db.Problem(err)
	}
	defer tx.Rollback() // without effect after the commit; ends it after a panic
	t := &transaction{tx: tx, set: &audit.Set{PersonID: actor.ID, Person: actor.Name, Session: actor.Session, Kind: "save"}}
	done := false
	defer func() {
		for i := len(t.undo) - 1; i >= 0 && !done; i-- {
			t.undo[i]()
		}
	}()
	inner := audit.Begin(context.WithValue(ctx, txKey{db}, t), t.set)
	if err := fn(inner); err != nil {
		return err
	}
	if t.broken != nil {
		return t.broken
	}
	if err := db.writeSet(inner, t); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return db.Problem(err)
	}
	done = true
	if t.set.ID != 0 {
		db.mine.add(t.set.ID)
	}
	for _, fn := range t.after {
		fn()
	}
	return nil
}

// After runs fn when the transaction of the context was committed, and never when it was
// not; outside of one it runs at once.
func (db *DB) After(ctx context.Context, fn func()) {
	if t := db.current(ctx); t != nil {
		t.after = append(t.after, fn)
		return
	}
	fn()
}
