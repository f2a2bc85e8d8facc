package glyph

import (
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// Point is a point in pixels or in the units of a path.
type Point struct{ X, Y float64 }

// Path is a drawing of lines on a square of Size units, like an icon: its strokes as
// chains of points, and closed areas that are filled. It is immutable and shared.
type Path struct {
	Size    float64 // width and height of the square, 24 for icons
	Strokes [][]Point
	Fills   [][]Point
}

// ParsePath reads path data of absolute commands M, L, C, Z (numbers parted by
// spaces or commas). A "F" before a contour makes it filled instead of stroked.
func ParsePath(data string, size float64) *Path {
	p := &Path{Size: size}
	var cur []Point
	fill := false
	flush := func() {
		if len(cur) > 0 {
			if fill {
				p.Fills = append(p.Fills, cur)
			} else {
				p.Strokes = append(p.Strokes, cur)
			}
		}
		cur = nil
	}
	for len(data) > 0 {
		op := data[0]
		rest := data[1:]
		n := strings.IndexAny(rest, "MLCZF")
		if n < 0 {
			n = len(rest)
		}
		args := numbers(rest[:n])
		data = rest[n:]
		switch op {
		case 'F':
			flush()
			fill = true
		case 'M':
			flush()
			cur = []Point{{args[0], args[1]}}
		case 'L':
			for i := 0; i+1 < len(args); i += 2 {
				cur = append(cur, Point{args[i], args[i+1]})
			}
		case 'C':
			for i := 0; i+5 < len(args); i += 6 {
				cur = cubic(cur, args[i:i+6], size)
			}
		case 'Z':
			cur = append(cur, cur[0])
			flush()
			fill = false
		}
	}
	flush()
	return p
}

func numbers(s string) []float64 {
	var out []float64
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		v, err := strconv.ParseFloat(f, 64)
		if err == nil {
			out = append(out, v)
		}
	}
	return out
}

// cubic appends a Bézier curve as short lines, fine enough for a drawing of 96 pixels.
func cubic(pts []Point, a []float64, size float64) []Point {
	p0 := pts[len(pts)-1]
	l := math.Hypot(a[0]-p0.X, a[1]-p0.Y) + math.Hypot(a[2]-a[0], a[3]-a[1]) + math.Hypot(a[4]-a[2], a[5]-a[3])
	n := int(math.Ceil(math.Sqrt(l/size*24) * 4))
	n = min(max(n, 3), 32)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		b0, b1, b2, b3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		pts = append(pts, Point{b0*p0.X + b1*a[0] + b2*a[2] + b3*a[4], b0*p0.Y + b1*a[1] + b2*a[3] + b3*a[5]})
	}
	return pts
}

// pathKey names a path at one size and stroke (1/64 px) and quarter-pixel offsets.
type pathKey struct {
	path         *Path
	size, stroke int32
	subX, subY   uint8
}

// Path paints an icon of size × size pixels with its top left at (x, y); stroke is
// the line width in pixels, with round ends and joints.
func (p *Painter) Path(dst *image.RGBA, clip image.Rectangle, x, y float64, path *Path, size, stroke float64, c color.RGBA) {
	clip = clip.Intersect(dst.Rect)
	ix, iy := math.Floor(x), math.Floor(y)
	k := pathKey{path, int32(size * 64), int32(stroke * 64), uint8((x - ix) * 4), uint8((y - iy) * 4)}
	p.mu.Lock()
	m := p.paths[k]
	if m == nil {
		m = p.rasterPath(k)
		p.remember(len(m.pix) + 96)
		p.paths[k] = m
	}
	p.mu.Unlock()
	blend(dst, clip, int(ix)+m.x, int(iy)+m.y, m, c)
}

func (p *Painter) rasterPath(k pathKey) *mask {
	size, stroke := float64(k.size)/64, float64(k.stroke)/64
	scale := size / k.path.Size
	ox, oy := float64(k.subX)/4+1, float64(k.subY)/4+1
	w := int(math.Ceil(size)) + 3
	m := &mask{-1, -1, w, w, make([]uint8, w*w)}
	to := func(q Point) Point { return Point{q.X*scale + ox, q.Y*scale + oy} }
	for _, chain := range k.path.Strokes {
		strokeChain(m.pix, w, w, chain, to, stroke/2)
	}
	for _, chain := range k.path.Fills {
		p.ras.Reset(w, w)
		fillChain(&p.ras, chain, to)
		a := image.NewAlpha(image.Rect(0, 0, w, w))
		p.ras.Draw(a, a.Rect, image.Opaque, image.Point{})
		for i, v := range a.Pix {
			if v > m.pix[i] {
				m.pix[i] = v
			}
		}
	}
	return m
}

type pathSink interface {
	MoveTo(x, y float32)
	LineTo(x, y float32)
	ClosePath()
}

func fillChain(z pathSink, chain []Point, to func(Point) Point) {
	for i, q := range chain {
		q = to(q)
		if i == 0 {
			z.MoveTo(float32(q.X), float32(q.Y))
		} else {
			z.LineTo(float32(q.X), float32(q.Y))
		}
	}
	z.ClosePath()
}

// strokeChain marks every pixel with its coverage by a line of half width hw along
// the chain. Each pixel takes the nearest piece, so joints and ends come out round
// and crossing strokes do not darken one another.
func strokeChain(pix []uint8, w, h int, chain []Point, to func(Point) Point, hw float64) {
	if len(chain) == 1 {
		chain = []Point{chain[0], chain[0]}
	}
	a := to(chain[0])
	for _, q := range chain[1:] {
		b := to(q)
		x0 := max(int(math.Min(a.X, b.X)-hw-1), 0)
		x1 := min(int(math.Max(a.X, b.X)+hw+2), w)
		y0 := max(int(math.Min(a.Y, b.Y)-hw-1), 0)
		y1 := min(int(math.Max(a.Y, b.Y)+hw+2), h)
		vx, vy := b.X-a.X, b.Y-a.Y
		l2 := vx*vx + vy*vy
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				dx, dy := float64(x)+0.5-a.X, float64(y)+0.5-a.Y
				if l2 > 0 {
					t := clamp01((dx*vx + dy*vy) / l2)
					dx -= t * vx
					dy -= t * vy
				}
				cov := hw + 0.5 - math.Sqrt(dx*dx+dy*dy)
				if cov <= 0 {
					continue
				}
				v := uint8(math.Min(cov, math.Min(1, 2*hw))*255 + 0.5)
				if i := y*w + x; v > pix[i] {
					pix[i] = v
				}
			}
		}
		a = b
	}
}

// Line paints a chain of points with the given width in pixels, round joints and ends.
func (p *Painter) Line(dst *image.RGBA, clip image.Rectangle, pts []Point, width float64, c color.RGBA) {
	p.area(dst, clip, pts, width/2+1, c, func(m *mask, to func(Point) Point) {
		strokeChain(m.pix, m.w, m.h, pts, to, width/2)
	})
}

// Polygon paints the closed area within a chain of points.
func (p *Painter) Polygon(dst *image.RGBA, clip image.Rectangle, pts []Point, c color.RGBA) {
	p.area(dst, clip, pts, 1, c, func(m *mask, to func(Point) Point) {
		p.ras.Reset(m.w, m.h)
		fillChain(&p.ras, pts, to)
		a := image.Alpha{Pix: m.pix, Stride: m.w, Rect: image.Rect(0, 0, m.w, m.h)}
		p.ras.Draw(&a, a.Rect, image.Opaque, image.Point{})
	})
}

// area makes a mask over the bounds of the points within clip, lets draw fill it and blends it.
func (p *Painter) area(dst *image.RGBA, clip image.Rectangle, pts []Point, grow float64, c color.RGBA, draw func(*mask, func(Point) Point)) {
	if len(pts) == 0 {
		return
	}
	b := Box{pts[0].X, pts[0].Y, pts[0].X, pts[0].Y}
	for _, q := range pts {
		b = Box{math.Min(b.X0, q.X), math.Min(b.Y0, q.Y), math.Max(b.X1, q.X), math.Max(b.Y1, q.Y)}
	}
	r := b.bounds(grow).Intersect(clip).Intersect(dst.Rect)
	if r.Empty() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	n := r.Dx() * r.Dy()
	if cap(p.poly) < n {
		p.poly = make([]uint8, n)
	}
	p.poly = p.poly[:n]
	clear(p.poly)
	m := &mask{0, 0, r.Dx(), r.Dy(), p.poly}
	draw(m, func(q Point) Point { return Point{q.X - float64(r.Min.X), q.Y - float64(r.Min.Y)} })
	blend(dst, r, r.Min.X, r.Min.Y, m, c)
}
