package rules

import "kontor/app/calendar"

// Compute gives one result per date from … to on which the person is employed.
func Compute(in Input) []Day {
	if in.Calendar == nil {
		in.Calendar = calendar.Builtin()
	}
	rows, order := in.rows()
	blocks := in.placeOvertime(in.blocks())
	slots := slotsOf(blocks, in.Policy.DayStart)
	allDayWindows(slots)
	in.bind(blocks, rows)
	kept, repeats := dedupe(in.Punches, in.Policy.DedupeMinutes)
	unused := align(slots, marksOf(kept, slots))
	in.judgeBlocks(blocks, rows)
	in.overtime(blocks, rows)
	for _, r := range repeats {
		if d := rows[r.punch.At.Date()]; d != nil {
			d.Trace = append(d.Trace, step("repeated", r.punch.At.Clock(), r.after.At.Clock(), in.Policy.DedupeMinutes))
		}
	}
	for _, p := range unused {
		if d := rows[p.At.Date()]; d != nil {
			d.Unused = append(d.Unused, p.At)
			d.Trace = append(d.Trace, step("unused", p.At.Clock()))
		}
	}
	out := make([]Day, 0, len(order))
	for _, d := range order {
		in.finish(d)
		out = append(out, *d)
	}
	return out
}

// rows makes an empty result for each date of the employment.
func (in *Input) rows() (map[calendar.Date]*Day, []*Day) {
	rows := map[calendar.Date]*Day{}
	var order []*Day
	for d := in.From; d <= in.To; d++ {
		if in.Person.employed(d) {
			rows[d] = &Day{Date: d, State: Final}
			order = append(order, rows[d])
		}
	}
	return rows, order
}

// bind ties every correction to its slot.
func (in *Input) bind(blocks []*block, rows map[calendar.Date]*Day) {
	for i := range in.Corrections {
		c := &in.Corrections[i]
		found := false
		for _, b := range blocks {
			if b.date != c.Date || b.shift == nil {
				continue
			}
			for _, s := range b.slots {
				if s.out == c.Out && (s.seg.nr == c.Segment || c.Segment == 0) && !found {
					s.fix, found = c, true
				}
			}
		}
		if d := rows[c.Date]; d != nil && !found {
			d.Trace = append(d.Trace, step("no_slot", c.Segment))
		}
	}
}

// judgeBlocks walks the blocks in order of time and fills their rows.
func (in *Input) judgeBlocks(blocks []*block, rows map[calendar.Date]*Day) {
	planned := map[calendar.Date]int{}
	for _, b := range blocks {
		planned[b.date] += b.planned
	}
	lateOut, lateDate := 0, calendar.Date(0)
	for _, b := range blocks {
		d := rows[b.date]
		if d == nil {
			d = &Day{Date: b.date} // a neighbour outside the period: measured, not reported
		}
		if b.shift == nil {
			in.measure(b, d, 0)
			continue
		}
		d.Planned = planned[b.date]
		dropAgain(b, in.Policy.AgainMinutes)
		d.head(b)
		allow := 0
		if lateDate != b.date {
			allow = lateOut
		}
		in.measure(b, d, allow)
		if in.waits(b) {
			d.State = Waiting
			d.Trace = append(d.Trace, step("waiting", b.slots[len(b.slots)-1].hi.ClockOn(b.date)))
		}
		if n := len(b.slots); n > 0 {
			lateOut, lateDate = 0, b.date
			if last := b.slots[n-1]; last.filled && last.at > last.seg.outDue {
				lateOut = int(last.at - last.seg.outDue)
			}
		}
	}
}

// head writes what the block says before anybody came.
func (d *Day) head(b *block) {
	if d.Shift != "" {
		d.Shift += "+"
	}
	d.Shift += b.shift.Code
	if b.shift.Version != 0 {
		d.Versions = append(d.Versions, b.shift.Version)
	}
	for _, l := range b.leave {
		d.Leave += l.Minutes
		d.LeaveBy = addType(d.LeaveBy, l.Type, l.Minutes)
	}
	for _, t := range b.trip {
		d.Trip += t.Minutes
		d.TripBy = addType(d.TripBy, t.Type, t.Minutes)
	}
	d.Trace = append(d.Trace, b.trace...)
	b.trace = nil
}

// finish closes a row: limits, waivers, tags, exceptions.
func (in *Input) finish(d *Day) {
	d.AbsentHalf = min(d.AbsentHalf, 2)
	if d.Shift == "" {
		d.Trace = append([]Step{step(in.emptyRule(d.Date))}, d.Trace...)
	} else if d.Worked > 0 {
		d.Trace = append(d.Trace, step("worked", d.Worked))
	}
	for _, w := range in.Waivers {
		if w.Date == d.Date {
			d.waive()
		}
	}
	if in.Calendar.Day(d.Date).Statutory {
		d.tag(TagStatutory)
	}
	if d.Corrected > 0 {
		d.tag(TagCorrected)
	}
	if d.Night > 0 {
		d.tag(TagNight)
	}
	if d.Trip > 0 {
		d.tag(TagTrip)
	}
	for _, s := range d.Trace {
		if s.Rule == "overlap" {
			d.tag(TagOverlap)
		}
	}
	d.note()
}

func (in *Input) emptyRule(date calendar.Date) string {
	for _, duty := range in.Duties {
		if duty.Date == date && duty.Shift == nil && duty.Rest {
			return "rest"
		}
	}
	if in.Calendar.Day(date).Off() {
		return "rest"
	}
	return "no_shift"
}

// waive takes back what the day would be blamed for; what was worked stays.
func (d *Day) waive() {
	d.Late, d.LateTimes, d.Early, d.EarlyTimes, d.MissingIn, d.MissingOut, d.AbsentHalf = 0, 0, 0, 0, 0, 0, 0
	d.tag(TagWaived)
	d.Trace = append(d.Trace, step("waived"))
}
