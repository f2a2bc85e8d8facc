package history

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/merge"
	"kontor/app/record"
)

// Last tells the newest change set of the actor's own session that can be undone, for
// the menu. ok is false when there is none. Undoing an undo is a redo.
func (s *Service) Last(ctx context.Context) (audit.Set, bool, error) {
	a, err := identity.From(ctx)
	if err != nil || a.Session == "" {
		return audit.Set{}, false, err
	}
	gone, reverted := map[int64]bool{}, map[int64]bool{}
	for before := int64(0); ; {
		heads, err := s.g.Store.Sets(ctx, audit.Wanted{Session: a.Session, Before: before, Limit: 200, Heads: true})
		if err != nil || len(heads) == 0 {
			return audit.Set{}, false, err
		}
		for _, set := range heads {
			before = set.ID
			switch {
			case set.Kind == "revert":
				if !gone[set.ID] { // done again since
					reverted[set.ImportID] = true
				}
			case set.Undoes != 0:
				gone[set.Undoes] = gone[set.Undoes] || !gone[set.ID]
			case !gone[set.ID] && !(set.ImportID != 0 && reverted[set.ImportID]) && undoable(set):
				set, err := s.set(ctx, set.ID)
				return set, err == nil, err
			}
		}
	}
}

func undoable(set audit.Set) bool { return set.Kind != "erase" && set.Kind != "job" }

// UndoLast undoes the newest change set of the actor's own session; a set of an import or
// of a batch stands for the whole of it.
func (s *Service) UndoLast(ctx context.Context) (audit.Set, []audit.Clash, error) {
	set, ok, err := s.Last(ctx)
	if err != nil {
		return set, nil, err
	}
	if !ok {
		return set, nil, app.E(app.Conflict, "history.nothing_to_undo")
	}
	if set.ImportID != 0 {
		if s.Beyond[set.Kind] {
			ctx = identity.Elevated(ctx)
		}
		clashes, err := s.revertRun(ctx, set.Kind, set.ImportID, nil)
		return set, clashes, err
	}
	clashes, err := s.Undo(ctx, set.ID)
	return set, clashes, err
}

// Redo undoes the actor's newest undo that was not redone yet; that of an import or of a
// batch as a whole.
func (s *Service) Redo(ctx context.Context) ([]audit.Clash, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	sets, err := s.g.Store.Sets(ctx, audit.Wanted{Session: a.Session, Limit: 50, Heads: true})
	if err != nil {
		return nil, err
	}
	redone := map[int64]bool{}
	for _, set := range sets {
		switch {
		case set.Undoes != 0 && set.Kind == "redo":
			redone[set.Undoes] = true
		case redone[set.ID]:
		case set.Kind == "revert":
			return s.redoRun(ctx, set.ImportID)
		case set.Undoes != 0:
			whole, err := s.set(ctx, set.ID)
			if err != nil {
				return nil, err
			}
			return s.reverse(ctx, whole, "redo")
		default:
			return nil, app.E(app.Conflict, "history.nothing_to_redo") // a new change ends redo
		}
	}
	return nil, app.E(app.Conflict, "history.nothing_to_redo")
}

// Undo reverses a change set as a new one. Fields that somebody changed since stay as
// they are and come back as clashes; everything else is put back. Rights, rules and
// effects of the services hold: what they forbid (an issued number, an accepted quote)
// refuses the whole. Conflict history.undone when it was undone before.
func (s *Service) Undo(ctx context.Context, id int64) ([]audit.Clash, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	set, err := s.set(ctx, id)
	if err != nil {
		return nil, err
	}
	if set.PersonID != a.ID && !a.Super {
		if _, err := identity.NeedRight(ctx, RightLog); err != nil {
			return nil, err
		}
	}
	return s.reverse(ctx, set, "undo")
}

func (s *Service) set(ctx context.Context, id int64) (audit.Set, error) {
	sets, err := s.g.Store.Sets(ctx, audit.Wanted{Before: id + 1, Limit: 1})
	if err != nil {
		return audit.Set{}, err
	}
	if len(sets) == 0 || sets[0].ID != id {
		return audit.Set{}, app.E(app.NotFound, "history.no_set", "id", id)
	}
	return sets[0], nil
}

func (s *Service) reverse(ctx context.Context, set audit.Set, kind string) ([]audit.Clash, error) {
	if !undoable(set) {
		return nil, app.E(app.Conflict, "history.not_undoable")
	}
	var clashes []audit.Clash
	if a, err := identity.From(ctx); err == nil && a.ID == set.PersonID && s.Beyond[set.Kind] {
		ctx = identity.Elevated(ctx)
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: kind, Undoes: set.ID})
	merged, err := s.mergedKind(ctx, set)
	if err != nil {
		return nil, err
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if by, err := s.g.Store.Undone(ctx, set.ID); err != nil || by != 0 {
			if err == nil {
				err = app.E(app.Conflict, "history.undone")
			}
			return err
		}
		groups := byRoot(set.Changes)
		if merged == "" {
			clashes, err = s.reverseRoots(ctx, groups)
			return err
		}
		for _, group := range groups {
			c, err := s.reverseRoot(apart(ctx, merged, group[0].Root), group)
			if err != nil {
				return err
			}
			clashes = append(clashes, c...)
		}
		return nil
	})
	return clashes, err
}

// mergedKind tells of which kind two records became one in a set; "" when none did.
func (s *Service) mergedKind(ctx context.Context, set audit.Set) (string, error) {
	for _, c := range set.Changes {
		if c.Entity == merge.Runs {
			run, err := s.get(identity.Elevated(ctx), merge.Runs, c.Record)
			if err != nil {
				return "", err
			}
			return run.(*merge.Run).Kind, nil
		}
	}
	return "", nil
}

// apart gives the context in which the two records of a merge become two again: what hung
// on them moves back whoever may see it, the two themselves by the person's own rights.
func apart(ctx context.Context, merged, root string) context.Context {
	if merged == "" {
		return ctx
	}
	ctx = record.Relinking(dedupe.Checked(ctx))
	if root == merged {
		return ctx
	}
	return identity.Elevated(ctx)
}

// byRoot groups changes by document, the last document first.
func byRoot(changes []audit.Change) [][]audit.Change {
	type key struct {
		root string
		id   int64
	}
	at := map[key]int{}
	var out [][]audit.Change
	for _, c := range slices.Backward(changes) {
		k := key{c.Root, c.RootID}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// reverseRoot takes the changes of one document back, newest first.
func (s *Service) reverseRoot(ctx context.Context, changes []audit.Change) ([]audit.Clash, error) {
	return s.reverseRoots(ctx, [][]audit.Change{changes})
}

// reverseRoots takes the changes of documents back: those of one kind that follow each
// other in one step.
func (s *Service) reverseRoots(ctx context.Context, groups [][]audit.Change) ([]audit.Clash, error) {
	var clashes []audit.Clash
	for len(groups) > 0 {
		kind, n := groups[0][0].Root, 0
		var edits []record.Edit
		for ; n < len(groups) && groups[n][0].Root == kind; n++ {
			e, err := s.edit(groups[n], &clashes)
			if err != nil {
				return nil, err
			}
			edits = append(edits, e)
		}
		groups = groups[n:]
		if err := s.g.Service(kind).UpdateMany(ctx, edits); err != nil {
			return nil, err
		}
	}
	return clashes, nil
}

// edit is what takes the changes of one document back.
func (s *Service) edit(changes []audit.Change, clashes *[]audit.Clash) (record.Edit, error) {
	c := changes[0]
	svc := s.g.Service(c.Root)
	if svc == nil {
		return record.Edit{}, app.E(app.Conflict, "history.not_undoable")
	}
	put := func(to int64) record.Edit {
		return record.Edit{ID: c.RootID, Verb: identity.Remove, Do: func(rec any) error { entity.HeadOf(rec).Archived = to; return nil }}
	}
	for _, c := range changes {
		if c.Entity != c.Root {
			continue
		}
		switch c.Action {
		case audit.Created, audit.Restored:
			return put(entity.Binned), nil
		case audit.Binned:
			return put(entity.Live), nil
		case audit.Erased:
			return record.Edit{}, app.E(app.Conflict, "history.not_undoable")
		}
		if c.Bodiless {
			return record.Edit{}, app.E(app.Conflict, "history.erased")
		}
	}
	return record.Edit{ID: c.RootID, Verb: identity.Change, Do: func(rec any) error {
		*clashes = append(*clashes, back(svc.Type(), rec, changes)...)
		return nil
	}}, nil
}

// back puts the fields of a document and its lines back, and lists what somebody else
// changed since.
func back(t *entity.Type, rec any, changes []audit.Change) []audit.Clash {
	var clashes []audit.Clash
	for _, c := range changes {
		if c.Entity == t.Name {
			clashes = append(clashes, backFields(t, rec, c)...)
			continue
		}
		for _, k := range t.Kids {
			if k.Name == c.Entity {
				clashes = append(clashes, backLine(k, rec, c)...)
			}
		}
	}
	return clashes
}

func backFields(t *entity.Type, rec any, c audit.Change) []audit.Clash {
	var out []audit.Clash
	for _, d := range c.Fields {
		f := t.Field(d.Key)
		if f == nil || f.IsSilent {
			continue
		}
		switch now := f.Get(rec); now {
		case d.After:
			f.Set(rec, d.Before)
		case d.Before:
		default:
			out = append(out, audit.Clash{Entity: c.Entity, Record: c.Record, Key: d.Key, Base: d.After, Mine: d.Before, Theirs: now})
		}
	}
	return out
}

func backLine(k *entity.Child, doc any, c audit.Change) []audit.Clash {
	lines := k.All(doc)
	at := slices.IndexFunc(lines, func(l any) bool { return entity.HeadOf(l).ID == c.Record })
	gone := audit.Clash{Entity: c.Entity, Record: c.Record, Key: record.LinesKey}
	switch {
	case c.Action == audit.Created && at >= 0:
		k.Replace(doc, slices.Delete(slices.Clone(lines), at, at+1))
	case c.Action == audit.Removed && at < 0:
		line := k.Blank()
		for _, d := range c.Fields {
			if f := k.Field(d.Key); f != nil {
				f.Set(line, d.Before)
			}
		}
		entity.HeadOf(line).ID = c.Record
		pos := len(lines)
		if f := k.Field("pos"); f != nil {
			pos = min(max(int(f.Get(line).Int())-1, 0), len(lines))
		}
		k.Replace(doc, slices.Insert(slices.Clone(lines), pos, line))
	case c.Action == audit.Changed && at >= 0:
		return backFields(k.Type, lines[at], c)
	case c.Action == audit.Changed:
		return []audit.Clash{gone}
	}
	return nil
}
