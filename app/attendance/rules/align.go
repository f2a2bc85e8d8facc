package rules

import "sort"

// The costs of an alignment, in units of one minute late. Preferences among punches
// that cost the same stay below one minute.
const (
	costMinute  = 1 << 14
	costUnused  = 30 * costMinute      // a punch that fills nothing
	costEmpty   = 100_000 * costMinute // a required slot that stays empty
	costUnbound = 100 * costEmpty      // a correction that does not fill its slot
	costNever   = 1 << 60
)

// mark is a punch or the virtual punch of a correction.
type mark struct {
	at     Minute
	order  int // seconds, to keep the sequence
	status Status
	punch  *Punch
	slot   *slot // the slot a correction is bound to
}

// marksOf puts punches and corrections into one sequence.
func marksOf(punches []*Punch, slots []*slot) []mark {
	marks := make([]mark, 0, len(punches)+4)
	for _, p := range punches {
		marks = append(marks, mark{at: p.At, order: p.second(), status: p.Status, punch: p})
	}
	for _, s := range slots {
		if s.fix != nil {
			marks = append(marks, mark{at: s.fix.At, order: int(s.fix.At) * 60, slot: s})
		}
	}
	sort.SliceStable(marks, func(i, j int) bool { return marks[i].order < marks[j].order })
	return marks
}

// choice is how a cell of the alignment table was reached.
type choice uint8

const (
	take choice = iota
	skipMark
	skipSlot
)

// align gives every punch to at most one slot and every slot at most one punch, in
// order, over the whole period at once, at the lowest cost. It returns the punches
// that fill nothing.
func align(slots []*slot, marks []mark) []*Punch {
	w := len(slots) + 1
	cost := make([]int64, 2*w)
	how := make([]choice, (len(marks)+1)*w)
	prev, row := cost[:w], cost[w:]
	for j := 1; j < w; j++ {
		prev[j] = prev[j-1] + emptyCost(slots[j-1])
		how[j] = skipSlot
	}
	for i := 1; i <= len(marks); i++ {
		m := &marks[i-1]
		left := unusedCost(m)
		row[0] = prev[0] + left
		how[i*w] = skipMark
		for j := 1; j < w; j++ {
			best, c := prev[j]+left, skipMark
			if v := row[j-1] + emptyCost(slots[j-1]); v < best {
				best, c = v, skipSlot
			}
			if v := matchCost(m, slots[j-1]); v < costNever && prev[j-1]+v <= best {
				best, c = prev[j-1]+v, take
			}
			row[j], how[i*w+j] = best, c
		}
		prev, row = row, prev
	}
	return collect(slots, marks, how)
}

// collect walks the table back and fills the slots.
func collect(slots []*slot, marks []mark, how []choice) []*Punch {
	w := len(slots) + 1
	var unused []*Punch
	i, j := len(marks), len(slots)
	for i > 0 || j > 0 {
		switch how[i*w+j] {
		case take:
			i, j = i-1, j-1
			slots[j].filled, slots[j].at, slots[j].punch = true, marks[i].at, marks[i].punch
		case skipMark:
			i--
			if p := marks[i].punch; p != nil {
				unused = append(unused, p)
			}
		default:
			j--
		}
	}
	for a, b := 0, len(unused)-1; a < b; a, b = a+1, b-1 {
		unused[a], unused[b] = unused[b], unused[a]
	}
	return unused
}

func emptyCost(s *slot) int64 {
	if s.required {
		return costEmpty
	}
	return 0
}

func unusedCost(m *mark) int64 {
	if m.slot != nil {
		return costUnbound
	}
	return costUnused
}

// matchCost is what it costs to let a punch fill a slot. Coming late and going early
// cost their minutes; at lunch every minute away from the time costs, so the nearest
// wins. Then the earliest coming and the latest going are preferred.
func matchCost(m *mark, s *slot) int64 {
	if m.slot != nil || s.fix != nil {
		if m.slot == s {
			return 0
		}
		return costNever
	}
	if m.at < s.lo || m.at > s.hi {
		if s.far != 0 && !s.inner && (s.out && m.at > s.hi && m.at <= s.far || !s.out && m.at < s.lo && m.at >= s.far) {
			return costEmpty / 2
		}
		return costNever
	}
	var c int64
	late := int64(m.at - s.due)
	switch {
	case s.inner:
		c = max(late, -late) * costMinute
		if (late > 0) != s.out && late != 0 { // the harmful side of an equal distance
			c += 2
		}
	case s.out:
		c = max(0, -late)*costMinute + 2*min(int64(s.hi-m.at), 8000)
	default:
		c = max(0, late)*costMinute + 2*min(int64(m.at-s.lo), 8000)
	}
	if m.status == SaidIn && s.out || m.status == SaidOut && !s.out {
		c++
	}
	return c
}

// dropAgain takes a coming and a going of one segment that lie only minutes apart for
// one punch made twice: the one further from its time is emptied.
func dropAgain(b *block, minutes int) {
	for _, seg := range b.segs {
		in, out := seg.in, seg.out
		if in == nil || in.punch == nil || out.punch == nil || seg.duty.Len() < 4*minutes || out.at-in.at > Minute(minutes) {
			continue
		}
		drop := out
		if abs(out.at-out.due) < abs(in.at-in.due) {
			drop = in
		}
		if !drop.required {
			continue
		}
		b.trace = append(b.trace, step("again", drop.at.ClockOn(b.date), minutes))
		drop.filled, drop.punch = false, nil
	}
}

func abs(m Minute) Minute {
	if m < 0 {
		return -m
	}
	return m
}
