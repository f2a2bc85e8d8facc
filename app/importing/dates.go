package importing

import (
	"strconv"
	"strings"
	"time"

	"kontor/app/calendar"
)

// moment is a date with, perhaps, a time of day in seconds.
type moment struct {
	day     calendar.Date
	seconds int
	timed   bool
}

var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}

// dateFault says why a text is no date.
type dateFault string

const (
	dateOK     dateFault = ""
	dateForm   dateFault = "import.date_form"   // it does not look like one
	dateNoDay  dateFault = "import.date_no_day" // 30 February
	dateUnsure dateFault = "import.date_unsure" // 3/4/2026: day or month first?
)

// readDate reads the spellings found in real sheets: 2026/3/12, 2026.03.12, 20260312,
// 2026年3月12日, 26-3-12, 3月9日, 12/3/2026 (by order), 12 Mar 2026, Mar 12 2026, the serial
// number 44265, each perhaps with a time behind it. A day without a year is the one
// nearest to today, in the past.
func readDate(text string, order Order, today calendar.Date) (moment, dateFault) {
	s := strings.TrimSpace(fold(text))
	s, seconds, timed := cutTime(s)
	s = strings.TrimSpace(cutWeekday(s))
	if s == "" {
		return moment{}, dateForm
	}
	parts, marks := split(s)
	m := moment{seconds: seconds, timed: timed}
	var fault dateFault
	switch {
	case len(parts) == 1 && marks == "":
		m.day, fault = oneNumber(parts[0], &m)
	case hasMonthName(parts):
		m.day, fault = named(parts, today)
	case len(parts) == 3:
		m.day, fault = three(parts, order)
	case len(parts) == 2:
		m.day, fault = two(parts, marks, today)
	default:
		fault = dateForm
	}
	return m, fault
}

// split cuts at everything that is neither letter nor digit, and between 年 月 日.
func split(s string) (parts []string, marks string) {
	var m strings.Builder
	parts = strings.FieldsFunc(s, func(r rune) bool {
		cut := !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z')
		if cut {
			m.WriteRune(r)
		}
		return cut
	})
	return parts, strings.TrimSpace(m.String())
}

// oneNumber reads 20260312 and serial numbers of spreadsheets.
func oneNumber(s string, m *moment) (calendar.Date, dateFault) {
	n, err := strconv.Atoi(s)
	switch {
	case err != nil:
		return 0, dateForm
	case len(s) == 8:
		return day(n/10000, n/100%100, n%100)
	case len(s) == 14: // 20260312083000
		m.seconds, m.timed = n/10000%100*3600+n/100%100*60+n%100, true
		return day(n/10_000_000_000, n/100_000_000%100, n/1_000_000%100)
	case len(s) == 5 && n >= 10_000: // 1927 to 2173
		return calendar.Of(1899, 12, 30).AddDays(n), dateOK
	}
	return 0, dateForm
}

func day(y, m, d int) (calendar.Date, dateFault) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, dateForm
	}
	got := calendar.Of(y, time.Month(m), d)
	if _, month, _ := got.Parts(); int(month) != m {
		return 0, dateNoDay
	}
	return got, dateOK
}

// year makes four digits of two: 26 is 2026, 78 is 1978.
func year(n int) int {
	switch {
	case n >= 100:
		return n
	case n < 70:
		return 2000 + n
	}
	return 1900 + n
}

func three(parts []string, order Order) (calendar.Date, dateFault) {
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || len(p) > 4 {
			return 0, dateForm
		}
		n[i] = v
	}
	switch {
	case len(parts[0]) >= 3 || order == YMD && len(parts[2]) <= 2:
		return day(year(n[0]), n[1], n[2])
	case order == DMY || n[0] > 12 && len(parts[2]) >= 3:
		return day(year(n[2]), n[1], n[0])
	case order == MDY || n[1] > 12 && len(parts[2]) >= 3:
		return day(year(n[2]), n[0], n[1])
	case len(parts[2]) >= 3 && n[0] == n[1]:
		return day(n[2], n[0], n[1])
	case len(parts[2]) >= 3:
		return 0, dateUnsure
	}
	return day(year(n[0]), n[1], n[2])
}

// two reads a day without a year (3月9日, 3-9) or a month without a day (2026年3月 is its
// first day).
func two(parts []string, marks string, today calendar.Date) (calendar.Date, dateFault) {
	a, err1 := strconv.Atoi(parts[0])
	b, err2 := strconv.Atoi(parts[1])
	if err1 != nil || err2 != nil {
		return 0, dateForm
	}
	if len(parts[0]) == 4 {
		return day(a, b, 1)
	}
	if strings.Contains(marks, ".") && !strings.Contains(marks, "月") {
		return 0, dateForm // 3.5 is a number
	}
	return nearest(a, b, today)
}

// nearest is the day of this year, or of the year before when it lies ahead.
func nearest(m, d int, today calendar.Date) (calendar.Date, dateFault) {
	y, _, _ := today.Parts()
	got, fault := day(y, m, d)
	if fault == dateOK && got <= today {
		return got, fault
	}
	if before, f := day(y-1, m, d); f == dateOK {
		return before, f
	}
	return got, fault
}

func hasMonthName(parts []string) bool {
	for _, p := range parts {
		if months[p] != 0 {
			return true
		}
	}
	return false
}

// named reads 12 Mar 2026, Mar 12, 2026, 12-Mar-26, 12 March.
func named(parts []string, today calendar.Date) (calendar.Date, dateFault) {
	var m time.Month
	var n []int
	yearAt := -1
	for _, p := range parts {
		if months[p] != 0 && m == 0 {
			m = months[p]
			continue
		}
		p = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(p, "st"), "nd"), "rd"), "th")
		v, err := strconv.Atoi(p)
		if err != nil {
			return 0, dateForm
		}
		if len(p) == 4 {
			yearAt = len(n)
		}
		n = append(n, v)
	}
	switch {
	case len(n) == 1 && yearAt < 0:
		return nearest(int(m), n[0], today)
	case len(n) == 1:
		return day(n[0], int(m), 1)
	case len(n) == 2 && yearAt == 0:
		return day(n[0], int(m), n[1])
	case len(n) == 2:
		return day(year(n[1]), int(m), n[0])
	}
	return 0, dateForm
}

// cutTime takes a time of day off the end: 8:30, 08:30:00, 下午3:05, 3:05 pm, T08:30.
func cutTime(s string) (rest string, seconds int, timed bool) {
	colon := strings.IndexByte(s, ':')
	if colon < 0 {
		return s, 0, false
	}
	from := colon
	for from > 0 && s[from-1] >= '0' && s[from-1] <= '9' {
		from--
	}
	clock := strings.TrimSpace(s[from:])
	rest = strings.TrimSpace(s[:from])
	late, early := false, false
	for _, w := range []string{"pm", "p.m.", "下午", "晚上"} {
		if strings.HasSuffix(clock, w) || strings.HasSuffix(rest, w) {
			late = true
			clock, rest = strings.TrimSpace(strings.TrimSuffix(clock, w)), strings.TrimSpace(strings.TrimSuffix(rest, w))
		}
	}
	for _, w := range []string{"am", "a.m.", "上午", "凌晨"} {
		if strings.HasSuffix(clock, w) || strings.HasSuffix(rest, w) {
			early = true
			clock, rest = strings.TrimSpace(strings.TrimSuffix(clock, w)), strings.TrimSpace(strings.TrimSuffix(rest, w))
		}
	}
	clock, _, _ = strings.Cut(strings.TrimSuffix(clock, "z"), ".")
	parts := strings.Split(clock, ":")
	if len(parts) > 3 {
		return s, 0, false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 || i == 0 && v > 24 || i > 0 && v > 59 {
			return s, 0, false
		}
		n[i] = v
	}
	if late && n[0] < 12 {
		n[0] += 12
	}
	if early && n[0] == 12 {
		n[0] = 0
	}
	return strings.TrimSuffix(rest, "t"), n[0]*3600 + n[1]*60 + n[2], true
}

// cutWeekday drops a weekday around a date.
func cutWeekday(s string) string {
	for _, w := range []string{"星期", "周", "礼拜"} {
		if i := strings.Index(s, w); i >= 0 {
			rest := []rune(s[i+len(w):])
			if len(rest) > 0 {
				return s[:i] + string(rest[1:])
			}
		}
	}
	for _, w := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		if rest, ok := strings.CutPrefix(s, w); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return strings.TrimLeft(rest, " ,.")
		}
	}
	return s
}

// orderSeen tells what a numeric date says of the order of its column: DMY, MDY, or
// nothing.
func orderSeen(text string) Order {
	if len(text) < 8 || len(text) > 30 {
		return AnyOrder
	}
	s, _, _ := cutTime(text)
	parts, _ := split(strings.TrimSpace(s))
	if len(parts) != 3 || len(parts[2]) != 4 || len(parts[0]) > 2 || len(parts[1]) > 2 {
		return AnyOrder
	}
	a, err1 := strconv.Atoi(parts[0])
	b, err2 := strconv.Atoi(parts[1])
	switch {
	case err1 != nil || err2 != nil:
		return AnyOrder
	case a > 12 && a <= 31 && b <= 12:
		return DMY
	case b > 12 && b <= 31 && a <= 12:
		return MDY
	}
	return AnyOrder
}
