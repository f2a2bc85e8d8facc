package kit

import (
	"slices"

	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Tab is one tab of a strip.
type Tab struct {
	ID    string
	Text  string
	Count string // muted number beside it
	Icon  icons.Name
	Tint  theme.Token // of the count
}

// TabsWidth is the room a strip needs.
func TabsWidth(tabs []Tab, compact bool) float32 {
	w := float32(0)
	for _, t := range tabs {
		w += tabWidth(t, compact)
	}
	return w
}

func tabWidth(t Tab, compact bool) float32 {
	w := max(Measure(t.Text, Body), Measure(t.Text, Body.B())) + 20
	if t.Count != "" {
		w += Measure(t.Count, Caption) + 5
	}
	if t.Icon != "" {
		w += 20
	}
	return w
}

// Tabs draws a tab strip in r with the chosen one underlined at the lower edge. Left
// and right move while it has the focus. What finds no room opens from a button behind.
func (c *Canvas) Tabs(id string, r Rect, tabs []Tab, current string, choose func(id string)) {
	x := r.X
	shown, more := fitTabs(tabs, current, r.W)
	if len(more) > 0 {
		c.moreButton(id, Rect{x + TabsWidth(shown, false) + 4, r.Y, theme.Control, r.H}, more, choose)
	}
	for _, t := range shown {
		i := slices.IndexFunc(tabs, func(o Tab) bool { return o.ID == t.ID })
		w := tabWidth(t, false)
		cell := Rect{x, r.Y, w, r.H}
		on := t.ID == current
		value := t.Count
		if on {
			value = "on " + t.Count
		}
		st := c.Hit(id+"."+t.ID, cell, Hit{
			Name: t.Text, Role: RoleTab, Value: value, Cursor: Hand, Focusable: on,
			Tap: func() { choose(t.ID) }, Key: tabKeys(c, id, tabs, i, choose),
		})
		name, count := Second, Caption.In(theme.Muted)
		if on {
			name, count = Body.B().In(theme.OnSoft), Caption.In(theme.OnSoft)
			if !c.dark() {
				name.Color, count.Color = theme.Primary, theme.Primary
			}
		} else if st.Hover {
			name.Color = theme.Text
		}
		if t.Tint != theme.None {
			count = count.B().In(t.Tint)
		}
		in := cell.InsetXY(10, 0)
		if t.Icon != "" {
			c.Icon(in.CutLeft(14), t.Icon, 14, name.Color)
			in.CutLeft(6)
		}
		in.CutLeft(c.Text(in, t.Text, name) + 5)
		c.Text(in, t.Count, count.Uncut())
		if on {
			c.Fill(Rect{cell.X, r.Bottom() - 2, w, 2}, theme.Primary)
		}
		if st.Ring {
			c.FocusRing(cell.InsetXY(3, 6), 4)
		}
		x += w
	}
}

// dark tells whether dark colours are in force; drawing code rarely needs it.
func (c *Canvas) dark() bool { return theme.Current().Dark }

func tabKeys(c *Canvas, id string, tabs []Tab, i int, choose func(string)) func(Key) bool {
	s := c.s
	scope := c.scope
	return func(k Key) bool {
		d := 0
		switch k {
		case "Left":
			d = -1
		case "Right":
			d = 1
		default:
			return false
		}
		j := i + d
		if j < 0 || j >= len(tabs) {
			return true
		}
		choose(tabs[j].ID)
		s.focusID = scope + id + "." + tabs[j].ID
		s.dirty = true
		return true
	}
}

// SegmentWidth is the width of segmented buttons.
func SegmentWidth(options []Tab) float32 {
	w := float32(0)
	for _, o := range options {
		w += segmentCell(o)
	}
	return w
}

func segmentCell(o Tab) float32 {
	w := Measure(o.Text, Body.B()) + 22
	if o.Icon != "" {
		w += 20
	}
	return w
}

// Segment draws buttons joined to one, of which one is chosen. With r wider than
// needed the cells share the room.
func (c *Canvas) Segment(id string, r Rect, options []Tab, current string, choose func(id string)) {
	extra := max(r.W-SegmentWidth(options), 0) / float32(max(len(options), 1))
	c.Round(r, theme.RadiusControl, theme.Content, theme.Line2)
	x := r.X
	for i, o := range options {
		w := segmentCell(o) + extra
		cell := Rect{x, r.Y, w, r.H}
		on := o.ID == current
		value := ""
		if on {
			value = "on"
		}
		st := c.Hit(id+"."+o.ID, cell, Hit{
			Name: o.Text, Role: RoleRadio, Value: value, Cursor: Hand, Focusable: on || current == "" && i == 0,
			Tap: func() { choose(o.ID) }, Key: tabKeys(c, id, options, i, choose),
		})
		corners := uint8(0)
		if i == 0 {
			corners |= TopLeft | BottomLeft
		}
		if i == len(options)-1 {
			corners |= TopRight | BottomRight
		}
		text := Second.Centered()
		if on {
			c.RoundSome(cell, theme.RadiusControl, corners, theme.Soft, theme.Line2)
			text = Body.B().In(theme.OnSoft).Centered()
		} else {
			if st.Hover {
				c.RoundSome(cell.Inset(1), theme.RadiusControl-1, corners, theme.Hover, theme.None)
			}
			if i > 0 && options[i-1].ID != current {
				c.LineV(cell.X, cell.Y, cell.H, theme.Line2)
			}
		}
		in := cell
		if o.Icon != "" {
			tw := Measure(o.Text, text)
			in = cell.Center(tw+20, cell.H)
			c.Icon(in.CutLeft(14), o.Icon, 14, text.Color)
			in.CutLeft(6)
			text.Align = Left
		}
		c.Text(in, o.Text, text.Uncut())
		if st.Ring {
			c.FocusRing(r, theme.RadiusControl)
		}
		x += w
	}
}
