package kit

import (
	"encoding/json"
	"strings"

	"kontor/assets/icons"
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
		if t.v.count() > 0 && !(t.Multi && t.v.isPicked(i)) || t.v.count() == 0 && i != t.v.cur || t.v.isGroup(i) {
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

// ColumnMenu opens the choice of columns at a point of the surface.
func (t *Table) ColumnMenu(s *Surface, at Point) {
	l := s.Layer()
	if l == nil {
		return
	}
	items := []MenuItem{{Title: word("kit.columns"), Head: true}}
	for i := range t.Columns {
		col := &t.Columns[i]
		items = append(items, MenuItem{Title: strings.ReplaceAll(col.Title, "\n", ""), Checked: !col.Hidden, Disabled: col.Fixed, Run: func() {
			col.Hidden = !col.Hidden
			t.columnsChanged()
			s.Redraw()
		}})
	}
	l.ShowMenu(Menu{From: s, At: at, Items: items})
}

// ColumnsButton is the button that opens the choice of columns.
func (t *Table) ColumnsButton(s *Surface) Button {
	return Button{ID: "columns", Icon: icons.Columns, Tip: word("kit.columns"), Small: true, Tap: func() {
		if r, ok := s.HitRect("columns"); ok {
			t.ColumnMenu(s, Point{r.X, r.Bottom()})
		}
	}}
}

// PlaceColumn moves a column before another one, or to the end.
func (t *Table) PlaceColumn(id, before string) {
	t.index()
	var moved Column
	rest := make([]Column, 0, len(t.Columns))
	for _, c := range t.Columns {
		if c.ID == id {
			moved = c
		} else {
			rest = append(rest, c)
		}
	}
	if moved.ID == "" {
		return
	}
	out := make([]Column, 0, len(t.Columns))
	done := false
	for _, c := range rest {
		if c.ID == before {
			out, done = append(out, moved), true
		}
		out = append(out, c)
	}
	if !done {
		out = append(out, moved)
	}
	t.Columns = out
}

type savedColumn struct {
	ID     string  `json:"id"`
	Width  float32 `json:"w"`
	Hidden bool    `json:"h,omitempty"`
	Fixed  bool    `json:"f,omitempty"` // no longer flexible
}

// SaveColumns writes widths, order and choice as text for a saved view.
func (t *Table) SaveColumns() string {
	list := make([]savedColumn, 0, len(t.Columns))
	for _, c := range t.Columns {
		list = append(list, savedColumn{c.ID, c.Width, c.Hidden, !c.Flex})
	}
	b, err := json.Marshal(list)
	if err != nil {
		return ""
	}
	return string(b)
}

// RestoreColumns applies what SaveColumns wrote; columns that are new stay at their place.
func (t *Table) RestoreColumns(text string) {
	var list []savedColumn
	if json.Unmarshal([]byte(text), &list) != nil {
		return
	}
	t.index()
	known := map[string]savedColumn{}
	for _, s := range list {
		known[s.ID] = s
	}
	var out []Column
	for _, s := range list {
		for _, c := range t.Columns {
			if c.ID == s.ID {
				c.Width, c.Hidden = s.Width, s.Hidden && !c.Fixed
				if s.Fixed {
					c.Flex = false
				}
				out = append(out, c)
			}
		}
	}
	for i, c := range t.Columns {
		if _, ok := known[c.ID]; !ok {
			at := min(i, len(out))
			out = append(out[:at:at], append([]Column{c}, out[at:]...)...)
		}
	}
	t.Columns = out
}

// Current is the current row, or -1.
func (t *Table) Current() int {
	t.v.init()
	return t.v.cur
}

// CurrentKey is the key of the current row, or 0.
func (t *Table) CurrentKey() int64 {
	t.v.init()
	if k, ok := t.Source.(Keyed); ok && t.v.cur >= 0 && t.v.cur < t.Source.Len() {
		return k.Key(t.v.cur)
	}
	return 0
}

// Select makes row i current, without calling OnCur, and scrolls to it.
func (t *Table) Select(i int) {
	t.sync(nil)
	t.v.cur, t.v.anchor = min(i, t.v.n-1), i
	t.v.show(t.v.cur)
}

// SelectKey makes the row with a key current and tells whether it is there.
func (t *Table) SelectKey(key int64) bool {
	k, ok := t.Source.(Keyed)
	if !ok {
		return false
	}
	i := k.Index(key)
	if i < 0 {
		return false
	}
	t.Select(i)
	return true
}

// SetSource replaces the rows. The current record stays current when it is still there
// (top goes to the first row instead); ticks are kept by key.
func (t *Table) SetSource(src Source, top bool) {
	key := t.CurrentKeyOr(0)
	t.Source = src
	t.sync(nil)
	if top {
		t.v.off = 0
		t.v.cur = -1
		return
	}
	if key != 0 {
		if k, ok := src.(Keyed); ok {
			t.v.cur = k.Index(key)
			t.v.anchor = t.v.cur
		}
	}
}

// CurrentKeyOr is CurrentKey, or other when there is no current row.
func (t *Table) CurrentKeyOr(other int64) int64 {
	if t.Source == nil {
		return other
	}
	if k := t.CurrentKey(); k != 0 {
		return k
	}
	return other
}

// Picked gives the keys of the ticked rows; with all, every row but these is ticked.
func (t *Table) Picked() (keys []int64, all bool) {
	for k := range t.v.picked {
		keys = append(keys, k)
	}
	return keys, t.v.all
}

// PickedCount is how many rows are ticked.
func (t *Table) PickedCount() int { return t.v.count() }

// PickAll ticks every row of the filtered set, or none.
func (t *Table) PickAll(on bool) {
	t.v.init()
	t.v.pickAll(on)
}

// Offset and SetOffset are the scroll position in logical pixels.
func (t *Table) Offset() float64 { return t.v.off }

// SetOffset scrolls; the position is limited when drawn.
func (t *Table) SetOffset(off float64) { t.v.off = off }

// ScrollTo brings a row into view.
func (t *Table) ScrollTo(i int) {
	t.sync(nil)
	t.v.show(i)
}

// Visible is the range of rows shown last.
func (t *Table) Visible() (from, to int) { return t.v.visible() }

// RowRect is where row i was last drawn.
func (t *Table) RowRect(i int) Rect { return t.v.rect(i) }

// CellRect is where a cell was last drawn, for an editor over it.
func (t *Table) CellRect(i int, col string) (Rect, bool) {
	for k, c := range t.lay.cols {
		if c.ID == col {
			return t.cellRect(t.v.rect(i), k), true
		}
	}
	return Rect{}, false
}
