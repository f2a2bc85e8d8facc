package excel

import (
	"strconv"
	"strings"

	"kontor/app/paper"
	"kontor/assets/glyph"
	"kontor/printing/layout"
)

// draw makes the items of a cell: ground, text, picture, borders.
func (c *sheetCell) draw(left, y, h float64) []paper.Item {
	x := left + c.x
	var out []paper.Item
	if fill := c.style.Fill; fill.Type == "pattern" && fill.Pattern == 1 && len(fill.Color) > 0 {
		if col, ok := colour(fill.Color[0]); ok {
			out = append(out, paper.Rect{X: x, Y: y, W: c.w, H: h, Fill: &col})
		}
	}
	if c.img != nil {
		out = append(out, paper.Picture{X: x, Y: y, W: c.imgW, H: c.imgH, Image: c.img})
	}
	out = append(out, c.write(x, y, h)...)
	for _, b := range c.style.Border {
		if b.Style == 0 {
			continue
		}
		col, _ := colour(b.Color)
		l := paper.Line{X1: x, Y1: y, X2: x + c.w, Y2: y, Width: stroke(b.Style), Color: col}
		switch b.Type {
		case "bottom":
			l.Y1, l.Y2 = y+h, y+h
		case "left":
			l.X2, l.Y2 = x, y+h
		case "right":
			l.X1, l.Y2 = x+c.w, y+h
		case "top":
		default:
			continue
		}
		out = append(out, l)
	}
	return out
}

func (c *sheetCell) write(x, y, h float64) []paper.Item {
	var out []paper.Item
	align, upright := "", "bottom"
	if a := c.style.Alignment; a != nil {
		align = a.Horizontal
		if a.Vertical != "" {
			upright = a.Vertical
		}
	}
	if align == "" && c.right {
		align = "right"
	}
	em := c.pt * layout.PtMM
	line := em * 1.3
	free := h - float64(len(c.lines))*line
	top := y + free
	switch upright {
	case "top":
		top = y
	case "center", "justify", "distributed":
		top = y + free/2
	}
	ink := paper.Color{}
	if c.style.Font != nil {
		ink, _ = colour(c.style.Font.Color)
	}
	for i, text := range c.lines {
		if text == "" {
			continue
		}
		w := layout.Width(text, c.pt, c.bold())
		at := x + 0.5
		switch align {
		case "center", "centerContinuous":
			at = x + (c.w-w)/2
		case "right":
			at = x + c.w - 0.5 - w
		}
		base := top + float64(i)*line + (line-em*glyph.LineHeight)/2 + em*glyph.Ascent
		out = append(out, paper.Text{X: at, Y: base, Text: text, Size: c.pt, Bold: c.bold(), Color: ink})
	}
	return out
}

// stroke is the width of a border by its style in workbooks.
func stroke(style int) float64 {
	switch style {
	case 2, 8, 10, 12, 14:
		return 0.5
	case 5:
		return 0.8
	case 4, 7:
		return 0.15
	}
	return 0.2
}

// colour reads RRGGBB or AARRGGBB.
func colour(s string) (paper.Color, bool) {
	s = strings.TrimPrefix(s, "#")
	if len(s) == 8 {
		s = s[2:]
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return paper.Color{}, false
	}
	return paper.Color{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}, true
}
