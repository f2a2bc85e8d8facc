package attendance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app/attendance"
	"kontor/app/listing"
)

func (o *office) rules(section string) *rulesTab {
	o.p.showRules(section)
	o.settle()
	return o.p.tabs["rules"].(*rulesTab)
}

// typeIn types into a field of the window.
func (o *office) typeIn(id, text string) {
	o.t.Helper()
	o.click(id)
	o.p.s.Press("Ctrl+A")
	o.p.s.TypeText(text)
	o.settle()
}

func TestNewEmployee(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	o.rules("people")
	o.press("Ctrl+N")
	o.typeIn("form.number", "0099")
	o.typeIn("form.name", "冯小满")
	o.typeIn("form.department_id", "财务")
	o.p.s.Press("Enter")
	o.typeIn("form.hired_on", "2026-03-16")
	o.pic("08-rules-new")
	o.press("Ctrl+Enter")
	e, err := o.s.Employees.First(owner, listing.Is("number", listing.Eq, "0099"))
	ok(t, err)
	if e == nil || e.Name != "冯小满" || e.HiredOn != day("2026-03-16") {
		t.Fatalf("employee %+v", e)
	}
	o.click("card")
	d := o.h.Dialog
	if d == nil {
		t.Fatal("no dialog for the card")
	}
	d.Surface().TypeText("123")
	o.pic("08-rules-card")
	d.Surface().Press("Ctrl+Enter")
	o.settle()
	if e, _ = o.s.Employees.Get(owner, e.ID); e.Card != "" {
		t.Fatal("a card of three digits was taken")
	}
	d.Surface().Press("Ctrl+A")
	d.Surface().TypeText("00124578")
	d.Surface().Press("Ctrl+Enter")
	o.settle()
	if e, _ = o.s.Employees.Get(owner, e.ID); e.Card != "00124578" {
		t.Errorf("card %q", e.Card)
	}
}

func TestLeavingAsksWhatIsOpen(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	id := o.ids["蒋涛"]
	_, err := o.s.Fill(owner, []attendance.Cell{{EmployeeID: id, On: day("2026-03-25"), Codes: []string{"N"}}})
	ok(t, err)
	r := o.rules("people")
	r.people.list.Select(id)
	r.people.show()
	o.settle()
	o.click("leave")
	o.pic("08-rules-leaving")
	d := o.h.Dialog
	if d == nil || !strings.Contains(d.Title, "蒋涛") {
		t.Fatalf("dialog %+v", d)
	}
	d.Surface().Press("Ctrl+Enter")
	o.settle()
	e, err := o.s.Employees.Get(owner, id)
	ok(t, err)
	if e.LeftOn != day("2026-03-18") {
		t.Errorf("left on %s", e.LeftOn)
	}
}

func TestChangeShift(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	r := o.rules("shifts")
	if len(r.shifts.list) != 2 {
		t.Fatalf("%d shifts", len(r.shifts.list))
	}
	r.shifts.open(0)
	o.pic("08-rules-shift")
	f := r.shifts.form
	f.segments[0].in.SetText("0830")
	f.from.SetValue(day("2026-03-18"))
	f.save()
	o.settle()
	var now *attendance.Shift
	for _, x := range r.shifts.list {
		if x.Code == "D" {
			now = x
		}
	}
	if now == nil || now.Edition != 2 || now.Segments[0].In != 510 || now.FromOn != day("2026-03-18") {
		t.Fatalf("edition %+v", now)
	}
	// What was computed before stays as it was.
	o.p.show("month")
	o.settle()
	if o.mark("陈思远", 12) != "迟" || o.mark("陈思远", 11) != "·" {
		t.Error("the new edition reached back")
	}
	r = o.rules("shifts")
	o.press("Ctrl+N")
	f = r.shifts.form
	f.code.SetText("L")
	f.save()
	o.settle()
	if f.name.Err == "" {
		t.Error("a shift without a name was taken")
	}
	f.name.SetText("两头班")
	f.segments[0].out.SetText("1200")
	f.breaks = nil
	f.addSegment(attendance.ShiftSegment{In: 960, Out: 1320})
	o.pic("08-rules-shift-new")
	f.save()
	o.settle()
	if len(r.shifts.list) != 3 {
		t.Errorf("%d shifts", len(r.shifts.list))
	}
}

func TestChangeGroup(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	r := o.rules("groups")
	r.groups.table.OnCur(0)
	o.pic("08-rules-group")
	f := r.groups.form
	f.week[5] = "D"
	f.save()
	o.settle()
	if r.groups.list[0].Week != "D,D,D,D,D,D," {
		t.Errorf("week %q", r.groups.list[0].Week)
	}
}

const notice2027 = `国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。
二、春节：2月5日至11日放假调休，共7天。1月31日（星期日）、2月14日（星期日）上班。`

func TestHolidays(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	r := o.rules("days")
	o.pic("08-rules-days")
	o.click("nextyear")
	o.pic("08-rules-unknown-year")
	o.h.Clip = notice2027
	o.click("paste")
	d := o.h.Dialog
	o.pic("08-rules-paste")
	d.Surface().Press("Ctrl+Enter")
	o.settle()
	q := o.h.Question
	if q == nil || !strings.Contains(q.Text, "2027") {
		t.Fatalf("question %+v", q)
	}
	o.pic("08-rules-offer")
	q.OnYes()
	o.settle()
	if x := r.days.table.Day(day("2027-02-14")); x.Kind != "M" {
		t.Errorf("2027-02-14 is %s", x.Kind)
	}
	if r.days.table.Known(2027) || !r.days.table.Day(day("2027-10-01")).Statutory {
		t.Error("half a notice makes a year")
	}
	// One day by hand.
	o.h.Layer = nil
	o.click("day.2027-03-08")
	r.days.name.SetText("厂庆")
	o.pic("08-rules-day")
	o.click("kind.R")
	if x := r.days.table.Day(day("2027-03-08")); x.Kind != "R" || x.Name != "厂庆" {
		t.Errorf("2027-03-08 is %+v", x)
	}
}

func TestHolidaysFromCSV(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	r := o.rules("days")
	path := filepath.Join(t.TempDir(), "days.csv")
	ok(t, os.WriteFile(path, []byte("date,kind,name\r\n2027-10-04,H,国庆节\r\nnonsense\r\n"), 0o600))
	o.h.Pick = path
	o.click("csv")
	if o.h.Question == nil {
		t.Fatal("nothing was offered")
	}
	o.h.Question.OnYes()
	o.settle()
	if x := r.days.table.Day(day("2027-10-04")); x.Kind != "H" || x.Source != "import" {
		t.Errorf("2027-10-04 is %+v", x)
	}
}

func TestLawTable(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	r := o.rules("law")
	if len(r.law.rows) < 8 {
		t.Errorf("%d figures", len(r.law.rows))
	}
	o.pic("08-rules-law")
}
