package finance

import (
	"context"

	"kontor/app/finance"
	"kontor/app/money"
	"kontor/ui/kit"
)

// receipt shows what the receipt of some money will say; issued, its paper is shown.
func (p *page) receipt(moneyID int64) {
	p.host.Go(func(ctx context.Context) {
		r, err := p.d.Books.ProposeReceipt(ctx, moneyID)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			p.issueDialog(moneyID, r)
		})
	})
}

func (p *page) issueDialog(moneyID int64, r *finance.Receipt) {
	t := p.host.T
	texts := []struct {
		key  string
		text *string
	}{{"payer", &r.Payer}, {"purpose", &r.Purpose}, {"remark", &r.Remark}, {"accountant", &r.Accountant}, {"cashier", &r.Cashier}, {"handler", &r.Handler}}
	amount := kit.NewAmount(t("receipt.amount_minor"), r.Currency)
	amount.SetValue(r.Amount)
	var fields []*kit.Field
	for _, x := range texts {
		fields = append(fields, kit.NewField(t("receipt."+x.key)).With(*x.text))
	}
	d := &kit.Dialog{Title: t("finance.issue_title"), Text: t("finance.issue_text"), Width: 560}
	d.Height = func(float32) float32 { return float32(len(fields)+1) * 38 }
	d.Body = func(c *kit.Canvas, b kit.Rect) {
		form := kit.Form{Label: 92}
		c.FormRow(&b, "issue.amount", amount.Name, amount.Field, form)
		for i, f := range fields {
			c.FormRow(&b, "issue."+texts[i].key, f.Name, f, form)
		}
	}
	issue := func() bool {
		amount.Commit()
		v, ok := amount.Value()
		if !ok || v <= 0 {
			amount.Err = t("finance.amount_missing")
			amount.Focus()
			return true
		}
		r.Amount = v
		for i, x := range texts {
			*x.text = fields[i].Text()
		}
		p.host.Go(func(ctx context.Context) {
			err := p.d.Books.IssueReceipt(ctx, moneyID, r)
			p.host.Post(func() {
				if err != nil {
					amount.Err = p.host.ErrorText(err)
					d.Redraw()
					return
				}
				d.Close()
				p.host.Toast(t("finance.issued", "number", r.Number, "amount", money.Of(r.Amount, r.Currency)), nil)
				p.host.Open("print", r.ID, map[string]string{"kind": "receipt"})
			})
		})
		return true
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: t("finance.issue"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: issue}}
	p.host.ShowDialog(d)
	kit.Post(fields[1].Focus)
}
