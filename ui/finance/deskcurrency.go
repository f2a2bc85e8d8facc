package finance

import (
	"slices"

	"kontor/app/finance"
	"kontor/app/money"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Money of customers abroad: it settles what is owed in its own currency. An account of the
// company's currency gets what the bank made of it.

func (k *desk) rateField() *kit.Field {
	f := kit.NewField(k.host.T("money_in.rate"))
	f.AlignRight = true
	f.OnCommit = func(string) {
		_, _ = k.rateValue() // what is wrong is told at the field
		k.redraw()
	}
	return f
}

// rateValue is the rate that was typed; 1 in the company's currency.
func (k *desk) rateValue() (int64, error) {
	k.rate.Err = ""
	if k.currency == kit.Home() {
		return money.ExchangeScale, nil
	}
	rate, err := money.ParseExchange(k.rate.Text())
	if err != nil {
		k.rate.Err = k.host.ErrorText(err)
	}
	return rate, err
}

// currencies are those in which money may come: the company's own, the account's, and those
// in which the customer owes.
func (k *desk) currencies() []string {
	out := []string{kit.Home()}
	add := func(code string) {
		if code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	add(k.accountCurrency())
	for _, l := range k.lines {
		add(l.open.Currency)
	}
	return out
}

func (k *desk) accountCurrency() string {
	for _, b := range k.balances {
		if b.Account.ID == k.account {
			return b.Account.Currency
		}
	}
	return ""
}

// likely is the currency of money from this customer: that of a foreign account, else that
// of what is due first.
func (k *desk) likely() string {
	if c := k.accountCurrency(); c != "" && c != kit.Home() {
		return c
	}
	if len(k.lines) > 0 {
		return k.lines[0].open.Currency
	}
	return kit.Home()
}

// speak changes the currency; the rate begins with that of the first thing owed in it.
func (k *desk) speak(code string) {
	if code != k.currency {
		k.amount.SetText("")
	}
	k.currency = code
	k.amount.Currency, k.amount.Read = code, kit.ReadMoney(code)
	k.rate.SetText("")
	k.rate.Err = ""
	for _, l := range k.lines {
		if l.open.Currency == code {
			k.rate.SetText(money.Exchange{RateE8: l.open.RateE8, Unit: 1}.String())
			break
		}
	}
	for _, l := range k.lines {
		l.amount.Disabled, l.amount.ReadOnly = "", false
		if l.open.Currency != code {
			l.amount.Disabled = k.host.T("finance.other_money", "currency", l.open.Currency)
		}
	}
}

// abroad tells whether a currency has to be chosen at all.
func (k *desk) abroad() bool { return len(k.currencies()) > 1 }

// drawCurrency is the row of currency and rate, and what the money is worth.
func (k *desk) drawCurrency(c *kit.Canvas, row kit.Rect) {
	t := k.host.T
	c.Text(row.CutLeft(64), t("money_in.currency"), kit.Caption)
	c.Drop("currency", row.CutLeft(84), k.currency, "", func() []kit.MenuItem {
		var out []kit.MenuItem
		for _, code := range k.currencies() {
			out = append(out, kit.MenuItem{Title: code, Checked: code == k.currency, Run: func() { k.speak(code); k.propose() }})
		}
		return out
	})
	if k.currency == kit.Home() {
		return
	}
	row.CutLeft(12)
	c.Text(row.CutLeft(kit.Measure(k.rate.Name, kit.Caption)+8), k.rate.Name, kit.Caption)
	c.Field("rate", row.CutLeft(84), k.rate)
	total, _ := k.amount.Value()
	rate, err := money.ParseExchange(k.rate.Text())
	if err != nil || total == 0 {
		return
	}
	if worth, err := (money.Exchange{RateE8: rate, Unit: 1}).Convert(total, k.currency, kit.Home()); err == nil {
		c.Text(row.Pad(10, 0, 0, 0), "= "+money.Of(worth, kit.Home()).String(), kit.Body.In(theme.Text2))
	}
}

// owed is what is open, with its currency where that is another one.
func owed(o finance.Open) string {
	if o.Currency == kit.Home() || o.Currency == "" {
		return plain(o.Open)
	}
	return money.Of(o.Open, o.Currency).String()
}
