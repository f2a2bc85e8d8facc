package finance

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// GapRow is one run of numbers and what is missing in it.
type GapRow struct {
	Entity      string // whose numbers
	Field       string
	First, Last string
	Count       int
	Missing     []string // the first MaxMissing ones
	Lacking     int      // how many are missing in all
}

// MaxMissing is how many missing numbers are named.
const MaxMissing = 50

// numbered are the kinds of documents whose numbers are looked at.
var numbered = []struct{ entity, field string }{
	{MoneyInName, "number"}, {Receipts, "number"}, {Payments, "number"}, {Journal, "voucher"}, {Expenses, "number"}, {Advances, "number"},
}

// Gaps looks for missing numbers: each run of a prefix is checked from its first to its last
// number, with what is reversed or lies in the bin.
func (s *Service) Gaps(ctx context.Context) ([]GapRow, error) {
	if _, err := identity.Need(ctx, identity.May(Journal, identity.See)); err != nil {
		return nil, err
	}
	var out []GapRow
	for _, k := range numbered {
		runs := map[string][]int64{}
		width := map[string]int{}
		for _, bin := range []bool{false, true} {
			err := s.each(identity.System(ctx, "gaps"), listing.Query{Entity: k.entity, Columns: []string{k.field}, Filter: listing.Is(k.field, listing.Filled), Bin: bin}, func(c []entity.Value) {
				prefix, n, ok := cutNumber(c[0].Text())
				if ok {
					runs[prefix] = append(runs[prefix], n)
					width[prefix] = max(width[prefix], len(c[0].Text())-len(prefix))
				}
			})
			if err != nil {
				return nil, err
			}
		}
		for prefix, list := range runs {
			out = append(out, gapsIn(k.entity, k.field, prefix, width[prefix], list))
		}
	}
	slices.SortFunc(out, func(a, b GapRow) int {
		return cmp.Or(cmp.Compare(b.Lacking, a.Lacking), cmp.Compare(a.Entity, b.Entity), cmp.Compare(b.First, a.First))
	})
	return out, nil
}

// cutNumber cuts the counter off a number: at most its last four digits after a month, or
// all digits behind the last letter or dash.
func cutNumber(s string) (prefix string, n int64, ok bool) {
	i := len(s)
	for i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
		i--
	}
	if digits := len(s) - i; digits > 8 { // year and month stand before the counter
		i += 6
	}
	n, err := strconv.ParseInt(s[i:], 10, 64)
	return s[:i], n, err == nil && i < len(s)
}

func gapsIn(kind, field, prefix string, width int, list []int64) GapRow {
	slices.Sort(list)
	list = slices.Compact(list)
	show := func(n int64) string {
		digits := strconv.FormatInt(n, 10)
		for len(digits) < width {
			digits = "0" + digits
		}
		return prefix + digits
	}
	g := GapRow{Entity: kind, Field: field, First: show(list[0]), Last: show(list[len(list)-1]), Count: len(list)}
	for i := 1; i < len(list); i++ {
		for n := list[i-1] + 1; n < list[i]; n++ {
			if g.Lacking++; len(g.Missing) < MaxMissing {
				g.Missing = append(g.Missing, show(n))
			}
			if g.Lacking > 1_000_000 {
				return g
			}
		}
	}
	return g
}
