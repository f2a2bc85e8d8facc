package sales

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// CheckRate refuses what is to be issued in a currency whose rate nobody has given: it would
// count at 1 in every sum of the company.
// Errors: sales.rate (Invalid).
func (s *Service) CheckRate(ctx context.Context, rate money.Exchange, currency string) error {
	home, err := s.home(ctx)
	if err != nil || currency == "" || currency == home || rate.Known() {
		return err
	}
	return app.E(app.Invalid, "sales.rate", "currency", currency, "home", home).At("rate")
}

// RateOf is the rate of a currency in the newest quote or order that has one, with its date;
// 0 when there is none.
func (s *Service) RateOf(ctx context.Context, currency string) (money.Exchange, calendar.Date, error) {
	sys := identity.System(ctx, "rate")
	known := listing.All(listing.Is("currency", listing.Eq, currency), listing.Not(listing.Is("rate", listing.Eq, "1")))
	newest := listing.Sort{Key: "date_on", Desc: true}
	var rate money.Exchange
	var on calendar.Date
	take := func(x *Sums, at calendar.Date) {
		if x.Exchange().Known() && at > on {
			rate, on = x.Exchange(), at
		}
	}
	q, err := s.Quotes.First(sys, known, newest)
	if err == nil && q != nil {
		take(&q.Sums, q.On)
	}
	if err == nil || app.KindOf(err) == app.NotFound {
		var o *Order
		if o, err = s.Orders.First(sys, known, newest); err == nil && o != nil {
			take(&o.Sums, o.On)
		}
	}
	if err != nil && app.KindOf(err) != app.NotFound {
		return money.Exchange{}, 0, err
	}
	return rate, on, nil
}

// TakeRate gives a draft in a foreign currency the rate that was last used.
func (s *Service) TakeRate(ctx context.Context, into *Sums, home string) error {
	if into.Currency == "" || into.Currency == home || into.Exchange().Known() {
		return nil
	}
	rate, _, err := s.RateOf(ctx, into.Currency)
	if err == nil && rate.RateE8 != 0 {
		into.RateE8, into.RateUnit = rate.RateE8, rate.Unit
	}
	return err
}
