package casefile

import (
	"encoding/json"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
)

// Row is one line of the answer: one person, one date.
type Row struct {
	Employee  string         `json:"employee"`
	Date      calendar.Date  `json:"date"`
	Shift     string         `json:"shift"`
	Planned   int            `json:"planned_minutes"`
	Worked    int            `json:"worked_minutes"`
	Late      int            `json:"late_minutes"`
	Early     int            `json:"early_minutes"`
	MissIn    int            `json:"missing_in"`
	MissOut   int            `json:"missing_out"`
	Absent    json.Number    `json:"absent_days"`
	Leave     int            `json:"leave_minutes"`
	Trip      int            `json:"trip_minutes"`
	Overtime  OvertimeByRate `json:"overtime_minutes"`
	Exception []string       `json:"exceptions"`
	Trace     []string       `json:"trace"`
}

// OvertimeByRate are minutes by rate of pay.
type OvertimeByRate struct {
	Workday int `json:"1.5"`
	Rest    int `json:"2"`
	Holiday int `json:"3"`
}

// Compute gives the rows of all people, person by person, date by date. The trace is
// put into words by say.
func (c *Case) Compute(say rules.Say) []Row {
	rows := []Row{}
	for _, p := range c.People {
		for _, d := range rules.Compute(p) {
			rows = append(rows, RowOf(p.Person.No, d, say))
		}
	}
	return rows
}

// RowOf shows a day result in the shape of the case file.
func RowOf(no string, d rules.Day, say rules.Say) Row {
	r := Row{
		Employee: no, Date: d.Date, Shift: d.Shift, Planned: d.Planned, Worked: d.Worked, Late: d.Late, Early: d.Early,
		MissIn: d.MissingIn, MissOut: d.MissingOut, Absent: json.Number(rules.Halves(d.AbsentHalf)), Leave: d.Leave, Trip: d.Trip,
		Overtime:  OvertimeByRate{d.Overtime[rules.RateWorkday], d.Overtime[rules.RateRest], d.Overtime[rules.RateHoliday]},
		Exception: append([]string{}, d.Exceptions...), Trace: []string{},
	}
	for _, s := range d.Trace {
		r.Trace = append(r.Trace, s.Text(say))
	}
	return r
}

// Answer is what the command prints.
type Answer struct {
	Days []Row `json:"days"`
}

// Run reads, computes and writes a case.
func Run(data []byte, say rules.Say) ([]byte, error) {
	c, err := Read(data)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(Answer{c.Compute(say)}, "", "  ")
}
