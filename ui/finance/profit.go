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
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// profitReport is the contribution of customers to the profit, by class. BI-15
func (p *page) profitReport() *report {
	return p.newReport("profit.title", []string{"every", "gold", "average", "losing"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		x.period.Unit, x.none = "year", "profit.none"
		x.acts = func() []kit.Button {
			return []kit.Button{{ID: "profit.limits", Text: p.host.T("profit.limits"), Icon: icons.Settings, Kind: kit.Outline, Tap: func() { p.profitLimits(x.read) }, Disabled: p.notAdmin()}}
		}
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			list, err := p.d.Books.Profits(ctx, from, to)
			by := x.by
			return func() { x.layProfit(list, by, from, to) }, err
		}
	})
}

func (p *page) notAdmin() string {
	if p.host.Actor().Has(identity.RightAdmin) {
		return ""
	}
	return p.host.T("profit.admin")
}

var profitTints = map[finance.ProfitClass]kit.Tint{finance.Gold: kit.Amber, finance.Average: kit.Petrol, finance.Losing: kit.Red}

func (x *report) layProfit(list []finance.Profit, by string, from, to calendar.Date) {
	p, t := x.page, x.page.host.T
	var lines []figures.Line
	all := finance.Profit{Customer: t("leadpage.total")}
	count := map[finance.ProfitClass]int{}
	ids := map[finance.ProfitClass][]int64{}
	values := func(w *finance.Profit, class string) []entity.Value {
		return []entity.Value{
			entity.Str(w.Customer), entity.Str(class), entity.Num(int64(w.Orders)), entity.Num(int64(w.Revenue)), entity.Num(int64(w.Cost)), entity.Num(int64(w.Expenses)), entity.Num(int64(w.Total())), figures.Part(int64(w.Total()), int64(w.Revenue)),
		}
	}
	for i := range list {
		w := &list[i]
		count[w.Class]++
		ids[w.Class] = append(ids[w.Class], w.CustomerID)
		if by != "every" && string(w.Class) != by {
			continue
		}
		all.Revenue, all.Cost, all.Expenses, all.Orders = all.Revenue+w.Revenue, all.Cost+w.Cost, all.Expenses+w.Expenses, all.Orders+w.Orders
		tint := profitTints[w.Class]
		lines = append(lines, figures.Line{
			Values: values(w, t("profit."+string(w.Class))), Open: func() { p.explainProfit(w, from, to) },
			Look: func(col string, c kit.Cell) kit.Cell {
				switch {
				case col == "class":
					c.Badge = &tint
				case col == "profit" && w.Total() < 0:
					c.Color = theme.Bad
				}
				return c
			},
		})
	}
	if len(lines) > 0 {
		lines = append(lines, figures.Line{Bold: true, Values: values(&all, "")})
	}
	x.sums = []kit.Figure{x.sum(t("profit.profit"), all.Total(), "profit")}
	for _, class := range []finance.ProfitClass{finance.Gold, finance.Average, finance.Losing} {
		x.sums = append(x.sums, kit.Figure{Label: t("profit." + string(class)), Value: t("profit.customers", "n", count[class]), Tap: func() {
			records.OpenRows(p.host, "customer", listing.IDs(ids[class]))
		}})
	}
	cols := []figures.Column{{ID: "customer", Title: t("performance.customer_id"), Width: 180}, {ID: "class", Title: t("profit.class"), Form: exporting.Text, Width: 84}, {ID: "orders", Title: t("profit.orders"), Form: exporting.Whole, Width: 60}}
	for _, key := range []string{"revenue", "cost", "expenses", "profit"} {
		cols = append(cols, figures.Column{ID: key, Title: t("profit." + key), Form: exporting.Amount, Width: 112})
	}
	x.sheet.Set(append(cols, figures.Column{ID: "rate", Title: t("profit.rate"), Form: exporting.Decimal, Width: 76}), lines)
}

// explainProfit shows what a contribution is made of.
func (p *page) explainProfit(w *finance.Profit, from, to calendar.Date) {
	h, t := p.host, p.host.T
	of := listing.Is("customer_id", listing.Eq, num(w.CustomerID))
	orders := func() { records.OpenRows(h, sales.Orders, listing.All(of, finance.Sold(from, to))) }
	figures.Explain{Title: w.Customer, Value: money.Of(w.Total(), kit.Home()).String(), Text: t("profit.how"), Parts: []figures.ExplainPart{
		{Label: t("profit.revenue"), Note: t("profit.n_orders", "n", w.Orders), Value: plain(w.Revenue), Open: orders},
		{Label: t("profit.cost"), Value: plain(-w.Cost), Open: orders},
		{Label: t("profit.expenses"), Value: plain(-w.Expenses), Open: func() {
			records.OpenRows(h, finance.ExpenseLines, listing.All(of, listing.Is("booked", listing.Eq, "1"), listing.Is("date_on", listing.Between, from.String(), to.String())))
		}},
		{Label: t("profit.profit"), Value: plain(w.Total()), Sum: true},
		{Label: t("state.customer"), Note: w.Customer, Open: func() { h.Open("customer", w.CustomerID, nil) }},
	}}.Show(h)
}

// profitLimits asks for the thresholds of the classes.
func (p *page) profitLimits(again func()) {
	h, t := p.host, p.host.T
	h.Go(func(ctx context.Context) {
		now, err := p.d.Books.ProfitLimitsNow(ctx)
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			gold, losing := kit.NewAmount(t("profit.gold_from"), kit.Home()), kit.NewAmount(t("profit.losing_below"), kit.Home())
			gold.SetValue(now.Gold)
			losing.SetValue(now.Losing)
			(&records.Ask{Title: t("profit.limits"), Text: t("profit.limits_text"), Rows: []records.AskRow{
				{Key: "gold", Label: t("profit.gold_from"), Field: gold.Field}, {Key: "losing", Label: t("profit.losing_below"), Field: losing.Field},
			}, Do: func() func(ctx context.Context) error {
				g, _ := gold.Value()
				l, _ := losing.Value()
				return func(ctx context.Context) error {
					return p.d.Books.SetProfitLimits(ctx, finance.ProfitLimits{Gold: g, Losing: l})
				}
			}, Done: func() { h.Toast(t("records.saved"), nil); again() }}).Show(h)
		})
	})
}
