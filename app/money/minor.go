// Package money knows amounts: int64 minor units and a currency, never floats.
// Prices, quantities and rates are scaled integers; rounding is half away from zero (四舍五入).
//
// Minor is the stored form everywhere; Amount joins it with its currency for showing.
// Parse reads what people type, Calc works out a document with its taxes, Words writes
// an amount in words and ParseWords reads it back.
package money

import "kontor/app"

// Minor is an amount in the smallest unit of its currency (分 for CNY).
type Minor int64

// Max is the largest amount the program accepts, in either direction: 999,999,999,999,999.99
// in a currency with two digits. Sums of accepted amounts stay far from the end of int64.
const Max Minor = 99_999_999_999_999_999

// Abs is the amount without its sign.
func (m Minor) Abs() Minor {
	if m < 0 {
		return -m
	}
	return m
}

// InRange tells whether the amount lies within ±Max.
func (m Minor) InRange() bool { return m >= -Max && m <= Max }

// Sum adds amounts. Error: Invalid money.too_large when the sum leaves ±Max.
func Sum(list ...Minor) (Minor, error) {
	var s Minor
	for _, m := range list {
		if !m.InRange() {
			return 0, tooLarge()
		}
		s += m
		if !s.InRange() {
			return 0, tooLarge()
		}
	}
	return s, nil
}

func tooLarge() *app.Error { return app.E(app.Invalid, "money.too_large") }
