package finance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// StatRow is what was signed, received and paid by one person and customer in a month, and
// what was open at its end, in the company's currency.
type StatRow struct {
	Month      calendar.Date // its first day; zero: open at the end of the period
	PersonID   int64
	Person     string
	CustomerID int64
	Customer   string
	Signed     money.Minor
	Received   money.Minor
	Paid       money.Minor
	Open       money.Minor
	Currency   string // "" is the company's own; contracts and payments abroad keep theirs
}

// Signed are the contracts that count, Came the money that was received, Went the payments
// that were made: the rows behind the figures of a period. FIN-09
func Signed(from, to calendar.Date) listing.Node {
	return listing.All(listing.Is("state", listing.In, string(sales.ContractActive), string(sales.ContractEnded), string(sales.ContractRenewed)), within("signed_on", from, to))
}

// Came is the money received in a period.
func Came(from, to calendar.Date) listing.Node {
	return listing.All(listing.Is("state", listing.Eq, string(Confirmed)), within("received_on", from, to))
}

// Went is what was paid in a period.
func Went(from, to calendar.Date) listing.Node {
	return listing.All(listing.Is("state", listing.In, string(Approved), string(Paid)), within("booked_on", from, to))
}

// Charged is what customers were charged in a period.
func Charged(from, to calendar.Date) listing.Node {
	return listing.All(listing.Is("void", listing.Eq, "0"), within("doc_on", from, to))
}

func within(field string, from, to calendar.Date) listing.Node {
	return listing.Is(field, listing.Between, from.String(), to.String())
}

// sees tells whether the acting person sees records of a kind at all: figures over several
// kinds leave out those that are not theirs to see.
func sees(ctx context.Context, kind string) bool {
	a, err := identity.From(ctx)
	return err == nil && (a.Super || a.Can(identity.May(kind, identity.See)))
}

// Statistics sums contracts, receipts and payments of a period, and what was open at its end,
// within the actor's reach. Rows in another currency do not add to the others. FIN-09
func (s *Service) Statistics(ctx context.Context, from, to calendar.Date) ([]StatRow, error) {
	var out []StatRow
	home, err := s.home(identity.Elevated(ctx))
	if err != nil {
		return nil, err
	}
	for _, x := range []struct {
		kind, on, amount, party string
		filter                  listing.Node
		put                     func(r *StatRow, m money.Minor)
	}{
		{sales.Contracts, "signed_on", "amount_minor", "customer_id", Signed(from, to), func(r *StatRow, m money.Minor) { r.Signed = m }},
		{MoneyInName, "received_on", "home_minor", "customer_id", Came(from, to), func(r *StatRow, m money.Minor) { r.Received = m }},
		{Payments, "booked_on", "amount_minor", "", Went(from, to), func(r *StatRow, m money.Minor) { r.Paid = m }},
	} {
		if !sees(ctx, x.kind) {
			continue
		}
		cols := []string{x.on, x.amount, "owner_id", "owner_id.name", "currency"}
		if x.party != "" {
			cols = append(cols, x.party, x.party+".name")
		}
		err := s.each(ctx, listing.Query{Entity: x.kind, Filter: x.filter, Columns: cols, Sort: []listing.Sort{{Key: x.on}, {Key: "id"}}}, func(c []entity.Value) {
			r := StatRow{Month: dateOf(c[0]).MonthStart(), PersonID: c[2].Int(), Person: c[3].Text()}
			if x.party != "" {
				r.CustomerID, r.Customer = c[5].Int(), c[6].Text()
			}
			// Neither a contract nor a payment keeps a rate: what is abroad is told in its own
			// currency. Money received is worth what it was at its rate.
			if abroad := c[4].Text(); x.kind != MoneyInName && abroad != "" && abroad != home {
				r.Currency = abroad
			}
			x.put(&r, money.Minor(c[1].Int()))
			out = append(out, r)
		})
		if err != nil {
			return nil, err
		}
	}
	return s.openAt(ctx, min(to, s.today()), out)
}

// openAt adds what was open at the end of a day, by the person in charge and customer.
func (s *Service) openAt(ctx context.Context, day calendar.Date, out []StatRow) ([]StatRow, error) {
	if !sees(ctx, Receivables) {
		return out, nil
	}
	dues, err := s.DuesAt(ctx, day, 0)
	if err != nil {
		return nil, err
	}
	open := map[int64]money.Minor{}
	for _, d := range dues {
		open[d.ID] = d.Open
	}
	err = s.each(ctx, listing.Query{Entity: Receivables, Filter: upTo("doc_on", day), Columns: []string{"id", "owner_id", "owner_id.name", "customer_id", "customer_id.name"}, Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}}}, func(c []entity.Value) {
		if m := open[c[0].Int()]; m != 0 {
			out = append(out, StatRow{PersonID: c[1].Int(), Person: c[2].Text(), CustomerID: c[3].Int(), Customer: c[4].Text(), Open: m})
		}
	})
	return out, err
}

// Revenue is what one customer was charged in a period, less credits, beside the period
// before and the same one a year ago. FIN-16
type Revenue struct {
	CustomerID int64
	Customer   string
	Now        money.Minor
	Before     money.Minor
	LastYear   money.Minor
}

// RevenueMonth is the revenue of all customers in a month.
type RevenueMonth struct {
	Month    calendar.Date
	Now      money.Minor
	LastYear money.Minor
}

// SpanBefore is the period of the same length before one: whole months go back by months,
// anything else by days. A period that runs is compared with the same part of the one before.
func SpanBefore(from, to, today calendar.Date) (calendar.Date, calendar.Date) {
	n := 0
	for m := from; m <= to; m = m.AddMonths(1) {
		n++
	}
	switch whole := from == from.MonthStart() && to == to.MonthEnd(); {
	case whole && today < to && today >= from:
		return from.AddMonths(-n), today.AddMonths(-n)
	case whole:
		return from.AddMonths(-n), from.AddDays(-1)
	}
	return from - (to - from + 1), from.AddDays(-1)
}

// SpanYearAgo is the same period a year before.
func SpanYearAgo(from, to, today calendar.Date) (calendar.Date, calendar.Date) {
	if today < to && today >= from {
		return from.AddMonths(-12), today.AddMonths(-12)
	}
	if to == to.MonthEnd() {
		return from.AddMonths(-12), to.AddMonths(-12).MonthEnd()
	}
	return from.AddMonths(-12), to.AddMonths(-12)
}

// Revenues is the revenue by customer and by month. FIN-16
func (s *Service) Revenues(ctx context.Context, from, to calendar.Date) ([]Revenue, []RevenueMonth, error) {
	before, beforeEnd := SpanBefore(from, to, s.today())
	yearAgo, yearAgoEnd := SpanYearAgo(from, to, s.today())
	at, months := map[int64]int{}, map[calendar.Date]int{}
	var out []Revenue
	var series []RevenueMonth
	for m := from.MonthStart(); m <= to; m = m.AddMonths(1) {
		months[m] = len(series)
		series = append(series, RevenueMonth{Month: m})
	}
	add := func(on calendar.Date, id int64, name string, m money.Minor) {
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, Revenue{CustomerID: id, Customer: name})
		}
		r := &out[i]
		if on >= from && on <= to {
			r.Now += m
			series[months[on.MonthStart()]].Now += m
		}
		if on >= before && on <= beforeEnd {
			r.Before += m
		}
		if on >= yearAgo && on <= yearAgoEnd {
			r.LastYear += m
			if k, ok := months[on.MonthStart().AddMonths(12)]; ok {
				series[k].LastYear += m
			}
		}
	}
	first := min(yearAgo, before)
	err := s.each(ctx, listing.Query{Entity: Receivables, Filter: Charged(first, to), Columns: []string{"doc_on", "customer_id", "customer_id.name", "home_minor"}}, func(c []entity.Value) {
		add(dateOf(c[0]), c[1].Int(), c[2].Text(), money.Minor(c[3].Int()))
	})
	if err != nil || !sees(ctx, Allocations) {
		return out, series, err
	}
	q := listing.Query{Entity: Allocations, Filter: listing.All(within("on_date", first, to), listing.Is("kind", listing.Eq, string(ByCredit))), Columns: []string{"on_date", "customer_id", "customer_id.name", "home_minor"}}
	err = s.each(ctx, q, func(c []entity.Value) { add(dateOf(c[0]), c[1].Int(), c[2].Text(), -money.Minor(c[3].Int())) })
	return out, series, err
}

// CustomerState is everything agreed with a customer and what came of it, as of now, in the
// company's currency. FIN-17
type CustomerState struct {
	CustomerID  int64
	Customer    string
	Contracts   int
	Contracted  money.Minor
	Abroad      []money.Amount // contracts in other currencies, one sum each
	Planned     money.Minor    // what was charged and falls due
	Received    money.Minor    // what of it is settled
	Outstanding money.Minor
	Overdue     money.Minor
	Advance     money.Minor
	NextDue     calendar.Date
}

// CustomerStates is the state of contracts and receipts of each customer that has any;
// customer 0 means all. FIN-17
func (s *Service) CustomerStates(ctx context.Context, customer int64) ([]CustomerState, error) {
	at := map[int64]int{}
	var out []CustomerState
	of := func(id int64, name string) *CustomerState {
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, CustomerState{CustomerID: id})
		}
		if name != "" {
			out[i].Customer = name
		}
		return &out[i]
	}
	only := listing.Node{}
	if customer != 0 {
		only = ref("customer_id", customer)
	}
	home, err := s.home(identity.Elevated(ctx))
	if err != nil {
		return nil, err
	}
	if sees(ctx, sales.Contracts) {
		counted := listing.All(only, listing.Is("state", listing.In, string(sales.ContractActive), string(sales.ContractEnded), string(sales.ContractRenewed)))
		if err := s.each(ctx, listing.Query{Entity: sales.Contracts, Filter: counted, Columns: []string{"customer_id", "customer_id.name", "amount_minor", "currency"}, Sort: []listing.Sort{{Key: "currency"}, {Key: "id"}}}, func(c []entity.Value) {
			x := of(c[0].Int(), c[1].Text())
			x.Contracts++
			switch amount, abroad := money.Minor(c[2].Int()), c[3].Text(); {
			case abroad == "" || abroad == home:
				x.Contracted += amount
			case len(x.Abroad) == 0 || x.Abroad[len(x.Abroad)-1].Currency != abroad:
				x.Abroad = append(x.Abroad, money.Of(amount, abroad))
			default:
				x.Abroad[len(x.Abroad)-1].Minor += amount
			}
		}); err != nil {
			return nil, err
		}
	}
	today := s.today()
	err = s.each(ctx, listing.Query{Entity: Receivables, Filter: listing.All(only, listing.Is("void", listing.Eq, "0")), Columns: []string{"customer_id", "customer_id.name", "due_on", "home_minor", "open_home_minor"}}, func(c []entity.Value) {
		x := of(c[0].Int(), c[1].Text())
		due, amount, open := dateOf(c[2]), money.Minor(c[3].Int()), money.Minor(c[4].Int())
		x.Planned += amount
		x.Received += amount - open
		x.Outstanding += open
		switch {
		case open == 0:
		case due < today:
			x.Overdue += open
		case x.NextDue.IsZero() || due < x.NextDue:
			x.NextDue = due
		}
	})
	if err != nil || !sees(ctx, MoneyInName) {
		return out, err
	}
	advances, err := s.advancesAt(ctx, today, only)
	for id, m := range advances {
		if i, ok := at[id]; ok {
			out[i].Advance = m
		}
	}
	return out, err
}
