package attendance

import (
	"strings"
	"testing"

	"kontor/app/attendance"
	"kontor/ui/kit"
	"kontor/ui/uitest"
)

// month is the month tab of an opened window.
func (o *office) month() *monthTab { return o.p.tabs["month"].(*monthTab) }

// mark is the sign in a cell of the month.
func (o *office) mark(name string, day int) string {
	m := o.month()
	for i := range m.rows {
		if m.person(i).Name == name {
			return m.Day(i, day-1).Text
		}
	}
	return "nobody"
}

// pic takes a picture of the window in front.
func (o *office) pic(name string) {
	o.settle()
	uitest.Picture(o.t, o.h, o.p, name, 1372, 792)
}

// button clicks a region and settles.
func (o *office) click(id string) {
	o.t.Helper()
	o.settle()
	if !o.p.s.Click(id) {
		o.t.Fatalf("nothing to click at %s", id)
	}
	o.settle()
}

// press gives a key to the window.
func (o *office) press(keys ...kit.Key) {
	o.t.Helper()
	for _, k := range keys {
		if !o.p.s.Press(k) {
			o.t.Fatalf("nobody takes the key %s", k)
		}
		o.settle()
	}
}

// labels are the buttons of the area header.
func labels(list []kit.Button) string {
	var out []string
	for _, b := range list {
		out = append(out, b.ID)
	}
	return strings.Join(out, " ")
}

// toast is what was said last.
func (o *office) toast() string {
	if n := len(o.h.Toasts); n > 0 {
		return o.h.Toasts[n-1]
	}
	return ""
}

func TestMonthShowsThePicture(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	m := o.month()
	if len(m.rows) != 20 || m.person(2).Name != "陈思远" {
		t.Fatalf("%d rows, third %q", len(m.rows), m.person(2).Name)
	}
	for _, w := range []struct {
		name string
		day  int
		sign string
	}{{"陈思远", 12, "迟"}, {"陈思远", 10, "假"}, {"陈思远", 14, "3"}, {"陈思远", 17, "1.5"}, {"赵明轩", 13, "缺"}, {"吴磊", 2, "旷"}, {"周启航", 5, "外"}, {"王雨桐", 3, "早"}, {"尤敏", 9, "·"}, {"尤敏", 1, ""}, {"尤敏", 19, ""}} {
		if got := o.mark(w.name, w.day); got != w.sign {
			t.Errorf("%s on the %d: %q, want %q", w.name, w.day, got, w.sign)
		}
	}
	var sums []string
	for k := range m.grid.Sums {
		sums = append(sums, m.Sum(2, k).Text)
	}
	if got := strings.Join(sums, " "); got != "13 12 2 — — 1 4.5" {
		t.Errorf("sums of 陈思远: %s", got)
	}
	if o.p.asked != 0 || o.h.Counts["attendance"] != 0 {
		t.Errorf("%d requests wait, nobody asked", o.p.asked)
	}
}

func TestMonthFilters(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	m := o.month()
	for _, w := range []struct {
		typed string
		n     int
		first string
	}{{"csy", 1, "陈思远"}, {"chen", 1, "陈思远"}, {"思远", 1, "陈思远"}, {"0012", 1, "陈思远"}, {"z", 4, "周启航"}, {"nobody", 0, ""}} {
		m.filter.SetText(w.typed)
		m.choose()
		if len(m.rows) != w.n || w.n > 0 && m.person(0).Name != w.first {
			t.Errorf("%q finds %d", w.typed, len(m.rows))
		}
	}
	o.pic("08-month-nobody")
	m.filter.SetText("")
	o.click("chip.only")
	for i := range m.rows {
		if m.person(i).Sum.Exceptions == 0 {
			t.Errorf("%s has no exception", m.person(i).Name)
		}
	}
	if len(m.rows) == 0 || len(m.rows) == 20 {
		t.Errorf("%d people with exceptions", len(m.rows))
	}
	for _, it := range m.departments() {
		if it.Title == "财务部" {
			it.Run()
		}
	}
	if len(m.rows) != 1 || m.person(0).Name != "朱丽" {
		t.Errorf("%d rows of the department", len(m.rows))
	}
	o.press("Esc")
	if len(m.rows) != 20 {
		t.Errorf("Esc leaves %d rows", len(m.rows))
	}
}

func TestCorrectionByKey(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	m := o.month()
	m.select_("赵明轩", 13)
	o.settle()
	o.p.Focus()
	o.press("B")
	if m.pane.mode != "fix" || m.pane.at.Text() != "18:00" {
		t.Fatalf("form %q with %q: the missing going home at 18:00", m.pane.mode, m.pane.at.Text())
	}
	o.settle()
	if m.pane.result == nil || m.pane.result.MissingOut != 0 || m.pane.result.Worked != 480 {
		t.Fatalf("what it becomes: %+v", m.pane.result)
	}
	o.press("Ctrl+Enter")
	if m.pane.err == "" || o.mark("赵明轩", 13) != "缺" {
		t.Fatal("a correction without a reason was taken")
	}
	o.p.s.TypeText("打卡机没电")
	o.pic("08-month-fix")
	o.press("Ctrl+Enter")
	if m.pane.mode != "" || o.mark("赵明轩", 13) != "·" {
		t.Fatalf("mark %q after the correction", o.mark("赵明轩", 13))
	}
	if !strings.Contains(o.toast(), "赵明轩") || o.h.Undo == nil {
		t.Fatalf("toast %q", o.toast())
	}
	o.pic("08-month-fixed")
	o.h.Undo()
	o.settle()
	if o.mark("赵明轩", 13) != "缺" {
		t.Errorf("mark %q after undo", o.mark("赵明轩", 13))
	}
}

func TestLeaveTripWaiver(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	m := o.month()
	m.select_("吴磊", 2)
	o.settle()
	o.p.Focus()
	o.press("J")
	if m.pane.from.Text() != "09:00" || m.pane.to.Text() != "18:00" || m.pane.result == nil || m.pane.result.Leave != 480 {
		t.Fatalf("leave %s–%s, %+v", m.pane.from.Text(), m.pane.to.Text(), m.pane.result)
	}
	m.pane.typ = "sick"
	o.pic("08-month-leave")
	o.click("save")
	if o.mark("吴磊", 2) != "假" {
		t.Errorf("mark %q after the leave", o.mark("吴磊", 2))
	}
	if m.pane.d.Day.LeaveBy[0].Type != "sick" {
		t.Errorf("leave %+v", m.pane.d.Day.LeaveBy)
	}

	m.select_("施然", 9)
	o.settle()
	o.p.Focus()
	o.press("M")
	o.p.s.TypeText("地铁 2 号线故障")
	o.settle()
	o.press("Ctrl+Enter")
	if o.mark("施然", 9) != "·" || m.pane.d.Day.Late != 0 {
		t.Errorf("mark %q after the waiver, %+v", o.mark("施然", 9), m.pane.d.Day)
	}

	m.select_("朱丽", 5)
	o.settle()
	o.p.Focus()
	o.press("W")
	if m.pane.from.Text() != "09:00" || m.pane.to.Text() != "09:14" {
		t.Errorf("a trip covers the late minutes, not %s–%s", m.pane.from.Text(), m.pane.to.Text())
	}
	m.pane.place.SetText("税务局")
	o.pic("08-month-trip")
	o.press("Ctrl+Enter")
	if o.mark("朱丽", 5) != "外" || m.pane.d.Day.Late != 0 {
		t.Errorf("mark %q after the trip", o.mark("朱丽", 5))
	}
	m.pane.trace = true
	o.pic("08-month-trace")
	if len(m.pane.d.Day.Trace) < 3 {
		t.Error("the trace does not say why")
	}
	o.press("B", "Esc")
	if m.pane.mode != "" {
		t.Error("Esc leaves the form open")
	}
}

func TestBadTimesAreRefused(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	m := o.month()
	m.select_("朱丽", 5)
	o.settle()
	m.act("leave")
	m.pane.from.SetText("1800")
	m.pane.to.SetText("0900")
	m.pane.save()
	o.settle()
	if m.pane.to.Err == "" || m.pane.mode != "leave" {
		t.Error("a leave that ends before it begins was taken")
	}
	m.act("fix")
	m.pane.at.SetText("26 Uhr")
	m.pane.note.SetText("x")
	m.pane.save()
	o.settle()
	if m.pane.at.Err == "" || m.pane.mode != "fix" {
		t.Error("a time that is none was taken")
	}
	o.pic("08-month-wrong")
}

func TestLockMonth(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	m := o.month()
	o.p.setMonth(day("2026-02-01"))
	o.settle()
	o.click("lock")
	q := o.h.Question
	if q == nil || !strings.Contains(q.Title, "2026 年 2 月") {
		t.Fatalf("question %+v", q)
	}
	o.pic("08-month-lock")
	q.OnYes()
	o.settle()
	if m.view.Lock == nil || labels(m.head()) != "import export print unlock" {
		t.Fatalf("head %s", labels(m.head()))
	}
	o.h.Layer = nil
	o.pic("08-month-locked")
	m.select_("林晓雯", 3)
	o.settle()
	m.act("waive")
	m.pane.note.SetText("公司停电")
	m.pane.save()
	o.settle()
	if len(m.pane.d.Fixes) != 1 || m.pane.d.Day.Late != 0 {
		t.Errorf("a locked day changed, or the request went lost: %+v", m.pane.d.Fixes)
	}
	o.click("unlock")
	d := o.h.Dialog
	if d == nil || !strings.Contains(d.Title, "2 月") {
		t.Fatalf("dialog %+v", d)
	}
	ok(t, o.s.UnlockMonth(owner, day("2026-02-01"), "补录"))
	o.settle()
	if m.view.Lock != nil {
		t.Error("the month stays locked in the window")
	}
}

func TestMonthExportAndPrint(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	m := o.month()
	for _, it := range m.departments() {
		if it.Title == "销售一部" {
			it.Run()
		}
	}
	o.h.Pick = t.TempDir() + "/a.xlsx"
	o.click("export")
	if len(o.months) != 1 || len(o.months[0].People) != 5 || o.months[0].Department != "销售一部" {
		t.Fatalf("exported %+v", o.months)
	}
	if o.h.Files[0].Name != "考勤月报 2026-03.xlsx" && !strings.HasSuffix(o.h.Files[0].Name, "2026-03.xlsx") {
		t.Errorf("file %q", o.h.Files[0].Name)
	}
	o.click("print")
	w := o.h.Opened[len(o.h.Opened)-1]
	if w.Kind != "print" || w.Args["kind"] != "attendance" || w.Args["month"] != "2026-03" || w.Args["department"] == "0" {
		t.Errorf("opened %+v", w)
	}
}

func TestMonthMovesAndComesBack(t *testing.T) {
	o := openOffice(t, false)
	p := o.window(owner, "zh")
	m := o.month()
	m.select_("韩冬", 11)
	m.only = true
	m.choose()
	m.only = false
	m.choose()
	m.select_("韩冬", 11)
	o.settle()
	state := p.Save()
	q := o.window(owner, "zh")
	q.Restore(state)
	o.settle()
	if i, d := o.month().grid.Current(); o.month().person(i).Name != "韩冬" || d != 10 {
		t.Errorf("came back to row %d day %d", i, d)
	}
	q.Focus()
	o.press("Alt+Left")
	if q.month != day("2026-02-01") || len(o.month().grid.Days) != 28 {
		t.Errorf("month %s", q.month)
	}
	o.press("Alt+Right", "Alt+Right")
	if q.month != day("2026-04-01") {
		t.Errorf("month %s", q.month)
	}
}

// What another window does shows here.
func TestMonthFollowsChanges(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	id := o.ids["尤敏"]
	ok(t, o.s.FileLeave(owner, &attendance.Leave{Request: attendance.Request{EmployeeID: id}, Type: "annual", FromAt: at("2026-03-16 09:00"), ToAt: at("2026-03-16 18:00")}))
	o.settle()
	if o.mark("尤敏", 16) != "假" {
		t.Errorf("mark %q", o.mark("尤敏", 16))
	}
}
