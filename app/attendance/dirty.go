package attendance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/jobs"
	"kontor/app/listing"
	"kontor/app/record"
)

// effects has days computed again when what they depend on changes: a punch its date and
// the days beside it, leave, roster and corrections likewise. The marks are written in
// the same transaction and worked off after it; a program that dies in between finds
// them at its next start.
func (s *Service) effects() {
	s.Employees.Saved.Do(s.employeeSaved)
	s.Badges.Saved.Do(s.badgeSaved)
	s.Groups.Saved.Do(s.groupSaved)
	s.Rosters.Saved.Do(func(ctx context.Context, e record.Saved[Roster]) error {
		for _, r := range both(e) {
			if err := s.mark(ctx, r.EmployeeID, r.On-1, r.On+1, Rosters); err != nil {
				return err
			}
		}
		return nil
	})
	s.Leaves.Saved.Do(func(ctx context.Context, e record.Saved[Leave]) error {
		for _, l := range both(e) {
			if err := s.markRequest(ctx, &l.Request, l.FromAt, l.ToAt, cause(Leaves, l.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	s.Trips.Saved.Do(func(ctx context.Context, e record.Saved[Trip]) error {
		for _, t := range both(e) {
			if err := s.markRequest(ctx, &t.Request, t.FromAt, t.ToAt, cause(Trips, t.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	s.Overtimes.Saved.Do(func(ctx context.Context, e record.Saved[Overtime]) error {
		for _, o := range both(e) {
			if err := s.markRequest(ctx, &o.Request, o.FromAt, o.ToAt, cause(Overtimes, o.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	s.Corrections.Saved.Do(func(ctx context.Context, e record.Saved[Correction]) error {
		for _, c := range both(e) {
			at := s.startOf(c.On)
			if err := s.markRequest(ctx, &c.Request, at, at, cause(Corrections, c.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	s.Days.Saved.Do(func(ctx context.Context, e record.Saved[CalendarDay]) error {
		return s.markAll(ctx, e.After.On-1, Days)
	})
}

// both lists the record before and after, as far as there are.
func both[T any](e record.Saved[T]) []*T {
	if e.Before == nil {
		return []*T{e.After}
	}
	return []*T{e.Before, e.After}
}

func cause(kind string, id int64) string { return kind + ":" + idText(id) }

// markRequest marks the days of a request once it counts, or counted.
func (s *Service) markRequest(ctx context.Context, r *Request, from, to int64, why string) error {
	if r.State != Approved {
		return nil
	}
	return s.mark(ctx, r.EmployeeID, s.dateOf(from)-1, s.dateOf(to)+1, why)
}

// mark notes days of an employee to compute again; days to come are computed, too, so
// that approved leave shows in the grid at once.
func (s *Service) mark(ctx context.Context, employee int64, from, to calendar.Date, why string) error {
	if to < from || employee == 0 {
		return nil
	}
	if err := s.p.Store.MarkDirty(ctx, []Dirty{{EmployeeID: employee, From: from, To: to, Cause: why}}); err != nil {
		return err
	}
	s.drainAfter(ctx)
	return nil
}

// markAll marks everybody from a date to today.
func (s *Service) markAll(ctx context.Context, from calendar.Date, why string) error {
	if from > s.today() {
		return nil
	}
	people, err := s.Employees.Find(identity.System(ctx, "attendance"), listing.Node{})
	if err != nil {
		return err
	}
	var list []Dirty
	for _, p := range people {
		list = append(list, Dirty{EmployeeID: p.ID, From: from, To: s.today(), Cause: why})
	}
	if err := s.p.Store.MarkDirty(ctx, list); err != nil {
		return err
	}
	s.drainAfter(ctx)
	return nil
}

type drainKey struct{}

// Gather gives a context in which any number of changes are computed together once fn
// has come back, instead of after each commit.
func (s *Service) Gather(ctx context.Context, fn func(ctx context.Context) error) error {
	if ctx.Value(drainKey{}) != nil {
		return fn(ctx)
	}
	err := fn(context.WithValue(ctx, drainKey{}, true))
	if drained := s.later(ctx); err == nil {
		err = drained
	}
	return err
}

func (s *Service) drainAfter(ctx context.Context) {
	if ctx.Value(drainKey{}) != nil {
		return
	}
	s.g.Tx.After(ctx, func() { _ = s.later(context.WithoutCancel(outside(ctx))) })
}

// outside is a context of the program that no longer belongs to the caller's transaction.
func outside(context.Context) context.Context {
	return identity.System(context.Background(), "attendance")
}

func (s *Service) later(ctx context.Context) error {
	if s.p.Later != nil {
		s.p.Later()
		return nil
	}
	return s.Drain(outside(ctx))
}

// JobRecompute is the name of the background job.
const JobRecompute = "attendance.recompute"

// Job works the marks off, kicked by Params.Later and at the start for what a killed
// program left, and brings the last days up to date: a day becomes final by time alone.
func (s *Service) Job(when jobs.Schedule) jobs.Job {
	return jobs.Job{Name: JobRecompute, When: when, Do: func(ctx context.Context, r jobs.Run) error {
		ctx = identity.System(ctx, "attendance")
		if err := s.Drain(ctx); err != nil {
			return err
		}
		from := s.today() - 3
		if !r.Last.IsZero() {
			from = max(min(from, calendar.On(r.Last, s.zone())-2), s.today()-62)
		}
		_, err := s.Compute(ctx, Period{From: from, To: s.today()})
		return err
	}}
}

// Drain computes all marked days. It may run beside itself: a mark is removed in the
// transaction that writes its days.
func (s *Service) Drain(ctx context.Context) error {
	for {
		list, err := s.p.Store.DirtyDays(ctx, 500)
		if err != nil || len(list) == 0 {
			return err
		}
		if err := s.drain(ctx, list); err != nil {
			return err
		}
	}
}

// drain joins the marks by employee; one that cannot be computed any more is dropped.
func (s *Service) drain(ctx context.Context, list []Dirty) error {
	type span struct {
		from, to calendar.Date
		cause    string
	}
	spans := map[int64]*span{}
	var order, ids []int64
	for _, d := range list {
		ids = append(ids, d.ID)
		x := spans[d.EmployeeID]
		if x == nil {
			x = &span{d.From, d.To, d.Cause}
			spans[d.EmployeeID] = x
			order = append(order, d.EmployeeID)
		}
		x.from, x.to, x.cause = min(x.from, d.From), max(x.to, d.To), d.Cause
	}
	// people with the same stretch are computed together
	groups := map[span][]int64{}
	var keys []span
	for _, id := range order {
		k := *spans[id]
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], id)
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, k := range keys {
			if _, err := s.compute(ctx, work{employees: groups[k], from: k.from, to: k.to, cause: k.cause}); err != nil {
				return err
			}
		}
		return s.p.Store.ClearDirty(ctx, ids)
	})
}

// live keeps employees that are not in the recycle bin.
func live(list []*Employee) []*Employee {
	out := list[:0]
	for _, p := range list {
		if p.Archived == entity.Live {
			out = append(out, p)
		}
	}
	return out
}
