package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kontor/assets/glyph"
	"kontor/ui/theme"
)

// fieldHost cuts the Entry off at the room for text, so that its own frame is not
// seen, and lets the wheel through to the page.
type fieldHost struct {
	widget.BaseWidget
	f      *Field
	shield *wheelShield
}

func newFieldHost(f *Field) *fieldHost {
	h := &fieldHost{f: f, shield: &wheelShield{f: f}}
	h.shield.ExtendBaseWidget(h.shield)
	h.ExtendBaseWidget(h)
	return h
}

// Scrolled makes the host a clip for the toolkit and passes the wheel on.
func (h *fieldHost) Scrolled(e *fyne.ScrollEvent) { h.f.scrolled(e) }

func (h *fieldHost) CreateRenderer() fyne.WidgetRenderer {
	r := &hostRenderer{h: h, objects: []fyne.CanvasObject{h.f.entry}}
	if !h.f.area {
		r.objects = append(r.objects, h.shield)
	}
	return r
}

func (h *fieldHost) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

type hostRenderer struct {
	h       *fieldHost
	objects []fyne.CanvasObject
}

func (r *hostRenderer) Layout(size fyne.Size) { r.h.shield.Resize(size) }

func (r *hostRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (r *hostRenderer) Refresh() {}

func (r *hostRenderer) Destroy() {}

func (r *hostRenderer) Objects() []fyne.CanvasObject { return r.objects }

// wheelShield lies over the Entry for the wheel only.
type wheelShield struct {
	widget.BaseWidget
	f *Field
}

func (w *wheelShield) Scrolled(e *fyne.ScrollEvent) { w.f.scrolled(e) }

func (w *wheelShield) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}

func (f *Field) scrolled(e *fyne.ScrollEvent) {
	if f.owner != nil {
		f.owner.wheel(Point{f.box.X + f.box.W/2, f.box.Y + f.box.H/2}, e.Scrolled.DX, e.Scrolled.DY)
	}
}

// place puts the Entries of live fields where Draw showed them.
func (s *Surface) place(fields []placedField) {
	before := s.placed
	s.placed = fields
	// A field that is no longer drawn loses the focus.
	for _, p := range before {
		if p.f.focused && p.f.owner == s && !placedIn(fields, p.f) {
			p.f.left(s)
			if cv := s.canvas(); cv != nil && cv.Focused() == fyne.Focusable(p.f.entry) {
				cv.Focus(s)
			}
		}
	}
	if s.rend == nil || s.picture {
		return
	}
	z := theme.Zoom()
	for _, p := range fields {
		if !p.f.live(s) {
			continue
		}
		p.f.ensureEntry()
		p.geometry(z, s.pixelScale())
	}
	old := s.rend.objects
	s.rend.arrange()
	if !sameObjects(old, s.rend.objects) && s.canvas() != nil {
		s.repaintTree()
	}
}

func placedIn(fields []placedField, f *Field) bool {
	for _, p := range fields {
		if p.f == f {
			return true
		}
	}
	return false
}

func sameObjects(a, b []fyne.CanvasObject) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (f *Field) ensureEntry() {
	if f.entry == nil {
		f.entry = newFieldEntry(f)
		f.entry.quiet = true
		f.entry.SetText(f.text)
		f.entry.wrap(f.text)
		if !f.area {
			f.entry.CursorColumn = len([]rune(f.text))
		}
		f.entry.quiet = false
		f.host = newFieldHost(f)
	}
}

// geometry lays the Entry so that its text stands exactly where the surface would draw it.
func (p *placedField) geometry(z, pixels float32) {
	const pad = 5 // the toolkit's inner padding, see package theme
	e, h := p.f.entry, p.f.host
	in := p.inner
	scale := float64(z * pixels)
	room := p.box.Inset(3)
	top := in.Y + 5 // first line of an area
	if !p.f.area {
		base := math.Floor(float64(baseline(in, p.size))*scale + 0.5)
		top = float32((base - math.Ceil(glyph.Ascent*float64(p.size)*scale)) / scale)
		room = Rect{in.X - 2, p.box.Y + 2, in.W + 4, p.box.H - 4}
	}
	vis := room.Intersect(p.clip)
	h.Move(fyne.NewPos(vis.X*z, vis.Y*z))
	h.Resize(fyne.NewSize(vis.W*z, vis.H*z))
	x, w := in.X-pad, in.W+2*pad
	if p.f.AlignRight && !p.f.area {
		tw := fyne.MeasureText(p.f.text, p.size*z, fyne.TextStyle{Bold: p.f.Bold}).Width/z + 1
		if tw < in.W {
			x, w = in.Right()-tw-pad, tw+2*pad+3
		}
	}
	height := float32(36)
	if p.f.area {
		height = max(p.box.H, 40)
	}
	e.Move(fyne.NewPos((x-vis.X)*z, (top-pad-vis.Y)*z))
	e.Resize(fyne.NewSize(w*z, height*z))
}

// pixelScale is pixels per unit of the toolkit on the surface's canvas.
func (s *Surface) pixelScale() float32 {
	if cv := s.canvas(); cv != nil {
		return cv.Scale()
	}
	return 1
}

// repaintTree makes the toolkit notice that entries came or went.
func (s *Surface) repaintTree() {
	if s.raster != nil {
		s.raster.Refresh()
	}
}
