package finance

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Counting is what the window asks for its statistics.
type Counting interface {
	Statistics(ctx context.Context, from, to calendar.Date) ([]finance.StatRow, error)
	Revenues(ctx context.Context, from, to calendar.Date) ([]finance.Revenue, []finance.RevenueMonth, error)
	CustomerStates(ctx context.Context, customer int64) ([]finance.CustomerState, error)
	LiveNow(ctx context.Context) ([]finance.Live, error)
	Profits(ctx context.Context, from, to calendar.Date) ([]finance.Profit, error)
	ProfitLimitsNow(ctx context.Context) (finance.ProfitLimits, error)
	SetProfitLimits(ctx context.Context, l finance.ProfitLimits) error
}

// statReport is contracts, receipts, payments and what is open, by month, person or customer. FIN-09
func (p *page) statReport() *report {
	return p.newReport("stat.title", []string{"month", "person", "customer"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		x.period.Unit, x.none = "year", "stat.none"
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			rows, err := p.d.Books.Statistics(ctx, from, to)
			by := x.by
			return func() { x.layStats(rows, by, from, to) }, err
		}
	})
}

// stat is one line of the statistics with the rows behind it.
type stat struct {
	finance.StatRow
	label    string
	from, to calendar.Date
	only     listing.Node
	closing  bool // what was open at the end, over all months
}

// money is how the figures of a row read.
func (s *stat) money(m money.Minor) string {
	return money.Of(m, cmp.Or(s.Currency, kit.Home())).String()
}

// abroad sums what is in other currencies, one line each.
func (x *report) abroad(rows []finance.StatRow, from, to calendar.Date) []*stat {
	var out []*stat
	for _, r := range rows {
		if r.Currency == "" {
			continue
		}
		i := slices.IndexFunc(out, func(s *stat) bool { return s.Currency == r.Currency })
		if i < 0 {
			i = len(out)
			out = append(out, &stat{StatRow: finance.StatRow{Currency: r.Currency}, from: from, to: to, label: x.page.host.T("stat.abroad", "currency", r.Currency), only: listing.Is("currency", listing.Eq, r.Currency)})
		}
		out[i].Signed, out[i].Paid = out[i].Signed+r.Signed, out[i].Paid+r.Paid
	}
	slices.SortFunc(out, func(a, b *stat) int { return cmp.Compare(a.Currency, b.Currency) })
	return out
}

func (x *report) layStats(rows []finance.StatRow, by string, from, to calendar.Date) {
	t := x.page.host.T
	at := map[string]int{}
	var list []stat
	all := stat{label: t("leadpage.total"), from: from, to: to}
	for _, r := range rows {
		if r.Currency != "" {
			continue
		}
		s := stat{from: from, to: to}
		switch by {
		case "month":
			if s.label, s.closing = t("stat.at_end"), r.Month.IsZero(); !s.closing {
				s.label, s.from, s.to = r.Month.String()[:7], max(from, r.Month), min(to, r.Month.MonthEnd())
			}
		case "person":
			s.label, s.only = cmp.Or(r.Person, t("stat.nobody")), listing.Is("owner_id", listing.Eq, num(r.PersonID))
		default:
			s.label, s.only = cmp.Or(r.Customer, t("stat.no_customer")), listing.Is("customer_id", listing.Eq, num(r.CustomerID))
		}
		i, ok := at[s.label]
		if !ok {
			i = len(list)
			at[s.label] = i
			list = append(list, s)
		}
		for _, into := range []*stat{&list[i], &all} {
			into.Signed, into.Received, into.Paid, into.Open = into.Signed+r.Signed, into.Received+r.Received, into.Paid+r.Paid, into.Open+r.Open
		}
	}
	if by == "month" {
		slices.SortStableFunc(list, func(a, b stat) int { return cmp.Compare(a.label, b.label) })
		slices.SortStableFunc(list, func(a, b stat) int { return boolInt(a.closing) - boolInt(b.closing) })
	} else {
		slices.SortStableFunc(list, func(a, b stat) int {
			return cmp.Or(cmp.Compare(b.Received, a.Received), cmp.Compare(b.Open, a.Open), cmp.Compare(a.label, b.label))
		})
	}
	var lines []figures.Line
	x.bars = nil
	values := func(s *stat) []entity.Value {
		v := []entity.Value{entity.Str(s.label), entity.Num(int64(s.Signed)), entity.Num(int64(s.Received)), entity.Num(int64(s.Paid)), entity.Num(int64(s.Open))}
		if s.Currency != "" {
			v[2], v[4] = entity.Null, entity.Null
		}
		return v
	}
	for i := range list {
		s := &list[i]
		if !s.closing {
			x.bars = append(x.bars, kit.Bar{Label: short(s.label, by), Value: float64(s.Received), Text: figures.Short(s.Received)})
		}
		lines = append(lines, figures.Line{Values: values(s), Open: func() { x.explainStat(s) }})
	}
	if len(lines) > 0 {
		lines = append(lines, figures.Line{Bold: true, Values: values(&all), Open: func() { x.explainStat(&all) }})
	}
	for _, s := range x.abroad(rows, from, to) {
		lines = append(lines, figures.Line{Values: values(s), Open: func() { x.explainStat(s) }, Apart: true})
	}
	x.sums = nil
	for _, f := range x.statParts(&all) {
		if f.Open != nil || f.Value != plain(0) {
			x.sums = append(x.sums, kit.Figure{Label: f.Label, Value: money.Of(f.amount, kit.Home()).String(), Tap: func() { x.explainColumn(f, by) }})
		}
	}
	cols := []figures.Column{{ID: by, Title: t("finance.by." + by), Person: by == "person", Width: 200}}
	for _, f := range x.statParts(&all) {
		cols = append(cols, figures.Column{ID: f.col, Title: f.Label, Form: exporting.Amount, Width: 130})
	}
	x.sheet.Set(cols, lines)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// short is a label of a bar.
func short(label, by string) string {
	if r := []rune(label); by == "customer" && len(r) > 5 {
		return string(r[:5])
	}
	return label
}

// statPart is one figure of the statistics: its column, and the rows behind it.
type statPart struct {
	figures.ExplainPart
	col    string
	amount money.Minor
}

func (x *report) statParts(s *stat) []statPart {
	h, t := x.page.host, x.page.host.T
	may := func(kind string, run func()) func() {
		if !h.Actor().Can(identity.May(kind, identity.See)) {
			return nil
		}
		return run
	}
	rows := func(kind string, f listing.Node) func() {
		return may(kind, func() { records.OpenRows(h, kind, listing.All(s.only, f)) })
	}
	open := listing.All(listing.Is("void", listing.Eq, "0"), listing.Is("doc_on", listing.Le, min(s.to, h.Today()).String()))
	if s.to >= h.Today() {
		open = listing.Is("open_home_minor", listing.Ne, "0")
	}
	part := func(col string, m money.Minor, run func()) statPart {
		return statPart{figures.ExplainPart{Label: t("stat." + col), Value: plain(m), Open: run}, col, m}
	}
	own := listing.Is("currency", listing.Eq, kit.Home()) // what is abroad has rows of its own
	if s.Currency != "" {
		own = listing.Node{}
	}
	return []statPart{
		part("signed", s.Signed, rows(sales.Contracts, listing.All(own, finance.Signed(s.from, s.to)))), part("received", s.Received, rows(finance.MoneyInName, finance.Came(s.from, s.to))),
		part("paid", s.Paid, rows(finance.Payments, listing.All(own, finance.Went(s.from, s.to)))), part("open", s.Open, rows(finance.Receivables, open)),
	}
}

// explainStat shows the four figures of a row, each with the rows behind it.
func (x *report) explainStat(s *stat) {
	e := figures.Explain{Title: s.label, Value: s.from.String() + " – " + s.to.String(), Text: x.page.host.T("stat.how")}
	if s.Currency != "" {
		e.Text = x.page.host.T("stat.how_abroad", "currency", s.Currency)
	}
	for _, f := range x.statParts(s) {
		if f.amount != 0 {
			f.Value = s.money(f.amount)
			e.Parts = append(e.Parts, f.ExplainPart)
		}
	}
	e.Show(x.page.host)
}

// explainColumn shows how a sum is made of the rows of the table, and opens all behind it.
func (x *report) explainColumn(f statPart, _ string) {
	e := x.sheet.Explain(f.col)
	e.Title, e.Value, e.Open = f.Label, money.Of(f.amount, kit.Home()).String(), f.Open
	e.Text = x.page.host.T("stat.how_" + f.col)
	e.Show(x.page.host)
}

// statTabs are the statistics of finance.
func (p *page) statTabs() []records.Tab {
	group := p.host.T("finance.part.stat")
	l, s, r, c := newLive(p), p.statReport(), p.revenueReport(), p.stateReport()
	tabs := []records.Tab{
		{Kind: finance.Receivables, Title: p.host.T("live.title"), Group: group, Draw: l.draw, Commands: l.commands, Shown: l.read},
		{Kind: finance.Receivables, Title: p.host.T("stat.title"), Group: group, Draw: s.draw, Commands: s.commands, Shown: s.read},
		{Kind: finance.Receivables, Title: p.host.T("revenue.title"), Group: group, Draw: r.draw, Commands: r.commands, Shown: r.read},
		{Kind: finance.Receivables, Title: p.host.T("state.title"), Group: group, Draw: c.draw, Commands: c.commands, Shown: c.read},
	}
	if p.host.Actor().Has(identity.RightCost) {
		w := p.profitReport()
		tabs = append(tabs, records.Tab{Kind: sales.Orders, Title: p.host.T("profit.title"), Group: group, Draw: w.draw, Commands: w.commands, Shown: w.read})
	}
	return tabs
}
