package sales

import (
	"context"

	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Office is what the window asks of the technical office.
type Office interface {
	AskOffice(ctx context.Context, w sales.PricingWish) (*sales.Pricing, error)
	HandInPricing(ctx context.Context, id int64) error
	WithdrawPricing(ctx context.Context, id int64) (*sales.Pricing, error)
	QuotePricing(ctx context.Context, id int64) (*sales.Quote, error)
}

// technical is the tab of what the technical office prices: the list, and beside it the
// lines of one with their prices and the trail of its approval. SAL-20
type technical struct {
	host  kit.Host
	d     Deps
	load  *kit.Loader
	now   *sales.Pricing
	steps []*approval.Approval
	names map[int64]string
}

func newTechnical(h kit.Host, d Deps, redraw func()) *technical {
	return &technical{host: h, d: d, load: kit.NewLoader(h, redraw), names: map[int64]string{}}
}

func (x *technical) tab() records.Tab {
	t := x.host.T
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("officepage.view." + id), Filter: f}
	}
	state := func(s ...string) listing.Node { return listing.Is("state", listing.In, s...) }
	open := state(string(sales.PricingAsked), string(sales.PricingInReview))
	return records.Tab{
		Kind: sales.Pricings, Query: newest("asked_at", "total_minor"), New: func() { x.host.Toast(t("error.pricing_request.from_deal"), nil) },
		Columns: []records.Column{{Key: "title", Width: 200, Flex: true}, {Key: "customer_id", Width: 170}, {Key: "state", Width: 92}, {Key: "owner_id", Title: t("officepage.priced_by"), Width: 84}, {Key: "asked_by", Width: 84}, {Key: "asked_at", Width: 120}, {Key: "due_on", Width: 92}, {Key: "total_minor", Width: 116}},
		Views:   []records.View{view("all", listing.Node{}), view("open", open), view("mine", listing.All(open, listing.Is("owner_id", listing.Eq, "me"))), view("returned", state(string(sales.PricingReturned)))},
		Actions: x.actions, Pane: x.pane, Looked: x.look, Quiet: quiet,
	}
}

func (x *technical) look(id int64) {
	type seen struct {
		p     *sales.Pricing
		steps []*approval.Approval
		names map[int64]string
	}
	kit.Load(x.load, func(ctx context.Context) (s seen, err error) {
		if s.p, err = x.d.Pricings.Get(ctx, id); err != nil {
			return s, err
		}
		if s.steps, err = x.d.Approvals.Of(ctx, sales.Pricings, id); err != nil {
			return s, err
		}
		var people []int64
		for _, a := range s.steps {
			for _, seat := range a.Seats {
				people = append(people, seat.PersonID)
			}
		}
		s.names, err = x.d.Names(ctx, "person", people)
		return s, err
	}, func(s seen) {
		x.now, x.steps, x.names = s.p, s.steps, s.names
		x.host.Refresh()
	})
}

func (x *technical) actions(id int64, _ *records.Row) (out []kit.Command) {
	p := x.now
	if p == nil || p.ID != id {
		return nil
	}
	t := x.host.T
	cmd := func(key string, icon icons.Name, k kit.Key, run func()) kit.Command {
		return kit.Command{ID: "office." + key, Title: t("officepage." + key), Icon: icon, Keys: []kit.Key{k}, Scope: kit.ScopeList, Run: run}
	}
	out = []kit.Command{{ID: "office.deal", Title: t("opportunity.one"), Icon: icons.Target, Scope: kit.ScopeList, Run: func() { x.host.Open(sales.Opportunities, p.OpportunityID, nil) }}}
	may := func() string {
		if x.host.Actor().Can(identity.May(sales.Pricings, identity.Print)) {
			return ""
		}
		return t("saleswindow.why_right")
	}
	paper := []kit.Command{
		{ID: "office.print", Title: t("saleswindow.print"), Icon: icons.Printer, Keys: []kit.Key{"Ctrl+P"}, Scope: kit.ScopeList, Enabled: may, Run: func() { x.host.Open("print", id, map[string]string{"kind": sales.Pricings}) }},
		{ID: "office.mail", Title: t("saleswindow.mail"), Icon: icons.Send, Scope: kit.ScopeList, Enabled: may, Run: func() { x.host.Open("mail.document", id, map[string]string{"kind": sales.Pricings}) }},
	}
	defer func() { out = append(out, paper...) }()
	switch p.State {
	case sales.PricingAsked:
		if x.host.Actor().ID == p.OwnerID || x.host.Actor().Can(identity.May(sales.Pricings, identity.Assign)) {
			out = append(out, cmd("prices", icons.Coins, "L", func() { x.edit(id) }), cmd("hand_in", icons.Send, "S", func() { x.run(id, x.d.Office.HandInPricing, "officepage.handed_in") }))
		}
		out = append(out, cmd("withdraw", icons.CircleX, "W", func() {
			x.run(id, func(ctx context.Context, id int64) error { _, err := x.d.Office.WithdrawPricing(ctx, id); return err }, "officepage.withdrawn")
		}))
	case sales.PricingReturned:
		if p.QuoteID != 0 {
			out = append(out, kit.Command{ID: "office.open_quote", Title: t("quote.one"), Icon: icons.FileText, Scope: kit.ScopeList, Run: func() { x.host.Open(sales.Quotes, p.QuoteID, nil) }})
		}
		out = append(out, cmd("quote", icons.FilePlus, "Q", func() { x.quote(id) }))
	}
	return out
}

func (x *technical) run(id int64, do func(ctx context.Context, id int64) error, done string) {
	x.host.Go(func(ctx context.Context) {
		err := do(ctx, id)
		x.host.Post(func() {
			x.host.Report(err)
			if err == nil {
				x.host.Toast(x.host.T(done), nil)
				x.look(id)
			}
		})
	})
}

// quote makes the draft of a quote and opens it.
func (x *technical) quote(id int64) {
	answered(x.host, func(ctx context.Context) (*sales.Quote, error) { return x.d.Office.QuotePricing(ctx, id) }, func(q *sales.Quote) {
		x.host.Open(sales.Quotes, q.ID, nil)
	})
}

// pane draws the priced lines and who has agreed.
func (x *technical) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.now == nil || x.now.ID != id {
		return
	}
	t := x.host.T
	c.Text(r.CutTop(24), t("officepage.lines", "n", len(x.now.Lines)), kit.Strong)
	for i, l := range x.now.Lines {
		if i == shownPrices {
			c.Text(r.CutTop(20), t("contractpage.more", "n", len(x.now.Lines)-i), kit.Caption)
			break
		}
		row := r.CutTop(22)
		price := l.Quantity.String() + " " + l.Unit + " × " + l.Price.Text(kit.Home())
		c.Text(row.CutRight(kit.Measure(price, kit.Body)+4), price, kit.Body.RightAligned())
		row.CutRight(8)
		c.Text(row, l.Name, kit.Body)
	}
	if len(x.steps) > 0 {
		r.CutTop(6)
		c.Text(r.CutTop(24), t("approval.one"), kit.Strong)
		r.CutTop(drawApprovals(c, *r, x.host, x.steps, func(id int64) string { return x.names[id] }))
	}
	r.CutTop(4)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

// edit opens the lines of a request to be priced, in a sheet.
func (x *technical) edit(id int64) {
	x.host.Go(func(ctx context.Context) {
		p, err := x.d.Pricings.Get(ctx, id)
		x.host.Post(func() {
			if err != nil {
				x.host.Report(err)
				return
			}
			x.sheet(p)
		})
	})
}

func (x *technical) sheet(p *sales.Pricing) {
	t := x.host.T
	records.Sheet{
		Title: t("officepage.prices") + " · " + p.Title, Text: p.Needs, Width: 860, Grid: x.grid(p),
		Foot: func() string { return t("officepage.lines", "n", len(p.Lines)) },
		Save: func(done func()) {
			lines := p.Lines
			x.host.Go(func(ctx context.Context) {
				_, err := x.d.Pricings.Update(ctx, p.ID, p.Version, func(p *sales.Pricing) error { p.Lines = lines; return nil })
				x.host.Post(func() {
					x.host.Report(err)
					if err == nil {
						done()
						x.host.Toast(t("records.saved"), nil)
						x.look(p.ID)
					}
				})
			})
		},
	}.Show(x.host)
}

func (x *technical) grid(p *sales.Pricing) *kit.Grid {
	h, t, home := x.host, x.host.T, kit.Home()
	known := map[int64]*sales.Product{}
	type line = sales.PricingLine
	text := func(id string, width float32, at func(l *line) *string) records.RowColumn[line] {
		return records.RowColumn[line]{
			GridColumn: kit.GridColumn{ID: id, Title: t("pricing_line." + id), Width: width, Flex: width > 200},
			Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: *at(l)} },
			Set:        func(l *line, text string, _ *kit.Option) error { *at(l) = text; return nil },
		}
	}
	name := text("name", 220, func(l *line) *string { return &l.Name })
	name.Suggest, name.Free, name.ListWidth = suggestPlain(h, x.d, known), true, 420
	name.Set = func(l *line, text string, o *kit.Option) error {
		l.Name, l.ProductID = text, 0
		if o != nil && known[o.ID] != nil {
			k := known[o.ID]
			l.Name, l.ProductID, l.Spec, l.Unit = k.Name, k.ID, k.Spec, k.Unit
		}
		return nil
	}
	return records.NewRows(records.Rows[line]{
		Host: h, All: func() *[]line { return &p.Lines }, Change: func(fn func(*[]line)) { fn(&p.Lines) },
		Blank: func(int) line { return line{Quantity: money.Scale} },
		Keep:  func(into *line, from line) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[line]{
			name, text("spec", 160, func(l *line) *string { return &l.Spec }), text("unit", 60, func(l *line) *string { return &l.Unit }),
			{
				GridColumn: kit.GridColumn{ID: "quantity", Title: t("pricing_line.quantity"), Width: 84, Align: kit.Right, Read: kit.ReadQuantity},
				Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: l.Quantity.String()} },
				Set: func(l *line, text string, _ *kit.Option) (err error) {
					l.Quantity, err = money.ParseQuantity(orZero(text))
					return err
				},
			},
			{
				GridColumn: kit.GridColumn{ID: "price", Title: t("pricing_line.price"), Width: 104, Align: kit.Right, Read: kit.ReadPrice(home)},
				Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: l.Price.Text(home)} },
				Set: func(l *line, text string, _ *kit.Option) (err error) {
					l.Price, err = money.ParsePrice(orZero(text), home)
					return err
				},
			},
		},
	}, t("officepage.prices")).Grid
}

// askOffice asks who is to price a deal, and what is needed.
func (x *deals) askOffice(id int64) {
	t := x.host.T
	who := kit.NewSearch(t("officepage.priced_by"), records.Suggest(x.host, x.d.Deps, "person", listing.Is("state", listing.Eq, "active")))
	needs := kit.NewArea(t("pricing_request.needs"))
	if x.now != nil && x.id == id {
		needs.SetText(x.now.Needs)
	}
	due := kit.NewDate(t("pricing_request.due_on"), x.host.Today, calendar.Ahead)
	a := &records.Ask{
		Title: t("officepage.ask"), Text: t("officepage.ask_text"),
		Rows: []records.AskRow{{Key: "owner_id", Label: t("officepage.priced_by") + " *", Field: who.Field}, {Key: "needs", Label: t("pricing_request.needs") + " *", Field: needs}, {Key: "due_on", Label: t("pricing_request.due_on"), Field: due.Field}},
	}
	a.Do = func() func(ctx context.Context) error {
		w := sales.PricingWish{Deal: id, To: who.Value().ID, Needs: needs.Text()}
		w.DueOn, _ = due.Value()
		return func(ctx context.Context) error { _, err := x.d.Office.AskOffice(ctx, w); return err }
	}
	a.Done = func() { x.host.Toast(t("officepage.asked"), nil) }
	a.Show(x.host)
	kit.Post(who.Field.Focus)
}

// officeCommand transfers a deal to the technical office.
func (x *deals) officeCommand(id int64, why func() string) kit.Command {
	return kit.Command{ID: "deal.office", Title: x.host.T("officepage.ask"), Icon: icons.Wrench, Keys: []kit.Key{"T"}, Scope: kit.ScopeList, Enabled: why, Run: func() { x.askOffice(id) }}
}
