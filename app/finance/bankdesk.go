package finance

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kontor/app/calendar"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// BankRow is a line with what it may be.
type BankRow struct {
	Line    BankLine
	Matches []Match // none once it is matched or left out
}

// Likely tells whether the line has a proposal that is worth a confirmation.
func (r *BankRow) Likely() bool { return len(r.Matches) > 0 && r.Matches[0].Likely() }

// BankDesk is what is to be confirmed and what was matched last.
type BankDesk struct {
	Open             []BankRow // the newest first
	Done             []BankRow // the newest ones only
	Matched, Skipped int64
}

// MaxProposed is how many open lines are proposed for at once.
const MaxProposed = 20_000

// BankDesk lists the open lines of an account (0: of all) with proposals, and the last
// matched ones. FIN-05
func (s *Service) BankDesk(ctx context.Context, account int64) (*BankDesk, error) {
	if _, err := identity.Need(ctx, identity.May(BankLines, identity.See)); err != nil {
		return nil, err
	}
	var only listing.Node
	if account != 0 {
		only = ref("account_id", account)
	}
	newest := []listing.Sort{{Key: "date_on", Desc: true}, {Key: "id", Desc: true}}
	in := func(st State) listing.Node { return listing.All(only, listing.Is("state", listing.Eq, string(st))) }
	open, err := s.firstLines(ctx, in(LineOpen), MaxProposed, newest)
	if err != nil {
		return nil, err
	}
	d := &BankDesk{}
	if d.Open, err = s.propose(ctx, open); err != nil {
		return nil, err
	}
	done, err := s.firstLines(ctx, listing.All(only, listing.Is("state", listing.Ne, string(LineOpen))), 200, newest)
	if err != nil {
		return nil, err
	}
	for _, l := range done {
		d.Done = append(d.Done, BankRow{Line: *l})
	}
	if d.Matched, err = s.BankLines.Count(ctx, in(LineMatched)); err != nil {
		return nil, err
	}
	d.Skipped, err = s.BankLines.Count(ctx, in(LineSkipped))
	return d, err
}

// firstLines reads the first n lines of a filter.
func (s *Service) firstLines(ctx context.Context, f listing.Node, n int, order []listing.Sort) ([]*BankLine, error) {
	p, err := listing.Allow(ctx, s.g.Registry, identity.May(BankLines, identity.See), listing.Query{Entity: BankLines, Filter: f, Sort: order})
	if err != nil {
		return nil, err
	}
	ids, err := s.g.Source.First(ctx, p, n)
	if err != nil {
		return nil, err
	}
	out := make([]*BankLine, 0, len(ids))
	for part := range slices.Chunk(ids, 500) {
		recs, err := s.g.Store.LoadMany(ctx, s.BankLines.Desc.Type, part)
		if err != nil {
			return nil, err
		}
		for _, r := range recs {
			out = append(out, r.(*BankLine))
		}
	}
	return out, nil
}

// propose finds for each line what it may be. A document that one line surely is, is not
// proposed for the next one; the oldest lines choose first.
func (s *Service) propose(ctx context.Context, lines []*BankLine) ([]BankRow, error) {
	out := make([]BankRow, len(lines))
	if len(lines) == 0 {
		return out, nil
	}
	book, err := s.matchBook(ctx, lines)
	if err != nil {
		return nil, err
	}
	for i := len(lines) - 1; i >= 0; i-- {
		ms := book.matches(lines[i])
		out[i] = BankRow{Line: *lines[i], Matches: ms}
		if ms[0].Level() == 3 {
			book.take(&ms[0])
		}
	}
	return out, nil
}

// matchBook reads what the lines are compared with.
func (s *Service) matchBook(ctx context.Context, lines []*BankLine) (*matchBook, error) {
	b := &matchBook{
		today: s.today(), open: map[int64][]Open{}, names: map[int64]string{}, byName: map[string]int64{}, byAmount: map[money.Amount][]int64{},
		byNumber: map[string]int64{}, payers: map[string]*PayerName{}, owedBy: map[string][]int{}, owedAmount: map[money.Amount][]int{},
		claims: map[money.Amount][]bookedDoc{}, booked: map[money.Amount][]bookedDoc{}, currencies: map[int64]string{}, taken: map[string]map[int64]bool{},
	}
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	for _, part := range []struct {
		kind string
		fill func(context.Context, *matchBook, []*BankLine) error
	}{{Accounts, s.fillAccounts}, {Receivables, s.fillOpen}, {Payables, s.fillOwed}, {"customer", s.fillNames}, {PayerNames, s.fillPayers}, {Expenses, s.fillClaims}, {Journal, s.fillBooked}} {
		if !a.Can(identity.May(part.kind, identity.See)) {
			continue
		}
		if err := part.fill(ctx, b, lines); err != nil {
			return nil, err
		}
	}
	b.index()
	return b, nil
}

func (s *Service) fillAccounts(ctx context.Context, b *matchBook, _ []*BankLine) error {
	return s.each(ctx, listing.Query{Entity: Accounts, Columns: []string{"id", "currency"}}, func(c []entity.Value) { b.currencies[c[0].Int()] = c[1].Text() })
}

func (s *Service) fillOpen(ctx context.Context, b *matchBook, _ []*BankLine) error {
	return s.each(ctx, listing.Query{
		Entity: Receivables, Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}},
		Filter:  listing.All(listing.Is("void", listing.Eq, "0"), listing.Is("open_minor", listing.Gt, "0")),
		Columns: []string{"id", "number", "order_id", "order_id.number", "due_on", "open_minor", "currency", "customer_id", "customer_id.name"},
	}, func(c []entity.Value) {
		id := c[7].Int()
		b.names[id] = c[8].Text()
		b.open[id] = append(b.open[id], Open{
			ID: c[0].Int(), Number: c[1].Text(), OrderID: c[2].Int(), Order: c[3].Text(), DueOn: dateOf(c[4]), Open: money.Minor(c[5].Int()), Currency: c[6].Text(),
		})
	})
}

func (s *Service) fillOwed(ctx context.Context, b *matchBook, _ []*BankLine) error {
	var err error
	b.owed, err = s.openPayables(ctx, listing.Is("void", listing.Eq, "0"))
	return err
}

// parties are the names on the lines, as they stand and in their normal form.
func parties(lines []*BankLine) (names, keys []string) {
	seen := map[string]bool{}
	for _, l := range lines {
		key := dedupe.Name(l.Party)
		if l.Party == "" || seen[key] {
			continue
		}
		seen[key] = true
		names, keys = append(names, l.Party), append(keys, key)
	}
	return names, keys
}

// fillNames finds the customers whose name stands on a line.
func (s *Service) fillNames(ctx context.Context, b *matchBook, lines []*BankLine) error {
	names, keys := parties(lines)
	for i := 0; i < len(keys); i += 300 {
		to := min(i+300, len(keys))
		err := s.each(ctx, listing.Query{
			Entity: "customer", Columns: []string{"id", "name", "name_key", "short_name"}, Sort: []listing.Sort{{Key: "id", Desc: true}},
			Filter: listing.Any(listing.Is("name_key", listing.In, keys[i:to]...), listing.Is("short_name", listing.In, names[i:to]...)),
		}, func(c []entity.Value) {
			b.names[c[0].Int()] = c[1].Text()
			b.byName[c[2].Text()] = c[0].Int()
			if short := dedupe.Name(c[3].Text()); c[3].Text() != "" && b.byName[short] == 0 {
				b.byName[short] = c[0].Int()
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) fillPayers(ctx context.Context, b *matchBook, lines []*BankLine) error {
	_, keys := parties(lines)
	var customers []int64
	for part := range slices.Chunk(keys, 400) {
		list, err := s.PayerNames.Find(ctx, listing.Is("name_key", listing.In, part...))
		if err != nil {
			return err
		}
		for _, p := range list {
			b.payers[p.NameKey] = p
			if p.CustomerID != 0 && b.names[p.CustomerID] == "" {
				customers = append(customers, p.CustomerID)
			}
		}
	}
	names, err := s.names(ctx, "customer", customers...)
	maps.Copy(b.names, names)
	return err
}

func (s *Service) fillClaims(ctx context.Context, b *matchBook, _ []*BankLine) error {
	home, err := s.home(ctx)
	if err != nil {
		return err
	}
	return s.each(ctx, listing.Query{
		Entity: Expenses, Columns: []string{"id", "number", "owner_id.name", "pay_minor", "approved_on"},
		Filter: listing.All(listing.Is("state", listing.Eq, string(Approved)), listing.Is("pay_minor", listing.Gt, "0")),
	}, func(c []entity.Value) {
		d := bookedDoc{kind: Expenses, id: c[0].Int(), number: c[1].Text(), party: c[2].Text(), amount: -money.Minor(c[3].Int()), on: dateOf(c[4])}
		key := money.Of(-d.amount, home)
		b.claims[key] = append(b.claims[key], d)
	})
}

// fillBooked finds what is in the books around the days of the lines and has no line.
func (s *Service) fillBooked(ctx context.Context, b *matchBook, lines []*BankLine) error {
	from, to := lines[0].On, lines[0].On
	accounts := map[int64]bool{}
	for _, l := range lines {
		from, to = min(from, l.On), max(to, l.On)
		accounts[l.AccountID] = true
	}
	docs, err := s.unlinked(ctx, slices.Sorted(maps.Keys(accounts)), from.AddDays(-10), to.AddDays(10))
	if err != nil {
		return err
	}
	for _, d := range docs {
		key := money.Of(d.amount, b.currencies[d.account])
		b.booked[key] = append(b.booked[key], d)
	}
	return nil
}

type docKey struct {
	kind    string
	id      int64
	account int64
}

// unlinked sums what documents moved in accounts between two days, without those that a
// line of a statement stands for.
func (s *Service) unlinked(ctx context.Context, accounts []int64, from, to calendar.Date) ([]bookedDoc, error) {
	docs, err := s.bookedDocs(ctx, accounts, from, to)
	if err != nil {
		return nil, err
	}
	linked := map[docKey]bool{}
	err = s.each(identity.System(ctx, "statement"), listing.Query{
		Entity: BankLines, Columns: []string{"target", "target_id", "account_id"},
		Filter: listing.All(listing.Is("state", listing.Eq, string(LineMatched)), listing.Is("date_on", listing.Between, from.AddDays(-60).String(), to.AddDays(60).String())),
	}, func(c []entity.Value) { linked[docKey{c[0].Text(), c[1].Int(), c[2].Int()}] = true })
	if err == nil {
		err = s.eachPart(ctx, listing.Is("line_id.date_on", listing.Between, from.AddDays(-60).String(), to.AddDays(60).String()), func(k docKey, _ money.Minor) { linked[k] = true })
	}
	out := docs[:0]
	for _, d := range docs {
		if !linked[docKey{d.kind, d.id, d.account}] && d.amount != 0 {
			out = append(out, d)
		}
	}
	return out, err
}

// bookedDocs sums the journal by document; lines booked by hand stand for themselves.
func (s *Service) bookedDocs(ctx context.Context, accounts []int64, from, to calendar.Date) ([]bookedDoc, error) {
	ids := make([]string, len(accounts))
	for i, id := range accounts {
		ids[i] = strconv.FormatInt(id, 10)
	}
	at := map[docKey]int{}
	var out []bookedDoc
	err := s.each(identity.System(ctx, "statement"), listing.Query{
		Entity: Journal, Sort: []listing.Sort{{Key: "on_date"}, {Key: "id"}},
		Columns: []string{"id", "account_id", "on_date", "party", "voucher", "summary", "in_minor", "out_minor", "source", "source_id", "reverses"},
		Filter:  listing.All(listing.Is("account_id", listing.In, ids...), listing.Is("on_date", listing.Between, from.String(), to.String())),
	}, func(c []entity.Value) {
		k := docKey{c[8].Text(), c[9].Int(), c[1].Int()}
		number, _, _ := strings.Cut(c[5].Text(), " ")
		if k.kind == "" {
			k = docKey{Journal, c[0].Int(), k.account}
			if was := c[10].Int(); was != 0 {
				k.id = was
			}
			number = c[4].Text()
		}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, bookedDoc{kind: k.kind, id: k.id, account: k.account, number: number, party: c[3].Text(), on: dateOf(c[2])})
		}
		out[i].amount += money.Minor(c[6].Int() - c[7].Int())
	})
	return out, err
}
