package kit

import (
	"strings"

	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Table is a grid of records over any number of rows: only what is visible exists.
// The page owns it, sets Source and columns, and shows it with Draw.
//
// The cells of a row come in the order in which the columns were first given; moving
// and hiding columns does not change that.
type Table struct {
	Name      string
	Source    Source
	Columns   []Column
	Multi     bool    // tick boxes
	RowHeight float32 // 29 when 0
	Sort      string  // column id
	Desc      bool
	Cells     bool // a focused cell with a frame; left and right move it
	Narrow    bool // 12 px at the edges instead of 16
	Bare      bool // no separator below the last row
	Totals    bool // a row of totals from Column.Total at the foot
	// Foot draws a bar of FootHeight (35) below the rows.
	Foot       func(c *Canvas, r Rect)
	FootHeight float32
	// Blank is shown when there are no rows; Loading when they are on their way.
	Blank   func(c *Canvas, r Rect)
	Loading bool

	OnSort      func(col string, desc bool)
	OnCur       func(i int)             // the current row changed
	OnCell      func(i int, col string) // the focused cell changed (with Cells)
	OnPick      func()                  // ticks changed
	OnOpen      func(i int)
	OnMenu      func(i int, at Point) // context menu; at is in the surface
	OnKey       func(k Key) bool      // letters and other keys
	OnLink      func(i int, col string)
	OnTick      func(i int, col string)
	OnEdit      func(i int, col string) // F2
	OnColumns   func()                  // widths, order or choice changed: keep them
	ColumnItems func() []MenuItem       // more below the choice of columns
	// CopyRow gives the texts of a row that is not loaded, for copying; nil leaves it out.
	CopyRow func(i int) []string

	v     rows
	offX  float32
	grabX float32
	col   int // focused column among the visible ones
	lay   tableLayout
	drag  columnDrag
	key   int64
}

// tableLayout is where columns stand in this drawing.
type tableLayout struct {
	cols   []*Column
	x, w   []float32 // content positions from the left edge of the first column
	fixed  int       // how many stay at the left
	width  float32   // of all
	left   float32   // where the columns begin
	head   Rect
	margin float32
}

// columnDrag is a header being moved or resized.
type columnDrag struct {
	on     bool
	col    *Column
	resize bool
	start  float32
	x      float32
}

const tickRoom = 26

func (t *Table) rowHeight() float32 {
	if t.RowHeight == 0 {
		return theme.Row
	}
	return t.RowHeight
}

func (t *Table) headHeight() float32 {
	for _, c := range t.Columns {
		if strings.Contains(c.Title, "\n") && !c.Hidden {
			return theme.TableHead2
		}
	}
	return theme.TableHead
}

// index gives new columns the next cells.
func (t *Table) index() {
	last := 0
	for i := range t.Columns {
		last = max(last, t.Columns[i].cell)
	}
	for i := range t.Columns {
		if t.Columns[i].cell == 0 {
			last++
			t.Columns[i].cell = last
		}
	}
}

func (t *Table) sync(c *Canvas) {
	t.index()
	v := &t.v
	v.init()
	v.height = float64(t.rowHeight())
	v.multi = t.Multi
	v.n, v.groups, v.keyOf = 0, nil, nil
	if t.Source != nil {
		v.n = t.Source.Len()
		if g, ok := t.Source.(Grouped); ok {
			v.groups = g.Groups()
		}
		if k, ok := t.Source.(Keyed); ok {
			v.keyOf = k.Key
		}
	}
	v.onCur = func() {
		t.key = 0
		if v.cur >= 0 && v.keyOf != nil {
			t.key = v.keyOf(v.cur)
		}
		if t.OnCur != nil {
			t.OnCur(v.cur)
		}
	}
	v.onPick, v.onOpen, v.onMenu = t.OnPick, t.OnOpen, t.OnMenu
	if c != nil {
		v.redraw = c.s.Redraw
	}
	if v.cur >= v.n {
		v.cur = v.n - 1
	}
}

// arrange places columns for a width.
func (t *Table) arrange(r Rect) {
	l := &t.lay
	l.cols, l.x, l.w, l.fixed = l.cols[:0], l.x[:0], l.w[:0], 0
	l.margin = 16
	if t.Narrow {
		l.margin = 12
	}
	l.left = l.margin - 8
	if t.Multi {
		l.left += tickRoom
		if t.Narrow {
			l.left += 10
		}
	}
	sum, give, flex := l.left+l.margin-8, float32(0), 0
	for i := range t.Columns {
		col := &t.Columns[i]
		if col.Hidden {
			continue
		}
		l.cols = append(l.cols, col)
		w := max(col.Width, col.min())
		sum += w
		give += min(col.Give, w-col.min())
		if col.Flex {
			flex++
		}
		l.w = append(l.w, w)
		if col.Fixed && l.fixed == len(l.cols)-1 {
			l.fixed++
		}
	}
	if l.fixed == 0 && len(l.cols) > 0 {
		l.fixed = 1
	}
	if extra := r.W - sum; extra > 0 && flex > 0 {
		for i, col := range l.cols {
			if col.Flex {
				l.w[i] += extra / float32(flex)
			}
		}
		sum = r.W
	} else if extra < 0 && give >= -extra {
		for i, col := range l.cols {
			l.w[i] += extra * min(col.Give, l.w[i]-col.min()) / give
		}
		sum = r.W
	}
	x := l.left
	for _, w := range l.w {
		l.x = append(l.x, x)
		x += w
	}
	l.width = max(sum, r.W)
	t.offX = min(max(t.offX, 0), max(l.width-r.W, 0))
}

// cellRect is where column k of a row stands; the fixed ones do not scroll.
func (t *Table) cellRect(row Rect, k int) Rect {
	x := row.X + t.lay.x[k]
	if k >= t.lay.fixed {
		x -= t.offX
	}
	return Rect{x, row.Y, t.lay.w[k], row.H}
}

// fixedEdge is the right edge of the columns that do not scroll.
func (t *Table) fixedEdge(r Rect) float32 {
	k := t.lay.fixed
	if k == 0 {
		return r.X + t.lay.left
	}
	return r.X + t.lay.x[k-1] + t.lay.w[k-1]
}

// Draw shows the table in r under an id.
func (t *Table) Draw(c *Canvas, id string, r Rect) {
	t.sync(c)
	if t.Foot != nil {
		h := t.FootHeight
		if h == 0 {
			h = 35
		}
		foot := r.CutBottom(h)
		c.LineH(foot.X, foot.Y, foot.W, theme.Line)
		t.Foot(c, foot.Pad(0, 1, 0, 0))
	}
	var totals Rect
	if t.Totals {
		totals = r.CutBottom(t.rowHeight())
	}
	t.arrange(r)
	head := r.CutTop(t.headHeight())
	t.lay.head = head
	v := &t.v
	v.r = r
	if t.lay.width > r.W {
		v.r.H -= 10
	}
	v.scrollTo(v.off)
	t.drawRows(c, id, r)
	t.drawHead(c, id, head)
	if t.Totals {
		t.drawTotals(c, totals)
	}
	if t.lay.width > r.W {
		t.barX(c, id, r)
	}
	v.bar(c, id, v.r)
	if t.drag.on && !t.drag.resize {
		t.drawMove(c, head)
	}
}

func (t *Table) barX(c *Canvas, id string, r Rect) {
	track, thumb := barGeometry(r, true, float64(r.W), float64(t.lay.width), float64(t.offX/(t.lay.width-r.W)))
	c.scrollBar(id+".barx", track, thumb, true, func(phase DragPhase, delta, length float32) {
		if phase == DragStart {
			t.grabX = t.offX
		}
		t.offX = min(max(t.grabX+delta/length*(t.lay.width-r.W), 0), t.lay.width-r.W)
	}, func(back bool) {
		if back {
			t.offX -= r.W / 2
		} else {
			t.offX += r.W / 2
		}
	})
}

func (t *Table) drawRows(c *Canvas, id string, area Rect) {
	v := &t.v
	h := v.hit(Hit{Name: t.Name, Role: RoleGrid, Value: positionOf(v)})
	h.Down = func(p Pointer) { t.press(p) }
	h.Wheel = t.wheel
	h.Key = t.handle
	st := c.Hit(id, area, h)
	if v.n == 0 {
		t.blank(c, area)
		return
	}
	from, to := v.visible()
	t.Source.Want(from, to)
	styled, _ := t.Source.(Styled)
	c.Clip(v.r, func() {
		for i := from; i < to; i++ {
			row := v.rect(i)
			if v.isGroup(i) {
				t.drawGroup(c, row, i)
				continue
			}
			rs := RowStyle{}
			if styled != nil {
				rs = styled.RowStyle(i)
			}
			state := RowState{Current: i == v.cur, Focused: st.Focused, Picked: v.multi && v.isPicked(i), Hover: i == v.hover && st.Hover}
			t.drawRow(c, row, i, rs, state)
		}
	})
	if st.Ring && v.cur < 0 {
		c.Frame(area.Inset(1), 2, theme.None, theme.Primary, 2)
	}
}

func (t *Table) blank(c *Canvas, area Rect) {
	switch {
	case t.Loading:
		c.Placeholders(area)
	case t.Blank != nil:
		t.Blank(c, area)
	}
}

func (t *Table) drawGroup(c *Canvas, row Rect, i int) {
	c.Fill(row, theme.Sunken)
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	title, detail := t.Source.(Grouped).Group(i)
	in := row.Pad(t.lay.margin, 0, t.lay.margin, 1)
	c.Icon(in.CutLeft(12), icons.ChevronDown, 12, theme.Text2)
	in.CutLeft(4)
	in.CutLeft(c.Text(in, title, Caption.B()) + 6)
	c.Text(in, detail, Caption)
}

func (t *Table) drawRow(c *Canvas, row Rect, i int, rs RowStyle, st RowState) {
	ground := theme.Content
	switch {
	case st.Current || st.Picked:
		ground = theme.Soft
	case st.Hover:
		ground = theme.Hover
	case rs.Ground != theme.None:
		ground = rs.Ground
	}
	c.Fill(row, ground)
	cells, ok := t.Source.Row(i)
	if !ok {
		t.placeholder(c, row, i)
	} else {
		edge := t.fixedEdge(row)
		c.Clip(Rect{edge, row.Y, row.Right() - edge, row.H}, func() {
			for k := t.lay.fixed; k < len(t.lay.cols); k++ {
				t.drawCell(c, row, i, k, cells, rs, st)
			}
		})
		for k := 0; k < t.lay.fixed; k++ {
			t.drawCell(c, row, i, k, cells, rs, st)
		}
	}
	if t.offX > 0 {
		c.LineV(t.fixedEdge(row), row.Y, row.H, theme.Line2)
	}
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	if st.Current {
		c.Fill(Rect{row.X, row.Y, 3, row.H - 1}, theme.Primary)
	}
	if t.Multi {
		c.CheckBox(Rect{row.X + t.lay.margin, row.Y, 15, row.H - 1}, st.Picked, false, false)
	}
	if t.Cells && st.Current && st.Focused && t.col < len(t.lay.cols) {
		c.Frame(t.cellRect(row, t.col).Pad(0, -1, 0, 0), 0, theme.None, theme.Primary, 2)
	}
}

func (t *Table) placeholder(c *Canvas, row Rect, i int) {
	for k := range t.lay.cols {
		cell := t.cellRect(row, k).InsetXY(8, 0).MiddleRow(9)
		cell.W *= 0.35 + 0.1*float32((i*7+k*3)%5)
		c.Round(cell, 4, theme.GraySoft, theme.None)
	}
}

func (t *Table) drawTotals(c *Canvas, r Rect) {
	c.Fill(r, theme.Sunken)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	edge := t.fixedEdge(r)
	for k, col := range t.lay.cols {
		if col.Total == "" {
			continue
		}
		st := Strong
		if col.TotalIn != theme.None {
			st.Color = col.TotalIn
		}
		st.Align = col.Align
		cell := t.cellRect(r, k).InsetXY(8, 0)
		if k >= t.lay.fixed {
			c.Clip(Rect{edge, r.Y, r.Right() - edge, r.H}, func() { c.Text(cell, col.Total, st) })
		} else {
			c.Text(cell, col.Total, st)
		}
	}
}
