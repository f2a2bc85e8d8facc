package sales

import (
	"context"
	"strconv"

	"kontor/app/identity"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Chosen is the document, once it was saved.
func (p *orderPage) Chosen() (kind string, ids []int64) {
	if p.id == 0 {
		return "", nil
	}
	return sales.Orders, []int64{p.id}
}

// Commands are what can be done with the order now.
func (p *orderPage) Commands() []kit.Command {
	t := p.host.T
	back := kit.Command{ID: "back", Title: t("records.back"), Keys: []kit.Key{"Esc"}, Run: p.back, Scope: kit.ScopeHidden}
	if p.e.rec == nil {
		return []kit.Command{back}
	}
	o := p.e.rec
	may := func(verb identity.Verb, state bool) func() string {
		return func() string {
			switch {
			case !p.host.Actor().Can(identity.May(sales.Orders, verb)):
				return t("saleswindow.why_right")
			case !state:
				return t("saleswindow.why_state")
			}
			return ""
		}
	}
	when := func(can bool, why string) func() string {
		return func() string {
			if can {
				return ""
			}
			return t(why)
		}
	}
	return []kit.Command{
		{ID: "save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+Enter", "Ctrl+S"}, Run: func() { p.save(nil) }, Enabled: when(p.editable(), "saleswindow.why_submitted"), Status: t("records.save")},
		{ID: "undo", Title: t("kit.undo"), Icon: icons.Undo, Keys: []kit.Key{"Ctrl+Z"}, Run: func() { p.e.back() }, Enabled: when(len(p.e.undo) > 0, "saleswindow.why_nothing")},
		{ID: "redo", Title: t("saleswindow.redo"), Icon: icons.Redo, Keys: []kit.Key{"Ctrl+Y"}, Run: func() { p.e.forth() }, Enabled: when(len(p.e.redo) > 0, "saleswindow.why_nothing")},
		{ID: "print", Title: t("saleswindow.print"), Icon: icons.Printer, Keys: []kit.Key{"Ctrl+P"}, Run: func() {
			p.withSaved(func() { p.host.Open("print", p.id, map[string]string{"kind": sales.Orders}) })
		}, Status: t("saleswindow.print")},
		{ID: "submit", Title: t("saleswindow.submit"), Icon: icons.CheckCheck, Keys: []kit.Key{"Ctrl+Shift+Enter"}, Enabled: may(identity.Issue, o.State == sales.OrderDraft), Run: func() {
			p.command(func(ctx context.Context, id int64) error { _, err := p.d.Sales.Submit(ctx, id); return err }, "saleswindow.submitted")
		}},
		{ID: "recall", Title: t("saleswindow.recall"), Icon: icons.Undo, Enabled: may(identity.Change, o.State == sales.OrderSubmitted), Run: func() {
			p.command(p.d.Sales.Recall, "saleswindow.recalled")
		}},
		{ID: "finish", Title: t("saleswindow.finish"), Icon: icons.CircleCheck, Enabled: may(identity.Issue, o.State == sales.OrderApproved), Run: p.finish},
		{ID: "cancel", Title: t("saleswindow.cancel_order"), Icon: icons.CircleX, Enabled: may(identity.Issue, !p.e.fresh() && o.State != sales.OrderCancelled && o.State != sales.OrderClosed), Run: p.cancel},
		{ID: "money", Title: t("saleswindow.record_money"), Icon: icons.Receipt, Enabled: when(o.State == sales.OrderApproved, "saleswindow.why_state"), Run: func() {
			p.host.New("money_in", map[string]string{"customer_id": strconv.FormatInt(o.CustomerID, 10)})
		}},
		{ID: "deliver", Title: t("saleswindow.new_delivery"), Icon: icons.Package, Keys: []kit.Key{"Ctrl+Shift+D"}, Enabled: p.mayDeliver, Run: func() {
			p.host.New(stock.Deliveries, map[string]string{"order_id": strconv.FormatInt(p.id, 10)})
		}},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: func() { p.Leave(p.read) }},
		back,
	}
}

func (p *orderPage) withSaved(then func()) {
	if p.e.unsaved() || p.e.fresh() {
		p.save(then)
		return
	}
	if p.settle() {
		then()
	}
}

// command runs a command of sales on the saved order.
func (p *orderPage) command(run func(ctx context.Context, id int64) error, done string) {
	p.withSaved(func() {
		if p.busy {
			return
		}
		p.busy = true
		id := p.id
		p.host.Go(func(ctx context.Context) {
			err := run(ctx, id)
			p.host.Post(func() {
				p.busy = false
				p.host.Report(err)
				if err == nil {
					p.host.Toast(p.host.T(done), nil)
				}
				p.read()
			})
		})
	})
}

func (p *orderPage) finish() {
	askReason(p.host, reasonWish{title: p.host.T("saleswindow.finish"), text: p.host.T("saleswindow.finish_text"), optional: true}, func(reason string) {
		p.command(func(ctx context.Context, id int64) error { _, err := p.d.Sales.Close(ctx, id, reason); return err }, "saleswindow.finished")
	})
}

func (p *orderPage) cancel() {
	askReason(p.host, reasonWish{title: p.host.T("saleswindow.cancel_order"), text: p.host.T("saleswindow.cancel_order_text"), danger: true}, func(reason string) {
		p.command(func(ctx context.Context, id int64) error {
			_, err := p.d.Sales.CancelOrder(ctx, id, reason)
			return err
		}, "saleswindow.cancelled")
	})
}

func (p *orderPage) documents() []linked {
	var out []linked
	if q := p.quote; q != nil {
		out = append(out, linked{kind: sales.Quotes, id: q.ID, title: q.Label(), state: "quote.state." + string(q.State), amount: q.TotalMinor})
	}
	for _, d := range p.gone {
		d.state = "delivery.state." + d.state
		out = append(out, d)
	}
	for _, m := range p.paid {
		m.state = "money_in.state." + m.state
		out = append(out, m)
	}
	return out
}

func (p *orderPage) drawLinked(c *kit.Canvas, row kit.Rect, i int, d linked) {
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	c.Text(row.CutLeft(62), p.host.T(d.kind+".one"), kit.Caption)
	amount := plain(d.amount, p.currency())
	c.Text(row.CutRight(max(kit.Measure(amount, kit.Body)+2, 88)), amount, kit.Body.RightAligned())
	row.CutRight(8)
	state := p.host.T(d.state)
	c.Text(row.CutRight(min(kit.Measure(state, kit.Caption)+2, 70)), state, kit.Caption)
	row.CutRight(8)
	c.LinkText(row, "linked."+itoa(i), d.title, kit.Body.In(theme.Primary), func() { p.host.Open(d.kind, d.id, nil) })
}
