package finance

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Closing is what the window asks about months and what the accountant gets.
type Closing interface {
	Months(ctx context.Context) ([]finance.MonthState, error)
	LockPeriod(ctx context.Context, month calendar.Date, reason string) error
	UnlockPeriod(ctx context.Context, month calendar.Date, reason string) error
	Gaps(ctx context.Context) ([]finance.GapRow, error)
	Vouchers(ctx context.Context, from, to calendar.Date) ([]finance.VoucherLine, error)
	Chart(ctx context.Context) ([]finance.ChartRow, error)
	SetChart(ctx context.Context, key string, to *finance.ChartAccount, named func(code string) string) error
}

// months is the page on which months are locked and unlocked.
type months struct {
	page  *page
	load  *kit.Loader
	sheet *figures.Sheet
	list  []finance.MonthState
	ready bool
}

func newMonths(p *page) *months {
	x := &months{page: p, load: kit.NewLoader(p.host, p.redraw), sheet: figures.New(p.host, p.d.Figures, p.host.T("closing.periods"))}
	x.sheet.Table.OnKey = func(k kit.Key) bool {
		if k == "L" {
			x.turn()
		}
		return k == "L"
	}
	return x
}

func (x *months) read() {
	kit.Load(x.load, x.page.d.Books.Months, func(list []finance.MonthState) {
		x.list, x.ready = list, true
		t := x.page.host.T
		var lines []figures.Line
		for _, m := range list {
			state, changed := t("period.is_open"), ""
			if m.Locked {
				state = t("period.is_locked")
			}
			if !m.Changed.IsZero() {
				changed = m.Changed.String()
			}
			lines = append(lines, figures.Line{
				Values: []entity.Value{entity.Str(m.Month.String()[:7]), entity.Str(state), entity.Num(int64(m.Entries)), entity.Str(m.By), entity.Str(changed), entity.Str(m.Reason)},
				Open:   func() { x.page.openEntries(0, "", m.Month, m.Month.MonthEnd()) },
				Look: func(col string, c kit.Cell) kit.Cell {
					if col == "state" && m.Locked {
						c.Lock = true
					}
					return c
				},
			})
		}
		x.sheet.Set([]figures.Column{
			{ID: "month", Title: t("period.month"), Form: exporting.Text, Width: 100},
			{ID: "state", Title: t("period.state"), Form: exporting.Text, Width: 110},
			{ID: "n", Title: t("finance.entries"), Form: exporting.Whole, Width: 80},
			{ID: "by", Title: t("period.by_id"), Form: exporting.Text, Width: 110},
			{ID: "on", Title: t("period.changed_on"), Form: exporting.Text, Width: 110},
			{ID: "why", Title: t("period.reason"), Form: exporting.Text, Width: 240, Flex: true},
		}, lines)
	})
}

func (x *months) draw(c *kit.Canvas, r kit.Rect) {
	t := x.page.host.T
	bar := figures.Bar(c, &r)
	c.ButtonsRight(&bar, kit.Button{ID: "turn", Text: t("period.turn"), Icon: icons.Lock, Key: "L", Disabled: x.why(), Tap: x.turn})
	c.Text(bar, t("period.hint"), kit.Caption)
	if figures.Waiting(c, x.page.host, x.load, r, x.ready, x.read) {
		return
	}
	x.sheet.Draw(c, "months", r)
}

func (x *months) why() string {
	if x.page.host.Actor().Has(identity.RightPeriod) {
		return ""
	}
	return x.page.host.T("error.access.right", "right", x.page.host.T("right."+identity.RightPeriod))
}

// turn locks the chosen month, or unlocks it, with a reason.
func (x *months) turn() {
	i := x.sheet.Table.Current()
	if i < 0 && len(x.list) > 0 {
		i = 0
	}
	if i < 0 || i >= len(x.list) || x.why() != "" {
		return
	}
	m, books := x.list[i], x.page.d.Books
	title, do := "period.lock", books.LockPeriod
	if m.Locked {
		title, do = "period.unlock", books.UnlockPeriod
	}
	askReason(x.page.host, x.page.host.T(title, "month", m.Month.String()[:7]), func(reason string) {
		x.page.host.Go(func(ctx context.Context) {
			err := do(ctx, m.Month, reason)
			x.page.host.Post(func() {
				x.page.host.Report(err)
				x.read()
			})
		})
	})
}

func (x *months) commands() []kit.Command {
	t := x.page.host.T
	return []kit.Command{
		{ID: "period.turn", Title: t("period.turn"), Keys: []kit.Key{"L"}, Scope: kit.ScopeList, Icon: icons.Lock, Status: t("period.turn"), Run: x.turn, Enabled: x.why},
		figures.Refresh(x.page.host, x.read), x.sheet.ExportCommand(),
	}
}

// gapReport is the check of numbers.
func (p *page) gapReport() *report {
	x := p.newReport("gaps.title", []string{"all"}, func(x *report) func(ctx context.Context, _, _ calendar.Date) (func(), error) {
		return func(ctx context.Context, _, _ calendar.Date) (func(), error) {
			rows, err := p.d.Books.Gaps(ctx)
			return func() { x.layGaps(rows) }, err
		}
	})
	x.timeless = true
	return x
}

func (x *report) layGaps(rows []finance.GapRow) {
	p, t := x.page, x.page.host.T
	var lines []figures.Line
	missing := 0
	for _, g := range rows {
		missing += g.Lacking
		lines = append(lines, figures.Line{
			Values: []entity.Value{entity.Str(records.Upper(t(g.Entity + ".many"))), entity.Str(g.First), entity.Str(g.Last), entity.Num(int64(g.Count)), entity.Num(int64(g.Lacking)), entity.Str(strings.Join(g.Missing, " "))},
			Open:   func() { p.ShowFiltered(g.Entity, listing.Is(g.Field, listing.Between, g.First, g.Last)) },
		})
	}
	x.sums = []kit.Figure{{Label: t("gaps.lacking"), Value: strconv.Itoa(missing), Tap: func() { x.sheet.Explain("lacking").Show(p.host) }}}
	x.sheet.Set([]figures.Column{
		{ID: "kind", Title: t("gaps.kind"), Width: 150},
		{ID: "first", Title: t("gaps.first"), Form: exporting.Text, Width: 130},
		{ID: "last", Title: t("gaps.last"), Form: exporting.Text, Width: 130},
		{ID: "n", Title: t("gaps.count"), Form: exporting.Whole, Width: 70},
		{ID: "lacking", Title: t("gaps.lacking"), Form: exporting.Whole, Width: 70},
		{ID: "missing", Title: t("gaps.missing"), Form: exporting.Text, Width: 240, Flex: true},
	}, lines)
}

// voucherReport is the accounting entries of a period.
func (p *page) voucherReport() *report {
	return p.newReport("voucher.title", []string{"all"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			rows, err := p.d.Books.Vouchers(ctx, from, to)
			return func() { x.layVouchers(rows) }, err
		}
	})
}

func (x *report) layVouchers(rows []finance.VoucherLine) {
	p, t := x.page, x.page.host.T
	var lines []figures.Line
	var debit, credit money.Minor
	for _, v := range rows {
		debit, credit = debit+v.Debit, credit+v.Credit
		account := v.Account
		if !v.Named {
			account = t("voucher.account." + v.Account)
		}
		lines = append(lines, figures.Line{
			Values: []entity.Value{entity.Str(v.On.String()), entity.Str(v.Voucher), entity.Str(v.Summary), entity.Str(v.Code), entity.Str(account), entity.Str(v.Party), entity.Num(int64(v.Debit)), entity.Num(int64(v.Credit))},
			Open:   func() { p.host.Open(v.Source, v.SourceID, nil) },
		})
	}
	x.sums = []kit.Figure{x.sum(t("voucher.debit"), debit, "debit"), x.sum(t("voucher.credit"), credit, "credit")}
	x.sheet.Set([]figures.Column{
		{ID: "on", Title: t("journal.on_date"), Form: exporting.Text, Width: 92},
		{ID: "voucher", Title: t("journal.voucher"), Form: exporting.Text, Width: 110},
		{ID: "summary", Title: t("journal.summary"), Form: exporting.Text, Width: 150, Flex: true},
		{ID: "code", Title: t("voucher.code"), Form: exporting.Text, Width: 84},
		{ID: "account", Title: t("voucher.name"), Form: exporting.Text, Width: 150},
		{ID: "party", Title: t("journal.party"), Form: exporting.Text, Width: 140},
		{ID: "debit", Title: t("voucher.debit"), Form: exporting.Amount, Width: 110},
		{ID: "credit", Title: t("voucher.credit"), Form: exporting.Amount, Width: 110},
	}, lines)
}

// closingTabs are months, accounting entries and the check of numbers.
func (p *page) closingTabs() []records.Tab {
	group := p.host.T("finance.part.closing")
	m, v, g, a := newMonths(p), p.voucherReport(), p.gapReport(), newChart(p)
	return []records.Tab{
		{Kind: finance.Periods, Title: p.host.T("closing.periods"), Group: group, Draw: m.draw, Commands: m.commands, Shown: m.read},
		{Kind: finance.Periods, Title: p.host.T("voucher.title"), Group: group, Draw: v.draw, Commands: v.commands, Shown: v.read},
		{Kind: finance.Periods, Title: p.host.T("chart.title"), Group: group, Draw: a.draw, Commands: a.commands, Shown: a.read},
		{Kind: finance.Periods, Title: p.host.T("gaps.title"), Group: group, Draw: g.draw, Commands: g.commands, Shown: g.read},
	}
}
