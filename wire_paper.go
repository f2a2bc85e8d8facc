package main

import (
	"context"
	"maps"
	"strconv"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/paper"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/kit"
	"kontor/ui/paperdialog"
	"kontor/ui/records"
	"kontor/ui/shell"
)

// dialogs are what opens over a page: the print dialog of every document.
func (c *office) dialogs() map[string]func(h kit.Host, t shell.Target) {
	return map[string]func(h kit.Host, t shell.Target){"print": c.printDialog, "mail.document": c.mailDocument}
}

// printDialog shows the paper of a document; Args["kind"] says of which.
func (c *office) printDialog(h kit.Host, t shell.Target) {
	h.Go(func(ctx context.Context) {
		doc, err := c.document(ctx, t.Args["kind"], t.ID)
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			doc.Lang = h.Lang()
			doc.Mail = func([]byte, string) { c.mailDocument(h, t) }
			paperdialog.Show(h, paperdialog.Deps{Press: c.house.press, Write: writeFile}, doc)
		})
	})
}

// printList shows a list as it will be printed, under the head of the company.
func (c *office) printList(h kit.Host, w records.ListPaper) {
	paperdialog.Show(h, paperdialog.Deps{Press: c.house.press, Write: writeFile}, paperdialog.Document{
		Title: h.T("paper.title.list", "what", w.Title), File: w.Title, Kind: paper.List, Lang: h.Lang(),
		Data: func(ctx context.Context, n int64, _ bool) (paper.Data, error) {
			d, err := c.Company.Paper(ctx, sales.Print{Count: n})
			if err != nil {
				return nil, err
			}
			rows, err := w.Data(ctx)
			maps.Copy(d, rows)
			return d, err
		},
	})
}

// document says how a record is printed.
func (c *office) document(ctx context.Context, kind string, id int64) (paperdialog.Document, error) {
	title := func(number string) (string, string) {
		return kit.Tongue().T("paper.title."+kind, "number", number), number
	}
	d := paperdialog.Document{}
	d.Stamp = c.stamped(ctx)
	switch kind {
	case "receipt":
		r, err := c.Finance.Receipts.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(r.Number)
		d.Kind, d.Count = paper.Receipt, r.Prints
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Finance.ReceiptPaper(ctx, id, finance.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Finance.Printed(ctx, id); return err }
	case finance.Expenses:
		x, err := c.Finance.Expenses.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(x.Number)
		d.Kind, d.Count = paper.Expense, x.Printed
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Finance.ExpensePaper(ctx, id, finance.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Finance.ExpensePrinted(ctx, id); return err }
	case finance.Payments:
		x, err := c.Finance.Payments.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(x.Number)
		d.Kind, d.Count = paper.Payment, x.Printed
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Finance.PaymentPaper(ctx, id, finance.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Finance.PaymentPrinted(ctx, id); return err }
	case "quote":
		q, err := c.Sales.Quotes.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(q.Label())
		if q.Revision > 1 {
			d.Title = kit.Tongue().T("paper.title.quote_revision", "number", q.Number, "revision", q.Revision)
		}
		d.Kind = paper.Quote
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Sales.QuotePaper(ctx, q, sales.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Sales.QuotePrinted(ctx, id); return err }
	case sales.Contracts:
		x, err := c.Sales.Contracts.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(x.Label())
		d.Kind, d.Count = paper.Contract, x.Printed
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Sales.ContractPaper(ctx, id, sales.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Sales.ContractPrinted(ctx, id); return err }
	case stock.Deliveries:
		x, err := c.Stock.Deliveries.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(x.Number)
		d.Kind, d.Count = paper.Delivery, x.Printed
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Stock.Paper(ctx, id, sales.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Stock.Printed(ctx, id); return err }
	case stock.Returns:
		x, err := c.Stock.Returns.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(x.Number)
		d.Kind, d.Count = paper.Return, x.Printed
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Stock.ReturnPaper(ctx, id, sales.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Stock.ReturnPrinted(ctx, id); return err }
	case purchase.Orders:
		x, err := c.Purchase.Orders.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(x.Number)
		d.Kind, d.Count = paper.Purchase, x.Printed
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Purchase.OrderPaper(ctx, id, sales.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Purchase.OrderPrinted(ctx, id); return err }
	case purchase.Receipts:
		x, err := c.Purchase.Receipts.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = title(x.Number)
		d.Kind, d.Count = paper.GoodsIn, x.Printed
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Purchase.ReceiptPaper(ctx, id, sales.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Purchase.ReceiptPrinted(ctx, id); return err }
	case "sales_order":
		o, err := c.Sales.Orders.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d.Title, d.File = kit.Tongue().T("paper.title.order", "number", o.Number), o.Number
		d.Kind, d.Count = paper.Order, o.Printed
		d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return c.Sales.OrderPaper(ctx, o, sales.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		}
		d.Printed = func(ctx context.Context) error { _, err := c.Sales.OrderPrinted(ctx, id); return err }
	}
	if d.File == "" {
		d.File = kind + "-" + strconv.FormatInt(id, 10)
	}
	return d, nil
}

// stamped tells whether the acting person may print the stamp of the company, and there
// is one.
func (c *office) stamped(ctx context.Context) bool {
	firm, err := c.firm(ctx)
	return err == nil && firm.Stamp != "" && c.actor.Has(identity.RightStamp)
}
