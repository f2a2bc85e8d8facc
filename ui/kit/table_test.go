package kit_test

import (
	"fmt"
	"strings"
	"testing"

	"kontor/ui/kit"
	"kontor/ui/theme"
)

// million is a source of a million rows, of which only blocks that were wanted are loaded.
type million struct {
	n      int
	loaded map[int]bool
	wants  [][2]int
}

func (m *million) Len() int { return m.n }
func (m *million) Want(from, to int) {
	m.wants = append(m.wants, [2]int{from, to})
}
func (m *million) Key(i int) int64     { return int64(i) + 1000 }
func (m *million) Index(key int64) int { return int(key) - 1000 }
func (m *million) Row(i int) ([]kit.Cell, bool) {
	if m.loaded != nil && !m.loaded[i] {
		return nil, false
	}
	return []kit.Cell{{Text: fmt.Sprintf("苏州恒拓精密制造有限公司 %d", i)}, {Text: "A"}, {Text: "谈判", Badge: &kit.Blue}, {Text: "186,500.00"}}, true
}

func customers(n int) (*kit.Table, *million, *kit.Surface) {
	src := &million{n: n}
	t := &kit.Table{Name: "客户", Source: src, Multi: true, Columns: []kit.Column{
		{ID: "name", Title: "客户名称", Width: 240, Flex: true, Sortable: true},
		{ID: "grade", Title: "等级", Width: 60, Sortable: true},
		{ID: "stage", Title: "阶段", Width: 80},
		{ID: "due", Title: "应收余额", Width: 120, Align: kit.Right, Sortable: true},
	}}
	s := kit.NewSurface(func(c *kit.Canvas) { t.Draw(c, "t", c.Bounds()) })
	s.SetSize(700, 28+29*20)
	return t, src, s
}

func TestTableKeyboard(t *testing.T) {
	defer kit.HoldPosts()()
	tab, _, s := customers(1_000_000)
	opened := -1
	tab.OnOpen = func(i int) { opened = i }
	s.FocusID("t", true)
	if tab.Current() != 0 {
		t.Errorf("focus selects row %d, want the first", tab.Current())
	}
	for _, c := range []struct {
		key  kit.Key
		want int
	}{{"Down", 1}, {"Down", 2}, {"Up", 1}, {"PgDn", 20}, {"PgUp", 1}, {"End", 999_999}, {"Down", 999_999}, {"Up", 999_998}, {"Home", 0}, {"Up", 0}} {
		s.Press(c.key)
		if tab.Current() != c.want {
			t.Errorf("after %s the row is %d, want %d", c.key, tab.Current(), c.want)
		}
		from, to := tab.Visible()
		if tab.Current() < from || tab.Current() >= to {
			t.Errorf("after %s row %d is not among the visible %d … %d", c.key, tab.Current(), from, to)
		}
	}
	s.Press("Enter")
	if opened != 0 {
		t.Errorf("Enter opened %d", opened)
	}
	s.DoubleClickAt(kit.Point{X: 200, Y: 28 + 29*3 + 10})
	if opened != 3 {
		t.Errorf("a double click opened %d", opened)
	}
}

func TestTableScrollsTheWholeMillionExactly(t *testing.T) {
	defer kit.HoldPosts()()
	tab, src, s := customers(1_000_000)
	s.FocusID("t", true)
	s.Press("End")
	r := tab.RowRect(999_999)
	if d := r.Bottom() - (28 + 29*20); d > 0.01 || d < -0.01 {
		t.Errorf("the last row ends %v beside the lower edge", d)
	}
	s.WheelAt(kit.Point{X: 100, Y: 100}, 1)
	if got := 29_000_000 - 580 - tab.Offset(); got != 25 {
		t.Errorf("one tick up moved %v units", got)
	}
	w := src.wants[len(src.wants)-1]
	if w[1]-w[0] > 22 {
		t.Errorf("the table wants %d rows at once", w[1]-w[0])
	}
}

func TestTableTicksAndRanges(t *testing.T) {
	defer kit.HoldPosts()()
	tab, _, s := customers(1_000_000)
	row := func(i int) kit.Point { return kit.Point{X: 200, Y: 28 + 29*float32(i) + 10} }
	s.ClickAt(row(2))
	s.PressAt(row(5), true, false)
	if tab.PickedCount() != 4 {
		t.Errorf("Shift ticked %d rows, want 4", tab.PickedCount())
	}
	s.PressAt(row(8), false, true)
	if tab.PickedCount() != 5 {
		t.Errorf("Ctrl made it %d, want 5", tab.PickedCount())
	}
	keys, all := tab.Picked()
	if len(keys) != 5 || all {
		t.Errorf("picked %v %v", keys, all)
	}
	s.Press("Ctrl+A")
	if tab.PickedCount() != 1_000_000 {
		t.Errorf("all are %d", tab.PickedCount())
	}
	s.ClickAt(kit.Point{X: 23, Y: 28 + 10}) // the tick box of the first row
	if keys, all := tab.Picked(); tab.PickedCount() != 999_999 || !all || len(keys) != 1 || keys[0] != 1000 {
		t.Errorf("all but one: %d, %v %v", tab.PickedCount(), keys, all)
	}
	s.Press("Esc")
	if tab.PickedCount() != 0 {
		t.Errorf("Esc left %d", tab.PickedCount())
	}
}

func TestTableSortsByHeaderAndKeepsTheRecord(t *testing.T) {
	defer kit.HoldPosts()()
	tab, src, s := customers(100)
	var sorted []string
	tab.OnSort = func(col string, desc bool) { sorted = append(sorted, fmt.Sprint(col, desc)) }
	s.Click("t.head.due")
	s.Click("t.head.due")
	s.Click("t.head.stage") // cannot be sorted
	if got := strings.Join(sorted, " "); got != "duefalse duetrue" {
		t.Errorf("sorted %s", got)
	}
	tab.Select(7)
	if tab.CurrentKey() != 1007 {
		t.Errorf("key %d", tab.CurrentKey())
	}
	moved := &shifted{million: *src, by: 10}
	tab.SetSource(moved, false)
	if tab.Current() != 17 || tab.CurrentKey() != 1007 {
		t.Errorf("after another order: row %d, key %d", tab.Current(), tab.CurrentKey())
	}
}

// shifted is the same rows in another order.
type shifted struct {
	million
	by int
}

func (m *shifted) Key(i int) int64     { return int64(i-m.by) + 1000 }
func (m *shifted) Index(key int64) int { return int(key) - 1000 + m.by }

func TestTableColumns(t *testing.T) {
	defer kit.HoldPosts()()
	tab, _, s := customers(10)
	changes := 0
	tab.OnColumns = func() { changes++ }
	r, _ := s.HitRect("t.size.grade")
	s.DragFromTo(r.Middle(), kit.Point{X: r.Middle().X + 30, Y: r.Middle().Y})
	if tab.Columns[1].Width != 90 {
		t.Errorf("dragging made it %v wide", tab.Columns[1].Width)
	}
	from, _ := s.HitRect("t.head.due")
	to, _ := s.HitRect("t.head.grade")
	s.DragFromTo(from.Middle(), kit.Point{X: to.X + 5, Y: to.Middle().Y})
	if tab.Columns[1].ID != "due" || changes != 2 {
		t.Errorf("order %s, %d changes", tab.Columns[1].ID, changes)
	}
	if !s.Shows("186,500.00") {
		t.Error("a moved column lost its cells")
	}
	kept := tab.SaveColumns()
	fresh, _, _ := customers(10)
	fresh.RestoreColumns(kept)
	if fresh.Columns[1].ID != "due" || fresh.Columns[2].Width != 90 {
		t.Errorf("restored %+v", fresh.Columns)
	}
	fresh.RestoreColumns("nonsense")
	if len(fresh.Columns) != 4 {
		t.Error("nonsense changed the columns")
	}
}

func TestTableCopiesTicksAsTSV(t *testing.T) {
	defer kit.HoldPosts()()
	tab, src, s := customers(100)
	src.loaded = map[int]bool{0: true, 1: true}
	tab.CopyRow = func(i int) []string { return []string{"later", fmt.Sprint(i)} }
	s.ClickAt(kit.Point{X: 200, Y: 28 + 10})
	s.PressAt(kit.Point{X: 200, Y: 28 + 29*2 + 10}, true, false)
	want := "客户名称\t等级\t阶段\t应收余额\n苏州恒拓精密制造有限公司 0\tA\t谈判\t186,500.00\n苏州恒拓精密制造有限公司 1\tA\t谈判\t186,500.00\nlater\t2\n"
	if got := tab.TSV(); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestTableShowsPlaceholdersForRowsThatAreNotLoaded(t *testing.T) {
	defer kit.HoldPosts()()
	_, src, s := customers(100)
	src.loaded = map[int]bool{3: true}
	s.Redraw()
	kit.Pump()
	if s.Shows("公司 4") || !s.Shows("公司 3") {
		t.Error("rows that are not loaded show text")
	}
}

func TestTableLettersAreActions(t *testing.T) {
	defer kit.HoldPosts()()
	tab, _, s := customers(10)
	got := kit.Key("")
	tab.OnKey = func(k kit.Key) bool { got = k; return true }
	s.FocusID("t", true)
	s.TypeText("w")
	if got != "W" {
		t.Errorf("got %q", got)
	}
}

// groups is a source with headings.
type groups struct{ million }

func (g *groups) Groups() []int                { return []int{0, 4} }
func (g *groups) Group(i int) (string, string) { return fmt.Sprintf("组 %d", i), "3 条" }
func (g *groups) Fold(int)                     {}

func TestTableStepsOverHeadings(t *testing.T) {
	defer kit.HoldPosts()()
	tab, _, s := customers(1)
	tab.Source = &groups{million{n: 9}}
	s.Redraw()
	kit.Pump()
	s.FocusID("t", true)
	if tab.Current() != 1 {
		t.Errorf("the first row is %d", tab.Current())
	}
	for range 3 {
		s.Press("Down")
	}
	if tab.Current() != 5 {
		t.Errorf("three down from 1 is %d, want 5", tab.Current())
	}
	if r := tab.RowRect(5); r.Y != 28+26+29*3+26 {
		t.Errorf("row 5 lies at %v", r.Y)
	}
	s.Press("Home")
	if tab.Current() != 1 {
		t.Errorf("Home goes to %d", tab.Current())
	}
}

func wide() (*kit.Table, *kit.Surface) {
	t := &kit.Table{Name: "全部", Source: &cells{n: 1_000_000}, Multi: true}
	for i := range 12 {
		t.Columns = append(t.Columns, kit.Column{ID: fmt.Sprint(i), Title: fmt.Sprintf("列 %d", i), Width: 110})
	}
	s := kit.NewSurface(func(c *kit.Canvas) { t.Draw(c, "t", c.Bounds()) })
	s.SetSize(1440, 872)
	s.Picture(1440, 872, 1)
	return t, s
}

type cells struct{ n int }

func (s *cells) Len() int      { return s.n }
func (s *cells) Want(_, _ int) {}
func (s *cells) Row(i int) ([]kit.Cell, bool) {
	row := make([]kit.Cell, 12)
	for k := range row {
		row[k].Text = names[(i*7+k*3)%len(names)]
	}
	row[2].Badge = &kit.Blue
	row[11].Text = fmt.Sprintf("%d,%03d.00", i%900+1, i%1000)
	row[4].Color = theme.Bad
	return row, true
}

var names = []string{"苏州恒拓精密制造", "深圳联芯光电科技", "上海舜泽食品有限公司", "林晓雯", "2026-03-18", "谈判", "A", "186,500.00", "Hanse Lebensmittel", "周启航", "杭州澜石包装设备"}

// BenchmarkWheelStep is one tick of the wheel over a million rows: description, list
// and pixels of 1440 × 872.
func BenchmarkWheelStep(b *testing.B) {
	defer kit.HoldPosts()()
	_, s := wide()
	i := 0
	for b.Loop() {
		i++
		s.WheelAt(kit.Point{X: 400, Y: 400}, -1)
		s.Repaint(1440, 872)
	}
}

// BenchmarkPageJump is PgDn.
func BenchmarkPageJump(b *testing.B) {
	defer kit.HoldPosts()()
	_, s := wide()
	s.FocusID("t", false)
	for b.Loop() {
		s.Press("PgDn")
		s.Repaint(1440, 872)
	}
}

// BenchmarkHover moves the pointer from row to row.
func BenchmarkHover(b *testing.B) {
	defer kit.HoldPosts()()
	_, s := wide()
	i := 0
	for b.Loop() {
		i++
		s.HoverAt(kit.Point{X: 400, Y: 100 + float32(i%20)*29})
		s.Repaint(1440, 872)
	}
}

// BenchmarkFullRedraw is everything anew, as after a change of the theme.
func BenchmarkFullRedraw(b *testing.B) {
	defer kit.HoldPosts()()
	_, s := wide()
	for b.Loop() {
		s.Invalidate()
		s.Repaint(1440, 872)
	}
}
