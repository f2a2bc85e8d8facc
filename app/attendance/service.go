package attendance

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/record"
	"kontor/app/reminder"
)

// Params of the service.
type Params struct {
	Store     Store
	Approvals *approval.Service // nil: requests of people without the right to approve stay submitted
	Reminders *reminder.Engine  // nil: none
	Pinyin    func(name string) string
	// Keepers gives the persons to remind of contracts that end; nil: nobody.
	Keepers func(ctx context.Context) ([]int64, error)
	// Later computes marked days in the background (a kick of the job Recompute); nil
	// computes them at once after each commit.
	Later func()
}

// Service is the use cases of attendance.
type Service struct {
	Employees   *record.Service[Employee]
	Badges      *record.Service[Badge]
	Groups      *record.Service[Group]
	Shifts      *record.Service[Shift]
	Devices     *record.Service[Device]
	Rosters     *record.Service[Roster]
	Punches     *record.Service[Punch]
	Imports     *record.Service[Import]
	Leaves      *record.Service[Leave]
	Trips       *record.Service[Trip]
	Corrections *record.Service[Correction]
	Overtimes   *record.Service[Overtime]
	Results     *record.Service[DayResult]
	Locks       *record.Service[MonthLock]
	Supplements *record.Service[Supplement]
	Days        *record.Service[CalendarDay]
	Parameters  *record.Service[LawParameter]

	g *record.Ground
	p Params
}

// New makes the service and registers its rules and effects.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	s.Groups = record.New(g, DescribeGroup())
	s.Employees = record.New(g, DescribeEmployee())
	s.Badges = record.New(g, DescribeBadge())
	s.Shifts = record.New(g, DescribeShift())
	s.Devices = record.New(g, DescribeDevice())
	s.Rosters = record.New(g, DescribeRoster())
	s.Punches = record.New(g, DescribePunch())
	s.Imports = record.New(g, DescribeImport())
	s.Leaves = record.New(g, DescribeLeave())
	s.Trips = record.New(g, DescribeTrip())
	s.Corrections = record.New(g, DescribeCorrection())
	s.Overtimes = record.New(g, DescribeOvertime())
	s.Results = record.New(g, DescribeDayResult())
	s.Locks = record.New(g, DescribeMonthLock())
	s.Supplements = record.New(g, DescribeSupplement())
	s.Days = record.New(g, DescribeDay())
	s.Parameters = record.New(g, DescribeParameter())
	s.rules()
	s.effects()
	if p.Approvals != nil {
		p.Approvals.Ended.Do(s.decided)
		p.Approvals.Ship(approval.Kind{Key: FlowKey, Shipped: func(context.Context) (approval.Flow, error) { return Flow(), nil }})
	}
	if p.Reminders != nil {
		p.Reminders.Add(reminder.SourceFunc(s.reminders))
	}
	return s
}

// rules registers what is refused.
func (s *Service) rules() {
	s.Employees.Prepare, s.Employees.Rule = s.prepareEmployee, s.ruleEmployee
	s.Badges.Rule = s.ruleBadge
	s.Groups.Rule = s.ruleGroup
	s.Shifts.Prepare, s.Shifts.Rule = prepareShift, s.ruleShift
	s.Rosters.Rule = s.ruleRoster
	s.Punches.Rule = rulePunch
	s.Leaves.Prepare, s.Leaves.Rule = s.prepareLeave, s.ruleLeave
	s.Trips.Rule = s.ruleTrip
	s.Corrections.Prepare, s.Corrections.Rule = prepareCorrection, s.ruleCorrection
	s.Overtimes.Rule = s.ruleOvertime
	s.Days.Rule = ruleDay
	own := func(ctx context.Context) error {
		if commanded(ctx) {
			return nil
		}
		return app.E(app.Conflict, "attendance.computed")
	}
	s.Results.Rule = func(ctx context.Context, _, _ *DayResult) error { return own(ctx) }
	s.Locks.Rule = func(ctx context.Context, _, _ *MonthLock) error { return own(ctx) }
	s.Imports.Rule = func(ctx context.Context, _, _ *Import) error { return own(ctx) }
}

type commandKey struct{}

// command marks the context of a step that a command of this package takes beyond the
// person's rights: states, computed fields.
func command(ctx context.Context) context.Context {
	return context.WithValue(identity.Elevated(ctx), commandKey{}, true)
}

func commanded(ctx context.Context) bool { return ctx.Value(commandKey{}) != nil }

func (s *Service) zone() *time.Location { return s.g.Registry.Zone() }

func (s *Service) today() calendar.Date { return s.g.Registry.Today() }

func (s *Service) now() int64 { return s.g.Clock.Now().UnixMilli() }

// dateOf is the business date of an instant.
func (s *Service) dateOf(ms int64) calendar.Date { return calendar.On(time.UnixMilli(ms), s.zone()) }

// startOf is the first instant of a date.
func (s *Service) startOf(d calendar.Date) int64 { return d.At(0, s.zone()).UnixMilli() }
