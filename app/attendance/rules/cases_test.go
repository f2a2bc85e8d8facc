package rules

import (
	"fmt"
	"testing"

	"kontor/app/calendar"
)

// The table of cases. ATT-17, ATT-18
func TestCases(t *testing.T) {
	const day = "2026-11-23"
	for _, c := range []struct {
		name string
		make func(w *world)
		want string
	}{
		{"in time", func(w *world) { w.duty(day, shiftD()).punch("08:55 18:03") }, "480/480"},
		{"six minutes late", func(w *world) { w.duty(day, shiftD()).punch("09:06 18:00") }, "474/480 late 6"},
		{"repeated punches", func(w *world) { w.duty(day, shiftD()).punch("08:58 08:58 08:59 18:01 18:02") }, "480/480"},
		{"no going", func(w *world) { w.duty(day, shiftD()).punch("08:58") }, "0/480 missing_out 1"},
		{"no coming", func(w *world) { w.duty(day, shiftD()).punch("18:20") }, "0/480 missing_in 1"},
		{"nothing at all", func(w *world) { w.duty(day, shiftD()) }, "0/480 absent 1"},
		{"leave in the morning", func(w *world) { w.duty(day, shiftD()).leave("annual", "09:00", "12:00").punch("12:58 18:00") }, "300/480 leave 180"},
		{"leave in the afternoon", func(w *world) { w.duty(day, shiftD()).leave("annual", "13:00", "18:00").punch("08:59 12:05") }, "180/480 leave 300"},
		{"four punches with lunch", func(w *world) { w.duty(day, shiftS()).punch("08:25 12:10 12:20 17:31") }, "480/480"},
		{"overtime until 20:40", func(w *world) { w.duty(day, shiftD()).extra("18:30", "21:00").punch("08:55 20:40") }, "480/480 ×1.5 120"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, day, day)
			c.make(w)
			w.want(day, c.want)
		})
	}
}

func TestNightThenEvening(t *testing.T) {
	w := newWorld(t, "2026-07-13", "2026-07-14")
	w.duty("2026-07-13", shiftN()).duty("2026-07-14", shiftE())
	w.punch("2026-07-13 18:30", "2026-07-14 07:10", "2026-07-14 13:55", "2026-07-14 20:03")
	w.want("2026-07-13", "690/720 late 30")
	w.want("2026-07-14", "360/360")
}

func TestFourSlotsAreFilled(t *testing.T) {
	w := newWorld(t, "2026-11-23", "2026-11-23").duty("2026-11-23", shiftS()).punch("08:25 12:10 12:20 17:31")
	var got string
	for _, s := range w.want("2026-11-23", "480/480").Slots {
		got += s.At.Clock() + " "
	}
	if got != "08:25 12:10 12:20 17:31 " {
		t.Errorf("slots hold %s", got)
	}
}

func TestOvertimeOverMidnightIntoAHoliday(t *testing.T) {
	w := newWorld(t, "2026-09-30", "2026-10-01").duty("2026-09-30", shiftD())
	w.extra("18:30", "26:00").punch("08:55", "2026-10-01 02:05")
	w.want("2026-09-30", "480/480 ×1.5 330 ×3 120")
	w.want("2026-10-01", "0/0")
}

func TestMinutesThatTurnLateIntoAbsence(t *testing.T) {
	const day = "2026-11-23"
	for in, want := range map[string]string{
		"09:05": "475/480",         // within the grace
		"10:00": "420/480 late 60", // only more than the limit counts
		"10:01": "419/480 absent 0.5",
		"13:00": "300/480 absent 0.5", // the break is not late
	} {
		newWorld(t, day, day).duty(day, shiftD()).punch(in+" 18:00").want(day, want)
	}
	s := shiftD()
	s.AbsentDayAfter = 120
	newWorld(t, day, day).duty(day, s).punch("11:30 18:00").want(day, "330/480 absent 1")
	s = shiftD()
	s.Deduct = true
	newWorld(t, day, day).duty(day, s).punch("09:12 18:00").want(day, "468/480 late 7")
	newWorld(t, day, day).duty(day, shiftD()).punch("08:50 17:30").want(day, "450/480 early 30")
	newWorld(t, day, day).duty(day, shiftD()).punch("08:50 12:30").want(day, "180/480 early 300")
	s = shiftD()
	s.EarlyHalfAfter = 60
	newWorld(t, day, day).duty(day, s).punch("08:50 16:00").want(day, "360/480 absent 0.5")
}

func TestFlex(t *testing.T) {
	const day = "2026-11-23"
	for punches, want := range map[string]string{
		"09:20 18:20": "480/480",
		"09:20 18:10": "470/480 early 10",
		"09:45 18:30": "465/480 late 15",
		"08:40 18:00": "480/480",
	} {
		s := shiftD()
		s.Flex = 30
		newWorld(t, day, day).duty(day, s).punch(punches).want(day, want)
	}
	s := shiftD()
	s.Flex = 30
	newWorld(t, day, day).duty(day, s).leave("sick", "09:00", "12:00").punch("13:10 18:10").want(day, "300/480 leave 180")
}

// Who left late may come late.
func TestLateOutLateIn(t *testing.T) {
	s := shiftD()
	s.LateOut = []Allowance{{OutAfter: 120, InLater: 30}, {OutAfter: 240, InLater: 60}}
	w := newWorld(t, "2026-11-23", "2026-11-24").duty("2026-11-23", s).duty("2026-11-24", s)
	w.punch("2026-11-23 08:50", "2026-11-23 20:30", "2026-11-24 09:28", "2026-11-24 18:00")
	w.want("2026-11-24", "452/480")
	w = newWorld(t, "2026-11-23", "2026-11-24").duty("2026-11-23", s).duty("2026-11-24", s)
	w.punch("2026-11-23 08:50", "2026-11-23 20:30", "2026-11-24 09:45", "2026-11-24 18:00")
	w.want("2026-11-24", "435/480 late 15")
	w = newWorld(t, "2026-11-24", "2026-11-24").duty("2026-11-23", s).duty("2026-11-24", s)
	w.punch("2026-11-23 08:50", "2026-11-23 18:30", "2026-11-24 09:28", "2026-11-24 18:00")
	w.want("2026-11-24", "452/480 late 28")
}

// ATT-16: the day of leaving still has attendance; after it there is nothing.
func TestHiredAndLeftInMidMonth(t *testing.T) {
	w := newWorld(t, "2026-11-23", "2026-11-27")
	w.Person.Hired, w.Person.Left = calendar.Must("2026-11-24"), calendar.Must("2026-11-25")
	for d := 23; d <= 27; d++ {
		w.duty(fmt.Sprintf("2026-11-%d", d), shiftD())
	}
	w.punch("2026-11-24 08:55", "2026-11-24 18:01", "2026-11-25 08:55", "2026-11-25 18:01")
	w.want("2026-11-23", "no row")
	w.want("2026-11-24", "480/480")
	w.want("2026-11-25", "480/480")
	w.want("2026-11-26", "no row")
	if n := len(Compute(w.Input)); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
}

func TestLeave(t *testing.T) {
	const day = "2026-11-23"
	d := newWorld(t, day, day).duty(day, shiftD()).leave("annual", "09:00", "12:00").leave("personal", "13:00", "18:00").want(day, "0/480 leave 480")
	if len(d.LeaveBy) != 2 || d.LeaveBy[0] != (TypeMinutes{"annual", 180}) || d.LeaveBy[1] != (TypeMinutes{"personal", 300}) {
		t.Errorf("two half days of different types: %v", d.LeaveBy)
	}
	newWorld(t, day, day).duty(day, shiftD()).leave("sick", "10:00", "11:00").punch("08:55 18:00").want(day, "420/480 leave 60")
	newWorld(t, day, day).duty(day, shiftD()).leave("sick", "09:00", "14:00").leave("annual", "13:00", "18:00").want(day, "0/480 leave 480")
	newWorld(t, day, day).duty(day, shiftD()).leave("sick", "09:00", "12:00").want(day, "0/480 absent 0.5 leave 180")

	// who comes in spite of leave needs no other punch
	newWorld(t, day, day).duty(day, shiftD()).leave("annual", "09:00", "12:00").punch("08:55 18:03").want(day, "300/480 leave 180")
	newWorld(t, day, day).duty(day, shiftD()).leave("annual", "09:00", "12:00").punch("08:55 13:20 18:03").want(day, "280/480 late 20 leave 180")

	// over a weekend whose Saturday is worked to make up for a holiday
	w := newWorld(t, "2026-02-27", "2026-03-02").leave("personal", "09:00", "2026-03-02 12:00")
	w.duty("2026-02-27", shiftD()).duty("2026-02-28", shiftD()).duty("2026-03-02", shiftD()).punch("2026-03-02 12:55", "2026-03-02 18:00")
	w.want("2026-02-27", "0/480 leave 480")
	w.want("2026-02-28", "0/480 leave 480")
	w.want("2026-03-01", "0/0")
	w.want("2026-03-02", "300/480 leave 180")

	// annual leave is not consumed on statutory days, personal leave is
	for typ, want := range map[string]string{"annual": "0/480", "personal": "0/480 leave 480"} {
		w := newWorld(t, "2026-09-30", "2026-10-01").leave(typ, "09:00", "2026-10-01 18:00")
		w.duty("2026-09-30", shiftD()).duty("2026-10-01", shiftD())
		w.want("2026-09-30", "0/480 leave 480")
		w.want("2026-10-01", want)
	}

	// over midnight in a night shift, over its break
	w = newWorld(t, "2026-07-13", "2026-07-14").duty("2026-07-13", shiftN()).leave("personal", "22:00", "26:00")
	w.punch("17:55 31:05")
	w.want("2026-07-13", "540/720 leave 180")
	w.want("2026-07-14", "0/0")
}

// ATT-23: an approved trip counts as attendance.
func TestTrip(t *testing.T) {
	const day = "2026-11-23"
	newWorld(t, day, day).duty(day, shiftD()).trip("00:00", "24:00").want(day, "0/480 trip 480")
	newWorld(t, day, day).duty(day, shiftD()).trip("13:00", "18:00").punch("08:59 12:05").want(day, "180/480 trip 300")
	newWorld(t, day, day).duty(day, shiftD()).leave("annual", "09:00", "12:00").trip("09:00", "18:00").want(day, "0/480 leave 180 trip 300")
}

func TestDoubleShift(t *testing.T) {
	const day = "2026-11-23"
	late := &Shift{Code: "L", Segments: []Segment{{In: 1170, Out: 1380}}, OpenBefore: 120, CloseAfter: 600}
	w := newWorld(t, day, day).duty(day, late).duty(day, shiftD()).punch("08:55 18:03 19:25 23:02")
	d := w.want(day, "690/690")
	if d.Shift != "D+L" {
		t.Errorf("shift %s", d.Shift)
	}
	newWorld(t, day, day).duty(day, late).duty(day, shiftD()).punch("08:55 18:03").want(day, "480/690 absent 0.5")
	// adjoining shifts: nobody has to punch in between
	next := &Shift{Code: "X", Segments: []Segment{{In: 1080, Out: 1320}}, OpenBefore: 120, CloseAfter: 600}
	newWorld(t, day, day).duty(day, shiftD()).duty(day, next).punch("08:55 22:03").want(day, "720/720")
	newWorld(t, day, day).duty(day, shiftD()).duty(day, next).punch("08:55 18:01 22:03").want(day, "720/720")
	newWorld(t, day, day).duty(day, shiftD()).duty(day, next).punch("08:55 18:01").want(day, "481/720 early 239")
}

// ATT-11: day, middle, night.
func TestThreeShiftRotation(t *testing.T) {
	mk := func(code string, in, out int) *Shift {
		return &Shift{Code: code, Segments: []Segment{{In: in, Out: out}}, LateGrace: 5, OpenBefore: 120, CloseAfter: 600}
	}
	day, middle, night := mk("A", 480, 960), mk("B", 960, 1440), mk("C", 0, 480)
	w := newWorld(t, "2026-07-13", "2026-07-18")
	w.duty("2026-07-13", day).duty("2026-07-14", day).duty("2026-07-15", middle).duty("2026-07-16", middle).duty("2026-07-18", night)
	w.punch("2026-07-13 07:55", "2026-07-13 16:05", "2026-07-14 07:58", "2026-07-14 16:01",
		"2026-07-15 15:50", "2026-07-16 00:07", "2026-07-16 15:40", "2026-07-17 00:03", "2026-07-17 23:48", "2026-07-18 08:10")
	for _, date := range []string{"2026-07-13", "2026-07-14", "2026-07-15", "2026-07-16", "2026-07-18"} {
		w.want(date, "480/480")
	}
	w.want("2026-07-17", "0/0")
	if d := w.want("2026-07-18", "480/480"); d.Night != 360 {
		t.Errorf("night minutes %d, want 360", d.Night)
	}
}

func TestPunchExactlyAtACut(t *testing.T) {
	// N goes at 07:00, E comes at 14:00: the cut is 12:00, two hours before E
	for at, want := range map[string][2]string{
		"2026-07-14 11:59": {"720/720", "0/360 missing_in 1"},
		"2026-07-14 12:00": {"0/720 missing_out 1", "360/360"},
	} {
		w := newWorld(t, "2026-07-13", "2026-07-14").duty("2026-07-13", shiftN()).duty("2026-07-14", shiftE())
		w.punch("2026-07-13 17:55", at, "2026-07-14 20:03")
		w.want("2026-07-13", want[0])
		w.want("2026-07-14", want[1])
	}
}

func TestManyPunchesADay(t *testing.T) {
	const day = "2026-11-23"
	w := newWorld(t, day, day).duty(day, shiftD())
	for i := 0; i < 25; i++ {
		w.punch(fmt.Sprintf("%02d:%02d", 8+(50+i*24)/60, (50+i*24)%60))
	}
	d := w.want(day, "480/480")
	if d.Slots[0].At.Clock() != "08:50" || d.Slots[1].At.Clock() != "18:26" {
		t.Errorf("slots %v", d.Slots)
	}
	if len(d.Unused) != 23 {
		t.Errorf("%d punches fill nothing, want 23", len(d.Unused))
	}
}

func TestLeapDay(t *testing.T) {
	w := newWorld(t, "2028-02-28", "2028-03-01").duty("2028-02-28", shiftN()).duty("2028-02-29", shiftN())
	w.punch("2028-02-28 17:58", "2028-02-29 07:02", "2028-02-29 17:50", "2028-03-01 07:01")
	w.want("2028-02-28", "720/720")
	w.want("2028-02-29", "720/720")
	w.want("2028-03-01", "0/0")
}

// Corrections are virtual punches bound to their slot. ATT-15
func TestCorrections(t *testing.T) {
	const day = "2026-11-23"
	d := newWorld(t, day, day).duty(day, shiftD()).punch("08:58").correct(day, 1, true, "18:00").want(day, "480/480")
	if d.Corrected != 1 || len(d.Tags) != 1 || d.Tags[0] != TagCorrected {
		t.Errorf("corrected %d, tags %v", d.Corrected, d.Tags)
	}
	newWorld(t, day, day).duty(day, shiftD()).correct(day, 1, false, "09:00").correct(day, 1, true, "18:00").want(day, "480/480")
	newWorld(t, day, day).duty(day, shiftD()).punch("09:40 18:03").correct(day, 1, false, "08:55").want(day, "480/480")
	newWorld(t, day, day).duty(day, shiftS()).punch("08:25 12:03 17:31").correct(day, 2, false, "13:00").want(day, "480/480")
	newWorld(t, day, day).duty(day, shiftS()).punch("08:25 12:03 17:31").want(day, "210/480 missing_in 1")
	newWorld(t, day, day).duty(day, shiftN()).punch("17:55").correct(day, 1, true, "31:00").want(day, "720/720")
}

func TestMissingAtLunch(t *testing.T) {
	const day = "2026-11-23"
	newWorld(t, day, day).duty(day, shiftS()).punch("08:25 12:50 17:31").want(day, "270/480 missing_out 1")
	newWorld(t, day, day).duty(day, shiftS()).punch("08:25 17:31").want(day, "0/480 missing_in 1 missing_out 1")
	newWorld(t, day, day).duty(day, shiftS()).punch("08:25 12:01 12:30 12:58 17:31").want(day, "480/480")
	newWorld(t, day, day).duty(day, shiftS()).punch("12:58 17:31").want(day, "270/480 missing_in 1 missing_out 1")
	free := shiftS()
	free.Segments[0].OutFree, free.Segments[1].InFree = true, true
	newWorld(t, day, day).duty(day, free).punch("08:25 17:31").want(day, "480/480")
}

func TestSamePunchTwice(t *testing.T) {
	const day = "2026-11-23"
	newWorld(t, day, day).duty(day, shiftD()).punch("08:58 09:05").want(day, "0/480 missing_out 1")
	newWorld(t, day, day).duty(day, shiftD()).punch("17:58 18:05").want(day, "0/480 missing_in 1")
}

func TestOvertimeModes(t *testing.T) {
	const day, saturday = "2026-11-23", "2026-11-28"
	mode := func(m OvertimeMode, date string) *world {
		w := newWorld(t, date, date)
		w.Policy.Mode = m
		return w
	}
	mode(Approved, day).duty(day, shiftD()).extra("18:30", "21:00").punch("08:55 18:03").want(day, "480/480 ×1.5 150")
	mode(ApprovedAndPresent, day).duty(day, shiftD()).extra("18:30", "21:00").punch("08:55 18:03").want(day, "480/480")
	mode(ApprovedAndPresent, day).duty(day, shiftD()).punch("08:55 21:03").want(day, "480/480")
	mode(Punched, day).duty(day, shiftD()).punch("08:55 20:40").want(day, "480/480 ×1.5 150") // ATT-12
	mode(Punched, day).duty(day, shiftD()).punch("08:55 18:29").want(day, "480/480")
	mode(Punched, saturday).punch("08:55 17:03").want(saturday, "0/0 ×2 480")
	mode(Punched, saturday).punch("08:55").want(saturday, "0/0")
	mode(ApprovedAndPresent, saturday).extra("09:00", "17:00").punch("08:55 17:03").want(saturday, "0/0 ×2 480")
	mode(ApprovedAndPresent, saturday).extra("09:00", "12:00").extra("13:00", "17:00").punch("08:55 17:03").want(saturday, "0/0 ×2 420")
	mode(ApprovedAndPresent, day).duty(day, shiftD()).extra("07:00", "09:00").punch("06:55 18:03").want(day, "480/480 ×1.5 120")
	mode(ApprovedAndPresent, day).duty(day, shiftD()).extra("17:00", "20:00").punch("08:55 20:03").want(day, "480/480 ×1.5 120")
	// a make-up Saturday is a workday; a statutory day worked by roster counts less its break
	mode(ApprovedAndPresent, "2026-02-28").duty("2026-02-28", shiftD()).extra("18:00", "20:00").punch("08:55 20:03").want("2026-02-28", "480/480 ×1.5 120")
	mode(ApprovedAndPresent, "2026-10-01").duty("2026-10-01", shiftD()).extra("09:00", "18:00").punch("08:55 18:03").want("2026-10-01", "480/480 ×3 480")
	w := mode(ApprovedAndPresent, day).extra("09:00", "12:00").punch("08:55 12:03")
	w.Duties = append(w.Duties, Duty{Date: calendar.Must(day), Rest: true})
	w.want(day, "0/0 ×2 180") // a rest day of the roster
	w = mode(ApprovedAndPresent, saturday).extra("09:00", "17:00").punch("08:55 17:03")
	w.Person.System = Comprehensive
	w.want(saturday, "0/0 ×1.5 480")
	w.Person.System = Flexible
	w.want(saturday, "0/0")
	w = mode(ApprovedAndPresent, saturday).extra("09:00", "17:00").punch("08:55 17:03")
	w.Overtime[0].Bank = true
	if d := w.want(saturday, "0/0 ×2 480"); d.Banked != 480 {
		t.Errorf("banked %d", d.Banked)
	}
	// overtime up to the next shift
	w = newWorld(t, day, "2026-11-24").duty(day, shiftD()).duty("2026-11-24", shiftD()).extra("18:00", "32:00")
	w.punch("08:55", "2026-11-24 08:03", "2026-11-24 08:50", "2026-11-24 18:00")
	w.want(day, "480/480 ×1.5 840")
	w.want("2026-11-24", "480/480")
}

// Rule 10: until every clock was read, nobody is absent.
func TestGate(t *testing.T) {
	const day = "2026-11-23"
	w := newWorld(t, day, day).duty(day, shiftD())
	w.ReadUntil = w.at("18:00")
	if d := w.want(day, "0/480"); d.State != Waiting {
		t.Errorf("state %s", d.State)
	}
	w.punch("09:10")
	if d := w.want(day, "0/480 late 10"); d.State != Waiting {
		t.Errorf("state %s", d.State)
	}
	w.ReadUntil = w.at("2026-11-24 04:00")
	if d := w.want(day, "0/480 late 10 missing_out 1"); d.State != Final {
		t.Errorf("state %s", d.State)
	}
}

func TestWaiver(t *testing.T) {
	const day = "2026-11-23"
	w := newWorld(t, day, day).duty(day, shiftD()).punch("09:14 18:00")
	w.Waivers = []Waiver{{Date: calendar.Must(day)}}
	if d := w.want(day, "466/480"); len(d.Exceptions) != 0 || d.Tags[0] != TagWaived {
		t.Errorf("%v %v", d.Exceptions, d.Tags)
	}
}

// ATT-01: the long day shift of three segments.
func TestLongDayShift(t *testing.T) {
	const day = "2026-11-23"
	long := &Shift{Code: "LD", Segments: []Segment{{In: 480, Out: 720}, {In: 780, Out: 1020}, {In: 1080, Out: 1200}}, OpenBefore: 60, CloseAfter: 120}
	newWorld(t, day, day).duty(day, long).punch("07:55 12:02 12:55 17:01 17:58 20:00").want(day, "600/600")
	// ATT-02: an own window of a segment
	long.Segments[0].OpenBefore = 20
	newWorld(t, day, day).duty(day, long).punch("07:30 12:02 12:55 17:01 17:58 20:00").want(day, "360/600 missing_in 1")
	long.Segments[0].OpenBefore = 40
	newWorld(t, day, day).duty(day, long).punch("07:30 12:02 12:55 17:01 17:58 20:00").want(day, "600/600")
}

// The status of the clock only decides between equal choices.
func TestStatusIsATieBreaker(t *testing.T) {
	const day = "2026-11-23"
	for status, want := range map[Status]string{SaidIn: "270/480 missing_out 1", SaidOut: "210/480 missing_in 1"} {
		w := newWorld(t, day, day).duty(day, shiftS()).punch("08:25 12:30 17:31")
		w.Punches[1].Status = status
		w.want(day, want)
		w = newWorld(t, day, day).duty(day, shiftD()).punch("08:55 18:03")
		w.Punches[0].Status, w.Punches[1].Status = SaidOut, SaidIn
		w.want(day, "480/480")
	}
}
