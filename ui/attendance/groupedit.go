package attendance

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// groupEdit lists the attendance groups and edits one: week, holidays, overtime. ATT-08, ATT-12
type groupEdit struct {
	formList[*groupForm]
	list   []*attendance.Group
	shifts []*attendance.Shift
}

func newGroupEdit(p *page) *groupEdit {
	T := p.t
	e := &groupEdit{}
	e.formList = formList[*groupForm]{
		p: p, kind: attendance.Groups, title: records.NewTitle(p.host, attendance.Groups), load: kit.NewLoader(p.host, p.redraw),
		split: kit.Split{Size: 400, Min: 360, Max: 520, Rest: 360}, begin: e.begin, again: e.read, blank: func() bool { return e.list == nil },
	}
	e.table = kit.Table{Name: T("attendance_group.many"), Columns: []kit.Column{
		{ID: "name", Title: T("attendance_group.name"), Width: 150, Flex: true},
		{ID: "week", Title: T("attendance_group.week"), Width: 210},
		{ID: "holidays", Title: T("attendance_group.holidays"), Width: 130},
		{ID: "mode", Title: T("attendance_group.overtime_mode"), Width: 150},
	}}
	e.table.OnCur = func(i int) {
		e.form = nil
		if i >= 0 && i < len(e.list) {
			e.form = newGroupForm(e, e.list[i])
		}
	}
	e.table.Blank = func(c *kit.Canvas, r kit.Rect) {
		c.Empty(r, kit.Empty{
			Icon: icons.Network, Title: T("records.none", "what", T("attendance_group.many")), Text: T("attendance.no_groups_text"),
			First: kit.Button{Text: e.title, Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N", Tap: e.fresh},
		})
	}
	return e
}

type groupsSeen struct {
	groups []*attendance.Group
	shifts []*attendance.Shift
}

func (e *groupEdit) read() {
	kit.Load(e.load, func(ctx context.Context) (s groupsSeen, err error) {
		if s.shifts, err = e.p.d.Book.CurrentShifts(ctx); err != nil {
			return s, err
		}
		s.groups, err = e.p.d.Book.AllGroups(ctx)
		return s, err
	}, func(s groupsSeen) {
		e.list, e.shifts = s.groups, s.shifts
		e.table.SetSource(groupRows{e}, false)
	})
}

type groupRows struct{ e *groupEdit }

func (s groupRows) Len() int      { return len(s.e.list) }
func (s groupRows) Want(int, int) {}
func (s groupRows) Row(i int) ([]kit.Cell, bool) {
	g, p := s.e.list[i], s.e.p
	week := strings.Split(g.Week, ",")
	for k := range week {
		if week[k] == "" {
			week[k] = p.t("attendance.rest_sign")
		}
	}
	holidays := dash
	if g.Holidays {
		holidays = p.t("records.yes")
	}
	return []kit.Cell{{Text: g.Name, Bold: true}, {Text: strings.Join(week, " ")}, {Text: holidays}, {Text: p.t("attendance_group.overtime_mode." + g.Mode)}}, true
}

func (e *groupEdit) begin() {
	g := &attendance.Group{Holidays: true, Mode: "approved_and_present", Dedupe: 2, Unit: 30, Again: 15, DayLimit: 180}
	if len(e.shifts) > 0 {
		c := e.shifts[0].Code
		g.Week, g.Makeup = strings.Join([]string{c, c, c, c, c, "", ""}, ","), c
	}
	e.form = newGroupForm(e, g)
	e.form.name.Focus()
}

// groupForm edits one group.
type groupForm struct {
	e        *groupEdit
	g        *attendance.Group
	name     *kit.Field
	week     [7]string
	makeup   string
	holidays bool
	mode     string
	numbers  map[string]*kit.Field
	saving   bool
}

// groupNumbers are the figures of a group: two about punches, two about overtime.
var groupNumbers = []string{"dedupe_minutes", "again_minutes", "overtime_unit_minutes", "day_limit_minutes"}

func numbersOfGroup(g *attendance.Group) map[string]*int64 {
	return map[string]*int64{"dedupe_minutes": &g.Dedupe, "again_minutes": &g.Again, "overtime_unit_minutes": &g.Unit, "day_limit_minutes": &g.DayLimit}
}

func newGroupForm(e *groupEdit, g *attendance.Group) *groupForm {
	f := &groupForm{e: e, g: g, makeup: g.Makeup, holidays: g.Holidays, mode: g.Mode, numbers: map[string]*kit.Field{}}
	f.name = kit.NewField(e.p.t("attendance_group.name")).With(g.Name)
	copy(f.week[:], strings.Split(g.Week, ","))
	for key, n := range numbersOfGroup(g) {
		f.numbers[key] = numberField(e.p.host, e.p.t("attendance_group."+key)).With(strconv.FormatInt(*n, 10))
	}
	return f
}

func (f *groupForm) draw(c *kit.Canvas, r kit.Rect) {
	f.e.frame(c, r, "groupform", func(in *kit.Rect) { f.drawBody(c, in) })
}

func (f *groupForm) drawBody(c *kit.Canvas, in *kit.Rect) {
	p := f.e.p
	form := kit.Form{Label: 84}
	c.FormRow(in, "name", p.t("attendance_group.name")+" *", f.name, form)
	c.Text(in.CutTop(28), p.t("attendance_group.week"), kit.Strong)
	for i := range f.week {
		c.FormPart(in, p.tongue().Weekday(calendar.Must("2024-01-01").AddDays(i)), theme.Control, "", kit.Form{Label: 84, Gap: 5}, func(box kit.Rect) {
			f.shiftDrop(c, "week"+itoa(i), box, f.week[i], func(code string) { f.week[i] = code })
		})
	}
	c.Check("holidays", in.CutTop(28).Pad(94, 0, 0, 0), p.t("attendance_group.holidays"), f.holidays, func(on bool) { f.holidays = on })
	in.CutTop(4)
	c.FormPart(in, p.t("attendance_group.makeup"), theme.Control, "", kit.Form{Label: 132}, func(box kit.Rect) {
		f.shiftDrop(c, "makeup", box, f.makeup, func(code string) { f.makeup = code })
	})
	wide := kit.Form{Label: 200}
	c.Text(in.CutTop(28), p.t("attendance.section.punching"), kit.Strong)
	for _, key := range groupNumbers[:2] {
		c.FormRow(in, key, p.t("attendance_group."+key), f.numbers[key], wide)
	}
	c.Text(in.CutTop(28), p.t("overtime.one"), kit.Strong)
	c.FormPart(in, p.t("attendance_group.overtime_mode"), theme.Control, "", form, func(box kit.Rect) {
		c.Drop("mode", box, p.t("attendance_group.overtime_mode."+f.mode), "", func() []kit.MenuItem {
			var out []kit.MenuItem
			for _, m := range []string{"approved_and_present", "approved", "punched"} {
				out = append(out, kit.MenuItem{Title: p.t("attendance_group.overtime_mode." + m), Checked: f.mode == m, Run: func() { f.mode = m }})
			}
			return out
		})
	})
	for _, key := range groupNumbers[2:] {
		c.FormRow(in, key, p.t("attendance_group."+key), f.numbers[key], wide)
	}
}

// shiftDrop chooses a shift or rest.
func (f *groupForm) shiftDrop(c *kit.Canvas, id string, box kit.Rect, code string, set func(string)) {
	p := f.e.p
	text := p.t("roster.kind.rest")
	for _, s := range f.e.shifts {
		if s.Code == code {
			text = s.Code + " " + s.Name + " " + s.Hours()
		}
	}
	c.Drop(id, box, text, "", func() []kit.MenuItem {
		out := []kit.MenuItem{{Title: p.t("roster.kind.rest"), Checked: code == "", Run: func() { set("") }}}
		for _, s := range f.e.shifts {
			out = append(out, kit.MenuItem{Title: s.Code + " " + s.Name, Detail: s.Hours(), Checked: code == s.Code, Run: func() { set(s.Code) }})
		}
		return out
	})
}

func (f *groupForm) save() {
	if f.saving || !f.e.may(identity.Change) {
		return
	}
	p := f.e.p
	f.name.Err = ""
	if strings.TrimSpace(f.name.Text()) == "" {
		f.name.Err = p.t("attendance.name_missing")
		p.redraw()
		return
	}
	set := func(g *attendance.Group) {
		g.Name, g.Week, g.Makeup, g.Holidays, g.Mode = strings.TrimSpace(f.name.Text()), strings.Join(f.week[:], ","), f.makeup, f.holidays, f.mode
		for key, n := range numbersOfGroup(g) {
			*n = numberOf(f.numbers[key])
		}
	}
	f.saving = true
	id, version := f.g.ID, f.g.Version
	p.host.Go(func(ctx context.Context) {
		err := p.d.Book.SaveGroup(ctx, id, version, set)
		p.host.Post(func() {
			f.saving = false
			f.e.saved(err)
		})
	})
}
