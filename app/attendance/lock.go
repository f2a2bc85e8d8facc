package attendance

import (
	"context"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
)

// lockedMonths gives the months that are closed, by YYYY-MM.
func (s *Service) lockedMonths(ctx context.Context) (map[string]bool, error) {
	list, err := s.Locks.Find(identity.System(ctx, "locks"), listing.Is("locked", listing.Eq, "1"))
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, l := range list {
		out[l.Month] = true
	}
	return out, nil
}

// Locked gives the lock of a month; nil while it is open.
func (s *Service) Locked(ctx context.Context, month calendar.Date) (*MonthLock, error) {
	l, err := s.Locks.First(identity.System(ctx, "locks"), listing.All(listing.Is("month", listing.Eq, month.Month()), listing.Is("locked", listing.Eq, "1")))
	if app.KindOf(err) == app.NotFound {
		return nil, nil
	}
	return l, err
}

// open refuses a date in a locked month: Conflict attendance.locked.
func (s *Service) open(ctx context.Context, d calendar.Date) error {
	l, err := s.Locked(ctx, d)
	if err != nil || l == nil {
		return err
	}
	return app.E(app.Conflict, "attendance.locked", "month", l.Month)
}

// Unsettled is what stands in the way of locking a month.
type Unsettled struct {
	Waiting    int // days without complete data
	Exceptions int // days late, early, missing or absent: may be locked, but should be looked at
	Requests   int // requests not decided
}

// BeforeLock tells what is open in a month.
func (s *Service) BeforeLock(ctx context.Context, month calendar.Date) (Unsettled, error) {
	var u Unsettled
	from, to := month.MonthStart(), month.MonthEnd()
	list, err := s.p.Store.ResultsOf(ctx, ResultQuery{From: from, To: to})
	if err != nil {
		return u, err
	}
	for i := range list {
		d := &list[i]
		if d.State == "waiting" && d.Planned > 0 {
			u.Waiting++
		}
		if d.Late+d.Early+d.MissingIn+d.MissingOut+d.Absent > 0 {
			u.Exceptions++
		}
	}
	asked := listing.Is("state", listing.Eq, string(Submitted))
	span := listing.All(asked, listing.Is("from_at", listing.Le, to.String()), listing.Is("to_at", listing.Ge, from.String()))
	for _, q := range []struct {
		count func(context.Context, listing.Node) (int64, error)
		node  listing.Node
	}{
		{s.Leaves.Count, span},
		{s.Trips.Count, span},
		{s.Overtimes.Count, span},
		{s.Corrections.Count, listing.All(asked, listing.Is("on_date", listing.Between, from.String(), to.String()))},
	} {
		n, err := q.count(identity.System(ctx, "locks"), q.node)
		if err != nil {
			return u, err
		}
		u.Requests += int(n)
	}
	return u, nil
}

// LockMonth computes a month once more and closes it. It needs the right to lock. A month
// that is not over, or has days without data, is refused: Conflict attendance.lock.early,
// attendance.lock.waiting.
func (s *Service) LockMonth(ctx context.Context, month calendar.Date, note string) error {
	if _, err := identity.Need(ctx, identity.May(DayResults, identity.Lock)); err != nil {
		return err
	}
	from, to := month.MonthStart(), month.MonthEnd()
	if to >= s.today() {
		return app.E(app.Conflict, "attendance.lock.early", "month", from.Month(), "date", to.String())
	}
	if l, err := s.Locked(ctx, month); err != nil || l != nil {
		return err
	}
	if err := s.Drain(outside(ctx)); err != nil {
		return err
	}
	if _, err := s.Compute(identity.Elevated(ctx), Period{From: from, To: to}); err != nil {
		return err
	}
	u, err := s.BeforeLock(ctx, month)
	if err != nil {
		return err
	}
	if u.Waiting > 0 {
		return app.E(app.Conflict, "attendance.lock.waiting", "month", from.Month(), "n", u.Waiting)
	}
	return s.setLock(audit.Why(ctx, audit.Reason{Kind: "lock", Text: note}), month, true, note)
}

// UnlockMonth opens a month again, with the reason kept.
func (s *Service) UnlockMonth(ctx context.Context, month calendar.Date, reason string) error {
	if _, err := identity.Need(ctx, identity.May(DayResults, identity.Lock)); err != nil {
		return err
	}
	if reason == "" {
		return app.E(app.Invalid, "attendance.reason").At("note")
	}
	return s.setLock(audit.Why(ctx, audit.Reason{Kind: "unlock", Text: reason}), month, false, reason)
}

func (s *Service) setLock(ctx context.Context, month calendar.Date, locked bool, note string) error {
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		set := func(l *MonthLock) error {
			l.Month, l.Locked, l.At, l.ByID, l.Note = month.Month(), locked, s.now(), who.ID, note
			return nil
		}
		old, err := s.Locks.First(command(ctx), listing.Is("month", listing.Eq, month.Month()))
		switch {
		case app.KindOf(err) == app.NotFound:
			l := &MonthLock{}
			_ = set(l)
			err = s.Locks.Create(command(ctx), l)
		case err == nil:
			_, err = s.Locks.Update(command(ctx), old.ID, 0, set)
		}
		if err != nil {
			return err
		}
		return s.p.Store.LockResults(ctx, month.MonthStart(), month.MonthEnd(), locked)
	})
}

// openMonth is the first month from d on that is not locked.
func openMonth(d calendar.Date, locked map[string]bool) string {
	for locked[d.Month()] {
		d = d.AddMonths(1)
	}
	return d.Month()
}

// supplement writes the difference that a change makes to a locked day into the first
// open month. What earlier supplements of the day have said is not said again.
func (s *Service) supplement(ctx context.Context, p *Employee, old, fresh *DayResult, why string) error {
	if old == nil {
		old = &DayResult{}
	}
	said, err := s.Supplements.Find(identity.System(ctx, "attendance"), listing.All(listing.Is("employee_id", listing.Eq, idText(p.ID)), listing.Is("for_date", listing.Eq, fresh.On.String())))
	if err != nil {
		return err
	}
	x := &Supplement{
		EmployeeID: p.ID, ForOn: fresh.On, Cause: why,
		Late: fresh.Late - old.Late, Early: fresh.Early - old.Early, Missing: fresh.MissingIn + fresh.MissingOut - old.MissingIn - old.MissingOut,
		Absent: fresh.Absent - old.Absent, Worked: fresh.Worked - old.Worked, Leave: fresh.Leave - old.Leave, Trip: fresh.Trip - old.Trip,
		Overtime15: fresh.Overtime15 - old.Overtime15, Overtime2: fresh.Overtime2 - old.Overtime2, Overtime3: fresh.Overtime3 - old.Overtime3,
	}
	for _, e := range said {
		x.take(e)
	}
	if x.empty() {
		return nil
	}
	locked, err := s.lockedMonths(ctx)
	if err != nil {
		return err
	}
	x.Month = openMonth(max(fresh.On, s.today().MonthStart()), locked)
	x.OwnerID, x.UnitID = p.PersonID, p.Department
	return s.Supplements.Create(command(ctx), x)
}

// take subtracts what another supplement has said already.
func (s *Supplement) take(o *Supplement) {
	s.Late -= o.Late
	s.Early -= o.Early
	s.Missing -= o.Missing
	s.Absent -= o.Absent
	s.Worked -= o.Worked
	s.Leave -= o.Leave
	s.Trip -= o.Trip
	s.Overtime15 -= o.Overtime15
	s.Overtime2 -= o.Overtime2
	s.Overtime3 -= o.Overtime3
}

func (s *Supplement) empty() bool {
	return s.Late == 0 && s.Early == 0 && s.Missing == 0 && s.Absent == 0 && s.Worked == 0 && s.Leave == 0 && s.Trip == 0 &&
		s.Overtime15 == 0 && s.Overtime2 == 0 && s.Overtime3 == 0
}
