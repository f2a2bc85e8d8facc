package sales

import (
	"context"

	"kontor/app/approval"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// purchasePage is the page of one purchase order.
type purchasePage struct {
	document[purchase.Order]
	l        *lines[purchase.Order, purchase.OrderLine]
	asked    []*approval.Approval
	receipts []linked
}

// NewPurchaseOrder makes the page of one purchase order; id 0 begins a new one, from
// Args["supplier_id"], or for what the sales order Args["sales_order_id"] lacks and has no
// supplier for. INV-03
func NewPurchaseOrder(h kit.Host, d Deps, id int64, args map[string]string) kit.Page {
	p := &purchasePage{}
	p.document = opened[purchase.Order](h, d, p, p.draw)
	p.id, p.args = id, args
	p.missing = p.noSupplier
	p.e = &editor[purchase.Order]{
		host: h, typ: d.Registry.Type(purchase.Orders), svc: d.Buying.Orders, shown: p.shown,
		figure: func(o *purchase.Order, home string) (money.Totals, error) { return o.Figure(home) },
	}
	p.fieldsOf()
	rec := func() *purchase.Order { return p.e.rec }
	p.l = newLines(lines[purchase.Order, purchase.OrderLine]{
		host: h, d: d, edit: p.e.edit, surface: p.s, doc: rec, all: func(o *purchase.Order) *[]purchase.OrderLine { return &o.Lines },
		item: func(l *purchase.OrderLine) *sales.Item { return &l.Item }, currency: p.currency, home: func() string { return p.e.home },
		included: func() bool { return p.e.rec == nil || p.e.rec.TaxMode.Mode().Included },
		exchange: func() money.Exchange { return p.e.rec.Exchange() },
		ask:      func() sales.PriceAsk { return priceAsk(p.e.rec.SupplierID, p.e.rec.Currency, p.e.rec.On) },
		prices:   p.lastPrices,
		extra: func() *kit.GridColumn {
			if p.e.rec == nil || p.e.rec.State == purchase.OrderDraft {
				return nil
			}
			return &kit.GridColumn{ID: "extra", Title: h.T("purchase_order_line.received"), Width: 84, Align: kit.Right, ReadOnly: true}
		},
		cell: func(l *purchase.OrderLine) kit.GridCell {
			c := kit.GridCell{Text: l.Received.String()}
			if l.Received < l.Quantity {
				c.Color = theme.Warn
			}
			return c
		},
	})
	p.grids = []*kit.Grid{p.l.grid}
	h.Changed(p.heard, purchase.Orders, purchase.Receipts, "approval")
	p.read()
	return p
}

// lastPrices proposes what a product was bought for last, in place of its sales price.
func (p *purchasePage) lastPrices() priceReader {
	now := purchase.Order{}
	if rec := p.e.rec; rec != nil {
		now.TaxMode, now.RateE8, now.RateUnit = rec.TaxMode, rec.RateE8, rec.RateUnit
	}
	return func(ctx context.Context, ask sales.PriceAsk, products []int64) (map[int64][]sales.Offer, error) {
		o := now
		o.SupplierID, o.Currency = ask.CustomerID, ask.Currency
		list, err := p.d.Buying.PricesOf(ctx, &o, products)
		out := map[int64][]sales.Offer{}
		for _, id := range products {
			out[id] = []sales.Offer{{Price: list[id]}}
		}
		return out, err
	}
}

func (p *purchasePage) currency() string {
	if p.e.rec == nil {
		return kit.Home()
	}
	return p.e.rec.Currency
}

func (p *purchasePage) fieldsOf() {
	p.h = newHeader(p.e, p.d)
	p.h.locked = func() bool { return p.e.rec == nil || !p.editable() }
	p.h.ref("supplier_id", func() listing.Query { return listing.Query{} }, "state")
	p.h.onPick = p.pickSupplier
	p.h.ref("contact_id", func() listing.Query {
		return listing.Query{Filter: listing.Is("supplier_id", listing.Eq, idArg(p.e.rec.SupplierID))}
	}, "title")
	p.h.date("date_on")
	p.h.date("deliver_on")
	for _, key := range []string{"subject", "deliver_to"} {
		p.h.text(key, false)
	}
	p.h.choice("payment_terms")
	p.h.choice("warehouse")
	p.h.rate()
	p.h.text("terms", true)
	p.h.text("remark", false)
}

// Title makes it a kit.Page with what every document has.
func (p *purchasePage) Title() string { return p.titled("buypage.new_order") }

func (p *purchasePage) noSupplier() bool { return p.blankField("supplier_id", "buypage.no_supplier") }

type seenPurchase struct {
	o        *purchase.Order
	home     string
	asked    []*approval.Approval
	receipts []linked
}

func (p *purchasePage) read() {
	id := p.id
	kit.Load(p.load, func(ctx context.Context) (seenPurchase, error) {
		firm, err := p.d.Firm(ctx)
		if err != nil {
			return seenPurchase{}, err
		}
		s := seenPurchase{home: firm.Currency}
		if id == 0 {
			s.o, err = p.begun(ctx)
			return s, err
		}
		if s.o, err = p.d.Buying.Orders.Get(ctx, id); err != nil {
			return s, err
		}
		if s.asked, err = p.d.Approvals.Of(ctx, purchase.Orders, id); err != nil {
			return s, err
		}
		s.receipts, err = p.readReceipts(ctx, id)
		return s, err
	}, func(s seenPurchase) {
		p.asked, p.receipts = s.asked, s.receipts
		p.take(s.o, s.home)
	})
}

// begun is a new order, or what is left of the demand of a sales order.
func (p *purchasePage) begun(ctx context.Context) (*purchase.Order, error) {
	if id := number(p.args["copy"]); id != 0 {
		return p.d.Buying.CopyOrder(ctx, id)
	}
	if id := number(p.args["sales_order_id"]); id != 0 {
		list, err := p.d.Buying.FromSales(ctx, id)
		if err != nil {
			return nil, err
		}
		return list[len(list)-1], nil
	}
	o, err := p.d.Buying.NewOrder(ctx, number(p.args["supplier_id"]))
	if err == nil && o.OwnerID == 0 {
		o.OwnerID = p.host.Actor().ID
	}
	return o, err
}

func (p *purchasePage) readReceipts(ctx context.Context, id int64) ([]linked, error) {
	list, err := p.d.Buying.Receipts.Find(ctx, listing.Is("order_id", listing.Eq, idArg(id)), listing.Sort{Key: "id"})
	var out []linked
	for _, r := range list {
		title := r.Number
		if title == "" {
			title = p.host.T("goods_receipt.state.draft")
		}
		out = append(out, linked{kind: purchase.Receipts, id: r.ID, title: title, state: "goods_receipt.state." + string(r.State), amount: r.Value})
	}
	return out, err
}

func (p *purchasePage) editable() bool { return p.writable(p.e.rec.State == purchase.OrderDraft) }

func (p *purchasePage) shown() {
	if p.e.rec == nil {
		return
	}
	p.h.fill()
	p.l.grid.ReadOnly = !p.editable()
	p.l.grid.Blank = 1
	p.l.columns()
	p.host.Status(p.host.T("purchase_order.one") + " · " + p.host.T("saleswindow.line_count", "n", len(p.e.rec.Lines)))
	p.host.Refresh()
	p.s.Redraw()
}

func (p *purchasePage) heard(kind string, id int64) {
	if p.idle() && (kind != purchase.Orders || id == 0 || id == p.e.rec.ID) {
		p.read()
	}
}

// pickSupplier fills what follows from the supplier.
func (p *purchasePage) pickSupplier(id int64) {
	if id == 0 {
		return
	}
	p.host.Go(func(ctx context.Context) {
		known, err := p.d.Buying.NewOrder(ctx, id)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			if p.e.rec.SupplierID != id || !p.editable() {
				return
			}
			p.e.edit("supplier_id", func(o *purchase.Order) {
				o.ContactID, o.PaymentTerms = known.ContactID, known.PaymentTerms
				if o.DeliverOn == 0 {
					o.DeliverOn = known.DeliverOn
				}
				if len(o.Lines) == 0 {
					o.Currency = known.Currency
				}
			})
		})
	})
}

// Commands are what can be done with the order now.
func (p *purchasePage) Commands() []kit.Command {
	t := p.host.T
	if p.e.rec == nil {
		return []kit.Command{p.backCommand()}
	}
	o := p.e.rec
	ended := func(key string, to func(ctx context.Context, id int64, reason string) (*purchase.Order, error), danger bool) func() {
		return func() {
			askReason(p.host, reasonWish{title: t("buypage." + key), text: t("buypage." + key + "_text"), danger: danger}, func(reason string) {
				p.command(func(ctx context.Context, id int64) error { _, err := to(ctx, id, reason); return err }, "buypage."+key+"_done")
			})
		}
	}
	list := append(p.editing("saleswindow.why_submitted", "Ctrl+Enter", "Ctrl+S"), p.papering(papering{copy: p.again(purchase.Orders)})...)
	list = append(list, []kit.Command{
		{ID: "submit", Title: t("saleswindow.submit"), Icon: icons.CheckCheck, Keys: []kit.Key{"Ctrl+Shift+Enter"}, Enabled: p.may(identity.Issue, o.State == purchase.OrderDraft), Run: func() {
			p.command(func(ctx context.Context, id int64) error { _, err := p.d.Buying.Submit(ctx, id); return err }, "saleswindow.submitted")
		}},
		{ID: "recall", Title: t("saleswindow.recall"), Icon: icons.Undo, Enabled: p.may(identity.Change, o.State == purchase.OrderSubmitted), Run: func() {
			p.command(p.d.Buying.Recall, "saleswindow.recalled")
		}},
		{ID: "receive", Title: t("buypage.receive"), Icon: icons.Package, Keys: []kit.Key{"Ctrl+Shift+D"}, Enabled: p.when(o.State == purchase.OrderApproved && o.Open(), "saleswindow.why_state"), Run: func() {
			p.host.New(purchase.Receipts, map[string]string{"order_id": idArg(p.id)})
		}},
		{ID: "rework", Title: t("buypage.rework"), Icon: icons.Pencil, Enabled: p.may(identity.Issue, o.State == purchase.OrderApproved), Run: ended("rework", p.d.Buying.Rework, false)},
		{ID: "finish", Title: t("buypage.finish"), Icon: icons.CircleCheck, Enabled: p.may(identity.Issue, o.State == purchase.OrderApproved), Run: ended("finish", p.d.Buying.Close, false)},
		{ID: "cancel", Title: t("buypage.cancel"), Icon: icons.CircleX, Enabled: p.may(identity.Issue, !p.e.fresh() && o.State != purchase.OrderCancelled && o.State != purchase.OrderClosed), Run: ended("cancel", p.d.Buying.Cancel, true)},
		{ID: "order", Title: t("saleswindow.open_order"), Icon: icons.ClipboardList, Enabled: p.when(o.SalesOrderID != 0, "saleswindow.why_state"), Run: func() { p.host.Open(sales.Orders, o.SalesOrderID, nil) }},
	}...)
	return append(list, p.leaving()...)
}
