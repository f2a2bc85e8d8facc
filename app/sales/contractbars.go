package sales

import (
	"context"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// ContractBars are the five sums of a contract, in its currency, with what to mind.
type ContractBars struct {
	Amount    money.Minor
	Ordered   money.Minor
	Paid      money.Minor
	Delivered money.Minor
	Invoiced  money.Minor
	Due       money.Minor // of the instalments until today
	Late      money.Minor // due and not paid
	Ahead     money.Minor // delivered and not paid
	Orders    int
}

// BarsOf adds up what was ordered, paid, delivered and invoiced under a contract.
func (s *Service) BarsOf(ctx context.Context, id int64) (ContractBars, error) {
	c, err := s.Contracts.Get(ctx, id)
	if err != nil {
		return ContractBars{}, err
	}
	b := ContractBars{Amount: c.Amount}
	row, err := s.g.Look(identity.System(ctx, "contract"), Contracts, id, "invoiced_minor")
	if err != nil {
		return b, err
	}
	b.Invoiced = money.Minor(row["invoiced_minor"].Int())
	q := listing.Query{
		Entity: Orders, Columns: []string{"total_minor", "paid_minor", "delivered_minor"},
		Filter: listing.All(ref("contract_id", id), listing.Is("state", listing.In, string(OrderApproved), string(OrderClosed))),
	}
	plan, err := listing.Allow(identity.System(ctx, "contract"), s.g.Registry, identity.May(Orders, identity.See), q)
	if err != nil {
		return b, err
	}
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		b.Orders++
		b.Ordered += money.Minor(r.Cells[0].Int())
		b.Paid += money.Minor(r.Cells[1].Int())
		b.Delivered += money.Minor(r.Cells[2].Int())
		return nil
	})
	if err != nil {
		return b, err
	}
	for _, p := range c.Parts {
		if p.DueOn <= s.today() {
			b.Due += p.Amount
		}
	}
	b.Late, b.Ahead = max(0, b.Due-b.Paid), max(0, b.Delivered-b.Paid)
	if c.State != ContractActive {
		b.Late = 0
	}
	return b, nil
}
