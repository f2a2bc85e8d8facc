package customer

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// statement is what the tab 对账 knows of one customer and period.
type statement struct {
	of     int64
	period string
	st     *finance.Statement
	now    finance.CustomerState // contracts and receipts as of now (FIN-17)
}

var periods = []string{"month", "year", "ever"}

// span is the first day of a period that ends today.
func span(period string, today calendar.Date) calendar.Date {
	switch y, _, _ := today.Parts(); period {
	case "month":
		return today.MonthStart()
	case "year":
		return calendar.Of(y, 1, 1)
	}
	return 0
}

// loadAccount adds up what the customer was charged and paid.
func (a *pane) loadAccount() {
	want := statement{of: a.id, period: a.period}
	today := a.p.host.Today()
	from := span(a.period, today)
	a.account = statement{of: want.of, period: want.period}
	kit.Load(a.sums, func(ctx context.Context) (statement, error) {
		var err error
		if want.st, err = a.p.deps.Statement(ctx, want.of, from, today); err != nil || a.p.deps.States == nil {
			return want, err
		}
		list, err := a.p.deps.States(ctx, want.of)
		if len(list) > 0 {
			want.now = list[0]
		}
		return want, err
	}, func(s statement) { a.account = s })
}

// drawAccount is the reconciliation with the customer: what it owed, was charged, paid
// and owes.
func (a *pane) drawAccount(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	if a.account.of != a.id || a.account.period != a.period {
		a.loadAccount()
	}
	bar := r.CutTop(44).Pad(16, 8, 16, 8)
	var tabs []kit.Tab
	for _, p := range periods {
		tabs = append(tabs, kit.Tab{ID: p, Text: t("cust.period." + p)})
	}
	c.Segment("period", bar.CutLeft(kit.SegmentWidth(tabs)), tabs, a.period, func(id string) { a.period = id })
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
	s := a.account.st
	switch {
	case s != nil:
	case a.sums.Failed() != nil:
		c.Empty(r, kit.Empty{Icon: iconWarn, Title: t("cust.account_denied"), Text: a.p.host.ErrorText(a.sums.Failed())})
		return
	default:
		if a.sums.Slow() {
			c.Placeholders(r)
		}
		return
	}
	a.drawState(c, &r)
	foot := r.CutBottom(34)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	c.KeyValue(foot.Pad(16, 0, 16, 0), t("cust.account_closing", "debit", amount(int64(s.Debit)), "credit", amount(int64(s.Credit))), priced(int64(s.Closing)), kit.Strong)
	if len(s.Lines) == 0 && s.Opening == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Coins, Title: t("cust.no_account"), Text: t("cust.no_account_text")})
		return
	}
	head := r.CutTop(28).Pad(16, 0, 16, 0)
	for i, k := range []string{"date", "what", "charged", "paid", "balance"} {
		st := kit.Caption
		if i > 1 {
			st = st.RightAligned()
		}
		c.Text(accountCells(head)[i], t("cust.account."+k), st)
	}
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
	const h = 30
	c.Scroll("account", r, float32(len(s.Lines)+1)*h, func(body kit.Rect) {
		first := accountCells(body.CutTop(h).Pad(16, 0, 16, 0))
		c.Text(first[1], t("cust.account_opening"), kit.Second)
		c.Text(first[4], amount(int64(s.Opening)), kit.Second.RightAligned())
		for _, m := range s.Lines {
			if row := body.CutTop(h); c.Visible(row) {
				a.movement(c, row, m)
			}
		}
	})
}

// drawState draws contracts, charged, settled and outstanding at once; each figure explains
// itself. FIN-17
func (a *pane) drawState(c *kit.Canvas, r *kit.Rect) {
	x := a.account.now
	if x.CustomerID == 0 {
		return
	}
	h, t := a.p.host, a.p.host.T
	var list []kit.Figure
	for _, f := range []struct {
		key string
		m   money.Minor
	}{{"contracted", x.Contracted}, {"planned", x.Planned}, {"received", x.Received}, {"outstanding", x.Outstanding}} {
		list = append(list, kit.Figure{Label: t("state." + f.key), Value: money.Of(f.m, kit.Home()).Plain(), Tap: func() { figures.ExplainState(h, &x).Show(h) }})
	}
	if len(x.Abroad) > 0 { // no rate is kept with contracts
		list[0].Value += " +" + x.Abroad[0].Currency
	}
	if x.Overdue > 0 {
		list[3].Color = theme.Bad
	}
	row := r.CutTop(54)
	c.KeyFigures(row, list)
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
}

func accountCells(r kit.Rect) []kit.Rect { return r.Columns(8, 52, -1, 84, 84, 92) }

func (a *pane) movement(c *kit.Canvas, row kit.Rect, m finance.Movement) {
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	cells := accountCells(row.Pad(16, 0, 16, 0))
	c.Text(cells[0], tr.In(a.p.host.Lang()).Near(m.On, a.p.host.Today()), kit.Caption)
	what := a.p.host.T("statement." + m.Kind)
	if m.Number != "" {
		what += " " + m.Number
	}
	c.Text(cells[1], what, kit.Body)
	for i, n := range []int64{int64(m.Debit), int64(m.Credit)} {
		if n != 0 {
			c.Text(cells[2+i], amount(n), kit.Body.RightAligned())
		}
	}
	c.Text(cells[4], amount(int64(m.Balance)), kit.Body.RightAligned())
}
