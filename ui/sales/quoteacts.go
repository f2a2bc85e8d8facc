package sales

import (
	"context"
	"errors"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Commands are what can be done with the quote now.
func (p *quotePage) Commands() []kit.Command {
	t := p.host.T
	if p.e.rec == nil {
		return []kit.Command{p.backCommand()}
	}
	q := p.e.rec
	list := append(p.editing("saleswindow.why_locked", "Ctrl+Enter", "Ctrl+S"), p.papering(papering{pdf: p.pdf, copy: p.again(sales.Quotes)})...)
	list = append(list, []kit.Command{
		{ID: "send", Title: t("saleswindow.send"), Icon: icons.CheckCheck, Keys: []kit.Key{"Ctrl+Shift+Enter"}, Run: p.send, Enabled: p.may(identity.Issue, q.State == sales.QuoteDraft)},
		{ID: "accept", Title: t("saleswindow.accept"), Icon: icons.Check, Run: p.accept, Enabled: p.may(identity.Change, q.State == sales.QuoteSent || q.State == sales.QuoteExpired)},
		{ID: "reject", Title: t("saleswindow.reject"), Icon: icons.X, Run: p.reject, Enabled: p.may(identity.Change, q.State == sales.QuoteSent)},
		{ID: "convert", Title: t("saleswindow.convert"), Icon: icons.Package, Run: p.convert, Enabled: p.may(identity.Convert, q.Convertible())},
		{ID: "revise", Title: t("saleswindow.revise"), Icon: icons.FilePlus, Run: p.revise, Enabled: p.may(identity.Change, p.revisable())},
		{ID: "cancel", Title: t("saleswindow.void"), Icon: icons.CircleX, Run: p.cancel, Enabled: p.may(identity.Issue, q.State != sales.QuoteCancelled && q.OrderID == 0 && !p.e.fresh())},
		{ID: "order", Title: t("saleswindow.open_order"), Icon: icons.Package, Run: func() { p.host.Open(sales.Orders, q.OrderID, nil) }, Enabled: p.when(q.OrderID != 0, "saleswindow.why_state")},
	}...)
	list = append(append(list, p.l.relatedCommand()), p.leaving()...)
	if p.tab == "files" {
		list = append(list, p.files.pasteFiles())
	}
	if p.editable() && p.tab == "lines" {
		list = append(list, p.gridHints()...)
	}
	return list
}

// gridHints name the keys of the grid in the status bar; the grid itself takes them.
func (p *quotePage) gridHints() []kit.Command {
	hint := func(key kit.Key, word string) kit.Command {
		text := p.host.T("saleswindow." + word)
		return kit.Command{ID: "grid." + word, Title: text, Keys: []kit.Key{key}, Status: text, Run: func() { p.s.FocusID("lines", true) }, Scope: kit.ScopeList}
	}
	return []kit.Command{hint("Tab", "key_tab"), hint("Ctrl+D", "key_copy"), hint("Ctrl+Del", "key_delete"), hint("Alt+Down", "key_move")}
}

func (p *quotePage) revisable() bool {
	switch p.e.rec.State {
	case sales.QuoteDraft, sales.QuoteCancelled:
		return false
	}
	return p.e.rec.OrderID == 0
}

// open shows another revision.
func (p *quotePage) open(id int64) {
	if id == p.e.rec.ID {
		return
	}
	p.Leave(func() {
		p.id, p.args = id, nil
		p.read()
	})
}

// failed reports why a command did not run; a discount above the limit can be sent to
// the manager.
func (p *quotePage) failed(err error) {
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "sales.discount_right" && e.Key != "sales.price_limit" {
		p.host.Report(err)
		p.read()
		return
	}
	p.host.Ask(kit.Question{Title: p.host.T("saleswindow.ask_discount"), Text: p.host.ErrorText(err), Yes: p.host.T("saleswindow.ask_discount_do"), OnYes: func() {
		p.command(func(ctx context.Context, id int64) error { return p.d.Sales.SubmitDiscount(ctx, id) }, "saleswindow.asked_discount")
	}})
}

func (p *quotePage) send() {
	p.command(func(ctx context.Context, id int64) error { _, err := p.d.Sales.Send(ctx, id); return err }, "saleswindow.sent")
}

func (p *quotePage) accept() {
	p.command(func(ctx context.Context, id int64) error { _, err := p.d.Sales.Accept(ctx, id); return err }, "saleswindow.accepted")
}

func (p *quotePage) reject() {
	askReason(p.host, reasonWish{title: p.host.T("saleswindow.reject"), text: p.host.T("saleswindow.reject_text")}, func(reason string) {
		p.command(func(ctx context.Context, id int64) error { _, err := p.d.Sales.Reject(ctx, id, reason); return err }, "saleswindow.noted")
	})
}

func (p *quotePage) cancel() {
	askReason(p.host, reasonWish{title: p.host.T("saleswindow.void"), text: p.host.T("saleswindow.void_text"), danger: true, optional: true}, func(reason string) {
		p.command(func(ctx context.Context, id int64) error { _, err := p.d.Sales.Cancel(ctx, id, reason); return err }, "saleswindow.voided")
	})
}

// revise makes the next revision as a draft and shows it.
func (p *quotePage) revise() {
	id := p.id
	p.host.Go(func(ctx context.Context) {
		n, err := p.d.Sales.NewRevision(ctx, id)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			p.id = n.ID
			p.host.Toast(p.host.T("saleswindow.revised", "n", n.Revision), nil)
			p.read()
		})
	})
}

// convert makes an order of the quote and opens it.
func (p *quotePage) convert() {
	p.withSaved(func() {
		id := p.id
		p.host.Go(func(ctx context.Context) {
			o, err := p.d.Sales.Convert(ctx, id)
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				p.read()
				p.host.Open(sales.Orders, o.ID, nil)
			})
		})
	})
}

// pdf writes the page that the preview shows into a file.
func (p *quotePage) pdf() {
	if !p.settle() || p.e.wrong != nil {
		return
	}
	name := p.Title()
	if c := p.h.nameOf("customer", p.e.rec.CustomerID); c != "" {
		name += " " + c
	}
	p.v.save(p.d.Write, name)
}
