// Package seal draws the round red stamp of an invented company, so that the papers of the
// sample company look as papers do. It is a picture and no seal of anybody.
package seal

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"

	"kontor/assets/glyph"
)

// The parts of the stamp in shares of its edge.
const (
	edgeRadius = 0.470 // outer edge of the ring
	edgeWidth  = 0.030
	starRadius = 0.155
	nameRadius = 0.355 // where the middle of the characters stands
	nameSize   = 0.150
	nameArc    = 4.36 // radians that a long name takes, at most
	nameStep   = 0.42 // radians between two characters, at most
	ink        = 218  // of 255: print shows through
)

var red = color.RGBA{R: 196, G: 40, B: 34, A: 255}

// Stamp draws the stamp of a name on a transparent ground, size pixels wide and high.
func Stamp(name string, size int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	s := float64(size)
	mid := s / 2
	glyph.Ring(img, img.Rect, mid, mid, edgeRadius*s, edgeWidth*s, 0, 1, red)
	glyph.NewPainter().Polygon(img, img.Rect, star(mid, starRadius*s), red)
	letters(img, []rune(name), mid)
	for i, v := range img.Pix {
		img.Pix[i] = uint8(int(v) * ink / 255)
	}
	return img
}

// star is a star of five points around the middle.
func star(mid, radius float64) []glyph.Point {
	var pts []glyph.Point
	for i := range 10 {
		r := radius
		if i%2 == 1 {
			r *= 0.382
		}
		a := float64(i) * math.Pi / 5
		pts = append(pts, glyph.Point{X: mid + r*math.Sin(a), Y: mid - r*math.Cos(a)})
	}
	return pts
}

// letters sets a name along the upper arc, each character upright on the ring.
func letters(img *image.RGBA, name []rune, mid float64) {
	if len(name) == 0 {
		return
	}
	em := nameSize * 2 * mid
	step := math.Min(nameStep, nameArc/math.Max(float64(len(name)-1), 1))
	if most := step * nameRadius * 2 * mid * 0.98; em > most && len(name) > 1 {
		em = most
	}
	z := vector.NewRasterizer(img.Rect.Dx(), img.Rect.Dy())
	for i, r := range name {
		a := (float64(i) - float64(len(name)-1)/2) * step
		o, advance := glyph.OutlineOf(r, true)
		sin, cos := math.Sin(a), math.Cos(a)
		cx, cy := mid+nameRadius*2*mid*sin, mid-nameRadius*2*mid*cos
		to := func(x, y float64) (float32, float32) {
			x, y = (x-advance/2)*em, (y+0.38)*em // the middle of the character is its origin
			return float32(cx + x*cos - y*sin), float32(cy + x*sin + y*cos)
		}
		trace(z, o, to)
	}
	z.Draw(img, img.Rect, image.NewUniform(red), image.Point{})
}

// trace hands an outline to the rasteriser.
func trace(z *vector.Rasterizer, o glyph.Outline, to func(x, y float64) (float32, float32)) {
	open := false
	o.Walk(func(op byte, p []float64) {
		x, y := to(p[0], p[1])
		switch op {
		case 'M':
			if open {
				z.ClosePath()
			}
			open = true
			z.MoveTo(x, y)
		case 'L':
			z.LineTo(x, y)
		case 'Q':
			bx, by := to(p[2], p[3])
			z.QuadTo(x, y, bx, by)
		case 'C':
			bx, by := to(p[2], p[3])
			ex, ey := to(p[4], p[5])
			z.CubeTo(x, y, bx, by, ex, ey)
		}
	})
	if open {
		z.ClosePath()
	}
}
