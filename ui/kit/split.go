package kit

import "kontor/ui/theme"

// Split is a movable border between two panes. The page owns it and keeps Size between
// starts.
type Split struct {
	Size     float32 // of the pane that Cut returns
	Min, Max float32
	Rest     float32       // the other pane stays at least this large
	OnChange func(float32) // when the border was let go

	grab float32
}

// CutRight takes the pane at the right off r, with the border between.
func (s *Split) CutRight(c *Canvas, id string, r *Rect) Rect {
	pane := r.CutRight(s.fit(r.W))
	c.LineV(pane.X, pane.Y, pane.H, theme.Line)
	s.handle(c, id, Rect{pane.X - 3, pane.Y, 7, pane.H}, ResizeH, -1)
	pane.CutLeft(1)
	return pane
}

// CutLeft takes the pane at the left off r.
func (s *Split) CutLeft(c *Canvas, id string, r *Rect) Rect {
	pane := r.CutLeft(s.fit(r.W))
	c.LineV(pane.Right()-1, pane.Y, pane.H, theme.Line)
	s.handle(c, id, Rect{pane.Right() - 4, pane.Y, 7, pane.H}, ResizeH, 1)
	pane.CutRight(1)
	return pane
}

// CutBottom takes the pane at the bottom off r.
func (s *Split) CutBottom(c *Canvas, id string, r *Rect) Rect {
	pane := r.CutBottom(s.fit(r.H))
	c.LineH(pane.X, pane.Y, pane.W, theme.Line)
	s.handle(c, id, Rect{pane.X, pane.Y - 3, pane.W, 7}, ResizeV, -1)
	pane.CutTop(1)
	return pane
}

func (s *Split) fit(room float32) float32 {
	v := max(s.Size, s.Min)
	if s.Max > 0 {
		v = min(v, s.Max)
	}
	return max(min(v, room-s.Rest), 0)
}

func (s *Split) handle(c *Canvas, id string, r Rect, cur Cursor, dir float32) {
	c.Hit(id, r, Hit{Role: RoleHandle, Name: id, Cursor: cur, Drag: func(d Drag) {
		if d.Phase == DragStart {
			s.grab = s.fit(1 << 20)
		}
		delta := d.At.X - d.Start.X
		if cur == ResizeV {
			delta = d.At.Y - d.Start.Y
		}
		s.Size = max(s.grab+dir*delta, s.Min)
		if s.Max > 0 {
			s.Size = min(s.Size, s.Max)
		}
		if d.Phase == DragEnd && s.OnChange != nil {
			s.OnChange(s.Size)
		}
	}})
}
