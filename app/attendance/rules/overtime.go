package rules

import (
	"sort"

	"kontor/app/calendar"
)

// extraReach is how far overtime may lie from a shift to be reached through the
// shift's own slots; loneGap joins requests of one date that stand alone.
const (
	extraReach = 120
	loneGap    = 240
)

// placeOvertime hangs approved overtime on the shift before or after it, and makes
// blocks of its own for what stands alone: work on a rest day.
func (in *Input) placeOvertime(blocks []*block) []*block {
	if in.Policy.Mode == Punched {
		return append(blocks, in.restDays(blocks)...)
	}
	var alone []Span
	for _, o := range in.Overtime {
		if o.Len() == 0 || !in.Person.employed(o.From.Date()) {
			continue
		}
		if b := nearestBlock(blocks, o.Span); b != nil {
			b.extra = append(b.extra, o.Span)
			continue
		}
		alone = append(alone, o.Span)
	}
	sort.Slice(alone, func(i, j int) bool { return alone[i].From < alone[j].From })
	var lone []*block
	for _, s := range alone {
		if n := len(lone); n > 0 && lone[n-1].date == s.From.Date() && s.From-lone[n-1].segs[0].whole.To <= loneGap {
			seg := lone[n-1].segs[0]
			seg.whole.To = max(seg.whole.To, s.To)
			seg.duty = Spans{seg.whole}
			continue
		}
		lone = append(lone, loneBlock(s.From.Date(), s))
	}
	return append(blocks, lone...)
}

func loneBlock(d calendar.Date, s Span) *block {
	return &block{date: d, segs: []*segment{{nr: 1, whole: s, duty: Spans{s}}}}
}

// nearestBlock is the shift whose slots show the presence during the overtime: the
// one it overlaps, else the one it follows within the closing time of that shift,
// else the one it directly precedes.
func nearestBlock(blocks []*block, o Span) *block {
	var best *block
	bestGap := 1 << 30
	for _, b := range blocks {
		var duty Spans
		for _, s := range b.segs {
			duty = append(duty, s.duty...)
		}
		if duty.Len() == 0 {
			continue
		}
		h := duty.hull()
		gap := 0
		switch {
		case o.overlaps(h):
		case o.From >= h.To && int(o.From-h.To) <= b.shift.CloseAfter:
			gap = int(o.From - h.To)
		case o.To <= h.From && int(h.From-o.To) <= extraReach:
			gap = int(h.From - o.To)
		default:
			continue
		}
		if gap < bestGap {
			best, bestGap = b, gap
		}
	}
	return best
}

// restDays makes a block of every date without a shift: whoever punches there works overtime.
func (in *Input) restDays(blocks []*block) []*block {
	busy := map[calendar.Date]bool{}
	for _, b := range blocks {
		if b.owed() > 0 {
			busy[b.date] = true
		}
	}
	var out []*block
	for d := in.From - 1; d <= in.To+1; d++ {
		if busy[d] || !in.Person.employed(d) {
			continue
		}
		b := loneBlock(d, Span{At(d, in.Policy.DayStart), At(d+1, in.Policy.DayStart)})
		b.allDay = true
		out = append(out, b)
	}
	return out
}

// allDayWindows lets any punch of such a day be its first coming or last going.
func allDayWindows(slots []*slot) {
	for _, s := range slots {
		if !s.blk.allDay {
			continue
		}
		whole := s.seg.whole
		if s.out {
			s.due, s.lo, s.hi = whole.From, max(s.lo, whole.From), min(s.hi, whole.To-1)
		} else {
			s.due, s.lo, s.hi = whole.To, max(s.lo, whole.From), min(s.hi, whole.To-1)
		}
	}
}

// overtime counts the overtime of all rows.
func (in *Input) overtime(blocks []*block, rows map[calendar.Date]*Day) {
	var owed, breaks, presence []Span
	for _, b := range blocks {
		if b.shift != nil {
			breaks = append(breaks, b.breaks...)
			if in.rate(b.date) == RateWorkday {
				for _, s := range b.segs {
					owed = append(owed, s.moved...)
				}
			}
		}
		for _, s := range b.segs {
			if s.there {
				presence = append(presence, s.presence)
			}
		}
	}
	presence = join(presence)
	sum := map[calendar.Date]*[3]int{}
	bank := map[calendar.Date]int{}
	var counted []Span
	for _, o := range in.requests(blocks) {
		day := rows[o.From.Date()]
		if o.row != 0 {
			day = rows[o.row]
		}
		part := Spans{o.Span}
		if in.Policy.Mode != Approved {
			part = part.within(presence)
		}
		part = part.minus(owed).minus(breaks).minus(counted)
		counted = append(counted, part...)
		if day == nil {
			continue
		}
		if part.Len() == 0 {
			if o.ID != 0 {
				day.Trace = append(day.Trace, step("overtime_no", o.From.ClockOn(day.Date), o.To.ClockOn(day.Date)))
			}
			continue
		}
		if sum[day.Date] == nil {
			sum[day.Date] = &[3]int{}
		}
		for _, p := range part.byDay() {
			r := in.rate(p.From.Date())
			if in.Person.System == Flexible && r != RateHoliday {
				continue
			}
			sum[day.Date][r] += p.Len()
			if o.Bank && r != RateHoliday {
				bank[day.Date] += p.Len()
			}
			day.Trace = append(day.Trace, step("overtime", p.From.ClockOn(day.Date), p.To.ClockOn(day.Date), p.Len(), RateNames[r]))
		}
	}
	for date, s := range sum {
		in.floorOvertime(rows[date], *s, bank[date])
	}
}

// request is an approved stretch, or with punched overtime the stay beyond the shift.
type request struct {
	Overtime
	row calendar.Date // the row it belongs to; 0 = the date on which it starts
}

func (in *Input) requests(blocks []*block) []request {
	var out []request
	if in.Policy.Mode != Punched {
		for i, o := range in.Overtime {
			if o.ID == 0 {
				o.ID = int64(i + 1)
			}
			out = append(out, request{Overtime: o})
		}
		return out
	}
	for _, b := range blocks {
		if len(b.slots) == 0 {
			continue
		}
		last := b.segs[len(b.segs)-1]
		if b.shift == nil {
			if last.there {
				out = append(out, request{Overtime{Span: last.presence}, b.date})
			}
			continue
		}
		for _, seg := range b.segs {
			if seg.there && seg.moved.Len() > 0 && seg.out == b.slots[len(b.slots)-1] {
				out = append(out, request{Overtime{Span: Span{seg.outDue, seg.presence.To}}, b.date})
			}
		}
	}
	return out
}

// rate is what overtime on a date costs. A roster's own rest day counts as rest, a
// make-up workday as a workday.
func (in *Input) rate(d calendar.Date) Rate {
	day := in.Calendar.Day(d)
	switch {
	case day.Statutory:
		return RateHoliday
	case in.Person.System == Comprehensive:
		return RateWorkday
	case day.Off():
		return RateRest
	}
	for _, duty := range in.Duties {
		if duty.Date == d && duty.Shift == nil && duty.Rest {
			return RateRest
		}
	}
	return RateWorkday
}

// floorOvertime keeps whole units per rate.
func (in *Input) floorOvertime(d *Day, sum [3]int, bank int) {
	unit := max(1, in.Policy.OvertimeUnit)
	for r, n := range sum {
		kept := n / unit * unit
		if kept != n {
			d.Trace = append(d.Trace, step("overtime_cut", RateNames[r], n, unit, kept))
		}
		d.Overtime[r] = kept
	}
	d.Banked = min(bank/unit*unit, d.Overtime[RateWorkday]+d.Overtime[RateRest])
	if in.Policy.DayLimit > 0 && d.Overtime[RateWorkday] > in.Policy.DayLimit {
		d.tag(TagLongExtra)
	}
}
