package kit

import (
	"strings"
)

// press handles a click into the rows.
func (t *Table) press(p Pointer) {
	v := &t.v
	i := v.rowAt(p.At)
	if i < 0 {
		return
	}
	if v.isGroup(i) {
		t.Source.(Grouped).Fold(i)
		return
	}
	row := v.rect(i)
	if t.Multi && p.At.X < row.X+t.lay.left && !p.Right {
		if p.Shift {
			v.moveTo(i, true)
		} else {
			v.toggle(i)
			v.anchor = i
		}
		return
	}
	for k := range t.lay.cols {
		if t.cellRect(row, k).Has(p.At) && (k < t.lay.fixed || p.At.X >= t.fixedEdge(row)) {
			t.col = k
			break
		}
	}
	v.press(i, p)
	t.cellMoved()
	if !p.Right && p.Clicks == 1 {
		t.cellTap(i)
	}
}

func (t *Table) cellMoved() {
	if t.Cells && t.OnCell != nil && t.v.cur >= 0 && t.col < len(t.lay.cols) {
		t.OnCell(t.v.cur, t.lay.cols[t.col].ID)
	}
}

// cellTap acts on a link or tick box in the clicked cell.
func (t *Table) cellTap(i int) {
	if t.col >= len(t.lay.cols) {
		return
	}
	cells, ok := t.Source.Row(i)
	if !ok {
		return
	}
	col := t.lay.cols[t.col]
	cell := t.columnCell(cells, col)
	switch {
	case cell == nil:
	case cell.Link && t.OnLink != nil:
		t.OnLink(i, col.ID)
	case cell.Tick > 0 && t.OnTick != nil:
		t.OnTick(i, col.ID)
	}
}

func (t *Table) wheel(p Pointer) bool {
	if p.DX != 0 {
		if room := t.lay.width - t.v.r.W; room > 0 {
			t.offX = min(max(t.offX-p.DX, 0), room)
			return true
		}
	}
	return p.DY != 0 && t.v.scrollTo(t.v.off-float64(p.DY))
}

// handle takes a key while the table has the focus.
func (t *Table) handle(k Key) bool {
	v := &t.v
	switch k {
	case "Left", "Right":
		if t.Cells {
			t.stepCell(k)
			t.cellMoved()
			return true
		}
		if room := t.lay.width - v.r.W; room > 0 {
			d := float32(60)
			if k == "Left" {
				d = -d
			}
			t.offX = min(max(t.offX+d, 0), room)
			return true
		}
	case "Ctrl+C":
		t.Copy()
		return true
	case "F2":
		if t.OnEdit != nil && v.cur >= 0 && t.col < len(t.lay.cols) {
			t.OnEdit(v.cur, t.lay.cols[t.col].ID)
			return true
		}
	case "Space":
		if t.OnTick != nil && t.Cells && v.cur >= 0 && t.tickCell() {
			return true
		}
	case "Esc":
		if v.count() > 0 {
			v.pickAll(false)
			return true
		}
	}
	row := v.cur
	if v.handle(k) {
		if v.cur != row {
			t.cellMoved()
		}
		return true
	}
	return t.OnKey != nil && t.OnKey(k)
}

func (t *Table) tickCell() bool {
	cells, ok := t.Source.Row(t.v.cur)
	if !ok || t.col >= len(t.lay.cols) {
		return false
	}
	cell := t.columnCell(cells, t.lay.cols[t.col])
	if cell == nil || cell.Tick == 0 {
		return false
	}
	t.OnTick(t.v.cur, t.lay.cols[t.col].ID)
	return true
}

func (t *Table) stepCell(k Key) {
	if k == "Left" {
		t.col = max(t.col-1, 0)
	} else {
		t.col = min(t.col+1, len(t.lay.cols)-1)
	}
	if t.col < t.lay.fixed || t.col >= len(t.lay.cols) {
		return
	}
	// Scroll sideways so that the cell can be seen.
	x, w := t.lay.x[t.col], t.lay.w[t.col]
	edge := t.fixedEdge(Rect{})
	if x-t.offX < edge {
		t.offX = x - edge
	} else if x+w-t.offX > t.v.r.W {
		t.offX = x + w - t.v.r.W
	}
}

// copyLimit is how many rows are copied at most.
const copyLimit = 20000

// Copy puts the ticked rows, or else the current one, on the clipboard as
// tab-separated lines with a header.
func (t *Table) Copy() {
	if text := t.TSV(); text != "" && program() != nil {
		program().Clipboard().SetContent(text)
	}
}

// TSV is what Copy copies.
func (t *Table) TSV() string {
	var b strings.Builder
	for k, col := range t.lay.cols {
		if k > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(strings.ReplaceAll(col.Title, "\n", ""))
	}
	b.WriteByte('\n')
	n := 0
	for i := 0; i < t.v.n && n < copyLimit; i++ {
		if !t.copied(i) {
			continue
		}
		if line, ok := t.rowTexts(i); ok {
			b.WriteString(strings.Join(line, "\t"))
			b.WriteByte('\n')
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return b.String()
}

// copied tells whether Copy takes a row: the ticked ones, or the current one when none is.
func (t *Table) copied(i int) bool {
	if t.v.isGroup(i) {
		return false
	}
	if t.v.count() == 0 {
		return i == t.v.cur
	}
	return t.Multi && t.v.isPicked(i)
}

func (t *Table) rowTexts(i int) ([]string, bool) {
	cells, ok := t.Source.Row(i)
	if !ok {
		if t.CopyRow == nil {
			return nil, false
		}
		line := t.CopyRow(i)
		return line, line != nil
	}
	line := make([]string, 0, len(t.lay.cols))
	for _, col := range t.lay.cols {
		text := ""
		if cell := t.columnCell(cells, col); cell != nil {
			text = strings.NewReplacer("\t", " ", "\n", " ", "\r", "").Replace(cell.Text)
		}
		line = append(line, text)
	}
	return line, true
}
