package rules

import (
	"sort"
	"strings"

	"kontor/app/calendar"
)

// Warning is something about a roster that somebody should look at.
type Warning struct {
	Kind   string // one of the Warn… constants
	Person int64
	Date   calendar.Date
	Count  int // days in a row, or minutes of rest
}

// Kinds of warnings about a roster.
const (
	WarnLeft      = "left"       // rostered before hiring or after leaving
	WarnRow       = "row"        // more days in a row than allowed
	WarnShortRest = "short_rest" // too little rest between two shifts
	WarnOverlap   = "overlap"    // two shifts at the same time
	WarnEmpty     = "empty"      // a workday without an entry
)

// CheckRoster looks through the duties of one person.
func CheckRoster(p Person, duties []Duty, law *Law) []Warning {
	list := append([]Duty(nil), duties...)
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Date != list[j].Date {
			return list[i].Date < list[j].Date
		}
		return firstMinute(list[i].Shift) < firstMinute(list[j].Shift)
	})
	var out []Warning
	var lastDate calendar.Date
	var lastEnd Minute
	row := 0
	for _, d := range list {
		if d.Shift == nil || len(d.Shift.Segments) == 0 {
			continue
		}
		if !p.employed(d.Date) {
			out = append(out, Warning{Kind: WarnLeft, Person: p.ID, Date: d.Date})
		}
		row = inARow(row, lastDate, d.Date)
		if limit, ok := law.On(DaysInARow, d.Date); ok && d.Date != lastDate && row*100 > limit {
			out = append(out, Warning{Kind: WarnRow, Person: p.ID, Date: d.Date, Count: row})
		}
		start := At(d.Date, d.Shift.Segments[0].In)
		rest := int(start - lastEnd)
		switch {
		case lastEnd != 0 && rest < 0:
			out = append(out, Warning{Kind: WarnOverlap, Person: p.ID, Date: d.Date})
		case lastEnd != 0 && d.Date != lastDate && rest < law.minutes(RestHours, d.Date):
			out = append(out, Warning{Kind: WarnShortRest, Person: p.ID, Date: d.Date, Count: rest})
		}
		lastDate, lastEnd = d.Date, At(d.Date, d.Shift.Segments[len(d.Shift.Segments)-1].Out)
	}
	return out
}

func inARow(row int, last, d calendar.Date) int {
	switch d - last {
	case 0:
		return row
	case 1:
		return row + 1
	}
	return 1
}

// HeadCount is how many people work a shift on a date.
type HeadCount struct {
	Date  calendar.Date
	Shift string
	N     int
}

// CountHeads counts people per date and shift.
func CountHeads(all [][]Duty) []HeadCount {
	n := map[HeadCount]int{}
	for _, duties := range all {
		for _, d := range duties {
			if d.Shift != nil {
				n[HeadCount{Date: d.Date, Shift: d.Shift.Code}]++
			}
		}
	}
	out := make([]HeadCount, 0, len(n))
	for k, count := range n {
		k.N = count
		out = append(out, k)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Date != out[j].Date {
			return out[i].Date < out[j].Date
		}
		return out[i].Shift < out[j].Shift
	})
	return out
}

// Cycle is a pattern of shifts that repeats, such as 早早中中晚晚休休.
type Cycle struct {
	Codes []string // "" is a day of rest
	Start calendar.Date
}

// ParseCycle reads a pattern. Words are separated by spaces, commas or dashes; without
// separators every character is a word. known tells whether a word is a shift and gives
// its code; 休, rest, R and - are days of rest. bad is the first word that is neither.
func ParseCycle(text string, known func(word string) (code string, ok bool)) (codes []string, bad string) {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，、/;；\t\n", r) })
	if len(words) == 1 {
		if _, whole := known(words[0]); !whole {
			words = strings.Split(words[0], "")
		}
	}
	for _, w := range words {
		if code, ok := known(w); ok {
			codes = append(codes, code)
			continue
		}
		switch strings.ToLower(w) {
		case "休", "rest", "r", "-", "0", "off":
			codes = append(codes, "")
		default:
			return nil, w
		}
	}
	return codes, ""
}

// On is the code of the pattern on a date for a person who runs offset days ahead.
func (c Cycle) On(d calendar.Date, offset int) string {
	n := len(c.Codes)
	if n == 0 {
		return ""
	}
	return c.Codes[((int(d-c.Start)+offset)%n+n)%n]
}

// Week is a fixed week: a shift per weekday (index 0 = Monday), "" for rest. ATT-08
type Week struct {
	Codes    [7]string
	Holidays bool // holidays are off and make-up days are worked as the calendar says
	Makeup   string
}

// On is the code of the week on a date.
func (w Week) On(d calendar.Date, cal *calendar.Table) string {
	code := w.Codes[d.ISOWeekday()-1]
	if !w.Holidays {
		return code
	}
	switch cal.Day(d).Kind {
	case calendar.Holiday:
		return ""
	case calendar.Makeup:
		if code == "" {
			return w.Makeup
		}
	}
	return code
}
