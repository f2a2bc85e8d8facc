package finance

import (
	"context"

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

// Waging is what the window asks about wages. FIN-14
type Waging interface {
	FillWages(ctx context.Context, month calendar.Date) (int, error)
	ApproveWages(ctx context.Context, ids []int64) (int, error)
	PayWages(ctx context.Context, ids []int64, account int64, on calendar.Date) (int, error)
	ReopenWage(ctx context.Context, id int64, reason string) error
	WageSums(ctx context.Context, from, to calendar.Date) ([]finance.WageRow, error)
}

// wageTabs are the wages and what they come to.
func (p *page) wageTabs() []records.Tab {
	t := p.host.T
	group := t("finance.part.wages")
	q := newest("month")
	q.Totals = []string{"net_minor", "commission_minor"}
	col := func(key string, w float32) records.Column { return records.Column{Key: key, Width: w} }
	view := func(id string, st finance.State) records.View {
		return records.View{ID: id, Title: t("wage.state." + id), Filter: listing.Is("state", listing.Eq, string(st))}
	}
	sums := p.wageReport()
	return []records.Tab{
		{
			Kind: finance.Wages, Group: group, Query: q, Actions: p.wageActions, More: p.wageCommands, Import: "wages",
			Views:   []records.View{{ID: "all", Title: t("finance.view.all")}, view("draft", finance.Draft), view("approved", finance.Approved), view("paid", finance.Paid)},
			Columns: []records.Column{col("month", 74), {Key: "owner_id", Width: 96, Flex: true}, col("base_minor", 86), col("allowance_minor", 76), col("commission_minor", 80), col("reward_minor", 74), col("days_worked", 60), col("absence_minor", 76), col("social_minor", 76), col("tax_minor", 70), col("net_minor", 90), col("pay_on", 72), col("state", 70)},
		},
		{Kind: finance.Wages, Title: t("wage.sums"), Group: group, Draw: sums.draw, Commands: sums.commands, Shown: sums.read},
	}
}

// wageCommands make and move the wages of a month.
func (p *page) wageCommands() []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "wage.fill", Title: t("wage.fill"), Icon: icons.CalendarCheck, Keys: []kit.Key{"Ctrl+Shift+F"}, Run: p.fillWages, Enabled: p.may(finance.Wages, identity.Import)},
		{ID: "wage.approve_all", Title: t("wage.approve_all"), Icon: icons.CheckCheck, Enabled: p.may(finance.Wages, identity.Approve), Run: p.do(func(ctx context.Context) error {
			ids, err := p.wagesIn(ctx, finance.Draft)
			if err == nil {
				_, err = p.d.Books.ApproveWages(ctx, ids)
			}
			return err
		}, "wage.approved")},
		{ID: "wage.pay_all", Title: t("wage.pay_all"), Icon: icons.Coins, Enabled: p.may(finance.Wages, identity.Confirm), Run: func() {
			p.own.pay("wage.pay_all", func(ctx context.Context, account int64, on calendar.Date) error {
				ids, err := p.wagesIn(ctx, finance.Approved)
				if err == nil {
					_, err = p.d.Books.PayWages(ctx, ids, account, on)
				}
				return err
			})
		}},
	}
}

// wagesIn are the wages in a state.
func (p *page) wagesIn(ctx context.Context, st finance.State) ([]int64, error) {
	plan, err := listing.Allow(ctx, p.d.Registry, identity.May(finance.Wages, identity.See), listing.Query{Entity: finance.Wages, Filter: listing.Is("state", listing.Eq, string(st)), Sort: []listing.Sort{{Key: "id"}}})
	if err != nil {
		return nil, err
	}
	return p.d.Source.First(ctx, plan, 2000)
}

// fillWages asks for the month whose drafts are made.
func (p *page) fillWages() {
	t := p.host.T
	d := kit.NewDate(t("wage.month"), p.host.Today, calendar.Past)
	d.SetValue(p.host.Today().MonthStart())
	(&records.Ask{Title: t("wage.fill"), Text: t("wage.fill_text"), Width: 440, Rows: []records.AskRow{{Key: "month", Label: t("wage.month"), Field: d.Field}}, Do: func() func(ctx context.Context) error {
		month, _ := d.Value()
		return func(ctx context.Context) error {
			n, err := p.d.Books.FillWages(ctx, month)
			if err == nil {
				p.host.Post(func() { p.host.Toast(t("wage.filled", "n", n), nil); p.Reload() })
			}
			return err
		}
	}}).Show(p.host)
}

func (p *page) wageActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	one := []int64{id}
	switch finance.State(r.Get("state").Text()) {
	case finance.Draft:
		return []kit.Command{{ID: "wage.approve", Title: t("wage.approve"), Icon: icons.Check, Keys: []kit.Key{"A"}, Scope: kit.ScopeList, Enabled: p.may(finance.Wages, identity.Approve), Run: p.do(func(ctx context.Context) error { _, err := p.d.Books.ApproveWages(ctx, one); return err }, "wage.approved")}}
	case finance.Approved:
		return []kit.Command{
			{ID: "wage.pay", Title: t("wage.pay"), Icon: icons.Coins, Keys: []kit.Key{"P"}, Scope: kit.ScopeList, Enabled: p.may(finance.Wages, identity.Confirm), Run: func() {
				p.own.pay("wage.pay", func(ctx context.Context, account int64, on calendar.Date) error {
					_, err := p.d.Books.PayWages(ctx, one, account, on)
					return err
				})
			}},
			p.reopenWage(id),
		}
	}
	return []kit.Command{p.reopenWage(id)}
}

func (p *page) reopenWage(id int64) kit.Command {
	return kit.Command{ID: "wage.reopen", Title: p.host.T("wage.reopen"), Icon: icons.Undo, Enabled: p.may(finance.Wages, identity.Reverse), Run: p.why("wage.reopen", func(ctx context.Context, reason string) error { return p.d.Books.ReopenWage(ctx, id, reason) })}
}

// wageReport is wage, commission and claims by person and month. FIN-14
func (p *page) wageReport() *report {
	return p.newReport("wage.sums", []string{"person", "month"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			by := x.by
			rows, err := p.d.Books.WageSums(ctx, from, to)
			return func() { x.layWages(rows, by, from, to) }, err
		}
	})
}

func (x *report) layWages(rows []finance.WageRow, by string, from, to calendar.Date) {
	p, t := x.page, x.page.host.T
	at := map[string]int{}
	var sums []finance.WageRow
	total := finance.WageRow{}
	add := func(s *finance.WageRow, r finance.WageRow) {
		s.Base, s.Commission, s.Reward, s.Kept, s.Net, s.Expenses = s.Base+r.Base, s.Commission+r.Commission, s.Reward+r.Reward, s.Kept+r.Kept, s.Net+r.Net, s.Expenses+r.Expenses
	}
	for _, r := range rows {
		key := num(r.PersonID)
		if by == "month" {
			key += r.Month.String()
		}
		i, ok := at[key]
		if !ok {
			i = len(sums)
			at[key] = i
			sums = append(sums, finance.WageRow{Person: r.Person, PersonID: r.PersonID, Month: r.Month})
		}
		add(&sums[i], r)
		add(&total, r)
	}
	var lines []figures.Line
	line := func(r finance.WageRow, when string) []entity.Value {
		v := []entity.Value{entity.Str(r.Person), entity.Str(when)}
		for _, m := range []money.Minor{r.Base, r.Commission, r.Reward, r.Kept, r.Net, r.Expenses} {
			v = append(v, entity.Num(int64(m)))
		}
		return v
	}
	for _, r := range sums {
		first, last, when := from, to, ""
		if by == "month" {
			first, last, when = r.Month, r.Month.MonthEnd(), r.Month.String()[:7]
		}
		lines = append(lines, figures.Line{Values: line(r, when), Open: func() {
			p.ShowFiltered(finance.Wages, listing.All(listing.Is("owner_id", listing.Eq, num(r.PersonID)), listing.Is("month", listing.Between, first.String(), last.String())))
		}})
	}
	if len(lines) > 0 {
		total.Person = t("leadpage.total")
		lines = append(lines, figures.Line{Bold: true, Values: line(total, "")})
	}
	x.sums = []kit.Figure{x.sum(t("wage.net_minor"), total.Net, "wage.net_minor"), x.sum(t("wage.commission_minor"), total.Commission, "wage.commission_minor"), x.sum(t("wage.expenses"), total.Expenses, "wage.expenses")}
	cols := []figures.Column{{ID: "person" + by, Title: t("wage.owner"), Person: true, Width: 150}, {ID: "when", Title: t("finance.month"), Form: exporting.Text, Width: 80}}
	for _, key := range []string{"wage.gross", "wage.commission_minor", "wage.reward_minor", "wage.kept", "wage.net_minor", "wage.expenses"} {
		cols = append(cols, figures.Column{ID: key, Title: t(key), Form: exporting.Amount, Width: 116})
	}
	x.sheet.Set(cols, lines)
}
