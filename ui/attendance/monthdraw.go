package attendance

import (
	"strconv"

	"kontor/app/attendance"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// draw shows filter bar, grid and pane.
func (t *monthTab) draw(c *kit.Canvas, r kit.Rect) {
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	t.drawBar(c, bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1))
	narrow := c.Bounds().W < theme.NarrowWidth-theme.Rail
	if narrow && t.over {
		t.pane.draw(c, r)
		return
	}
	if !narrow {
		defer t.pane.draw(c, t.split.CutRight(c, "split", &r))
	}
	t.drawBanners(c, &r)
	if t.view == nil && t.load.Failed() != nil {
		c.Failure(r, t.p.host, t.load.Failed(), t.reload)
		return
	}
	t.grid.Loading = t.view == nil && t.load.Slow()
	if t.view == nil && !t.grid.Loading {
		return
	}
	t.grid.Draw(c, "grid", r)
}

// drawBanners shows what lasts: a locked month, a year without its holiday notice.
func (t *monthTab) drawBanners(c *kit.Canvas, r *kit.Rect) {
	if t.view == nil {
		return
	}
	show := func(b kit.Banner) {
		h := kit.BannerHeight(b, r.W-24)
		c.Banner(r.CutTop(h+12).Pad(12, 6, 12, 6), b)
	}
	if l := t.view.Lock; l != nil {
		show(kit.Banner{Tint: kit.Petrol, Icon: icons.Lock, Text: t.p.t("attendance.locked_banner", "month", t.p.monthText(t.view.Month), "at", t.p.fullMoment(l.At))})
	}
	if !t.view.Known {
		y, _, _ := t.view.Month.Parts()
		show(kit.Banner{Tint: kit.Red, Text: t.p.t("attendance.unknown_year", "year", strconv.Itoa(y)), Action: t.p.t("attendance.import_days"), Run: func() { t.p.showRules("days") }})
	}
}

// drawBar is the filter bar: month, department, initials, exceptions, legend.
func (t *monthTab) drawBar(c *kit.Canvas, r kit.Rect) {
	p := t.p
	p.monthStepper(c, &r)
	w := float32(132)
	dept := p.t("attendance.all_departments")
	if n := t.deptName(); n != "" {
		dept = n
	}
	c.Drop("dept", r.CutLeft(w).MiddleRow(theme.Control), dept, "", t.departments)
	r.CutLeft(8)
	c.Field("filter", r.CutLeft(138).MiddleRow(theme.Control), t.filter)
	r.CutLeft(12)
	c.Chip(&r, kit.Chip{ID: "only", Text: p.t("attendance.only"), On: t.only, Tap: func() { t.only = !t.only; t.choose() }})
	t.drawLegend(c, r)
}

// monthStepper draws ‹ 2026 年 3 月 › at the left of a bar.
func (p *page) monthStepper(c *kit.Canvas, r *kit.Rect) {
	c.Button(r.CutLeft(theme.Control).MiddleRow(theme.Control), kit.Button{ID: "prev", Icon: icons.ChevronLeft, Tip: p.t("attendance.prev"), Tap: func() { p.setMonth(p.month.AddMonths(-1)) }})
	text := p.monthText(p.month)
	title := kit.Style{Size: theme.SizeSection, Bold: true, Color: theme.Text}
	c.Text(r.CutLeft(max(kit.Measure(text, title)+24, 112)), text, title.Centered())
	c.Button(r.CutLeft(theme.Control).MiddleRow(theme.Control), kit.Button{ID: "next", Icon: icons.ChevronRight, Tip: p.t("attendance.next"), Tap: func() { p.setMonth(p.month.AddMonths(1)) }})
	r.CutLeft(16)
}

// drawLegend explains the signs from the right; what does not fit is left out.
func (t *monthTab) drawLegend(c *kit.Canvas, r kit.Rect) {
	for i := len(attendance.Marks) - 1; i >= 0; i-- {
		k := attendance.Marks[i]
		name := t.p.t("attendance.mark." + string(k))
		w := kit.Measure(name, kit.Caption) + 2
		if r.W < w+42 {
			return
		}
		c.Text(r.CutRight(w), name, kit.Caption)
		sign := t.p.t("attendance.sign." + string(k))
		box := r.CutRight(25).Pad(0, 0, 6, 0)
		if tint := markTint(k); tint != nil {
			b := box.Center(19, 20)
			c.Round(b, theme.RadiusBadge, tint.Bg, theme.None)
			c.Text(b, sign, kit.Caption.Centered().In(tint.Fg).Uncut())
		} else {
			c.Text(box, sign, kit.Body.Centered().In(theme.Text2).Uncut())
		}
		r.CutRight(11)
	}
}

// foot is the line of figures below the grid.
func (t *monthTab) foot(c *kit.Canvas, r kit.Rect) {
	if t.view == nil {
		return
	}
	p := t.p
	in := r.Pad(16, 0, 16, 0)
	pair := func(label, value string, tone theme.Token) {
		in.CutLeft(c.Text(in, label, kit.Caption) + 5)
		if value != "" {
			in.CutLeft(c.Text(in, value, kit.Caption.B().In(tone)))
		}
		in.CutLeft(16)
	}
	pair(p.t("attendance.foot.people", "n", len(t.view.People)), "", theme.Text)
	rate := t.view.Rate()
	pair(p.t("attendance.foot.rate"), itoa(rate/10)+"."+itoa(rate%10)+"%", theme.Text)
	n := t.view.Exceptions()
	tone := theme.Text
	if n > 0 {
		tone = theme.Bad
	}
	pair(p.t("attendance.foot.open"), itoa(n), tone)
	until := p.t("attendance.foot.no_clock")
	if t.view.Until != 0 {
		until = p.t("attendance.foot.until", "at", p.moment(t.view.Until))
	}
	c.Text(in, until, kit.Caption.RightAligned())
}

func (t *monthTab) blank(c *kit.Canvas, r kit.Rect) {
	p := t.p
	if t.view != nil && len(t.view.People) > 0 {
		c.Empty(r, kit.Empty{Icon: icons.Search, Title: p.t("attendance.nobody_fits"), LinkOne: p.t("records.clear"), OnOne: func() {
			t.filter.SetText("")
			t.only, t.dept = false, 0
			t.choose()
		}})
		return
	}
	c.Empty(r, kit.Empty{
		Icon: icons.Users, Title: p.t("attendance.no_people"), Text: p.t("attendance.no_people_text"),
		First:  kit.Button{Text: p.t("attendance.new_employee"), Icon: icons.Plus, Kind: kit.Primary, Tap: func() { p.newEmployee() }},
		Second: kit.Button{Text: p.t("attendance.import_employees"), Icon: icons.Download, Tap: func() { p.host.Open("import", 0, map[string]string{"kind": attendance.Employees}) }},
	})
}
