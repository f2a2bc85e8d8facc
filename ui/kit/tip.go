package kit

import (
	"time"

	"kontor/ui/theme"
)

// tipDelay is how long the pointer rests before a tooltip shows.
const tipDelay = 500 * time.Millisecond

type tipState struct {
	text   string
	cancel func()
}

// watchTip starts or ends the wait for a tooltip as the pointer moves.
func (s *Surface) watchTip(g *region, p Point) {
	text := ""
	if g != nil {
		text = g.h.Tip
		if g.h.Disabled != "" {
			text = g.h.Disabled
		}
	}
	if text == "" {
		for i := len(s.cuts) - 1; i >= 0; i-- {
			if s.cuts[i].r.Has(p) {
				text = s.cuts[i].full
				break
			}
		}
	}
	if text == s.tip.text {
		return
	}
	s.hideTip()
	s.tip.text = text
	if text == "" || s.picture {
		return
	}
	s.tip.cancel = After(tipDelay, func() {
		s.tip.cancel = nil
		if l := s.window(); l != nil && s.tip.text == text && s.inside {
			l.showTip(l.Point(s, s.pointer), text)
		}
	})
}

func (s *Surface) hideTip() {
	if s.tip.cancel != nil {
		s.tip.cancel()
		s.tip.cancel = nil
	}
	if s.tip.text != "" {
		s.tip.text = ""
		if l := s.window(); l != nil {
			l.hideTip()
		}
	}
}

func (l *Layer) showTip(at Point, text string) {
	l.hideTip()
	w := min(Measure(text, Caption), 360)
	h := ParaHeight(text, Caption, w+1, 0)
	s := NewSurface(func(c *Canvas) {
		r := c.Bounds().Inset(shadowRoom)
		c.Shadow(r, theme.RadiusControl)
		c.Round(r, theme.RadiusControl, theme.Raised, theme.Line2)
		c.Para(r.Pad(8, 4, 7, 0), text, Caption.In(theme.Text), 0)
	})
	s.Ground = theme.None
	s.NoFocus = true
	s.layer = l
	l.tip = &float{l: l, s: s, place: func(win Rect) Rect {
		return hang(win, Rect{at.X, at.Y, 1, 18}, w+17, h+9).Grow(shadowRoom)
	}}
	l.arrange()
}

func (l *Layer) hideTip() {
	if l.tip != nil {
		l.tip = nil
		l.arrange()
	}
}
