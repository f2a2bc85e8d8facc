package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// ButtonKind is the weight of a button (design §1.2): one Primary in a window, Outline
// for the others, Plain in headers, Tinted for repeated row actions.
type ButtonKind uint8

// The kinds.
const (
	Outline ButtonKind = iota
	Primary
	Plain
	Tinted
	Danger
)

// Button describes a button. Its id is ID, or else its text.
type Button struct {
	ID       string
	Text     string
	Icon     icons.Name
	Kind     ButtonKind
	Key      Key    // shown as hint; the page's commands make it work
	Small    bool   // 24 high, 12 px
	Drop     bool   // ends with a chevron
	Split    func() // a chevron of its own that opens more
	Active   bool   // pressed state of a toggle
	Disabled string // the reason; stays visible
	Tip      string
	Tap      func()
	Wide     bool // text at the left of a wide button instead of the middle
	Focus    bool // for pictures: drawn with the focus ring
	Hovered  bool // for pictures: drawn hovered
}

func (b *Button) style() Style {
	st := Body
	if b.Small {
		st.Size = theme.SizeCaption
	}
	if b.Kind == Primary || b.Kind == Danger || b.Kind == Tinted {
		st.Bold = true
	}
	return st
}

// ButtonWidth is the width a button needs.
func (c *Canvas) ButtonWidth(b Button) float32 { return ButtonWidth(b) }

// ButtonWidth is the width a button needs.
func ButtonWidth(b Button) float32 {
	pad := float32(12)
	if b.Small {
		pad = 9
	}
	w := 2 * pad
	st := b.style()
	if b.Text == "" {
		w := float32(theme.Control)
		if b.Small {
			w = theme.ControlS
		}
		if b.Split != nil {
			w += 28
		}
		return w
	}
	w += Measure(b.Text, st)
	if b.Icon != "" {
		w += iconRoom
	}
	if b.Key != "" {
		w += 8 + Measure(b.Key.Label(), keyStyle(b))
	}
	if b.Drop {
		w += 18
	}
	if b.Split != nil {
		w += 27
	}
	return float32(int(w + 0.5))
}

const iconRoom = 21 // icon of 14 and the gap behind it

func keyStyle(b Button) Style {
	return Style{Size: theme.SizeCaption}
}

// Button draws a button in r (28 high, small ones 24).
func (c *Canvas) Button(r Rect, b Button) {
	id := b.ID
	if id == "" {
		id = b.Text
	}
	if b.Split != nil && b.Disabled == "" {
		c.splitButton(r, id, b)
		return
	}
	st := c.Hit(id, r, Hit{Name: b.name(), Role: RoleButton, Tip: b.tip(), Disabled: b.Disabled, Cursor: Hand, Focusable: true, Tap: b.Tap})
	st.Hover = st.Hover || b.Hovered
	c.buttonFace(r, b, st, allCorners)
	if st.Ring || b.Focus {
		c.FocusRing(r, theme.RadiusControl)
	}
}

func (b *Button) name() string {
	if b.Text != "" {
		return b.Text
	}
	if b.Tip != "" {
		return b.Tip
	}
	return b.ID
}

func (b *Button) tip() string {
	if b.Tip == "" || b.Key == "" || b.Text != "" {
		return b.Tip
	}
	return b.Tip + "  " + b.Key.Label()
}

// FocusRing draws the ring of the focus around a control.
func (c *Canvas) FocusRing(r Rect, radius float32) {
	c.Frame(r.Grow(4), radius+4, theme.None, theme.Primary, 2)
}

func (c *Canvas) splitButton(r Rect, id string, b Button) {
	main := r
	drop := main.CutRight(28)
	st := c.Hit(id, main, Hit{Name: b.name(), Role: RoleButton, Tip: b.tip(), Cursor: Hand, Focusable: true, Tap: b.Tap})
	more := c.Hit(id+".more", drop, Hit{Name: b.name() + " …", Role: RoleButton, Cursor: Hand, Focusable: true, Tap: b.Split})
	c.buttonFace(r, Button{Kind: b.Kind, Small: b.Small}, Interaction{}, allCorners)
	edge, _, text := b.colours(Interaction{})
	if st.Hover {
		c.RoundSome(main.Pad(1, 1, 0, 1), theme.RadiusControl-1, TopLeft|BottomLeft, theme.Hover, theme.None)
	}
	if more.Hover {
		c.RoundSome(drop.Pad(1, 1, 1, 1), theme.RadiusControl-1, TopRight|BottomRight, theme.Hover, theme.None)
	}
	if edge == theme.None {
		edge = text.Alpha(40)
	}
	c.LineV(drop.X, r.Y, r.H, edge)
	b.Split = nil
	c.buttonLabel(main.Pad(0, 0, -1, 0), b, text)
	c.Icon(drop, icons.ChevronDown, 12, theme.Muted)
	if st.Ring || more.Ring {
		c.FocusRing(r, theme.RadiusControl)
	}
}

// colours are border, fill and text of a button.
func (b *Button) colours(st Interaction) (edge, fill, text theme.Token) {
	if b.Disabled != "" {
		if b.Kind == Plain {
			return theme.None, theme.None, theme.Muted
		}
		return theme.Line, theme.Sunken, theme.Muted
	}
	switch b.Kind {
	case Primary:
		fill = theme.Primary
		if st.Hover {
			fill = theme.PrimaryHover
		}
		return theme.None, fill, theme.OnPrimary
	case Danger:
		fill = theme.Bad
		if st.Hover {
			fill = theme.BadHover
		}
		return theme.None, fill, theme.OnBad
	case Tinted:
		fill = theme.Soft
		if st.Hover {
			return theme.Primary, fill, theme.OnSoft
		}
		return theme.None, fill, theme.OnSoft
	case Plain:
		if st.Hover {
			fill = theme.Hover
		}
		return theme.None, fill, theme.Text
	}
	fill = theme.Raised
	if st.Hover {
		fill = theme.Hover
	}
	if b.Active {
		return theme.Primary, theme.Soft, theme.OnSoft
	}
	return theme.Line2, fill, theme.Text
}

func (c *Canvas) buttonFace(r Rect, b Button, st Interaction, corners uint8) {
	edge, fill, text := b.colours(st)
	c.RoundSome(r, theme.RadiusControl, corners, fill, edge)
	if st.Pressed && b.Disabled == "" {
		c.RoundSome(r, theme.RadiusControl, corners, theme.Text.Alpha(8), theme.None)
	}
	c.buttonLabel(r, b, text)
}

// buttonLabel sets icon, text and key hint into the middle.
func (c *Canvas) buttonLabel(r Rect, b Button, col theme.Token) {
	iconCol := col
	if (b.Kind == Outline || b.Kind == Plain) && b.Disabled == "" && !b.Active {
		iconCol = theme.Text2
	}
	if b.Text == "" {
		c.Icon(r, b.Icon, 15, iconCol)
		return
	}
	need := ButtonWidth(b)
	pad := float32(12)
	if b.Small {
		pad = 9
	}
	in := r.InsetXY(pad, 0)
	if r.W > need && !b.Wide {
		in = r.Center(need, r.H).InsetXY(pad, 0)
	}
	if b.Icon != "" {
		c.Icon(in.CutLeft(14), b.Icon, 14, iconCol)
		in.CutLeft(7)
	}
	st := b.style().In(col)
	if b.Drop {
		c.Icon(in.CutRight(14), icons.ChevronDown, 12, theme.Muted)
		in.CutRight(4)
	}
	if b.Key != "" {
		label := b.Key.Label()
		ks := keyStyle(b).In(col)
		if b.Kind == Outline || b.Kind == Plain {
			ks.Color = theme.Muted
		}
		c.Text(in.CutRight(Measure(label, ks)), label, ks)
		in.CutRight(8)
	}
	if r.W >= need {
		st.Whole = true // rounding must not shorten it
	}
	c.Text(in, b.Text, st)
}

// ButtonsLeft draws buttons from the left of row with 8 px between and takes their room off row.
func (c *Canvas) ButtonsLeft(row *Rect, bs ...Button) {
	for _, b := range bs {
		h := float32(theme.Control)
		if b.Small {
			h = theme.ControlS
		}
		c.Button(row.CutLeft(ButtonWidth(b)).MiddleRow(h), b)
		row.CutLeft(8)
	}
}

// ButtonsRight draws buttons at the right of row, the last one outermost, and takes
// their room off row.
func (c *Canvas) ButtonsRight(row *Rect, bs ...Button) {
	for i := len(bs) - 1; i >= 0; i-- {
		h := float32(theme.Control)
		if bs[i].Small {
			h = theme.ControlS
		}
		c.Button(row.CutRight(ButtonWidth(bs[i])).MiddleRow(h), bs[i])
		row.CutRight(8)
	}
}

// CommandButton makes a button of a command.
func CommandButton(cmd Command, kind ButtonKind) Button {
	return Button{ID: cmd.ID, Text: cmd.Title, Icon: cmd.Icon, Kind: kind, Key: cmd.Key(), Disabled: cmd.Why(), Tap: cmd.Run}
}

// LinkText draws a text that acts like a link and returns its width.
func (c *Canvas) LinkText(r Rect, id, text string, st Style, tap func()) float32 {
	w := min(Measure(text, st), r.W)
	area := r
	area.W = w
	switch st.Align {
	case Right:
		area.X = r.Right() - w
	case Center:
		area.X = r.X + (r.W-w)/2
	}
	state := c.Hit(id, area.Grow(2), Hit{Name: text, Role: RoleLink, Cursor: Hand, Focusable: true, Tap: tap})
	if state.Hover {
		st.Color = theme.PrimaryHover
	}
	c.Text(r, text, st)
	if state.Hover {
		c.Fill(Rect{area.X, baseline(r, st.Size) + 2, w, 1}, st.Color)
	}
	if state.Ring {
		c.FocusRing(area.InsetXY(-2, 1), 3)
	}
	return w
}
