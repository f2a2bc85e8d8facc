package commission

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// source is what one order, or money without an order, is worth up to a day.
type source struct {
	kind     string
	id       int64
	order    int64
	customer int64
	owner    int64
	deal     int64
	label    string
	amount   money.Minor
}

// byRule works out the entries of one rule in a month: what each source is worth up to the end
// of the month, less what earlier months counted already. What became less is taken back at
// the rate at which it was given.
func (s *Service) byRule(ctx context.Context, r *Rule, month calendar.Date) ([]*Entry, error) {
	earlier, err := s.Entries.Find(ctx, listing.All(is("rule_id", strconv.FormatInt(r.ID, 10)), listing.Is("month", listing.Lt, month.String())))
	if err != nil {
		return nil, err
	}
	if !r.holds(month) && len(earlier) == 0 {
		return nil, nil
	}
	sources, err := s.worth(ctx, r, month.MonthEnd())
	if err != nil {
		return nil, err
	}
	given := map[key]*Entry{} // per person and source
	for _, e := range earlier {
		g := given[keyOf(e)]
		if g == nil {
			c := *e
			given[keyOf(e)] = &c
			continue
		}
		g.Base, g.Amount = g.Base+e.Base, g.Amount+e.Amount
	}
	now := map[key]*Entry{}
	for _, x := range sources {
		team, err := s.team(ctx, x.deal)
		if err != nil {
			return nil, err
		}
		for person, amount := range r.split(x.amount, x.owner, team) {
			if person == 0 || r.PersonID != 0 && person != r.PersonID {
				continue
			}
			e := s.Entries.Desc.New()
			e.OwnerID, e.Month, e.Title, e.RuleID, e.CustomerID, e.OrderID, e.Source, e.SourceID, e.Base = person, month, x.label, r.ID, x.customer, x.order, x.kind, x.id, amount
			now[keyOf(e)] = e
		}
	}
	for k, g := range given { // counted before, worth nothing any more
		if now[k] == nil {
			e := s.Entries.Desc.New()
			e.OwnerID, e.Month, e.Title, e.RuleID, e.CustomerID, e.OrderID, e.Source, e.SourceID = g.OwnerID, month, g.Title, r.ID, g.CustomerID, g.OrderID, g.Source, g.SourceID
			now[k] = e
		}
	}
	return r.pay(now, given, r.holds(month))
}

// pay turns what sources are worth into commissions: by person, new amounts by the steps of
// the month, what is taken back at its own rate.
func (r *Rule) pay(now, given map[key]*Entry, holds bool) ([]*Entry, error) {
	byPerson := map[int64][]*Entry{}
	var people []int64
	var out []*Entry
	for k, e := range now {
		g := given[k]
		if g != nil {
			e.Base -= g.Base
		}
		switch {
		case e.Base == 0 || e.Base > 0 && !holds:
			continue
		case e.Base < 0 && g != nil && g.Base != 0:
			e.Amount = -money.Spread(g.Amount, []int64{int64(-e.Base), max(0, int64(g.Base+e.Base))})[0]
		case e.Base > 0:
			if byPerson[e.OwnerID] == nil {
				people = append(people, e.OwnerID)
			}
			byPerson[e.OwnerID] = append(byPerson[e.OwnerID], e)
		}
		out = append(out, e)
	}
	for _, person := range people {
		list := byPerson[person]
		slices.SortFunc(list, func(a, b *Entry) int { return cmp.Compare(a.SourceID, b.SourceID) })
		var sum money.Minor
		weights := make([]int64, len(list))
		for i, e := range list {
			sum += e.Base
			weights[i] = int64(e.Base)
		}
		total, err := r.Of(sum)
		if err != nil {
			return nil, err
		}
		for i, m := range money.Spread(total, weights) {
			list[i].Amount = m
		}
	}
	slices.SortFunc(out, func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(a.OwnerID, b.OwnerID), cmp.Compare(a.SourceID, b.SourceID))
	})
	return out, nil
}

// worth lists the sources of a rule from its first day up to a day.
func (s *Service) worth(ctx context.Context, r *Rule, to calendar.Date) ([]source, error) {
	if !r.To.IsZero() {
		to = min(to, r.To)
	}
	if r.Basis == Received {
		return s.received(ctx, r, to)
	}
	var out []source
	field := "home_minor"
	if r.Basis == Margin {
		field = "margin_minor"
	}
	err := s.each(ctx, listing.Query{
		Entity:  sales.Orders,
		Filter:  listing.All(listing.Is("state", listing.In, string(sales.OrderApproved), string(sales.OrderClosed)), listing.Is("date_on", listing.Between, r.From.String(), to.String())),
		Columns: []string{"id", "number", "customer_id", "owner_id", "opportunity_id", field, "total_minor", "returned_minor"}, Sort: []listing.Sort{{Key: "id"}},
	}, func(c []entity.Value) {
		amount := money.Minor(c[5].Int())
		if total, back := c[6].Int(), min(c[7].Int(), c[6].Int()); total > 0 && back > 0 {
			amount = money.Spread(amount, []int64{total - back, back})[0]
		}
		out = append(out, source{kind: sales.Orders, id: c[0].Int(), order: c[0].Int(), label: c[1].Text(), customer: c[2].Int(), owner: c[3].Int(), deal: c[4].Int(), amount: amount})
	})
	if err != nil {
		return nil, err
	}
	return s.ofCategory(ctx, r, out)
}

// received adds up the money that settled receivables, by order.
func (s *Service) received(ctx context.Context, r *Rule, to calendar.Date) ([]source, error) {
	at := map[int64]int{}
	var out []source
	err := s.each(ctx, listing.Query{
		Entity:  finance.Allocations,
		Filter:  listing.All(is("kind", string(finance.ByMoney)), listing.Is("on_date", listing.Between, r.From.String(), to.String())),
		Columns: []string{"receivable_id", "receivable_id.number", "receivable_id.order_id", "receivable_id.owner_id", "customer_id", "home_minor"}, Sort: []listing.Sort{{Key: "id"}},
	}, func(c []entity.Value) {
		x := source{kind: finance.Receivables, id: c[0].Int(), label: c[1].Text(), order: c[2].Int(), owner: c[3].Int(), customer: c[4].Int()}
		k := -x.id
		if x.order != 0 {
			x.kind, x.id, k = sales.Orders, x.order, x.order
		}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, x)
		}
		out[i].amount += money.Minor(c[5].Int())
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].order == 0 {
			continue
		}
		o, err := s.g.Look(ctx, sales.Orders, out[i].order, "number", "opportunity_id")
		if err != nil {
			return nil, err
		}
		out[i].deal, out[i].label = o["opportunity_id"].Int(), cmp.Or(o["number"].Text(), out[i].label)
	}
	return s.ofCategory(ctx, r, out)
}

// ofCategory keeps the share of each order that is of the rule's category of products.
func (s *Service) ofCategory(ctx context.Context, r *Rule, list []source) ([]source, error) {
	if r.Category == "" {
		return list, nil
	}
	out := list[:0]
	for _, x := range list {
		if x.order == 0 {
			continue
		}
		var mine, rest int64
		err := s.each(ctx, listing.Query{
			Entity: "sales_order_line", Filter: is("order_id", strconv.FormatInt(x.order, 10)), Columns: []string{"product_id.category", "gross_minor"},
		}, func(c []entity.Value) {
			if c[0].Text() == r.Category {
				mine += c[1].Int()
			} else {
				rest += c[1].Int()
			}
		})
		if err != nil {
			return nil, err
		}
		if mine <= 0 {
			continue
		}
		x.amount = money.Spread(x.amount, []int64{mine, max(0, rest)})[0]
		out = append(out, x)
	}
	return out, nil
}

// team are the colleagues who work on a deal beside its owner, with their shares.
func (s *Service) team(ctx context.Context, deal int64) ([]mate, error) {
	var out []mate
	if deal == 0 {
		return nil, nil
	}
	err := s.each(ctx, listing.Query{Entity: "opportunity_member", Filter: is("opportunity_id", strconv.FormatInt(deal, 10)), Columns: []string{"person_id", "share"}, Sort: []listing.Sort{{Key: "id"}}}, func(c []entity.Value) {
		out = append(out, mate{c[0].Int(), money.Rate(c[1].Int())})
	})
	return out, err
}

func (s *Service) each(ctx context.Context, q listing.Query, fn func([]entity.Value)) error {
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return err
	}
	return s.g.Source.Each(ctx, plan, func(r listing.Row) error { fn(r.Cells); return nil })
}
