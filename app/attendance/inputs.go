package attendance

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"hash/fnv"
	"time"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// inputs gathers what the rules need for the people of a piece of work: everything of
// the period and one day to both sides.
func (s *Service) inputs(ctx context.Context, w work) ([]rules.Input, []*Employee, error) {
	ctx = identity.System(ctx, "attendance")
	people, err := s.employeesByID(ctx, w.employees)
	if err != nil {
		return nil, nil, err
	}
	b, err := s.basics(ctx)
	if err != nil {
		return nil, nil, err
	}
	out := make([]rules.Input, len(people))
	at := map[int64]*rules.Input{}
	var ids []int64
	for i, p := range people {
		g := b.groups[p.GroupID]
		out[i] = rules.Input{
			Person:   rules.Person{ID: p.ID, No: p.Number, Hired: p.HiredOn, Left: p.LeftOn, System: rules.System(p.System)},
			Calendar: b.calendarOf(g), Policy: g.policy(), From: w.from, To: w.to, ReadUntil: b.readUntil(g, s.zone()),
		}
		at[p.ID] = &out[i]
		ids = append(ids, p.ID)
	}
	for _, load := range []func(context.Context, *loading) error{s.loadDuties, s.loadPunches, s.loadRequests} {
		if err := load(ctx, &loading{w: w, b: b, ids: ids, at: at, people: people}); err != nil {
			return nil, nil, err
		}
	}
	return out, people, nil
}

func (s *Service) employeesByID(ctx context.Context, ids []int64) ([]*Employee, error) {
	recs, err := s.g.Store.LoadMany(ctx, s.Employees.Desc.Type, ids)
	if err != nil {
		return nil, err
	}
	out := make([]*Employee, 0, len(recs))
	for _, r := range recs {
		out = append(out, r.(*Employee))
	}
	return live(out), nil
}

// basics are what is the same for everybody.
type basics struct {
	shifts  *shiftBook
	groups  map[int64]*Group
	devices map[int64]*Device
	table   *calendar.Table
	plain   *calendar.Table
	now     int64
}

func (s *Service) basics(ctx context.Context) (*basics, error) {
	b := &basics{groups: map[int64]*Group{}, devices: map[int64]*Device{}, now: s.now()}
	var err error
	if b.shifts, err = s.shiftBook(ctx); err != nil {
		return nil, err
	}
	groups, err := s.Groups.Find(ctx, listing.Node{})
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		b.groups[g.ID] = g
	}
	devices, err := s.Devices.Find(ctx, listing.Node{})
	if err != nil {
		return nil, err
	}
	for _, d := range devices {
		b.devices[d.ID] = d
	}
	if b.table, err = s.Calendar(ctx); err != nil {
		return nil, err
	}
	b.plain = b.table.WithoutHolidays()
	return b, nil
}

func (b *basics) calendarOf(g *Group) *calendar.Table {
	if g != nil && !g.Holidays {
		return b.plain
	}
	return b.table
}

// readUntil is the minute up to which every clock of a group has been read; without any
// clock it is now.
func (b *basics) readUntil(g *Group, zone *time.Location) rules.Minute {
	until := b.now
	for _, d := range b.devices {
		if d.Retired || d.GroupID != 0 && (g == nil || d.GroupID != g.ID) {
			continue
		}
		until = min(until, d.ReadUntil)
	}
	m, _ := wall(max(until, 1), zone)
	return m
}

// loading is what the loaders share.
type loading struct {
	w      work
	b      *basics
	ids    []int64
	at     map[int64]*rules.Input
	people []*Employee
}

// loadDuties takes the roster, and where it says nothing the week of the group.
func (s *Service) loadDuties(ctx context.Context, l *loading) error {
	list, err := s.p.Store.RostersOf(ctx, l.ids, l.w.from-1, l.w.to+1)
	if err != nil {
		return err
	}
	said := map[dayKey]bool{}
	for _, r := range list {
		said[dayKey{r.EmployeeID, r.On}] = true
		d := rules.Duty{Date: r.On, Rest: r.Kind == OnRest}
		if r.Kind == OnShift {
			d.Shift = l.b.shifts.byID[r.ShiftID]
		}
		in := l.at[r.EmployeeID]
		in.Duties = append(in.Duties, d)
	}
	for _, p := range l.people {
		g := l.b.groups[p.GroupID]
		if g == nil || g.Week == "" {
			continue
		}
		in, week := l.at[p.ID], g.week()
		for d := l.w.from - 1; d <= l.w.to+1; d++ {
			if said[dayKey{p.ID, d}] {
				continue
			}
			if x := l.b.shifts.on(week.On(d, l.b.table), d); x != nil {
				in.Duties = append(in.Duties, rules.Duty{Date: d, Shift: l.b.shifts.byID[x.ID]})
			}
		}
	}
	return nil
}

func (s *Service) loadPunches(ctx context.Context, l *loading) error {
	list, err := s.p.Store.PunchesOf(ctx, l.ids, s.startOf(l.w.from-2), s.startOf(l.w.to+3))
	if err != nil {
		return err
	}
	for i := range list {
		p := &list[i]
		d := l.b.devices[p.DeviceID]
		m, sec := wall(p.CountedAt, d.zone(s.zone()))
		punch := rules.Punch{ID: p.ID, At: m, Sec: sec}
		switch p.Status {
		case 0, 3, 4:
			punch.Status = rules.SaidIn
		case 1, 2, 5:
			punch.Status = rules.SaidOut
		}
		if d != nil {
			punch.Device = d.Name
		} else {
			punch.Device = "@punch.source." + string(p.Source)
		}
		in := l.at[p.EmployeeID]
		in.Punches = append(in.Punches, punch)
	}
	return nil
}

// loadRequests takes approved leave, trips, corrections and overtime.
func (s *Service) loadRequests(ctx context.Context, l *loading) error {
	from, to := (l.w.from - 2).String(), (l.w.to + 2).String()
	who := listing.Node{}
	if len(l.ids) <= 200 {
		texts := make([]string, len(l.ids))
		for i, id := range l.ids {
			texts[i] = idText(id)
		}
		who = listing.Is("employee_id", listing.In, texts...)
	}
	approved := listing.All(who, listing.Is("state", listing.Eq, string(Approved)))
	span := listing.All(approved, listing.Is("from_at", listing.Le, to), listing.Is("to_at", listing.Ge, from))
	leaves, err := s.Leaves.Find(ctx, span)
	if err != nil {
		return err
	}
	for _, x := range leaves {
		if in := l.at[x.EmployeeID]; in != nil {
			in.Leaves = append(in.Leaves, rules.Leave{ID: x.ID, Type: x.Type, Span: s.wallSpan(x.FromAt, x.ToAt), SkipsHolidays: rules.LeaveTypeOf(x.Type).SkipsHolidays})
		}
	}
	trips, err := s.Trips.Find(ctx, span)
	if err != nil {
		return err
	}
	for _, x := range trips {
		if in := l.at[x.EmployeeID]; in != nil {
			in.Trips = append(in.Trips, rules.Trip{ID: x.ID, Type: x.Type, Span: s.wallSpan(x.FromAt, x.ToAt)})
		}
	}
	extra, err := s.Overtimes.Find(ctx, span)
	if err != nil {
		return err
	}
	for _, x := range extra {
		if in := l.at[x.EmployeeID]; in != nil {
			in.Overtime = append(in.Overtime, rules.Overtime{ID: x.ID, Span: s.wallSpan(x.FromAt, x.ToAt), Bank: x.Settle == "bank"})
		}
	}
	fixes, err := s.Corrections.Find(ctx, listing.All(approved, listing.Is("on_date", listing.Between, from, to)))
	if err != nil {
		return err
	}
	for _, x := range fixes {
		in := l.at[x.EmployeeID]
		switch {
		case in == nil:
		case x.Kind == CorrectWaive:
			in.Waivers = append(in.Waivers, rules.Waiver{ID: x.ID, Date: x.On})
		default:
			m, _ := wall(x.At, s.zone())
			in.Corrections = append(in.Corrections, rules.Correction{ID: x.ID, Date: x.On, Segment: int(x.Segment), Out: x.Slot == "out", At: m})
		}
	}
	return nil
}

func (s *Service) wallSpan(from, to int64) rules.Span {
	a, _ := wall(from, s.zone())
	b, _ := wall(to, s.zone())
	return rules.Span{From: a, To: b}
}

// hashInput identifies what a day's result depends on, so that a run over unchanged data
// writes nothing and a stored day can be checked against its data.
func hashInput(in *rules.Input, d calendar.Date) string {
	h := fnv.New128a()
	put := func(ns ...int64) {
		for _, n := range ns {
			_ = binary.Write(h, binary.LittleEndian, n)
		}
	}
	lo, hi := rules.At(d-2, 0), rules.At(d+3, 0)
	near := func(s rules.Span) bool { return s.From < hi && s.To > lo }
	_, _ = h.Write([]byte(string(in.Policy.Mode) + string(in.Person.System)))
	put(int64(in.Policy.DedupeMinutes), int64(in.Policy.OvertimeUnit), int64(in.Policy.AgainMinutes), int64(in.Policy.DayLimit), int64(d))
	for i := d - 1; i <= d+2; i++ {
		day := in.Calendar.Day(i)
		_, _ = h.Write([]byte(day.Kind))
		put(entity.Bool(day.Statutory).Int())
	}
	for _, x := range in.Duties {
		if x.Date >= d-1 && x.Date <= d+1 {
			put(int64(x.Date), entity.Bool(x.Rest).Int())
			if x.Shift != nil {
				put(x.Shift.Version)
			}
		}
	}
	for _, x := range in.Punches {
		if x.At >= lo && x.At < hi {
			put(x.ID, int64(x.At)*60+int64(x.Sec))
		}
	}
	for _, x := range in.Leaves {
		if near(x.Span) {
			put(1, x.ID, int64(x.From), int64(x.To))
			_, _ = h.Write([]byte(x.Type))
		}
	}
	for _, x := range in.Trips {
		if near(x.Span) {
			put(2, x.ID, int64(x.From), int64(x.To))
		}
	}
	for _, x := range in.Overtime {
		if near(x.Span) {
			put(3, x.ID, int64(x.From), int64(x.To), entity.Bool(x.Bank).Int())
		}
	}
	for _, x := range in.Corrections {
		if x.Date >= d-1 && x.Date <= d+1 {
			put(4, x.ID, int64(x.At), int64(x.Segment), entity.Bool(x.Out).Int())
		}
	}
	for _, x := range in.Waivers {
		if x.Date == d {
			put(5, x.ID)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
