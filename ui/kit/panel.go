package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Panel is a white box with a head of 36 px.
type Panel struct {
	Title string
	Sub   string // muted beside the title
	// Right draws into the head from the right; it cuts off what it uses.
	Right func(c *Canvas, row *Rect)
	// Left draws behind the title.
	Left func(c *Canvas, row *Rect)
	Bare bool // no frame: part of a pane
}

// Panel draws a panel and returns the room below its head.
func (c *Canvas) Panel(r Rect, p Panel) Rect {
	if !p.Bare {
		c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	}
	body := r
	if !p.Bare {
		body = r.Inset(1)
	}
	if p.Title == "" && p.Right == nil {
		return body
	}
	head := body.CutTop(theme.PanelHead - 1)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	row := head.Pad(12, 0, 12, 1)
	if p.Right != nil {
		p.Right(c, &row)
	}
	row.CutLeft(c.Text(row, p.Title, Strong) + 8)
	if p.Sub != "" {
		row.CutLeft(c.Text(row, p.Sub, Caption) + 12)
	}
	if p.Left != nil {
		p.Left(c, &row)
	}
	return body
}

// Card draws a panel without a head, with a heading inside, and returns the room below
// the heading (12 px padding).
func (c *Canvas) Card(r Rect, title string) Rect {
	c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	in := r.Pad(15, 0, 15, 12)
	in.CutTop(10)
	if title != "" {
		c.Text(in.CutTop(20), title, Strong.In(theme.Text2))
		in.CutTop(8)
	}
	return in
}

// KeyValue draws a row with a label at the left and a value at the right.
func (c *Canvas) KeyValue(row Rect, label, value string, st Style) {
	w := Measure(value, st)
	st.Align = Right
	c.Text(row.CutRight(min(w+1, row.W*0.7)), value, st)
	row.CutRight(8)
	c.Text(row, label, Second)
}

// KeyFigures draws figures side by side with separators: label above, number below.
func (c *Canvas) KeyFigures(r Rect, figures []Figure) {
	if len(figures) == 0 {
		return
	}
	w := r.W / float32(len(figures))
	for i, f := range figures {
		cell := Rect{r.X + float32(i)*w, r.Y, w, r.H}
		if i > 0 {
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		}
		if f.Tap != nil {
			st := c.Hit("figure", cell, Hit{Name: f.Label, Value: f.Value, Role: RoleButton, Cursor: Hand, Focusable: true, Tap: f.Tap})
			if st.Hover {
				c.Fill(cell.Pad(1, 0, 0, 0), theme.Hover)
			}
			if st.Ring {
				c.FocusRing(cell.Inset(5), 3)
			}
		}
		in := cell.InsetXY(16, 0)
		col := f.Color
		if col == theme.None {
			col = theme.Text
		}
		mid := cell.Middle().Y
		c.Text(Rect{in.X, mid - 20, in.W, 18}, f.Label, Caption)
		c.Text(Rect{in.X, mid - 1, in.W, 22}, f.Value, Section.In(col))
	}
}

// Figure is one key figure.
type Figure struct {
	Label, Value string
	Color        theme.Token
	Tap          func()
}

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
		st := c.Hit(id+"."+it.ID, row, Hit{Name: it.Text, Value: navValue(it, on), Role: RoleItem, Cursor: Hand, Disabled: it.Why,
			Focusable: on || current == "" && i == 0, Menu: it.Menu, Tap: func() { choose(it.ID) }, Key: c.navKeys(id, items, i, choose)})
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

// Step is a part of a process shown as a line of numbers or down the side.
type Step struct {
	Title string
	Text  string
	Done  bool
	Tap   func()
}

// StepsWidth is the room that Steps needs.
func StepsWidth(steps []Step, current int) float32 {
	w := float32(0)
	for i, s := range steps {
		st := Second
		if i == current {
			st = Strong
		}
		if i > 0 {
			w += 26
		}
		w += 28 + Measure(s.Title, st)
	}
	return w
}

// Steps draws steps side by side: done ones with a tick, the current one filled.
func (c *Canvas) Steps(r Rect, steps []Step, current int) {
	for i, s := range steps {
		if i > 0 {
			c.Fill(Rect{r.X + 8, r.Y + r.H/2, 10, 1}, theme.Muted)
			r.CutLeft(26)
		}
		c.stepMark(r.CutLeft(20).Center(20, 20), i, s.Done, i == current)
		r.CutLeft(8)
		st := Second
		if i == current {
			st = Strong
		}
		w := Measure(s.Title, st)
		area := r.CutLeft(w)
		if s.Tap != nil {
			c.Hit("step", area.Pad(-28, 0, 0, 0), Hit{Name: s.Title, Role: RoleButton, Cursor: Hand, Focusable: true, Tap: s.Tap})
		}
		c.Text(area, s.Title, st.Uncut())
	}
}

func (c *Canvas) stepMark(r Rect, i int, done, current bool) {
	switch {
	case done:
		c.Round(r, r.W/2, theme.OKSoft, theme.None)
		c.Icon(r, icons.Check, 12, theme.OK)
	case current:
		c.Round(r, r.W/2, theme.Primary, theme.None)
		c.Text(r, itoa(i+1), Caption.B().In(theme.OnPrimary).Centered())
	default:
		c.Round(r, r.W/2, theme.GraySoft, theme.None)
		c.Text(r, itoa(i+1), Caption.Centered())
	}
}

// StepsDown draws steps one below the other with their results and returns the height.
func (c *Canvas) StepsDown(r Rect, steps []Step, current int) float32 {
	y := r.Y
	for i, s := range steps {
		h := 24 + ParaHeight(s.Text, Caption, r.W-32, 0) + 8
		if i < len(steps)-1 {
			c.LineV(r.X+10, y+26, h-30, theme.Line2)
		}
		c.stepMark(Rect{r.X, y + 1, 21, 21}, i, s.Done, i == current)
		st := Body
		if i == current {
			st = Strong
		}
		if s.Tap != nil {
			c.Hit("step", Rect{r.X, y, r.W, 24}, Hit{Name: s.Title, Role: RoleButton, Cursor: Hand, Focusable: true, Tap: s.Tap})
		}
		c.Text(Rect{r.X + 31, y, r.W - 31, 24}, s.Title, st)
		c.Para(Rect{r.X + 31, y + 22, r.W - 31, h}, s.Text, Caption, 0)
		y += h
	}
	return y - r.Y
}
