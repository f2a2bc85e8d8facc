package money

import "math/bits"

// pow10 holds 10⁰ … 10¹⁹.
var pow10 = func() (p [20]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return
}()

// mag splits a signed number into magnitude and sign.
func mag(v int64) (uint64, bool) {
	if v < 0 {
		return uint64(-v), true // also right for the smallest int64: two's complement wraps to 2⁶³
	}
	return uint64(v), false
}

// mulDiv is a × b ÷ d with a 128-bit product, rounded down, with the remainder;
// ok is false when the quotient does not fit 64 bits.
func mulDiv(a, b, d uint64) (q, r uint64, ok bool) {
	hi, lo := bits.Mul64(a, b)
	if hi >= d {
		return 0, 0, false
	}
	q, r = bits.Div64(hi, lo, d)
	return q, r, true
}

// mulMulDiv is a × b × c ÷ d with a 192-bit product.
func mulMulDiv(a, b, c, d uint64) (q, r uint64, ok bool) {
	h1, l1 := bits.Mul64(a, b)
	h2, l2 := bits.Mul64(l1, c)
	h3, l3 := bits.Mul64(h1, c)
	mid, carry := bits.Add64(h2, l3, 0)
	top := h3 + carry
	if top != 0 || mid >= d {
		return 0, 0, false
	}
	q, r = bits.Div64(mid, l2, d)
	return q, r, true
}

// half rounds a quotient half up; on magnitudes that is half away from zero.
func half(q, r, d uint64) uint64 {
	if r >= d-r {
		return q + 1
	}
	return q
}

// signed gives a magnitude its sign back; ok is false beyond ±Max.
func signed(q uint64, neg bool) (Minor, bool) {
	if q > uint64(Max) {
		return 0, false
	}
	if neg {
		return -Minor(q), true
	}
	return Minor(q), true
}
