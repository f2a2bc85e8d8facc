package attendance

import (
	"context"
	"strconv"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// shiftEdit lists the shifts and edits one. ATT-01, ATT-02
type shiftEdit struct {
	formList[*shiftForm]
	list []*attendance.Shift
}

func newShiftEdit(p *page) *shiftEdit {
	T := p.t
	e := &shiftEdit{}
	e.formList = formList[*shiftForm]{
		p: p, kind: attendance.Shifts, title: T("attendance.new_shift"), load: kit.NewLoader(p.host, p.redraw),
		split: kit.Split{Size: 440, Min: 400, Max: 560, Rest: 360}, begin: e.begin, again: e.read, blank: func() bool { return e.list == nil },
	}
	e.table = kit.Table{Name: T("shift.many"), Columns: []kit.Column{
		{ID: "code", Title: T("shift.code"), Width: 70},
		{ID: "name", Title: T("shift.name"), Width: 120, Flex: true},
		{ID: "hours", Title: T("attendance.hours_of_work"), Width: 220},
		{ID: "minutes", Title: T("attendance.col.planned"), Width: 72, Align: kit.Right},
		{ID: "edition", Title: T("shift.edition"), Width: 60, Align: kit.Right},
		{ID: "from", Title: T("shift.from_on"), Width: 96},
	}}
	e.table.OnCur = e.open
	e.table.Blank = func(c *kit.Canvas, r kit.Rect) {
		c.Empty(r, kit.Empty{Icon: icons.Clock, Title: T("attendance.no_shifts"), Text: T("attendance.no_shifts_text"), First: kit.Button{Text: T("attendance.new_shift"), Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N", Tap: e.fresh}})
	}
	return e
}

func (e *shiftEdit) read() {
	kit.Load(e.load, e.p.d.Book.CurrentShifts, func(list []*attendance.Shift) {
		e.list = list
		e.table.SetSource(shiftRows{e}, false)
	})
}

type shiftRows struct{ e *shiftEdit }

func (s shiftRows) Len() int      { return len(s.e.list) }
func (s shiftRows) Want(int, int) {}
func (s shiftRows) Row(i int) ([]kit.Cell, bool) {
	x := s.e.list[i]
	from := x.FromOn.String()
	if from == "" {
		from = dash
	}
	return []kit.Cell{{Text: x.Code, Bold: true}, {Text: x.Name}, {Text: x.Hours()}, {Text: tenth(x.Rules().PlannedMinutes())}, {Text: strconv.FormatInt(x.Edition, 10)}, {Text: from}}, true
}

func (e *shiftEdit) open(i int) {
	if i < 0 || i >= len(e.list) {
		e.close()
		return
	}
	e.form = newShiftForm(e, e.list[i])
}

func (e *shiftEdit) begin() {
	x := &attendance.Shift{
		LateGrace: 5, GraceMode: "threshold", AbsentHalfAfter: 60, OpenBefore: 120, CloseAfter: 600, NightFrom: 1320, NightTo: 1800, Edition: 1,
		Segments: []attendance.ShiftSegment{{In: 540, Out: 1080}}, Breaks: []attendance.ShiftBreak{{From: 720, To: 780}},
	}
	e.form = newShiftForm(e, x)
	e.form.code.Focus()
}

// shiftForm edits one shift.
type shiftForm struct {
	e        *shiftEdit
	x        *attendance.Shift
	code     *kit.Field
	name     *kit.Field
	from     *kit.Date // of a new edition
	segments []segmentRow
	breaks   []breakRow
	numbers  map[string]*kit.Field
	mode     string
	late     *kit.Field
	saving   bool
}

type segmentRow struct {
	in, out         *kit.Field
	inFree, outFree bool
	open, shut      int64
}

type breakRow struct{ from, to *kit.Field }

// numberKeys are the figures of a shift in the order of the form.
var numberKeys = []string{"late_grace_minutes", "early_grace_minutes", "absent_half_after_minutes", "absent_day_after_minutes", "early_half_after_minutes", "flex_minutes", "open_before_minutes", "close_after_minutes"}

func numbersOf(x *attendance.Shift) map[string]*int64 {
	return map[string]*int64{
		"late_grace_minutes": &x.LateGrace, "early_grace_minutes": &x.EarlyGrace, "absent_half_after_minutes": &x.AbsentHalfAfter, "absent_day_after_minutes": &x.AbsentDayAfter,
		"early_half_after_minutes": &x.EarlyHalfAfter, "flex_minutes": &x.Flex, "open_before_minutes": &x.OpenBefore, "close_after_minutes": &x.CloseAfter,
	}
}

func newShiftForm(e *shiftEdit, x *attendance.Shift) *shiftForm {
	p := e.p
	f := &shiftForm{e: e, x: x, numbers: map[string]*kit.Field{}, mode: x.GraceMode}
	f.code, f.name = kit.NewField(p.t("shift.code")).With(x.Code), kit.NewField(p.t("shift.name")).With(x.Name)
	f.late = kit.NewField(p.t("shift.late_out_late_in")).With(x.LateOut)
	f.late.Placeholder = "120>30"
	f.from = kit.NewDate(p.t("shift.from_on"), p.host.Today, calendar.Ahead)
	f.from.SetValue(p.host.Today())
	for _, s := range x.Segments {
		f.addSegment(s)
	}
	for _, b := range x.Breaks {
		f.addBreak(b)
	}
	for key, n := range numbersOf(x) {
		f.numbers[key] = numberField(p.host, p.t("shift."+key)).With(strconv.FormatInt(*n, 10))
	}
	return f
}

func (f *shiftForm) addSegment(s attendance.ShiftSegment) {
	row := segmentRow{in: clockField(f.e.p.host, f.e.p.t("shift_segment.in_minute")), out: clockField(f.e.p.host, f.e.p.t("shift_segment.out_minute")), inFree: s.InFree, outFree: s.OutFree, open: s.OpenBefore, shut: s.CloseAfter}
	if s.Out > 0 {
		row.in.SetText(attendance.ClockText(int(s.In)))
		row.out.SetText(attendance.ClockText(int(s.Out)))
	}
	f.segments = append(f.segments, row)
}

func (f *shiftForm) addBreak(b attendance.ShiftBreak) {
	row := breakRow{clockField(f.e.p.host, f.e.p.t("shift_break.from_minute")), clockField(f.e.p.host, f.e.p.t("shift_break.to_minute"))}
	if b.To > 0 {
		row.from.SetText(attendance.ClockText(int(b.From)))
		row.to.SetText(attendance.ClockText(int(b.To)))
	}
	f.breaks = append(f.breaks, row)
}

func (f *shiftForm) draw(c *kit.Canvas, r kit.Rect) {
	p := f.e.p
	row := f.e.frame(c, r, "shiftform", func(in *kit.Rect) { f.drawBody(c, in) })
	if f.x.ID != 0 {
		c.Text(row.CutLeft(64), p.t("shift.from_on"), kit.Caption)
		c.Field("fromon", row.CutLeft(min(128, row.W)).MiddleRow(theme.Control), f.from.Field)
	}
}

func (f *shiftForm) drawBody(c *kit.Canvas, in *kit.Rect) {
	p := f.e.p
	form := kit.Form{Label: 84}
	c.FormRow(in, "code", p.t("shift.code")+" *", f.code, form)
	c.FormRow(in, "name", p.t("shift.name")+" *", f.name, form)
	head := in.CutTop(28)
	add := kit.Button{ID: "addseg", Text: p.t("attendance.add_segment"), Icon: icons.Plus, Kind: kit.Plain, Small: true, Tap: func() { f.addSegment(attendance.ShiftSegment{}) }}
	c.ButtonsRight(&head, add)
	c.Text(head, p.t("shift_segment.many"), kit.Strong)
	for i := range f.segments {
		f.drawSegment(c, in, i)
	}
	head = in.CutTop(28)
	add = kit.Button{ID: "addbreak", Text: p.t("attendance.add_break"), Icon: icons.Plus, Kind: kit.Plain, Small: true, Tap: func() { f.addBreak(attendance.ShiftBreak{}) }}
	c.ButtonsRight(&head, add)
	c.Text(head, p.t("shift_break.many"), kit.Strong)
	for i := range f.breaks {
		row := in.CutTop(theme.Control)
		in.CutTop(6)
		c.Field("bfrom"+itoa(i), row.CutLeft(84), f.breaks[i].from)
		c.Text(row.CutLeft(18), "–", kit.Second.Centered())
		c.Field("bto"+itoa(i), row.CutLeft(84), f.breaks[i].to)
		row.CutLeft(6)
		c.Button(row.CutLeft(26), kit.Button{ID: "dropbreak" + itoa(i), Icon: icons.X, Kind: kit.Plain, Tip: p.t("attendance.remove"), Tap: func() { f.breaks = append(f.breaks[:i:i], f.breaks[i+1:]...) }})
	}
	in.CutTop(6)
	wide := kit.Form{Label: 216}
	for _, key := range numberKeys {
		if key == "flex_minutes" || key == "open_before_minutes" || key == "late_grace_minutes" {
			group := map[string]string{"flex_minutes": "flex", "open_before_minutes": "window", "late_grace_minutes": "late"}[key]
			c.Text(in.CutTop(28), p.t("shift.group."+group), kit.Strong)
		}
		c.FormRow(in, key, p.t("shift."+key), f.numbers[key], wide)
		if key == "early_half_after_minutes" {
			c.FormPart(in, p.t("shift.grace_mode"), theme.Control, "", wide, func(box kit.Rect) {
				c.Drop("grace", box, p.t("shift.grace_mode."+f.mode), "", func() []kit.MenuItem {
					var out []kit.MenuItem
					for _, m := range []string{"threshold", "deduct"} {
						out = append(out, kit.MenuItem{Title: p.t("shift.grace_mode." + m), Checked: f.mode == m, Run: func() { f.mode = m }})
					}
					return out
				})
			})
		}
		if key == "flex_minutes" {
			c.FormRow(in, "late_out", p.t("shift.late_out_late_in"), f.late, wide)
		}
	}
}

func (f *shiftForm) drawSegment(c *kit.Canvas, in *kit.Rect, i int) {
	p := f.e.p
	s := &f.segments[i]
	row := in.CutTop(theme.Control)
	in.CutTop(6)
	c.Field("sin"+itoa(i), row.CutLeft(84), s.in)
	c.Text(row.CutLeft(18), "–", kit.Second.Centered())
	c.Field("sout"+itoa(i), row.CutLeft(84), s.out)
	row.CutLeft(10)
	row.CutLeft(c.Check("infree"+itoa(i), row, p.t("attendance.in_free"), s.inFree, func(on bool) { s.inFree = on }) + 10)
	row.CutLeft(c.Check("outfree"+itoa(i), row, p.t("attendance.out_free"), s.outFree, func(on bool) { s.outFree = on }) + 4)
	if len(f.segments) > 1 {
		c.Button(row.CutRight(26), kit.Button{ID: "dropseg" + itoa(i), Icon: icons.X, Kind: kit.Plain, Tip: p.t("attendance.remove"), Tap: func() { f.segments = append(f.segments[:i:i], f.segments[i+1:]...) }})
	}
}

// take writes the form into a shift; false marks what cannot be read.
func (f *shiftForm) take(x *attendance.Shift) bool {
	p := f.e.p
	x.Code, x.Name, x.GraceMode, x.LateOut = f.code.Text(), f.name.Text(), f.mode, f.late.Text()
	for key, n := range numbersOf(x) {
		*n = numberOf(f.numbers[key])
	}
	good := true
	minute := func(field *kit.Field) int64 {
		m, ok := minuteOf(field)
		if !ok {
			field.Err = p.t("attendance.bad_clock")
			good = false
		}
		return int64(m)
	}
	// Lines keep their records as far as they are the same ones.
	segments := make([]attendance.ShiftSegment, len(f.segments))
	for i, s := range f.segments {
		if i < len(x.Segments) {
			segments[i].Head = x.Segments[i].Head
		}
		segments[i].In, segments[i].Out, segments[i].InFree, segments[i].OutFree, segments[i].OpenBefore, segments[i].CloseAfter = minute(s.in), minute(s.out), s.inFree, s.outFree, s.open, s.shut
	}
	breaks := make([]attendance.ShiftBreak, len(f.breaks))
	for i, b := range f.breaks {
		if i < len(x.Breaks) {
			breaks[i].Head = x.Breaks[i].Head
		}
		breaks[i].From, breaks[i].To = minute(b.from), minute(b.to)
	}
	x.Segments, x.Breaks = segments, breaks
	return good
}

func (f *shiftForm) save() {
	if f.saving || !f.e.may(identity.Change) {
		return
	}
	p := f.e.p
	f.code.Err, f.name.Err = "", ""
	if f.code.Text() == "" {
		f.code.Err = p.t("attendance.code_missing")
	}
	if f.name.Text() == "" {
		f.name.Err = p.t("attendance.name_missing")
	}
	probe := *f.x
	if !f.take(&probe) || f.code.Err != "" || f.name.Err != "" {
		p.redraw()
		return
	}
	from, _ := f.from.Value()
	f.saving = true
	p.host.Go(func(ctx context.Context) {
		var err error
		if f.x.ID == 0 {
			err = p.d.Book.NewShift(ctx, &probe)
		} else {
			_, err = p.d.Book.ChangeShift(ctx, attendance.ShiftChange{ID: f.x.ID, Version: f.x.Version, From: from, Change: func(x *attendance.Shift) {
				x.Code, x.Name, x.GraceMode, x.LateOut = probe.Code, probe.Name, probe.GraceMode, probe.LateOut
				for key, n := range numbersOf(x) {
					*n = *numbersOf(&probe)[key]
				}
				x.Segments, x.Breaks = probe.Segments, probe.Breaks
			}})
		}
		p.host.Post(func() {
			f.saving = false
			f.e.saved(err)
		})
	})
}
