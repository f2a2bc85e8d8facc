package layout

import (
	"strings"
	"unicode/utf8"

	"kontor/app/paper"
	"kontor/assets/glyph"
)

// PtMM is one typographic point in millimetres.
const PtMM = 25.4 / 72

// Width is the width of a text on one line, in mm at a type size in points.
func Width(s string, pt float64, bold bool) float64 { return glyph.Width(s, pt*PtMM, bold) }

// Wrap breaks a text into lines of at most width mm. Latin words stay whole, no line begins
// with a closing sign or ends with an opening one. Only the space at a break is dropped.
func Wrap(s string, pt float64, bold bool, width float64) []string {
	if s == "" {
		return nil
	}
	if !strings.Contains(s, "\n") && Width(s, pt, bold) <= width {
		return []string{s}
	}
	lines := glyph.Break(s, pt*PtMM, bold, width)
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = s[l.From:l.To]
	}
	return out
}

// style is how a text is set.
type style struct {
	pt      float64
	leading float64 // line height times the size
	bold    bool
	color   paper.Color
	align   string
}

func (s style) lineHeight() float64 { return s.pt * PtMM * s.leading }

// baseline is the distance from the top of a line to its baseline.
func (s style) baseline() float64 {
	em := s.pt * PtMM
	return (s.lineHeight()-em*glyph.LineHeight)/2 + em*glyph.Ascent
}

// set places lines in a box of width w whose first line begins at y.
func (s style) set(lines []string, x, y, w float64) []paper.Item {
	items := make([]paper.Item, 0, len(lines))
	for i, l := range lines {
		if l == "" {
			continue
		}
		left := x
		if s.align == "justify" {
			if i < len(lines)-1 {
				if spread := s.justify(l, x, y+float64(i)*s.lineHeight()+s.baseline(), w); spread != nil {
					items = append(items, spread...)
					continue
				}
			}
		} else if s.align != "left" && s.align != "" {
			room := w - Width(l, s.pt, s.bold)
			if s.align == "center" {
				room /= 2
			}
			left += room
		}
		items = append(items, paper.Text{X: left, Y: y + float64(i)*s.lineHeight() + s.baseline(), Text: l, Size: s.pt, Bold: s.bold, Color: s.color})
	}
	return items
}

// justify spreads a line over the width w: Chinese characters and Latin words stand apart
// evenly. A line that is far from full was not broken, but ends a paragraph: nil.
func (s style) justify(line string, x, y, w float64) []paper.Item {
	room := w - Width(line, s.pt, s.bold)
	if room <= 0 || room > max(3*s.pt*PtMM, 0.2*w) {
		return nil
	}
	pieces := apart(line)
	if len(pieces) < 2 {
		return nil
	}
	var out []paper.Item
	gap := room / float64(len(pieces)-1)
	for _, p := range pieces {
		if t := strings.TrimRight(p, " "); t != "" {
			out = append(out, paper.Text{X: x, Y: y, Text: t, Size: s.pt, Bold: s.bold, Color: s.color})
		}
		x += Width(p, s.pt, s.bold) + gap
	}
	return out
}

// apart cuts a line where it may be spread: behind spaces and around wide characters.
func apart(line string) []string {
	var out []string
	from := 0
	for i, r := range line {
		if i > from && (glyph.Wide(r) || strings.HasSuffix(line[:i], " ") || glyph.Wide(lastRune(line[:i]))) {
			out = append(out, line[from:i])
			from = i
		}
	}
	return append(out, line[from:])
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// move shifts an item by (dx, dy).
func move(it paper.Item, dx, dy float64) paper.Item {
	switch v := it.(type) {
	case paper.Text:
		v.X, v.Y = v.X+dx, v.Y+dy
		return v
	case paper.Line:
		v.X1, v.X2, v.Y1, v.Y2 = v.X1+dx, v.X2+dx, v.Y1+dy, v.Y2+dy
		return v
	case paper.Rect:
		v.X, v.Y = v.X+dx, v.Y+dy
		return v
	case paper.Picture:
		v.X, v.Y = v.X+dx, v.Y+dy
		return v
	case paper.Bars:
		v.X, v.Y = v.X+dx, v.Y+dy
		return v
	case paper.Spot:
		v.X, v.Y = v.X+dx, v.Y+dy
		return v
	case paper.Area:
		pts := make([]paper.Point, len(v.Points))
		for i, p := range v.Points {
			pts[i] = paper.Point{X: p.X + dx, Y: p.Y + dy}
		}
		v.Points = pts
		return v
	}
	return it
}

// extent is the box an item covers; texts count with their full line height.
func extent(it paper.Item) (x0, y0, x1, y1 float64) {
	switch v := it.(type) {
	case paper.Text:
		em := v.Size * PtMM
		if v.Angle != 0 {
			return v.X, v.Y, v.X, v.Y
		}
		return v.X, v.Y - em*glyph.Ascent, v.X + Width(v.Text, v.Size, v.Bold), v.Y + em*glyph.Descent
	case paper.Line:
		return min(v.X1, v.X2), min(v.Y1, v.Y2), max(v.X1, v.X2), max(v.Y1, v.Y2)
	case paper.Rect:
		return v.X, v.Y, v.X + v.W, v.Y + v.H
	case paper.Picture:
		return v.X, v.Y, v.X + v.W, v.Y + v.H
	case paper.Bars:
		return v.X, v.Y, v.X + v.W, v.Y + v.H
	case paper.Spot: // frames part where they are cut, they ask for no room
		return v.X, v.Y, v.X + v.W, v.Y
	case paper.Area:
		x0, y0, x1, y1 = 1e9, 1e9, -1e9, -1e9
		for _, p := range v.Points {
			x0, y0, x1, y1 = min(x0, p.X), min(y0, p.Y), max(x1, p.X), max(y1, p.Y)
		}
		return x0, y0, x1, y1
	}
	return 0, 0, 0, 0
}
