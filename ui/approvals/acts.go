package approvals

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/approval"
	"kontor/app/listing"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/tr"
)

func (p *page) agree() {
	p.decide(func(ctx context.Context, id int64) error { _, err := p.d.Service.Agree(ctx, id, ""); return err }, "agreed")
}

// ask shows a dialog with a reason and, when asked for, something above it.
func (p *page) ask(title, text string, danger bool, above *kit.Field, then func(reason string) bool) {
	t := p.host.T
	reason := kit.NewField(t("saleswindow.reason"))
	reason.Placeholder = t("saleswindow.reason")
	form := kit.Form{Label: 84}
	d := &kit.Dialog{Title: title, Text: text}
	d.Height = func(w float32) float32 {
		h := kit.FormHeight(reason, form, w)
		if above != nil {
			h += kit.FormHeight(above, form, w)
		}
		return h
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		if above != nil {
			c.FormRow(&r, "above", above.Name, above, form)
		}
		c.FormRow(&r, "reason", t("saleswindow.reason"), reason, form)
	}
	kind := kit.Primary
	if danger {
		kind = kit.Danger
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: title, Kind: kind, Key: "Ctrl+Enter", Run: func() bool {
		text := strings.TrimSpace(reason.Text())
		if text == "" {
			reason.Err = t("saleswindow.reason_missing")
			d.Redraw()
			return true
		}
		if !then(text) {
			d.Redraw()
			return true
		}
		return false
	}}}
	p.host.ShowDialog(d)
}

func (p *page) refuse() {
	p.ask(p.host.T("approvals.refuse"), p.host.T("approvals.refuse_text"), true, nil, func(reason string) bool {
		p.decide(func(ctx context.Context, id int64) error { _, err := p.d.Service.Refuse(ctx, id, reason); return err }, "refused")
		return true
	})
}

// giveBack returns the document to the applicant, or to an earlier step.
func (p *page) giveBack() {
	t := p.host.T
	to := kit.NewPicker(t("approvals.back_to"), []kit.Option{{Key: "0", Text: t("approvals.to_applicant")}})
	if p.item != nil {
		seen := map[int64]bool{}
		for _, s := range p.item.Seats {
			if (s.State == approval.Agreed || s.State == approval.Spared) && s.PersonID != 0 && !seen[s.Step] {
				seen[s.Step] = true
				to.Options = append(to.Options, kit.Option{Key: strconv.FormatInt(s.Step, 10), Text: tr.In(p.host.Lang()).Or(s.Name, s.Name)})
			}
		}
	}
	to.SetKey("0")
	above := to.Field
	if len(to.Options) == 1 {
		above = nil
	}
	p.ask(t("workbench.return"), t("approvals.return_text"), false, above, func(reason string) bool {
		step, _ := strconv.ParseInt(to.Value().Key, 10, 64)
		p.decide(func(ctx context.Context, id int64) error {
			var err error
			if step == 0 {
				_, err = p.d.Service.Return(ctx, id, reason)
			} else {
				_, err = p.d.Service.ReturnTo(ctx, id, step, reason)
			}
			return err
		}, "returned")
		return true
	})
}

// delegate hands the decision to a colleague.
func (p *page) delegate() {
	t := p.host.T
	who := kit.NewSearch(t("approvals.to"), records.Suggest(p.host, p.d.Deps, "person", listing.Is("state", listing.Eq, "active")))
	p.ask(t("approvals.delegate"), t("approvals.delegate_text"), false, who.Field, func(reason string) bool {
		to := who.Value().ID
		if to == 0 {
			who.Err = t("approvals.choose")
			return false
		}
		p.decide(func(ctx context.Context, id int64) error {
			_, err := p.d.Service.Delegate(ctx, id, to, reason)
			return err
		}, "delegated")
		return true
	})
}
