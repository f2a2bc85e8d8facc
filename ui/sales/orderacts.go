package sales

import (
	"context"
	"strconv"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Commands are what can be done with the order now.
func (p *orderPage) Commands() []kit.Command {
	t := p.host.T
	if p.e.rec == nil {
		return []kit.Command{p.backCommand()}
	}
	o := p.e.rec
	list := append(p.editing("saleswindow.why_submitted", "Ctrl+Enter", "Ctrl+S"), p.papering(papering{copy: p.again(sales.Orders)})...)
	list = append(list, []kit.Command{
		{ID: "submit", Title: t("saleswindow.submit"), Icon: icons.CheckCheck, Keys: []kit.Key{"Ctrl+Shift+Enter"}, Enabled: p.may(identity.Issue, o.State == sales.OrderDraft), Run: func() {
			p.command(func(ctx context.Context, id int64) error { _, err := p.d.Sales.Submit(ctx, id); return err }, "saleswindow.submitted")
		}},
		{ID: "recall", Title: t("saleswindow.recall"), Icon: icons.Undo, Enabled: p.may(identity.Change, o.State == sales.OrderSubmitted), Run: func() {
			p.command(p.d.Sales.Recall, "saleswindow.recalled")
		}},
		{ID: "finish", Title: t("saleswindow.finish"), Icon: icons.CircleCheck, Enabled: p.may(identity.Issue, o.State == sales.OrderApproved), Run: p.finish},
		{ID: "cancel", Title: t("saleswindow.cancel_order"), Icon: icons.CircleX, Enabled: p.may(identity.Issue, !p.e.fresh() && o.State != sales.OrderCancelled && o.State != sales.OrderClosed), Run: p.cancel},
		{ID: "money", Title: t("saleswindow.record_money"), Icon: icons.Receipt, Enabled: p.when(o.State == sales.OrderApproved, "saleswindow.why_state"), Run: func() {
			p.host.New("money_in", map[string]string{"customer_id": strconv.FormatInt(o.CustomerID, 10)})
		}},
		{ID: "deliver", Title: t("saleswindow.new_delivery"), Icon: icons.Package, Keys: []kit.Key{"Ctrl+Shift+D"}, Enabled: p.mayDeliver, Run: func() {
			p.host.New(stock.Deliveries, map[string]string{"order_id": strconv.FormatInt(p.id, 10)})
		}},
		{ID: "invoice", Title: t("saleswindow.ask_invoice"), Icon: icons.FileText, Enabled: p.mayInvoice, Run: func() {
			p.host.New(finance.Invoices, map[string]string{"order_id": strconv.FormatInt(p.id, 10), "gross_minor": money.Of(p.unbilled(), p.currency()).Plain()})
		}},
		{ID: "return", Title: t("returnpage.make"), Icon: icons.Undo, Enabled: p.mayReturn, Run: func() {
			p.host.New(stock.Returns, map[string]string{"order_id": strconv.FormatInt(p.id, 10)})
		}},
		{ID: "buy", Title: t("buypage.lacking"), Icon: icons.ShoppingCart, Enabled: p.mayBuy, Run: p.buy},
		p.l.relatedCommand(),
		{ID: "terms", Title: t("saleswindow.terms"), Icon: icons.FileText, Run: func() { p.tab = "terms"; p.s.Redraw(); p.h.fields["terms"].Focus() }},
	}...)
	return append(list, p.leaving()...)
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
	for _, d := range p.sentBack {
		d.state = "sales_return.state." + d.state
		out = append(out, d)
	}
	for _, d := range p.bought {
		d.state = "purchase_order.state." + d.state
		out = append(out, d)
	}
	out = append(out, p.billed...)
	for _, m := range p.paid {
		m.state = "money_in.state." + m.state
		out = append(out, m)
	}
	return out
}

// linkedHeight is the height of a row of the linked documents: numbers are never cut, so
// a narrow pane has kind and state below them.
func linkedHeight(width float32) float32 {
	if width < 300 {
		return 44
	}
	return theme.Row
}

// linkedRow is a linked document in its place of a list.
type linkedRow struct {
	i        int
	doc      linked
	currency string
}

func (p *orderPage) drawLinked(c *kit.Canvas, row kit.Rect, i int, d linked) {
	drawLinked(c, row, p.host, linkedRow{i, d, p.currency()})
}

func drawLinked(c *kit.Canvas, row kit.Rect, h kit.Host, x linkedRow) {
	i, d := x.i, x.doc
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	kind, state, amount := h.T(d.kind+".one"), h.T(d.state), ""
	if d.amount != 0 {
		amount = plain(d.amount, x.currency)
	}
	open := func() { h.Open(d.kind, d.id, nil) }
	if row.H > theme.Row {
		c.Text(kit.R(row.X, row.Y+22, row.W, 18), kind+" · "+state, kit.Caption)
		row = kit.R(row.X, row.Y+2, row.W, 22)
		c.Text(row.CutRight(kit.Measure(amount, kit.Body)+2), amount, kit.Body.RightAligned())
		row.CutRight(8)
		c.LinkText(row, "linked."+itoa(i), d.title, kit.Body.In(theme.Primary), open)
		return
	}
	c.Text(row.CutLeft(62), kind, kit.Caption)
	c.Text(row.CutRight(max(kit.Measure(amount, kit.Body)+2, 88)), amount, kit.Body.RightAligned())
	row.CutRight(8)
	c.Text(row.CutRight(min(kit.Measure(state, kit.Caption)+2, 70)), state, kit.Caption)
	row.CutRight(8)
	c.LinkText(row, "linked."+itoa(i), d.title, kit.Body.In(theme.Primary), open)
}
