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

// side is one side of what is owed: by customers or to suppliers.
type side struct {
	entity, party string
	settled       func(ctx context.Context, asOf calendar.Date, only listing.Node) (map[int64]money.Minor, error)
}

func (s *Service) owedByCustomers() side {
	return side{Receivables, "customer_id", func(ctx context.Context, asOf calendar.Date, only listing.Node) (map[int64]money.Minor, error) {
		out := map[int64]money.Minor{}
		q := listing.Query{Entity: Allocations, Filter: listing.All(only, upTo("on_date", asOf)), Columns: []string{"receivable_id", "home_minor"}}
		return out, s.each(ctx, q, func(c []entity.Value) { out[c[0].Int()] += money.Minor(c[1].Int()) })
	}}
}

// DuesAt lists what was open at the end of a day in the company's currency, within the
// actor's scope; customer 0 = all.
func (s *Service) DuesAt(ctx context.Context, asOf calendar.Date, customer int64) ([]Due, error) {
	var only listing.Node
	if customer != 0 {
		only = ref("customer_id", customer)
	}
	return s.dues(ctx, s.owedByCustomers(), asOf, only)
}

func (s *Service) dues(ctx context.Context, of side, asOf calendar.Date, only listing.Node) ([]Due, error) {
	var order []listing.Sort
	if !only.IsZero() { // the ageing of all is added up in any order
		order = []listing.Sort{{Key: "due_on"}, {Key: "id"}}
	}
	columns := []string{"id", of.party, "doc_on", "due_on"}
	var dues []Due
	if asOf >= s.today() { // what is open now is kept beside the record
		q := listing.Query{Entity: of.entity, Filter: listing.All(only, listing.Is("open_home_minor", listing.Ne, "0")), Columns: append(columns, "open_home_minor"), Sort: order}
		err := s.each(ctx, q, func(c []entity.Value) {
			dues = append(dues, Due{ID: c[0].Int(), PartyID: c[1].Int(), DocOn: dateOf(c[2]), DueOn: dateOf(c[3]), Open: money.Minor(c[4].Int())})
		})
		return dues, err
	}
	settled, err := of.settled(ctx, asOf, only)
	if err != nil {
		return nil, err
	}
	q := listing.Query{Entity: of.entity, Filter: listing.All(only, upTo("doc_on", asOf), notYet("void_on", asOf)), Columns: append(columns, "home_minor"), Sort: order}
	err = s.each(ctx, q, func(c []entity.Value) {
		d := Due{ID: c[0].Int(), PartyID: c[1].Int(), DocOn: dateOf(c[2]), DueOn: dateOf(c[3]), Open: money.Minor(c[4].Int()) - settled[c[0].Int()]}
		if d.Open != 0 {
			dues = append(dues, d)
		}
	})
	return dues, err
}

// upTo holds for records dated until the end of a day.
func upTo(field string, day calendar.Date) listing.Node {
	return listing.Is(field, listing.Le, day.String())
}

// notYet holds for records to which something had not happened at the end of a day.
func notYet(field string, day calendar.Date) listing.Node {
	return listing.Any(listing.Is(field, listing.Empty), listing.Is(field, listing.Gt, day.String()))
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
	advances, err := s.advancesAt(ctx, asOf, listing.Node{})
	a.advance(advances)
	return a, err
}

// advancesAt is money received and not allocated at the end of a day, by customer, in the
// company's currency; only narrows it.
func (s *Service) advancesAt(ctx context.Context, asOf calendar.Date, only listing.Node) (map[int64]money.Minor, error) {
	out, used := map[int64]money.Minor{}, map[int64]money.Minor{}
	q := listing.Query{
		Entity: Allocations, Columns: []string{"money_in_id", "amount_minor"},
		Filter: listing.All(only, upTo("on_date", asOf), listing.Is("kind", listing.Eq, string(ByMoney))),
	}
	if err := s.each(ctx, q, func(c []entity.Value) { used[c[0].Int()] += money.Minor(c[1].Int()) }); err != nil {
		return nil, err
	}
	q = listing.Query{
		Entity: MoneyInName, Columns: []string{"id", "customer_id", "amount_minor", "home_minor"},
		Filter: listing.All(only, upTo("received_on", asOf), listing.Is("state", listing.In, string(Confirmed), string(Reversed)), notYet("reversed_on", asOf)),
	}
	err := s.each(ctx, q, func(c []entity.Value) {
		amount, worth := money.Minor(c[2].Int()), money.Minor(c[3].Int())
		left := amount - used[c[0].Int()]
		if left != 0 && amount != worth { // foreign: the rest at the money's own rate
			left = money.Spread(worth, []int64{int64(left), int64(amount - left)})[0]
		}
		out[c[1].Int()] += left
	})
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
	out := make([]Balance, len(accounts))
	for i, a := range accounts {
		opening, err := s.openingOf(ctx, a, from)
		if err != nil {
			return nil, err
		}
		b := Balance{Account: *a, Opening: opening}
		if b.In, b.Out, err = s.moved(ctx, a.ID, from, to); err != nil {
			return nil, err
		}
		b.Closing = b.Opening + b.In - b.Out
		out[i] = b
	}
	return out, nil
}

// openingOf is what was in an account before a day; before everything it is what it was
// opened with.
func (s *Service) openingOf(ctx context.Context, a *Account, from calendar.Date) (money.Minor, error) {
	if from.IsZero() {
		return a.Opening, nil
	}
	in, out, err := s.moved(ctx, a.ID, 0, from-1)
	return a.Opening + in - out, err
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
	if _, err := identity.NeedRight(ctx, identity.RightBalance); err != nil {
		return 0, nil, err
	}
	if opening, err = s.openingOf(ctx, a, from); err != nil {
		return 0, nil, err
	}
	entries, err := s.entries(ctx, account, from, to)
	if err != nil {
		return 0, nil, err
	}
	balance := opening
	for _, e := range entries {
		balance += e.In - e.Out
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
	all, err := s.movements(ctx, customer)
	if err != nil {
		return nil, err
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

// movements lists everything that changed what a customer owes, in the company's
// currency. What was voided or reversed stands there twice: as it happened, and back.
func (s *Service) movements(ctx context.Context, customer int64) ([]Movement, error) {
	var all []Movement
	charged, err := s.Receivables.Find(ctx, ref("customer_id", customer))
	if err != nil {
		return nil, err
	}
	for _, r := range charged {
		all = append(all, Movement{On: r.DocOn, Kind: Receivables, Number: r.Number, Remark: r.Remark, Debit: r.Home})
		if r.Void {
			all = append(all, Movement{On: max(r.VoidOn, r.DocOn), Kind: "void", Number: r.Number, Remark: r.Remark, Debit: -r.Home})
		}
	}
	paid, err := s.Money.Find(ctx, listing.All(ref("customer_id", customer), listing.Is("state", listing.In, string(Confirmed), string(Reversed))))
	if err != nil {
		return nil, err
	}
	for _, m := range paid {
		all = append(all, Movement{On: m.ReceivedOn, Kind: MoneyInName, Number: m.Number, Remark: m.Memo, Credit: m.Home})
		if m.State == Reversed {
			all = append(all, Movement{On: max(m.ReversedOn, m.ReceivedOn), Kind: "reversal", Number: m.Number, Remark: m.Reason, Credit: -m.Home})
		}
	}
	off, err := s.Allocations.Find(ctx, listing.All(ref("customer_id", customer), listing.Is("kind", listing.In, string(ByCredit), string(ByWriteOff)))) // a set-off changes nothing of the account
	if err != nil {
		return nil, err
	}
	for _, a := range off {
		all = append(all, Movement{On: a.On, Kind: string(a.Kind), Remark: a.Reason, Credit: a.Home})
	}
	return all, nil
}
