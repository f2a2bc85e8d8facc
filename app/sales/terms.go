package sales

import (
	"strconv"

	"kontor/app/calendar"
	"kontor/app/money"
)

// Instalment is one expected payment of an order.
type Instalment struct {
	Name   string // translation key "terms.part.…" or the user's own words
	DueOn  calendar.Date
	Amount money.Minor
}

// part is one share of a payment plan.
type part struct {
	name    string
	percent int64
	days    int
	month   bool // counted from the end of the month
}

// plans are the shipped payment terms beyond plain days: keys of the dictionary
// payment_terms. Others are d<days> (after the order) and m<days> (monthly settlement,
// days after the end of the month).
var plans = map[string][]part{
	"cash":    {{"terms.part.full", 100, 0, false}},
	"s30_70":  {{"terms.part.deposit", 30, 0, false}, {"terms.part.delivery", 70, 30, false}},
	"s50_50":  {{"terms.part.deposit", 50, 0, false}, {"terms.part.delivery", 50, 30, false}},
	"s361":    {{"terms.part.deposit", 30, 0, false}, {"terms.part.delivery", 60, 30, false}, {"terms.part.retention", 10, 365, false}},
	"s3_3_35": {{"terms.part.deposit", 30, 0, false}, {"terms.part.delivery", 30, 30, false}, {"terms.part.acceptance", 35, 60, false}, {"terms.part.retention", 5, 365, false}},
}

// TermKeys are the shipped payment terms in their order of display.
var TermKeys = []string{"cash", "d7", "d15", "d30", "d45", "d60", "d90", "m30", "m45", "m60", "s30_70", "s50_50", "s361", "s3_3_35"}

func parts(terms string) []part {
	if p, ok := plans[terms]; ok {
		return p
	}
	if len(terms) > 1 && (terms[0] == 'd' || terms[0] == 'm') {
		if days, err := strconv.Atoi(terms[1:]); err == nil && days >= 0 && days <= 3650 {
			return []part{{"terms.part.full", 100, days, terms[0] == 'm'}}
		}
	}
	return plans["cash"] // unknown terms of the user: due at once, to be adjusted by hand
}

// Plan spreads a total over the parts of the payment terms, by largest remainder, so
// that the instalments always add up. Due days count from the day of the order.
func Plan(terms string, total money.Minor, from calendar.Date) []Instalment {
	ps := parts(terms)
	weights := make([]int64, len(ps))
	for i, p := range ps {
		weights[i] = p.percent
	}
	out := make([]Instalment, len(ps))
	for i, amount := range money.Spread(total, weights) {
		base := from
		if ps[i].month {
			base = from.MonthEnd()
		}
		out[i] = Instalment{Name: ps[i].name, DueOn: base.AddDays(ps[i].days), Amount: amount}
	}
	return out
}
