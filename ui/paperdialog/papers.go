package paperdialog

import (
	"strconv"

	"kontor/app/paper"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// drawPapers shows the papers of this kind as cards, two in a row; each stands for the
// first template made for it. With one paper there is nothing to choose.
func (g *dialog) drawPapers(c *kit.Canvas, r *kit.Rect) {
	first := g.papers()
	if len(first) < 2 {
		return
	}
	c.Text(r.CutTop(20), g.h.T("paper.paper"), kit.Caption)
	var row []kit.Rect
	for i, at := range first {
		if i%2 == 0 {
			row = r.CutTop(44).Columns(6, -1, -1)
			r.CutTop(6)
		}
		g.paperCard(c, row[i%2], at)
	}
	r.CutTop(6)
}

// papers are the positions of the first template for each paper, continuous paper first
// as the board has it, then the larger sheet last.
func (g *dialog) papers() []int {
	var out []int
	seen := map[string]bool{}
	for _, tractor := range []bool{true, false} {
		for i, t := range g.template {
			if s, ok := paper.SizeOf(t.Paper); ok && s.Tractor == tractor && !seen[s.Key] {
				seen[s.Key] = true
				out = append(out, i)
			}
		}
	}
	return out
}

func (g *dialog) paperCard(c *kit.Canvas, r kit.Rect, at int) {
	size, _ := paper.SizeOf(g.template[at].Paper)
	on := g.size().Key == size.Key
	title, detail := size.Label(g.h.T), size.Name()+" mm"
	if size.Tractor {
		title, detail = size.Name(), g.h.T("paper.form.own")
		for _, known := range paper.Sizes {
			if known.Key == size.Key {
				detail = g.h.T("paper.form." + size.Key)
			}
		}
	}
	state := ""
	if on {
		state = "on"
	}
	it := c.Hit("paper."+size.Key, r, kit.Hit{Name: title, Role: kit.RoleButton, Value: state, Focusable: true, Cursor: kit.Hand, Tap: func() { g.choose(at) }})
	ground, line, width := theme.Content, theme.Line2, float32(1)
	switch {
	case on:
		ground, line, width = theme.Soft, theme.Primary, 1.5
	case it.Hover:
		ground = theme.Hover
	}
	c.Round(r, theme.RadiusControl, ground, theme.None)
	c.Frame(r, theme.RadiusControl, theme.None, line, width)
	if it.Ring {
		c.Frame(r.Inset(2), theme.RadiusControl, theme.None, theme.Primary, 1)
	}
	in := r.Pad(8, 0, 6, 0)
	g.paperIcon(c, in.CutLeft(30).MiddleRow(26), size)
	in.CutLeft(8)
	lines := in.MiddleRow(36)
	c.Text(lines.CutTop(18), title, kit.Body)
	c.Text(lines, detail, kit.Hint)
}

// paperIcon is the sheet to scale, with its strips.
func (g *dialog) paperIcon(c *kit.Canvas, r kit.Rect, size paper.Size) {
	scale := min(r.W/float32(size.W), r.H/float32(size.H))
	s := r.Center(float32(size.W)*scale, float32(size.H)*scale)
	c.Frame(s, 0, theme.None, theme.Text2, 1)
	if size.Tractor {
		c.LineV(s.X+3, s.Y, s.H, theme.Text2)
		c.LineV(s.Right()-4, s.Y, s.H, theme.Text2)
	}
}

// choose takes a template; parts go back to what it names.
func (g *dialog) choose(at int) {
	g.chosen, g.parts, g.page = at, 0, 1
	g.offsets()
	g.relay()
}

// partTints are the colours of the parts of carbon paper: white, red, yellow, green.
var partTints = []kit.Tint{kit.Petrol, kit.Red, kit.Amber, kit.Green}

// drawParts names the parts in the colours of their paper; a click shows one.
func (g *dialog) drawParts(c *kit.Canvas, r kit.Rect) {
	if g.layout == nil || g.chosen >= len(g.template) || g.pages < 2 || len(g.template[g.chosen].Parts) == 0 {
		return
	}
	for i, part := range g.template[g.chosen].Parts {
		if i >= g.shownParts() {
			break
		}
		text := part.EN
		if g.h.Lang() == "zh" {
			text = part.ZH
		}
		if g.size().Tractor {
			text = g.h.T("paper.part_colour."+strconv.Itoa(i+1), "part", text)
		}
		at := kit.R(r.X, r.Y, kit.Measure(text, kit.Caption)+16, r.H)
		c.Badge(at, text, partTints[i%len(partTints)])
		c.Hit("part."+strconv.Itoa(i+1), at, kit.Hit{Name: text, Role: kit.RoleButton, Focusable: true, Cursor: kit.Hand, Tap: func() { g.page = i + 1; g.relay() }})
		if g.page == i+1 {
			c.Fill(kit.R(at.X+2, at.Bottom()+2, at.W-6, 2), theme.Primary)
		}
		r.CutLeft(at.W + 6)
	}
	c.Text(r, g.h.T("paper.part_keys"), kit.Hint)
}
