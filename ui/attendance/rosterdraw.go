package attendance

import (
	"strings"

	"kontor/app/attendance"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func (t *rosterTab) draw(c *kit.Canvas, r kit.Rect) {
	p := t.p
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	p.monthStepper(c, &in)
	name := p.t("attendance.all_departments")
	if t.dept.id != 0 {
		name = t.dept.name
	}
	c.Drop("dept", in.CutLeft(124).MiddleRow(theme.Control), name, "", t.departments)
	in.CutLeft(8)
	c.Field("filter", in.CutLeft(124).MiddleRow(theme.Control), t.filter)
	in.CutLeft(12)
	t.drawBrushes(c, in)
	if c.Bounds().W >= theme.NarrowWidth-theme.Rail && t.view != nil {
		defer t.plan.draw(c, t.split.CutRight(c, "split", &r))
	}
	if t.view == nil && t.load.Failed() != nil {
		c.Failure(r, p.host, t.load.Failed(), t.reload)
		return
	}
	if t.view == nil {
		if t.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	if l := t.view.Lock; l != nil {
		b := kit.Banner{Tint: kit.Petrol, Icon: icons.Lock, Text: p.t("attendance.locked_banner", "month", p.monthText(t.view.Month), "at", p.fullMoment(l.At))}
		h := kit.BannerHeight(b, r.W-24)
		c.Banner(r.CutTop(h+12).Pad(12, 6, 12, 6), b)
	}
	if len(t.rows) == 0 && len(t.view.People) > 0 {
		c.Empty(r, kit.Empty{Icon: icons.Search, Title: p.t("attendance.nobody_fits"), LinkOne: p.t("records.clear"), OnOne: func() {
			t.filter.SetText("")
			t.dept = department{}
			t.choose()
		}})
		return
	}
	if len(t.rows) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Users, Title: p.t("attendance.no_people"), Text: p.t("attendance.no_people_text"), First: kit.Button{Text: p.t("attendance.new_employee"), Icon: icons.Plus, Kind: kit.Primary, Tap: p.newEmployee}})
		return
	}
	if len(t.view.Shifts) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Clock, Title: p.t("attendance.no_shifts"), Text: p.t("attendance.no_shifts_text"), First: kit.Button{Text: p.t("attendance.new_shift"), Icon: icons.Plus, Kind: kit.Primary, Tap: func() { p.showRules("shifts") }}})
		return
	}
	t.drawGrid(c, r)
}

// drawBrushes are the shifts to fill with.
func (t *rosterTab) drawBrushes(c *kit.Canvas, r kit.Rect) {
	if t.view == nil {
		return
	}
	p, why := t.p, t.why()
	brush := func(id, text, key string, tint kit.Tint) {
		w := kit.Measure(text, kit.Caption) + 40
		if r.W < w {
			return
		}
		box := r.CutLeft(w).MiddleRow(theme.ControlS)
		r.CutLeft(6)
		on := t.brush == id
		border := theme.Line2
		if on {
			border = theme.Primary
		}
		width := float32(1)
		if on {
			width = 2
		}
		c.Frame(box, theme.RadiusControl, theme.Raised, border, width)
		sw := box.Pad(5, 4, 0, 4)
		sw.W = 18
		c.Round(sw, theme.RadiusBadge, tint.Bg, theme.None)
		c.Text(sw, key, kit.Caption.Centered().In(tint.Fg).Uncut())
		c.Text(box.Pad(28, 0, 6, 0), text, kit.Caption)
		c.Hit("brush."+strings.TrimPrefix(id, "\x00"), box, kit.Hit{Name: text, Role: kit.RoleRadio, Value: onOff(on), Disabled: why, Focusable: true, Tap: func() {
			if t.brush == id {
				t.brush = ""
			} else {
				t.brush = id
			}
		}})
	}
	for i, x := range t.view.Shifts {
		key := ""
		if i < 9 {
			key = itoa(i + 1)
		}
		brush(x.Code, x.Code+" "+x.Name+" "+x.Hours(), key, t.tints[x.Code])
	}
	brush(brushRest, p.t("roster.kind.rest"), "0", kit.Gray)
	brush(brushClear, p.t("attendance.clear"), "⌫", kit.Gray)
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// drawGrid draws heads, rows, and the heads per shift below.
func (t *rosterTab) drawGrid(c *kit.Canvas, r kit.Rect) {
	codes := t.view.ShiftCodes()
	foot := r.CutBottom(float32(min(len(codes), 4)*22 + 1))
	sumW := float32(84)
	t.nameW = 92
	if t.p.host.Lang() != "zh" {
		t.nameW = 132
	}
	t.dayW = float32(int((r.W - t.nameW - sumW) / float32(len(t.view.Days))))
	t.dayW = max(t.dayW, 20)
	head := r.CutTop(theme.TableHead2)
	t.drawHead(c, head, sumW)
	c.Scroll("roster", r, float32(len(t.rows)*theme.Row), func(body kit.Rect) {
		t.body = body
		c.Hit("rostercells", r, kit.Hit{
			Name: t.p.t("attendance.tab.roster"), Role: kit.RoleGrid, Value: itoa(t.cur.row+1) + " " + itoa(t.cur.day+1), Focusable: true, ClickFocus: true, Default: true,
			Cursor: t.cursor(), Down: t.press, Drag: t.drag, Tap: t.tap, Key: t.key,
		})
		for i := range t.rows {
			row := kit.R(body.X, body.Y+float32(i*theme.Row), body.W, theme.Row)
			if c.Visible(row) {
				t.drawRow(c, row, i, sumW)
			}
		}
		t.drawSelection(c)
	})
	t.drawHeads(c, foot, codes, sumW)
}

func (t *rosterTab) cursor() kit.Cursor {
	if t.brush != "" {
		return kit.Cross
	}
	return kit.Arrow
}

func (t *rosterTab) dayRect(row kit.Rect, d int) kit.Rect {
	return kit.R(row.X+t.nameW+float32(d)*t.dayW, row.Y, t.dayW, row.H)
}

func (t *rosterTab) drawHead(c *kit.Canvas, head kit.Rect, sumW float32) {
	c.Fill(head, theme.Sunken)
	c.Text(head.Pad(16, 0, 0, 0), t.p.t("employee.name"), kit.Caption)
	for d, day := range t.view.Days {
		cell := t.dayRect(head, d)
		st := kit.Caption.Centered()
		if day.Date == t.view.Today {
			c.Fill(cell, theme.Soft)
			st = st.B().In(theme.OnSoft)
		}
		_, _, n := day.Date.Parts()
		mid := cell.Middle().Y
		c.Text(kit.R(cell.X, mid-17, cell.W, 17), itoa(n), st.Uncut())
		c.Text(kit.R(cell.X, mid-1, cell.W, 17), t.p.t(day.Date.WeekdayLetterKey()), st.Uncut())
		c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		if day.Name != "" {
			c.Hit("rosterhead."+itoa(d), cell, kit.Hit{Name: itoa(n), Tip: day.Name, Role: kit.RoleHeading})
		}
	}
	sum := kit.R(t.dayRect(head, len(t.view.Days)).X, head.Y, sumW, head.H)
	c.LineV(sum.X, sum.Y, sum.H, theme.Line)
	c.Text(sum.Pad(6, 0, 6, 0), t.p.t("attendance.days_hours"), kit.Caption.RightAligned())
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
}

func (t *rosterTab) drawRow(c *kit.Canvas, row kit.Rect, i int, sumW float32) {
	x := t.person(i)
	cur := i == t.cur.row
	name := kit.R(row.X, row.Y, t.nameW, row.H)
	style := kit.Body
	if cur {
		c.Fill(name, theme.Soft)
		c.Fill(kit.R(row.X, row.Y, 3, row.H-1), theme.Primary)
		style = kit.Strong
	}
	c.Text(name.Pad(16, 0, 4, 0), x.Name, style)
	for d := range t.view.Days {
		cell := t.dayRect(row, d)
		k := &x.Cells[d]
		if t.view.Days[d].Off() || k.Outside {
			c.Fill(cell, theme.Sunken)
		}
		c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		t.drawCell(c, cell, k)
	}
	sum := kit.R(t.dayRect(row, len(t.view.Days)).X, row.Y, sumW, row.H)
	c.LineV(sum.X, sum.Y, sum.H, theme.Line)
	c.Text(sum.Pad(6, 0, 6, 0), itoa(x.Days)+" / "+tenth(x.Minutes), kit.Caption.RightAligned())
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
}

// drawCell shows a shift filled when the roster says so, outlined when it is only the
// group's week.
func (t *rosterTab) drawCell(c *kit.Canvas, cell kit.Rect, k *attendance.RosterCell) {
	switch {
	case k.Outside:
	case len(k.Codes) > 0:
		text := strings.Join(k.Codes, "+")
		tint, ok := t.tints[k.Codes[0]]
		if !ok {
			tint = kit.Gray
		}
		box := cell.Pad(2, 0, 1, 1).Center(min(max(kit.Measure(text, kit.Caption)+7, 19), cell.W-3), 20)
		if k.Explicit {
			c.Round(box, theme.RadiusBadge, tint.Bg, theme.None)
			c.Text(box, text, kit.Caption.Centered().In(tint.Fg).Uncut())
		} else {
			c.Text(box, text, kit.Caption.Centered().In(theme.Muted).Uncut())
		}
	case k.Rest:
		c.Text(cell, t.p.t("attendance.rest_sign"), kit.Caption.Centered().In(theme.Muted))
	}
}

func (t *rosterTab) drawSelection(c *kit.Canvas) {
	a, b := t.selection()
	first, last := kit.R(t.body.X, t.body.Y+float32(a.row*theme.Row), t.body.W, theme.Row), kit.R(t.body.X, t.body.Y+float32(b.row*theme.Row), t.body.W, theme.Row)
	from, to := t.dayRect(first, a.day), t.dayRect(last, b.day)
	c.Frame(kit.R(from.X, from.Y-1, to.Right()-from.X+1, to.Bottom()-from.Y+1), 0, theme.None, theme.Primary, 2)
}

// drawHeads counts people per shift and day.
func (t *rosterTab) drawHeads(c *kit.Canvas, r kit.Rect, codes []string, sumW float32) {
	c.LineH(r.X, r.Y, r.W, theme.Line2)
	r.CutTop(1)
	for i, code := range codes {
		if i == 4 {
			return
		}
		row := r.CutTop(22)
		c.Fill(row, theme.Sunken)
		c.Text(row.Pad(16, 0, 0, 0), t.p.t("attendance.heads", "shift", code), kit.Caption)
		for d, n := range t.heads[code] {
			cell := t.dayRect(row, d)
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
			if n > 0 {
				c.Text(cell, itoa(n), kit.Caption.Centered())
			}
		}
		c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	}
}
