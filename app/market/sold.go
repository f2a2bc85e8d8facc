package market

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// SoldQuery says which documents of which days are summed; a kind without a reach is left
// out.
type SoldQuery struct {
	From, To calendar.Date
	Reach    map[string]listing.Reach
}

// Sold is what went through one channel in a month; channel 0 is the company's own sale.
// Amounts are in the company's currency, but contracts in their own.
type Sold struct {
	Channel int64
	Month   string // YYYY-MM
	Kind    string // quote, contract, sales_order, opportunity (the won ones)
	N       int64
	Amount  money.Minor
}

// SoldKinds are the kinds that are summed.
var SoldKinds = []string{sales.Quotes, sales.Opportunities, sales.Contracts, sales.Orders}

// ChannelFacts is what a channel is grouped by.
type ChannelFacts struct {
	Name, Kind, Region string
}

// ChannelSales is what was sold through channels, as far as the acting person may see it.
type ChannelSales struct {
	Rows     []Sold
	Channels map[int64]ChannelFacts
}

// SoldBetween sums by channel what was quoted, contracted, ordered and won between two
// days, both included (SAL-44).
func (s *Service) SoldBetween(ctx context.Context, from, to calendar.Date) (*ChannelSales, error) {
	a, err := identity.Need(ctx, identity.May(Channels, identity.See))
	if err != nil {
		return nil, err
	}
	q := SoldQuery{From: from, To: to, Reach: map[string]listing.Reach{}}
	for _, kind := range SoldKinds {
		if act := identity.May(kind, identity.See); a.Can(act) {
			q.Reach[kind] = listing.ReachOf(s.g.Registry, a, act, s.g.Registry.Type(kind))
		}
	}
	if len(q.Reach) == 0 {
		return nil, app.E(app.Denied, "channel.nothing")
	}
	out := &ChannelSales{Channels: map[int64]ChannelFacts{}}
	if out.Rows, err = s.p.Store.SoldThrough(ctx, q); err != nil {
		return nil, err
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(Channels, identity.See), listing.Query{Entity: Channels, Columns: []string{"name", "kind", "region"}})
	if err != nil {
		return nil, err
	}
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		out.Channels[r.ID] = ChannelFacts{r.Cells[0].Text(), r.Cells[1].Text(), r.Cells[2].Text()}
		return nil
	})
	return out, err
}
