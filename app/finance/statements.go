package finance

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// StatementSum is the statement of one customer in one line.
type StatementSum struct {
	CustomerID       int64
	Name             string
	Opening, Closing money.Minor
	Debit, Credit    money.Minor
}

// StatementSums sums the statements of all customers with a balance or a movement in a
// period, the largest balance first. FIN-12
func (s *Service) StatementSums(ctx context.Context, from, to calendar.Date) ([]StatementSum, error) {
	if _, err := identity.Need(ctx, identity.May(Receivables, identity.See)); err != nil {
		return nil, err
	}
	by := map[int64]*StatementSum{}
	move := func(customer int64, on calendar.Date, debit, credit money.Minor) {
		if customer == 0 || on > to {
			return
		}
		x := by[customer]
		if x == nil {
			x = &StatementSum{CustomerID: customer}
			by[customer] = x
		}
		if x.Closing += debit - credit; on < from {
			x.Opening += debit - credit
			return
		}
		x.Debit, x.Credit = x.Debit+debit, x.Credit+credit
	}
	err := s.each(ctx, listing.Query{Entity: Receivables, Columns: []string{"customer_id", "doc_on", "home_minor", "void", "void_on"}}, func(c []entity.Value) {
		m := money.Minor(c[2].Int())
		move(c[0].Int(), dateOf(c[1]), m, 0)
		if c[3].Int() != 0 {
			move(c[0].Int(), max(dateOf(c[4]), dateOf(c[1])), -m, 0)
		}
	})
	if err != nil {
		return nil, err
	}
	err = s.each(ctx, listing.Query{
		Entity: MoneyInName, Columns: []string{"customer_id", "received_on", "home_minor", "state", "reversed_on"},
		Filter: listing.Is("state", listing.In, string(Confirmed), string(Reversed)),
	}, func(c []entity.Value) {
		m := money.Minor(c[2].Int())
		move(c[0].Int(), dateOf(c[1]), 0, m)
		if State(c[3].Text()) == Reversed {
			move(c[0].Int(), max(dateOf(c[4]), dateOf(c[1])), 0, -m)
		}
	})
	if err != nil {
		return nil, err
	}
	err = s.each(ctx, listing.Query{
		Entity: Allocations, Columns: []string{"customer_id", "on_date", "home_minor"}, Filter: listing.Is("kind", listing.In, string(ByCredit), string(ByWriteOff)),
	}, func(c []entity.Value) { move(c[0].Int(), dateOf(c[1]), 0, money.Minor(c[2].Int())) })
	if err != nil {
		return nil, err
	}
	var out []StatementSum
	var ids []int64
	for id, x := range by {
		if x.Closing != 0 || x.Debit != 0 || x.Credit != 0 {
			out, ids = append(out, *x), append(ids, id)
		}
	}
	names, err := s.names(ctx, "customer", ids...)
	for i := range out {
		out[i].Name = names[out[i].CustomerID]
	}
	slices.SortFunc(out, func(a, b StatementSum) int {
		return cmp.Or(cmp.Compare(b.Closing, a.Closing), cmp.Compare(a.CustomerID, b.CustomerID))
	})
	return out, err
}
