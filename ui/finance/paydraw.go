package finance

import (
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// draw is the whole tab: the ageing of payables at the left, the payment order at the right.
func (k *payDesk) draw(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Window)
	r = r.Pad(12, 10, 12, 10)
	right := r.CutRight(min(max(r.W*0.38, 420), 540))
	r.CutRight(10)
	k.ageing.draw(c, r)
	k.drawOrder(c, right)
}

func (k *payDesk) drawOrder(c *kit.Canvas, r kit.Rect) {
	t := k.host.T
	body := c.Panel(r, kit.Panel{Title: t("finance.pay_title"), Sub: k.title()})
	foot := body.CutBottom(46)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	form := body.CutBottom(124)
	c.LineH(form.X, form.Y, form.W, theme.Line)
	k.drawLines(c, body)
	in := form.Pad(12, 8, 12, 0)
	figures.Tap(c, "pays", kit.R(in.X-4, in.Y, in.W+8, 22), t("finance.pay_sum"), plain(k.total()), func() { k.explainTotal().Show(k.host) })
	c.KeyValue(in.CutTop(22), t("finance.pay_sum"), plain(k.total()), kit.Strong)
	label := func(cell *kit.Rect, text string) kit.Rect {
		c.Text(cell.CutTop(18), text, kit.Caption)
		return cell.CutTop(theme.Control)
	}
	cols := in.CutTop(48).Columns(10, -1, -1)
	c.Drop("account", label(&cols[0], t("payment.account_id")), k.page.desk.accountName(), "", k.page.desk.accountMenu)
	c.Field("on", label(&cols[1], t("payment.planned_on")), k.on.Field)
	in.CutTop(6)
	row := in.CutTop(theme.Control)
	c.Text(row.CutLeft(64), t("payment.reason"), kit.Caption)
	c.Field("reason", row, k.reason)
	buttons := foot.Pad(12, 1, 12, 0)
	why := k.mayOrder()
	c.ButtonsRight(&buttons, kit.Button{ID: "draft", Text: t("finance.pay_draft"), Disabled: why, Tap: func() { k.order(false) }},
		kit.Button{ID: "order", Text: t("finance.pay"), Kind: kit.Primary, Key: "Ctrl+Enter", Disabled: why, Tap: func() { k.order(true) }})
	c.ButtonsLeft(&buttons, kit.Button{ID: "due", Text: t("finance.fill_due"), Kind: kit.Plain, Icon: icons.Refresh, Disabled: why, Tap: k.fillDue})
}

// explainTotal says what is paid with the order.
func (k *payDesk) explainTotal() figures.Explain {
	h, t := k.host, k.host.T
	e := figures.Explain{Title: t("finance.pay_sum"), Value: money.Of(k.total(), kit.Home()).String()}
	for _, l := range k.lines {
		if m, ok := l.amount.Value(); ok && l.on && m != 0 {
			e.Parts = append(e.Parts, figures.ExplainPart{Label: l.open.Number, Note: l.open.DueOn.String() + "  " + l.open.Payee, Value: plain(m), Open: func() { h.Open(finance.Payables, l.open.ID, nil) }})
		}
	}
	e.Text = t("explain.sum", "n", len(e.Parts))
	return e
}

// title names who is paid.
func (k *payDesk) title() string {
	if !k.chosen {
		return ""
	}
	return k.name(k.supplier)
}

func (k *payDesk) drawLines(c *kit.Canvas, r kit.Rect) {
	t := k.host.T
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	cols := func(row kit.Rect) []kit.Rect {
		return row.Pad(12, 0, 12, 0).Columns(6, 22, -1.3, 88, -1, 104)
	}
	h := cols(head)
	c.Text(h[1], t("payable.number"), kit.Caption)
	c.Text(h[2], t("payable.due_on"), kit.Caption)
	c.Text(h[3], t("finance.unpaid"), kit.Caption.RightAligned())
	c.Text(h[4], t("finance.pay_now"), kit.Caption.RightAligned())
	if err := k.opens.Failed(); err != nil {
		c.Failure(r, k.host, err, k.readOpen)
		return
	}
	if len(k.lines) == 0 {
		c.Text(r.Pad(12, 12, 12, 0), t("finance.nothing_to_pay"), kit.Hint)
		return
	}
	c.Scroll("lines", r, float32(len(k.lines))*payRow, func(body kit.Rect) {
		for i := range k.lines {
			row := body.CutTop(payRow)
			if c.Visible(row) {
				k.drawLine(c, row, cols(kit.R(row.X, row.Y, row.W, theme.Row)), i)
			}
		}
	})
}

// payRow has room for who is paid and what is ordered already below the number.
const payRow = theme.Row + 16

func (k *payDesk) drawLine(c *kit.Canvas, row kit.Rect, cell []kit.Rect, i int) {
	l := k.lines[i]
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	c.Check("on"+lineKey(i), cell[0], "", l.on, func(on bool) {
		if l.on = false; on {
			k.fill(l)
			return
		}
		l.amount.SetText("")
	})
	c.Text(cell[1], l.open.Number, kit.Body)
	c.Text(kit.R(cell[1].X, cell[1].Bottom()-4, cell[2].Right()-cell[1].X, 16), k.below(l.open), kit.Caption)
	tone := theme.Text
	if l.open.DueOn < k.host.Today() {
		tone = theme.Bad
	}
	c.Text(cell[2], l.open.DueOn.String(), kit.Body.In(tone))
	c.Text(cell[3], money.Of(l.open.Open, l.open.Currency).Plain(), kit.Body.RightAligned())
	c.Field("part"+lineKey(i), cell[4].MiddleRow(theme.ControlS), l.amount.Field)
}

// below says what kind of payable it is, whom it is for, and what is ordered of it.
func (k *payDesk) below(o finance.OpenPayable) string {
	text := k.host.T("payable.kind." + string(o.Kind))
	if k.supplier == 0 {
		text = o.Payee
	}
	if o.Ordered > 0 {
		text += "  " + k.host.T("finance.in_orders", "amount", money.Of(o.Ordered, o.Currency).Plain())
	}
	return text
}
