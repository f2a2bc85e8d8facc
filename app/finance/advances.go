package finance

import (
	"cmp"
	"context"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/money"
)

// SubmitAdvance asks for money in advance.
func (s *Service) SubmitAdvance(ctx context.Context, id int64) (*Advance, error) {
	if _, err := s.Advances.May(ctx, id, identity.Change); err != nil {
		return nil, err
	}
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		x, err := s.Advances.Update(command(ctx, "submit"), id, 0, func(x *Advance) error {
			x.Why = ""
			return s.number(ctx, &x.Number, &x.State, SeriesAdvance, x.On)
		})
		if err != nil {
			return err
		}
		return s.seek(ctx, FlowAdvance, approval.Subject{Entity: Advances, RecordID: id, Title: x.Number + " " + x.Subject, Amount: x.Amount, Unit: x.UnitID, Type: s.Advances.Desc.Type, Doc: x}, x.OwnerID)
	})
	if err != nil {
		return nil, err
	}
	return s.Advances.Get(ctx, id)
}

func (s *Service) decideAdvance(ctx context.Context, id int64, st State, why string) error {
	_, err := s.Advances.Update(command(ctx, string(st)), id, 0, func(x *Advance) error { x.State, x.Why = st, why; return nil })
	return err
}

// PayAdvance hands approved money out of an account.
func (s *Service) PayAdvance(ctx context.Context, id, account int64, on calendar.Date) (*Advance, error) {
	if _, err := s.Advances.May(ctx, id, identity.Confirm); err != nil {
		return nil, err
	}
	var out *Advance
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		var err error
		out, err = s.Advances.Update(command(ctx, "pay"), id, 0, func(x *Advance) error {
			if x.State != Approved {
				return app.E(app.Conflict, "expense.not_approved")
			}
			x.State, x.AccountID, x.PaidOn = Paid, account, cmp.Or(on, s.today())
			return nil
		})
		if err != nil {
			return err
		}
		return s.bookLoan(ctx, out, &Entry{AccountID: account, On: out.PaidOn, Out: out.Amount})
	})
	return out, err
}

// bookLoan books what somebody got in advance or brings back.
func (s *Service) bookLoan(ctx context.Context, x *Advance, e *Entry) error {
	names, err := s.names(identity.Elevated(ctx), "person", x.OwnerID)
	if err != nil {
		return err
	}
	e.Summary, e.Party, e.Category, e.Source, e.SourceID = x.Number+" "+x.Subject, names[x.OwnerID], "loan", Advances, x.ID
	return s.book(ctx, e)
}

// ReturnAdvance takes what was not spent of an advance back into an account.
func (s *Service) ReturnAdvance(ctx context.Context, id, account int64, amount money.Minor) error {
	if _, err := s.Advances.May(ctx, id, identity.Confirm); err != nil {
		return err
	}
	if amount <= 0 {
		return badAmount(amount).At("amount_minor")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		x, err := s.Advances.Update(command(ctx, "return"), id, 0, func(x *Advance) error {
			open, err := s.openOf(ctx, id)
			if err != nil {
				return err
			}
			if x.State != Paid || amount > open {
				return app.E(app.Conflict, "expense.over_advance", "number", x.Number, "open", money.Of(open, "CNY"), "amount", money.Of(amount, "CNY")).At("amount_minor")
			}
			x.Returned += amount
			return nil
		})
		if err != nil {
			return err
		}
		return s.bookLoan(ctx, x, &Entry{AccountID: account, On: s.today(), In: amount})
	})
}

// openOf is what is not accounted for of an advance.
func (s *Service) openOf(ctx context.Context, advance int64) (money.Minor, error) {
	row, err := s.g.Look(identity.System(ctx, "expenses"), Advances, advance, "open_minor")
	return money.Minor(row["open_minor"].Int()), err
}

// ReverseAdvance takes an advance back that nothing was spent of.
func (s *Service) ReverseAdvance(ctx context.Context, id int64, reason string) error {
	if _, err := s.Advances.May(ctx, id, identity.Reverse); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "reverse", Text: reason}), func(ctx context.Context) error {
		cmd := command(ctx, "reverse")
		_, err := s.Advances.Update(cmd, id, 0, func(x *Advance) error {
			open, err := s.openOf(ctx, id)
			switch {
			case err != nil:
				return err
			case x.State != Approved && x.State != Paid:
				return app.E(app.Conflict, "expense.not_approved")
			case x.State == Paid && open != x.Amount:
				return app.E(app.Conflict, "expense.advance_used", "number", x.Number, "amount", money.Of(x.Amount-open, "CNY"))
			}
			x.State, x.ReversedOn, x.Why = Reversed, s.today(), reason
			return nil
		})
		if err != nil {
			return err
		}
		return s.reverseEntries(cmd, Advances, id, reason)
	})
}
