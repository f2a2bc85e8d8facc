package attendance

import (
	"kontor/app/attendance"
	"kontor/app/attendance/rules"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// drawSum is the month of the person in short.
func (d *dayPane) drawSum(c *kit.Canvas, r *kit.Rect) {
	c.LineH(r.X, r.Y, r.W, theme.Line)
	in := r.Pad(16, 10, 16, 0)
	top := in.Y
	c.Text(in.CutTop(24), d.p.t("attendance.month_sum"), kit.Strong)
	m := &d.d.Sum
	days := func(n rules.Days100) string { return d.p.t("attendance.days", "n", attendance.DaysText(n)) }
	times := func(n int) string { return d.p.t("attendance.times", "n", n) }
	h := func(n int) string { return tenth(n) + " h" }
	type fact struct {
		label, value string
		tone         theme.Token
	}
	warn := func(n int, t theme.Token) theme.Token {
		if n > 0 {
			return t
		}
		return theme.Text
	}
	facts := []fact{
		{d.p.t("attendance.sum.required_long"), days(m.Required), theme.Text},
		{d.p.t("attendance.sum.attended_long"), days(m.Attended), theme.Text},
		{d.p.t("attendance.mark.late"), times(m.LateTimes), warn(m.LateTimes, theme.Warn)},
		{d.p.t("attendance.mark.early"), times(m.EarlyTimes), warn(m.EarlyTimes, theme.Warn)},
	}
	if m.Missing > 0 || m.AbsentHalf > 0 {
		facts = append(facts, fact{d.p.t("attendance.mark.missing"), times(m.Missing), warn(m.Missing, theme.Violet)},
			fact{d.p.t("attendance.mark.absent"), days(rules.Days100(50 * m.AbsentHalf)), warn(m.AbsentHalf, theme.Bad)})
	}
	for _, l := range m.Leave {
		facts = append(facts, fact{d.p.t("leave.type." + l.Type), days(l.Days), theme.Text})
	}
	facts = append(facts, fact{d.p.t("overtime.one"), h(m.OvertimeTotal()), warn(m.OvertimeTotal(), theme.OK)},
		fact{d.p.t("attendance.annual_left"), days(d.d.Balance.AnnualLeft()), theme.Text}, fact{d.p.t("attendance.lieu_left"), h(d.d.Balance.LieuLeft()), theme.Text})
	for i := 0; i < len(facts); i += 2 {
		row := in.CutTop(23)
		cols := row.Columns(20, -1, -1)
		for k := 0; k < 2 && i+k < len(facts); k++ {
			f := facts[i+k]
			cell := cols[k]
			c.Text(cell.CutRight(kit.Measure(f.value, kit.Body)+2), f.value, kit.Body.In(f.tone).RightAligned())
			c.Text(cell, f.label, kit.Second)
		}
	}
	r.CutTop(in.Y - top + 20)
}

// drawTrace unfolds the rules that made the day.
func (d *dayPane) drawTrace(c *kit.Canvas, r *kit.Rect) {
	if len(d.d.Day.Trace) == 0 {
		return
	}
	row := r.CutTop(28).Pad(16, 0, 16, 0)
	icon := icons.ChevronRight
	if d.trace {
		icon = icons.ChevronDown
	}
	c.Icon(row.CutLeft(16), icon, 14, theme.Text2)
	row.CutLeft(4)
	c.LinkText(row, "trace", d.p.t("attendance.why"), kit.Caption, func() { d.trace = !d.trace })
	if !d.trace {
		return
	}
	for _, s := range d.d.Day.Trace {
		text := s.Text(d.p.host.T)
		in := r.Pad(36, 0, 16, 0)
		h := kit.ParaHeight(text, kit.Caption, in.W, 0)
		c.Para(r.CutTop(h+4).Pad(36, 0, 16, 0), text, kit.Caption, 0)
	}
}

// drawFoot has undo and save.
func (d *dayPane) drawFoot(c *kit.Canvas, r kit.Rect) {
	c.LineH(r.X, r.Y, r.W, theme.Line)
	in := r.Pad(16, 1, 12, 0)
	save := kit.Button{ID: "save", Text: d.p.t("records.save"), Kind: kit.Primary, Tap: d.save}
	if d.p.tab().head() != nil && d.mode == "" {
		save.Kind = kit.Outline
		save.Disabled = d.p.t("attendance.nothing_to_save")
	}
	undo := kit.Button{ID: "undo", Text: d.p.t("shell.undo"), Key: "Ctrl+Z", Tap: d.undo}
	if d.mode != "" {
		undo = kit.Button{ID: "cancel", Text: d.p.t("kit.cancel"), Key: "Esc", Tap: d.stop}
	} else if d.filed == nil {
		undo.Disabled = d.p.t("attendance.nothing_to_undo")
	}
	c.ButtonsRight(&in, undo, save)
	hint := d.p.t("attendance.foot.trace")
	if d.d.Lock != nil {
		hint = d.p.t("attendance.foot.locked")
	}
	c.Text(in, hint, kit.Hint)
}
