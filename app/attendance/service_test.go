package attendance_test

import (
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/attendance"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// A file of punches makes results; reading it twice adds nothing. ATT-07, ATT-17
func TestPunchesMakeResults(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		r := o.load("12 2026-03-16 08:55", "12 2026-03-16 18:02", "12 2026-03-17 09:14", "12 2026-03-17 18:32", "7 2026-03-16 08:58", "99 2026-03-16 08:00")
		if r.Read != 6 || r.New != 6 || r.Known != 0 || r.People != 2 || len(r.Unknown) != 1 || r.Unknown[0].PIN != "99" || len(r.Devices) != 1 || !r.Written {
			t.Errorf("%+v", r)
		}
		o.want("陈思远", "2026-03-16", 480, 0, 0, 0)
		o.want("陈思远", "2026-03-17", 466, 14, 0, 0)
		o.want("周启航", "2026-03-16", 0, 0, 1, 0)
		if d := o.result("周启航", "2026-03-18"); d.State != "waiting" || d.Absent != 0 {
			t.Errorf("today waits for data: %+v", d)
		}
		again := o.load("12 2026-03-16 08:55", "12 2026-03-16 18:02", "12 2026-03-17 09:14", "12 2026-03-17 18:32", "7 2026-03-16 08:58", "99 2026-03-16 08:00")
		if again.New != 0 || again.Known != 6 || again.Before == nil {
			t.Errorf("read twice: %+v", again)
		}
		n, err := o.s.Punches.Count(hr, listing.Node{})
		ok(t, err)
		if n != 6 {
			t.Errorf("%d punches", n)
		}
		c, err := o.s.Compute(hr, attendance.Period{From: day("2026-03-16"), To: day("2026-03-17")})
		ok(t, err)
		if c.People != 2 || c.Days != 4 || c.Written != 0 {
			t.Errorf("computing again changes nothing: %+v", c)
		}
	})
}

// Preview writes nothing.
func TestPreview(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		r, err := o.s.PreviewPunches(hr, attlog("12 2026-03-16 08:55", "12 2000-01-01 08:55"))
		ok(t, err)
		if r.New != 2 || r.Written || len(r.Implausible) != 1 || r.Implausible[0].Count != 1 || !r.Devices[0].Fresh {
			t.Errorf("%+v", r)
		}
		n, _ := o.s.Punches.Count(hr, listing.Node{})
		d, _ := o.s.Devices.Count(hr, listing.Node{})
		if n != 0 || d != 0 {
			t.Errorf("%d punches, %d devices", n, d)
		}
	})
}

// An unknown number linked later computes the past; one person may have two numbers. ATT-06
func TestUnknownNumberLinkedLater(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.load("12 2026-03-16 08:55", "4711 2026-03-16 18:02", "4711 2026-03-17 08:59", "4711 2026-03-17 18:00")
		o.want("陈思远", "2026-03-16", 0, 0, 1, 0)
		list, err := o.s.UnknownPINs(hr)
		ok(t, err)
		if len(list) != 1 || list[0].PIN != "4711" || list[0].Count != 3 {
			t.Fatalf("%+v", list)
		}
		ok(t, o.s.LinkPIN(hr, "04711", o.people["陈思远"].ID))
		o.want("陈思远", "2026-03-17", 480, 0, 0, 0)
		// the badge takes the place of the employee's own number for new punches only; what was linked stays
		o.want("陈思远", "2026-03-16", 480, 0, 0, 0)
		refused(t, o.s.LinkPIN(hr, "4711", o.people["周启航"].ID), "attendance.badge.taken")
	})
}

// ATT-04, ATT-06: cards have eight digits, registrations six; a new card ends the old.
func TestCards(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		p := o.people["陈思远"]
		refused(t, o.s.IssueCard(hr, p.ID, "1234567", 0, "丢失"), "attendance.badge.card")
		ok(t, o.s.IssueCard(hr, p.ID, "12345678", at("2026-03-01 08:00"), "发卡"))
		ok(t, o.s.IssueCard(hr, p.ID, "87654321", 0, "丢失"))
		list, err := o.s.Badges.Find(hr, listing.Is("kind", listing.Eq, "card"), listing.Sort{Key: "id"})
		ok(t, err)
		if len(list) != 2 || list[0].ToAt == 0 || list[1].ToAt != 0 || list[0].Number != "12345678" || list[0].Reason != "丢失" {
			t.Errorf("%+v %+v", list[0], list[1])
		}
		refused(t, o.s.IssueCard(hr, o.people["周启航"].ID, "87654321", 0, ""), "attendance.badge.taken")
		_, err = o.s.Employees.Update(hr, p.ID, 0, func(p *attendance.Employee) error { p.Registry = "12345"; return nil })
		if app.KindOf(err) != app.Invalid {
			t.Errorf("a registration of five digits: %v", err)
		}
	})
}

// Approved leave, trips, corrections and overtime count at once. ATT-13, ATT-15, ATT-23
func TestRequestsCount(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		p := o.people["陈思远"]
		o.load("12 2026-03-16 08:55", "12 2026-03-16 20:40", "12 2026-03-17 08:55", "7 2026-03-17 18:00")
		o.want("陈思远", "2026-03-13", 0, 0, 0, 2)
		ok(t, o.s.FileLeave(hr, &attendance.Leave{Request: attendance.Request{EmployeeID: p.ID, Reason: "家事"}, Type: "personal", FromAt: at("2026-03-13 09:00"), ToAt: at("2026-03-13 18:00")}))
		if d := o.want("陈思远", "2026-03-13", 0, 0, 0, 0); d.Leave != 480 {
			t.Errorf("leave %d", d.Leave)
		}
		ok(t, o.s.FileTrip(hr, &attendance.Trip{Request: attendance.Request{EmployeeID: p.ID}, Type: "trip", Place: "宁波", FromAt: at("2026-03-12 08:00"), ToAt: at("2026-03-12 20:00")}))
		if d := o.want("陈思远", "2026-03-12", 0, 0, 0, 0); d.Trip != 480 {
			t.Errorf("trip %d", d.Trip)
		}
		ok(t, o.s.FileOvertime(hr, &attendance.Overtime{Request: attendance.Request{EmployeeID: p.ID}, Settle: "pay", FromAt: at("2026-03-16 18:30"), ToAt: at("2026-03-16 21:00")}))
		if d := o.want("陈思远", "2026-03-16", 480, 0, 0, 0); d.Overtime15 != 120 {
			t.Errorf("overtime %d", d.Overtime15)
		}
		o.want("陈思远", "2026-03-17", 0, 0, 1, 0)
		fix := &attendance.Correction{Request: attendance.Request{EmployeeID: p.ID, Reason: "忘打卡"}, Kind: attendance.CorrectPunch, On: day("2026-03-17"), Slot: "out", At: at("2026-03-17 18:00")}
		ok(t, o.s.FileCorrection(hr, fix))
		o.want("陈思远", "2026-03-17", 480, 0, 0, 0)
		ok(t, o.s.Withdraw(hr, attendance.Corrections, fix.ID, "弄错了"))
		o.want("陈思远", "2026-03-17", 0, 0, 1, 0)
		ok(t, o.s.FileCorrection(hr, &attendance.Correction{Request: attendance.Request{EmployeeID: p.ID, Reason: "停电"}, Kind: attendance.CorrectWaive, On: day("2026-03-17")}))
		o.want("陈思远", "2026-03-17", 0, 0, 0, 0)

		refused(t, o.s.FileLeave(hr, &attendance.Leave{Request: attendance.Request{EmployeeID: p.ID}, Type: "sick", FromAt: at("2026-03-13 13:00"), ToAt: at("2026-03-13 15:00")}), "attendance.request.overlap")
		refused(t, o.s.FileCorrection(hr, &attendance.Correction{Request: attendance.Request{EmployeeID: p.ID}, On: day("2026-03-17"), Slot: "in", At: at("2026-03-17 09:00")}), "attendance.reason")
	})
}

// Whoever may not approve submits.
func TestRequestOfAnEmployeeWaits(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		_, err := o.s.Employees.Update(hr, o.people["陈思远"].ID, 0, func(p *attendance.Employee) error { p.PersonID = 3; return nil })
		ok(t, err)
		me := apptest.As(3, "陈思远", nil, role(identity.RoleSales))
		l := &attendance.Leave{Request: attendance.Request{EmployeeID: o.people["陈思远"].ID, Reason: "家事"}, Type: "personal", FromAt: at("2026-03-16 09:00"), ToAt: at("2026-03-16 18:00")}
		ok(t, o.s.FileLeave(me, l))
		if l.State != attendance.Submitted {
			t.Errorf("state %s", l.State)
		}
		other := &attendance.Leave{Request: attendance.Request{EmployeeID: o.people["周启航"].ID}, Type: "personal", FromAt: at("2026-03-16 09:00"), ToAt: at("2026-03-16 18:00")}
		if err := o.s.FileLeave(me, other); app.KindOf(err) != app.Denied && app.KindOf(err) != app.NotFound {
			t.Errorf("leave for somebody else: %v", err)
		}
		if err := o.s.Decide(me, attendance.Leaves, l.ID, true); app.KindOf(err) != app.Denied {
			t.Errorf("approving one's own: %v", err)
		}
		ok(t, o.s.Decide(hr, attendance.Leaves, l.ID, true))
		if d := o.result("陈思远", "2026-03-16"); d.Leave != 480 {
			t.Errorf("leave %d after the decision", d.Leave)
		}
		// everybody sees the own days only
		p, err := listing.Allow(me, o.ground.Registry, identity.May(attendance.DayResults, identity.See), listing.Query{Entity: attendance.DayResults, Columns: []string{"on_date", "employee_id.name"}})
		ok(t, err)
		n := 0
		ok(t, o.DB.Each(me, p, func(r listing.Row) error {
			n++
			if r.Cells[1].Text() != "陈思远" {
				t.Errorf("sees %v", r.Cells[1])
			}
			return nil
		}))
		if n == 0 {
			t.Error("does not see the own days")
		}
	})
}

// ATT-14, ATT-16: the day of leaving still counts; leave after it is refused.
func TestLeaving(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		p := o.people["陈思远"]
		o.load("12 2026-03-12 08:55", "12 2026-03-12 18:00", "7 2026-03-17 18:00")
		ok(t, o.s.FileLeave(hr, &attendance.Leave{Request: attendance.Request{EmployeeID: p.ID}, Type: "annual", FromAt: at("2026-03-16 09:00"), ToAt: at("2026-03-16 18:00")}))
		notes, err := o.s.BeforeLeaving(hr, p.ID, day("2026-03-12"))
		ok(t, err)
		if len(notes) != 1 || notes[0] != (attendance.LeavingNote{Kind: "leave_after", N: 1}) {
			t.Errorf("%+v", notes)
		}
		ok(t, o.s.Leaving(hr, p.ID, 0, day("2026-03-12")))
		o.want("陈思远", "2026-03-12", 480, 0, 0, 0)
		if d := o.result("陈思远", "2026-03-13"); d.ID != 0 {
			t.Errorf("a row after leaving: %+v", d)
		}
		refused(t, o.s.FileLeave(hr, &attendance.Leave{Request: attendance.Request{EmployeeID: p.ID}, Type: "annual", FromAt: at("2026-03-17 09:00"), ToAt: at("2026-03-17 18:00")}), "attendance.request.left")
	})
}

// A locked month refuses; what is approved later becomes a supplement of the open month.
func TestLock(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		p := o.people["陈思远"]
		o.load("12 2026-02-02 08:55", "7 2026-03-17 18:00")
		refused(t, o.s.LockMonth(hr, day("2026-03-01"), ""), "attendance.lock.early")
		if app.KindOf(o.s.LockMonth(apptest.As(3, "李", nil, role(identity.RoleSales)), day("2026-02-01"), "")) != app.Denied {
			t.Error("sales may not lock")
		}
		ok(t, o.s.LockMonth(hr, day("2026-02-01"), "工资已核"))
		o.want("陈思远", "2026-02-02", 0, 0, 1, 0)
		_, err := o.s.Fill(hr, []attendance.Cell{{EmployeeID: p.ID, On: day("2026-02-03"), Rest: true}})
		refused(t, err, "attendance.locked")
		fix := &attendance.Correction{Request: attendance.Request{EmployeeID: p.ID, Reason: "忘打卡"}, Kind: attendance.CorrectPunch, On: day("2026-02-02"), Slot: "out", At: at("2026-02-02 18:00")}
		ok(t, o.s.FileCorrection(hr, fix))
		o.want("陈思远", "2026-02-02", 0, 0, 1, 0)
		list, err := o.s.Supplements.Find(hr, listing.Node{})
		ok(t, err)
		if len(list) != 1 || list[0].Month != "2026-03" || list[0].ForOn != day("2026-02-02") || list[0].Worked != 480 || list[0].Missing != -1 || list[0].EmployeeID != p.ID {
			t.Fatalf("%+v", list)
		}
		c, err := o.s.Compute(hr, attendance.Period{From: day("2026-02-01"), To: day("2026-02-28")})
		ok(t, err)
		if c.Locked == 0 || c.Written != 0 {
			t.Errorf("%+v", c)
		}
		if list, _ = o.s.Supplements.Find(hr, listing.Node{}); len(list) != 1 {
			t.Errorf("%d supplements after computing again", len(list))
		}
		ok(t, o.s.Withdraw(hr, attendance.Corrections, fix.ID, "弄错了"))
		if list, _ = o.s.Supplements.Find(hr, listing.Node{}, listing.Sort{Key: "id"}); len(list) != 2 || list[1].Worked != -480 || list[1].Missing != 1 {
			t.Errorf("taken back: %+v", list)
		}
		refused(t, o.s.UnlockMonth(hr, day("2026-02-01"), ""), "attendance.reason")
		ok(t, o.s.UnlockMonth(hr, day("2026-02-01"), "补录"))
	})
}

// Editing a shift never rewrites what was computed. ATT-01
func TestShiftEditions(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.load("12 2026-03-10 09:20", "12 2026-03-10 18:00", "12 2026-03-17 09:20", "12 2026-03-17 18:00")
		o.want("陈思远", "2026-03-10", 460, 20, 0, 0)
		_, err := o.s.Shifts.Update(hr, o.shift.ID, 0, func(x *attendance.Shift) error { x.LateGrace = 30; return nil })
		refused(t, err, "attendance.shift.used")
		x, err := o.s.ChangeShift(hr, attendance.ShiftChange{ID: o.shift.ID, From: day("2026-03-16"), Change: func(x *attendance.Shift) { x.LateGrace = 30 }})
		ok(t, err)
		if x.Edition != 2 || x.Current != "D" || len(x.Segments) != 1 || len(x.Breaks) != 1 {
			t.Errorf("%+v", x)
		}
		o.want("陈思远", "2026-03-10", 460, 20, 0, 0)
		o.want("陈思远", "2026-03-17", 460, 0, 0, 0)
		if _, err := o.s.Compute(hr, attendance.Period{From: day("2026-03-09"), To: day("2026-03-17")}); err != nil {
			t.Fatal(err)
		}
		o.want("陈思远", "2026-03-10", 460, 20, 0, 0)
		old, err := o.s.Shifts.Get(hr, o.shift.ID)
		ok(t, err)
		if old.Current != "" || old.LateGrace != 5 {
			t.Errorf("the first edition: %+v", old)
		}
		_, err = o.s.ChangeShift(hr, attendance.ShiftChange{ID: x.ID, From: day("2026-03-10"), Change: func(x *attendance.Shift) { x.LateGrace = 1 }})
		refused(t, err, "attendance.shift.from")
		// a new name is no new edition
		y, err := o.s.ChangeShift(hr, attendance.ShiftChange{ID: x.ID, From: day("2026-03-18"), Change: func(x *attendance.Shift) { x.Name = "白班" }})
		ok(t, err)
		if y.ID != x.ID || y.Edition != 2 {
			t.Errorf("%+v", y)
		}
	})
}

// ATT-08, ATT-09, ATT-10, ATT-11
func TestRoster(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		night := o.s.Shifts.Desc.New()
		night.Code, night.Name, night.LateGrace = "N", "晚班", 10
		night.Segments = []attendance.ShiftSegment{{In: 1080, Out: 1860}}
		night.Breaks = []attendance.ShiftBreak{{From: 1440, To: 1500}}
		ok(t, o.s.Shifts.Create(hr, night))
		p := o.people["陈思远"]
		o.load("12 2026-03-16 18:30", "12 2026-03-17 07:10", "7 2026-03-17 18:00")
		o.want("陈思远", "2026-03-16", 0, 0, 1, 0)
		rep, err := o.s.Fill(hr, []attendance.Cell{{EmployeeID: p.ID, On: day("2026-03-16"), Codes: []string{"N"}}, {EmployeeID: p.ID, On: day("2026-03-17"), Rest: true}})
		ok(t, err)
		if rep.Created != 2 {
			t.Errorf("%+v", rep)
		}
		o.want("陈思远", "2026-03-16", 690, 30, 0, 0)
		if d := o.result("陈思远", "2026-03-17"); d.Planned != 0 {
			t.Errorf("%+v", d)
		}
		set, clashes, err := o.history.UndoLast(hr)
		ok(t, err)
		if len(set.Changes) != 2 || len(clashes) > 0 {
			t.Fatalf("one change with two rows: %+v %v", set, clashes)
		}
		o.want("陈思远", "2026-03-16", 0, 0, 1, 0)

		_, err = o.s.Fill(hr, []attendance.Cell{{EmployeeID: p.ID, On: day("2026-03-19"), Codes: []string{"Q"}}})
		refused(t, err, "attendance.roster.code")
		_, err = o.s.Fill(hr, []attendance.Cell{{EmployeeID: p.ID, On: day("2019-03-19"), Codes: []string{"D"}}})
		refused(t, err, "attendance.roster.left")

		cells, err := o.s.Cycle(hr, attendance.CyclePlan{Employees: []int64{p.ID, o.people["周启航"].ID}, From: day("2026-04-01"), To: day("2026-04-10"), Pattern: "标标标标标标标晚", Offset: 1})
		ok(t, err)
		rep, err = o.s.Fill(hr, cells)
		ok(t, err)
		if len(cells) != 20 || rep.Created != 20 {
			t.Errorf("%d cells, %+v", len(cells), rep)
		}
		kinds := map[string]int{}
		for _, w := range rep.Warnings {
			kinds[w.Kind]++
		}
		if kinds["row"] == 0 || kinds["short_rest"] == 0 {
			t.Errorf("warnings %v", kinds)
		}
		_, err = o.s.Cycle(hr, attendance.CyclePlan{Employees: []int64{p.ID}, From: day("2026-04-01"), To: day("2026-04-10"), Pattern: "标夜"})
		refused(t, err, "attendance.roster.pattern")
		cells, err = o.s.Week(hr, attendance.WeekPlan{Employees: []int64{p.ID}, From: day("2026-05-01"), To: day("2026-05-10"), Codes: [7]string{"D", "D", "D", "D", "D"}, Holidays: true})
		ok(t, err)
		work := ""
		for _, c := range cells {
			if len(c.Codes) > 0 {
				work += c.On.String()[8:] + " "
			}
		}
		if work != "06 07 08 09 " {
			t.Errorf("works on %s of May", work)
		}
	})
}

// A clock one hour off, and one that lost its date.
func TestClockOffset(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.load("12 2026-03-16 09:55", "12 2026-03-16 19:00", "12 2000-01-01 09:00", "7 2026-03-17 18:00")
		o.want("陈思远", "2026-03-16", 425, 55, 0, 0)
		dev, err := o.s.Devices.First(hr, listing.Node{})
		ok(t, err)
		ok(t, o.s.Offset(hr, dev.ID, attendance.DeviceOffset{FromAt: at("2026-03-01 00:00"), Minutes: -60, Reason: "夏令时"}))
		o.want("陈思远", "2026-03-16", 480, 0, 0, 0)
		days := (at("2026-03-10 09:00") - at("2000-01-01 09:00")) / 60000
		ok(t, o.s.Offset(hr, dev.ID, attendance.DeviceOffset{FromAt: at("2000-01-01 00:00"), ToAt: at("2000-02-01 00:00"), Minutes: days, Reason: "断电"}))
		o.want("陈思远", "2026-03-10", 0, 0, 1, 0)
	})
}

// ATT-15, ATT-22
func TestManualPunches(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		a, b := o.people["陈思远"].ID, o.people["周启航"].ID
		o.load("12 2026-03-16 08:55", "7 2026-03-16 08:57", "7 2026-03-17 18:00")
		ok(t, o.s.AddManual(hr, attendance.ManualPunch{Employees: []int64{a, b}, On: day("2026-03-16"), Minute: 1080, Reason: "停电"}))
		o.want("陈思远", "2026-03-16", 480, 0, 0, 0)
		o.want("周启航", "2026-03-16", 480, 0, 0, 0)
		list, err := o.s.Punches.Find(hr, listing.Is("source", listing.Eq, "manual"))
		ok(t, err)
		if len(list) != 2 || list[0].OwnerID != 7 || list[0].Note != "停电" {
			t.Errorf("%+v", list[0])
		}
		_, err = o.s.Punches.Update(hr, list[0].ID, 0, func(p *attendance.Punch) error { p.At++; return nil })
		refused(t, err, "attendance.punch.fixed")
		refused(t, o.s.Punches.Archive(hr, list[0].ID, 0), "attendance.punch.fixed")
		refused(t, o.s.AddManual(hr, attendance.ManualPunch{Employees: []int64{a}, On: day("2026-03-16"), Minute: 1440, Reason: "x"}), "attendance.manual.time")
		refused(t, o.s.AddManual(hr, attendance.ManualPunch{Employees: []int64{a}, On: day("2026-03-18"), Minute: 1200, Reason: "x"}), "attendance.manual.future")
		ok(t, o.s.IgnorePunch(hr, list[0].ID, "重复"))
		if o.result("陈思远", "2026-03-16").Worked+o.result("周启航", "2026-03-16").Worked != 480 {
			t.Error("an ignored punch still counts")
		}
		_, err = o.s.Employees.Update(hr, a, 0, func(p *attendance.Employee) error { p.PersonID = 3; return nil })
		ok(t, err)
		me := apptest.As(3, "陈思远", nil, role(identity.RoleSales))
		when, err := o.s.PunchNow(me)
		ok(t, err)
		if when != at("2026-03-18 14:32") {
			t.Errorf("punched at %d", when)
		}
		_, err = o.s.PunchNow(apptest.As(4, "李", nil, role(identity.RoleSales)))
		refused(t, err, "attendance.manual.no_employee")
	})
}

// Who has no right sees nothing and changes nothing.
func TestRights(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		reader := apptest.As(9, "阅", nil, role(identity.RoleReadOnly))
		if _, err := o.s.ImportPunches(reader, attlog("12 2026-03-16 08:55")); app.KindOf(err) != app.Denied {
			t.Errorf("import: %v", err)
		}
		if _, err := o.s.Compute(reader, attendance.Period{From: day("2026-03-16"), To: day("2026-03-17")}); app.KindOf(err) != app.Denied {
			t.Errorf("compute: %v", err)
		}
		if _, err := o.s.EmployeesIn(reader, day("2026-03-01"), day("2026-03-31")); app.KindOf(err) != app.Denied {
			t.Errorf("list: %v", err)
		}
		seller := apptest.As(3, "李", nil, role(identity.RoleSales))
		list, err := o.s.EmployeesIn(seller, day("2026-03-01"), day("2026-03-31"))
		if err != nil || len(list) != 0 {
			t.Errorf("a seller sees %d people, %v", len(list), err)
		}
		if f := o.s.Employees.Desc.Field("id_number"); f.Get(entity.Header(o.people["陈思远"])).Text() != "" {
			t.Error("no ID number was given")
		}
	})
}
