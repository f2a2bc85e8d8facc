package attendance

import (
	"context"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
)

// DayDetail is all that a window shows of one day of an employee.
type DayDetail struct {
	Employee   *Employee
	Department string
	On         calendar.Date
	Kind       calendar.Day
	Day        rules.Day
	Shifts     []*Shift
	Planned    []rules.Span // segments less breaks, before leave
	Breaks     []rules.Span
	Punches    []rules.Minute // all of the day, used or not
	Leaves     []*Leave
	Trips      []*Trip
	Fixes      []*Correction
	Extra      []*Overtime
	Balance    Balance
	Sum        rules.Month
	Lock       *MonthLock
}

// Detail reads one day of an employee. A day that was never computed is computed here,
// without storing anything.
func (s *Service) Detail(ctx context.Context, employee int64, on calendar.Date) (*DayDetail, error) {
	p, err := s.Employees.Get(ctx, employee)
	if err != nil {
		return nil, err
	}
	d := &DayDetail{Employee: p, On: on}
	names, err := s.departmentNames(ctx)
	if err != nil {
		return nil, err
	}
	d.Department = names[p.Department]
	in, _, err := s.inputs(ctx, work{employees: []int64{employee}, from: on, to: on})
	if err != nil {
		return nil, err
	}
	if len(in) > 0 {
		if err := s.dayOf(ctx, d, &in[0]); err != nil {
			return nil, err
		}
	}
	if err := s.requestsOf(ctx, d); err != nil {
		return nil, err
	}
	if d.Lock, err = s.Locked(ctx, on); err != nil {
		return nil, err
	}
	if d.Balance, err = s.BalanceOf(ctx, employee, max(on, s.today())); err != nil {
		return nil, err
	}
	law, err := s.Law(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.p.Store.ResultsOf(ctx, ResultQuery{Employees: []int64{employee}, From: on.MonthStart(), To: on.MonthEnd()})
	if err != nil {
		return nil, err
	}
	d.Sum = sumUntil(list, min(on.MonthEnd(), s.today()), law)
	return d, nil
}

// dayOf takes the stored result, else computes one, and the shifts of the day.
func (s *Service) dayOf(ctx context.Context, d *DayDetail, in *rules.Input) error {
	d.Kind = in.Calendar.Day(d.On)
	list, err := s.p.Store.ResultsOf(ctx, ResultQuery{Employees: []int64{d.Employee.ID}, From: d.On, To: d.On, Full: true})
	if err != nil {
		return err
	}
	d.Day = rules.Day{Date: d.On}
	if len(list) > 0 {
		d.Day = list[0].Rules()
	} else if all := rules.Compute(*in); len(all) > 0 {
		d.Day = all[0]
	}
	book, err := s.shiftBook(ctx)
	if err != nil {
		return err
	}
	for _, duty := range in.Duties {
		if duty.Date != d.On || duty.Shift == nil {
			continue
		}
		if x := book.names[duty.Shift.Version]; x != nil {
			d.Shifts = append(d.Shifts, x)
			planned, breaks := duty.Shift.Times(d.On)
			d.Planned, d.Breaks = append(d.Planned, planned...), append(d.Breaks, breaks...)
		}
	}
	for _, x := range in.Punches {
		if x.At >= rules.At(d.On, 0) && x.At < rules.At(d.On+1, 0) {
			d.Punches = append(d.Punches, x.At)
		}
	}
	return nil
}

// requestsOf reads the requests that touch the day, whatever their state.
func (s *Service) requestsOf(ctx context.Context, d *DayDetail) error {
	who := listing.Is("employee_id", listing.Eq, idText(d.Employee.ID))
	span := listing.All(who, listing.Is("state", listing.Ne, string(Withdrawn)), listing.Is("from_at", listing.Le, d.On.String()), listing.Is("to_at", listing.Ge, d.On.String()))
	var err error
	if d.Leaves, err = s.Leaves.Find(ctx, span); err != nil {
		return err
	}
	if d.Trips, err = s.Trips.Find(ctx, span); err != nil {
		return err
	}
	if d.Extra, err = s.Overtimes.Find(ctx, span); err != nil {
		return err
	}
	d.Fixes, err = s.Corrections.Find(ctx, listing.All(who, listing.Is("state", listing.Ne, string(Withdrawn)), listing.Is("on_date", listing.Eq, d.On.String())))
	return err
}

// OpenRequests counts the requests within the actor's scope that nobody has decided.
func (s *Service) OpenRequests(ctx context.Context) (int, error) {
	asked := listing.Is("state", listing.Eq, string(Submitted))
	total := 0
	for _, count := range []func(context.Context, listing.Node) (int64, error){s.Leaves.Count, s.Trips.Count, s.Overtimes.Count, s.Corrections.Count} {
		n, err := count(ctx, asked)
		if err != nil {
			return 0, err
		}
		total += int(n)
	}
	return total, nil
}

// ReadUntil is the moment up to which every clock in use has been read (Unix ms); 0 when
// there is none or one was never read.
func (s *Service) ReadUntil(ctx context.Context) (int64, error) {
	list, err := s.Devices.Find(identity.System(ctx, "attendance"), listing.Is("retired", listing.Eq, "0"))
	if err != nil {
		return 0, err
	}
	var until int64
	for i, d := range list {
		if i == 0 || d.ReadUntil < until {
			until = d.ReadUntil
		}
	}
	return until, nil
}
