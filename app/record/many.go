package record

import (
	"context"

	"kontor/app/audit"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
)

// Edit is one record of many that change in one step.
type Edit struct {
	ID   int64
	Verb identity.Verb
	Do   func(rec any) error
	Rec  any // the record as the same transaction has read it, or nil; when all have it, nothing is read again
}

// pending is a record that was changed and found right, and is not written yet.
type pending struct {
	rec, before any
	action      audit.Action
	deltas      []entity.Delta
	lines       []entity.LineChange
	entry       bool // of a log: the history does not repeat its content
}

// examine asks rights and rules of a loaded record that was changed; nil when nothing is
// to be written.
func (s *Service[T]) examine(ctx context.Context, a *identity.Actor, rec any) (*pending, error) {
	t := s.Desc.Type
	before := entity.Original(rec)
	if err := s.fieldRights(ctx, a, rec, before); err != nil {
		return nil, err
	}
	if err := s.check(ctx, rec, before); err != nil {
		return nil, err
	}
	if len(t.Unsaved(rec)) == 0 && len(t.DiffLines(rec)) == 0 {
		return nil, nil
	}
	entity.HeadOf(rec).UpdatedAt = s.g.Clock.Now().UnixMilli()
	p := &pending{rec: rec, before: before, action: audit.Changed, deltas: t.Diff(rec), lines: t.DiffLines(rec)}
	was, is := entity.HeadOf(before).Archived, entity.HeadOf(rec).Archived
	if was != is {
		p.action = audit.Restored
		if is == entity.Binned {
			p.action = audit.Binned
		}
	}
	return p, nil
}

// UpdateMany changes many records in one transaction with few statements: read at once,
// asked one by one, written at once. Rights, rules, history and effects are those of
// Update. Records that are gone for good are left out. Stale record.stale when somebody
// saved one of them meanwhile; nothing is changed then.
func (u untyped[T]) UpdateMany(ctx context.Context, edits []Edit) error {
	s := u.s
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	by := make(map[int64]Edit, len(edits))
	for _, e := range edits {
		by[e.ID] = e
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		recs, err := s.toEdit(ctx, edits)
		if err != nil {
			return err
		}
		var list []*pending
		for _, rec := range recs {
			e := by[entity.HeadOf(rec).ID]
			if err := s.within(ctx, rec, e.Verb); err != nil {
				return err
			}
			if err := e.Do(rec); err != nil {
				return err
			}
			p, err := s.examine(ctx, a, rec)
			if err != nil {
				return err
			}
			if p != nil {
				list = append(list, p)
			}
		}
		return s.write(ctx, a, list)
	})
}

// toEdit gives the records of edits.
func (s *Service[T]) toEdit(ctx context.Context, edits []Edit) ([]any, error) {
	ids, recs := make([]int64, len(edits)), make([]any, 0, len(edits))
	for i, e := range edits {
		if ids[i] = e.ID; e.Rec != nil {
			recs = append(recs, e.Rec)
		}
	}
	if len(recs) == len(edits) {
		return recs, nil
	}
	return s.g.Store.LoadMany(ctx, s.Desc.Type, ids)
}

// write stores what was found right, then lets the effects of each follow.
func (s *Service[T]) write(ctx context.Context, a *identity.Actor, list []*pending) error {
	if len(list) == 0 {
		return nil
	}
	recs := make([]any, len(list))
	for i, p := range list {
		recs[i] = p.rec
	}
	if err := s.g.Store.UpdateMany(ctx, s.Desc.Type, recs); err != nil {
		return err
	}
	inner, keep := withBook(ctx)
	for _, p := range list {
		if err := s.follow(inner, p); err != nil {
			return err
		}
	}
	if err := keep(); err != nil {
		return err
	}
	n := effect.Notice{Kind: s.Desc.Name, From: a.Session}
	if len(list) == 1 {
		n.ID = entity.HeadOf(recs[0]).ID
	}
	s.g.Tx.After(ctx, func() { s.g.Notices.Post(n) })
	return nil
}

// follow notes the history of a written record and runs its effects.
func (s *Service[T]) follow(ctx context.Context, p *pending) error {
	if err := note(ctx, s.Desc.Type, p); err != nil {
		return err
	}
	if s.Saved.Quiet() {
		return nil
	}
	was, _ := p.before.(*T)
	// Handlers get a copy: they may keep it, and the caller may go on changing rec.
	return s.Saved.Raise(ctx, Saved[T]{Action: p.action, Before: was, After: s.Desc.Copy(p.rec).(*T)})
}
