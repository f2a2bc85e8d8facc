package money

import (
	"math/big"
	"strings"

	"kontor/app"
)

// maxTyped is the length of an amount field in characters; longer input is refused unread.
const maxTyped = 64

// Parse reads an amount as people type it: 168,900.00, ￥４２，０００, 1.2w (12,000), 3*186,
// 5千, 1.5万元, EUR 20, (−) 1680.32. Whitespace is ignored, full-width signs are read as
// half-width ones. A plain number with more decimals than the currency has is refused; the
// result of a calculation is rounded half away from zero.
//
// Errors (Invalid): money.empty, money.text, money.grouping, money.decimals,
// money.other_currency, money.divide_by_zero, money.too_large.
func Parse(s, code string) (Minor, error) {
	m, _, err := Typed(s, code)
	return m, err
}

// Typed is Parse that also tells whether something was worked out (1.2w, 3*186), so that a
// field can show the result before it is left.
func Typed(s, code string) (m Minor, worked bool, err error) {
	cur, err := CurrencyOf(code)
	if err != nil {
		return 0, false, err
	}
	v, worked, err := evaluate(s, cur.Code)
	if err != nil {
		return 0, worked, err
	}
	n, exact := scaleRat(v, cur.Digits)
	if !exact && !worked {
		return 0, false, app.E(app.Invalid, "money.decimals", "text", s, "digits", cur.Digits)
	}
	m = Minor(n)
	if !m.InRange() {
		return 0, worked, tooLarge()
	}
	return m, worked, nil
}

// ParseRounded is Parse that rounds a plain number with too many decimals as well; for
// spreadsheets, whose cells carry the noise of binary fractions.
func ParseRounded(s, code string) (Minor, error) {
	cur, err := CurrencyOf(code)
	if err != nil {
		return 0, err
	}
	v, _, err := evaluate(s, cur.Code)
	if err != nil {
		return 0, err
	}
	n, _ := scaleRat(v, cur.Digits)
	if m := Minor(n); m.InRange() {
		return m, nil
	}
	return 0, tooLarge()
}

// ParseQuantity reads a quantity with up to six decimals, with the shorthands of Parse.
func ParseQuantity(s string) (Quantity, error) {
	n, err := parseScaled(s, "", 6)
	return Quantity(n), err
}

// ParsePrice reads a unit price with up to six decimals, with the shorthands of Parse.
func ParsePrice(s, code string) (Price, error) {
	cur, err := CurrencyOf(code)
	if err != nil {
		return 0, err
	}
	n, err := parseScaled(s, cur.Code, 6)
	return Price(n), err
}

// ParseRate reads per cents: 13, 13%, 5.5. Up to four decimals of a per cent.
func ParseRate(s string) (Rate, error) {
	t := strings.TrimSpace(strings.NewReplacer("%", "", "％", "").Replace(s))
	n, err := parseScaled(t, "", 4)
	return Rate(n), err
}

func parseScaled(s, code string, places int) (int64, error) {
	v, worked, err := evaluate(s, code)
	if err != nil {
		return 0, err
	}
	n, exact := scaleRat(v, places)
	if !exact && !worked {
		return 0, app.E(app.Invalid, "money.decimals", "text", s, "digits", places)
	}
	if u, _ := mag(n); u > 1_000_000_000_000*Scale {
		return 0, tooLarge()
	}
	return n, nil
}

// scaleRat is v × 10^places rounded half away from zero; beyond int64 it saturates.
func scaleRat(v *big.Rat, places int) (n int64, exact bool) {
	num := new(big.Int).Mul(v.Num(), new(big.Int).SetUint64(pow10[places]))
	q, r := new(big.Int).QuoRem(num, v.Denom(), new(big.Int))
	exact = r.Sign() == 0
	if r.Abs(r).Lsh(r, 1).Cmp(v.Denom()) >= 0 {
		q.Add(q, big.NewInt(int64(num.Sign())))
	}
	if !q.IsInt64() {
		return int64(Max) * 50 * int64(q.Sign()), exact
	}
	return q.Int64(), exact
}
