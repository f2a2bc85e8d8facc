package attendance

import (
	"context"
	"strings"

	"kontor/app/attendance"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// askForm enters a request.
type askForm struct {
	p      *page
	kind   string
	done   func(id int64) // 0 = given up
	who    *kit.Picker
	typ    string
	slot   string
	onFrom *kit.Date
	onTo   *kit.Date
	from   *kit.Field
	to     *kit.Field
	place  *kit.Field
	reason *kit.Field
	saving bool
}

func newAskForm(p *page, kind string, done func(id int64)) *askForm {
	f := &askForm{p: p, kind: kind, done: done, slot: "in"}
	f.who = p.employeePicker(p.t("employee.one"))
	purpose := calendar.Ahead
	if kind == attendance.Corrections {
		purpose = calendar.Past
	}
	f.onFrom, f.onTo = kit.NewDate(p.t("leave.from_at"), p.host.Today, purpose), kit.NewDate(p.t("leave.to_at"), p.host.Today, purpose)
	f.onFrom.SetValue(p.host.Today())
	f.onTo.SetValue(p.host.Today())
	f.onFrom.OnCommit = func(string) {
		a, _ := f.onFrom.Value()
		if b, _ := f.onTo.Value(); b < a {
			f.onTo.SetValue(a)
		}
	}
	f.from, f.to = clockField(p.host, p.t("leave.from_at")), clockField(p.host, p.t("leave.to_at"))
	f.place, f.reason = kit.NewField(p.t("trip.place")), kit.NewField(p.t("leave.reason"))
	switch kind {
	case attendance.Leaves:
		f.typ = "personal"
		f.from.SetText("09:00")
		f.to.SetText("18:00")
	case attendance.Trips:
		f.typ = "trip"
		f.from.SetText("09:00")
		f.to.SetText("18:00")
	case attendance.Overtimes:
		f.typ = "pay"
		f.from.SetText("18:30")
		f.to.SetText("20:30")
	case attendance.Corrections:
		f.from.SetText("09:00")
	}
	return f
}

// types are the choices of the kind.
func (f *askForm) types() []string {
	switch f.kind {
	case attendance.Leaves:
		var out []string
		for _, t := range rules.LeaveTypes() {
			out = append(out, t.Key)
		}
		return out
	case attendance.Trips:
		return []string{"trip", "field", "out"}
	case attendance.Overtimes:
		return []string{"pay", "bank"}
	}
	return nil
}

func (f *askForm) typeKey(k string) string {
	if f.kind == attendance.Overtimes {
		return "overtime.settle." + k
	}
	return f.kind + ".type." + k
}

func (f *askForm) draw(c *kit.Canvas, r kit.Rect) {
	p := f.p
	foot := r.CutBottom(48)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	row := foot.Pad(16, 1, 14, 0)
	c.ButtonsRight(&row, kit.Button{ID: "cancel", Text: p.t("kit.cancel"), Key: "Esc", Tap: func() { f.done(0) }}, kit.Button{ID: "save", Text: p.t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: f.save})
	in := r.Pad(16, 10, 16, 0)
	c.Text(in.CutTop(32), records.NewTitle(p.host, f.kind), kit.Section)
	form := kit.Form{Label: 72}
	c.FormRow(&in, "who", p.t("employee.one"), f.who.Field, form)
	if len(f.types()) > 0 {
		label := p.t(f.kind + ".type")
		if f.kind == attendance.Overtimes {
			label = p.t("overtime.settle")
		}
		c.FormPart(&in, label, theme.Control, "", form, func(box kit.Rect) {
			c.Drop("type", box, p.t(f.typeKey(f.typ)), "", func() []kit.MenuItem {
				var out []kit.MenuItem
				for _, k := range f.types() {
					out = append(out, kit.MenuItem{Title: p.t(f.typeKey(k)), Checked: f.typ == k, Run: func() { f.typ = k }})
				}
				return out
			})
		})
	}
	moment := func(id, label string, d *kit.Date, t *kit.Field) {
		err := d.Err
		if err == "" {
			err = t.Err
		}
		c.FormPart(&in, label, theme.Control, err, form, func(box kit.Rect) {
			c.Field(id+"on", box.CutLeft(max(box.W-84, 110)), d.Field)
			box.CutLeft(6)
			c.Field(id+"at", box, t)
		})
	}
	if f.kind == attendance.Corrections {
		c.FormPart(&in, p.t("correction.slot"), theme.Control, "", form, func(box kit.Rect) {
			tabs := []kit.Tab{{ID: "in", Text: p.t("correction.slot.in")}, {ID: "out", Text: p.t("correction.slot.out")}}
			c.Segment("slot", box.CutLeft(kit.SegmentWidth(tabs)), tabs, f.slot, func(id string) { f.slot = id })
		})
		moment("from", p.t("correction.at"), f.onFrom, f.from)
	} else {
		moment("from", p.t("leave.from_at"), f.onFrom, f.from)
		moment("to", p.t("leave.to_at"), f.onTo, f.to)
	}
	if f.kind == attendance.Trips {
		c.FormRow(&in, "place", p.t("trip.place"), f.place, form)
	}
	c.FormRow(&in, "reason", p.t("leave.reason"), f.reason, form)
}

// instant reads a date with its time; false marks the field.
func (f *askForm) instant(d *kit.Date, t *kit.Field) (int64, bool) {
	d.Err, t.Err = "", ""
	date, ok := d.Value()
	if !ok || date.IsZero() {
		d.Err = f.p.t("attendance.bad_date")
		return 0, false
	}
	m, ok := minuteOf(t)
	if !ok {
		t.Err = f.p.t("attendance.bad_clock")
		return 0, false
	}
	return f.p.d.Book.Instant(date, m), true
}

// save files the request.
func (f *askForm) save() {
	if f.saving {
		return
	}
	p := f.p
	f.who.Err, f.reason.Err = "", ""
	id := f.who.Value().ID
	if id == 0 {
		f.who.Err = p.t("attendance.choose_employee")
		f.who.Focus()
		p.redraw()
		return
	}
	run, ok := f.request(id)
	if !ok {
		p.redraw()
		return
	}
	f.saving = true
	p.host.Go(func(ctx context.Context) {
		id, err := run(ctx)
		p.host.Post(func() {
			f.saving = false
			if err != nil {
				p.host.Report(err)
				p.redraw()
				return
			}
			p.host.Toast(p.t("attendance.filed", "what", p.t(f.kind+".one"), "name", f.who.Value().Text), nil)
			f.done(id)
		})
	})
}

func (f *askForm) request(id int64) (func(ctx context.Context) (int64, error), bool) {
	p, book := f.p, f.p.d.Book
	r := attendance.Request{EmployeeID: id, Reason: strings.TrimSpace(f.reason.Text())}
	from, ok := f.instant(f.onFrom, f.from)
	if !ok {
		return nil, false
	}
	if f.kind == attendance.Corrections {
		if r.Reason == "" {
			f.reason.Err = p.t("attendance.reason_missing")
			return nil, false
		}
		on, _ := f.onFrom.Value()
		x := &attendance.Correction{Request: r, Kind: attendance.CorrectPunch, On: on, Segment: 1, Slot: f.slot, At: from}
		return func(ctx context.Context) (int64, error) { err := book.FileCorrection(ctx, x); return x.ID, err }, true
	}
	to, ok := f.instant(f.onTo, f.to)
	if !ok {
		return nil, false
	}
	if to <= from {
		f.to.Err = p.t("attendance.bad_span")
		return nil, false
	}
	switch f.kind {
	case attendance.Leaves:
		x := &attendance.Leave{Request: r, Type: f.typ, FromAt: from, ToAt: to}
		return func(ctx context.Context) (int64, error) { err := book.FileLeave(ctx, x); return x.ID, err }, true
	case attendance.Trips:
		x := &attendance.Trip{Request: r, Type: f.typ, FromAt: from, ToAt: to, Place: strings.TrimSpace(f.place.Text())}
		return func(ctx context.Context) (int64, error) { err := book.FileTrip(ctx, x); return x.ID, err }, true
	}
	x := &attendance.Overtime{Request: r, Settle: f.typ, FromAt: from, ToAt: to}
	return func(ctx context.Context) (int64, error) { err := book.FileOvertime(ctx, x); return x.ID, err }, true
}
