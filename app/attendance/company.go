package attendance

import (
	"context"

	"kontor/app"
	"kontor/app/attendance/rules"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Calendar is the business calendar: the built-in notices with the company's rows on top.
func (s *Service) Calendar(ctx context.Context) (*calendar.Table, error) {
	list, err := s.Days.Find(identity.System(ctx, "calendar"), listing.Node{})
	if err != nil {
		return nil, err
	}
	days := make([]calendar.Day, len(list))
	for i, d := range list {
		days[i] = calendar.Day{Date: d.On, Kind: calendar.DayKind(d.Kind), Name: d.Name, Statutory: d.Statutory, Source: d.Source}
	}
	return calendar.Builtin().With(days), nil
}

func ruleDay(_ context.Context, _, d *CalendarDay) error {
	if d.Statutory && d.Kind == string(calendar.Makeup) {
		return app.E(app.Invalid, "attendance.day.statutory", "date", d.On.String()).At("statutory")
	}
	return nil
}

// DayPlan is what importing calendar rows would do.
type DayPlan struct {
	Add, Change, Same int
	Check             []calendar.YearCheck // the years concerned, with the rows in place
}

// PlanDays tells what PutDays would do.
func (s *Service) PlanDays(ctx context.Context, days []calendar.Day) (DayPlan, error) {
	var p DayPlan
	table, err := s.Calendar(ctx)
	if err != nil {
		return p, err
	}
	own, err := s.ownDays(ctx)
	if err != nil {
		return p, err
	}
	years := map[int]bool{}
	for _, d := range days {
		y, _, _ := d.Date.Parts()
		years[y] = true
		switch have := own[d.Date]; {
		case have == nil && same(table.Day(d.Date), d), have != nil && have.Kind == string(d.Kind) && have.Statutory == d.Statutory && have.Name == d.Name:
			p.Same++
		case have == nil:
			p.Add++
		default:
			p.Change++
		}
	}
	with := table.With(days)
	for y := 1; y < 10000; y++ {
		if years[y] {
			p.Check = append(p.Check, with.CheckYear(y))
		}
	}
	return p, nil
}

func same(a, b calendar.Day) bool {
	return a.Kind == b.Kind && a.Statutory == b.Statutory && a.Name == b.Name
}

func (s *Service) ownDays(ctx context.Context) (map[calendar.Date]*CalendarDay, error) {
	list, err := s.Days.Find(identity.System(ctx, "calendar"), listing.Node{})
	if err != nil {
		return nil, err
	}
	own := map[calendar.Date]*CalendarDay{}
	for _, d := range list {
		own[d.On] = d
	}
	return own, nil
}

// PutDays writes rows of a notice or CSV into the company's calendar. Days in locked
// months are refused.
func (s *Service) PutDays(ctx context.Context, days []calendar.Day) error {
	ctx = audit.Why(ctx, audit.Reason{Kind: "import"})
	return s.Gather(ctx, func(ctx context.Context) error {
		return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
			own, err := s.ownDays(ctx)
			if err != nil {
				return err
			}
			for _, d := range days {
				if err := s.putDay(ctx, own[d.Date], d); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (s *Service) putDay(ctx context.Context, have *CalendarDay, d calendar.Day) error {
	if err := s.open(ctx, d.Date); err != nil {
		return err
	}
	if have == nil {
		return s.Days.Create(ctx, &CalendarDay{On: d.Date, Kind: string(d.Kind), Name: d.Name, Statutory: d.Statutory, Source: d.Source})
	}
	_, err := s.Days.Update(ctx, have.ID, 0, func(x *CalendarDay) error {
		x.Kind, x.Name, x.Statutory, x.Source = string(d.Kind), d.Name, d.Statutory, d.Source
		return nil
	})
	return err
}

// Law is the table of figures of the law with the company's rows on top.
func (s *Service) Law(ctx context.Context) (*rules.Law, error) {
	list, err := s.Parameters.Find(identity.System(ctx, "law"), listing.Node{}, listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	rows := make([]rules.Parameter, len(list))
	for i, p := range list {
		rows[i] = rules.Parameter{Key: p.Key, From: p.FromOn, To: p.ToOn, Value100: int(p.Value), Source: p.Source}
	}
	return rules.ChineseLaw().With(rows), nil
}

// Balance is what an employee has left of annual leave and time off in lieu.
type Balance struct {
	AnnualDays rules.Days100 // entitlement of the year
	AnnualUsed rules.Days100
	LieuEarned int // minutes, all time
	LieuUsed   int
}

// AnnualLeft is what is left of the annual leave.
func (b Balance) AnnualLeft() rules.Days100 { return b.AnnualDays - b.AnnualUsed }

// LieuLeft is what is left of the time off in lieu, in minutes.
func (b Balance) LieuLeft() int { return b.LieuEarned - b.LieuUsed }

// BalanceOf gives the balances of an employee at the end of a date.
func (s *Service) BalanceOf(ctx context.Context, employee int64, on calendar.Date) (Balance, error) {
	var b Balance
	p, err := s.Employees.Get(ctx, employee)
	if err != nil {
		return b, err
	}
	law, err := s.Law(ctx)
	if err != nil {
		return b, err
	}
	y, _, _ := on.Parts()
	b.AnnualDays = rules.Days100(100 * annualDays(p, law, on))
	days, err := s.p.Store.ResultsOf(ctx, ResultQuery{Employees: []int64{employee}, From: p.HiredOn, To: on})
	if err != nil {
		return b, err
	}
	for i := range days {
		d := days[i].Rules()
		b.LieuEarned += d.Banked
		for _, l := range d.LeaveBy {
			switch {
			case l.Type == "lieu":
				b.LieuUsed += l.Minutes
			case l.Type == "annual" && d.Date >= calendar.Of(y, 1, 1) && d.Planned > 0:
				b.AnnualUsed += rules.Days100((l.Minutes*200 + d.Planned) / (2 * d.Planned))
			}
		}
	}
	return b, nil
}

// annualDays is the entitlement in a year: the law's by years of work, or the file's own;
// in the year of joining its share.
func annualDays(p *Employee, law *rules.Law, on calendar.Date) int {
	if p.AnnualDays != nil {
		return int(*p.AnnualDays)
	}
	since := p.WorkSince
	if since.IsZero() {
		since = p.HiredOn
	}
	days := law.AnnualDays(rules.YearsOfWork(since, on), on)
	y, _, _ := on.Parts()
	if hy, _, _ := p.HiredOn.Parts(); hy == y {
		return rules.JoinerDays(p.HiredOn, days)
	}
	return days
}
