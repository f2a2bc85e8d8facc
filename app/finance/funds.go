package finance

import (
	"cmp"
	"context"
	"slices"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// FundRow is one line of the funds report: opening + in − out = closing.
type FundRow struct {
	AccountID int64
	Account   string
	Currency  string
	From, To  calendar.Date
	Opening   money.Minor
	In, Out   money.Minor
	Closing   money.Minor
}

// Funds reports every account for each span of a period: unit is "account" (one line for
// the whole period), "day" or "month". Days and months without movement are left out.
// FIN-06
func (s *Service) Funds(ctx context.Context, unit string, from, to calendar.Date) ([]FundRow, error) {
	balances, err := s.Balances(ctx, from, to)
	if err != nil {
		return nil, err
	}
	var out []FundRow
	for _, b := range balances {
		row := FundRow{AccountID: b.Account.ID, Account: b.Account.Name, Currency: b.Account.Currency, From: from, To: to, Opening: b.Opening, In: b.In, Out: b.Out, Closing: b.Closing}
		if unit == "account" {
			out = append(out, row)
			continue
		}
		entries, err := s.entries(ctx, b.Account.ID, from, to)
		if err != nil {
			return nil, err
		}
		running := b.Opening
		last := -1
		for _, e := range entries {
			first, end := e.On, e.On
			if unit == "month" {
				first, end = max(e.On.MonthStart(), from), min(e.On.MonthEnd(), to)
			}
			if last < 0 || out[last].AccountID != row.AccountID || out[last].From != first {
				x := row
				x.From, x.To, x.Opening, x.In, x.Out = first, end, running, 0, 0
				out = append(out, x)
				last = len(out) - 1
			}
			running += e.In - e.Out
			out[last].In += e.In
			out[last].Out += e.Out
			out[last].Closing = running
		}
	}
	slices.SortStableFunc(out, func(a, b FundRow) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.AccountID, b.AccountID))
	})
	return out, nil
}

// CategoryRow is what came in and went out under one category in a month, whichever
// account. Transfers between own accounts are neither income nor expenditure.
type CategoryRow struct {
	Month    calendar.Date
	Category string
	In, Out  money.Minor
	N        int
}

// Flows reports income and expenditure by category and month. FIN-15
func (s *Service) Flows(ctx context.Context, from, to calendar.Date) ([]CategoryRow, error) {
	if _, err := identity.NeedRight(ctx, identity.RightBalance); err != nil {
		return nil, err
	}
	type key struct {
		month    calendar.Date
		category string
	}
	at := map[key]int{}
	var out []CategoryRow
	err := s.each(ctx, listing.Query{
		Entity: Journal, Columns: []string{"on_date", "category", "in_minor", "out_minor"}, Sort: []listing.Sort{{Key: "on_date"}, {Key: "id"}},
		Filter: listing.All(listing.Is("on_date", listing.Between, from.String(), to.String()), listing.Not(listing.Is("category", listing.In, "transfer", "opening"))),
	}, func(c []entity.Value) {
		k := key{dateOf(c[0]).MonthStart(), c[1].Text()}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, CategoryRow{Month: k.month, Category: k.category})
		}
		out[i].In += money.Minor(c[2].Int())
		out[i].Out += money.Minor(c[3].Int())
		out[i].N++
	})
	return out, err
}

// Count books what a count of an account found more or less than its books say; nothing
// when they agree. The reason is kept with the line.
func (s *Service) Count(ctx context.Context, account int64, on calendar.Date, counted money.Minor, reason string) (difference money.Minor, err error) {
	if _, err := identity.Need(ctx, identity.May(Journal, identity.Add)); err != nil {
		return 0, err
	}
	if counted < 0 {
		return 0, badAmount(counted).At("counted_minor")
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		// The account is held, so that nothing is booked between counting and booking.
		a, err := s.Accounts.Update(identity.Elevated(ctx), account, 0, func(*Account) error { return nil })
		if err != nil {
			return err
		}
		balance, err := s.balance(ctx, a, on)
		if err != nil {
			return err
		}
		difference = counted - balance
		if difference == 0 {
			return nil
		}
		if reason == "" {
			return app.E(app.Invalid, "finance.reason").At("reason")
		}
		e := &Entry{AccountID: account, On: on, Summary: reason, Category: "count"}
		if e.In = difference; difference < 0 {
			e.In, e.Out = 0, -difference
		}
		return s.book(ctx, e)
	})
	return difference, err
}

// ReverseEntry takes a line back that was booked by hand; what a document booked is taken
// back with the document.
func (s *Service) ReverseEntry(ctx context.Context, id int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Journal, identity.Reverse)); err != nil {
		return err
	}
	if reason == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		l, err := s.Journal.Get(ctx, id)
		if err != nil {
			return err
		}
		again, err := s.Journal.Count(identity.Elevated(ctx), ref("reverses", id))
		switch {
		case err != nil:
			return err
		case l.Source != "":
			return app.E(app.Conflict, "finance.entry_of_document", "voucher", l.Voucher)
		case again > 0 || l.Reverses != 0:
			return app.E(app.Conflict, "finance.reversed_already")
		}
		return s.book(ctx, &Entry{
			AccountID: l.AccountID, On: s.today(), Summary: reason, CustomerID: l.CustomerID, Party: l.Party,
			Category: l.Category, In: -l.In, Out: -l.Out, Reverses: l.ID,
		})
	})
}
