package finance

import (
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/purchase"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Banking is what the window asks about statements. FIN-05
type Banking interface {
	BankDesk(ctx context.Context, account int64) (*finance.BankDesk, error)
	BankSums(ctx context.Context, from, to calendar.Date) ([]finance.BankSum, error)
	ImportStatement(ctx context.Context, account int64, f finance.StatementFile) (*finance.BankStatement, error)
	ConfirmLine(ctx context.Context, id int64, m finance.Match) (*finance.BankLine, error)
	ConfirmSure(ctx context.Context, account int64) (*finance.ConfirmedLines, error)
	SkipLine(ctx context.Context, id int64, reason string) error
	Unmatch(ctx context.Context, id int64, reason string) error
	MatchWith(ctx context.Context, id, customer int64) (*finance.Match, error)
}

// bank is the page on which statements are matched (picture 20).
type bank struct {
	page               *page
	load               *kit.Loader
	ready              bool
	account            int64 // 0: all
	desk               *finance.BankDesk
	sums               []finance.BankSum
	payers             []payer
	names              map[int64]string // of accounts
	parties, suppliers map[int64]string // behind the parts of split lines
	items              []bankItem
	folded             map[string]bool
	table              kit.Table
	split              kit.Split
	line               *finance.BankRow // that the pane shows
	pick               int              // the proposal chosen
	saving             bool
	sure               finance.ConfirmedLines // what the batch would confirm
	balance            bool
}

// bankItem is a heading or a line.
type bankItem struct {
	group string
	row   *finance.BankRow
}

// payer is a learnt name in the pane.
type payer struct {
	name, means, last string
	hits              int64
}

func newBank(p *page) *bank {
	t := p.host.T
	x := &bank{page: p, names: map[int64]string{}, folded: map[string]bool{}, balance: p.host.Actor().Has(identity.RightBalance)}
	x.load = kit.NewLoader(p.host, p.redraw)
	x.split = kit.Split{Size: 430, Min: 380, Max: 560, Rest: 480}
	x.table = kit.Table{Name: t("bank.title"), Source: bankRows{x}, Narrow: true, Columns: []kit.Column{
		{ID: "on", Title: t("bank_line.date_on"), Width: 76},
		{ID: "from", Title: t("bank.source"), Width: 104},
		{ID: "party", Title: t("bank_line.party"), Width: 150, Flex: true},
		{ID: "memo", Title: t("bank_line.memo"), Width: 100},
		{ID: "amount", Title: t("bank.amount"), Width: 100, Align: kit.Right},
		{ID: "sure", Title: t("bank.sure"), Width: 52},
		{ID: "what", Title: t("bank.proposal"), Width: 170, Flex: true},
	}}
	x.table.OnCur = func(int) { x.look() }
	x.table.OnOpen = func(int) { x.confirm(x.pick) }
	x.table.OnKey = x.key
	x.table.Blank = func(c *kit.Canvas, r kit.Rect) {
		c.Empty(r, kit.Empty{Icon: icons.ListChecks, Title: t("bank.none"), Text: t("bank.none_text"), First: kit.Button{ID: "first", Text: t("bank.import"), Kind: kit.Primary, Disabled: x.mayImport(), Tap: x.choose}})
	}
	return x
}

// key takes the digits that choose a proposal and confirm it.
func (x *bank) key(k kit.Key) bool {
	n, err := strconv.Atoi(string(k))
	if err != nil || x.line == nil || n < 1 || n > len(x.line.Matches) {
		return false
	}
	x.confirm(n - 1)
	return true
}

type bankSeen struct {
	desk   *finance.BankDesk
	sums   []finance.BankSum
	payers []payer
	names  map[int64]string

	parties, suppliers map[int64]string
}

// read loads lines, totals and learnt names anew; the line that is looked at stays.
func (x *bank) read() {
	account, today := x.account, x.page.host.Today()
	d := x.page.d
	kit.Load(x.load, func(ctx context.Context) (s bankSeen, err error) {
		if s.desk, err = d.Books.BankDesk(ctx, account); err != nil {
			return s, err
		}
		month := today
		if n := len(s.desk.Open) + len(s.desk.Done); n > 0 { // the month of the newest line
			for _, l := range append(append([]finance.BankRow{}, s.desk.Open...), s.desk.Done...) {
				if month == today || l.Line.On > month {
					month = l.Line.On
				}
			}
		}
		if x.balance {
			if s.sums, err = d.Books.BankSums(ctx, month.MonthStart(), month.MonthEnd()); err != nil {
				return s, err
			}
		}
		if s.names, err = x.accounts(ctx); err != nil {
			return s, err
		}
		if s.parties, s.suppliers, err = x.partNames(ctx, s.desk); err != nil {
			return s, err
		}
		s.payers, err = x.learnt(ctx)
		return s, err
	}, func(s bankSeen) {
		x.parties, x.suppliers = s.parties, s.suppliers
		x.desk, x.sums, x.payers, x.names, x.ready = s.desk, s.sums, s.payers, s.names, true
		x.arrange()
	})
}

// again reads anew when somebody else changed what is shown.
func (x *bank) again() {
	if x.ready && !x.saving {
		x.read()
	}
}

// accounts reads the names of the accounts.
func (x *bank) accounts(ctx context.Context) (map[int64]string, error) {
	out := map[int64]string{}
	err := x.rows(ctx, listing.Query{Entity: finance.Accounts, Columns: []string{"name"}, Sort: []listing.Sort{{Key: "id"}}}, func(r listing.Row) { out[r.ID] = r.Cells[0].Text() })
	return out, err
}

// partNames names the customers and suppliers behind the parts of split lines.
func (x *bank) partNames(ctx context.Context, d *finance.BankDesk) (customers, suppliers map[int64]string, err error) {
	var of, to []int64
	for _, r := range d.Done {
		for _, p := range r.Line.Parts {
			if p.CustomerID != 0 {
				of = append(of, p.CustomerID)
			}
			if p.SupplierID != 0 {
				to = append(to, p.SupplierID)
			}
		}
	}
	if len(of) > 0 {
		if customers, err = x.page.d.Names(ctx, "customer", of); err != nil {
			return nil, nil, err
		}
	}
	if len(to) > 0 {
		suppliers, err = x.page.d.Names(ctx, purchase.Suppliers, to)
	}
	return customers, suppliers, err
}

func (x *bank) rows(ctx context.Context, q listing.Query, fn func(listing.Row)) error {
	p, err := listing.Allow(ctx, x.page.d.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return err
	}
	ids, err := x.page.d.Source.First(ctx, p, 50)
	if err != nil {
		return err
	}
	rows, err := x.page.d.Source.Block(ctx, p, ids)
	for _, r := range rows {
		if r.ID != 0 {
			fn(r)
		}
	}
	return err
}

// learnt are the names confirmed last.
func (x *bank) learnt(ctx context.Context) ([]payer, error) {
	var out []payer
	err := x.rows(ctx, listing.Query{
		Entity: finance.PayerNames, Columns: []string{"name", "customer_id.name", "supplier_id.name", "category", "hits", "last_on"}, Sort: []listing.Sort{{Key: "last_on", Desc: true}, {Key: "id", Desc: true}},
	}, func(r listing.Row) {
		p := payer{name: r.Cells[0].Text(), hits: r.Cells[4].Int(), last: r.Cells[5].Text()}
		for i := 1; i < 3 && p.means == ""; i++ {
			p.means = r.Cells[i].Text()
		}
		if c := r.Cells[3].Text(); c != "" {
			p.means = x.page.host.T("journal.category." + c)
		}
		if len(out) < 6 {
			out = append(out, p)
		}
	})
	return out, err
}

// arrange lays the lines below their headings and keeps the one that is looked at.
func (x *bank) arrange() {
	key := x.table.CurrentKeyOr(0)
	at := x.table.Current()
	var likely, others, done []*finance.BankRow
	x.sure = finance.ConfirmedLines{}
	for i := range x.desk.Open {
		r := &x.desk.Open[i]
		if r.Likely() {
			likely = append(likely, r)
		} else {
			others = append(others, r)
		}
		if len(r.Matches) > 0 && r.Matches[0].Level() == 3 {
			x.sure.Done++
			x.sure.In, x.sure.Out = x.sure.In+r.Line.In, x.sure.Out+r.Line.Out
		}
	}
	for i := range x.desk.Done {
		done = append(done, &x.desk.Done[i])
	}
	x.items = nil
	for _, g := range []struct {
		key  string
		rows []*finance.BankRow
	}{{"likely", likely}, {"open", others}, {"done", done}} {
		if len(g.rows) == 0 {
			continue
		}
		x.items = append(x.items, bankItem{group: g.key})
		for _, r := range g.rows {
			if !x.folded[g.key] {
				x.items = append(x.items, bankItem{group: g.key, row: r})
			}
		}
	}
	x.table.SetSource(bankRows{x}, false)
	if key == 0 || (bankRows{x}).Index(key) < 0 {
		next := -1 // what came after the confirmed line is next
		for i := max(at, 0); i < len(x.items) && next < 0; i++ {
			if x.items[i].row != nil {
				next = i
			}
		}
		for i := len(x.items) - 1; i >= 0 && next < 0; i-- {
			if x.items[i].row != nil {
				next = i
			}
		}
		if next >= 0 {
			x.table.Select(next)
		}
	}
	x.look()
	x.count()
}

func (x *bank) count() {
	x.page.host.Status(x.page.host.T("bank.status", "n", len(x.desk.Open)))
}

// look shows the line that is current.
func (x *bank) look() {
	i := x.table.Current()
	if i < 0 || i >= len(x.items) || x.items[i].row == nil {
		x.line = nil
		return
	}
	if x.line == nil || x.line.Line.ID != x.items[i].row.Line.ID || len(x.line.Matches) != len(x.items[i].row.Matches) {
		x.pick = 0
	}
	x.line = x.items[i].row
}
