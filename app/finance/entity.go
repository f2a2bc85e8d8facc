package finance

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Names of the entities, which are also the names of the tables.
const (
	Receivables = "receivable"
	MoneyInName = "money_in"
	Allocations = "allocation"
	Receipts    = "receipt"
	Accounts    = "account"
	Journal     = "journal"
	Payments    = "payment"
	Payables    = "payable"
	// PaymentLines belong to payments.
	PaymentLines = "payment_line"
)

// Receivable is an amount that a customer owes at a date: an instalment of an order, an
// invoice, or an opening balance.
type Receivable struct {
	entity.Head
	Number       string // invoice number, or order number with the instalment
	CustomerID   int64
	OrderID      int64
	DocOn, DueOn calendar.Date
	Currency     string
	RateE8       int64 // worth of one in the company's currency × 10⁸, as on the order
	Amount       money.Minor
	Home         money.Minor // in the company's currency
	Void         bool
	VoidOn       calendar.Date
	Remark       string
}

// DescribeReceivable gives a fresh description.
func DescribeReceivable() *entity.Desc[Receivable] {
	return entity.Describe(Receivables, "number", func(r *Receivable, e *entity.Fields) {
		e.Text("number", &r.Number).Must().Found().Printed().Max(60)
		e.Ref("customer_id", "customer", &r.CustomerID).Found().Must().Printed()
		e.Ref("order_id", "sales_order", &r.OrderID).Printed()
		e.Date("doc_on", &r.DocOn).Must().Printed()
		e.Date("due_on", &r.DueOn).Must().Printed()
		e.Text("currency", &r.Currency).Else(entity.Str("CNY")).Max(3)
		e.Number("rate", 8, &r.RateE8).Else(entity.Num(money.ExchangeScale))
		e.Money("amount_minor", &r.Amount).Must().Printed()
		e.Money("home_minor", &r.Home).Computed()
		e.Flag("void", &r.Void).Computed()
		e.Date("void_on", &r.VoidOn).Computed()
		e.LongText("remark", &r.Remark).Printed()
		e.Follows("customer_id")
	})
}

// State of a document of finance.
type State string

// The states of money received: draft → confirmed → reversed.
const (
	Draft     State = "draft"
	Confirmed State = "confirmed"
	Reversed  State = "reversed"
)

// MoneyIn 收款单 is money that came in from a customer.
type MoneyIn struct {
	entity.Head
	Number     string
	State      State
	ReceivedOn calendar.Date
	CustomerID int64
	Payer      string // as the bank wrote it
	AccountID  int64
	Method     string
	OrderID    int64 // what it was paid for, when known
	Currency   string
	RateE8     int64 // worth of one in the company's currency × 10⁸
	Amount     money.Minor
	Home       money.Minor // in the company's currency
	Fee        money.Minor // kept back by the bank; the customer paid Amount
	Memo       string
	ReversedOn calendar.Date
	Reason     string // of the reversal
}

// Methods of payment that ship; the key is stored.
var Methods = []string{"bank", "cash", "wechat", "alipay", "note", "other"}

// DescribeMoneyIn gives a fresh description.
func DescribeMoneyIn() *entity.Desc[MoneyIn] {
	return entity.Describe(MoneyInName, "number", func(m *MoneyIn, e *entity.Fields) {
		e.Text("number", &m.Number).Only().Found().Printed().Computed()
		entity.Choice(e, "state", &m.State, Draft, Confirmed, Reversed).Computed().Else(entity.Str(string(Draft)))
		e.Date("received_on", &m.ReceivedOn).Must().Printed()
		e.Ref("customer_id", "customer", &m.CustomerID).Found().Must().Printed()
		e.Text("payer", &m.Payer).Found().Printed()
		e.Ref("account_id", Accounts, &m.AccountID).Must().Printed()
		method(e, &m.Method)
		e.Ref("order_id", "sales_order", &m.OrderID).Printed()
		e.Text("currency", &m.Currency).Else(entity.Str("CNY")).Max(3)
		e.Number("rate", 8, &m.RateE8).Else(entity.Num(money.ExchangeScale))
		e.Money("amount_minor", &m.Amount).Must().Printed()
		e.Money("home_minor", &m.Home).Computed()
		e.Money("fee_minor", &m.Fee).Printed()
		e.Text("memo", &m.Memo).Found().Printed()
		e.Date("reversed_on", &m.ReversedOn).Computed()
		e.Text("reverse_reason", &m.Reason).Computed().Max(400)
		e.Follows("customer_id")
	})
}

func method(e *entity.Fields, p *string) {
	entity.Choice(e, "method", p, Methods...).Printed().Else(entity.Str(Methods[0]))
}

// Kind of an allocation: what settles the receivable.
type Kind string

// The kinds of allocation.
const (
	ByMoney    Kind = "money"
	ByCredit   Kind = "credit"
	ByWriteOff Kind = "writeoff"
	BySetOff   Kind = "set_off" // a credit of the same customer
)

// Allocation says that a part of some money settles a part of a receivable. It is never
// changed; it is taken back by a second one with the opposite amount (Reverses).
type Allocation struct {
	entity.Head
	Kind         Kind
	MoneyInID    int64
	ReceivableID int64
	OrderID      int64
	CustomerID   int64
	On           calendar.Date
	Amount       money.Minor // negative when it takes another back
	Home         money.Minor // in the company's currency, at the rate of the receivable
	Reason       string
	Reverses     int64 // the allocation taken back, or 0
	PairID       int64 // of the half of a set-off on the credit: that on what it settled
}

// DescribeAllocation gives a fresh description.
func DescribeAllocation() *entity.Desc[Allocation] {
	return entity.Describe(Allocations, "reason", func(a *Allocation, e *entity.Fields) {
		entity.Choice(e, "kind", &a.Kind, ByMoney, ByCredit, ByWriteOff, BySetOff).Computed().Else(entity.Str(string(ByMoney)))
		e.Ref("money_in_id", MoneyInName, &a.MoneyInID).Computed()
		e.Ref("receivable_id", Receivables, &a.ReceivableID).Computed()
		e.Ref("order_id", "sales_order", &a.OrderID).Computed()
		e.Ref("customer_id", "customer", &a.CustomerID).Found().Computed()
		e.Date("on_date", &a.On).Computed()
		e.Money("amount_minor", &a.Amount).Computed()
		e.Money("home_minor", &a.Home).Computed()
		e.Text("reason", &a.Reason).Computed()
		e.Int("reverses", &a.Reverses).Computed().Unlisted()
		e.Int("pair_id", &a.PairID).Computed().Unlisted()
		e.Follows("customer_id")
	})
}

// Account 资金账户 is a bank account, a cash box or a wallet of the company.
type Account struct {
	entity.Head
	Name      string
	Kind      string
	Bank      string
	Code      string // account number
	Currency  string
	Opening   money.Minor
	OpeningOn calendar.Date
	Closed    bool
}

// DescribeAccount gives a fresh description.
func DescribeAccount() *entity.Desc[Account] {
	return entity.Describe(Accounts, "name", func(a *Account, e *entity.Fields) {
		e.Text("name", &a.Name).Must().Only().Found().Printed()
		entity.Choice(e, "kind", &a.Kind, "bank", "cash", "wallet").Else(entity.Str("bank"))
		e.Text("bank", &a.Bank).Printed()
		e.Text("code", &a.Code).Printed()
		e.Text("currency", &a.Currency).Else(entity.Str("CNY")).Max(3)
		e.Money("opening_minor", &a.Opening)
		e.Date("opening_on", &a.OpeningOn)
		e.Flag("closed", &a.Closed)
		e.Open()
	})
}
