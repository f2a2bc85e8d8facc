package attendance

import (
	"testing"

	"kontor/app/attendance"
	"kontor/ui/kit"
)

func (o *office) asks() *asksTab { return o.p.tabs["asks"].(*asksTab) }

func TestAskForLeave(t *testing.T) {
	o := openOffice(t, false)
	p := o.window(owner, "zh")
	p.show("asks")
	o.settle()
	a := o.asks()
	before, _ := a.list().Count()
	o.press("Ctrl+N")
	if a.form == nil {
		t.Fatal("no form")
	}
	o.press("Ctrl+Enter")
	if a.form == nil || a.form.who.Err == "" {
		t.Fatal("a leave of nobody was taken")
	}
	o.p.s.TypeText("尤")
	o.pic("08-asks-pick")
	o.press("Enter")
	if a.form.who.Value().ID != o.ids["尤敏"] {
		t.Fatalf("found %+v", a.form.who.Value())
	}
	a.form.typ = "annual"
	a.form.onFrom.SetValue(day("2026-03-19"))
	a.form.onTo.SetValue(day("2026-03-20"))
	o.pic("08-asks-form")
	o.press("Ctrl+Enter")
	if n, _ := a.list().Count(); n != before+1 || a.form != nil {
		t.Fatalf("%d requests after %d", n, before)
	}
	row := a.current()
	if row == nil || row.Get("minutes").Int() != 960 || row.Get("state").Text() != string(attendance.Approved) {
		t.Fatalf("row %+v", row)
	}
	o.pic("08-asks-one")
	o.p.show("month")
	o.settle()
	if o.mark("尤敏", 19) != "假" || o.mark("尤敏", 20) != "假" {
		t.Errorf("marks %q %q", o.mark("尤敏", 19), o.mark("尤敏", 20))
	}
}

func TestAskEveryKind(t *testing.T) {
	o := openOffice(t, false)
	p := o.window(owner, "zh")
	p.show("asks")
	o.settle()
	a := o.asks()
	for _, kind := range askKinds {
		o.click("kind." + kind)
		a.fresh()
		a.form.who.SetValue(kit.Option{ID: o.ids["尤敏"], Text: "尤敏"})
		a.form.reason.SetText("客户急单")
		a.form.onFrom.SetValue(day("2026-03-17"))
		a.form.onTo.SetValue(day("2026-03-17"))
		o.pic("08-asks-" + kind)
		a.form.save()
		o.settle()
		if a.form != nil {
			t.Errorf("%s was not taken: %s %s", kind, a.form.from.Err, a.form.to.Err)
		}
	}
}

// A member asks for himself, the boss decides.
func TestAskAndDecide(t *testing.T) {
	o := openOffice(t, false)
	p := o.window(owner, "zh")
	x := &attendance.Leave{Request: attendance.Request{EmployeeID: o.ids["何静"]}, Type: "personal", FromAt: at("2026-03-19 09:00"), ToAt: at("2026-03-19 18:00")}
	x.State = attendance.Submitted
	ok(t, o.s.Leaves.Create(owner, x))
	o.settle()
	if p.asked != 1 || o.h.Counts["attendance"] != 1 {
		t.Fatalf("%d requests wait", p.asked)
	}
	p.show("asks")
	o.click("chip.open")
	a := o.asks()
	if n, _ := a.list().Count(); n != 1 {
		t.Fatalf("%d open requests", n)
	}
	p.Focus()
	o.pic("08-asks-open")
	o.press("A")
	if n, _ := a.list().Count(); n != 0 {
		t.Errorf("%d open requests after the decision", n)
	}
	p.show("month")
	o.settle()
	if o.mark("何静", 19) != "假" || p.asked != 0 {
		t.Errorf("mark %q, %d wait", o.mark("何静", 19), p.asked)
	}
}
