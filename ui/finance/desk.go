package finance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/ui/kit"
)

// desk is the tab of receivables and allocation (picture 06).
type desk struct {
	redraw  func()
	surface *kit.Surface

	ageing
	customer int64

	amount *kit.Amount
	payer  *kit.Picker
	memo   *kit.Field
	method string
	lines  []*line

	currency string // of the money that comes in
	rate     *kit.Field
	opens    *kit.Loader

	balances []finance.Balance
	account  int64 // of the journal and of the money that comes in
	journal  kit.Table
	opening  money.Minor
	entries  []finance.JournalLine
	books    *kit.Loader
	saving   bool
	last     int64 // money received just now, for its receipt
}

// line is an open receivable with what of it is settled now.
type line struct {
	open   finance.Open
	on     bool
	amount *kit.Amount
	why    string
}

func newDesk(h kit.Host, d Deps, redraw func()) *desk {
	k := &desk{redraw: redraw, method: "bank"}
	k.ageing = ageing{host: h, d: d, kind: "customer", words: "finance.ageing", pick: k.choose, again: k.read}
	k.ask = func(ctx context.Context) (finance.Ageing, error) { return d.Books.AgeAt(ctx, h.Today(), nil) }
	k.begin(redraw)
	k.table.OnOpen = func(int) { k.amount.Focus() }
	k.opens, k.books = kit.NewLoader(h, redraw), kit.NewLoader(h, redraw)
	k.amount = kit.NewAmount(h.T("money_in.amount_minor"), kit.Home())
	k.amount.Bold = true
	k.amount.OnCommit = func(string) { k.propose() }
	k.payer = kit.NewSearch(h.T("finance.payer"), k.suggest)
	k.payer.OnPick = func(o kit.Option) { k.choose(o.ID) }
	k.memo = kit.NewField(h.T("money_in.memo"))
	k.currency, k.rate = kit.Home(), k.rateField()
	k.journal = kit.Table{Name: h.T("journal.many"), Narrow: true}
	k.journal.Columns = []kit.Column{
		{ID: "on", Title: h.T("journal.on_date"), Width: 72},
		{ID: "voucher", Title: h.T("journal.voucher"), Width: 86},
		{ID: "summary", Title: h.T("journal.summary"), Width: 200, Flex: true},
		{ID: "category", Title: h.T("journal.category"), Width: 130},
		{ID: "in", Title: h.T("journal.in_minor"), Width: 110, Align: kit.Right},
		{ID: "out", Title: h.T("journal.out_minor"), Width: 110, Align: kit.Right},
		{ID: "balance", Title: h.T("finance.balance"), Width: 120, Align: kit.Right},
	}
	return k
}

// read loads ageing and journal anew.
func (k *desk) read() {
	k.readAge(func() {
		if k.customer == 0 && len(k.age.Rows) > 0 {
			k.table.Select(0)
			k.choose(k.age.Rows[0].PartyID)
		}
	})
	if k.customer != 0 {
		k.readOpen()
	}
	k.readBooks()
}

// readBooks loads the balances and the journal of the chosen account for this month.
func (k *desk) readBooks() {
	if !k.host.Actor().Has(identity.RightBalance) {
		return
	}
	type seen struct {
		balances []finance.Balance
		account  int64
		opening  money.Minor
		entries  []finance.JournalLine
	}
	today, account := k.host.Today(), k.account
	kit.Load(k.books, func(ctx context.Context) (seen, error) {
		s := seen{account: account}
		var err error
		if s.balances, err = k.d.Books.Balances(ctx, today.MonthStart(), today); err != nil {
			return s, err
		}
		if s.account == 0 && len(s.balances) > 0 {
			s.account = s.balances[0].Account.ID
		}
		if s.account != 0 {
			s.opening, s.entries, err = k.d.Books.JournalOf(ctx, s.account, today.MonthStart(), today)
		}
		return s, err
	}, func(s seen) {
		k.balances, k.account, k.opening, k.entries = s.balances, s.account, s.opening, s.entries
		k.journal.SetSource(journalRows{k}, true)
	})
}

// choose makes a customer the one whose money is settled.
func (k *desk) choose(customer int64) {
	if customer == 0 {
		return
	}
	if customer != k.customer {
		k.amount.SetText("")
		k.memo.SetText("")
		k.last = 0
	}
	k.customer = customer
	k.showPayer()
	k.readOpen()
}

func (k *desk) showPayer() {
	name := k.names[k.customer]
	if name != "" {
		k.payer.SetValue(kit.Option{Key: "x", ID: k.customer, Text: name})
		return
	}
	customer := k.customer
	k.host.Go(func(ctx context.Context) {
		names, err := k.d.Names(ctx, "customer", []int64{customer})
		k.host.Post(func() {
			if err == nil && k.customer == customer {
				k.names[customer] = names[customer]
				k.payer.SetValue(kit.Option{Key: "x", ID: customer, Text: names[customer]})
				k.redraw()
			}
		})
	})
}

func (k *desk) readOpen() {
	customer := k.customer
	kit.Load(k.opens, func(ctx context.Context) ([]finance.Open, error) { return k.d.Books.OpenOf(ctx, customer) }, func(list []finance.Open) {
		if k.customer != customer {
			return
		}
		k.lines = nil
		for _, o := range list {
			l := &line{open: o, amount: kit.NewAmount(o.Number, o.Currency)}
			l.amount.OnCommit = func(string) { v, _ := l.amount.Value(); l.on, l.why = v != 0, "" }
			l.amount.OnKey = func(key kit.Key) bool {
				if key == "F4" {
					k.fillOpen(l)
					return true
				}
				return false
			}
			k.lines = append(k.lines, l)
		}
		k.speak(k.likely())
		k.propose()
	})
}

// propose spreads the typed amount over what is open: exact, order, reference, oldest.
func (k *desk) propose() {
	total, ok := k.amount.Value()
	if !ok {
		return
	}
	var open []finance.Open
	for _, l := range k.lines {
		l.on, l.why = false, ""
		l.amount.SetText("")
		if l.open.Currency == k.currency {
			open = append(open, l.open)
		}
	}
	for _, s := range finance.Propose(finance.Coming{Amount: total, Memo: k.memo.Text()}, open) {
		for _, l := range k.lines {
			if l.open.ID == s.ID {
				l.amount.SetValue(s.Amount)
				l.on, l.why = true, s.Reason
			}
		}
	}
	k.redraw()
}

// fillOpen takes the whole open amount of a line, or what is left of the money (F4).
func (k *desk) fillOpen(l *line) {
	left := k.left()
	if v, ok := l.amount.Value(); ok && l.on {
		left += v
	}
	part := min(l.open.Open, max(left, 0))
	l.amount.SetValue(part)
	l.on, l.why = part > 0, ""
	k.redraw()
}

// settled is what the lines settle together; left is what remains an advance.
func (k *desk) settled() money.Minor {
	var sum money.Minor
	for _, l := range k.lines {
		if v, ok := l.amount.Value(); ok && l.on {
			sum += v
		}
	}
	return sum
}

func (k *desk) left() money.Minor {
	total, _ := k.amount.Value()
	return total - k.settled()
}

func (k *desk) shares() []finance.Share {
	var out []finance.Share
	for _, l := range k.lines {
		if v, ok := l.amount.Value(); ok && l.on && v != 0 {
			out = append(out, finance.Share{ID: l.open.ID, Amount: v, Reason: l.why})
		}
	}
	return out
}

// book receives the money and settles what is ticked; the rest stays an advance.
func (k *desk) book(withShares bool) {
	k.amount.Commit()
	total, ok := k.amount.Value()
	if !ok || total <= 0 || k.customer == 0 || k.account == 0 {
		k.amount.Err = k.host.T("finance.amount_missing")
		k.amount.Focus()
		k.redraw()
		return
	}
	if k.saving {
		return
	}
	rate, err := k.rateValue()
	if err != nil {
		k.rate.Err = k.host.ErrorText(err)
		k.rate.Focus()
		k.redraw()
		return
	}
	k.saving = true
	m := &finance.MoneyIn{
		ReceivedOn: k.host.Today(), CustomerID: k.customer, Payer: k.names[k.customer], AccountID: k.account, Method: k.method,
		Currency: k.currency, RateE8: rate, Amount: total, Memo: k.memo.Text(), State: finance.Draft,
	}
	shares := k.shares()
	if !withShares {
		shares = nil
	}
	k.host.Go(func(ctx context.Context) {
		err := k.d.Books.Receive(ctx, m, shares)
		k.host.Post(func() {
			k.saving = false
			if err != nil {
				k.host.Report(err)
				k.redraw()
				return
			}
			k.last = m.ID
			k.amount.SetText("")
			k.memo.SetText("")
			k.host.Toast(k.host.T("finance.received", "number", m.Number, "amount", money.Of(m.Amount, m.Currency)), nil)
			k.read()
		})
	})
}

// suggest finds customers by name, pinyin or digits.
func (k *desk) suggest(query string, answer func([]kit.Option)) {
	k.host.Go(func(ctx context.Context) {
		p, err := listing.Allow(ctx, k.d.Registry, identity.May("customer", identity.See), listing.Query{Entity: "customer", Text: query, Columns: []string{"name", "receivable_minor"}})
		var rows []listing.Row
		if err == nil {
			var ids []int64
			if ids, err = k.d.Source.First(ctx, p, 8); err == nil {
				rows, err = k.d.Source.Block(ctx, p, ids)
			}
		}
		k.host.Post(func() {
			if err != nil {
				k.host.Report(err)
				return
			}
			answer(k.options(rows))
		})
	})
}

func (k *desk) options(rows []listing.Row) []kit.Option {
	var out []kit.Option
	for _, r := range rows {
		if r.ID == 0 || len(r.Cells) < 2 {
			continue
		}
		k.names[r.ID] = r.Cells[0].Text()
		o := kit.Option{Key: "c", ID: r.ID, Text: r.Cells[0].Text()}
		if r.Cells[1] != entity.Null && r.Cells[1].Int() != 0 {
			o.Right = money.Of(money.Minor(r.Cells[1].Int()), kit.Home()).Plain()
		}
		out = append(out, o)
	}
	return out
}

func (k *desk) today() calendar.Date { return k.host.Today() }
