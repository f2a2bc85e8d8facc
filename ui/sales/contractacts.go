package sales

import (
	"context"

	"kontor/app/identity"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Commands are what can be done with the contract now.
func (p *contractPage) Commands() []kit.Command {
	t := p.host.T
	if p.e.rec == nil {
		return []kit.Command{p.backCommand()}
	}
	x := p.e.rec
	list := append(p.editing("contractpage.why_locked", "Ctrl+Enter", "Ctrl+S"), p.papering(papering{pdf: p.pdf, copy: p.again(sales.Contracts)})...)
	list = append(list, []kit.Command{
		{ID: "submit", Title: t("contractpage.submit"), Icon: icons.CheckCheck, Keys: []kit.Key{"Ctrl+Shift+Enter"}, Enabled: p.may(identity.Issue, x.State == sales.ContractDraft), Run: func() {
			p.command(func(ctx context.Context, id int64) error {
				_, err := p.d.Contracting.SubmitContract(ctx, id)
				return err
			}, "contractpage.submitted")
		}},
		{ID: "recall", Title: t("saleswindow.recall"), Icon: icons.Undo, Enabled: p.may(identity.Change, x.State == sales.ContractInReview), Run: func() {
			p.command(p.d.Contracting.RecallContract, "contractpage.recalled")
		}},
		{ID: "order", Title: t("contractpage.order"), Icon: icons.ClipboardList, Enabled: p.when(x.State == sales.ContractActive && p.host.Actor().Can(identity.May(sales.Orders, identity.Add)), "saleswindow.why_state"), Run: func() {
			id := p.id
			answered(p.host, func(ctx context.Context) (*sales.Order, error) { return p.d.Contracting.OrderContract(ctx, id) }, func(o *sales.Order) {
				p.host.Open(sales.Orders, o.ID, nil)
			})
		}},
		{ID: "renew", Title: t("contractpage.renew"), Icon: icons.Refresh, Enabled: p.may(identity.Add, x.State == sales.ContractActive || x.State == sales.ContractEnded), Run: p.renew},
		{ID: "end", Title: t("contractpage.end"), Icon: icons.Check, Enabled: p.may(identity.Issue, x.State == sales.ContractActive), Run: func() { p.end(false) }},
		{ID: "terminate", Title: t("contractpage.terminate"), Icon: icons.X, Enabled: p.may(identity.Issue, x.State == sales.ContractActive), Run: func() { p.end(true) }},
	}...)
	list = append(list, p.leaving()...)
	if p.tab == "files" {
		list = append(list, p.files.pasteFiles())
	}
	return list
}

// pdf writes the page that the preview shows into a file.
func (p *contractPage) pdf() {
	if p.settle() && p.e.wrong == nil {
		p.v.save(p.d.Write, joined(p.Title(), p.e.rec.Name))
	}
}

func (p *contractPage) end(broken bool) {
	askEnd(p.host, broken, func(reason string) {
		p.command(func(ctx context.Context, id int64) error {
			_, err := p.d.Contracting.EndContract(ctx, id, broken, reason)
			return err
		}, endDone(broken))
	})
}

// askEnd asks why a contract ends, or is broken off.
func askEnd(h kit.Host, broken bool, then func(reason string)) {
	key := endKey(broken)
	askReason(h, reasonWish{title: h.T(key), text: h.T(key + "_text"), danger: broken, optional: !broken}, then)
}

func endKey(broken bool) string {
	if broken {
		return "contractpage.terminate"
	}
	return "contractpage.end"
}

func endDone(broken bool) string { return endKey(broken) + "_done" }

// renew makes the draft of the contract that follows and shows it.
func (p *contractPage) renew() {
	id := p.id
	answered(p.host, func(ctx context.Context) (*sales.Contract, error) { return p.d.Contracting.Renew(ctx, id) }, func(c *sales.Contract) {
		p.host.Toast(p.host.T("contractpage.renewal_made"), nil)
		p.host.Open(sales.Contracts, c.ID, nil)
	})
}
