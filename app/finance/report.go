package finance

import (
	"context"
	"sort"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// each reads the rows of an entity within the actor's scope.
func (s *Service) each(ctx context.Context, q listing.Query, fn func([]entity.Value)) error {
	p, err := listing.Allow(ctx, s.g.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return err
	}
	return s.g.Source.Each(ctx, p, func(r listing.Row) error { fn(r.Cells); return nil })
}

// DuesAt lists what was open at the end of a day, within the actor's scope; customer 0 = all.
func (s *Service) DuesAt(ctx context.Context, asOf calendar.Date, customer int64) ([]Due, error) {
	settled := map[int64]money.Minor{}
	upTo := listing.Is("on_date", listing.Le, asOf.String())
	written := listing.Is("doc_on", listing.Le, asOf.String())
	if customer != 0 {
		upTo, written = listing.All(upTo, ref("customer_id", customer)), listing.All(written, ref("customer_id", customer))
	}
	err := s.each(ctx, listing.Query{Entity: Allocations, Filter: upTo, Columns: []string{"receivable_id", "amount_minor"}}, func(c []entity.Value) {
		settled[c[0].Int()] += money.Minor(c[1].Int())
	})
	if err != nil {
		return nil, err
	}
	var dues []Due
	q := listing.Query{Entity: Receivables, Filter: listing.All(written, listing.Is("void", listing.Eq, "0")),
		Columns: []string{"id", "customer_id", "doc_on", "due_on", "amount_minor"}, Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}}}
	err = s.each(ctx, q, func(c []entity.Value) {
		d := Due{ID: c[0].Int(), CustomerID: c[1].Int(), DocOn: dateOf(c[2]), DueOn: dateOf(c[3]), Open: money.Minor(c[4].Int()) - settled[c[0].Int()]}
		if d.Open != 0 {
			dues = append(dues, d)
		}
	})
	return dues, err
}

func dateOf(v entity.Value) calendar.Date {
	d, err := calendar.Parse(v.Text())
	if err != nil {
		return 0
	}
	return d
}

// AgeAt is the ageing as of a day, with the advances of each customer beside.
func (s *Service) AgeAt(ctx context.Context, asOf calendar.Date, bounds []int) (Ageing, error) {
	dues, err := s.DuesAt(ctx, asOf, 0)
	if err != nil {
		return Ageing{}, err
	}
	a := Age(asOf, bounds, dues, false)
	advances, err := s.advancesAt(ctx, asOf)
	if err != nil {
		return a, err
	}
	at := map[int64]int{}
	for i, r := range a.Rows {
		at[r.CustomerID] = i
	}
	for customer, left := range advances {
		if left == 0 {
			continue
		}
		i, ok := at[customer]
		if !ok {
			i = len(a.Rows)
			a.Rows = append(a.Rows, newAgeRow(customer, a.Bounds))
		}
		a.Rows[i].Advance = left
		a.Sum.Advance += left
	}
	return a, nil
}

// advancesAt is money received and not allocated at the end of a day, by customer.
func (s *Service) advancesAt(ctx context.Context, asOf calendar.Date) (map[int64]money.Minor, error) {
	out := map[int64]money.Minor{}
	q := listing.Query{Entity: MoneyInName, Columns: []string{"customer_id", "amount_minor"},
		Filter: listing.All(listing.Is("received_on", listing.Le, asOf.String()), listing.Is("state", listing.Eq, string(Confirmed)))}
	if err := s.each(ctx, q, func(c []entity.Value) { out[c[0].Int()] += money.Minor(c[1].Int()) }); err != nil {
		return nil, err
	}
	q = listing.Query{Entity: Allocations, Columns: []string{"customer_id", "amount_minor"},
		Filter: listing.All(listing.Is("on_date", listing.Le, asOf.String()), listing.Is("kind", listing.Eq, string(ByMoney)))}
	err := s.each(ctx, q, func(c []entity.Value) { out[c[0].Int()] -= money.Minor(c[1].Int()) })
	return out, err
}

// Balance is what is in an account, and what moved in a period: opening + in − out = closing.
type Balance struct {
	Account Account
	Opening money.Minor
	In, Out money.Minor
	Closing money.Minor
}

// Balances lists the accounts that are in use with what moved between two days.
func (s *Service) Balances(ctx context.Context, from, to calendar.Date) ([]Balance, error) {
	if _, err := identity.NeedRight(ctx, identity.RightBalance); err != nil {
		return nil, err
	}
	accounts, err := s.Accounts.Find(ctx, listing.Is("closed", listing.Eq, "0"), listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	at := map[int64]*Balance{}
	out := make([]Balance, len(accounts))
	for i, a := range accounts {
		out[i] = Balance{Account: *a, Opening: a.Opening}
		at[a.ID] = &out[i]
	}
	q := listing.Query{Entity: Journal, Columns: []string{"account_id", "on_date", "in_minor", "out_minor"}, Filter: listing.Is("on_date", listing.Le, to.String())}
	err = s.each(ctx, q, func(c []entity.Value) {
		b := at[c[0].Int()]
		if b == nil {
			return
		}
		in, gone := money.Minor(c[2].Int()), money.Minor(c[3].Int())
		if dateOf(c[1]) < from {
			b.Opening += in - gone
			return
		}
		b.In, b.Out = b.In+in, b.Out+gone
	})
	for i := range out {
		out[i].Closing = out[i].Opening + out[i].In - out[i].Out
	}
	return out, err
}

// JournalLine is an entry with the balance after it.
type JournalLine struct {
	Entry
	Balance money.Minor
}

// JournalOf is the cash journal of an account for a period, with the running balance.
func (s *Service) JournalOf(ctx context.Context, account int64, from, to calendar.Date) (opening money.Minor, lines []JournalLine, err error) {
	a, err := s.Accounts.Get(ctx, account)
	if err != nil {
		return 0, nil, err
	}
	all, err := s.entries(ctx, account, 0, to)
	if err != nil {
		return 0, nil, err
	}
	balance := a.Opening
	opening = balance
	for _, e := range all {
		balance += e.In - e.Out
		if e.On < from {
			opening = balance
			continue
		}
		lines = append(lines, JournalLine{*e, balance})
	}
	return opening, lines, nil
}

// Movement is a line of a customer's statement.
type Movement struct {
	On      calendar.Date
	Kind    string // receivable, money_in, writeoff
	Number  string
	Remark  string
	Debit   money.Minor // what the customer owes more
	Credit  money.Minor // what it paid
	Balance money.Minor
}

// Statement 对账单 is opening balance, movements and closing balance with a customer.
type Statement struct {
	CustomerID       int64
	From, To         calendar.Date
	Opening, Closing money.Minor
	Debit, Credit    money.Minor
	Lines            []Movement
}

// StatementOf adds up what a customer was charged and paid in a period.
func (s *Service) StatementOf(ctx context.Context, customer int64, from, to calendar.Date) (*Statement, error) {
	st := &Statement{CustomerID: customer, From: from, To: to}
	var all []Movement
	charged, err := s.Receivables.Find(ctx, listing.All(ref("customer_id", customer), listing.Is("void", listing.Eq, "0")))
	if err != nil {
		return nil, err
	}
	for _, r := range charged {
		all = append(all, Movement{On: r.DocOn, Kind: Receivables, Number: r.Number, Remark: r.Remark, Debit: r.Amount})
	}
	paid, err := s.Money.Find(ctx, listing.All(ref("customer_id", customer), listing.Is("state", listing.Eq, string(Confirmed))))
	if err != nil {
		return nil, err
	}
	for _, m := range paid {
		all = append(all, Movement{On: m.ReceivedOn, Kind: MoneyInName, Number: m.Number, Remark: m.Memo, Credit: m.Amount})
	}
	off, err := s.Allocations.Find(ctx, listing.All(ref("customer_id", customer), listing.Is("kind", listing.Ne, string(ByMoney))))
	if err != nil {
		return nil, err
	}
	for _, a := range off {
		all = append(all, Movement{On: a.On, Kind: string(a.Kind), Remark: a.Reason, Credit: a.Amount})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].On < all[j].On })
	for _, m := range all {
		if m.On > to {
			break
		}
		st.Closing += m.Debit - m.Credit
		if m.On < from {
			st.Opening = st.Closing
			continue
		}
		m.Balance = st.Closing
		st.Debit, st.Credit = st.Debit+m.Debit, st.Credit+m.Credit
		st.Lines = append(st.Lines, m)
	}
	return st, nil
}
