package importing

import (
	"context"
	"io"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/identity"
	"kontor/app/listing"
)

// DryRun reads and checks the whole file as an import would and tells what it would do,
// without writing anything.
func (s *Service) DryRun(ctx context.Context, job Job) (*Report, error) {
	p, err := s.newPass(ctx, job, false)
	if err != nil {
		return nil, err
	}
	err = p.open(ctx)
	if err == nil {
		err = p.rows(ctx)
	}
	if end := p.close(ctx); err == nil {
		err = end
	}
	return p.report, err
}

// Suggest proposes, for names in a column that belong to nobody, who is meant.
func (s *Service) Suggest(ctx context.Context, names []string) map[string]string {
	look, out := newLookup(s), map[string]string{}
	for _, n := range names {
		if who := look.suggest(ctx, n); who != "" {
			out[n] = who
		}
	}
	return out
}

// beat is how often a running import shows that it is alive, and dead the silence after
// which it is taken for dead.
const (
	beat = 5 * time.Second
	dead = time.Minute
)

// Run imports. Rows become visible in the end only, chunk by chunk, all marked with the
// import's id; records that exist are changed on the way. Others go on saving meanwhile.
// When the context is cancelled or something breaks, everything is taken back: the report
// says so, and err is the reason.
func (s *Service) Run(ctx context.Context, job Job) (*Report, error) {
	p, err := s.newPass(ctx, job, true)
	if err != nil {
		return nil, err
	}
	run, err := s.start(ctx, job)
	if err != nil {
		return nil, err
	}
	p.importID, p.report.ImportID = run.ID, run.ID
	stop := s.keepAlive(ctx, run.ID)
	err = s.work(ctx, p)
	stop()
	clean := context.WithoutCancel(ctx)
	state := Finished
	if err != nil {
		p.report.Cancelled = true
		state = Broken
		if ctx.Err() != nil {
			state = Cancelled
		}
		p.progress(Progress{Stage: Reverting, Rows: p.report.Rows})
		if _, undo := s.p.History.RevertImport(identity.Elevated(clean), run.ID, nil); undo != nil {
			// The next start tries again: the run is still marked as running.
			return p.report, app.E(app.Internal, "import.stuck").Because(undo)
		}
	}
	if end := s.finish(clean, run.ID, state, p.report); err == nil {
		err = end
	}
	return p.report, err
}

func (s *Service) work(ctx context.Context, p *pass) error {
	err := p.open(ctx)
	if err == nil {
		err = p.rows(ctx)
	}
	if err == nil {
		err = p.repeated(ctx)
	}
	if err == nil {
		err = p.publish(ctx)
	}
	if end := p.close(ctx); err == nil {
		err = end
	}
	return err
}

func (s *Service) start(ctx context.Context, job Job) (*Run, error) {
	now := s.g.Clock.Now().UnixMilli()
	run := &Run{Kind: job.Kind.Name, File: job.Source.Info().Name, Mode: string(job.Mapping.Mode), State: Running, StartedAt: now, BeatAt: now}
	return run, s.runs.Create(identity.Elevated(ctx), run)
}

// keepAlive marks the run as alive while it works.
func (s *Service) keepAlive(ctx context.Context, id int64) (stop func()) {
	ctx, cancel := context.WithCancel(identity.Elevated(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(beat)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				_, err := s.runs.Update(ctx, id, 0, func(r *Run) error {
					r.BeatAt = s.g.Clock.Now().UnixMilli()
					return nil
				})
				if err != nil && ctx.Err() == nil && s.p.Log != nil {
					s.p.Log.Warn("import: sign of life not written", "import", id, "err", err)
				}
			}
		}
	}()
	return func() { cancel(); <-ended }
}

func (s *Service) finish(ctx context.Context, id int64, state State, r *Report) error {
	_, err := s.runs.Update(identity.Elevated(ctx), id, 0, func(run *Run) error {
		run.State, run.EndedAt = state, s.g.Clock.Now().UnixMilli()
		run.Rows, run.Failed = int64(r.Rows), int64(r.Failed)
		if state == Finished {
			run.Created, run.Updated = int64(r.Created), int64(r.Updated)
			run.Unchanged, run.Skipped = int64(r.Unchanged), int64(r.Skipped)
		}
		return nil
	})
	return err
}

// Revert takes back a whole import, updates included, field by field: what somebody
// changed since stays and comes back as clashes. Conflict import.not_finished for one
// that is running or was taken back already.
func (s *Service) Revert(ctx context.Context, id int64, progress func(done int)) ([]audit.Clash, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	run, err := s.runOf(ctx, id)
	if err != nil {
		return nil, err
	}
	k, err := KindNamed(run.Kind)
	if err != nil {
		return nil, err
	}
	if _, err := identity.Need(ctx, identity.May(k.Entity, identity.Import)); err != nil {
		return nil, err
	}
	if !a.Owns(run.OwnerID) && !a.Has(identity.RightAdmin) {
		return nil, app.E(app.Denied, "import.not_your_import")
	}
	if run.State != Finished {
		return nil, app.E(app.Conflict, "import.not_finished")
	}
	return s.p.History.RevertImport(identity.Elevated(ctx), id, progress)
}

func (s *Service) runOf(ctx context.Context, id int64) (*Run, error) {
	return s.runs.Get(identity.Elevated(ctx), id)
}

// Changed lists, without changing anything, the fields that somebody has changed since an
// import: those that Revert would leave alone.
func (s *Service) Changed(ctx context.Context, id int64) ([]audit.Clash, error) {
	if _, err := identity.From(ctx); err != nil {
		return nil, err
	}
	up := identity.Elevated(ctx)
	var out []audit.Clash
	for before := int64(0); ; {
		sets, err := s.g.Store.Sets(up, audit.Wanted{Kind: "import", ImportID: id, Before: before, Limit: 1})
		if err != nil || len(sets) == 0 {
			return out, err
		}
		before = sets[0].ID
		for _, c := range sets[0].Changes {
			if c.Action != audit.Changed {
				continue
			}
			clashes, err := s.changedSince(up, c)
			if err != nil {
				return out, err
			}
			out = append(out, clashes...)
		}
	}
}

func (s *Service) changedSince(ctx context.Context, c audit.Change) ([]audit.Clash, error) {
	svc := s.g.Service(c.Entity)
	if svc == nil {
		return nil, nil
	}
	rec, err := svc.Get(ctx, c.Record)
	if app.KindOf(err) == app.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []audit.Clash
	for _, d := range c.Fields {
		f := svc.Type().Field(d.Key)
		if f == nil || f.IsSilent || f.Get(rec) == d.After {
			continue
		}
		out = append(out, audit.Clash{Entity: c.Entity, Record: c.Record, Key: d.Key, Base: d.After, Mine: d.Before, Theirs: f.Get(rec)})
	}
	return out, nil
}

// Recover takes back what imports that died have left: run it at every start and now and
// then. It needs the program's own rights.
func (s *Service) Recover(ctx context.Context) error {
	list, err := s.runs.Find(ctx, listing.Is("state", listing.Eq, string(Running)))
	if err != nil {
		return err
	}
	for _, run := range list {
		if s.g.Clock.Now().Sub(time.UnixMilli(run.BeatAt)) < dead {
			continue
		}
		if _, err := s.p.History.RevertImport(ctx, run.ID, nil); err != nil {
			return err
		}
		if err := s.finish(ctx, run.ID, Broken, &Report{}); err != nil {
			return err
		}
	}
	return nil
}

// Errors writes the failed rows of a report as a workbook: the columns of the file and
// one with the reasons, in the words of say. Corrected, it can be imported again.
func (s *Service) Errors(ctx context.Context, job Job, r *Report, out ErrorFile) error {
	head := exporting.Head{Name: out.Sheet, Rows: r.Failed}
	for _, c := range job.Mapping.Columns {
		head.Columns = append(head.Columns, exporting.Column{Title: c.Header})
	}
	head.Columns = append(head.Columns, exporting.Column{Title: out.Reason})
	w, err := s.p.Sheet(out.To, head)
	if err != nil {
		return err
	}
	defer w.Abort()
	in, err := job.Source.Open(job.Mapping.Layout)
	if err != nil {
		return err
	}
	defer in.Close()
	var row Row
	cells := make([]entity.Value, len(head.Columns))
	for {
		err := in.Next(&row)
		if err == io.EOF {
			_, err = w.Close()
			return err
		}
		if err != nil {
			return err
		}
		why := r.failed[row.Line]
		if why == nil {
			continue
		}
		reasons := ""
		for i := range cells {
			cells[i] = entity.Null
			if i < len(row.Cells) && row.Cells[i].Text != "" {
				cells[i] = entity.Str(row.Cells[i].Text)
			}
		}
		for _, e := range why {
			if reasons != "" {
				reasons += "; "
			}
			reasons += out.Say(e)
		}
		cells[len(cells)-1] = entity.Str(reasons)
		if err := w.Row(cells); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// ErrorFile says where and in which words the failed rows go.
type ErrorFile struct {
	To     io.Writer
	Sheet  string // name of the sheet
	Reason string // title of the column of reasons
	Say    func(error) string
}
