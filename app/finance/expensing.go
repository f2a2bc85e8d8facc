package finance

import (
	"cmp"
	"context"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
)

// Flows of what people spend.
const (
	FlowExpense = "expense"
	FlowAdvance = "advance"
)

// claimFlow is the flow of a new company: the direct manager, then the finance supervisor.
func claimFlow(key string) approval.Flow {
	return approval.Flow{Key: key, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.manager", Who: approval.Manager, Levels: 1},
		{Name: "approval.step.finance", Who: approval.Role, Role: identity.RoleFinance},
	}}
}

var claimMoves = map[State][]State{Draft: {Submitted}, Submitted: {Draft, Approved, Refused}, Refused: {Draft, Submitted}, Approved: {Paid, Reversed}, Paid: {Reversed}}

// editable tells whether a claim may still be changed.
func editable(st State) bool { return st == Draft || st == Refused || st == "" }

func (s *Service) claims() {
	r := s.g.Registry
	r.Contribute(Expenses, entity.Contributed("total_minor", entity.KindMoney), entity.Contributed("pay_minor", entity.KindMoney))
	r.Contribute(Advances, entity.Contributed("used_minor", entity.KindMoney), entity.Contributed("open_minor", entity.KindMoney))
	r.Contribute("customer", entity.Contributed("expense_minor", entity.KindMoney))
	r.Contribute("opportunity", entity.Contributed("expense_minor", entity.KindMoney))
	s.Expenses.Prepare, s.Expenses.Rule = s.prepareExpense, s.expenseRule
	s.ExpenseLines.Prepare, s.ExpenseLines.Rule = s.prepareExpenseLine, s.expenseLineRule
	s.Advances.Prepare, s.Advances.Rule = s.prepareAdvance, s.advanceRule
	line := func(l *ExpenseLine) (int64, int64) { return l.ExpenseID, int64(l.Amount) }
	record.Sum(s.ExpenseLines, Expenses, "total_minor", line)
	record.Sum(s.ExpenseLines, Expenses, "pay_minor", line)
	record.Sum(s.Expenses, Expenses, "pay_minor", func(x *Expense) (int64, int64) { return x.ID, -int64(x.Offset) })
	used := func(sign int64) func(x *Expense) (int64, int64) {
		return func(x *Expense) (int64, int64) {
			if !x.counts() {
				return 0, 0
			}
			return x.AdvanceID, sign * int64(x.Offset)
		}
	}
	record.Sum(s.Expenses, Advances, "used_minor", used(1))
	record.Sum(s.Expenses, Advances, "open_minor", used(-1))
	record.Sum(s.Advances, Advances, "open_minor", func(x *Advance) (int64, int64) {
		if x.State != Paid {
			return 0, 0
		}
		return x.ID, int64(x.Amount - x.Returned)
	})
	spent := func(of func(l *ExpenseLine) int64) func(l *ExpenseLine) (int64, int64) {
		return func(l *ExpenseLine) (int64, int64) {
			if !l.Booked {
				return 0, 0
			}
			return of(l), int64(l.Amount)
		}
	}
	record.Sum(s.ExpenseLines, "customer", "expense_minor", spent(func(l *ExpenseLine) int64 { return l.CustomerID }))
	record.Sum(s.ExpenseLines, "opportunity", "expense_minor", spent(func(l *ExpenseLine) int64 { return l.OpportunityID }))
}

func (s *Service) prepareExpense(_ context.Context, _, x *Expense) error {
	x.State = cmp.Or(x.State, Draft)
	if x.On.IsZero() {
		x.On = s.today()
	}
	if x.AdvanceID == 0 {
		x.Offset = 0
	}
	return nil
}

func (s *Service) prepareAdvance(_ context.Context, _, x *Advance) error {
	x.State = cmp.Or(x.State, Draft)
	return nil
}

// prepareExpenseLine takes the customer of the opportunity.
func (s *Service) prepareExpenseLine(ctx context.Context, _, l *ExpenseLine) error {
	if l.OpportunityID == 0 || l.CustomerID != 0 {
		return nil
	}
	row, err := s.g.Look(ctx, "opportunity", l.OpportunityID, "customer_id")
	l.CustomerID = row["customer_id"].Int()
	return err
}

// expenseRule locks a claim once it is submitted, and sets off no more than is open of the
// claimant's own advance.
func (s *Service) expenseRule(ctx context.Context, before, after *Expense) error {
	if err := lockedClaim(ctx, before == nil || editable(before.State), before == nil || moves(before.State, after.State, claimMoves), func() bool {
		return before.Archived == after.Archived && before.Offset == after.Offset && before.AdvanceID == after.AdvanceID && before.Subject == after.Subject && before.On == after.On && before.OwnerID == after.OwnerID
	}); err != nil {
		return err
	}
	if after.Offset < 0 {
		return badAmount(after.Offset).At("offset_minor")
	}
	if after.AdvanceID == 0 || before != nil && before.counts() {
		return nil
	}
	a, err := s.Advances.Get(identity.Elevated(ctx), after.AdvanceID)
	if err != nil {
		return err
	}
	row, err := s.g.Look(identity.System(ctx, "expenses"), Advances, a.ID, "open_minor")
	if err != nil {
		return err
	}
	open := money.Minor(row["open_minor"].Int())
	switch {
	case a.OwnerID != after.OwnerID:
		return app.E(app.Conflict, "expense.other_advance", "number", a.Number).At("advance_id")
	case after.Offset > open:
		return app.E(app.Conflict, "expense.over_advance", "number", a.Number, "open", money.Of(open, "CNY"), "amount", money.Of(after.Offset, "CNY")).At("offset_minor")
	}
	return nil
}

// lockedClaim is locked for what only commands may do with claims.
func lockedClaim(ctx context.Context, draft, move bool, same func() bool) error {
	if commanded(ctx) && move {
		return nil
	}
	if !move || !draft && !same() {
		return app.E(app.Conflict, "expense.locked")
	}
	return nil
}

func (s *Service) expenseLineRule(ctx context.Context, before, after *ExpenseLine) error {
	if after.Amount <= 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	if commanded(ctx) {
		return nil
	}
	x, err := s.Expenses.Get(identity.Elevated(ctx), after.ExpenseID)
	if err != nil {
		return err
	}
	if !editable(x.State) || before != nil && before.ExpenseID != after.ExpenseID {
		return app.E(app.Conflict, "expense.locked")
	}
	return nil
}

func (s *Service) advanceRule(ctx context.Context, before, after *Advance) error {
	if after.Amount <= 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	return lockedClaim(ctx, before == nil || editable(before.State), before == nil || moves(before.State, after.State, claimMoves), func() bool {
		return before.Archived == after.Archived && before.Amount == after.Amount && before.OwnerID == after.OwnerID && before.On == after.On
	})
}

// LinesOf lists the lines of a claim by day.
func (s *Service) LinesOf(ctx context.Context, expense int64) ([]*ExpenseLine, error) {
	return s.ExpenseLines.Find(ctx, ref("expense_id", expense), listing.Sort{Key: "date_on"}, listing.Sort{Key: "id"})
}

// SubmitExpense gives a claim its number and puts it before the manager and finance. FIN-13
func (s *Service) SubmitExpense(ctx context.Context, id int64) (*Expense, error) {
	x, err := s.Expenses.May(ctx, id, identity.Change)
	if err != nil {
		return nil, err
	}
	lines, err := s.LinesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	var total money.Minor
	for _, l := range lines {
		total += l.Amount
	}
	switch {
	case len(lines) == 0:
		return nil, app.E(app.Invalid, "expense.no_lines")
	case x.Offset > total:
		return nil, app.E(app.Conflict, "expense.over_total", "amount", money.Of(x.Offset, "CNY"), "total", money.Of(total, "CNY")).At("offset_minor")
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		x, err = s.Expenses.Update(command(ctx, "submit"), id, 0, func(x *Expense) error {
			x.Why = ""
			return s.number(ctx, &x.Number, &x.State, SeriesExpense, x.On)
		})
		if err != nil {
			return err
		}
		return s.seek(ctx, FlowExpense, approval.Subject{Entity: Expenses, RecordID: id, Title: x.Number + " " + x.Subject, Amount: total, Unit: x.UnitID, Type: s.Expenses.Desc.Type, Doc: x}, x.OwnerID)
	})
	if err != nil {
		return nil, err
	}
	return s.Expenses.Get(ctx, id)
}

// number submits a draft under its number.
func (s *Service) number(ctx context.Context, number *string, st *State, series string, on calendar.Date) error {
	if !editable(*st) {
		return app.E(app.Conflict, "expense.locked")
	}
	var err error
	if *number == "" {
		*number, err = s.numbers.Take(ctx, series, on)
	}
	*st = Submitted
	return err
}

// seek starts the approval of what somebody claims; the list names that person.
func (s *Service) seek(ctx context.Context, flow string, subject approval.Subject, owner int64) error {
	if s.approvals == nil {
		return nil
	}
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	names, err := s.names(identity.Elevated(ctx), "person", owner)
	if err != nil {
		return err
	}
	subject.Applicant, subject.Party = a.ID, names[owner]
	_, err = s.approvals.Submit(ctx, flow, subject)
	return err
}

// decideExpense is the effect of an approval: the lines count, the advance is used up, and
// a claim that is wholly set off is paid.
func (s *Service) decideExpense(ctx context.Context, id int64, st State, why string) error {
	cmd := command(ctx, string(st))
	was, err := s.Expenses.Get(cmd, id)
	if err != nil {
		return err
	}
	if was.AdvanceID != 0 { // held, so that two claims cannot use the same rest
		if _, err := s.Advances.Update(cmd, was.AdvanceID, 0, func(*Advance) error { return nil }); err != nil {
			return err
		}
	}
	if st == Approved {
		if err := s.open(ctx, s.today()); err != nil {
			return err
		}
		if err := s.bookLines(cmd, id, true); err != nil {
			return err
		}
	}
	row, err := s.g.Look(identity.System(ctx, "expenses"), Expenses, id, "pay_minor")
	if err != nil {
		return err
	}
	x, err := s.Expenses.Update(cmd, id, 0, func(x *Expense) error {
		x.State, x.Why = st, why
		if st == Approved {
			x.ApprovedOn = s.today()
		}
		return nil
	})
	if err != nil || st != Approved || row["pay_minor"].Int() != 0 {
		return err
	}
	_, err = s.Expenses.Update(cmd, x.ID, 0, func(x *Expense) error { x.State, x.PaidOn = Paid, s.today(); return nil })
	return err
}

func (s *Service) bookLines(ctx context.Context, expense int64, on bool) error {
	lines, err := s.LinesOf(ctx, expense)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if _, err := s.ExpenseLines.Update(ctx, l.ID, 0, func(l *ExpenseLine) error { l.Booked = on; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// PayExpense pays an approved claim out of an account: what is not set off against the
// advance goes into the cash journal.
func (s *Service) PayExpense(ctx context.Context, id, account int64, on calendar.Date) (*Expense, error) {
	if _, err := s.Expenses.May(ctx, id, identity.Confirm); err != nil {
		return nil, err
	}
	var out *Expense
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		row, err := s.g.Look(identity.System(ctx, "expenses"), Expenses, id, "pay_minor", "owner_id.name")
		if err != nil {
			return err
		}
		out, err = s.Expenses.Update(command(ctx, "pay"), id, 0, func(x *Expense) error {
			if x.State != Approved {
				return app.E(app.Conflict, "expense.not_approved")
			}
			x.State, x.AccountID, x.PaidOn = Paid, account, cmp.Or(on, s.today())
			return nil
		})
		if err != nil {
			return err
		}
		return s.book(ctx, &Entry{
			AccountID: account, On: out.PaidOn, Summary: out.Number + " " + out.Subject, Party: row["owner_id.name"].Text(),
			Category: "claim", Out: money.Minor(row["pay_minor"].Int()), Source: Expenses, SourceID: id,
		})
	})
	return out, err
}

// ReverseExpense takes an approved or paid claim back by counter-entries.
func (s *Service) ReverseExpense(ctx context.Context, id int64, reason string) error {
	if _, err := s.Expenses.May(ctx, id, identity.Reverse); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "reverse", Text: reason}), func(ctx context.Context) error {
		cmd := command(ctx, "reverse")
		_, err := s.Expenses.Update(cmd, id, 0, func(x *Expense) error {
			if !x.counts() {
				return app.E(app.Conflict, "expense.not_approved")
			}
			x.State, x.ReversedOn, x.Why = Reversed, s.today(), reason
			return nil
		})
		if err != nil {
			return err
		}
		if err := s.bookLines(cmd, id, false); err != nil {
			return err
		}
		return s.reverseEntries(cmd, Expenses, id, reason)
	})
}

// ExpensePrinted counts a print and tells which one it is.
func (s *Service) ExpensePrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Expenses.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	x, err := s.Expenses.Update(command(ctx, "print"), id, 0, func(x *Expense) error { x.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return x.Printed, nil
}
