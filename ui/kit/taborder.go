package kit

import (
	"fyne.io/fyne/v2"
)

// step moves the focus to the next (1) or previous (-1) region; past the last one it
// goes on to the next surface of the window, or around when the surface is modal.
func (s *Surface) step(dir int) bool {
	var order []*region
	cur := -1
	for i := range s.hits {
		g := &s.hits[i]
		if !g.focusable() {
			continue
		}
		if g.id == s.focusID {
			cur = len(order)
		}
		order = append(order, g)
	}
	next := cur + dir
	if cur < 0 {
		next = 0
		if dir < 0 {
			next = len(order) - 1
		}
	}
	if next >= 0 && next < len(order) {
		s.focusRegion(order[next], true)
		return true
	}
	if !s.Modal && s.leave(dir) {
		return true
	}
	if len(order) == 0 {
		return false
	}
	if dir > 0 {
		s.focusRegion(order[0], true)
	} else {
		s.focusRegion(order[len(order)-1], true)
	}
	return true
}

// leave hands the focus to the next surface of the window in the toolkit's order.
func (s *Surface) leave(dir int) bool {
	cv := s.canvas()
	if cv == nil {
		return false
	}
	for range 200 {
		s.passing = true
		if dir > 0 {
			cv.FocusNext()
		} else {
			cv.FocusPrevious()
		}
		s.passing = false
		switch f := cv.Focused().(type) {
		case nil:
			return false
		case *fieldEntry:
			if f.f.owner == s {
				continue
			}
			return true
		case *Surface:
			if f == s {
				return false // there is no other
			}
			if f.NoFocus || f.Hidden {
				continue
			}
			s.event(func() { s.setInner("", false); s.active = false })
			f.enter(dir)
			return true
		default:
			return true
		}
	}
	return false
}

// enter gives the focus to the first or last region when Tab comes from outside.
func (s *Surface) enter(dir int) {
	s.flush()
	s.event(func() {
		s.focusID = ""
		var last *region
		for i := range s.hits {
			g := &s.hits[i]
			if !g.focusable() {
				continue
			}
			last = g
			if dir > 0 {
				break
			}
		}
		if last != nil {
			s.focusRegion(last, true)
		}
	})
}

// AccessibilityLabel implements fyne.Accessible: the surface speaks for the region
// that has the focus.
func (s *Surface) AccessibilityLabel() string {
	if g := s.find(s.focusID); g != nil && g.h.Name != "" {
		return g.h.Name
	}
	return s.Name
}

// AccessibilityRole implements fyne.Accessible.
func (s *Surface) AccessibilityRole() fyne.AccessibleRole {
	if g := s.find(s.focusID); g != nil {
		switch g.h.Role {
		case RoleButton, RoleCheck, RoleRadio, RoleTab:
			return fyne.AccessibleRoleButton
		case RoleLink:
			return fyne.AccessibleRoleLink
		case RoleField:
			return fyne.AccessibleRoleText
		}
	}
	return fyne.AccessibleRoleContainer
}
