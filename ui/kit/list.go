package kit

import "kontor/ui/theme"

// List is a virtual list whose rows the page draws itself: mail cards, to-dos, results.
// The page owns it and shows it with Draw.
type List struct {
	Name   string
	Len    int
	Height float32 // of a row; 29 when 0
	Groups []int   // rows that are headings, 26 high
	// Row draws row i; state tells whether it is current, ticked, under the pointer.
	Row func(c *Canvas, r Rect, i int, state RowState)
	// KeyOf is a stable number of a row (its record id), for ticks.
	KeyOf  func(i int) int64
	Multi  bool
	Plain  bool // the page draws ground and separators itself
	OnCur  func(i int)
	OnPick func()
	OnOpen func(i int)
	OnMenu func(i int, at Point)
	OnKey  func(k Key) bool
	// OnTap is a click on a row at a point inside it; true = taken, the row is not opened.
	OnTap func(i int, at Point, r Rect) bool
	// Want announces the rows that are shown, for sources that load.
	Want func(from, to int)

	v rows
}

// RowState is how a row is to look.
type RowState struct {
	Current bool // the selected row
	Focused bool // and the list has the keyboard
	Picked  bool
	Hover   bool
}

func (l *List) sync(c *Canvas, r Rect) {
	v := &l.v
	v.init()
	v.n, v.r, v.groups, v.multi, v.keyOf = l.Len, r, l.Groups, l.Multi, l.KeyOf
	v.height = float64(l.Height)
	if l.Height == 0 {
		v.height = theme.Row
	}
	v.onCur = func() {
		if l.OnCur != nil {
			l.OnCur(v.cur)
		}
	}
	v.onPick, v.onOpen, v.onMenu = l.OnPick, l.OnOpen, l.OnMenu
	if c != nil {
		v.redraw = c.s.Redraw
	}
	if v.cur >= v.n {
		v.cur = v.n - 1
	}
	v.scrollTo(v.off)
}

// Draw shows the list in r under an id.
func (l *List) Draw(c *Canvas, id string, r Rect) {
	l.sync(c, r)
	v := &l.v
	h := v.hit(Hit{Name: l.Name, Role: RoleList, Value: positionOf(v)})
	h.Down = func(p Pointer) {
		i := v.rowAt(p.At)
		v.press(i, p)
		if i >= 0 && !p.Right && l.OnTap != nil {
			l.OnTap(i, p.At, v.rect(i))
		}
	}
	h.Wheel = func(p Pointer) bool { return p.DY != 0 && v.scrollTo(v.off-float64(p.DY)) }
	h.Key = func(k Key) bool { return v.handle(k) || l.OnKey != nil && l.OnKey(k) }
	st := c.Hit(id, r, h)
	from, to := v.visible()
	if l.Want != nil && to > from {
		l.Want(from, to)
	}
	c.Clip(r, func() {
		for i := from; i < to; i++ {
			row := v.rect(i)
			state := RowState{Current: i == v.cur, Focused: st.Focused, Picked: v.multi && v.isPicked(i), Hover: i == v.hover && st.Hover}
			if !l.Plain {
				c.rowGround(row, state, v.isGroup(i))
			}
			l.Row(c, row, i, state)
		}
	})
	v.bar(c, id, r)
}

// rowGround paints what all rows have: ground, the bar of the current one, the separator.
func (c *Canvas) rowGround(row Rect, st RowState, group bool) {
	switch {
	case group:
		c.Fill(row, theme.Sunken)
	case st.Current || st.Picked:
		c.Fill(row, theme.Soft)
	case st.Hover:
		c.Fill(row, theme.Hover)
	}
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	if st.Current && !group {
		c.Fill(Rect{row.X, row.Y, 3, row.H - 1}, theme.Primary)
	}
}

func positionOf(v *rows) string {
	if v.cur < 0 {
		return itoa(v.n)
	}
	return itoa(v.cur+1) + "/" + itoa(v.n)
}

// Current is the selected row, or -1.
func (l *List) Current() int {
	l.v.init()
	return l.v.cur
}

// Select makes i the current row without calling OnCur.
func (l *List) Select(i int) {
	l.v.init()
	l.v.cur, l.v.anchor = i, i
	l.v.show(i)
}

// Picked tells which keys are ticked; all means every row but those.
func (l *List) Picked() (keys []int64, all bool) {
	for k := range l.v.picked {
		keys = append(keys, k)
	}
	return keys, l.v.all
}

// PickNone takes all ticks away.
func (l *List) PickNone() {
	l.v.init()
	l.v.pickAll(false)
}

// PickedCount is how many rows are ticked.
func (l *List) PickedCount() int { return l.v.count() }

// Offset and SetOffset are the scroll position in logical pixels.
func (l *List) Offset() float64 { return l.v.off }

// SetOffset scrolls.
func (l *List) SetOffset(off float64) { l.v.off = off }

// RowRect is where row i was last drawn.
func (l *List) RowRect(i int) Rect { return l.v.rect(i) }
