package workbench

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// target compares what was sold this month with the target and the time that is gone.
func (s *Service) target(ctx context.Context, b *Board, w sales.Whose) error {
	first, last := b.Today.MonthStart(), b.Today.MonthEnd()
	var err error
	if b.Target, err = s.p.Sales.TargetOf(ctx, first, w); err != nil {
		return err
	}
	for from := first; from <= last; from = from.AddDays(7) {
		to := from.AddDays(6)
		if len(b.Weeks) == 4 || to > last {
			to = last
		}
		sold, err := s.sum(ctx, sales.DealsQuery(from, to, w))
		if err != nil {
			return err
		}
		b.Weeks, b.Sold = append(b.Weeks, sold), b.Sold+sold
	}
	for len(b.Weeks) < 5 {
		b.Weeks = append(b.Weeks, 0) // a February of 28 days
	}
	gone, all, err := s.workdays(ctx, first, b.Today, last)
	b.DaysLeft = all - gone
	if all > 0 {
		b.TimePart = money.RateOf(money.Minor(gone), money.Minor(all))
	}
	return err
}

// days is the calendar of working days.
func (s *Service) days(ctx context.Context) (*calendar.Table, error) {
	if s.p.Calendar == nil {
		return calendar.Builtin(), nil
	}
	return s.p.Calendar(ctx)
}

// sum adds up the first total of a query within the person's reach.
func (s *Service) sum(ctx context.Context, q listing.Query) (money.Minor, error) {
	p, err := listing.Allow(ctx, s.p.Ground.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return 0, err
	}
	v, err := s.p.Ground.Source.Sum(ctx, p)
	if err != nil || len(v) == 0 {
		return 0, err
	}
	return money.Minor(v[0].Int()), nil
}

// workdays counts the working days up to today (included) and of the whole month.
func (s *Service) workdays(ctx context.Context, first, today, last calendar.Date) (gone, all int, err error) {
	t, err := s.days(ctx)
	if err != nil {
		return 0, 0, err
	}
	return t.Workdays(first, today), t.Workdays(first, last), nil
}

func (s *Service) funnel(ctx context.Context, b *Board, w sales.Whose) error {
	rows, err := s.p.Sales.FunnelOf(ctx, narrow(ctx, w))
	if err != nil {
		return err
	}
	b.Funnel = rows
	for _, r := range rows {
		b.Weighted += r.Weighted
		b.Deals += r.Count
	}
	return nil
}

// narrow reduces a reach to the own records or those of the departments; it never widens it.
func narrow(ctx context.Context, w sales.Whose) func(listing.Reach) listing.Reach {
	a, err := identity.From(ctx)
	if err != nil || w == sales.Everyone {
		return nil
	}
	return func(r listing.Reach) listing.Reach {
		switch {
		case r.None:
		case w == sales.Mine:
			r.All, r.Owners, r.Units, r.Person = false, []int64{a.ID}, nil, 0
		case r.All: // the departments, of somebody who sees everything
			r.All, r.Owners, r.Units, r.Person = false, nil, a.Tree, 0
		}
		return r
	}
}
