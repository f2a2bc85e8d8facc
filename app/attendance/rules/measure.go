package rules

import (
	"strconv"

	"kontor/app/calendar"
)

// measure turns the filled slots of one block into figures of its day. lateOut is by
// how many minutes the person left late on the day of duty before.
func (in *Input) measure(b *block, d *Day, lateOut int) {
	if b.shift == nil {
		b.measureExtra(d)
		return
	}
	waits := in.waits(b)
	if b.absent() {
		if waits {
			return
		}
		if n := b.owed(); n > 0 {
			half := (n*4 + d.Planned) / (2 * d.Planned)
			d.AbsentHalf += half
			d.Trace = append(d.Trace, step("absent", n, d.Planned, Halves(half)))
			b.listSlots(d)
		}
		return
	}
	if len(b.slots) == 0 {
		return
	}
	b.move(d, lateOut)
	for _, seg := range b.segs {
		if seg.in != nil {
			in.measureSegment(b, seg, d, waits)
		}
	}
	b.listSlots(d)
}

// absent tells whether nothing at all shows that the person was there.
func (b *block) absent() bool {
	required := false
	for _, s := range b.slots {
		if s.filled {
			return false
		}
		required = required || s.required
	}
	return required
}

// waits tells whether the clocks are not yet read past the last window of the block.
func (in *Input) waits(b *block) bool {
	n := len(b.slots)
	return in.ReadUntil != 0 && n > 0 && b.slots[n-1].hi > in.ReadUntil
}

// move applies the allowance of the day before, then flex: the whole obligation moves
// by what the person came late, within its limits; breaks, leave and trips stay.
func (b *block) move(d *Day, lateOut int) {
	first := b.slots[0]
	if !first.filled || first.inner || first.at <= first.due {
		return
	}
	late := int(first.at - first.due)
	if allowed := b.shift.allowance(lateOut); allowed > 0 {
		n := min(late, allowed)
		from := first.seg.moved.hull().From
		first.seg.moved = first.seg.moved.minus([]Span{{from, from + Minute(n)}})
		late -= n
		d.Trace = append(d.Trace, step("allowance", n, lateOut))
	}
	if f := min(late, b.shift.Flex); f > 0 {
		for _, seg := range b.segs {
			whole := join(append(append(Spans{}, seg.moved...), Spans(b.breaks).within([]Span{seg.moved.hull()})...))
			seg.moved = whole.moved(f).minus(b.breaks).minus(b.fixed)
		}
		d.Trace = append(d.Trace, step("flex", f))
	}
}

func (s *Shift) allowance(lateOut int) int {
	n := 0
	for _, a := range s.LateOut {
		if lateOut > a.OutAfter {
			n = max(n, a.InLater)
		}
	}
	return n
}

// measureSegment judges the coming and the going of one segment.
func (in *Input) measureSegment(b *block, seg *segment, d *Day, waits bool) {
	h := seg.moved.hull()
	seg.inDue, seg.outDue = h.From, h.To
	from, inKnown := seg.end(seg.in, b, d, waits)
	to, outKnown := seg.end(seg.out, b, d, waits)
	if seg.in.filled {
		n := seg.moved.within([]Span{{h.From, from}}).Len()
		b.judge(d, n, lateWords, b.shift.LateGrace)
	}
	if seg.out.filled && !waits {
		n := seg.moved.within([]Span{{to, h.To}}).Len()
		b.judge(d, n, earlyWords, b.shift.EarlyGrace)
	}
	if !inKnown || !outKnown {
		return
	}
	seg.presence, seg.there = Span{from, to}, true
	worked := seg.moved.within([]Span{seg.presence})
	d.Worked += worked.Len()
	d.Presence = append(d.Presence, seg.presence)
	d.Night += worked.within(b.shift.night(b.date)).Len()
	for _, part := range worked.byDay() {
		if in.Calendar.Day(part.From.Date()).Statutory {
			d.Holiday += part.Len()
		}
	}
}

// end is the minute of a coming or going: the punch, the correction, the time itself
// where no punch is needed, or unknown.
func (seg *segment) end(s *slot, b *block, d *Day, waits bool) (Minute, bool) {
	name, due := "in", seg.inDue
	if s.out {
		name, due = "out", seg.outDue
	}
	switch {
	case s.filled && s.fix != nil:
		d.Corrected++
		d.Trace = append(d.Trace, step(name+"_correct", seg.nr, s.at.ClockOn(b.date), due.ClockOn(b.date)))
		return s.at, true
	case s.filled:
		d.Trace = append(d.Trace, step(name, seg.nr, s.at.ClockOn(b.date), due.ClockOn(b.date)))
		return s.at, true
	case !s.required:
		d.Trace = append(d.Trace, step(name+"_free", seg.nr, due.ClockOn(b.date)))
		return due, true
	case waits:
		return 0, false
	}
	d.Trace = append(d.Trace, step(name+"_missing", seg.nr, s.lo.ClockOn(b.date), s.hi.ClockOn(b.date)))
	if s.out {
		d.MissingOut++
	} else {
		d.MissingIn++
	}
	return 0, false
}

// judgeWords are the rules that speak about coming late or going early.
type judgeWords struct{ plain, grace, deduct, absent string }

var (
	lateWords  = judgeWords{"late", "late_grace", "late_deduct", "late_absent"}
	earlyWords = judgeWords{"early", "early_grace", "early_deduct", "early_absent"}
)

// judge weighs minutes against the grace and the limits that turn them into absence.
func (b *block) judge(d *Day, n int, w judgeWords, grace int) {
	if n <= 0 {
		return
	}
	if n <= grace {
		d.Trace = append(d.Trace, step(w.grace, n, grace))
		return
	}
	if b.shift.Deduct && grace > 0 {
		d.Trace = append(d.Trace, step(w.deduct, n, grace, n-grace))
		n -= grace
	}
	half, limit := b.shift.absentHalves(n, w == earlyWords)
	if half > 0 {
		d.AbsentHalf += half
		d.Trace = append(d.Trace, step(w.absent, n, limit, Halves(half)))
		return
	}
	d.Trace = append(d.Trace, step(w.plain, n))
	if w == earlyWords {
		d.Early += n
		d.EarlyTimes++
		return
	}
	d.Late += n
	d.LateTimes++
}

// absentHalves tells how many half days so many minutes cost, and by which limit.
func (s *Shift) absentHalves(n int, early bool) (half, limit int) {
	if early {
		if s.EarlyHalfAfter > 0 && n > s.EarlyHalfAfter {
			return 1, s.EarlyHalfAfter
		}
		return 0, 0
	}
	if s.AbsentDayAfter > 0 && n > s.AbsentDayAfter {
		return 2, s.AbsentDayAfter
	}
	if s.AbsentHalfAfter > 0 && n > s.AbsentHalfAfter {
		return 1, s.AbsentHalfAfter
	}
	return 0, 0
}

// night is the night window around the shift's date, one day to each side.
func (s *Shift) night(date calendar.Date) []Span {
	from, to := s.NightFrom, s.NightTo
	if from == 0 && to == 0 {
		from, to = 1320, 1800
	}
	return []Span{{At(date-1, from), At(date-1, to)}, {At(date, from), At(date, to)}, {At(date+1, from), At(date+1, to)}}
}

// measureExtra notes the presence of overtime that stands alone.
func (b *block) measureExtra(d *Day) {
	for _, seg := range b.segs {
		if seg.in == nil || !seg.in.filled && !seg.out.filled {
			continue
		}
		if seg.in.filled && seg.out.filled {
			seg.presence, seg.there = Span{seg.in.at, seg.out.at}, true
			d.Presence = append(d.Presence, seg.presence)
		}
		b.listSlots(d)
	}
}

// listSlots writes the slots into the result, for the window and the printed day.
func (b *block) listSlots(d *Day) {
	for _, s := range b.slots {
		r := SlotResult{Segment: s.seg.nr, Out: s.out, Due: s.due, Free: !s.required}
		if s.seg.inDue != 0 {
			r.Due = s.seg.inDue
			if s.out {
				r.Due = s.seg.outDue
			}
		}
		if s.filled {
			r.At = s.at
			d.Filled++
		}
		if s.punch != nil {
			r.Punch, r.Device = s.punch.ID, s.punch.Device
		}
		if s.fix != nil {
			r.Correct = s.fix.ID
		}
		d.Slots = append(d.Slots, r)
	}
}

// Halves writes half days: 1 is 0.5, 2 is 1, 3 is 1.5.
func Halves(n int) string {
	if n%2 == 0 {
		return strconv.Itoa(n / 2)
	}
	return strconv.Itoa(n/2) + ".5"
}
