package rules

import (
	"sort"

	"kontor/app/calendar"
)

// block is what one shift of one date asks of the person; or, without a shift, a
// stretch of overtime that stands alone.
type block struct {
	date    calendar.Date
	shift   *Shift
	allDay  bool // punched overtime on a day without a shift
	segs    []*segment
	planned int
	leave   []TypeMinutes
	trip    []TypeMinutes
	breaks  []Span
	fixed   []Span // leave and trips: they stay where they are when flex moves the rest
	extra   []Span // overtime that is reached through this block's slots
	slots   []*slot
	trace   []Step
}

// segment is one segment of the shift with what is left of it after breaks, leave and trips.
type segment struct {
	nr       int // 1 … through all shifts of the date
	rule     Segment
	whole    Span
	duty     Spans
	in, out  *slot
	moved    Spans // duty after flex and allowance
	inDue    Minute
	outDue   Minute
	presence Span
	there    bool // both ends known: presence counts
}

// blocks lists the obligations of all dates from the day before to the day after.
func (in *Input) blocks() []*block {
	var out []*block
	perDate := map[calendar.Date]int{}
	duties := append([]Duty(nil), in.Duties...)
	sort.SliceStable(duties, func(i, j int) bool {
		if duties[i].Date != duties[j].Date {
			return duties[i].Date < duties[j].Date
		}
		return firstMinute(duties[i].Shift) < firstMinute(duties[j].Shift)
	})
	for _, d := range duties {
		if d.Shift == nil || d.Date < in.From-1 || d.Date > in.To+1 || !in.Person.employed(d.Date) {
			continue
		}
		b := in.block(d, perDate[d.Date])
		perDate[d.Date] += len(d.Shift.Segments)
		out = append(out, b)
	}
	return out
}

func firstMinute(s *Shift) int {
	if s == nil || len(s.Segments) == 0 {
		return -1
	}
	return s.Segments[0].In
}

func (in *Input) block(d Duty, before int) *block {
	b := &block{date: d.Date, shift: d.Shift, breaks: d.Shift.breakSpans(d.Date)}
	var owed Spans
	for i, s := range d.Shift.Segments {
		seg := &segment{nr: before + i + 1, rule: s, whole: Span{At(d.Date, s.In), At(d.Date, s.Out)}}
		seg.duty = Spans{seg.whole}.minus(b.breaks)
		b.planned += seg.duty.Len()
		owed = append(owed, seg.duty...)
		b.segs = append(b.segs, seg)
	}
	b.trace = append(b.trace, step("shift", d.Shift.Code, b.planned))
	in.takeLeave(b, &owed)
	in.takeTrips(b, &owed)
	for _, seg := range b.segs {
		seg.duty = seg.duty.minus(b.fixed)
		seg.moved = seg.duty
	}
	if owed.Len() == 0 {
		b.trace = append(b.trace, step("nothing_owed"))
	}
	return b
}

// takeLeave subtracts approved leave; where two overlap, the first counts.
func (in *Input) takeLeave(b *block, owed *Spans) {
	for _, l := range in.Leaves {
		part := owed.within([]Span{l.Span})
		if part.Len() == 0 {
			continue
		}
		*owed = owed.minus([]Span{l.Span})
		b.fixed = append(b.fixed, l.Span)
		if l.SkipsHolidays && in.Calendar.Day(b.date).Statutory {
			b.trace = append(b.trace, step("leave_skip", l.Type))
			continue
		}
		b.leave = addType(b.leave, l.Type, part.Len())
		b.trace = append(b.trace, step("leave", l.Type, l.From.ClockOn(b.date), l.To.ClockOn(b.date), part.Len()))
	}
}

// takeTrips subtracts approved trips from what leave has left.
func (in *Input) takeTrips(b *block, owed *Spans) {
	for _, t := range in.Trips {
		part := owed.within([]Span{t.Span})
		if part.Len() == 0 {
			continue
		}
		*owed = owed.minus([]Span{t.Span})
		b.fixed = append(b.fixed, t.Span)
		b.trip = addType(b.trip, t.Type, part.Len())
		b.trace = append(b.trace, step("trip", t.From.ClockOn(b.date), t.To.ClockOn(b.date), part.Len()))
	}
}

// breakSpans puts the breaks on the axis. A break after midnight may be written
// 24:00–25:00 or, in a shift that passes midnight, 00:00–01:00.
func (s *Shift) breakSpans(d calendar.Date) []Span {
	var out []Span
	for _, b := range s.Breaks {
		if !s.covers(b) && s.covers(Break{b.From + 1440, b.To + 1440}) {
			b = Break{b.From + 1440, b.To + 1440}
		}
		out = append(out, Span{At(d, b.From), At(d, b.To)})
	}
	return out
}

func (s *Shift) covers(b Break) bool {
	for _, seg := range s.Segments {
		if b.From < seg.Out && seg.In < b.To {
			return true
		}
	}
	return false
}

// owed is what the block still asks for, in minutes.
func (b *block) owed() int {
	n := 0
	for _, s := range b.segs {
		n += s.duty.Len()
	}
	return n
}

// PlannedMinutes is the working time of the shift: its segments less its breaks.
func (s *Shift) PlannedMinutes() int {
	n := 0
	day := calendar.Date(1000)
	for _, seg := range s.Segments {
		n += Spans{{At(day, seg.In), At(day, seg.Out)}}.minus(s.breakSpans(day)).Len()
	}
	return n
}

// Times gives the stretches that the shift works on a date, and its breaks.
func (s *Shift) Times(d calendar.Date) (work, breaks []Span) {
	breaks = s.breakSpans(d)
	for _, seg := range s.Segments {
		work = append(work, Spans{{At(d, seg.In), At(d, seg.Out)}}.minus(breaks)...)
	}
	return work, breaks
}

// Less gives a without b.
func Less(a, b []Span) []Span { return join(a).minus(b) }

// Common gives what a and b share.
func Common(a, b []Span) []Span { return join(a).within(b) }

// Minutes adds up stretches that do not overlap.
func Minutes(a []Span) int { return Spans(a).Len() }
