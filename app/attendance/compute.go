package attendance

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
)

// work is one stretch of computing.
type work struct {
	employees []int64
	from, to  calendar.Date
	cause     string // what made it necessary, for supplements
}

// Computed is what a run did.
type Computed struct {
	People  int
	Days    int
	Written int // days that came out differently
	Locked  int // days left alone because their month is locked
	Waiting int // days without complete data
}

func (c *Computed) add(o Computed) {
	c.People += o.People
	c.Days += o.Days
	c.Written += o.Written
	c.Locked += o.Locked
	c.Waiting += o.Waiting
}

// Period says what to compute.
type Period struct {
	Employees []int64 // nil: everybody employed then
	From, To  calendar.Date
	Progress  func(done, total int) // may be nil
}

// peopleAtOnce bounds the memory and the length of a transaction.
const peopleAtOnce = 100

// Compute computes a period again. It needs the right to change day results. The same
// data gives the same results; locked months are left alone. ATT-17
func (s *Service) Compute(ctx context.Context, p Period) (Computed, error) {
	var sum Computed
	if _, err := identity.Need(ctx, identity.May(DayResults, identity.Change)); err != nil {
		return sum, err
	}
	if p.To < p.From || p.To-p.From > 3700 {
		return sum, app.E(app.Invalid, "attendance.period", "from", p.From.String(), "to", p.To.String())
	}
	ids := p.Employees
	if ids == nil {
		people, err := s.EmployeesIn(ctx, p.From, p.To)
		if err != nil {
			return sum, err
		}
		for _, x := range people {
			ids = append(ids, x.ID)
		}
	}
	sys := identity.System(ctx, "attendance")
	for done := 0; done < len(ids); done += peopleAtOnce {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		part := ids[done:min(done+peopleAtOnce, len(ids))]
		err := s.g.Tx.InTx(sys, func(ctx context.Context) error {
			c, err := s.compute(ctx, work{employees: part, from: p.From, to: p.To, cause: DayResults})
			sum.add(c)
			return err
		})
		if err != nil {
			return sum, err
		}
		if p.Progress != nil {
			p.Progress(min(done+peopleAtOnce, len(ids)), len(ids))
		}
	}
	return sum, nil
}

// Calculated is a day of an employee.
type Calculated struct {
	Number string
	Day    rules.Day
}

// Calc computes a period and gives its days, person by person: the command
// "attendance calc --from --to".
func (s *Service) Calc(ctx context.Context, from, to calendar.Date) ([]Calculated, error) {
	if _, err := s.Compute(ctx, Period{From: from, To: to}); err != nil {
		return nil, err
	}
	people, err := s.EmployeesIn(ctx, from, to)
	if err != nil {
		return nil, err
	}
	number := map[int64]string{}
	var ids []int64
	for _, p := range people {
		number[p.ID] = p.Number
		ids = append(ids, p.ID)
	}
	list, err := s.p.Store.ResultsOf(ctx, ResultQuery{Employees: ids, From: from, To: to, Full: true})
	if err != nil {
		return nil, err
	}
	out := make([]Calculated, len(list))
	for i := range list {
		out[i] = Calculated{number[list[i].EmployeeID], list[i].Rules()}
	}
	return out, nil
}

// EmployeesIn lists who was employed at least a day of a period, within the actor's
// scope, by number.
func (s *Service) EmployeesIn(ctx context.Context, from, to calendar.Date) ([]*Employee, error) {
	return s.Employees.Find(ctx, listing.All(listing.Is("hired_on", listing.Le, to.String()),
		listing.Any(listing.Is("left_on", listing.Empty), listing.Is("left_on", listing.Ge, from.String()))),
		listing.Sort{Key: "number"})
}

// compute computes and stores days inside the transaction of the context.
func (s *Service) compute(ctx context.Context, w work) (Computed, error) {
	var sum Computed
	inputs, people, err := s.inputs(ctx, w)
	if err != nil {
		return sum, err
	}
	locked, err := s.lockedMonths(ctx)
	if err != nil {
		return sum, err
	}
	stored, err := s.stored(ctx, people, w)
	if err != nil {
		return sum, err
	}
	var rows []DayResult
	for i, in := range inputs {
		p := people[i]
		sum.People++
		days := rules.Compute(in)
		for k := range days {
			d := &days[k]
			sum.Days++
			if d.State == rules.Waiting {
				sum.Waiting++
			}
			row := DayResult{EmployeeID: p.ID, InputHash: hashInput(&in, d.Date)}
			row.UpdatedAt = s.now()
			if err := row.pack(d); err != nil {
				return sum, err
			}
			old := stored[dayKey{p.ID, d.Date}]
			if locked[d.Date.Month()] {
				sum.Locked++
				if err := s.supplement(ctx, p, old, &row, w.cause); err != nil {
					return sum, err
				}
				continue
			}
			if old != nil && old.InputHash == row.InputHash && sameFigures(old, &row) {
				continue
			}
			sum.Written++
			rows = append(rows, row)
		}
		if err := s.p.Store.DropResults(ctx, Dropped{p.ID, w.from, w.to, p.HiredOn, p.LeftOn}); err != nil {
			return sum, err
		}
	}
	return sum, s.p.Store.PutResults(ctx, rows)
}

type dayKey struct {
	employee int64
	on       calendar.Date
}

func (s *Service) stored(ctx context.Context, people []*Employee, w work) (map[dayKey]*DayResult, error) {
	ids := make([]int64, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	list, err := s.p.Store.ResultsOf(ctx, ResultQuery{Employees: ids, From: w.from, To: w.to})
	if err != nil {
		return nil, err
	}
	out := make(map[dayKey]*DayResult, len(list))
	for i := range list {
		out[dayKey{list[i].EmployeeID, list[i].On}] = &list[i]
	}
	return out, nil
}

func sameFigures(a, b *DayResult) bool {
	return slices.Equal(a.figures(), b.figures()) && a.Shift == b.Shift && a.State == b.State && a.Exceptions == b.Exceptions && a.LeaveBy == b.LeaveBy && a.TripBy == b.TripBy && a.Filled == b.Filled && a.FirstIn == b.FirstIn && a.LastOut == b.LastOut
}

// figures are the numbers that a day is paid by.
func (d *DayResult) figures() []int64 {
	return []int64{d.Planned, d.Worked, d.Late, d.Early, d.MissingIn, d.MissingOut, d.Absent, d.Leave, d.Trip, d.Overtime15, d.Overtime2, d.Overtime3, d.Banked, d.Night, d.Holiday, d.Corrected}
}
