package attendance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app/calendar"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func (o *office) roster() *rosterTab { return o.p.tabs["roster"].(*rosterTab) }

// shifts are the codes of a person's days from a day on, as the roster shows them: small
// when only the week of the group says so.
func (o *office) shifts(row, from, n int) string {
	t := o.roster()
	var out []string
	for d := from - 1; d < from-1+n; d++ {
		k := t.person(row).Cells[d]
		text := strings.Join(k.Codes, "+")
		if k.Rest && text == "" {
			text = "-"
		}
		if !k.Explicit {
			text = strings.ToLower(text)
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func (o *office) openRoster() *rosterTab {
	o.window(owner, "zh")
	o.p.setMonth(day("2026-04-01"))
	o.p.show("roster")
	o.settle()
	return o.roster()
}

// at is the middle of a cell on the screen.
func (t *rosterTab) at(row, dayNumber int) kit.Point {
	r := t.dayRect(kit.R(t.body.X, t.body.Y+float32(row*theme.Row), t.body.W, theme.Row), dayNumber-1)
	return r.Middle()
}

func TestRosterBrush(t *testing.T) {
	o := openOffice(t, false)
	r := o.openRoster()
	if got := o.shifts(0, 1, 7); got != "d d d    d" { // 4-4 to 4-6 are 清明
		t.Fatalf("week of the group: %s", got)
	}
	o.click("brush.N")
	o.p.s.DragFromTo(r.at(2, 7), r.at(4, 10))
	o.settle()
	for row := 2; row <= 4; row++ {
		if got := o.shifts(row, 6, 5); got != " N N N N" {
			t.Errorf("row %d: %s", row, got)
		}
	}
	if got := o.shifts(5, 7, 4); got != "d d d d" {
		t.Errorf("the row below: %s", got)
	}
	o.pic("08-roster-filled")
	o.h.Undo()
	o.settle()
	if got := o.shifts(3, 7, 4); got != "d d d d" {
		t.Errorf("after undo: %s", got)
	}
	o.p.s.ClickAt(r.at(1, 15))
	o.settle()
	if got := o.shifts(1, 14, 3); got != "d N d" {
		t.Errorf("one click: %s", got)
	}
}

func TestRosterKeys(t *testing.T) {
	o := openOffice(t, false)
	r := o.openRoster()
	o.p.s.ClickAt(r.at(0, 8))
	o.press("2")
	o.press("Shift+Right", "Shift+Down", "0")
	if got := o.shifts(0, 8, 3); got != "- - d" {
		t.Errorf("rest by key: %s", got)
	}
	if got := o.shifts(1, 8, 2); got != "- -" {
		t.Errorf("rest by key: %s", got)
	}
	o.press("Del")
	if got := o.shifts(1, 8, 2); got != "d d" {
		t.Errorf("cleared: %s", got)
	}
	o.press("End")
	if r.cur.day != 29 || r.cur != r.mark {
		t.Errorf("End goes to %+v", r.cur)
	}
	o.press("Esc")
	if r.brush != "" {
		t.Error("Esc keeps the brush")
	}
}

func TestRosterCycle(t *testing.T) {
	o := openOffice(t, false)
	r := o.openRoster()
	for _, it := range r.departments() {
		if it.Title == "财务部" {
			it.Run()
		}
	}
	if len(r.rows) != 2 {
		t.Fatalf("%d rows of the department", len(r.rows))
	}
	o.click("plan.cycle")
	r.plan.pattern.SetText("D D N 休")
	r.plan.offset.SetText("1")
	o.pic("08-roster-cycle")
	o.click("apply")
	if got := o.shifts(0, 1, 8); got != "D D N - D D N -" {
		t.Errorf("first: %s", got)
	}
	if got := o.shifts(1, 1, 8); got != "D N - D D N - D" {
		t.Errorf("second, a day ahead: %s", got)
	}
	if !strings.Contains(o.toast(), "60") {
		t.Errorf("toast %q", o.toast())
	}
	r.plan.pattern.SetText("D D 夜")
	r.plan.apply()
	o.h.Settle()
	if len(o.h.Errors) != 1 || !strings.Contains(o.h.ErrorText(o.h.Errors[0]), "夜") {
		t.Errorf("a word that is no shift: %v", o.h.Errors)
	}
	o.h.Errors = nil
}

func TestRosterWeekKeepsHolidays(t *testing.T) {
	o := openOffice(t, false)
	r := o.openRoster()
	r.filter.SetText("0010")
	r.choose()
	r.plan.codes = [7]string{"N", "N", "N", "N", "N", "", ""}
	o.settle()
	o.click("apply")
	if got := o.shifts(0, 1, 9); got != "N N N - - - N N N" {
		t.Errorf("week with holidays: %s", got)
	}
}

func TestRosterFile(t *testing.T) {
	o := openOffice(t, false)
	r := o.openRoster()
	path := filepath.Join(t.TempDir(), "四月.csv")
	ok(t, os.WriteFile(path, []byte("工号,姓名,日期,班次\r\n0010,林晓雯,2026-04-01,N\r\n0010,林晓雯,2026-04-02,休\r\n0010,林晓雯,2026-04-03,D\r\n9999,无名,2026-04-03,D\r\n0011,周启航,2026-04-03,早\r\n"), 0o600))
	o.h.Pick = path
	o.click("import")
	q := o.h.Question
	if q == nil || !strings.Contains(q.Text, "3") || !strings.Contains(q.Text, "9999") || !strings.Contains(q.Text, "早") {
		t.Fatalf("question %+v", q)
	}
	o.pic("08-roster-import")
	q.OnYes()
	o.settle()
	if got := o.shifts(0, 1, 3); got != "N - D" {
		t.Errorf("imported: %s", got)
	}
	_ = r
	if calendar.Of(2026, 4, 1) != o.p.month {
		t.Error("the month moved")
	}
}

func TestRosterLocked(t *testing.T) {
	o := openOffice(t, false)
	ok(t, o.s.LockMonth(owner, day("2026-02-01"), ""))
	o.window(owner, "zh")
	o.p.setMonth(day("2026-02-01"))
	o.p.show("roster")
	o.settle()
	r := o.roster()
	if r.why() == "" {
		t.Fatal("a locked month can be filled")
	}
	r.paint("N")
	o.settle()
	if got := o.shifts(0, 2, 1); got != "d" {
		t.Errorf("filled: %s", got)
	}
	o.pic("08-roster-locked")
}
