package finance

import (
	"context"
	"errors"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// ConfirmLine makes of a line what a match says: money received with its allocations, a
// payment order, a paid claim, other income or expenditure, or the line of a document that
// is booked already. The name on the line is learnt. FIN-05
func (s *Service) ConfirmLine(ctx context.Context, id int64, m Match) (*BankLine, error) {
	if _, err := identity.Need(ctx, identity.May(BankLines, identity.Confirm)); err != nil {
		return nil, err
	}
	var out *BankLine
	err := s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "match"}), func(ctx context.Context) error {
		l, err := s.holdLine(ctx, id)
		if err != nil {
			return err
		}
		if l.State != LineOpen {
			return app.E(app.Conflict, "bank.not_open", "party", l.Party)
		}
		var parts []BankPart
		var done bookedDoc
		if m.Kind == MatchSplit {
			parts, done, err = s.realiseParts(ctx, l, m.Parts)
		} else {
			done, err = s.realise(ctx, l, m)
		}
		if err != nil {
			return err
		}
		out, err = s.BankLines.Update(command(ctx, "match"), id, 0, func(l *BankLine) error {
			l.State, l.How, l.MatchedOn, l.Why = LineMatched, m.Kind, s.today(), ""
			l.Target, l.TargetID, l.Number, l.Made, l.Parts = done.kind, done.id, done.number, m.makes(), parts
			switch m.Kind {
			case MatchReceive:
				l.CustomerID = m.PartyID
			case MatchPay:
				l.SupplierID = m.PartyID
			}
			return nil
		})
		if err != nil {
			return err
		}
		return s.learn(ctx, l, m)
	})
	return out, err
}

// holdLine locks a line until the transaction ends, so that two people cannot match it.
func (s *Service) holdLine(ctx context.Context, id int64) (*BankLine, error) {
	if _, err := s.BankLines.Get(ctx, id); err != nil {
		return nil, err
	}
	return s.BankLines.Update(command(ctx, "match"), id, 0, func(*BankLine) error { return nil })
}

// realise makes or finds the document of a match.
func (s *Service) realise(ctx context.Context, l *BankLine, m Match) (bookedDoc, error) {
	shares := make([]Share, 0, len(m.Shares))
	for _, x := range m.Shares {
		if x.Amount != 0 {
			shares = append(shares, Share{ID: x.ID, Amount: x.Amount, Reason: "bank"})
		}
	}
	switch m.Kind {
	case MatchReceive:
		return s.receiveLine(ctx, l, m.PartyID, shares)
	case MatchPay:
		return s.payLine(ctx, l, m, shares)
	case MatchClaim:
		x, err := s.PayExpense(ctx, m.TargetID, l.AccountID, l.On)
		if err != nil {
			return bookedDoc{}, err
		}
		return bookedDoc{kind: Expenses, id: x.ID, number: x.Number}, s.sameAmount(ctx, l, bookedDoc{kind: Expenses, id: x.ID, number: x.Number})
	case MatchEntry:
		e := &Entry{AccountID: l.AccountID, On: l.On, Summary: l.text(), Party: l.Party, Category: m.Category, In: l.In, Out: l.Out}
		if err := s.Book(ctx, e); err != nil {
			return bookedDoc{}, err
		}
		return bookedDoc{kind: Journal, id: e.ID, number: e.Voucher}, nil
	case MatchLink:
		return s.linkLine(ctx, l, m)
	}
	return bookedDoc{}, app.E(app.Invalid, "finance.nothing_chosen")
}

// text is what a line says, for the books.
func (l *BankLine) text() string {
	for _, t := range []string{l.Memo, l.Party, l.Ref} {
		if t != "" {
			return t
		}
	}
	return l.On.String()
}

// rateFor is the rate at which money in a currency is booked that comes without one: that of
// what it settles, else of the newest receivable in the currency; 0 when none is known.
func (s *Service) rateFor(ctx context.Context, currency string, shares []Share) (int64, error) {
	home, err := s.home(ctx)
	if err != nil || currency == home {
		return money.ExchangeScale, err
	}
	up := identity.Elevated(ctx)
	if len(shares) > 0 {
		r, err := s.Receivables.Get(up, shares[0].ID)
		if err != nil {
			return 0, err
		}
		return r.RateE8, nil
	}
	r, err := s.Receivables.First(up, listing.Is("currency", listing.Eq, currency), listing.Sort{Key: "id", Desc: true})
	if app.KindOf(err) == app.NotFound {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return r.RateE8, nil
}

func (s *Service) receiveLine(ctx context.Context, l *BankLine, customer int64, shares []Share) (bookedDoc, error) {
	if customer == 0 {
		return bookedDoc{}, app.E(app.Invalid, "finance.nothing_chosen")
	}
	a, err := s.Accounts.Get(ctx, l.AccountID)
	if err != nil {
		return bookedDoc{}, err
	}
	in := s.Money.Desc.New()
	in.CustomerID, in.AccountID, in.ReceivedOn, in.Amount, in.Payer, in.Memo, in.Currency = customer, a.ID, l.On, l.In, l.Party, l.Memo, a.Currency
	if in.RateE8, err = s.rateFor(ctx, a.Currency, shares); err != nil {
		return bookedDoc{}, err
	}
	if in.Method = "bank"; a.Kind == "wallet" {
		if st, err := s.Statements.Get(identity.Elevated(ctx), l.StatementID); err == nil && st.Format != "bank" {
			in.Method = st.Format
		}
	}
	if err := s.Receive(ctx, in, shares); err != nil {
		return bookedDoc{}, err
	}
	return bookedDoc{kind: MoneyInName, id: in.ID, number: in.Number}, nil
}

// payLine makes the payment order of money that went out already. Where orders are
// approved by somebody else it waits for that; the books have it from then on.
func (s *Service) payLine(ctx context.Context, l *BankLine, m Match, shares []Share) (bookedDoc, error) {
	p, err := s.PayFor(ctx, PayWish{Shares: shares, AccountID: l.AccountID, On: l.On, Reason: l.Memo})
	if err != nil {
		return bookedDoc{}, err
	}
	if p.Amount != l.Out {
		if p, err = s.Payments.Update(ctx, p.ID, 0, func(p *Payment) error { p.Amount = l.Out; return nil }); err != nil {
			return bookedDoc{}, err
		}
	}
	if p, err = s.SubmitPayment(ctx, p.ID); err != nil {
		return bookedDoc{}, err
	}
	if p.State == Approved {
		if p, err = s.Carried(ctx, p.ID, l.On, l.Ref); err != nil {
			return bookedDoc{}, err
		}
	}
	return bookedDoc{kind: Payments, id: p.ID, number: p.Number}, nil
}

// linkLine takes a document that is booked already; a payment order counts as carried out.
func (s *Service) linkLine(ctx context.Context, l *BankLine, m Match) (bookedDoc, error) {
	d := bookedDoc{kind: m.Target, id: m.TargetID, number: m.Number}
	linked, err := s.linkedIn(ctx, l.AccountID, d.kind, d.id)
	if err != nil {
		return d, err
	}
	if linked {
		return d, app.E(app.Conflict, "bank.linked_already", "number", d.number)
	}
	if d.kind == Payments {
		p, err := s.Payments.Get(ctx, d.id)
		if err != nil {
			return d, err
		}
		if p.State == Approved {
			if _, err := s.Carried(ctx, p.ID, l.On, l.Ref); err != nil {
				return d, err
			}
		}
	}
	return d, s.sameAmount(ctx, l, d)
}

// sameAmount holds that a document moved in the account just what the line says.
func (s *Service) sameAmount(ctx context.Context, l *BankLine, d bookedDoc) error {
	f := listing.All(ref("account_id", l.AccountID), listing.Is("source", listing.Eq, d.kind), ref("source_id", d.id))
	if d.kind == Journal {
		f = listing.All(ref("account_id", l.AccountID), listing.Any(listing.IDs([]int64{d.id}), ref("reverses", d.id)))
	}
	list, err := s.Journal.Find(identity.Elevated(ctx), f)
	if err != nil {
		return err
	}
	var sum money.Minor
	for _, e := range list {
		sum += e.In - e.Out
	}
	if sum != l.Amount() {
		return app.E(app.Conflict, "bank.other_amount", "number", d.number, "booked", plainAmount(sum), "amount", plainAmount(l.Amount()))
	}
	return nil
}

// ConfirmedLines says how a confirmation of many went.
type ConfirmedLines struct {
	Done    int
	In, Out money.Minor
	Failed  []error // one for each line that was refused
}

// ConfirmSure confirms the open lines of an account (0: of all) whose first proposal is of
// high confidence with an equal amount. Each line stands for itself: what is refused stays
// open. FIN-05
func (s *Service) ConfirmSure(ctx context.Context, account int64) (*ConfirmedLines, error) {
	d, err := s.BankDesk(ctx, account)
	if err != nil {
		return nil, err
	}
	out := &ConfirmedLines{}
	for i := len(d.Open) - 1; i >= 0; i-- {
		r := &d.Open[i]
		if len(r.Matches) == 0 || r.Matches[0].Level() < 3 {
			continue
		}
		if _, err := s.ConfirmLine(ctx, r.Line.ID, r.Matches[0]); err != nil {
			if app.KindOf(err) == app.Internal || app.KindOf(err) == app.Denied || errors.Is(err, context.Canceled) {
				return out, err
			}
			out.Failed = append(out.Failed, err)
			continue
		}
		out.Done++
		out.In, out.Out = out.In+r.Line.In, out.Out+r.Line.Out
	}
	return out, nil
}

// SkipLine leaves a line out of the books with a reason; an empty reason takes that back.
func (s *Service) SkipLine(ctx context.Context, id int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(BankLines, identity.Confirm)); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		l, err := s.holdLine(ctx, id)
		if err != nil {
			return err
		}
		if l.State == LineMatched {
			return app.E(app.Conflict, "bank.not_open", "party", l.Party)
		}
		_, err = s.BankLines.Update(command(ctx, "skip"), id, 0, func(l *BankLine) error {
			if l.State, l.Why = LineSkipped, reason; reason == "" {
				l.State = LineOpen
			}
			return nil
		})
		return err
	})
}

// Unmatch opens a matched line again. A document that came into being with the match is
// taken back by its counter-document; what was booked before stays.
func (s *Service) Unmatch(ctx context.Context, id int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(BankLines, identity.Confirm)); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "unmatch", Text: reason}), func(ctx context.Context) error {
		l, err := s.holdLine(ctx, id)
		if err != nil {
			return err
		}
		if l.State != LineMatched {
			return app.E(app.Conflict, "bank.not_matched", "party", l.Party)
		}
		for i := range l.Parts {
			if p := &l.Parts[i]; p.Made {
				if err := s.unmake(ctx, p.Target, p.TargetID, reason); err != nil {
					return err
				}
			}
		}
		if l.Made && l.How != MatchSplit {
			if err := s.unmake(ctx, l.Target, l.TargetID, reason); err != nil {
				return err
			}
		}
		if err := s.forget(ctx, l); err != nil {
			return err
		}
		_, err = s.BankLines.Update(command(ctx, "unmatch"), id, 0, func(l *BankLine) error {
			l.State, l.How, l.Target, l.TargetID, l.Number, l.Made, l.MatchedOn, l.CustomerID, l.SupplierID, l.Why = LineOpen, "", "", 0, "", false, 0, 0, 0, reason
			l.Parts = nil
			return nil
		})
		return err
	})
}

// unmake takes back what a match made.
func (s *Service) unmake(ctx context.Context, target string, id int64, reason string) error {
	switch target {
	case Journal:
		return s.ReverseEntry(ctx, id, reason)
	case Payments:
		p, err := s.Payments.Get(ctx, id)
		switch {
		case err != nil:
			return err
		case p.State == Submitted:
			return s.RecallOf(ctx, Payments, p.ID)
		case p.counts():
			return s.ReversePayment(ctx, p.ID, reason)
		}
		return nil
	}
	used, err := s.Allocations.Find(identity.Elevated(ctx), ref("money_in_id", id))
	if err != nil {
		return err
	}
	back := map[int64]bool{}
	for _, a := range used {
		if a.Reverses != 0 {
			back[a.Reverses] = true
		}
	}
	for _, a := range used {
		if a.Reverses == 0 && !back[a.ID] {
			if err := s.TakeBack(ctx, a.ID, reason); err != nil {
				return err
			}
		}
	}
	m, err := s.Money.Get(ctx, id)
	if err != nil || m.State != Confirmed {
		return err
	}
	return s.ReverseMoney(ctx, id, reason)
}

// MatchWith proposes a line for a customer that somebody chose.
func (s *Service) MatchWith(ctx context.Context, id, customer int64) (*Match, error) {
	l, err := s.BankLines.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	book, err := s.matchBook(ctx, []*BankLine{l})
	if err != nil {
		return nil, err
	}
	if book.names[customer] == "" {
		names, err := s.names(ctx, "customer", customer)
		if err != nil {
			return nil, err
		}
		book.names[customer] = names[customer]
	}
	m := book.receipt(l, customer)
	return &m, nil
}
