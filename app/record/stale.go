package record

import (
	"context"
	"errors"
	"slices"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
)

// LinesKey stands for the lines of a document in a clash.
const LinesKey = "lines"

// join applies fn, written for an older version, to the record as it is now. Base is the
// record as the caller saw it, mine is base with the caller's changes, theirs is rec.
func (s *Service[T]) join(ctx context.Context, rec any, version int64, fn func(any) error) error {
	t, h := s.Desc.Type, entity.HeadOf(rec)
	sets, err := s.g.Store.Sets(ctx, audit.Wanted{Root: t.Name, RootID: h.ID, AfterVersion: version, Limit: 1000})
	if err != nil {
		return err
	}
	var changes []audit.Change
	for _, set := range sets {
		for _, c := range slices.Backward(set.Changes) {
			changes = append(changes, c)
		}
	}
	base, made, sure := audit.Rewind(t, rec, changes)
	if !made || version > h.Version {
		return s.stale(sets, rec, nil)
	}
	t.Keep(base)
	mine := t.Copy(base)
	t.Keep(mine)
	if err := fn(mine); err != nil {
		return err
	}
	mineLines, theirLines := len(t.DiffLines(mine)) > 0, linesDiffer(t, base, rec)
	var clashes []audit.Clash
	deltas := t.Compare(base, mine)
	for _, d := range deltas {
		theirs := t.Field(d.Key).Get(rec)
		if theirs != d.After && (theirs != d.Before || !sure) {
			clashes = append(clashes, audit.Clash{Entity: t.Name, Record: h.ID, Key: d.Key, Base: d.Before, Mine: d.After, Theirs: theirs})
		}
	}
	if mineLines && (theirLines || !sure) {
		clashes = append(clashes, audit.Clash{Entity: t.Name, Record: h.ID, Key: LinesKey})
	}
	if len(clashes) > 0 {
		return s.stale(sets, rec, clashes)
	}
	for _, d := range deltas {
		t.Field(d.Key).Set(rec, d.After)
	}
	if mineLines {
		for _, k := range t.Kids {
			k.Replace(rec, k.All(mine))
		}
	}
	return nil
}

func linesDiffer(t *entity.Type, base, rec any) bool {
	was := t.Copy(rec)
	entity.HeadOf(was).Custom = entity.HeadOf(rec).Custom
	kept := t.Copy(base)
	t.Keep(kept)
	for _, k := range t.Kids {
		k.Replace(kept, k.All(was))
	}
	return len(t.DiffLines(kept)) > 0
}

// stale says who saved meanwhile and which fields both changed.
func (s *Service[T]) stale(sets []audit.Set, rec any, clashes []audit.Clash) error {
	e := app.E(app.Stale, "record.stale", "title", s.Desc.TitleOf(rec), "version", entity.HeadOf(rec).Version)
	e.Args["clashes"] = clashes
	if len(sets) > 0 {
		e.Args["who"], e.Args["at"] = sets[0].Person, sets[0].At
	}
	return e
}

// Clashes takes the fields that both changed out of a Stale error: for each what stood
// there, what the caller wanted and what the other one saved.
func Clashes(err error) []audit.Clash {
	var e *app.Error
	if !errors.As(err, &e) || e.Kind != app.Stale {
		return nil
	}
	c, _ := e.Args["clashes"].([]audit.Clash)
	return c
}
