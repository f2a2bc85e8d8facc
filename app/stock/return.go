package stock

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/sales"
)

// Returns is the entity name.
const Returns = "sales_return"

// ReturnState is where a return stands.
type ReturnState string

// The states of a return: a posted one is locked and is taken back by reversing it.
const (
	ReturnDraft    ReturnState = "draft"
	ReturnPosted   ReturnState = "posted"
	ReturnReversed ReturnState = "reversed"
)

var returnMoves = map[ReturnState][]ReturnState{ReturnDraft: {ReturnPosted}, ReturnPosted: {ReturnReversed}}

// Return 退货单 is goods of an order that the customer sends back: the customer owes less,
// and the goods lie in the warehouse again unless they are of no use any more.
type Return struct {
	entity.Head
	Number     string // taken when it is posted
	State      ReturnState
	OrderID    int64
	DeliveryID int64 // the delivery they came with, when it is known
	CustomerID int64
	On         calendar.Date
	Why        string
	Warehouse  string
	Scrapped   bool // the goods do not go into the warehouse
	Remark     string
	Currency   string
	Value      money.Minor // at the prices of the order, tax included
	Home       money.Minor // in the company's currency
	PostedAt   int64
	ReversedOn calendar.Date
	Reason     string
	Printed    int64

	Lines []ReturnLine
}

// ReturnLine is one line of a return, out of one line of the order.
type ReturnLine struct {
	entity.Head
	ReturnID    int64
	Pos         int64
	OrderLineID int64
	ProductID   int64
	Code        string
	Name        string
	Spec        string
	Unit        string
	Quantity    money.Quantity
	Price       money.Price
	Remark      string
}

func describeReturnLine() *entity.Desc[ReturnLine] {
	return entity.Describe("sales_return_line", "name", func(l *ReturnLine, e *entity.Fields) {
		e.Ref("return_id", Returns, &l.ReturnID)
		e.Int("pos", &l.Pos)
		e.Int("order_line_id", &l.OrderLineID).Unlisted()
		e.Ref("product_id", sales.Products, &l.ProductID)
		e.Text("code", &l.Code).Printed().Max(60)
		e.Text("name", &l.Name).Printed().Max(400)
		e.Text("spec", &l.Spec).Printed().Max(400)
		e.Text("unit", &l.Unit).Printed().Max(20)
		entity.Scaled(e, "quantity", 6, &l.Quantity).Printed()
		entity.Scaled(e, "price", 6, &l.Price).Printed()
		e.Text("remark", &l.Remark).Printed().Max(400)
	})
}

// DescribeReturn describes returns.
func DescribeReturn() *entity.Desc[Return] {
	return entity.Describe(Returns, "number", func(r *Return, e *entity.Fields) {
		e.Text("number", &r.Number).Only().Found().Printed().Computed().Max(40).Also("退货单号", "单号")
		entity.Choice(e, "state", &r.State, ReturnDraft, ReturnPosted, ReturnReversed).Computed().Else(entity.Str(string(ReturnDraft)))
		e.Ref("order_id", sales.Orders, &r.OrderID).Must()
		e.Ref("delivery_id", Deliveries, &r.DeliveryID)
		e.Ref("customer_id", "customer", &r.CustomerID).Found().Must()
		e.Date("date_on", &r.On).Must().Printed().Also("退货日期", "日期")
		e.Dict("reason", "return_reason", &r.Why).Printed().Else(entity.Str("quality"))
		e.Dict("warehouse", "warehouse", &r.Warehouse).Printed().Else(entity.Str(Main))
		e.Flag("scrapped", &r.Scrapped)
		e.LongText("remark", &r.Remark)
		e.Text("currency", &r.Currency).Computed().Max(3)
		e.Money("value_minor", &r.Value).Computed()
		e.Money("home_minor", &r.Home).Computed()
		e.Instant("posted_at", &r.PostedAt).Computed()
		e.Date("reversed_on", &r.ReversedOn).Computed()
		e.Text("reverse_reason", &r.Reason).Computed().Max(400)
		e.Int("printed", &r.Printed).Computed().Silent().Unlisted()
		entity.Lines(e, describeReturnLine(), "return_id", &r.Lines)
	})
}

func (r *Return) move(to ReturnState) error {
	return entity.Step("sales_return", r.Number, &r.State, returnMoves, to)
}

func (r *Return) quantities(sign money.Quantity) map[int64]money.Quantity {
	out := map[int64]money.Quantity{}
	for _, l := range r.Lines {
		out[l.OrderLineID] += sign * l.Quantity
	}
	return out
}
