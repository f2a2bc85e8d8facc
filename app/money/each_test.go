package money_test

import (
	"testing"

	"kontor/app/money"
)

func TestPricesOfOne(t *testing.T) {
	if got := money.Price(12_600_000).Less(money.Percent(10)); got != 11_340_000 {
		t.Errorf("10 %% off 12.60: %s", got)
	}
	for _, c := range []struct {
		m    money.Minor
		q    money.Quantity
		code string
		want string
	}{{10_000, 3 * money.Scale, "CNY", "33.33"}, {2520, 2 * money.Scale, "CNY", "12.60"}, {500, 4 * money.Scale, "JPY", "125.00"}, {100, 0, "CNY", "0.00"}} {
		if got := money.Each(c.m, c.q, c.code); got.String() != c.want {
			t.Errorf("%d for %s: %s, want %s", c.m, c.q, got, c.want)
		}
	}
	if got := money.Price(100 * money.Scale).With("13"); got.String() != "113.00" {
		t.Errorf("with tax: %s", got)
	}
	if got := money.Price(113 * money.Scale).Without("13"); got.String() != "100.00" {
		t.Errorf("without tax: %s", got)
	}
	if got := money.Price(7 * money.Scale).With(money.Exempt); got != 7*money.Scale {
		t.Errorf("exempt: %s", got)
	}
}
