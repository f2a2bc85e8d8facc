package attendance

import (
	"context"
	"strings"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/ui/kit"
)

// ask is a question that needs a line of text.
type ask struct {
	title, text, label, yes string
	then                    func(text string)
}

func (p *page) askText(a ask) {
	field := kit.NewField(a.label)
	d := &kit.Dialog{Title: a.title, Text: a.text}
	d.Height = func(w float32) float32 { return kit.FormHeight(field, kit.Form{}, w) }
	d.Body = func(c *kit.Canvas, r kit.Rect) { c.FormRow(&r, "text", a.label, field, kit.Form{}) }
	d.Buttons = []kit.DialogButton{
		{Text: p.t("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: a.yes, Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			if strings.TrimSpace(field.Text()) == "" {
				field.Err = p.t("attendance.reason_missing")
				return true
			}
			a.then(strings.TrimSpace(field.Text()))
			return false
		}},
	}
	p.host.ShowDialog(d)
	kit.Post(field.Focus)
}

// employeePicker finds employees by name, number, pinyin.
func (p *page) employeePicker(name string) *kit.Picker {
	return kit.NewSearch(name, func(query string, answer func([]kit.Option)) {
		p.host.Go(func(ctx context.Context) {
			plan, err := listing.Allow(ctx, p.d.Registry, identity.May(attendance.Employees, identity.See), listing.Query{
				Entity: attendance.Employees, Text: query,
				Filter: listing.Any(listing.Is("left_on", listing.Empty), listing.Is("left_on", listing.Ge, "-62")), Sort: []listing.Sort{{Key: "number"}}, Columns: []string{"name", "number", "department_id.name"},
			})
			var rows []listing.Row
			if err == nil {
				var ids []int64
				if ids, err = p.d.Source.First(ctx, plan, 8); err == nil {
					rows, err = p.d.Source.Block(ctx, plan, ids)
				}
			}
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				var out []kit.Option
				for _, r := range rows {
					if r.ID != 0 {
						out = append(out, kit.Option{Key: itoa(int(r.ID)), ID: r.ID, Text: r.Cells[0].Text(), Lead: r.Cells[1].Text(), Detail: r.Cells[2].Text(), Person: true})
					}
				}
				answer(out)
			})
		})
	})
}

// manual enters punches by hand for one or more people (签卡). ATT-15
func (p *page) manual() {
	if !p.host.Actor().Can(identity.May(attendance.Punches, identity.Add)) {
		p.host.Toast(p.t("attendance.no_right"), nil)
		return
	}
	var people []kit.Option
	who := p.employeePicker(p.t("employee.one"))
	who.OnPick = func(o kit.Option) {
		for _, x := range people {
			if x.ID == o.ID {
				return
			}
		}
		if o.ID != 0 {
			people = append(people, o)
			who.SetText("")
			who.Err = ""
		}
	}
	if m, ok := p.tab().(*monthTab); ok {
		if i, _ := m.grid.Current(); m.person(i) != nil {
			x := m.person(i)
			people = append(people, kit.Option{ID: x.ID, Text: x.Name})
		}
	}
	on := kit.NewDate(p.t("roster.on_date"), p.host.Today, calendar.Past)
	on.SetValue(p.host.Today())
	at, reason := clockField(p.host, p.t("correction.at")), kit.NewField(p.t("leave.reason"))
	form := kit.Form{Label: 64}
	d := &kit.Dialog{Title: p.t("attendance.manual"), Text: p.t("attendance.manual_text"), Width: 460}
	d.Height = func(w float32) float32 { return 30 + 4*kit.FormHeight(reason, form, w) }
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "who", p.t("employee.one"), who.Field, form)
		row := r.CutTop(30).Pad(form.Label+8, 0, 0, 4)
		for i, x := range people {
			c.Chip(&row, kit.Chip{ID: "person" + itoa(int(x.ID)), Text: x.Text, On: true, Remove: func() { people = append(people[:i:i], people[i+1:]...) }})
		}
		c.FormRow(&r, "on", p.t("roster.on_date"), on.Field, form)
		c.FormRow(&r, "at", p.t("correction.at"), at, form)
		c.FormRow(&r, "reason", p.t("leave.reason"), reason, form)
	}
	d.Buttons = []kit.DialogButton{
		{Text: p.t("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: p.t("attendance.manual_do"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			date, ok := on.Value()
			m, okTime := minuteOf(at)
			who.Err, on.Err, at.Err, reason.Err = "", "", "", ""
			switch {
			case len(people) == 0:
				who.Err = p.t("error.attendance.manual.nobody")
			case !ok || date.IsZero():
				on.Err = p.t("attendance.bad_date")
			case !okTime || m > 1439:
				at.Err = p.t("error.attendance.manual.time")
			case strings.TrimSpace(reason.Text()) == "":
				reason.Err = p.t("attendance.reason_missing")
			default:
				x := attendance.ManualPunch{On: date, Minute: m, Reason: strings.TrimSpace(reason.Text())}
				for _, o := range people {
					x.Employees = append(x.Employees, o.ID)
				}
				p.run(func(ctx context.Context) error { return p.d.Book.AddManual(ctx, x) }, func() {
					p.host.Toast(p.t("attendance.manual_done", "n", len(x.Employees)), nil)
					p.tab().shown()
				})
				return false
			}
			return true
		}},
	}
	p.host.ShowDialog(d)
	kit.Post(who.Focus)
}

// newEmployee opens the form of a new employee.
func (p *page) newEmployee() { p.showRules("people"); p.tabs["rules"].(*rulesTab).startPerson(0) }

// showRules goes to a section of the last tab.
func (p *page) showRules(section string) {
	p.tabs["rules"].(*rulesTab).section = section
	p.cur = ""
	p.show("rules")
}

// department is the filter by department that the lists share.
type department struct {
	id   int64
	name string
}

// departmentMenu offers all departments.
func (p *page) departmentMenu(cur department, choose func(department)) func() []kit.MenuItem {
	return func() []kit.MenuItem {
		out := []kit.MenuItem{{Title: p.t("attendance.all_departments"), Checked: cur.id == 0, Run: func() { choose(department{}) }}}
		for _, d := range p.units {
			out = append(out, kit.MenuItem{Title: d.name, Checked: cur.id == d.id, Run: func() { choose(d) }})
		}
		return out
	}
}

// readUnits reads the departments once.
func (p *page) readUnits() {
	if p.units != nil {
		return
	}
	p.host.Go(func(ctx context.Context) {
		plan, err := listing.Allow(ctx, p.d.Registry, identity.May("department", identity.See), listing.Query{Entity: "department", Sort: []listing.Sort{{Key: "pos"}, {Key: "id"}}, Columns: []string{"name"}})
		var units []department
		if err == nil {
			err = p.d.Source.Each(ctx, plan, func(r listing.Row) error {
				units = append(units, department{r.ID, r.Cells[0].Text()})
				return nil
			})
		}
		p.host.Post(func() {
			p.host.Report(err)
			p.units = units
			p.redraw()
		})
	})
}
