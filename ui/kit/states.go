package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Banner is a lasting condition inside a pane.
type Banner struct {
	Tint   Tint
	Icon   icons.Name // a triangle when empty
	Text   string
	Action string
	Run    func()
	Close  func()
}

// BannerHeight is the height a banner needs for a width.
func BannerHeight(b Banner, width float32) float32 {
	n := ParaHeight(b.Text, Body, width-54-bannerAction(b), 0)
	return max(36, n+16)
}

func bannerAction(b Banner) float32 {
	w := float32(0)
	if b.Action != "" {
		w += Measure(b.Action, Strong) + 20
	}
	if b.Close != nil {
		w += 24
	}
	return w
}

// Banner draws a banner in r.
func (c *Canvas) Banner(r Rect, b Banner) {
	c.Round(r, theme.RadiusControl, b.Tint.Bg, theme.None)
	in := r.Pad(11, 0, 10, 0)
	icon := b.Icon
	if icon == "" {
		icon = icons.TriangleAlert
	}
	c.Icon(Rect{in.X, in.Y, 14, min(in.H, 36)}, icon, 14, b.Tint.Fg)
	in.CutLeft(22)
	if b.Close != nil {
		x := in.CutRight(20)
		c.Hit("banner.close", x, Hit{Name: word("kit.close"), Role: RoleButton, Cursor: Hand, Tap: b.Close})
		c.Icon(x, icons.X, 14, b.Tint.Fg)
		in.CutRight(4)
	}
	if b.Action != "" {
		w := Measure(b.Action, Strong)
		c.LinkText(in.CutRight(w+1), "banner.action", b.Action, Strong.In(b.Tint.Fg), b.Run)
		in.CutRight(16)
	}
	h := ParaHeight(b.Text, Body, in.W, 0)
	c.Para(Rect{in.X, in.Y + (in.H-h)/2, in.W, h}, b.Text, Body.In(b.Tint.Fg), 0)
}

// Empty is what an empty list shows.
type Empty struct {
	Icon    icons.Name
	Title   string // what is missing
	Text    string // what it would be good for
	First   Button // one primary action
	Second  Button // and one other
	Notice  string // below, muted (an empty search)
	LinkOne string
	OnOne   func()
	LinkTwo string
	OnTwo   func()
}

// Empty draws the empty state into the middle of r.
func (c *Canvas) Empty(r Rect, e Empty) {
	h := float32(30 + 12 + 20)
	text := float32(0)
	if e.Text != "" {
		text = ParaHeight(e.Text, Second, min(r.W-32, 420), 0)
		h += text + 2
	}
	buttons := e.First.Text != "" || e.Second.Text != ""
	if buttons {
		h += 12 + theme.Control
	}
	links := e.Notice != "" || e.LinkOne != "" || e.LinkTwo != ""
	if links {
		h += 28
	}
	in := r.Center(r.W, h)
	c.Icon(in.CutTop(30), e.Icon, 30, theme.Text2)
	in.CutTop(12)
	c.Text(in.CutTop(20), e.Title, Section.Centered())
	if e.Text != "" {
		box := in.CutTop(text+2).Center(min(r.W-32, 420), text)
		c.Para(box, e.Text, Second.Centered(), 0)
	}
	if buttons {
		in.CutTop(12)
		row := in.CutTop(theme.Control)
		w := float32(-8)
		var bs []Button
		for _, b := range []Button{e.First, e.Second} {
			if b.Text != "" {
				bs = append(bs, b)
				w += ButtonWidth(b) + 8
			}
		}
		at := row.Center(w, row.H)
		c.ButtonsLeft(&at, bs...)
	}
	if links {
		in.CutTop(12)
		w := Measure(e.Notice, Hint) + Measure(e.LinkOne, Link) + Measure(e.LinkTwo, Link) + 24
		at := in.CutTop(16).Center(w, 16)
		if e.Notice != "" {
			at.CutLeft(c.Text(at, e.Notice, Hint) + 12)
		}
		if e.LinkOne != "" {
			at.CutLeft(c.LinkText(at, "empty.one", e.LinkOne, Link, e.OnOne) + 12)
		}
		if e.LinkTwo != "" {
			c.LinkText(at, "empty.two", e.LinkTwo, Link, e.OnTwo)
		}
	}
}

// Placeholders draws static grey rows while something loads for longer than 300 ms.
func (c *Canvas) Placeholders(r Rect) {
	widths := []float32{0.92, 0.69, 0.80, 0.62, 0.86, 0.74}
	c.Clip(r, func() {
		for i := 0; r.H > 0; i++ {
			row := r.CutTop(theme.Row)
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			in := row.InsetXY(14, 0).MiddleRow(9)
			c.Round(in.CutLeft(15), 3, theme.GraySoft, theme.None)
			in.CutLeft(12)
			end := in.CutRight(54)
			in.CutRight(18)
			c.Round(in.CutLeft(in.W*widths[i%len(widths)]), 3, theme.GraySoft, theme.None)
			c.Round(end, 3, theme.GraySoft, theme.None)
		}
	})
}
