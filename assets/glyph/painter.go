package glyph

import (
	"image"
	"image/color"
	"math"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// cacheBytes bounds the pixels a Painter keeps; beyond it the cache starts anew.
const cacheBytes = 6 << 20

// Painter paints into RGBA pictures and remembers the glyphs it has drawn. One is
// enough for a program; its methods may be called from several goroutines, and one
// per goroutine avoids waiting.
type Painter struct {
	mu     sync.Mutex
	ras    vector.Rasterizer
	glyphs map[glyphKey]*mask
	paths  map[pathKey]*mask
	bytes  int
	poly   []uint8 // scratch for lines and polygons
}

// NewPainter makes a Painter with an empty cache.
func NewPainter() *Painter {
	return &Painter{glyphs: map[glyphKey]*mask{}, paths: map[pathKey]*mask{}}
}

// glyphKey names one glyph at one size (1/64 px) and one of four positions in a pixel.
type glyphKey struct {
	size  int32
	glyph uint16
	face  uint8
	sub   uint8
}

// mask is the coverage of a shape; its top left lies at (x, y) from the pen.
type mask struct {
	x, y, w, h int
	pix        []uint8
}

func (p *Painter) remember(n int) {
	p.bytes += n
	if p.bytes > cacheBytes {
		clear(p.glyphs)
		clear(p.paths)
		p.bytes = n
	}
}

// Text paints s with its baseline at (x, y) pixels and returns how far the pen moved.
// Nothing is painted outside clip. The vertical position is rounded to whole pixels,
// the horizontal one to quarters.
func (p *Painter) Text(dst *image.RGBA, clip image.Rectangle, x, y float64, s string, size float64, bold bool, c color.RGBA) float64 {
	clip = clip.Intersect(dst.Rect)
	fs := faces()
	by := int(math.Floor(y + 0.5))
	key := glyphKey{size: int32(size*64 + 0.5)}
	if key.size <= 0 {
		return 0
	}
	pen := x
	visible := !clip.Empty() && by-int(size*1.3) < clip.Max.Y && by+int(size*0.6)+1 > clip.Min.Y
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range s {
		e := fs.lookup(r, bold)
		if e == blank {
			continue
		}
		if visible && r != ' ' && pen < float64(clip.Max.X) && pen+size*3 > float64(clip.Min.X) {
			at, down := pen, 0
			if r >= latinFirst && r <= latinLast {
				pl := latinPlaces()[r]
				at, down = pen+pl.dx*size, int(pl.dy*size+0.5)
			}
			q := math.Floor(at*4 + 0.5)
			key.face, key.glyph = uint8(e.face()), uint16(e.glyph())
			ix := int(math.Floor(q / 4))
			key.sub = uint8(int(q) - ix*4)
			m := p.glyphs[key]
			if m == nil {
				m = p.rasterGlyph(fs, key)
				p.remember(len(m.pix) + 64)
				p.glyphs[key] = m
			}
			blend(dst, clip, ix+m.x, by+down+m.y, m, c)
		}
		pen += e.advance() * size
	}
	return pen - x
}

// rasterGlyph draws the outline of a glyph into a mask.
func (p *Painter) rasterGlyph(fs *fontSet, k glyphKey) *mask {
	segs := Outline{}
	segs.load(fs, int(k.face), k.glyph)
	if len(segs.ops) == 0 {
		return &mask{}
	}
	scale := float64(k.size) / 64
	dx := float64(k.sub) / 4
	x0 := int(math.Floor(segs.minX*scale + dx))
	y0 := int(math.Floor(segs.minY * scale))
	w := int(math.Ceil(segs.maxX*scale+dx)) - x0 + 1
	h := int(math.Ceil(segs.maxY*scale)) - y0 + 1
	p.ras.Reset(w, h)
	segs.to(&p.ras, scale, dx-float64(x0), -float64(y0))
	a := image.NewAlpha(image.Rect(0, 0, w, h))
	p.ras.Draw(a, a.Rect, image.Opaque, image.Point{})
	return &mask{x0, y0, w, h, a.Pix}
}

// Outline is the outline of one character in em, y down, origin on the baseline.
type Outline struct {
	ops                    []byte // M L Q C
	pts                    []float64
	minX, minY, maxX, maxY float64
}

// OutlineOf gives the outline and advance of a character in em.
func OutlineOf(r rune, bold bool) (Outline, float64) {
	fs := faces()
	e := fs.lookup(r, bold)
	var o Outline
	if e == blank {
		return o, 0
	}
	o.load(fs, e.face(), uint16(e.glyph()))
	return o, e.advance()
}

// Walk hands out the segments: op M (move), L (line), Q (quadratic), C (cubic) with
// its points in em. Contours are closed.
func (o Outline) Walk(f func(op byte, pts []float64)) {
	i := 0
	for _, op := range o.ops {
		n := pointCount(op)
		f(op, o.pts[i:i+n])
		i += n
	}
}

func pointCount(op byte) int {
	switch op {
	case 'Q':
		return 4
	case 'C':
		return 6
	}
	return 2
}

func (o *Outline) load(fs *fontSet, face int, gid uint16) {
	b := fs.bufs.Get().(*sfnt.Buffer)
	defer fs.bufs.Put(b)
	upem := fs.upem[face]
	segs, err := fs.face[face].LoadGlyph(b, sfnt.GlyphIndex(gid), fixed.Int26_6(upem)<<6, nil)
	if err != nil {
		return
	}
	o.minX, o.minY, o.maxX, o.maxY = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range segs {
		op := "MLQC"[s.Op]
		o.ops = append(o.ops, op)
		for i := 0; i < pointCount(op)/2; i++ {
			x := float64(s.Args[i].X) / 64 / upem
			y := float64(s.Args[i].Y) / 64 / upem
			o.pts = append(o.pts, x, y)
			o.minX, o.maxX = math.Min(o.minX, x), math.Max(o.maxX, x)
			o.minY, o.maxY = math.Min(o.minY, y), math.Max(o.maxY, y)
		}
	}
}

func (o *Outline) to(z *vector.Rasterizer, scale, dx, dy float64) {
	f := func(x, y float64) (float32, float32) { return float32(x*scale + dx), float32(y*scale + dy) }
	i := 0
	for _, op := range o.ops {
		p := o.pts[i:]
		ax, ay := f(p[0], p[1])
		switch op {
		case 'M':
			z.ClosePath()
			z.MoveTo(ax, ay)
		case 'L':
			z.LineTo(ax, ay)
		case 'Q':
			bx, by := f(p[2], p[3])
			z.QuadTo(ax, ay, bx, by)
		case 'C':
			bx, by := f(p[2], p[3])
			cx, cy := f(p[4], p[5])
			z.CubeTo(ax, ay, bx, by, cx, cy)
		}
		i += pointCount(op)
	}
	z.ClosePath()
}
