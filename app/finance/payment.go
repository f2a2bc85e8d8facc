package finance

import (
	"context"
	"maps"
	"slices"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/purchase"
)

// FlowPayment is the approval flow of payment orders.
const FlowPayment = "payment"

// Approvals is what finance asks of the approval engine.
type Approvals interface {
	Submit(ctx context.Context, flow string, subject approval.Subject) (*approval.Approval, error)
	RecallOf(ctx context.Context, name string, id int64) error
	Of(ctx context.Context, name string, id int64) ([]*approval.Approval, error)
	Agree(ctx context.Context, id int64, comment string) (*approval.Approval, error)
	Refuse(ctx context.Context, id int64, comment string) (*approval.Approval, error)
}

type commandKey struct{}

// command marks the context of a command: it may change what forms may not.
func command(ctx context.Context, kind string) context.Context {
	return context.WithValue(identity.Elevated(audit.Why(ctx, audit.Reason{Kind: kind})), commandKey{}, true)
}

func commanded(ctx context.Context) bool { return ctx.Value(commandKey{}) != nil }

// preparePayment takes the currency of the account and what is known of the payee.
func (s *Service) preparePayment(ctx context.Context, before, p *Payment) error {
	if before != nil && before.State != Draft {
		return nil
	}
	if p.AccountID != 0 {
		a, err := s.Accounts.Get(identity.Elevated(ctx), p.AccountID)
		if err != nil {
			return err
		}
		p.Currency = a.Currency
	}
	if p.SupplierID == 0 || p.Payee != "" && p.PayeeCode != "" {
		return nil
	}
	x, err := s.g.Look(identity.Elevated(ctx), purchase.Suppliers, p.SupplierID, "name", "bank", "bank_account")
	if err != nil {
		return err
	}
	if p.Payee == "" {
		p.Payee = x["name"].Text()
	}
	if p.PayeeCode == "" && p.Payee == x["name"].Text() {
		p.PayeeBank, p.PayeeCode = x["bank"].Text(), x["bank_account"].Text()
	}
	return nil
}

// paymentRule locks an order once it is no draft, and holds its lines: one payee, one
// currency, never more than the payment, and once it counts never more than is open.
func (s *Service) paymentRule(ctx context.Context, before, after *Payment) error {
	if after.Amount <= 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	lines := before == nil || len(s.Payments.Desc.DiffLines(after)) > 0
	err := locked(before == nil || before.State == Draft, before == nil || moves(before.State, after.State, paymentMoves), func() bool {
		return before.Number == after.Number && before.Amount == after.Amount && before.Payee == after.Payee && before.AccountID == after.AccountID &&
			before.SupplierID == after.SupplierID && before.Archived == after.Archived && (!lines || commanded(ctx))
	})
	if err != nil || !lines && (before == nil || before.State == after.State) {
		return err
	}
	if lines && after.counts() {
		if err := s.open(ctx, s.today()); err != nil {
			return err
		}
	}
	if after.covered() > after.Amount {
		return app.E(app.Conflict, "finance.over_payment", "amount", money.Of(after.covered(), after.Currency), "left", money.Of(after.Amount, after.Currency)).At("amount_minor")
	}
	shares := after.shares(lineAmount)
	for _, id := range slices.Sorted(maps.Keys(shares)) {
		if err := s.payableShare(ctx, before, after, id); err != nil {
			return err
		}
	}
	return nil
}

// payableShare holds one payable of a payment.
func (s *Service) payableShare(ctx context.Context, before, after *Payment, id int64) error {
	p, err := s.Payables.Get(identity.Elevated(ctx), id)
	if err != nil {
		return err
	}
	share := money.Minor(after.shares(lineAmount)[id])
	switch {
	case share < 0:
		return badAmount(share).At("amount_minor")
	case share == 0:
		return nil
	case p.Void:
		return app.E(app.Conflict, "finance.voided", "number", p.Number)
	case p.SupplierID != after.SupplierID || p.SupplierID == 0 && p.Payee != after.Payee:
		return app.E(app.Conflict, "finance.other_payee", "number", p.Number, "payee", p.Payee)
	case p.Currency != after.Currency:
		return app.E(app.Conflict, "finance.pay_currency", "number", p.Number, "currency", p.Currency, "account", after.Currency)
	}
	settled, err := s.settledOf(ctx, id)
	if err != nil {
		return err
	}
	if before != nil && before.counts() {
		settled -= money.Minor(before.shares(lineAmount)[id])
	}
	if settled+share > p.Amount {
		return app.E(app.Conflict, "finance.over_payable", "number", p.Number, "open", money.Of(p.Amount-settled, p.Currency), "amount", money.Of(share, p.Currency)).At("amount_minor")
	}
	return nil
}

// PayWish says what a payment order is to pay, and from which account.
type PayWish struct {
	Shares    []Share // of payables
	AccountID int64
	On        calendar.Date
	Reason    string
}

// PayFor makes the draft of a payment order for payables of one payee. FIN-04 FIN-11
func (s *Service) PayFor(ctx context.Context, w PayWish) (*Payment, error) {
	if len(w.Shares) == 0 {
		return nil, app.E(app.Invalid, "finance.nothing_chosen")
	}
	p := s.Payments.Desc.New()
	p.PlannedOn, p.AccountID, p.Reason = w.On, w.AccountID, w.Reason
	for i, share := range w.Shares {
		x, err := s.Payables.Get(ctx, share.ID)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			p.SupplierID, p.Payee, p.Category = x.SupplierID, x.Payee, x.Category
		}
		if p.Reason == "" {
			p.Reason = x.Number
		} else if w.Reason == "" {
			p.Reason += " " + x.Number
		}
		p.Amount += share.Amount
		p.Lines = append(p.Lines, PaymentLine{PayableID: x.ID, Amount: share.Amount})
	}
	return p, s.Payments.Create(ctx, p)
}

// SubmitPayment gives a payment order its number and puts it before those who approve.
// In a company of one person it is approved at once.
func (s *Service) SubmitPayment(ctx context.Context, id int64) (*Payment, error) {
	a, err := identity.Need(ctx, identity.May(Payments, identity.Change))
	if err != nil {
		return nil, err
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		_, err := s.Payments.Update(ctx, id, 0, func(p *Payment) error {
			if p.State != Draft && p.State != Refused {
				return app.E(app.Conflict, "finance.not_draft")
			}
			p.State = Draft
			return nil
		})
		if err != nil {
			return err
		}
		p, err := s.Payments.Update(ctx, id, 0, func(p *Payment) error {
			if p.Number == "" {
				number, err := s.numbers.Take(ctx, SeriesPayment, p.PlannedOn)
				if err != nil {
					return err
				}
				p.Number = number
			}
			p.State, p.Why = Submitted, ""
			return nil
		})
		if err != nil || s.approvals == nil {
			return err
		}
		_, err = s.approvals.Submit(ctx, FlowPayment, approval.Subject{
			Entity: Payments, RecordID: p.ID, Title: p.Number, Party: p.Payee,
			Amount: p.Amount, Unit: p.UnitID, Applicant: a.ID, Type: s.Payments.Desc.Type, Doc: p,
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Payments.Get(ctx, id)
}

// RecallOf takes a submitted document back to be changed; only its applicant may.
func (s *Service) RecallOf(ctx context.Context, kind string, id int64) error {
	return s.approvals.RecallOf(ctx, kind, id)
}

// StepsOf are the approvals of a document, the newest first.
func (s *Service) StepsOf(ctx context.Context, kind string, id int64) ([]*approval.Approval, error) {
	return s.approvals.Of(ctx, kind, id)
}

// FollowApprovals lets the engine decide payment orders, claims and advances.
func (s *Service) FollowApprovals(a *approval.Service) {
	s.approvals = a
	a.Ship(approval.Kind{Key: FlowPayment, Entity: Payments, Shipped: func(context.Context) (approval.Flow, error) { return approval.PaymentFlow(), nil }})
	for key, kind := range map[string]string{FlowExpense: Expenses, FlowAdvance: Advances} {
		a.Ship(approval.Kind{Key: key, Entity: kind, Shipped: func(context.Context) (approval.Flow, error) { return claimFlow(key), nil }})
	}
	a.Ended.Do(func(ctx context.Context, o approval.Outcome) error {
		st := Draft // returned or recalled
		switch o.Approval.State {
		case approval.Approved:
			st = Approved
		case approval.Refused:
			st = Refused
		}
		switch id := o.Approval.RecordID; {
		case o.Approval.Entity == Expenses:
			return s.decideExpense(ctx, id, st, o.Comment)
		case o.Approval.Entity == Advances:
			return s.decideAdvance(ctx, id, st, o.Comment)
		case o.Approval.Entity == Payments && st == Approved:
			return s.approvePayment(ctx, id)
		case o.Approval.Entity == Payments:
			return s.setPayment(ctx, id, st, o.Comment)
		}
		return nil
	})
}

// setPayment moves a submitted order without booking anything.
func (s *Service) setPayment(ctx context.Context, id int64, to State, why string) error {
	_, err := s.Payments.Update(command(ctx, string(to)), id, 0, func(p *Payment) error {
		if p.State != Submitted {
			return app.E(app.Conflict, "finance.not_draft")
		}
		p.State, p.Why = to, why
		return nil
	})
	return err
}

// approvePayment is the effect of an approval: it writes the journal line and so moves the
// balance (3,730 − 500 = 3,230), and what the order pays counts as paid. FIN-05
func (s *Service) approvePayment(ctx context.Context, id int64) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.withPayables(ctx, id, func(ctx context.Context, p *Payment) error {
			if p.State != Submitted {
				return app.E(app.Conflict, "finance.not_draft")
			}
			p.State, p.BookedOn = Approved, s.today()
			for i := range p.Lines {
				if err := s.value(ctx, &p.Lines[i]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return s.book(ctx, &Entry{
			AccountID: p.AccountID, On: s.today(), Summary: p.Number + " " + p.Reason, Party: p.Payee,
			Category: p.Category, Out: p.Amount, Source: Payments, SourceID: p.ID,
		})
	})
}

// withPayables changes a payment while its payables are held, so that two people cannot pay
// the same rest.
func (s *Service) withPayables(ctx context.Context, id int64, fn func(ctx context.Context, p *Payment) error, more ...int64) (*Payment, error) {
	cmd := command(ctx, "pay")
	p, err := s.Payments.Get(cmd, id)
	if err != nil {
		return nil, err
	}
	ids := slices.Concat(more, slices.Collect(maps.Keys(p.shares(lineAmount))))
	slices.Sort(ids) // one order for all: no deadlock
	for _, id := range slices.Compact(ids) {
		if _, err := s.Payables.Update(cmd, id, 0, func(*Payable) error { return nil }); err != nil {
			return nil, err
		}
	}
	return s.Payments.Update(cmd, id, 0, func(p *Payment) error { return fn(cmd, p) })
}

// value dates a line and works out what it is worth in the company's currency. The one that
// pays the rest takes what is left, so that nothing is left of a cent.
func (s *Service) value(ctx context.Context, l *PaymentLine) error {
	p, err := s.Payables.Get(ctx, l.PayableID)
	if err != nil {
		return err
	}
	l.On, l.Home = s.today(), l.Amount
	if p.Home == p.Amount {
		return nil
	}
	row, err := s.g.Look(identity.System(ctx, "payables"), Payables, p.ID, "open_minor", "open_home_minor")
	if err != nil {
		return err
	}
	if money.Minor(row["open_minor"].Int()) == l.Amount {
		l.Home = money.Minor(row["open_home_minor"].Int())
		return nil
	}
	l.Home, err = s.worth(ctx, l.Amount, p.Currency, p.RateE8)
	return err
}
