package finance

import (
	"cmp"
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

func (s *Service) prepareReceivable(ctx context.Context, _, r *Receivable) error {
	var err error
	r.RateE8 = cmp.Or(r.RateE8, money.ExchangeScale)
	r.Home, err = s.worth(ctx, r.Amount, r.Currency, r.RateE8)
	return err
}

func (s *Service) prepareMoney(ctx context.Context, _, m *MoneyIn) error {
	var err error
	m.RateE8, m.State = cmp.Or(m.RateE8, money.ExchangeScale), cmp.Or(m.State, Draft)
	m.Home, err = s.worth(ctx, m.Amount, m.Currency, m.RateE8)
	return err
}

// receivableRule: what is settled, even partly, keeps its customer, amount and currency;
// it is neither binned nor voided before the allocations are taken back.
func (s *Service) receivableRule(ctx context.Context, before, after *Receivable) error {
	if after.Amount == 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	if before == nil {
		return s.open(ctx, after.DocOn)
	}
	if before.DocOn != after.DocOn || before.Amount != after.Amount {
		if err := s.open(ctx, before.DocOn, after.DocOn); err != nil {
			return err
		}
	}
	if before.Void != after.Void {
		if err := s.open(ctx, after.VoidOn); err != nil {
			return err
		}
	}
	if before.Void && (!after.Void || before.Amount != after.Amount) {
		return app.E(app.Conflict, "finance.voided", "number", after.Number)
	}
	if before.Amount == after.Amount && before.CustomerID == after.CustomerID && before.Currency == after.Currency &&
		before.RateE8 == after.RateE8 && before.Void == after.Void && before.Archived == after.Archived {
		return nil
	}
	settled, err := s.allocated(identity.Elevated(ctx), "receivable_id", after.ID)
	if err != nil {
		return err
	}
	if settled != 0 {
		return app.E(app.Conflict, "finance.order_paid", "number", after.Number, "amount", money.Of(settled, after.Currency))
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
	paymentMoves = map[State][]State{Draft: {Submitted}, Submitted: {Draft, Approved, Refused}, Refused: {Draft}, Approved: {Paid, Reversed}, Paid: {Reversed}}
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

// entryRule: one side only; a booked line is never edited, it is reversed.
func (s *Service) entryRule(ctx context.Context, before, after *Entry) error {
	if before != nil {
		return app.E(app.Conflict, "finance.not_draft")
	}
	if (after.In == 0) == (after.Out == 0) {
		return badAmount(after.In).At("in_minor")
	}
	if err := s.open(ctx, after.On); err != nil {
		return err
	}
	account, err := s.Accounts.Get(identity.Elevated(ctx), after.AccountID)
	if err != nil {
		return err
	}
	if account.Closed {
		return app.E(app.Conflict, "finance.account_closed", "account", account.Name).At("account_id")
	}
	if out := after.Out - after.In; out > 0 && account.Kind == "cash" {
		balance, err := s.leastBalance(ctx, account, after.On)
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

// leastBalance is the smallest balance of an account at the end of any day from a day on:
// cash that is spent later cannot be spent earlier as well.
func (s *Service) leastBalance(ctx context.Context, a *Account, from calendar.Date) (money.Minor, error) {
	ctx = identity.Elevated(ctx)
	least, err := s.present(ctx, a)
	if err != nil {
		return 0, err
	}
	later, err := s.entries(ctx, a.ID, from.AddDays(1), 0)
	if err != nil {
		return 0, err
	}
	for _, e := range later {
		least -= e.In - e.Out
	}
	running := least
	for i, e := range later {
		running += e.In - e.Out
		if i+1 == len(later) || later[i+1].On != e.On {
			least = min(least, running)
		}
	}
	return least, nil
}

// present is what all booked lines leave in an account. It is kept beside the account, so
// that booking a line costs the same in the first and in the twentieth year.
func (s *Service) present(ctx context.Context, a *Account) (money.Minor, error) {
	v, err := s.g.Look(ctx, Accounts, a.ID, "moved_minor")
	return a.Opening + money.Minor(v["moved_minor"].Int()), err
}

// moved sums what went in and out of an account between two days; zero days are open.
func (s *Service) moved(ctx context.Context, account int64, from, to calendar.Date) (in, out money.Minor, err error) {
	conditions := []listing.Node{ref("account_id", account)}
	if !from.IsZero() {
		conditions = append(conditions, listing.Is("on_date", listing.Ge, from.String()))
	}
	if !to.IsZero() {
		conditions = append(conditions, listing.Is("on_date", listing.Le, to.String()))
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(Journal, identity.See),
		listing.Query{Entity: Journal, Filter: listing.All(conditions...), Totals: []string{"in_minor", "out_minor"}})
	if err != nil {
		return 0, 0, err
	}
	sums, err := s.g.Source.Sum(ctx, plan)
	if err != nil || len(sums) != 2 {
		return 0, 0, err
	}
	return money.Minor(sums[0].Int()), money.Minor(sums[1].Int()), nil
}

// balance of an account up to and including a day; the zero day means all.
func (s *Service) balance(ctx context.Context, a *Account, on calendar.Date) (money.Minor, error) {
	ctx = identity.Elevated(ctx)
	balance, err := s.present(ctx, a)
	if err != nil || on.IsZero() {
		return balance, err
	}
	in, out, err := s.moved(ctx, a.ID, on.AddDays(1), 0)
	return balance - in + out, err
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
