package listing

import (
	"strconv"
	"strings"
	"time"

	"kontor/app/calendar"
)

// Span is a range of days, both ends included.
type Span struct{ From, To calendar.Date }

// ranges are the relative words a date filter understands, in both languages.
var ranges = map[string]func(calendar.Date) Span{
	"today":        func(d calendar.Date) Span { return Span{d, d} },
	"yesterday":    func(d calendar.Date) Span { return Span{d - 1, d - 1} },
	"tomorrow":     func(d calendar.Date) Span { return Span{d + 1, d + 1} },
	"this_week":    func(d calendar.Date) Span { return week(d, 0) },
	"last_week":    func(d calendar.Date) Span { return week(d, -7) },
	"next_week":    func(d calendar.Date) Span { return week(d, 7) },
	"this_month":   func(d calendar.Date) Span { return months(d.MonthStart(), 1) },
	"last_month":   func(d calendar.Date) Span { return months(d.MonthStart().AddMonths(-1), 1) },
	"next_month":   func(d calendar.Date) Span { return months(d.MonthStart().AddMonths(1), 1) },
	"this_quarter": func(d calendar.Date) Span { return months(quarter(d), 3) },
	"last_quarter": func(d calendar.Date) Span { return months(quarter(d).AddMonths(-3), 3) },
	"next_quarter": func(d calendar.Date) Span { return months(quarter(d).AddMonths(3), 3) },
	"this_year":    func(d calendar.Date) Span { return months(year(d), 12) },
	"last_year":    func(d calendar.Date) Span { return months(year(d).AddMonths(-12), 12) },
	"next_year":    func(d calendar.Date) Span { return months(year(d).AddMonths(12), 12) },
}

var rangeWords = map[string]string{
	"今天": "today", "昨天": "yesterday", "明天": "tomorrow", "本周": "this_week", "上周": "last_week", "下周": "next_week",
	"本月": "this_month", "上月": "last_month", "下月": "next_month", "本季度": "this_quarter", "上季度": "last_quarter",
	"下季度": "next_quarter", "今年": "this_year", "去年": "last_year", "明年": "next_year",
	"this week": "this_week", "last week": "last_week", "next week": "next_week", "this month": "this_month",
	"last month": "last_month", "next month": "next_month", "this year": "this_year", "last year": "last_year",
}

// Ranges lists the relative words a date filter offers, in order of use.
func Ranges() []string {
	return []string{
		"today", "yesterday", "tomorrow", "this_week", "last_week", "next_week", "this_month", "last_month",
		"next_month", "this_quarter", "last_quarter", "next_quarter", "this_year", "last_year", "next_year",
	}
}

// Relative resolves a relative date against today: one of Ranges (or its Chinese word),
// or +n / -n days from today. A month YYYY-MM and a year YYYY are spans, too.
func Relative(text string, today calendar.Date) (Span, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if w, ok := rangeWords[text]; ok {
		text = w
	}
	if fn, ok := ranges[text]; ok {
		return fn(today), true
	}
	if len(text) > 1 && (text[0] == '+' || text[0] == '-') {
		n, err := strconv.Atoi(text)
		if err != nil || n > 36600 || n < -36600 {
			return Span{}, false
		}
		return Span{today.AddDays(n), today.AddDays(n)}, true
	}
	if t, err := time.Parse("2006-01", text); err == nil && t.Year() > 0 {
		return months(calendar.Of(t.Date()), 1), true
	}
	if t, err := time.Parse("2006", text); err == nil && t.Year() > 0 {
		return months(calendar.Of(t.Date()), 12), true
	}
	return Span{}, false
}

func week(d calendar.Date, shift int) Span {
	monday := d.AddDays(-(int(d.Weekday()) + 6) % 7).AddDays(shift)
	return Span{monday, monday.AddDays(6)}
}

func months(start calendar.Date, n int) Span { return Span{start, start.AddMonths(n) - 1} }

func quarter(d calendar.Date) calendar.Date {
	y, m, _ := d.Parts()
	return calendar.Of(y, (m-1)/3*3+1, 1)
}

func year(d calendar.Date) calendar.Date { y, _, _ := d.Parts(); return calendar.Of(y, 1, 1) }
