package cleaning

import (
	"time"

	"kontor/app/calendar"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// draw shows the pane.
func (p *fieldHistory) draw(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	head := r.CutTop(44).Pad(16, 0, 8, 0)
	c.Icon(head.CutLeft(16), icons.History, 15, theme.Muted)
	head.CutLeft(8)
	if p.close != nil {
		c.Button(head.CutRight(28).MiddleRow(28), kit.Button{ID: "history.close", Icon: icons.X, Kind: kit.Plain, Tip: t("history.close"), Tap: p.close})
	}
	head.CutLeft(c.Text(head, t("history.title"), kit.Section) + 10)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	if p.field == nil {
		return
	}
	c.Text(head, records.Label(p.host, p.field), kit.Second)
	if p.load.Failed() != nil {
		in := r.Pad(16, 12, 16, 0)
		c.Text(in.CutTop(40), p.host.ErrorText(p.load.Failed()), kit.Second)
		return
	}
	c.ScrollAuto("history", r, func(body kit.Rect) float32 {
		top := body.Y
		in := body.Pad(16, 12, 14, 0)
		p.dayRow(c, in.CutTop(28))
		in.CutTop(10)
		p.bar(c, in.CutTop(58))
		in.CutTop(4)
		p.then(c, &in)
		p.changes(c, &in, body)
		p.since(c, &in, body)
		return in.Y - top + 16
	})
}

func (p *fieldHistory) dayRow(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.Button(r.CutRight(26).MiddleRow(26), kit.Button{ID: "history.later", Icon: icons.ChevronRight, Small: true, Tip: t("history.later"), Tap: func() { p.jump(true) }})
	r.CutRight(6)
	c.Button(r.CutRight(26).MiddleRow(26), kit.Button{ID: "history.earlier", Icon: icons.ChevronLeft, Small: true, Tip: t("history.earlier"), Tap: func() { p.jump(false) }})
	r.CutLeft(c.Text(r, t("history.as_of"), kit.Body) + 10)
	c.Field("history.day", r.CutLeft(150), p.day.Field)
}

// span is the time of the bar: from the first change to now.
func (p *fieldHistory) span() (from, to int64) {
	to = p.host.Now().UnixMilli()
	from = to - int64(24*time.Hour/time.Millisecond)
	if n := len(p.steps); n > 0 {
		from = min(from, p.steps[n-1].at)
	}
	return from, to
}

// tints of the bar, the oldest value first.
var tints = []theme.Token{theme.GraySoft, theme.Series3, theme.Series2, theme.Series1}

// bar draws the values to scale in time, with the day as a mark; a click chooses a day.
func (p *fieldHistory) bar(c *kit.Canvas, r kit.Rect) {
	from, to := p.span()
	track := kit.Rect{X: r.X, Y: r.Y + 22, W: r.W, H: 14}
	x := func(at int64) float32 {
		part := float64(at-from) / float64(to-from)
		return track.X + track.W*float32(min(max(part, 0), 1))
	}
	c.Hit("history.bar", track.Grow(3), kit.Hit{Name: p.host.T("history.bar"), Role: kit.RoleHandle, Cursor: kit.Hand, Down: func(q kit.Pointer) {
		part := float64(q.At.X-track.X) / float64(track.W)
		p.setDay(from + int64(part*float64(to-from)))
	}})
	n := len(p.steps)
	for i := n - 1; i >= 0; i-- {
		end := to
		if i > 0 {
			end = p.steps[i-1].at
		}
		seg := kit.Rect{X: x(p.steps[i].at), Y: track.Y, W: max(x(end)-x(p.steps[i].at)-1, 2), H: track.H}
		tint := tints[(n-1-i)%len(tints)]
		c.Fill(seg, tint)
		if text := p.titles.text(p.host, p.field, p.steps[i].value); kit.Measure(text, kit.Caption)+8 < seg.W {
			style := kit.Caption.In(theme.Text)
			if tint == theme.Series1 || tint == theme.Series2 {
				style = kit.Caption.In(theme.OnPrimary)
			}
			c.Text(seg.Pad(4, 0, 4, 0), text, style)
		}
	}
	at := min(p.instant(), to)
	mark := x(at)
	c.Fill(kit.Rect{X: mark - 1, Y: r.Y + 16, W: 2, H: 26}, theme.Text)
	label := p.day.Text()
	if len(label) == 10 {
		label = label[5:]
	}
	w := kit.Measure(label, kit.Caption) + 10
	tag := kit.Rect{X: min(max(mark-w/2, r.X), r.Right()-w), Y: r.Y, W: w, H: 18}
	c.Round(tag, theme.RadiusBadge, theme.Toast, theme.None)
	c.Text(tag, label, kit.Caption.In(theme.OnToast).Centered())
	foot := kit.Rect{X: r.X, Y: track.Bottom() + 4, W: r.W, H: 18}
	c.Text(foot, calendar.On(time.UnixMilli(from), p.host.Zone()).String()[:7], kit.Caption)
	c.Text(foot, p.host.T("history.today"), kit.Caption.RightAligned())
}

// then is the box with the value on the day.
func (p *fieldHistory) then(c *kit.Canvas, in *kit.Rect) {
	t := p.host.T
	i, known := valueAt(p.steps, p.instant())
	facts := p.facts()
	h := float32(98)
	if facts != "" {
		h += 20
	}
	box := in.CutTop(h)
	in.CutTop(14)
	c.Round(box, theme.RadiusPanel, theme.Sunken, theme.Line)
	q := box.Pad(12, 10, 12, 8)
	line := q.CutTop(22)
	if !known {
		c.Text(line, t("history.before"), kit.Second)
		return
	}
	value := p.titles.text(p.host, p.field, p.steps[i].value)
	c.Text(line, value, kit.Section.RightAligned())
	c.Text(line.Pad(0, 0, min(kit.Measure(value, kit.Section), line.W*0.6)+8, 0), t("history.value_on", "day", p.day.Text(), "field", records.Label(p.host, p.field)), kit.Second)
	if facts != "" {
		c.Text(q.CutTop(20), facts, kit.Caption)
	}
	q.CutTop(6)
	row := q.CutTop(theme.Control)
	back := kit.Button{ID: "history.restore", Text: t("history.restore_value"), Icon: icons.Undo, Tap: func() { p.restore(p.instant(), p.field.Key) }}
	if i == 0 {
		back.Disabled = t("history.is_now")
	}
	c.ButtonsLeft(&row, back, kit.Button{ID: "history.whole", Text: t("history.whole"), Tap: p.whole})
	c.Text(q.CutTop(22), t("history.note"), kit.Caption)
}

// facts names a few other fields as they were on the day.
func (p *fieldHistory) facts() string {
	out := ""
	for n, o := range p.others {
		if n == 3 {
			break
		}
		if out != "" {
			out += p.host.T("records.comma")
		}
		out += records.Label(p.host, o.field) + " " + p.titles.text(p.host, o.field, o.before)
	}
	if out != "" {
		out = p.host.T("history.then", "facts", out)
	}
	return out
}

// changes lists every change with who made it.
func (p *fieldHistory) changes(c *kit.Canvas, in *kit.Rect, body kit.Rect) {
	t := p.host.T
	c.LineH(body.X, in.Y, body.W, theme.Line)
	in.CutTop(8)
	c.Text(in.CutTop(26), t("history.changes", "n", len(p.steps)), kit.Strong)
	at, known := valueAt(p.steps, p.instant())
	for i, s := range p.steps {
		row := in.CutTop(48)
		dot := row.CutLeft(24)
		c.Round(kit.Rect{X: dot.X, Y: dot.Y, W: 24, H: 24}, 12, theme.GraySoft, theme.None)
		icon := icons.Pencil
		switch {
		case s.why.Kind == "import":
			icon = icons.Download
		case i == len(p.steps)-1:
			icon = icons.Plus
		}
		c.Icon(kit.Rect{X: dot.X, Y: dot.Y, W: 24, H: 24}, icon, 12, theme.Text2)
		row.CutLeft(10)
		top := row.CutTop(22)
		when := tr.In(p.host.Lang()).NearInstant(time.UnixMilli(s.at), p.host.Zone(), p.host.Today())
		c.Text(top, when, kit.Caption.RightAligned())
		top.CutRight(kit.Measure(when, kit.Caption) + 8)
		top.CutLeft(c.Text(top.Pad(0, 0, 50, 0), p.titles.text(p.host, p.field, s.value), kit.Strong) + 6)
		switch {
		case i == 0:
			c.Badge(top, t("history.now"), kit.Petrol)
		case known && i == at:
			c.Badge(top, t("history.on_day"), kit.Blue)
		}
		low := row.CutTop(20)
		if i > 0 {
			w := kit.Measure(t("history.restore"), kit.Link)
			when := s.at
			c.LinkText(low.CutRight(w), "history.restore."+itoa(i), t("history.restore"), kit.Link, func() { p.restore(when, p.field.Key) })
		}
		why := tr.In(p.host.Lang()).Or("history.kind."+s.why.Kind, s.why.Reason)
		c.Text(low.Pad(0, 0, 8, 0), s.who+"　"+why, kit.Caption)
	}
}

// since lists what else was changed after the day.
func (p *fieldHistory) since(c *kit.Canvas, in *kit.Rect, body kit.Rect) {
	if len(p.others) == 0 {
		return
	}
	t := p.host.T
	c.LineH(body.X, in.Y, body.W, theme.Line)
	in.CutTop(8)
	head := in.CutTop(26)
	head.CutLeft(c.Text(head, t("history.others"), kit.Strong) + 8)
	c.Text(head, t("history.after_day", "day", p.day.Text()), kit.Caption)
	for _, o := range p.others {
		p.other(c, in.CutTop(28), o)
	}
}

func (p *fieldHistory) other(c *kit.Canvas, r kit.Rect, o other) {
	day := calendar.On(time.UnixMilli(o.at), p.host.Zone()).String()
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	c.Text(r, day, kit.Caption.RightAligned())
	r.CutRight(kit.Measure(day, kit.Caption) + 8)
	c.Text(r.CutLeft(84), records.Label(p.host, o.field), kit.Second)
	c.Text(r, p.titles.text(p.host, o.field, o.before)+" → "+p.titles.text(p.host, o.field, o.after), kit.Body)
}
