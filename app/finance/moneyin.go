package finance

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Confirm books money received: it takes its number, the account's journal gets its
// lines, and from then on it is locked.
func (s *Service) Confirm(ctx context.Context, id int64) (*MoneyIn, error) {
	if _, err := identity.Need(ctx, identity.May(MoneyInName, identity.Confirm)); err != nil {
		return nil, err
	}
	var out *MoneyIn
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		m, err := s.Money.Update(identity.Elevated(ctx), id, 0, func(m *MoneyIn) error {
			if m.State != Draft {
				return app.E(app.Conflict, "finance.not_draft")
			}
			number, err := s.numbers.Take(ctx, SeriesMoneyIn, m.ReceivedOn)
			m.Number, m.State = number, Confirmed
			return err
		})
		if err != nil {
			return err
		}
		out = m
		in, fee, err := s.reaches(ctx, m)
		if err != nil {
			return err
		}
		party := m.Payer
		if err := s.book(ctx, &Entry{
			AccountID: m.AccountID, On: m.ReceivedOn, Summary: m.Number + " " + m.Memo, CustomerID: m.CustomerID,
			Party: party, Category: "receivable", In: in, Source: MoneyInName, SourceID: m.ID,
		}); err != nil {
			return err
		}
		if fee == 0 {
			return nil
		}
		return s.book(ctx, &Entry{
			AccountID: m.AccountID, On: m.ReceivedOn, Summary: m.Number, Party: party, Category: "fee",
			Out: fee, Source: MoneyInName, SourceID: m.ID,
		})
	})
	return out, err
}

// reaches is what of some money, and of its fee, stands in the account: the same in its own
// currency, or what the bank made of a foreign one in the company's.
// Errors: finance.account_currency, finance.rate.
func (s *Service) reaches(ctx context.Context, m *MoneyIn) (in, fee money.Minor, err error) {
	account, err := s.Accounts.Get(identity.Elevated(ctx), m.AccountID)
	if err != nil {
		return 0, 0, err
	}
	home, err := s.home(ctx)
	if err != nil {
		return 0, 0, err
	}
	if m.Currency != home && !(money.Exchange{RateE8: m.RateE8}).Known() {
		return 0, 0, app.E(app.Invalid, "finance.rate", "currency", m.Currency, "home", home).At("rate")
	}
	switch account.Currency {
	case m.Currency:
		return m.Amount, m.Fee, nil
	case home:
		if fee, err = s.worth(ctx, m.Fee, m.Currency, m.RateE8); err != nil {
			return 0, 0, err
		}
		return m.Home, fee, nil
	}
	return 0, 0, app.E(app.Conflict, "finance.account_currency", "account", account.Name, "currency", account.Currency, "received", m.Currency, "home", home).At("account_id")
}

// Receive records and confirms money in one step and, when it is wished, settles what
// the proposal says. It is the whole of "登记收款".
func (s *Service) Receive(ctx context.Context, m *MoneyIn, shares []Share) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Money.Create(ctx, m); err != nil {
			return err
		}
		done, err := s.Confirm(ctx, m.ID)
		if err != nil {
			return err
		}
		*m = *done
		if len(shares) == 0 {
			return nil
		}
		return s.Allocate(ctx, m.ID, shares)
	})
}

// ReverseMoney takes confirmed money back by counter-entries (红冲). What it settled must
// be taken back before.
func (s *Service) ReverseMoney(ctx context.Context, id int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(MoneyInName, identity.Reverse)); err != nil {
		return err
	}
	if reason == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		up := identity.Elevated(ctx)
		used, err := s.allocated(up, "money_in_id", id)
		if err != nil {
			return err
		}
		m, err := s.Money.Update(up, id, 0, func(m *MoneyIn) error {
			if used != 0 {
				return app.E(app.Conflict, "finance.allocated", "amount", money.Of(used, m.Currency))
			}
			if m.State != Confirmed {
				return app.E(app.Conflict, "finance.not_confirmed")
			}
			m.State, m.ReversedOn, m.Reason = Reversed, s.today(), reason
			return nil
		})
		if err != nil {
			return err
		}
		if err := s.voidReceipts(up, m.ID, reason); err != nil {
			return err
		}
		return s.reverseEntries(ctx, MoneyInName, m.ID, reason)
	})
}

// voidReceipts voids the papers of money that was taken back; their numbers stay.
func (s *Service) voidReceipts(ctx context.Context, moneyID int64, reason string) error {
	given, err := s.Receipts.Find(ctx, listing.All(ref("money_in_id", moneyID), listing.Is("state", listing.Eq, string(Issued))))
	if err != nil {
		return err
	}
	for _, r := range given {
		if _, err := s.Receipts.Update(ctx, r.ID, 0, func(r *Receipt) error { r.State, r.VoidReason = Void, reason; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// reverseEntries books the opposite of every journal line a document made.
func (s *Service) reverseEntries(ctx context.Context, source string, id int64, reason string) error {
	lines, err := s.Journal.Find(identity.Elevated(ctx), listing.All(listing.Is("source", listing.Eq, source), ref("source_id", id)))
	if err != nil {
		return err
	}
	for _, l := range lines {
		if err := s.book(ctx, &Entry{
			AccountID: l.AccountID, On: s.today(), Summary: reason, CustomerID: l.CustomerID, Party: l.Party,
			Category: l.Category, In: -l.In, Out: -l.Out, Source: source, SourceID: id, Reverses: l.ID,
		}); err != nil {
			return err
		}
	}
	return nil
}

// book writes a journal line with the next voucher number.
func (s *Service) book(ctx context.Context, e *Entry) error {
	series := SeriesIn
	if e.Out != 0 {
		series = SeriesOut
	}
	voucher, err := s.numbers.Take(ctx, series, e.On)
	if err != nil {
		return err
	}
	e.Voucher = voucher
	return s.Journal.Create(identity.Elevated(ctx), e)
}

// Book writes a journal line by hand (费用, 收入 …).
func (s *Service) Book(ctx context.Context, e *Entry) error {
	if _, err := identity.Need(ctx, identity.May(Journal, identity.Add)); err != nil {
		return err
	}
	if e.In < 0 || e.Out < 0 {
		return badAmount(e.In + e.Out).At("in_minor")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.book(ctx, e) })
}

// Transfer moves money between two accounts; the fee leaves the first one.
type Transfer struct {
	From, To    int64
	On          calendar.Date
	Amount, Fee money.Minor
	Got         money.Minor // what arrives in an account of another currency
	Summary     string
}

// Transfer books both sides of a transfer in one transaction.
func (s *Service) Transfer(ctx context.Context, t Transfer) error {
	if _, err := identity.Need(ctx, identity.May(Journal, identity.Add)); err != nil {
		return err
	}
	if t.Amount <= 0 || t.Fee < 0 || t.From == t.To {
		return badAmount(t.Amount).At("amount_minor")
	}
	got, err := s.arrives(ctx, t)
	if err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		lines := []*Entry{
			{AccountID: t.From, On: t.On, Summary: t.Summary, Category: "transfer", Out: t.Amount},
			{AccountID: t.To, On: t.On, Summary: t.Summary, Category: "transfer", In: got},
		}
		if t.Fee > 0 {
			lines = append(lines, &Entry{AccountID: t.From, On: t.On, Summary: t.Summary, Category: "fee", Out: t.Fee})
		}
		for _, l := range lines {
			if err := s.book(ctx, l); err != nil {
				return err
			}
		}
		return nil
	})
}

// arrives is what a transfer brings to its second account. Between two currencies that has
// to be said, between accounts of one nothing is lost on the way.
// Errors: finance.transfer_got.
func (s *Service) arrives(ctx context.Context, t Transfer) (money.Minor, error) {
	up := identity.Elevated(ctx)
	from, err := s.Accounts.Get(up, t.From)
	if err != nil {
		return 0, err
	}
	to, err := s.Accounts.Get(up, t.To)
	if err != nil {
		return 0, err
	}
	switch other := from.Currency != to.Currency; {
	case other && t.Got <= 0:
		return 0, app.E(app.Invalid, "finance.transfer_got", "from", from.Currency, "to", to.Currency).At("got_minor")
	case !other && t.Got != 0 && t.Got != t.Amount:
		return 0, app.E(app.Invalid, "finance.transfer_same", "currency", from.Currency).At("got_minor")
	case other:
		return t.Got, nil
	}
	return t.Amount, nil
}
