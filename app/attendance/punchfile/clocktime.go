package punchfile

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"kontor/app/calendar"
)

var (
	dateForm  = regexp.MustCompile(`(\d{1,4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,4})日?`)
	timeForm  = regexp.MustCompile(`(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?`)
	halfOfDay = regexp.MustCompile(`(?i)(上午|下午|\bAM\b|\bPM\b)`)
	serial    = regexp.MustCompile(`^\d{1,6}(\.\d+)?$`)
	packed14  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$`)
)

// dayFirst says how 3/4/2026 is meant; a file is read once to find out.
type dayFirst bool

// guessDayFirst looks for a date whose first number cannot be a month.
func guessDayFirst(samples []string) dayFirst {
	for _, s := range samples {
		m := dateForm.FindStringSubmatch(s)
		if m == nil || len(m[1]) == 4 {
			continue
		}
		if n, _ := strconv.Atoi(m[1]); n > 12 {
			return true
		}
	}
	return false
}

// date reads the first date in s.
func (df dayFirst) date(s string) (calendar.Date, bool) {
	m := dateForm.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[2])
	c, _ := strconv.Atoi(m[3])
	y, mo, d := a, b, c
	switch {
	case len(m[1]) == 4:
	case len(m[3]) == 4 && bool(df):
		y, mo, d = c, b, a
	case len(m[3]) == 4:
		y, mo, d = c, a, b
	case len(m[1]) == 2 && len(m[3]) <= 2: // 26-03-18
		y = 2000 + a
	default:
		return 0, false
	}
	return makeDate(y, mo, d)
}

func makeDate(y, m, d int) (calendar.Date, bool) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	date, err := calendar.Parse(pad(y, 4) + "-" + pad(m, 2) + "-" + pad(d, 2))
	return date, err == nil
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// times reads all times in s, also glued ones (08:5512:0213:01), as seconds of the day.
func times(s string) []int {
	var out []int
	for _, m := range timeForm.FindAllStringSubmatchIndex(s, -1) {
		h, _ := strconv.Atoi(s[m[2]:m[3]])
		mi, _ := strconv.Atoi(s[m[4]:m[5]])
		sec := 0
		if m[6] >= 0 {
			sec, _ = strconv.Atoi(s[m[6]:m[7]])
		}
		if h > 23 || mi > 59 || sec > 59 {
			continue
		}
		out = append(out, h*3600+mi*60+sec)
	}
	if len(out) == 1 {
		out[0] = afternoon(s, out[0])
	}
	return out
}

// afternoon applies 下午 and PM.
func afternoon(s string, sec int) int {
	switch strings.ToUpper(halfOfDay.FindString(s)) {
	case "下午", "PM":
		if sec < 12*3600 {
			return sec + 12*3600
		}
	case "上午", "AM":
		if sec >= 12*3600 {
			return sec - 12*3600
		}
	}
	return sec
}

// cellTimes reads the times of a table cell, which may be a fraction of a day or a
// time that a spreadsheet keeps on its day zero.
func cellTimes(s string) []int {
	s = strings.TrimSpace(s)
	if serial.MatchString(s) {
		v, _ := strconv.ParseFloat(s, 64)
		if v > 0 && v < 1 {
			return []int{fraction(v)}
		}
		return nil
	}
	return times(dateForm.ReplaceAllString(s, " "))
}

func fraction(v float64) int {
	return int(math.Round((v-math.Floor(v))*86400)) % 86400
}

// moment reads a date with a time, or the serial number of a spreadsheet.
func (df dayFirst) moment(s string) (calendar.Date, int, bool) {
	s = strings.TrimSpace(s)
	if m := packed14.FindStringSubmatch(s); m != nil {
		d, ok := df.date(m[1] + "-" + m[2] + "-" + m[3])
		t := times(m[4] + ":" + m[5] + ":" + (m[6] + "00")[:2])
		if !ok || len(t) != 1 {
			return 0, 0, false
		}
		return d, t[0], true
	}
	if serial.MatchString(s) {
		v, _ := strconv.ParseFloat(s, 64)
		if v < 30000 || v > 80000 || v == math.Floor(v) {
			return 0, 0, false
		}
		return calendar.Of(1899, 12, 30).AddDays(int(v)), fraction(v), true
	}
	d, ok := df.date(s)
	t := times(dateForm.ReplaceAllString(s, " "))
	if !ok || len(t) != 1 {
		return 0, 0, false
	}
	return d, t[0], true
}

// cellDate reads a date cell, which may be the serial number of a spreadsheet.
func (df dayFirst) cellDate(s string) (calendar.Date, bool) {
	s = strings.TrimSpace(s)
	if len(s) == 8 && digits(s) {
		return df.date(s[:4] + "-" + s[4:6] + "-" + s[6:])
	}
	if serial.MatchString(s) {
		v, _ := strconv.ParseFloat(s, 64)
		if v < 30000 || v > 80000 {
			return 0, false
		}
		return calendar.Of(1899, 12, 30).AddDays(int(v)), true
	}
	return df.date(s)
}

// PIN is the number of a person on a clock without padding: 000000012 and " 12" are 12.
func PIN(s string) string {
	s = strings.TrimSpace(strings.Trim(strings.TrimSpace(s), `'"`))
	if short := strings.TrimSuffix(s, ".0"); short != s && digits(short) {
		s = short
	}
	if !digits(s) {
		return s
	}
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return "0"
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// CellDate reads the date of a table cell: 2026-03-18, 2026/3/18, 20260318, 3/18/2026
// (month first) or the serial number of a spreadsheet.
func CellDate(s string) (calendar.Date, bool) { return dayFirst(false).cellDate(s) }
