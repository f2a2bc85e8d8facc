package attendance

import (
	"kontor/app/attendance"
	"kontor/app/attendance/rules"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// drawAct shows what can be done about the day, and the form of what was chosen.
func (d *dayPane) drawAct(c *kit.Canvas, r *kit.Rect) {
	if !d.anything() {
		return
	}
	top := r.Y
	in := r.Pad(16, 10, 16, 0)
	c.Text(in.CutTop(20), d.p.t("attendance.act"), kit.Caption)
	row := in.CutTop(theme.Control)
	why := d.why()
	for _, a := range actionKinds {
		b := kit.Button{ID: "act." + a.id, Text: d.p.t("attendance.act." + a.id), Active: d.mode == a.id, Disabled: why, Tip: string(a.key), Tap: func() { d.begin(a.id) }}
		c.Button(row.CutLeft(kit.ButtonWidth(b)), b)
		row.CutLeft(8)
	}
	in.CutTop(8)
	switch d.mode {
	case "fix":
		d.drawFix(c, &in)
	case "leave", "trip":
		d.drawSpan(c, &in)
	}
	c.Field("note", in.CutTop(theme.Control), d.note)
	if d.err != "" {
		c.Text(in.CutTop(20), d.err, kit.Caption.In(theme.Bad))
	}
	if d.mode != "" && d.result != nil {
		in.CutTop(6)
		d.drawResult(c, &in)
	}
	d.drawRequests(c, &in)
	r.CutTop(in.Y - top + 12)
}

// anything tells whether the day is one that something can be done about.
func (d *dayPane) anything() bool { return d.d.Employee != nil }

// drawFix chooses the slot and its time.
func (d *dayPane) drawFix(c *kit.Canvas, in *kit.Rect) {
	slots := d.slots()
	if len(slots) == 0 {
		c.Text(in.CutTop(24), d.p.t("attendance.no_slots"), kit.Caption.In(theme.Warn))
		return
	}
	var tabs []kit.Tab
	many := d.segments() > 1
	for i, s := range slots {
		text := d.p.t("correction.slot.in")
		if s.Out {
			text = d.p.t("correction.slot.out")
		}
		if many {
			text += " " + itoa(s.Segment)
		}
		tabs = append(tabs, kit.Tab{ID: itoa(i), Text: text})
	}
	row := in.CutTop(theme.Control)
	w := min(kit.SegmentWidth(tabs), row.W-100)
	c.Segment("slot", row.CutLeft(w), tabs, itoa(d.slot), func(id string) {
		for i := range tabs {
			if tabs[i].ID == id {
				d.slot = i
			}
		}
		d.fillSlot()
		d.guess()
	})
	row.CutLeft(8)
	c.Field("at", row.CutLeft(min(row.W, 92)), d.at)
	in.CutTop(8)
}

// drawSpan chooses type, from and to.
func (d *dayPane) drawSpan(c *kit.Canvas, in *kit.Rect) {
	row := in.CutTop(theme.Control)
	kind := d.mode
	c.Drop("type", row.CutLeft(min(118, row.W*0.42)), d.p.t(kind+".type."+d.typ), "", func() []kit.MenuItem {
		var out []kit.MenuItem
		keys := []string{"trip", "field", "out"}
		if kind == "leave" {
			keys = nil
			for _, t := range rules.LeaveTypes() {
				keys = append(keys, t.Key)
			}
		}
		for _, k := range keys {
			out = append(out, kit.MenuItem{Title: d.p.t(kind + ".type." + k), Checked: d.typ == k, Run: func() { d.typ = k; d.guess() }})
		}
		return out
	})
	row.CutLeft(8)
	cols := row.Columns(18, -1, -1)
	c.Field("from", cols[0], d.from)
	c.Text(kit.R(cols[0].Right(), row.Y, 18, row.H), "–", kit.Second.Centered())
	c.Field("to", cols[1], d.to)
	in.CutTop(8)
	if kind == "trip" {
		d.place.Placeholder = d.p.t("trip.place")
		c.Field("place", in.CutTop(theme.Control), d.place)
		in.CutTop(8)
	}
}

// drawResult says what the day becomes by saving.
func (d *dayPane) drawResult(c *kit.Canvas, in *kit.Rect) {
	row := in.CutTop(22)
	label := d.p.t("attendance.after")
	row.CutLeft(c.Text(row, label, kit.Caption) + 6)
	x := *d.d
	x.Day = *d.result
	other := dayPane{p: d.p, d: &x, on: d.on}
	texts, tints := other.states()
	for i := range texts {
		row.CutLeft(c.Badge(row, texts[i], tints[i]) + 6)
	}
	c.Text(row, d.p.t("attendance.worked_short", "n", tenth(d.result.Worked)), kit.Hint)
}

// drawRequests lists the requests that touch the day.
func (d *dayPane) drawRequests(c *kit.Canvas, in *kit.Rect) {
	line := func(kind string, id int64, text string, st attendance.State) {
		in.CutTop(6)
		row := in.CutTop(20)
		tint := map[attendance.State]kit.Tint{attendance.Approved: kit.Green, attendance.Submitted: kit.Amber, attendance.Refused: kit.Red}[st]
		if tint == (kit.Tint{}) {
			tint = kit.Gray
		}
		word := d.p.t("leave.state." + string(st))
		c.Badge(row.CutRight(kit.BadgeWidth(word)), word, tint)
		c.Text(row, d.p.t(kind+".one")+" "+text, kit.Caption)
	}
	span := func(from, to int64) string {
		s := d.minutes(from, to)
		return s.From.ClockOn(d.on) + "–" + s.To.ClockOn(d.on)
	}
	for _, x := range d.d.Leaves {
		line(attendance.Leaves, x.ID, d.p.t("leave.type."+x.Type)+" "+span(x.FromAt, x.ToAt), x.State)
	}
	for _, x := range d.d.Trips {
		line(attendance.Trips, x.ID, span(x.FromAt, x.ToAt)+" "+x.Place, x.State)
	}
	for _, x := range d.d.Extra {
		line(attendance.Overtimes, x.ID, span(x.FromAt, x.ToAt), x.State)
	}
	for _, x := range d.d.Fixes {
		text := x.Reason
		if x.Kind == attendance.CorrectPunch {
			text = d.p.clock(x.At) + " " + x.Reason
		} else {
			text = d.p.t("correction.kind.waive") + " " + text
		}
		line(attendance.Corrections, x.ID, text, x.State)
	}
}
