package kit

import (
	"image"
	"strconv"
	"strings"

	"kontor/assets/glyph"
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Canvas records what a surface shows. A page's Draw describes everything from top to
// bottom each time; the canvas turns it into a display list, hit regions, focus order
// and field positions. It lives only during Draw.
type Canvas struct {
	s      *Surface
	size   Rect
	ops    []op
	hits   []region
	clip   Rect
	scope  string
	scroll string // id of the innermost scroll region
	ids    map[string]int
	fields []placedField
}

// Bounds is the whole surface.
func (c *Canvas) Bounds() Rect { return c.size }

// Surface is the surface being drawn.
func (c *Canvas) Surface() *Surface { return c.s }

// Visible tells whether any part of r can be seen through the present clip.
func (c *Canvas) Visible(r Rect) bool { return !r.Intersect(c.clip).Empty() }

// Clip limits painting and hits to r while draw runs.
func (c *Canvas) Clip(r Rect, draw func()) {
	old := c.clip
	c.clip = old.Intersect(r)
	draw()
	c.clip = old
}

// Scope prefixes the ids used while draw runs, so that the same part may be drawn twice.
func (c *Canvas) Scope(name string, draw func()) {
	old := c.scope
	c.scope = old + name + "/"
	draw()
	c.scope = old
}

func (c *Canvas) add(o op) {
	o.clip = c.clip
	if c.clip.Empty() || o.bounds().Intersect(c.clip).Empty() {
		return
	}
	c.ops = append(c.ops, o)
}

// Fill paints a rectangle.
func (c *Canvas) Fill(r Rect, t theme.Token) {
	if t != theme.None && !r.Empty() {
		c.add(op{kind: opFill, r: r, col: t})
	}
}

const allCorners = 15

// Round paints a rectangle with rounded corners and, when border is not None, a border
// of one pixel.
func (c *Canvas) Round(r Rect, radius float32, fill, border theme.Token) {
	c.Frame(r, radius, fill, border, 1)
}

// Frame is Round with the width of the border in logical pixels.
func (c *Canvas) Frame(r Rect, radius float32, fill, border theme.Token, width float32) {
	if border == theme.None {
		width = 0
	}
	c.add(op{kind: opRound, r: r, a: radius, b: width, col: fill, edge: border, corners: allCorners})
}

// corner bits for RoundSome.
const (
	TopLeft = 1 << iota
	TopRight
	BottomRight
	BottomLeft
)

// RoundSome is Round with only the corners in the set rounded (TopLeft | BottomLeft).
func (c *Canvas) RoundSome(r Rect, radius float32, corners uint8, fill, border theme.Token) {
	w := float32(1)
	if border == theme.None {
		w = 0
	}
	c.add(op{kind: opRound, r: r, a: radius, b: w, col: fill, edge: border, corners: corners})
}

// Shadow paints the soft shadow of a floating box of the given radius.
func (c *Canvas) Shadow(r Rect, radius float32) {
	c.add(op{kind: opShadow, r: r, a: radius, col: theme.Shadow})
}

// LineH paints a hairline of width w from (x, y) to the right.
func (c *Canvas) LineH(x, y, w float32, t theme.Token) { c.Fill(Rect{x, y, w, 1}, t) }

// LineV paints a hairline of height h from (x, y) downwards.
func (c *Canvas) LineV(x, y, h float32, t theme.Token) { c.Fill(Rect{x, y, 1, h}, t) }

// Polyline paints a chain of straight lines.
func (c *Canvas) Polyline(pts []Point, width float32, t theme.Token) {
	if len(pts) > 1 {
		c.add(op{kind: opLine, pts: pts, a: width, col: t})
	}
}

// Polygon fills a closed area.
func (c *Canvas) Polygon(pts []Point, t theme.Token) {
	if len(pts) > 2 {
		c.add(op{kind: opArea, pts: pts, col: t})
	}
}

// Ring paints a part of a circle line inside r; from and to are turns (0 … 1) clockwise
// from the top.
func (c *Canvas) Ring(r Rect, width, from, to float32, t theme.Token) {
	if to > from {
		c.add(op{kind: opRing, r: r, a: width, col: t, pts: []Point{{from, to}}})
	}
}

// Dot paints a filled circle around p.
func (c *Canvas) Dot(p Point, diameter float32, t theme.Token) {
	c.Round(Rect{p.X - diameter/2, p.Y - diameter/2, diameter, diameter}, diameter/2, t, theme.None)
}

// Icon paints an icon in the middle of r; size is 12, 14, 16 or 20.
func (c *Canvas) Icon(r Rect, n icons.Name, size float32, t theme.Token) {
	if n != "" {
		c.add(op{kind: opIcon, r: r.Center(size, size), a: icons.Stroke, icon: n, col: t})
	}
}

// Logo paints the program's sign into a square.
func (c *Canvas) Logo(r Rect) { c.add(op{kind: opLogo, r: r}) }

// Image paints a picture scaled to r. A picture whose pixels change must be a new one.
func (c *Canvas) Image(r Rect, img image.Image) {
	if img != nil && !r.Empty() {
		c.add(op{kind: opImage, r: r, img: img})
	}
}

// Measure is the width of a text on one line.
func (c *Canvas) Measure(s string, st Style) float32 { return Measure(s, st) }

// Measure is the width of a text on one line in logical pixels.
func Measure(s string, st Style) float32 {
	return float32(glyph.Width(glyph.Latin(s), float64(st.Size), st.Bold))
}

// baseline is where the text stands in a box so that it looks centred; the quarter
// pixel decides the cases that lie between two rows of pixels.
func baseline(r Rect, size float32) float32 {
	return r.Y + r.H/2 + (glyph.Ascent-glyph.Descent)/2*size - 0.25
}

// Text paints one line in r, centred in height, shortened with … when it does not fit.
// It returns the width used.
func (c *Canvas) Text(r Rect, s string, st Style) float32 {
	if s == "" {
		return 0
	}
	size := float64(st.Size)
	s = glyph.Latin(s)
	full := s
	if !st.Whole {
		s = glyph.Latin(glyph.Fit(s, size, st.Bold, float64(r.W)+0.01))
	}
	w := float32(glyph.Width(s, size, st.Bold))
	if s != full {
		c.cut(r, glyph.Plain(full))
	}
	x := r.X
	switch st.Align {
	case Center:
		x += (r.W - w) / 2
	case Right:
		x += r.W - w
	}
	y := baseline(r, st.Size)
	if len(st.Marks) == 0 {
		c.run(x, y, w, s, st)
	} else {
		w = c.marked(x, y, s, st)
	}
	if st.Struck {
		c.Fill(Rect{x, r.Y + r.H/2, w, 1}, st.Color)
	}
	return w
}

func (c *Canvas) run(x, y, w float32, s string, st Style) {
	c.add(op{kind: opText, r: Rect{x, y, w, 0}, a: st.Size, bold: st.Bold, col: st.Color, text: s})
}

// marked paints a text whose matched parts are bold and in the primary colour.
func (c *Canvas) marked(x, y float32, s string, st Style) float32 {
	x0, at := x, 0
	put := func(part string, st Style) {
		if part != "" {
			w := Measure(part, st)
			c.run(x, y, w, part, st)
			x += w
		}
	}
	hit := st.B().In(theme.Primary)
	hit.Marks = nil
	for _, m := range st.Marks {
		from, to := min(max(m.From, at), len(s)), min(m.To, len(s))
		if from >= to {
			continue
		}
		put(s[at:from], st)
		put(s[from:to], hit)
		at = to
	}
	put(s[at:], st)
	return x - x0
}

// Para paints a text broken into lines inside r and returns the height it took. Lines
// below r are left out; with lines > 0 the last one that fits ends with ….
func (c *Canvas) Para(r Rect, s string, st Style, lines int) float32 {
	lh := LineHeight(st)
	s = glyph.Latin(s)
	broken := glyph.Break(s, float64(st.Size), st.Bold, float64(r.W))
	y := r.Y
	for i, l := range broken {
		part := s[l.From:l.To]
		row := Rect{r.X, y, r.W, lh}
		if lines > 0 && i == lines-1 && len(broken) > lines {
			rest := strings.ReplaceAll(s[l.From:], "\n", " ")
			c.Text(row, rest, st)
			return y + lh - r.Y
		}
		sub := st
		sub.Marks = shiftMarks(st.Marks, l.From, l.To)
		sub.Whole = true
		c.Text(row, part, sub)
		y += lh
	}
	return y - r.Y
}

func shiftMarks(marks []Mark, from, to int) []Mark {
	var out []Mark
	for _, m := range marks {
		a, b := max(m.From, from), min(m.To, to)
		if a < b {
			out = append(out, Mark{a - from, b - from})
		}
	}
	return out
}

// breakLines breaks a text into lines of at most width.
func breakLines(s string, st Style, width float32) []string {
	var out []string
	s = glyph.Latin(s)
	for _, l := range glyph.Break(s, float64(st.Size), st.Bold, float64(width)) {
		out = append(out, s[l.From:l.To])
	}
	return out
}

// LineHeight is the distance of two lines of a paragraph.
func LineHeight(st Style) float32 { return float32(int(st.Size*1.55 + 0.5)) }

// ParaHeight is the height that Para needs for the width, without painting.
func ParaHeight(s string, st Style, width float32, lines int) float32 {
	n := len(glyph.Break(glyph.Latin(s), float64(st.Size), st.Bold, float64(width)))
	if lines > 0 && n > lines {
		n = lines
	}
	return float32(n) * LineHeight(st)
}

// uniq makes an id unique within the surface: the second "save" becomes "save#2".
func (c *Canvas) uniq(id string) string {
	id = c.scope + id
	n := c.ids[id] + 1
	c.ids[id] = n
	if n > 1 {
		return id + "#" + strconv.Itoa(n)
	}
	return id
}
