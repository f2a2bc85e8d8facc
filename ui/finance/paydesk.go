package finance

import (
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// payDesk shows what is owed to suppliers since when, and makes payment orders for it.
// FIN-11, FIN-04
type payDesk struct {
	ageing
	page     *page
	redraw   func()
	supplier int64
	chosen   bool
	lines    []*payLine
	opens    *kit.Loader
	on       *kit.Date
	reason   *kit.Field
	saving   bool
	tick     int64 // a payable that is to be ticked once it is read
}

// payLine is an open payable with what of it is paid now.
type payLine struct {
	open   finance.OpenPayable
	on     bool
	amount *kit.Amount
}

func newPayDesk(p *page) *payDesk {
	h := p.host
	k := &payDesk{page: p, redraw: p.redraw}
	k.ageing = ageing{host: h, d: p.d, kind: "supplier", words: "finance.payables", pick: k.choose, again: k.read}
	k.ask = func(ctx context.Context) (finance.Ageing, error) { return p.d.Books.OweAt(ctx, h.Today(), nil) }
	k.begin(p.redraw)
	k.opens = kit.NewLoader(h, p.redraw)
	k.on = kit.NewDate(h.T("payment.planned_on"), h.Today, calendar.Ahead)
	k.on.SetValue(h.Today())
	k.reason = kit.NewField(h.T("payment.reason"))
	k.table.OnOpen = func(int) { k.reason.Focus() }
	return k
}

func (k *payDesk) read() {
	k.readAge(func() {
		switch {
		case k.chosen:
			k.readOpen()
		case len(k.age.Rows) > 0:
			k.table.Select(0)
			k.choose(k.age.Rows[0].PartyID)
		}
	})
}

func (k *payDesk) choose(supplier int64) {
	if !k.chosen || supplier != k.supplier {
		k.reason.SetText("")
	}
	k.supplier, k.chosen = supplier, true
	k.readOpen()
}

func (k *payDesk) readOpen() {
	supplier := k.supplier
	kit.Load(k.opens, func(ctx context.Context) ([]finance.OpenPayable, error) { return k.d.Books.OpenTo(ctx, supplier) }, func(list []finance.OpenPayable) {
		if k.supplier != supplier {
			return
		}
		k.lines = nil
		for _, o := range list {
			l := &payLine{open: o, amount: kit.NewAmount(o.Number, o.Currency)}
			l.amount.OnCommit = func(string) { v, _ := l.amount.Value(); l.on = v != 0 }
			l.amount.OnKey = func(key kit.Key) bool {
				if key == "F4" {
					k.fill(l)
					return true
				}
				return false
			}
			k.lines = append(k.lines, l)
			if k.tick == o.ID {
				k.tick = 0
				k.fill(l)
			}
		}
		k.redraw()
	})
}

// fill takes what is open of a line and not in another order.
func (k *payDesk) fill(l *payLine) {
	part := max(0, l.open.Open-l.open.Ordered)
	l.amount.SetValue(part)
	l.on = part > 0
	k.redraw()
}

// fillDue fills what is due, or else the first line.
func (k *payDesk) fillDue() {
	any := false
	for _, l := range k.lines {
		if l.open.DueOn <= k.host.Today() {
			k.fill(l)
			any = true
		}
	}
	if !any && len(k.lines) > 0 {
		k.fill(k.lines[0])
	}
}

func (k *payDesk) total() money.Minor {
	var sum money.Minor
	for _, l := range k.lines {
		if v, ok := l.amount.Value(); ok && l.on {
			sum += v
		}
	}
	return sum
}

// order makes a payment order of what is ticked and submits it.
func (k *payDesk) order(submit bool) {
	t := k.host.T
	w := finance.PayWish{AccountID: k.page.desk.account, Reason: k.reason.Text()}
	for _, l := range k.lines {
		l.amount.Commit()
		if v, ok := l.amount.Value(); ok && l.on && v > 0 {
			w.Shares = append(w.Shares, finance.Share{ID: l.open.ID, Amount: v})
		}
	}
	on, ok := k.on.Value()
	if w.On = on; len(w.Shares) == 0 || !ok || on.IsZero() || w.AccountID == 0 || k.saving {
		k.host.Toast(t("finance.pay_missing"), nil)
		return
	}
	k.saving = true
	k.host.Go(func(ctx context.Context) {
		p, err := k.d.Books.PayFor(ctx, w)
		if err == nil && submit {
			var done *finance.Payment
			if done, err = k.d.Books.SubmitPayment(ctx, p.ID); err == nil {
				p = done
			}
		}
		k.host.Post(func() {
			k.saving = false
			k.host.Report(err)
			if err == nil {
				k.reason.SetText("")
				k.host.Toast(t("finance.ordered", "payee", p.Payee, "amount", money.Of(p.Amount, p.Currency)), nil)
			}
			k.read()
		})
	})
}

func (k *payDesk) mayOrder() string {
	return whyNot(k.host, finance.Payments, identity.Add)
}

func (k *payDesk) commands() []kit.Command {
	t := k.host.T
	return []kit.Command{
		{ID: "order", Title: t("finance.pay"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Send, Run: func() { k.order(true) }, Status: t("finance.pay_word"), Enabled: k.mayOrder},
		{ID: "draft", Title: t("finance.pay_draft"), Keys: []kit.Key{"Ctrl+S"}, Icon: icons.FileText, Run: func() { k.order(false) }, Enabled: k.mayOrder},
		{ID: "fill", Title: t("finance.fill_due"), Keys: []kit.Key{"F4"}, Run: k.fillDue, Status: t("finance.fill_due")},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: k.read},
		{ID: "new", Title: t("finance.new_plan"), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: func() { k.page.Show(finance.Payables, 0, true) }, Enabled: func() string { return whyNot(k.host, finance.Payables, identity.Add) }},
	}
}

func lineKey(i int) string { return strconv.Itoa(i) }
