package sales

import (
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// fact is a cell of the head of a document that is read: a label, what it says, and what
// stands below.
type fact struct {
	label, value, below string
	style               kit.Style
}

// facts shows cells beside each other, the first one wider.
func facts(c *kit.Canvas, r kit.Rect, list []fact) {
	widths := []float32{-1.5}
	for range list[1:] {
		widths = append(widths, -1)
	}
	for i, cell := range r.Columns(0, widths...) {
		if i > 0 {
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		}
		f := list[i]
		in := cell.Pad(theme.MarginLeft, 9, 8, 0)
		c.Text(in.CutTop(20), f.label, kit.Caption)
		c.Text(in.CutTop(20), f.value, f.style)
		c.Text(in.CutTop(19), f.below, kit.Caption)
	}
}

// areaOf is a long text of a document with its label.
type areaOf struct {
	key, label string
	height     float32
}

// areas shows long texts below each other.
func areas[T any](c *kit.Canvas, r kit.Rect, h *header[T], list ...areaOf) {
	c.ScrollAuto("areas", r, func(body kit.Rect) float32 {
		in := body.Pad(theme.MarginLeft, 12, theme.MarginLeft, 0)
		in.H = 4000
		top := in.Y
		for _, a := range list {
			label, st := a.label, kit.Caption
			if f := h.fields[a.key]; f.Err != "" {
				label, st = f.Err, kit.Caption.In(theme.Bad)
			}
			c.Text(in.CutTop(22), label, st)
			c.Field("head."+a.key, in.CutTop(a.height), h.fields[a.key])
			in.CutTop(12)
		}
		return in.Y - top + 12
	})
}
