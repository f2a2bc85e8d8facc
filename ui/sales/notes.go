package sales

import (
	"context"

	"kontor/app"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/kit"
)

// Purchasing is what the window asks of purchase.
type Purchasing interface {
	Recommend(ctx context.Context, id int64, reason string) (*purchase.Supplier, error)
	Suspend(ctx context.Context, id int64, reason string) (*purchase.Supplier, error)
	NewOrder(ctx context.Context, supplierID int64) (*purchase.Order, error)
	CopyOrder(ctx context.Context, id int64) (*purchase.Order, error)
	FromSales(ctx context.Context, salesOrder int64) ([]*purchase.Order, error)
	OrderLacking(ctx context.Context, salesOrder int64) ([]*purchase.Order, *purchase.Order, error)
	PricesOf(ctx context.Context, o *purchase.Order, products []int64) (map[int64]money.Price, error)
	Submit(ctx context.Context, id int64) (*purchase.Order, error)
	Recall(ctx context.Context, id int64) error
	Rework(ctx context.Context, id int64, reason string) (*purchase.Order, error)
	Close(ctx context.Context, id int64, reason string) (*purchase.Order, error)
	Cancel(ctx context.Context, id int64, reason string) (*purchase.Order, error)
	NewReceipt(ctx context.Context, orderID int64) (*purchase.Receipt, error)
	Post(ctx context.Context, id int64) (*purchase.Receipt, error)
	Reverse(ctx context.Context, id int64, reason string) (*purchase.Receipt, error)
}

// Buying is all of purchase that the windows need.
type Buying struct {
	Purchasing
	Suppliers Keeper[purchase.Supplier]
	Contacts  Keeper[purchase.Contact]
	Orders    Keeper[purchase.Order]
	Receipts  Keeper[purchase.Receipt]
}

// errTooMuch says how much of a line is open.
func errTooMuch(kind string, l noteLine, open money.Quantity) error {
	return app.E(app.Invalid, kind+".too_much", "name", l.name, "open", open.String(), "unit", l.unit)
}

// NewReceipt makes the page of one goods receipt; id 0 begins a new one for what is still
// to come of the purchase order Args["order_id"]. INV-05
func NewReceipt(h kit.Host, d Deps, id int64, args map[string]string) kit.Page {
	return newNote(h, d, noteKind[purchase.Receipt, purchase.ReceiptLine]{
		kind: purchase.Receipts, order: purchase.Orders, words: "receiptpage", svc: d.Buying.Receipts, party: "supplier_id",
		fields: [2][]string{{"supplier_id", "date_on", "warehouse", "their_note"}, {"remark", "inspector"}},
		lines:  func(r *purchase.Receipt) *[]purchase.ReceiptLine { return &r.Lines },
		line: func(l *purchase.ReceiptLine) noteLine {
			return noteLine{l.OrderLineID, l.Code, l.Name, l.Spec, l.Unit, &l.Quantity, &l.Remark}
		},
		fresh: func(ctx context.Context, args map[string]string) (*purchase.Receipt, error) {
			return d.Buying.NewReceipt(ctx, number(args["order_id"]))
		},
		orderOf: func(r *purchase.Receipt) int64 { return r.OrderID },
		open: func(ctx context.Context, order int64) (string, map[int64]money.Quantity, error) {
			o, err := d.Buying.Orders.Get(ctx, order)
			if err != nil {
				return "", nil, err
			}
			open := map[int64]money.Quantity{}
			for _, l := range o.Lines {
				open[l.ID] = l.Quantity - l.Received
			}
			return o.Number, open, nil
		},
		value:  func(r *purchase.Receipt) (money.Minor, string) { return r.Value, r.Currency },
		reason: func(r *purchase.Receipt) string { return r.Reason },
		posted: string(purchase.Posted),
		post:   func(ctx context.Context, id int64, _ string) error { _, err := d.Buying.Post(ctx, id); return err },
		reverse: func(ctx context.Context, id int64, reason string) error {
			_, err := d.Buying.Reverse(ctx, id, reason)
			return err
		},
	}, noteTarget{id, args})
}

// NewReturn makes the page of one return; id 0 begins a new one for what was delivered of
// the order Args["order_id"], or with the delivery Args["delivery_id"]. SAL-32
func NewReturn(h kit.Host, d Deps, id int64, args map[string]string) kit.Page {
	return newNote(h, d, noteKind[stock.Return, stock.ReturnLine]{
		kind: stock.Returns, order: sales.Orders, words: "returnpage", svc: d.Returns, party: "customer_id",
		fields: [2][]string{{"customer_id", "date_on", "reason", "warehouse"}, {"remark", "scrapped"}},
		lines:  func(r *stock.Return) *[]stock.ReturnLine { return &r.Lines },
		line: func(l *stock.ReturnLine) noteLine {
			return noteLine{l.OrderLineID, l.Code, l.Name, l.Spec, l.Unit, &l.Quantity, &l.Remark}
		},
		fresh: func(ctx context.Context, args map[string]string) (*stock.Return, error) {
			return d.Stock.NewReturn(ctx, number(args["order_id"]), number(args["delivery_id"]))
		},
		orderOf: func(r *stock.Return) int64 { return r.OrderID },
		open: func(ctx context.Context, order int64) (string, map[int64]money.Quantity, error) {
			o, err := d.Orders.Get(ctx, order)
			if err != nil {
				return "", nil, err
			}
			open := map[int64]money.Quantity{}
			for _, l := range o.Lines {
				open[l.ID] = l.Delivered - l.Returned
			}
			return o.Number, open, nil
		},
		value:  func(r *stock.Return) (money.Minor, string) { return r.Value, r.Currency },
		reason: func(r *stock.Return) string { return r.Reason },
		posted: string(stock.ReturnPosted), rest: creditRest(h, d), also: []string{finance.Receivables, finance.Allocations},
		post: func(ctx context.Context, id int64, _ string) error { _, err := d.Stock.PostReturn(ctx, id); return err },
		reverse: func(ctx context.Context, id int64, reason string) error {
			_, err := d.Stock.ReverseReturn(ctx, id, reason)
			return err
		},
	}, noteTarget{id, args})
}

// creditRest tells that the credit of a return is not set off yet, and offers to do it.
func creditRest(h kit.Host, d Deps) func(ctx context.Context, r *stock.Return) (*noteRest, error) {
	return func(ctx context.Context, r *stock.Return) (*noteRest, error) {
		if r.State != stock.ReturnPosted || r.Value == 0 || !h.Actor().Can(identity.May(finance.Receivables, identity.See)) {
			return nil, nil
		}
		plan, err := listing.Allow(ctx, d.Registry, identity.May(finance.Receivables, identity.See), listing.Query{
			Entity: finance.Receivables, Columns: []string{"open_minor", "currency"},
			Filter: listing.All(listing.Is("order_id", listing.Eq, idArg(r.OrderID)), listing.Is("number", listing.Eq, r.Number), listing.Is("void", listing.Eq, "0")),
		})
		if err != nil {
			return nil, err
		}
		var out *noteRest
		err = d.Source.Each(ctx, plan, func(row listing.Row) error {
			open := money.Minor(row.Cells[0].Int())
			if open >= 0 {
				return nil
			}
			out = &noteRest{text: h.T("returnpage.credit_open", "amount", money.Of(-open, row.Cells[1].Text()))}
			if h.Actor().Can(identity.May(finance.Allocations, identity.Allocate)) {
				id := row.ID
				out.action, out.run = h.T("returnpage.set_off"), func() { h.Open("set_off", id, nil) }
			}
			return nil
		})
		return out, err
	}
}
