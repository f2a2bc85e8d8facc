package purchase

import (
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/sales"
)

// OrderState is where a purchase order stands. What came in is told by the receipts.
type OrderState string

// The states of a purchase order.
const (
	OrderDraft     OrderState = "draft"
	OrderSubmitted OrderState = "submitted"
	OrderApproved  OrderState = "approved"
	OrderClosed    OrderState = "closed"
	OrderCancelled OrderState = "cancelled"
)

var orderStates = []OrderState{OrderDraft, OrderSubmitted, OrderApproved, OrderClosed, OrderCancelled}

var orderMoves = map[OrderState][]OrderState{
	OrderDraft:     {OrderSubmitted, OrderCancelled},
	OrderSubmitted: {OrderApproved, OrderDraft, OrderCancelled},
	OrderApproved:  {OrderClosed, OrderCancelled, OrderDraft}, // back to draft: changed and approved anew
	OrderClosed:    {OrderApproved},
}

// Order 采购订单 is what the company orders from a supplier. Quantities, prices, taxes and
// sums are worked out as those of sales documents are.
type Order struct {
	entity.Head
	Number       string // taken when it is submitted
	State        OrderState
	SupplierID   int64
	ContactID    int64
	SalesOrderID int64 // the sales order it was made for, when it was made for one
	On           calendar.Date
	DeliverOn    calendar.Date
	Warehouse    string
	DeliverTo    string
	PaymentTerms string
	Subject      string
	sales.Sums
	Terms       string
	Remark      string
	ApprovalID  int64
	SubmittedAt int64
	ApprovedAt  int64
	EndedAt     int64
	EndReason   string
	Printed     int64

	Lines []OrderLine
}

// OrderLine is one line of a purchase order.
type OrderLine struct {
	entity.Head
	OrderID     int64
	Received    money.Quantity // kept by receipts
	SalesLineID int64          // the line of the sales order that needs it
	sales.Item
}

func describeOrderLine() *entity.Desc[OrderLine] {
	return entity.Describe("purchase_order_line", "name", func(l *OrderLine, e *entity.Fields) {
		e.Ref("order_id", Orders, &l.OrderID)
		entity.Scaled(e, "received", 6, &l.Received).Computed()
		e.Int("sales_line_id", &l.SalesLineID).Unlisted()
		l.Describe(e)
	})
}

// DescribeOrder describes purchase orders.
func DescribeOrder() *entity.Desc[Order] {
	return entity.Describe(Orders, "number", func(o *Order, e *entity.Fields) {
		e.Open()
		e.Text("number", &o.Number).Only().Found().Printed().Computed().Max(40).Also("采购单号", "单号")
		entity.Choice(e, "state", &o.State, orderStates...).Computed().Else(entity.Str(string(OrderDraft)))
		e.Ref("supplier_id", Suppliers, &o.SupplierID).Found().Must()
		e.Ref("contact_id", Contacts, &o.ContactID)
		e.Ref("sales_order_id", sales.Orders, &o.SalesOrderID).Computed()
		e.Date("date_on", &o.On).Must().Printed().Also("下单日期", "日期")
		e.Date("deliver_on", &o.DeliverOn).Printed().Also("交货日期")
		e.Dict("warehouse", "warehouse", &o.Warehouse).Printed().Else(entity.Str("main"))
		e.Text("deliver_to", &o.DeliverTo).Printed().Max(300)
		e.Dict("payment_terms", "payment_terms", &o.PaymentTerms).Printed()
		e.Text("subject", &o.Subject).Found().Printed().Max(200)
		o.Describe(e)
		e.LongText("terms", &o.Terms).Printed()
		e.LongText("remark", &o.Remark)
		e.Ref("approval_id", "approval", &o.ApprovalID).Computed().Unlisted()
		e.Instant("submitted_at", &o.SubmittedAt).Computed()
		e.Instant("approved_at", &o.ApprovedAt).Computed()
		e.Instant("ended_at", &o.EndedAt).Computed()
		e.Text("end_reason", &o.EndReason).Computed().Max(400)
		e.Int("printed", &o.Printed).Computed().Silent().Unlisted()
		entity.Lines(e, describeOrderLine(), "order_id", &o.Lines)
	})
}

// Items are the lines as sales.Figure wants them.
func (o *Order) Items() []*sales.Item {
	out := make([]*sales.Item, len(o.Lines))
	for i := range o.Lines {
		out[i] = &o.Lines[i].Item
	}
	return out
}

// Figure works the order out and numbers the lines; home is the company's currency.
func (o *Order) Figure(home string) (money.Totals, error) {
	for i := range o.Lines {
		o.Lines[i].Pos = int64(i + 1)
	}
	return sales.Figure(&o.Sums, o.Items(), home)
}

// Open tells whether goods of the order are still to come.
func (o *Order) Open() bool {
	return slices.ContainsFunc(o.Lines, func(l OrderLine) bool { return l.Kind.Counts() && l.Received < l.Quantity })
}

func (o *Order) move(to OrderState) error {
	return entity.Step("purchase_order", o.Number, &o.State, orderMoves, to)
}
