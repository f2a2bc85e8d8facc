package finance

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
)

// Numbers takes the next number of a series inside the transaction that issues a document.
type Numbers interface {
	Take(ctx context.Context, series string, on calendar.Date) (string, error)
}

// The series of numbers that finance issues.
const (
	SeriesMoneyIn = "money_in" // SK
	SeriesReceipt = "receipt"  // SJ, without gaps
	SeriesPayment = "payment"  // FK
	SeriesIn      = "voucher_in"
	SeriesOut     = "voucher_out"
	SeriesSerial  = "receipt_serial" // the serial printed on receipts, without gaps
)

// Params are what the service needs.
type Params struct {
	Ground  *record.Ground
	Numbers Numbers
	Today   func() calendar.Date
}

// Service is the use cases of finance.
type Service struct {
	Receivables *record.Service[Receivable]
	Money       *record.Service[MoneyIn]
	Allocations *record.Service[Allocation]
	Receipts    *record.Service[Receipt]
	Accounts    *record.Service[Account]
	Journal     *record.Service[Entry]
	Payments    *record.Service[Payment]

	g       *record.Ground
	numbers Numbers
	today   func() calendar.Date

	approvals Approvals
}

// New registers the entities of finance and their rules.
func New(p Params) *Service {
	s := &Service{
		g: p.Ground, numbers: p.Numbers, today: p.Today,
		Accounts:    record.New(p.Ground, DescribeAccount()),
		Receivables: record.New(p.Ground, DescribeReceivable()),
		Money:       record.New(p.Ground, DescribeMoneyIn()),
		Allocations: record.New(p.Ground, DescribeAllocation()),
		Receipts:    record.New(p.Ground, DescribeReceipt()),
		Journal:     record.New(p.Ground, DescribeEntry()),
		Payments:    record.New(p.Ground, DescribePayment()),
	}
	s.Receivables.Rule = s.receivableRule
	s.Money.Rule = moneyRule
	s.Receipts.Rule = receiptRule
	s.Journal.Rule = s.entryRule
	s.Payments.Rule = paymentRule
	s.Allocations.Rule = s.allocationRule
	s.contribute()
	s.sums()
	return s
}

// contribute puts finance's columns into the lists of others and its own.
func (s *Service) contribute() {
	r := s.g.Registry
	r.Contribute(Receivables, entity.Contributed("settled_minor", entity.KindMoney))
	r.Contribute(MoneyInName, entity.Contributed("allocated_minor", entity.KindMoney))
	r.Contribute("customer", entity.Contributed("receivable_minor", entity.KindMoney), entity.Contributed("oldest_due_on", entity.KindDate))
	s.Receivables.Saved.Do(func(ctx context.Context, e record.Saved[Receivable]) error {
		if e.Before != nil && e.Before.CustomerID != e.After.CustomerID {
			if err := s.noteOldest(ctx, e.Before.CustomerID); err != nil {
				return err
			}
		}
		return s.noteOldest(ctx, e.After.CustomerID)
	})
	s.Allocations.Saved.Do(func(ctx context.Context, e record.Saved[Allocation]) error {
		return s.noteOldest(ctx, e.After.CustomerID)
	})
}

// noteOldest keeps the due day of the oldest open receivable beside the customer; whether
// that is overdue is asked of the clock, never stored.
func (s *Service) noteOldest(ctx context.Context, customer int64) error {
	open, err := s.OpenOf(identity.Elevated(ctx), customer)
	if err != nil {
		return err
	}
	oldest := entity.Null
	for _, o := range open {
		if o.Open > 0 {
			oldest = entity.Str(o.DueOn.String())
			break
		}
	}
	return s.g.Store.Put(ctx, "customer", customer, "oldest_due_on", oldest)
}

// sums keeps what is settled and open beside the records, over before and after, so that
// undo, import revert and merge leave the sums right.
func (s *Service) sums() {
	record.Sum(s.Allocations, Receivables, "settled_minor", func(a *Allocation) (int64, int64) {
		return a.ReceivableID, int64(a.Amount)
	})
	record.Sum(s.Allocations, MoneyInName, "allocated_minor", func(a *Allocation) (int64, int64) {
		return a.MoneyInID, int64(a.Amount)
	})
	record.Sum(s.Receivables, "customer", "receivable_minor", func(r *Receivable) (int64, int64) {
		if r.Void || r.Archived != entity.Live {
			return r.CustomerID, 0
		}
		return r.CustomerID, int64(r.Amount)
	})
	record.Sum(s.Allocations, "customer", "receivable_minor", func(a *Allocation) (int64, int64) {
		return a.CustomerID, -int64(a.Amount)
	})
}

func (s *Service) receivableRule(_ context.Context, before, after *Receivable) error {
	if after.Amount == 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	if before != nil && before.Void && !after.Void {
		return app.E(app.Conflict, "finance.voided", "number", after.Number)
	}
	return nil
}

// moneyRule locks confirmed money: nothing but its state may change any more.
func moneyRule(_ context.Context, before, after *MoneyIn) error {
	if after.Amount <= 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	if after.Fee < 0 || after.Fee >= after.Amount {
		return badAmount(after.Fee).At("fee_minor")
	}
	return locked(before == nil || before.State == Draft, before == nil || moves(before.State, after.State, moneyMoves), func() bool {
		return before.Number == after.Number && before.Amount == after.Amount && before.Fee == after.Fee && before.CustomerID == after.CustomerID &&
			before.AccountID == after.AccountID && before.ReceivedOn == after.ReceivedOn && before.Archived == after.Archived
	})
}

var (
	moneyMoves   = map[State][]State{Draft: {Confirmed}, Confirmed: {Reversed}}
	paymentMoves = map[State][]State{Draft: {Submitted}, Submitted: {Draft, Approved, Refused}, Refused: {Draft}}
)

// moves tells whether a document may go from one state to another, or stay.
func moves(from, to State, allowed map[State][]State) bool {
	if from == to {
		return true
	}
	for _, t := range allowed[from] {
		if t == to {
			return true
		}
	}
	return false
}

// locked refuses a forbidden move, and a change of content once a document is no draft.
func locked(draft, move bool, same func() bool) error {
	if !move || !draft && !same() {
		return app.E(app.Conflict, "finance.not_draft")
	}
	return nil
}

func receiptRule(_ context.Context, before, after *Receipt) error {
	if after.Amount <= 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	if before != nil && before.State == Void && after.State != Void {
		return app.E(app.Conflict, "finance.void_already")
	}
	return locked(before == nil, true, func() bool {
		return before.Number == after.Number && before.Serial == after.Serial && before.Amount == after.Amount && before.Payer == after.Payer &&
			before.CustomerID == after.CustomerID && before.Archived == after.Archived
	})
}

func paymentRule(_ context.Context, before, after *Payment) error {
	if after.Amount <= 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	return locked(before == nil || before.State == Draft, before == nil || moves(before.State, after.State, paymentMoves), func() bool {
		return before.Number == after.Number && before.Amount == after.Amount && before.Payee == after.Payee && before.AccountID == after.AccountID
	})
}

// entryRule: one side only; a booked line is never edited, it is reversed.
func (s *Service) entryRule(ctx context.Context, before, after *Entry) error {
	if before != nil {
		return app.E(app.Conflict, "finance.not_draft")
	}
	if (after.In == 0) == (after.Out == 0) {
		return badAmount(after.In).At("in_minor")
	}
	account, err := s.Accounts.Get(identity.Elevated(ctx), after.AccountID)
	if err != nil {
		return err
	}
	if account.Closed {
		return app.E(app.Conflict, "finance.account_closed", "account", account.Name).At("account_id")
	}
	if out := after.Out - after.In; out > 0 && account.Kind == "cash" {
		balance, err := s.balance(ctx, account, after.On)
		if err != nil {
			return err
		}
		if balance < out {
			return app.E(app.Conflict, "finance.cash_negative", "account", account.Name,
				"balance", money.Of(balance, account.Currency), "amount", money.Of(out, account.Currency)).At("out_minor")
		}
	}
	return nil
}

// balance of an account up to and including a day.
func (s *Service) balance(ctx context.Context, a *Account, on calendar.Date) (money.Minor, error) {
	entries, err := s.entries(identity.Elevated(ctx), a.ID, 0, on)
	if err != nil {
		return 0, err
	}
	sum := a.Opening
	for _, e := range entries {
		sum += e.In - e.Out
	}
	return sum, nil
}

func (s *Service) entries(ctx context.Context, account int64, from, to calendar.Date) ([]*Entry, error) {
	conditions := []listing.Node{ref("account_id", account)}
	if !from.IsZero() {
		conditions = append(conditions, listing.Is("on_date", listing.Ge, from.String()))
	}
	if !to.IsZero() {
		conditions = append(conditions, listing.Is("on_date", listing.Le, to.String()))
	}
	return s.Journal.Find(ctx, listing.All(conditions...), listing.Sort{Key: "on_date"}, listing.Sort{Key: "id"})
}

func badAmount(m money.Minor) *app.Error {
	return app.E(app.Invalid, "finance.amount", "amount", money.Of(m, "CNY"))
}
