package attendance

import (
	"encoding/json"
	"strconv"
	"strings"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/entity"
)

// Roster says what an employee does on a date. Several shifts on one date stand in
// several rows.
type Roster struct {
	entity.Head
	EmployeeID int64
	On         calendar.Date
	Pos        int64
	Kind       string // shift, rest, free
	ShiftID    int64  // the edition
	Note       string
}

// Kinds of roster entries.
const (
	OnShift = "shift"
	OnRest  = "rest"
	OnFree  = "free" // explicitly nothing, against the week of the group
)

// DescribeRoster gives a fresh description. ATT-09, ATT-10
func DescribeRoster() *entity.Desc[Roster] {
	return entity.Describe(Rosters, "note", func(r *Roster, e *entity.Fields) {
		e.Ref("employee_id", Employees, &r.EmployeeID).Found().Must()
		e.Date("on_date", &r.On).Must()
		e.Int("pos", &r.Pos).Else(entity.Num(1))
		entity.Choice(e, "kind", &r.Kind, OnShift, OnRest, OnFree).Else(entity.Str(OnShift))
		e.Ref("shift_id", Shifts, &r.ShiftID)
		e.Text("note", &r.Note).Max(200)
		e.Follows("employee_id")
	})
}

// DayResult is what the rules made of one employee and date. Only computing writes it.
type DayResult struct {
	entity.Head
	EmployeeID int64
	On         calendar.Date
	Shift      string
	State      string
	Planned    int64
	Worked     int64
	Late       int64
	LateTimes  int64
	Early      int64
	EarlyTimes int64
	MissingIn  int64
	MissingOut int64
	Absent     int64 // half days
	Leave      int64
	Trip       int64
	Overtime15 int64
	Overtime2  int64
	Overtime3  int64
	Banked     int64
	Night      int64
	Holiday    int64
	Corrected  int64
	Filled     int64  // slots that show somebody was there
	FirstIn    string // first coming and last going, hh:mm
	LastOut    string
	LeaveBy    string // annual:180,personal:300
	TripBy     string
	Exceptions string // comma separated
	Detail     string // JSON: slots, tags, trace
	InputHash  string
	Locked     bool
}

// DescribeDayResult gives a fresh description. ATT-18, ATT-19
func DescribeDayResult() *entity.Desc[DayResult] {
	return entity.Describe(DayResults, "shift", func(d *DayResult, e *entity.Fields) {
		e.Ref("employee_id", Employees, &d.EmployeeID).Found().Computed()
		e.Date("on_date", &d.On).Computed()
		e.Text("shift", &d.Shift).Computed().Max(60)
		entity.Choice(e, "state", &d.State, "final", "waiting").Computed()
		for _, n := range []struct {
			key string
			p   *int64
		}{
			{"planned", &d.Planned},
			{"worked", &d.Worked},
			{"late", &d.Late},
			{"late_times", &d.LateTimes},
			{"early", &d.Early},
			{"early_times", &d.EarlyTimes},
			{"missing_in", &d.MissingIn},
			{"missing_out", &d.MissingOut},
			{"absent_half", &d.Absent},
			{"leave_minutes", &d.Leave},
			{"trip_minutes", &d.Trip},
			{"overtime_15", &d.Overtime15},
			{"overtime_2", &d.Overtime2},
			{"overtime_3", &d.Overtime3},
			{"banked", &d.Banked},
			{"night", &d.Night},
			{"holiday", &d.Holiday},
			{"corrected", &d.Corrected},
			{"filled", &d.Filled},
		} {
			e.Int(n.key, n.p).Computed()
		}
		e.Text("first_in", &d.FirstIn).Computed().Max(10)
		e.Text("last_out", &d.LastOut).Computed().Max(10)
		e.Text("leave_by", &d.LeaveBy).Computed().Unlisted()
		e.Text("trip_by", &d.TripBy).Computed().Unlisted()
		e.Text("exceptions", &d.Exceptions).Computed().Max(100)
		e.LongText("detail", &d.Detail).Computed().Unlisted().Silent().Max(200_000)
		e.Text("input_hash", &d.InputHash).Computed().Unlisted().Silent().Max(64)
		e.Flag("locked", &d.Locked).Computed()
		e.Follows("employee_id")
	})
}

// detail is what a stored day keeps beside its figures.
type detail struct {
	Versions []int64            `json:"v,omitempty"`
	Tags     []string           `json:"g,omitempty"`
	Slots    []rules.SlotResult `json:"s,omitempty"`
	Unused   []rules.Minute     `json:"u,omitempty"`
	Presence rules.Spans        `json:"p,omitempty"`
	Trace    []rules.Step       `json:"r,omitempty"`
}

// pack writes a result of the rules into a row.
func (d *DayResult) pack(r *rules.Day) error {
	d.On, d.Shift, d.State = r.Date, r.Shift, string(r.State)
	d.Planned, d.Worked, d.Late, d.LateTimes = int64(r.Planned), int64(r.Worked), int64(r.Late), int64(r.LateTimes)
	d.Early, d.EarlyTimes, d.MissingIn, d.MissingOut = int64(r.Early), int64(r.EarlyTimes), int64(r.MissingIn), int64(r.MissingOut)
	d.Absent, d.Leave, d.Trip = int64(r.AbsentHalf), int64(r.Leave), int64(r.Trip)
	d.Overtime15, d.Overtime2, d.Overtime3 = int64(r.Overtime[0]), int64(r.Overtime[1]), int64(r.Overtime[2])
	d.Banked, d.Night, d.Holiday, d.Corrected = int64(r.Banked), int64(r.Night), int64(r.Holiday), int64(r.Corrected)
	d.Exceptions = strings.Join(r.Exceptions, ",")
	d.Filled, d.LeaveBy, d.TripBy = int64(r.Filled), packTypes(r.LeaveBy), packTypes(r.TripBy)
	d.FirstIn, d.LastOut = ends(r)
	text, err := json.Marshal(detail{r.Versions, r.Tags, r.Slots, r.Unused, r.Presence, r.Trace})
	d.Detail = string(text)
	return err
}

// Rules gives the stored row as the rules made it. A row whose detail cannot be read
// keeps its figures.
func (d *DayResult) Rules() rules.Day {
	r := rules.Day{
		Date: d.On, Shift: d.Shift, State: rules.State(d.State), Planned: int(d.Planned), Worked: int(d.Worked),
		Late: int(d.Late), LateTimes: int(d.LateTimes), Early: int(d.Early), EarlyTimes: int(d.EarlyTimes),
		MissingIn: int(d.MissingIn), MissingOut: int(d.MissingOut), AbsentHalf: int(d.Absent), Leave: int(d.Leave), Trip: int(d.Trip),
		Overtime: [3]int{int(d.Overtime15), int(d.Overtime2), int(d.Overtime3)}, Banked: int(d.Banked), Night: int(d.Night),
		Holiday: int(d.Holiday), Corrected: int(d.Corrected), Filled: int(d.Filled), LeaveBy: unpackTypes(d.LeaveBy), TripBy: unpackTypes(d.TripBy),
	}
	if d.Exceptions != "" {
		r.Exceptions = strings.Split(d.Exceptions, ",")
	}
	var x detail
	if d.Detail != "" && json.Unmarshal([]byte(d.Detail), &x) == nil {
		r.Versions, r.Tags = x.Versions, x.Tags
		r.Slots, r.Unused, r.Presence, r.Trace = x.Slots, x.Unused, x.Presence, x.Trace
	}
	return r
}

// ends are the first coming and the last going of a day.
func ends(r *rules.Day) (in, out string) {
	for _, s := range r.Slots {
		switch {
		case s.At == 0:
		case s.Out:
			out = s.At.ClockOn(r.Date)
		case in == "":
			in = s.At.ClockOn(r.Date)
		}
	}
	return in, out
}

// LieuUsed is the time off in lieu taken on the day, in minutes.
func (d *DayResult) LieuUsed() int {
	for _, t := range unpackTypes(d.LeaveBy) {
		if t.Type == "lieu" {
			return t.Minutes
		}
	}
	return 0
}

// packTypes writes minutes by type: annual:180,personal:300.
func packTypes(list []rules.TypeMinutes) string {
	var parts []string
	for _, t := range list {
		parts = append(parts, t.Type+":"+strconv.Itoa(t.Minutes))
	}
	return strings.Join(parts, ",")
}

func unpackTypes(s string) []rules.TypeMinutes {
	if s == "" {
		return nil
	}
	var out []rules.TypeMinutes
	for _, part := range strings.Split(s, ",") {
		typ, n, _ := strings.Cut(part, ":")
		minutes, _ := strconv.Atoi(n)
		out = append(out, rules.TypeMinutes{Type: typ, Minutes: minutes})
	}
	return out
}

// MonthLock closes a month for everybody: nothing in it is computed any more.
type MonthLock struct {
	entity.Head
	Month  string // YYYY-MM
	Locked bool
	At     int64
	ByID   int64
	Note   string
}

// DescribeMonthLock gives a fresh description.
func DescribeMonthLock() *entity.Desc[MonthLock] {
	return entity.Describe(MonthLocks, "month", func(m *MonthLock, e *entity.Fields) {
		e.Open()
		e.Text("month", &m.Month).Must().Only().Computed().Max(7)
		e.Flag("locked", &m.Locked).Computed()
		e.Instant("locked_at", &m.At).Computed()
		e.Ref("locked_by_id", "person", &m.ByID).Computed()
		e.Text("note", &m.Note).Computed()
	})
}

// Supplement is the difference that a change after the lock makes to a locked day; it
// is paid in a later, open month.
type Supplement struct {
	entity.Head
	EmployeeID int64
	Month      string // in which it counts
	ForOn      calendar.Date
	Cause      string // entity and id of the change
	Late       int64
	Early      int64
	Missing    int64
	Absent     int64 // half days
	Worked     int64
	Leave      int64
	Trip       int64
	Overtime15 int64
	Overtime2  int64
	Overtime3  int64
	Note       string
}

// DescribeSupplement gives a fresh description.
func DescribeSupplement() *entity.Desc[Supplement] {
	return entity.Describe(Supplements, "cause", func(s *Supplement, e *entity.Fields) {
		e.Ref("employee_id", Employees, &s.EmployeeID).Found().Must().Computed()
		e.Text("month", &s.Month).Computed().Max(7)
		e.Date("for_date", &s.ForOn).Computed()
		e.Text("cause", &s.Cause).Computed().Max(60)
		for _, n := range []struct {
			key string
			p   *int64
		}{
			{"late", &s.Late},
			{"early", &s.Early},
			{"missing", &s.Missing},
			{"absent_half", &s.Absent},
			{"worked", &s.Worked},
			{"leave_minutes", &s.Leave},
			{"trip_minutes", &s.Trip},
			{"overtime_15", &s.Overtime15},
			{"overtime_2", &s.Overtime2},
			{"overtime_3", &s.Overtime3},
		} {
			e.Int(n.key, n.p).Computed()
		}
		e.Text("note", &s.Note)
		e.Follows("employee_id")
	})
}

// CalendarDay is a row of the company's calendar, over the built-in notices. ATT-03
type CalendarDay struct {
	entity.Head
	On        calendar.Date
	Kind      string
	Name      string
	Statutory bool
	Source    string
}

// DescribeDay gives a fresh description.
func DescribeDay() *entity.Desc[CalendarDay] {
	return entity.Describe(Days, "name", func(d *CalendarDay, e *entity.Fields) {
		e.Open()
		e.Date("on_date", &d.On).Must().Only()
		entity.Choice(e, "kind", &d.Kind, "W", "R", "H", "M").Must()
		e.Text("name", &d.Name).Max(40)
		e.Flag("statutory", &d.Statutory)
		e.Text("source", &d.Source).Max(60)
	})
}

// LawParameter is a row of the company's law table, over the built-in one: the leave of
// a province, a changed figure.
type LawParameter struct {
	entity.Head
	Key    string
	FromOn calendar.Date
	ToOn   calendar.Date
	Value  int64 // times 100
	Source string
}

// DescribeParameter gives a fresh description.
func DescribeParameter() *entity.Desc[LawParameter] {
	return entity.Describe(Parameters, "key", func(p *LawParameter, e *entity.Fields) {
		e.Open()
		e.Text("key", &p.Key).Must().Max(40)
		e.Date("from_on", &p.FromOn).Must()
		e.Date("to_on", &p.ToOn)
		e.Number("value", 2, &p.Value).Must()
		e.Text("source", &p.Source).Max(120)
	})
}
