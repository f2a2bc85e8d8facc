package attendance

import (
	"context"
	"sort"
	"strings"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/identity"
)

// RosterCell is what an employee does on a date, and whether the roster says so or the
// week of the group does.
type RosterCell struct {
	Codes    []string
	Rest     bool
	Explicit bool
	Note     string
	Outside  bool // not employed
}

// RosterPerson is one row of the roster.
type RosterPerson struct {
	ID           int64
	Number       string
	Name         string
	Pinyin       string
	DepartmentID int64
	Department   string
	Position     string
	Group        string
	Cells        []RosterCell
	Days         int // with a shift
	Minutes      int // planned
}

// RosterView is the roster of a month.
type RosterView struct {
	Month    calendar.Date
	Today    calendar.Date
	Days     []calendar.Day
	People   []RosterPerson
	Shifts   []*Shift // the newest edition of each
	Warnings []rules.Warning
	Heads    map[string][]int // people per shift and day
	Lock     *MonthLock
}

// RosterOf reads the roster of a month of everybody within the actor's scope.
func (s *Service) RosterOf(ctx context.Context, month calendar.Date) (*RosterView, error) {
	if _, err := identity.Need(ctx, identity.May(Rosters, identity.See)); err != nil {
		return nil, err
	}
	from, to := month.MonthStart(), month.MonthEnd()
	people, err := s.EmployeesIn(ctx, from, to)
	if err != nil {
		return nil, err
	}
	v := &RosterView{Month: from, Today: s.today(), Heads: map[string][]int{}}
	var ids []int64
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	inputs, loaded, err := s.inputs(ctx, work{employees: ids, from: from - 7, to: to + 1})
	if err != nil {
		return nil, err
	}
	b, err := s.basics(identity.System(ctx, "roster"))
	if err != nil {
		return nil, err
	}
	said, err := s.p.Store.RostersOf(ctx, ids, from, to)
	if err != nil {
		return nil, err
	}
	names, err := s.departmentNames(ctx)
	if err != nil {
		return nil, err
	}
	for d := from; d <= to; d++ {
		v.Days = append(v.Days, b.table.Day(d))
	}
	explicit := map[dayKey]Roster{}
	for _, r := range said {
		explicit[dayKey{r.EmployeeID, r.On}] = r
	}
	law, err := s.Law(ctx)
	if err != nil {
		return nil, err
	}
	for i, p := range loaded {
		x := RosterPerson{ID: p.ID, Number: p.Number, Name: p.Name, Pinyin: p.Pinyin, DepartmentID: p.Department, Department: names[p.Department], Position: p.Position, Cells: make([]RosterCell, len(v.Days))}
		if g := b.groups[p.GroupID]; g != nil {
			x.Group = g.Name
		}
		v.cells(&x, p, inputs[i].Duties, explicit)
		v.People = append(v.People, x)
		for _, w := range rules.CheckRoster(inputs[i].Person, inputs[i].Duties, law) {
			if w.Date >= from && w.Date <= to {
				v.Warnings = append(v.Warnings, w)
			}
		}
	}
	if v.Shifts, err = s.CurrentShifts(ctx); err != nil {
		return nil, err
	}
	v.Lock, err = s.Locked(ctx, month)
	return v, err
}

// cells fills a row and counts heads.
func (v *RosterView) cells(x *RosterPerson, p *Employee, duties []rules.Duty, explicit map[dayKey]Roster) {
	for k := range x.Cells {
		d := v.Days[k].Date
		x.Cells[k].Outside = d < p.HiredOn || !p.LeftOn.IsZero() && d > p.LeftOn
		if r, ok := explicit[dayKey{p.ID, d}]; ok {
			x.Cells[k].Explicit, x.Cells[k].Rest, x.Cells[k].Note = true, r.Kind == OnRest, r.Note
		}
	}
	for _, duty := range duties {
		k := int(duty.Date - v.Month)
		if k < 0 || k >= len(x.Cells) || duty.Shift == nil || x.Cells[k].Outside {
			continue
		}
		c := &x.Cells[k]
		c.Codes = append(c.Codes, duty.Shift.Code)
		if len(c.Codes) == 1 {
			x.Days++
		}
		x.Minutes += duty.Shift.PlannedMinutes()
		if v.Heads[duty.Shift.Code] == nil {
			v.Heads[duty.Shift.Code] = make([]int, len(v.Days))
		}
		v.Heads[duty.Shift.Code][k]++
	}
}

// RosterHead is the head of an exported roster: the matrix that ReadRoster reads.
func (v *RosterView) RosterHead(say rules.Say) exporting.Head {
	h := exporting.Head{Name: say("attendance.roster_title", "month", v.Month.Month()), Rows: len(v.People)}
	for _, key := range []string{"department", "number", "name", "position"} {
		h.Columns = append(h.Columns, exporting.Column{Title: say("attendance.sheet." + key)})
	}
	for _, d := range v.Days {
		h.Columns = append(h.Columns, exporting.Column{Title: d.Date.String()})
	}
	return h
}

// WriteRoster writes the rows of the roster; the file can be filled in and imported. ATT-04
func (v *RosterView) WriteRoster(w exporting.Writer, say rules.Say) error {
	for i := range v.People {
		p := &v.People[i]
		row := []entity.Value{entity.Str(p.Department), entity.Str(p.Number), entity.Str(p.Name), entity.Str(p.Position)}
		for _, c := range p.Cells {
			text := strings.Join(c.Codes, "+")
			if text == "" && c.Rest {
				text = say("attendance.rest_sign")
			}
			row = append(row, entity.Str(text))
		}
		if err := w.Row(row); err != nil {
			return err
		}
	}
	return nil
}

// NewShift makes a shift.
func (s *Service) NewShift(ctx context.Context, x *Shift) error {
	return s.Shifts.Create(ctx, x)
}

// ShiftCodes lists the codes that a roster of the month uses, in the order of the shifts.
func (v *RosterView) ShiftCodes() []string {
	var out []string
	for _, x := range v.Shifts {
		if v.Heads[x.Code] != nil {
			out = append(out, x.Code)
		}
	}
	var rest []string
	for code := range v.Heads {
		known := false
		for _, c := range out {
			known = known || c == code
		}
		if !known {
			rest = append(rest, code)
		}
	}
	sort.Strings(rest)
	return append(out, rest...)
}
