package kit

import (
	"strings"

	"kontor/assets/icons"
	"kontor/ui/theme"
)

// drawCell draws one cell of a row.
func (t *Table) drawCell(c *Canvas, row Rect, i, k int, cells []Cell, rs RowStyle, st RowState) {
	col := t.lay.cols[k]
	cell := t.columnCell(cells, col)
	box := t.cellRect(row, k)
	box.H--
	if !c.Visible(box) {
		return
	}
	if col.Tinted && !st.Current {
		c.Fill(box, theme.Soft)
	}
	if cell == nil {
		return
	}
	if cell.Fill != theme.None && !st.Current && !st.Picked {
		c.Fill(box, cell.Fill)
	}
	if col.Rule {
		c.LineV(box.X, box.Y, box.H, theme.Line)
	}
	in := box.InsetXY(8, 0)
	if k == 0 {
		in.CutLeft(rs.Indent)
		if rs.Open > 0 {
			arrow := icons.ChevronDown
			if rs.Open == 2 {
				arrow = icons.ChevronRight
			}
			c.Icon(in.CutLeft(14), arrow, 12, theme.Text2)
			in.CutLeft(4)
		}
	}
	if cell.Draw != nil {
		cell.Draw(c, in)
		return
	}
	c.cell(in, cell, col.Align, rs)
}

// columnCell finds the cell of a column.
func (t *Table) columnCell(cells []Cell, col *Column) *Cell {
	if i := col.cell - 1; i >= 0 && i < len(cells) {
		return &cells[i]
	}
	return nil
}

// cell draws the parts of a cell from left to right.
func (c *Canvas) cell(in Rect, cell *Cell, align Align, rs RowStyle) {
	if cell.Tick > 0 {
		c.CheckBox(in, cell.Tick == 2, false, false)
		return
	}
	if cell.Icon != "" && cell.Text == "" && align != Left {
		slot := in.CutRight(14)
		if align == Center {
			slot = Rect{in.X, in.Y, in.W + 14, in.H}.Center(14, in.H)
		}
		c.Icon(slot, cell.Icon, 14, cell.iconTint())
		return
	}
	c.cellLead(&in, cell)
	if cell.Badge != nil {
		c.cellBadge(in, cell, align)
		return
	}
	st := cellStyle(cell, rs)
	st.Align = align
	if cell.Sub != "" {
		top := Rect{in.X, in.Y + in.H/2 - 19, in.W, 20}
		c.Text(top, cell.Text, st)
		sub := Caption
		sub.Align = align
		c.Text(top.Move(0, 18), cell.Sub, sub)
		return
	}
	w := c.Text(in, cell.Text, st)
	if cell.After != "" && align == Left {
		in.CutLeft(w + 8)
		c.Text(in, cell.After, Caption)
	}
}

// cellLead draws what stands before the text.
func (c *Canvas) cellLead(in *Rect, cell *Cell) {
	if cell.Level != 0 {
		in.CutLeft(c.Confidence(*in, cell.Level) + 6)
	}
	if cell.Person != "" {
		c.Person(in.CutLeft(20), cell.Person, 20)
		in.CutLeft(5)
	}
	if cell.Lock {
		c.Icon(in.CutLeft(13), icons.Lock, 12, theme.Muted)
		in.CutLeft(4)
	}
	if cell.Icon != "" {
		c.Icon(in.CutLeft(14), cell.Icon, 14, cell.iconTint())
		in.CutLeft(5)
	}
	if cell.BarIn != theme.None {
		bar := in.CutLeft(min(max(in.W*0.4, 40), 90))
		in.CutLeft(8)
		c.Progress(bar, cell.Bar, cell.BarIn)
	}
}

func (cell *Cell) iconTint() theme.Token {
	if cell.Tint == theme.None {
		return theme.Text2
	}
	return cell.Tint
}

func (c *Canvas) cellBadge(in Rect, cell *Cell, align Align) {
	if cell.Text == "" {
		return
	}
	w := min(BadgeWidth(cell.Text), in.W)
	switch align {
	case Right:
		in = in.CutRight(w)
	case Center:
		in = in.Center(w, in.H)
	}
	c.Badge(in, cell.Text, *cell.Badge)
}

func cellStyle(cell *Cell, rs RowStyle) Style {
	st := Body
	st.Bold = cell.Bold || rs.Bold
	st.Marks = cell.Marks
	st.Struck = cell.Struck
	if cell.Color != theme.None {
		st.Color = cell.Color
	}
	if cell.Link {
		st.Color = theme.Primary
	}
	if rs.Muted {
		st.Color = theme.Muted
	}
	return st
}

// drawHead draws the header row: titles, sort arrow, tick box for all.
func (t *Table) drawHead(c *Canvas, id string, head Rect) {
	c.Fill(head, theme.Sunken)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	edge := t.fixedEdge(head)
	c.Clip(Rect{edge, head.Y, head.Right() - edge, head.H}, func() {
		for k := t.lay.fixed; k < len(t.lay.cols); k++ {
			t.headCell(c, id, head, k)
		}
	})
	for k := 0; k < t.lay.fixed; k++ {
		t.headCell(c, id, head, k)
	}
	for k, col := range t.lay.cols { // over the heads, half on either side of the border
		box := t.cellRect(head, k)
		if k >= t.lay.fixed && box.Right() < edge {
			continue
		}
		c.Hit(id+".size."+col.ID, Rect{box.Right() - 4, box.Y, 8, box.H}, Hit{
			Role: RoleHandle, Cursor: ResizeH,
			Drag: t.resizeHead(col, k), Double: func() { t.fitColumn(col, k) },
		})
	}
	if t.Multi {
		box := Rect{head.X + t.lay.margin, head.Y, 15, head.H - 1}
		n := t.v.count()
		all := n > 0 && n == t.v.n-len(t.v.groups)
		c.Hit(id+".all", box.InsetXY(-5, 0), Hit{Name: word("kit.tickAll"), Role: RoleCheck, Value: onOff(all), Cursor: Hand, Tap: func() { t.v.pickAll(!all) }})
		c.CheckBox(box, all, n > 0 && !all, false)
	}
}

func (t *Table) headCell(c *Canvas, id string, head Rect, k int) {
	col := t.lay.cols[k]
	box := t.cellRect(head, k)
	h := Hit{Name: strings.ReplaceAll(col.Title, "\n", ""), Role: RoleHeading, Tip: col.Tip, Menu: func(at Point) { t.ColumnMenu(c.s, at) }, Drag: t.dragHead(col, box)}
	arrow := t.Sort == col.ID && t.Sort != ""
	if arrow {
		h.Value = "ascending"
		if t.Desc {
			h.Value = "descending"
		}
	}
	if col.Sortable {
		h.Cursor = Hand
		h.Tap = func() { t.sortBy(col) }
	}
	st := c.Hit(id+".head."+col.ID, box, h)
	if col.Tinted {
		c.Fill(box.Pad(0, 0, 0, 1), theme.Soft)
	}
	if col.Rule {
		c.LineV(box.X, box.Y, box.H, theme.Line)
	}
	style := Caption
	if st.Hover && col.Sortable {
		style.Color = theme.Text
	}
	in := box.InsetXY(8, 0).Pad(0, 0, 0, 1)
	lines := strings.Split(col.Title, "\n")
	w := float32(0)
	for _, l := range lines {
		w = max(w, Measure(l, style))
	}
	if arrow && col.Align == Right {
		a := in.CutRight(13)
		t.arrow(c, a)
	}
	style.Align = col.Align
	if len(lines) == 2 {
		mid := in.Middle().Y
		first := style
		if col.Strong {
			first = first.B().In(theme.Text)
		}
		c.Text(Rect{in.X, mid - 16, in.W, 16}, lines[0], first)
		c.Text(Rect{in.X, mid, in.W, 16}, lines[1], style)
	} else {
		c.Text(in, col.Title, style)
	}
	if arrow && col.Align != Right {
		x := in.X + min(w, in.W-13) + 4
		if col.Align == Center {
			x = in.X + (in.W+w)/2 + 3
		}
		t.arrow(c, Rect{x, in.Y, 12, in.H})
	}
}

func (t *Table) arrow(c *Canvas, r Rect) {
	n := icons.ChevronUp
	if t.Desc {
		n = icons.ChevronDown
	}
	c.Icon(r, n, 12, theme.Text2)
}

func (t *Table) sortBy(col *Column) {
	if t.Sort == col.ID {
		t.Desc = !t.Desc
	} else {
		t.Sort, t.Desc = col.ID, false
	}
	if t.OnSort != nil {
		t.OnSort(t.Sort, t.Desc)
	}
}

// resizeHead drags the right edge of a column.
func (t *Table) resizeHead(col *Column, k int) func(Drag) {
	return func(d Drag) {
		switch d.Phase {
		case DragStart:
			t.drag = columnDrag{on: true, col: col, resize: true, start: t.lay.w[k]}
			col.Flex, col.Give = false, 0
		case DragEnd:
			t.drag = columnDrag{}
			t.columnsChanged()
			return
		}
		col.Width = max(t.drag.start+d.At.X-d.Start.X, col.min())
	}
}

// dragHead moves a column to another place.
func (t *Table) dragHead(col *Column, box Rect) func(Drag) {
	if col.Fixed {
		return nil
	}
	return func(d Drag) {
		switch d.Phase {
		case DragEnd:
			t.moveColumn(col, d.At.X)
			t.drag = columnDrag{}
			t.columnsChanged()
		default:
			t.drag = columnDrag{on: true, col: col, start: d.Start.X - box.X, x: d.At.X}
		}
	}
}

// drawMove shows the column being moved and where it would go.
func (t *Table) drawMove(c *Canvas, head Rect) {
	r := Rect{t.drag.x - t.drag.start, head.Y + 2, max(t.drag.col.Width, 60), head.H - 4}
	c.Shadow(r, 4)
	c.Round(r, 4, theme.Raised, theme.Primary)
	c.Text(r.InsetXY(8, 0), strings.ReplaceAll(t.drag.col.Title, "\n", ""), Caption)
	k := t.slotAt(t.drag.x)
	x := head.X + t.lay.left
	if k < len(t.lay.cols) {
		x = t.cellRect(head, k).X
	} else if k > 0 {
		x = t.cellRect(head, k-1).Right()
	}
	c.Fill(Rect{x - 1, head.Y, 2, t.v.r.Bottom() - head.Y}, theme.Primary)
}

// slotAt is the visible column before which something dropped at x goes.
func (t *Table) slotAt(x float32) int {
	k := t.lay.fixed
	for ; k < len(t.lay.cols); k++ {
		if q := t.cellRect(t.lay.head, k); x < q.X+q.W/2 {
			break
		}
	}
	return k
}

func (t *Table) moveColumn(col *Column, x float32) {
	k := t.slotAt(x)
	var before string
	if k < len(t.lay.cols) {
		before = t.lay.cols[k].ID
	}
	if before == col.ID {
		return
	}
	t.PlaceColumn(col.ID, before)
}

func (t *Table) columnsChanged() {
	if t.OnColumns != nil {
		t.OnColumns()
	}
}

// fitColumn makes a column as wide as its visible contents need.
func (t *Table) fitColumn(col *Column, k int) {
	w := Measure(strings.ReplaceAll(col.Title, "\n", ""), Caption) + 16 + 14
	from, to := t.v.visible()
	for i := from; i < to; i++ {
		if cells, ok := t.Source.Row(i); ok {
			if cell := t.columnCell(cells, col); cell != nil {
				need := Measure(cell.Text, cellStyle(cell, RowStyle{})) + 18
				if cell.Badge != nil || cell.Icon != "" {
					need += 14
				}
				if cell.Person != "" {
					need += 25
				}
				w = max(w, need)
			}
		}
	}
	col.Width, col.Flex, col.Give = max(w, col.min()), false, 0
	t.columnsChanged()
}
