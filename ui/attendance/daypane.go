package attendance

import (
	"context"
	"strings"

	"kontor/app/attendance"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/ui/kit"
)

// actionKinds are what can be done about a day, with their keys.
var actionKinds = []struct {
	id  string
	key kit.Key
}{{"fix", "B"}, {"leave", "J"}, {"trip", "W"}, {"waive", "M"}}

// dayPane shows one day of an employee and what can be done about it.
type dayPane struct {
	p      *page
	load   *kit.Loader
	try    *kit.Loader // the what-if below the form
	done   func()      // after something was filed
	id     int64
	on     calendar.Date
	d      *attendance.DayDetail
	mode   string // of actionKinds; "" = none
	slot   int    // fix: index of the slots of the day
	at     *kit.Field
	from   *kit.Field
	to     *kit.Field
	typ    string // of leave or trip
	place  *kit.Field
	visit  int64 // the visit that a trip belongs to
	note   *kit.Field
	trace  bool
	result *rules.Day // what the day would become
	filed  *filed     // the last request, for undo
	saving bool
	err    string
}

type filed struct {
	kind string
	id   int64
}

func newDayPane(p *page, done func()) *dayPane {
	d := &dayPane{p: p, done: done}
	d.load, d.try = kit.NewLoader(p.host, p.redraw), kit.NewLoader(p.host, p.redraw)
	d.at = clockField(p.host, p.t("correction.at"))
	d.from, d.to = clockField(p.host, p.t("leave.from_at")), clockField(p.host, p.t("leave.to_at"))
	for _, f := range []*kit.Field{d.at, d.from, d.to} {
		f.OnCommit = func(string) { d.guess() }
	}
	d.place = kit.NewField(p.t("trip.place"))
	d.note = kit.NewField(p.t("attendance.note"))
	d.note.Placeholder = p.t("attendance.note_hint")
	d.note.OnChange = func(string) { d.err = "" }
	return d
}

func (d *dayPane) clear() {
	d.id, d.d, d.mode = 0, nil, ""
	d.load.Cancel()
}

// show reads a day; the same day again keeps what was begun.
func (d *dayPane) show(id int64, on calendar.Date) {
	if d.id != id || d.on != on {
		d.stop()
	}
	d.id, d.on = id, on
	kit.Load(d.load, func(ctx context.Context) (*attendance.DayDetail, error) { return d.p.d.Book.Detail(ctx, id, on) }, func(x *attendance.DayDetail) {
		d.d = x
		if d.mode != "" {
			d.guess()
		}
	})
}

func (d *dayPane) focus() { d.note.Focus() }

// why says why nothing can be done about the day; "" = it can.
func (d *dayPane) why() string {
	switch {
	case d.d == nil:
		return d.p.t("attendance.no_day")
	case !d.p.host.Actor().Can(identity.May(attendance.Corrections, identity.Add)):
		return d.p.t("attendance.no_right")
	case d.d.Lock != nil:
		return "" // goes into a supplement
	}
	return ""
}

// begin opens the form of an action with what it most likely is about.
func (d *dayPane) begin(mode string) {
	if d.why() != "" {
		return
	}
	d.mode, d.err, d.result = mode, "", nil
	switch mode {
	case "fix":
		d.slot = d.wanted()
		d.fillSlot()
	case "leave", "trip":
		d.typ = map[string]string{"leave": "personal", "trip": "out"}[mode]
		s := d.stretch()
		d.from.SetText(d.clock(s.From))
		d.to.SetText(d.clock(s.To))
		d.place.SetText("")
		d.visit = 0
	}
	d.guess()
	d.note.Focus()
	d.p.redraw()
}

func (d *dayPane) stop() {
	d.mode, d.err, d.result = "", "", nil
	d.note.SetText("")
	d.try.Cancel()
}

func (d *dayPane) clock(m rules.Minute) string {
	return attendance.ClockText(int(m - rules.At(d.on, 0)))
}

// wanted is the slot that most needs a correction: an empty one, a late coming, an early going.
func (d *dayPane) wanted() int {
	best := 0
	for i, s := range d.d.Day.Slots {
		if s.At == 0 && !s.Free {
			return i
		}
		if best == 0 && s.At != 0 && (!s.Out && s.At > s.Due || s.Out && s.At < s.Due) {
			best = i
		}
	}
	return best
}

func (d *dayPane) fillSlot() {
	if d.slot < len(d.slots()) {
		d.at.SetText(d.clock(d.slots()[d.slot].Due))
	}
}

// slots are the comings and goings of the day; a day without a result has those of its
// shift.
func (d *dayPane) slots() []rules.SlotResult {
	if len(d.d.Day.Slots) > 0 {
		return d.d.Day.Slots
	}
	var out []rules.SlotResult
	n := 0
	for _, x := range d.d.Shifts {
		for _, s := range x.Segments {
			n++
			out = append(out, rules.SlotResult{Segment: n, Due: rules.At(d.on, int(s.In))}, rules.SlotResult{Segment: n, Out: true, Due: rules.At(d.on, int(s.Out))})
		}
	}
	return out
}

// stretch is what leave or a trip would most likely cover: the minutes that are blamed,
// else the whole shift.
func (d *dayPane) stretch() rules.Span {
	all := hull(d.d.Planned)
	if all.Len() == 0 {
		return rules.Span{From: rules.At(d.on, 540), To: rules.At(d.on, 1080)}
	}
	for _, s := range d.d.Day.Slots {
		if s.At != 0 && !s.Out && s.At > s.Due && d.d.Day.Late > 0 {
			return rules.Span{From: s.Due, To: s.At}
		}
		if s.At != 0 && s.Out && s.At < s.Due && d.d.Day.Early > 0 {
			return rules.Span{From: s.At, To: s.Due}
		}
	}
	return all
}

func hull(list []rules.Span) rules.Span {
	if len(list) == 0 {
		return rules.Span{}
	}
	h := list[0]
	for _, s := range list {
		h.From, h.To = min(h.From, s.From), max(h.To, s.To)
	}
	return h
}

// span reads the two time fields.
func (d *dayPane) span() (rules.Span, bool) {
	a, ok := attendance.ParseClock(d.from.Text())
	b, ok2 := attendance.ParseClock(d.to.Text())
	if !ok || !ok2 || b <= a {
		return rules.Span{}, false
	}
	return rules.Span{From: rules.At(d.on, a), To: rules.At(d.on, b)}, true
}

// guess computes what the day would become.
func (d *dayPane) guess() {
	if d.mode == "" || d.d == nil {
		return
	}
	change, ok := d.change()
	if !ok {
		d.result = nil
		return
	}
	id, on := d.id, d.on
	kit.Load(d.try, func(ctx context.Context) (rules.Day, error) { return d.p.d.Book.WhatIf(ctx, id, on, change) }, func(r rules.Day) { d.result = &r })
}

// change is what the form does to the data of the day.
func (d *dayPane) change() (func(*rules.Input), bool) {
	switch d.mode {
	case "waive":
		return func(in *rules.Input) { in.Waivers = append(in.Waivers, rules.Waiver{ID: -1, Date: d.on}) }, true
	case "fix":
		m, ok := attendance.ParseClock(d.at.Text())
		if !ok || d.slot >= len(d.slots()) {
			return nil, false
		}
		s := d.slots()[d.slot]
		return func(in *rules.Input) {
			in.Corrections = append(in.Corrections, rules.Correction{ID: -1, Date: d.on, Segment: s.Segment, Out: s.Out, At: rules.At(d.on, m)})
		}, true
	}
	s, ok := d.span()
	if !ok {
		return nil, false
	}
	typ := d.typ
	if d.mode == "leave" {
		return func(in *rules.Input) {
			in.Leaves = append(in.Leaves, rules.Leave{ID: -1, Type: typ, Span: s, SkipsHolidays: rules.LeaveTypeOf(typ).SkipsHolidays})
		}, true
	}
	return func(in *rules.Input) { in.Trips = append(in.Trips, rules.Trip{ID: -1, Type: typ, Span: s}) }, true
}

// save files the request that the form describes.
func (d *dayPane) save() {
	if d.mode == "" || d.d == nil || d.saving {
		return
	}
	for _, f := range []*kit.Field{d.at, d.from, d.to} {
		f.Commit()
	}
	run, ok := d.request()
	if !ok {
		d.p.redraw()
		return
	}
	d.saving = true
	mode := d.mode
	var made filed
	d.p.host.Go(func(ctx context.Context) {
		m, err := run(ctx)
		made = m
		d.p.host.Post(func() {
			d.saving = false
			if err != nil {
				d.p.host.Report(err)
				d.p.redraw()
				return
			}
			d.stop()
			d.filed = &made
			d.p.host.Toast(d.p.t("attendance.done."+mode, "name", d.d.Employee.Name), d.undo)
			d.show(d.id, d.on)
			d.done()
			d.p.tab().focus()
		})
	})
}

// request makes the request, or says what is missing.
func (d *dayPane) request() (func(ctx context.Context) (filed, error), bool) {
	book, reason := d.p.d.Book, strings.TrimSpace(d.note.Text())
	r := attendance.Request{EmployeeID: d.id, Reason: reason}
	at := func(m rules.Minute) int64 { return book.Instant(m.Date(), m.OfDay()) }
	if reason == "" && (d.mode == "fix" || d.mode == "waive") {
		d.err = d.p.t("attendance.reason_missing")
		d.note.Focus()
		return nil, false
	}
	switch d.mode {
	case "waive":
		x := &attendance.Correction{Request: r, Kind: attendance.CorrectWaive, On: d.on}
		return func(ctx context.Context) (filed, error) {
			err := book.FileCorrection(ctx, x)
			return filed{attendance.Corrections, x.ID}, err
		}, true
	case "fix":
		m, ok := attendance.ParseClock(d.at.Text())
		if !ok || d.slot >= len(d.slots()) {
			d.at.Err = d.p.t("attendance.bad_clock")
			d.at.Focus()
			return nil, false
		}
		s := d.slots()[d.slot]
		x := &attendance.Correction{Request: r, Kind: attendance.CorrectPunch, On: d.on, Segment: int64(s.Segment), Slot: "in", At: at(rules.At(d.on, m))}
		if s.Out {
			x.Slot = "out"
		}
		return func(ctx context.Context) (filed, error) {
			err := book.FileCorrection(ctx, x)
			return filed{attendance.Corrections, x.ID}, err
		}, true
	}
	s, ok := d.span()
	if !ok {
		d.to.Err = d.p.t("attendance.bad_span")
		d.to.Focus()
		return nil, false
	}
	if d.mode == "leave" {
		x := &attendance.Leave{Request: r, Type: d.typ, FromAt: at(s.From), ToAt: at(s.To)}
		return func(ctx context.Context) (filed, error) {
			err := book.FileLeave(ctx, x)
			return filed{attendance.Leaves, x.ID}, err
		}, true
	}
	x := &attendance.Trip{Request: r, Type: d.typ, FromAt: at(s.From), ToAt: at(s.To), Place: strings.TrimSpace(d.place.Text()), ActivityID: d.visit}
	return func(ctx context.Context) (filed, error) {
		err := book.FileTrip(ctx, x)
		return filed{attendance.Trips, x.ID}, err
	}, true
}

// undo takes the last request of the pane back.
func (d *dayPane) undo() {
	if d.filed == nil {
		return
	}
	f := *d.filed
	d.filed = nil
	d.p.run(func(ctx context.Context) error {
		return d.p.d.Book.Withdraw(ctx, f.kind, f.id, d.p.t("attendance.undone"))
	}, func() {
		d.show(d.id, d.on)
		d.done()
	})
}
