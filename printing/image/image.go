// Package image paints laid-out pages into pixels: the preview of the window, pictures of
// documents, the pages that tests look at. It paints with the same glyphs and measures as the
// PDF, so what the preview shows is what prints.
package image

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/vector"

	"kontor/app"
	"kontor/app/paper"
	"kontor/assets/glyph"
)

const ptMM = 25.4 / 72

// Limits of a picture.
const (
	minDPI    = 10
	maxDPI    = 1200
	maxPixels = 100_000_000
)

// Brush paints pages and remembers the glyphs it has drawn. It may be used from several
// goroutines.
type Brush struct{ painter *glyph.Painter }

// New makes a Brush.
func New() *Brush { return &Brush{glyph.NewPainter()} }

// Paint paints page 1 … of a document at a resolution in dots per inch on white.
// Errors: NotFound paper.no_page; Invalid paper.resolution.
func (b *Brush) Paint(doc *paper.Doc, page int, dpi float64) (*image.RGBA, error) {
	if page < 1 || page > len(doc.Pages) {
		return nil, app.E(app.NotFound, "paper.no_page", "page", page, "pages", len(doc.Pages))
	}
	p := doc.Pages[page-1]
	w, h := int(math.Round(p.Size.W/25.4*dpi)), int(math.Round(p.Size.H/25.4*dpi))
	if !(dpi >= minDPI && dpi <= maxDPI) || w*h > maxPixels || w < 1 || h < 1 {
		return nil, app.E(app.Invalid, "paper.resolution", "dpi", dpi)
	}
	c := &canvas{painter: b.painter, k: dpi / 25.4, img: image.NewRGBA(image.Rect(0, 0, w, h))}
	glyph.Fill(c.img, c.img.Rect, color.RGBA{255, 255, 255, 255})
	for _, it := range p.Items {
		switch v := it.(type) {
		case paper.Text:
			c.text(v)
		case paper.Line:
			c.line(v)
		case paper.Rect:
			c.rect(v)
		case paper.Picture:
			c.picture(v)
		case paper.Bars:
			c.bars(v)
		case paper.Area:
			c.area(v)
		}
	}
	return c.img, nil
}

// canvas is one page being painted; k is pixels per millimetre.
type canvas struct {
	painter *glyph.Painter
	img     *image.RGBA
	k       float64
}

func ink(c paper.Color) color.RGBA { return color.RGBA{c.R, c.G, c.B, 255} }

func (c *canvas) text(t paper.Text) {
	size := t.Size * ptMM * c.k
	if t.Angle == 0 {
		c.painter.Text(c.img, c.img.Rect, t.X*c.k, t.Y*c.k, t.Text, size, t.Bold, ink(t.Color))
		return
	}
	c.turned(t, size)
}

// turned paints a text at an angle from the outlines of its characters.
func (c *canvas) turned(t paper.Text, size float64) {
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	z := vector.NewRasterizer(c.img.Rect.Dx(), c.img.Rect.Dy())
	x, y := t.X*c.k, t.Y*c.k
	for _, r := range t.Text {
		o, advance := glyph.OutlineOf(r, t.Bold)
		at := func(p []float64) (float32, float32) {
			px, py := p[0]*size, p[1]*size
			return float32(x + px*cos + py*sin), float32(y - px*sin + py*cos)
		}
		o.Walk(func(op byte, p []float64) {
			ax, ay := at(p)
			switch op {
			case 'M':
				z.ClosePath()
				z.MoveTo(ax, ay)
			case 'L':
				z.LineTo(ax, ay)
			case 'Q':
				bx, by := at(p[2:])
				z.QuadTo(ax, ay, bx, by)
			case 'C':
				bx, by := at(p[2:])
				cx, cy := at(p[4:])
				z.CubeTo(ax, ay, bx, by, cx, cy)
			}
		})
		z.ClosePath()
		x += advance * size * cos
		y -= advance * size * sin
	}
	z.Draw(c.img, c.img.Rect, image.NewUniform(ink(t.Color)), image.Point{})
}

// line paints upright and level lines on whole pixels, so that they look even; others smooth.
func (c *canvas) line(l paper.Line) {
	width := max(l.Width*c.k, 1)
	if l.X1 != l.X2 && l.Y1 != l.Y2 {
		c.painter.Line(c.img, c.img.Rect, []glyph.Point{{X: l.X1 * c.k, Y: l.Y1 * c.k}, {X: l.X2 * c.k, Y: l.Y2 * c.k}}, l.Width*c.k, ink(l.Color))
		return
	}
	if l.Dash <= 0 {
		c.bar(l.X1*c.k, l.Y1*c.k, l.X2*c.k, l.Y2*c.k, width, l.Color, true)
		return
	}
	length := math.Hypot(l.X2-l.X1, l.Y2-l.Y1)
	ux, uy := (l.X2-l.X1)/length, (l.Y2-l.Y1)/length
	for d := 0.0; d < length; d += 2 * l.Dash {
		e := min(d+l.Dash, length)
		c.bar((l.X1+ux*d)*c.k, (l.Y1+uy*d)*c.k, (l.X1+ux*e)*c.k, (l.Y1+uy*e)*c.k, width, l.Color, false)
	}
}

// bar fills a level or upright line of whole pixels; with caps its ends cover the width of a
// line that meets it at a right angle.
func (c *canvas) bar(x1, y1, x2, y2, width float64, col paper.Color, caps bool) {
	x1, x2 = min(x1, x2), max(x1, x2)
	y1, y2 = min(y1, y2), max(y1, y2)
	n := int(math.Round(width))
	edge := func(v float64) int { return round(v - width/2) }
	r := image.Rect(edge(x1), edge(y1), edge(x2)+n, edge(y2)+n)
	if !caps && y2-y1 < x2-x1 {
		r.Min.X, r.Max.X = round(x1), round(x2)
	} else if !caps {
		r.Min.Y, r.Max.Y = round(y1), round(y2)
	}
	glyph.Fill(c.img, r, ink(col))
}

func round(v float64) int { return int(math.Floor(v + 0.5)) }

func (c *canvas) rect(r paper.Rect) {
	if r.Fill != nil {
		glyph.Fill(c.img, image.Rect(round(r.X*c.k), round(r.Y*c.k), round((r.X+r.W)*c.k), round((r.Y+r.H)*c.k)), ink(*r.Fill))
	}
	if r.Width > 0 {
		for _, e := range [][4]float64{{r.X, r.Y, r.X + r.W, r.Y}, {r.X, r.Y + r.H, r.X + r.W, r.Y + r.H}, {r.X, r.Y, r.X, r.Y + r.H}, {r.X + r.W, r.Y, r.X + r.W, r.Y + r.H}} {
			c.line(paper.Line{X1: e[0], Y1: e[1], X2: e[2], Y2: e[3], Width: r.Width, Color: r.Color})
		}
	}
}

func (c *canvas) picture(p paper.Picture) {
	to := image.Rect(round(p.X*c.k), round(p.Y*c.k), round((p.X+p.W)*c.k), round((p.Y+p.H)*c.k))
	draw.CatmullRom.Scale(c.img, to, p.Image, p.Image.Bounds(), draw.Over, nil)
}

func (c *canvas) bars(b paper.Bars) {
	dx, dy := b.W/float64(b.Cols)*c.k, b.H/float64(b.Rows)*c.k
	for y := range b.Rows {
		for x := range b.Cols {
			if b.Dark[y*b.Cols+x] {
				glyph.Fill(c.img, image.Rect(round(b.X*c.k+float64(x)*dx), round(b.Y*c.k+float64(y)*dy),
					round(b.X*c.k+float64(x+1)*dx), round(b.Y*c.k+float64(y+1)*dy)), color.RGBA{0, 0, 0, 255})
			}
		}
	}
}

func (c *canvas) area(a paper.Area) {
	pts := make([]glyph.Point, len(a.Points))
	for i, p := range a.Points {
		pts[i] = glyph.Point{X: p.X * c.k, Y: p.Y * c.k}
	}
	c.painter.Polygon(c.img, c.img.Rect, pts, ink(a.Fill))
}
