package kit

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"

	"kontor/assets/glyph"
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// painter is shared by all surfaces: it keeps the drawn glyphs.
var painter = glyph.NewPainter()

// replay paints a display list into pixels: scale is pixels per logical pixel, area
// the part in pixels that must be painted. It uses no locks but the painter's own, no
// database and nothing of the page.
type replay struct {
	dst   *image.RGBA
	scale float64
	pal   *theme.Palette
	area  image.Rectangle
}

func (p *replay) px(v float32) int { return int(math.Floor(float64(v)*p.scale + 0.5)) }

// rect rounds a rectangle to whole pixels; something that has an extent keeps at least one.
func (p *replay) rect(r Rect) image.Rectangle {
	q := image.Rectangle{image.Pt(p.px(r.X), p.px(r.Y)), image.Pt(p.px(r.X+r.W), p.px(r.Y+r.H))}
	if q.Min.X >= q.Max.X && r.W > 0 {
		q.Max.X = q.Min.X + 1
	}
	if q.Min.Y >= q.Max.Y && r.H > 0 {
		q.Max.Y = q.Min.Y + 1
	}
	return q
}

// hair is a line width in whole pixels, at least one.
func (p *replay) hair(w float32) float64 {
	return math.Max(1, math.Floor(float64(w)*p.scale+0.5))
}

func (p *replay) paint(ops []op) {
	for i := range ops {
		o := &ops[i]
		clip := p.rect(o.clip).Intersect(p.area)
		if clip.Empty() || !p.rect(o.bounds().Grow(1)).Overlaps(clip) {
			continue
		}
		p.op(o, clip)
	}
}

func box(r image.Rectangle) glyph.Box {
	return glyph.Box{X0: float64(r.Min.X), Y0: float64(r.Min.Y), X1: float64(r.Max.X), Y1: float64(r.Max.Y)}
}

func (p *replay) corners(o *op) glyph.Corners {
	var c glyph.Corners
	for i := range c {
		if o.corners&(1<<i) != 0 {
			c[i] = float64(o.a) * p.scale
		}
	}
	return c
}

func (p *replay) op(o *op, clip image.Rectangle) {
	col := p.pal.RGBA(o.col)
	switch o.kind {
	case opFill:
		glyph.Fill(p.dst, p.rect(o.r).Intersect(clip), col)
	case opRound:
		glyph.Round(p.dst, clip, box(p.rect(o.r)), p.corners(o), col, p.hair(o.b)*sign(o.b), p.pal.RGBA(o.edge))
	case opShadow:
		glyph.Shadow(p.dst, clip, box(p.rect(o.r)), glyph.AllCorners(float64(o.a)*p.scale), 6*p.scale, 20*p.scale, col)
	case opText:
		p.text(o, clip, col)
	case opIcon:
		if path := icons.Path(o.icon); path != nil {
			size := float64(o.r.W) * p.scale
			painter.Path(p.dst, clip, math.Floor(float64(o.r.X)*p.scale*4+0.5)/4, math.Floor(float64(o.r.Y)*p.scale*4+0.5)/4,
				path, size, float64(o.a)*size/icons.Grid, col)
		}
	case opImage:
		p.image(o, clip)
	case opLine:
		painter.Line(p.dst, clip, p.points(o.pts), math.Max(1, float64(o.a)*p.scale), col)
	case opArea:
		painter.Polygon(p.dst, clip, p.points(o.pts), col)
	case opRing:
		m := o.r.Middle()
		glyph.Ring(p.dst, clip, float64(m.X)*p.scale, float64(m.Y)*p.scale, float64(o.r.W)/2*p.scale,
			float64(o.a)*p.scale, float64(o.pts[0].X), float64(o.pts[0].Y), col)
	case opLogo:
		logo(p.dst, clip, p.rect(o.r), p.pal)
	}
}

func sign(w float32) float64 {
	if w > 0 {
		return 1
	}
	return 0
}

func (p *replay) text(o *op, clip image.Rectangle, col color.RGBA) {
	painter.Text(p.dst, clip, float64(o.r.X)*p.scale, float64(o.r.Y)*p.scale, o.text, float64(o.a)*p.scale, o.bold, col)
}

func (p *replay) points(pts []Point) []glyph.Point {
	out := make([]glyph.Point, len(pts))
	for i, q := range pts {
		out[i] = glyph.Point{X: float64(q.X) * p.scale, Y: float64(q.Y) * p.scale}
	}
	return out
}

// image paints a picture scaled into its rectangle.
func (p *replay) image(o *op, clip image.Rectangle) {
	r := p.rect(o.r)
	if r.Empty() || o.img.Bounds().Empty() {
		return
	}
	sub, ok := p.dst.SubImage(clip).(*image.RGBA)
	if !ok {
		return
	}
	if o.img.Bounds().Size() == r.Size() {
		draw.Draw(sub, r, o.img, o.img.Bounds().Min, draw.Over)
		return
	}
	if o.img.Bounds().Dx() > 2*r.Dx() { // averages over all source pixels when shrinking
		xdraw.CatmullRom.Scale(sub, r, o.img, o.img.Bounds(), xdraw.Over, nil)
		return
	}
	xdraw.ApproxBiLinear.Scale(sub, r, o.img, o.img.Bounds(), xdraw.Over, nil)
}

// fill paints the whole area.
func (p *replay) fill(c color.RGBA) { glyph.Fill(p.dst, p.area, c) }
