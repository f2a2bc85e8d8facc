package finance

import (
	"strconv"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// draw is the whole tab: the chart at the left; what is worrying, what-ifs and the rows of
// the chosen week at the right.
func (x *foresee) draw(c *kit.Canvas, r kit.Rect) {
	if figures.Waiting(c, x.page.host, x.load, r, x.data != nil, x.read) {
		return
	}
	c.Fill(r, theme.Window)
	r = r.Pad(12, 10, 12, 10)
	right := r.CutRight(min(max(r.W*0.34, 360), 470))
	r.CutRight(10)
	x.drawChart(c, r)
	top := right.CutTop(x.warnHeight(right.W))
	right.CutTop(10)
	x.drawWarning(c, top)
	x.drawWeek(c, right)
}

// chart turns amounts into places.
type chart struct {
	plot     kit.Rect
	low, top money.Minor
}

func (h chart) y(m money.Minor) float32 {
	return h.plot.Bottom() - h.plot.H*float32(m-h.low)/float32(h.top-h.low)
}

func (x *foresee) scale(plot kit.Rect) chart {
	h := chart{plot: plot, top: max(x.data.Opening, x.data.Warning, 100)}
	for _, f := range []*finance.CashForecast{x.data, x.shown()} {
		for _, w := range f.Weeks {
			h.top = max(h.top, w.Closing, w.In)
			h.low = min(h.low, w.Lowest, -w.Out-w.Wages)
		}
	}
	room := (h.top - h.low) / 12
	h.top += room
	if h.low < 0 {
		h.low -= room / 2
	}
	return h
}

func (x *foresee) drawChart(c *kit.Canvas, r kit.Rect) {
	t := x.page.host.T
	var in, out, wages money.Minor
	for _, w := range x.shown().Weeks {
		in, out, wages = in+w.In, out+w.Out, wages+w.Wages
	}
	body := c.Panel(r, kit.Panel{Title: t("cash.title"), Sub: t("cash.sub", "from", x.data.From.String()), Right: func(c *kit.Canvas, row *kit.Rect) {
		for _, l := range []struct {
			key  string
			sum  money.Minor
			tone theme.Token
		}{{"cash.wages", wages, theme.Age3}, {"cash.out", out, theme.Age2}, {"cash.in", in, theme.Series3}} {
			text := t(l.key) + " " + figures.Short(l.sum)
			w := kit.Measure(text, kit.Caption)
			if row.W < w+230 {
				return
			}
			figures.Tap(c, l.key, kit.R(row.X+row.W-w-16, row.Y+6, w+18, row.H-12), t(l.key), plain(l.sum), func() { x.explainKind(l.key, l.sum).Show(x.page.host) })
			c.Text(row.CutRight(w+1), text, kit.Caption)
			row.CutRight(4)
			c.Round(row.CutRight(9).MiddleRow(9), 2, l.tone, theme.None)
			row.CutRight(12)
		}
	}})
	in2 := body.Pad(10, 10, 10, 6)
	labels := in2.CutBottom(40)
	axis := in2.CutLeft(46)
	labels.CutLeft(46)
	h := x.scale(in2)
	x.drawAxis(c, axis, in2, h)
	slot := in2.W / float32(len(x.data.Weeks))
	for i := range x.data.Weeks {
		x.drawBars(c, kit.R(in2.X+slot*float32(i), in2.Y, slot, in2.H), h, i)
	}
	c.LineH(in2.X, h.y(0), in2.W, theme.Line2)
	if x.data.Warning != 0 {
		y := h.y(x.data.Warning)
		c.LineH(in2.X, y, in2.W, theme.Bad)
	}
	if x.with != nil {
		x.drawLine(c, h, in2.X, slot, x.with, 1, theme.Series2)
	}
	x.drawLine(c, h, in2.X, slot, x.data, 2, theme.Primary)
	x.drawLineName(c, h, in2, slot)
	x.drawLabels(c, labels, slot, in2)
}

// drawLineName names the warning line where the balance leaves most room: above or below it,
// at either end.
func (x *foresee) drawLineName(c *kit.Canvas, h chart, plot kit.Rect, slot float32) {
	weeks := x.data.Weeks
	if x.data.Warning == 0 || len(weeks) == 0 {
		return
	}
	text := x.page.host.T("cash.line_at", "amount", figures.Short(x.data.Warning))
	w, y := kit.Measure(text, kit.Caption)+8, h.y(x.data.Warning)
	n := min(int(w/slot)+2, len(weeks))
	best, room := kit.Rect{}, float32(-1)
	for _, left := range []bool{true, false} {
		near, at := weeks[:n], plot.X+4
		if !left {
			near, at = weeks[len(weeks)-n:], plot.Right()-w-4
		}
		for _, top := range []float32{y - 20, y + 4} {
			free := float32(1e6)
			for _, k := range near {
				for _, m := range []money.Minor{k.Opening, k.Closing} {
					if d := h.y(m) - (top + 8); d < 0 {
						free = min(free, -d)
					} else {
						free = min(free, d)
					}
				}
			}
			if free > room {
				best, room = kit.R(at, top, w, 16), free
			}
		}
	}
	c.Fill(best, theme.Content)
	c.Text(best.Pad(4, 0, 0, 0), text, kit.Caption.In(theme.Bad))
}

func (x *foresee) drawAxis(c *kit.Canvas, axis, plot kit.Rect, h chart) {
	step := money.Minor(10_000_00)
	for (h.top-h.low)/step > 6 {
		for _, k := range []money.Minor{2, 5, 10} {
			if (h.top-h.low)/(step*k) <= 6 || k == 10 {
				step *= k
				break
			}
		}
	}
	for m := h.low / step * step; m <= h.top; m += step {
		y := h.y(m)
		c.LineH(plot.X, y, plot.W, theme.Line)
		c.Text(kit.R(axis.X, y-9, axis.W-6, 18), figures.Short(m), kit.Caption.RightAligned())
	}
}

// drawBars is one week: in above the line, out and wages below it.
func (x *foresee) drawBars(c *kit.Canvas, cell kit.Rect, h chart, i int) {
	w, f := x.shown().Weeks[i], x.shown()
	if f.Below(i) {
		c.Fill(cell, theme.WarnSoft)
	}
	st := c.Hit("week"+strconv.Itoa(i), cell, kit.Hit{Name: w.From.String(), Value: plain(w.Closing), Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true, Tap: func() { x.choose(i) }, Key: func(k kit.Key) bool {
		switch k {
		case "Left":
			x.choose(x.week - 1)
		case "Right":
			x.choose(x.week + 1)
		default:
			return false
		}
		return true
	}})
	wide := min(cell.W*0.34, 22)
	bar := func(left float32, from, to money.Minor, tone theme.Token) {
		a, b := h.y(to), h.y(from)
		if b-a >= 1 {
			c.Fill(kit.R(left, a, wide, b-a), tone)
		}
	}
	mid := cell.X + cell.W/2
	bar(mid-wide, 0, w.In, theme.Series3)
	bar(mid, -w.Out, 0, theme.Age2)
	bar(mid, -w.Out-w.Wages, -w.Out, theme.Age3)
	if i == x.week {
		c.Frame(cell.Inset(1), 4, theme.None, theme.Primary, 2)
	} else if st.Ring {
		c.FocusRing(cell.Inset(2), 4)
	}
}

// drawLine is the balance: it steps from week to week.
func (x *foresee) drawLine(c *kit.Canvas, h chart, left, slot float32, f *finance.CashForecast, width float32, tone theme.Token) {
	pts := []kit.Point{{X: left, Y: h.y(f.Opening)}}
	for i, w := range f.Weeks {
		at := left + slot*(float32(i)+0.5)
		pts = append(pts, kit.Point{X: at, Y: h.y(w.Opening)}, kit.Point{X: at, Y: h.y(w.Closing)})
	}
	pts = append(pts, kit.Point{X: left + slot*float32(len(f.Weeks)), Y: h.y(f.Weeks[len(f.Weeks)-1].Closing)})
	c.Polyline(pts, width, tone)
	if width < 2 {
		return
	}
	for i, w := range f.Weeks {
		dot := tone
		if f.Below(i) {
			dot = theme.Bad
		}
		c.Dot(kit.Point{X: left + slot*(float32(i)+0.5), Y: h.y(w.Closing)}, 7, dot)
	}
}

// drawLabels writes the first day of each week and the balance at its end.
func (x *foresee) drawLabels(c *kit.Canvas, r kit.Rect, slot float32, plot kit.Rect) {
	f := x.shown()
	for i, w := range f.Weeks {
		cell := kit.R(plot.X+slot*float32(i), r.Y+2, slot, 18)
		day, sum := kit.Caption.Centered(), kit.Caption.B().Centered()
		if i == x.week {
			day = kit.Caption.B().In(theme.Primary).Centered()
		}
		if f.Below(i) {
			sum = sum.In(theme.Bad)
		}
		if slot >= 36 || i%2 == 0 {
			wide := kit.R(cell.X-8, cell.Y, cell.W+16, cell.H)
			c.Text(wide, w.From.String()[5:], day)
			c.Text(wide.Move(0, 18), figures.Short(w.Closing), sum)
		}
	}
}

func (x *foresee) warnHeight(w float32) float32 {
	h := float32(36 + 12 + 26 + 8)
	h += kit.BannerHeight(x.banner(), w-24) + 8
	for i := range x.ifs {
		h += x.ifHeight(i, w-24)
	}
	return h
}

// ifHeight has room for a what-if that needs two lines.
func (x *foresee) ifHeight(i int, w float32) float32 {
	return kit.ParaHeight(x.ifText(&x.ifs[i]), kit.Body, w-122, 2) + 7
}

// banner says how low the balance falls, and when it is above the line again.
func (x *foresee) banner() kit.Banner {
	t, f := x.page.host.T, x.shown()
	switch {
	case f.Warning == 0 && f.Lowest >= 0:
		return kit.Banner{Tint: kit.Gray, Icon: icons.Info, Text: t("cash.no_line", "on", f.LowestOn.String(), "amount", plain(f.Lowest))}
	case f.Lowest >= f.Warning:
		return kit.Banner{Tint: kit.Green, Icon: icons.CircleCheck, Text: t("cash.fine", "on", f.LowestOn.String(), "amount", plain(f.Lowest))}
	case f.Back.IsZero():
		return kit.Banner{Tint: kit.Red, Text: t("cash.under", "on", f.LowestOn.String(), "amount", plain(f.Lowest), "line", plain(f.Warning), "gap", plain(f.Warning-f.Lowest))}
	}
	return kit.Banner{Tint: kit.Red, Text: t("cash.under_until", "on", f.LowestOn.String(), "amount", plain(f.Lowest), "line", plain(f.Warning), "gap", plain(f.Warning-f.Lowest), "back", f.Back.String())}
}

func (x *foresee) drawWarning(c *kit.Canvas, r kit.Rect) {
	t := x.page.host.T
	body := c.Panel(r, kit.Panel{Title: t("cash.what_if"), Right: func(c *kit.Canvas, row *kit.Rect) {
		if x.page.host.Actor().Can(identity.May(finance.Accounts, identity.Change)) {
			text := t("cash.set_line")
			c.LinkText(row.CutRight(kit.Measure(text, kit.Link)+1), "line", text, kit.Link, x.line)
		}
	}})
	in := body.Pad(12, 10, 12, 0)
	b := x.banner()
	c.Banner(in.CutTop(kit.BannerHeight(b, in.W)), b)
	in.CutTop(8)
	head := in.CutTop(24)
	c.Text(head.CutRight(90), t("cash.lowest"), kit.Caption.RightAligned())
	head.CutLeft(c.Text(head, t("cash.if"), kit.Strong) + 8)
	c.Text(head, t("cash.if_hint"), kit.Caption)
	for i := range x.ifs {
		w := &x.ifs[i]
		row := in.CutTop(x.ifHeight(i, in.W))
		tone := theme.Text
		switch {
		case w.Lowest < x.data.Warning || w.Lowest < 0:
			tone = theme.Bad
		case w.Lowest > x.data.Lowest:
			tone = theme.OK
		}
		amount := row.CutRight(96)
		c.Text(amount.CutTop(24), plain(w.Lowest), kit.Body.In(tone).RightAligned())
		box := row.CutLeft(24)
		c.Named(box, kit.RoleCheck, x.ifText(w))
		c.Check("if"+strconv.Itoa(i), box.CutTop(24), "", w.Active, func(bool) { x.tick(i) })
		c.Para(row.Pad(0, 2, 0, 0), x.ifText(w), kit.Body, 2)
	}
}

// drawWeek lists the rows behind a week.
func (x *foresee) drawWeek(c *kit.Canvas, r kit.Rect) {
	t, f := x.page.host.T, x.shown()
	w := f.Weeks[x.week]
	body := c.Panel(r, kit.Panel{Title: t("cash.of_week", "from", w.From.String()[5:], "to", w.To.String()[5:]), Right: func(c *kit.Canvas, row *kit.Rect) {
		text := t("cash.turn_hint")
		c.Text(row.CutRight(kit.Measure(text, kit.Caption)+1), text, kit.Caption)
	}})
	foot := body.CutBottom(76)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	figures.Tap(c, "week", foot, t("cash.week_closing"), plain(w.Closing), func() { x.explainWeek(w).Show(x.page.host) })
	in := foot.Pad(12, 5, 12, 4)
	c.KeyValue(in.CutTop(22), t("cash.week_opening"), plain(w.Opening), kit.Body)
	c.KeyValue(in.CutTop(22), t("cash.week_net"), plain(w.In-w.Out-w.Wages), kit.Body)
	tone := theme.Text
	if f.Below(x.week) {
		tone = theme.Bad
	}
	c.KeyValue(in.CutTop(22), t("cash.week_closing"), plain(w.Closing), kit.Strong.In(tone))
	note := t("cash.outside", "overdue", plain(f.Overdue), "n", f.OverdueN, "drafts", plain(f.Drafts), "m", f.DraftsN)
	nh := kit.ParaHeight(note, kit.Caption, body.W-24, 3) + 6
	c.Para(body.CutBottom(nh).Pad(12, 2, 12, 0), note, kit.Caption, 3)
	for i := range x.table.Columns { // where there is little room the party matters more than the kind, which the number tells
		if x.table.Columns[i].ID == "kind" {
			x.table.Columns[i].Hidden = body.W < 430
		}
	}
	x.table.Draw(c, "rows", body)
}

// explainKind lists the rows that a sum of the forecast is made of.
func (x *foresee) explainKind(key string, sum money.Minor) figures.Explain {
	t := x.page.host.T
	e := figures.Explain{Title: t("cash.title") + " · " + t(key), Value: money.Of(sum, kit.Home()).String()}
	for _, w := range x.shown().Weeks {
		for _, r := range w.Rows {
			kind := "cash.out"
			switch {
			case r.Amount > 0:
				kind = "cash.in"
			case r.Kind == finance.CashWage || r.Kind == finance.CashWageGuess:
				kind = "cash.wages"
			}
			if kind == key {
				e.Parts = append(e.Parts, x.part(r))
			}
		}
	}
	e.Text = t("explain.sum", "n", len(e.Parts))
	return e
}

// part is a row of the forecast as a summand, which opens its record.
func (x *foresee) part(r finance.CashRow) figures.ExplainPart {
	p := figures.ExplainPart{Label: x.page.host.T("cash.kind."+r.Kind) + " " + r.Number, Note: r.On.String()[5:] + "  " + r.Party, Value: signed(r.Amount)}
	if kind := cashRecords[r.Kind]; kind != "" && r.ID != 0 {
		p.Open = func() { x.page.Show(kind, r.ID, false) }
	}
	return p
}

// explainWeek says what the balance at the end of a week is made of, row by row.
func (x *foresee) explainWeek(w finance.CashWeek) figures.Explain {
	t := x.page.host.T
	e := figures.Explain{Title: t("cash.week_closing") + " · " + w.To.String(), Value: money.Of(w.Closing, kit.Home()).String(), Text: t("cash.how_week"), Parts: []figures.ExplainPart{
		{Label: t("cash.week_opening"), Note: w.From.String(), Value: plain(w.Opening)},
	}}
	for _, r := range w.Rows {
		e.Parts = append(e.Parts, x.part(r))
	}
	e.Parts = append(e.Parts, figures.ExplainPart{Label: t("cash.week_closing"), Value: plain(w.Closing), Sum: true})
	return e
}

// cashRows are the rows of the chosen week.
type cashRows struct{ x *foresee }

func (s cashRows) Len() int {
	if s.x.data == nil {
		return 0
	}
	return len(s.x.shown().Weeks[s.x.week].Rows)
}
func (s cashRows) Want(int, int) {}

func (s cashRows) Row(i int) ([]kit.Cell, bool) {
	r := s.x.shown().Weeks[s.x.week].Rows[i]
	amount := kit.Cell{Text: signed(r.Amount)}
	if r.Amount > 0 {
		amount.Color = theme.OK
	}
	return []kit.Cell{{Text: s.x.page.host.T("cash.kind." + r.Kind)}, {Text: r.Number}, {Text: r.Party}, {Text: r.On.String()[5:]}, amount}, true
}
