package kit

import (
	"strings"

	"kontor/ui/theme"
)

// MonthSource gives a MonthGrid its people and days; it must answer at once.
type MonthSource interface {
	Len() int
	Name(i int) (name, detail string)
	Day(i, day int) DayMark // day counts from 0
	Sum(i, k int) Cell
	Want(from, to int)
}

// DayMark is what a day shows: "·", 迟, 缺, 旷, 假, 2.
type DayMark struct {
	Text string
	Tint *Tint // nil = plain text
	Tip  string
	Corr bool // a correction is pending: small dot
}

// DayHead is the head of a day column.
type DayHead struct {
	Number string
	Week   string
	Off    bool // weekend or holiday: tinted ground
	Today  bool
	Tip    string
}

// MonthSum is a column of totals at the right.
type MonthSum struct {
	Title string // may hold a line end
	Width float32
}

// MonthGrid shows people × days with a column of names that stays, totals at the right
// and one selected cell.
type MonthGrid struct {
	Name    string
	Source  MonthSource
	Days    []DayHead
	Sums    []MonthSum
	NameW   float32 // 92 when 0
	Locked  bool
	Foot    func(c *Canvas, r Rect)
	Blank   func(c *Canvas, r Rect)
	Loading bool
	OnCur   func(i, day int)
	OnOpen  func(i, day int)
	OnKey   func(k Key) bool
	OnMenu  func(i, day int, at Point)

	v   rows
	day int
	x   float32 // first day column
	w   float32 // of a day
	off float32 // sideways
}

const minDay = 22

// Draw shows the grid in r under an id.
func (g *MonthGrid) Draw(c *Canvas, id string, r Rect) {
	v := &g.v
	v.init()
	if g.Foot != nil {
		foot := r.CutBottom(35)
		c.LineH(foot.X, foot.Y, foot.W, theme.Line)
		g.Foot(c, foot.Pad(0, 1, 0, 0))
	}
	head := r.CutTop(theme.TableHead2)
	v.height, v.r, v.redraw = theme.Row, r, c.s.Redraw
	v.n = 0
	if g.Source != nil {
		v.n = g.Source.Len()
	}
	v.cur = min(v.cur, v.n-1)
	v.onCur = func() { g.moved() }
	v.scrollTo(v.off)
	g.arrange(r)
	h := v.hit(Hit{Name: g.Name, Role: RoleGrid, Value: positionOf(v) + " " + itoa(g.day+1), Down: g.press, Key: g.key, Wheel: g.wheel})
	h.Double = func() {
		if g.OnOpen != nil && v.cur >= 0 {
			g.OnOpen(v.cur, g.day)
		}
	}
	if g.OnMenu != nil {
		h.Menu = func(at Point) {
			if i := v.rowAt(at); i >= 0 {
				g.OnMenu(i, g.day, at)
			}
		}
	}
	st := c.Hit(id, r, h)
	if v.n == 0 {
		if g.Loading {
			c.Placeholders(r)
		} else if g.Blank != nil {
			g.Blank(c, r)
		}
	} else {
		from, to := v.visible()
		g.Source.Want(from, to)
		c.Clip(r, func() {
			for i := from; i < to; i++ {
				g.drawRow(c, v.rect(i), i, st)
			}
		})
	}
	g.drawHead(c, head)
	v.bar(c, id, r)
}

func (g *MonthGrid) nameW() float32 {
	if g.NameW == 0 {
		return 92
	}
	return g.NameW
}

func (g *MonthGrid) sumsW() float32 {
	w := float32(0)
	for _, s := range g.Sums {
		w += s.Width
	}
	return w
}

// arrange gives the days what names and totals leave; below the least width the days scroll.
func (g *MonthGrid) arrange(r Rect) {
	room := r.W - g.nameW() - g.sumsW()
	n := float32(max(len(g.Days), 1))
	g.w = max(room/n, minDay)
	g.off = min(max(g.off, 0), max(g.w*n-room, 0))
	g.x = r.X + g.nameW() - g.off
}

// daysArea is the part in which days show.
func (g *MonthGrid) daysArea(row Rect) Rect {
	return Rect{row.X + g.nameW(), row.Y, max(row.W-g.nameW()-g.sumsW(), 0), row.H}
}

func (g *MonthGrid) dayRect(row Rect, d int) Rect {
	// Whole pixels, so that lines stand even.
	x0 := g.x + float32(int(g.w*float32(d)+0.5))
	x1 := g.x + float32(int(g.w*float32(d+1)+0.5))
	return Rect{x0, row.Y, x1 - x0, row.H}
}

func (g *MonthGrid) drawHead(c *Canvas, head Rect) {
	c.Fill(head, theme.Sunken)
	c.Clip(g.daysArea(head), func() {
		for d, day := range g.Days {
			cell := g.dayRect(head, d)
			st := Caption.Centered()
			if day.Today {
				c.Fill(cell, theme.Soft)
				st = st.B().In(theme.OnSoft)
			}
			if day.Tip != "" {
				c.Hit("dayhead."+itoa(d), cell, Hit{Name: day.Number, Tip: day.Tip, Role: RoleHeading})
			}
			mid := cell.Middle().Y
			c.Text(Rect{cell.X, mid - 17, cell.W, 17}, day.Number, st.Uncut())
			c.Text(Rect{cell.X, mid - 1, cell.W, 17}, day.Week, st.Uncut())
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		}
	})
	c.Text(Rect{head.X, head.Y, g.nameW(), head.H}.Pad(16, 0, 4, 0), word("kit.name"), Caption)
	x := head.Right() - g.sumsW()
	for _, s := range g.Sums {
		cell := Rect{x, head.Y, s.Width, head.H}
		c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		lines := strings.Split(s.Title, "\n")
		y := cell.Middle().Y - 8*float32(len(lines))
		for _, l := range lines {
			c.Text(Rect{cell.X, y, cell.W, 16}, l, Caption.Centered())
			y += 16
		}
		x += s.Width
	}
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
}

func (g *MonthGrid) drawRow(c *Canvas, row Rect, i int, st Interaction) {
	cur := i == g.v.cur
	edge := Rect{row.X, row.Y, g.nameW(), row.H}
	sums := Rect{row.Right() - g.sumsW(), row.Y, g.sumsW(), row.H}
	if cur { // name and totals only, so that symbols keep their colour
		c.Fill(edge, theme.Soft)
		c.Fill(sums, theme.Soft)
	} else if i == g.v.hover && st.Hover {
		c.Fill(edge, theme.Hover)
		c.Fill(sums, theme.Hover)
	}
	c.Clip(g.daysArea(row), func() {
		for d := range g.Days {
			g.drawDay(c, g.dayRect(row, d), i, d)
		}
	})
	name, detail := g.Source.Name(i)
	style := Body
	if cur {
		style = Strong
		c.Fill(Rect{row.X, row.Y, 3, row.H - 1}, theme.Primary)
	}
	in := edge.Pad(16, 0, 4, 0)
	in.CutLeft(c.Text(in, name, style) + 6)
	c.Text(in, detail, Hint)
	x := sums.X
	for k, s := range g.Sums {
		cell := Rect{x, row.Y, s.Width, row.H}
		c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		sum := g.Source.Sum(i, k)
		c.cell(cell.Pad(2, 0, 2, 1), &sum, Center, RowStyle{})
		x += s.Width
	}
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	if cur && g.day < len(g.Days) {
		c.Clip(g.daysArea(row).Grow(1), func() {
			c.Frame(g.dayRect(row, g.day).Pad(0, -1, -1, 0), 0, theme.None, theme.Primary, 2)
		})
	}
}

func (g *MonthGrid) drawDay(c *Canvas, cell Rect, i, d int) {
	if g.Days[d].Off {
		c.Fill(cell, theme.Sunken)
	}
	c.LineV(cell.X, cell.Y, cell.H, theme.Line)
	m := g.Source.Day(i, d)
	if m.Text == "" {
		return
	}
	if m.Tip != "" {
		c.cut(cell, m.Tip)
	}
	box := cell.Pad(1, 0, 0, 1)
	if m.Tint == nil {
		c.Text(box, m.Text, Body.Centered().In(theme.Text2).Uncut())
	} else {
		w := max(Measure(m.Text, Caption)+7, 19)
		b := box.Center(min(w, box.W), 20)
		c.Round(b, theme.RadiusBadge, m.Tint.Bg, theme.None)
		c.Text(b, m.Text, Caption.Centered().In(m.Tint.Fg).Uncut())
	}
	if m.Corr {
		c.Dot(Point{box.Right() - 4, box.Y + 5}, 5, theme.Warn)
	}
}

func (g *MonthGrid) press(p Pointer) {
	i := g.v.rowAt(p.At)
	if i < 0 {
		return
	}
	if area := g.daysArea(g.v.rect(i)); area.Has(p.At) {
		g.day = min(max(int((p.At.X-g.x)/g.w), 0), len(g.Days)-1)
	}
	g.v.cur = i
	g.moved()
}

func (g *MonthGrid) moved() {
	if g.OnCur != nil && g.v.cur >= 0 {
		g.OnCur(g.v.cur, g.day)
	}
}

func (g *MonthGrid) wheel(p Pointer) bool {
	if p.DX != 0 {
		g.off -= p.DX
		return true
	}
	return p.DY != 0 && g.v.scrollTo(g.v.off-float64(p.DY))
}

func (g *MonthGrid) key(k Key) bool {
	v := &g.v
	switch k {
	case "Left":
		g.setDay(g.day - 1)
	case "Right":
		g.setDay(g.day + 1)
	case "Home":
		g.setDay(0)
	case "End":
		g.setDay(len(g.Days) - 1)
	case "Enter":
		if g.OnOpen == nil || v.cur < 0 {
			return false
		}
		g.OnOpen(v.cur, g.day)
	case "Shift+F10", "Menu":
		if g.OnMenu == nil || v.cur < 0 {
			return false
		}
		q := g.dayRect(v.rect(v.cur), g.day)
		g.OnMenu(v.cur, g.day, Point{q.X, q.Bottom()})
	case "Ctrl+Home", "Ctrl+End", "Up", "Down", "PgUp", "PgDn":
		return v.handle(k)
	default:
		return g.OnKey != nil && g.OnKey(k)
	}
	return true
}

func (g *MonthGrid) setDay(d int) {
	d = min(max(d, 0), len(g.Days)-1)
	if d == g.day {
		return
	}
	g.day = d
	room := g.v.r.W - g.nameW() - g.sumsW()
	if x := g.w * float32(d); x < g.off {
		g.off = x
	} else if x+g.w > g.off+room {
		g.off = x + g.w - room
	}
	g.moved()
}

// Current is the selected person and day; row -1 = none.
func (g *MonthGrid) Current() (row, day int) {
	g.v.init()
	return g.v.cur, g.day
}

// Select makes a cell current without calling OnCur.
func (g *MonthGrid) Select(row, day int) {
	g.v.init()
	g.v.cur, g.day = row, day
	g.v.show(row)
}
