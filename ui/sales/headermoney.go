package sales

import (
	"context"
	"slices"

	"kontor/app/entity"
	"kontor/app/money"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// drawCurrency is the choice of currency and tax mode, with the rate of a foreign one.
func (h *header[T]) drawCurrency(c *kit.Canvas, r kit.Rect) {
	t := h.e.host.T
	label := t("saleswindow.currency")
	if h.e.typ.Field("tax_mode") == nil {
		label = h.label("currency")
	}
	c.Text(r.CutTop(21), label, kit.Caption)
	row := r.CutTop(theme.Control)
	code := h.get("currency").Text()
	if code != h.e.home && code != "" && h.fields["rate"] != nil {
		h.fields["rate"].Tip = t("saleswindow.rate_tip", "from", code, "to", h.e.home)
		c.Field("head.rate", row.CutRight(min(70, row.W-currencyRoom-5)), h.fields["rate"])
		row.CutRight(5)
	}
	text := code
	if h.e.typ.Field("tax_mode") != nil {
		full := text + " " + t("saleswindow.tax."+h.get("tax_mode").Text())
		if kit.Measure(full, kit.Body)+dropRoom <= row.W {
			text = full // a currency is never cut
		}
	}
	if h.locked() {
		f := kit.NewField(t("saleswindow.currency"))
		f.ReadOnly = true
		f.SetText(text)
		c.Field("head.currency", row, f)
		return
	}
	c.Drop("head.currency", row, text, "", h.currencyMenu)
}

func (h *header[T]) currencyMenu() []kit.MenuItem {
	host := h.e.host
	var items []kit.MenuItem
	if f := h.e.typ.Field("tax_mode"); f != nil {
		mode := h.get("tax_mode").Text()
		items = append(items, kit.MenuItem{Title: host.T("quote.tax_mode"), Head: true})
		for _, o := range f.Options() {
			items = append(items, kit.MenuItem{Title: records.OptionText(host, f, o.Key), Checked: o.Key == mode, Run: func() { h.set("tax_mode", entity.Str(o.Key)) }})
		}
		items = append(items, kit.MenuItem{})
	}
	items = append(items, kit.MenuItem{Title: host.T("quote.currency"), Head: true})
	codes := []string{"CNY", "USD", "EUR", "GBP", "JPY", "HKD"}
	if !slices.Contains(codes, kit.Home()) {
		codes = append([]string{kit.Home()}, codes...)
	}
	now := h.get("currency").Text()
	known := false
	for _, c := range codes {
		known = known || c == now
	}
	if !known && now != "" {
		codes = append(codes, now)
	}
	for _, code := range codes {
		items = append(items, kit.MenuItem{Title: code, Checked: code == now, Run: func() { h.setCurrency(code) }})
	}
	return items
}

// currencyRoom is what the choice of a currency needs beside its rate.
const currencyRoom = 66

// dropRoom is what frame and arrow of a choice take.
const dropRoom = 40

// setCurrency changes the currency. The rate of a foreign one is the one last used; when there
// is none it stays open and is asked for before the document goes out.
func (h *header[T]) setCurrency(code string) {
	set := func(rate money.Exchange) {
		h.e.edit("", func(rec *T) {
			h.e.typ.Field("currency").Set(rec, entity.Str(code))
			if h.e.typ.Field("rate") != nil {
				h.e.typ.Field("rate").Set(rec, entity.Num(rate.RateE8))
				if unit := h.e.typ.Field("rate_unit"); unit != nil {
					unit.Set(rec, entity.Num(rate.Unit))
				}
			}
		})
	}
	one := money.Exchange{RateE8: money.ExchangeScale, Unit: 1}
	set(one)
	if code == h.e.home || h.e.typ.Field("rate") == nil || h.d.Sales == nil {
		return
	}
	h.e.host.Go(func(ctx context.Context) {
		rate, on, err := h.d.Sales.RateOf(ctx, code)
		h.e.host.Post(func() {
			h.e.host.Report(err)
			if err == nil && rate.RateE8 != 0 && h.get("currency").Text() == code && h.get("rate").Int() == one.RateE8 {
				set(rate)
				h.e.host.Toast(h.e.host.T("saleswindow.rate_last", "currency", code, "rate", rate.String(), "date", on.String()), nil)
			}
		})
	})
}

// rate is the field of the exchange rate of a foreign currency.
func (h *header[T]) rate() {
	f := kit.NewField(h.label("rate"))
	f.AlignRight, f.Placeholder = true, h.e.host.T("saleswindow.rate_short")
	f.Check = func(text string) string {
		if text == "" {
			return ""
		}
		if _, err := money.ParseExchange(text); err != nil {
			return h.e.host.ErrorText(err)
		}
		return ""
	}
	f.OnCommit = func(text string) {
		if r, err := money.ParseExchange(text); err == nil {
			h.set("rate", entity.Num(r))
		}
	}
	h.add("rate", f, func() {
		if f.Focused() {
			return
		}
		rate := money.Exchange{RateE8: h.get("rate").Int(), Unit: 1}
		if f.Warn = !rate.Known(); f.Warn {
			f.SetText("")
			return
		}
		f.SetText(rate.String())
	})
}

// money is the field of an amount in the document's currency.
func (h *header[T]) money(key string) {
	f := kit.NewField(h.label(key))
	f.AlignRight = true
	currency := func() string {
		if h.e.rec == nil {
			return kit.Home()
		}
		return h.get("currency").Text()
	}
	f.Read = func(text string) (string, string, string) { return kit.ReadMoney(currency())(text) }
	f.OnCommit = func(text string) {
		if m, _, err := money.Typed(orZero(text), currency()); err == nil {
			h.set(key, entity.Num(int64(m)))
		}
	}
	h.add(key, f, func() {
		if !f.Focused() {
			f.SetText(plain(money.Minor(h.get(key).Int()), currency()))
		}
	})
}

// share is the field of a share in per cent.
func (h *header[T]) share(key string) {
	f := kit.NewField(h.label(key))
	f.AlignRight = true
	f.Read = kit.ReadRate
	f.OnCommit = func(text string) {
		if r, err := money.ParseRate(orZero(text)); err == nil {
			h.set(key, entity.Num(int64(r)))
		}
	}
	h.add(key, f, func() {
		if f.Focused() {
			return
		}
		text := ""
		if r := money.Rate(h.get(key).Int()); r != 0 {
			text = r.String()
		}
		f.SetText(text)
	})
}
