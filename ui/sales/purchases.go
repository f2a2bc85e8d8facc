package sales

import (
	"context"

	"kontor/app/approval"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// buying is the window of purchase and stock: suppliers, orders, receipts, what lies where.
type buying struct {
	*records.Page
	host kit.Host
	d    Deps
	load *kit.Loader

	id       int64 // the supplier beside the list
	contacts []*purchase.Contact
	steps    []*approval.Approval
	names    map[int64]string
	report   *stockReport
}

// NewPurchase makes the window of purchase and stock.
func NewPurchase(h kit.Host, d Deps) kit.Page {
	p := &buying{host: h, d: d}
	p.load = kit.NewLoader(h, p.redraw)
	p.report = newStockReport(h, d, p.redraw)
	var tabs []records.Tab
	for _, t := range p.tabs() {
		if h.Actor().Can(identity.May(t.Kind, identity.See)) {
			tabs = append(tabs, t)
		}
	}
	p.Page = records.NewPage(h, d.PageDeps, h.T("area.purchase"), tabs)
	h.Changed(func(string, int64) {
		if p.id != 0 {
			p.look(p.id)
		}
	}, purchase.Contacts, "approval")
	return p
}

func (p *buying) redraw() {
	if p.Page != nil {
		p.Surface().Redraw()
	}
}

func (p *buying) tabs() []records.Tab {
	t := p.host.T
	state := func(s ...string) listing.Node { return listing.Is("state", listing.In, s...) }
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("buypage.view." + id), Filter: f}
	}
	byCode := listing.Query{Sort: []listing.Sort{{Key: "code"}}}
	byCode.Filter = listing.Is("stock", listing.Filled)
	return []records.Tab{
		{
			Kind: purchase.Orders, Query: newest("date_on", "home_minor"),
			Columns: column("number", "supplier_id", "subject", "total_minor", "currency", "state", "date_on", "deliver_on", "received_minor", "sales_order_id"),
			Views: []records.View{
				view("all", listing.Node{}), view("open", state(string(purchase.OrderApproved))), view("waiting", state(string(purchase.OrderDraft), string(purchase.OrderSubmitted))),
				view("late", listing.All(state(string(purchase.OrderApproved)), listing.Is("deliver_on", listing.Lt, "today"))),
			},
			Quiet: quiet, Open: func(id int64) { p.host.Open(purchase.Orders, id, nil) }, New: func() { p.host.New(purchase.Orders, nil) }, Actions: p.orderActions,
		},
		{
			Kind: purchase.Receipts, Query: newest("date_on"), Columns: column("number", "supplier_id", "order_id", "value_minor", "currency", "state", "date_on", "their_note", "warehouse"),
			Open: func(id int64) { p.host.Open(purchase.Receipts, id, nil) }, New: func() { p.host.Toast(t("buypage.receipt_from_order"), nil) }, Actions: printing(p.host, purchase.Receipts),
		},
		{
			Kind: purchase.Suppliers, Query: listing.Query{Sort: []listing.Sort{{Key: "name"}}},
			Columns: []records.Column{{Key: "name", Width: 210, Flex: true}, {Key: "state", Width: 92}, {Key: "category", Width: 96}, {Key: "goods", Width: 180}, {Key: "phone", Width: 128}, {Key: "lead_days", Width: 90}, {Key: "cert_until", Width: 100}, {Key: "grade", Width: 70}},
			Views: []records.View{
				view("all", listing.Node{}), view("approved", state(string(purchase.Approved))), view("candidates", state(string(purchase.Candidate), string(purchase.InReview))), view("suspended", state(string(purchase.Suspended))),
			},
			Actions: p.supplierActions, Pane: p.supplierPane, Looked: p.look,
		},
		{Kind: purchase.Contacts, Query: listing.Query{Sort: []listing.Sort{{Key: "name"}}}, Columns: []records.Column{{Key: "name", Width: 110}, {Key: "supplier_id", Width: 220, Flex: true}, {Key: "title", Width: 110}, {Key: "mobile", Width: 130}, {Key: "phone", Width: 130}, {Key: "mail", Width: 190}, {Key: "main", Width: 90}}},
		{
			Kind: sales.Products, Title: t("buypage.stock"), Query: byCode, Fixed: true,
			Columns: []records.Column{{Key: "code", Width: 110}, {Key: "name", Width: 220, Flex: true}, {Key: "spec", Width: 130}, {Key: "unit", Width: 50}, {Key: "stock", Width: 86}, {Key: "reserved", Width: 86}, {Key: "available", Width: 86}, {Key: "on_order", Width: 86}, {Key: "safe_stock", Width: 90}, {Key: "lacking", Width: 80}, {Key: "category", Width: 90}, {Key: "supplier_id", Hidden: true}},
			Views: []records.View{
				view("all", listing.Node{}), view("low", listing.Is("lacking", listing.Gt, "0")), view("none", listing.Is("stock", listing.Le, "0")), view("reserved", listing.Is("reserved", listing.Gt, "0")),
				view("material", listing.Is("category", listing.Eq, "material")),
			},
			Actions: p.stockActions,
		},
		{
			Kind: stock.Levels, Query: listing.Query{Sort: []listing.Sort{{Key: "warehouse"}, {Key: "product_id.code"}}}, Fixed: true,
			Columns: []records.Column{{Key: "warehouse", Width: 120}, {Key: "product_id", Width: 260, Flex: true}, {Key: "quantity", Width: 110}, {Key: "updated_at", Width: 150}},
			Actions: p.levelActions,
		},
		{Kind: stock.Moves, Query: newest("on_date", "quantity"), Fixed: true, Columns: column("on_date", "product_id", "kind", "quantity", "balance", "warehouse", "number", "party", "reason")},
		{Kind: stock.Moves, Title: t("buypage.report"), Draw: p.report.draw, Commands: p.report.commands, Shown: p.report.read},
	}
}

// printing is the one command of documents that are printed from their list.
func printing(h kit.Host, kind string) func(id int64, _ *records.Row) []kit.Command {
	return func(id int64, _ *records.Row) []kit.Command {
		return []kit.Command{{ID: "print", Title: h.T("saleswindow.print"), Icon: icons.Printer, Keys: []kit.Key{"Ctrl+P"}, Run: func() {
			h.Open("print", id, map[string]string{"kind": kind})
		}}}
	}
}

func (p *buying) orderActions(id int64, r *records.Row) []kit.Command {
	out := printing(p.host, purchase.Orders)(id, r)
	if purchase.OrderState(r.Get("state").Text()) == purchase.OrderApproved {
		out = append(out, kit.Command{ID: "receive", Title: p.host.T("buypage.receive"), Icon: icons.Package, Keys: []kit.Key{"R"}, Scope: kit.ScopeList, Run: func() {
			p.host.New(purchase.Receipts, map[string]string{"order_id": idArg(id)})
		}, Enabled: p.may(purchase.Receipts, identity.Add)})
	}
	return out
}

func (p *buying) may(kind string, verb identity.Verb) func() string {
	return func() string {
		if p.host.Actor().Can(identity.May(kind, verb)) {
			return ""
		}
		return p.host.T("saleswindow.why_right")
	}
}

// look reads what the pane shows of a supplier.
func (p *buying) look(id int64) {
	p.id = id
	type seen struct {
		contacts []*purchase.Contact
		steps    []*approval.Approval
		names    map[int64]string
	}
	kit.Load(p.load, func(ctx context.Context) (s seen, err error) {
		if s.contacts, err = p.d.Buying.Contacts.Find(ctx, listing.Is("supplier_id", listing.Eq, idArg(id)), listing.Sort{Key: "main", Desc: true}, listing.Sort{Key: "id"}); err != nil {
			return s, err
		}
		if s.steps, err = p.d.Approvals.Of(ctx, purchase.Suppliers, id); err != nil {
			return s, err
		}
		var people []int64
		for _, a := range s.steps {
			for _, seat := range a.Seats {
				people = append(people, seat.PersonID)
			}
		}
		s.names, err = p.d.Names(ctx, "person", people)
		return s, err
	}, func(s seen) {
		if p.id == id {
			p.contacts, p.steps, p.names = s.contacts, s.steps, s.names
		}
	})
}

func (p *buying) supplierActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	cmd := func(key string, icon icons.Name, k kit.Key, run func(), enabled func() string) kit.Command {
		c := kit.Command{ID: "supplier." + key, Title: t("buypage." + key), Icon: icon, Scope: kit.ScopeList, Run: run, Enabled: enabled}
		if k != "" {
			c.Keys = []kit.Key{k}
		}
		return c
	}
	out := []kit.Command{cmd("contact", icons.User, "K", func() { p.addContact(id) }, p.may(purchase.Contacts, identity.Add))}
	switch purchase.SupplierState(r.Get("state").Text()) {
	case purchase.Candidate, purchase.Suspended:
		out = append(out, cmd("recommend", icons.CircleCheck, "S", func() { p.recommend(id) }, p.may(purchase.Suppliers, identity.Change)))
	case purchase.Approved:
		out = append(out, cmd("order", icons.ShoppingCart, "O", func() { p.host.New(purchase.Orders, map[string]string{"supplier_id": idArg(id)}) }, p.may(purchase.Orders, identity.Add)),
			cmd("suspend", icons.CircleX, "", func() { p.suspend(id) }, p.may(purchase.Suppliers, identity.Approve)))
	}
	return out
}

func (p *buying) addContact(id int64) {
	makeRecord(p.host, p.d, formWish{
		kind: purchase.Contacts, title: p.host.T("buypage.contact"), given: map[string]string{"supplier_id": idArg(id)}, hide: []string{"supplier_id"}, height: 320,
	}, func(int64) { p.look(id) })
}

func (p *buying) run(id int64, do func(ctx context.Context, id int64) error, done string) {
	p.host.Go(func(ctx context.Context) {
		err := do(ctx, id)
		p.host.Post(func() {
			p.host.Report(err)
			if err == nil {
				p.host.Toast(p.host.T(done), nil)
				p.look(id)
			}
		})
	})
}

func (p *buying) recommend(id int64) {
	askReason(p.host, reasonWish{title: p.host.T("buypage.recommend"), text: p.host.T("buypage.recommend_text")}, func(reason string) {
		p.run(id, func(ctx context.Context, id int64) error {
			_, err := p.d.Buying.Recommend(ctx, id, reason)
			return err
		}, "buypage.recommended")
	})
}

func (p *buying) suspend(id int64) {
	askReason(p.host, reasonWish{title: p.host.T("buypage.suspend"), text: p.host.T("buypage.suspend_text"), danger: true}, func(reason string) {
		p.run(id, func(ctx context.Context, id int64) error { _, err := p.d.Buying.Suspend(ctx, id, reason); return err }, "buypage.suspended")
	})
}

// supplierPane draws the people of a supplier and the trail of its reviews.
func (p *buying) supplierPane(c *kit.Canvas, r *kit.Rect, id int64) {
	if p.id != id || len(p.contacts)+len(p.steps) == 0 {
		return
	}
	t := p.host.T
	if len(p.contacts) > 0 {
		c.Text(r.CutTop(24), t("supplier_contact.many"), kit.Strong)
	}
	for i, k := range p.contacts {
		if i == 6 {
			c.Text(r.CutTop(20), t("contractpage.more", "n", len(p.contacts)-i), kit.Caption)
			break
		}
		row := r.CutTop(22)
		number := k.Mobile
		if number == "" {
			number = k.Phone
		}
		c.Text(row.CutRight(120), number, kit.Body.RightAligned())
		row.CutLeft(c.LinkText(row, "contact."+itoa(i), k.Name, kit.Body.In(theme.Primary), func() { p.host.Open(purchase.Contacts, k.ID, nil) }) + 8)
		c.Text(row, k.Title, kit.Caption)
	}
	if len(p.steps) > 0 {
		r.CutTop(6)
		c.Text(r.CutTop(24), t("buypage.reviews", "n", len(p.steps)), kit.Strong)
		r.CutTop(drawApprovals(c, *r, p.host, p.steps, func(id int64) string { return p.names[id] }))
	}
	r.CutTop(4)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}
