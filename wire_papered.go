package main

import (
	"cmp"
	"context"

	"kontor/app/company"
	"kontor/app/finance"
	"kontor/app/paper"
	"kontor/app/purchase"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/app/stock"
)

// papered is a kind of document that has a paper.
type papered struct {
	command string // its name in the command print
	kind    paper.Kind
	// known gives the number of a document and how often it was printed.
	known   func(ctx context.Context, id int64) (number string, prints int64, err error)
	fill    func(ctx context.Context, id int64, p company.Print) (paper.Data, error)
	printed func(ctx context.Context, id int64) (int64, error)
}

// known reads a document to tell its number and prints.
func known[T any](s *record.Service[T], of func(x *T) (string, int64)) func(context.Context, int64) (string, int64, error) {
	return func(ctx context.Context, id int64) (string, int64, error) {
		x, err := s.Get(ctx, id)
		if err != nil {
			return "", 0, err
		}
		number, prints := of(x)
		return number, prints, nil
	}
}

// filled fills the paper of a document that is read first.
func filled[T any](s *record.Service[T], fill func(context.Context, *T, company.Print) (paper.Data, error)) func(context.Context, int64, company.Print) (paper.Data, error) {
	return func(ctx context.Context, id int64, p company.Print) (paper.Data, error) {
		x, err := s.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		return fill(ctx, x, p)
	}
}

// papered are the documents that print, by entity.
func (c *office) papered() map[string]papered {
	f, s, w, b := c.Finance, c.Sales, c.Stock, c.Purchase
	return map[string]papered{
		sales.Quotes: {
			"quote", paper.Quote, known(s.Quotes, func(x *sales.Quote) (string, int64) { return x.Label(), 0 }),
			filled(s.Quotes, s.QuotePaper), s.QuotePrinted,
		},
		sales.Orders: {
			"order", paper.Order, known(s.Orders, func(x *sales.Order) (string, int64) { return x.Number, x.Printed }),
			filled(s.Orders, s.OrderPaper), s.OrderPrinted,
		},
		sales.Contracts:   {"contract", paper.Contract, known(s.Contracts, func(x *sales.Contract) (string, int64) { return x.Label(), x.Printed }), s.ContractPaper, s.ContractPrinted},
		sales.Proposals:   {"proposal", paper.Proposal, known(s.Proposals, func(x *sales.Proposal) (string, int64) { return x.Label(), x.Printed }), s.ProposalPaper, s.ProposalPrinted},
		sales.Pricings:    {"pricing", paper.Pricing, known(s.Pricings, func(x *sales.Pricing) (string, int64) { return x.Title, x.Printed }), s.PricingPaper, s.PricingPrinted},
		stock.Deliveries:  {"delivery", paper.Delivery, known(w.Deliveries, func(x *stock.Delivery) (string, int64) { return x.Number, x.Printed }), w.Paper, w.Printed},
		stock.Returns:     {"return", paper.Return, known(w.Returns, func(x *stock.Return) (string, int64) { return x.Number, x.Printed }), w.ReturnPaper, w.ReturnPrinted},
		purchase.Orders:   {"purchase", paper.Purchase, known(b.Orders, func(x *purchase.Order) (string, int64) { return x.Number, x.Printed }), b.OrderPaper, b.OrderPrinted},
		purchase.Receipts: {"goods-receipt", paper.GoodsIn, known(b.Receipts, func(x *purchase.Receipt) (string, int64) { return x.Number, x.Printed }), b.ReceiptPaper, b.ReceiptPrinted},
		finance.Receipts:  {"receipt", paper.Receipt, known(f.Receipts, func(x *finance.Receipt) (string, int64) { return x.Number, x.Prints }), f.ReceiptPaper, f.Printed},
		finance.Payments:  {"payment", paper.Payment, known(f.Payments, func(x *finance.Payment) (string, int64) { return x.Number, x.Printed }), f.PaymentPaper, f.PaymentPrinted},
		finance.Expenses:  {"expense", paper.Expense, known(f.Expenses, func(x *finance.Expense) (string, int64) { return x.Number, x.Printed }), f.ExpensePaper, f.ExpensePrinted},
		finance.Invoices:  {"invoice-request", paper.Invoice, known(f.Invoices, func(x *finance.Invoice) (string, int64) { return cmp.Or(x.Full, x.Party), x.Printed }), f.InvoicePaper, f.InvoicePrinted},
	}
}
