package attendance

import (
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/attendance"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const (
	warnToken   = theme.Warn
	sunkenToken = theme.Sunken
	lineToken   = theme.Line
)

// dayEdit is the business calendar of a year: twelve months to pick days in, notices to
// paste, CSV to import. ATT-03
type dayEdit struct {
	p     *page
	load  *kit.Loader
	year  int
	table *calendar.Table
	on    calendar.Date // picked
	name  *kit.Field
	stat  bool
}

func newDayEdit(p *page) *dayEdit {
	y, _, _ := p.host.Today().Parts()
	e := &dayEdit{p: p, year: y}
	e.load = kit.NewLoader(p.host, p.redraw)
	e.name = kit.NewField(p.t("calendar_day.name"))
	return e
}

func (e *dayEdit) read() {
	kit.Load(e.load, e.p.d.Book.Calendar, func(t *calendar.Table) { e.table = t })
}

func (e *dayEdit) may() bool {
	return e.p.host.Actor().Can(identity.May(attendance.Days, identity.Change))
}

// kindTint is the colour of a kind of day.
func kindTint(d calendar.Day) (kit.Tint, bool) {
	switch {
	case d.Statutory:
		return kit.Red, true
	case d.Kind == calendar.Holiday:
		return kit.Green, true
	case d.Kind == calendar.Makeup:
		return kit.Amber, true
	case d.Kind == calendar.Rest:
		return kit.Gray, true
	}
	return kit.Tint{}, false
}

func (e *dayEdit) draw(c *kit.Canvas, r kit.Rect) {
	p := e.p
	if e.table == nil {
		if err := e.load.Failed(); err != nil {
			c.Failure(r, p.host, err, e.read)
		}
		return
	}
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	e.drawBar(c, bar.Pad(16, 0, 14, 1))
	if !e.table.Known(e.year) {
		b := kit.Banner{Tint: kit.Red, Text: p.t("attendance.unknown_year", "year", strconv.Itoa(e.year)), Action: p.t("attendance.paste_notice"), Run: e.paste}
		h := kit.BannerHeight(b, r.W-24)
		c.Banner(r.CutTop(h+12).Pad(12, 6, 12, 6), b)
	}
	if e.on != 0 {
		e.drawPane(c, r.CutRight(264))
	}
	cols := 4
	if r.W < 760 {
		cols = 3
	}
	const h = 176
	c.Scroll("months", r, float32((12+cols-1)/cols)*(h+14)+24, func(b kit.Rect) {
		for i, cell := range b.Pad(16, 12, 16, 0).Grid(cols, h, 14, 12) {
			e.drawMonth(c, cell, calendar.Of(e.year, 1, 1).AddMonths(i))
		}
	})
}

func (e *dayEdit) drawBar(c *kit.Canvas, r kit.Rect) {
	p := e.p
	step := func(n int) func() { return func() { e.year += n; e.on = 0 } }
	c.Button(r.CutLeft(theme.Control).MiddleRow(theme.Control), kit.Button{ID: "prevyear", Icon: icons.ChevronLeft, Tip: p.t("attendance.prev_year"), Tap: step(-1)})
	c.Text(r.CutLeft(76), strconv.Itoa(e.year), kit.Section.Centered())
	c.Button(r.CutLeft(theme.Control).MiddleRow(theme.Control), kit.Button{ID: "nextyear", Icon: icons.ChevronRight, Tip: p.t("attendance.next_year"), Tap: step(1)})
	r.CutLeft(16)
	k := e.table.CheckYear(e.year)
	text := p.t("attendance.year_check", "work", k.Workdays, "statutory", k.Statutory)
	tone := theme.OK
	if !k.OK() {
		tone = theme.Bad
		text += " " + p.t("attendance.year_should", "work", k.ExpectedWorkdays, "statutory", k.ExpectedStat)
	}
	r.CutLeft(c.Text(r, text, kit.Caption.In(tone)) + 20)
	for _, l := range []struct {
		key  string
		tint kit.Tint
	}{{"calendar_day.statutory", kit.Red}, {"calendar_day.kind.H", kit.Green}, {"calendar_day.kind.M", kit.Amber}, {"calendar_day.kind.R", kit.Gray}} {
		word := p.t(l.key)
		if r.W < kit.Measure(word, kit.Caption)+30 {
			return
		}
		mark := l.tint.Fg
		if l.tint == kit.Gray {
			mark = theme.Muted
		}
		c.Round(r.CutLeft(12).MiddleRow(12), 3, mark, theme.None)
		r.CutLeft(5)
		r.CutLeft(c.Text(r, word, kit.Caption) + 14)
	}
}

// drawMonth is one month, a week per row.
func (e *dayEdit) drawMonth(c *kit.Canvas, r kit.Rect, m calendar.Date) {
	p := e.p
	c.Text(r.CutTop(22), p.shortMonth(m), kit.Strong)
	w := r.W / 7
	head := r.CutTop(20)
	for i := 0; i < 7; i++ {
		c.Text(kit.R(head.X+float32(i)*w, head.Y, w, head.H), p.t(calendar.Must("2024-01-01").AddDays(i).WeekdayLetterKey()), kit.Hint.Centered())
	}
	row := 0
	for d := m; d <= m.MonthEnd(); d++ {
		col := d.ISOWeekday() - 1
		cell := kit.R(r.X+float32(col)*w, r.Y+float32(row*22), w, 22)
		day := e.table.Day(d)
		_, _, n := d.Parts()
		st := kit.Caption.Centered().In(theme.Text)
		box := cell.Center(min(w-2, 24), 20)
		if t, ok := kindTint(day); ok {
			if day.Kind != calendar.Rest {
				c.Round(box, theme.RadiusBadge, t.Bg, theme.None)
			}
			st = st.In(t.Fg)
			if day.Kind == calendar.Rest {
				st = st.In(theme.Muted)
			}
		}
		if d == e.on {
			c.Frame(box, theme.RadiusBadge, theme.None, theme.Primary, 2)
		}
		c.Text(box, itoa(n), st.Uncut())
		c.Hit("day."+d.String(), cell, kit.Hit{Name: d.String() + " " + day.Name, Role: kit.RoleButton, Tip: day.Name, Cursor: kit.Hand, Tap: func() {
			e.on, e.stat = d, day.Statutory
			e.name.SetText(day.Name)
		}})
		if col == 6 {
			row++
		}
	}
}

// drawPane sets the kind of the picked day.
func (e *dayEdit) drawPane(c *kit.Canvas, r kit.Rect) {
	p := e.p
	c.LineV(r.X, r.Y, r.H, theme.Line)
	in := r.Pad(16, 12, 16, 0)
	c.Text(in.CutTop(26), p.dayText(e.on), kit.Section)
	day := e.table.Day(e.on)
	source := day.Source
	switch source {
	case "rule", "import", "company":
		source = p.t("attendance.source." + source)
	}
	c.Text(in.CutTop(20), p.t("calendar_day.source")+" "+source, kit.Hint)
	in.CutTop(8)
	why := ""
	if !e.may() {
		why = p.t("attendance.no_right")
	}
	c.FormRow(&in, "name", p.t("calendar_day.name"), e.name, kit.Form{Label: 48})
	c.Check("stat", in.CutTop(24), p.t("calendar_day.statutory"), e.stat, func(on bool) { e.stat = on })
	in.CutTop(6)
	for _, k := range []calendar.DayKind{calendar.Workday, calendar.Rest, calendar.Holiday, calendar.Makeup} {
		b := kit.Button{ID: "kind." + string(k), Text: p.t("calendar_day.kind." + string(k)), Active: day.Kind == k, Wide: true, Disabled: why, Tap: func() { e.set(k) }}
		c.Button(in.CutTop(theme.Control), b)
		in.CutTop(6)
	}
}

func (e *dayEdit) set(k calendar.DayKind) {
	d := calendar.Day{Date: e.on, Kind: k, Name: strings.TrimSpace(e.name.Text()), Statutory: e.stat && k != calendar.Makeup, Source: "company"}
	e.p.run(func(ctx context.Context) error { return e.p.d.Book.PutDays(ctx, []calendar.Day{d}) }, e.read)
}

func (e *dayEdit) head() []kit.Button {
	if !e.may() {
		return nil
	}
	return []kit.Button{{ID: "csv", Text: e.p.t("attendance.import_csv"), Icon: icons.Download, Kind: kit.Plain, Tap: e.pick}, {ID: "paste", Text: e.p.t("attendance.paste_notice"), Icon: icons.ClipboardPaste, Kind: kit.Primary, Tap: e.paste}}
}

// pick reads a CSV of days.
func (e *dayEdit) pick() {
	p := e.p
	p.host.PickFile(kit.FileRequest{Title: p.t("attendance.import_csv"), Kinds: "CSV", Exts: []string{"csv", "txt"}}, func(path string) {
		var days []calendar.Day
		var faults []*app.Error
		p.run(func(context.Context) error {
			f, err := p.d.File(path)
			if err != nil {
				return err
			}
			days, faults = calendar.ReadCSV(strings.NewReader(string(f.Data)))
			return nil
		}, func() { e.offer(days, faults) })
	})
}

// paste reads the text of a notice.
func (e *dayEdit) paste() {
	p := e.p
	text := kit.NewArea(p.t("attendance.notice"))
	text.Placeholder = p.t("attendance.notice_hint")
	if clip := p.host.Clipboard(); strings.Contains(clip, "放假") {
		text.SetText(clip)
	}
	d := &kit.Dialog{Title: p.t("attendance.paste_notice"), Text: p.t("attendance.notice_text"), Width: 560}
	d.Height = func(float32) float32 { return 180 }
	d.Body = func(c *kit.Canvas, r kit.Rect) { c.Field("notice", r, text) }
	d.Buttons = []kit.DialogButton{{Text: p.t("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: p.t("attendance.notice_read"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		days, faults := calendar.ReadNotice(text.Text(), e.year)
		if len(days) == 0 {
			text.Err = p.host.ErrorText(faults[0])
			return true
		}
		e.offer(days, faults)
		return false
	}}}
	p.host.ShowDialog(d)
	kit.Post(text.Focus)
}

// offer tells what was read and what it does to the year, then writes it.
func (e *dayEdit) offer(days []calendar.Day, faults []*app.Error) {
	p := e.p
	if len(days) == 0 && len(faults) > 0 {
		p.host.Report(faults[0])
		return
	}
	var plan attendance.DayPlan
	p.run(func(ctx context.Context) (err error) { plan, err = p.d.Book.PlanDays(ctx, days); return err }, func() {
		text := p.t("attendance.days_found", "add", plan.Add, "change", plan.Change, "same", plan.Same)
		for _, k := range plan.Check {
			key := "attendance.year_ok"
			if !k.OK() {
				key = "attendance.year_bad"
			}
			text += "\n" + p.t(key, "year", strconv.Itoa(k.Year), "work", k.Workdays, "statutory", k.Statutory, "expected", k.ExpectedWorkdays, "expected_statutory", k.ExpectedStat)
		}
		for i, f := range faults {
			if i < 4 {
				text += "\n" + p.host.ErrorText(f)
			}
		}
		p.host.Ask(kit.Question{Title: p.t("attendance.import_days"), Text: text, Yes: p.t("attendance.days_do"), OnYes: func() {
			p.run(func(ctx context.Context) error { return p.d.Book.PutDays(ctx, days) }, func() {
				y, _, _ := days[len(days)-1].Date.Parts()
				e.year = y
				p.host.Toast(p.t("attendance.days_done", "n", len(days)), nil)
				e.read()
			})
		}})
	})
}

// lawTable lists the figures of the law with their dates.
type lawTable struct {
	p     *page
	load  *kit.Loader
	rows  []rules.Parameter
	table kit.Table
}

func newLawTable(p *page) *lawTable {
	t := &lawTable{p: p}
	t.load = kit.NewLoader(p.host, p.redraw)
	T := p.t
	t.table = kit.Table{Name: T("law_parameter.many"), Columns: []kit.Column{
		{ID: "key", Title: T("law_parameter.key"), Width: 240, Flex: true},
		{ID: "value", Title: T("law_parameter.value"), Width: 90, Align: kit.Right},
		{ID: "from", Title: T("law_parameter.from_on"), Width: 110},
		{ID: "to", Title: T("law_parameter.to_on"), Width: 110},
		{ID: "source", Title: T("law_parameter.source"), Width: 220},
	}}
	return t
}

func (t *lawTable) read() {
	kit.Load(t.load, t.p.d.Book.Law, func(l *rules.Law) {
		t.rows = l.Rows()
		t.table.SetSource(lawRows{t}, false)
	})
}

func (t *lawTable) draw(c *kit.Canvas, r kit.Rect) {
	if t.rows == nil && t.load.Failed() != nil {
		c.Failure(r, t.p.host, t.load.Failed(), t.read)
		return
	}
	note := r.CutBottom(40)
	c.LineH(note.X, note.Y, note.W, theme.Line)
	c.Text(note.Pad(16, 0, 16, 0), t.p.t("attendance.law_note"), kit.Hint)
	t.table.Draw(c, "list", r)
}

type lawRows struct{ t *lawTable }

func (s lawRows) Len() int      { return len(s.t.rows) }
func (s lawRows) Want(int, int) {}
func (s lawRows) Row(i int) ([]kit.Cell, bool) {
	x, p := s.t.rows[i], s.t.p
	to := x.To.String()
	if to == "" {
		to = p.t("attendance.in_force")
	}
	source := kit.Cell{Text: x.Source}
	if x.Source == "" {
		source = kit.Cell{Text: p.t("attendance.unchecked"), Color: theme.Warn}
	}
	return []kit.Cell{{Text: p.t("law_parameter.key." + x.Key)}, {Text: attendance.DaysText(rules.Days100(x.Value100))}, {Text: x.From.String()}, {Text: to}, source}, true
}
