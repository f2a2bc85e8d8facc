package finance

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/money"
)

// Carried notes that the bank carried an approved payment out, with its reference.
func (s *Service) Carried(ctx context.Context, id int64, on calendar.Date, reference string) (*Payment, error) {
	if _, err := s.Payments.May(ctx, id, identity.Confirm); err != nil {
		return nil, err
	}
	return s.Payments.Update(command(ctx, "carry"), id, 0, func(p *Payment) error {
		if p.State != Approved {
			return app.E(app.Conflict, "finance.not_approved")
		}
		if on.IsZero() {
			on = s.today()
		}
		p.State, p.PaidOn, p.BankRef = Paid, on, strings.TrimSpace(reference)
		return nil
	})
}

// ReversePayment takes a booked payment back by counter-entries (红冲): what it paid is open
// again, the number stays.
func (s *Service) ReversePayment(ctx context.Context, id int64, reason string) error {
	if _, err := s.Payments.May(ctx, id, identity.Reverse); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "reverse", Text: reason}), func(ctx context.Context) error {
		_, err := s.withPayables(ctx, id, func(_ context.Context, p *Payment) error {
			if !p.counts() {
				return app.E(app.Conflict, "finance.not_approved")
			}
			p.State, p.ReversedOn, p.Why = Reversed, s.today(), reason
			return nil
		})
		if err != nil {
			return err
		}
		return s.reverseEntries(command(ctx, "reverse"), Payments, id, reason)
	})
}

// AllocatePayment lays a payment on payables: of a draft the shares replace what it was to
// pay, of a booked one they are added to it, out of what was paid in advance.
func (s *Service) AllocatePayment(ctx context.Context, id int64, shares []Share) error {
	was, err := s.Payments.May(ctx, id, identity.Change)
	if err != nil {
		return err
	}
	if was.counts() {
		if _, err := identity.Need(ctx, identity.May(Allocations, identity.Allocate)); err != nil {
			return err
		}
	}
	var ids []int64
	for _, sh := range shares {
		ids = append(ids, sh.ID)
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		_, err := s.withPayables(ctx, id, func(ctx context.Context, p *Payment) error {
			switch {
			case p.State == Draft:
				p.Lines = nil
			case !p.counts():
				return app.E(app.Conflict, "finance.not_approved")
			}
			for _, sh := range shares {
				l := PaymentLine{PayableID: sh.ID, Amount: sh.Amount, Reason: sh.Reason}
				if sh.Amount <= 0 {
					return badAmount(sh.Amount).At("amount_minor")
				}
				if p.counts() {
					if err := s.value(ctx, &l); err != nil {
						return err
					}
				}
				p.Lines = append(p.Lines, l)
			}
			return nil
		}, ids...)
		return err
	})
}

// TakeBackPayment takes what a booked payment paid of a payable back; the reason is kept.
func (s *Service) TakeBackPayment(ctx context.Context, id, payable int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Allocations, identity.Allocate)); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "take_back", Text: reason}), func(ctx context.Context) error {
		_, err := s.withPayables(ctx, id, func(_ context.Context, p *Payment) error {
			amount, home := p.shares(lineAmount)[payable], p.shares(lineHome)[payable]
			if !p.counts() || amount == 0 {
				return app.E(app.Conflict, "finance.reversed_already")
			}
			p.Lines = append(p.Lines, PaymentLine{PayableID: payable, On: s.today(), Amount: -money.Minor(amount), Home: -money.Minor(home), Reason: reason})
			return nil
		})
		return err
	})
}

// PaymentPrinted counts a print and tells which one it is.
func (s *Service) PaymentPrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Payments.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	p, err := s.Payments.Update(command(ctx, "print"), id, 0, func(p *Payment) error { p.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return p.Printed, nil
}

// PaidShare is what a payment pays of one payable.
type PaidShare struct {
	PayableID int64
	Number    string
	Amount    money.Minor
}

// PaysOf lists what a payment pays.
func (s *Service) PaysOf(ctx context.Context, id int64) ([]PaidShare, error) {
	p, err := s.Payments.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []PaidShare
	shares := p.shares(lineAmount)
	for _, l := range p.Lines {
		amount := money.Minor(shares[l.PayableID])
		if amount == 0 {
			continue
		}
		delete(shares, l.PayableID)
		row, err := s.g.Look(identity.Elevated(ctx), Payables, l.PayableID, "number")
		if err != nil {
			return nil, err
		}
		out = append(out, PaidShare{l.PayableID, row["number"].Text(), amount})
	}
	return out, nil
}
