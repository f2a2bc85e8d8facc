package attendance

import (
	"context"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
)

// ManualPunch is a punch entered by hand for one or more people (签卡). ATT-15
type ManualPunch struct {
	Employees []int64
	On        calendar.Date
	Minute    int // 0 … 1439
	Reason    string
}

// AddManual writes manual punches, marked with their author. It needs the right to add
// punches. Errors: attendance.manual.time, attendance.manual.future, attendance.reason,
// attendance.locked.
func (s *Service) AddManual(ctx context.Context, m ManualPunch) error {
	if _, err := identity.Need(ctx, identity.May(Punches, identity.Add)); err != nil {
		return err
	}
	if m.Minute < 0 || m.Minute > 1439 || m.On.IsZero() {
		return app.E(app.Invalid, "attendance.manual.time").At("minute")
	}
	if m.Reason == "" {
		return app.E(app.Invalid, "attendance.reason").At("reason")
	}
	if len(m.Employees) == 0 {
		return app.E(app.Invalid, "attendance.manual.nobody").At("employees")
	}
	if err := s.open(ctx, m.On); err != nil {
		return err
	}
	return s.addPunches(audit.Why(ctx, audit.Reason{Kind: "manual_punch", Text: m.Reason}), m.Employees, Punch{At: s.Instant(m.On, m.Minute), Source: FromManual, Note: m.Reason})
}

// PunchNow writes a punch of the acting person at this moment: the button of the
// program. Errors: attendance.manual.no_employee when no employee belongs to the login. ATT-22
func (s *Service) PunchNow(ctx context.Context) (int64, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return 0, err
	}
	me, err := s.Employees.First(identity.System(ctx, "punch"), listing.All(listing.Is("person_id", listing.Eq, idText(who.ID)), listing.Is("left_on", listing.Empty)))
	if app.KindOf(err) == app.NotFound {
		return 0, app.E(app.NotFound, "attendance.manual.no_employee")
	}
	if err != nil {
		return 0, err
	}
	now := s.now() / 1000 * 1000
	return now, s.addPunches(audit.Why(ctx, audit.Reason{Kind: "desk_punch"}), []int64{me.ID}, Punch{At: now, Source: FromDesk})
}

// addPunches writes one punch for each of the people.
func (s *Service) addPunches(ctx context.Context, employees []int64, p Punch) error {
	if p.At > s.now() {
		return app.E(app.Invalid, "attendance.manual.future").At("minute")
	}
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	people, err := s.employeesByID(identity.System(ctx, "punch"), employees)
	if err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, x := range people {
			rec := p
			rec.EmployeeID, rec.PIN, rec.Status, rec.Verify, rec.CountedAt = x.ID, x.Number, -1, -1, p.At
			rec.OwnerID, rec.UnitID = who.ID, x.Department
			if err := s.Punches.Create(command(ctx), &rec); err != nil {
				return err
			}
			d := s.dateOf(rec.CountedAt)
			if err := s.mark(ctx, x.ID, d-1, d+1, cause(Punches, rec.ID)); err != nil {
				return err
			}
		}
		return nil
	})
}

// IgnorePunch leaves a punch out of the results, with the reason kept; an empty reason
// counts it again.
func (s *Service) IgnorePunch(ctx context.Context, id int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Punches, identity.Change)); err != nil {
		return err
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "ignore_punch", Text: reason}), func(ctx context.Context) error {
		p, err := s.Punches.Update(command(ctx), id, 0, func(p *Punch) error { p.Ignored = reason; return nil })
		if err != nil {
			return err
		}
		d := s.dateOf(p.CountedAt)
		if err := s.open(ctx, d); err != nil {
			return err
		}
		return s.mark(ctx, p.EmployeeID, d-1, d+1, cause(Punches, id))
	})
}

// Offset sets a clock that ran wrong right for a stretch of its raw time: minutes are
// added. Punches stay as they are; results are computed again.
func (s *Service) Offset(ctx context.Context, device int64, o DeviceOffset) error {
	if o.ToAt != 0 && o.ToAt <= o.FromAt {
		return app.E(app.Invalid, "attendance.request.order").At("to_at")
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: "clock_offset", Text: o.Reason})
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		d, err := s.Devices.Update(ctx, device, 0, func(d *Device) error { d.Offsets = append(d.Offsets, o); return nil })
		if err != nil {
			return err
		}
		return s.righted(ctx, d, o)
	})
}

// righted counts punches again that an offset has made plausible, and has their days computed.
func (s *Service) righted(ctx context.Context, d *Device, o DeviceOffset) error {
	to := o.ToAt
	if to == 0 {
		to = 1 << 60
	}
	list, err := s.Punches.Find(command(ctx), listing.All(listing.Is("device_id", listing.Eq, idText(d.ID)),
		listing.Is("punched_at", listing.Between, s.dateOf(o.FromAt).String(), s.dateOf(min(to, s.now()+100*365*86400_000)).String())))
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.At < o.FromAt || p.At >= to {
			continue
		}
		before, after := s.dateOf(p.CountedAt), s.dateOf(d.right(p.At))
		if _, err := s.Punches.Update(command(ctx), p.ID, 0, func(p *Punch) error {
			p.CountedAt = d.right(p.At)
			if p.Ignored == "implausible" && s.plausible(p.CountedAt) {
				p.Ignored = ""
			}
			return nil
		}); err != nil {
			return err
		}
		for _, day := range []calendar.Date{before, after} {
			if s.plausible(s.startOf(day)) {
				if err := s.mark(ctx, p.EmployeeID, day-1, day+1, cause(Devices, d.ID)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
