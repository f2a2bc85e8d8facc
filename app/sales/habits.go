package sales

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Habits is what a customer's own orders say about it (CUS-05): no question needs to be
// asked, and each new order brings it up to date.
type Habits struct {
	Orders   int
	LastOn   calendar.Date
	Every    int         // days between two orders on average; 0: fewer than two
	Average  money.Minor // of an order, in the company's currency
	Products []Bought    // the dearest first
}

// Bought is a product with what was ordered of it in all.
type Bought struct {
	Name     string
	Unit     string
	Quantity money.Quantity
	Amount   money.Minor
	Orders   int
}

// habitOrders is how many of the latest orders are looked at, habitProducts how many
// products are named.
const (
	habitOrders   = 100
	habitProducts = 3
)

// Habits reads the latest approved orders of a customer within the actor's reach. Who may
// not see orders learns nothing.
func (s *Service) Habits(ctx context.Context, customerID int64) (Habits, error) {
	q := listing.Query{
		Entity: Orders, Sort: []listing.Sort{{Key: "date_on", Desc: true}},
		Filter: listing.All(ref("customer_id", customerID), listing.Is("state", listing.In, string(OrderApproved), string(OrderClosed))),
	}
	p, err := listing.Allow(ctx, s.g.Registry, identity.May(Orders, identity.See), q)
	if app.KindOf(err) == app.Denied && err != nil {
		return Habits{}, nil
	}
	if err != nil {
		return Habits{}, err
	}
	ids, err := s.g.Source.First(ctx, p, habitOrders)
	if err != nil || len(ids) == 0 {
		return Habits{}, err
	}
	recs, err := s.g.Store.LoadMany(ctx, s.Orders.Desc.Type, ids)
	if err != nil {
		return Habits{}, err
	}
	orders := make([]*Order, len(recs))
	for i, r := range recs {
		orders[i] = r.(*Order)
	}
	return habitsOf(orders), nil
}

// habitsOf adds orders up.
func habitsOf(orders []*Order) Habits {
	h := Habits{Orders: len(orders)}
	if len(orders) == 0 {
		return h
	}
	first := orders[0].On
	total := money.Minor(0)
	at := map[string]int{}
	for _, o := range orders {
		first, h.LastOn = min(first, o.On), max(h.LastOn, o.On)
		total += o.HomeMinor
		seen := map[int]bool{}
		for _, l := range o.Lines {
			if !l.Kind.Counts() || l.Name == "" {
				continue
			}
			i, known := at[l.Name+"\x00"+l.Unit]
			if !known {
				i = len(h.Products)
				at[l.Name+"\x00"+l.Unit] = i
				h.Products = append(h.Products, Bought{Name: l.Name, Unit: l.Unit})
			}
			p := &h.Products[i]
			p.Quantity, p.Amount = p.Quantity+l.Quantity-l.Returned, p.Amount+l.NetMinor-l.part(l.NetMinor, l.Returned)
			if !seen[i] {
				seen[i] = true
				p.Orders++
			}
		}
	}
	h.Average = total / money.Minor(len(orders))
	if len(orders) > 1 {
		h.Every = int(h.LastOn-first) / (len(orders) - 1)
	}
	slices.SortStableFunc(h.Products, func(a, b Bought) int { return int(b.Amount - a.Amount) })
	h.Products = h.Products[:min(len(h.Products), habitProducts)]
	return h
}
