package finance

import (
	"sort"
	"strings"

	"kontor/app/calendar"
	"kontor/app/money"
)

// Open is a receivable with what is still unpaid of it.
type Open struct {
	ID       int64
	Number   string // invoice or instalment number, as customers quote it
	OrderID  int64
	Order    string // the order's number
	DueOn    calendar.Date
	Open     money.Minor // > 0
	Currency string
	RateE8   int64 // worth of one in the company's currency × 10⁸, as on the order
}

// Coming is money that is to be allocated.
type Coming struct {
	Amount  money.Minor // > 0, what is left to allocate
	Memo    string      // what the payer wrote
	OrderID int64       // the order it was booked for, or 0
}

// Share is a proposed allocation; Reason is one of those below; the window says
// it in words.
type Share struct {
	ID     int64 // receivable
	Amount money.Minor
	Reason string
}

// The reasons of a proposal, strongest first.
const (
	WhyExact     = "exact"     // one receivable has just this amount open
	WhyOrder     = "order"     // same contract or order
	WhyReference = "reference" // the memo names its number
	WhyOldest    = "oldest"    // due first
)

// Propose spreads money over open receivables: an exact amount, then the same order,
// then a number in the memo, then what is due first. The shares never exceed what is
// open, and together never the money; the rest stays an advance.
func Propose(c Coming, open []Open) []Share {
	if c.Amount <= 0 {
		return nil
	}
	ordered := append([]Open(nil), open...)
	sort.SliceStable(ordered, func(i, j int) bool {
		a, b := ordered[i], ordered[j]
		if a.DueOn != b.DueOn {
			return a.DueOn < b.DueOn
		}
		return a.ID < b.ID
	})
	if s, ok := exact(c, ordered); ok {
		return []Share{s}
	}
	var shares []Share
	left := c.Amount
	taken := map[int64]bool{}
	for _, pass := range []struct {
		why  string
		fits func(Open) bool
	}{
		{WhyOrder, func(o Open) bool { return c.OrderID != 0 && o.OrderID == c.OrderID }},
		{WhyReference, func(o Open) bool { return names(c.Memo, o) }},
		{WhyOldest, func(Open) bool { return true }},
	} {
		for _, o := range ordered {
			if left == 0 {
				return shares
			}
			if o.Open <= 0 || taken[o.ID] || !pass.fits(o) {
				continue
			}
			taken[o.ID] = true
			part := min(left, o.Open)
			left -= part
			shares = append(shares, Share{ID: o.ID, Amount: part, Reason: pass.why})
		}
	}
	return shares
}

// exact finds the receivable whose open amount is just the money. Of several, one of the
// same order or named in the memo wins; otherwise the one due first.
func exact(c Coming, ordered []Open) (Share, bool) {
	best, rank := Open{}, 0
	for _, o := range ordered {
		if o.Open != c.Amount {
			continue
		}
		r := 1
		if names(c.Memo, o) {
			r = 2
		}
		if c.OrderID != 0 && o.OrderID == c.OrderID {
			r = 3
		}
		if r > rank {
			best, rank = o, r
		}
	}
	return Share{ID: best.ID, Amount: c.Amount, Reason: WhyExact}, rank > 0
}

func names(memo string, o Open) bool {
	return (len(o.Number) >= 4 && strings.Contains(memo, o.Number)) || (len(o.Order) >= 4 && strings.Contains(memo, o.Order))
}
