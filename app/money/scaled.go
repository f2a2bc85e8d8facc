package money

import "strings"

// Scale is the factor of the scaled types: six decimal places.
const Scale = 1_000_000

// Quantity is a number of things × 10⁶.
type Quantity int64

// Price is the price of one thing in major units (元) × 10⁶, so that 0.0125 per piece is exact.
type Price int64

// Rate is a share × 10⁶: 13 % is 130,000; a rate has up to four decimals of a per cent.
type Rate int64

// Percent makes a rate of whole per cents.
func Percent(n int64) Rate { return Rate(n * Scale / 100) }

// String writes a quantity as people do: 2, 1,021, 0.5, −3.
func (q Quantity) String() string { return scaledText(int64(q), 0, ",") }

// Machine writes a quantity for files: 1021, -0.5.
func (q Quantity) Machine() string { return ascii(scaledText(int64(q), 0, "")) }

// String writes a price with at least two decimals: 38,500.00, 0.0125.
func (p Price) String() string { return scaledText(int64(p), 2, ",") }

// Text writes a price with at least the decimals of the currency: JPY 120, CNY 6.20.
func (p Price) Text(code string) string { return scaledText(int64(p), Digits(code), ",") }

// Machine writes a price for files: 38500.00.
func (p Price) Machine() string { return ascii(scaledText(int64(p), 2, "")) }

// Minor is the price of one thing, rounded to the minor unit of the currency.
func (p Price) Minor(code string) (Minor, error) {
	return LineAmount(Line{Quantity: Scale, Price: p}, code)
}

// PriceOf is an amount of money as a price.
func PriceOf(m Minor, code string) Price {
	return Price(int64(m) * int64(pow10[6-Digits(code)]))
}

// String writes a rate in per cent: 13%, 5.5%.
func (r Rate) String() string { return r.Number() + "%" }

// Number writes a rate in per cent without the sign: 13, 5.5.
func (r Rate) Number() string {
	u, neg := mag(int64(r))
	s := group(u/(Scale/100), "") + strings.TrimRight(strings.TrimRight(fraction(u%(Scale/100), 4), "0"), ".")
	if neg {
		return Minus + s
	}
	return s
}

func ascii(s string) string { return strings.Replace(s, Minus, "-", 1) }

// scaledText writes v ÷ 10⁶ without trailing zeros, keeping at least min decimals.
func scaledText(v int64, min int, sep string) string {
	u, neg := mag(v)
	f := fraction(u%Scale, 6)
	for len(f) > min+1 && f[len(f)-1] == '0' {
		f = f[:len(f)-1]
	}
	if f == "." {
		f = ""
	}
	s := group(u/Scale, sep) + f
	if neg {
		return Minus + s
	}
	return s
}
