package kit

import (
	"kontor/app/calendar"
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Date is a field for a business date: it takes 2026-03-18 and the shorthands 今, +1,
// 周五, 0318, and opens a calendar with its icon or Alt+↓.
type Date struct {
	*Field
	Today   func() calendar.Date
	Purpose calendar.Purpose
	// Mark tints a day in the calendar (holidays); nil = weekends only.
	Mark func(d calendar.Date) theme.Token
}

// NewDate makes a date field. today tells the company's present date.
func NewDate(name string, today func() calendar.Date, p calendar.Purpose) *Date {
	d := &Date{Field: NewField(name), Today: today, Purpose: p}
	d.Icon, d.whole = icons.Calendar, true
	d.OnIcon = d.toggle
	d.Read = d.read
	d.OnKey = func(k Key) bool {
		if k == "Alt+Down" && d.popup == nil {
			d.open()
			return true
		}
		return false
	}
	return d
}

func (d *Date) read(text string) (shown, preview, err string) {
	v, e := calendar.ParseShort(text, d.Today(), d.Purpose)
	switch {
	case e != nil:
		return text, "", word("kit.date.bad", "text", text)
	case v.IsZero():
		return "", "", ""
	case v.String() == text:
		return text, "", ""
	}
	return v.String(), v.String() + " " + Tongue().Weekday(v), ""
}

// Value is the date; zero when empty, ok is false while the text is not a date.
func (d *Date) Value() (v calendar.Date, ok bool) {
	v, err := calendar.ParseShort(d.Text(), d.Today(), d.Purpose)
	return v, err == nil
}

// SetValue shows a date; zero empties the field.
func (d *Date) SetValue(v calendar.Date) {
	if v.IsZero() {
		d.SetText("")
		return
	}
	d.SetText(v.String())
}

func (d *Date) toggle() {
	if d.popup != nil {
		d.popup.close()
		return
	}
	d.Focus()
	d.open()
}

func (d *Date) open() {
	if d.owner == nil {
		return
	}
	day, ok := d.Value()
	if !ok || day.IsZero() {
		day = d.Today()
	}
	p := &calendarPopup{d: d, day: day}
	p.hang = hangBelow(d.owner, d.box, 246, 274, p.draw)
	if p.hang != nil {
		d.popup = p
	}
}

// calendarPopup is one month to pick a day from.
type calendarPopup struct {
	d    *Date
	day  calendar.Date // the day the keys are on; its month is shown
	hang *hanging
}

func (p *calendarPopup) close() {
	p.d.popup = nil
	p.hang.drop()
}

func (p *calendarPopup) key(k Key) bool {
	switch k {
	case "Esc":
		p.close()
		return true
	case "Left":
		p.day--
	case "Right":
		p.day++
	case "Up":
		p.day -= 7
	case "Down":
		p.day += 7
	case "PgUp":
		p.day = p.day.AddMonths(-1)
	case "PgDn":
		p.day = p.day.AddMonths(1)
	case "Enter":
		p.pick(p.day)
		return true
	default:
		return false
	}
	p.hang.redraw()
	return true
}

func (p *calendarPopup) pick(v calendar.Date) {
	d := p.d
	p.close()
	d.Put(v.String())
	d.commit()
	d.Focus()
}

// Put puts a text in as if it had been typed.
func (f *Field) Put(s string) {
	f.change(s)
	if f.entry != nil {
		f.entry.quiet = true
		f.entry.SetText(s)
		f.entry.CursorColumn = len([]rune(s))
		f.entry.Refresh()
		f.entry.quiet = false
	}
}

func (p *calendarPopup) draw(c *Canvas, r Rect) {
	t := Tongue()
	in := r.Inset(10)
	head := in.CutTop(28)
	c.Button(head.CutLeft(24).MiddleRow(24), Button{ID: "prev", Icon: icons.ChevronLeft, Kind: Plain, Small: true, Tip: word("kit.month.prev"), Tap: func() { p.move(-1) }})
	c.Button(head.CutRight(24).MiddleRow(24), Button{ID: "next", Icon: icons.ChevronRight, Kind: Plain, Small: true, Tip: word("kit.month.next"), Tap: func() { p.move(1) }})
	c.Text(head, t.Month(p.day), Strong.Centered())
	in.CutTop(4)
	cols := in.CutTop(22).Columns(0, -1, -1, -1, -1, -1, -1, -1)
	first := p.day.MonthStart()
	for i, col := range cols {
		c.Text(col, t.T(calendar.Date(1+i).WeekdayLetterKey()), Hint.Centered())
	}
	start := first.WeekStart()
	today := p.d.Today()
	chosen, _ := p.d.Value()
	for w := range 6 {
		cells := in.CutTop(27).Columns(0, -1, -1, -1, -1, -1, -1, -1)
		for i, cell := range cells {
			p.dayCell(c, cell, start.AddDays(w*7+i), today, chosen)
		}
	}
	foot := in
	foot.CutTop(4)
	c.LinkText(foot.CutTop(20), "today", t.T("date.today")+" "+today.String(), Link.Centered(), func() { p.pick(today) })
}

func (p *calendarPopup) dayCell(c *Canvas, cell Rect, d, today, chosen calendar.Date) {
	_, _, n := d.Parts()
	st := c.Hit("day."+d.String(), cell, Hit{Name: d.String(), Role: RoleButton, Cursor: Hand, Tap: func() { p.pick(d) }})
	text := Body.Centered()
	if d.ISOWeekday() > 5 {
		text.Color = theme.Text2
	}
	if p.d.Mark != nil {
		if t := p.d.Mark(d); t != theme.None {
			text.Color = t
		}
	}
	if d.MonthStart() != p.day.MonthStart() {
		text.Color = theme.Muted
	}
	box := cell.Center(28, 24)
	switch {
	case d == chosen:
		c.Round(box, 4, theme.Primary, theme.None)
		text = text.B().In(theme.OnPrimary)
	case d == p.day:
		c.Round(box, 4, theme.Soft, theme.Primary)
		text.Color = theme.OnSoft
	case st.Hover:
		c.Round(box, 4, theme.Hover, theme.None)
	}
	if d == today && d != chosen {
		text = text.B().In(theme.Primary)
	}
	c.Text(cell, itoa(n), text)
}

func (p *calendarPopup) move(months int) {
	p.day = p.day.AddMonths(months)
	p.hang.redraw()
}
