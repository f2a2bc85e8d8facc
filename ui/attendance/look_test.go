package attendance

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/ui/theme"
	"kontor/ui/uitest"
)

// everywhere shows each part of the window in turn.
func (o *office) everywhere(see func(name string)) {
	p := o.p
	for _, id := range tabOrder {
		p.show(id)
		o.settle()
		switch id {
		case "month":
			see(id)
			for _, a := range actionKinds {
				o.month().act(a.id)
				o.settle()
				see("month-" + a.id)
			}
			o.month().pane.stop()
		case "asks":
			for _, k := range askKinds {
				p.tabs["asks"].(*asksTab).kind = k
				p.tab().shown()
				o.settle()
				see("asks-" + k)
			}
		case "clocks":
			for _, k := range clockParts {
				p.tabs["clocks"].(*clocksTab).part = k
				p.tab().shown()
				o.settle()
				see("clocks-" + k)
			}
		case "roster":
			see(id)
			p.tabs["roster"].(*rosterTab).plan.mode = "cycle"
			o.p.redraw()
			see("roster-cycle")
		case "rules":
			for _, k := range ruleSections {
				r := o.rules(k.id)
				see("rules-" + k.id)
				switch k.id {
				case "shifts":
					r.shifts.open(0)
					see("rules-shift")
				case "groups":
					if len(r.groups.list) > 0 {
						r.groups.table.OnCur(0)
						see("rules-group")
					}
				}
			}
		default:
			see(id)
		}
	}
}

// Everything speaks the language of the window: no key without a text, no Chinese in
// the English window except what the company itself is called.
func TestBothLanguages(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		o := openOffice(t, false)
		o.window(owner, lang)
		own := strings.NewReplacer(append(names(), "", "")...)
		o.everywhere(func(name string) {
			o.p.redraw()
			o.settle()
			for _, line := range strings.Split(o.p.s.Dump(), "\n") {
				if strings.Contains(line, "‹") && !strings.Contains(line, "‹›") {
					t.Errorf("%s %s: %s", lang, name, line)
				}
				if lang == "en" && strings.IndexFunc(own.Replace(line), han) >= 0 && !strings.HasPrefix(name, "rules-law") && !strings.HasPrefix(name, "rules-days") {
					t.Errorf("%s %s: %s", lang, name, line)
				}
			}
			uitest.Picture(t, o.h, o.p, "en-"+name, 1372, 792)
		})
	}
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// names are what the company calls its people and things.
func names() []string {
	var out []string
	for _, s := range []string{"办公室", "标准班", "晚班", "打卡机 前台", "前台", "宁波", "自定义"} {
		out = append(out, s, "")
	}
	for _, p := range people {
		out = append(out, p.name, "", p.dept, "", string([]rune(p.name)[:1]), "")
	}
	return out
}

func TestDark(t *testing.T) {
	theme.Set(theme.PaletteOf(true, false), 1)
	defer theme.Set(theme.PaletteOf(false, false), 1)
	o := openOffice(t, false)
	o.window(owner, "zh")
	o.everywhere(func(name string) {
		o.p.redraw()
		o.settle()
		uitest.Picture(t, o.h, o.p, "dark-"+name, 1372, 792)
	})
}

// A member who may only look has no way to change anything, and none of the parts whose
// records he may not see.
func TestReader(t *testing.T) {
	o := openOffice(t, false)
	looks := identity.Role{Key: "looks", Grants: map[identity.Action]identity.Scope{}}
	for _, kind := range identity.KindsAttendance {
		if kind != attendance.Devices {
			looks.Grants[identity.May(kind, identity.See)] = identity.ScopeAll
		}
	}
	o.window(apptest.As(2, "李", nil, role(identity.RoleReadOnly), looks), "zh")
	m := o.month()
	if strings.Contains(labels(m.head()), "lock") || strings.Contains(labels(m.head()), "import") {
		t.Errorf("head %s", labels(m.head()))
	}
	m.select_("陈思远", 12)
	o.settle()
	m.act("waive")
	if m.pane.mode != "" {
		t.Error("a reader can waive")
	}
	o.pic("08-reader")
	for _, id := range []string{"roster", "rules"} {
		o.p.show(id)
		o.settle()
		for _, b := range o.p.tab().head() {
			if b.ID == "import" || b.ID == "new" {
				t.Errorf("%s offers %s", id, b.ID)
			}
		}
		o.pic("08-reader-" + id)
	}
	o.p.show("clocks")
	if o.settle(); o.p.cur == "clocks" {
		t.Error("the time clocks open for who may not see them")
	}
	if o.roster().why() == "" {
		t.Error("a reader can fill the roster")
	}
}

// A salesman sees himself and asks for himself.
func TestOwnScope(t *testing.T) {
	o := openOffice(t, false)
	o.window(apptest.As(2, "李", nil, role(identity.RoleSales)), "zh")
	if n := len(o.month().rows); n != 0 {
		t.Errorf("a salesman without a person sees %d people", n)
	}
	o.pic("08-own")
}

func TestEmptyCompany(t *testing.T) {
	o := openOffice(t, true)
	p := o.window(owner, "zh")
	for _, id := range tabOrder {
		p.show(id)
		o.pic("empty-" + id)
	}
	for _, k := range []string{"shifts", "groups"} {
		o.rules(k)
		o.pic("empty-rules-" + k)
	}
	p.show("month")
	o.settle()
	m := o.month()
	m.act("fix")
	m.pane.save()
	o.month().export()
	o.settle()
	p.newEmployee()
	o.settle()
	if p.cur != "rules" || !p.tabs["rules"].(*rulesTab).people.edit {
		t.Error("no form for the first employee")
	}
	o.pic("empty-employee")
}

// broken is a book that cannot be read.
type broken struct{ Book }

var errBroken = app.E(app.Internal, "internal").Because(errors.New("no disk"))

func (broken) Month(context.Context, calendar.Date) (*attendance.MonthView, error) {
	return nil, errBroken
}

func (broken) RosterOf(context.Context, calendar.Date) (*attendance.RosterView, error) {
	return nil, errBroken
}

func TestFailures(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	d := o.p.d
	d.Book = broken{o.s}
	o.p = New(o.h, d).(*page)
	o.h.Layer = nil
	o.p.s.SetSize(1372, 792)
	o.h.Settle()
	o.h.Errors = nil
	uitest.Picture(t, o.h, o.p, "failed-month", 1372, 792)
	if !strings.Contains(o.p.s.Dump(), o.h.T("records.again")) {
		t.Error("nothing to try again with")
	}
	o.p.show("roster")
	o.h.Settle()
	uitest.Picture(t, o.h, o.p, "failed-roster", 1372, 792)
	if !strings.Contains(o.p.s.Dump(), o.h.T("records.again")) {
		t.Error("nothing to try again with")
	}
}

// In a narrow window the pane comes over the grid; in a wide one nothing is torn.
func TestSizes(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	size := func(w, h float32) {
		o.h.Layer.Object().Resize(fyne.NewSize(w, h))
		o.settle()
	}
	size(1092, 700)
	m := o.month()
	if _, shown := o.p.s.HitRect("act.fix"); shown {
		t.Error("the pane stands beside the grid in a narrow window")
	}
	uitest.Picture(t, o.h, o.p, "narrow-month", 1092, 700)
	m.select_("陈思远", 12)
	o.settle()
	o.p.Focus()
	o.press("Enter")
	if _, shown := o.p.s.HitRect("act.fix"); !shown {
		t.Error("Enter does not show the day")
	}
	uitest.Picture(t, o.h, o.p, "narrow-day", 1092, 700)
	o.press("Esc")
	if _, shown := o.p.s.HitRect("act.fix"); shown {
		t.Error("Esc does not go back to the grid")
	}
	for _, id := range tabOrder[1:] {
		o.p.show(id)
		o.settle()
		uitest.Picture(t, o.h, o.p, "narrow-"+id, 1092, 700)
	}
	size(2400, 1300)
	for _, id := range tabOrder {
		o.p.show(id)
		o.settle()
		uitest.Picture(t, o.h, o.p, "wide-"+id, 2400, 1300)
	}
}
