package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Step is a part of a process shown as a line of numbers or down the side.
type Step struct {
	Title string
	Text  string
	Done  bool
	Tap   func()
}

// StepsWidth is the room that Steps needs.
func StepsWidth(steps []Step, current int) float32 {
	w := float32(0)
	for i, s := range steps {
		st := Second
		if i == current {
			st = Strong
		}
		if i > 0 {
			w += 26
		}
		w += 28 + Measure(s.Title, st)
	}
	return w
}

// Steps draws steps side by side: done ones with a tick, the current one filled.
func (c *Canvas) Steps(r Rect, steps []Step, current int) {
	for i, s := range steps {
		if i > 0 {
			c.Fill(Rect{r.X + 8, r.Y + r.H/2, 10, 1}, theme.Muted)
			r.CutLeft(26)
		}
		c.stepMark(r.CutLeft(20).Center(20, 20), i, s.Done, i == current)
		r.CutLeft(8)
		st := Second
		if i == current {
			st = Strong
		}
		w := Measure(s.Title, st)
		area := r.CutLeft(w)
		if s.Tap != nil {
			c.Hit("step", area.Pad(-28, 0, 0, 0), Hit{Name: s.Title, Role: RoleButton, Cursor: Hand, Focusable: true, Tap: s.Tap})
		}
		c.Text(area, s.Title, st.Uncut())
	}
}

func (c *Canvas) stepMark(r Rect, i int, done, current bool) {
	switch {
	case done:
		c.Round(r, r.W/2, theme.OKSoft, theme.None)
		c.Icon(r, icons.Check, 12, theme.OK)
	case current:
		c.Round(r, r.W/2, theme.Primary, theme.None)
		c.Text(r, itoa(i+1), Caption.B().In(theme.OnPrimary).Centered())
	default:
		c.Round(r, r.W/2, theme.GraySoft, theme.None)
		c.Text(r, itoa(i+1), Caption.Centered())
	}
}

// StepsDown draws steps one below the other with their results and returns the height.
func (c *Canvas) StepsDown(r Rect, steps []Step, current int) float32 {
	y := r.Y
	for i, s := range steps {
		h := 24 + ParaHeight(s.Text, Caption, r.W-32, 0) + 8
		if i < len(steps)-1 {
			c.LineV(r.X+10, y+26, h-30, theme.Line2)
		}
		c.stepMark(Rect{r.X, y + 1, 21, 21}, i, s.Done, i == current)
		st := Body
		if i == current {
			st = Strong
		}
		if s.Tap != nil {
			c.Hit("step", Rect{r.X, y, r.W, 24}, Hit{Name: s.Title, Role: RoleButton, Cursor: Hand, Focusable: true, Tap: s.Tap})
		}
		c.Text(Rect{r.X + 31, y, r.W - 31, 24}, s.Title, st)
		c.Para(Rect{r.X + 31, y + 22, r.W - 31, h}, s.Text, Caption, 0)
		y += h
	}
	return y - r.Y
}
