package money_test

import (
	"testing"

	"kontor/app/money"
)

// SAL-02: a product's price is proposed in the currency of the quote.
func TestAbroad(t *testing.T) {
	price := func(yuan int64) money.Price { return money.Price(yuan * money.Scale) }
	for _, c := range []struct {
		x    money.Exchange
		in   money.Price
		want string
		ok   bool
	}{
		{money.Exchange{RateE8: 780000000}, price(38500), "4,935.90", true},
		{money.Exchange{RateE8: 482150000, Unit: 100}, price(1), "20.74", true},
		{money.Exchange{RateE8: money.ExchangeScale}, price(1), "", false},
		{money.Exchange{}, price(1), "", false},
	} {
		got, ok := c.x.Abroad(c.in)
		if ok != c.ok || ok && got.String() != c.want {
			t.Errorf("%+v of %s: %s %v, want %s %v", c.x, c.in, got, ok, c.want, c.ok)
		}
	}
}
