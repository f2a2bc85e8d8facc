package finance

import (
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// Funding is what the window asks about the company's own accounts.
type Funding interface {
	Funds(ctx context.Context, unit string, from, to calendar.Date) ([]finance.FundRow, error)
	Flows(ctx context.Context, from, to calendar.Date) ([]finance.CategoryRow, error)
	Book(ctx context.Context, e *finance.Entry) error
	Transfer(ctx context.Context, t finance.Transfer) error
	Count(ctx context.Context, account int64, on calendar.Date, counted money.Minor, reason string) (money.Minor, error)
	ReverseEntry(ctx context.Context, id int64, reason string) error
}

// report is a page of figures of a period, by what is chosen.
type report struct {
	page   *page
	load   *kit.Loader
	period figures.Period
	by     string
	choice []string
	sheet  *figures.Sheet
	ready  bool
	sums   []kit.Figure
	bars   []kit.Bar
	ask    func(ctx context.Context, from, to calendar.Date) (func(), error)
	title  string

	timeless bool                // of all times: there is no period to turn
	acts     func() []kit.Button // at the right of the bar
	none     string              // what is said when there are no rows: a key, with _text beside it
}

func (p *page) newReport(title string, choice []string, ask func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error)) *report {
	x := &report{page: p, title: title, choice: choice, by: choice[0], load: kit.NewLoader(p.host, p.redraw), sheet: figures.New(p.host, p.d.Figures, p.host.T(title))}
	x.period = figures.Period{Host: p.host, Unit: "month", Units: []string{"month", "quarter", "year"}, Changed: x.read}
	x.ask = ask(x)
	return x
}

func (x *report) read() {
	from, to := x.period.Span()
	kit.Load(x.load, func(ctx context.Context) (func(), error) { return x.ask(ctx, from, to) }, func(lay func()) { lay(); x.ready = true })
}

func (x *report) draw(c *kit.Canvas, r kit.Rect) {
	var in kit.Rect
	if !x.timeless || len(x.choice) > 1 || x.acts != nil { // a bar with something in it
		in = figures.Bar(c, &r)
	}
	if !x.timeless {
		x.period.Draw(c, &in)
		in.CutLeft(8)
	}
	if x.acts != nil {
		c.ButtonsRight(&in, x.acts()...)
	}
	for _, by := range x.choice {
		if len(x.choice) > 1 {
			c.Chip(&in, kit.Chip{ID: "by." + by, Text: x.page.host.T("finance.by." + by), On: x.by == by, Tap: func() { x.by = by; x.read() }})
		}
	}
	if figures.Waiting(c, x.page.host, x.load, r, x.ready, x.read) {
		return
	}
	if x.none != "" && x.sheet.Len() == 0 {
		t := x.page.host.T
		c.Empty(r, kit.Empty{Icon: icons.CircleCheck, Title: t(x.none), Text: t(x.none + "_text")})
		return
	}
	if len(x.sums) > 0 {
		c.KeyFigures(r.CutTop(54), x.sums)
		c.LineH(r.X, r.Y, r.W, theme.Line)
		r.CutTop(1)
	}
	if len(x.bars) > 1 && r.H > 320 {
		chart := r.CutTop(150).Pad(16, 8, 16, 8)
		c.Text(chart.CutTop(20), x.page.host.T("resultspage.chart_unit"), kit.Caption)
		bars := x.bars
		if n := int(chart.W / 64); len(bars) > n {
			bars = bars[:n]
		}
		c.BarChart(chart, kit.BarChart{Bars: bars, Marked: -1})
		c.LineH(r.X, r.Y, r.W, theme.Line)
		r.CutTop(1)
	}
	x.sheet.Draw(c, x.title, r)
}

func (x *report) commands() []kit.Command {
	return slices.Concat([]kit.Command{figures.Refresh(x.page.host, x.read), x.sheet.ExportCommand()}, x.period.Commands(), x.page.fundCommands())
}

// sum is a key figure that is the total of a column: it opens how it is made.
func (x *report) sum(label string, m money.Minor, col string) kit.Figure {
	return kit.Figure{Label: label, Value: money.Of(m, kit.Home()).String(), Tap: func() {
		e := x.sheet.Explain(col)
		e.Title, e.Value = label, money.Of(m, kit.Home()).String()
		e.Show(x.page.host)
	}}
}

// sums are the key figures of money that came and went.
func (x *report) inAndOut(in, out money.Minor) []kit.Figure {
	t := x.page.host.T
	came, went, net := x.sum(t("journal.in_minor"), in, "in"), x.sum(t("journal.out_minor"), out, "out"), x.sum(t("finance.net"), in-out, "net")
	net.Tap = func() {
		figures.Explain{Title: net.Label, Value: net.Value, Text: t("explain.net"), Parts: []figures.ExplainPart{
			{Label: came.Label, Value: plain(in), Open: came.Tap}, {Label: went.Label, Value: plain(-out), Open: went.Tap}, {Label: net.Label, Value: plain(in - out), Sum: true},
		}}.Show(x.page.host)
	}
	return []kit.Figure{came, went, net}
}

// fundReport is opening + in − out = closing of every account. FIN-06
func (p *page) fundReport() *report {
	t := p.host.T
	return p.newReport("finance.funds", []string{"account", "day", "month"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			by := x.by
			rows, err := p.d.Books.Funds(ctx, by, from, min(to, p.host.Today()))
			return func() {
				var lines []figures.Line
				var in, out money.Minor
				all := map[string]*finance.FundRow{}
				for _, r := range rows {
					if r.Currency == kit.Home() {
						in, out = in+r.In, out+r.Out
					}
					when := entity.Str(r.From.String())
					if by == "month" {
						when = entity.Str(r.From.String()[:7])
					}
					lines = append(lines, figures.Line{
						Values: []entity.Value{entity.Str(r.Account), when, entity.Num(int64(r.Opening)), entity.Num(int64(r.In)), entity.Num(int64(r.Out)), entity.Num(int64(r.Closing)), entity.Str(r.Currency)},
						Open:   func() { p.openEntries(r.AccountID, "", r.From, r.To) },
					})
					if by == "account" {
						s := all[r.Currency]
						if s == nil {
							s = &finance.FundRow{Currency: r.Currency}
							all[r.Currency] = s
						}
						s.Opening, s.In, s.Out, s.Closing = s.Opening+r.Opening, s.In+r.In, s.Out+r.Out, s.Closing+r.Closing
					}
				}
				if s := all[kit.Home()]; s != nil {
					lines = append(lines, figures.Line{Bold: true, Values: []entity.Value{entity.Str(t("leadpage.total")), entity.Str(""), entity.Num(int64(s.Opening)), entity.Num(int64(s.In)), entity.Num(int64(s.Out)), entity.Num(int64(s.Closing)), entity.Str(s.Currency)}})
				}
				x.sums = x.inAndOut(in, out)
				x.sheet.Set([]figures.Column{
					{ID: "account" + by, Title: records.Upper(t("account.one")), Width: 180},
					{ID: "when", Title: t("journal.on_date"), Form: exporting.Text, Width: 100},
					{ID: "opening", Title: t("finance.opening"), Form: exporting.Amount, Width: 120},
					{ID: "in", Title: t("journal.in_minor"), Form: exporting.Amount, Width: 120},
					{ID: "out", Title: t("journal.out_minor"), Form: exporting.Amount, Width: 120},
					{ID: "closing", Title: t("finance.closing"), Form: exporting.Amount, Width: 120},
					{ID: "currency", Title: t("account.currency"), Form: exporting.Text, Width: 60},
				}, lines)
			}, err
		}
	})
}

// flowReport is income and expenditure by category. FIN-15
func (p *page) flowReport() *report {
	t := p.host.T
	return p.newReport("finance.flows", []string{"category", "month"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			by := x.by
			rows, err := p.d.Books.Flows(ctx, from, to)
			return func() {
				tongue := tr.In(p.host.Lang())
				var in, out money.Minor
				var n int
				var lines []figures.Line
				at := map[string]int{}
				var sums []finance.CategoryRow
				for _, r := range rows {
					key := r.Category
					if by == "month" {
						key = r.Month.String()[:7] + r.Category
					}
					i, ok := at[key]
					if !ok {
						i = len(sums)
						at[key] = i
						sums = append(sums, finance.CategoryRow{Month: r.Month, Category: r.Category})
					}
					sums[i].In, sums[i].Out, sums[i].N = sums[i].In+r.In, sums[i].Out+r.Out, sums[i].N+r.N
					in, out, n = in+r.In, out+r.Out, n+r.N
				}
				for _, r := range sums {
					first, last, when := from, to, ""
					if by == "month" {
						first, last, when = max(from, r.Month), min(to, r.Month.MonthEnd()), r.Month.String()[:7]
					}
					lines = append(lines, figures.Line{
						Values: []entity.Value{entity.Str(tongue.Or("journal.category."+r.Category, r.Category)), entity.Str(when), entity.Num(int64(r.In)), entity.Num(int64(r.Out)), entity.Num(int64(r.In - r.Out)), entity.Num(int64(r.N))},
						Open:   func() { p.openEntries(0, r.Category, first, last) },
					})
				}
				if len(lines) > 0 {
					lines = append(lines, figures.Line{Bold: true, Values: []entity.Value{entity.Str(t("leadpage.total")), entity.Str(""), entity.Num(int64(in)), entity.Num(int64(out)), entity.Num(int64(in - out)), entity.Num(int64(n))}})
				}
				x.sums = x.inAndOut(in, out)
				x.sheet.Set([]figures.Column{
					{ID: "category" + by, Title: t("journal.category"), Width: 180},
					{ID: "when", Title: t("finance.month"), Form: exporting.Text, Width: 90},
					{ID: "in", Title: t("journal.in_minor"), Form: exporting.Amount, Width: 130},
					{ID: "out", Title: t("journal.out_minor"), Form: exporting.Amount, Width: 130},
					{ID: "net", Title: t("finance.net"), Form: exporting.Amount, Width: 130},
					{ID: "n", Title: t("finance.entries"), Form: exporting.Whole, Width: 80},
				}, lines)
			}, err
		}
	})
}

// openEntries shows the lines of the journal that make a figure.
func (p *page) openEntries(account int64, category string, from, to calendar.Date) {
	f := []listing.Node{listing.Is("on_date", listing.Between, from.String(), to.String())}
	if account != 0 {
		f = append(f, listing.Is("account_id", listing.Eq, num(account)))
	}
	if category != "" {
		f = append(f, listing.Is("category", listing.Eq, category))
	}
	p.ShowFiltered(finance.Journal, listing.All(f...))
}

// fundTabs are the tabs of the company's own money.
func (p *page) fundTabs() []records.Tab {
	group := p.host.T("finance.part.books")
	funds, flows, ahead := p.fundReport(), p.flowReport(), newForesee(p)
	return []records.Tab{
		{Kind: finance.Journal, Group: group, Fixed: true, Query: newest("on_date"), Columns: column("voucher", "on_date", "account_id", "summary", "party", "category", "in_minor", "out_minor"), Actions: p.entryActions, More: p.fundCommands},
		{Kind: finance.Journal, Title: p.host.T("finance.funds"), Group: group, Draw: funds.draw, Commands: funds.commands, Shown: funds.read},
		{Kind: finance.Journal, Title: p.host.T("finance.flows"), Group: group, Draw: flows.draw, Commands: flows.commands, Shown: flows.read},
		{Kind: finance.Journal, Title: p.host.T("cash.title"), Group: group, Draw: ahead.draw, Commands: ahead.commands, Shown: ahead.read},
		{Kind: finance.Accounts, Group: group, Columns: column("name", "kind", "bank", "code", "opening_minor", "closed")},
	}
}
