package money

import "sort"

// Spread shares total out over the weights by largest remainder: every part is the floor of
// its exact share, and the missing units go one by one to the largest fractions, ties to the
// earlier part. The parts always add up to total. Negative weights count as 0; when all
// weights are 0 the parts are equal. A negative total gives the mirrored parts.
func Spread(total Minor, weights []int64) []Minor {
	out := make([]Minor, len(weights))
	if len(weights) == 0 {
		return out
	}
	var sum uint64
	w := make([]uint64, len(weights))
	for i, v := range weights {
		if v > 0 {
			w[i] = uint64(v)
			sum += w[i] // weights are amounts, at most Max each
		}
	}
	if sum == 0 {
		for i := range w {
			w[i] = 1
		}
		sum = uint64(len(w))
	}
	t, neg := mag(int64(total))
	parts := make([]uint64, len(w))
	fractions := make([]uint64, len(w))
	for i := range w {
		parts[i], fractions[i], _ = mulDiv(t, w[i], sum) // w ≤ sum, so the quotient fits
	}
	fill(parts, fractions, t)
	for i := range parts {
		out[i] = Minor(parts[i])
		if neg {
			out[i] = -out[i]
		}
	}
	return out
}

// fill gives the units that the floors leave over to the largest fractions.
func fill(parts, fractions []uint64, total uint64) {
	missing := total
	for _, p := range parts {
		missing -= p
	}
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return fractions[order[a]] > fractions[order[b]] })
	for i := 0; missing > 0; i++ {
		parts[order[i%len(order)]]++
		missing--
	}
}
