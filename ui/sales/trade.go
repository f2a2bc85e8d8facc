package sales

import (
	"strings"

	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// tradePart is the terms of a sale abroad within the page of a quote or an order: what the
// trade term asks for is shown, the rest is hidden (SAL-18).
type tradePart[T any] struct {
	h     *header[T]
	terms func(*T) *sales.Trade
	sums  func(*T) *sales.Sums
}

// newTrade makes the fields; those of the trade term itself follow them.
func newTrade[T any](h *header[T], terms func(*T) *sales.Trade, sums func(*T) *sales.Sums) *tradePart[T] {
	p := &tradePart[T]{h: h, terms: terms, sums: sums}
	h.choice("incoterm")
	for _, key := range []string{"loading_port", "ship_within", "packing", "destination_port", "cover"} {
		h.text(key, false)
	}
	currency := func() string { return sums(h.e.rec).Currency }
	h.amount("freight_minor", currency)
	h.amount("insurance_minor", currency)
	h.percent("insured_share")
	h.percent("premium_rate")
	h.fills = append(h.fills, func() { // a premium with a rate is worked out, not typed
		if terms(h.e.rec).PremiumRate != 0 {
			h.fields["insurance_minor"].ReadOnly = true
		}
	})
	return p
}

// keys are the fields that count now.
func (p *tradePart[T]) keys() []string {
	var out []string
	for _, part := range sales.TradeFields[:p.terms(p.h.e.rec).Parts()] {
		out = append(out, part...)
	}
	return out
}

// draw shows the fields that count in columns, and what the price is made of below.
func (p *tradePart[T]) draw(c *kit.Canvas, in *kit.Rect, columns int) {
	keys := p.keys()
	weights := make([]float32, columns)
	for i := range weights {
		weights[i] = -1
	}
	for len(keys) > 0 {
		row := in.CutTop(50).Columns(12, weights...)
		for i := 0; i < columns && len(keys) > 0; i++ {
			p.h.draw(c, row[i], keys[0], "")
			keys = keys[1:]
		}
		in.CutTop(8)
	}
	if text := p.price(); text != "" {
		in.CutTop(c.Para(*in, text, kit.Caption, 0) + 8)
	}
}

// price says what a CFR or CIF price is made of.
func (p *tradePart[T]) price() string {
	tr, sums := p.terms(p.h.e.rec), p.sums(p.h.e.rec)
	if tr.Parts() < 2 {
		return ""
	}
	t := p.h.e.host.T
	say := func(m money.Minor) string { return money.Of(m, sums.Currency).String() }
	parts := []string{
		strings.ToUpper(tr.Incoterm) + " " + say(sums.TotalMinor) + " = FOB " + say(tr.FOBValue(sums.TotalMinor)),
		t("trade.freight") + " " + say(tr.FreightMinor),
	}
	if tr.Parts() > 2 {
		parts = append(parts, t("trade.insurance")+" "+say(tr.InsuranceMinor))
	}
	return strings.Join(parts, " + ")
}

// brief is the trade terms of an order that is not edited any more.
func (p *tradePart[T]) brief() []string {
	rec := p.h.e.rec
	var out []string
	if f := p.h.fields["incoterm"]; p.terms(rec).Incoterm != "" {
		out = append(out, f.Text())
	}
	for _, key := range p.keys() {
		if text := p.h.fields[key].Text(); text != "" {
			out = append(out, p.h.label(key)+"  "+text)
		}
	}
	return out
}

// amount is a field of an amount in the currency of the document.
func (h *header[T]) amount(key string, currency func() string) {
	f := kit.NewField(h.label(key))
	f.AlignRight = true
	f.Read = func(text string) (string, string, string) { return kit.ReadMoney(currency())(text) }
	f.OnCommit = func(text string) {
		if m, err := money.Parse(orZero(text), currency()); err == nil {
			h.set(key, entity.Num(int64(m)))
		}
	}
	h.add(key, f, func() {
		if f.Focused() {
			return
		}
		text := ""
		if m := h.get(key).Int(); m != 0 {
			text = plain(money.Minor(m), currency())
		}
		f.SetText(text)
	})
}

// percent is a field of a share, typed and shown as a per cent.
func (h *header[T]) percent(key string) {
	f := kit.NewField(h.label(key))
	f.AlignRight = true
	f.Read = func(text string) (string, string, string) {
		if text == "" {
			return "", "", ""
		}
		r, err := money.ParseRate(text)
		if err != nil {
			return text, "", h.e.host.ErrorText(err)
		}
		return r.String(), "", ""
	}
	f.OnCommit = func(text string) {
		if text == "" {
			h.set(key, entity.Num(0))
			return
		}
		if r, err := money.ParseRate(text); err == nil {
			h.set(key, entity.Num(int64(r)))
		}
	}
	h.add(key, f, func() {
		if f.Focused() {
			return
		}
		text := ""
		if r := h.get(key).Int(); r != 0 {
			text = money.Rate(r).String()
		}
		f.SetText(text)
	})
}

// drawColumns is the choice of what a quote prints beyond the usual columns.
func (p *quotePage) drawColumns(c *kit.Canvas, in *kit.Rect) {
	c.Text(in.CutTop(22), p.host.T("quote.print_columns"), kit.Caption)
	row := in.CutTop(theme.Control)
	q := p.e.rec
	for _, key := range sales.PrintColumns {
		text := p.host.T("quote.column." + key)
		r := row.CutLeft(kit.Measure(text, kit.Body) + 40)
		var set func(bool)
		if p.editable() {
			set = func(on bool) { p.e.edit("", func(q *sales.Quote) { q.Print(key, on) }) }
		}
		c.Check("column."+key, r, text, q.Prints(key), set)
	}
	in.CutTop(12)
}
