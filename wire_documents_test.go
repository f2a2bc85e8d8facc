package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/cli"
	"kontor/ui/kit"
	ui "kontor/ui/sales"
	"kontor/ui/shell"
	"kontor/ui/uitest"
)

// documentCase is one kind of document: how a draft of it comes to be, how it is issued, the field
// that is typed into, and the command that takes an issued one back by a counter-document.
type documentCase struct {
	kind, field, counter string
	draft                func() int64
	issue                func(id int64) error
}

// trade is a company with what documents are made of.
type trade struct {
	*office
	t                  *testing.T
	customer, supplier int64
	product            *sales.Product
}

func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newTrade(t *testing.T) *trade {
	t.Helper()
	x := &trade{office: testOffice(t), t: t}
	who := x.Customers.Customers.Desc.New()
	who.Name = "苏州恒拓精密制造有限公司"
	x.ok(x.Customers.Customers.Create(x.ctx, who))
	from := x.Purchase.Suppliers.Desc.New()
	from.Name = "宁波永固钣金有限公司"
	x.ok(x.Purchase.Suppliers.Create(x.ctx, from))
	must[*purchase.Supplier](t)(x.Purchase.Recommend(x.ctx, from.ID, "交期稳定"))
	stocked := int64(100 * money.Scale)
	x.product = &sales.Product{Code: "FKJ-450", Name: "封箱机", Unit: "台", Price: 8600 * money.Scale, Cost: 6000 * money.Scale, Tax: "13", State: sales.ProductActive, Stock: &stocked}
	x.ok(x.Sales.Products.Create(x.ctx, x.product))
	x.customer, x.supplier = who.ID, from.ID
	return x
}

func (x *trade) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *trade) item() sales.Item {
	it := x.product.LineFor()
	it.Quantity = 2 * money.Scale
	return it
}

// order is an approved order; gone of its goods were delivered.
func (x *trade) order(gone bool) int64 {
	x.t.Helper()
	o := must[*sales.Order](x.t)(x.Sales.NewOrder(x.ctx, x.customer))
	o.Lines = []sales.OrderLine{{Item: x.item()}}
	x.ok(x.Sales.Orders.Create(x.ctx, o))
	must[*sales.Order](x.t)(x.Sales.Submit(x.ctx, o.ID))
	if gone {
		d := must[*stock.Delivery](x.t)(x.Stock.NewDelivery(x.ctx, o.ID))
		x.ok(x.Stock.Deliveries.Create(x.ctx, d))
		must[*stock.Delivery](x.t)(x.Stock.Issue(x.ctx, d.ID))
	}
	return o.ID
}

func (x *trade) cases() []documentCase {
	t, ctx := x.t, x.ctx
	bought := func() *purchase.Order {
		o := must[*purchase.Order](t)(x.Purchase.NewOrder(ctx, x.supplier))
		o.Lines = []purchase.OrderLine{{Item: x.item()}}
		x.ok(x.Purchase.Orders.Create(ctx, o))
		return o
	}
	return []documentCase{
		{sales.Quotes, "subject", "cancel", func() int64 {
			q := must[*sales.Quote](t)(x.Sales.NewQuote(ctx, x.customer))
			q.Lines = []sales.QuoteLine{{Item: x.item()}}
			x.ok(x.Sales.Quotes.Create(ctx, q))
			return q.ID
		}, func(id int64) error { _, err := x.Sales.Send(ctx, id); return err }},
		{sales.Orders, "subject", "cancel", func() int64 {
			o := must[*sales.Order](t)(x.Sales.NewOrder(ctx, x.customer))
			o.Lines = []sales.OrderLine{{Item: x.item()}}
			x.ok(x.Sales.Orders.Create(ctx, o))
			return o.ID
		}, func(id int64) error { _, err := x.Sales.Submit(ctx, id); return err }},
		{sales.Contracts, "name", "terminate", func() int64 {
			return must[*sales.Contract](t)(x.Sales.CreateContract(ctx, sales.ContractSource{Order: x.order(false)})).ID
		}, func(id int64) error { _, err := x.Sales.SubmitContract(ctx, id); return err }},
		{sales.Proposals, "title", "revise", func() int64 {
			p := must[*sales.Proposal](t)(x.Sales.Propose(ctx, sales.ProposalSource{Customer: x.customer}))
			must[*sales.Proposal](t)(x.Sales.Proposals.Update(ctx, p.ID, 0, func(p *sales.Proposal) error {
				p.Needs, p.Lines = "每班少两个人", []sales.ProposalLine{{ProductID: x.product.ID, Name: x.product.Name, Quantity: money.Scale, Price: x.product.Price}}
				return nil
			}))
			return p.ID
		}, func(id int64) error { _, err := x.Sales.IssueProposal(ctx, id); return err }},
		{stock.Deliveries, "receiver", "reverse", func() int64 {
			d := must[*stock.Delivery](t)(x.Stock.NewDelivery(ctx, x.order(false)))
			x.ok(x.Stock.Deliveries.Create(ctx, d))
			return d.ID
		}, func(id int64) error { _, err := x.Stock.Issue(ctx, id); return err }},
		{stock.Returns, "remark", "reverse", func() int64 {
			r := must[*stock.Return](t)(x.Stock.NewReturn(ctx, x.order(true), 0))
			x.ok(x.Stock.Returns.Create(ctx, r))
			return r.ID
		}, func(id int64) error { _, err := x.Stock.PostReturn(ctx, id); return err }},
		{purchase.Orders, "subject", "cancel", func() int64 { return bought().ID }, func(id int64) error { _, err := x.Purchase.Submit(ctx, id); return err }},
		{purchase.Receipts, "remark", "reverse", func() int64 {
			o := must[*purchase.Order](t)(x.Purchase.Submit(ctx, bought().ID))
			r := must[*purchase.Receipt](t)(x.Purchase.NewReceipt(ctx, o.ID))
			x.ok(x.Purchase.Receipts.Create(ctx, r))
			return r.ID
		}, func(id int64) error { _, err := x.Purchase.Post(ctx, id); return err }},
	}
}

// shownPage is the page of a document in a window of its own.
type shownPage struct {
	t *testing.T
	h *uitest.Host
	p kit.Page
	s *kit.Surface
}

func (x *trade) page(ctx context.Context, kind string, id int64) *shownPage {
	x.t.Helper()
	h := uitest.New(x.t, ctx, x.Ground.Clock, x.Ground.Notices)
	build := x.salesPage
	if kind == purchase.Orders || kind == purchase.Receipts {
		build = x.purchasePage
	}
	v := &shownPage{t: x.t, h: h, p: build(h, shell.Target{Kind: kind, ID: id})}
	uitest.Window(x.t, h, v.p, 1372, 800)
	v.s = v.p.Content().(*kit.Surface)
	v.settle()
	return v
}

func (v *shownPage) settle() {
	v.t.Helper()
	for range 4 {
		v.h.Settle()
		v.s.Flush()
	}
	if len(v.h.Errors) > 0 {
		v.t.Fatal(v.h.Errors)
	}
}

// command is a command of the page; ok tells whether it is offered and may run now.
func (v *shownPage) command(id string) (c kit.Command, ok bool) {
	for _, c := range v.p.Commands() {
		if c.ID == id {
			return c, c.Why() == ""
		}
	}
	return kit.Command{}, false
}

func (v *shownPage) run(id string) {
	v.t.Helper()
	c, ok := v.command(id)
	if !ok {
		v.t.Errorf("%s cannot be done now: %q", id, c.Why())
		return
	}
	c.Run()
	v.settle()
}

// Every document is printed, mailed, saved as PDF and as a sheet of its lines, copied, and tells
// what became of it; typing into a draft can be undone; an issued one is locked and taken back by
// a counter-document; who may only read can do none of it.
// SAL-17 SAL-21 SAL-26 SAL-28 SAL-32 INV-03 INV-04 INV-05 INV-06
func TestEveryDocumentCanDoTheSame(t *testing.T) {
	x := newTrade(t)
	for _, d := range x.cases() {
		t.Run(d.kind, func(t *testing.T) {
			x.t = t
			id := d.draft()
			v := x.page(x.ctx, d.kind, id)
			v.s.Click("head." + d.field)
			v.s.TypeText("改")
			v.s.Press("Tab")
			v.settle()
			if v.p.Save()["draft"] == "" {
				t.Fatalf("nothing was typed into %s", d.field)
			}
			v.run("undo")
			if v.p.Save()["draft"] != "" {
				t.Error("undo leaves something of it")
			}
			for command, opens := range map[string]string{"print": "print", "mail": "mail.document"} {
				v.run(command)
				if n := len(v.h.Opened); n == 0 || v.h.Opened[n-1].Kind != opens || v.h.Opened[n-1].ID != id || v.h.Opened[n-1].Args["kind"] != d.kind {
					t.Errorf("%s opens %+v", command, v.h.Opened)
				}
			}
			for command, file := range map[string]struct{ name, head string }{"pdf": {"x.pdf", "%PDF"}, "excel": {"x.xlsx", "PK"}} {
				v.h.Pick = filepath.Join(t.TempDir(), file.name)
				v.run(command)
				if raw, err := os.ReadFile(v.h.Pick); err != nil || !bytes.HasPrefix(raw, []byte(file.head)) {
					t.Errorf("%s wrote %d bytes: %v", command, len(raw), err)
				}
			}
			v.run("copy")
			if n := len(v.h.Opened); !v.h.Opened[n-1].New || v.h.Opened[n-1].Kind != d.kind {
				t.Errorf("a copy begins %+v", v.h.Opened[n-1])
			} else if again := x.begun(d.kind, v.h.Opened[n-1].Args); again.p.Save()["id"] != "0" {
				t.Errorf("the copy is saved already: %v", again.p.Save())
			}
			v.run("timeline")
			if box := v.h.Dialog; box == nil || !box.Surface().Shows(v.h.T("log.action.created")) {
				t.Error("the history does not begin with its making")
			}

			reading := *v.h.Actor()
			all := map[identity.Action]identity.Scope{}
			for _, kind := range []string{"customer", "contact", sales.Orders, sales.Quotes, sales.Contracts, sales.Proposals, stock.Deliveries, stock.Returns, purchase.Orders, purchase.Receipts, purchase.Suppliers} {
				all[identity.May(kind, identity.See)] = identity.ScopeAll
			}
			reading.Roles = []identity.Role{{Key: "reader", Grants: all}}
			r := x.page(identity.With(context.Background(), &reading), d.kind, id)
			for _, command := range []string{"print", "pdf", "mail", "excel", "copy", "save"} {
				if _, ok := r.command(command); ok {
					t.Errorf("who may only read can %s", command)
				}
			}
			if _, ok := r.command("timeline"); !ok {
				t.Error("who may read cannot see what became of it")
			}

			x.ok(d.issue(id))
			v = x.page(x.ctx, d.kind, id)
			if _, ok := v.command("save"); ok {
				t.Error("an issued one can be changed")
			}
			if c, ok := v.command(d.counter); !ok {
				t.Errorf("%s does not take it back: %q", d.counter, c.Why())
			}
			if sets, err := x.History.Timeline(x.ctx, d.kind, id, 0, 10); err != nil || len(sets) < 2 {
				t.Errorf("%d changes are known: %v", len(sets), err)
			}
			if x.papered()[d.kind].fill == nil {
				t.Error("it has no paper")
			}
		})
	}
}

// begun is the page of a new document that begins with args.
func (x *trade) begun(kind string, args map[string]string) *shownPage {
	x.t.Helper()
	h := uitest.New(x.t, x.ctx, x.Ground.Clock, nil)
	build := x.salesPage
	if kind == purchase.Orders || kind == purchase.Receipts {
		build = x.purchasePage
	}
	v := &shownPage{t: x.t, h: h, p: build(h, shell.Target{Kind: kind, New: true, Args: args})}
	uitest.Window(x.t, h, v.p, 1372, 800)
	v.s = v.p.Content().(*kit.Surface)
	v.settle()
	return v
}

// What the technical office prices has no page of its own: it is printed, mailed, listed, told of
// and withdrawn from its list, and changed only until it was handed in. SAL-20
func TestPricingRequestsCanDoTheSame(t *testing.T) {
	x := newTrade(t)
	deal := x.Sales.Opportunities.Desc.New()
	deal.Name, deal.CustomerID, deal.Stage = "封箱线改造", x.customer, "contact"
	deal.Lines = []sales.DealLine{{ProductID: x.product.ID, Name: x.product.Name, Quantity: money.Scale}}
	x.ok(x.Sales.Opportunities.Create(x.ctx, deal))
	p := must[*sales.Pricing](t)(x.Sales.AskOffice(x.ctx, sales.PricingWish{Deal: deal.ID, To: x.actor.ID, Needs: "不锈钢机架"}))
	h := uitest.New(t, x.ctx, x.Ground.Clock, x.Ground.Notices)
	page := salesPages{ui.New(h, x.salesDeps())}
	uitest.Window(t, h, page, 1372, 800)
	if !page.OpenTarget(shell.Target{Kind: sales.Pricings, ID: p.ID}) {
		t.Fatal("its list does not open")
	}
	v := &shownPage{t: t, h: h, p: page, s: page.Content().(*kit.Surface)}
	v.settle()
	for command, opens := range map[string]string{"office.print": "print", "office.mail": "mail.document"} {
		v.run(command)
		if n := len(h.Opened); n == 0 || h.Opened[n-1].Kind != opens || h.Opened[n-1].ID != p.ID {
			t.Errorf("%s opens %+v", command, h.Opened)
		}
	}
	name, raw, err := papers{x.office}.PDF(x.ctx, sales.Pricings, p.ID)
	if err != nil || !bytes.HasPrefix(raw, []byte("%PDF")) || name == "" {
		t.Errorf("%s: %d bytes %v", name, len(raw), err)
	}
	to := filepath.Join(t.TempDir(), "p.pdf")
	if _, err := x.Print(x.ctx, cli.PrintWish{Kind: "pricing", Number: p.Title, To: to}); err != nil {
		t.Errorf("the command finds it by its title: %v", err)
	}
	if sets, err := x.History.Timeline(x.ctx, sales.Pricings, p.ID, 0, 10); err != nil || len(sets) == 0 {
		t.Errorf("%d changes are known: %v", len(sets), err)
	}
	if _, ok := v.command("office.withdraw"); !ok {
		t.Error("it is not withdrawn")
	}
	must[*sales.Pricing](t)(x.Sales.WithdrawPricing(x.ctx, p.ID))
	if _, err := x.Sales.Pricings.Update(x.ctx, p.ID, 0, func(p *sales.Pricing) error { p.Needs = "x"; return nil }); err == nil {
		t.Error("a withdrawn one can be changed")
	}
}
