package sales

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/money"
)

// priced is a quote or an order as the check of its prices sees it.
type priced struct {
	customer int64
	on       calendar.Date
	sums     *Sums
	items    []*Item
}

// lowLine is a line below the lowest price of its list.
type lowLine struct {
	item  *Item
	offer Offer
	price money.Price // what the customer pays for one, after all discounts
}

// given tells how far a document goes below the price lists: the largest share that is
// given away against a listed price, and the first line below its floor.
func (s *Service) given(ctx context.Context, d priced) (money.Rate, *lowLine, error) {
	var products []int64
	for _, it := range d.items {
		if it.Kind.Counts() && it.ProductID != 0 {
			products = append(products, it.ProductID)
		}
	}
	offers, err := s.PricesFor(ctx, PriceAsk{CustomerID: d.customer, Currency: d.sums.Currency, On: d.on}, products)
	if err != nil || len(offers) == 0 {
		return 0, nil, err
	}
	var top money.Rate
	var low *lowLine
	for _, it := range d.items {
		o, ok := OfferAt(offers[it.ProductID], it.Quantity)
		if !ok || !it.Kind.Counts() || it.Quantity <= 0 {
			continue
		}
		listed, err := money.LineAmount(money.Line{Quantity: it.Quantity, Price: o.Price}, d.sums.Currency)
		if err != nil {
			return 0, nil, err
		}
		least, err := money.LineAmount(money.Line{Quantity: it.Quantity, Price: o.Floor}, d.sums.Currency)
		if err != nil {
			return 0, nil, err
		}
		paid := it.AmountMinor - it.ShareMinor // what is left of it after the discount on the whole
		top = max(top, money.RateOf(listed-paid, listed))
		if low == nil && paid < least {
			low = &lowLine{it, o, money.Each(paid, it.Quantity, d.sums.Currency)}
		}
	}
	return top, low, nil
}

// checkPrices refuses prices below the floor of their list to those who may not give them
// away; allowed is the share that a manager has agreed to. Denied: key, with the line, its
// price and the floor.
func (s *Service) checkPrices(ctx context.Context, d priced, allowed money.Rate, key string) error {
	a, err := identity.From(ctx)
	if err != nil || a.Has(identity.RightDiscount) {
		return err
	}
	top, low, err := s.given(ctx, d)
	if err != nil || low == nil || top <= allowed {
		return err
	}
	return app.E(app.Denied, key, "name", low.item.Name, "price", low.price.String(), "floor", low.offer.Floor.String(), "list", low.offer.List)
}

func (q *Quote) priced() priced { return priced{q.CustomerID, q.On, &q.Sums, q.Items()} }

func (o *Order) priced() priced { return priced{o.CustomerID, o.On, &o.Sums, o.Items()} }

// checkOrderPrices lets pass what was agreed to for the quote the order came from.
func (s *Service) checkOrderPrices(ctx context.Context, o *Order) error {
	var allowed money.Rate
	if o.QuoteID != 0 {
		q, err := s.Quotes.Get(identity.System(ctx, "prices"), o.QuoteID)
		if err != nil && app.KindOf(err) != app.NotFound {
			return err
		}
		if err == nil {
			allowed = q.Allowed
		}
	}
	return s.checkPrices(ctx, o.priced(), allowed, "sales.price_limit_order")
}
