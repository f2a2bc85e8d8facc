package glyph

import (
	"image"
	"image/color"
	"math"
)

// Box is a rectangle in pixels with fractions allowed.
type Box struct{ X0, Y0, X1, Y1 float64 }

func (b Box) bounds(grow float64) image.Rectangle {
	return image.Rect(int(math.Floor(b.X0-grow)), int(math.Floor(b.Y0-grow)),
		int(math.Ceil(b.X1+grow)), int(math.Ceil(b.Y1+grow)))
}

// Corners are the radii of a rounded box: top left, top right, bottom right, bottom left.
type Corners [4]float64

// AllCorners makes four equal corners.
func AllCorners(r float64) Corners { return Corners{r, r, r, r} }

// distance is how far (px, py) lies outside the rounded box; inside it is negative.
func (b Box) distance(c Corners, px, py float64) float64 {
	cx, cy := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
	dx, dy := px-cx, py-cy
	var r float64
	switch {
	case dx < 0 && dy < 0:
		r = c[0]
	case dy < 0:
		r = c[1]
	case dx >= 0:
		r = c[2]
	default:
		r = c[3]
	}
	qx := math.Abs(dx) - (b.X1-b.X0)/2 + r
	qy := math.Abs(dy) - (b.Y1-b.Y0)/2 + r
	return math.Min(math.Max(qx, qy), 0) + math.Hypot(math.Max(qx, 0), math.Max(qy, 0)) - r
}

func (b Box) limit(c Corners) Corners {
	m := math.Min(b.X1-b.X0, b.Y1-b.Y0) / 2
	for i := range c {
		c[i] = math.Max(0, math.Min(c[i], m))
	}
	return c
}

// Round paints a rounded box: fill, then a border of the given width inside the
// edge. A width of 0 or a colour with alpha 0 leaves that part out.
func Round(dst *image.RGBA, clip image.Rectangle, b Box, c Corners, fill color.RGBA, width float64, border color.RGBA) {
	p := roundBox{dst: dst, b: b, c: b.limit(c), fill: fill, border: border, width: width}
	p.all = b.bounds(0).Intersect(clip).Intersect(dst.Rect)
	if p.all.Empty() {
		return
	}
	if border.A == 0 {
		p.width = 0
	}
	if !isWhole(b.X0) || !isWhole(b.Y0) || !isWhole(b.X1) || !isWhole(b.Y1) || !isWhole(width) {
		p.pixels(p.all)
		return
	}
	// Straight parts in whole pixels, corners by distance.
	reach := int(math.Ceil(math.Max(math.Max(p.c[0], p.c[1]), math.Max(p.c[2], p.c[3])))) + 1
	x0, y0, x1, y1 := int(b.X0), int(b.Y0), int(b.X1), int(b.Y1)
	p.straight(x0, y0, x1, y1, reach)
	yTop, yBot := min(y0+reach, y1), min(max(y1-reach, y0+reach), y1)
	xLeft, xRight := min(x0+reach, x1), min(max(x1-reach, x0+reach), x1)
	p.pixels(image.Rect(x0, y0, xLeft, yTop))
	p.pixels(image.Rect(xRight, y0, x1, yTop))
	p.pixels(image.Rect(x0, yBot, xLeft, y1))
	p.pixels(image.Rect(xRight, yBot, x1, y1))
}

// roundBox is one box being painted.
type roundBox struct {
	dst          *image.RGBA
	all          image.Rectangle
	b            Box
	c            Corners
	fill, border color.RGBA
	width        float64
}

// straight paints everything but squares of reach pixels at the corners.
func (p *roundBox) straight(x0, y0, x1, y1, reach int) {
	rect := func(x0, y0, x1, y1 int, c color.RGBA) {
		if x0 < x1 && y0 < y1 {
			Fill(p.dst, image.Rect(x0, y0, x1, y1).Intersect(p.all), c)
		}
	}
	if p.fill.A > 0 {
		rect(x0, y0+reach, x1, y1-reach, p.fill)
		rect(x0+reach, y0, x1-reach, min(y0+reach, y1), p.fill)
		rect(x0+reach, max(y1-reach, y0+reach), x1-reach, y1, p.fill)
	}
	if w := int(p.width); w > 0 {
		rect(x0+reach, y0, x1-reach, y0+w, p.border)
		rect(x0+reach, y1-w, x1-reach, y1, p.border)
		rect(x0, y0+reach, x0+w, y1-reach, p.border)
		rect(x1-w, y0+reach, x1, y1-reach, p.border)
	}
}

// pixels paints an area by the distance of each pixel from the edge.
func (p *roundBox) pixels(r image.Rectangle) {
	r = r.Intersect(p.all)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			d := p.b.distance(p.c, float64(x)+0.5, float64(y)+0.5)
			outer := clamp01(0.5 - d)
			if outer <= 0 {
				continue
			}
			o := p.dst.PixOffset(x, y)
			if p.fill.A > 0 {
				over(p.dst.Pix[o:o+4], p.fill, uint32(outer*255+0.5))
			}
			if p.width > 0 {
				if ring := outer - clamp01(0.5-d-p.width); ring > 0 {
					over(p.dst.Pix[o:o+4], p.border, uint32(ring*255+0.5))
				}
			}
		}
	}
}

func isWhole(v float64) bool { return v == math.Trunc(v) }

func clamp01(v float64) float64 {
	if v < 0 {
		return 0
	}
	if v > 1 {
		return 1
	}
	return v
}

// Shadow paints the soft shadow that a rounded box throws: moved down by dy, blurred
// over blur pixels, outside and under the box.
func Shadow(dst *image.RGBA, clip image.Rectangle, b Box, c Corners, dy, blur float64, col color.RGBA) {
	s := Box{b.X0, b.Y0 + dy, b.X1, b.Y1 + dy}
	area := s.bounds(blur).Intersect(clip).Intersect(dst.Rect)
	c = s.limit(c)
	for i := range c {
		c[i] = math.Min(c[i]+blur/2, math.Min(s.X1-s.X0, s.Y1-s.Y0)/2)
	}
	// Coverage falls like the integral of a bell curve from the edge inwards and outwards.
	var fall [129]uint8
	for i := range fall {
		d := (float64(i)/64 - 1) * blur
		fall[i] = uint8(255*(0.5-0.5*math.Erf(d/blur*2)) + 0.5)
	}
	inside := b.bounds(-c[0] - 1)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if x >= inside.Min.X && x < inside.Max.X && y >= inside.Min.Y && y < inside.Max.Y {
				x = inside.Max.X - 1 // the box itself covers this
				continue
			}
			d := s.distance(c, float64(x)+0.5, float64(y)+0.5)
			i := int((d/blur + 1) * 64)
			if i > 128 {
				continue
			}
			if i < 0 {
				i = 0
			}
			if a := fall[i]; a > 0 {
				o := dst.PixOffset(x, y)
				over(dst.Pix[o:o+4], col, uint32(a))
			}
		}
	}
}

// Ring paints a part of a circle line of the given width; angles are in turns,
// clockwise from the top (0 … 1). A full circle is 0 … 1. Ends are square.
func Ring(dst *image.RGBA, clip image.Rectangle, cx, cy, radius, width, from, to float64, col color.RGBA) {
	area := Box{cx - radius, cy - radius, cx + radius, cy + radius}.bounds(1).Intersect(clip).Intersect(dst.Rect)
	mid := radius - width/2
	full := to-from >= 1
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			dx, dy := float64(x)+0.5-cx, float64(y)+0.5-cy
			r := math.Hypot(dx, dy)
			cov := clamp01(0.5 + width/2 - math.Abs(r-mid))
			if cov <= 0 {
				continue
			}
			if !full {
				cov *= sector(dx, dy, r, from, to)
				if cov <= 0 {
					continue
				}
			}
			o := dst.PixOffset(x, y)
			over(dst.Pix[o:o+4], col, uint32(cov*255+0.5))
		}
	}
}

// sector is the coverage of a pixel by the angles from … to (turns from the top).
func sector(dx, dy, r, from, to float64) float64 {
	turn := math.Atan2(dx, -dy) / (2 * math.Pi)
	turn -= math.Floor(turn - from)
	// Distance to the nearer of both edges along the circle, in pixels.
	arc := r * 2 * math.Pi
	if turn <= to {
		return clamp01(math.Min((turn-from)*arc, (to-turn)*arc) + 0.5)
	}
	return clamp01(0.5 - math.Min((turn-to)*arc, (from+1-turn)*arc))
}
