package finance

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// ProfitClass is how much a customer contributes to the profit.
type ProfitClass string

// The classes: at least the threshold, in between, less than the lower threshold.
const (
	Gold    ProfitClass = "gold"
	Average ProfitClass = "average"
	Losing  ProfitClass = "losing"
)

// SettingProfit keeps the thresholds.
const SettingProfit = "finance.profit_classes"

// ProfitLimits are the thresholds of the classes, for the profit of twelve months.
type ProfitLimits struct {
	Gold   money.Minor // from here on
	Losing money.Minor // below that
}

// DefaultProfit holds in a new company: gold from 50,000 a year on, loss-making below zero.
var DefaultProfit = ProfitLimits{Gold: 50_000_00}

// Class is the class of a profit over a number of months.
func (l ProfitLimits) Class(profit money.Minor, months int) ProfitClass {
	share := func(m money.Minor) money.Minor { return m * money.Minor(max(months, 1)) / 12 }
	switch {
	case profit < share(l.Losing):
		return Losing
	case profit >= share(l.Gold):
		return Gold
	}
	return Average
}

// Profit is what a customer contributed in a period, in the company's currency and without
// tax: Revenue − Cost − Expenses. BI-15
type Profit struct {
	CustomerID int64
	Customer   string
	Revenue    money.Minor // of approved orders less what came back
	Cost       money.Minor
	Expenses   money.Minor // of approved claims
	Orders     int
	Class      ProfitClass
}

// Total is the profit.
func (p *Profit) Total() money.Minor { return p.Revenue - p.Cost - p.Expenses }

// ProfitLimitsNow are the thresholds in force.
func (s *Service) ProfitLimitsNow(ctx context.Context) (ProfitLimits, error) {
	return company.Read(identity.Elevated(ctx), s.company, SettingProfit, DefaultProfit)
}

// SetProfitLimits changes the thresholds; it needs the administrator's right.
func (s *Service) SetProfitLimits(ctx context.Context, l ProfitLimits) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	if l.Gold <= l.Losing {
		return app.E(app.Invalid, "finance.profit_limits").At("gold")
	}
	if err := company.Write(ctx, s.company, SettingProfit, l); err != nil {
		return err
	}
	if s.ClassifyLater != nil {
		s.ClassifyLater()
		return nil
	}
	_, err := s.Classify(ctx)
	return err
}

// classesAtOnce is how many customers get their class in one transaction, so that others wait
// for a moment only.
const classesAtOnce = 200

// Classify keeps with each customer what it contributed in the last twelve months and its
// class by that, so that lists show, filter and sort by them however many there are. Customers
// without an order or an expense have none. It tells how many changed. BI-15
func (s *Service) Classify(ctx context.Context) (int, error) {
	up := identity.Elevated(ctx)
	today := s.today()
	list, err := s.Profits(up, today.AddMonths(-12)+1, today)
	if err != nil {
		return 0, err
	}
	type kept struct {
		class  ProfitClass
		profit money.Minor
	}
	want := make(map[int64]kept, len(list))
	for i := range list {
		want[list[i].CustomerID] = kept{list[i].Class, list[i].Total()}
	}
	q := listing.Query{Entity: "customer", Columns: []string{"id", "profit_class", "profit_minor"}, Filter: listing.Any(listing.Is("profit_class", listing.Filled), listing.Is("profit_minor", listing.Ne, "0"))}
	err = s.each(up, q, func(c []entity.Value) {
		id := c[0].Int()
		if now, ok := want[id]; !ok {
			want[id] = kept{}
		} else if now == (kept{ProfitClass(c[1].Text()), money.Minor(c[2].Int())}) {
			delete(want, id)
		}
	})
	if err != nil {
		return 0, err
	}
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(want)), classesAtOnce) {
		err := s.g.Tx.InTx(up, func(ctx context.Context) error {
			for _, id := range ids {
				class := entity.Null
				if want[id].class != "" {
					class = entity.Str(string(want[id].class))
				}
				if err := s.g.Store.Put(ctx, "customer", id, "profit_class", class); err != nil {
					return err
				}
				if err := s.g.Store.Put(ctx, "customer", id, "profit_minor", entity.Num(int64(want[id].profit))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return len(want), nil
}

// Sold are the orders of a period that count; Spent the expenses of customers. BI-15
func Sold(from, to calendar.Date) listing.Node {
	return listing.All(listing.Is("state", listing.In, string(sales.OrderApproved), string(sales.OrderClosed)), within("date_on", from, to))
}

// Profits is the contribution of each customer in a period, the largest first. It needs the
// right to see costs. BI-15
func (s *Service) Profits(ctx context.Context, from, to calendar.Date) ([]Profit, error) {
	if _, err := identity.NeedRight(ctx, identity.RightCost); err != nil {
		return nil, err
	}
	limits, err := s.ProfitLimitsNow(ctx)
	if err != nil {
		return nil, err
	}
	at := map[int64]int{}
	var out []Profit
	of := func(id int64, name string) *Profit {
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, Profit{CustomerID: id, Customer: name})
		}
		return &out[i]
	}
	q := listing.Query{Entity: sales.Orders, Filter: Sold(from, to), Columns: []string{"customer_id", "customer_id.name", "cost_minor", "margin_minor", "total_minor", "returned_minor"}}
	err = s.each(ctx, q, func(c []entity.Value) {
		p := of(c[0].Int(), c[1].Text())
		cost, net, total, back := c[2].Int(), c[2].Int()+c[3].Int(), c[4].Int(), min(c[5].Int(), c[4].Int())
		if total > 0 && back > 0 { // goods that came back are neither sold nor used up
			parts := []int64{total - back, back}
			cost, net = int64(money.Spread(money.Minor(cost), parts)[0]), int64(money.Spread(money.Minor(net), parts)[0])
		}
		p.Revenue, p.Cost, p.Orders = p.Revenue+money.Minor(net), p.Cost+money.Minor(cost), p.Orders+1
	})
	if err != nil {
		return nil, err
	}
	if sees(ctx, ExpenseLines) {
		q = listing.Query{Entity: ExpenseLines, Filter: listing.All(within("date_on", from, to), listing.Is("customer_id", listing.Filled), listing.Is("booked", listing.Eq, "1")), Columns: []string{"customer_id", "customer_id.name", "amount_minor"}}
		err = s.each(ctx, q, func(c []entity.Value) {
			of(c[0].Int(), c[1].Text()).Expenses += money.Minor(c[2].Int())
		})
		if err != nil {
			return nil, err
		}
	}
	months := (int(to-from) + 15) / 30
	for i := range out {
		out[i].Class = limits.Class(out[i].Total(), months)
	}
	slices.SortStableFunc(out, func(a, b Profit) int {
		return cmp.Or(cmp.Compare(b.Total(), a.Total()), cmp.Compare(a.CustomerID, b.CustomerID))
	})
	return out, nil
}
