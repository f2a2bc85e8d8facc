package kit

import (
	"sync/atomic"
	"unicode"

	"fyne.io/fyne/v2"
)

// taken counts how often a person put the keyboard into a field by clicking. What the
// program asked for before that, and only comes to now, must not take it away again.
var taken atomic.Int64

// FocusGained implements fyne.Focusable.
func (s *Surface) FocusGained() {
	if s.passing {
		return
	}
	s.event(func() {
		s.active = true
		s.dirty = true
	})
}

// FocusLost implements fyne.Focusable.
func (s *Surface) FocusLost() {
	if s.passing {
		return
	}
	s.event(func() {
		s.active = s.fieldFocused() != nil
		s.dirty = true
	})
}

// AcceptsTab implements fyne.Tabbable: Tab moves inside the surface first.
func (s *Surface) AcceptsTab() bool { return true }

// TypedRune implements fyne.Focusable.
func (s *Surface) TypedRune(r rune) {
	if r == ' ' {
		return // came as a key
	}
	s.typeRune(r, modifiers()&fyne.KeyModifierShift != 0)
}

// typeRune gives a character to the focused region, and else as a key to everybody: with
// Shift held to the command of that, if there is one, else as the letter alone.
func (s *Surface) typeRune(r rune, shift bool) {
	s.flush()
	taken := false
	if g := s.keyTarget(); g != nil && g.h.Rune != nil {
		s.event(func() { taken = g.h.Rune(r) })
	}
	if !taken && !(shift && unicode.IsLetter(r) && s.key("Shift+"+RuneKey(r))) {
		s.key(RuneKey(r))
	}
}

// TypedKey implements fyne.Focusable.
func (s *Surface) TypedKey(e *fyne.KeyEvent) {
	m := modifiers()
	if m&^fyne.KeyModifierShift == 0 && printable(e.Name) {
		return // comes as a rune
	}
	s.key(KeyOf(e.Name, m))
}

// printable tells whether the key also types a character.
func printable(n fyne.KeyName) bool { return len([]rune(string(n))) == 1 }

// TypedShortcut implements fyne.Shortcutable.
func (s *Surface) TypedShortcut(sc fyne.Shortcut) { s.key(shortcutKey(sc)) }

// key hands a key to the focused region, then to focus movement, scroll areas, the
// page's commands and the window. It tells whether somebody took it.
func (s *Surface) key(k Key) (taken bool) {
	if k == "" {
		return false
	}
	s.flush()
	s.hideTip()
	s.event(func() { taken = s.dispatch(k, false) })
	return taken
}

func (s *Surface) dispatch(k Key, inField bool) bool {
	if !inField {
		if g := s.keyTarget(); g != nil {
			if g.h.Key != nil && g.h.Key(k) {
				s.dirty = true
				return true
			}
			if s.standardKey(g, k) {
				return true
			}
		}
	}
	switch k {
	case "Tab":
		return s.step(1)
	case "Shift+Tab":
		return s.step(-1)
	}
	if !inField && s.scrollKey(k) {
		return true
	}
	if s.Keys != nil && s.Keys(k, inField) {
		return true
	}
	if l := s.window(); l != nil {
		return l.windowKey(k, inField, s)
	}
	return false
}

// keyTarget is the region that gets the keys: the focused one, else the default one.
func (s *Surface) keyTarget() *region {
	if g := s.find(s.focusID); g != nil && g.field == nil {
		return g
	}
	for i := range s.hits {
		if s.hits[i].h.Default {
			return &s.hits[i]
		}
	}
	return nil
}

// standardKey gives every focused region Enter, Space and the menu key.
func (s *Surface) standardKey(g *region, k Key) bool {
	h := g.h
	if h.Disabled != "" {
		return false
	}
	switch k {
	case "Enter", "Space":
		if h.Tap != nil {
			h.Tap()
			s.dirty = true
			return true
		}
	case "Shift+F10", "Menu":
		if h.Menu != nil {
			h.Menu(Point{g.r.X, g.r.Bottom()})
			s.dirty = true
			return true
		}
	}
	return false
}

// FocusID gives the keyboard to a region or field by id; the ring shows when byKeyboard.
func (s *Surface) FocusID(id string, byKeyboard bool) bool {
	s.flush()
	ok := false
	s.event(func() {
		g := s.find(id)
		if g == nil {
			return
		}
		ok = true
		s.focusRegion(g, byKeyboard)
	})
	return ok
}

// FocusedID is the id of the region or field that has the keyboard here, or "".
func (s *Surface) FocusedID() string {
	if !s.active {
		return ""
	}
	return s.focusID
}

// FocusFirst gives the keyboard to the first field, or else to the first region.
func (s *Surface) FocusFirst() {
	s.flush()
	s.event(func() {
		for _, wantField := range []bool{true, false} {
			for i := range s.hits {
				if g := &s.hits[i]; g.focusable() && (g.field != nil) == wantField {
					s.focusRegion(g, true)
					return
				}
			}
		}
		s.takeFocus("", false)
	})
}

func (s *Surface) focusRegion(g *region, byKeyboard bool) {
	s.reveal(g)
	if g.field != nil {
		s.focusField(g, byKeyboard)
		return
	}
	s.takeFocus(g.id, byKeyboard)
}

// takeFocus makes the surface itself the toolkit's focus and id its inner focus.
func (s *Surface) takeFocus(id string, byKeyboard bool) {
	if s.NoFocus {
		return
	}
	old := s.focusID
	s.setInner(id, byKeyboard)
	if cv := s.canvas(); cv == nil {
		s.want()
	} else if cv.Focused() != fyne.Focusable(s) {
		cv.Focus(s)
	}
	s.active = true
	if id != "" && id != old {
		if g := s.find(id); g != nil && g.h.Gain != nil {
			g.h.Gain(byKeyboard)
		}
	}
}

func (s *Surface) setInner(id string, byKeyboard bool) {
	if s.focusID != id {
		if g := s.find(s.focusID); g != nil && g.h.Lose != nil {
			g.h.Lose()
		}
	}
	s.focusID, s.ring = id, byKeyboard
	s.dirty = true
}

// leaveField ends the editing of a field when something else is clicked; the region
// that had the keys before keeps them.
func (s *Surface) leaveField() {
	if s.NoFocus {
		return
	}
	if s.fieldFocused() != nil {
		s.takeFocus("", false)
		return
	}
	s.ring = false
	if cv := s.canvas(); cv != nil && cv.Focused() != fyne.Focusable(s) {
		cv.Focus(s)
	}
	s.active = true
}

// canvas is the toolkit's canvas the surface is shown on, or nil.
func (s *Surface) canvas() fyne.Canvas {
	if s.picture || s.rend == nil || program() == nil {
		return nil
	}
	if s.layer != nil { // the toolkit knows the canvas of a new object only after painting it
		return s.layer.canvasOf()
	}
	return program().Driver().CanvasForObject(s)
}

// want asks for the keyboard as soon as there is a window.
func (s *Surface) want() { s.wantFocus, s.wantedAt = true, taken.Load() }

// refocus takes the keyboard that was wanted before the surface was first shown, unless
// the person has begun with something else since.
func (s *Surface) refocus() {
	if !s.wantFocus || s.canvas() == nil {
		return
	}
	s.wantFocus = false
	if s.wantedAt != taken.Load() {
		return
	}
	s.event(func() {
		if g := s.find(s.focusID); g != nil && g.field != nil {
			s.focusField(g, s.ring)
			return
		}
		s.takeFocus(s.focusID, s.ring)
	})
}

// rejoin gives the keyboard to the field that the inner focus names while the toolkit's
// focus is with the surface itself: the page has made the field anew, or had not drawn it
// for a moment, while a person was at it.
func (s *Surface) rejoin() {
	if s.rejoining || s.focusID == "" || s.picture || s.NoFocus {
		return
	}
	g := s.find(s.focusID)
	if g == nil || g.field == nil || g.field.ReadOnly {
		return
	}
	cv := s.canvas()
	if cv == nil || cv.Focused() != fyne.Focusable(s) {
		return
	}
	s.rejoining = true
	defer func() { s.rejoining = false }()
	s.event(func() { s.focusField(g, s.ring) })
}
