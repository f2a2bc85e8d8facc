package record

import (
	"context"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

func (s *Service[T]) create(ctx context.Context, rec any) error {
	a, given, err := s.begin(ctx, rec)
	if err != nil {
		return err
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.admit(ctx, a, rec); err != nil {
			return err
		}
		if err := s.g.Store.Insert(ctx, s.Desc.Type, rec); err != nil {
			return err
		}
		return s.done(ctx, s.added(rec))
	})
	if err != nil {
		*rec.(*T) = *given // so that the caller can correct the record and try again
	}
	return err
}

// begin gives a new record its head; given is the record as it came.
func (s *Service[T]) begin(ctx context.Context, rec any) (a *identity.Actor, given *T, err error) {
	if a, err = identity.Need(ctx, identity.May(s.Desc.Name, identity.Add)); err != nil {
		return nil, nil, err
	}
	h := entity.HeadOf(rec)
	if h.Version != 0 {
		return nil, nil, app.E(app.Internal, "record.not_new", "kind", s.Desc.Name)
	}
	given = s.Desc.Copy(rec).(*T)
	s.born(h, a)
	return a, given, nil
}

// admit asks rights and rules of a new record.
func (s *Service[T]) admit(ctx context.Context, a *identity.Actor, rec any) error {
	if err := s.mayAdd(ctx, rec, a, identity.Add); err != nil {
		return err
	}
	if err := s.fieldRights(ctx, a, rec, nil); err != nil {
		return err
	}
	return s.check(ctx, rec, nil)
}

// added is a new record that was written.
func (s *Service[T]) added(rec any) *pending {
	return &pending{rec: rec, action: audit.Created, deltas: s.Desc.Compare(nil, rec), lines: s.linesAdded(rec)}
}

// born gives a new record its head.
func (s *Service[T]) born(h *entity.Head, a *identity.Actor) {
	if h.UID == "" {
		h.UID = newUID()
	}
	if !s.Desc.Open && h.OwnerID == 0 && a.ID != 0 {
		h.OwnerID = a.ID
		if h.UnitID == 0 && len(a.Units) > 0 {
			h.UnitID = a.Units[0]
		}
	}
	if h.OwnerID == Nobody {
		h.OwnerID = 0
	}
	now := s.g.Clock.Now().UnixMilli()
	if h.CreatedAt == 0 {
		h.CreatedAt = now
	}
	h.UpdatedAt = now
}

// mayAdd refuses a new record outside the actor's scope: for somebody else's pile, or on
// a document the actor may not see.
func (s *Service[T]) mayAdd(ctx context.Context, rec any, a *identity.Actor, verb identity.Verb) error {
	t := s.Desc.Type
	r := listing.ReachOf(s.g.Registry, a, identity.May(t.Name, verb), t)
	h := entity.HeadOf(rec)
	denied := app.E(app.Denied, "access.record", "verb", entity.Label("verb.add"), "title", t.TitleOf(rec))
	if r.None || !r.All && !has(r.Owners, h.OwnerID) && !has(r.Units, h.UnitID) {
		return denied
	}
	if r.Parent == nil {
		return nil
	}
	to := r.Via.Get(rec).Int()
	if to == 0 && has(r.Own, h.OwnerID) {
		return nil
	}
	ok, err := s.g.Store.Within(ctx, *r.Parent, to)
	if err != nil || ok {
		return err
	}
	return denied
}

func (s *Service[T]) update(ctx context.Context, id, version int64, verb identity.Verb, fn func(any) error) (any, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	var out any
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		rec, err := s.load(ctx, id, true)
		if err != nil {
			return err
		}
		if err := s.within(ctx, rec, verb); err != nil {
			return err
		}
		if version != 0 && entity.HeadOf(rec).Version != version {
			err = s.join(ctx, rec, version, fn)
		} else {
			err = fn(rec)
		}
		if err != nil {
			return err
		}
		out = rec
		return s.save(ctx, a, rec)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// save writes a loaded record that fn has changed.
func (s *Service[T]) save(ctx context.Context, a *identity.Actor, rec any) error {
	p, err := s.examine(ctx, a, rec)
	if err != nil || p == nil {
		return err
	}
	if err := s.g.Store.Update(ctx, s.Desc.Type, rec); err != nil {
		return err
	}
	return s.done(ctx, p)
}

// check prepares the record and asks descriptions, rules and unique fields.
func (s *Service[T]) check(ctx context.Context, rec, before any) error {
	was, _ := before.(*T)
	if onlyPointers(ctx, s.Desc.Type, before, rec) {
		return nil
	}
	if s.Prepare != nil {
		if err := s.Prepare(ctx, was, rec.(*T)); err != nil {
			return err
		}
	}
	number(s.Desc.Type, rec)
	if err := s.shaped(ctx, rec, before); err != nil {
		return err
	}
	if s.Rule != nil {
		if err := s.Rule(ctx, was, rec.(*T)); err != nil {
			return err
		}
	}
	return s.unique(ctx, rec, before)
}

// shaped works out formulas and holds the record against its description and, unless the
// program itself writes, against the rules of its form.
func (s *Service[T]) shaped(ctx context.Context, rec, before any) error {
	t := s.Desc.Type
	if before == nil {
		t.Start(rec)
	}
	t.Derive(rec)
	if err := t.Check(rec); err != nil {
		return err
	}
	if a, err := identity.From(ctx); err != nil || a.Super {
		return err
	}
	return t.Obey(before, rec)
}

// number gives lines their position.
func number(t *entity.Type, rec any) {
	for _, k := range t.Kids {
		pos := k.Field("pos")
		for i, line := range k.All(rec) {
			k.Parent().Set(line, entity.Num(entity.HeadOf(rec).ID))
			if pos != nil {
				pos.Set(line, entity.Num(int64(i+1)))
			}
		}
	}
}

// unique names the field and the record that has the value already: Conflict
// record.taken with Args "id" and "title".
func (s *Service[T]) unique(ctx context.Context, rec, before any) error {
	h := entity.HeadOf(rec)
	if h.Archived != entity.Live {
		return nil
	}
	revived := before != nil && entity.HeadOf(before).Archived != entity.Live
	for _, f := range s.Desc.Fields() {
		v := f.Get(rec)
		if !f.Unique || v.IsEmpty() || before != nil && !revived && f.Get(before) == v {
			continue
		}
		id, err := s.g.Store.Taken(ctx, f, v, h.ID)
		if err != nil {
			return err
		}
		if id == 0 {
			continue
		}
		return s.taken(ctx, f, v, id)
	}
	return nil
}

func (s *Service[T]) taken(ctx context.Context, f *entity.Field, v entity.Value, id int64) error {
	e := app.E(app.Conflict, "record.taken", "field", f.Label(), "value", f.Format(v)).At(f.Key)
	// Whose record it is stays hidden from those who may not see it.
	if other, err := s.Get(ctx, id); err == nil {
		e.Args["id"], e.Args["title"] = id, s.Desc.TitleOf(other)
	} else {
		e.Key = "record.taken_elsewhere"
	}
	return e
}

// fieldRights refuses changes of fields that the actor may not edit. Computed fields are
// the service's own.
func (s *Service[T]) fieldRights(ctx context.Context, a *identity.Actor, rec, before any) error {
	if a.Super {
		return nil
	}
	own := true // what one creates is one's own, for whomever
	if before != nil {
		var err error
		if own, err = Owns(ctx, s.g, s.Desc.Type, entity.HeadOf(before)); err != nil {
			return err
		}
	}
	refuse := func(t *entity.Type, deltas []entity.Delta) error {
		for _, d := range deltas {
			f := t.Field(d.Key)
			if f.IsComputed || before == nil && (d.After == f.Default || f.IsHead) {
				continue
			}
			access := a.Access(f)
			if own {
				access = a.OwnAccess(f)
			}
			if access < entity.Edit {
				return app.E(app.Denied, "access.field", "field", f.Label()).At(f.Key)
			}
		}
		return nil
	}
	if err := refuse(s.Desc.Type, s.Desc.Compare(before, rec)); err != nil {
		return err
	}
	for _, l := range s.Desc.DiffLines(rec) {
		if l.Rec == nil {
			continue
		}
		if err := refuse(l.Child.Type, l.Deltas); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service[T]) linesAdded(rec any) []entity.LineChange {
	var out []entity.LineChange
	for _, k := range s.Desc.Kids {
		for _, l := range k.All(rec) {
			out = append(out, entity.LineChange{Child: k, Rec: l, Deltas: k.Compare(nil, l)})
		}
	}
	return out
}

// done notes the history, runs the effects and, after the commit, tells the screens.
func (s *Service[T]) done(ctx context.Context, p *pending) error {
	if err := s.follow(ctx, p); err != nil {
		return err
	}
	n := effect.Notice{Kind: s.Desc.Name, ID: entity.HeadOf(p.rec).ID}
	if a, err := identity.From(ctx); err == nil {
		n.From = a.Session
	}
	s.g.Tx.After(ctx, func() { s.g.Notices.Post(n) })
	return nil
}

func note(ctx context.Context, t *entity.Type, p *pending) error {
	h := entity.HeadOf(p.rec)
	if len(p.deltas) > 0 || p.action != audit.Changed || len(p.lines) > 0 {
		// A document whose lines alone changed gets a row, too: it has a new version.
		c := audit.Change{Entity: t.Name, Record: h.ID, Version: h.Version, Action: p.action, Fields: p.deltas, Bodiless: p.entry}
		if err := audit.Note(ctx, c); err != nil {
			return err
		}
	}
	for _, l := range p.lines {
		c := audit.Change{Root: t.Name, RootID: h.ID, Entity: l.Child.Name, Version: h.Version, Action: audit.Changed, Fields: l.Deltas}
		switch {
		case l.Old == nil:
			c.Action, c.Record = audit.Created, entity.HeadOf(l.Rec).ID
		case l.Rec == nil:
			c.Action, c.Record = audit.Removed, entity.HeadOf(l.Old).ID
		default:
			c.Record = entity.HeadOf(l.Rec).ID
			if len(l.Deltas) == 0 {
				continue
			}
		}
		if err := audit.Note(ctx, c); err != nil {
			return err
		}
	}
	return nil
}
