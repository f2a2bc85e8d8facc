package rules

import "sort"

// joinedGap is the number of minutes below which two shifts follow each other without
// a punch in between being asked for.
const joinedGap = 30

// slot is a coming or a going that is due.
type slot struct {
	blk      *block
	seg      *segment
	out      bool
	due      Minute
	lo, hi   Minute // a punch from lo to hi, both included, may fill it
	far      Minute // where leave moved the time: how far a punch may lie off when nothing nearer fills the slot
	required bool
	inner    bool // between two segments: the nearest punch wins, not the earliest or latest
	fix      *Correction
	filled   bool
	at       Minute
	punch    *Punch
}

// makeSlots gives every segment with something owed a coming and a going.
func (b *block) makeSlots() {
	for _, seg := range b.segs {
		if seg.duty.Len() == 0 {
			continue
		}
		h := seg.duty.hull()
		open, shut := 120, 600
		if b.shift != nil {
			open, shut = pick(seg.rule.OpenBefore, b.shift.OpenBefore), pick(seg.rule.CloseAfter, b.shift.CloseAfter)
		}
		seg.in = &slot{blk: b, seg: seg, due: h.From, lo: h.From - Minute(open), hi: h.To - 1, required: b.shift != nil && !seg.rule.InFree}
		seg.out = &slot{blk: b, seg: seg, out: true, due: h.To, lo: h.From + 1, hi: h.To + Minute(shut), required: b.shift != nil && !seg.rule.OutFree}
		b.slots = append(b.slots, seg.in, seg.out)
	}
	for i := 1; i+1 < len(b.slots); i++ {
		b.slots[i].inner = true
	}
	if n := len(b.slots); n > 0 {
		b.widen(b.slots[0], b.slots[n-1])
	}
}

// reach lets somebody on leave for the morning who came at the usual time all the same
// keep that punch, and likewise for going.
func (b *block) reach(first, last *slot) {
	first.far, last.far = first.lo, last.hi
	if b.shift == nil {
		return
	}
	from, to := b.segs[0], b.segs[len(b.segs)-1]
	first.far = min(first.lo, from.whole.From-Minute(pick(from.rule.OpenBefore, b.shift.OpenBefore)))
	last.far = max(last.hi, to.whole.To+Minute(pick(to.rule.CloseAfter, b.shift.CloseAfter)))
}

func pick(own, shifts int) int {
	if own != 0 {
		return own
	}
	return shifts
}

// widen extends the outer windows by the overtime that belongs to the block.
func (b *block) widen(first, last *slot) {
	defer b.reach(first, last)
	for _, o := range b.extra {
		if o.To > last.due {
			last.hi = max(last.hi, o.To+(last.hi-last.due))
		}
		if o.From < first.due {
			first.lo = min(first.lo, o.From-(first.due-first.lo))
		}
	}
}

// cutNeighbours draws the line between the last going of a block and the first coming
// of the next: max(midpoint, coming − open before), where the coming is that of the
// roster when leave moved it. A punch on the line is a coming.
func cutNeighbours(blocks []*block, dayStart int) {
	for i := 1; i < len(blocks); i++ {
		a, b := blocks[i-1], blocks[i]
		last, first := a.slots[len(a.slots)-1], b.slots[0]
		gap := first.due - last.due
		if gap < joinedGap && !a.allDay && !b.allDay {
			last.inner, first.inner = true, true
			last.required, first.required = false, false
			if gap < 0 {
				b.trace = append(b.trace, step("overlap"))
			}
			continue
		}
		cut := cutOf(a, b, dayStart)
		last.hi, last.far = min(last.hi, cut-1), min(last.far, cut-1)
		first.lo, first.far = max(first.lo, cut), max(first.far, cut)
	}
}

func cutOf(a, b *block, dayStart int) Minute {
	last, first := a.slots[len(a.slots)-1], b.slots[0]
	switch {
	case b.allDay:
		cut := At(b.date, dayStart)
		if !a.allDay {
			cut = max(cut, last.due+120)
		}
		return cut
	case a.allDay:
		return first.far
	}
	out, in := last.due, first.due
	for _, o := range a.extra {
		out = max(out, min(o.To, first.due))
	}
	for _, o := range b.extra {
		in = min(in, max(o.From, last.due))
	}
	return max(out+(in-out)/2, min(first.far, in))
}

// slotsOf orders the blocks that have slots and lists all slots.
func slotsOf(blocks []*block, dayStart int) []*slot {
	var with []*block
	for _, b := range blocks {
		b.makeSlots()
		if len(b.slots) > 0 {
			with = append(with, b)
		}
	}
	sort.SliceStable(with, func(i, j int) bool { return with[i].slots[0].due < with[j].slots[0].due })
	cutNeighbours(with, dayStart)
	var out []*slot
	for _, b := range with {
		out = append(out, b.slots...)
	}
	return out
}
