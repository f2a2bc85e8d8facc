package finance

import (
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/money"
)

// IssueReceipt gives a receipt for confirmed money its number and serial, both without
// gaps, and keeps the customer's balance before and after on it. Empty fields are filled
// from the money: payer, method, amount.
func (s *Service) IssueReceipt(ctx context.Context, moneyID int64, r *Receipt) error {
	if _, err := identity.Need(ctx, identity.May(Receipts, identity.Issue)); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		up := identity.Elevated(ctx)
		m, err := s.Money.Update(up, moneyID, 0, func(*MoneyIn) error { return nil })
		if err != nil {
			return err
		}
		if m.State != Confirmed {
			return app.E(app.Conflict, "finance.not_confirmed")
		}
		if err := s.fillReceipt(up, m, r); err != nil {
			return err
		}
		if r.Number, err = s.numbers.Take(ctx, SeriesReceipt, r.IssuedOn); err != nil {
			return err
		}
		serial, err := s.numbers.Take(ctx, SeriesSerial, r.IssuedOn)
		if err != nil {
			return err
		}
		r.Serial, _ = strconv.ParseInt(strings.TrimLeft(serial, "0"), 10, 64)
		return s.Receipts.Create(up, r)
	})
}

func (s *Service) fillReceipt(ctx context.Context, m *MoneyIn, r *Receipt) error {
	given, err := s.Receipts.Find(ctx, ref("money_in_id", m.ID))
	if err != nil {
		return err
	}
	left := m.Amount
	for _, other := range given {
		if other.State == Issued {
			left -= other.Amount
		}
	}
	r.State, r.MoneyInID, r.CustomerID, r.Currency = Issued, m.ID, m.CustomerID, m.Currency
	r.OwnerID, r.UnitID = m.OwnerID, m.UnitID
	if r.IssuedOn.IsZero() {
		r.IssuedOn = s.today()
	}
	if r.Payer == "" {
		r.Payer = m.Payer
	}
	if r.Method == "" {
		r.Method = m.Method
	}
	if r.Amount == 0 {
		r.Amount = left
	}
	if r.Amount > left {
		return app.E(app.Conflict, "finance.receipt_amount", "amount", money.Of(r.Amount, m.Currency), "received", money.Of(left, m.Currency)).At("amount_minor")
	}
	if r.AccountText == "" {
		a, err := s.Accounts.Get(ctx, m.AccountID)
		if err != nil {
			return err
		}
		r.AccountText = a.Name
	}
	open, err := s.OpenOf(ctx, m.CustomerID)
	if err != nil {
		return err
	}
	for _, o := range open {
		r.BalanceAfter += o.Open
	}
	used, err := s.allocated(ctx, "money_in_id", m.ID)
	if err != nil {
		return err
	}
	r.BalanceBefore = r.BalanceAfter + used
	return s.wordReceipt(ctx, m, r)
}

// ProposeReceipt is the receipt that IssueReceipt would make of confirmed money, without
// number and not saved: what it says can be read and changed before it is issued.
func (s *Service) ProposeReceipt(ctx context.Context, moneyID int64) (*Receipt, error) {
	if _, err := identity.Need(ctx, identity.May(Receipts, identity.Issue)); err != nil {
		return nil, err
	}
	up := identity.Elevated(ctx)
	m, err := s.Money.Get(up, moneyID)
	if err != nil {
		return nil, err
	}
	if m.State != Confirmed {
		return nil, app.E(app.Conflict, "finance.not_confirmed")
	}
	r := s.Receipts.Desc.New()
	return r, s.fillReceipt(up, m, r)
}

// VoidReceipt keeps the number and marks the paper void; the reason is kept.
func (s *Service) VoidReceipt(ctx context.Context, id int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Receipts, identity.Issue)); err != nil {
		return err
	}
	if reason == "" {
		return app.E(app.Invalid, "finance.reason").At("void_reason")
	}
	_, err := s.Receipts.Update(identity.Elevated(ctx), id, 0, func(r *Receipt) error {
		if r.State == Void {
			return app.E(app.Conflict, "finance.void_already")
		}
		r.State, r.VoidReason = Void, reason
		return nil
	})
	return err
}

// Printed counts a print and gives its number; from the second on the paper says 补打.
func (s *Service) Printed(ctx context.Context, id int64) (int64, error) {
	if _, err := identity.Need(ctx, identity.May(Receipts, identity.Print)); err != nil {
		return 0, err
	}
	r, err := s.Receipts.Update(identity.Elevated(ctx), id, 0, func(r *Receipt) error { r.Prints++; return nil })
	if err != nil {
		return 0, err
	}
	return r.Prints, nil
}
