package attendance

import (
	"context"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// rosterPlan is the pane that fills many cells at once, and lists warnings.
type rosterPlan struct {
	t       *rosterTab
	mode    string // week, cycle
	codes   [7]string
	holiday bool
	pattern *kit.Field
	start   *kit.Date
	offset  *kit.Field
	took    bool
}

func newRosterPlan(t *rosterTab) *rosterPlan {
	x := &rosterPlan{t: t, mode: "week", holiday: true}
	x.pattern = kit.NewField(t.p.t("attendance.pattern"))
	x.pattern.Placeholder = t.p.t("attendance.pattern_hint")
	x.start = kit.NewDate(t.p.t("attendance.cycle_start"), t.p.host.Today, calendar.Ahead)
	x.offset = numberField(t.p.host, t.p.t("attendance.cycle_offset"))
	x.offset.SetText("0")
	return x
}

// take proposes the first shift for the week.
func (x *rosterPlan) take(v *attendance.RosterView) {
	if x.took || len(v.Shifts) == 0 {
		return
	}
	x.took = true
	for i := 0; i < 5; i++ {
		x.codes[i] = v.Shifts[0].Code
	}
	x.start.SetValue(v.Month)
}

func (x *rosterPlan) draw(c *kit.Canvas, r kit.Rect) {
	p := x.t.p
	in := r.Pad(16, 12, 16, 0)
	c.Text(in.CutTop(24), p.t("attendance.batch"), kit.Section)
	in.CutTop(6)
	tabs := []kit.Tab{{ID: "week", Text: p.t("attendance.week_plan")}, {ID: "cycle", Text: p.t("attendance.cycle_plan")}}
	c.Segment("plan", in.CutTop(theme.Control).Pad(0, 0, max(in.W-kit.SegmentWidth(tabs), 0), 0), tabs, x.mode, func(id string) { x.mode = id })
	in.CutTop(10)
	if x.mode == "week" {
		x.drawWeek(c, &in)
	} else {
		x.drawCycle(c, &in)
	}
	n := len(x.t.rows)
	do := kit.Button{ID: "apply", Text: p.t("attendance.apply", "n", n), Kind: kit.Primary, Disabled: x.t.why(), Tap: x.apply}
	row := in.CutTop(theme.Control)
	c.Button(row.CutLeft(kit.ButtonWidth(do)), do)
	in.CutTop(4)
	c.Para(in.CutTop(36), p.t("attendance.apply_text", "month", p.monthText(x.t.view.Month)), kit.Hint, 2)
	in.CutTop(10)
	c.LineH(r.X, in.Y, r.W, theme.Line)
	in.CutTop(10)
	x.drawWarnings(c, in)
}

func (x *rosterPlan) drawWeek(c *kit.Canvas, in *kit.Rect) {
	p := x.t.p
	for i := range x.codes {
		row := in.CutTop(theme.Control)
		monday := calendar.Must("2024-01-01")
		c.Text(row.CutLeft(52), p.tongue().Weekday(monday.AddDays(i)), kit.Second)
		text := p.t("roster.kind.rest")
		for _, s := range x.t.view.Shifts {
			if s.Code == x.codes[i] {
				text = s.Code + " " + s.Name
			}
		}
		c.Drop("week"+itoa(i), row, text, "", func() []kit.MenuItem {
			out := []kit.MenuItem{{Title: p.t("roster.kind.rest"), Checked: x.codes[i] == "", Run: func() { x.codes[i] = "" }}}
			for _, s := range x.t.view.Shifts {
				out = append(out, kit.MenuItem{Title: s.Code + " " + s.Name, Detail: s.Hours(), Checked: x.codes[i] == s.Code, Run: func() { x.codes[i] = s.Code }})
			}
			return out
		})
		in.CutTop(5)
	}
	c.Check("holiday", in.CutTop(24), p.t("attendance_group.holidays"), x.holiday, func(on bool) { x.holiday = on })
	in.CutTop(8)
}

func (x *rosterPlan) drawCycle(c *kit.Canvas, in *kit.Rect) {
	p := x.t.p
	form := kit.Form{Label: 84}
	c.FormRow(in, "pattern", p.t("attendance.pattern"), x.pattern, form)
	c.FormRow(in, "start", p.t("attendance.cycle_start"), x.start.Field, form)
	c.FormRow(in, "offset", p.t("attendance.cycle_offset"), x.offset, form)
	c.Para(in.CutTop(54), p.t("attendance.pattern_text"), kit.Hint, 3)
	in.CutTop(8)
}

// apply fills the month of the people shown.
func (x *rosterPlan) apply() {
	t := x.t
	var ids []int64
	for _, i := range t.rows {
		ids = append(ids, t.view.People[i].ID)
	}
	from, to := t.view.Month, t.view.Month.MonthEnd()
	var cells []attendance.Cell
	t.p.run(func(ctx context.Context) (err error) {
		if x.mode == "week" {
			cells, err = t.p.d.Book.Week(ctx, attendance.WeekPlan{Employees: ids, From: from, To: to, Codes: x.codes, Holidays: x.holiday})
			return err
		}
		start, _ := x.start.Value()
		cells, err = t.p.d.Book.Cycle(ctx, attendance.CyclePlan{Employees: ids, From: from, To: to, Pattern: x.pattern.Text(), Start: start, Offset: int(numberOf(x.offset))})
		return err
	}, func() { t.write(cells) })
}

func (x *rosterPlan) drawWarnings(c *kit.Canvas, in kit.Rect) {
	p, v := x.t.p, x.t.view
	title := p.t("attendance.checks")
	if n := len(v.Warnings); n > 0 {
		title += " " + itoa(n)
	}
	c.Text(in.CutTop(24), title, kit.Strong)
	if len(v.Warnings) == 0 {
		c.Text(in.CutTop(22), p.t("attendance.no_warnings"), kit.Hint)
		return
	}
	names := map[int64]string{}
	for i := range v.People {
		names[v.People[i].ID] = v.People[i].Name
	}
	in.H -= 8
	c.Scroll("warnings", in, float32(len(v.Warnings)*24), func(b kit.Rect) {
		for k, w := range v.Warnings {
			row := kit.R(b.X, b.Y+float32(k*24), b.W, 24)
			if !c.Visible(row) {
				continue
			}
			n := w.Count
			text := p.t("attendance.warning."+w.Kind, "n", n)
			if w.Kind == "short_rest" {
				text = p.t("attendance.warning.short_rest", "hours", tenth(n))
			}
			c.Icon(row.CutLeft(16), icons.TriangleAlert, 14, theme.Warn)
			row.CutLeft(4)
			_, m, d := w.Date.Parts()
			c.Text(row, names[w.Person]+" "+itoa(int(m))+"-"+itoa(d)+" "+text, kit.Caption)
		}
	})
}
