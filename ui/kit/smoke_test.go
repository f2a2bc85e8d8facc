package kit

import (
	"testing"
)

func TestSurfaceDrawsClicksAndTypes(t *testing.T) {
	defer HoldPosts()()
	f := NewField("客户名称")
	tab, saved := "all", 0
	s := NewSurface(nil)
	s.SetDraw(func(c *Canvas) {
		r := c.Bounds().Inset(16)
		row := r.CutTop(46)
		c.ButtonsRight(&row, Button{ID: "save", Text: "保存", Kind: Primary, Key: "Ctrl+Enter", Tap: func() { saved++ }})
		c.Tabs("tab", row, []Tab{{ID: "mine", Text: "我的"}, {ID: "all", Text: "全部", Count: "286"}}, tab, func(id string) { tab = id })
		c.FormRow(&r, "name", "客户名称 *", f, Form{Label: 92})
	})
	s.SetSize(600, 200)
	if !s.Click("tab.mine") || tab != "mine" {
		t.Errorf("tab is %q", tab)
	}
	s.Click("save")
	if saved != 1 {
		t.Errorf("saved %d times", saved)
	}
	s.Click("name")
	s.TypeText("恒拓")
	if f.Text() != "恒拓" || !f.Focused() {
		t.Errorf("field has %q, focused %v", f.Text(), f.Focused())
	}
	s.Press("Tab")
	if s.FocusedID() != "save" {
		t.Errorf("after Tab the focus is on %q", s.FocusedID())
	}
	t.Log("\n" + s.Dump())
	if img := s.Picture(600, 200, 1); img.Rect.Dx() != 600 {
		t.Error(img.Rect)
	}
}
