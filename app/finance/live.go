package finance

import (
	"context"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
)

// Live is one figure of the live overview: how many records meet a condition now, and what
// they add up to. Entity and Filter are the rows behind it.
type Live struct {
	Group  string // stock, order, receipt, payment, fund
	Key    string
	Entity string
	Filter listing.Node
	Total  string // the field that is summed; "" counts only
	Warn   bool   // something is to be done when it is not zero

	N      int64
	Amount money.Minor
}

// liveFigures are the figures of the overview, in their order.
func liveFigures() []Live {
	is := func(field string, values ...string) listing.Node { return listing.Is(field, listing.In, values...) }
	open := listing.Is("open_home_minor", listing.Ne, "0")
	overdue := listing.All(listing.Is("open_home_minor", listing.Gt, "0"), listing.Is("due_on", listing.Lt, "today"))
	counted := is("state", string(sales.OrderApproved), string(sales.OrderClosed))
	confirmed, gone := is("state", string(Confirmed)), is("state", string(Approved), string(Paid))
	month := func(field string) listing.Node { return listing.Is(field, listing.Eq, "this_month") }
	return []Live{
		{Group: "order", Key: "waiting", Entity: sales.Orders, Filter: is("state", string(sales.OrderSubmitted)), Total: "home_minor", Warn: true},
		{Group: "order", Key: "running", Entity: sales.Orders, Filter: is("state", string(sales.OrderApproved)), Total: "home_minor"},
		{Group: "order", Key: "today", Entity: sales.Orders, Filter: listing.All(counted, listing.Is("date_on", listing.Eq, "today")), Total: "home_minor"},
		{Group: "order", Key: "month", Entity: sales.Orders, Filter: listing.All(counted, month("date_on")), Total: "home_minor"},
		{Group: "receipt", Key: "open", Entity: Receivables, Filter: open, Total: "open_home_minor"},
		{Group: "receipt", Key: "overdue", Entity: Receivables, Filter: overdue, Total: "open_home_minor", Warn: true},
		{Group: "receipt", Key: "today", Entity: MoneyInName, Filter: listing.All(confirmed, listing.Is("received_on", listing.Eq, "today")), Total: "home_minor"},
		{Group: "receipt", Key: "month", Entity: MoneyInName, Filter: listing.All(confirmed, month("received_on")), Total: "home_minor"},
		{Group: "payment", Key: "open", Entity: Payables, Filter: open, Total: "open_home_minor"},
		{Group: "payment", Key: "overdue", Entity: Payables, Filter: overdue, Total: "open_home_minor", Warn: true},
		{Group: "payment", Key: "waiting", Entity: Payments, Filter: is("state", string(Submitted)), Total: "amount_minor", Warn: true},
		{Group: "payment", Key: "month", Entity: Payments, Filter: listing.All(gone, month("booked_on")), Total: "amount_minor"},
		{Group: "stock", Key: "kept", Entity: sales.Products, Filter: listing.Is("stock", listing.Gt, "0")},
		{Group: "stock", Key: "lacking", Entity: sales.Products, Filter: listing.Is("lacking", listing.Gt, "0"), Warn: true},
		{Group: "stock", Key: "reserved", Entity: sales.Products, Filter: listing.Is("reserved", listing.Gt, "0")},
		{Group: "stock", Key: "coming", Entity: purchase.Orders, Filter: is("state", "approved"), Total: "home_minor"},
	}
}

// LiveNow is the overview of stock, orders, receipts and payments as all documents make it
// now; what the acting person may not see is left out. FIN-19
func (s *Service) LiveNow(ctx context.Context) ([]Live, error) {
	var out []Live
	for _, x := range liveFigures() {
		if !sees(ctx, x.Entity) {
			continue
		}
		q := listing.Query{Entity: x.Entity, Filter: x.Filter}
		if x.Total != "" {
			q.Totals = []string{x.Total}
		}
		plan, err := listing.Allow(ctx, s.g.Registry, identity.May(x.Entity, identity.See), q)
		if err != nil {
			return nil, err
		}
		if x.N, err = s.g.Source.Count(ctx, plan); err != nil {
			return nil, err
		}
		if x.Total != "" {
			sums, err := s.g.Source.Sum(ctx, plan)
			if err != nil {
				return nil, err
			}
			if len(sums) == 1 {
				x.Amount = money.Minor(sums[0].Int())
			}
		}
		out = append(out, x)
	}
	return s.stockWorth(ctx, out)
}

// stockWorth adds what lies in stock at cost, for who may see costs.
func (s *Service) stockWorth(ctx context.Context, out []Live) ([]Live, error) {
	for i := range out {
		x := &out[i]
		if x.Group != "stock" || x.Key != "kept" {
			continue
		}
		a, err := identity.From(ctx)
		if err != nil || !a.Super && !a.Has(identity.RightCost) {
			return out, err
		}
		home, err := s.home(identity.Elevated(ctx))
		if err != nil {
			return nil, err
		}
		err = s.each(ctx, listing.Query{Entity: x.Entity, Filter: x.Filter, Columns: []string{"stock", "cost"}}, func(c []entity.Value) {
			if m, err := money.LineAmount(money.Line{Quantity: money.Quantity(c[0].Int()), Price: money.Price(c[1].Int())}, home); err == nil {
				x.Amount += m
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
