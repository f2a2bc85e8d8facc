package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// NavItem is a line of a list of views or sections at the left of a page.
type NavItem struct {
	ID    string
	Text  string
	Icon  icons.Name
	Count string
	Head  bool // caption
	Menu  func(at Point)
	Drop  func() // a dragged row was dropped here
	Why   string // disabled, with the reason
}

// NavHeight is the height a list needs.
func NavHeight(items []NavItem) float32 {
	h := float32(0)
	for i, it := range items {
		h += navRow(it, i)
	}
	return h
}

func navRow(it NavItem, i int) float32 {
	if it.Head {
		if i == 0 {
			return 26
		}
		return 33
	}
	return 28
}

// Nav draws a list of views with counts; the current one is tinted. Up and down move.
func (c *Canvas) Nav(id string, r Rect, items []NavItem, current string, choose func(id string)) {
	for i, it := range items {
		row := r.CutTop(navRow(it, i))
		if it.Head {
			c.Text(row.Pad(16, row.H-24, 8, 0), it.Text, Hint)
			continue
		}
		row = row.InsetXY(8, 0)
		on := it.ID == current
		st := c.Hit(id+"."+it.ID, row, Hit{
			Name: it.Text, Value: navValue(it, on), Role: RoleItem, Cursor: Hand, Disabled: it.Why,
			Focusable: on || current == "" && i == 0, Menu: it.Menu, Tap: func() { choose(it.ID) }, Key: c.navKeys(id, items, i, choose),
		})
		name, count, ic := Second.In(theme.Text), Caption.In(theme.Muted), theme.Text2
		if on {
			c.Round(row, theme.RadiusControl, theme.Soft, theme.None)
			name, count, ic = Strong.In(theme.OnSoft), Caption.In(theme.OnSoft), theme.OnSoft
		} else if st.Hover {
			c.Round(row, theme.RadiusControl, theme.Hover, theme.None)
		}
		if it.Why != "" {
			name.Color, ic = theme.Muted, theme.Muted
		}
		if st.Ring {
			c.FocusRing(row.Inset(3), 3)
		}
		in := row.Pad(8, 0, 8, 0)
		if it.Icon != "" {
			c.Icon(in.CutLeft(14), it.Icon, 14, ic)
			in.CutLeft(7)
		}
		if it.Count != "" {
			c.Text(in.CutRight(Measure(it.Count, count)+1), it.Count, count.RightAligned())
			in.CutRight(6)
		}
		c.Text(in, it.Text, name)
	}
}

func navValue(it NavItem, on bool) string {
	if on {
		return "on " + it.Count
	}
	return it.Count
}

func (c *Canvas) navKeys(id string, items []NavItem, i int, choose func(string)) func(Key) bool {
	s, scope := c.s, c.scope
	return func(k Key) bool {
		d := 0
		switch k {
		case "Up":
			d = -1
		case "Down":
			d = 1
		default:
			return false
		}
		for j := i + d; j >= 0 && j < len(items); j += d {
			if !items[j].Head && items[j].Why == "" {
				choose(items[j].ID)
				s.focusID = scope + id + "." + items[j].ID
				s.dirty = true
				break
			}
		}
		return true
	}
}
