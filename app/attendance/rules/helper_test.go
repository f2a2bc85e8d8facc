package rules

import (
	"fmt"
	"strings"
	"testing"

	"kontor/app/calendar"
)

// The shifts of the table of cases.
func shiftD() *Shift {
	return &Shift{
		Code: "D", Segments: []Segment{{In: 540, Out: 1080}}, Breaks: []Break{{720, 780}},
		LateGrace: 5, AbsentHalfAfter: 60, OpenBefore: 120, CloseAfter: 600,
	}
}

func shiftN() *Shift {
	return &Shift{
		Code: "N", Segments: []Segment{{In: 1080, Out: 1860}}, Breaks: []Break{{1440, 1500}},
		LateGrace: 10, AbsentHalfAfter: 120, OpenBefore: 120, CloseAfter: 600,
	}
}

func shiftE() *Shift {
	return &Shift{Code: "E", Segments: []Segment{{In: 840, Out: 1200}}, LateGrace: 10, AbsentHalfAfter: 60, OpenBefore: 120, CloseAfter: 600}
}

func shiftS() *Shift {
	return &Shift{Code: "S", Segments: []Segment{{In: 510, Out: 720}, {In: 780, Out: 1050}}, AbsentHalfAfter: 60, OpenBefore: 120, CloseAfter: 600}
}

// world builds an Input in the words of the case file.
type world struct {
	Input
	t *testing.T
}

func newWorld(t *testing.T, from, to string) *world {
	return &world{Input{
		Person: Person{No: "0001", Hired: calendar.Must("2020-01-01")}, Calendar: calendar.Builtin(),
		Policy: DefaultPolicy(), From: calendar.Must(from), To: calendar.Must(to),
	}, t}
}

// at reads "2026-11-23 08:55" or "08:55" (of the first day; 31:00 is the next day).
func (w *world) at(s string) Minute {
	w.t.Helper()
	d := w.From
	if i := strings.IndexByte(s, ' '); i > 0 {
		d, s = calendar.Must(s[:i]), s[i+1:]
	}
	var h, m int
	if _, err := fmt.Sscanf(s, "%d:%d", &h, &m); err != nil {
		w.t.Fatalf("time %q: %v", s, err)
	}
	return At(d, h*60+m)
}

func (w *world) span(from, to string) Span { return Span{w.at(from), w.at(to)} }

func (w *world) duty(date string, s *Shift) *world {
	w.Duties = append(w.Duties, Duty{Date: calendar.Must(date), Shift: s})
	return w
}

// punch adds punches; commas or spaces between times of the first day, full instants one by one.
func (w *world) punch(times ...string) *world {
	for _, t := range times {
		if t[4] != '-' {
			for _, s := range strings.Fields(t) {
				w.Punches = append(w.Punches, Punch{ID: int64(len(w.Punches) + 1), At: w.at(s)})
			}
			continue
		}
		w.Punches = append(w.Punches, Punch{ID: int64(len(w.Punches) + 1), At: w.at(t)})
	}
	return w
}

func (w *world) leave(typ, from, to string) *world {
	w.Leaves = append(w.Leaves, Leave{Type: typ, Span: w.span(from, to), SkipsHolidays: typ == "annual"})
	return w
}

func (w *world) trip(from, to string) *world {
	w.Trips = append(w.Trips, Trip{Span: w.span(from, to)})
	return w
}

func (w *world) extra(from, to string) *world {
	w.Overtime = append(w.Overtime, Overtime{ID: int64(len(w.Overtime) + 1), Span: w.span(from, to)})
	return w
}

func (w *world) correct(date string, segment int, out bool, at string) *world {
	w.Corrections = append(w.Corrections, Correction{ID: int64(len(w.Corrections) + 1), Date: calendar.Must(date), Segment: segment, Out: out, At: w.at(at)})
	return w
}

// figures writes a day as words: only what is not zero, after planned and worked.
func figures(d Day) string {
	s := fmt.Sprintf("%d/%d", d.Worked, d.Planned)
	add := func(name string, n int) {
		if n != 0 {
			s += fmt.Sprintf(" %s %d", name, n)
		}
	}
	add("late", d.Late)
	add("early", d.Early)
	add("missing_in", d.MissingIn)
	add("missing_out", d.MissingOut)
	if d.AbsentHalf != 0 {
		s += " absent " + Halves(d.AbsentHalf)
	}
	add("leave", d.Leave)
	add("trip", d.Trip)
	for r, n := range d.Overtime {
		add("×"+RateNames[r], n)
	}
	return s
}

func (w *world) days() map[string]Day {
	out := map[string]Day{}
	for _, d := range Compute(w.Input) {
		out[d.Date.String()] = d
	}
	return out
}

// want compares the day of one date with the figures expected.
func (w *world) want(date, expected string) Day {
	w.t.Helper()
	d, ok := w.days()[date]
	if !ok {
		if expected != "no row" {
			w.t.Errorf("%s has no row, want %s", date, expected)
		}
		return d
	}
	if got := figures(d); got != expected {
		w.t.Errorf("%s: %s, want %s\ntrace: %v", date, got, expected, d.Trace)
	}
	return d
}
