package finance

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/purchase"
)

// PayableKind says where a payable comes from.
type PayableKind string

// The kinds of payables.
const (
	OwedGoods   PayableKind = "goods"   // goods that came in
	OwedDeposit PayableKind = "deposit" // of a purchase order, before its goods
	OwedPlan    PayableKind = "plan"    // entered by hand: rent, taxes, an agreed instalment
)

// Payable 应付 is an amount that the company owes or plans to pay at a date.
type Payable struct {
	entity.Head
	Number       string // of the goods receipt, the order with its deposit, or taken for a plan
	Kind         PayableKind
	SupplierID   int64
	Payee        string
	OrderID      int64
	ReceiptID    int64
	Category     string
	DocOn, DueOn calendar.Date
	Currency     string
	RateE8       int64 // worth of one in the company's currency × 10⁸
	Amount       money.Minor
	Home         money.Minor // in the company's currency
	Void         bool
	VoidOn       calendar.Date
	Remark       string
}

// DescribePayable gives a fresh description.
func DescribePayable() *entity.Desc[Payable] {
	return entity.Describe(Payables, "number", func(p *Payable, e *entity.Fields) {
		e.Text("number", &p.Number).Found().Printed().Max(60).Also("单号", "应付单号")
		entity.Choice(e, "kind", &p.Kind, OwedGoods, OwedDeposit, OwedPlan).Computed().Else(entity.Str(string(OwedPlan)))
		e.Ref("supplier_id", purchase.Suppliers, &p.SupplierID).Found().Printed().Also("供应商")
		e.Text("payee", &p.Payee).Found().Printed().Max(120).Also("收款方", "收款单位")
		e.Ref("order_id", purchase.Orders, &p.OrderID).Printed()
		e.Ref("receipt_id", purchase.Receipts, &p.ReceiptID).Computed()
		entity.Choice(e, "category", &p.Category, Categories...).Printed().Else(entity.Str("goods"))
		e.Date("doc_on", &p.DocOn).Must().Printed().Also("日期")
		e.Date("due_on", &p.DueOn).Must().Printed().Also("到期日", "付款日期")
		e.Text("currency", &p.Currency).Else(entity.Str("CNY")).Max(3)
		e.Number("rate", 8, &p.RateE8).Else(entity.Num(money.ExchangeScale))
		e.Money("amount_minor", &p.Amount).Must().Printed().Also("金额")
		e.Money("home_minor", &p.Home).Computed()
		e.Flag("void", &p.Void).Computed()
		e.Date("void_on", &p.VoidOn).Computed()
		e.LongText("remark", &p.Remark).Printed().Also("备注", "用途")
	})
}

// States of a payment order: draft → submitted → approved → paid, or refused; taken back by
// a counter-entry. The approval writes the journal; paid says that the bank carried it out.
const (
	Submitted State = "submitted"
	Approved  State = "approved"
	Refused   State = "refused"
	Paid      State = "paid"
)

// Payment 付款单 is money that is to go out, once somebody else agreed.
type Payment struct {
	entity.Head
	Number     string
	State      State
	PlannedOn  calendar.Date
	SupplierID int64
	Payee      string
	PayeeBank  string
	PayeeCode  string
	AccountID  int64
	Category   string
	Currency   string // that of the account
	Amount     money.Minor
	Reason     string
	BookedOn   calendar.Date // the day on which the journal has it
	PaidOn     calendar.Date
	BankRef    string // what the bank calls it
	ReversedOn calendar.Date
	Why        string // of a refusal, a return or a reversal
	Printed    int64

	Lines []PaymentLine
}

// PaymentLine says that a part of a payment pays a part of a payable. It counts from the day
// the payment was approved; it is taken back by a second one with the opposite amount.
type PaymentLine struct {
	entity.Head
	PaymentID int64
	Pos       int64
	PayableID int64
	On        calendar.Date
	Amount    money.Minor
	Home      money.Minor // in the company's currency, at the rate of the payable
	Reason    string
}

func describePaymentLine() *entity.Desc[PaymentLine] {
	return entity.Describe(PaymentLines, "reason", func(l *PaymentLine, e *entity.Fields) {
		e.Ref("payment_id", Payments, &l.PaymentID)
		e.Int("pos", &l.Pos)
		e.Ref("payable_id", Payables, &l.PayableID)
		e.Date("on_date", &l.On)
		e.Money("amount_minor", &l.Amount)
		e.Money("home_minor", &l.Home)
		e.Text("reason", &l.Reason).Max(400)
	})
}

// DescribePayment gives a fresh description.
func DescribePayment() *entity.Desc[Payment] {
	return entity.Describe(Payments, "number", func(p *Payment, e *entity.Fields) {
		e.Text("number", &p.Number).Only().Found().Printed().Computed()
		entity.Choice(e, "state", &p.State, Draft, Submitted, Approved, Paid, Refused, Reversed).Computed().Else(entity.Str(string(Draft)))
		e.Date("planned_on", &p.PlannedOn).Must().Printed()
		e.Ref("supplier_id", purchase.Suppliers, &p.SupplierID).Found()
		e.Text("payee", &p.Payee).Must().Found().Printed()
		e.Text("payee_bank", &p.PayeeBank).Printed()
		e.Text("payee_code", &p.PayeeCode).Printed()
		e.Ref("account_id", Accounts, &p.AccountID).Must().Printed()
		entity.Choice(e, "category", &p.Category, Categories...).Printed().Else(entity.Str("goods"))
		e.Text("currency", &p.Currency).Computed().Max(3)
		e.Money("amount_minor", &p.Amount).Must().Printed()
		e.LongText("reason", &p.Reason).Printed()
		e.Date("booked_on", &p.BookedOn).Computed()
		e.Date("paid_on", &p.PaidOn).Computed().Printed()
		e.Text("bank_ref", &p.BankRef).Computed().Found().Max(80)
		e.Date("reversed_on", &p.ReversedOn).Computed()
		e.Text("why", &p.Why).Computed().Max(400)
		e.Int("printed", &p.Printed).Computed().Silent().Unlisted()
		entity.Lines(e, describePaymentLine(), "payment_id", &p.Lines)
	})
}

// counts tells whether the journal has the payment and its lines pay.
func (p *Payment) counts() bool { return p.State == Approved || p.State == Paid }

// shares adds the lines up by payable.
func (p *Payment) shares(of func(l *PaymentLine) money.Minor) map[int64]int64 {
	out := map[int64]int64{}
	for i := range p.Lines {
		out[p.Lines[i].PayableID] += int64(of(&p.Lines[i]))
	}
	return out
}

func lineAmount(l *PaymentLine) money.Minor { return l.Amount }

func lineHome(l *PaymentLine) money.Minor { return l.Home }

// covered is what the lines pay together.
func (p *Payment) covered() money.Minor {
	var sum money.Minor
	for _, l := range p.Lines {
		sum += l.Amount
	}
	return sum
}
