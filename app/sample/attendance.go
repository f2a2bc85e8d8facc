package sample

import (
	"context"
	"fmt"
	"strings"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/identity"
)

// hands are employees without a login.
var hands = []struct{ name, unit, position string }{
	{"魏国强", "生产部", "司机"}, {"邱伟", "生产部", "仓管员"}, {"段小勇", "生产部", "装配工"}, {"顾玉兰", "行政人事部", "行政助理"},
}

// attendance makes twenty employees, their shift, and the punches of last month and of
// this one, read from a file of the time clock as a user would.
func (m *maker) attendance(ctx context.Context) error {
	a := m.p.Suite.Attendance
	m.p.Clock.Set(m.p.Now)
	ctx = identity.System(ctx, "sample")
	shift := a.Shifts.Desc.New()
	shift.Code, shift.Name = "D", "白班"
	shift.Segments = []attendance.ShiftSegment{{In: 8*60 + 30, Out: 17*60 + 30}}
	shift.Breaks = []attendance.ShiftBreak{{From: 12 * 60, To: 13 * 60}}
	if err := a.Shifts.Create(ctx, shift); err != nil {
		return err
	}
	group := a.Groups.Desc.New()
	group.Name, group.Week, group.Makeup = "白班组", "D,D,D,D,D,,", "D"
	if err := a.Groups.Create(ctx, group); err != nil {
		return err
	}
	people, err := m.employees(ctx, group.ID)
	if err != nil {
		return err
	}
	from := m.today.AddMonths(-1).MonthStart()
	ids := make([]int64, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	cells, err := a.Week(ctx, attendance.WeekPlan{Employees: ids, From: from, To: m.today.MonthEnd(), Codes: [7]string{"D", "D", "D", "D", "D", "", ""}, Holidays: true})
	if err != nil {
		return err
	}
	if _, err := a.Fill(ctx, cells); err != nil {
		return err
	}
	file, absent := m.punches(people, from)
	if _, err := a.ImportPunches(ctx, attendance.PunchFile{Name: "1_attlog.dat", Data: []byte(file), ReadUntil: m.p.Now.UnixMilli()}); err != nil {
		return err
	}
	return m.requests(ctx, people, absent)
}

func (m *maker) employees(ctx context.Context, group int64) ([]*attendance.Employee, error) {
	var out []*attendance.Employee
	add := func(name string, unit, person int64, position string) error {
		n := len(out) + 1
		e := m.p.Suite.Attendance.Employees.Desc.New()
		e.Number, e.Name, e.Department, e.PersonID, e.Position = fmt.Sprintf("%04d", n), name, unit, person, position
		e.HiredOn, e.WorkSince = calendar.Of(2015+n%9, 3, 1).AddDays(n*11), calendar.Of(2008+n%12, 7, 1)
		e.GroupID = group
		e.PIN, e.Card, e.Phone = fmt.Sprint(n), fmt.Sprintf("%08d", 12000000+n*317), fmt.Sprintf("1990000%04d", 7700+n)
		e.Gender = []string{"female", "male"}[n%2]
		out = append(out, e)
		return m.p.Suite.Attendance.Employees.Create(ctx, e)
	}
	for _, x := range m.staff {
		if err := add(x.name, x.unitID, x.id, x.title); err != nil {
			return nil, err
		}
	}
	for _, h := range hands {
		if err := add(h.name, m.units[h.unit], 0, h.position); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// away is a working day on which somebody did not come, or a punch that is missing.
type away struct {
	who int // index of the employee
	on  calendar.Date
	why string // leave, out, trip, none
}

// punches writes the file of the time clock: mostly on time, now and then late, early,
// with a punch missing, on leave or on business.
func (m *maker) punches(people []*attendance.Employee, from calendar.Date) (string, []away) {
	var b strings.Builder
	var absent []away
	now := m.p.Now
	put := func(pin string, on calendar.Date, minute int) {
		at := on.At(minute, m.zone)
		if at.After(now) {
			return
		}
		fmt.Fprintf(&b, "%9s\t%s\t1\t0\t1\t0\r\n", pin, at.Format("2006-01-02 15:04:05"))
	}
	for on := from; on <= m.today; on++ {
		if m.table.Day(on).Off() {
			continue
		}
		for i, p := range people {
			if on < p.HiredOn {
				continue
			}
			in, out := 8*60+10+m.r.IntN(19), 17*60+30+m.r.IntN(25)
			switch n := m.r.IntN(1000); {
			case n < 18:
				in = 8*60 + 36 + m.r.IntN(22) // late
			case n < 26:
				out = 17*60 + 5 + m.r.IntN(20) // early
			case n < 36:
				absent = append(absent, away{i, on, "out"})
				out = 0
			case n < 52:
				absent = append(absent, away{i, on, "leave"})
				continue
			case n < 64 && p.PersonID != 0:
				absent = append(absent, away{i, on, "trip"})
				continue
			case n < 66:
				continue // nothing at all
			}
			put(p.PIN, on, in)
			if m.chance(8) {
				put(p.PIN, on, in+1) // pressed twice
			}
			if out > 0 {
				put(p.PIN, on, out)
			}
		}
	}
	return b.String(), absent
}

// requests explains most of what the clock does not show: leave, trips, corrections.
func (m *maker) requests(ctx context.Context, people []*attendance.Employee, absent []away) error {
	a := m.p.Suite.Attendance
	return a.Gather(ctx, func(ctx context.Context) error {
		for i, x := range absent {
			p := people[x.who]
			req := attendance.Request{EmployeeID: p.ID}
			day, evening := a.Instant(x.on, 8*60+30), a.Instant(x.on, 17*60+30)
			var err error
			switch {
			case x.why == "leave":
				req.Reason = pick(m, []string{"家中有事", "年假", "身体不适"})
				kind := map[string]string{"家中有事": "personal", "年假": "annual", "身体不适": "sick"}[req.Reason]
				err = a.FileLeave(ctx, &attendance.Leave{Request: req, Type: kind, FromAt: day, ToAt: evening})
			case x.why == "trip":
				req.Reason = "拜访客户"
				err = a.FileTrip(ctx, &attendance.Trip{Request: req, Type: "trip", FromAt: day, ToAt: evening, Place: pick(m, places).city})
			case i%3 != 0 && x.on < m.today.MonthStart():
				req.Reason = "忘记打卡"
				err = a.FileCorrection(ctx, &attendance.Correction{Request: req, Kind: attendance.CorrectPunch, On: x.on, Segment: 1, Slot: "out", At: evening})
			}
			if err != nil {
				return fmt.Errorf("sample: %s %s %s: %w", p.Name, x.on, x.why, err)
			}
		}
		return nil
	})
}
