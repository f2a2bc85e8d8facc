package kit

import "kontor/ui/theme"

// hanging is a box below a field that does not take the keyboard: suggestions, a calendar.
type hanging struct {
	f    *float
	box  Rect // of the field, in its surface
	w, h float32
}

// hangBelow floats a box of the given size below a field. draw gets the inside.
func hangBelow(owner *Surface, box Rect, w, h float32, draw func(c *Canvas, r Rect)) *hanging {
	l := owner.window()
	if l == nil {
		return nil
	}
	p := &hanging{box: box, w: w, h: h}
	s := NewSurface(func(c *Canvas) {
		r := c.Bounds().Inset(shadowRoom)
		c.Shadow(r, theme.RadiusPanel)
		c.Round(r, theme.RadiusPanel, theme.Raised, theme.Line2)
		c.Hit("box", r, Hit{})
		draw(c, r.Inset(1))
	})
	s.Ground = theme.None
	s.NoFocus = true
	p.f = &float{s: s, place: func(win Rect) Rect {
		at := l.Point(owner, Point{p.box.X, p.box.Y})
		return hang(win, Rect{at.X, at.Y, p.box.W, p.box.H}, p.w, p.h).Grow(shadowRoom)
	}}
	l.push(p.f, false)
	return p
}

func (p *hanging) resize(w, h float32) {
	if p.w == w && p.h == h {
		return
	}
	p.w, p.h = w, h
	p.f.lay(p.f.l.Bounds())
}

func (p *hanging) redraw() { p.f.s.Redraw() }

func (p *hanging) drop() {
	if p != nil && p.f != nil && p.f.l != nil {
		p.f.l.drop(p.f)
		p.f.l = nil
	}
}
