// Package history reads and reverses the changes of records: timeline, history of a
// field, a record as of an earlier moment, undo, revert of an import. Undo goes through
// the services, so rights, rules and effects hold for it as for any save.
package history

import (
	"context"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

// RightLog is the right to read the log of the whole company.
const RightLog = "history.log"

// Service reads and reverses history.
type Service struct {
	// Beyond are the kinds of sets that a command wrote beyond the person's own rights
	// (a claim out of the pool): whoever made such a set may take it back, although the
	// records are out of reach by then.
	Beyond map[string]bool
	// OnRun is told of runs of a kind ("import") that were taken back or done again.
	OnRun map[string]func(ctx context.Context, r Ran) error

	g *record.Ground
}

// New makes the history of a company.
func New(g *record.Ground) *Service {
	return &Service{Beyond: map[string]bool{}, OnRun: map[string]func(context.Context, Ran) error{}, g: g}
}

// Timeline gives the change sets of a record and its lines, newest first, before the set
// given (0: from the newest). Fields the reader may not see are missing, masked ones are
// masked. NotFound when the reader may not see the record.
func (s *Service) Timeline(ctx context.Context, kind string, id, before int64, limit int) ([]audit.Set, error) {
	rec, err := s.get(ctx, kind, id)
	if err != nil {
		return nil, err
	}
	sets, err := s.g.Store.Sets(ctx, audit.Wanted{Root: kind, RootID: id, Before: before, Limit: limit})
	if err != nil {
		return nil, err
	}
	own, err := record.Owns(ctx, s.g, s.g.Registry.Type(kind), entity.HeadOf(rec))
	if err != nil {
		return nil, err
	}
	return sets, s.strip(ctx, sets, own)
}

// Step is one value of the history of a field.
type Step struct {
	Set    int64
	At     int64 // Unix ms
	Person string
	Before entity.Value
	After  entity.Value
}

// Field gives the history of one field of a record, newest first.
func (s *Service) Field(ctx context.Context, kind string, id int64, key string) ([]Step, error) {
	sets, err := s.Timeline(ctx, kind, id, 0, 10_000)
	if err != nil {
		return nil, err
	}
	var out []Step
	for _, set := range sets {
		for _, c := range set.Changes {
			if c.Entity != kind || c.Record != id {
				continue
			}
			for _, d := range c.Fields {
				if d.Key == key {
					out = append(out, Step{set.ID, set.At, set.Person, d.Before, d.After})
				}
			}
		}
	}
	return out, nil
}

// Moment is a record as it was at an earlier moment.
type Moment struct {
	Rec     any
	Existed bool // it had been created by then
	Certain bool // nothing that happened since has been erased
}

// AsOf gives a record as it was at an instant (Unix ms): domain code and pages read it
// with the field rights of its entity.
func (s *Service) AsOf(ctx context.Context, kind string, id, at int64) (Moment, error) {
	rec, err := s.get(ctx, kind, id)
	if err != nil {
		return Moment{}, err
	}
	changes, err := s.changes(ctx, audit.Wanted{Root: kind, RootID: id, From: at + 1, Limit: 10_000})
	if err != nil {
		return Moment{}, err
	}
	was, made, sure := audit.Rewind(s.g.Registry.Type(kind), rec, changes)
	return Moment{Rec: was, Existed: made, Certain: sure}, nil
}

func (s *Service) changes(ctx context.Context, w audit.Wanted) ([]audit.Change, error) {
	sets, err := s.g.Store.Sets(ctx, w)
	if err != nil {
		return nil, err
	}
	var out []audit.Change
	for _, set := range sets {
		for i := len(set.Changes) - 1; i >= 0; i-- {
			out = append(out, set.Changes[i])
		}
	}
	return out, nil
}

// Log reads the log of the whole company, with the right RightLog: who did what when.
// Fields the reader may not see are missing.
func (s *Service) Log(ctx context.Context, w audit.Wanted) ([]audit.Set, error) {
	if _, err := identity.NeedRight(ctx, RightLog); err != nil {
		return nil, err
	}
	sets, err := s.g.Store.Sets(ctx, w)
	if err != nil {
		return nil, err
	}
	return sets, s.strip(ctx, sets, false)
}

// strip takes out what the reader may not see of own or other people's records.
func (s *Service) strip(ctx context.Context, sets []audit.Set, own bool) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	access := a.Access
	if own {
		access = a.OwnAccess
	}
	for i := range sets {
		for j := range sets[i].Changes {
			c := &sets[i].Changes[j]
			t := s.g.Registry.Type(c.Entity)
			kept := c.Fields[:0]
			for _, d := range c.Fields {
				var f *entity.Field
				if t != nil {
					f = t.Field(d.Key)
				}
				if f == nil { // a custom field that is gone
					if a.Super {
						kept = append(kept, d)
					}
					continue
				}
				switch access(f) {
				case entity.Hidden:
					continue
				case entity.MaskedOut:
					d.Before, d.After = f.Mask(d.Before), f.Mask(d.After)
				}
				kept = append(kept, d)
			}
			c.Fields = kept
		}
	}
	return nil
}

func (s *Service) get(ctx context.Context, kind string, id int64) (any, error) {
	if svc := s.g.Service(kind); svc != nil {
		return svc.Get(ctx, id)
	}
	return nil, app.E(app.Invalid, "list.unknown_entity", "name", kind)
}

// Erase wipes fields of a record and everything the history kept of it, on a lawful
// request: with the right "admin", a reason, and for good. The chain of the history
// stays whole, and a restored backup is brought in line.
func (s *Service) Erase(ctx context.Context, kind string, id int64, keys []string, reason string) error {
	if _, err := identity.NeedRight(ctx, "admin"); err != nil {
		return err
	}
	t := s.g.Registry.Type(kind)
	if t == nil {
		return app.E(app.Invalid, "list.unknown_entity", "name", kind)
	}
	if reason == "" {
		return app.E(app.Invalid, "history.no_reason").At("reason")
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: "erase", Text: reason})
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.g.Store.Erase(ctx, t, id, keys, reason) })
}
