package attendance

import (
	"context"
	"strconv"

	"kontor/app/attendance"
	"kontor/app/attendance/rules"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// monthTab is picture 08: the month grid with the day beside it.
type monthTab struct {
	p      *page
	load   *kit.Loader
	view   *attendance.MonthView
	rows   []int // people shown, as indexes of view.People
	grid   kit.MonthGrid
	filter *kit.Field
	dept   int64
	only   bool // people with exceptions
	split  kit.Split
	pane   *dayPane
	want   int64 // employee to select after loading
	day    int
	over   bool // in a narrow window the pane lies over the grid
}

func newMonth(p *page) *monthTab {
	t := &monthTab{p: p, day: -1}
	t.load = kit.NewLoader(p.host, p.redraw)
	t.split = kit.Split{Size: 320, Min: 304, Max: theme.DetailMax, Rest: 640}
	t.filter = kit.FilterField(p.t("attendance.initials"), func(string) { t.choose() })
	t.filter.Keys = "" // the bar is narrow; the key stays
	t.pane = newDayPane(p, t.reload)
	t.grid = kit.MonthGrid{Name: p.t("attendance.tab.month"), Source: t}
	t.grid.OnCur = func(i, day int) { t.day = day; t.look() }
	t.grid.OnOpen = func(int, int) { t.over = true; t.pane.focus() }
	t.grid.OnKey = t.key
	t.grid.OnMenu = t.menu
	t.grid.Foot = t.foot
	t.grid.Blank = t.blank
	t.grid.Sums = []kit.MonthSum{
		{Title: p.t("attendance.sum.required"), Width: 38},
		{Title: p.t("attendance.sum.attended"), Width: 38},
		{Title: p.t("attendance.sum.late"), Width: 38},
		{Title: p.t("attendance.sum.missing"), Width: 38},
		{Title: p.t("attendance.sum.absent"), Width: 38},
		{Title: p.t("attendance.sum.leave"), Width: 38},
		{Title: p.t("attendance.sum.overtime"), Width: 38},
	}
	if p.host.Lang() != "zh" {
		t.grid.NameW = 132
		for i := range t.grid.Sums {
			t.grid.Sums[i].Width = 46
		}
	}
	return t
}

func (t *monthTab) shown() { t.reload() }

func (t *monthTab) focus() { t.p.s.FocusID("grid", false) }

func (t *monthTab) changed(string, int64) { t.reload() }

// reload reads the month anew and keeps the selected cell.
func (t *monthTab) reload() {
	month := t.p.month
	if t.want == 0 {
		t.want = t.current()
	}
	kit.Load(t.load, func(ctx context.Context) (*attendance.MonthView, error) { return t.p.d.Book.Month(ctx, month) }, func(v *attendance.MonthView) {
		t.view = v
		t.p.asked = v.Asked
		t.heads()
		t.choose()
		t.p.host.SetCount("attendance", v.Asked)
	})
}

// heads makes the columns of the days.
func (t *monthTab) heads() {
	t.grid.Days = t.grid.Days[:0]
	for _, d := range t.view.Days {
		_, _, n := d.Date.Parts()
		h := kit.DayHead{Number: itoa(n), Week: t.p.t(d.Date.WeekdayLetterKey()), Off: d.Off(), Today: d.Date == t.view.Today}
		if d.Name != "" {
			h.Tip = d.Name
		}
		t.grid.Days = append(t.grid.Days, h)
	}
	t.grid.Locked = t.view.Lock != nil
	if t.day < 0 || t.day >= len(t.grid.Days) {
		t.day = 0
		if i := int(t.view.Today - t.view.Month); i >= 0 && i < len(t.grid.Days) {
			t.day = i
		}
	}
}

// choose applies department, initials and the exception filter.
func (t *monthTab) choose() {
	if t.view == nil {
		return
	}
	keep := t.current()
	if t.want != 0 {
		keep, t.want = t.want, 0
	}
	t.rows = t.rows[:0]
	for i := range t.view.People {
		x := &t.view.People[i]
		if t.dept != 0 && x.DepartmentID != t.dept || t.only && x.Sum.Exceptions == 0 || !fits(x.Name, x.Number, x.Pinyin, t.filter.Text()) {
			continue
		}
		t.rows = append(t.rows, i)
	}
	row := 0
	for i, k := range t.rows {
		if t.view.People[k].ID == keep {
			row = i
		}
	}
	if len(t.rows) == 0 {
		row = -1
	}
	t.grid.Select(row, t.day)
	t.look()
	t.p.redraw()
}

// person is row i of the grid.
func (t *monthTab) person(i int) *attendance.PersonMonth {
	if t.view == nil || i < 0 || i >= len(t.rows) {
		return nil
	}
	return &t.view.People[t.rows[i]]
}

func (t *monthTab) current() int64 {
	i, _ := t.grid.Current()
	if x := t.person(i); x != nil {
		return x.ID
	}
	return 0
}

// look shows the selected day in the pane.
func (t *monthTab) look() {
	i, _ := t.grid.Current()
	x := t.person(i)
	if x == nil || t.day >= len(t.view.Days) {
		t.pane.clear()
		t.status("")
		return
	}
	d := t.view.Days[t.day].Date
	t.pane.show(x.ID, d)
	_, m, day := d.Parts()
	t.status(t.p.t("attendance.selected", "name", x.Name, "day", strconv.Itoa(int(m))+"-"+itoa(day)))
}

func (t *monthTab) status(selected string) {
	if t.view == nil {
		return
	}
	text := t.p.t("attendance.people_days", "n", len(t.rows), "days", len(t.view.Days))
	if selected != "" {
		text += " · " + selected
	}
	t.p.host.Status(text)
}

// Len and the rest make the tab the grid's source.
func (t *monthTab) Len() int { return len(t.rows) }

// Name is the name of a row.
func (t *monthTab) Name(i int) (string, string) { return t.person(i).Name, "" }

// Want is not needed: the whole month is in memory.
func (t *monthTab) Want(int, int) {}

// Day is the mark of a cell.
func (t *monthTab) Day(i, day int) kit.DayMark {
	x := t.person(i)
	if day >= len(x.Days) {
		return kit.DayMark{}
	}
	d := &x.Days[day]
	m := d.Mark(t.view.Today)
	if m.Kind == attendance.MarkNone {
		return kit.DayMark{}
	}
	return kit.DayMark{Text: attendance.Sign(m, t.p.host.T), Tint: markTint(m.Kind), Corr: m.More || d.Corrected > 0 && m.Kind == attendance.MarkNormal}
}

// Sum is a cell of the totals.
func (t *monthTab) Sum(i, k int) kit.Cell {
	m := &t.person(i).Sum
	tone := func(text string, c theme.Token) kit.Cell {
		if text == dash {
			c = theme.Muted
		}
		return kit.Cell{Text: text, Color: c}
	}
	switch k {
	case 0:
		return kit.Cell{Text: attendance.DaysText(m.Required)}
	case 1:
		return kit.Cell{Text: attendance.DaysText(m.Attended), Bold: true}
	case 2:
		return tone(orDash(m.LateTimes+m.EarlyTimes), theme.Warn)
	case 3:
		return tone(orDash(m.Missing), theme.Violet)
	case 4:
		return tone(daysOrDash(rules.Days100(50*m.AbsentHalf)), theme.Bad)
	case 5:
		return tone(daysOrDash(m.LeaveDays()), theme.Info)
	}
	return tone(hoursOrDash(m.OvertimeTotal()), theme.OK)
}

func (t *monthTab) save(s kit.State) {
	s["employee"], s["day"], s["dept"], s["filter"], s["only"] = strconv.FormatInt(t.current(), 10), itoa(t.day), strconv.FormatInt(t.dept, 10), t.filter.Text(), strconv.FormatBool(t.only)
}

func (t *monthTab) restore(s kit.State) {
	t.want, _ = strconv.ParseInt(s["employee"], 10, 64)
	t.dept, _ = strconv.ParseInt(s["dept"], 10, 64)
	if d, err := strconv.Atoi(s["day"]); err == nil {
		t.day = d
	}
	t.filter.SetText(s["filter"])
	t.only = s["only"] == "true"
}
