package finance

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// States of a receipt: it is issued with its number; a void one keeps the number.
const (
	Issued State = "issued"
	Void   State = "void"
)

// Receipt 收据 is the paper that says money was received. Its content is a snapshot:
// printing it again years later gives the same page.
type Receipt struct {
	entity.Head
	Number        string
	Serial        int64 // printed as No 0000341, without gaps
	State         State
	IssuedOn      calendar.Date
	MoneyInID     int64
	CustomerID    int64
	Payer         string
	Purpose       string
	Method        string
	AccountText   string
	Currency      string
	Amount        money.Minor
	BalanceBefore money.Minor
	BalanceAfter  money.Minor
	Remark        string
	Accountant    string
	Cashier       string
	Handler       string
	Prints        int64 // how often it was printed
	VoidReason    string
}

// DescribeReceipt gives a fresh description.
func DescribeReceipt() *entity.Desc[Receipt] {
	return entity.Describe(Receipts, "number", func(r *Receipt, e *entity.Fields) {
		e.Text("number", &r.Number).Only().Found().Printed().Computed()
		e.Int("serial", &r.Serial).Computed().Printed()
		entity.Choice(e, "state", &r.State, Issued, Void).Computed().Else(entity.Str(string(Issued)))
		e.Date("issued_on", &r.IssuedOn).Must().Printed()
		e.Ref("money_in_id", MoneyInName, &r.MoneyInID).Computed()
		e.Ref("customer_id", "customer", &r.CustomerID).Found().Must().Printed()
		e.Text("payer", &r.Payer).Must().Found().Printed()
		e.Text("purpose", &r.Purpose).Printed().Max(300)
		method(e, &r.Method)
		e.Text("account_text", &r.AccountText).Printed()
		e.Text("currency", &r.Currency).Else(entity.Str("CNY")).Max(3)
		e.Money("amount_minor", &r.Amount).Must().Printed()
		e.Money("balance_before_minor", &r.BalanceBefore).Computed().Printed()
		e.Money("balance_after_minor", &r.BalanceAfter).Computed().Printed()
		e.Text("remark", &r.Remark).Printed().Max(300)
		e.Text("accountant", &r.Accountant).Printed()
		e.Text("cashier", &r.Cashier).Printed()
		e.Text("handler", &r.Handler).Printed()
		e.Int("prints", &r.Prints).Computed().Silent()
		e.Text("void_reason", &r.VoidReason).Computed()
		e.Follows("customer_id")
	})
}

// Entry is a line of the cash journal 日记账. One of In and Out is 0. The other side is
// Category (a key below "journal.category.") or the account of a transfer.
type Entry struct {
	entity.Head
	AccountID  int64
	On         calendar.Date
	Voucher    string // 收-047, 付-061
	Summary    string
	CustomerID int64
	Party      string
	Category   string
	In, Out    money.Minor
	Source     string // entity that made it, or ""
	SourceID   int64
	Reverses   int64 // the entry that this one takes back
}

// Categories of the other side of a journal entry; the key is stored.
var Categories = []string{"receivable", "advance", "goods", "freight", "wages", "tax", "travel", "office", "rent", "utility", "interest", "subsidy", "income", "fee", "claim", "loan", "count", "transfer", "opening", "other"}

// Booked are the categories under which people book by hand; the others come from documents.
var Booked = []string{"goods", "freight", "wages", "tax", "travel", "office", "rent", "utility", "interest", "subsidy", "income", "fee", "other"}

// DescribeEntry gives a fresh description.
func DescribeEntry() *entity.Desc[Entry] {
	return entity.Describe(Journal, "summary", func(j *Entry, e *entity.Fields) {
		e.Ref("account_id", Accounts, &j.AccountID).Must().Printed()
		e.Date("on_date", &j.On).Must().Printed()
		e.Text("voucher", &j.Voucher).Found().Computed().Printed()
		e.Text("summary", &j.Summary).Must().Found().Printed()
		e.Ref("customer_id", "customer", &j.CustomerID).Found()
		e.Text("party", &j.Party).Printed()
		entity.Choice(e, "category", &j.Category, Categories...).Printed().Else(entity.Str("other"))
		e.Money("in_minor", &j.In).Printed()
		e.Money("out_minor", &j.Out).Printed()
		e.Text("source", &j.Source).Computed().Unlisted()
		e.Int("source_id", &j.SourceID).Computed().Unlisted()
		e.Int("reverses", &j.Reverses).Computed().Unlisted()
		e.Open()
	})
}
