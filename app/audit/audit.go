// Package audit is what the history of changes is made of. One transaction is one
// change set: who, when and why, and for each record the fields before and after.
// Services note changes; storage writes the set just before the commit.
package audit

import (
	"context"

	"kontor/app"
	"kontor/app/entity"
)

// Action says what happened to a record.
type Action string

// The actions.
const (
	Created  Action = "created"
	Changed  Action = "changed"
	Binned   Action = "binned"
	Restored Action = "restored"
	Removed  Action = "removed" // a line taken out of its document
	Purged   Action = "purged"  // taken out of the recycle bin for good
	Erased   Action = "erased"  // content wiped on a lawful request; no fields are kept
)

// Change is what happened to one record.
type Change struct {
	ID       int64
	Root     string // the document a line belongs to, else the record itself
	RootID   int64
	Entity   string
	Record   int64
	Version  int64 // of the root after the change
	Action   Action
	Fields   []entity.Delta
	Bodiless bool // nothing was kept of the fields: an imported row, or erased since
}

// Set is one transaction.
type Set struct {
	ID       int64
	At       int64 // Unix ms
	PersonID int64
	Person   string // the name at that time
	Session  string
	Kind     string // "save", "import", "undo", "merge", "erase", "job", …
	Reason   string
	Undoes   int64 // the set this one reverses
	ImportID int64 // the run that this set is a part of: an import, or a batch
	Changes  []Change

	last map[recordKey]int // entity and record → the newest place in Changes
}

type recordKey struct {
	entity string
	id     int64
}

// Reason says why a transaction is made.
type Reason struct {
	Kind     string
	Text     string
	Undoes   int64
	ImportID int64
}

// Clash is a field that somebody else changed meanwhile.
type Clash struct {
	Entity string
	Record int64
	Key    string
	Base   entity.Value // what both started from
	Mine   entity.Value
	Theirs entity.Value // what stands there now
}

type (
	setKey struct{}
	whyKey struct{}
)

// Begin gives the context in which the changes of a transaction are collected. Storage
// calls it; the set takes the reason that Why left in the context.
func Begin(ctx context.Context, s *Set) context.Context {
	if why, ok := ctx.Value(whyKey{}).(Reason); ok {
		s.take(why)
	}
	return context.WithValue(ctx, setKey{}, s)
}

// take gives the set a reason. A command that says why inside a batch or an import stays a
// part of it.
func (s *Set) take(why Reason) {
	s.Kind, s.Reason, s.Undoes = why.Kind, why.Text, why.Undoes
	if why.ImportID != 0 {
		s.ImportID = why.ImportID
	}
}

// Current is the set being collected, or nil outside a transaction.
func Current(ctx context.Context) *Set {
	s, _ := ctx.Value(setKey{}).(*Set)
	return s
}

// Why says why the changes made with the returned context happen; inside a transaction
// it holds for the whole set.
func Why(ctx context.Context, why Reason) context.Context {
	if s := Current(ctx); s != nil {
		s.take(why)
	}
	return context.WithValue(ctx, whyKey{}, why)
}

// Note adds a change to the transaction. Outside of one it fails: nothing is written
// without history.
func Note(ctx context.Context, c Change) error {
	s := Current(ctx)
	if s == nil {
		return app.E(app.Internal, "history.outside_transaction", "kind", c.Entity)
	}
	if c.Root == "" {
		c.Root, c.RootID = c.Entity, c.Record
	}
	key := recordKey{c.Entity, c.Record}
	if i, ok := s.last[key]; ok && fold(&s.Changes[i], c) {
		return nil
	}
	if s.last == nil {
		s.last = map[recordKey]int{}
	}
	s.last[key] = len(s.Changes)
	s.Changes = append(s.Changes, c)
	return nil
}

// fold joins a second change of the same record with the first one.
func fold(old *Change, c Change) bool {
	if c.Bodiless || old.Bodiless || c.Action != Changed && !(c.Action == Removed && old.Action == Created) {
		return false
	}
	for _, d := range c.Fields {
		found := false
		for i := range old.Fields {
			if old.Fields[i].Key == d.Key {
				old.Fields[i].After, found = d.After, true
			}
		}
		if !found {
			old.Fields = append(old.Fields, d)
		}
	}
	kept := old.Fields[:0]
	for _, d := range old.Fields {
		if d.Before != d.After {
			kept = append(kept, d)
		}
	}
	old.Fields, old.Version = kept, c.Version
	return true
}
