package kit

import (
	"sort"

	"kontor/ui/theme"
)

// rows is what Table and List have in common: a long sequence of rows of one height,
// of which only the visible ones are drawn, with a current row, ticks and keys. The
// offset is float64, because 29 million pixels are beyond float32.
type rows struct {
	n      int
	height float64
	groups []int // rows that are headings, ascending; they are lower
	r      Rect  // where the rows are shown
	off    float64
	grab   float64

	cur    int // current row, -1 = none
	anchor int // where a Shift range began
	hover  int
	multi  bool
	keyOf  func(i int) int64
	picked map[int64]bool // ticked, or with all: not ticked
	all    bool

	onCur  func()
	onPick func()
	onOpen func(i int)
	onMenu func(i int, at Point)
	redraw func()
}

func (v *rows) init() {
	if v.picked == nil {
		v.picked = map[int64]bool{}
		v.cur, v.anchor, v.hover = -1, -1, -1
	}
}

func (v *rows) rowHeight(i int) float64 {
	if v.isGroup(i) {
		return theme.GroupRow
	}
	return v.height
}

func (v *rows) isGroup(i int) bool {
	k := sort.SearchInts(v.groups, i)
	return k < len(v.groups) && v.groups[k] == i
}

// top is the distance of row i from the first one.
func (v *rows) top(i int) float64 {
	before := sort.SearchInts(v.groups, i)
	return float64(i)*v.height - float64(before)*(v.height-theme.GroupRow)
}

// at is the row at a distance from the first one; it may lie behind the last.
func (v *rows) at(y float64) int {
	if v.height <= 0 {
		return 0
	}
	i := int(y / v.height)
	if len(v.groups) == 0 {
		return i
	}
	// With headings the rows stand higher: look for the last one that begins at or above y.
	return sort.Search(v.n, func(k int) bool { return v.top(k) > y }) - 1
}

func (v *rows) total() float64 { return v.top(v.n) }

func (v *rows) max() float64 { return max(v.total()-float64(v.r.H), 0) }

func (v *rows) scrollTo(off float64) bool {
	old := v.off
	v.off = min(max(off, 0), v.max())
	return v.off != old
}

// visible is the range of rows that can be seen.
func (v *rows) visible() (from, to int) {
	from = max(v.at(v.off), 0)
	to = min(v.at(v.off+float64(v.r.H)-0.001)+1, v.n)
	return from, max(to, from)
}

// rect is where row i is shown.
func (v *rows) rect(i int) Rect {
	return Rect{v.r.X, v.r.Y + float32(v.top(i)-v.off), v.r.W, float32(v.rowHeight(i))}
}

// rowAt is the row under a point, or -1.
func (v *rows) rowAt(p Point) int {
	if !v.r.Has(p) {
		return -1
	}
	i := v.at(v.off + float64(p.Y-v.r.Y))
	if i < 0 || i >= v.n {
		return -1
	}
	return i
}

// show scrolls so that row i can be seen.
func (v *rows) show(i int) {
	if i < 0 || i >= v.n || v.r.H <= 0 {
		return
	}
	top := v.top(i)
	if top < v.off {
		v.scrollTo(top)
	} else if bottom := top + v.rowHeight(i) - float64(v.r.H); bottom > v.off {
		v.scrollTo(bottom)
	}
}

// moveTo makes i the current row; extend ticks everything from the anchor on.
func (v *rows) moveTo(i int, extend bool) {
	i = min(max(i, 0), v.n-1)
	if v.n == 0 {
		i = -1
	}
	changed := i != v.cur
	v.cur = i
	v.show(i)
	if extend && v.multi {
		v.pickRange(v.anchor, i)
	} else {
		v.anchor = i
	}
	if changed && v.onCur != nil {
		v.onCur()
	}
}

func (v *rows) pickRange(a, b int) {
	if a < 0 {
		a = b
	}
	if a > b {
		a, b = b, a
	}
	v.all = false
	clear(v.picked)
	for i := a; i <= b && i < v.n; i++ {
		if !v.isGroup(i) {
			v.picked[v.key(i)] = true
		}
	}
	v.pickChanged()
}

func (v *rows) key(i int) int64 {
	if v.keyOf != nil {
		return v.keyOf(i)
	}
	return int64(i)
}

func (v *rows) isPicked(i int) bool { return v.picked[v.key(i)] != v.all }

func (v *rows) toggle(i int) {
	if i < 0 || i >= v.n || v.isGroup(i) {
		return
	}
	k := v.key(i)
	if v.picked[k] {
		delete(v.picked, k)
	} else {
		v.picked[k] = true
	}
	v.pickChanged()
}

func (v *rows) pickAll(on bool) {
	v.all = on
	clear(v.picked)
	v.pickChanged()
}

func (v *rows) pickChanged() {
	if v.onPick != nil {
		v.onPick()
	}
}

// count is how many rows are ticked.
func (v *rows) count() int {
	if v.all {
		return v.n - len(v.groups) - len(v.picked)
	}
	return len(v.picked)
}

// key handles the keys that every list of rows knows.
func (v *rows) handle(k Key) bool {
	if v.n == 0 {
		return false
	}
	page := max(int(float64(v.r.H)/v.height)-1, 1)
	switch k {
	case "Down", "Shift+Down":
		v.step(1, k[0] == 'S')
	case "Up", "Shift+Up":
		v.step(-1, k[0] == 'S')
	case "PgDn", "Shift+PgDn":
		v.jump(page, k[0] == 'S')
	case "PgUp", "Shift+PgUp":
		v.jump(-page, k[0] == 'S')
	case "Home", "Shift+Home", "Ctrl+Home":
		v.cur = -1
		v.step(1, k[0] == 'S')
	case "End", "Shift+End", "Ctrl+End":
		v.cur = v.n
		v.step(-1, k[0] == 'S')
	case "Space":
		if !v.multi || v.cur < 0 {
			return false
		}
		v.toggle(v.cur)
	case "Ctrl+A":
		if !v.multi {
			return false
		}
		v.pickAll(true)
	case "Enter":
		if v.cur < 0 || v.onOpen == nil {
			return false
		}
		v.onOpen(v.cur)
	case "Shift+F10", "Menu":
		if v.cur < 0 || v.onMenu == nil {
			return false
		}
		v.show(v.cur)
		q := v.rect(v.cur)
		v.onMenu(v.cur, Point{q.X + 40, q.Bottom()})
	default:
		return false
	}
	return true
}

// step moves to the next row that is not a heading.
func (v *rows) step(dir int, extend bool) {
	i := v.cur + dir
	for i >= 0 && i < v.n && v.isGroup(i) {
		i += dir
	}
	if i < 0 || i >= v.n {
		if v.cur < 0 || v.cur >= v.n {
			v.cur = -1
		}
		if i < 0 {
			v.scrollTo(0)
		}
		return
	}
	v.moveTo(i, extend)
}

func (v *rows) jump(by int, extend bool) {
	i := min(max(v.cur+by, 0), v.n-1)
	dir := 1
	if by < 0 {
		dir = -1
	}
	for v.isGroup(i) && i+dir >= 0 && i+dir < v.n {
		i += dir
	}
	if v.isGroup(i) {
		v.step(1, extend)
		return
	}
	v.scrollTo(v.off + float64(by)*v.height)
	v.moveTo(i, extend)
}

// press handles a click on a row.
func (v *rows) press(i int, p Pointer) {
	if i < 0 || v.isGroup(i) {
		return
	}
	switch {
	case p.Right:
		if v.multi && v.isPicked(i) {
			v.cur = i // keep the ticks: the menu is for all of them
			return
		}
		v.moveTo(i, false)
	case p.Shift && v.multi:
		v.moveTo(i, true)
	case p.Ctrl && v.multi:
		v.toggle(i)
		v.moveTo(i, false)
	default:
		v.moveTo(i, false)
	}
}

// hit gives the region over all rows.
func (v *rows) hit(h Hit) Hit {
	h.Focusable, h.ClickFocus = true, true
	h.Move = func(p Pointer) {
		if i := v.rowAt(p.At); i != v.hover {
			v.hover = i
			v.redraw()
		}
	}
	h.Leave = func() {
		if v.hover >= 0 {
			v.hover = -1
			v.redraw()
		}
	}
	h.Double = func() {
		if v.cur >= 0 && v.onOpen != nil {
			v.onOpen(v.cur)
		}
	}
	if v.onMenu != nil {
		h.Menu = func(at Point) {
			if i := v.rowAt(at); i >= 0 && !v.isGroup(i) {
				v.onMenu(i, at)
			}
		}
	}
	h.Gain = func(bool) {
		if v.cur < 0 && v.n > 0 {
			v.step(1, false)
		}
	}
	return h
}

// bar draws the scroll bar at the right edge of area.
func (v *rows) bar(c *Canvas, id string, area Rect) {
	if v.max() <= 0 {
		return
	}
	track, thumb := barGeometry(area, false, float64(v.r.H), v.total(), v.off/v.max())
	c.scrollBar(id+".bar", track, thumb, false, func(phase DragPhase, delta, length float32) {
		if phase == DragStart {
			v.grab = v.off
		}
		v.scrollTo(v.grab + float64(delta)/float64(length)*v.max())
	}, func(back bool) {
		step := float64(v.r.H) - v.height
		if back {
			step = -step
		}
		v.scrollTo(v.off + step)
	})
}
