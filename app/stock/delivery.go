// Package stock is the room of goods: what goes out to customers against their orders,
// and every movement of what lies in the warehouses. Orders and products are sales'; what
// was delivered of an order is told to sales by the deliveries and never typed.
package stock

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Entity names.
const (
	Deliveries = "delivery"
	Moves      = "stock_move"
)

// State is where a delivery stands.
type State string

// The states of a delivery: an issued one is locked and is taken back by reversing it.
const (
	Draft    State = "draft"
	Issued   State = "issued"
	Signed   State = "signed"
	Reversed State = "reversed"
)

var states = []State{Draft, Issued, Signed, Reversed}

var steps = map[State][]State{Draft: {Issued}, Issued: {Signed, Reversed}, Signed: {Reversed}}

// Delivery 送货单 is one transport of goods of one order.
type Delivery struct {
	entity.Head
	Number     string // taken when it is issued
	State      State
	OrderID    int64
	CustomerID int64
	On         calendar.Date
	Address    string
	Receiver   string
	Phone      string
	Warehouse  string
	Driver     string
	Plate      string
	Remark     string
	Currency   string      // of the order
	Value      money.Minor // of the goods at the prices of the order, tax included
	IssuedAt   int64
	SignedOn   calendar.Date
	SignedBy   string
	ReversedOn calendar.Date
	Reason     string // why it was reversed
	Printed    int64

	Lines []Line
}

// Line is one line of a delivery, out of one line of the order.
type Line struct {
	entity.Head
	DeliveryID  int64
	Pos         int64
	OrderLineID int64
	ProductID   int64
	Code        string
	Name        string
	Spec        string
	Unit        string
	Quantity    money.Quantity
	Packages    int64
	Price       money.Price
	Remark      string
}

func describeLine() *entity.Desc[Line] {
	return entity.Describe("delivery_line", "name", func(l *Line, e *entity.Fields) {
		e.Ref("delivery_id", Deliveries, &l.DeliveryID)
		e.Int("pos", &l.Pos)
		e.Int("order_line_id", &l.OrderLineID).Unlisted()
		e.Ref("product_id", "product", &l.ProductID)
		e.Text("code", &l.Code).Printed().Max(60)
		e.Text("name", &l.Name).Printed().Max(400)
		e.Text("spec", &l.Spec).Printed().Max(400)
		e.Text("unit", &l.Unit).Printed().Max(20)
		entity.Scaled(e, "quantity", 6, &l.Quantity).Printed()
		e.Int("packages", &l.Packages).Printed()
		entity.Scaled(e, "price", 6, &l.Price).Printed()
		e.Text("remark", &l.Remark).Printed().Max(400)
	})
}

// DescribeDelivery describes deliveries.
func DescribeDelivery() *entity.Desc[Delivery] {
	return entity.Describe(Deliveries, "number", func(d *Delivery, e *entity.Fields) {
		e.Text("number", &d.Number).Only().Found().Printed().Computed().Max(40).Also("送货单号", "单号")
		entity.Choice(e, "state", &d.State, states...).Computed().Else(entity.Str(string(Draft)))
		e.Ref("order_id", "sales_order", &d.OrderID).Must()
		e.Ref("customer_id", "customer", &d.CustomerID).Found().Must()
		e.Date("date_on", &d.On).Must().Printed().Also("送货日期", "日期")
		e.Text("address", &d.Address).Printed().Max(300)
		e.Text("receiver", &d.Receiver).Printed().Max(60)
		e.Phone("phone", &d.Phone).Printed()
		e.Dict("warehouse", "warehouse", &d.Warehouse).Printed().Else(entity.Str("main"))
		e.Text("driver", &d.Driver).Printed().Max(60)
		e.Text("plate", &d.Plate).Printed().Max(20)
		e.LongText("remark", &d.Remark)
		e.Text("currency", &d.Currency).Computed().Max(3)
		e.Money("value_minor", &d.Value).Computed()
		e.Instant("issued_at", &d.IssuedAt).Computed()
		e.Date("signed_on", &d.SignedOn).Computed()
		e.Text("signed_by", &d.SignedBy).Computed().Max(60)
		e.Date("reversed_on", &d.ReversedOn).Computed()
		e.Text("reverse_reason", &d.Reason).Computed().Max(400)
		e.Int("printed", &d.Printed).Computed().Silent().Unlisted()
		entity.Lines(e, describeLine(), "delivery_id", &d.Lines)
	})
}

func (d *Delivery) move(to State) error {
	return entity.Step("delivery", d.Number, &d.State, steps, to)
}

// Goes tells whether the goods of the delivery are out.
func (d *Delivery) Goes() bool { return d.State == Issued || d.State == Signed }

// quantities are the quantities by line of the order, times sign.
func (d *Delivery) quantities(sign money.Quantity) map[int64]money.Quantity {
	out := map[int64]money.Quantity{}
	for _, l := range d.Lines {
		out[l.OrderLineID] += sign * l.Quantity
	}
	return out
}
