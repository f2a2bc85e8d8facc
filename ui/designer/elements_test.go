package designer

import (
	"testing"

	"kontor/app/paper"
	"kontor/ui/kit"
)

// PRT-01: elements are chosen, moved by the grid and by tenths, resized, copied and deleted by
// keyboard alone, and each step is taken back.
func TestElementsByKeyboard(t *testing.T) {
	b := desk(t, "delivery-standard")
	it := b.toCustomer(t)
	if it.Num("x", -1) != 0 || it.Num("y", 0) != 19 || it.Num("w", 0) != 84 {
		t.Fatalf("%v %v", it.Num("x", -1), it.Num("y", 0))
	}
	where := func(x, y, w, h float64) {
		t.Helper()
		it := b.at(b.primary())
		if it.Num("x", -1) != x || it.Num("y", -1) != y || it.Num("w", -1) != w || it.Num("h", -1) != h {
			t.Errorf("it stands at %v %v, %v × %v", it.Num("x", -1), it.Num("y", -1), it.Num("w", -1), it.Num("h", -1))
		}
	}
	b.press("Right", "Down")
	where(1, 20, 84, 6)
	b.press("Ctrl+Right", "Ctrl+Up")
	where(1.1, 19.9, 84, 6)
	b.press("Shift+Left", "Shift+Down", "Ctrl+Shift+Down")
	where(1.1, 19.9, 83, 7.1)
	b.press("Left", "Left", "Left")
	where(0, 19.9, 83, 7.1) // the edge of the page holds
	if b.unsaved() == 0 {
		t.Error("nothing counts as unsaved")
	}
	n := len(b.items(b.primary().band))
	b.press("Ctrl+D")
	if len(b.items(b.primary().band)) != n+1 || b.at(b.primary()).Words("text").ZH != "{{customer.name}}" {
		t.Error("it was not copied")
	}
	b.press("Del")
	if len(b.items(1)) != n {
		t.Error("the copy was not deleted")
	}
	for range 20 {
		b.press("Ctrl+Z")
	}
	if b.unsaved() != 0 {
		t.Errorf("%d steps are left after all were taken back", b.unsaved())
	}
	b.press("Ctrl+Y")
	if b.unsaved() == 0 {
		t.Error("the step was not done again")
	}
}

// PRT-01: texts, lines, boxes, pictures, bar codes and QR codes are added with a letter each,
// and what stands on the page prints.
func TestElementsAreAdded(t *testing.T) {
	b := desk(t, "delivery-standard")
	b.toCustomer(t)
	for key, kind := range map[kit.Key]string{"T": "", "L": "line", "R": "box", "I": "image", "B": "code128", "Q": "qr"} {
		b.press(key)
		if it := b.at(b.primary()); it.Str("type") != kind || it.Num("w", 0) == 0 {
			t.Errorf("%s added %q", key, it.Str("type"))
		}
	}
	bars := 0
	for _, it := range b.doc.Pages[0].Items {
		if _, ok := it.(paper.Bars); ok {
			bars++
		}
	}
	if bars != 2 || len(b.faults) > 0 {
		t.Errorf("%d codes on the page, %+v", bars, b.faults)
	}
}

// PRT-01: a field is found by its name and added with Enter; a field of the lines becomes a
// column, and columns change places and widths.
func TestFieldsAreAdded(t *testing.T) {
	b := desk(t, "delivery-standard")
	b.toCustomer(t)
	b.s.FocusID("field..plate", true)
	b.press("Enter")
	if it := b.at(b.primary()); it.Words("text").ZH != "{{plate}}" || it.Words("prefix").ZH != "车牌：" {
		t.Errorf("%+v", it.Words("prefix"))
	}
	n := len(b.columns(2))
	b.s.FocusID("field.lines.line.price", true)
	b.settle()
	b.press("Enter")
	if r := b.primary(); !r.isColumn() || len(b.columns(2)) != n+1 || b.at(r).Words("text").ZH != "{{line.price}}" || b.at(r).Words("title").EN == "" {
		t.Fatalf("%+v", r)
	}
	at := b.primary().column
	b.press("Alt+Left", "Shift+Right")
	if r := b.primary(); r.column != at-1 || b.at(r).Num("width", 0) < 3 {
		t.Errorf("%+v %v", r, b.at(r).Num("width", 0))
	}
	b.find.SetText("zzz")
	b.s.Redraw()
	b.settle()
	if !b.s.Shows(b.h.T("designer.no_fields")) {
		t.Error("no field fits, and nothing says so")
	}
}

// PRT-01: the mouse moves with the grid, resizes at the handles, chooses several with a box
// around them, and carries a field from the list to a place on the page.
func TestElementsByMouse(t *testing.T) {
	b := desk(t, "delivery-standard")
	b.toCustomer(t)
	middle := func() kit.Point {
		s, ok := b.spot(b.primary())
		if !ok {
			t.Fatal("it stands nowhere")
		}
		return b.view.rect(s).Middle()
	}
	mm := b.view.scale
	from := middle()
	b.choose()
	b.s.DragFromTo(from, kit.Point{X: from.X + 3.2*mm, Y: from.Y + 2.1*mm})
	b.settle()
	it := b.at(b.primary())
	if x, y := it.Num("x", 0), it.Num("y", 0); x < 2 || x > 4.5 || y < 20 || y > 22.5 || len(b.undo) != 1 {
		t.Errorf("dragged to %v %v in %d steps", x, y, len(b.undo))
	}
	s, _ := b.spot(b.primary())
	corner := handle{1, 1}.of(b.view.rect(s))
	w := it.Num("w", 0)
	b.s.DragFromTo(corner, kit.Point{X: corner.X - 10*mm, Y: corner.Y + 2*mm})
	b.settle()
	it = b.at(b.primary())
	if it.Num("w", 0) != w-10 || it.Num("h", 0) != 8 {
		t.Errorf("resized to %v × %v", it.Num("w", 0), it.Num("h", 0))
	}
	to, _ := b.s.HitRect("sheet")
	field, ok := b.s.HitRect("field..date")
	if !ok {
		t.Fatal("no field to drag")
	}
	b.s.DragFromTo(field.Middle(), kit.Point{X: b.view.x(60), Y: b.view.y(8)})
	b.settle()
	it = b.at(b.primary())
	if it.Words("text").ZH != "{{date}}" || b.primary().band != 1 || it.Num("x", 0) < 35 || it.Num("x", 0) > 45 {
		t.Errorf("dropped %+v at %v in %+v", it.Words("text"), it.Num("x", 0), b.primary())
	}
	b.s.DragFromTo(kit.Point{X: to.X + 4, Y: b.view.y(1)}, kit.Point{X: b.view.x(239), Y: b.view.y(40)})
	b.settle()
	if len(b.sel) < 5 {
		t.Errorf("the box chose %d elements", len(b.sel))
	}
	b.s.Click("align.left")
	b.settle()
	x := b.at(b.sel[0]).Num("x", 0)
	for _, r := range b.sel {
		if b.at(r).Num("x", 0) != x {
			t.Error("they do not stand in line")
		}
	}
}

// PRT-01: properties are typed in mm and points; what is no number is refused with a sentence
// and changes nothing.
func TestProperties(t *testing.T) {
	b := desk(t, "delivery-standard")
	b.toCustomer(t)
	set := func(id, text string) {
		t.Helper()
		if !b.s.FocusID(id, true) {
			t.Fatalf("%s is not there", id)
		}
		b.settle()
		b.s.Press("Ctrl+A")
		b.s.TypeText(text)
		b.s.Press("Enter")
		b.settle()
	}
	set("prop.x", "12.5")
	set("prop.size", "14")
	it := b.at(b.primary())
	if it.Num("x", 0) != 12.5 || it.Num("size", 0) != 14 {
		t.Errorf("%v %v", it.Num("x", 0), it.Num("size", 0))
	}
	set("prop.w", "wide")
	if it.Num("w", 0) != 84 || b.props["w"].Err == "" {
		t.Errorf("%v %q", it.Num("w", 0), b.props["w"].Err)
	}
	b.choose(b.sel...) // the fields are made anew, and none has the keyboard
	b.settle()
	b.s.FocusID("prop.when", true)
	b.press("Space")
	if it = b.at(b.primary()); it.Str("when") == "" {
		t.Error("no condition")
	}
	it.Set("when", "order_number = nothing")
	b.relay()
	b.settle()
	if s, _ := b.spot(b.primary()); !s.Hidden {
		t.Error("the condition does not hide it")
	}
}

// A condition of one test is read and written without loss; others stay text.
func TestConditions(t *testing.T) {
	for _, s := range []string{"remark", "!remark", "print.count > 1", `kind = "in review"`, "kind != internal"} {
		if c, ok := readCondition(s); !ok || c.text() != s {
			t.Errorf("%q: %+v %v %q", s, c, ok, c.text())
		}
	}
	if _, ok := readCondition("a and b"); ok {
		t.Error("two tests are taken for one")
	}
}

// PRT-01: elements are grouped and move together, are kept in place, and the paper is
// turned, by keyboard and by mouse; each is taken back.
func TestGroupsLocksAndTheWayThePaperLies(t *testing.T) {
	b := desk(t, "delivery-standard")
	b.toCustomer(t)
	first := b.primary()
	second := ref{first.band, first.item + 1, -1}
	x := func(r ref) float64 { return b.at(r).Num("x", 0) }
	was := [2]float64{x(first), x(second)}
	b.choose(first, second)
	b.press("Ctrl+G")
	b.choose(first)
	if len(b.sel) != 2 || b.primary() != first {
		t.Fatalf("%+v are chosen", b.sel)
	}
	b.press("Right")
	if x(first) != was[0]+1 || x(second) != was[1]+1 {
		t.Errorf("they do not move together: %v %v", x(first), x(second))
	}
	b.press("PgDn")
	if b.primary() == first || b.primary() == second {
		t.Error("the way through the elements is caught in the group")
	}
	b.choose(first)
	b.press("Ctrl+Shift+G")
	b.choose(first)
	if len(b.sel) != 1 {
		t.Errorf("they are together still: %+v", b.sel)
	}
	b.press("Ctrl+L", "Right", "Shift+Right", "Del")
	if x(first) != was[0]+1 || !b.at(first).Yes("lock") {
		t.Errorf("a locked element moved to %v", x(first))
	}
	if _, grabbed := b.handleAt(kit.Point{}); grabbed {
		t.Error("a locked element is resized")
	}
	b.s.Click("prop.lock")
	b.settle()
	b.press("Right")
	if x(first) != was[0]+2 {
		t.Errorf("a freed element stands at %v", x(first))
	}

	q := desk(t, "quote-standard")
	q.press("Ctrl+Shift+O")
	if s := q.sheetSize(); s.Key != "a4-landscape" || q.doc.Pages[0].Size.W != 297 {
		t.Errorf("the paper is %s", s.Key)
	}
	q.press("Ctrl+Z")
	if s := q.sheetSize(); s.Key != "a4" {
		t.Errorf("taken back it is %s", s.Key)
	}
	q.s.Click("turn")
	q.settle()
	if s := q.sheetSize(); s.Key != "a4-landscape" {
		t.Errorf("by mouse it is %s", s.Key)
	}
	if _, ok := turned(b.sheetSize()); ok {
		t.Error("a continuous form is turned")
	}
}
