package layout

import (
	"image"
	"image/draw"

	"kontor/app/paper"
)

// seam is the piece of a picture that lies on one page of several, 骑缝章: put together fan-wise
// the right edges of the pages make it whole, so that no page can be exchanged. A paper of one
// page has none. The box is that of the whole picture.
func (m *maker) seam(v any, b box, s *scope) []paper.Item {
	raw, _ := v.([]byte)
	if len(raw) == 0 || s.pages < 2 || s.page < 1 {
		return nil
	}
	img, _ := m.decode(raw)
	if img == nil || b.w <= 0 || b.h <= 0 {
		m.warn("picture")
		return nil
	}
	size := img.Bounds().Size()
	scale := min(b.w/float64(size.X), b.h/float64(size.Y))
	from, to := size.X*(s.page-1)/s.pages, size.X*s.page/s.pages
	if to == from {
		return nil // more pages than dots
	}
	w, h := float64(to-from)*scale, float64(size.Y)*scale
	return []paper.Item{paper.Picture{X: b.x + b.w - w, Y: b.y + (b.h-h)/2, W: w, H: h, Image: strip(img, from, to)}}
}

// strip cuts the columns of a picture out.
func strip(img image.Image, from, to int) image.Image {
	r := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, to-from, r.Dy()))
	draw.Draw(out, out.Bounds(), img, image.Pt(r.Min.X+from, r.Min.Y), draw.Src)
	return out
}
