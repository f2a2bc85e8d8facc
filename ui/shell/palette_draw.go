package shell

import (
	"kontor/app/search"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func (p *palette) drawHead(c *kit.Canvas, r kit.Rect) {
	t := p.w.sh.tongue
	c.Icon(r.CutLeft(18), icons.Search, 16, theme.Text2)
	r.CutLeft(8)
	r.CutRight(c.KeyLabel(kit.R(r.Right()-34, r.Y, 34, r.H), "Esc") + 8)
	chips := []struct{ scope, key string }{{"@", "palette.people"}, {"#", "palette.documents"}, {">", "palette.commands"}, {"", "palette.all"}}
	for _, ch := range chips {
		text := t.T(ch.key)
		if ch.scope != "" {
			text += " " + ch.scope
		}
		chip := kit.Chip{ID: "scope" + ch.scope, Text: text, On: p.scope == ch.scope, Tap: func() { p.scope = ch.scope; p.search() }}
		cell := r.CutRight(kit.ChipWidth(chip) + 8)
		c.Chip(&cell, chip)
	}
	c.Field("query", r.MiddleRow(theme.Control), p.field)
}

func (p *palette) drawRows(c *kit.Canvas, r kit.Rect) {
	t := p.w.sh.tongue
	if len(p.rows) == 0 {
		if p.asked {
			c.Text(kit.R(r.X+16, r.Y+18, r.W-32, 24), t.T("palette.nothing", "text", p.field.Text()), kit.Second)
		}
		return
	}
	last := Group("")
	for i, row := range p.rows {
		if row.Group != last {
			last = row.Group
			c.Text(r.CutTop(24).Pad(14, 2, 0, 0), t.T("palette."+string(last)), kit.Hint)
		}
		p.drawRow(c, r.CutTop(34), i, row)
	}
}

func (p *palette) drawRow(c *kit.Canvas, r kit.Rect, i int, row Choice) {
	st := c.Hit("row."+row.ID, r, kit.Hit{Name: row.Title, Role: kit.RoleItem, Cursor: kit.Hand, Tap: func() { p.run(i) }})
	switch {
	case i == p.cur:
		c.Fill(r, theme.Soft)
		c.Fill(kit.R(r.X, r.Y, 3, r.H), theme.Primary)
	case st.Hover:
		c.Fill(r, theme.Hover)
	}
	in := r.Pad(12, 0, 14, 0)
	dot := in.CutLeft(24).Center(24, 24)
	tint := map[Group]kit.Tint{GroupCommands: kit.Green, GroupCustomers: kit.Blue, GroupDocuments: kit.Purple, GroupPeople: kit.Petrol}[row.Group]
	c.Round(dot, 12, tint.Bg, theme.None)
	c.Icon(dot, row.Icon, 13, tint.Fg)
	in.CutLeft(10)
	if i == p.cur {
		in.CutRight(c.KeyLabel(kit.R(in.Right()-44, in.Y, 44, in.H), "Enter") + 10)
	}
	if row.Note != "" {
		w := min(kit.Measure(row.Note, kit.Caption)+2, in.W*0.4)
		c.Text(in.CutRight(w), row.Note, kit.Caption.RightAligned())
		in.CutRight(10)
	}
	c.Text(in, row.Title, kit.Body.Marked(marks(row.Marks)))
}

func marks(spans []search.Span) []kit.Mark {
	out := make([]kit.Mark, len(spans))
	for i, s := range spans {
		out[i] = kit.Mark{From: s.From, To: s.To}
	}
	return out
}

func shift(spans []search.Span, by int) []search.Span {
	out := make([]search.Span, len(spans))
	for i, s := range spans {
		out[i] = search.Span{From: s.From + by, To: s.To + by}
	}
	return out
}

// drawSide shows what the chosen row is, its figures, and why it came first.
func (p *palette) drawSide(c *kit.Canvas, r kit.Rect) {
	if p.cur >= len(p.rows) {
		return
	}
	t, row := p.w.sh.tongue, p.rows[p.cur]
	head := r.CutTop(26)
	c.Icon(head.CutLeft(22), row.Icon, 18, theme.Primary)
	head.CutLeft(6)
	title := p.facts.Title
	if title == "" {
		title = row.Title
	}
	c.Text(head, title, kit.Section)
	if p.facts.Line != "" {
		c.Text(r.CutTop(22), p.facts.Line, kit.Caption)
	}
	if len(p.facts.Rows) > 0 {
		r.CutTop(8)
		c.LineH(r.X-16, r.Y, r.W+32, theme.Line)
		r.CutTop(8)
	}
	for _, f := range p.facts.Rows {
		line := r.CutTop(26)
		tone := map[string]theme.Token{"bad": theme.Bad, "warn": theme.Warn, "ok": theme.OK}[f.Tone]
		if tone == theme.None {
			tone = theme.Text
		}
		c.Text(line, f.Value, kit.Strong.In(tone).RightAligned())
		c.Text(line, f.Label, kit.Second)
	}
	if p.cur != 0 || len(row.Why) == 0 {
		return
	}
	r.CutTop(8)
	c.LineH(r.X-16, r.Y, r.W+32, theme.Line)
	r.CutTop(8)
	c.Text(r.CutTop(22), t.T("palette.why"), kit.Hint)
	for _, why := range row.Why {
		line := r.CutTop(24)
		c.Icon(line.CutLeft(16), icons.Check, 13, theme.Text2)
		line.CutLeft(6)
		c.Text(line, t.T("palette.why."+why), kit.Body)
	}
}

func (p *palette) drawFoot(c *kit.Canvas, r kit.Rect) {
	t := p.w.sh.tongue
	c.LineH(r.X, r.Y, r.W, theme.Line)
	in := r.Pad(14, 0, 14, 0)
	if p.asked {
		text := t.T("palette.took", "n", len(p.rows), "ms", int(p.took.Milliseconds()))
		c.Text(in.CutRight(kit.Measure(text, kit.Caption)+4), text, kit.Caption)
	}
	c.KeyHints(&in, "↑↓", t.T("palette.key.choose"), "Enter", t.T("palette.key.run"), "Esc", t.T("palette.key.close"), "> # @", t.T("palette.key.scope"))
}
