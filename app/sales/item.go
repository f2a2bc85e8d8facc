// Package sales is the room of products, opportunities, quotes and orders: what is
// offered at which price, how far a deal is, and what the customer ordered.
package sales

import (
	"kontor/app/entity"
	"kontor/app/money"
)

// LineKind says what a line of a quote or order is.
type LineKind string

// The kinds of lines. Only products count; a section title and a note are text, and an
// optional item shows its amount without being part of the total.
const (
	Goods    LineKind = "product"
	Section  LineKind = "section"
	Note     LineKind = "note"
	Optional LineKind = "optional"
)

// Counts tells whether a line of this kind is part of the totals.
func (k LineKind) Counts() bool { return k == Goods || k == "" }

// Priced tells whether a line of this kind has a quantity and a price.
func (k LineKind) Priced() bool { return k.Counts() || k == Optional }

// Item is what the lines of quotes and orders have in common. Amount and Share are on
// the basis of the prices, Net + Tax = Gross; all four are results of Figure.
type Item struct {
	Pos           int64
	Kind          LineKind
	Origin        string // the line of the first revision it descends from
	ProductID     int64
	Code          string
	Name          string
	Spec          string
	Unit          string
	Quantity      money.Quantity
	Price         money.Price
	Discount      money.Rate
	DiscountMinor money.Minor
	Tax           money.TaxCode
	Cost          money.Price // of one, without tax, as it was when the line was written
	Remark        string

	AmountMinor money.Minor
	ShareMinor  money.Minor
	NetMinor    money.Minor
	TaxMinor    money.Minor
	GrossMinor  money.Minor
}

// Describe describes a line of a document; costs are those of sales.
func (i *Item) Describe(e *entity.Fields) {
	e.Int("pos", &i.Pos)
	entity.Choice(e, "kind", &i.Kind, Goods, Section, Note, Optional).Else(entity.Str(string(Goods)))
	e.Text("origin", &i.Origin).Computed().Unlisted().Silent()
	e.Ref("product_id", "product", &i.ProductID)
	e.Text("code", &i.Code).Printed().Max(60)
	e.Text("name", &i.Name).Printed().Max(400)
	e.Text("spec", &i.Spec).Printed().Max(400)
	e.Text("unit", &i.Unit).Printed().Max(20)
	entity.Scaled(e, "quantity", 6, &i.Quantity).Printed()
	entity.Scaled(e, "price", 6, &i.Price).Printed()
	entity.Scaled(e, "discount_rate", 6, &i.Discount).In(entity.Share).Printed()
	e.Money("discount_minor", &i.DiscountMinor).Printed()
	taxField(e, "tax_code", &i.Tax)
	e.Text("remark", &i.Remark).Printed().Max(400)
	e.Money("amount_minor", &i.AmountMinor).Computed().Printed()
	e.Money("share_minor", &i.ShareMinor).Computed().Unlisted()
	e.Money("net_minor", &i.NetMinor).Computed().Printed()
	e.Money("tax_minor", &i.TaxMinor).Computed().Printed()
	e.Money("gross_minor", &i.GrossMinor).Computed().Printed()
}

func (i *Item) describe(e *entity.Fields) {
	i.Describe(e)
	entity.Scaled(e, "cost", 6, &i.Cost).Computed().Rights(CostRight, CostRight).Unlisted()
}

// taxCodes are the rates in use and those of older documents.
var taxCodes = []money.TaxCode{"13", "9", "6", "5", "3", "1", "0", money.Exempt, money.NotTaxable, "16", "10", "17", "11"}

// taxField describes a tax code; typed "13%" or 免税 is understood.
func taxField(e *entity.Fields, key string, p *money.TaxCode) *entity.Field {
	return entity.Choice(e, key, p, taxCodes...).Normal(tidyTaxCode)
}
