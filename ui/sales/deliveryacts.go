package sales

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/stock"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Commands are what can be done with the delivery now.
func (p *deliveryPage) Commands() []kit.Command {
	t := p.host.T
	if p.e.rec == nil {
		return []kit.Command{p.backCommand()}
	}
	d := p.e.rec
	list := append(p.editing("saleswindow.why_state", "Ctrl+S"), p.papering(papering{copy: p.another("order_id", d.OrderID)})...)
	list = append(list, []kit.Command{
		{
			ID: "issue", Title: t("saleswindow.issue_delivery"), Icon: icons.Package, Keys: []kit.Key{"Ctrl+Enter"}, Status: t("saleswindow.issue_delivery"),
			Enabled: p.may(identity.Issue, d.State == stock.Draft), Run: func() {
				p.command(func(ctx context.Context, id int64) error { _, err := p.d.Stock.Issue(ctx, id); return err }, "saleswindow.delivery_issued")
			},
		},
		{ID: "sign", Title: t("saleswindow.sign"), Icon: icons.CircleCheck, Enabled: p.may(identity.Change, d.State == stock.Issued), Run: p.sign},
		{ID: "reverse", Title: t("saleswindow.reverse_delivery"), Icon: icons.CircleX, Enabled: p.may(identity.Issue, d.Goes()), Run: p.reverse},
		{ID: "return", Title: t("returnpage.make"), Icon: icons.Undo, Enabled: p.may(identity.Issue, d.Goes()), Run: func() {
			p.host.New(stock.Returns, map[string]string{"delivery_id": idArg(d.ID)})
		}},
		{ID: "order", Title: t("saleswindow.open_order"), Icon: icons.ClipboardList, Run: func() { p.host.Open("sales_order", d.OrderID, nil) }},
	}...)
	return append(list, p.leaving()...)
}

func (p *deliveryPage) reverse() {
	askReason(p.host, reasonWish{title: p.host.T("saleswindow.reverse_delivery"), text: p.host.T("saleswindow.reverse_delivery_text"), danger: true}, func(reason string) {
		p.command(func(ctx context.Context, id int64) error { _, err := p.d.Stock.Reverse(ctx, id, reason); return err }, "saleswindow.delivery_reversed")
	})
}

// sign asks who signed, and when.
func (p *deliveryPage) sign() {
	t := p.host.T
	by := kit.NewField(t("delivery.signed_by"))
	by.SetText(p.e.rec.Receiver)
	on := kit.NewDate(t("delivery.signed_on"), p.host.Today, calendar.Past)
	on.SetText(p.host.Today().String())
	dialog := &kit.Dialog{Title: t("saleswindow.sign"), Height: func(float32) float32 { return 2*theme.Control + 10 }}
	dialog.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "signed_by", t("delivery.signed_by"), by, kit.Form{Label: 92})
		c.FormRow(&r, "signed_on", t("delivery.signed_on"), on.Field, kit.Form{Label: 92})
	}
	dialog.Buttons = []kit.DialogButton{
		{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: t("saleswindow.sign"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			on.Commit()
			day, ok := on.Value()
			if !ok {
				return true
			}
			who := by.Text()
			p.command(func(ctx context.Context, id int64) error { _, err := p.d.Stock.Sign(ctx, id, day, who); return err }, "saleswindow.delivery_signed")
			return false
		}},
	}
	p.host.ShowDialog(dialog)
}
