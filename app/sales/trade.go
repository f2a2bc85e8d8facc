package sales

import (
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/money"
)

// Trade terms of a sale abroad, as Incoterms name them.
const (
	ExWorks = "exw"
	FOB     = "fob"
	CFR     = "cfr"
	CIF     = "cif"
)

// InsuredUsually is what a cargo is insured for when nothing else was agreed: 110 % of its
// CIF value, as the letters of credit of most banks ask.
var InsuredUsually = money.Percent(110)

// Trade is how goods travel abroad and what of that the price contains. By the trade term
// more of it counts: FOB the loading, CFR the freight too, CIF the insurance too. Freight
// and insurance are in the currency of the document and inside its total: a CIF price is
// what the customer pays.
type Trade struct {
	Incoterm string

	LoadingPort string // FOB and on
	ShipWithin  string // in words: 30 days after the deposit
	Packing     string

	DestinationPort string // CFR and on
	FreightMinor    money.Minor

	InsuredShare   money.Rate // CIF: of the total
	PremiumRate    money.Rate // of the insured value; 0: the premium was typed
	InsuranceMinor money.Minor
	Cover          string // the clauses that are insured
}

func (t *Trade) describe(e *entity.Fields) {
	e.Dict("incoterm", "incoterm", &t.Incoterm).Printed()
	e.Text("loading_port", &t.LoadingPort).Printed().Max(120)
	e.Text("ship_within", &t.ShipWithin).Printed().Max(200)
	e.Text("packing", &t.Packing).Printed().Max(200)
	e.Text("destination_port", &t.DestinationPort).Printed().Max(120)
	e.Money("freight_minor", &t.FreightMinor).Printed()
	entity.Scaled(e, "insured_share", 6, &t.InsuredShare).In(entity.Share).Printed()
	entity.Scaled(e, "premium_rate", 6, &t.PremiumRate).In(entity.Share)
	e.Money("insurance_minor", &t.InsuranceMinor).Printed()
	e.Text("cover", &t.Cover).Printed().Max(200)
}

// TradeFields are the fields of each part of a form, in the order in which the terms add
// them: with FOB the first, with CFR the second too, with CIF all (SAL-18).
var TradeFields = [][]string{
	{"loading_port", "ship_within", "packing"},
	{"destination_port", "freight_minor"},
	{"insured_share", "premium_rate", "insurance_minor", "cover"},
}

// Parts tells how many of TradeFields count under the trade term.
func (t *Trade) Parts() int { return max(slices.Index([]string{FOB, CFR, CIF}, t.Incoterm)+1, 0) }

// FOBValue is what is left of the total for the goods on board.
func (t *Trade) FOBValue(total money.Minor) money.Minor {
	return total - t.FreightMinor - t.InsuranceMinor
}

// strip takes away what does not count under the trade term.
func (t *Trade) strip() {
	n := t.Parts()
	if n < 1 {
		t.LoadingPort, t.ShipWithin, t.Packing = "", "", ""
	}
	if n < 2 {
		t.DestinationPort, t.FreightMinor = "", 0
	}
	if n < 3 {
		t.InsuredShare, t.PremiumRate, t.InsuranceMinor, t.Cover = 0, 0, 0, ""
	}
}

// settle brings the premium in line with the total.
func (t *Trade) settle(total money.Minor) error {
	if t.Parts() < 3 {
		return nil
	}
	if t.InsuredShare == 0 {
		t.InsuredShare = InsuredUsually
	}
	if t.PremiumRate == 0 {
		return nil
	}
	insured, err := t.InsuredShare.Apply(total)
	if err == nil {
		t.InsuranceMinor, err = t.PremiumRate.Apply(insured)
	}
	return err
}

// check tells what a document lacks before it goes out under its trade term.
func (t *Trade) check(total money.Minor, currency string) error {
	n := t.Parts()
	need := func(part int, key string, missing bool) error {
		if n < part || !missing {
			return nil
		}
		return app.E(app.Invalid, "trade."+key, "term", strings.ToUpper(t.Incoterm)).At(key)
	}
	for _, err := range []error{
		need(1, "loading_port", t.LoadingPort == ""),
		need(2, "destination_port", t.DestinationPort == ""),
		need(2, "freight_minor", t.FreightMinor <= 0),
		need(3, "insurance_minor", t.InsuranceMinor <= 0),
	} {
		if err != nil {
			return err
		}
	}
	if n > 1 && t.FOBValue(total) <= 0 {
		return app.E(app.Invalid, "trade.fob_value", "total", money.Of(total, currency).String(),
			"costs", money.Of(t.FreightMinor+t.InsuranceMinor, currency).String()).At("freight_minor")
	}
	return nil
}

// PrintColumns are the columns that a quote can print beyond the usual ones.
var PrintColumns = []string{"code", "tax", "image", "lead_time"}

// Prints tells whether the quote prints a column of PrintColumns.
func (q *Quote) Prints(column string) bool {
	return slices.Contains(strings.Split(q.PrintColumns, ","), column)
}

// Print chooses whether the quote prints a column of PrintColumns.
func (q *Quote) Print(column string, on bool) {
	var out []string
	for _, c := range PrintColumns {
		if c == column && on || c != column && q.Prints(c) {
			out = append(out, c)
		}
	}
	q.PrintColumns = strings.Join(out, ",")
}
