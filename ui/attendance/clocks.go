package attendance

import (
	"context"
	"strconv"
	"strings"

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

// clocksTab shows the time clocks, what was imported, the raw punches, and numbers that
// belong to nobody. ATT-07
type clocksTab struct {
	p       *page
	part    string // devices, imports, punches, unknown
	devices *recordPane
	imports *records.List
	punches *records.List
	filter  *kit.Field
	unknown []attendance.UnknownPIN
	links   map[string]*kit.Picker
	load    *kit.Loader
}

var clockParts = []string{"devices", "imports", "punches", "unknown"}

func newClocks(p *page) *clocksTab {
	t := &clocksTab{p: p, part: "devices", links: map[string]*kit.Picker{}}
	t.load = kit.NewLoader(p.host, p.redraw)
	at := func(_ *records.Row, v entity.Value) kit.Cell { return kit.Cell{Text: p.fullMoment(v.Int())} }
	t.devices = newRecordPane(p, attendance.Devices, listing.Query{Sort: []listing.Sort{{Key: "number"}}},
		records.Column{Key: "number", Width: 76}, records.Column{Key: "name", Width: 140, Flex: true}, records.Column{Key: "place", Width: 120}, records.Column{Key: "serial", Width: 120},
		records.Column{Key: "group_id", Width: 110}, records.Column{Key: "read_until", Width: 136, Cell: at}, records.Column{Key: "retired", Width: 64})
	t.devices.actions = func(id int64) []kit.Button {
		if !t.devices.may(identity.Change) {
			return []kit.Button{}
		}
		return []kit.Button{{ID: "offset", Text: p.t("attendance.offset"), Icon: icons.Clock, Tap: func() { t.offset(id) }}}
	}
	T := p.t
	t.imports = records.New(p.host, p.d.PageDeps.Deps, attendance.Imports)
	t.imports.Redraw(p.redraw)
	t.imports.Table.Multi = false
	t.imports.SetColumns(records.Column{Key: "name", Width: 180, Flex: true}, records.Column{Key: "format", Width: 130, Cell: func(_ *records.Row, v entity.Value) kit.Cell {
		return kit.Cell{Text: T("attendance.format." + v.Text())}
	}},
		records.Column{Key: "device_id", Width: 110}, records.Column{Key: "created_at", Title: T("attendance.imported_at"), Width: 136, Cell: at}, records.Column{Key: "read_rows", Width: 68}, records.Column{Key: "new_rows", Width: 68}, records.Column{Key: "known_rows", Width: 68},
		records.Column{Key: "unknown_rows", Width: 84}, records.Column{Key: "implausible_rows", Width: 84}, records.Column{Key: "fault_rows", Width: 84}, records.Column{Key: "from_on", Width: 92}, records.Column{Key: "to_on", Width: 92})
	t.imports.Table.Blank = func(c *kit.Canvas, r kit.Rect) {
		c.Empty(r, kit.Empty{Icon: icons.Download, Title: T("attendance.no_imports"), Text: T("attendance.no_imports_text"), First: kit.Button{Text: T("attendance.import"), Icon: icons.Download, Kind: kit.Primary, Tap: p.pickPunches}})
	}
	t.punches = records.New(p.host, p.d.PageDeps.Deps, attendance.Punches)
	t.punches.Redraw(p.redraw)
	t.punches.Table.Multi = false
	t.punches.SetColumns(records.Column{Key: "punched_at", Width: 150, Cell: at}, records.Column{Key: "employee_id", Width: 110, Flex: true}, records.Column{Key: "employee_id.number", Title: T("employee.number"), Width: 76}, records.Column{Key: "pin", Width: 92},
		records.Column{Key: "device_id", Width: 110}, records.Column{Key: "status", Width: 90, Cell: t.statusCell}, records.Column{Key: "source", Width: 92}, records.Column{Key: "ignored", Width: 120, Cell: t.ignoredCell}, records.Column{Key: "note", Width: 140})
	t.punches.Table.Blank = t.imports.Table.Blank
	t.filter = kit.FilterField(T("attendance.name_or_number"), func(string) { t.showPunches() })
	return t
}

// statusCell names what was pressed on the clock.
func (t *clocksTab) statusCell(_ *records.Row, v entity.Value) kit.Cell {
	if v.Int() < 0 || v.Int() > 5 {
		return kit.Cell{Text: dash, Color: theme.Muted}
	}
	return kit.Cell{Text: t.p.t("attendance.status." + strconv.FormatInt(v.Int(), 10))}
}

func (t *clocksTab) ignoredCell(_ *records.Row, v entity.Value) kit.Cell {
	if v.Text() == "implausible" {
		return kit.Cell{Text: t.p.t("punch_import.implausible_rows"), Color: theme.Bad}
	}
	return kit.Cell{Text: v.Text()}
}

func (t *clocksTab) shown() {
	switch t.part {
	case "devices":
		t.devices.show()
	case "imports":
		t.imports.Show(listing.Query{Sort: []listing.Sort{{Key: "id", Desc: true}}})
	case "punches":
		t.showPunches()
	case "unknown":
		t.readUnknown()
	}
}

func (t *clocksTab) showPunches() {
	q := listing.Query{Sort: []listing.Sort{{Key: "punched_at", Desc: true}}}
	if text := strings.TrimSpace(t.filter.Text()); text != "" {
		q.Filter = listing.Any(listing.Is("employee_id.name", listing.Contains, text), listing.Is("employee_id.number", listing.Contains, text), listing.Is("pin", listing.Starts, text))
	}
	t.punches.Show(q)
}

func (t *clocksTab) readUnknown() {
	kit.Load(t.load, t.p.d.Book.UnknownPINs, func(list []attendance.UnknownPIN) {
		t.unknown = list
		for _, u := range list {
			if t.links[u.PIN] == nil {
				f := t.p.employeePicker(t.p.t("attendance.link_to"))
				f.Placeholder = t.p.t("attendance.link_to")
				t.links[u.PIN] = f
			}
		}
	})
}

func (t *clocksTab) draw(c *kit.Canvas, r kit.Rect) {
	p := t.p
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	var tabs []kit.Tab
	for _, k := range clockParts {
		tabs = append(tabs, kit.Tab{ID: k, Text: p.t("attendance.part." + k)})
	}
	c.Segment("part", in.CutLeft(kit.SegmentWidth(tabs)).MiddleRow(theme.Control), tabs, t.part, func(id string) { t.part = id; t.shown() })
	list := t.imports
	switch t.part {
	case "devices":
		t.devices.draw(c, r)
		return
	case "unknown":
		t.drawUnknown(c, r)
		return
	case "punches":
		list = t.punches
		in.CutLeft(12)
		c.Field("filter", in.CutLeft(min(in.W, 220)).MiddleRow(theme.Control), t.filter)
	}
	if err := list.Failed(); err != nil {
		c.Failure(r, p.host, err, t.shown)
		return
	}
	list.Draw(c, "list", r)
}

// drawUnknown lists numbers without an employee; linking one computes the past.
func (t *clocksTab) drawUnknown(c *kit.Canvas, r kit.Rect) {
	p := t.p
	if err := t.load.Failed(); err != nil {
		c.Failure(r, p.host, err, t.readUnknown)
		return
	}
	if len(t.unknown) == 0 {
		if !t.load.Waiting() {
			c.Empty(r, kit.Empty{Icon: icons.UserCheck, Title: p.t("attendance.no_unknown"), Text: p.t("attendance.no_unknown_text")})
		}
		return
	}
	cols := func(r kit.Rect) []kit.Rect { return r.Pad(16, 0, 16, 0).Columns(12, 120, 90, 290, 220, -1) }
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	for i, k := range []string{"punch.pin", "attendance.count", "attendance.range", "employee.one"} {
		c.Text(cols(head)[i], p.t(k), kit.Caption)
	}
	c.Scroll("unknown", r, float32(len(t.unknown)*36), func(b kit.Rect) {
		for i, u := range t.unknown {
			row := kit.R(b.X, b.Y+float32(i*36), b.W, 36)
			if !c.Visible(row) {
				continue
			}
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			q := cols(row)
			c.Text(q[0], u.PIN, kit.Strong)
			c.Text(q[1], strconv.FormatInt(u.Count, 10), kit.Body)
			c.Text(q[2], p.fullMoment(u.First)+" – "+p.fullMoment(u.Last), kit.Second)
			f := t.links[u.PIN]
			c.Field("link."+u.PIN, q[3].MiddleRow(theme.Control), f.Field)
			link := kit.Button{ID: "do." + u.PIN, Text: p.t("attendance.link"), Kind: kit.Tinted, Small: true, Tap: func() { t.link(u.PIN) }}
			if f.Value().ID == 0 {
				link.Disabled = p.t("attendance.choose_employee")
			}
			row = q[4]
			c.Button(row.CutLeft(kit.ButtonWidth(link)).MiddleRow(theme.ControlS), link)
		}
	})
}

func (t *clocksTab) link(pin string) {
	id := t.links[pin].Value().ID
	if id == 0 {
		return
	}
	t.p.run(func(ctx context.Context) error { return t.p.d.Book.LinkPIN(ctx, pin, id) }, func() {
		t.p.host.Toast(t.p.t("attendance.linked", "pin", pin), nil)
		t.readUnknown()
	})
}

// offset sets a clock right for a stretch of its time.
func (t *clocksTab) offset(device int64) {
	p := t.p
	from, to := kit.NewDate(p.t("device_offset.from_at"), p.host.Today, calendar.Past), kit.NewDate(p.t("device_offset.to_at"), p.host.Today, calendar.Past)
	from.SetValue(p.month)
	minutes, reason := kit.NewField(p.t("device_offset.minutes")), kit.NewField(p.t("device_offset.reason"))
	minutes.AlignRight = true
	form := kit.Form{Label: 92}
	d := &kit.Dialog{Title: p.t("attendance.offset"), Text: p.t("attendance.offset_text"), Width: 460}
	d.Height = func(w float32) float32 { return 4 * kit.FormHeight(reason, form, w) }
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "from", p.t("device_offset.from_at"), from.Field, form)
		c.FormRow(&r, "to", p.t("device_offset.to_at"), to.Field, form)
		c.FormRow(&r, "minutes", p.t("device_offset.minutes"), minutes, form)
		c.FormRow(&r, "reason", p.t("device_offset.reason"), reason, form)
	}
	d.Buttons = []kit.DialogButton{{Text: p.t("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: p.t("attendance.offset_do"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		a, ok := from.Value()
		b, ok2 := to.Value()
		n, err := strconv.ParseInt(strings.TrimSpace(strings.ReplaceAll(minutes.Text(), "−", "-")), 10, 64)
		from.Err, minutes.Err = "", ""
		switch {
		case !ok || !ok2 || a.IsZero():
			from.Err = p.t("attendance.bad_date")
			return true
		case err != nil || n == 0:
			minutes.Err = p.t("attendance.bad_minutes")
			return true
		}
		o := attendance.DeviceOffset{FromAt: p.d.Book.Instant(a, 0), Minutes: n, Reason: strings.TrimSpace(reason.Text())}
		if !b.IsZero() {
			o.ToAt = p.d.Book.Instant(b+1, 0)
		}
		p.run(func(ctx context.Context) error { return p.d.Book.Offset(ctx, device, o) }, func() {
			p.host.Toast(p.t("attendance.offset_done"), nil)
			t.shown()
		})
		return false
	}}}
	p.host.ShowDialog(d)
}

func (t *clocksTab) head() []kit.Button {
	p := t.p
	var out []kit.Button
	if t.part == "devices" {
		for _, b := range t.devices.newButton() {
			b.Kind = kit.Outline
			out = append(out, b)
		}
	}
	if t.part == "punches" && p.d.Export != nil && p.host.Actor().Can(identity.May(attendance.Punches, identity.Export)) {
		out = append(out, kit.Button{ID: "export", Text: p.t("attendance.export"), Icon: icons.FileSheet, Kind: kit.Plain, Tap: func() { p.exportList(t.punches.Query(), p.t("attendance.part.punches")) }})
	}
	if p.host.Actor().Can(identity.May(attendance.Punches, identity.Import)) {
		out = append(out, kit.Button{ID: "import", Text: p.t("attendance.import"), Icon: icons.Download, Kind: kit.Primary, Tap: p.pickPunches})
	}
	return out
}

func (t *clocksTab) commands() []kit.Command {
	if t.part == "devices" {
		return t.devices.commands()
	}
	T := t.p.t
	return []kit.Command{
		{ID: "refresh", Title: T("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: t.shown, Status: T("records.refresh")},
		{ID: "import", Title: T("attendance.import"), Icon: icons.Download, Run: t.p.pickPunches},
	}
}

func (t *clocksTab) changed(kind string, id int64) {
	switch {
	case t.part == "devices" && kind == attendance.Devices:
		t.devices.list.Changed(kind, id)
	case t.part == "imports" && kind == attendance.Imports:
		t.imports.Changed(kind, id)
	case t.part == "unknown":
		t.readUnknown()
	case t.part == "punches":
		t.punches.Reload()
	}
}

func (t *clocksTab) focus()           { t.p.s.FocusID("list", false) }
func (t *clocksTab) save(s kit.State) { s["part"] = t.part }
func (t *clocksTab) restore(s kit.State) {
	for _, k := range clockParts {
		if s["part"] == k {
			t.part = k
		}
	}
}
