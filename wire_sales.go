package main

import (
	"context"
	"slices"

	"kontor/app/audit"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/attach"
	"kontor/ui/kit"
	ui "kontor/ui/sales"
	"kontor/ui/shell"
)

// salesPage is the sales window: lists and the pipeline, or the page of one document.
func (c *office) salesPage(h kit.Host, t shell.Target) kit.Page {
	d := c.salesDeps()
	if document(t) {
		switch t.Kind {
		case sales.Quotes:
			return ui.NewQuote(h, d, t.ID, t.Args)
		case sales.Contracts:
			return ui.NewContract(h, d, t.ID, t.Args)
		case sales.Proposals:
			return ui.NewProposal(h, d, t.ID, t.Args)
		case stock.Deliveries:
			return ui.NewDelivery(h, d, t.ID, t.Args)
		case stock.Returns:
			return ui.NewReturn(h, d, t.ID, t.Args)
		}
		return ui.NewOrder(h, d, t.ID, t.Args)
	}
	return salesPages{ui.New(h, d)}
}

// purchasePage is the window of purchase and stock, or the page of one of its documents.
func (c *office) purchasePage(h kit.Host, t shell.Target) kit.Page {
	d := c.salesDeps()
	if document(t) {
		if t.Kind == purchase.Receipts {
			return ui.NewReceipt(h, d, t.ID, t.Args)
		}
		return ui.NewPurchaseOrder(h, d, t.ID, t.Args)
	}
	return salesPages{ui.NewPurchase(h, d)}
}

func (c *office) salesDeps() ui.Deps {
	return ui.Deps{
		PageDeps: c.deps(), Sales: c.Sales, Stock: c.Stock, Deliveries: c.Stock.Deliveries, Returns: c.Stock.Returns,
		Buying: ui.Buying{Purchasing: c.Purchase, Suppliers: c.Purchase.Suppliers, Contacts: c.Purchase.Contacts, Orders: c.Purchase.Orders, Receipts: c.Purchase.Receipts},
		Quotes: c.Sales.Quotes, Orders: c.Sales.Orders, Deals: c.Sales.Opportunities,
		Products: c.Sales.Products, QuoteDesc: c.Sales.Quotes.Desc, Approvals: c.Approvals, Press: c.press, Firm: c.Company.Get,
		Contracting: c.Sales, Contracts: c.Sales.Contracts, Pricings: c.Sales.Pricings, Office: c.Sales, Proposals: c.Sales.Proposals, Proposing: c.Sales, PriceLists: c.Sales.PriceLists, Relations: c.Sales.Relations, Image: stored{c}.Image, Leads: c.Leads, LeadRecords: c.Leads.Leads, Attach: c.attachDeps(), Undo: func(ctx context.Context) error { _, err := c.undo(ctx); return err },
		Names: c.names, PDF: papers{c}.PDF, Timeline: c.History.Timeline, Write: writeFile, Book: writeFigures, HandOver: c.Customers.HandOver, Print: sales.Print{Files: c.db.Blobs(), Stamp: c.actor.Has(identity.RightStamp)},
	}
}

// attachDeps keep the files that are attached to documents.
func (c *office) attachDeps() attach.Deps {
	return attach.Deps{
		Files: stored{c}, Customers: c.Customers, Attachments: c.Ground.Service(customer.Attachments),
		Many: func(ctx context.Context, fn func(context.Context) error) error {
			return c.db.InTx(audit.Why(ctx, audit.Reason{Kind: "attach"}), fn)
		},
	}
}

// documents have pages of their own.
var documents = []string{sales.Quotes, sales.Orders, sales.Contracts, sales.Proposals, stock.Deliveries, stock.Returns, purchase.Orders, purchase.Receipts}

// document tells whether a target is a page of its own. A proposal is generated before it has
// one: a new one begins in its list, unless it is a copy.
func document(t shell.Target) bool {
	if t.Kind == sales.Proposals && t.New && t.Args["copy"] == "" {
		return false
	}
	return slices.Contains(documents, t.Kind) && (t.ID != 0 || t.New)
}

type salesPages struct{ kit.Page }

// Chosen is what is chosen in the page.
func (p salesPages) Chosen() (string, []int64) { return chosenIn(p.Page) }

// OpenTarget shows a list with its record; documents get pages of their own.
func (p salesPages) OpenTarget(t shell.Target) bool {
	own, ok := p.Page.(interface {
		ShowWith(kind string, id int64, fresh bool, given map[string]string) bool
		ShowMode(kind, mode string) bool
		ShowView(kind, view string) bool
	})
	if ok && t.Args["view"] != "" {
		return own.ShowView(t.Args["list"], t.Args["view"])
	}
	if ok && t.Args["mode"] != "" {
		return own.ShowMode(t.Kind, t.Args["mode"])
	}
	return ok && !document(t) && own.ShowWith(t.Kind, t.ID, t.New, t.Args)
}
