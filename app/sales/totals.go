package sales

import (
	"errors"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/money"
)

// CostRight is the right to see costs and margins.
const CostRight = "cost.read"

// TaxMode is how a document works out its taxes.
type TaxMode string

// The tax modes: prices with or without tax, tax per line or per document and rate.
const (
	InLine  TaxMode = "in_line" // the default of a new company
	InDoc   TaxMode = "in_document"
	OutLine TaxMode = "out_line"
	OutDoc  TaxMode = "out_document"
)

// Mode is the mode in the words of app/money.
func (m TaxMode) Mode() money.TaxMode {
	return money.TaxMode{Included: m == InLine || m == InDoc || m == "", PerDocument: m == InDoc || m == OutDoc}
}

// Sums are the amounts of a quote or an order. The rate, the tax mode and the two
// discounts are typed; the rest are results of Figure.
type Sums struct {
	Currency      string
	RateE8        int64 // worth of 1 (or RateUnit) in the company's currency × 10⁸
	RateUnit      int64
	TaxMode       TaxMode
	Discount      money.Rate  // off the whole document, a share of the subtotal
	DiscountMinor money.Minor // and an amount, on the basis of the prices

	SubtotalMinor money.Minor // Σ line amounts
	OffMinor      money.Minor // the document discount that was spread
	NetMinor      money.Minor
	TaxMinor      money.Minor
	TotalMinor    money.Minor // what the customer pays
	HomeMinor     money.Minor // the total in the company's currency
	CostMinor     money.Minor // Σ quantity × cost, company currency, without tax
	MarginMinor   money.Minor // net in company currency − cost
}

// Describe describes the amounts of a document; costs and margins are those of sales.
func (s *Sums) Describe(e *entity.Fields) {
	e.Text("currency", &s.Currency).Else(entity.Str("CNY")).Max(3).Printed()
	e.Number("rate", 8, &s.RateE8).Else(entity.Num(money.ExchangeScale))
	e.Int("rate_unit", &s.RateUnit).Else(entity.Num(1)).Unlisted()
	entity.Choice(e, "tax_mode", &s.TaxMode, InLine, InDoc, OutLine, OutDoc).Else(entity.Str(string(InLine)))
	entity.Scaled(e, "discount_rate", 6, &s.Discount).In(entity.Share).Printed()
	e.Money("discount_minor", &s.DiscountMinor).Printed()
	e.Money("subtotal_minor", &s.SubtotalMinor).Computed().Printed()
	e.Money("off_minor", &s.OffMinor).Computed().Printed()
	e.Money("net_minor", &s.NetMinor).Computed().Printed()
	e.Money("tax_minor", &s.TaxMinor).Computed().Printed()
	e.Money("total_minor", &s.TotalMinor).Computed().Printed()
	e.Money("home_minor", &s.HomeMinor).Computed()
}

func (s *Sums) describe(e *entity.Fields) {
	s.Describe(e)
	e.Money("cost_minor", &s.CostMinor).Computed().Rights(CostRight, CostRight)
	e.Money("margin_minor", &s.MarginMinor).Computed().Rights(CostRight, CostRight)
}

// MarginRate is the margin as a share of the net amount in the company's currency.
func (s *Sums) MarginRate() money.Rate { return money.RateOf(s.MarginMinor, s.MarginMinor+s.CostMinor) }

// Exchange is the document's rate into the company's currency.
func (s *Sums) Exchange() money.Exchange { return money.Exchange{RateE8: s.RateE8, Unit: s.RateUnit} }

// Figure works a document out: fills the results of s and of the items and gives the
// totals by tax code. Home is the company's currency.
// Errors (Invalid): those of money.Calc with the line, and sales.discount_too_large.
func Figure(s *Sums, items []*Item, home string) (money.Totals, error) {
	lines := make([]money.Line, len(items))
	for i, it := range items {
		lines[i] = money.Line{
			Quantity: it.Quantity, Price: it.Price, Discount: it.Discount,
			DiscountMinor: it.DiscountMinor, Tax: it.Tax, Silent: !it.Kind.Counts(),
		}
	}
	calc := money.Calc{Currency: s.Currency, Mode: s.TaxMode.Mode(), Lines: lines}
	plain, err := calc.Work()
	if err != nil {
		return money.Totals{}, err
	}
	if calc.Discount, err = s.off(plain.Subtotal); err != nil {
		return money.Totals{}, err
	}
	total, err := calc.Work()
	if err != nil {
		return money.Totals{}, err
	}
	for i, it := range items {
		l := total.Lines[i]
		it.AmountMinor, it.ShareMinor = l.Amount, l.Share
		it.NetMinor, it.TaxMinor, it.GrossMinor = l.Net, l.Tax, l.Gross
		if it.Kind == Optional {
			if it.AmountMinor, err = money.LineAmount(lines[i], s.Currency); err != nil {
				return money.Totals{}, atLine(err, i)
			}
		}
	}
	s.SubtotalMinor, s.OffMinor = total.Subtotal, total.Discount
	s.NetMinor, s.TaxMinor, s.TotalMinor = total.Net, total.Tax, total.Gross
	return total, s.worth(items, home)
}

// off is the document discount: the share of the subtotal plus the amount.
func (s *Sums) off(subtotal money.Minor) (money.Minor, error) {
	if s.Discount < 0 || s.Discount > money.Scale {
		return 0, app.E(app.Invalid, "money.discount", "rate", s.Discount.String()).At("discount_rate")
	}
	share, err := s.Discount.Apply(subtotal)
	if err != nil {
		return 0, err
	}
	off, err := money.Sum(share, s.DiscountMinor)
	if err != nil {
		return 0, err
	}
	if s.DiscountMinor < 0 || off.Abs() > subtotal.Abs() {
		return 0, app.E(app.Invalid, "sales.discount_too_large",
			"discount", money.Of(off, s.Currency).String(), "subtotal", money.Of(subtotal, s.Currency).String()).At("discount_minor")
	}
	return off, nil
}

// Costless counts the lines of the totals that have an amount and no cost, and all that
// have an amount: a margin can rest on guesses, or on nothing at all.
func Costless(items []*Item) (without, all int) {
	for _, it := range items {
		if it.Kind.Counts() && it.AmountMinor != 0 {
			all++
			if it.Cost == 0 {
				without++
			}
		}
	}
	return without, all
}

// worth works out what stands in the company's currency: total, cost and margin.
func (s *Sums) worth(items []*Item, home string) error {
	x := s.Exchange()
	if s.Currency == home || s.Currency == "" && home == "CNY" {
		x = money.Exchange{RateE8: money.ExchangeScale}
	}
	var err error
	if s.HomeMinor, err = x.Convert(s.TotalMinor, s.Currency, home); err != nil {
		return err
	}
	net, err := x.Convert(s.NetMinor, s.Currency, home)
	if err != nil {
		return err
	}
	s.CostMinor = 0
	for i, it := range items {
		if !it.Kind.Counts() {
			continue
		}
		c, err := money.LineAmount(money.Line{Quantity: it.Quantity, Price: it.Cost}, home)
		if err != nil {
			return atLine(err, i)
		}
		if s.CostMinor, err = money.Sum(s.CostMinor, c); err != nil {
			return err
		}
	}
	s.MarginMinor = net - s.CostMinor
	return nil
}

func atLine(err error, i int) error {
	var e *app.Error
	if errors.As(err, &e) {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args["line"] = i + 1
	}
	return err
}

func tidyTaxCode(s string) string {
	if c, err := money.ParseTaxCode(s); err == nil && s != "" {
		return string(c)
	}
	return s
}
