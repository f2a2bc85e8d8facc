package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Tint is a pair of colours that means a state: text and its soft ground.
type Tint struct{ Fg, Bg theme.Token }

// The tints.
var (
	Gray   = Tint{theme.Text2, theme.GraySoft}
	Petrol = Tint{theme.OnSoft, theme.Soft}
	Green  = Tint{theme.OK, theme.OKSoft}
	Amber  = Tint{theme.Warn, theme.WarnSoft}
	Red    = Tint{theme.Bad, theme.BadSoft}
	Blue   = Tint{theme.Info, theme.InfoSoft}
	Purple = Tint{theme.Violet, theme.VioletSoft}
	Solid  = Tint{theme.OnBad, theme.Bad} // absent
)

// TintNamed finds a tint by the name entity descriptions use: gray, petrol, green,
// amber, red, blue, violet, solid; others are gray.
func TintNamed(name string) Tint {
	switch name {
	case "petrol", "primary", "soft":
		return Petrol
	case "green", "ok":
		return Green
	case "amber", "warn":
		return Amber
	case "red", "bad":
		return Red
	case "blue", "info":
		return Blue
	case "violet", "purple":
		return Purple
	case "solid":
		return Solid
	}
	return Gray
}

// BadgeWidth is the width of a badge.
func BadgeWidth(text string) float32 { return Measure(text, Caption) + 12 }

// Badge draws a state at the left of r, in the middle of its height, and returns its width.
func (c *Canvas) Badge(r Rect, text string, t Tint) float32 {
	w := min(BadgeWidth(text), r.W)
	box := Rect{r.X, r.Y + (r.H-20)/2, w, 20}
	c.Round(box, theme.RadiusBadge, t.Bg, theme.None)
	c.Text(box.InsetXY(6, 0), text, Caption.In(t.Fg))
	return w
}

// Chip is a filter.
type Chip struct {
	ID     string
	Text   string
	Icon   icons.Name
	On     bool // chosen
	Remove func()
	Tap    func()
}

// ChipWidth is the width of a chip.
func ChipWidth(ch Chip) float32 {
	st := Caption
	st.Bold = ch.On
	w := Measure(ch.Text, st) + 20
	if ch.Icon != "" {
		w += 17
	}
	if ch.Remove != nil {
		w += 17
	}
	return w
}

// Chip draws a chip at the left of row, takes its room off row, and 8 px more.
func (c *Canvas) Chip(row *Rect, ch Chip) {
	r := row.CutLeft(ChipWidth(ch)).MiddleRow(24)
	row.CutLeft(8)
	id := ch.ID
	if id == "" {
		id = ch.Text
	}
	value := ""
	if ch.On {
		value = "on"
	}
	st := c.Hit("chip."+id, r, Hit{Name: ch.Text, Role: RoleButton, Value: value, Cursor: Hand, Focusable: true, Tap: ch.Tap})
	fill, fg := theme.GraySoft, theme.Text2
	if ch.On {
		fill, fg = theme.Soft, theme.OnSoft
	}
	c.Round(r, 12, fill, theme.None)
	if st.Hover && !ch.On {
		c.Round(r, 12, theme.Text.Alpha(6), theme.None)
	}
	in := r.InsetXY(10, 0)
	if ch.Icon != "" {
		c.Icon(in.CutLeft(12), ch.Icon, 12, fg)
		in.CutLeft(5)
	}
	if ch.Remove != nil {
		x := in.CutRight(12)
		xs := c.Hit("chip."+id+".x", x.InsetXY(-5, -2), Hit{Name: word("kit.remove", "what", ch.Text), Role: RoleButton, Cursor: Hand, Tap: ch.Remove})
		col := fg
		if xs.Hover {
			col = theme.Bad
		}
		c.Icon(x, icons.X, 12, col)
		in.CutRight(5)
	}
	cs := Caption.In(fg)
	cs.Bold = ch.On
	c.Text(in, ch.Text, cs)
	if st.Ring {
		c.FocusRing(r, 12)
	}
}

// CheckBox draws only the box of a tick in the middle of r: on, off, or mixed.
func (c *Canvas) CheckBox(r Rect, on, mixed, disabled bool) {
	box := r.Center(15, 15)
	switch {
	case disabled:
		c.Round(box, 3, theme.Sunken, theme.Line)
		if on {
			c.Icon(box, icons.Check, 12, theme.Muted)
		}
	case mixed:
		c.Round(box, 3, theme.Primary, theme.None)
		c.Fill(Rect{box.X + 4, box.Y + 7, 7, 2}, theme.OnPrimary)
	case on:
		c.Round(box, 3, theme.Primary, theme.None)
		c.Icon(box, icons.Check, 13, theme.OnPrimary)
	default:
		c.Round(box, 3, theme.Content, theme.Line2)
	}
}

// Check draws a tick box with its label at the left of r and returns the width.
func (c *Canvas) Check(id string, r Rect, label string, on bool, set func(on bool)) float32 {
	w := float32(15)
	if label != "" {
		w += 6 + Measure(label, Body)
	}
	w = min(w, r.W)
	h := Hit{Name: label, Role: RoleCheck, Value: onOff(on), Cursor: Hand, Focusable: true}
	if set != nil {
		h.Tap = func() { set(!on) }
	}
	area := Rect{r.X, r.Y, w, r.H}
	st := c.Hit(id, area, h)
	box := Rect{r.X, r.Y, 15, r.H}
	c.CheckBox(box, on, false, set == nil)
	if st.Ring {
		c.FocusRing(box.Center(15, 15), 3)
	}
	col := theme.Text
	if set == nil {
		col = theme.Muted
	}
	c.Text(r.Pad(21, 0, 0, 0), label, Body.In(col))
	return w
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// Radio draws one of several choices with its label at the left of r and returns the width.
func (c *Canvas) Radio(id string, r Rect, label string, on bool, choose func()) float32 {
	w := min(15+7+Measure(label, Body), r.W)
	st := c.Hit(id, Rect{r.X, r.Y, w, r.H}, Hit{Name: label, Role: RoleRadio, Value: onOff(on), Cursor: Hand, Focusable: true, Tap: choose})
	box := Rect{r.X, r.Y, 15, r.H}.Center(15, 15)
	if on {
		c.Frame(box, 7.5, theme.Content, theme.Primary, 1)
		c.Dot(box.Middle(), 8, theme.Primary)
	} else {
		c.Round(box, 7.5, theme.Content, theme.Line2)
	}
	if st.Ring {
		c.FocusRing(box, 7.5)
	}
	c.Text(r.Pad(22, 0, 0, 0), label, Body)
	return w
}

// Switch draws a switch at the right end of r.
func (c *Canvas) Switch(id string, r Rect, name string, on bool, set func(on bool)) {
	box := Rect{r.Right() - 30, r.Y + (r.H-16)/2, 30, 16}
	st := c.Hit(id, box.Grow(3), Hit{Name: name, Role: RoleCheck, Value: onOff(on), Cursor: Hand, Focusable: true, Tap: func() { set(!on) }})
	if on {
		c.Round(box, 8, theme.Primary, theme.None)
		c.Dot(Point{box.Right() - 8, box.Y + 8}, 12, theme.OnPrimary)
	} else {
		c.Round(box, 8, theme.GraySoft, theme.Line2)
		c.Dot(Point{box.X + 8, box.Y + 8}, 12, theme.Muted)
	}
	if st.Ring {
		c.FocusRing(box, 8)
	}
}

func (c *Canvas) keyCapWidth(label string) float32 { return Measure(label, Caption) + 12 }

// KeyCap draws a key at the left of r and returns its width.
func (c *Canvas) KeyCap(r Rect, k Key) float32 { return c.KeyLabel(r, k.Label()) }

// KeyLabel draws a key cap with any label ("Alt 1–5", "空格").
func (c *Canvas) KeyLabel(r Rect, label string) float32 {
	w := c.keyCapWidth(label)
	c.keyCapAt(Rect{r.X, r.Y + (r.H-20)/2, w, 20}, label)
	return w
}

func (c *Canvas) keyCapAt(r Rect, label string) {
	r.W = c.keyCapWidth(label)
	c.Round(r, theme.RadiusBadge, theme.Sunken, theme.Line2)
	c.Text(r, label, Caption.Centered().Uncut())
}

// KeyHints draws key caps with their words one after another in row: pairs of key and word.
func (c *Canvas) KeyHints(row *Rect, pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		row.CutLeft(c.KeyLabel(*row, pairs[i]) + 3)
		row.CutLeft(c.Text(*row, pairs[i+1], Caption) + 14)
	}
}

// CountBadge draws the red number of a rail item with its middle at p.
func (c *Canvas) CountBadge(p Point, n string) {
	w := max(Measure(n, Style{Size: theme.SizeCount})+8, 15)
	r := Rect{p.X - w/2, p.Y - 7.5, w, 15}
	c.Round(r, 7.5, theme.Bad, theme.None)
	c.Text(r, n, Style{Size: theme.SizeCount, Color: theme.OnBad, Align: Center, Whole: true})
}

// Confidence draws three squares, n of them filled (high 3 green, 2 petrol, 1 amber).
func (c *Canvas) Confidence(r Rect, n int) float32 {
	cols := [4]theme.Token{theme.GraySoft, theme.Age3, theme.Series2, theme.OK}
	n = min(max(n, 0), 3)
	for i := range 3 {
		t := theme.GraySoft
		if i < n {
			t = cols[n]
		}
		c.Round(Rect{r.X + float32(i)*9, r.Y + (r.H-7)/2, 8, 8}, 2, t, theme.None)
	}
	return 26
}
