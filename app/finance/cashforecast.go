package finance

import (
	"cmp"
	"slices"

	"kontor/app/calendar"
	"kontor/app/money"
)

// The kinds of rows of the cash forecast.
const (
	CashReceivable = "receivable"
	CashPayable    = "payable"
	CashPayment    = "payment" // a submitted payment order beyond its payables
	CashClaim      = "claim"
	CashWage       = "wage"
	CashWageGuess  = "wage_guess" // a month without records: as the last one
)

// CashRow is an amount that is expected on a day: in above zero, out below.
type CashRow struct {
	Kind   string
	ID     int64 // of the document, 0 for what is guessed
	Number string
	Party  string
	On     calendar.Date
	Amount money.Minor
}

// What-if kinds.
const (
	IfDelay   = "delay"   // one row comes on another day
	IfCollect = "collect" // an overdue receivable comes on a day
	IfLate    = "late"    // all receivables come later by days
)

// WhatIf changes the forecast only.
type WhatIf struct {
	Kind   string
	Row    CashRow // of delay and collect
	On     calendar.Date
	Days   int
	Active bool
	Lowest money.Minor // the lowest balance with this one alone
}

// CashWeek is one week of the forecast; the first one begins today.
type CashWeek struct {
	From, To       calendar.Date
	Opening        money.Minor
	In, Out, Wages money.Minor // all three above zero
	Closing        money.Minor
	Lowest         money.Minor // at the end of any day
	LowestOn       calendar.Date
	Rows           []CashRow
}

// CashForecast is what is in the accounts over the next days.
type CashForecast struct {
	From, To    calendar.Date
	Opening     money.Minor
	Warning     money.Minor // 0: none is set
	Weeks       []CashWeek
	Rows        []CashRow
	Lowest      money.Minor
	LowestOn    calendar.Date
	Back        calendar.Date // the first day on which the balance is above the line again
	Overdue     money.Minor   // receivables that are late: not counted
	OverdueN    int
	Drafts      money.Minor // payment orders nobody submitted: not counted
	DraftsN     int
	OverdueRows []CashRow // the largest late receivables, for what-ifs
}

// ForecastDays is how far the forecast looks.
const ForecastDays = 90

// BuildForecast lays rows on weeks and follows the balance from day to day. What lies before
// the first day falls on it. FIN-06
func BuildForecast(from calendar.Date, opening, warning money.Minor, rows []CashRow) *CashForecast {
	f := &CashForecast{From: from, To: from.AddDays(ForecastDays), Opening: opening, Warning: warning, Lowest: opening, LowestOn: from}
	for _, r := range rows {
		if r.On = max(r.On, from); r.On <= f.To && r.Amount != 0 {
			f.Rows = append(f.Rows, r)
		}
	}
	slices.SortStableFunc(f.Rows, func(a, b CashRow) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(b.Amount, a.Amount)) })
	balance, at := opening, 0
	for start := from; start <= f.To; {
		w := CashWeek{From: start, To: min(start.WeekStart().AddDays(6), f.To), Opening: balance, Lowest: balance, LowestOn: start}
		for d := w.From; d <= w.To; d++ {
			for ; at < len(f.Rows) && f.Rows[at].On == d; at++ {
				w.take(f.Rows[at])
				balance += f.Rows[at].Amount
			}
			if balance < w.Lowest {
				w.Lowest, w.LowestOn = balance, d
			}
			if balance < f.Lowest {
				f.Lowest, f.LowestOn = balance, d
			}
			if f.Back.IsZero() && f.Lowest < warning && d > f.LowestOn && balance >= warning {
				f.Back = d
			}
			if balance == f.Lowest && f.LowestOn == d {
				f.Back = 0
			}
		}
		w.Closing = balance
		f.Weeks = append(f.Weeks, w)
		start = w.To + 1
	}
	return f
}

func (w *CashWeek) take(r CashRow) {
	w.Rows = append(w.Rows, r)
	switch {
	case r.Kind == CashWage || r.Kind == CashWageGuess:
		w.Wages -= r.Amount
	case r.Amount > 0:
		w.In += r.Amount
	default:
		w.Out -= r.Amount
	}
}

// Below tells whether a week falls under the warning line.
func (f *CashForecast) Below(i int) bool { return f.Warning != 0 && f.Weeks[i].Lowest < f.Warning }

// With gives the forecast as it would be with what-ifs.
func (f *CashForecast) With(ifs ...WhatIf) *CashForecast {
	rows := slices.Clone(f.Rows)
	for _, w := range ifs {
		switch w.Kind {
		case IfDelay:
			for i := range rows {
				if rows[i].Kind == w.Row.Kind && rows[i].ID == w.Row.ID && rows[i].Number == w.Row.Number {
					rows[i].On = w.On
				}
			}
		case IfCollect:
			r := w.Row
			r.On = w.On
			rows = append(rows, r)
		case IfLate:
			for i := range rows {
				if rows[i].Kind == CashReceivable {
					rows[i].On = rows[i].On.AddDays(w.Days)
				}
			}
		}
	}
	out := BuildForecast(f.From, f.Opening, f.Warning, rows)
	out.Overdue, out.OverdueN, out.Drafts, out.DraftsN, out.OverdueRows = f.Overdue, f.OverdueN, f.Drafts, f.DraftsN, f.OverdueRows
	return out
}

// Suggest proposes what-ifs: the largest payable before the lowest day comes a month later,
// the largest late receivable comes in two weeks, all receivables come late.
func (f *CashForecast) Suggest() []WhatIf {
	var out []WhatIf
	var largest CashRow
	for _, r := range f.Rows {
		if (r.Kind == CashPayable || r.Kind == CashPayment) && r.On <= f.LowestOn && r.Amount < largest.Amount {
			largest = r
		}
	}
	if largest.Amount != 0 {
		out = append(out, WhatIf{Kind: IfDelay, Row: largest, On: max(largest.On, f.From).AddDays(35)})
	}
	if len(f.OverdueRows) > 0 {
		out = append(out, WhatIf{Kind: IfCollect, Row: f.OverdueRows[0], On: f.From.AddDays(14)})
	}
	if slices.ContainsFunc(f.Rows, func(r CashRow) bool { return r.Kind == CashReceivable }) {
		out = append(out, WhatIf{Kind: IfLate, Days: 15})
	}
	for i := range out {
		out[i].Lowest = f.With(out[i]).Lowest
	}
	return out
}
