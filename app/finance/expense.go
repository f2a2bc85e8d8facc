package finance

import (
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/money"
)

// Entity names of what people spend for the company.
const (
	Expenses     = "expense"
	ExpenseLines = "expense_line"
	Advances     = "advance"
)

// Expense 报销单 is what somebody spent for the company and wants back: draft → submitted →
// approved (to be paid) → paid, or refused. Its owner is who gets the money.
type Expense struct {
	entity.Head
	Number     string
	State      State
	On         calendar.Date
	Subject    string
	TripID     int64
	AdvanceID  int64       // money got in advance that it is set off against
	Offset     money.Minor // how much of it
	Remark     string
	AccountID  int64
	ApprovedOn calendar.Date
	PaidOn     calendar.Date
	ReversedOn calendar.Date
	Why        string // of a refusal, a return or a reversal
	Printed    int64
}

// DescribeExpense gives a fresh description.
func DescribeExpense() *entity.Desc[Expense] {
	return entity.Describe(Expenses, "subject", func(x *Expense, e *entity.Fields) {
		e.Text("number", &x.Number).Only().Found().Printed().Computed()
		entity.Choice(e, "state", &x.State, Draft, Submitted, Approved, Paid, Refused, Reversed).Computed().Else(entity.Str(string(Draft)))
		e.Date("date_on", &x.On).Must().Printed()
		e.Text("subject", &x.Subject).Must().Found().Printed().Max(200)
		e.Ref("trip_id", "trip", &x.TripID)
		e.Ref("advance_id", Advances, &x.AdvanceID)
		e.Money("offset_minor", &x.Offset).Printed()
		e.LongText("remark", &x.Remark).Printed()
		e.Ref("account_id", Accounts, &x.AccountID).Computed()
		e.Date("approved_on", &x.ApprovedOn).Computed()
		e.Date("paid_on", &x.PaidOn).Computed().Printed()
		e.Date("reversed_on", &x.ReversedOn).Computed()
		e.Text("why", &x.Why).Computed().Max(400)
		e.Int("printed", &x.Printed).Computed().Silent().Unlisted()
	})
}

// counts tells whether the expense is one of the company.
func (x *Expense) counts() bool { return x.State == Approved || x.State == Paid }

// ExpenseLine is one thing that was paid for.
type ExpenseLine struct {
	entity.Head
	ExpenseID     int64
	On            calendar.Date
	Category      string
	Amount        money.Minor
	Text          string
	CustomerID    int64
	OpportunityID int64
	File          string // the receipt of it
	Booked        bool   // the claim was approved
}

// DescribeExpenseLine gives a fresh description.
func DescribeExpenseLine() *entity.Desc[ExpenseLine] {
	return entity.Describe(ExpenseLines, "text", func(l *ExpenseLine, e *entity.Fields) {
		e.Ref("expense_id", Expenses, &l.ExpenseID).Must()
		e.Date("date_on", &l.On).Must().Printed()
		e.Dict("category", "expense_category", &l.Category).Must().Printed().Else(entity.Str("travel"))
		e.Money("amount_minor", &l.Amount).Must().Printed()
		e.Text("text", &l.Text).Must().Found().Printed().Max(200)
		e.Ref("customer_id", "customer", &l.CustomerID).Found()
		e.Ref("opportunity_id", "opportunity", &l.OpportunityID)
		e.File("file", &l.File).Unlisted()
		e.Flag("booked", &l.Booked).Computed()
		e.Belongs("expense_id")
	})
}

// Advance 借款 is money that somebody got before spending it; what is not set off against
// claims comes back.
type Advance struct {
	entity.Head
	Number     string
	State      State
	On         calendar.Date
	Subject    string
	Amount     money.Minor
	DueOn      calendar.Date // until when it is accounted for
	AccountID  int64
	PaidOn     calendar.Date
	Returned   money.Minor
	ReversedOn calendar.Date
	Why        string
}

// DescribeAdvance gives a fresh description.
func DescribeAdvance() *entity.Desc[Advance] {
	return entity.Describe(Advances, "number", func(x *Advance, e *entity.Fields) {
		e.Text("number", &x.Number).Only().Found().Printed().Computed()
		entity.Choice(e, "state", &x.State, Draft, Submitted, Approved, Paid, Refused, Reversed).Computed().Else(entity.Str(string(Draft)))
		e.Date("date_on", &x.On).Must().Printed()
		e.Text("subject", &x.Subject).Must().Found().Printed().Max(200)
		e.Money("amount_minor", &x.Amount).Must().Printed()
		e.Date("due_on", &x.DueOn).Printed()
		e.Ref("account_id", Accounts, &x.AccountID).Computed()
		e.Date("paid_on", &x.PaidOn).Computed()
		e.Money("returned_minor", &x.Returned).Computed()
		e.Date("reversed_on", &x.ReversedOn).Computed()
		e.Text("why", &x.Why).Computed().Max(400)
	})
}

// Dictionaries are the shipped entries of the lists of finance.
func Dictionaries() company.Dictionaries {
	return company.Dictionaries{"expense_category": {"travel", "hotel", "transport", "meals", "entertain", "office", "freight", "sample", "training", "other"}}
}
