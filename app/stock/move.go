package stock

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Kind says why a stock changed.
type Kind string

// The kinds of movements. A count is a quantity that somebody typed at the product or
// counted in a warehouse.
const (
	Out      Kind = "delivery"
	Back     Kind = "delivery_reversed"
	In       Kind = "receipt"
	InBack   Kind = "receipt_reversed"
	Came     Kind = "return"
	CameBack Kind = "return_reversed"
	Transfer Kind = "transfer"
	Count    Kind = "count"
)

var kinds = []Kind{In, InBack, Out, Back, Came, CameBack, Transfer, Count}

// SettingBelowZero lets a delivery go out of an empty warehouse; the stock is then below zero.
const SettingBelowZero = "stock.below_zero"

// Move is one movement of one product. Movements are only written, never changed: what
// lies in the warehouse is their sum.
type Move struct {
	entity.Head
	ProductID int64
	Warehouse string
	Kind      Kind
	On        calendar.Date
	Quantity  money.Quantity // negative when goods go out
	Balance   money.Quantity // of the product after it, over all warehouses
	Number    string         // of the document
	Party     string
	Reason    string // of a count or a transfer
	Source    string // the entity of the document
	SourceID  int64
}

// DescribeMove describes movements.
func DescribeMove() *entity.Desc[Move] {
	return entity.Describe(Moves, "number", func(m *Move, e *entity.Fields) {
		e.Open()
		e.Ref("product_id", "product", &m.ProductID).Computed()
		e.Dict("warehouse", "warehouse", &m.Warehouse).Computed().Else(entity.Str("main"))
		entity.Choice(e, "kind", &m.Kind, kinds...).Computed()
		e.Date("on_date", &m.On).Computed()
		entity.Scaled(e, "quantity", 6, &m.Quantity).Computed()
		entity.Scaled(e, "balance", 6, &m.Balance).Computed()
		e.Text("number", &m.Number).Computed().Found().Max(40)
		e.Text("party", &m.Party).Computed().Max(120)
		e.Text("reason", &m.Reason).Computed().Max(200)
		e.Text("source", &m.Source).Computed().Unlisted()
		e.Int("source_id", &m.SourceID).Computed().Unlisted()
	})
}
