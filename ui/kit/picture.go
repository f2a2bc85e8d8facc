package kit

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"

	"kontor/ui/theme"
)

// Picture renders the surface without a window: w × h logical pixels at scale pixels
// each, in the palette in force. A field that has the focus shows its caret.
func (s *Surface) Picture(w, h, scale float32) *image.RGBA {
	was, size := s.picture, s.size
	s.picture = true
	s.setSize(w, h)
	s.dirty = true
	s.flush()
	img := image.NewRGBA(image.Rect(0, 0, int(w*scale+0.5), int(h*scale+0.5)))
	p := &replay{dst: img, scale: float64(scale), pal: theme.Current(), area: img.Rect}
	s.ground(p)
	p.paint(s.ops)
	s.picture = was
	if !was && !size.Empty() && size != s.size {
		s.setSize(size.W, size.H)
	}
	return img
}

// PictureOf renders a tree of containers, surfaces and layers without a window. What
// is not of the kit is left out. The tree is laid out to w × h logical pixels.
func PictureOf(obj fyne.CanvasObject, w, h, scale float32) *image.RGBA {
	z := theme.Zoom()
	each(obj, func(s *Surface) { s.picture = true })
	obj.Resize(fyne.NewSize(w*z, h*z))
	img := image.NewRGBA(image.Rect(0, 0, int(w*scale+0.5), int(h*scale+0.5)))
	draw.Draw(img, img.Rect, image.NewUniform(theme.Current().Color(theme.Window)), image.Point{}, draw.Src)
	compose(img, obj, fyne.NewPos(0, 0), scale/z, scale)
	each(obj, func(s *Surface) { s.picture = false })
	return img
}

func each(obj fyne.CanvasObject, fn func(*Surface)) {
	switch o := obj.(type) {
	case *Surface:
		fn(o)
	case *fyne.Container:
		for _, k := range o.Objects {
			each(k, fn)
		}
	}
}

func compose(dst *image.RGBA, obj fyne.CanvasObject, at fyne.Position, units, scale float32) {
	if !obj.Visible() {
		return
	}
	at = at.Add(obj.Position())
	switch o := obj.(type) {
	case *Surface:
		part := o.Picture(o.size.W, o.size.H, scale)
		x, y := int(at.X*units+0.5), int(at.Y*units+0.5)
		if at.X < 0 {
			x = -int(-at.X*units + 0.5)
		}
		if at.Y < 0 {
			y = -int(-at.Y*units + 0.5)
		}
		draw.Draw(dst, part.Rect.Add(image.Pt(x, y)), part, image.Point{}, draw.Over)
	case *fyne.Container:
		for _, k := range o.Objects {
			compose(dst, k, at, units, scale)
		}
	}
}

// SetLayer puts a surface under a layer by hand, for pictures and tests without a window.
func (s *Surface) SetLayer(l *Layer) { s.layer = l }

// SetBounds gives a layer its logical size where there is no window.
func (l *Layer) SetBounds(w, h float32) {
	l.win = Rect{0, 0, w, h}
	z := theme.Zoom()
	l.root.Resize(fyne.NewSize(w*z, h*z))
}

// Opaque is the picture on a solid ground, for files that have no transparency.
func Opaque(img *image.RGBA, ground color.Color) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	draw.Draw(out, out.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Over)
	return out
}

// Repaint brings the surface's own pixels up to date as the window does when it
// paints, and returns them; only what differs from the last time is painted.
func (s *Surface) Repaint(w, h int) *image.RGBA {
	s.flush()
	s.render(w, h, theme.Current())
	return s.buf
}

// Invalidate makes the next painting start from nothing.
func (s *Surface) Invalidate() {
	s.dirty = true
	s.bufPal = nil
}
