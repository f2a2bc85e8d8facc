package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Drop draws a control that shows the present choice and opens a menu below it: small
// choices in toolbars that nobody types (a template, a period).
func (c *Canvas) Drop(id string, r Rect, text string, icon icons.Name, items func() []MenuItem) {
	s := c.s
	full := c.scope + id
	open := func() {
		if l := s.Layer(); l != nil {
			if q, ok := s.HitRect(full); ok {
				l.ShowMenu(Menu{From: s, Below: q, Items: items(), Width: q.W})
			}
		}
	}
	st := c.Hit(id, r, Hit{Name: text, Role: RoleButton, Cursor: Hand, Focusable: true, Tap: open, Key: func(k Key) bool {
		if k == "Down" || k == "Alt+Down" || k == "F4" {
			open()
			return true
		}
		return false
	}})
	edge := theme.Line2
	if st.Hover {
		edge = theme.Muted
	}
	c.Round(r, theme.RadiusControl, theme.Content, edge)
	in := r.Pad(10, 0, 9, 0)
	if icon != "" {
		c.Icon(in.CutLeft(14), icon, 14, theme.Text2)
		in.CutLeft(7)
	}
	c.Icon(in.CutRight(14), icons.ChevronDown, 11, theme.Muted)
	in.CutRight(4)
	c.Text(in, text, Body)
	if st.Ring {
		c.FocusRing(r, theme.RadiusControl)
	}
}

// Choices is a control for several of some options, shown as badges.
type Choices struct {
	Name     string
	Options  []Option
	Empty    string // shown when nothing is chosen
	ReadOnly bool
	OnChange func(keys []string)

	chosen map[string]bool
}

// Keys are the chosen options in the order of Options.
func (x *Choices) Keys() []string {
	var out []string
	for _, o := range x.Options {
		if x.chosen[o.Key] {
			out = append(out, o.Key)
		}
	}
	return out
}

// SetKeys chooses options.
func (x *Choices) SetKeys(keys []string) {
	x.chosen = map[string]bool{}
	for _, k := range keys {
		x.chosen[k] = true
	}
}

func (x *Choices) toggle(s *Surface, key string) {
	if x.chosen == nil {
		x.chosen = map[string]bool{}
	}
	x.chosen[key] = !x.chosen[key]
	if x.OnChange != nil {
		x.OnChange(x.Keys())
	}
	s.Redraw()
}

// Choices draws the control in r.
func (c *Canvas) Choices(id string, r Rect, x *Choices) {
	s := c.s
	full := c.scope + id
	var open func()
	open = func() {
		l := s.Layer()
		q, ok := s.HitRect(full)
		if l == nil || !ok || x.ReadOnly {
			return
		}
		var items []MenuItem
		for _, o := range x.Options {
			items = append(items, MenuItem{Title: o.Text, Checked: x.chosen[o.Key], Run: func() {
				x.toggle(s, o.Key)
				s.Flush()
				open() // stays open for the next one
			}})
		}
		l.ShowMenu(Menu{From: s, Below: q, Items: items, Width: q.W})
	}
	value := ""
	for _, k := range x.Keys() {
		value += k + " "
	}
	st := c.Hit(id, r, Hit{Name: x.Name, Role: RoleField, Value: value, Cursor: Hand, Focusable: !x.ReadOnly, Tap: open, Key: func(k Key) bool {
		if k == "Down" || k == "Alt+Down" || k == "F4" {
			open()
			return true
		}
		return false
	}})
	fill, edge := theme.Content, theme.Line2
	if x.ReadOnly {
		fill, edge = theme.Sunken, theme.Line
	}
	c.Round(r, theme.RadiusControl, fill, edge)
	in := r.Pad(9, 0, 9, 0)
	icon := icons.ChevronDown
	if x.ReadOnly {
		icon = icons.Lock
	}
	c.Icon(in.CutRight(14), icon, 14, theme.Text2)
	in.CutRight(4)
	any := false
	for _, o := range x.Options {
		if x.chosen[o.Key] && in.W > 20 {
			in.CutLeft(c.Badge(in, o.Text, Gray) + 5)
			any = true
		}
	}
	if !any {
		c.Text(in, x.Empty, Body.In(theme.Muted))
	}
	if st.Ring {
		c.FocusRing(r, theme.RadiusControl)
	}
}

// FilterField makes the filter field of a list: search icon, × to empty it, Ctrl+F as hint.
func FilterField(placeholder string, changed func(text string)) *Field {
	f := NewField(placeholder)
	f.Placeholder = placeholder
	f.LeftIcon = icons.Search
	f.Clearable = true
	f.Keys = "Ctrl+F"
	f.OnChange = changed
	f.OnKey = func(k Key) bool {
		if k == "Esc" && f.Text() != "" {
			f.Put("")
			return true
		}
		return false
	}
	return f
}

// LeadsTo goes from a filter into what it filters with Enter and Down.
func (f *Field) LeadsTo(list func()) {
	own := f.OnKey
	f.OnEnter = func() bool { list(); return true }
	f.OnKey = func(k Key) bool {
		if k == "Down" {
			list()
			return true
		}
		return own != nil && own(k)
	}
}
