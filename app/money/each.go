package money

import "math/big"

// Less is the price after a share is taken off it, cut off after six decimals.
func (p Price) Less(r Rate) Price {
	n := new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(int64(Scale-r)))
	return Price(n.Quo(n, big.NewInt(Scale)).Int64())
}

// Each is what one of q things costs when all of them cost m, cut off at the hundredth of
// the currency's major unit; 0 when there are none.
func Each(m Minor, q Quantity, code string) Price {
	if q == 0 {
		return 0
	}
	n := new(big.Int).Mul(big.NewInt(int64(PriceOf(m, code))), big.NewInt(Scale))
	n.Quo(n, big.NewInt(int64(q)))
	if !n.IsInt64() {
		return 0
	}
	return Price(n.Int64() / (Scale / 100) * (Scale / 100))
}

// With is a price without tax as a price with it, and back with Without, both rounded to
// the hundredth; a code without a rate leaves it as it is.
func (p Price) With(tax TaxCode) Price { return p.taxed(Scale+rateOf(tax), Scale) }

// Without is a price with tax as a price without it.
func (p Price) Without(tax TaxCode) Price { return p.taxed(Scale, Scale+rateOf(tax)) }

func rateOf(tax TaxCode) int64 {
	r, err := tax.Rate()
	if err != nil {
		return 0
	}
	return int64(r)
}

func (p Price) taxed(num, den int64) Price {
	const cent = Scale / 100
	n := new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(num))
	d := new(big.Int).Mul(big.NewInt(den), big.NewInt(cent))
	n.Mul(n, big.NewInt(2)).Add(n, d)
	n.Quo(n, d.Mul(d, big.NewInt(2)))
	return Price(n.Int64() * cent)
}

// Times is a quantity times another one: two sets of three are six.
func (q Quantity) Times(n Quantity) Quantity {
	x := new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(int64(n)))
	x.Quo(x, big.NewInt(Scale))
	if !x.IsInt64() {
		return q
	}
	return Quantity(x.Int64())
}
