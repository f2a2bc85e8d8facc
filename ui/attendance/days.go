package attendance

import (
	"strconv"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// daysTab is the list of day results with the same day pane as the month. ATT-18, ATT-19
type daysTab struct {
	p      *page
	list   *records.List
	filter *kit.Field
	from   *kit.Date
	to     *kit.Date
	what   string // an exception, "" = all
	dept   department
	pane   *dayPane
	split  kit.Split
}

// exceptionKinds are the filters of the list.
var exceptionKinds = []string{"late", "early", "missing", "absent", "leave", "overtime"}

func newDays(p *page) *daysTab {
	t := &daysTab{p: p}
	t.split = kit.Split{Size: 320, Min: 304, Max: theme.DetailMax, Rest: 520}
	t.list = records.New(p.host, p.d.PageDeps.Deps, attendance.DayResults)
	t.list.Redraw(p.redraw)
	t.list.Table.Multi = false
	minutes := func(tone theme.Token) func(*records.Row, entity.Value) kit.Cell {
		return func(_ *records.Row, v entity.Value) kit.Cell {
			if v.Int() == 0 {
				return kit.Cell{Text: dash, Color: theme.Muted}
			}
			return kit.Cell{Text: strconv.FormatInt(v.Int(), 10), Color: tone}
		}
	}
	hours := func(tone theme.Token) func(*records.Row, entity.Value) kit.Cell {
		return func(_ *records.Row, v entity.Value) kit.Cell {
			if v.Int() == 0 {
				return kit.Cell{Text: dash, Color: theme.Muted}
			}
			return kit.Cell{Text: tenth(int(v.Int())), Color: tone}
		}
	}
	T := p.t
	t.list.SetColumns(records.Column{Key: "on_date", Width: 118, Cell: t.dateCell}, records.Column{Key: "employee_id.number", Title: T("employee.number"), Width: 70}, records.Column{Key: "employee_id", Width: 96, Flex: true},
		records.Column{Key: "employee_id.position", Title: T("employee.position"), Width: 92, Hidden: true}, records.Column{Key: "shift", Width: 64},
		records.Column{Key: "first_in", Width: 66}, records.Column{Key: "last_out", Width: 72},
		records.Column{Key: "planned", Title: T("attendance.col.planned"), Width: 62, Cell: hours(theme.Text)}, records.Column{Key: "worked", Title: T("attendance.col.worked"), Width: 62, Cell: hours(theme.Text)},
		records.Column{Key: "late", Title: T("attendance.col.late"), Width: 58, Cell: minutes(theme.Warn)}, records.Column{Key: "early", Title: T("attendance.col.early"), Width: 58, Cell: minutes(theme.Warn)},
		records.Column{Key: "leave_minutes", Title: T("attendance.col.leave"), Width: 58, Cell: hours(theme.Info)}, records.Column{Key: "overtime_15", Title: T("attendance.column.overtime", "rate", "1.5"), Width: 76, Cell: hours(theme.OK), Hidden: true},
		records.Column{Key: "overtime_2", Title: T("attendance.column.overtime", "rate", "2"), Width: 70, Cell: hours(theme.OK), Hidden: true}, records.Column{Key: "overtime_3", Title: T("attendance.column.overtime", "rate", "3"), Width: 70, Cell: hours(theme.OK), Hidden: true},
		records.Column{Key: "exceptions", Title: T("attendance.col.result"), Width: 150, Cell: t.resultCell})
	t.list.Also = []string{"employee_id.id", "state", "planned"}
	t.list.OnCur = func(int64) { t.look() }
	t.list.OnLoad = func() { t.look(); t.status() }
	t.list.Table.Blank = t.blank
	t.filter = kit.FilterField(T("attendance.name_or_number"), func(string) { t.show() })
	t.filter.Keys = ""
	t.from, t.to = kit.NewDate(T("leave.from_at"), p.host.Today, calendar.Past), kit.NewDate(T("leave.to_at"), p.host.Today, calendar.Past)
	t.from.OnCommit, t.to.OnCommit = func(string) { t.show() }, func(string) { t.show() }
	t.pane = newDayPane(p, func() { t.list.Reload() })
	return t
}

// dateCell shows a date with its weekday.
func (t *daysTab) dateCell(_ *records.Row, v entity.Value) kit.Cell {
	d, err := calendar.Parse(v.Text())
	if err != nil || d.IsZero() {
		return kit.Cell{Text: v.Text()}
	}
	return kit.Cell{Text: d.String(), After: t.p.tongue().Weekday(d)}
}

// resultCell shows the exceptions of a day as one badge.
func (t *daysTab) resultCell(r *records.Row, v entity.Value) kit.Cell {
	first, _, _ := cut(v.Text())
	kind := attendance.MarkKind(first)
	switch first {
	case "missing_in", "missing_out":
		kind = attendance.MarkMissing
	case "":
		switch {
		case r.Get("planned").Int() == 0:
			return kit.Cell{Text: t.p.t("attendance.badge.off"), Color: theme.Muted}
		case r.Get("state").Text() == "waiting":
			return kit.Cell{Text: t.p.t("attendance.mark.waiting"), Badge: &kit.Gray}
		}
		return kit.Cell{Text: t.p.t("attendance.mark.normal"), Color: theme.Text2}
	}
	text := t.p.t("attendance.exception." + first)
	if rest := count(v.Text()); rest > 1 {
		text += " +" + itoa(rest-1)
	}
	return kit.Cell{Text: text, Badge: markTint(kind)}
}

func cut(s string) (first, rest string, more bool) {
	for i := range s {
		if s[i] == ',' {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

func count(s string) int {
	n := 0
	for s != "" {
		n++
		_, s, _ = cut(s)
	}
	return n
}

func (t *daysTab) shown() {
	t.p.readUnits()
	if t.from.Text() == "" {
		t.from.SetValue(t.p.month)
		t.to.SetValue(min(t.p.month.MonthEnd(), t.p.host.Today()))
	}
	t.show()
}

// query is what the list shows.
func (t *daysTab) query() listing.Query {
	var nodes []listing.Node
	if d, ok := t.from.Value(); ok && !d.IsZero() {
		nodes = append(nodes, listing.Is("on_date", listing.Ge, d.String()))
	}
	if d, ok := t.to.Value(); ok && !d.IsZero() {
		nodes = append(nodes, listing.Is("on_date", listing.Le, d.String()))
	}
	if t.what != "" {
		nodes = append(nodes, listing.Is("exceptions", listing.Contains, t.what))
	}
	if t.dept.id != 0 {
		nodes = append(nodes, listing.Is("employee_id.department_id", listing.Eq, strconv.FormatInt(t.dept.id, 10)))
	}
	if text := t.filter.Text(); text != "" {
		nodes = append(nodes, listing.Any(listing.Is("employee_id.name", listing.Contains, text), listing.Is("employee_id.number", listing.Contains, text), listing.Is("employee_id.name_pinyin", listing.Contains, text)))
	}
	sort := t.list.Query().Sort
	if len(sort) == 0 {
		sort = []listing.Sort{{Key: "on_date", Desc: true}, {Key: "employee_id.number"}}
	}
	return listing.Query{Filter: listing.All(nodes...), Sort: sort}
}

func (t *daysTab) show() { t.list.Show(t.query()) }

func (t *daysTab) status() {
	if n, known := t.list.Count(); known {
		t.p.host.Status(t.p.t("attendance.tab.days") + " · " + t.p.t("records.count", "n", n))
	}
}

func (t *daysTab) look() {
	r := t.list.CurrentRow()
	if r == nil || r.ID == 0 {
		t.pane.clear()
		return
	}
	d, err := calendar.Parse(r.Get("on_date").Text())
	if id := r.Get("employee_id.id").Int(); err == nil && id != 0 {
		t.pane.show(id, d)
	}
}

func (t *daysTab) draw(c *kit.Canvas, r kit.Rect) {
	p := t.p
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	c.Field("from", in.CutLeft(128).MiddleRow(theme.Control), t.from.Field)
	c.Text(in.CutLeft(18), "–", kit.Second.Centered())
	c.Field("to", in.CutLeft(128).MiddleRow(theme.Control), t.to.Field)
	in.CutLeft(8)
	name := p.t("attendance.all_departments")
	if t.dept.id != 0 {
		name = t.dept.name
	}
	c.Drop("dept", in.CutLeft(124).MiddleRow(theme.Control), name, "", p.departmentMenu(t.dept, func(d department) { t.dept = d; t.show() }))
	in.CutLeft(8)
	c.Field("filter", in.CutLeft(160).MiddleRow(theme.Control), t.filter)
	in.CutLeft(10)
	for _, k := range exceptionKinds {
		chip := kit.Chip{ID: "what." + k, Text: p.t("attendance.exception." + k), On: t.what == k, Tap: func() {
			if t.what == k {
				k = ""
			}
			t.what = k
			t.show()
		}}
		if in.W < kit.ChipWidth(chip) {
			break
		}
		c.Chip(&in, chip)
	}
	if c.Bounds().W >= theme.NarrowWidth-theme.Rail {
		defer t.pane.draw(c, t.split.CutRight(c, "split", &r))
	}
	if err := t.list.Failed(); err != nil {
		c.Failure(r, p.host, err, t.show)
		return
	}
	t.list.Draw(c, "list", r)
}

func (t *daysTab) blank(c *kit.Canvas, r kit.Rect) {
	c.Empty(r, kit.Empty{Icon: icons.CalendarCheck, Title: t.p.t("attendance.no_days"), Text: t.p.t("attendance.no_days_text"), LinkOne: t.p.t("records.clear"), OnOne: func() {
		t.filter.SetText("")
		t.what, t.dept = "", department{}
		t.show()
	}})
}

func (t *daysTab) head() []kit.Button {
	var out []kit.Button
	if t.p.host.Actor().Can(identity.May(attendance.DayResults, identity.Export)) && t.p.d.Export != nil {
		out = append(out, kit.Button{ID: "export", Text: t.p.t("attendance.export"), Icon: icons.FileSheet, Kind: kit.Plain, Tap: t.export})
	}
	if t.p.host.Actor().Can(identity.May(attendance.DayResults, identity.Print)) {
		out = append(out, kit.Button{ID: "print", Text: t.p.t("attendance.print_list"), Icon: icons.Printer, Tap: t.print})
	}
	return out
}

// export writes the list as it is shown. ATT-20
func (t *daysTab) export() {
	q, view := t.list.Query(), t.p.t("attendance.tab.days")
	t.p.exportList(q, view)
}

// print opens the print dialog of the list.
func (t *daysTab) print() {
	from, _ := t.from.Value()
	to, _ := t.to.Value()
	t.p.host.Open("print", 0, map[string]string{"kind": "list", "list": attendance.DayResults, "from": from.String(), "to": to.String(), "department": strconv.FormatInt(t.dept.id, 10), "exception": t.what, "text": t.filter.Text()})
}

func (t *daysTab) commands() []kit.Command {
	T := t.p.t
	list := []kit.Command{{ID: "filter", Title: T("records.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: t.filter.Focus, Status: T("records.filter")}}
	for _, a := range actionKinds {
		list = append(list, kit.Command{ID: "attendance." + a.id, Title: T("attendance.act." + a.id), Keys: []kit.Key{a.key}, Scope: kit.ScopeList, Status: T("attendance.act." + a.id), Run: func() { t.pane.begin(a.id) }, Enabled: t.pane.why})
	}
	return append(list,
		kit.Command{ID: "export", Title: T("attendance.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: t.export, Status: T("attendance.key.export")},
		kit.Command{ID: "print", Title: T("attendance.print_list"), Keys: []kit.Key{"Ctrl+P"}, Icon: icons.Printer, Run: t.print},
		kit.Command{ID: "save", Title: T("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Run: t.pane.save},
		kit.Command{ID: "refresh", Title: T("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: t.list.Reload},
		kit.Command{ID: "back", Keys: []kit.Key{"Esc"}, Scope: kit.ScopeHidden, Run: func() { t.pane.stop(); t.focus() }})
}

func (t *daysTab) changed(kind string, id int64) {
	if kind == attendance.DayResults {
		t.list.Changed(kind, id)
		return
	}
	t.list.Reload()
}

func (t *daysTab) focus() { t.p.s.FocusID("list", false) }

func (t *daysTab) save(s kit.State) {
	s["from"], s["to"], s["what"], s["filter"] = t.from.Text(), t.to.Text(), t.what, t.filter.Text()
}

func (t *daysTab) restore(s kit.State) {
	t.from.SetText(s["from"])
	t.to.SetText(s["to"])
	t.filter.SetText(s["filter"])
	t.what = s["what"]
}
