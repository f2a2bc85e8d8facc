package attendance

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/attendance/punchfile"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

func idText(id int64) string { return strconv.FormatInt(id, 10) }

// prepareEmployee makes the login the owner and the department the unit, so that a
// person's scope reaches the own file, and a head's the department's.
func (s *Service) prepareEmployee(_ context.Context, before, p *Employee) error {
	p.OwnerID, p.UnitID = p.PersonID, p.Department
	if s.p.Pinyin != nil && (before == nil || before.Name != p.Name) {
		p.Pinyin = s.p.Pinyin(p.Name)
	}
	return nil
}

func (s *Service) ruleEmployee(ctx context.Context, before, p *Employee) error {
	if !p.LeftOn.IsZero() && p.LeftOn < p.HiredOn {
		return app.E(app.Invalid, "attendance.employee.left", "hired", p.HiredOn.String(), "left", p.LeftOn.String()).At("left_on")
	}
	if p.PersonID == 0 || before != nil && before.PersonID == p.PersonID {
		return nil
	}
	other, err := s.Employees.First(identity.System(ctx, "employees"), listing.Is("person_id", listing.Eq, idText(p.PersonID)))
	if err == nil && other.ID != p.ID {
		return app.E(app.Conflict, "attendance.employee.person", "name", other.Name).At("person_id")
	}
	if app.KindOf(err) != app.NotFound {
		return err
	}
	return nil
}

// employeeSaved keeps the badges in step with the numbers of the file, and computes what
// a change of dates, group or system concerns.
func (s *Service) employeeSaved(ctx context.Context, e record.Saved[Employee]) error {
	var was Employee
	if e.Before != nil {
		was = *e.Before
	}
	for _, b := range []struct {
		kind     BadgeKind
		old, new string
	}{{PIN, was.PIN, e.After.PIN}, {Card, was.Card, e.After.Card}, {Registration, was.Registry, e.After.Registry}} {
		if b.old == b.new {
			continue
		}
		if err := s.swap(ctx, e.After.ID, b.kind, b.new); err != nil {
			return err
		}
	}
	if e.Before == nil {
		return s.claim(ctx, e.After)
	}
	if was.HiredOn != e.After.HiredOn || was.LeftOn != e.After.LeftOn || was.GroupID != e.After.GroupID || was.System != e.After.System || was.Archived != e.After.Archived {
		from := min(was.HiredOn, e.After.HiredOn)
		if was.GroupID != e.After.GroupID || was.System != e.After.System {
			from = max(from, s.today().MonthStart())
		}
		return s.mark(ctx, e.After.ID, max(from, s.today().AddMonths(-3).MonthStart()), s.today(), Employees)
	}
	return nil
}

// claim links punches that came before the employee was known, by the employee's number.
func (s *Service) claim(ctx context.Context, p *Employee) error {
	if p.PIN != "" {
		return nil // the badge has done so
	}
	pin := punchfile.PIN(p.Number)
	taken, err := s.Badges.Count(identity.System(ctx, "badges"), listing.All(listing.Is("kind", listing.Eq, string(PIN)), listing.Is("number", listing.Eq, pin)))
	if err != nil || taken > 0 {
		return err
	}
	return s.link(ctx, pin, p.ID, 0, 0)
}

// swap ends the badge of a kind that holds now and begins another. ATT-06
func (s *Service) swap(ctx context.Context, employee int64, kind BadgeKind, number string) error {
	ctx = command(ctx)
	old, err := s.Badges.Find(ctx, listing.All(listing.Is("employee_id", listing.Eq, idText(employee)), listing.Is("kind", listing.Eq, string(kind)), listing.Is("to_at", listing.Empty)))
	if err != nil {
		return err
	}
	now := s.now()
	for _, b := range old {
		if b.Number == number {
			return nil
		}
		if kind == PIN { // further PINs stay: one person may have two
			continue
		}
		if _, err := s.Badges.Update(ctx, b.ID, 0, func(b *Badge) error { b.ToAt = now; return nil }); err != nil {
			return err
		}
	}
	if number == "" {
		return nil
	}
	b := &Badge{EmployeeID: employee, Kind: kind, Number: number}
	if len(old) > 0 && kind != PIN {
		b.FromAt = now
	}
	return s.Badges.Create(ctx, b)
}

// IssueCard gives an employee a new card from an instant on (0: now); the old card ends
// then and stays in the history. Errors: attendance.badge.card for anything but eight
// digits, attendance.badge.taken when somebody holds the card.
func (s *Service) IssueCard(ctx context.Context, employee int64, number string, from int64, reason string) error {
	if from == 0 {
		from = s.now()
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: "issue_card", Text: reason})
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		old, err := s.Badges.Find(command(ctx), listing.All(listing.Is("employee_id", listing.Eq, idText(employee)), listing.Is("kind", listing.Eq, string(Card)), listing.Is("to_at", listing.Empty)))
		if err != nil {
			return err
		}
		for _, b := range old {
			if b.FromAt > from {
				return app.E(app.Conflict, "attendance.badge.order", "number", b.Number).At("from_at")
			}
			if _, err := s.Badges.Update(command(ctx), b.ID, 0, func(b *Badge) error { b.ToAt, b.Reason = from, reason; return nil }); err != nil {
				return err
			}
		}
		if err := s.Badges.Create(ctx, &Badge{EmployeeID: employee, Kind: Card, Number: number, FromAt: from, Reason: reason}); err != nil {
			return err
		}
		_, err = s.Employees.Update(ctx, employee, 0, func(p *Employee) error { p.Card = number; return nil })
		return err
	})
}

// ruleBadge keeps a number with one person at a time.
func (s *Service) ruleBadge(ctx context.Context, before, b *Badge) error {
	if err := b.tidy(); err != nil {
		return err
	}
	if b.ToAt != 0 && b.ToAt < b.FromAt {
		return app.E(app.Invalid, "attendance.badge.dates").At("to_at")
	}
	if before != nil && (before.Number != b.Number || before.EmployeeID != b.EmployeeID || before.Kind != b.Kind) {
		return app.E(app.Conflict, "attendance.badge.fixed", "number", before.Number)
	}
	if b.Archived != entity.Live {
		return nil
	}
	same, err := s.Badges.Find(identity.System(ctx, "badges"), listing.All(listing.Is("kind", listing.Eq, string(b.Kind)), listing.Is("number", listing.Eq, b.Number)))
	if err != nil {
		return err
	}
	for _, o := range same {
		if o.ID != b.ID && overlap(o.FromAt, o.ToAt, b.FromAt, b.ToAt) {
			name := ""
			if p, err := s.Employees.Get(identity.System(ctx, "badges"), o.EmployeeID); err == nil {
				name = p.Name
			}
			return app.E(app.Conflict, "attendance.badge.taken", "number", b.Number, "name", name).At("number")
		}
	}
	return nil
}

// overlap of two intervals whose ends may be open (0).
func overlap(from1, to1, from2, to2 int64) bool {
	return (to2 == 0 || from1 < to2) && (to1 == 0 || from2 < to1)
}

// badgeSaved links the punches that waited for the number.
func (s *Service) badgeSaved(ctx context.Context, e record.Saved[Badge]) error {
	if e.After.Kind != PIN || e.After.Archived != entity.Live {
		return nil
	}
	return s.link(ctx, e.After.Number, e.After.EmployeeID, e.After.FromAt, e.After.ToAt)
}

// link gives waiting punches to an employee and has the past computed again.
func (s *Service) link(ctx context.Context, pin string, employee, from, to int64) error {
	if to == 0 {
		to = 1 << 60
	}
	l, err := s.p.Store.LinkPunches(ctx, pin, employee, from, to)
	if err != nil || l.Count == 0 {
		return err
	}
	return s.mark(ctx, employee, s.dateOf(l.First)-1, s.dateOf(l.Last)+1, Badges)
}

// LinkPIN gives an unknown number to an employee; all its punches count from now on, and
// the past is computed again.
func (s *Service) LinkPIN(ctx context.Context, pin string, employee int64) error {
	return s.Badges.Create(ctx, &Badge{EmployeeID: employee, Kind: PIN, Number: pin})
}

// UnknownPINs lists the numbers of punches that belong to nobody.
func (s *Service) UnknownPINs(ctx context.Context) ([]UnknownPIN, error) {
	if _, err := identity.Need(ctx, identity.May(Punches, identity.Import)); err != nil {
		return nil, err
	}
	return s.p.Store.UnknownPINs(ctx)
}

// LeavingNote is something to settle before somebody leaves.
type LeavingNote struct {
	Kind string // leave_after, roster_after, lieu, open_request
	N    int64
}

// BeforeLeaving lists what should be entered or settled before an employee leaves on a
// date: leave cannot be entered for a person who has left. ATT-14
func (s *Service) BeforeLeaving(ctx context.Context, employee int64, on calendar.Date) ([]LeavingNote, error) {
	if _, err := s.Employees.Get(ctx, employee); err != nil {
		return nil, err
	}
	is := listing.Is("employee_id", listing.Eq, idText(employee))
	var out []LeavingNote
	add := func(kind string, n int64, err error) error {
		if n > 0 {
			out = append(out, LeavingNote{kind, n})
		}
		return err
	}
	n, err := s.Leaves.Count(ctx, listing.All(is, listing.Is("to_at", listing.Gt, on.String())))
	if err := add("leave_after", n, err); err != nil {
		return nil, err
	}
	n, err = s.Rosters.Count(ctx, listing.All(is, listing.Is("on_date", listing.Gt, on.String()), listing.Is("kind", listing.Eq, OnShift)))
	if err := add("roster_after", n, err); err != nil {
		return nil, err
	}
	open := listing.All(is, listing.Is("state", listing.In, string(Draft), string(Submitted)))
	var total int64
	for _, count := range []func(context.Context, listing.Node) (int64, error){s.Leaves.Count, s.Trips.Count, s.Corrections.Count, s.Overtimes.Count} {
		n, err := count(ctx, open)
		if err != nil {
			return nil, err
		}
		total += n
	}
	return out, add("open_request", total, nil)
}

// Leaving notes that an employee leaves; the day itself still has attendance. ATT-16
func (s *Service) Leaving(ctx context.Context, employee, version int64, on calendar.Date) error {
	_, err := s.Employees.Update(ctx, employee, version, func(p *Employee) error { p.LeftOn = on; return nil })
	return err
}
