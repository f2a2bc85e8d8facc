package kit

import (
	"image"
	"image/color"

	"kontor/assets/glyph"
	"kontor/ui/theme"
)

// logo paints the program's sign: an abacus of three rods on a petrol tile.
func logo(dst *image.RGBA, clip, r image.Rectangle, pal *theme.Palette) {
	paintLogo(dst, clip, box(r), pal.RGBA(theme.Primary), pal.RGBA(theme.OnPrimary))
}

// The drawing on a tile of 36 units: rods and beads.
var (
	logoRods  = []float64{10.8, 18.1, 25.3}
	logoBeads = [][2]float64{{12.4, 10.8}, {19.1, 10.8}, {23.6, 18.1}, {13.3, 25.3}, {19.1, 25.3}}
)

func paintLogo(dst *image.RGBA, clip image.Rectangle, b glyph.Box, tile, sign color.RGBA) {
	s := (b.X1 - b.X0) / 36
	glyph.Round(dst, clip, b, glyph.AllCorners(7*s), tile, 0, color.RGBA{})
	for _, y := range logoRods {
		painter.Line(dst, clip, []glyph.Point{{X: b.X0 + 7.9*s, Y: b.Y0 + y*s}, {X: b.X0 + 28.1*s, Y: b.Y0 + y*s}}, 2.5*s, sign)
	}
	for _, p := range logoBeads {
		x, y := b.X0+p[0]*s, b.Y0+p[1]*s
		glyph.Round(dst, clip, glyph.Box{X0: x - 2.6*s, Y0: y - 3.4*s, X1: x + 2.6*s, Y1: y + 3.4*s}, glyph.AllCorners(2.6*s), sign, 0, color.RGBA{})
	}
}

// AppIcon draws the program's icon with the given edge length in pixels.
func AppIcon(size int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	m := float64(size) / 16
	b := glyph.Box{X0: m, Y0: m, X1: float64(size) - m, Y1: float64(size) - m}
	paintLogo(img, img.Rect, b, theme.Light.RGBA(theme.Primary), theme.Light.RGBA(theme.OnPrimary))
	return img
}
