package rules

import (
	"reflect"
	"strings"
	"testing"

	"kontor/app/calendar"
)

// ATT-03 and the figures of the law, each with its dates.
func TestLaw(t *testing.T) {
	law := ChineseLaw()
	for _, c := range []struct {
		key, date string
		want      int
	}{
		{StatutoryDays, "2024-12-31", 1100},
		{StatutoryDays, "2025-01-01", 1300},
		{PayDays, "2024-06-01", 2175},
		{PayDays, "2026-06-01", 2175},
		{WorkDays, "2024-06-01", 2083},
		{WorkDays, "2026-06-01", 2067},
		{WorkDaysYear, "2026-06-01", 24800},
		{RateWorkdayPct, "2026-06-01", 15000},
		{RateRestPct, "2026-06-01", 20000},
		{RateHolidayPct, "2026-06-01", 30000},
	} {
		if got, ok := law.On(c.key, calendar.Must(c.date)); !ok || got != c.want {
			t.Errorf("%s on %s: %d", c.key, c.date, got)
		}
	}
	if _, ok := law.On(StatutoryDays, calendar.Must("2000-01-01")); ok {
		t.Error("before the table begins nothing is known")
	}
	own := law.With([]Parameter{{MarriageDays, calendar.Must("2026-01-01"), 0, 1300, "浙江"}})
	if v, _ := own.On(MarriageDays, calendar.Must("2026-06-01")); v != 1300 {
		t.Errorf("own row: %d", v)
	}
	d := calendar.Must("2026-06-01")
	if got := law.DailyPay(870000, d); got != 40000 {
		t.Errorf("8,700.00 a month is %d a day", got)
	}
	if got := law.HourlyPay(870000, d); got != 5000 {
		t.Errorf("8,700.00 a month is %d an hour", got)
	}
	if got := law.DailyPay(1000000, d); got != 45977 { // 459.770…
		t.Errorf("10,000.00 a month is %d a day", got)
	}
}

func TestAnnualLeave(t *testing.T) {
	law, d := ChineseLaw(), calendar.Must("2026-06-01")
	for years, want := range map[int]int{0: 0, 1: 5, 9: 5, 10: 10, 19: 10, 20: 15, 40: 15} {
		if got := law.AnnualDays(years, d); got != want {
			t.Errorf("%d years: %d days, want %d", years, got, want)
		}
	}
	for hired, want := range map[string]int{"2026-01-01": 5, "2026-01-02": 4, "2026-07-01": 2, "2026-10-20": 1, "2026-10-21": 0, "2026-12-31": 0} {
		if got := JoinerDays(calendar.Must(hired), 5); got != want {
			t.Errorf("hired %s: %d days, want %d", hired, got, want)
		}
	}
	for _, c := range []struct {
		left            string
		taken, expected int
	}{{"2026-12-31", 0, 5}, {"2026-06-30", 0, 2}, {"2026-06-30", 1, 1}, {"2026-06-30", 4, 0}} {
		if got := LeaverDays(calendar.Must(c.left), 5, c.taken); got != c.expected {
			t.Errorf("left %s after %d days: %d, want %d", c.left, c.taken, got, c.expected)
		}
	}
	if n := YearsOfWork(calendar.Must("2016-02-29"), calendar.Must("2026-02-28")); n != 9 {
		t.Errorf("%d years the day before", n)
	}
}

func TestMonth(t *testing.T) {
	w := newWorld(t, "2026-03-02", "2026-03-13")
	for d := w.From; d <= w.To; d++ {
		if d.ISOWeekday() <= 5 {
			w.duty(d.String(), shiftD())
		}
	}
	for _, d := range []string{"02", "04", "05", "11", "13"} {
		w.punch("2026-03-"+d+" 08:55", "2026-03-"+d+" 18:02")
	}
	w.punch("2026-03-03 09:20", "2026-03-03 18:02", "2026-03-06 08:55", "2026-03-12 08:50", "2026-03-12 21:05")
	w.leave("personal", "2026-03-09 09:00", "2026-03-09 18:00").leave("annual", "2026-03-11 09:00", "2026-03-11 12:00")
	w.extra("2026-03-12 18:30", "2026-03-12 21:00")
	m := Sum(Compute(w.Input), ChineseLaw()) // 10 March: absent
	want := Month{
		From: w.From, To: w.To, Required: 1000, RequiredMinutes: 4800, Attended: 762, AttendedMinutes: 3160,
		LateTimes: 1, Late: 20, Missing: 1, AbsentHalf: 2, LeaveMinutes: 660, Overtime: [3]int{150}, Exceptions: 3,
		Leave: []TypeDays{{"personal", 100, 480}, {"annual", 38, 180}},
	}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("%+v\nwant %+v", m, want)
	}
	if m.LeaveOf("personal") != 100 || m.LeaveOf("annual") != 38 || m.LeaveDays() != 138 {
		t.Error("leave by column")
	}
}

func TestFullAttendance(t *testing.T) {
	full := func(change func(w *world)) bool {
		w := newWorld(t, "2026-11-23", "2026-11-23").duty("2026-11-23", shiftD())
		change(w)
		return Sum(Compute(w.Input), ChineseLaw()).Full
	}
	if !full(func(w *world) { w.punch("08:55 18:00") }) {
		t.Error("a clean day is full attendance")
	}
	if full(func(w *world) { w.punch("09:10 18:00") }) || full(func(w *world) {}) {
		t.Error("late or absent is not full attendance")
	}
	if !full(func(w *world) { w.leave("annual", "09:00", "18:00") }) || full(func(w *world) { w.leave("sick", "09:00", "18:00") }) {
		t.Error("annual leave keeps it, sick leave does not")
	}
	if full(func(w *world) { w.punch("08:55"); w.ReadUntil = w.at("10:00") }) {
		t.Error("a day that waits for data is not yet full attendance")
	}
}

func TestPeriodOvertime(t *testing.T) {
	// a quarter with 62 workdays: 496 hours; 560 worked, 16 of them on statutory days
	if got := PeriodOvertime(560*60, 16*60, 496*60); got != [3]int{48 * 60, 0, 16 * 60} {
		t.Errorf("%v", got)
	}
	law := ChineseLaw()
	if got := PeriodStandard(calendar.Builtin(), law, calendar.Must("2026-01-01"), calendar.Must("2026-12-31")); got != 248*480 {
		t.Errorf("the standard of 2026 is %d minutes", got)
	}
}

// ATT-11
func TestCycle(t *testing.T) {
	known := func(w string) (string, bool) {
		code, ok := map[string]string{"早": "A", "中": "B", "晚": "C", "早班": "A"}[w]
		return code, ok
	}
	codes, bad := ParseCycle("早早中中晚晚休休", known)
	if bad != "" || strings.Join(codes, ",") != "A,A,B,B,C,C,," {
		t.Fatalf("%v %q", codes, bad)
	}
	c := Cycle{Codes: codes, Start: calendar.Must("2026-03-01")}
	var got string
	for d := c.Start - 2; d < c.Start+8; d++ {
		got += c.On(d, 0) + "/" + c.On(d, 2) + " "
	}
	if got != "/A /A A/B A/B B/C B/C C/ C/ /A /A " {
		t.Errorf("%s", got)
	}
	if codes, bad := ParseCycle("早班 休, 早", known); bad != "" || len(codes) != 3 || codes[1] != "" {
		t.Errorf("%v %q", codes, bad)
	}
	if _, bad := ParseCycle("早夜", known); bad != "夜" {
		t.Errorf("bad word %q", bad)
	}
}

// ATT-08
func TestFixedWeek(t *testing.T) {
	w := Week{Codes: [7]string{"D", "D", "D", "D", "D", "", ""}, Holidays: true, Makeup: "D"}
	for date, want := range map[string]string{"2026-03-16": "D", "2026-03-14": "", "2026-02-16": "", "2026-02-28": "D"} {
		if got := w.On(calendar.Must(date), calendar.Builtin()); got != want {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
	w.Holidays = false
	if w.On(calendar.Must("2026-02-16"), calendar.Builtin()) != "D" || w.On(calendar.Must("2026-02-28"), calendar.Builtin()) != "" {
		t.Error("a group without holidays keeps its week")
	}
}

func TestCheckRoster(t *testing.T) {
	p := Person{ID: 5, Left: calendar.Must("2026-07-12")}
	var duties []Duty
	for d := calendar.Must("2026-07-06"); d <= calendar.Must("2026-07-13"); d++ {
		duties = append(duties, Duty{Date: d, Shift: shiftD()})
	}
	duties = append(duties, Duty{Date: calendar.Must("2026-07-20"), Shift: shiftN()}, Duty{Date: calendar.Must("2026-07-21"), Shift: shiftE()})
	var got []string
	for _, w := range CheckRoster(p, duties, ChineseLaw()) {
		got = append(got, w.Kind+" "+w.Date.String()[5:])
	}
	want := "row 07-12, left 07-13, row 07-13, left 07-20, left 07-21, short_rest 07-21"
	if strings.Join(got, ", ") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, ", "), want)
	}
	heads := CountHeads([][]Duty{{{Date: 5, Shift: shiftD()}}, {{Date: 5, Shift: shiftD()}, {Date: 6}}})
	if len(heads) != 1 || heads[0].N != 2 {
		t.Errorf("%v", heads)
	}
}
