package stock

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/money"
)

// Turnover is what happened with one product between two days: what lay there before,
// what came and went by kind, and what lies there after. INV-08
type Turnover struct {
	ProductID int64
	Code      string
	Name      string
	Unit      string
	Category  string
	Opening   money.Quantity
	In        money.Quantity // from suppliers, what was taken back of it off
	Out       money.Quantity // to customers, what was taken back of it off
	Returned  money.Quantity // from customers
	Adjusted  money.Quantity // counted
	Closing   money.Quantity
}

// Flow is what the documents of a period add up to, in the company's currency.
type Flow struct {
	Ordered  money.Minor // approved purchase orders
	Received money.Minor // goods receipts
	Sold     money.Minor // approved sales orders
	Out      money.Minor // deliveries
	Returned money.Minor // returns
	Paid     money.Minor // money received
}

// Store answers the questions about goods that are not lists.
type Store interface {
	// StockTurnover adds the movements of two days and those between up by product, with
	// what lay there before; products without any of either are left out. Warehouse ""
	// means all.
	StockTurnover(ctx context.Context, from, to calendar.Date, warehouse string) ([]Turnover, error)
	// StockFlow adds the documents of the period up.
	StockFlow(ctx context.Context, from, to calendar.Date) (Flow, error)
}

// Report is the stock report of a period.
type Report struct {
	From, To calendar.Date
	Rows     []Turnover
	Flow     Flow
}

// ReportOf adds up what happened with the goods between two days, both included, in one
// warehouse or in all. Whoever may see stocks may see it; the sums of money need the right
// to see costs.
func (s *Service) ReportOf(ctx context.Context, from, to calendar.Date, warehouse string) (*Report, error) {
	a, err := identity.Need(ctx, identity.May(Moves, identity.See))
	if err != nil {
		return nil, err
	}
	if to < from {
		return nil, app.E(app.Invalid, "stock.period").At("to")
	}
	r := &Report{From: from, To: to}
	if r.Rows, err = s.p.Store.StockTurnover(ctx, from, to, warehouse); err != nil {
		return nil, err
	}
	if a.Has(identity.RightCost) {
		r.Flow, err = s.p.Store.StockFlow(ctx, from, to)
	}
	return r, err
}
