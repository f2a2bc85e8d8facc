package glyph

import (
	"image"
	"image/color"
)

// blend paints the colour through the mask with its top left at (x, y).
func blend(dst *image.RGBA, clip image.Rectangle, x, y int, m *mask, c color.RGBA) {
	x0, y0, x1, y1 := x, y, x+m.w, y+m.h
	if x0 < clip.Min.X {
		x0 = clip.Min.X
	}
	if y0 < clip.Min.Y {
		y0 = clip.Min.Y
	}
	if x1 > clip.Max.X {
		x1 = clip.Max.X
	}
	if y1 > clip.Max.Y {
		y1 = clip.Max.Y
	}
	if x0 >= x1 || y0 >= y1 {
		return
	}
	for yy := y0; yy < y1; yy++ {
		src := m.pix[(yy-y)*m.w+(x0-x) : (yy-y)*m.w+(x1-x)]
		o := dst.PixOffset(x0, yy)
		row := dst.Pix[o : o+4*len(src) : o+4*len(src)]
		blendRow(row, src, c)
	}
}

// contrast strengthens the partly covered pixels of thin strokes, dark ones more than
// light ones, as text renderers do: without it small type looks grey and thin.
func contrast(c color.RGBA) *[256]uint8 {
	l := (uint32(c.R)*3 + uint32(c.G)*6 + uint32(c.B)) / 10
	return &curves[l>>6]
}

var curves = func() (t [4][256]uint8) {
	for i, k := range [4]float64{0.24, 0.18, 0.12, 0.08} {
		for a := range t[i] {
			x := float64(a) / 255
			t[i][a] = uint8((x+x*(1-x)*k)*255 + 0.5)
		}
	}
	return t
}()

// blendRow paints premultiplied colour c over row with the coverage in src.
func blendRow(row, src []uint8, c color.RGBA) {
	cr, cg, cb, ca := uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A)
	curve := contrast(c)
	for i, a := range src {
		if a == 0 {
			continue
		}
		a = curve[a]
		d := row[4*i : 4*i+4 : 4*i+4]
		if a == 255 && ca == 255 {
			d[0], d[1], d[2], d[3] = c.R, c.G, c.B, 255
			continue
		}
		m := uint32(a) * 0x101
		k := 0xffff - ca*m/255
		d[0] = uint8((cr*m + uint32(d[0])*k + 0x7fff) / 0xffff)
		d[1] = uint8((cg*m + uint32(d[1])*k + 0x7fff) / 0xffff)
		d[2] = uint8((cb*m + uint32(d[2])*k + 0x7fff) / 0xffff)
		d[3] = uint8((ca*m + uint32(d[3])*k + 0x7fff) / 0xffff)
	}
}

// over paints one pixel with coverage a (0 … 255).
func over(d []uint8, c color.RGBA, a uint32) {
	m := a * 0x101
	k := 0xffff - uint32(c.A)*m/255
	d[0] = uint8((uint32(c.R)*m + uint32(d[0])*k + 0x7fff) / 0xffff)
	d[1] = uint8((uint32(c.G)*m + uint32(d[1])*k + 0x7fff) / 0xffff)
	d[2] = uint8((uint32(c.B)*m + uint32(d[2])*k + 0x7fff) / 0xffff)
	d[3] = uint8((uint32(c.A)*m + uint32(d[3])*k + 0x7fff) / 0xffff)
}

// Fill paints a rectangle of whole pixels.
func Fill(dst *image.RGBA, r image.Rectangle, c color.RGBA) {
	r = r.Intersect(dst.Rect)
	if r.Empty() || c.A == 0 {
		return
	}
	o := dst.PixOffset(r.Min.X, r.Min.Y)
	n := 4 * r.Dx()
	first := dst.Pix[o : o+n : o+n]
	if c.A != 255 {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			o := dst.PixOffset(r.Min.X, y)
			row := dst.Pix[o : o+n : o+n]
			for i := 0; i < n; i += 4 {
				over(row[i:i+4], c, 255)
			}
		}
		return
	}
	first[0], first[1], first[2], first[3] = c.R, c.G, c.B, 255
	for i := 4; i < n; i *= 2 {
		copy(first[i:], first[:i])
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		o := dst.PixOffset(r.Min.X, y)
		copy(dst.Pix[o:o+n], first)
	}
}
