package effort

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Acquired counts the new customers of a day with one source and one reason.
type Acquired struct {
	Day    calendar.Date
	Source string
	Reason string // why they chose us
	N      int64
	Bought int64       // how many of them ordered up to the last day
	Amount money.Minor // what they ordered, in the company's currency
}

// AcquiredQuery says which customers are looked at.
type AcquiredQuery struct {
	From, To  calendar.Date
	Stretches []Stretch
	Within    listing.Reach
}

// Acquisition is where new customers come from, and what they bring (BI-09).
type Acquisition struct {
	Rows []Acquired
	All  int64       // customers altogether
	Sold money.Minor // to all customers in the time
}

// AcquiredBetween counts the new customers between two days, both included, as far as the
// acting person sees customers.
func (s *Service) AcquiredBetween(ctx context.Context, from, to calendar.Date) (*Acquisition, error) {
	a, err := identity.Need(ctx, identity.May(customer.Customers, identity.See))
	if err != nil {
		return nil, err
	}
	if from > to || to-from > longest {
		return nil, app.E(app.Invalid, "effort.span", "n", longest)
	}
	t := s.g.Registry.Type(customer.Customers)
	out := &Acquisition{}
	q := AcquiredQuery{
		From: from, To: to, Stretches: stretches(from, to, s.g.Registry.Zone()),
		Within: listing.ReachOf(s.g.Registry, a, identity.May(customer.Customers, identity.See), t),
	}
	if out.Rows, err = s.p.Store.Acquired(ctx, q); err != nil {
		return nil, err
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(customer.Customers, identity.See), listing.Query{Entity: customer.Customers})
	if err != nil {
		return nil, err
	}
	if out.All, err = s.g.Source.Count(ctx, plan); err != nil {
		return nil, err
	}
	out.Sold, err = s.sold(ctx, from, to)
	return out, err
}

// sold sums the orders of the time that the person may see.
func (s *Service) sold(ctx context.Context, from, to calendar.Date) (money.Minor, error) {
	rows, err := s.rows(ctx, listing.Query{Entity: "sales_order", Columns: []string{"home_minor"}, Filter: listing.All(
		listing.Is("state", listing.In, "approved", "closed"), listing.Is("date_on", listing.Between, from.String(), to.String()))})
	var sum money.Minor
	for _, r := range rows {
		sum += money.Minor(r.Cells[0].Int())
	}
	return sum, err
}
