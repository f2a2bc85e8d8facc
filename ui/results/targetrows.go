package results

import (
	"strconv"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/goal"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// targetRows are the rows of the tree.
type targetRows struct{ x *targets }

func (s targetRows) Len() int      { return len(s.x.rows) }
func (s targetRows) Want(int, int) {}

func (s targetRows) RowStyle(i int) kit.RowStyle {
	r := &s.x.board.Rows[s.x.rows[i]]
	st := kit.RowStyle{Indent: float32(r.Depth) * 16, Bold: r.Depth == 0}
	if r.Kids > 0 {
		st.Open = 1
		if s.x.folded[r.Node] {
			st.Open = 2
		}
	}
	return st
}

func (x *targets) name(r *goal.Row) string {
	if r.Level == sales.TargetCompany {
		return x.p.host.T("target.level.company")
	}
	return r.Name
}

func (s targetRows) Row(i int) ([]kit.Cell, bool) {
	x := s.x
	r := &x.board.Rows[x.rows[i]]
	first := kit.Cell{Text: x.name(r)}
	if r.Level == sales.TargetPerson {
		first.Person = r.Name
	} else if r.Answers != "" {
		first.After = r.Answers
	}
	sum := func(v int64, text string) kit.Cell {
		if v == 0 {
			return kit.Cell{Text: "—", Color: theme.Muted}
		}
		return kit.Cell{Text: text}
	}
	out := []kit.Cell{first, sum(int64(r.Year.Target), short(r.Year.Target)), sum(int64(r.Year.Done), short(r.Year.Done))}
	flag := kit.Cell{Text: "—", Color: theme.Muted}
	if r.Flag != goal.NoFlag {
		flag = kit.Cell{Text: strconv.FormatInt(r.Percent, 10), Icon: icons.Flag, Tint: flagTone(r.Flag), Color: flagTone(r.Flag)}
	}
	if x.compare {
		gap := sum(int64(r.Gap()), short(r.Gap()))
		if r.Gap() > 0 {
			gap.Color = theme.Warn
			if r.Gap()*3 > r.Year.Target {
				gap.Color = theme.Bad
			}
		}
		return append(out, flag, sum(int64(r.Year.Weighted), short(r.Year.Weighted)), sum(int64(r.Year.Open), short(r.Year.Open)), gap,
			show(column{Form: exporting.Decimal}, share(int64(r.Year.Open), int64(r.Year.Target-r.Year.Done))), sum(int64(r.Year.Proposed), short(r.Year.Proposed))), true
	}
	progress := kit.Cell{Text: "—", Color: theme.Muted}
	if r.Year.Target > 0 {
		progress = kit.Cell{Text: show(column{Form: exporting.Decimal}, share(int64(r.Year.Done), int64(r.Year.Target))).Text, Bar: float32(r.Year.Done) / float32(r.Year.Target), BarIn: theme.Series2}
	}
	out = append(out, progress, flag)
	for m := 1; m <= 12; m++ {
		out = append(out, x.month(r, m))
	}
	return out, true
}

// month writes the target above and what is done below; only months that are over are
// coloured.
func (x *targets) month(r *goal.Row, m int) kit.Cell {
	cell := r.Months[m-1]
	top, low, tone := short(cell.Target), short(cell.Done), theme.Text
	if cell.Target == 0 {
		top = "—"
	}
	when := x.closing(m)
	if when < 0 {
		f, _ := goal.FlagOf(cell.Done, cell.Target)
		if f != goal.NoFlag {
			tone = flagTone(f)
		}
	}
	text := top
	if when <= 0 {
		text += " / " + low
	}
	return kit.Cell{Text: text, Link: x.may(), Draw: func(c *kit.Canvas, box kit.Rect) {
		if when > 0 {
			c.Text(box, top, kit.Caption.RightAligned())
			return
		}
		mid := box.Y + box.H/2
		c.Text(kit.R(box.X, mid-16, box.W, 16), top, kit.Caption.RightAligned())
		c.Text(kit.R(box.X, mid, box.W, 16), low, kit.Caption.In(tone).RightAligned())
	}}
}

// drawChart shows the months of a row: what is done and expected in a bar, the target as
// a line, and the gap in words.
func (x *targets) drawChart(c *kit.Canvas, r kit.Rect, cur *goal.Row) {
	t := x.p.host.T
	in := r.Pad(16, 8, 16, 6)
	head := in.CutTop(24)
	c.Legend(&head, []kit.Share{{Color: theme.Series1, Name: t("resultspage.target.done")}, {Color: theme.Series3, Name: t("resultspage.target.weighted")}, {Color: theme.Text, Name: t("dealpage.target")}})
	c.Text(head, x.name(cur)+"  "+t("dealpage.unit"), kit.Strong)
	labels := in.CutBottom(34)
	plot := in.Pad(0, 16, 0, 0)
	top := 1.0
	for _, m := range cur.Months {
		top = max(top, float64(m.Target), float64(m.Done+m.Weighted))
	}
	slot := plot.W / 12
	for i, m := range cur.Months {
		cell := kit.R(plot.X+float32(i)*slot, plot.Y, slot, plot.H)
		w := min(slot*0.56, 34)
		y := cell.Bottom()
		for _, part := range []kit.Share{{Value: float64(m.Done), Color: theme.Series1}, {Value: float64(m.Weighted), Color: theme.Series3}} {
			h := cell.H * float32(part.Value/top)
			if h <= 0 {
				continue
			}
			y -= h
			c.Round(kit.R(cell.X+(slot-w)/2, y, w, h), 0, part.Color, theme.None)
		}
		text := ""
		if m.Done+m.Weighted > 0 {
			text = short(m.Done + m.Weighted)
			c.Text(kit.R(cell.X, y-16, slot, 15), text, kit.Caption.Centered())
		}
		if m.Target > 0 {
			c.Fill(kit.R(cell.X+4, cell.Bottom()-cell.H*float32(float64(m.Target)/top)-1, slot-8, 2), theme.Text)
		}
		label := kit.Caption.Centered()
		if x.closing(i+1) == 0 {
			label = label.B().In(theme.Primary)
		}
		low := kit.R(cell.X, labels.Y, slot, 17)
		c.Text(low, t("dealpage.month", "n", i+1), label)
		if gap := m.Target - m.Done - m.Weighted; gap > 0 && m.Target > 0 {
			tone := theme.Warn
			if gap*3 > m.Target {
				tone = theme.Bad
			}
			c.Text(kit.R(cell.X, labels.Y+16, slot, 17), "−"+short(gap), kit.Caption.In(tone).Centered())
		}
		c.Named(cell, kit.RoleItem, t("dealpage.month", "n", i+1)+" "+text+" / "+short(m.Target))
	}
	c.LineH(plot.X, plot.Bottom(), plot.W, theme.Line2)
}

// drawLog lists how the targets of the row came about.
func (x *targets) drawLog(c *kit.Canvas, r kit.Rect, cur *goal.Row) {
	t := x.p.host.T
	head := r.CutTop(36).Pad(14, 0, 14, 0)
	who := t("resultspage.answers", "name", cur.Answers)
	if cur.Answers != "" {
		c.Text(head.CutRight(kit.Measure(who, kit.Caption)+2), who, kit.Caption)
	}
	c.Text(head, t("resultspage.history"), kit.Strong)
	if len(x.log) == 0 {
		c.Text(r.CutTop(26).Pad(14, 0, 14, 0), t("resultspage.no_history"), kit.Hint)
		return
	}
	c.ScrollAuto("log", r, func(body kit.Rect) float32 {
		top := body.Y
		body.H = 100_000
		for i, a := range x.log {
			if i >= 100 {
				break
			}
			row := body.CutTop(40).Pad(14, 0, 14, 0)
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			up := row.CutTop(20)
			when := moment(x.p.host, a.At)
			c.Text(up.CutRight(kit.Measure(when, kit.Hint)+2), when, kit.Hint)
			what := t("dealpage.month", "n", a.Month)
			if a.Proposed {
				what += " " + t("target.proposed_minor")
			}
			up.CutLeft(c.Text(up, what, kit.Body) + 8)
			c.Text(up, amountText(a.Before)+" → "+amountText(a.After), kit.Strong)
			note := a.Person
			if a.Reason != "" {
				note += " · " + a.Reason
			}
			c.Text(row.CutTop(18), note, kit.Caption)
		}
		return body.Y - top + 8
	})
}

func (x *targets) sheetColumns() []column {
	t := x.p.host.T
	cols := []column{{ID: "name", Title: t("resultspage.target.name")}, {ID: "answers", Title: t("target.responsible_id")}}
	for _, id := range []string{"year", "done", "proposed", "weighted", "open", "gap"} {
		cols = append(cols, column{ID: id, Title: t("resultspage.target." + id), Form: exporting.Amount})
	}
	cols = append(cols, column{ID: "flag", Title: t("resultspage.target.flag"), Form: exporting.Whole})
	for m := 1; m <= 12; m++ {
		name := t("dealpage.month", "n", m)
		cols = append(cols, column{ID: "t", Title: name + " " + t("dealpage.target"), Form: exporting.Amount}, column{ID: "d", Title: name + " " + t("resultspage.target.done"), Form: exporting.Amount})
	}
	return cols
}

func (x *targets) sheetLines() []line {
	var out []line
	for i := range x.board.Rows {
		r := &x.board.Rows[i]
		v := []entity.Value{entity.Str(x.name(r)), entity.Str(r.Answers)}
		for _, m := range []int64{int64(r.Year.Target), int64(r.Year.Done), int64(r.Year.Proposed), int64(r.Year.Weighted), int64(r.Year.Open), int64(r.Gap()), r.Percent} {
			v = append(v, entity.Num(m))
		}
		for _, m := range r.Months {
			v = append(v, entity.Num(int64(m.Target)), entity.Num(int64(m.Done)))
		}
		out = append(out, line{Values: v})
	}
	return out
}
