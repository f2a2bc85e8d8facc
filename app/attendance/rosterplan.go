package attendance

import (
	"context"

	"kontor/app"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/identity"
)

// CyclePlan fills a period with a pattern that repeats, such as 早早中中晚晚休休. ATT-11
type CyclePlan struct {
	Employees []int64
	From, To  calendar.Date
	Pattern   string
	Start     calendar.Date // the day on which the pattern begins; zero = From
	Offset    int           // by how many days each next person runs ahead
}

// Cycle makes the cells of a plan. Errors: attendance.roster.pattern names the word that
// is no shift.
func (s *Service) Cycle(ctx context.Context, p CyclePlan) ([]Cell, error) {
	shifts, err := s.CurrentShifts(ctx)
	if err != nil {
		return nil, err
	}
	codes, bad := rules.ParseCycle(p.Pattern, func(word string) (string, bool) {
		for _, x := range shifts {
			if word == x.Code || word == x.Name || len([]rune(word)) == 1 && word == string([]rune(x.Name)[:1]) {
				return x.Code, true
			}
		}
		return "", false
	})
	if bad != "" || len(codes) == 0 {
		return nil, app.E(app.Invalid, "attendance.roster.pattern", "word", bad).At("pattern")
	}
	c := rules.Cycle{Codes: codes, Start: p.Start}
	if c.Start.IsZero() {
		c.Start = p.From
	}
	people, err := s.employeesByID(identity.System(ctx, "roster"), p.Employees)
	if err != nil {
		return nil, err
	}
	var out []Cell
	for i, person := range people {
		for d := p.From; d <= p.To; d++ {
			if d < person.HiredOn || !person.LeftOn.IsZero() && d > person.LeftOn {
				continue
			}
			cell := Cell{EmployeeID: person.ID, On: d, Rest: true}
			if code := c.On(d, i*p.Offset); code != "" {
				cell.Codes, cell.Rest = []string{code}, false
			}
			out = append(out, cell)
		}
	}
	return out, nil
}

// WeekPlan fills a period with a fixed week. ATT-08, ATT-10
type WeekPlan struct {
	Employees []int64
	From, To  calendar.Date
	Codes     [7]string // Monday first, "" = rest
	Holidays  bool
}

// Week makes the cells of a plan.
func (s *Service) Week(ctx context.Context, p WeekPlan) ([]Cell, error) {
	table, err := s.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.employeesByID(identity.System(ctx, "roster"), p.Employees)
	if err != nil {
		return nil, err
	}
	w := rules.Week{Codes: p.Codes, Holidays: p.Holidays, Makeup: p.Codes[0]}
	var out []Cell
	for _, person := range people {
		for d := p.From; d <= p.To; d++ {
			if d < person.HiredOn || !person.LeftOn.IsZero() && d > person.LeftOn {
				continue
			}
			cell := Cell{EmployeeID: person.ID, On: d, Rest: true}
			if code := w.On(d, table); code != "" {
				cell.Codes, cell.Rest = []string{code}, false
			}
			out = append(out, cell)
		}
	}
	return out, nil
}
