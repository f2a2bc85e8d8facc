package kit_test

import (
	"strings"
	"testing"

	"kontor/ui/kit"
)

func gridOn(t *testing.T) (*kit.Surface, *kit.Grid, *items) {
	t.Helper()
	g, m := quoteLines()
	s := kit.NewSurface(func(c *kit.Canvas) { g.Draw(c, "g", c.Bounds()) })
	window(t, s, 900, 300)
	s.FocusID("g", true)
	return s, g, m
}

func at(g *kit.Grid) string {
	row, col := g.Current()
	return string(rune('0'+row)) + col
}

func TestGridTypingReplacesAndEnterGoesDown(t *testing.T) {
	s, g, m := gridOn(t)
	g.Select(0, "qty")
	s.TypeText("7")
	if !g.Editing() {
		t.Fatal("typing does not edit")
	}
	s.Press("Enter")
	if m.rows[0][3] != "7" || at(g) != "1qty" || g.Editing() {
		t.Errorf("quantity %q, at %s", m.rows[0][3], at(g))
	}
	s.TypeText("3*4")
	s.Press("Tab")
	if m.rows[1][3] != "12" || at(g) != "1unit" {
		t.Errorf("quantity %q, at %s", m.rows[1][3], at(g))
	}
	s.Press("Shift+Tab")
	if at(g) != "1qty" {
		t.Errorf("Shift+Tab goes to %s", at(g))
	}
}

func TestGridF2KeepsTheTextAndEscLeavesIt(t *testing.T) {
	s, g, m := gridOn(t)
	g.Select(0, "spec")
	s.Press("F2")
	s.Press("End")
	s.TypeText("X")
	s.Press("Esc")
	if m.rows[0][2] != "220V 上下驱动" || g.Editing() {
		t.Errorf("after Esc %q", m.rows[0][2])
	}
	s.Press("F2")
	s.Press("End")
	s.TypeText("X")
	s.Press("Enter")
	if m.rows[0][2] != "220V 上下驱动X" {
		t.Errorf("after Enter %q", m.rows[0][2])
	}
}

func TestGridKeepsACellOpenThatIsWrong(t *testing.T) {
	s, g, m := gridOn(t)
	g.Select(0, "qty")
	s.TypeText("abc")
	s.Press("Enter")
	if !g.Editing() || m.rows[0][3] != "2" || g.Settle() {
		t.Errorf("editing %v, value %q", g.Editing(), m.rows[0][3])
	}
	s.Press("Esc")
	g.Select(0, "qty")
	s.TypeText("0")
	s.Press("Enter")
	if !g.Editing() || !s.Shows("数量不能为 0") {
		t.Error("the model's refusal is not shown")
	}
}

func TestGridRows(t *testing.T) {
	s, g, m := gridOn(t)
	g.Select(1, "name")
	s.Press("Ctrl+D")
	if m.rows[1][0] != "FKJ-450" {
		t.Errorf("Ctrl+D gave %q", m.rows[1][0])
	}
	s.Press("Alt+Down")
	if m.rows[2][0] != "FKJ-450" || at(g) != "2name" {
		t.Errorf("Alt+Down: %v at %s", m.rows, at(g))
	}
	s.Press("Ctrl+Del")
	if len(m.rows) != 2 {
		t.Errorf("%d rows after Ctrl+Del", len(m.rows))
	}
	g.Select(0, "name")
	s.Press("Ins")
	if len(m.rows) != 3 || m.rows[0][0] != "" {
		t.Errorf("Ins: %v", m.rows)
	}
	s.Press("Ctrl+End")
	if at(g) != "3amount" {
		t.Errorf("the empty row behind all: %s", at(g))
	}
}

func TestGridTakesASuggestion(t *testing.T) {
	s, g, m := gridOn(t)
	g.Select(3, "code")
	s.TypeText("ztp")
	s.Press("Down")
	s.Press("Enter")
	if len(m.rows) != 4 || m.rows[3][0] != "ZTP-HJ50" || m.rows[3][1] != "纸托盘护角 50 mm" {
		t.Fatalf("rows %v", m.rows)
	}
	if at(g) != "3name" || g.Editing() {
		t.Errorf("at %s, editing %v", at(g), g.Editing())
	}
}

// The mouse alone opens the list of a cell and takes from it.
func TestGridTakesASuggestionByMouse(t *testing.T) {
	s, g, m := gridOn(t)
	g.Select(3, "code")
	s.Press("F2")
	if !s.Click("g.edit.icon") {
		t.Fatal("the cell has nothing to open its list with")
	}
	list := s.Layer().TopSurface()
	if list == nil || !list.Click(list.Named("纸托盘护角 50 mm")) {
		t.Fatal("no list, or it cannot be clicked")
	}
	if len(m.rows) != 4 || m.rows[3][0] != "ZTP-HJ50" {
		t.Errorf("rows %v", m.rows)
	}
}

// Somebody types faster than products are found: the keys wait for what was typed last.
func TestGridWaitsForSuggestions(t *testing.T) {
	for _, keys := range [][]kit.Key{{"Enter"}, {"Tab"}, {"Down", "Enter"}} {
		s, g, m := gridOn(t)
		late := map[string]func([]kit.Option){}
		g.Columns[0].Suggest = func(_ int, q string, answer func([]kit.Option)) { late[q] = answer }
		g.Select(3, "code")
		s.TypeText("z")
		late["z"]([]kit.Option{{Key: "9", Lead: "ZZZ", Text: "wrong"}})
		s.TypeText("t")
		for _, k := range keys {
			s.Press(k)
		}
		if len(m.rows) != 3 || !g.Editing() {
			t.Fatalf("%v took %v before the answer", keys, m.rows)
		}
		late["zt"]([]kit.Option{{Key: "1", Lead: "ZTP-1210", Text: "Pallet"}, {Key: "2", Lead: "ZTP-HJ50", Text: "Edge"}})
		want := "ZTP-1210"
		if keys[0] == "Down" {
			want = "ZTP-HJ50"
		}
		if len(m.rows) != 4 || m.rows[3][0] != want || at(g) != "3name" {
			t.Errorf("%v: rows %v, at %s", keys, m.rows, at(g))
		}
	}
}

// Where nothing is found the text stays as typed, and a second Enter does not wait.
func TestGridKeepsWhatNobodySuggests(t *testing.T) {
	s, g, m := gridOn(t)
	var late func([]kit.Option)
	g.Columns[0].Suggest, g.Columns[0].Free = func(_ int, _ string, answer func([]kit.Option)) { late = answer }, true
	g.Select(3, "code")
	s.TypeText("new")
	s.Press("Enter")
	late(nil)
	if len(m.rows) != 4 || m.rows[3][0] != "new" {
		t.Fatalf("after an empty answer %v", m.rows)
	}
	g.Select(4, "code")
	s.TypeText("two")
	s.Press("Enter")
	s.Press("Enter")
	if len(m.rows) != 5 || m.rows[4][0] != "two" {
		t.Errorf("without an answer %v", m.rows)
	}
}

func TestGridPastesExcelBlocks(t *testing.T) {
	s, g, m := gridOn(t)
	g.Select(2, "qty")
	set, refused := g.Paste("5\t箱\t1,200.00\r\n6\t\"个\"\tno price\r\n")
	if set != 5 || refused != 1 {
		t.Errorf("set %d, refused %d", set, refused)
	}
	if m.rows[2][3] != "5" || m.rows[2][5] != "1,200.00" || len(m.rows) != 4 || m.rows[3][4] != "个" {
		t.Errorf("rows %v", m.rows)
	}
	// While a cell is edited, a block still goes into the grid.
	g.Select(0, "qty")
	s.Press("F2")
	if g.TSV() != "2" {
		t.Errorf("TSV %q", g.TSV())
	}
}

func TestGridMarksABlock(t *testing.T) {
	s, g, _ := gridOn(t)
	g.Select(0, "code")
	s.Press("Shift+Right")
	s.Press("Shift+Down")
	if got := g.TSV(); got != "FKJ-450\t自动折盖封箱机 FKJ-450\nKXJ-300\t开箱成型机 KXJ-300\n" {
		t.Errorf("block %q", got)
	}
	s.Press("Del")
	if got := strings.TrimSpace(g.TSV()); got != "" {
		t.Errorf("after Del %q", got)
	}
}

func TestGridTabLeavesAtTheEnd(t *testing.T) {
	s, g, _ := gridOn(t)
	g.ReadOnly = true
	g.Select(2, "disc")
	s.Redraw()
	if s.Press("Tab") && g.Editing() {
		t.Error("a read-only grid edits")
	}
	s.TypeText("x")
	if g.Editing() {
		t.Error("a read-only grid edits when typed into")
	}
}

// A name that finds no room goes on in a second line; nothing of it is cut.
func TestGridWrapsNames(t *testing.T) {
	g, m := quoteLines()
	s := kit.NewSurface(func(c *kit.Canvas) { g.Draw(c, "g", c.Bounds()) })
	window(t, s, 900, 300)
	m.rows[1][1] = "Packaging material for the carton erector KXJ-300, assorted"
	for _, wrap := range []bool{false, true} {
		g.Columns[1].Wrap = wrap
		s.Redraw()
		text := s.Dump()
		whole := strings.Contains(text, "Packaging material for the") && strings.Contains(text, "assorted") && !strings.Contains(text, "…")
		if whole != wrap {
			t.Errorf("wrapping %v: the name is whole: %v\n%s", wrap, whole, text)
		}
	}
}
