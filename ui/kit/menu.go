package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Menu is a pop-up list of actions.
type Menu struct {
	From  *Surface // the surface At and Below refer to; nil = the window
	At    Point    // where the menu opens (the mouse)
	Below Rect     // or the control it hangs from
	Items []MenuItem
	Width float32 // at least
}

// MenuItem is one line of a menu; one without a Title is a separator.
type MenuItem struct {
	Title    string
	Icon     icons.Name
	Key      Key
	Run      func()
	Disabled bool
	Why      string // reason, shown as tooltip
	Checked  bool
	Danger   bool
	Head     bool // caption of the lines below
	Detail   string
}

const menuRow = 28

type openMenu struct {
	m   Menu
	f   *float
	cur int
}

// ShowMenu opens a menu; it takes the keyboard until it is closed.
func (l *Layer) ShowMenu(m Menu) {
	o := &openMenu{m: m, cur: -1}
	w, h := o.size()
	anchor := m.Below
	if anchor.W == 0 && anchor.H == 0 {
		anchor = Rect{m.At.X, m.At.Y, 0, 0}
	}
	if m.From != nil {
		p := l.Point(m.From, Point{anchor.X, anchor.Y})
		anchor.X, anchor.Y = p.X, p.Y
	}
	s := NewSurface(o.draw)
	s.Ground = theme.None
	s.Modal = true
	s.Keys = o.key
	o.f = &float{
		s: s, catcher: newCatcher(func() { o.close() }), modal: true,
		place: func(win Rect) Rect { return hang(win, anchor, w, h).Grow(shadowRoom) },
	}
	l.push(o.f, true)
}

func (o *openMenu) close() { o.f.l.drop(o.f) }

func (o *openMenu) size() (w, h float32) {
	w, h = max(o.m.Width, 150), 8
	for _, it := range o.m.Items {
		need := Measure(it.Title, Body) + 60
		if it.Key != "" {
			need += Measure(it.Key.Label(), Hint) + 24
		}
		if it.Detail != "" {
			need += Measure(it.Detail, Hint) + 24
		}
		w = max(w, need)
		h += o.height(it)
	}
	return min(w, 460), h
}

func (o *openMenu) height(it MenuItem) float32 {
	switch {
	case it.Title == "":
		return 9
	case it.Head:
		return 24
	}
	return menuRow
}

func (o *openMenu) draw(c *Canvas) {
	r := c.Bounds().Inset(shadowRoom)
	c.Shadow(r, theme.RadiusPanel)
	c.Round(r, theme.RadiusPanel, theme.Raised, theme.Line2)
	body := r.InsetXY(4, 4)
	for i := range o.m.Items {
		it := &o.m.Items[i]
		row := body.CutTop(o.height(*it))
		switch {
		case it.Title == "":
			c.LineH(row.X+4, row.Y+4, row.W-8, theme.Line)
		case it.Head:
			c.Text(row.Pad(10, 2, 10, 0), it.Title, Hint)
		default:
			o.item(c, row, i, it)
		}
	}
}

func (o *openMenu) item(c *Canvas, row Rect, i int, it *MenuItem) {
	h := Hit{Name: it.Title, Role: RoleItem, Tip: it.Why, Move: func(Pointer) {
		if o.cur != i {
			o.cur = i
			c.Surface().Redraw()
		}
	}}
	if it.Disabled {
		h.Value = "disabled"
	} else {
		h.Tap = func() { o.run(i) }
	}
	c.Hit("item", row, h)
	col, ic := theme.Text, theme.Text2
	switch {
	case it.Disabled:
		col, ic = theme.Muted, theme.Muted
	case it.Danger:
		col, ic = theme.Bad, theme.Bad
	}
	if o.cur == i && !it.Disabled {
		c.Round(row, theme.RadiusBadge, theme.Soft, theme.None)
		if !it.Danger {
			col, ic = theme.OnSoft, theme.OnSoft
		}
	}
	lead := row.CutLeft(30)
	icon := it.Icon
	if it.Checked {
		icon = icons.Check
	}
	c.Icon(lead.Pad(4, 0, 0, 0), icon, 14, ic)
	row.CutRight(10)
	if it.Key != "" {
		c.Text(row.CutRight(Measure(it.Key.Label(), Hint)), it.Key.Label(), Hint)
		row.CutRight(16)
	}
	if it.Detail != "" {
		c.Text(row.CutRight(Measure(it.Detail, Hint)+1), it.Detail, Hint)
		row.CutRight(16)
	}
	c.Text(row, it.Title, Body.In(col))
}

func (o *openMenu) run(i int) {
	it := o.m.Items[i]
	o.close()
	if it.Run != nil {
		it.Run()
	}
}

func (o *openMenu) key(k Key, _ bool) bool {
	switch k {
	case "Esc", "Tab", "Left":
		o.close()
	case "Down":
		o.step(1)
	case "Up":
		o.step(-1)
	case "Home":
		o.cur = -1
		o.step(1)
	case "End":
		o.cur = len(o.m.Items)
		o.step(-1)
	case "Enter", "Space":
		if o.cur >= 0 && o.cur < len(o.m.Items) && !o.m.Items[o.cur].Disabled {
			o.run(o.cur)
		}
	default: // the key of an item runs it
		for i, it := range o.m.Items {
			if it.Key == k && it.Title != "" && !it.Disabled {
				o.run(i)
				return true
			}
		}
	}
	return true
}

func (o *openMenu) step(dir int) {
	n := len(o.m.Items)
	for range n {
		o.cur = (o.cur + dir + n) % n
		if it := o.m.Items[o.cur]; it.Title != "" && !it.Head && !it.Disabled {
			break
		}
	}
	o.f.s.Redraw()
}
