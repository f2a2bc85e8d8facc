package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// Purpose tells which way a shorthand without a year is meant.
type Purpose int

// The purposes of a date field.
const (
	Ahead Purpose = iota // due dates, follow-ups: the nearest date within 300 days ahead, else the latest past one
	Past                 // births, punches, documents received: the nearest date that is not in the future
)

// aheadDays is how far ahead a date without a year may lie before last year's is meant.
const aheadDays = 300

// ParseShort reads what people type into a date field: a full date in any of the
// usual spellings (2026-3-18, 2026/3/18, 20260318, 2026年3月18日), a date without a
// year (0318, 3-18, 3月18日), a day of the month (18), a weekday (周五, fri), a word
// (今, 明天, yesterday) or a distance from today (+1, -3, +2w, +1m). The empty text
// is no date. The error is plain; fields show their own sentence.
func ParseShort(s string, today Date, purpose Purpose) (Date, error) {
	t := strings.ToLower(strings.TrimSpace(narrow(s)))
	if t == "" {
		return 0, nil
	}
	if n, ok := dayWords[t]; ok {
		return today.AddDays(n), nil
	}
	if d, ok := distance(t, today); ok {
		return d, nil
	}
	if d, ok := weekdayWord(t, today, purpose); ok {
		return d, nil
	}
	if d, ok := digits(t, today, purpose); ok {
		return d, nil
	}
	return 0, fmt.Errorf("calendar: %q is not a date", s)
}

var dayWords = map[string]int{
	"今": 0, "今天": 0, "今日": 0, "today": 0, "now": 0,
	"明": 1, "明天": 1, "明日": 1, "tomorrow": 1,
	"昨": -1, "昨天": -1, "昨日": -1, "yesterday": -1,
	"后": 2, "后天": 2, "大后天": 3, "前": -2, "前天": -2, "大前天": -3,
}

// distance reads +1, -3, +2w (weeks), +1m (months), +1y.
func distance(s string, today Date) (Date, bool) {
	if s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	body := strings.TrimRight(s, "天日周月年dwmy个星期")
	n, err := strconv.Atoi(body)
	if err != nil || n < -100000 || n > 100000 {
		return 0, false
	}
	switch strings.TrimPrefix(s[len(body):], "个") {
	case "", "天", "日", "d":
		return inRange(today.AddDays(n))
	case "周", "星期", "w":
		return inRange(today.AddDays(7 * n))
	case "月", "m":
		return inRange(today.AddMonths(n))
	case "年", "y":
		return inRange(today.AddMonths(12 * n))
	}
	return 0, false
}

func inRange(d Date) (Date, bool) {
	return d, d >= 1 && d <= Of(9999, 12, 31)
}

// weekdayWord reads 周五, 星期日, 下周一, 上周三, fri. Without 上 or 下 it is the next such
// day, today included; in a field for the past it is the latest such day.
func weekdayWord(s string, today Date, purpose Purpose) (Date, bool) {
	week, rest := 0, s
	for _, p := range []struct {
		word string
		week int
	}{{"下下", 2}, {"下个", 1}, {"下", 1}, {"上上", -2}, {"上个", -1}, {"上", -1}, {"next ", 1}, {"last ", -1}} {
		if strings.HasPrefix(s, p.word) {
			week, rest = p.week, strings.TrimPrefix(s, p.word)
			break
		}
	}
	day, ok := weekdayNumber(rest)
	if !ok {
		return 0, false
	}
	monday := today - Date(isoWeekday(today)-1)
	if week != 0 {
		return monday + Date(7*week+day-1), true
	}
	d := monday + Date(day-1)
	switch {
	case purpose == Past && d > today:
		d -= 7
	case purpose == Ahead && d < today:
		d += 7
	}
	return d, true
}

func weekdayNumber(s string) (int, bool) {
	for _, p := range []string{"周", "星期", "礼拜", "週"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			n, ok := chineseWeekdays[rest]
			return n, ok
		}
	}
	if len(s) < 3 {
		return 0, false
	}
	for i, name := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		if strings.HasPrefix(name, s) {
			return i + 1, true
		}
	}
	return 0, false
}

var chineseWeekdays = map[string]int{
	"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7,
	"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7,
}

// isoWeekday is 1 Monday … 7 Sunday.
func isoWeekday(d Date) int { return (int(d)-1)%7 + 1 }

// digits reads dates made of numbers, with or without separators.
func digits(s string, today Date, purpose Purpose) (Date, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-/. 年月日号", r) })
	nums := make([]int, len(parts))
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || len(p) > 8 {
			return 0, false
		}
		nums[i] = n
	}
	switch len(nums) {
	case 3:
		return full(century(nums[0], parts[0], today), nums[1], nums[2])
	case 2:
		if nums[0] > 31 { // 2026-03 is a month, not a date
			return 0, false
		}
		return nearest(nums[0], nums[1], today, purpose)
	case 1:
		return packed(parts[0], nums[0], today, purpose)
	}
	return 0, false
}

// packed reads 20260318, 260318, 0318, 318 and 18.
func packed(p string, n int, today Date, purpose Purpose) (Date, bool) {
	switch len(p) {
	case 8:
		return full(n/10000, n/100%100, n%100)
	case 6:
		return full(century(n/10000, p[:2], today), n/100%100, n%100)
	case 3, 4:
		return nearest(n/100, n%100, today, purpose)
	case 1, 2:
		return nearestDay(n, today, purpose)
	}
	return 0, false
}

// century completes a year of two digits: at most 30 years ahead.
func century(year int, text string, today Date) int {
	if len(text) > 2 {
		return year
	}
	this, _, _ := today.Parts()
	y := this/100*100 + year
	if y > this+30 {
		y -= 100
	}
	return y
}

func full(y, m, d int) (Date, bool) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > monthDays(y, m) {
		return 0, false
	}
	return Of(y, month(m), d), true
}

// nearest finds the year that a month and a day without a year mean.
func nearest(m, d int, today Date, purpose Purpose) (Date, bool) {
	this, _, _ := today.Parts()
	if purpose == Ahead {
		for y := this; y <= this+1; y++ {
			if date, ok := full(y, m, d); ok && date >= today && date-today <= aheadDays {
				return date, true
			}
		}
	}
	for y := this; y >= this-8; y-- { // 29 February may be eight years back
		if date, ok := full(y, m, d); ok && date <= today {
			return date, true
		}
	}
	return 0, false
}

// nearestDay finds the month that a bare day means.
func nearestDay(day int, today Date, purpose Purpose) (Date, bool) {
	step := 1
	if purpose == Past {
		step = -1
	}
	for i := 0; i < 12; i++ {
		y, m, _ := today.MonthStart().AddMonths(i * step).Parts()
		date, ok := full(y, int(m), day)
		if ok && (purpose == Past && date <= today || purpose == Ahead && date >= today) {
			return date, true
		}
	}
	return 0, false
}

// narrow turns full-width digits and signs, as Chinese keyboards give them, into ASCII.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		case r == '−' || r == '–' || r == '—':
			return '-'
		case r == '。':
			return '.'
		}
		return r
	}, s)
}
