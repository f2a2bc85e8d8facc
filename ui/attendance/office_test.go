package attendance

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"kontor/app/apptest"
	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/record"
	"kontor/app/search"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/ui/kit"
	"kontor/ui/tr"
	"kontor/ui/uitest"
)

// office is the company of picture 08: twenty people in March 2026.
type office struct {
	t      testing.TB
	c      *datatest.Company
	g      *record.Ground
	s      *attendance.Service
	ids    map[string]int64
	h      *uitest.Host
	p      *page
	months []*attendance.Sheet // what was exported
}

var owner = apptest.Owner()

var book = search.NewSpelling(pinyin.Table{})

func spelling(name string) string {
	full, _ := book.Sorting(name, true)
	return full
}

func TestMain(m *testing.M) { uitest.Main(m) }

func role(key string) identity.Role {
	for _, r := range identity.ShippedRoles() {
		if r.Key == key {
			return r
		}
	}
	panic(key)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func day(s string) calendar.Date { return calendar.Must(s) }

// people of the picture: name, department, and what happened on which day of March.
var people = []struct{ name, dept, story string }{
	{"林晓雯", "管理部", "11:+2"},
	{"周启航", "销售一部", "5:out 6:out 9:leave"},
	{"陈思远", "销售一部", "4:late 10:leave 12:late 14:+3 17:+1.5"},
	{"王雨桐", "销售一部", "3:early"},
	{"赵明轩", "销售二部", "13:missing"},
	{"孙嘉怡", "销售二部", ""},
	{"李博文", "生产部", "10:+2 17:+2"},
	{"何静", "财务部", ""},
	{"吴磊", "生产部", "2:absent 16:late 17:missing"},
	{"郑伟", "生产部", "7:+8 12:+2"},
	{"冯雪", "销售二部", "9:leave 10:leave 11:leave"},
	{"蒋涛", "生产部", "7:+8 14:+8"},
	{"沈佳宁", "销售一部", "6:early"},
	{"韩冬", "生产部", "18:none"},
	{"杨帆", "销售二部", "4:out 11:out 12:out"},
	{"朱丽", "财务部", "5:late"},
	{"秦朗", "生产部", "13:+3 16:+2"},
	{"许诺", "销售一部", "17:leave 18:leave"},
	{"尤敏", "管理部", ""},
	{"施然", "销售二部", "9:late"},
}

// openOffice makes the company. With empty there is nobody in it.
func openOffice(t testing.TB, empty bool) *office {
	t.Helper()
	c := datatest.Open(t, data.SQLite)
	g := datatest.Ground(c)
	o := &office{t: t, c: c, g: g, ids: map[string]int64{}}
	members := member.New(g, member.Params{Store: c.DB, Cost: identity.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	o.s = attendance.New(g, attendance.Params{Store: c.DB, Pinyin: spelling})
	if empty {
		return o
	}
	depts := map[string]int64{}
	for _, p := range people {
		if depts[p.dept] == 0 {
			d := &member.Department{Name: p.dept, Pos: int64(len(depts) + 1)}
			ok(t, members.Departments.Create(owner, d))
			depts[p.dept] = d.ID
		}
	}
	x := o.s.Shifts.Desc.New()
	x.Code, x.Name = "D", "标准班"
	x.Segments, x.Breaks = []attendance.ShiftSegment{{In: 540, Out: 1080}}, []attendance.ShiftBreak{{From: 720, To: 780}}
	ok(t, o.s.Shifts.Create(owner, x))
	n := o.s.Shifts.Desc.New()
	n.Code, n.Name = "N", "晚班"
	n.Segments, n.Breaks = []attendance.ShiftSegment{{In: 1080, Out: 1860}}, []attendance.ShiftBreak{{From: 1440, To: 1500}}
	ok(t, o.s.Shifts.Create(owner, n))
	grp := o.s.Groups.Desc.New()
	grp.Name, grp.Week, grp.Makeup = "办公室", "D,D,D,D,D,,", "D"
	ok(t, o.s.Groups.Create(owner, grp))
	dev := o.s.Devices.Desc.New()
	dev.Number, dev.Name, dev.Place = "1", "打卡机 前台", "前台"
	ok(t, o.s.Devices.Create(owner, dev))
	for i, p := range people {
		e := o.s.Employees.Desc.New()
		e.Number, e.Name, e.Department, e.GroupID, e.HiredOn = fmt.Sprintf("%04d", i+10), p.name, depts[p.dept], grp.ID, day("2020-05-06")
		ok(t, o.s.Employees.Create(owner, e))
		o.ids[p.name] = e.ID
	}
	o.march()
	return o
}

// march imports the punches of the picture and files its requests.
func (o *office) march() {
	var b strings.Builder
	punch := func(i, d, h, m int) {
		fmt.Fprintf(&b, "%9d\t2026-03-%02d %02d:%02d:%02d\t1\t0\t1\t0\r\n", i+10, d, h, m, (i*7+d)%60)
	}
	type request struct {
		i, d int
		what string
	}
	var requests []request
	for i, p := range people {
		story := map[int]string{}
		for _, s := range strings.Fields(p.story) {
			var d int
			var what string
			fmt.Sscanf(s, "%d:%s", &d, &what)
			story[d] = what
		}
		for d := 2; d <= 18; d++ {
			what := story[d]
			off := calendar.Of(2026, 3, d).ISOWeekday() > 5
			if strings.HasPrefix(what, "+") || what == "out" || what == "leave" {
				requests = append(requests, request{i, d, what})
			}
			switch {
			case what == "leave" || what == "out" || what == "absent" || what == "none":
				continue
			case off && what == "":
				continue
			case off:
				punch(i, d, 8, 56)
				punch(i, d, 9+int(what[1]-'0'), 4)
				continue
			case what == "late":
				punch(i, d, 9, 14)
			default:
				punch(i, d, 8, 48+(i+d)%10)
			}
			switch {
			case d == 18 || what == "missing":
			case what == "late":
				punch(i, d, 18, 32)
			case what == "early":
				punch(i, d, 17, 30)
			case what == "+1.5":
				punch(i, d, 20, 2)
			case strings.HasPrefix(what, "+"):
				punch(i, d, 18+int(what[1]-'0'), 33)
			default:
				punch(i, d, 18, 1+(i*3+d)%9)
			}
		}
	}
	_, err := o.s.ImportPunches(owner, attendance.PunchFile{Name: "1_attlog.dat", Data: []byte(b.String()), ReadUntil: at("2026-03-18 14:30")})
	ok(o.t, err)
	ok(o.t, o.s.Gather(owner, func(ctx context.Context) error {
		for _, r := range requests {
			if err := o.file(ctx, r.i, r.d, r.what); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (o *office) file(ctx context.Context, i, d int, what string) error {
	id := o.ids[people[i].name]
	on := fmt.Sprintf("2026-03-%02d", d)
	r := attendance.Request{EmployeeID: id}
	off := calendar.Of(2026, 3, d).ISOWeekday() > 5
	switch {
	case what == "leave":
		return o.s.FileLeave(ctx, &attendance.Leave{Request: r, Type: "personal", FromAt: at(on + " 09:00"), ToAt: at(on + " 18:00")})
	case what == "out":
		return o.s.FileTrip(ctx, &attendance.Trip{Request: r, Type: "out", Place: "宁波", FromAt: at(on + " 09:00"), ToAt: at(on + " 18:00")})
	case off:
		return o.s.FileOvertime(ctx, &attendance.Overtime{Request: r, Settle: "bank", FromAt: at(on + " 09:00"), ToAt: at(fmt.Sprintf("%s %02d:00", on, 9+int(what[1]-'0')))})
	case what == "+1.5":
		return o.s.FileOvertime(ctx, &attendance.Overtime{Request: r, Settle: "pay", FromAt: at(on + " 18:30"), ToAt: at(on + " 20:00")})
	}
	return o.s.FileOvertime(ctx, &attendance.Overtime{Request: r, Settle: "pay", FromAt: at(on + " 18:30"), ToAt: at(fmt.Sprintf("%s %02d:30", on, 18+int(what[1]-'0')))})
}

func at(s string) int64 {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, apptest.Zone)
	if err != nil {
		panic(err)
	}
	return t.UnixMilli()
}

// window opens the page for the acting person of ctx.
func (o *office) window(ctx context.Context, lang string) *page {
	o.t.Helper()
	o.h = uitest.New(o.t, ctx, o.c.Clock, o.g.Notices)
	o.h.Tongue = tr.In(lang)
	kit.SetTongue(o.h.Tongue)
	d := Deps{Book: o.s}
	d.Registry, d.Source = o.g.Registry, o.g.Source
	d.Service = func(kind string) record.Any { return o.g.Service(kind) }
	d.Export = func(context.Context, listing.Query, string, string) error { return nil }
	d.File = func(path string) (File, error) {
		b, err := os.ReadFile(path)
		return File{Name: path[strings.LastIndexByte(path, '/')+1:], Data: b}, err
	}
	d.ExportMonth = func(_ context.Context, x *attendance.Sheet, _ string) error {
		o.months = append(o.months, x)
		return nil
	}
	d.ExportRoster = func(context.Context, *attendance.RosterView, string) error { return nil }
	o.p = New(o.h, d).(*page)
	uitest.Window(o.t, o.h, o.p, 1372, 792)
	return o.p
}

// settle runs what waits and draws.
func (o *office) settle() {
	o.h.Settle()
	o.p.s.Flush()
	for _, err := range o.h.Errors {
		o.t.Errorf("reported: %v", err)
	}
	o.h.Errors = nil
}
