package attendance

import (
	"context"
	"strings"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// rulesTab holds what the results depend on: employees, shifts, groups, holidays, the
// figures of the law.
type rulesTab struct {
	p       *page
	section string
	people  *recordPane
	groups  *groupEdit
	shifts  *shiftEdit
	days    *dayEdit
	law     *lawTable
}

var ruleSections = []struct {
	id   string
	icon icons.Name
}{{"people", icons.Users}, {"shifts", icons.Clock}, {"groups", icons.Network}, {"days", icons.Calendar}, {"law", icons.Scale}}

func newRules(p *page) *rulesTab {
	t := &rulesTab{p: p, section: "people"}
	t.people = newRecordPane(p, attendance.Employees, listing.Query{Sort: []listing.Sort{{Key: "number"}}},
		records.Column{Key: "number", Width: 72}, records.Column{Key: "name", Width: 100, Flex: true}, records.Column{Key: "department_id", Width: 110}, records.Column{Key: "position", Width: 100},
		records.Column{Key: "group_id", Width: 100}, records.Column{Key: "hired_on", Width: 92}, records.Column{Key: "left_on", Width: 92}, records.Column{Key: "card_number", Width: 92})
	t.people.skip["left_on"] = true
	t.people.actions = t.personActions
	t.groups, t.shifts, t.days, t.law = newGroupEdit(p), newShiftEdit(p), newDayEdit(p), newLawTable(p)
	return t
}

// personActions are card and leaving. ATT-06, ATT-16
func (t *rulesTab) personActions(id int64) []kit.Button {
	if !t.people.may(identity.Change) {
		return []kit.Button{}
	}
	return []kit.Button{
		{ID: "card", Text: t.p.t("attendance.issue_card"), Icon: icons.CreditCard, Tap: func() { t.issueCard(id) }},
		{ID: "leave", Text: t.p.t("attendance.leaving"), Icon: icons.LogOut, Tap: func() { t.leaving(id) }},
	}
}

func (t *rulesTab) startPerson(id int64) {
	t.people.begin(id)
	t.people.focusForm()
}

// issueCard asks for the number, as a reader types it, and from when it holds.
func (t *rulesTab) issueCard(id int64) {
	p := t.p
	number, reason := kit.NewField(p.t("badge.kind.card")), kit.NewField(p.t("badge.reason"))
	form := kit.Form{Label: 72}
	d := &kit.Dialog{Title: p.t("attendance.issue_card"), Text: p.t("attendance.issue_text")}
	d.Height = func(w float32) float32 { return 2 * kit.FormHeight(reason, form, w) }
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "number", p.t("badge.kind.card"), number, form)
		c.FormRow(&r, "reason", p.t("badge.reason"), reason, form)
	}
	d.Buttons = []kit.DialogButton{{Text: p.t("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: p.t("attendance.issue_card"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		n := strings.TrimSpace(number.Text())
		if len(n) != 8 || strings.Trim(n, "0123456789") != "" {
			number.Err = p.t("attendance.card_digits")
			return true
		}
		p.run(func(ctx context.Context) error {
			return p.d.Book.IssueCard(ctx, id, n, 0, strings.TrimSpace(reason.Text()))
		}, func() {
			p.host.Toast(p.t("attendance.card_issued", "number", n), nil)
			t.people.show()
			t.people.open(id)
		})
		return false
	}}}
	p.host.ShowDialog(d)
	kit.Post(number.Focus)
}

// leaving asks for the last day and lists what should be settled before. ATT-14
func (t *rulesTab) leaving(id int64) {
	p := t.p
	on := kit.NewDate(p.t("employee.left_on"), p.host.Today, calendar.Ahead)
	on.SetValue(p.host.Today())
	var notes []attendance.LeavingNote
	load := kit.NewLoader(p.host, p.redraw)
	var d *kit.Dialog
	read := func() {
		date, ok := on.Value()
		if !ok || date.IsZero() {
			return
		}
		kit.Load(load, func(ctx context.Context) ([]attendance.LeavingNote, error) {
			return p.d.Book.BeforeLeaving(ctx, id, date)
		}, func(list []attendance.LeavingNote) {
			notes = list
			d.Redraw()
		})
	}
	on.OnCommit = func(string) { read() }
	form := kit.Form{Label: 84}
	title := p.t("attendance.leaving")
	if r := t.people.list.CurrentRow(); r != nil && r.ID == id {
		title += " · " + r.Get("name").Text()
	}
	d = &kit.Dialog{Title: title, Text: p.t("attendance.leaving_text")}
	d.Height = func(w float32) float32 { return kit.FormHeight(on.Field, form, w) + 72 }
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "on", p.t("employee.left_on"), on.Field, form)
		for _, n := range notes {
			row := r.CutTop(24)
			c.Icon(row.CutLeft(18), icons.TriangleAlert, 14, warnToken)
			c.Text(row, p.t("attendance.leaving."+n.Kind, "n", n.N), kit.Caption)
		}
	}
	d.Buttons = []kit.DialogButton{{Text: p.t("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: p.t("attendance.leaving_do"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		date, ok := on.Value()
		if !ok || date.IsZero() {
			on.Err = p.t("attendance.bad_date")
			return true
		}
		p.run(func(ctx context.Context) error { return p.d.Book.Leaving(ctx, id, 0, date) }, func() {
			p.host.Toast(p.t("attendance.left", "date", date.String()), nil)
			t.people.show()
			t.people.open(id)
		})
		return false
	}}}
	p.host.ShowDialog(d)
	read()
}

func (t *rulesTab) shown() {
	switch t.section {
	case "people":
		t.people.show()
	case "groups":
		t.groups.read()
	case "shifts":
		t.shifts.read()
	case "days":
		t.days.read()
	case "law":
		t.law.read()
	}
}

func (t *rulesTab) draw(c *kit.Canvas, r kit.Rect) {
	nav := r.CutLeft(148)
	c.Fill(nav, sunkenToken)
	c.LineV(nav.Right()-1, nav.Y, nav.H, lineToken)
	var items []kit.NavItem
	for _, s := range ruleSections {
		items = append(items, kit.NavItem{ID: s.id, Text: t.p.t("attendance.section." + s.id), Icon: s.icon})
	}
	c.Nav("section", nav.Pad(6, 8, 7, 0), items, t.section, func(id string) { t.section = id; t.shown(); t.p.host.Refresh() })
	switch t.section {
	case "people":
		t.people.draw(c, r)
	case "groups":
		t.groups.draw(c, r)
	case "shifts":
		t.shifts.draw(c, r)
	case "days":
		t.days.draw(c, r)
	case "law":
		t.law.draw(c, r)
	}
}

func (t *rulesTab) head() []kit.Button {
	p := t.p
	switch t.section {
	case "people":
		out := []kit.Button{}
		if p.host.Actor().Can(identity.May(attendance.Employees, identity.Import)) {
			out = append(out, kit.Button{ID: "import", Text: p.t("attendance.import_employees"), Icon: icons.Download, Kind: kit.Plain, Tap: func() { p.host.Open("import", 0, map[string]string{"kind": attendance.Employees}) }})
		}
		if p.d.Export != nil && p.host.Actor().Can(identity.May(attendance.Employees, identity.Export)) {
			out = append(out, kit.Button{ID: "export", Text: p.t("attendance.export"), Icon: icons.FileSheet, Kind: kit.Plain, Tap: func() { p.exportList(t.people.list.Query(), p.t("employee.many")) }})
		}
		return append(out, t.people.newButton()...)
	case "groups":
		return t.groups.head()
	case "shifts":
		return t.shifts.head()
	case "days":
		return t.days.head()
	}
	return nil
}

func (t *rulesTab) commands() []kit.Command {
	switch t.section {
	case "people":
		return t.people.commands()
	case "groups":
		return t.groups.commands()
	case "shifts":
		return t.shifts.commands()
	}
	return []kit.Command{{ID: "refresh", Title: t.p.t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: t.shown, Status: t.p.t("records.refresh")}}
}

func (t *rulesTab) changed(kind string, id int64) {
	switch {
	case kind == attendance.Employees && t.section == "people":
		t.people.list.Changed(kind, id)
	case kind == attendance.Groups && t.section == "groups", kind == attendance.Shifts && t.section == "shifts", kind == attendance.Days && t.section == "days":
		t.shown()
	}
}

func (t *rulesTab) focus()           { t.p.s.FocusID("list", false) }
func (t *rulesTab) save(s kit.State) { s["section"] = t.section }
func (t *rulesTab) restore(s kit.State) {
	for _, x := range ruleSections {
		if s["section"] == x.id {
			t.section = x.id
		}
	}
}
