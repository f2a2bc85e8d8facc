package sales

import (
	"context"
	"strconv"

	"kontor/app/approval"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/ui/kit"
)

// quotePage is the quote editor (picture 04).
type quotePage struct {
	document[sales.Quote]
	l      *lines[sales.Quote, sales.QuoteLine]
	v      *preview
	credit *creditWatch
	files  *files
	trade  *tradePart[sales.Quote]

	revs     []*sales.Quote // the newest first
	changes  []string       // by revision: what it changed, in words
	asked    []*approval.Approval
	discount *kit.Field
	compare  int // the revision of revs that is compared with the one before
	revList  kit.List
}

// NewQuote makes the page of one quote; id 0 begins a new one, for Args["customer_id"],
// out of Args["opportunity_id"], or as a copy of Args["copy"].
func NewQuote(h kit.Host, d Deps, id int64, args map[string]string) kit.Page {
	p := &quotePage{}
	p.document = opened[sales.Quote](h, d, p, p.draw)
	p.id, p.args, p.tab = id, args, "lines"
	p.missing, p.refused = p.noCustomer, p.failed
	p.credit = newCreditWatch(h, d, p.s.Redraw)
	p.e = &editor[sales.Quote]{
		host: h, typ: d.QuoteDesc.Type, svc: d.Quotes, shown: p.shown,
		figure: func(q *sales.Quote, home string) (money.Totals, error) { return q.Figure(home) },
	}
	p.fieldsOf()
	p.l = newLines(lines[sales.Quote, sales.QuoteLine]{
		host: h, d: d, edit: p.e.edit, surface: p.s,
		doc: func() *sales.Quote { return p.e.rec }, all: func(q *sales.Quote) *[]sales.QuoteLine { return &q.Lines },
		item: func(l *sales.QuoteLine) *sales.Item { return &l.Item }, currency: p.currency,
		included: func() bool { return p.e.rec == nil || p.e.rec.TaxMode.Mode().Included }, home: func() string { return p.e.home }, exchange: p.exchange,
		ask: func() sales.PriceAsk { return priceAsk(p.e.rec.CustomerID, p.e.rec.Currency, p.e.rec.On) },
	})
	p.grids, p.fields = []*kit.Grid{p.l.grid}, []*kit.Field{p.discount}
	p.l.grid.OnCur = func(int, string) { p.status() }
	p.v = newPreview(h, d.Press, paper.Quote, p.s)
	p.v.data = p.paper
	p.files = newFiles(h, d, p.s, sales.Quotes)
	h.Changed(p.heard, sales.Quotes, "approval")
	h.Changed(func(string, int64) { p.credit.again(); p.s.Redraw() }, "customer", "receivable", "allocation")
	p.read()
	return p
}

// exchange is the rate of the document.
func (p *quotePage) exchange() money.Exchange {
	if p.e.rec == nil {
		return money.Exchange{}
	}
	return p.e.rec.Exchange()
}

func (p *quotePage) currency() string {
	if p.e.rec == nil {
		return kit.Home()
	}
	return p.e.rec.Currency
}

// fieldsOf makes the fields of the head and of the terms.
func (p *quotePage) fieldsOf() {
	p.h = newHeader(p.e, p.d)
	p.h.locked = func() bool { return p.e.rec == nil || !p.editable() }
	any := func() listing.Query { return listing.Query{} }
	customer := p.h.ref("customer_id", any)
	p.h.readGrade(customer)
	p.h.onPick = p.pickCustomer
	p.h.ref("contact_id", func() listing.Query {
		return listing.Query{Filter: listing.Is("customer_id", listing.Eq, strconv.FormatInt(p.e.rec.CustomerID, 10))}
	}, "title")
	p.h.date("date_on")
	until := p.h.date("valid_until")
	p.h.fills = append(p.h.fills, func() {
		until.Hint = ""
		if q := p.e.rec; q.ValidUntil != 0 && q.On != 0 && q.ValidUntil >= q.On {
			until.Hint = p.host.T("saleswindow.days", "n", int(q.ValidUntil-q.On))
		}
	})
	p.h.text("subject", false)
	p.h.choice("payment_terms")
	p.trade = newTrade(p.h, func(q *sales.Quote) *sales.Trade { return &q.Trade }, func(q *sales.Quote) *sales.Sums { return &q.Sums })
	p.h.ref("owner_id", any)
	p.h.ref("opportunity_id", func() listing.Query {
		return listing.Query{Filter: listing.Is("customer_id", listing.Eq, strconv.FormatInt(p.e.rec.CustomerID, 10))}
	})
	p.h.ref("channel_id", any, "number")
	p.h.rate()
	p.h.text("terms", true)
	p.h.text("remark", true)
	p.h.text("change_note", false)
	p.discount = p.discountField()
}

// discountField is the document discount: an amount, or a share with %.
func (p *quotePage) discountField() *kit.Field {
	f := kit.NewField(p.host.T("quote.discount_minor"))
	f.AlignRight = true
	f.Read = func(text string) (string, string, string) {
		if share(text) {
			r, err := money.ParseRate(text)
			if err != nil {
				return text, "", p.host.ErrorText(err)
			}
			return r.String(), "", ""
		}
		return kit.ReadMoney(p.currency())(text)
	}
	f.OnCommit = func(text string) {
		p.e.edit("discount", func(q *sales.Quote) {
			if share(text) {
				if r, err := money.ParseRate(text); err == nil {
					q.Discount, q.DiscountMinor = r, 0
				}
				return
			}
			if m, err := money.Parse(orZero(text), q.Currency); err == nil {
				q.Discount, q.DiscountMinor = 0, m
			}
		})
	}
	p.h.fills = append(p.h.fills, func() {
		if f.Focused() {
			return
		}
		q := p.e.rec
		text := ""
		switch {
		case q.Discount != 0:
			text = q.Discount.String()
		case q.DiscountMinor != 0:
			text = plain(q.DiscountMinor, q.Currency)
		}
		f.SetText(text)
		f.ReadOnly = !p.editable()
	})
	return f
}

func share(text string) bool { return len(text) > 0 && text[len(text)-1] == '%' }

// seenQuote is what the page reads.
type seenQuote struct {
	q     *sales.Quote
	home  string
	revs  []*sales.Quote
	asked []*approval.Approval
}

// read loads the quote with its revisions.
func (p *quotePage) read() {
	id := p.id
	kit.Load(p.load, func(ctx context.Context) (seenQuote, error) {
		firm, err := p.d.Firm(ctx)
		if err != nil {
			return seenQuote{}, err
		}
		s := seenQuote{home: firm.Currency}
		if id == 0 {
			s.q, err = p.begin(ctx)
			return s, err
		}
		if s.q, err = p.d.Quotes.Get(ctx, id); err != nil {
			return s, err
		}
		if s.revs, err = p.d.Sales.Revisions(ctx, id); err != nil {
			return s, err
		}
		s.asked, err = p.d.Approvals.Of(ctx, sales.Quotes, id)
		return s, err
	}, p.seen)
}

// begin makes the new quote that the page was opened for.
func (p *quotePage) begin(ctx context.Context) (*sales.Quote, error) {
	customer, deal := number(p.args["customer_id"]), number(p.args["opportunity_id"])
	if from := number(p.args["copy"]); from != 0 {
		return p.d.Sales.CopyQuote(ctx, from, customer)
	}
	subject, channel := "", int64(0)
	if deal != 0 {
		o, err := p.d.Deals.Get(ctx, deal)
		if err != nil {
			return nil, err
		}
		customer, subject, channel = o.CustomerID, o.Name, o.ChannelID
	}
	q, err := p.d.Sales.NewQuote(ctx, customer)
	if err != nil {
		return nil, err
	}
	q.OpportunityID, q.Subject = deal, subject
	if channel != 0 {
		q.ChannelID = channel
	}
	if a := p.host.Actor(); q.OwnerID == 0 {
		q.OwnerID = a.ID
	}
	return q, nil
}

func (p *quotePage) seen(s seenQuote) {
	p.e.home, p.revs, p.asked = s.home, s.revs, s.asked
	p.changes, p.compare = p.changesOf(s.revs), 0
	for i, r := range s.revs {
		p.h.name("person", r.OwnerID)
		if r.ID == s.q.ID {
			p.compare = i
		}
	}
	p.take(s.q, s.home)
	p.files.show(s.q.CustomerID, s.q.ID)
}

// editable tells whether the person may change the quote now.
func (p *quotePage) editable() bool {
	return p.writable(p.e.rec.Editable())
}

// shown follows a change of the document.
func (p *quotePage) shown() {
	if p.e.rec == nil {
		return
	}
	p.h.fill()
	p.l.grid.ReadOnly = !p.editable()
	p.l.columns()
	p.l.lookRelated()
	p.status()
	p.v.later()
	p.host.Refresh()
	p.s.Redraw()
}

func (p *quotePage) status() {
	if p.e.rec == nil {
		return
	}
	row, col := p.l.grid.Current()
	text := p.host.T("quote.one") + " · " + p.host.T("saleswindow.line_count", "n", len(p.e.rec.Lines))
	for _, c := range p.l.grid.Columns {
		if c.ID == col && p.tab == "lines" {
			text += " · " + p.host.T("saleswindow.line", "n", row+1) + " " + c.Title
		}
	}
	p.host.Status(text)
}

// heard follows what others save: an untouched page shows it, a page with unsaved work
// compares on saving.
func (p *quotePage) heard(kind string, id int64) {
	if !p.idle() {
		return
	}
	mine := id == 0 || kind == "approval" || id == p.e.rec.ID
	for _, r := range p.revs {
		mine = mine || r.ID == id
	}
	if mine {
		p.read()
	}
}

// pickCustomer brings what is known of a customer: contact, payment terms.
func (p *quotePage) pickCustomer(id int64) {
	p.knownOf(id, func(known *sales.Quote) {
		p.e.last = "customer_id"
		p.e.edit("customer_id", func(q *sales.Quote) {
			q.ContactID, q.ChannelID = known.ContactID, known.ChannelID
			if known.PaymentTerms != "" {
				q.PaymentTerms = known.PaymentTerms
			}
		})
	})
}

// paper takes the quote as it stands for the preview.
func (p *quotePage) paper() func(ctx context.Context) (paper.Data, error) {
	if p.e.rec == nil || p.e.wrong != nil {
		return nil
	}
	q := p.e.copyOf(p.e.rec)
	return func(ctx context.Context) (paper.Data, error) { return p.d.Sales.QuotePaper(ctx, q, p.d.Print) }
}
