package kit

import (
	"image"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kontor/ui/theme"
)

// Surface is a part of the window that draws itself: one raster of the toolkit, whose
// picture is made from a display list, and the toolkit's entry over the field that has
// the focus. A page usually is one Surface. All methods are for the main goroutine.
type Surface struct {
	widget.BaseWidget

	// Name is the accessible name.
	Name string
	// Ground is painted first everywhere; None leaves the surface see-through.
	Ground theme.Token
	// Min is the smallest size in logical pixels.
	Min fyne.Size
	// Keys takes the keys that no region, field or scroll area took: usually
	// func(k kit.Key, inField bool) bool { return kit.RunKey(page.Commands(), k, inField) }.
	Keys func(k Key, inField bool) bool
	// NoFocus keeps the surface from taking the keyboard when clicked (suggestions, toasts).
	NoFocus bool
	// Modal keeps Tab inside the surface.
	Modal bool

	draw func(c *Canvas)
	size Rect // logical

	ops, painted []op
	spare        [][]op
	buf          *image.RGBA
	bufScale     float64
	bufPal       *theme.Palette
	raster       *canvas.Raster
	rend         *surfaceRenderer

	hits    []region
	cuts    []cutText
	placed  []placedField
	scrolls map[string]*scrollState

	pointer   Point
	inside    bool
	hover     string
	pressed   string
	pressAt   Point
	pressReg  region
	lastPress time.Time
	clicks    int
	dragging  bool
	focusID   string
	active    bool // the surface or one of its fields has the toolkit's focus
	ring      bool
	passing   bool // focus moves through without effect
	wantFocus bool // the keyboard was asked for before there was a window
	wantedAt  int64
	rejoining bool
	dirty     bool
	recording bool
	depth     int
	redrawDue bool
	tip       tipState
	layer     *Layer // set for floating surfaces
	picture   bool   // drawn without a window
	lastZoom  float32
}

// NewSurface makes a surface with its drawing function.
func NewSurface(draw func(c *Canvas)) *Surface {
	s := &Surface{draw: draw, Ground: theme.Content, scrolls: map[string]*scrollState{}, dirty: true, lastZoom: theme.Zoom()}
	s.ExtendBaseWidget(s)
	return s
}

// SetDraw replaces the drawing function.
func (s *Surface) SetDraw(draw func(c *Canvas)) {
	s.draw = draw
	s.Redraw()
}

// Redraw asks for Draw to run again; several calls during one event cost one run.
func (s *Surface) Redraw() {
	s.dirty = true
	if s.depth > 0 || s.recording || s.redrawDue || s.size.Empty() {
		return
	}
	s.redrawDue = true
	Post(func() {
		s.redrawDue = false
		s.flush()
	})
}

// event runs an input handler and redraws once afterwards.
func (s *Surface) event(fn func()) {
	s.depth++
	fn()
	s.depth--
	if s.depth == 0 {
		s.flush()
	}
}

// flush records anew when something changed.
func (s *Surface) flush() {
	drawn := false
	for range 4 { // a record may itself find that scroll limits or hover changed
		if !s.dirty || s.size.Empty() || s.recording {
			break
		}
		s.record()
		drawn = true
	}
	if drawn && s.depth == 0 {
		s.rejoin()
	}
}

// record runs Draw and takes over what it described.
func (s *Surface) record() {
	s.dirty = false
	s.recording = true
	c := &Canvas{s: s, size: Rect{0, 0, s.size.W, s.size.H}, clip: Rect{0, 0, s.size.W, s.size.H}, ids: map[string]int{}}
	if n := len(s.spare); n > 0 {
		c.ops = s.spare[n-1][:0]
		s.spare = s.spare[:n-1]
	} else {
		c.ops = make([]op, 0, len(s.ops)+64)
	}
	c.hits = make([]region, 0, len(s.hits)+8)
	s.cuts = s.cuts[:0]
	if s.draw != nil {
		s.draw(c)
	}
	s.recording = false
	old := s.ops
	s.ops, s.hits = c.ops, c.hits
	_, differs := changed(old, s.ops)
	s.recycle(old)
	s.place(c.fields)
	if s.inside && !s.dragging {
		if id := s.idAt(s.pointer); id != s.hover {
			s.hover = id
			s.dirty = true
		}
	}
	if differs && s.raster != nil && !s.picture {
		canvas.Refresh(s.raster)
	}
}

// recycle keeps the array of a display list that nobody looks at any more.
func (s *Surface) recycle(list []op) {
	if cap(list) == 0 || same(list, s.ops) || same(list, s.painted) || len(s.spare) > 2 {
		return
	}
	s.spare = append(s.spare, list)
}

func same(a, b []op) bool { return cap(a) > 0 && cap(b) > 0 && &a[:1][0] == &b[:1][0] }

// generate is the raster's generator: it replays the list and nothing else.
func (s *Surface) generate(w, h int) image.Image {
	if w <= 0 || h <= 0 || s.size.Empty() {
		return image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	}
	s.render(w, h, theme.Current())
	if s.wantFocus {
		Post(s.refocus)
	}
	return s.buf
}

// render brings the pixel buffer up to date, painting only what differs.
func (s *Surface) render(w, h int, pal *theme.Palette) {
	scale := snap(float64(w) / float64(s.size.W))
	area := image.Rect(0, 0, w, h)
	if s.buf == nil || s.buf.Rect != area {
		s.buf = image.NewRGBA(area)
		s.bufPal = nil
	}
	p := &replay{dst: s.buf, scale: scale, pal: pal, area: area}
	if s.bufPal == pal && s.bufScale == scale {
		diff, differs := changed(s.painted, s.ops)
		if !differs {
			return
		}
		p.area = p.rect(diff.Grow(2)).Intersect(area)
	}
	s.ground(p)
	p.paint(s.ops)
	if old := s.painted; !same(old, s.ops) {
		s.painted = s.ops
		s.recycle(old)
	}
	s.bufPal, s.bufScale = pal, scale
}

func (s *Surface) ground(p *replay) {
	if s.Ground != theme.None {
		c := p.pal.RGBA(s.Ground)
		(&replay{dst: p.dst, scale: 1, pal: p.pal, area: p.area}).fill(c)
		return
	}
	for y := p.area.Min.Y; y < p.area.Max.Y; y++ {
		o := p.dst.PixOffset(p.area.Min.X, y)
		clear(p.dst.Pix[o : o+4*p.area.Dx()])
	}
}

// snap takes the rounding of the window's pixels out of the scale: scales are multiples of 1/100.
func snap(scale float64) float64 {
	if r := math.Floor(scale*100+0.5) / 100; math.Abs(r-scale) < 0.004 {
		return r
	}
	return scale
}

// Resize takes the size in the toolkit's units.
func (s *Surface) Resize(size fyne.Size) {
	s.BaseWidget.Resize(size)
	s.setSize(size.Width/theme.Zoom(), size.Height/theme.Zoom())
}

func (s *Surface) setSize(w, h float32) {
	if s.size.W == w && s.size.H == h {
		return
	}
	s.size = Rect{0, 0, w, h}
	s.dirty = true
	if s.depth == 0 {
		s.flush()
	}
}

// LogicalSize is the size in logical pixels.
func (s *Surface) LogicalSize() (w, h float32) { return s.size.W, s.size.H }

// MinSize is the smallest size in the toolkit's units.
func (s *Surface) MinSize() fyne.Size {
	z := theme.Zoom()
	return fyne.NewSize(max(s.Min.Width*z, 1), max(s.Min.Height*z, 1))
}

// Refresh is called by the toolkit when theme or language changed: everything is drawn anew.
func (s *Surface) Refresh() {
	if z := theme.Zoom(); z != s.lastZoom {
		s.lastZoom = z
		sz := s.Size()
		s.size = Rect{0, 0, sz.Width / z, sz.Height / z}
	}
	s.dirty = true
	s.bufPal = nil
	if s.depth == 0 {
		s.flush()
	}
	if s.raster != nil {
		canvas.Refresh(s.raster)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	windowed.Store(true)
	s.raster = canvas.NewRaster(s.generate)
	s.raster.ScaleMode = canvas.ImageScalePixels
	s.rend = &surfaceRenderer{s: s}
	s.rend.arrange()
	return s.rend
}

type surfaceRenderer struct {
	s       *Surface
	objects []fyne.CanvasObject
}

func (r *surfaceRenderer) Layout(size fyne.Size) { r.s.raster.Resize(size) }
func (r *surfaceRenderer) MinSize() fyne.Size    { return r.s.MinSize() }
func (r *surfaceRenderer) Refresh()              { r.s.Refresh() }

// Destroy gives the pixels back when the toolkit has not shown the surface for a while.
func (r *surfaceRenderer) Destroy() {
	if s := r.s; s.rend == r {
		s.rend, s.raster = nil, nil
		s.buf, s.painted, s.spare = nil, nil, nil
	}
}

func (r *surfaceRenderer) Objects() []fyne.CanvasObject { return r.objects }

// arrange lists the raster and the entries of the fields that are being edited.
func (r *surfaceRenderer) arrange() {
	r.objects = append(r.objects[:0:0], r.s.raster)
	for _, p := range r.s.placed {
		if p.f.host != nil && p.f.live(r.s) {
			r.objects = append(r.objects, p.f.host)
		}
	}
}

var (
	_ fyne.Focusable     = (*Surface)(nil)
	_ fyne.Shortcutable  = (*Surface)(nil)
	_ fyne.Tabbable      = (*Surface)(nil)
	_ fyne.Scrollable    = (*Surface)(nil)
	_ fyne.Draggable     = (*Surface)(nil)
	_ desktop.Mouseable  = (*Surface)(nil)
	_ desktop.Hoverable  = (*Surface)(nil)
	_ desktop.Cursorable = (*Surface)(nil)
)
