package sales

import (
	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// PriceLists is the entity name.
const PriceLists = "price_list"

// PriceListState tells whether a price list is used.
type PriceListState string

// The states of a price list.
const (
	PriceListActive  PriceListState = "active"
	PriceListStopped PriceListState = "stopped"
)

// PriceList is what products cost for some customers in some time: those of a grade, of a
// region, or all. Prices are with or without tax as the company sells.
type PriceList struct {
	entity.Head
	Name     string
	State    PriceListState
	Currency string
	Grade    string // "" = every grade
	Region   string // "" = everywhere; a region means all below it
	From     calendar.Date
	Until    calendar.Date // 0 = open
	Limit    *int64        // the discount off these prices that needs nobody, × 10⁶; nil = the company's limit
	Remark   string

	Lines []PriceLine
}

// PriceLine is the price of one product from a quantity on.
type PriceLine struct {
	entity.Head
	PriceListID int64
	Pos         int64
	ProductID   int64
	Code        string
	Name        string
	Unit        string
	From        money.Quantity // at least so many; 0 = any quantity
	Price       money.Price
	Floor       money.Price // the lowest price that needs nobody; 0 = by the limit of the list
}

func describePriceLine() *entity.Desc[PriceLine] {
	return entity.Describe("price_list_line", "name", func(l *PriceLine, e *entity.Fields) {
		e.Ref("price_list_id", PriceLists, &l.PriceListID)
		e.Int("pos", &l.Pos)
		e.Ref("product_id", Products, &l.ProductID)
		e.Text("code", &l.Code).Printed().Max(60)
		e.Text("name", &l.Name).Printed().Max(400)
		e.Text("unit", &l.Unit).Printed().Max(20)
		entity.Scaled(e, "from_quantity", 6, &l.From).Printed()
		entity.Scaled(e, "price", 6, &l.Price).Printed()
		entity.Scaled(e, "floor", 6, &l.Floor)
	})
}

// DescribePriceList describes price lists.
func DescribePriceList() *entity.Desc[PriceList] {
	return entity.Describe(PriceLists, "name", func(p *PriceList, e *entity.Fields) {
		e.Open()
		e.Text("name", &p.Name).Must().Only().Found().Printed().Max(120)
		entity.Choice(e, "state", &p.State, PriceListActive, PriceListStopped).Else(entity.Str(string(PriceListActive)))
		e.Text("currency", &p.Currency).Else(entity.Str("CNY")).Max(3)
		e.Dict("grade", "customer_grade", &p.Grade)
		e.Dict("region", "region", &p.Region)
		e.Date("valid_from", &p.From).Must().Printed()
		e.Date("valid_until", &p.Until).Printed()
		e.MaybeNumber("max_discount", 6, &p.Limit).In(entity.Share)
		e.LongText("remark", &p.Remark)
		entity.Lines(e, describePriceLine(), "price_list_id", &p.Lines)
	})
}

// check refuses lists that nobody could read: dates the wrong way round, two prices for
// the same quantity, floors above prices.
func (p *PriceList) check() error {
	if p.Until != 0 && p.Until < p.From {
		return app.E(app.Invalid, "price_list.dates").At("valid_until")
	}
	if p.Limit != nil && (*p.Limit < 0 || *p.Limit > money.Scale) {
		return app.E(app.Invalid, "price_list.limit").At("max_discount")
	}
	type step struct {
		product int64
		from    money.Quantity
	}
	seen := map[step]bool{}
	for _, l := range p.Lines {
		at := step{l.ProductID, l.From}
		switch {
		case l.ProductID == 0:
			return app.E(app.Invalid, "price_list.no_product", "name", l.Name)
		case l.Price < 0 || l.From < 0 || l.Floor < 0:
			return app.E(app.Invalid, "price_list.negative", "name", l.Name)
		case l.Floor > l.Price:
			return app.E(app.Invalid, "price_list.floor", "name", l.Name, "floor", l.Floor.String(), "price", l.Price.String())
		case seen[at]:
			return app.E(app.Invalid, "price_list.twice", "name", l.Name, "quantity", l.From.String())
		}
		seen[at] = true
	}
	return nil
}
