package kit

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
