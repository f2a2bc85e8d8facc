package excel

import (
	"math"
	"strconv"
	"strings"
	"time"

	"kontor/app/importing"
)

// look is what a cell style says about a number.
type look uint8

const (
	asNumber look = iota
	asDate        // a day, perhaps with a time
	asTime        // a time of day
	asPercent
)

// lookOf judges a number format: its builtin id or its code.
func lookOf(id int, code string) look {
	switch {
	case code != "":
		return lookOfCode(code)
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return asDate
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return asTime
	case id == 9, id == 10:
		return asPercent
	}
	return asNumber
}

// lookOfCode reads a format like yyyy"年"m"月"d"日" or [$-804]h:mm;@. Quoted text,
// escaped characters and [conditions] do not count; [h] counts hours.
func lookOfCode(code string) look {
	code, _, _ = strings.Cut(code, ";")
	if strings.Contains(strings.ToLower(code), "general") {
		return asNumber
	}
	day, clock, percent := false, false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return asNumber
			}
			inside := strings.ToLower(code[i+1 : i+end])
			clock = clock || strings.Trim(inside, "hms") == "" && inside != ""
			i += end
		case 'y', 'Y', 'd', 'D', 'e':
			day = true
		case 'h', 'H', 's', 'S':
			clock = true
		case 'm', 'M':
			day = day || !clock && !strings.ContainsAny(strings.ToLower(code[i:]), "hs")
		case '%':
			percent = true
		case '0', '#', '?':
			if !clock { // 0.00E+00 has an E, which is no era; ss.000 has zeros
				return percentOr(strings.Contains(code, "%"))
			}
		}
	}
	switch {
	case day:
		return asDate
	case clock:
		return asTime
	}
	return percentOr(percent)
}

func percentOr(yes bool) look {
	if yes {
		return asPercent
	}
	return asNumber
}

// numberCell turns the raw text of a numeric cell into what the user sees: the exact
// decimal, the date, the time, the percentage.
func numberCell(raw string, l look, from1904 bool) importing.Cell {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return importing.Cell{Text: raw, Kind: importing.Text}
	}
	switch l {
	case asDate, asTime:
		if s, ok := dateText(v, l, from1904); ok {
			return importing.Cell{Text: s, Kind: importing.Date}
		}
	case asPercent:
		return importing.Cell{Text: decimal(v*100) + "%", Kind: importing.Text}
	}
	if math.Abs(v) >= 1e15 {
		return importing.Cell{Text: strconv.FormatFloat(v, 'f', -1, 64), Kind: importing.Lost}
	}
	return importing.Cell{Text: decimal(v), Kind: importing.Number}
}

// decimal writes v with the 15 digits that a sheet shows, without an exponent:
// 0.30000000000000004 → 0.3.
func decimal(v float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	if err != nil {
		short = v
	}
	if short == 0 {
		return "0" // no minus sign
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// The last day that a sheet knows is 9999-12-31.
const maxSerial = 2958465

var (
	epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	epoch1904 = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
)

// dateText turns a serial number into a date. In the 1900 system day 60 is a
// 29 February that never was; it is refused, days before it are one later.
func dateText(serial float64, l look, from1904 bool) (string, bool) {
	if serial < 0 || serial >= maxSerial+1 {
		return "", false
	}
	days := math.Floor(serial)
	seconds := int(math.Round((serial - days) * 86400))
	if seconds == 86400 {
		days, seconds = days+1, 0
	}
	clock := time.Duration(seconds) * time.Second
	if l == asTime && days == 0 {
		return epoch1900.Add(clock).Format("15:04:05"), true
	}
	at := epoch1904.AddDate(0, 0, int(days))
	if !from1904 {
		switch {
		case days == 60 || days == 0:
			return "", false
		case days < 60:
			days++
		}
		at = epoch1900.AddDate(0, 0, int(days))
	}
	if seconds == 0 {
		return at.Format("2006-01-02"), true
	}
	return at.Add(clock).Format("2006-01-02 15:04:05"), true
}

// serialOf is the day number of the 1900 system, for writing. Dates before 1900-03-01
// have none that all programs agree on.
func serialOf(t time.Time) (float64, bool) {
	day := t.Truncate(24 * time.Hour)
	n := float64(day.Sub(epoch1900) / (24 * time.Hour))
	if n < 61 || n > maxSerial {
		return 0, false
	}
	return n + float64(t.Sub(day)/time.Second)/86400, true
}
