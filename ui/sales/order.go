package sales

import (
	"context"
	"strconv"

	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// orderPage is the page of one order (picture 16): edited while it is a draft, read
// afterwards with what was received, what blocks it, and what belongs to it.
type orderPage struct {
	document[sales.Order]
	l      *lines[sales.Order, sales.OrderLine]
	plan   *kit.Grid
	credit *creditWatch
	trade  *tradePart[sales.Order]
	files  *files
	proof  *records.FileBox

	asked    []*approval.Approval
	dues     []due
	billed   []linked // invoices
	paid     []linked
	gone     []linked // deliveries
	sentBack []linked // returns
	// bought are purchase orders that were made for the order.
	bought []linked
	quote  *sales.Quote
}

// due is one receivable of the order.
type due struct {
	name            string
	on              calendar.Date
	amount, settled money.Minor
	void            bool
	id              int64
}

// linked is a document that belongs to the order.
type linked struct {
	kind, title, state string
	id                 int64
	amount             money.Minor
	receivable         int64
}

// NewOrder makes the page of one order; id 0 begins a new one for Args["customer_id"].
func NewOrder(h kit.Host, d Deps, id int64, args map[string]string) kit.Page {
	p := &orderPage{}
	p.document = opened[sales.Order](h, d, p, p.draw)
	p.id, p.args, p.tab = id, args, "lines"
	p.missing = p.noCustomer
	p.credit = newCreditWatch(h, d, p.s.Redraw)
	p.e = &editor[sales.Order]{
		host: h, typ: d.Registry.Type(sales.Orders), svc: d.Orders, shown: p.shown,
		figure: func(o *sales.Order, home string) (money.Totals, error) { return o.Figure(home) },
	}
	p.fieldsOf()
	p.l = newLines(lines[sales.Order, sales.OrderLine]{
		host: h, d: d, edit: p.e.edit, surface: p.s,
		doc: func() *sales.Order { return p.e.rec }, all: func(o *sales.Order) *[]sales.OrderLine { return &o.Lines },
		item: func(l *sales.OrderLine) *sales.Item { return &l.Item }, currency: p.currency,
		included: func() bool { return p.e.rec == nil || p.e.rec.TaxMode.Mode().Included }, home: func() string { return p.e.home }, exchange: p.exchange,
		ask:   func() sales.PriceAsk { return priceAsk(p.e.rec.CustomerID, p.e.rec.Currency, p.e.rec.On) },
		extra: p.deliveredColumn, cell: p.deliveredCell,
	})
	p.plan = newPlan(planModel[sales.Order, sales.PlanLine]{
		host: h, edit: p.e.edit, doc: func() *sales.Order { return p.e.rec }, all: func(o *sales.Order) *[]sales.PlanLine { return &o.Plan },
		part: func(l *sales.PlanLine) planned { return planned{&l.Name, &l.DueOn, &l.AmountMinor} },
		from: func(o *sales.Order) calendar.Date { return o.On }, total: func(o *sales.Order) money.Minor { return o.TotalMinor }, currency: p.currency,
	})
	p.grids = []*kit.Grid{p.l.grid, p.plan}
	p.files = newFiles(h, d, p.s, sales.Orders)
	h.Changed(p.heard, sales.Orders, "approval", finance.Receivables, finance.Allocations, stock.Deliveries, stock.Returns, purchase.Orders, finance.Invoices)
	h.Changed(func(string, int64) { p.credit.again(); p.s.Redraw() }, "customer", "receivable", "allocation")
	p.read()
	return p
}

// exchange is the rate of the document.
func (p *orderPage) exchange() money.Exchange {
	if p.e.rec == nil {
		return money.Exchange{}
	}
	return p.e.rec.Exchange()
}

func (p *orderPage) currency() string {
	if p.e.rec == nil {
		return kit.Home()
	}
	return p.e.rec.Currency
}

func (p *orderPage) fieldsOf() {
	p.h = newHeader(p.e, p.d)
	p.h.locked = func() bool { return p.e.rec == nil || !p.editable() }
	any := func() listing.Query { return listing.Query{} }
	p.h.readGrade(p.h.ref("customer_id", any))
	p.h.onPick = p.pickCustomer
	p.h.ref("contact_id", func() listing.Query {
		return listing.Query{Filter: listing.Is("customer_id", listing.Eq, strconv.FormatInt(p.e.rec.CustomerID, 10))}
	}, "title")
	p.h.date("date_on")
	p.h.date("deliver_on")
	p.h.text("subject", false)
	p.h.text("customer_po", false)
	p.h.text("deliver_to", false)
	p.h.choice("payment_terms")
	p.h.ref("owner_id", any)
	p.h.ref("channel_id", any, "number")
	p.h.rate()
	p.h.text("terms", true)
	p.h.text("remark", true)
	p.offlineFields()
	p.trade = newTrade(p.h, func(o *sales.Order) *sales.Trade { return &o.Trade }, func(o *sales.Order) *sales.Sums { return &o.Sums })
}

// Title makes it a kit.Page with what every document has.
func (p *orderPage) Title() string { return p.titled("saleswindow.new_order") }

type seenOrder struct {
	o      *sales.Order
	home   string
	asked  []*approval.Approval
	dues   []due
	billed []linked
	paid   []linked
	gone   []linked
	back   []linked
	quote  *sales.Quote

	bought []linked
}

func (p *orderPage) read() {
	id := p.id
	kit.Load(p.load, func(ctx context.Context) (seenOrder, error) {
		firm, err := p.d.Firm(ctx)
		if err != nil {
			return seenOrder{}, err
		}
		s := seenOrder{home: firm.Currency}
		if id == 0 {
			begin := p.d.Sales.NewOrder
			if p.args["offline"] != "" {
				begin = p.d.Sales.NewOffline
			}
			if from := number(p.args["copy"]); from != 0 {
				begin = func(ctx context.Context, _ int64) (*sales.Order, error) { return p.d.Sales.CopyOrder(ctx, from) }
			}
			s.o, err = begin(ctx, number(p.args["customer_id"]))
			if err == nil && s.o.OwnerID == 0 {
				s.o.OwnerID = p.host.Actor().ID
			}
			return s, err
		}
		if s.o, err = p.d.Orders.Get(ctx, id); err != nil {
			return s, err
		}
		if s.asked, err = p.d.Approvals.Of(ctx, sales.Orders, id); err != nil {
			return s, err
		}
		if s.o.QuoteID != 0 {
			if q, err := p.d.Quotes.Get(ctx, s.o.QuoteID); err == nil { // one the reader may not see stays away
				s.quote = q
			}
		}
		if s.dues, err = p.readDues(ctx, id); err != nil {
			return s, err
		}
		if s.paid, err = p.readPaid(ctx, id); err != nil {
			return s, err
		}
		if s.gone, err = p.readGone(ctx, id); err != nil {
			return s, err
		}
		if s.billed, err = p.readBilled(ctx, id); err != nil {
			return s, err
		}
		s.back, s.bought, err = p.readBack(ctx, id)
		return s, err
	}, p.seen)
}

// rows reads a list of records that belong to the order; none when the reader may not.
func (p *orderPage) rows(ctx context.Context, kind string, id int64, sort string, columns ...string) ([]listing.Row, error) {
	if !p.host.Actor().Can(identity.May(kind, identity.See)) {
		return nil, nil
	}
	plan, err := listing.Allow(ctx, p.d.Registry, identity.May(kind, identity.See), listing.Query{
		Entity: kind, Columns: columns,
		Filter: listing.Is("order_id", listing.Eq, strconv.FormatInt(id, 10)), Sort: []listing.Sort{{Key: sort}},
	})
	if err != nil {
		return nil, err
	}
	var out []listing.Row
	err = p.d.Source.Each(ctx, plan, func(r listing.Row) error { out = append(out, r); return nil })
	return out, err
}

func (p *orderPage) readDues(ctx context.Context, id int64) ([]due, error) {
	rows, err := p.rows(ctx, finance.Receivables, id, "due_on", "number", "remark", "due_on", "amount_minor", "settled_minor", "void")
	var out []due
	for _, r := range rows {
		d := due{id: r.ID, name: r.Cells[1].Text(), amount: money.Minor(r.Cells[3].Int()), settled: money.Minor(r.Cells[4].Int()), void: r.Cells[5].Int() != 0}
		if d.name == "" {
			d.name = r.Cells[0].Text()
		}
		if on, err := calendar.Parse(r.Cells[2].Text()); err == nil {
			d.on = on
		}
		out = append(out, d)
	}
	return out, err
}

func (p *orderPage) readPaid(ctx context.Context, id int64) ([]linked, error) {
	rows, err := p.rows(ctx, finance.Allocations, id, "id", "money_in_id", "money_in_id.number", "money_in_id.state", "amount_minor", "receivable_id")
	var out []linked
	for _, r := range rows {
		if r.Cells[0].Int() == 0 {
			continue // a credit note or a write-off
		}
		out = append(out, linked{
			kind: finance.MoneyInName, id: r.Cells[0].Int(), title: r.Cells[1].Text(), state: r.Cells[2].Text(),
			amount: money.Minor(r.Cells[3].Int()), receivable: r.Cells[4].Int(),
		})
	}
	return out, err
}

// readBilled reads the invoices of the order that were issued.
func (p *orderPage) readBilled(ctx context.Context, id int64) ([]linked, error) {
	rows, err := p.rows(ctx, finance.Invoices, id, "id", "id", "full_number", "state", "gross_minor")
	var out []linked
	for _, r := range rows {
		if st := r.Cells[2].Text(); st != string(finance.Requested) {
			out = append(out, linked{kind: finance.Invoices, id: r.Cells[0].Int(), title: r.Cells[1].Text(), state: "invoice.state." + st, amount: money.Minor(r.Cells[3].Int())})
		}
	}
	return out, err
}

func (p *orderPage) seen(s seenOrder) {
	p.billed = s.billed
	p.asked, p.dues, p.paid, p.gone, p.quote = s.asked, s.dues, s.paid, s.gone, s.quote
	p.sentBack, p.bought = s.back, s.bought
	p.take(s.o, s.home)
	p.files.show(s.o.CustomerID, s.o.ID)
}

func (p *orderPage) editable() bool {
	return p.writable(p.e.rec.Editable())
}

func (p *orderPage) shown() {
	if p.e.rec == nil {
		return
	}
	p.h.fill()
	p.l.grid.ReadOnly, p.plan.ReadOnly = !p.editable(), !p.editable()
	p.l.grid.Blank = 1
	p.l.columns()
	p.l.lookRelated()
	p.host.Status(p.host.T("sales_order.one") + " · " + p.host.T("saleswindow.line_count", "n", len(p.e.rec.Lines)))
	p.host.Refresh()
	p.s.Redraw()
}

func (p *orderPage) heard(kind string, id int64) {
	if p.idle() && (kind != sales.Orders || id == 0 || id == p.e.rec.ID) {
		p.read()
	}
}

func (p *orderPage) pickCustomer(id int64) {
	p.knownOf(id, func(known *sales.Quote) {
		p.e.edit("customer_id", func(o *sales.Order) {
			o.ContactID, o.ChannelID = known.ContactID, known.ChannelID
			if known.PaymentTerms != "" && known.PaymentTerms != o.PaymentTerms {
				o.PaymentTerms, o.Plan = known.PaymentTerms, nil
			}
		})
	})
}
