package rules

import (
	"fmt"
	"sort"

	"kontor/app/calendar"
)

// Minute is a minute of local wall time on one axis: 1440 × the date plus the minute
// of the day. The time zone belongs to the site and is applied before.
type Minute int

// At is minute m (which may be beyond 1439) of a date.
func At(d calendar.Date, m int) Minute { return Minute(int(d)*1440 + m) }

// Date is the date on which the minute lies.
func (m Minute) Date() calendar.Date {
	if m < 0 {
		return calendar.Date((int(m) - 1439) / 1440)
	}
	return calendar.Date(int(m) / 1440)
}

// OfDay is the minute of its day, 0 … 1439.
func (m Minute) OfDay() int { return int(m) - int(m.Date())*1440 }

// Clock is hh:mm.
func (m Minute) Clock() string { return fmt.Sprintf("%02d:%02d", m.OfDay()/60, m.OfDay()%60) }

// ClockOn is hh:mm as seen from a date: 01:00 of the next day is 01:00+1.
func (m Minute) ClockOn(d calendar.Date) string {
	switch n := int(m.Date() - d); {
	case n > 0:
		return fmt.Sprintf("%s+%d", m.Clock(), n)
	case n < 0:
		return fmt.Sprintf("%s−%d", m.Clock(), -n)
	}
	return m.Clock()
}

// String is YYYY-MM-DD hh:mm.
func (m Minute) String() string { return m.Date().String() + " " + m.Clock() }

// Span is a stretch of minutes, From included, To not.
type Span struct{ From, To Minute }

// Len is the number of minutes, never negative.
func (s Span) Len() int {
	if s.To <= s.From {
		return 0
	}
	return int(s.To - s.From)
}

func (s Span) overlaps(o Span) bool { return s.From < o.To && o.From < s.To }

// Spans is an ordered list of stretches that do not touch each other.
type Spans []Span

// Len is the number of minutes of all stretches.
func (ss Spans) Len() int {
	n := 0
	for _, s := range ss {
		n += s.Len()
	}
	return n
}

// join orders stretches and merges those that touch.
func join(in []Span) Spans {
	var ss Spans
	for _, s := range in {
		if s.Len() > 0 {
			ss = append(ss, s)
		}
	}
	sort.Slice(ss, func(i, j int) bool { return ss[i].From < ss[j].From })
	out := ss[:0]
	for _, s := range ss {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// minus takes stretches away.
func (ss Spans) minus(cut []Span) Spans {
	for _, c := range cut {
		if c.Len() == 0 {
			continue
		}
		var out Spans
		for _, s := range ss {
			if !s.overlaps(c) {
				out = append(out, s)
				continue
			}
			if s.From < c.From {
				out = append(out, Span{s.From, c.From})
			}
			if c.To < s.To {
				out = append(out, Span{c.To, s.To})
			}
		}
		ss = out
	}
	return ss
}

// within gives the part that lies inside one of the given stretches.
func (ss Spans) within(in []Span) Spans {
	var out []Span
	for _, s := range ss {
		for _, c := range in {
			if s.overlaps(c) {
				out = append(out, Span{max(s.From, c.From), min(s.To, c.To)})
			}
		}
	}
	return join(out)
}

// hull is the stretch from the first to the last minute.
func (ss Spans) hull() Span {
	if len(ss) == 0 {
		return Span{}
	}
	return Span{ss[0].From, ss[len(ss)-1].To}
}

// moved shifts all stretches by n minutes.
func (ss Spans) moved(n int) Spans {
	out := make(Spans, len(ss))
	for i, s := range ss {
		out[i] = Span{s.From + Minute(n), s.To + Minute(n)}
	}
	return out
}

// byDay splits stretches at midnight.
func (ss Spans) byDay() Spans {
	var out Spans
	for _, s := range ss {
		for s.From < s.To {
			end := min(s.To, At(s.From.Date()+1, 0))
			out = append(out, Span{s.From, end})
			s.From = end
		}
	}
	return out
}
