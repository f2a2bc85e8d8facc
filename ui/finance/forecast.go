package finance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Foreseeing is what the window asks about the money of the next weeks.
type Foreseeing interface {
	CashForecast(ctx context.Context) (*finance.CashForecast, error)
	SetWarning(ctx context.Context, m money.Minor) error
}

// foresee is the page of the cash forecast (picture 21).
type foresee struct {
	page  *page
	load  *kit.Loader
	data  *finance.CashForecast
	with  *finance.CashForecast // with the what-ifs that are ticked; nil without
	ifs   []finance.WhatIf
	week  int
	table kit.Table
	sheet *figures.Sheet // for the export
}

func newForesee(p *page) *foresee {
	t := p.host.T
	x := &foresee{page: p, load: kit.NewLoader(p.host, p.redraw), sheet: figures.New(p.host, p.d.Figures, t("cash.title"))}
	x.table = kit.Table{Name: t("cash.rows"), Source: cashRows{x}, Narrow: true, Bare: true, Columns: []kit.Column{
		{ID: "kind", Title: t("cash.kind"), Width: 66},
		{ID: "number", Title: t("cash.from"), Width: 110, Give: 12},
		{ID: "party", Title: t("cash.party"), Width: 76, Min: 70, Flex: true},
		{ID: "on", Title: t("journal.on_date"), Width: 52},
		{ID: "amount", Title: t("bank.amount"), Width: 92, Align: kit.Right},
	}}
	x.table.OnOpen = func(int) { x.open() }
	x.table.OnKey = func(k kit.Key) bool {
		if k == "D" {
			x.delay()
			return true
		}
		return false
	}
	return x
}

func (x *foresee) read() {
	kit.Load(x.load, x.page.d.Books.CashForecast, func(f *finance.CashForecast) {
		mine := x.ifs
		x.data, x.ifs = f, f.Suggest()
		for _, w := range mine { // what somebody added or ticked stays
			found := false
			for i := range x.ifs {
				if x.ifs[i].Kind == w.Kind && x.ifs[i].Row.ID == w.Row.ID && x.ifs[i].Row.Number == w.Row.Number {
					x.ifs[i].Active, x.ifs[i].On, x.ifs[i].Days, found = w.Active, w.On, w.Days, true
				}
			}
			if !found && w.Active {
				x.ifs = append(x.ifs, w)
			}
		}
		x.week = min(x.week, len(f.Weeks)-1)
		x.apply()
	})
}

// apply works the what-ifs into the second line.
func (x *foresee) apply() {
	var on []finance.WhatIf
	for i := range x.ifs {
		x.ifs[i].Lowest = x.data.With(x.ifs[i]).Lowest
		if x.ifs[i].Active {
			on = append(on, x.ifs[i])
		}
	}
	if x.with = nil; len(on) > 0 {
		x.with = x.data.With(on...)
	}
	x.table.SetSource(cashRows{x}, true)
	x.export()
}

// shown is the forecast whose week the pane lists.
func (x *foresee) shown() *finance.CashForecast {
	if x.with != nil {
		return x.with
	}
	return x.data
}

func (x *foresee) choose(week int) {
	if x.data == nil || week < 0 || week >= len(x.data.Weeks) {
		return
	}
	x.week = week
	x.table.SetSource(cashRows{x}, true)
	x.page.redraw()
}

// row is the row of the week that is current.
func (x *foresee) row() *finance.CashRow {
	i := x.table.Current()
	if x.data == nil || i < 0 || i >= len(x.shown().Weeks[x.week].Rows) {
		return nil
	}
	return &x.shown().Weeks[x.week].Rows[i]
}

// open shows the document behind a row.
func (x *foresee) open() {
	r := x.row()
	if r == nil {
		return
	}
	x.page.Show(cashRecords[r.Kind], r.ID, false)
}

// cashRecords are the kinds of record behind the rows.
var cashRecords = map[string]string{finance.CashReceivable: finance.Receivables, finance.CashPayable: finance.Payables, finance.CashPayment: finance.Payments, finance.CashClaim: finance.Expenses, finance.CashWage: finance.Wages, finance.CashWageGuess: finance.Wages}

// delay adds the what-if that a row comes on another day.
func (x *foresee) delay() {
	r := x.row()
	if r == nil {
		return
	}
	row := *r
	t := x.page.host.T
	d := kit.NewDate(t("cash.new_day"), x.page.host.Today, calendar.Ahead)
	d.SetValue(row.On.AddDays(14))
	(&records.Ask{Title: t("cash.delay"), Text: t("cash.delay_text", "number", row.Number, "on", row.On.String()), Width: 420, Rows: []records.AskRow{{Key: "on", Label: t("cash.new_day"), Field: d.Field}}, Do: func() func(ctx context.Context) error {
		on, _ := d.Value()
		return func(context.Context) error {
			x.page.host.Post(func() {
				x.ifs = append(x.ifs, finance.WhatIf{Kind: finance.IfDelay, Row: row, On: on, Active: true})
				x.apply()
				x.page.redraw()
			})
			return nil
		}
	}}).Show(x.page.host)
	kit.Post(d.Focus)
}

// line asks for the warning line.
func (x *foresee) line() {
	p := x.page
	row, amount := p.amountRow("amount_minor", "cash.line")
	if x.data != nil && x.data.Warning != 0 {
		amount.SetValue(x.data.Warning)
	}
	(&records.Ask{Title: p.host.T("cash.set_line"), Text: p.host.T("cash.line_text"), Width: 420, Rows: []records.AskRow{row}, Do: func() func(ctx context.Context) error {
		m, _ := amount.Value()
		return func(ctx context.Context) error { return p.d.Books.SetWarning(ctx, m) }
	}, Done: x.read}).Show(p.host)
	kit.Post(amount.Focus)
}

// tick switches the nth what-if.
func (x *foresee) tick(i int) {
	if i < len(x.ifs) {
		x.ifs[i].Active = !x.ifs[i].Active
		x.apply()
		x.page.redraw()
	}
}

func (x *foresee) commands() []kit.Command {
	t := x.page.host.T
	out := []kit.Command{
		figures.Refresh(x.page.host, x.read), x.sheet.ExportCommand(),
		{ID: "cash.earlier", Title: t("cash.earlier"), Keys: []kit.Key{"Left", "PageUp"}, Scope: kit.ScopeHidden, Run: func() { x.choose(x.week - 1) }},
		{ID: "cash.later", Title: t("cash.later"), Keys: []kit.Key{"Right", "PageDown"}, Status: t("cash.turn"), Run: func() { x.choose(x.week + 1) }},
		{ID: "cash.delay", Title: t("cash.delay"), Keys: []kit.Key{"D"}, Scope: kit.ScopeList, Icon: icons.CalendarClock, Status: t("cash.delay"), Run: x.delay},
		{ID: "cash.line", Title: t("cash.set_line"), Keys: []kit.Key{"Ctrl+L"}, Icon: icons.TriangleAlert, Run: x.line, Enabled: x.page.may(finance.Accounts, identity.Change)},
	}
	for i := range min(len(x.ifs), 3) {
		out = append(out, kit.Command{ID: "cash.if" + lineKey(i+1), Title: t("cash.if_n", "text", x.ifText(&x.ifs[i])), Keys: []kit.Key{kit.Key(lineKey(i + 1))}, Scope: kit.ScopeList, Run: func() { x.tick(i) }})
	}
	return out
}

// export lays the weeks into the sheet that is written to a file.
func (x *foresee) export() {
	t := x.page.host.T
	cols := []figures.Column{{ID: "from", Title: t("cash.week"), Form: exporting.Text}}
	for _, key := range []string{"finance.opening", "cash.in", "cash.out", "cash.wages", "finance.closing", "cash.lowest"} {
		cols = append(cols, figures.Column{ID: key, Title: t(key), Form: exporting.Amount})
	}
	var lines []figures.Line
	for _, w := range x.shown().Weeks {
		v := []entity.Value{entity.Str(w.From.String())}
		for _, m := range []money.Minor{w.Opening, w.In, w.Out, w.Wages, w.Closing, w.Lowest} {
			v = append(v, entity.Num(int64(m)))
		}
		lines = append(lines, figures.Line{Values: v})
	}
	x.sheet.Set(cols, lines)
}

// ifText is a what-if in words.
func (x *foresee) ifText(w *finance.WhatIf) string {
	t := x.page.host.T
	switch w.Kind {
	case finance.IfDelay:
		return t("cash.if.delay", "what", x.named(&w.Row), "on", w.Row.On.String()[5:], "to", w.On.String()[5:])
	case finance.IfCollect:
		return t("cash.if.collect", "what", x.named(&w.Row), "to", w.On.String()[5:], "amount", plain(w.Row.Amount))
	}
	return t("cash.if.late", "n", w.Days)
}

func (x *foresee) named(r *finance.CashRow) string {
	if r.Party != "" {
		return r.Party
	}
	return x.page.host.T("cash.kind."+r.Kind) + " " + r.Number
}
