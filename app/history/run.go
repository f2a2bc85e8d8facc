package history

import (
	"context"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/identity"
	"kontor/app/record"
)

// RevertImport takes back everything an import did, updates included, newest first, in
// short transactions; it goes on where it stopped when called again. Records that
// somebody changed since keep those fields and come back as clashes.
func (s *Service) RevertImport(ctx context.Context, importID int64, progress func(done int)) ([]audit.Clash, error) {
	return s.revertRun(ctx, "import", importID, progress)
}

// revertRun takes back all sets of one run, an import or a batch.
func (s *Service) revertRun(ctx context.Context, kind string, id int64, progress func(done int)) ([]audit.Clash, error) {
	r := newRun(s, ctx, progress)
	if err := r.back(kind, "revert", id); err != nil {
		return r.clashes, err
	}
	return r.clashes, s.ran(ctx, Ran{Kind: kind, ID: id, Clashes: len(r.clashes)})
}

// redoRun does a run again that was taken back: everything the taking back wrote is taken
// back in turn.
func (s *Service) redoRun(ctx context.Context, id int64) ([]audit.Clash, error) {
	first, err := s.g.Store.Sets(ctx, audit.Wanted{ImportID: id, Kind: "import", Limit: 1, Heads: true})
	if err != nil {
		return nil, err
	}
	kind := ""
	if len(first) > 0 {
		kind = "import"
	}
	if s.Beyond[kind] {
		ctx = identity.Elevated(ctx)
	}
	r := newRun(s, ctx, nil)
	if err := r.back("revert", "redo", id); err != nil {
		return r.clashes, err
	}
	return r.clashes, s.ran(ctx, Ran{Kind: kind, ID: id, Redone: true, Clashes: len(r.clashes)})
}

// Ran tells that a run was taken back, or done again.
type Ran struct {
	Kind    string // of its sets: "import", "batch" …
	ID      int64
	Redone  bool
	Clashes int // fields that stayed as somebody else left them
}

// ran tells who keeps a list of such runs.
func (s *Service) ran(ctx context.Context, r Ran) error {
	if fn := s.OnRun[r.Kind]; fn != nil {
		return fn(ctx, r)
	}
	return nil
}

// run is a run on its way back.
type run struct {
	s        *Service
	ctx      context.Context
	why      audit.Reason
	pace     record.Pace
	progress func(done int)
	done     int
	clashes  []audit.Clash
}

func newRun(s *Service, ctx context.Context, progress func(done int)) *run {
	return &run{s: s, ctx: ctx, progress: progress, pace: record.Pace{Now: 400, Least: 50, Most: 2000}}
}

// back takes the sets of a kind that belong to a run back, the newest first, as sets of
// another kind. What was taken back before and not done again since is passed over.
func (r *run) back(kind, as string, id int64) error {
	for before := int64(0); ; {
		sets, err := r.s.g.Store.Sets(r.ctx, audit.Wanted{Kind: kind, ImportID: id, Before: before, Limit: 1})
		if err != nil || len(sets) == 0 {
			return err
		}
		before = sets[0].ID
		if as == "redo" {
			if by, err := r.s.g.Store.Undone(r.ctx, sets[0].ID); err != nil || by != 0 {
				if err != nil {
					return err
				}
				continue
			}
		}
		r.why = audit.Reason{Kind: as, Undoes: sets[0].ID, ImportID: id}
		for groups := byRoot(sets[0].Changes); len(groups) > 0; {
			n := min(r.pace.Now, len(groups))
			if err := r.take(groups[:n]); err != nil {
				return err
			}
			groups = groups[n:]
		}
	}
}

// take puts some records back in one transaction, which is not broken off in the middle:
// a context that may end makes every sentence of it dearer. When somebody saved one of
// them meanwhile, it tries again with what stands there now.
func (r *run) take(groups [][]audit.Change) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	began := r.s.g.Clock.Now()
	clashes, err := r.once(groups)
	for tries := 0; app.KindOf(err) == app.Stale && tries < 3; tries++ {
		clashes, err = r.once(groups)
	}
	if err != nil {
		return err
	}
	r.pace.Took(r.s.g.Clock.Now().Sub(began))
	r.clashes = append(r.clashes, clashes...)
	if r.done += len(groups); r.progress != nil {
		r.progress(r.done)
	}
	return nil
}

func (r *run) once(groups [][]audit.Change) (clashes []audit.Clash, err error) {
	err = r.s.g.Tx.InTx(audit.Why(context.WithoutCancel(r.ctx), r.why), func(ctx context.Context) error {
		clashes, err = r.s.reverseRoots(ctx, groups)
		return err
	})
	return clashes, err
}
