package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// The functions here drive a surface as a user would, without a window: for tests, for
// the tour and for scripts. They return false when there is nothing to act on.

// SetSize lays the surface out without a window.
func (s *Surface) SetSize(w, h float32) { s.setSize(w, h) }

// Flush draws anew now if something changed.
func (s *Surface) Flush() { s.flush() }

// HitRect is where a region lies; ok is false when it was not drawn.
func (s *Surface) HitRect(id string) (r Rect, ok bool) {
	s.flush()
	if g := s.find(id); g != nil {
		return g.r, true
	}
	return Rect{}, false
}

// Named finds the id of the region with an accessible name.
func (s *Surface) Named(name string) string {
	s.flush()
	for i := range s.hits {
		if s.hits[i].h.Name == name {
			return s.hits[i].id
		}
	}
	return ""
}

// Click presses and releases the primary button in the middle of a region.
func (s *Surface) Click(id string) bool {
	g, ok := s.HitRect(id)
	return ok && s.ClickAt(g.Middle())
}

// ClickAt clicks at a point.
func (s *Surface) ClickAt(p Point) bool {
	s.lastPress = s.lastPress.Add(-doubleClick)
	s.press(Pointer{At: p})
	s.release(Pointer{At: p})
	return true
}

// DoubleClickAt clicks twice at a point.
func (s *Surface) DoubleClickAt(p Point) {
	s.ClickAt(p)
	s.press(Pointer{At: p})
	s.release(Pointer{At: p})
}

// RightClickAt opens the context menu at a point.
func (s *Surface) RightClickAt(p Point) {
	s.press(Pointer{At: p, Right: true})
	s.release(Pointer{At: p, Right: true})
}

// PressAt presses at a point with modifiers and releases.
func (s *Surface) PressAt(p Point, shift, ctrl bool) {
	s.lastPress = s.lastPress.Add(-doubleClick)
	s.press(Pointer{At: p, Shift: shift, Ctrl: ctrl})
	s.release(Pointer{At: p, Shift: shift, Ctrl: ctrl})
}

// HoverAt moves the pointer to a point.
func (s *Surface) HoverAt(p Point) { s.moved(p, 0) }

// DragFromTo drags with the primary button.
func (s *Surface) DragFromTo(from, to Point) {
	s.press(Pointer{At: from})
	mid := Point{(from.X + to.X) / 2, (from.Y + to.Y) / 2}
	s.drag(mid)
	s.drag(to)
	s.release(Pointer{At: to})
	s.DragEnd()
}

// WheelAt turns the wheel by ticks over a point; negative is down.
func (s *Surface) WheelAt(p Point, ticks float32) { s.wheel(p, 0, ticks*25) }

// Press types a key to whoever has the focus in the surface: "Ctrl+Enter", "Down", "W".
func (s *Surface) Press(k Key) bool {
	s.flush()
	if f := s.fieldFocused(); f != nil {
		if f.entry != nil && s.canvas() != nil {
			f.entry.press(k)
			return true
		}
		taken := false
		s.event(func() {
			if taken = f.takeKey(k); !taken {
				taken = f.pictureKey(k) || s.dispatch(k, true)
			}
		})
		return taken
	}
	return s.key(k)
}

// TypeText types characters into the focused field, or as keys to the focused region.
func (s *Surface) TypeText(text string) {
	s.flush()
	for _, r := range text {
		f := s.fieldFocused()
		switch {
		case f == nil:
			s.typeRune(r, unicode.IsUpper(r))
		case f.entry != nil && s.canvas() != nil:
			f.entry.TypedRune(r)
		default:
			s.event(func() { f.change(f.text + string(r)) })
		}
	}
}

// pictureKey edits a field that has no Entry because there is no window.
func (f *Field) pictureKey(k Key) bool {
	if k == "Backspace" && f.text != "" {
		r := []rune(f.text)
		f.change(string(r[:len(r)-1]))
		return true
	}
	return false
}

// press sends a key through the Entry's own handlers.
func (e *fieldEntry) press(k Key) {
	name, mod := k.split()
	ctrl := mod &^ fyne.KeyModifierShift
	if ctrl != 0 {
		e.TypedShortcut(shortcutFor(name, mod))
		return
	}
	s := e.f.owner
	taken := false
	s.event(func() { taken = e.f.takeKey(k) })
	if taken {
		return
	}
	if e.own(k) {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	s.event(func() { s.dispatch(k, true) })
}

// split takes a key apart into the toolkit's name and modifiers.
func (k Key) split() (fyne.KeyName, fyne.KeyModifier) {
	var mod fyne.KeyModifier
	rest := string(k)
	for {
		cut := false
		for name, m := range map[string]fyne.KeyModifier{"Ctrl+": fyne.KeyModifierShortcutDefault, "Alt+": fyne.KeyModifierAlt, "Shift+": fyne.KeyModifierShift} {
			if strings.HasPrefix(rest, name) && len(rest) > len(name) {
				rest, mod, cut = rest[len(name):], mod|m, true
			}
		}
		if !cut {
			break
		}
	}
	for name, label := range keyNames {
		if label == rest && name != fyne.KeyEnter {
			return name, mod
		}
	}
	if len(rest) == 1 {
		rest = string(unicode.ToUpper(rune(rest[0])))
	}
	return fyne.KeyName(rest), mod
}

func shortcutFor(name fyne.KeyName, mod fyne.KeyModifier) fyne.Shortcut {
	var clip fyne.Clipboard
	if program() != nil {
		clip = program().Clipboard()
	}
	if mod == fyne.KeyModifierShortcutDefault {
		switch name {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		case fyne.KeyX:
			return &fyne.ShortcutCut{Clipboard: clip}
		case fyne.KeyC:
			return &fyne.ShortcutCopy{Clipboard: clip}
		case fyne.KeyV:
			return &fyne.ShortcutPaste{Clipboard: clip}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		}
	}
	return &desktop.CustomShortcut{KeyName: name, Modifier: mod}
}
