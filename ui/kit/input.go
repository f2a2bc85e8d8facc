package kit

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kontor/ui/theme"
)

// doubleClick is the longest pause between two presses of a double click, that of Windows.
const doubleClick = 500 * time.Millisecond

// clock is the time of input events; tests replace it.
var clock = time.Now

func (s *Surface) logical(p fyne.Position) Point {
	z := theme.Zoom()
	return Point{p.X / z, p.Y / z}
}

// at finds the uppermost region at p that satisfies ok.
func (s *Surface) at(p Point, ok func(*region) bool) *region {
	for i := len(s.hits) - 1; i >= 0; i-- {
		if g := &s.hits[i]; g.has(p) && (ok == nil || ok(g)) {
			return g
		}
	}
	return nil
}

func (s *Surface) idAt(p Point) string {
	if g := s.at(p, nil); g != nil {
		return g.id
	}
	return ""
}

// find gives the region of an id.
func (s *Surface) find(id string) *region {
	for i := range s.hits {
		if s.hits[i].id == id {
			return &s.hits[i]
		}
	}
	return nil
}

func pointerOf(at Point, b desktop.MouseButton, m fyne.KeyModifier) Pointer {
	k := KeyOf("", m)
	has := func(part string) bool {
		for i := 0; i+len(part) <= len(k); i++ {
			if string(k[i:i+len(part)]) == part {
				return true
			}
		}
		return false
	}
	return Pointer{At: at, Clicks: 1, Right: b == desktop.MouseButtonSecondary, Shift: has("Shift+"), Ctrl: has("Ctrl+"), Alt: has("Alt+")}
}

// MouseDown implements desktop.Mouseable.
func (s *Surface) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary && e.Button != desktop.MouseButtonSecondary {
		return
	}
	s.press(pointerOf(s.logical(e.Position), e.Button, e.Modifier))
}

func (s *Surface) press(p Pointer) {
	s.flush()
	s.hideTip()
	s.event(func() {
		g := s.at(p.At, nil)
		now := clock()
		if s.lastPress.Add(doubleClick).After(now) && near(p.At, s.pressAt) {
			s.clicks++
		} else {
			s.clicks = 1
		}
		s.lastPress, s.pressAt = now, p.At
		p.Clicks = s.clicks
		s.pressed, s.dragging = "", false
		s.dirty = true
		if g == nil {
			s.takeFocus("", false)
			return
		}
		if g.field != nil && !g.field.ReadOnly {
			taken.Add(1)
			s.focusField(g, false)
			g.field.pressed(s, p)
			return
		}
		id, h := g.id, g.h
		s.pressReg = *g
		if h.Focusable && h.ClickFocus && h.Disabled == "" {
			s.takeFocus(id, false)
		} else if !h.KeepFocus {
			s.leaveField()
		}
		if h.Disabled != "" && (!p.Right || h.Menu == nil) {
			return
		}
		s.pressed = id
		if h.Down != nil {
			h.Down(p)
		}
		if !p.Right && p.Clicks == 2 && h.Double != nil {
			s.pressed = ""
			h.Double()
		}
	})
}

func near(a, b Point) bool {
	return math.Abs(float64(a.X-b.X)) < 5 && math.Abs(float64(a.Y-b.Y)) < 5
}

// MouseUp implements desktop.Mouseable.
func (s *Surface) MouseUp(e *desktop.MouseEvent) {
	s.release(pointerOf(s.logical(e.Position), e.Button, e.Modifier))
}

func (s *Surface) release(p Pointer) {
	id := s.pressed
	if id == "" {
		return
	}
	s.event(func() {
		s.pressed = ""
		s.dirty = true
		if s.dragging {
			return // DragEnd follows
		}
		g := s.find(id)
		if g == nil || !g.has(p.At) {
			return
		}
		if p.Right {
			if g.h.Menu != nil {
				g.h.Menu(p.At)
			}
			return
		}
		if g.h.Tap != nil {
			g.h.Tap()
		}
	})
}

// MouseIn implements desktop.Hoverable.
func (s *Surface) MouseIn(e *desktop.MouseEvent) { s.moved(s.logical(e.Position), e.Modifier) }

// MouseMoved implements desktop.Hoverable.
func (s *Surface) MouseMoved(e *desktop.MouseEvent) { s.moved(s.logical(e.Position), e.Modifier) }

func (s *Surface) moved(p Point, m fyne.KeyModifier) {
	s.flush()
	s.pointer, s.inside = p, true
	g := s.at(p, nil)
	id := ""
	if g != nil {
		id = g.id
	}
	s.watchTip(g, p)
	if id == s.hover && (g == nil || g.h.Move == nil) {
		return
	}
	s.event(func() {
		if id != s.hover {
			if old := s.find(s.hover); old != nil && old.h.Leave != nil {
				old.h.Leave()
			}
			s.hover = id
			s.dirty = true
		}
		if g != nil && g.h.Move != nil {
			g.h.Move(pointerOf(p, 0, m))
		}
	})
}

// MouseOut implements desktop.Hoverable.
func (s *Surface) MouseOut() {
	s.inside = false
	s.hideTip()
	if s.hover == "" {
		return
	}
	s.event(func() {
		if old := s.find(s.hover); old != nil && old.h.Leave != nil {
			old.h.Leave()
		}
		s.hover = ""
		s.dirty = true
	})
}

// Cursor implements desktop.Cursorable.
func (s *Surface) Cursor() desktop.Cursor {
	if s.inside {
		if g := s.at(s.pointer, nil); g != nil && g.h.Disabled == "" {
			if g.field != nil && !g.field.ReadOnly {
				return desktop.TextCursor
			}
			return cursors[g.h.Cursor]
		}
	}
	return desktop.DefaultCursor
}

// Dragged implements fyne.Draggable.
func (s *Surface) Dragged(e *fyne.DragEvent) { s.drag(s.logical(e.Position)) }

func (s *Surface) drag(p Point) {
	if s.pressed == "" || s.pressReg.h.Drag == nil {
		return
	}
	s.event(func() {
		s.pointer = p
		phase := DragMove
		if !s.dragging {
			s.dragging = true
			phase = DragStart
		}
		s.dragHit(phase, p)
	})
}

func (s *Surface) dragHit(phase DragPhase, p Point) {
	h := s.pressReg.h
	if g := s.find(s.pressReg.id); g != nil && g.h.Drag != nil {
		h = g.h
	}
	m := pointerOf(p, 0, modifiers())
	h.Drag(Drag{Phase: phase, Start: s.pressAt, At: p, Shift: m.Shift, Ctrl: m.Ctrl})
	s.dirty = true
}

// DragEnd implements fyne.Draggable.
func (s *Surface) DragEnd() {
	if !s.dragging {
		return
	}
	s.event(func() {
		s.dragHit(DragEnd, s.pointer)
		s.dragging = false
		s.pressed = ""
	})
}

// Scrolled implements fyne.Scrollable.
func (s *Surface) Scrolled(e *fyne.ScrollEvent) {
	s.wheel(s.logical(e.Position), e.Scrolled.DX, e.Scrolled.DY)
}

func (s *Surface) wheel(at Point, dx, dy float32) {
	s.flush()
	s.hideTip()
	s.event(func() {
		p := pointerOf(at, 0, modifiers())
		p.DX, p.DY = dx, dy
		if p.Shift && dx == 0 {
			p.DX, p.DY = dy, 0
		}
		for i := len(s.hits) - 1; i >= 0; i-- {
			if g := &s.hits[i]; g.h.Wheel != nil && g.has(at) && g.h.Wheel(p) {
				s.dirty = true
				return
			}
		}
	})
}
