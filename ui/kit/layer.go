package kit

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kontor/ui/theme"
)

// Layer is a window's content with what floats over it: menus, suggestions, tooltips,
// dialogs and toasts. The shell makes one for each window and sets Object as the
// window's content; it never uses the toolkit's own overlays, which would take the
// focus away from fields.
type Layer struct {
	// Keys takes the keys that the focused surface and its page left over (the window's
	// command map). inField tells that a field has the focus.
	Keys func(k Key, inField bool) bool

	content fyne.CanvasObject
	root    *fyne.Container
	marker  *canvas.Rectangle // refreshed so that the window is painted anew, and nothing else
	floats  []*float
	toasts  []*toast
	tip     *float
	win     Rect // logical size in pictures, where there is no canvas
}

var (
	layersMu sync.Mutex
	layers   []*Layer
)

// NewLayer puts content under a layer.
func NewLayer(content fyne.CanvasObject) *Layer {
	l := &Layer{content: content, marker: canvas.NewRectangle(color.Transparent)}
	l.root = &fyne.Container{Layout: layerLayout{l}, Objects: []fyne.CanvasObject{content, l.marker}}
	layersMu.Lock()
	layers = append(layers, l)
	layersMu.Unlock()
	return l
}

// Object is what the window shows.
func (l *Layer) Object() fyne.CanvasObject { return l.root }

// SetContent replaces the content below; what floats is closed.
func (l *Layer) SetContent(content fyne.CanvasObject) {
	for len(l.floats) > 0 {
		l.drop(l.floats[len(l.floats)-1])
	}
	l.content = content
	l.arrange()
}

// Close forgets the layer when its window closes.
func (l *Layer) Close() {
	layersMu.Lock()
	defer layersMu.Unlock()
	for i, o := range layers {
		if o == l {
			layers = append(layers[:i:i], layers[i+1:]...)
			return
		}
	}
}

// LayerOf finds the layer of the window that shows obj, or nil.
func LayerOf(obj fyne.CanvasObject) *Layer {
	if program() == nil {
		return nil
	}
	d := program().Driver()
	cv := d.CanvasForObject(obj)
	if cv == nil {
		return nil
	}
	layersMu.Lock()
	defer layersMu.Unlock()
	for _, l := range layers {
		if cv.Content() == fyne.CanvasObject(l.root) {
			return l
		}
	}
	return nil
}

// window is the layer over the surface's window, or nil.
func (s *Surface) window() *Layer {
	if s.layer != nil {
		return s.layer
	}
	if s.picture {
		return nil
	}
	return LayerOf(s)
}

// Layer is the layer over the surface's window, or nil while it is not shown.
func (s *Surface) Layer() *Layer { return s.window() }

// arrange hands the objects to the toolkit in order.
func (l *Layer) arrange() {
	objs := []fyne.CanvasObject{l.content, l.marker}
	for _, f := range l.floats {
		if f.catcher != nil {
			objs = append(objs, f.catcher)
		}
		objs = append(objs, f.s)
	}
	for _, t := range l.toasts {
		objs = append(objs, t.s)
	}
	if l.tip != nil {
		objs = append(objs, l.tip.s)
	}
	l.root.Objects = objs
	l.layout(l.root.Size())
	canvas.Refresh(l.marker)
}

type layerLayout struct{ l *Layer }

func (y layerLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) { y.l.layout(size) }

func (y layerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return y.l.content.MinSize() }

func (l *Layer) layout(size fyne.Size) {
	if size.IsZero() {
		return
	}
	l.content.Move(fyne.NewPos(0, 0))
	l.content.Resize(size)
	win := l.Bounds()
	for _, f := range l.floats {
		if f.catcher != nil {
			f.catcher.Resize(size)
		}
		f.lay(win)
	}
	l.layToasts(win)
	if l.tip != nil {
		l.tip.lay(win)
	}
}

// Bounds is the window in logical pixels.
func (l *Layer) Bounds() Rect {
	if sz := l.root.Size(); !sz.IsZero() {
		z := theme.Zoom()
		return Rect{0, 0, sz.Width / z, sz.Height / z}
	}
	return l.win
}

// Point turns a point of a surface into a point of the window.
func (l *Layer) Point(s *Surface, p Point) Point {
	if s == nil {
		return p
	}
	pos := absolute(s, l.root)
	z := theme.Zoom()
	return Point{pos.X/z + p.X, pos.Y/z + p.Y}
}

// absolute is the position of obj within the tree under root.
func absolute(obj fyne.CanvasObject, root *fyne.Container) fyne.Position {
	if program() != nil {
		if d := program().Driver(); d.CanvasForObject(obj) != nil {
			return d.AbsolutePositionForObject(obj)
		}
	}
	var find func(o fyne.CanvasObject, at fyne.Position) (fyne.Position, bool)
	find = func(o fyne.CanvasObject, at fyne.Position) (fyne.Position, bool) {
		at = at.Add(o.Position())
		if o == obj {
			return at, true
		}
		if c, ok := o.(*fyne.Container); ok {
			for _, k := range c.Objects {
				if p, ok := find(k, at); ok {
					return p, true
				}
			}
		}
		return fyne.Position{}, false
	}
	p, _ := find(root, fyne.NewPos(0, 0))
	return p
}

// push shows a floating surface; with keys it takes the keyboard and gives it back.
func (l *Layer) push(f *float, keys bool) {
	f.l = l
	f.s.layer = l
	if keys {
		f.back = l.remember()
	}
	l.floats = append(l.floats, f)
	l.arrange()
	if keys {
		f.s.takeFocus(f.s.focusID, false)
	}
}

// drop takes a floating surface away.
func (l *Layer) drop(f *float) {
	for i, o := range l.floats {
		if o != f {
			continue
		}
		l.floats = append(l.floats[:i:i], l.floats[i+1:]...)
		l.hideTip()
		l.arrange()
		l.giveBack(f)
		if f.closed != nil {
			f.closed()
		}
		return
	}
}

// Open tells whether a dialog or menu is open.
func (l *Layer) Open() bool {
	for _, f := range l.floats {
		if f.modal || f.catcher != nil {
			return true
		}
	}
	return false
}

// TopSurface is the surface of the uppermost menu, dialog or list, or nil.
func (l *Layer) TopSurface() *Surface {
	if n := len(l.floats); n > 0 {
		return l.floats[n-1].s
	}
	return nil
}

// ToastCount is how many toasts are shown.
func (l *Layer) ToastCount() int { return len(l.toasts) }

// ToastSurfaces are the toasts that are shown, the older first.
func (l *Layer) ToastSurfaces() []*Surface {
	out := make([]*Surface, len(l.toasts))
	for i, t := range l.toasts {
		out[i] = t.s
	}
	return out
}

// TipSurface is the surface of the tooltip, or nil.
func (l *Layer) TipSurface() *Surface {
	if l.tip == nil {
		return nil
	}
	return l.tip.s
}
