package sales

import (
	"context"
	"strconv"

	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// contractPage is the page of one contract: edited while it is a draft, read afterwards with
// its five bars, who reviews it, and what was ordered under it. SAL-26
type contractPage struct {
	document[sales.Contract]
	rows  *records.Rows[sales.ContractLine]
	plan  *kit.Grid
	v     *preview
	files *files
	known map[int64]*sales.Product

	bars  sales.ContractBars
	asked []*approval.Approval
	docs  []linked // orders under it, the quote it was made of, and its chain of renewals
}

// NewContract makes the page of one contract; id 0 begins a new one for Args["customer_id"],
// out of Args["quote_id"], or as a copy of Args["copy"].
func NewContract(h kit.Host, d Deps, id int64, args map[string]string) kit.Page {
	p := &contractPage{known: map[int64]*sales.Product{}}
	p.document = opened[sales.Contract](h, d, p, p.draw)
	p.id, p.args, p.tab = id, args, "lines"
	if args["tab"] != "" {
		p.tab = args["tab"]
	}
	p.missing = p.incomplete
	p.e = &editor[sales.Contract]{
		host: h, typ: d.Registry.Type(sales.Contracts), svc: d.Contracts, shown: p.shown,
		figure: func(c *sales.Contract, home string) (money.Totals, error) { return c.Figure(home) },
		follow: func(was, now *sales.Contract) { now.Follow(was.Sums()) },
	}
	p.fieldsOf()
	p.rows = p.linesGrid()
	p.plan = p.planGrid()
	p.grids = []*kit.Grid{p.rows.Grid, p.plan}
	p.v = newPreview(h, d.Press, paper.Contract, p.s)
	p.v.data = p.paper
	p.files = newFiles(h, d, p.s, sales.Contracts)
	h.Changed(p.heard, sales.Contracts, "approval", sales.Orders, finance.Allocations, finance.Invoices, stock.Deliveries)
	p.read()
	return p
}

func (p *contractPage) currency() string {
	if p.e.rec == nil || p.e.rec.Currency == "" {
		return kit.Home()
	}
	return p.e.rec.Currency
}

func (p *contractPage) fieldsOf() {
	p.h = newHeader(p.e, p.d)
	p.h.locked = func() bool { return p.e.rec == nil || !p.editable() }
	any := func() listing.Query { return listing.Query{} }
	p.h.readGrade(p.h.ref("customer_id", any))
	p.h.onPick = p.pickCustomer
	p.h.ref("contact_id", func() listing.Query {
		return listing.Query{Filter: listing.Is("customer_id", listing.Eq, strconv.FormatInt(p.e.rec.CustomerID, 10))}
	}, "title")
	for _, key := range []string{"name", "place", "our_signer", "their_signer"} {
		p.h.text(key, false)
	}
	for _, key := range []string{"signed_on", "starts_on", "ends_on"} {
		p.h.date(key)
	}
	p.h.choice("kind")
	p.h.choice("payment_terms")
	p.h.money("amount_minor")
	p.h.rate()
	p.h.share("retention_rate")
	p.h.ref("channel_id", any, "number")
	p.h.ref("owner_id", any)
	p.h.text("terms", true)
	p.h.text("remark", true)
}

// planGrid is the instalments of a draft: typed, pasted, or planned by the payment terms.
func (p *contractPage) planGrid() *kit.Grid {
	g := newPlan(planModel[sales.Contract, sales.ContractPart]{
		host: p.host, edit: p.e.edit, doc: func() *sales.Contract { return p.e.rec }, all: func(c *sales.Contract) *[]sales.ContractPart { return &c.Parts },
		part: func(x *sales.ContractPart) planned { return planned{&x.Name, &x.DueOn, &x.Amount} },
		from: func(c *sales.Contract) calendar.Date {
			if n := len(c.Parts); n > 0 {
				return c.Parts[n-1].DueOn.AddDays(30)
			}
			return max(c.SignedOn, c.StartsOn)
		},
		total: func(c *sales.Contract) money.Minor { return c.Amount }, currency: p.currency, loose: true,
	})
	g.Blank = 1
	return g
}

// Title makes it a kit.Page with what every document has.
func (p *contractPage) Title() string {
	if p.e.rec != nil && !p.e.fresh() && p.e.rec.Number == "" {
		return p.host.T("saleswindow.unnumbered", "what", p.host.T("contract.one"))
	}
	return p.titled("contractpage.new")
}

type seenContract struct {
	c     *sales.Contract
	home  string
	bars  sales.ContractBars
	asked []*approval.Approval
	docs  []linked
}

func (p *contractPage) read() {
	id := p.id
	kit.Load(p.load, func(ctx context.Context) (seenContract, error) {
		firm, err := p.d.Firm(ctx)
		if err != nil {
			return seenContract{}, err
		}
		s := seenContract{home: firm.Currency}
		if id == 0 {
			s.c, err = p.begin(ctx)
			return s, err
		}
		if s.c, err = p.d.Contracts.Get(ctx, id); err != nil {
			return s, err
		}
		if s.bars, err = p.d.Contracting.BarsOf(ctx, id); err != nil {
			return s, err
		}
		if s.asked, err = p.d.Approvals.Of(ctx, sales.Contracts, id); err != nil {
			return s, err
		}
		s.docs, err = p.readDocs(ctx, s.c)
		return s, err
	}, func(s seenContract) {
		p.bars, p.asked, p.docs = s.bars, s.asked, s.docs
		p.take(s.c, s.home)
		p.files.show(s.c.CustomerID, s.c.ID)
	})
}

// begin makes the new contract that the page was opened for.
func (p *contractPage) begin(ctx context.Context) (*sales.Contract, error) {
	if from := number(p.args["copy"]); from != 0 {
		return p.d.Contracting.CopyContract(ctx, from)
	}
	c, err := p.d.Contracting.NewContract(ctx, sales.ContractSource{Customer: number(p.args["customer_id"]), Quote: number(p.args["quote_id"])})
	if err == nil && c.OwnerID == 0 {
		c.OwnerID = p.host.Actor().ID
	}
	return c, err
}

// readDocs are the documents that belong to a contract, as far as the reader may see them.
func (p *contractPage) readDocs(ctx context.Context, c *sales.Contract) ([]linked, error) {
	var out []linked
	if c.QuoteID != 0 {
		if q, err := p.d.Quotes.Get(ctx, c.QuoteID); err == nil {
			out = append(out, linked{kind: sales.Quotes, id: q.ID, title: q.Label(), state: "quote.state." + string(q.State), amount: q.TotalMinor})
		}
	}
	for _, id := range []int64{c.PriorID, c.NextID} {
		if id == 0 {
			continue
		}
		if x, err := p.d.Contracts.Get(ctx, id); err == nil {
			out = append(out, linked{kind: sales.Contracts, id: x.ID, title: x.Label(), state: "contract.state." + string(x.State), amount: x.Amount})
		}
	}
	orders, err := p.d.Orders.Find(ctx, listing.Is("contract_id", listing.Eq, idArg(c.ID)), listing.Sort{Key: "id"})
	for _, o := range orders {
		title := o.Number
		if title == "" {
			title = o.Subject
		}
		out = append(out, linked{kind: sales.Orders, id: o.ID, title: title, state: "sales_order.state." + string(o.State), amount: o.TotalMinor})
	}
	return out, err
}

func (p *contractPage) editable() bool { return p.writable(p.e.rec.State == sales.ContractDraft) }

// incomplete marks what a contract cannot be saved without, and goes there.
func (p *contractPage) incomplete() bool {
	if p.noCustomer() {
		return true
	}
	for _, key := range []string{"name", "starts_on"} {
		f := p.h.fields[key]
		if f.Err = ""; !p.h.get(key).IsEmpty() {
			continue
		}
		f.Err = p.host.T("contractpage.lacks", "field", p.h.label(key))
		f.Focus()
		p.s.Redraw()
		return true
	}
	return false
}

func (p *contractPage) shown() {
	if p.e.rec == nil {
		return
	}
	p.h.fill()
	p.rows.Grid.ReadOnly, p.plan.ReadOnly = !p.editable(), !p.editable()
	p.host.Status(p.host.T("contract.one") + " · " + p.host.T("saleswindow.line_count", "n", len(p.e.rec.Lines)))
	p.v.later()
	p.host.Refresh()
	p.s.Redraw()
}

func (p *contractPage) heard(kind string, id int64) {
	if p.idle() && (kind != sales.Contracts || id == 0 || id == p.e.rec.ID) {
		p.read()
	}
}

// pickCustomer brings what is known of a customer: contact, channel, payment terms.
func (p *contractPage) pickCustomer(id int64) {
	p.knownOf(id, func(known *sales.Quote) {
		p.e.edit("customer_id", func(c *sales.Contract) {
			c.ContactID, c.ChannelID = known.ContactID, known.ChannelID
			if known.PaymentTerms != "" && c.PaymentTerms != known.PaymentTerms {
				c.PaymentTerms, c.Parts = known.PaymentTerms, nil
			}
			if len(c.Lines) == 0 {
				c.Currency = known.Currency
			}
			if c.Name == "" {
				c.Name = p.h.nameOf("customer", id)
			}
		})
	})
}

// paper takes the contract as it stands for the preview.
func (p *contractPage) paper() func(ctx context.Context) (paper.Data, error) {
	if p.e.rec == nil || p.e.wrong != nil || p.e.rec.CustomerID == 0 {
		return nil
	}
	c := p.e.copyOf(p.e.rec)
	return func(ctx context.Context) (paper.Data, error) {
		return p.d.Contracting.PaperOfContract(ctx, c, p.d.Print)
	}
}

// DropFiles attaches files that were dropped on the window.
func (p *contractPage) DropFiles(paths []string) {
	p.show("files")
	p.files.take(paths)
}

func (p *contractPage) show(tab string) {
	p.tab = tab
	p.s.Redraw()
}
