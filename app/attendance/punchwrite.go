package attendance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"kontor/app"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// writePunches writes the new punches, the new clocks, how far they are read, and the
// record of the import.
func (s *Service) writePunches(ctx context.Context, f PunchFile, r *PunchReport, list []*Punch) error {
	if len(list) == 0 {
		return app.E(app.Invalid, "attendance.file.empty")
	}
	imp := &Import{Name: f.Name, Format: string(r.Format), Read: int64(r.Read), Fresh: int64(r.New), Known: int64(r.Known), Faults: int64(len(r.Faults) + r.MoreFaults)}
	if f.Data != nil {
		sum := sha256.Sum256(f.Data)
		imp.Hash = hex.EncodeToString(sum[:])
	} else {
		imp.Hash = f.Hash
	}
	for _, u := range r.Unknown {
		imp.Unknown += int64(u.Count)
	}
	for _, o := range r.Implausible {
		imp.Implausible += int64(o.Count)
	}
	for i := range r.Devices {
		if err := s.readDevice(ctx, f, &r.Devices[i], list, imp); err != nil {
			return err
		}
	}
	if err := s.Imports.Create(ctx, imp); err != nil {
		return err
	}
	r.ImportID = imp.ID
	for _, p := range list {
		p.ImportID = imp.ID
	}
	if err := s.p.Store.AddPunches(ctx, list); err != nil {
		return err
	}
	return s.markPunches(ctx, list)
}

// readDevice makes a clock that is new and notes up to when it is read.
func (s *Service) readDevice(ctx context.Context, f PunchFile, d *DeviceRange, list []*Punch, imp *Import) error {
	if d.Fresh {
		x := s.Devices.Desc.New()
		x.Number, x.Name = d.Number, d.Name
		if err := s.Devices.Create(ctx, x); err != nil {
			return err
		}
		for _, p := range list {
			if p.DeviceID == d.ID {
				p.DeviceID = x.ID
			}
		}
		d.ID = x.ID
	}
	imp.DeviceID = d.ID
	if d.Count == 0 {
		return nil
	}
	from, to := s.dateOf(d.First), s.dateOf(d.Last)
	if imp.FromOn == 0 || from < imp.FromOn {
		imp.FromOn = from
	}
	imp.ToOn = max(imp.ToOn, to)
	until := f.ReadUntil
	if until == 0 {
		until = instant(rules.At(to+1, 360), s.zone())
	}
	until = min(until, s.now())
	_, err := s.Devices.Update(ctx, d.ID, 0, func(x *Device) error { x.ReadUntil = max(x.ReadUntil, until); return nil })
	return err
}

// markPunches has the days of new punches computed, and those that waited for data.
func (s *Service) markPunches(ctx context.Context, list []*Punch) error {
	type span struct{ from, to calendar.Date }
	days := map[int64]*span{}
	for _, p := range list {
		if p.ID == 0 || p.EmployeeID == 0 || p.Ignored != "" {
			continue
		}
		d := s.dateOf(p.CountedAt)
		if x := days[p.EmployeeID]; x != nil {
			x.from, x.to = min(x.from, d), max(x.to, d)
		} else {
			days[p.EmployeeID] = &span{d, d}
		}
	}
	var marks []Dirty
	for id, x := range days {
		marks = append(marks, Dirty{EmployeeID: id, From: x.from - 1, To: x.to + 1, Cause: Punches})
	}
	if err := s.p.Store.MarkDirty(ctx, marks); err != nil {
		return err
	}
	return s.markWaiting(ctx)
}

// markWaiting marks the days of the last weeks that waited for a clock to be read, and
// days that nobody computed yet.
func (s *Service) markWaiting(ctx context.Context) error {
	people, err := s.Employees.Find(identity.System(ctx, "attendance"), listing.Node{})
	if err != nil {
		return err
	}
	from := s.today().AddMonths(-1).MonthStart()
	var marks []Dirty
	for _, p := range people {
		if p.Archived == entity.Live && (p.LeftOn.IsZero() || p.LeftOn >= from) {
			marks = append(marks, Dirty{EmployeeID: p.ID, From: max(from, p.HiredOn), To: s.today(), Cause: Devices})
		}
	}
	s.drainAfter(ctx)
	return s.p.Store.MarkDirty(ctx, marks)
}
