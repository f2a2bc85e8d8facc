package attendance

import (
	"strings"

	"kontor/app/attendance"
	"kontor/app/attendance/rules"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// draw shows the day: who, the bar, comings and goings, what can be done, the month.
func (d *dayPane) draw(c *kit.Canvas, r kit.Rect) {
	if d.d == nil {
		if d.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	foot := r.CutBottom(48)
	d.drawFoot(c, foot)
	c.ScrollAuto("day", r, func(body kit.Rect) float32 {
		top := body.Y
		in := body
		in.H = 100_000
		d.drawPerson(c, &in)
		d.drawDay(c, &in)
		d.drawAct(c, &in)
		d.drawSum(c, &in)
		d.drawTrace(c, &in)
		return in.Y - top + 12
	})
}

func (d *dayPane) drawPerson(c *kit.Canvas, r *kit.Rect) {
	row := r.CutTop(62)
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	in := row.Pad(16, 12, 12, 11)
	c.Person(in.CutLeft(34), d.d.Employee.Name, 34)
	in.CutLeft(9)
	c.Text(in.CutTop(20), d.d.Employee.Name, kit.Section)
	parts := []string{}
	if d.d.Department != "" {
		parts = append(parts, d.d.Department)
	}
	parts = append(parts, d.p.t("attendance.number", "number", d.d.Employee.Number))
	for _, x := range d.d.Shifts {
		parts = append(parts, x.Name+" "+x.Hours())
	}
	if len(d.d.Shifts) == 0 {
		parts = append(parts, d.p.t("attendance.trace.no_shift"))
	}
	c.Text(in, strings.Join(parts, "　"), kit.Caption)
}

// states are the badges of the day, the gravest first.
func (d *dayPane) states() (texts []string, tints []kit.Tint) {
	x := &d.d.Day
	add := func(yes bool, text string, t kit.Tint) {
		if yes {
			texts, tints = append(texts, text), append(tints, t)
		}
	}
	t := d.p.t
	add(x.AbsentHalf > 0, t("attendance.badge.absent", "days", rules.Halves(x.AbsentHalf)), kit.Solid)
	add(x.MissingIn > 0, t("attendance.badge.missing_in"), kit.Purple)
	add(x.MissingOut > 0, t("attendance.badge.missing_out"), kit.Purple)
	add(x.Late > 0, t("attendance.badge.late", "n", x.Late), kit.Amber)
	add(x.Early > 0, t("attendance.badge.early", "n", x.Early), kit.Amber)
	for _, l := range x.LeaveBy {
		add(true, t("attendance.badge.leave", "type", t("leave.type."+l.Type), "hours", attendance.Hours(l.Minutes)), kit.Blue)
	}
	add(x.Trip > 0, t("attendance.mark.trip"), kit.Petrol)
	add(x.OvertimeTotal() > 0, t("attendance.badge.overtime", "hours", attendance.Hours(x.OvertimeTotal())), kit.Green)
	if len(texts) == 0 {
		switch {
		case x.State == rules.Waiting && x.Planned > 0:
			add(true, t("attendance.mark.waiting"), kit.Gray)
		case x.Planned == 0:
			add(true, t("attendance.badge.off"), kit.Gray)
		default:
			add(true, t("attendance.mark.normal"), kit.Green)
		}
	}
	return texts, tints
}

func (d *dayPane) drawDay(c *kit.Canvas, r *kit.Rect) {
	row := r.CutTop(40).Pad(16, 8, 16, 0)
	texts, tints := d.states()
	for i := len(texts) - 1; i >= 0; i-- {
		w := kit.BadgeWidth(texts[i])
		if row.W < w+110 {
			break
		}
		c.Badge(row.CutRight(w), texts[i], tints[i])
		row.CutRight(6)
	}
	title := d.p.dayText(d.on)
	if d.d.Kind.Name != "" {
		title += " " + d.d.Kind.Name
	}
	c.Text(row, title, kit.Strong)
	d.drawBar(c, r.CutTop(54).Pad(16, 6, 16, 0))
	c.LineH(r.X, r.Y, r.W, theme.Line)
	d.drawRows(c, r)
}

// drawBar is the day from morning to night: what was worked, late, beyond, on leave.
func (d *dayPane) drawBar(c *kit.Canvas, r kit.Rect) {
	from, to := d.axis()
	width := float32(to - from)
	x := func(m rules.Minute) float32 {
		return r.X + r.W*float32(min(max(m, from), to)-from)/width
	}
	bar := kit.R(r.X, r.Y+4, r.W, 9)
	c.Fill(bar, theme.GraySoft)
	part := func(list []rules.Span, t theme.Token) {
		for _, s := range list {
			if a, b := x(s.From), x(s.To); b > a {
				c.Fill(kit.R(a, bar.Y, max(b-a, 1.5), bar.H), t)
			}
		}
	}
	day := &d.d.Day
	there := rules.Less(day.Presence, d.d.Breaks)
	part(rules.Common(there, d.d.Planned), theme.Primary)
	part(rules.Less(there, d.d.Planned), theme.Series2)
	part(d.since(), theme.Series3)
	for _, l := range d.d.Leaves {
		part(rules.Common(d.d.Planned, []rules.Span{d.minutes(l.FromAt, l.ToAt)}), theme.Info)
	}
	for _, l := range d.d.Trips {
		part(rules.Less(rules.Common(d.d.Planned, []rules.Span{d.minutes(l.FromAt, l.ToAt)}), there), theme.Series3)
	}
	for _, s := range day.Slots {
		if s.At != 0 && !s.Out && s.At > s.Due {
			part(rules.Common(d.d.Planned, []rules.Span{{From: s.Due, To: s.At}}), theme.Age1)
		}
		if s.At != 0 && s.Out && s.At < s.Due {
			part(rules.Common(d.d.Planned, []rules.Span{{From: s.At, To: s.Due}}), theme.Age1)
		}
		c.Fill(kit.R(x(s.Due), bar.Y-4, 1, bar.H+8), theme.Text2)
	}
	for h := int(from) / 60; h*60 <= int(to); h += 2 {
		m := rules.Minute(h * 60)
		if m < from {
			continue
		}
		label := itoa(m.OfDay() / 60)
		w := kit.Measure(label, kit.Caption)
		at := min(max(x(m)-w/2, r.X), r.Right()-w)
		c.Text(kit.R(at, bar.Bottom()+6, w+2, 16), label, kit.Caption.Uncut())
	}
	c.Named(bar, kit.RoleNone, d.p.t("attendance.bar", "worked", attendance.Hours(day.Worked)))
}

// since is the presence of today that has begun and not ended, up to now.
func (d *dayPane) since() []rules.Span {
	if d.d.Day.State != rules.Waiting || d.on != d.p.host.Today() {
		return nil
	}
	last := rules.SlotResult{Out: true}
	for _, s := range d.d.Day.Slots {
		if s.At != 0 {
			last = s
		}
	}
	if last.Out {
		return nil
	}
	now := d.minutes(last.At.Date().Time().UnixMilli(), d.p.host.Now().UnixMilli()).To
	return rules.Less([]rules.Span{{From: last.At, To: now}}, d.d.Breaks)
}

// axis is the part of the day that the bar shows: 6 to 22, wider when the shift or the
// presence needs it, in even hours.
func (d *dayPane) axis() (from, to rules.Minute) {
	from, to = rules.At(d.on, 360), rules.At(d.on, 1320)
	h := hull(append(append([]rules.Span{}, d.d.Planned...), d.d.Day.Presence...))
	if h.Len() > 0 {
		if h.From >= rules.At(d.on, 840) { // a shift of the evening or night
			from, to = h.From-180, h.To+180
		}
		from, to = min(from, h.From-60), max(to, h.To+60)
	}
	return from / 120 * 120, (to + 119) / 120 * 120
}

// minutes puts two instants on the axis of local time.
func (d *dayPane) minutes(from, to int64) rules.Span {
	m := func(ms int64) rules.Minute {
		date := d.p.dateOf(ms)
		return rules.At(date, int((ms-d.p.d.Book.Instant(date, 0))/60_000))
	}
	return rules.Span{From: m(from), To: m(to)}
}

// drawRows lists comings, goings, breaks, presence and trips.
func (d *dayPane) drawRows(c *kit.Canvas, r *kit.Rect) {
	line := func(label, value, right string, st kit.Style) kit.Rect {
		row := r.CutTop(theme.Row)
		c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
		in := row.Pad(16, 0, 16, 1)
		c.Text(in.CutLeft(84), label, kit.Second)
		rest := in
		if right != "" {
			w := kit.Measure(right, kit.Caption)
			c.Text(rest.CutRight(w+2), right, kit.Caption.RightAligned())
		}
		c.Text(rest, value, st)
		return row
	}
	many := d.segments() > 1
	next := 0
	for _, s := range d.slots() {
		d.slotRow(s, many, line)
		for ; !s.Out && next < len(d.d.Breaks); next++ {
			b := d.d.Breaks[next]
			label := d.p.t("attendance.break")
			if b.From.OfDay() >= 660 && b.To.OfDay() <= 870 {
				label = d.p.t("attendance.lunch")
			}
			line(label, b.From.ClockOn(d.on)+"–"+b.To.ClockOn(d.on), d.p.t("attendance.break_auto"), kit.Body)
		}
	}
	present := rules.Minutes(rules.Less(d.d.Day.Presence, d.d.Breaks))
	if d.d.Day.Planned > 0 || present > 0 {
		line(d.p.t("attendance.present"), d.p.t("attendance.hours", "n", tenth(present)), d.p.t("attendance.standard", "n", tenth(d.d.Day.Planned)), kit.Body)
	}
	d.tripRow(c, line)
	for _, u := range d.d.Day.Unused {
		line(d.p.t("attendance.unused"), u.Clock(), d.p.t("attendance.unused_text"), kit.Second)
	}
}

func (d *dayPane) segments() int {
	n := 0
	for _, x := range d.d.Shifts {
		n += len(x.Segments)
	}
	return n
}

func (d *dayPane) slotRow(s rules.SlotResult, many bool, line func(label, value, right string, st kit.Style) kit.Rect) {
	label := d.p.t("correction.slot.in")
	if s.Out {
		label = d.p.t("correction.slot.out")
	}
	if many {
		label += " " + itoa(s.Segment)
	}
	st, value, right := kit.Body, dash, ""
	switch {
	case s.At != 0:
		value = s.At.ClockOn(d.on)
		if !s.Out && s.At > s.Due && d.d.Day.Late > 0 || s.Out && s.At < s.Due && d.d.Day.Early > 0 {
			st = kit.Strong.In(theme.Warn)
		}
		right = s.Device
		if key, is := strings.CutPrefix(right, "@"); is {
			right = d.p.t(key)
		}
		if s.Correct != 0 {
			right = d.p.t("correction.one")
		}
	case s.Free:
		right = d.p.t("attendance.free")
	case d.d.Day.State == rules.Waiting || len(d.d.Day.Slots) == 0:
		right = d.p.t("attendance.due", "time", s.Due.ClockOn(d.on))
		st = kit.Second
	default:
		value, st = d.p.t("attendance.mark.missing"), kit.Strong.In(theme.Violet)
		right = d.p.t("attendance.due", "time", s.Due.ClockOn(d.on))
	}
	line(label, value, right, st)
}

// tripRow shows trips, with the link to the visit.
func (d *dayPane) tripRow(c *kit.Canvas, line func(label, value, right string, st kit.Style) kit.Rect) {
	if len(d.d.Trips) == 0 {
		row := line(d.p.t("attendance.away"), d.p.t("attendance.none"), "", kit.Second)
		if d.d.Employee.PersonID != 0 && d.why() == "" {
			d.linkAt(c, row, "visits", d.p.t("trip.activity_id"), d.visits)
		}
		return
	}
	for _, t := range d.d.Trips {
		s := d.minutes(t.FromAt, t.ToAt)
		text := s.From.ClockOn(d.on) + "–" + s.To.ClockOn(d.on)
		if t.Place != "" {
			text += " " + t.Place
		}
		row := line(d.p.t("trip.type."+t.Type), text, "", kit.Body)
		if t.ActivityID != 0 {
			d.linkAt(c, row, "visit"+itoa(int(t.ID)), d.p.t("trip.activity_id"), func() { d.p.host.Open("activity", t.ActivityID, nil) })
		}
	}
}

// linkAt draws a link at the right end of a row.
func (d *dayPane) linkAt(c *kit.Canvas, row kit.Rect, id, word string, tap func()) {
	w := kit.Measure(word, kit.Link)
	c.LinkText(kit.R(row.Right()-16-w, row.Y, w+1, row.H), id, word, kit.Link, tap)
}

// tenth is minutes as hours with one decimal.
func tenth(minutes int) string {
	n := (minutes*10 + 30) / 60
	return itoa(n/10) + "." + itoa(n%10)
}
