package money

import (
	"math/big"

	"kontor/app"
)

// ExchangeScale is the factor of exchange rates: eight decimal places.
const ExchangeScale = 100_000_000

// Exchange is a rate from a foreign currency to the company's: Unit pieces of the foreign
// currency are worth RateE8 ÷ 10⁸ of the company currency (100 JPY = 4.8215 CNY:
// RateE8 482,150,000, Unit 100).
type Exchange struct {
	RateE8 int64
	Unit   int64 // 1 when 0
}

// Convert turns an amount of currency from into currency to, rounded half away from zero.
// Errors (Invalid): money.rate when the rate is not positive, money.too_large, money.currency.
func (x Exchange) Convert(m Minor, from, to string) (Minor, error) {
	f, err := CurrencyOf(from)
	if err != nil {
		return 0, err
	}
	t, err := CurrencyOf(to)
	if err != nil {
		return 0, err
	}
	unit := x.Unit
	if unit == 0 {
		unit = 1
	}
	if x.RateE8 <= 0 || unit < 0 {
		return 0, app.E(app.Invalid, "money.rate")
	}
	num := new(big.Int).Mul(big.NewInt(int64(m)), big.NewInt(x.RateE8))
	den := new(big.Int).Mul(big.NewInt(unit), big.NewInt(ExchangeScale))
	num.Mul(num, new(big.Int).SetUint64(pow10[t.Digits]))
	den.Mul(den, new(big.Int).SetUint64(pow10[f.Digits]))
	n, _ := scaleRat(new(big.Rat).SetFrac(num, den), 0)
	if out := Minor(n); out.InRange() {
		return out, nil
	}
	return 0, tooLarge()
}

// ParseExchange reads a rate with up to eight decimals. Errors as Parse, and money.rate.
func ParseExchange(s string) (int64, error) {
	v, worked, err := evaluate(s, "")
	if err != nil {
		return 0, err
	}
	n, exact := scaleRat(v, 8)
	if n <= 0 || n > 1_000_000*ExchangeScale {
		return 0, app.E(app.Invalid, "money.rate")
	}
	if !exact && !worked {
		return 0, app.E(app.Invalid, "money.decimals", "text", s, "digits", 8)
	}
	return n, nil
}

// String writes the rate with at least four decimals: 7.1215.
func (x Exchange) String() string {
	s := digits(Minor(x.RateE8), 8, "")
	for i := 0; i < 4 && s[len(s)-1] == '0'; i++ {
		s = s[:len(s)-1]
	}
	return s
}

// Known tells whether somebody has given the rate: it is not the 1 that stands there at first.
func (x Exchange) Known() bool { return x.RateE8 > 0 && x.RateE8 != ExchangeScale*max(x.Unit, 1) }

// Abroad is what a price in the company's currency comes to in the foreign one, to the
// hundredth; false while the rate is not known or is the 1 that stands there at first.
func (x Exchange) Abroad(p Price) (Price, bool) {
	unit := max(x.Unit, 1)
	if !x.Known() {
		return 0, false
	}
	num := new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(unit))
	num.Mul(num, big.NewInt(ExchangeScale))
	den := new(big.Int).Mul(big.NewInt(x.RateE8), big.NewInt(Scale/100))
	num.Mul(num, big.NewInt(2)).Add(num, den)
	num.Quo(num, den.Mul(den, big.NewInt(2)))
	if !num.IsInt64() {
		return 0, false
	}
	return Price(num.Int64() * (Scale / 100)), true
}
