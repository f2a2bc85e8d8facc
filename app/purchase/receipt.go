package purchase

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// ReceiptState is where a goods receipt stands.
type ReceiptState string

// The states of a goods receipt: a posted one is locked and is taken back by reversing it.
const (
	Draft    ReceiptState = "draft"
	Posted   ReceiptState = "posted"
	Reversed ReceiptState = "reversed"
)

var receiptMoves = map[ReceiptState][]ReceiptState{Draft: {Posted}, Posted: {Reversed}}

// Receipt 采购收货单 is goods that came in for one purchase order.
type Receipt struct {
	entity.Head
	Number     string // taken when it is posted
	State      ReceiptState
	OrderID    int64
	SupplierID int64
	On         calendar.Date
	Warehouse  string
	TheirNote  string // number of the supplier's delivery note
	Inspector  string
	Remark     string
	Currency   string
	Value      money.Minor // at the prices of the order, tax included
	PostedAt   int64
	ReversedOn calendar.Date
	Reason     string
	Printed    int64

	Lines []ReceiptLine
}

// ReceiptLine is one line of a goods receipt, out of one line of the order.
type ReceiptLine struct {
	entity.Head
	ReceiptID   int64
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

func describeReceiptLine() *entity.Desc[ReceiptLine] {
	return entity.Describe("goods_receipt_line", "name", func(l *ReceiptLine, e *entity.Fields) {
		e.Ref("receipt_id", Receipts, &l.ReceiptID)
		e.Int("pos", &l.Pos)
		e.Int("order_line_id", &l.OrderLineID).Unlisted()
		e.Ref("product_id", "product", &l.ProductID)
		e.Text("code", &l.Code).Printed().Max(60)
		e.Text("name", &l.Name).Printed().Max(400)
		e.Text("spec", &l.Spec).Printed().Max(400)
		e.Text("unit", &l.Unit).Printed().Max(20)
		entity.Scaled(e, "quantity", 6, &l.Quantity).Printed()
		entity.Scaled(e, "price", 6, &l.Price).Printed()
		e.Text("remark", &l.Remark).Printed().Max(400)
	})
}

// DescribeReceipt describes goods receipts.
func DescribeReceipt() *entity.Desc[Receipt] {
	return entity.Describe(Receipts, "number", func(r *Receipt, e *entity.Fields) {
		e.Open()
		e.Text("number", &r.Number).Only().Found().Printed().Computed().Max(40).Also("收货单号", "入库单号", "单号")
		entity.Choice(e, "state", &r.State, Draft, Posted, Reversed).Computed().Else(entity.Str(string(Draft)))
		e.Ref("order_id", Orders, &r.OrderID).Must()
		e.Ref("supplier_id", Suppliers, &r.SupplierID).Found().Must()
		e.Date("date_on", &r.On).Must().Printed().Also("收货日期", "日期")
		e.Dict("warehouse", "warehouse", &r.Warehouse).Printed().Else(entity.Str("main"))
		e.Text("their_note", &r.TheirNote).Found().Printed().Max(60)
		e.Text("inspector", &r.Inspector).Printed().Max(60)
		e.LongText("remark", &r.Remark)
		e.Text("currency", &r.Currency).Computed().Max(3)
		e.Money("value_minor", &r.Value).Computed()
		e.Instant("posted_at", &r.PostedAt).Computed()
		e.Date("reversed_on", &r.ReversedOn).Computed()
		e.Text("reverse_reason", &r.Reason).Computed().Max(400)
		e.Int("printed", &r.Printed).Computed().Silent().Unlisted()
		entity.Lines(e, describeReceiptLine(), "receipt_id", &r.Lines)
	})
}

func (r *Receipt) move(to ReceiptState) error {
	return entity.Step("goods_receipt", r.Number, &r.State, receiptMoves, to)
}
