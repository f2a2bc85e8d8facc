package finance

import (
	"context"
	"strconv"

	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// payTabs are the tabs of what goes out: who is owed, each payable, the payment orders.
func (p *page) payTabs() []records.Tab {
	t := p.host.T
	group := t("finance.part.out")
	open := listing.Is("open_minor", listing.Gt, "0")
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("finance.view." + id), Filter: f}
	}
	state := func(list ...finance.State) listing.Node {
		keys := make([]string, len(list))
		for i, s := range list {
			keys[i] = string(s)
		}
		return listing.Is("state", listing.In, keys...)
	}
	due := listing.Query{Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}}, Totals: []string{"amount_minor", "settled_minor", "open_minor"}}
	orders := newest("planned_on")
	orders.Totals = []string{"amount_minor"}
	return []records.Tab{
		{Kind: finance.Payables, Title: t("finance.owing"), Group: group, Draw: p.out.draw, Commands: p.out.commands, Shown: p.out.read},
		{
			Kind: finance.Payables, Group: group, Query: due, Quiet: quiet, Columns: column("number", "payee", "kind", "doc_on", "due_on", "amount_minor", "settled_minor", "open_minor"), Actions: p.payableActions,
			Views: []records.View{
				view("open", open), view("soon", listing.All(open, listing.Is("due_on", listing.Le, "+14"))), view("overdue", listing.All(open, listing.Is("due_on", listing.Lt, "today"))),
				view("plans", listing.Is("kind", listing.Eq, string(finance.OwedPlan))), view("all", listing.Node{}),
			},
		},
		{
			Kind: finance.Payments, Group: group, Query: orders, Quiet: quiet, Columns: column("number", "payee", "planned_on", "account_id", "category", "amount_minor", "state"), Actions: p.paid.actions, Pane: p.paid.pane, Looked: p.paid.look,
			Views: []records.View{
				view("all", listing.Node{}), view("drafts", state(finance.Draft, finance.Refused)), view("waiting", state(finance.Submitted)), view("approved", state(finance.Approved)),
				view("paid", state(finance.Paid)), view("reversed", state(finance.Reversed)),
			},
		},
	}
}

func (p *page) payableActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	var out []kit.Command
	if r.Get("open_minor").Int() > 0 {
		out = append(out, kit.Command{ID: "pay", Title: t("finance.pay_it"), Icon: icons.Send, Keys: []kit.Key{"P"}, Scope: kit.ScopeList, Enabled: p.out.mayOrder, Run: func() { p.payOne(id) }})
	}
	if finance.PayableKind(r.Get("kind").Text()) == finance.OwedPlan {
		out = append(out, kit.Command{ID: "repeat", Title: t("finance.repeat"), Icon: icons.Copy, Keys: []kit.Key{"M"}, Scope: kit.ScopeList, Enabled: p.may(finance.Payables, identity.Add), Run: func() { p.repeat(id) }})
	}
	return out
}

// payOne opens the desk of what is owed with one payable ticked.
func (p *page) payOne(id int64) {
	p.host.Go(func(ctx context.Context) {
		rec, err := p.d.Service(finance.Payables).Get(ctx, id)
		p.host.Post(func() {
			x, ok := rec.(*finance.Payable)
			if err != nil || !ok {
				p.host.Report(err)
				return
			}
			p.ShowTitled(p.host.T("finance.owing"))
			p.out.tick = id
			p.out.choose(x.SupplierID)
		})
	})
}

func (p *page) may(kind string, verb identity.Verb) func() string {
	return func() string { return whyNot(p.host, kind, verb) }
}

// whyNot says which permission is missing, "" when the person has it.
func whyNot(h kit.Host, kind string, verb identity.Verb) string {
	if h.Actor().Can(identity.May(kind, verb)) {
		return ""
	}
	return h.T("error.access.denied", "verb", h.T("verb."+string(verb)), "kind", h.T(kind+".one"))
}

// repeat asks for how many months a plan holds.
func (p *page) repeat(id int64) {
	t := p.host.T
	months := kit.NewField(t("finance.months"))
	months.SetText("11")
	(&records.Ask{
		Title: t("finance.repeat"), Text: t("finance.repeat_text"),
		Rows: []records.AskRow{{Key: "months", Label: t("finance.months"), Field: months}},
		Do: func() func(ctx context.Context) error {
			n, err := strconv.Atoi(months.Text())
			if err != nil {
				n = 0
			}
			return func(ctx context.Context) error { return p.d.Books.RepeatPayable(ctx, id, n) }
		},
		Done: func() { p.host.Toast(t("finance.done"), nil) },
	}).Show(p.host)
}

// payments is what the tab of payment orders shows and does.
type payments struct {
	page  *page
	load  *kit.Loader
	id    int64
	pays  []finance.PaidShare
	steps []*approval.Approval
	names map[int64]string
}

func newPayments(p *page) *payments {
	x := &payments{page: p}
	x.load = kit.NewLoader(p.host, p.redraw)
	return x
}

func (x *payments) again() {
	if x.id != 0 {
		x.look(x.id)
	}
}

// look reads what a payment pays, and who has agreed.
func (x *payments) look(id int64) {
	x.id = id
	type seen struct {
		pays  []finance.PaidShare
		steps []*approval.Approval
		names map[int64]string
	}
	d := x.page.d
	kit.Load(x.load, func(ctx context.Context) (s seen, err error) {
		if s.pays, err = d.Books.PaysOf(ctx, id); err != nil {
			return s, err
		}
		if s.steps, err = d.Books.StepsOf(ctx, finance.Payments, id); err != nil || len(s.steps) == 0 {
			return s, err
		}
		s.names, err = d.Names(ctx, "person", seated(s.steps[0]))
		return s, err
	}, func(s seen) {
		if x.id == id {
			x.pays, x.steps, x.names = s.pays, s.steps, s.names
		}
	})
}

// seated are the people of an approval.
func seated(a *approval.Approval) []int64 {
	var out []int64
	for _, s := range a.Seats {
		out = append(out, s.PersonID)
	}
	return out
}

// pane draws what the payment pays and its approval.
func (x *payments) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.id != id || len(x.pays)+len(x.steps) == 0 {
		return
	}
	t := x.page.host.T
	if len(x.pays) > 0 {
		c.Text(r.CutTop(24), t("finance.pays"), kit.Strong)
	}
	for i, s := range x.pays {
		row := r.CutTop(22)
		c.Text(row.CutRight(110), plain(s.Amount), kit.Body.RightAligned())
		c.LinkText(row, "pays."+strconv.Itoa(i), s.Number, kit.Body.In(theme.Primary), func() { x.page.host.Open(finance.Payables, s.PayableID, nil) })
	}
	drawSteps(c, r, x.page.host, x.steps, x.names)
}

// drawSteps draws the approval that ran last, and a line below.
func drawSteps(c *kit.Canvas, r *kit.Rect, h kit.Host, steps []*approval.Approval, names map[int64]string) {
	if len(steps) > 0 {
		r.CutTop(6)
		c.Text(r.CutTop(24), h.T("approval.one"), kit.Strong)
		r.CutTop(records.DrawSeats(c, *r, h, steps[0].Seats, func(id int64) string { return names[id] }))
	}
	r.CutTop(4)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

func (x *payments) actions(id int64, r *records.Row) []kit.Command {
	p, t := x.page, x.page.host.T
	cmd := func(key string, icon icons.Name, k kit.Key, verb identity.Verb, run func()) kit.Command {
		c := kit.Command{ID: "payment." + key, Title: t("finance." + key), Icon: icon, Run: run, Enabled: p.may(finance.Payments, verb)}
		if k != "" {
			c.Keys = []kit.Key{k}
		}
		if k.Letter() {
			c.Scope = kit.ScopeList
		}
		return c
	}
	do := func(run func(ctx context.Context, id int64) error, done string) func() {
		return p.do(func(ctx context.Context) error { return run(ctx, id) }, done)
	}
	var out []kit.Command
	switch finance.State(r.Get("state").Text()) {
	case finance.Draft, finance.Refused:
		out = append(out, cmd("submit", icons.Send, "Ctrl+Shift+Enter", identity.Change, do(func(ctx context.Context, id int64) error { _, err := p.d.Books.SubmitPayment(ctx, id); return err }, "finance.submitted")))
	case finance.Submitted:
		out = append(out, cmd("recall", icons.Undo, "Z", identity.Change, do(func(ctx context.Context, id int64) error { return p.d.Books.RecallOf(ctx, finance.Payments, id) }, "finance.recalled")))
	case finance.Approved:
		out = append(out, cmd("carried", icons.Check, "C", identity.Confirm, func() { x.carried(id) }))
	}
	switch finance.State(r.Get("state").Text()) {
	case finance.Draft:
		out = append(out, cmd("lay", icons.ListChecks, "A", identity.Change, func() { x.lay(id) }))
	case finance.Approved, finance.Paid:
		out = append(out, cmd("lay", icons.ListChecks, "A", identity.Change, func() { x.lay(id) }),
			cmd("take_back", icons.Undo, "", identity.Change, func() { x.takeBack(id) }),
			cmd("reverse", icons.CircleX, "", identity.Reverse, p.why("finance.reverse", func(ctx context.Context, reason string) error { return p.d.Books.ReversePayment(ctx, id, reason) })))
	}
	show := map[string]string{"kind": finance.Payments}
	return append(out, cmd("print", icons.Printer, "Ctrl+P", identity.Print, func() { p.host.Open("print", id, show) }),
		cmd("mail", icons.Mail, "", identity.Print, func() { p.host.Open("mail.document", id, show) }))
}

// carried asks when the bank carried a payment out, and under which reference.
func (x *payments) carried(id int64) {
	p, t := x.page, x.page.host.T
	on, number := kit.NewDate(t("payment.paid_on"), p.host.Today, calendar.Past), kit.NewField(t("payment.bank_ref"))
	on.SetValue(p.host.Today())
	(&records.Ask{
		Title: t("finance.carried"), Text: t("finance.carried_text"),
		Rows: []records.AskRow{{Key: "paid_on", Label: t("payment.paid_on"), Field: on.Field}, {Key: "bank_ref", Label: t("payment.bank_ref"), Field: number}},
		Do: func() func(ctx context.Context) error {
			day, _ := on.Value()
			text := number.Text()
			return func(ctx context.Context) error { _, err := p.d.Books.Carried(ctx, id, day, text); return err }
		},
		Done: func() { p.host.Toast(t("finance.done"), nil) },
	}).Show(p.host)
}

// takeBack asks which part of a booked payment is taken back.
func (x *payments) takeBack(id int64) {
	p := x.page
	var items []kit.MenuItem
	for _, s := range x.pays {
		items = append(items, kit.MenuItem{Title: s.Number, Detail: plain(s.Amount), Run: p.why("finance.take_back", func(ctx context.Context, reason string) error {
			return p.d.Books.TakeBackPayment(ctx, id, s.PayableID, reason)
		})})
	}
	if len(items) == 0 {
		p.host.Toast(p.host.T("finance.nothing_to_take"), nil)
		return
	}
	p.host.ShowMenu(kit.Menu{From: p.Surface(), Items: items})
}

// lay asks what a payment pays: all that is open of its payee, with an amount for each.
func (x *payments) lay(id int64) {
	p := x.page
	p.host.Go(func(ctx context.Context) {
		rec, err := p.d.Service(finance.Payments).Get(ctx, id)
		var open []finance.OpenPayable
		pay, ok := rec.(*finance.Payment)
		if err == nil && ok {
			open, err = p.d.Books.OpenTo(ctx, pay.SupplierID)
		}
		p.host.Post(func() {
			switch {
			case err != nil || !ok:
				p.host.Report(err)
			default:
				x.layDialog(pay, open)
			}
		})
	})
}

func (x *payments) layDialog(pay *finance.Payment, open []finance.OpenPayable) {
	p, t := x.page, x.page.host.T
	draft, left := pay.State == finance.Draft, pay.Amount
	mine := map[int64]money.Minor{}
	for _, l := range pay.Lines {
		if draft {
			mine[l.PayableID] += l.Amount
		} else {
			left -= l.Amount
		}
	}
	type part struct {
		id     int64
		amount *kit.Amount
	}
	var parts []part
	var rows []records.AskRow
	for _, o := range open {
		if o.Currency != pay.Currency || pay.SupplierID == 0 && o.Payee != pay.Payee || len(parts) == 12 {
			continue
		}
		a := kit.NewAmount(o.Number, o.Currency)
		a.Hint = t("finance.open_of", "amount", money.Of(o.Open, o.Currency).Plain())
		if m := mine[o.ID]; m > 0 {
			a.SetValue(m)
		}
		a.OnKey = func(k kit.Key) bool {
			if k == "F4" {
				a.SetValue(o.Open)
			}
			return k == "F4"
		}
		parts = append(parts, part{o.ID, a})
		rows = append(rows, records.AskRow{Key: "part" + strconv.FormatInt(o.ID, 10), Label: o.Number, Field: a.Field})
	}
	if len(parts) == 0 {
		p.host.Toast(t("finance.nothing_to_pay"), nil)
		return
	}
	(&records.Ask{
		Title: t("finance.lay"), Text: t("finance.lay_text", "amount", money.Of(left, pay.Currency).String()), Rows: rows, Width: 460,
		Do: func() func(ctx context.Context) error {
			var shares []finance.Share
			for _, x := range parts {
				if v, ok := x.amount.Value(); ok && v > 0 {
					shares = append(shares, finance.Share{ID: x.id, Amount: v})
				}
			}
			return func(ctx context.Context) error { return p.d.Books.AllocatePayment(ctx, pay.ID, shares) }
		},
		Done: func() { p.host.Toast(t("finance.done"), nil) },
	}).Show(p.host)
}
