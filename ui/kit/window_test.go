package kit_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// form is a surface with fields and buttons, as pages have them.
type form struct {
	s          *kit.Surface
	name, note *kit.Field
	amount     *kit.Amount
	date       *kit.Date
	terms      *kit.Picker
	saved      int
	keys       []kit.Key
	committed  []string
}

func newForm() *form {
	f := &form{name: kit.NewField("名称"), note: kit.NewArea("说明"), amount: kit.NewAmount("金额", "CNY"), date: kit.NewDate("日期", today, calendar.Ahead)}
	f.terms = kit.NewPicker("付款", []kit.Option{{Key: "30", Text: "月结 30 天"}, {Key: "45", Text: "月结 45 天"}, {Key: "0", Text: "款到发货"}})
	f.name.OnCommit = func(s string) { f.committed = append(f.committed, s) }
	f.s = kit.NewSurface(func(c *kit.Canvas) {
		r := c.Bounds().Inset(10)
		row := kit.Form{Label: 80}
		c.FormRow(&r, "name", "名称", f.name, row)
		c.FormRow(&r, "amount", "金额", f.amount.Field, row)
		c.FormRow(&r, "date", "日期", f.date.Field, row)
		c.FormRow(&r, "terms", "付款", f.terms.Field, row)
		c.FormRow(&r, "note", "说明", f.note, row)
		at := r.CutTop(28)
		c.ButtonsLeft(&at, kit.Button{ID: "save", Text: "保存", Kind: kit.Primary, Tap: func() { f.saved++ }}, kit.Button{ID: "off", Text: "转为订单", Disabled: "没有明细"})
	})
	f.s.Keys = func(k kit.Key, inField bool) bool {
		f.keys = append(f.keys, k)
		return kit.RunKey([]kit.Command{{Keys: []kit.Key{"Ctrl+Enter", "W"}, Run: func() { f.saved++ }}}, k, inField)
	}
	return f
}

func TestFieldsInAWindow(t *testing.T) {
	f := newForm()
	win, _ := window(t, f.s, 500, 400)
	f.s.Click("name")
	f.s.TypeText("恒拓w")
	if f.name.Text() != "恒拓w" || f.saved != 0 {
		t.Errorf("typed %q, saved %d: a letter must not act in a field", f.name.Text(), f.saved)
	}
	f.s.Press("Enter")
	if f.saved != 0 || len(f.committed) != 1 {
		t.Errorf("Enter saved %d times, committed %v", f.saved, f.committed)
	}
	f.s.Press("Ctrl+Enter")
	if f.saved != 1 {
		t.Errorf("Ctrl+Enter saved %d times", f.saved)
	}
	f.s.Press("Tab")
	f.s.TypeText("3*186")
	if got := f.s.Dump(); !contains(got, "= 558.00") {
		t.Errorf("the result is not shown while typing:\n%s", got)
	}
	f.s.Press("Tab")
	if f.amount.Text() != "558.00" {
		t.Errorf("amount %q", f.amount.Text())
	}
	if v, ok := f.amount.Value(); !ok || v != money.Minor(55800) {
		t.Errorf("value %v %v", v, ok)
	}
	f.s.TypeText("+1")
	f.s.Press("Shift+Tab")
	if f.date.Text() != "2026-03-19" || f.s.FocusedID() != "amount" {
		t.Errorf("date %q, focus %s", f.date.Text(), f.s.FocusedID())
	}
	if win.Canvas().Focused() == fyne.Focusable(f.s) {
		t.Error("the toolkit's focus is not in the field's entry")
	}
}

func contains(s, part string) bool {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

func TestFieldLeavesUndoToThePageWhenItHasNone(t *testing.T) {
	f := newForm()
	window(t, f.s, 500, 400)
	f.s.Click("name")
	f.s.TypeText("ab")
	f.s.Press("Ctrl+Z")
	if f.name.Text() == "ab" || len(f.keys) != 0 {
		t.Errorf("text %q, the page got %v", f.name.Text(), f.keys)
	}
	for range 3 {
		f.s.Press("Ctrl+Z")
	}
	if len(f.keys) == 0 || f.keys[len(f.keys)-1] != "Ctrl+Z" {
		t.Errorf("the page got %v", f.keys)
	}
	f.s.Press("F4")
	if f.keys[len(f.keys)-1] != "F4" {
		t.Errorf("function keys do not reach the page: %v", f.keys)
	}
}

func TestBadInputStaysAndIsExplained(t *testing.T) {
	f := newForm()
	window(t, f.s, 500, 400)
	f.s.Click("date")
	f.s.TypeText("30 February")
	f.s.Press("Tab")
	if f.date.Text() != "30 February" || f.date.Err == "" {
		t.Errorf("text %q, error %q", f.date.Text(), f.date.Err)
	}
	if _, ok := f.date.Value(); ok {
		t.Error("it counts as a date")
	}
	f.s.FocusID("date", true)
	f.s.Press("Ctrl+A")
	f.s.TypeText("0401")
	f.s.Press("Tab")
	if f.date.Err != "" || f.date.Text() != "2026-04-01" {
		t.Errorf("mended: text %q, error %q", f.date.Text(), f.date.Err)
	}
}

func TestPickerPicksByTyping(t *testing.T) {
	f := newForm()
	_, l := window(t, f.s, 500, 400)
	var picked []string
	f.terms.OnPick = func(o kit.Option) { picked = append(picked, o.Key) }
	f.s.Click("terms")
	f.s.TypeText("45")
	f.s.Press("Enter")
	if f.terms.Value().Key != "45" || f.terms.Text() != "月结 45 天" {
		t.Errorf("value %+v, text %q", f.terms.Value(), f.terms.Text())
	}
	f.s.Press("Down")
	f.s.Press("Down")
	f.s.Press("Enter")
	if f.terms.Value().Key != "0" {
		t.Errorf("arrows picked %+v", f.terms.Value())
	}
	f.s.Press("Ctrl+A")
	f.s.TypeText("zzz")
	f.s.Press("Esc")
	f.s.Press("Tab")
	if f.terms.Text() != "款到发货" || l.Open() {
		t.Errorf("what cannot be picked stayed: %q", f.terms.Text())
	}
	f.s.FocusID("terms", true)
	f.s.Press("Backspace")
	f.s.Press("Esc")
	f.s.Press("Tab")
	if f.terms.Value().Key != "" || len(picked) != 3 {
		t.Errorf("emptied: %+v, picked %v", f.terms.Value(), picked)
	}
}

// Who clicks what is chosen and types, chooses anew: nothing is written into the middle of it.
func TestClickOnWhatIsChosenReplacesIt(t *testing.T) {
	f := newForm()
	window(t, f.s, 500, 400)
	f.terms.SetKey("30")
	f.name.SetText("苏州")
	f.s.Flush()
	f.s.Click("terms")
	f.s.TypeText("款到")
	if got := f.terms.Text(); got != "款到" {
		t.Errorf("the picker holds %q", got)
	}
	f.s.Press("Enter")
	if got := f.terms.Value().Key; got != "0" {
		t.Errorf("picked %q", got)
	}
	f.s.Click("name")
	f.s.TypeText("恒拓")
	if got := f.name.Text(); len(got) != len("苏州恒拓") {
		t.Errorf("a text field was replaced: %q", got)
	}
}

func TestTabGoesThroughTheWindowAndOverDisabled(t *testing.T) {
	f := newForm()
	rail := kit.NewSurface(func(c *kit.Canvas) {
		r := c.Bounds()
		c.ButtonsLeft(&r, kit.Button{ID: "a", Text: "客户"}, kit.Button{ID: "b", Text: "销售"})
	})
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New())
	l := kit.NewLayer(container.NewBorder(nil, nil, rail, nil, f.s))
	rail.Min = fyne.NewSize(160, 40)
	win := test.NewTempWindow(t, l.Object())
	win.Resize(fyne.NewSize(700, 420))
	defer l.Close()
	rail.FocusID("a", true)
	rail.Press("Tab")
	if rail.FocusedID() != "b" {
		t.Fatalf("focus on %q", rail.FocusedID())
	}
	// The toolkit's order is that of its containers: the page comes first here, the rail after.
	seen := map[string]bool{}
	for range 12 {
		if id := f.s.FocusedID(); id != "" {
			seen[id] = true
			f.s.Press("Tab")
		} else {
			seen["rail."+rail.FocusedID()] = true
			rail.Press("Tab")
		}
	}
	for _, id := range []string{"name", "amount", "date", "terms", "note", "save", "rail.a", "rail.b"} {
		if !seen[id] {
			t.Errorf("Tab never came to %s: %v", id, seen)
		}
	}
	if seen["off"] {
		t.Error("Tab stopped at a disabled button")
	}
}

func TestReadOnlyAndRightClick(t *testing.T) {
	f := newForm()
	f.name.SetText("BJ-1")
	f.name.ReadOnly = true
	_, l := window(t, f.s, 500, 400)
	f.s.Click("name")
	f.s.TypeText("x")
	if f.name.Text() != "BJ-1" {
		t.Errorf("a read-only field has %q", f.name.Text())
	}
	f.s.Click("amount")
	f.s.Press("Shift+F10")
	if !l.Open() {
		t.Error("no menu for the field")
	}
}

func TestFieldThatDisappearsIsSettled(t *testing.T) {
	f := newForm()
	win, _ := window(t, f.s, 500, 400)
	f.s.Click("name")
	f.s.TypeText("恒拓")
	f.s.SetDraw(func(c *kit.Canvas) { c.Text(c.Bounds(), "空", kit.Body) })
	f.s.Flush()
	if f.name.Focused() || len(f.committed) != 1 {
		t.Errorf("focused %v, committed %v", f.name.Focused(), f.committed)
	}
	if win.Canvas().Focused() != fyne.Focusable(f.s) {
		t.Error("the keyboard is nowhere")
	}
}

func TestReadOnlyTextCanBeCopied(t *testing.T) {
	f := newForm()
	f.name.SetText("BJ-1")
	f.name.ReadOnly = true
	win, l := window(t, f.s, 500, 400)
	r, _ := f.s.HitRect("name")
	f.s.RightClickAt(r.Middle())
	if l.TopSurface() == nil {
		t.Fatal("no menu")
	}
	l.TopSurface().Press("Down")
	l.TopSurface().Press("Enter")
	_ = win
	if got := fyne.CurrentApp().Clipboard().Content(); got != "BJ-1" {
		t.Errorf("copied %q", got)
	}
}

func TestKeyboardGoesToThePageWhenNobodyHadIt(t *testing.T) {
	f := newForm()
	win, l := window(t, f.s, 500, 400)
	win.Canvas().Unfocus()
	l.ShowMenu(kit.Menu{Items: []kit.MenuItem{{Title: "编辑"}}})
	l.TopSurface().Press("Esc")
	if win.Canvas().Focused() != fyne.Focusable(f.s) {
		t.Errorf("the focus is on %v", win.Canvas().Focused())
	}
}

func TestTooltipsShowReasonsAndWholeTexts(t *testing.T) {
	var later []func()
	old := kit.After
	kit.After = func(_ time.Duration, fn func()) func() { later = append(later, fn); return func() {} }
	defer func() { kit.After = old }()
	f := newForm()
	draw := func(c *kit.Canvas) {
		r := c.Bounds().Inset(10)
		at := r.CutTop(28)
		c.ButtonsLeft(&at, kit.Button{ID: "off", Text: "转为订单", Disabled: "没有明细"})
		row := r.CutTop(28)
		c.Text(row.CutLeft(60), "苏州恒拓精密制造有限公司", kit.Body)
	}
	f.s.SetDraw(draw)
	_, l := window(t, f.s, 500, 400)
	for _, c := range []struct {
		at   kit.Point
		want string
	}{{kit.Point{X: 30, Y: 22}, "没有明细"}, {kit.Point{X: 30, Y: 50}, "苏州恒拓精密制造有限公司"}} {
		later = nil
		f.s.HoverAt(c.at)
		for _, fn := range later {
			fn()
		}
		tip := l.TipSurface()
		if tip == nil || !tip.Shows(c.want) {
			t.Errorf("no tip %q", c.want)
		}
	}
	f.s.Press("Esc")
	if l.TipSurface() != nil {
		t.Error("a key does not hide the tip")
	}
}

func TestZoom(t *testing.T) {
	defer theme.Set(theme.Light, 1)
	theme.Set(theme.Light, 1.5)
	f := newForm()
	window(t, f.s, 750, 600)
	if w, h := f.s.LogicalSize(); w != 500 || h != 400 {
		t.Errorf("logical size %v × %v", w, h)
	}
	r, _ := f.s.HitRect("save")
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(r.Middle().X*1.5, r.Middle().Y*1.5)
	f.s.MouseDown(e)
	f.s.MouseUp(e)
	if f.saved != 1 {
		t.Errorf("saved %d", f.saved)
	}
	theme.Set(theme.Light, 1)
	fyne.CurrentApp().Settings().SetTheme(theme.New())
	f.s.Refresh()
	if w, _ := f.s.LogicalSize(); w != 750 {
		t.Errorf("after zooming back the width is %v", w)
	}
}
