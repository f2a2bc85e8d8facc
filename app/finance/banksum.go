package finance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// BankSum compares the statement of an account with its books for a period. The difference
// is explained to the cent: Opening + Open − NoLine + Shift = Statement − Books.
type BankSum struct {
	Account          Account
	From, To         calendar.Date
	Opening          money.Minor // on the statement
	In, Out          money.Minor
	Statement, Books money.Minor // at the end
	Difference       money.Minor
	OpeningDiff      money.Minor // of the books from the statement before the period
	Open             money.Minor // lines that are not matched
	OpenN            int
	NoLine           money.Minor // booked without a line
	NoLineN          int
	Shift            money.Minor // matched lines that are booked outside the period, or not yet
	ShiftN           int
}

// BankSums compares each account that has lines in a period with its books. FIN-05
func (s *Service) BankSums(ctx context.Context, from, to calendar.Date) ([]BankSum, error) {
	if _, err := identity.Need(ctx, identity.May(BankLines, identity.See)); err != nil {
		return nil, err
	}
	if _, err := identity.NeedRight(ctx, identity.RightBalance); err != nil {
		return nil, err
	}
	accounts, err := s.Accounts.Find(ctx, listing.Is("closed", listing.Eq, "0"), listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	var out []BankSum
	for _, a := range accounts {
		b, err := s.bankSum(ctx, a, from, to)
		if err != nil {
			return nil, err
		}
		if b != nil {
			out = append(out, *b)
		}
	}
	return out, nil
}

func (s *Service) bankSum(ctx context.Context, a *Account, from, to calendar.Date) (*BankSum, error) {
	b := &BankSum{Account: *a, From: from, To: to}
	linked := map[docKey]money.Minor{}
	n, balanced := 0, false
	err := s.each(ctx, listing.Query{
		Entity: BankLines, Sort: []listing.Sort{{Key: "date_on"}, {Key: "id"}},
		Columns: []string{"in_minor", "out_minor", "balance_minor", "state", "target", "target_id", "date_on", "how"},
		Filter:  listing.All(ref("account_id", a.ID), listing.Is("date_on", listing.Between, from.String(), to.String())),
	}, func(c []entity.Value) {
		in, out := money.Minor(c[0].Int()), money.Minor(c[1].Int())
		if n == 0 && !c[2].IsNull() {
			b.Opening, balanced = money.Minor(c[2].Int())-in+out, true
		}
		n++
		b.In, b.Out, b.To = b.In+in, b.Out+out, dateOf(c[6])
		if State(c[3].Text()) == LineMatched {
			if MatchKind(c[7].Text()) != MatchSplit { // its parts stand for it
				linked[docKey{c[4].Text(), c[5].Int(), a.ID}] += in - out
			}
			return
		}
		b.Open += in - out
		b.OpenN++
	})
	if err != nil || n == 0 {
		return nil, err
	}
	err = s.eachPart(ctx, listing.All(ref("line_id.account_id", a.ID), listing.Is("line_id.date_on", listing.Between, from.String(), to.String())), func(k docKey, m money.Minor) { linked[k] += m })
	if err != nil {
		return nil, err
	}
	before, err := s.openingOf(ctx, a, from)
	if err != nil {
		return nil, err
	}
	if !balanced {
		b.Opening = before
	}
	b.OpeningDiff = b.Opening - before
	b.Statement = b.Opening + b.In - b.Out
	if b.Books, err = s.balance(ctx, a, b.To); err != nil {
		return nil, err
	}
	b.Difference = b.Statement - b.Books
	docs, err := s.bookedDocs(ctx, []int64{a.ID}, from, b.To)
	if err != nil {
		return nil, err
	}
	elsewhere, err := s.linkedElsewhere(ctx, a.ID, docs)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		k := docKey{d.kind, d.id, a.ID}
		if line, ok := linked[k]; ok {
			if linked[k] = line - d.amount; linked[k] == 0 {
				delete(linked, k)
			}
			continue
		}
		if elsewhere[k] { // its line lies in another period
			linked[k] = -d.amount
			continue
		}
		if d.amount != 0 {
			b.NoLine += d.amount
			b.NoLineN++
		}
	}
	for _, m := range linked {
		b.Shift += m
		b.ShiftN++
	}
	return b, nil
}

// linkedElsewhere tells which documents have a line at all.
func (s *Service) linkedElsewhere(ctx context.Context, account int64, docs []bookedDoc) (map[docKey]bool, error) {
	out := map[docKey]bool{}
	if len(docs) == 0 {
		return out, nil
	}
	err := s.each(identity.System(ctx, "statement"), listing.Query{
		Entity: BankLines, Columns: []string{"target", "target_id", "account_id"},
		Filter: listing.All(ref("account_id", account), listing.Is("state", listing.Eq, string(LineMatched))),
	}, func(c []entity.Value) { out[docKey{c[0].Text(), c[1].Int(), c[2].Int()}] = true })
	if err != nil {
		return nil, err
	}
	return out, s.eachPart(ctx, ref("line_id.account_id", account), func(k docKey, _ money.Minor) { out[k] = true })
}
