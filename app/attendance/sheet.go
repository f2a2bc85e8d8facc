package attendance

import (
	"context"
	"strconv"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/paper"
)

// leaveColumns are the leave columns of the month sheet; the words are
// "attendance.column.<key>".
var leaveColumns = []string{"personal", "sick", "annual", "lieu", "family"}

// Sheet is the month sheet of some people.
type Sheet struct {
	View       *MonthView
	People     []PersonMonth // those to print, in order; nil = all
	Department string        // "" = all
	Reviewer   string
	Company    paper.Data
	Maker      string
	WithDays   bool // exports: a column per day behind the figures
}

func (x *Sheet) people() []PersonMonth {
	if x.People != nil {
		return x.People
	}
	return x.View.People
}

// Paper fills the month sheet for printing (paper.Attendance). Words come in the
// language of say; signs are those of the grid.
func (x *Sheet) Paper(say rules.Say) paper.Data {
	var days []paper.Data
	for _, d := range x.View.Days {
		_, _, n := d.Date.Parts()
		days = append(days, paper.Data{"n": n, "weekday": say(d.Date.WeekdayLetterKey()), "off": d.Off()})
	}
	leaves := make([]string, len(leaveColumns))
	for i, c := range leaveColumns {
		leaves[i] = say("attendance.column." + c)
	}
	extra := make([]string, 3)
	for i, r := range rules.RateNames {
		extra[i] = say("attendance.column.overtime", "rate", r)
	}
	var lines []paper.Data
	for i, p := range x.people() {
		lines = append(lines, x.line(i, p, say))
	}
	return paper.Data{
		"company": x.Company, "maker": x.Maker, "department": x.Department, "month": x.View.Month, "sheet": "1 / 1", "days": days, "lines": lines,
		"leaves": leaves, "overtimes": extra, "legend": Legend(say), "reviewer": x.Reviewer,
	}
}

func (x *Sheet) line(i int, p PersonMonth, say rules.Say) paper.Data {
	marks := make([]string, len(p.Days))
	for k := range p.Days {
		marks[k] = Sign(p.Days[k].Mark(x.View.Today), say)
	}
	m := &p.Sum
	leaves := make([]string, len(leaveColumns))
	for k, c := range leaveColumns {
		leaves[k] = days(m.LeaveOf(c))
	}
	extra := make([]string, 3)
	for k, n := range m.Overtime {
		extra[k] = hours(n)
	}
	return paper.Data{
		"no": i + 1, "code": p.Number, "name": p.Name, "marks": marks, "required": DaysText(m.Required), "worked": DaysText(m.Attended),
		"late": count(m.LateTimes + m.EarlyTimes), "missing": count(m.Missing), "absent": days(rules.Days100(50 * m.AbsentHalf)), "leaves": leaves, "overtimes": extra,
	}
}

func days(d rules.Days100) string {
	if d == 0 {
		return ""
	}
	return DaysText(d)
}

func hours(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return Hours(minutes)
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Sign is how a mark is written: 迟, 早, 缺, 旷, 假, 外, a dot, or the hours of overtime.
func Sign(m Mark, say rules.Say) string {
	switch m.Kind {
	case MarkNone:
		return ""
	case MarkOvertime:
		return m.Hours
	}
	return say("attendance.sign." + string(m.Kind))
}

// Legend is the line below the sheet.
func Legend(say rules.Say) string {
	s := ""
	for i, k := range Marks {
		if i > 0 {
			s += "　"
		}
		sign := say("attendance.sign." + string(k))
		s += sign + " " + say("attendance.mark."+string(k))
	}
	return s
}

// column is one column of the exported month sheet.
type column struct {
	key  string
	form exporting.Form
	of   func(p *PersonMonth) entity.Value
}

func num(n int) entity.Value { return entity.Num(int64(n)) }

func dec(d rules.Days100) entity.Value { return entity.Num(int64(d)) }

// hours100 is minutes as hundredths of an hour.
func hours100(minutes int) entity.Value { return entity.Num(int64((minutes*100 + 30) / 60)) }

func dateCell(d calendar.Date) entity.Value {
	if d.IsZero() {
		return entity.Null
	}
	return entity.Str(d.String())
}

// sheetColumns are the columns of the month sheet and the payroll export; their titles
// are "attendance.sheet.<key>". lieu gives the balance of time off in lieu.
func sheetColumns(lieu map[int64]int, say rules.Say) []column {
	t, w, d := exporting.Text, exporting.Whole, exporting.Decimal
	leave := func(c string) func(p *PersonMonth) entity.Value {
		return func(p *PersonMonth) entity.Value { return dec(p.Sum.LeaveOf(c)) }
	}
	extra := func(r rules.Rate) func(p *PersonMonth) entity.Value {
		return func(p *PersonMonth) entity.Value { return hours100(p.Sum.Overtime[r]) }
	}
	return []column{
		{"number", t, func(p *PersonMonth) entity.Value { return entity.Str(p.Number) }},
		{"name", t, func(p *PersonMonth) entity.Value { return entity.Str(p.Name) }},
		{"department", t, func(p *PersonMonth) entity.Value { return entity.Str(p.Department) }},
		{"position", t, func(p *PersonMonth) entity.Value { return entity.Str(p.Position) }},
		{"hired", exporting.Day, func(p *PersonMonth) entity.Value { return dateCell(p.Hired) }},
		{"left", exporting.Day, func(p *PersonMonth) entity.Value { return dateCell(p.Left) }},
		{"required_days", d, func(p *PersonMonth) entity.Value { return dec(p.Sum.Required) }},
		{"required_hours", d, func(p *PersonMonth) entity.Value { return hours100(p.Sum.RequiredMinutes) }},
		{"attended_days", d, func(p *PersonMonth) entity.Value { return dec(p.Sum.Attended) }},
		{"attended_hours", d, func(p *PersonMonth) entity.Value { return hours100(p.Sum.AttendedMinutes) }},
		{"late_times", w, func(p *PersonMonth) entity.Value { return num(p.Sum.LateTimes) }},
		{"late_minutes", w, func(p *PersonMonth) entity.Value { return num(p.Sum.Late) }},
		{"early_times", w, func(p *PersonMonth) entity.Value { return num(p.Sum.EarlyTimes) }},
		{"early_minutes", w, func(p *PersonMonth) entity.Value { return num(p.Sum.Early) }},
		{"missing", w, func(p *PersonMonth) entity.Value { return num(p.Sum.Missing) }},
		{"corrected", w, func(p *PersonMonth) entity.Value { return num(p.Sum.Corrected) }},
		{"absent", d, func(p *PersonMonth) entity.Value { return dec(rules.Days100(50 * p.Sum.AbsentHalf)) }},
		{"personal", d, leave("personal")},
		{"sick", d, leave("sick")},
		{"annual", d, leave("annual")},
		{"lieu", d, leave("lieu")},
		{"family", d, leave("family")},
		{"trip", d, func(p *PersonMonth) entity.Value { return dec(p.Sum.TripOf("trip")) }},
		{"field", d, func(p *PersonMonth) entity.Value { return dec(p.Sum.TripOf("field") + p.Sum.TripOf("out")) }},
		{"overtime_15", d, extra(rules.RateWorkday)},
		{"overtime_2", d, extra(rules.RateRest)},
		{"overtime_3", d, extra(rules.RateHoliday)},
		{"lieu_earned", d, func(p *PersonMonth) entity.Value { return hours100(p.Sum.LieuEarned) }},
		{"lieu_used", d, func(p *PersonMonth) entity.Value { return hours100(p.Sum.LieuUsed) }},
		{"lieu_left", d, func(p *PersonMonth) entity.Value { return hours100(lieu[p.ID]) }},
		{"night_times", w, func(p *PersonMonth) entity.Value { return num(p.Sum.NightShifts) }},
		{"night_hours", d, func(p *PersonMonth) entity.Value { return hours100(p.Sum.Night) }},
		{"full", t, func(p *PersonMonth) entity.Value {
			if p.Sum.Full {
				return entity.Str(say("attendance.sheet.yes"))
			}
			return entity.Str("")
		}},
		{"remark", t, func(*PersonMonth) entity.Value { return entity.Str("") }},
		{"signature", t, func(*PersonMonth) entity.Value { return entity.Str("") }},
	}
}

// SheetHead is the head of the exported month sheet: the columns of payroll, then, if
// wanted, one column per day with the signs of the grid.
func (s *Service) SheetHead(x *Sheet, say rules.Say) exporting.Head {
	h := exporting.Head{Name: say("attendance.sheet.title", "month", x.View.Month.Month()), Rows: len(x.people()), Zone: s.zone()}
	for _, c := range sheetColumns(nil, say) {
		h.Columns = append(h.Columns, exporting.Column{Title: say("attendance.sheet." + c.key), Form: c.form, Scale: 2})
	}
	for _, d := range x.View.Days {
		if x.WithDays {
			_, _, n := d.Date.Parts()
			h.Columns = append(h.Columns, exporting.Column{Title: strconv.Itoa(n) + " " + say(d.Date.WeekdayLetterKey())})
		}
	}
	return h
}

// WriteSheet writes the rows and the totals of the month sheet.
func (s *Service) WriteSheet(ctx context.Context, x *Sheet, w exporting.Writer, say rules.Say) error {
	lieu, err := s.lieuLeft(ctx, x)
	if err != nil {
		return err
	}
	cols := sheetColumns(lieu, say)
	people := x.people()
	totals := make([]int64, len(cols))
	for i := range people {
		p := &people[i]
		row := make([]entity.Value, 0, len(cols)+len(x.View.Days))
		for k, c := range cols {
			v := c.of(p)
			row = append(row, v)
			if c.form == exporting.Whole || c.form == exporting.Decimal {
				totals[k] += v.Int()
			}
		}
		for k := range p.Days {
			if x.WithDays {
				row = append(row, entity.Str(Sign(p.Days[k].Mark(x.View.Today), say)))
			}
		}
		if err := w.Row(row); err != nil {
			return err
		}
	}
	width := len(cols)
	if x.WithDays {
		width += len(x.View.Days)
	}
	sum := make([]entity.Value, width)
	for k, c := range cols {
		if c.form == exporting.Whole || c.form == exporting.Decimal {
			sum[k] = entity.Num(totals[k])
		}
	}
	sum[0] = entity.Str(say("attendance.sheet.total"))
	return w.Totals(sum)
}

// lieuLeft gives the balance of time off in lieu at the end of the month.
func (s *Service) lieuLeft(ctx context.Context, x *Sheet) (map[int64]int, error) {
	people := x.people()
	ids := make([]int64, len(people))
	for i := range people {
		ids[i] = people[i].ID
	}
	return s.p.Store.LieuLeft(ctx, ids, x.View.Month.MonthEnd())
}
