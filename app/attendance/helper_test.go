package attendance_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/history"
	"kontor/app/identity"
	"kontor/app/member"
	"kontor/app/record"
	"kontor/data/datatest"
)

// office is an open company with a day shift, a group and some people.
type office struct {
	*datatest.Company
	t       testing.TB
	ground  *record.Ground
	s       *attendance.Service
	history *history.Service
	shift   *attendance.Shift
	group   *attendance.Group
	dept    int64
	people  map[string]*attendance.Employee
}

var hr = apptest.As(7, "郑人事", nil, role(identity.RoleHR))

func role(key string) identity.Role {
	for _, r := range identity.ShippedRoles() {
		if r.Key == key {
			return r
		}
	}
	panic(key)
}

func eachOffice(t *testing.T, fn func(t *testing.T, o *office)) {
	t.Helper()
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) { fn(t, openOffice(t, c)) })
}

func openOffice(t testing.TB, c *datatest.Company) *office {
	t.Helper()
	g := datatest.Ground(c)
	members := member.New(g, member.Params{Store: c.DB, Cost: identity.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	o := &office{Company: c, t: t, ground: g, people: map[string]*attendance.Employee{}}
	o.s = attendance.New(g, attendance.Params{Store: c.DB})
	o.history = history.New(g)
	d := &member.Department{Name: "销售一部"}
	ok(t, members.Departments.Create(apptest.Owner(), d))
	o.dept = d.ID
	x := o.s.Shifts.Desc.New()
	x.Code, x.Name = "D", "标准班"
	x.Segments = []attendance.ShiftSegment{{In: 540, Out: 1080}}
	x.Breaks = []attendance.ShiftBreak{{From: 720, To: 780}}
	ok(t, o.s.Shifts.Create(hr, x))
	o.shift = x
	grp := o.s.Groups.Desc.New()
	grp.Name, grp.Week, grp.Makeup = "办公室", "D,D,D,D,D,,", "D"
	ok(t, o.s.Groups.Create(hr, grp))
	o.group = grp
	o.hire("0012", "陈思远", "2020-01-01")
	o.hire("0007", "周启航", "2020-01-01")
	return o
}

func (o *office) hire(number, name, on string) *attendance.Employee {
	o.t.Helper()
	p := o.s.Employees.Desc.New()
	p.Number, p.Name, p.Department, p.GroupID, p.HiredOn = number, name, o.dept, o.group.ID, day(on)
	ok(o.t, o.s.Employees.Create(hr, p))
	o.people[name] = p
	return p
}

func day(s string) calendar.Date { return calendar.Must(s) }

// at is an instant of the company's zone.
func at(s string) int64 {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, apptest.Zone)
	if err != nil {
		panic(err)
	}
	return t.UnixMilli()
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused wants an error of ours with a key.
func refused(t testing.TB, err error, key string) {
	t.Helper()
	e, is := err.(*app.Error)
	if !is || e.Key != key {
		t.Fatalf("error %v, want %s", err, key)
	}
}

// file makes a 1_attlog.dat of "PIN yyyy-mm-dd hh:mm" entries.
func attlog(entries ...string) attendance.PunchFile {
	var b strings.Builder
	for _, e := range entries {
		f := strings.Fields(e)
		b.WriteString(f[0] + "\t" + f[1] + " " + f[2] + ":00\t1\t0\t1\t0\r\n")
	}
	return attendance.PunchFile{Name: "1_attlog.dat", Data: []byte(b.String())}
}

func (o *office) load(entries ...string) *attendance.PunchReport {
	o.t.Helper()
	r, err := o.s.ImportPunches(hr, attlog(entries...))
	ok(o.t, err)
	return r
}

// result is the stored result of a day.
func (o *office) result(name, date string) attendance.DayResult {
	o.t.Helper()
	list, err := o.DB.ResultsOf(context.Background(), attendance.ResultQuery{Employees: []int64{o.people[name].ID}, From: day(date), To: day(date), Full: true})
	ok(o.t, err)
	if len(list) == 0 {
		return attendance.DayResult{}
	}
	return list[0]
}

func (o *office) want(name, date string, worked, late, missing, absent int64) attendance.DayResult {
	o.t.Helper()
	d := o.result(name, date)
	if d.Worked != worked || d.Late != late || d.MissingIn+d.MissingOut != missing || d.Absent != absent {
		o.t.Errorf("%s %s: worked %d late %d missing %d absent %d (%s), want %d %d %d %d", name, date, d.Worked, d.Late, d.MissingIn+d.MissingOut, d.Absent, d.State, worked, late, missing, absent)
	}
	return d
}

// datatestGround is a second program on the same company.
func datatestGround(o *office) *record.Ground { return datatest.Ground(o.Company) }

func holiday(s string) []calendar.Day {
	return []calendar.Day{{Date: day(s), Kind: calendar.Holiday, Name: "厂庆", Source: "company"}}
}
