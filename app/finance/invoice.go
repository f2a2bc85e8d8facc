package finance

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
)

// Invoices is the register of invoices, issued and received.
const Invoices = "invoice"

// Direction of an invoice.
type Direction string

// The directions.
const (
	InvoiceOut Direction = "out" // to a customer
	InvoiceIn  Direction = "in"  // from a supplier
)

// States of an invoice: requested → issued → delivered → reversed. One that came in begins
// as issued. What is reversed has a red invoice beside it, with the opposite amounts.
const (
	Requested State = "requested"
	Delivered State = "delivered"
)

// Invoice 发票 is one line of the register.
type Invoice struct {
	entity.Head
	Direction   Direction
	State       State
	Kind        string
	Code        string // of paper and electronic invoices of before
	Number      string // 20 digits, or 8 behind a code
	Full        string // code and number: there is no second one
	IssuedOn    calendar.Date
	CustomerID  int64
	SupplierID  int64
	Party       string
	TaxNumber   string
	OrderID     int64
	PurchaseID  int64
	ContractID  int64
	Item        string
	TaxCode     string
	Net         money.Minor
	Tax         money.Minor
	Gross       money.Minor
	BlueID      int64 // the invoice that this red one reverses
	File        string
	Checked     bool // looked up with the tax office
	DeliveredOn calendar.Date
	ReversedOn  calendar.Date
	Why         string
	Remark      string
	Printed     int64 // of its request
}

// DescribeInvoice gives a fresh description.
func DescribeInvoice() *entity.Desc[Invoice] {
	return entity.Describe(Invoices, "full_number", func(v *Invoice, e *entity.Fields) {
		entity.Choice(e, "direction", &v.Direction, InvoiceOut, InvoiceIn).Must().Printed().Else(entity.Str(string(InvoiceOut)))
		entity.Choice(e, "state", &v.State, Requested, Issued, Delivered, Reversed).Computed().Else(entity.Str(string(Requested)))
		entity.Choice(e, "kind", &v.Kind, "digital_special", "digital", "special", "normal", "other").Printed().Else(entity.Str("digital_special"))
		e.Text("code", &v.Code).Printed().Max(12).Also("发票代码")
		e.Text("number", &v.Number).Found().Printed().Max(20).Also("发票号码", "数电票号码")
		e.Text("full_number", &v.Full).Only().Found().Computed().Max(32)
		e.Date("issued_on", &v.IssuedOn).Printed().Also("开票日期")
		e.Ref("customer_id", "customer", &v.CustomerID).Found().Printed()
		e.Ref("supplier_id", purchase.Suppliers, &v.SupplierID).Found().Printed()
		e.Text("party", &v.Party).Found().Printed().Max(120).Also("购买方名称", "销售方名称", "抬头")
		e.Text("party_tax_number", &v.TaxNumber).Found().Printed().Max(40).Also("税号", "纳税人识别号")
		e.Ref("order_id", sales.Orders, &v.OrderID)
		e.Ref("purchase_id", purchase.Orders, &v.PurchaseID)
		e.Ref("contract_id", sales.Contracts, &v.ContractID)
		e.Text("item", &v.Item).Printed().Max(200).Also("项目名称", "货物名称")
		e.Text("tax_code", &v.TaxCode).Max(8).Also("税率")
		e.Money("gross_minor", &v.Gross).Must().Printed().Also("价税合计")
		e.Money("net_minor", &v.Net).Printed().Also("金额", "不含税金额")
		e.Money("tax_minor", &v.Tax).Printed().Also("税额")
		e.Ref("blue_id", Invoices, &v.BlueID).Computed()
		e.File("file", &v.File).Unlisted()
		e.Flag("checked", &v.Checked)
		e.Date("delivered_on", &v.DeliveredOn).Computed()
		e.Date("reversed_on", &v.ReversedOn).Computed()
		e.Text("why", &v.Why).Computed().Max(400)
		e.LongText("remark", &v.Remark)
		e.Int("printed", &v.Printed).Computed().Silent().Unlisted()
	})
}

// counts tells whether the invoice was issued.
func (v *Invoice) counts() bool { return v.State != Requested && v.State != "" }
