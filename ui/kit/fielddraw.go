package kit

import (
	"kontor/assets/glyph"
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// fieldBox draws the frame with everything around the text and returns the room for it.
func (c *Canvas) fieldBox(id string, r Rect, f *Field, focus bool) Rect {
	if !f.Plain {
		c.fieldFrame(r, f, focus)
	}
	in := r.Pad(9, 0, 9, 0)
	line := in // the height on which icons stand
	if f.area {
		line = in.Pad(0, 0, 0, in.H-min(in.H, theme.Control))
	}
	if f.LeftIcon != "" {
		c.Icon(Rect{in.X - 1, line.Y, 16, line.H}, f.LeftIcon, 14, theme.Text2)
		in.CutLeft(22)
	}
	if f.Prefix != "" {
		in.CutLeft(c.Text(in, f.Prefix, Caption.In(theme.Muted)) + 6)
	}
	c.fieldIcon(id, r, line, &in, f)
	if f.Clearable && f.text != "" && !f.ReadOnly {
		slot := in.CutRight(15)
		in.CutRight(3)
		st := c.Hit(id[len(c.scope):]+".clear", slot.InsetXY(-3, 2), Hit{Role: RoleButton, Name: word("kit.clear"), Cursor: Hand, KeepFocus: true, Tap: f.clear})
		col := theme.Muted
		if st.Hover {
			col = theme.Text
		}
		c.Icon(slot, icons.X, 12, col)
	}
	c.fieldRight(&in, f, focus)
	return in
}

func (c *Canvas) fieldFrame(r Rect, f *Field, focus bool) {
	fill, edge, w := theme.Content, theme.Line2, float32(1)
	switch {
	case f.ReadOnly:
		fill, edge = theme.Sunken, theme.Line
	case f.Err != "":
		edge = theme.Bad
		if focus {
			w = 2
		}
	case focus:
		edge, w = theme.Primary, 2
	case f.Warn:
		edge = theme.Warn
	}
	c.Frame(r, theme.RadiusControl, fill, edge, w)
}

// fieldIcon draws the icon at the right: its own, a lock, a warning or a tick.
func (c *Canvas) fieldIcon(id string, r, line Rect, in *Rect, f *Field) {
	icon, col, size := f.Icon, theme.Text2, float32(13)
	if icon == icons.ChevronDown {
		col, size = theme.Muted, 11
	}
	switch {
	case f.ReadOnly && icon != icons.ChevronDown:
		icon, col, size = icons.Lock, theme.Muted, 13
	case f.Err != "":
		icon, col, size = icons.TriangleAlert, theme.Bad, 13
	case f.Good:
		icon, col, size = icons.Check, theme.OK, 13
	}
	if icon == "" {
		return
	}
	slot := in.CutRight(15)
	in.CutRight(3)
	c.Icon(Rect{slot.X, line.Y, slot.W, line.H}, icon, size, col)
	if f.OnIcon != nil && !f.ReadOnly {
		c.Hit(id[len(c.scope):]+".icon", Rect{slot.X - 4, r.Y, slot.W + 12, min(r.H, theme.Control)},
			Hit{Role: RoleButton, Name: word("kit.open"), Cursor: Hand, KeepFocus: true, Tap: f.OnIcon})
	}
}

// fieldRight draws badge, key cap and hint before the icon.
func (c *Canvas) fieldRight(in *Rect, f *Field, focus bool) {
	if f.Badge != nil {
		if w := f.Badge(c, *in); w > 0 {
			in.CutRight(w + 6)
		}
	}
	if f.Keys != "" && f.text == "" && !focus {
		w := c.keyCapWidth(f.Keys.Label())
		slot := in.CutRight(w)
		slot.X += 5
		c.keyCapAt(slot.MiddleRow(20), f.Keys.Label())
		in.CutRight(4)
	}
	hint := f.Hint
	if f.preview != "" && focus {
		hint = f.preview
	}
	if hint != "" {
		w := min(Measure(hint, Hint), in.W*0.6)
		c.Text(in.CutRight(w), hint, Hint.RightAligned())
		in.CutRight(6)
	}
}

// fieldText draws the text of a field that has no Entry over it.
func (c *Canvas) fieldText(in Rect, f *Field, focus bool) {
	st := Body
	st.Bold = f.Bold
	if f.ReadOnly {
		st.Color = theme.Text2
	}
	if f.AlignRight {
		st.Align = Right
	}
	shown := f.text
	if f.Password {
		shown = dots(f.text)
	}
	if shown == "" && !focus {
		if f.Placeholder != "" {
			c.Text(in, f.Placeholder, Style{Size: st.Size, Color: theme.Muted, Align: st.Align})
		}
		return
	}
	if f.area {
		c.Clip(in, func() { c.areaText(in, shown, st) })
		return
	}
	w := c.Text(in, shown, st)
	if focus { // a picture without a window shows the caret itself
		x := in.X + w + 2
		if f.AlignRight {
			x = in.Right() - 1
		}
		c.Fill(Rect{x, in.Y + in.H/2 - 8, 2, 16}, theme.Primary)
	}
}

func (c *Canvas) areaText(in Rect, s string, st Style) {
	y := in.Y + 5
	const lh = 19
	for _, l := range glyph.Break(s, float64(st.Size), st.Bold, float64(in.W)) {
		if y > in.Bottom() {
			return
		}
		one := st
		one.Whole = true
		c.Text(Rect{in.X, y, in.W, lh}, s[l.From:l.To], one)
		y += lh
	}
}

func dots(s string) string {
	b := make([]rune, 0, len(s))
	for range s {
		b = append(b, '•')
	}
	return string(b)
}
