package kit

import (
	"unicode"
	"unicode/utf8"

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
	w := Measure(t.Text, Body) + 20
	if t.Count != "" {
		w += Measure(t.Count, Caption) + 5
	}
	if t.Icon != "" {
		w += 20
	}
	return w
}

// Tabs draws a tab strip in r with the chosen one underlined at the lower edge. Left
// and right move while it has the focus.
func (c *Canvas) Tabs(id string, r Rect, tabs []Tab, current string, choose func(id string)) {
	x := r.X
	for i, t := range tabs {
		w := tabWidth(t, false)
		cell := Rect{x, r.Y, w, r.H}
		on := t.ID == current
		value := t.Count
		if on {
			value = "on " + t.Count
		}
		st := c.Hit(id+"."+t.ID, cell, Hit{Name: t.Text, Role: RoleTab, Value: value, Cursor: Hand, Focusable: on,
			Tap: func() { choose(t.ID) }, Key: tabKeys(c, id, tabs, i, choose)})
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
		st := c.Hit(id+"."+o.ID, cell, Hit{Name: o.Text, Role: RoleRadio, Value: value, Cursor: Hand, Focusable: on || current == "" && i == 0,
			Tap: func() { choose(o.ID) }, Key: tabKeys(c, id, options, i, choose)})
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

var avatarTints = [6]Tint{Petrol, Blue, Purple, Amber, Green, Red}

// TintOf picks one of six tints for a name, always the same one.
func TintOf(name string) Tint {
	h := uint32(avatarSeed)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return avatarTints[(h^h>>15)%6]
}

// avatarSeed gives the people of the design board the tints they have there.
const avatarSeed = 423776

// Initials is what an avatar shows: the first character, or two capitals of a Latin name.
func Initials(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if r == utf8.RuneError {
		return ""
	}
	if !unicode.Is(unicode.Latin, r) {
		return string(r)
	}
	out := []rune{unicode.ToUpper(r)}
	prev := r
	for _, q := range name {
		if prev == ' ' && unicode.Is(unicode.Latin, q) {
			return string(append(out, unicode.ToUpper(q)))
		}
		prev = q
	}
	return string(out)
}

// Person draws the round avatar of a person in the middle of r.
func (c *Canvas) Person(r Rect, name string, size float32) { c.avatar(r, name, size, size/2) }

// Company draws the square avatar of a company in the middle of r; the character is the
// one that tells most, chosen by the caller (“恒” of 苏州恒拓).
func (c *Canvas) Company(r Rect, name string, size float32) {
	c.avatar(r, name, size, theme.RadiusPanel)
}

func (c *Canvas) avatar(r Rect, name string, size, radius float32) {
	t := TintOf(name)
	box := r.Center(size, size)
	c.Round(box, radius, t.Bg, theme.None)
	px := float32(12)
	switch {
	case size >= 36:
		px = 18
	case size >= 30:
		px = 16
	case size >= 28:
		px = 15
	case size >= 24:
		px = 13
	}
	text := Initials(name)
	st := Style{Size: px, Color: t.Fg, Align: Center, Whole: true, Bold: radius < size/2 && size >= 36}
	if len([]rune(text)) > 1 {
		st.Size -= 1
		st.Bold = false
	}
	c.Text(box, text, st)
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
