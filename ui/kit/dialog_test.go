package kit_test

import (
	"strings"
	"testing"

	"kontor/ui/kit"
)

func TestMenuTakesAndGivesBackTheKeyboard(t *testing.T) {
	f := newForm()
	_, l := window(t, f.s, 500, 400)
	f.s.Click("name")
	ran := ""
	l.ShowMenu(kit.Menu{From: f.s, At: kit.Point{X: 50, Y: 50}, Items: []kit.MenuItem{
		{Title: "编辑", Key: "F2", Run: func() { ran = "edit" }}, {}, {Title: "锁定", Disabled: true}, {Title: "删除", Run: func() { ran = "delete" }},
	}})
	if !l.Open() || f.name.Focused() {
		t.Fatal("the menu did not take the keyboard")
	}
	m := l.TopSurface()
	m.Press("Down")
	m.Press("Down")
	m.Press("Enter")
	if ran != "delete" || l.Open() {
		t.Errorf("ran %q, open %v", ran, l.Open())
	}
	if !f.name.Focused() {
		t.Error("the field did not get the keyboard back")
	}
	l.ShowMenu(kit.Menu{Items: []kit.MenuItem{{Title: "编辑", Key: "F2", Run: func() { ran = "edit" }}}})
	l.TopSurface().Press("Esc")
	if l.Open() || ran != "delete" {
		t.Error("Esc")
	}
}

func TestDialogTrapsTheKeyboard(t *testing.T) {
	f := newForm()
	_, l := window(t, f.s, 500, 400)
	var keys []kit.Key
	l.Keys = func(k kit.Key, _ bool) bool { keys = append(keys, k); return true }
	f.s.Click("name")
	answer := ""
	q := kit.Question{Title: "删除？", Yes: "删除", Danger: true, OnYes: func() { answer = "yes" }, OnNo: func() { answer = "no" }}
	l.ShowDialog(q.Dialog())
	d := l.TopSurface()
	if d.FocusedID() != "cancel" {
		t.Errorf("in a dialog that destroys, the focus is on %q", d.FocusedID())
	}
	for range 3 {
		d.Press("Tab")
		if d.FocusedID() == "" {
			t.Error("Tab left the dialog")
		}
	}
	d.Press("Ctrl+N")
	if len(keys) != 0 {
		t.Errorf("the window got %v through the dialog", keys)
	}
	d.Press("Esc")
	if answer != "no" || l.Open() || !f.name.Focused() {
		t.Errorf("answer %q, open %v, back in the field %v", answer, l.Open(), f.name.Focused())
	}
	q.Danger = false
	l.ShowDialog(q.Dialog())
	l.TopSurface().Press("Enter")
	if answer != "yes" {
		t.Errorf("Enter gave %q", answer)
	}
}

func TestEnterInADialogsFieldDoesNotAct(t *testing.T) {
	f := newForm()
	_, l := window(t, f.s, 500, 400)
	done := false
	name := kit.NewField("名称")
	l.ShowDialog(&kit.Dialog{
		Title: "另存视图", Height: func(float32) float32 { return 28 },
		Body:    func(c *kit.Canvas, r kit.Rect) { c.Field("name", r, name) },
		Buttons: []kit.DialogButton{{Text: "取消", Cancel: true}, {Text: "保存", Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { done = true; return false }}},
	})
	d := l.TopSurface()
	if !name.Focused() {
		t.Fatal("the field has not the focus")
	}
	d.TypeText("我的")
	d.Press("Enter")
	if done {
		t.Error("Enter in a text field closed the dialog")
	}
	d.Press("Ctrl+Enter")
	if !done || name.Text() != "我的" {
		t.Errorf("done %v, text %q", done, name.Text())
	}
}

// Two toasts at most; once Ctrl+Z has undone, none of them offers to undo the same.
func TestToastsAreTwoAndOfferOnce(t *testing.T) {
	f := newForm()
	_, l := window(t, f.s, 500, 400)
	for range 3 {
		l.Toast(kit.ToastSpec{Text: "已删除", Action: "撤销", Key: "Ctrl+Z", Run: func() {}})
	}
	if n := l.ToastCount(); n != 2 {
		t.Errorf("%d toasts", n)
	}
	l.Toast(kit.ToastSpec{Text: "已导出"})
	l.EndOffers()
	if n := l.ToastCount(); n != 1 {
		t.Errorf("%d toasts are left", n)
	}
}

func TestKeysDoNotPassADialogThroughAList(t *testing.T) {
	f := newForm()
	_, l := window(t, f.s, 500, 400)
	leaked := 0
	l.Keys = func(kit.Key, bool) bool { leaked++; return true }
	p := kit.NewPicker("付款", []kit.Option{{Key: "30", Text: "月结 30 天"}})
	l.ShowDialog(&kit.Dialog{Title: "付款条件", Height: func(float32) float32 { return 28 }, Body: func(c *kit.Canvas, r kit.Rect) { c.Field("p", r, p.Field) }})
	d := l.TopSurface()
	d.TypeText("月")
	if l.TopSurface() == d {
		t.Fatal("no list")
	}
	d.Press("Ctrl+N")
	d.Press("F5")
	if leaked != 0 {
		t.Errorf("%d keys passed the dialog", leaked)
	}
}

// Ctrl+Enter saves what stands in the field that has the keyboard: a suggestion that was
// not there yet, and a text that may be anything.
func TestSavingSettlesThePicker(t *testing.T) {
	var late func([]kit.Option)
	who := kit.NewSearch("客户", func(_ string, answer func([]kit.Option)) { late = answer })
	free := kit.NewPicker("内容", []kit.Option{{Key: "today", Text: "今天"}})
	free.Free = true
	free.SetValue(kit.Option{Key: "10", Text: "10"})
	s := kit.NewSurface(func(c *kit.Canvas) {
		r := c.Bounds()
		c.Field("who", r.CutTop(30), who.Field)
		c.Field("free", r.CutTop(30), free.Field)
	})
	saved := []string{}
	s.Keys = func(k kit.Key, _ bool) bool {
		if k == "Ctrl+Enter" {
			saved = append(saved, who.Value().Key+"/"+free.Value().Key+"/"+free.Value().Text)
		}
		return true
	}
	window(t, s, 400, 300)
	s.FocusID("who", true)
	s.TypeText("恒")
	s.Press("Ctrl+Enter")
	if len(saved) != 0 {
		t.Fatalf("saved %v before the customer was found", saved)
	}
	late([]kit.Option{{Key: "7", Text: "恒拓"}})
	s.FocusID("free", true)
	s.Press("Ctrl+A")
	s.TypeText("100")
	s.Press("Ctrl+Enter")
	if len(saved) != 2 || saved[0] != "7/10/10" || saved[1] != "7//100" {
		t.Errorf("saved %v", saved)
	}
}

// What was refused is told whole: what, why, what to do. A sentence longer than a line wraps.
func TestLongToastsWrap(t *testing.T) {
	f := newForm()
	_, l := window(t, f.s, 900, 600)
	l.Toast(kit.ToastSpec{Text: "已保存"})
	l.Toast(kit.ToastSpec{Text: "USD 单据还没有填汇率，发出后会按 1 折算成 CNY，所以没有发出。请在币种旁填上 1 USD 折合多少 CNY。这样应收、统计和毛利才会正确。"})
	var heights []float32
	whole := false
	for _, s := range l.ToastSurfaces() {
		heights = append(heights, s.Size().Height)
		for _, text := range s.Texts() {
			whole = whole || strings.HasSuffix(text, "才会正确。")
		}
	}
	if len(heights) != 2 || heights[1] <= heights[0] || !whole {
		t.Errorf("heights %v, told whole: %v", heights, whole)
	}
}
