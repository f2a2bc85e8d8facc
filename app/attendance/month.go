package attendance

import (
	"context"
	"strconv"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
)

// MarkKind is what a cell of the month grid shows. Its sign is the text
// "attendance.sign.<kind>", its name "attendance.mark.<kind>".
type MarkKind string

// The marks, the gravest first: a cell shows one.
const (
	MarkAbsent   MarkKind = "absent"
	MarkMissing  MarkKind = "missing"
	MarkLate     MarkKind = "late"
	MarkEarly    MarkKind = "early"
	MarkLeave    MarkKind = "leave"
	MarkTrip     MarkKind = "trip"
	MarkOvertime MarkKind = "overtime"
	MarkNormal   MarkKind = "normal"
	MarkWaiting  MarkKind = "waiting"
	MarkNone     MarkKind = ""
)

// Marks lists the marks of the legend in its order.
var Marks = []MarkKind{MarkNormal, MarkLate, MarkEarly, MarkMissing, MarkAbsent, MarkLeave, MarkOvertime, MarkTrip}

// Mark is one cell of the month grid.
type Mark struct {
	Kind  MarkKind
	Hours string // of overtime
	More  bool   // the day has further marks
}

// Mark is what a day shows in the grid, as seen on a day: days to come show only what is
// approved for them.
func (d *DayResult) Mark(today calendar.Date) Mark {
	if d.ID == 0 {
		return Mark{}
	}
	extra := d.Overtime15 + d.Overtime2 + d.Overtime3
	var all []MarkKind
	add := func(yes bool, k MarkKind) {
		if yes {
			all = append(all, k)
		}
	}
	add(d.Absent > 0, MarkAbsent)
	add(d.MissingIn+d.MissingOut > 0, MarkMissing)
	add(d.Late > 0, MarkLate)
	add(d.Early > 0, MarkEarly)
	add(d.Leave > 0, MarkLeave)
	add(d.Trip > 0, MarkTrip)
	add(extra > 0, MarkOvertime)
	switch {
	case len(all) > 0:
		m := Mark{Kind: all[0], More: len(all) > 1}
		if m.Kind == MarkOvertime {
			m.Hours = Hours(int(extra))
		}
		return m
	case d.State == string(rules.Waiting) && d.Filled > 0, d.State == string(rules.Final) && d.Planned > 0:
		return Mark{Kind: MarkNormal}
	case d.Planned > 0 && d.On <= today:
		return Mark{Kind: MarkWaiting}
	}
	return Mark{}
}

// Exceptional tells whether a day has something to settle.
func (d *DayResult) Exceptional() bool {
	return d.Late+d.Early+d.MissingIn+d.MissingOut+d.Absent > 0
}

// Hours writes minutes as hours: 90 is 1.5, 480 is 8.
func Hours(minutes int) string {
	return strconv.FormatFloat(float64((minutes*10+30)/60)/10, 'f', -1, 64)
}

// DaysText writes hundredths of a day: 100 is 1, 50 is 0.5, 38 is 0.38.
func DaysText(d rules.Days100) string { return strconv.FormatFloat(float64(d)/100, 'f', -1, 64) }

// PersonMonth is one row of the month grid.
type PersonMonth struct {
	ID           int64
	Number       string
	Name         string
	Pinyin       string
	DepartmentID int64
	Department   string
	Position     string
	Hired, Left  calendar.Date
	GroupID      int64
	Days         []DayResult // one per day of the month; without a result its ID is 0
	Sum          rules.Month // up to today
}

// MonthView is the month grid.
type MonthView struct {
	Month  calendar.Date
	Today  calendar.Date
	Days   []calendar.Day
	People []PersonMonth
	Lock   *MonthLock
	Known  bool  // the holiday notice of the year is in the calendar
	Until  int64 // every clock is read up to here (ms)
	Asked  int   // requests that nobody has decided
}

// Exceptions counts the days of all people that have something to settle.
func (v *MonthView) Exceptions() int {
	n := 0
	for i := range v.People {
		n += v.People[i].Sum.Exceptions
	}
	return n
}

// Rate is the attendance of all people in tenths of a percent: attended ÷ required days.
func (v *MonthView) Rate() int {
	var got, want rules.Days100
	for i := range v.People {
		got += v.People[i].Sum.Attended
		want += v.People[i].Sum.Required
	}
	if want == 0 {
		return 0
	}
	return int((got*2000 + want) / (2 * want))
}

// Month reads the month grid of everybody within the actor's scope.
func (s *Service) Month(ctx context.Context, month calendar.Date) (*MonthView, error) {
	from, to := month.MonthStart(), month.MonthEnd()
	v := &MonthView{Month: from, Today: s.today()}
	people, err := s.EmployeesIn(ctx, from, to)
	if err != nil {
		return nil, err
	}
	table, err := s.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	for d := from; d <= to; d++ {
		v.Days = append(v.Days, table.Day(d))
	}
	y, _, _ := from.Parts()
	v.Known = table.Known(y)
	if v.Lock, err = s.Locked(ctx, month); err != nil {
		return nil, err
	}
	if v.Until, err = s.ReadUntil(ctx); err != nil {
		return nil, err
	}
	if v.Asked, err = s.OpenRequests(ctx); err != nil {
		return nil, err
	}
	names, err := s.departmentNames(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(people))
	at := make(map[int64]*PersonMonth, len(people))
	v.People = make([]PersonMonth, len(people))
	for i, p := range people {
		v.People[i] = PersonMonth{
			ID: p.ID, Number: p.Number, Name: p.Name, Pinyin: p.Pinyin, DepartmentID: p.Department, Department: names[p.Department],
			Position: p.Position, Hired: p.HiredOn, Left: p.LeftOn, GroupID: p.GroupID, Days: make([]DayResult, len(v.Days)),
		}
		ids[i], at[p.ID] = p.ID, &v.People[i]
	}
	list, err := s.p.Store.ResultsOf(ctx, ResultQuery{Employees: ids, From: from, To: to})
	if err != nil {
		return nil, err
	}
	for i := range list {
		if p := at[list[i].EmployeeID]; p != nil {
			p.Days[list[i].On-from] = list[i]
		}
	}
	law, err := s.Law(ctx)
	if err != nil {
		return nil, err
	}
	for i := range v.People {
		v.People[i].Sum = sumUntil(v.People[i].Days, min(to, v.Today), law)
	}
	return v, nil
}

func sumUntil(list []DayResult, until calendar.Date, law *rules.Law) rules.Month {
	days := make([]rules.Day, 0, len(list))
	for i := range list {
		if list[i].ID != 0 && list[i].On <= until {
			days = append(days, list[i].Rules())
		}
	}
	return rules.Sum(days, law)
}

// departmentNames reads the names of all departments; everybody may see them.
func (s *Service) departmentNames(ctx context.Context) (map[int64]string, error) {
	names := map[int64]string{}
	if s.g.Registry.Type("department") == nil {
		return names, nil
	}
	p, err := listing.Allow(identity.System(ctx, "attendance"), s.g.Registry, identity.May("department", identity.See), listing.Query{Entity: "department", Columns: []string{"name"}})
	if err != nil {
		return nil, err
	}
	return names, s.g.Source.Each(ctx, p, func(r listing.Row) error {
		names[r.ID] = r.Cells[0].Text()
		return nil
	})
}

// DayOf reads one day of an employee in full, with its slots and its trace. NotFound for
// an employee outside the actor's scope; a day without a result is empty.
func (s *Service) DayOf(ctx context.Context, employee int64, on calendar.Date) (rules.Day, error) {
	if _, err := s.Employees.Get(ctx, employee); err != nil {
		return rules.Day{}, err
	}
	list, err := s.p.Store.ResultsOf(ctx, ResultQuery{Employees: []int64{employee}, From: on, To: on, Full: true})
	if err != nil || len(list) == 0 {
		return rules.Day{Date: on}, err
	}
	return list[0].Rules(), nil
}

// WhatIf computes a day of an employee with changed data, without storing anything.
func (s *Service) WhatIf(ctx context.Context, employee int64, on calendar.Date, change func(*rules.Input)) (rules.Day, error) {
	if _, err := s.Employees.Get(ctx, employee); err != nil {
		return rules.Day{}, err
	}
	in, _, err := s.inputs(ctx, work{employees: []int64{employee}, from: on, to: on})
	if err != nil || len(in) == 0 {
		return rules.Day{Date: on}, err
	}
	change(&in[0])
	for _, d := range rules.Compute(in[0]) {
		if d.Date == on {
			return d, nil
		}
	}
	return rules.Day{Date: on}, nil
}

// PunchesOn reads the punches around a day of an employee: all of them, with their source.
func (s *Service) PunchesOn(ctx context.Context, employee int64, on calendar.Date) ([]Punch, error) {
	if _, err := s.Employees.Get(ctx, employee); err != nil {
		return nil, err
	}
	return s.p.Store.PunchesOf(ctx, []int64{employee}, s.startOf(on), s.startOf(on+1)+12*3600_000)
}
