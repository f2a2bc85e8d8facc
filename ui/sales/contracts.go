package sales

import (
	"context"
	"strconv"

	"kontor/app/approval"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Contracting is what the window asks of contracts.
type Contracting interface {
	NewContract(ctx context.Context, from sales.ContractSource) (*sales.Contract, error)
	CopyContract(ctx context.Context, id int64) (*sales.Contract, error)
	CreateContract(ctx context.Context, from sales.ContractSource) (*sales.Contract, error)
	SubmitContract(ctx context.Context, id int64) (*sales.Contract, error)
	RecallContract(ctx context.Context, id int64) error
	PaperOfContract(ctx context.Context, c *sales.Contract, p sales.Print) (paper.Data, error)
	EndContract(ctx context.Context, id int64, broken bool, reason string) (*sales.Contract, error)
	Renew(ctx context.Context, id int64) (*sales.Contract, error)
	OrderContract(ctx context.Context, id int64) (*sales.Order, error)
	BarsOf(ctx context.Context, id int64) (sales.ContractBars, error)
}

// contracts is the tab of contracts: the list, and beside it the five bars, instalments,
// products, review and orders of one.
type contracts struct {
	host kit.Host
	d    Deps
	page *page
	load *kit.Loader

	files  *files
	id     int64
	now    *sales.Contract
	bars   sales.ContractBars
	steps  []*approval.Approval
	orders []*sales.Order
	names  map[int64]string
}

func newContracts(h kit.Host, d Deps, p *page) *contracts {
	x := &contracts{host: h, d: d, page: p, names: map[int64]string{}}
	x.load = kit.NewLoader(h, p.redraw)
	return x
}

func (x *contracts) tab() records.Tab {
	t := x.host.T
	state := func(s ...sales.ContractState) listing.Node {
		list := make([]string, len(s))
		for i := range s {
			list[i] = string(s[i])
		}
		return listing.Is("state", listing.In, list...)
	}
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("contractpage.view." + id), Filter: f}
	}
	columns := []records.Column{
		{Key: "number", Width: 128},
		{Key: "name", Width: 200, Flex: true},
		{Key: "customer_id", Width: 180},
		{Key: "amount_minor", Width: 116},
		{Key: "currency", Width: 56},
		{Key: "state", Width: 84},
		{Key: "signed_on", Width: 92},
		{Key: "ends_on", Width: 92},
		{Key: "owner_id", Width: 84},
	}
	columns = also(columns, "channel_id", "kind", "starts_on", "their_signer", "payment_terms", "prior_id", "next_id", "quote_id")
	active := state(sales.ContractActive)
	return records.Tab{
		Kind: sales.Contracts, Query: listing.Query{Sort: []listing.Sort{{Key: "starts_on", Desc: true}, {Key: "id", Desc: true}}, Totals: []string{"amount_minor"}}, Columns: columns,
		Actions: x.actions, Pane: x.pane, Looked: x.look,
		Open: func(id int64) { x.host.Open(sales.Contracts, id, nil) }, New: func() { x.host.New(sales.Contracts, nil) },
		Views: []records.View{
			view("running", state(sales.ContractDraft, sales.ContractInReview, sales.ContractActive)), view("mine", listing.Is("owner_id", listing.Eq, "me")), view("review", state(sales.ContractInReview)),
			view("active", active), view("ending", listing.All(active, listing.Is("ends_on", listing.Between, "today", "+60"))), view("over", listing.All(active, listing.Is("ends_on", listing.Lt, "today"))),
			view("ended", state(sales.ContractEnded, sales.ContractTerminated, sales.ContractRenewed)), view("all", listing.Node{}),
		},
	}
}

// look reads what the pane shows of a contract.
func (x *contracts) look(id int64) {
	type seen struct {
		now    *sales.Contract
		bars   sales.ContractBars
		steps  []*approval.Approval
		orders []*sales.Order
		names  map[int64]string
	}
	kit.Load(x.load, func(ctx context.Context) (s seen, err error) {
		if s.now, err = x.d.Contracts.Get(ctx, id); err != nil {
			return s, err
		}
		if s.bars, err = x.d.Contracting.BarsOf(ctx, id); err != nil {
			return s, err
		}
		if s.steps, err = x.d.Approvals.Of(ctx, sales.Contracts, id); err != nil {
			return s, err
		}
		if s.orders, err = x.d.Orders.Find(ctx, listing.Is("contract_id", listing.Eq, strconv.FormatInt(id, 10)), listing.Sort{Key: "id"}); err != nil {
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
		x.id, x.now, x.bars, x.steps, x.orders, x.names = id, s.now, s.bars, s.steps, s.orders, s.names
		x.files.show(s.now.CustomerID, id)
	})
}

// run does one command with a contract and tells so.
func (x *contracts) run(id int64, do func(ctx context.Context, id int64) error, done string) {
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

func (x *contracts) actions(id int64, r *records.Row) []kit.Command {
	t := x.host.T
	cmd := func(key string, icon icons.Name, k kit.Key, verb identity.Verb, run func()) kit.Command {
		c := kit.Command{ID: "contract." + key, Title: t("contractpage." + key), Icon: icon, Scope: kit.ScopeList, Run: run, Enabled: func() string {
			if x.host.Actor().Can(identity.May(sales.Contracts, verb)) {
				return ""
			}
			return t("saleswindow.why_right")
		}}
		if k != "" {
			c.Keys = []kit.Key{k}
		}
		return c
	}
	paper := []kit.Command{
		cmd("print", icons.Printer, "Ctrl+P", identity.Print, func() { x.host.Open("print", id, map[string]string{"kind": sales.Contracts}) }),
		cmd("mail", icons.Send, "", identity.Print, func() { x.host.Open("mail.document", id, map[string]string{"kind": sales.Contracts}) }),
	}
	return append(x.steppable(id, r, cmd), paper...)
}

// steppable are the next steps of a contract in its state.
func (x *contracts) steppable(id int64, r *records.Row, cmd func(string, icons.Name, kit.Key, identity.Verb, func()) kit.Command) []kit.Command {
	at := func(tab string) func() {
		return func() { x.host.Open(sales.Contracts, id, map[string]string{"tab": tab}) }
	}
	parts := cmd("parts", icons.Calendar, "P", identity.Change, at("plan"))
	lines := cmd("lines", icons.Package, "L", identity.Change, at("lines"))
	switch sales.ContractState(r.Get("state").Text()) {
	case sales.ContractDraft:
		return []kit.Command{cmd("submit", icons.CircleCheck, "S", identity.Issue, func() {
			x.run(id, func(ctx context.Context, id int64) error {
				_, err := x.d.Contracting.SubmitContract(ctx, id)
				return err
			}, "contractpage.submitted")
		}), parts, lines}
	case sales.ContractActive:
		return []kit.Command{
			cmd("order", icons.ClipboardList, "O", identity.See, func() { x.order(id) }), cmd("renew", icons.Refresh, "R", identity.Add, func() { x.renew(id) }),
			cmd("end", icons.Check, "", identity.Issue, func() { x.end(id, false) }), cmd("terminate", icons.X, "", identity.Issue, func() { x.end(id, true) }),
		}
	case sales.ContractEnded:
		return []kit.Command{cmd("renew", icons.Refresh, "R", identity.Add, func() { x.renew(id) })}
	}
	return nil
}

func (x *contracts) end(id int64, broken bool) {
	askEnd(x.host, broken, func(reason string) {
		x.run(id, func(ctx context.Context, id int64) error {
			_, err := x.d.Contracting.EndContract(ctx, id, broken, reason)
			return err
		}, endDone(broken))
	})
}

func (x *contracts) renew(id int64) {
	answered(x.host, func(ctx context.Context) (*sales.Contract, error) { return x.d.Contracting.Renew(ctx, id) }, func(c *sales.Contract) {
		x.host.Toast(x.host.T("contractpage.renewal_made"), nil)
		x.host.Open(sales.Contracts, c.ID, nil)
	})
}

func (x *contracts) order(id int64) {
	answered(x.host, func(ctx context.Context) (*sales.Order, error) { return x.d.Contracting.OrderContract(ctx, id) }, func(o *sales.Order) {
		x.host.Open(sales.Orders, o.ID, nil)
	})
}

// pane draws the five bars, what is due, and who reviews.
func (x *contracts) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.now == nil || x.id != id {
		return
	}
	t, now := x.host.T, x.now
	if now.State != sales.ContractDraft && now.State != sales.ContractInReview {
		x.drawBars(c, r)
	}
	if len(now.Parts) > 0 {
		row := r.CutTop(24)
		c.Text(row, t("contractpage.instalments"), kit.Strong)
		left := x.bars.Paid
		for i, p := range now.Parts {
			if i == 8 {
				c.Text(r.CutTop(20), t("contractpage.more", "n", len(now.Parts)-i), kit.Caption)
				break
			}
			row := r.CutTop(22)
			paid := min(left, p.Amount)
			left -= paid
			st, note := kit.Caption, ""
			switch {
			case now.State == sales.ContractActive && paid >= p.Amount:
				st, note = kit.Caption.In(theme.OK), t("contractpage.paid")
			case now.State == sales.ContractActive && p.DueOn < x.host.Today():
				st, note = kit.Caption.In(theme.Bad), t("contractpage.late")
			}
			c.Text(row.CutRight(64), note, st.RightAligned())
			c.Text(row.CutRight(110), plain(p.Amount, now.Currency), kit.Body.RightAligned())
			c.Text(row.CutLeft(92), p.DueOn.String(), kit.Caption)
			c.Text(row, partName(x.host, p.Name), kit.Body)
		}
		r.CutTop(6)
	}
	if len(now.Lines) > 0 {
		c.Text(r.CutTop(22), t("contractpage.line_count", "n", len(now.Lines), "first", now.Lines[0].Name), kit.Second)
	}
	for _, o := range x.orders {
		row := r.CutTop(22)
		amount := money.Of(o.TotalMinor, o.Currency).String()
		c.Text(row.CutRight(kit.Measure(amount, kit.Body)+2), amount, kit.Body)
		number := o.Number
		if number == "" {
			number = t("sales_order.state.draft")
		}
		c.LinkText(row, "order."+strconv.FormatInt(o.ID, 10), t("sales_order.one")+" "+number, kit.Body.In(theme.Primary), func() { x.host.Open(sales.Orders, o.ID, nil) })
	}
	if len(x.steps) > 0 {
		r.CutTop(4)
		r.CutTop(drawApprovals(c, *r, x.host, x.steps, func(p int64) string { return x.names[p] }))
	}
	r.CutTop(4)
	x.files.DrawPart(c, r, "")
	r.CutTop(4)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

// drawBars are received, open, invoiced, not invoiced and delivered of the contract.
func (x *contracts) drawBars(c *kit.Canvas, r *kit.Rect) {
	for _, b := range contractBars(x.host, x.bars, x.now.Currency) {
		line := r.CutTop(26)
		c.Text(line.CutLeft(76), b.label, kit.Second)
		c.Text(line.CutRight(112), b.value, kit.Strong.RightAligned())
		line.CutRight(8)
		if b.warn {
			if w := kit.Measure(b.note, kit.Caption) + 6; line.W > w+60 {
				c.Text(line.CutRight(w), b.note, kit.Caption.In(b.noteColor).RightAligned())
			}
		}
		c.Progress(line, b.part, b.color)
		c.Named(line, kit.RoleItem, b.label+" "+b.value)
	}
	r.CutTop(8)
}
