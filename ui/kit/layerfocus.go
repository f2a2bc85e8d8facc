package kit

import (
	"fyne.io/fyne/v2"
)

// focusMemory is who had the keyboard before something took it.
type focusMemory struct {
	s  *Surface
	id string
	ok bool
	on fyne.Focusable
}

func (l *Layer) remember() focusMemory {
	cv := l.canvasOf()
	if cv == nil {
		return focusMemory{}
	}
	switch o := cv.Focused().(type) {
	case *Surface:
		return focusMemory{o, o.focusID, true, o}
	case *fieldEntry:
		return focusMemory{o.f.owner, o.f.id, true, o}
	case nil:
		return focusMemory{}
	default:
		return focusMemory{on: o, ok: true}
	}
}

// giveBack returns the keyboard to who had it before f took it, or to the page.
func (l *Layer) giveBack(f *float) {
	m := f.back
	if !m.ok {
		if cv := l.canvasOf(); cv != nil && f.s.holdsFocus(cv) {
			if page := l.page(); page != nil {
				page.event(func() { page.takeFocus(page.focusID, false) })
			} else {
				cv.Unfocus()
			}
		}
		return
	}
	if m.s == nil {
		if cv := l.canvasOf(); cv != nil {
			cv.Focus(m.on)
		}
		return
	}
	if m.id == "" || !m.s.FocusID(m.id, false) {
		m.s.event(func() { m.s.takeFocus("", false) })
	}
}

// holdsFocus tells whether the surface or one of its fields is the toolkit's focus.
func (s *Surface) holdsFocus(cv fyne.Canvas) bool {
	switch o := cv.Focused().(type) {
	case *Surface:
		return o == s
	case *fieldEntry:
		return o.f.owner == s
	}
	return false
}

// page is the largest surface of the content.
func (l *Layer) page() *Surface {
	var best *Surface
	each(l.content, func(s *Surface) {
		if !s.NoFocus && s.Visible() && (best == nil || s.size.W*s.size.H > best.size.W*best.size.H) {
			best = s
		}
	})
	return best
}

func (l *Layer) canvasOf() fyne.Canvas {
	if program() == nil {
		return nil
	}
	return program().Driver().CanvasForObject(l.root)
}

// windowKey gives a key that a surface left over to the window, unless a modal thing is open.
func (l *Layer) windowKey(k Key, inField bool, from *Surface) bool {
	for _, f := range l.floats {
		if f.modal {
			return false
		}
	}
	return l.Keys != nil && l.Keys(k, inField)
}
