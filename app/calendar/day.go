package calendar

// DayKind says whether a date is worked and why.
type DayKind string

// The kinds of day. Being off and being statutory (×3 pay) are independent facts.
const (
	Workday DayKind = "W"
	Rest    DayKind = "R" // weekend
	Holiday DayKind = "H" // off by a holiday notice, statutory or swapped
	Makeup  DayKind = "M" // a weekend day worked to make up for a holiday
)

// Day is one row of the business calendar (table calendar_day).
type Day struct {
	Date      Date    `json:"date"`
	Kind      DayKind `json:"kind"`
	Name      string  `json:"name,omitempty"`
	Statutory bool    `json:"statutory"`
	Source    string  `json:"source,omitempty"` // the notice, "import", "company", "rule"
}

// Off tells whether nobody is expected to work, unless a roster says so.
func (d Day) Off() bool { return d.Kind == Rest || d.Kind == Holiday }

// Table answers what a date is: the built-in notices, with the layers of the
// company on top. A Table does not change; With and WithoutHolidays make new ones.
type Table struct {
	days  map[Date]Day
	years map[int]bool // years for which a notice is known
	plain bool         // holidays and make-up days do not apply
}

// Builtin is the table of the notices that came with the program (2024 to 2026).
func Builtin() *Table {
	t := &Table{days: map[Date]Day{}, years: map[int]bool{}}
	for _, n := range notices {
		t.years[n.year] = true
		for _, d := range n.days() {
			t.days[d.Date] = d
		}
	}
	return t
}

// With lays rows over the table. A year whose statutory days all have a row counts as
// known: that is what a notice names, and what a single day of the company does not.
func (t *Table) With(days []Day) *Table {
	c := &Table{days: make(map[Date]Day, len(t.days)+len(days)), years: map[int]bool{}, plain: t.plain}
	for k, v := range t.days {
		c.days[k] = v
	}
	for k := range t.years {
		c.years[k] = true
	}
	for _, d := range days {
		c.days[d.Date] = d
	}
	for _, d := range days {
		if y, _, _ := d.Date.Parts(); d.Kind == Holiday && !c.years[y] {
			c.years[y] = c.named(y)
		}
	}
	return c
}

// named tells whether all statutory days of a year have a row.
func (t *Table) named(year int) bool {
	for d := range StatutoryDates(year) {
		if _, ok := t.days[d]; !ok {
			return false
		}
	}
	return true
}

// WithoutHolidays is the calendar of a group that opted out of public holidays:
// weekends rest, all else is worked. Statutory days keep their rate of pay.
func (t *Table) WithoutHolidays() *Table {
	c := *t
	c.plain = true
	return &c
}

// Known tells whether the holiday notice of the year is in the table. Of an unknown
// year only weekends, the statutory dates of the law and single rows are known.
func (t *Table) Known(year int) bool { return t.years[year] }

// Day says what a date is.
func (t *Table) Day(date Date) Day {
	d, ok := t.days[date]
	if !ok {
		d = t.byRule(date)
	}
	if t.plain && (d.Kind == Holiday || d.Kind == Makeup) {
		d.Kind = weekendKind(date)
	}
	return d
}

func (t *Table) byRule(date Date) Day {
	if name, ok := StatutoryName(date); ok {
		return Day{Date: date, Kind: Holiday, Name: name, Statutory: true, Source: "rule"}
	}
	return Day{Date: date, Kind: weekendKind(date), Source: "rule"}
}

func weekendKind(d Date) DayKind {
	if isoWeekday(d) > 5 {
		return Rest
	}
	return Workday
}

// Workdays counts the days from … to (both included) on which work is normal.
func (t *Table) Workdays(from, to Date) int {
	n := 0
	for d := from; d <= to; d++ {
		if !t.Day(d).Off() {
			n++
		}
	}
	return n
}

// AddWorkdays moves by n working days: 1 is the next working day after d.
// It gives up after ten years, for a table without any working day.
func (t *Table) AddWorkdays(d Date, n int) Date {
	step := Date(1)
	if n < 0 {
		step, n = -1, -n
	}
	for i := 0; n > 0 && i < 3660; i++ {
		d += step
		if !t.Day(d).Off() {
			n--
		}
	}
	return d
}

// YearCheck compares a year of the table with the law.
type YearCheck struct {
	Year             int
	Known            bool
	Workdays         int // in the table
	ExpectedWorkdays int // days − weekends − statutory days
	Statutory        int
	ExpectedStat     int // 11 up to 2024, 13 from 2025; one less when two fall on one date
	Months           [12]int
}

// OK tells whether the year adds up.
func (c YearCheck) OK() bool {
	return c.Known && c.Workdays == c.ExpectedWorkdays && c.Statutory == c.ExpectedStat
}

// CheckYear counts a year: a notice swaps days, it never takes or gives any, so the
// working days must be the days of the year less weekends and statutory days.
func (t *Table) CheckYear(year int) YearCheck {
	c := YearCheck{Year: year, Known: t.Known(year), ExpectedStat: len(StatutoryDates(year))}
	for d := Of(year, 1, 1); d <= Of(year, 12, 31); d++ {
		day := t.Day(d)
		if day.Statutory {
			c.Statutory++
		}
		if !day.Off() {
			c.Workdays++
			_, m, _ := d.Parts()
			c.Months[m-1]++
		}
		if weekendKind(d) == Workday {
			c.ExpectedWorkdays++
		}
	}
	c.ExpectedWorkdays -= statutoryCount(year)
	return c
}
