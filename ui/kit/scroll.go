package kit

import "kontor/ui/theme"

// scrollState is how far a scroll region was moved; it lives in the surface.
type scrollState struct {
	off, max   float64
	view, body float32
	grab       float64 // offset when the thumb was taken
	r          Rect
	horizontal bool
}

func (t *scrollState) set(off float64) bool {
	old := t.off
	t.off = min(max(off, 0), t.max)
	return t.off != old
}

// Scroll shows content of the given height through r and scrolls it with wheel, thumb
// and keys. draw gets the rectangle of the whole content, which begins above r when
// scrolled. The position belongs to the surface under id.
func (c *Canvas) Scroll(id string, r Rect, height float32, draw func(body Rect)) {
	full := c.scope + id
	t := c.s.scrollOf(full)
	t.r, t.view, t.body = r, r.H, height
	t.max = float64(max(height-r.H, 0))
	t.set(t.off)
	c.Hit(id, r, Hit{Role: RoleScroll, Wheel: func(p Pointer) bool { return p.DY != 0 && t.set(t.off-float64(p.DY)) }})
	oldScroll := c.scroll
	c.scroll = full
	c.Clip(r, func() { draw(Rect{r.X, r.Y - float32(t.off), r.W, max(height, r.H)}) })
	c.scroll = oldScroll
	c.thumb(id, t)
}

// ScrollAuto is Scroll for content whose height is known only after drawing: draw
// returns it.
func (c *Canvas) ScrollAuto(id string, r Rect, draw func(body Rect) (height float32)) {
	t := c.s.scrollOf(c.scope + id)
	before := t.body
	var h float32
	c.Scroll(id, r, t.body, func(body Rect) { h = draw(body) })
	if h != before {
		t.body = h
		t.max = float64(max(h-r.H, 0))
		c.s.dirty = true
	}
}

// ScrollX shows content of the given width through r and scrolls it sideways.
func (c *Canvas) ScrollX(id string, r Rect, width float32, draw func(body Rect)) {
	full := c.scope + id
	t := c.s.scrollOf(full)
	t.r, t.view, t.body, t.horizontal = r, r.W, width, true
	t.max = float64(max(width-r.W, 0))
	t.set(t.off)
	c.Hit(id, r, Hit{Role: RoleScroll, Wheel: func(p Pointer) bool { return p.DX != 0 && t.set(t.off-float64(p.DX)) }})
	oldScroll := c.scroll
	c.scroll = full
	c.Clip(r, func() { draw(Rect{r.X - float32(t.off), r.Y, max(width, r.W), r.H}) })
	c.scroll = oldScroll
	c.thumb(id, t)
}

func (s *Surface) scrollOf(id string) *scrollState {
	t := s.scrolls[id]
	if t == nil {
		t = &scrollState{}
		s.scrolls[id] = t
	}
	return t
}

// ScrollOffset and SetScrollOffset read and set the position of a scroll region, for
// Save and Restore of a page.
func (s *Surface) ScrollOffset(id string) float64 { return s.scrollOf(id).off }

// SetScrollOffset sets the position of a scroll region; it is limited when drawn.
func (s *Surface) SetScrollOffset(id string, off float64) {
	t := s.scrollOf(id)
	t.off = off
	t.max = max(t.max, off)
	s.Redraw()
}

// thumb draws the scroll bar of a region when there is something to scroll and the
// pointer or the focus is in it: a page at rest shows no bars.
func (c *Canvas) thumb(id string, t *scrollState) {
	if t.max <= 0 {
		return
	}
	s, near := c.s, false
	if s.inside && t.r.Has(s.pointer) || s.pressed == c.scope+id+"/bar" {
		near = true
	} else if g := s.find(s.focusID); g != nil && s.active && g.scroll == c.scope+id {
		near = true
	}
	if !near {
		return
	}
	track, thumb := barGeometry(t.r, t.horizontal, float64(t.view), float64(t.body), t.off/t.max)
	c.scrollBar(id+"/bar", track, thumb, t.horizontal, func(phase DragPhase, delta float32, length float32) {
		if phase == DragStart {
			t.grab = t.off
		}
		t.set(t.grab + float64(delta)/float64(length)*t.max)
	}, func(back bool) {
		step := float64(t.view) * 0.9
		if back {
			step = -step
		}
		t.set(t.off + step)
	})
}

// barGeometry places track and thumb at the edge of r.
func barGeometry(r Rect, horizontal bool, view, body, part float64) (track, thumb Rect) {
	if horizontal {
		track = Rect{r.X + 2, r.Bottom() - 10, r.W - 4, 10}
		w := max(float32(view/body)*track.W, 24)
		return track, Rect{track.X + float32(part)*(track.W-w), track.Y + 2, w, 6}
	}
	track = Rect{r.Right() - 10, r.Y + 2, 10, r.H - 4}
	h := max(float32(view/body)*track.H, 24)
	return track, Rect{track.X + 2, track.Y + float32(part)*(track.H-h), 6, h}
}

// scrollBar draws a thumb that can be dragged and a track that pages when clicked.
func (c *Canvas) scrollBar(id string, track, thumb Rect, horizontal bool, drag func(phase DragPhase, delta, length float32), page func(back bool)) {
	st := c.Hit(id, track, Hit{
		Role: RoleHandle,
		Down: func(p Pointer) {
			if !thumb.Has(p.At) && !(horizontal && p.At.X >= thumb.X && p.At.X < thumb.Right()) && !(!horizontal && p.At.Y >= thumb.Y && p.At.Y < thumb.Bottom()) {
				page(horizontal && p.At.X < thumb.X || !horizontal && p.At.Y < thumb.Y)
			}
		},
		Drag: func(d Drag) {
			if horizontal {
				drag(d.Phase, d.At.X-d.Start.X, max(track.W-thumb.W, 1))
			} else {
				drag(d.Phase, d.At.Y-d.Start.Y, max(track.H-thumb.H, 1))
			}
		},
	})
	col := theme.Text2.Alpha(35)
	if st.Hover || c.s.pressed == c.scope+id {
		col = theme.Text2.Alpha(60)
	}
	c.Round(thumb, 3, col, theme.None)
}

// reveal scrolls so that a region can be seen.
func (s *Surface) reveal(g *region) {
	t := s.scrolls[g.scroll]
	if g.scroll == "" || t == nil {
		return
	}
	const room = 8
	if t.horizontal {
		if d := g.r.X - room - t.r.X; d < 0 {
			t.set(t.off + float64(d))
		} else if d := g.r.Right() + room - t.r.Right(); d > 0 {
			t.set(t.off + float64(d))
		}
	} else {
		if d := g.r.Y - room - t.r.Y; d < 0 {
			t.set(t.off + float64(d))
		} else if d := g.r.Bottom() + room - t.r.Bottom(); d > 0 {
			t.set(t.off + float64(d))
		}
	}
	s.dirty = true
}

// ScrollToTop scrolls so that a region begins where its scroll region begins, as far as
// there is something below it; false when there is no such region.
func (s *Surface) ScrollToTop(id string) bool {
	s.flush()
	g := s.find(id)
	if g == nil || g.scroll == "" || s.scrolls[g.scroll] == nil {
		return false
	}
	t := s.scrolls[g.scroll]
	t.set(t.off + float64(g.r.Y-t.r.Y))
	s.Redraw()
	return true
}

// scrollKey moves the scroll region around the focus, else the one under the pointer,
// else the only one there is.
func (s *Surface) scrollKey(k Key) bool {
	var t *scrollState
	if g := s.find(s.focusID); g != nil && g.scroll != "" {
		t = s.scrolls[g.scroll]
	}
	if t == nil {
		var only *region
		n := 0
		for i := range s.hits {
			if g := &s.hits[i]; g.h.Role == RoleScroll {
				n++
				if only == nil || s.inside && g.has(s.pointer) {
					only = g
				}
			}
		}
		if only == nil || n > 1 && (!s.inside || !only.has(s.pointer)) {
			return false
		}
		t = s.scrolls[only.id]
	}
	if t == nil || t.max <= 0 {
		return false
	}
	step := 0.0
	switch k {
	case "PgDn":
		step = float64(t.view) * 0.9
	case "PgUp":
		step = -float64(t.view) * 0.9
	case "Down":
		step = theme.Row
	case "Up":
		step = -theme.Row
	case "Ctrl+Home":
		step = -t.max
	case "Ctrl+End":
		step = t.max
	default:
		return false
	}
	if t.set(t.off + step) {
		s.dirty = true
	}
	return true
}
