package money

import "kontor/app"

// Line is what a document line says about its amount.
type Line struct {
	Quantity      Quantity
	Price         Price
	Discount      Rate  // share taken off, 0 … 100 %
	DiscountMinor Minor // or an amount taken off, after the share
	Tax           TaxCode
	Silent        bool // a section title, a note or an optional item: counts nothing
}

// LineAmount is round(quantity × price × (1 − discount)) − discount amount, rounded once,
// half away from zero, in minor units of the currency.
// Errors (Invalid): money.discount beyond 0 … 100 %, money.too_large, money.currency.
func LineAmount(l Line, code string) (Minor, error) {
	cur, err := CurrencyOf(code)
	if err != nil {
		return 0, err
	}
	if l.Discount < 0 || l.Discount > Scale {
		return 0, app.E(app.Invalid, "money.discount", "rate", l.Discount.String())
	}
	q, qneg := mag(int64(l.Quantity))
	p, pneg := mag(int64(l.Price))
	d := pow10[18-cur.Digits]
	n, r, ok := mulMulDiv(q, p, uint64(Scale-l.Discount), d)
	if !ok {
		return 0, tooLarge()
	}
	m, ok := signed(half(n, r, d), qneg != pneg)
	if !ok {
		return 0, tooLarge()
	}
	return Sum(m, -l.DiscountMinor)
}

// Apply is the share of an amount, rounded half away from zero (a commission, a fee).
func (r Rate) Apply(m Minor) (Minor, error) {
	a, aneg := mag(int64(m))
	b, bneg := mag(int64(r))
	q, rest, ok := mulDiv(a, b, Scale)
	if !ok {
		return 0, tooLarge()
	}
	out, ok := signed(half(q, rest, Scale), aneg != bneg)
	if !ok {
		return 0, tooLarge()
	}
	return out, nil
}

// RateOf is part ÷ whole as a rate, rounded; 0 when the whole is 0.
func RateOf(part, whole Minor) Rate {
	a, aneg := mag(int64(part))
	b, bneg := mag(int64(whole))
	if b == 0 {
		return 0
	}
	q, r, ok := mulDiv(a, Scale, b)
	if !ok {
		return 0
	}
	v, _ := signed(half(q, r, b), aneg != bneg)
	return Rate(v)
}
