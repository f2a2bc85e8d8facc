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
	back := kit.Command{ID: "back", Title: t("records.back"), Keys: []kit.Key{"Esc"}, Run: p.back, Scope: kit.ScopeHidden}
	if p.e.rec == nil {
		return []kit.Command{back}
	}
	d := p.e.rec
	may := func(verb identity.Verb, state bool) func() string {
		return func() string {
			switch {
			case !p.host.Actor().Can(identity.May(stock.Deliveries, verb)):
				return t("saleswindow.why_right")
			case !state:
				return t("saleswindow.why_state")
			}
			return ""
		}
	}
	return []kit.Command{
		{ID: "save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+S"}, Run: func() { p.save(nil) }, Enabled: may(identity.Change, p.editable())},
		{ID: "undo", Title: t("kit.undo"), Icon: icons.Undo, Keys: []kit.Key{"Ctrl+Z"}, Run: func() { p.e.back() }, Enabled: may(identity.Change, len(p.e.undo) > 0)},
		{ID: "redo", Title: t("saleswindow.redo"), Icon: icons.Redo, Keys: []kit.Key{"Ctrl+Y"}, Run: func() { p.e.forth() }, Enabled: may(identity.Change, len(p.e.redo) > 0)},
		{ID: "issue", Title: t("saleswindow.issue_delivery"), Icon: icons.Package, Keys: []kit.Key{"Ctrl+Enter"}, Status: t("saleswindow.issue_delivery"),
			Enabled: may(identity.Issue, d.State == stock.Draft), Run: func() {
				p.command(func(ctx context.Context, id int64) error { _, err := p.d.Stock.Issue(ctx, id); return err }, "saleswindow.delivery_issued")
			}},
		{ID: "print", Title: t("saleswindow.print"), Icon: icons.Printer, Keys: []kit.Key{"Ctrl+P"}, Status: t("saleswindow.print"), Enabled: may(identity.Print, true), Run: func() {
			p.withSaved(func() { p.host.Open("print", p.id, map[string]string{"kind": stock.Deliveries}) })
		}},
		{ID: "sign", Title: t("saleswindow.sign"), Icon: icons.CircleCheck, Enabled: may(identity.Change, d.State == stock.Issued), Run: p.sign},
		{ID: "reverse", Title: t("saleswindow.reverse_delivery"), Icon: icons.CircleX, Enabled: may(identity.Issue, d.Goes()), Run: p.reverse},
		{ID: "order", Title: t("saleswindow.open_order"), Icon: icons.ClipboardList, Run: func() { p.host.Open("sales_order", d.OrderID, nil) }},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: func() { p.Leave(p.read) }},
		back,
	}
}

func (p *deliveryPage) settle() bool {
	for _, f := range p.h.fields {
		if f.Focused() {
			f.Commit()
		}
	}
	return p.grid.Settle()
}

func (p *deliveryPage) save(then func()) {
	if p.e.rec == nil || !p.settle() {
		return
	}
	if !p.editable() || !p.e.unsaved() && !p.e.fresh() {
		if then != nil {
			then()
		}
		return
	}
	p.e.save(func() {
		p.id = p.e.rec.ID
		if then != nil {
			then()
			return
		}
		p.host.Toast(p.host.T("records.saved"), nil)
		p.read()
	})
}

func (p *deliveryPage) withSaved(then func()) {
	if p.e.unsaved() || p.e.fresh() {
		p.save(then)
		return
	}
	if p.settle() {
		then()
	}
}

// command runs a command on the saved delivery.
func (p *deliveryPage) command(run func(ctx context.Context, id int64) error, done string) {
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
