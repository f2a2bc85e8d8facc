package finance

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// revenueReport is the revenue by customer, or by month, with growth. FIN-16
func (p *page) revenueReport() *report {
	return p.newReport("revenue.title", []string{"customer", "month"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		x.period.Unit, x.none = "year", "revenue.none"
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			list, months, err := p.d.Books.Revenues(ctx, from, to)
			by := x.by
			return func() { x.layRevenue(list, months, by, from, to) }, err
		}
	})
}

// growth is by how much a figure grew, in tenths of a per cent; null without one before.
func growth(now, before money.Minor) entity.Value {
	if before <= 0 {
		return entity.Null
	}
	d := int64(now - before)
	half := int64(before)
	if d < 0 {
		half = -half
	}
	return entity.Num((d*2000 + half) / (2 * int64(before)))
}

// revenueRow is one line of the revenue, of a customer or a month.
type revenueRow struct {
	label, short          string
	now, before, lastYear money.Minor
	from, to              calendar.Date
	only                  listing.Node
	bold                  bool
}

func (x *report) layRevenue(list []finance.Revenue, months []finance.RevenueMonth, by string, from, to calendar.Date) {
	t := x.page.host.T
	var rows []revenueRow
	all := revenueRow{label: t("leadpage.total"), from: from, to: to, bold: true}
	for _, r := range list {
		all.now, all.before, all.lastYear = all.now+r.Now, all.before+r.Before, all.lastYear+r.LastYear
		if by == "customer" {
			rows = append(rows, revenueRow{label: r.Customer, short: short(r.Customer, by), now: r.Now, before: r.Before, lastYear: r.LastYear, from: from, to: to, only: listing.Is("customer_id", listing.Eq, num(r.CustomerID))})
		}
	}
	if by == "month" {
		last := money.Minor(0)
		for _, m := range months {
			rows = append(rows, revenueRow{label: m.Month.String()[:7], short: m.Month.String()[:7], now: m.Now, before: last, lastYear: m.LastYear, from: max(from, m.Month), to: min(to, m.Month.MonthEnd())})
			last = m.Now
		}
	} else {
		slices.SortStableFunc(rows, func(a, b revenueRow) int {
			return cmp.Or(cmp.Compare(b.now, a.now), cmp.Compare(b.before, a.before), cmp.Compare(a.label, b.label))
		})
	}
	if len(rows) > 0 {
		rows = append(rows, all)
	}
	var lines []figures.Line
	x.bars = nil
	for i := range rows {
		r := &rows[i]
		if !r.bold {
			x.bars = append(x.bars, kit.Bar{Label: r.short, Value: float64(max(r.now, 0)), Text: figures.Short(r.now)})
		}
		lines = append(lines, figures.Line{
			Bold:   r.bold,
			Values: []entity.Value{entity.Str(r.label), entity.Num(int64(r.now)), entity.Num(int64(r.before)), growth(r.now, r.before), entity.Num(int64(r.lastYear)), growth(r.now, r.lastYear), figures.Part(int64(r.now), int64(all.now))},
			Open:   func() { x.openCharged(r) },
			Look: func(col string, c kit.Cell) kit.Cell {
				if (col == "growth" && r.now < r.before || col == "yoy" && r.now < r.lastYear) && c.Color != theme.Muted {
					c.Color = theme.Bad
				}
				return c
			},
		})
	}
	now := x.sum(t("revenue.now"), all.now, "now")
	x.sums = []kit.Figure{now, x.sum(t("revenue.before"), all.before, "before"), x.sum(t("revenue.last_year"), all.lastYear, "last_year")}
	x.sheet.Set([]figures.Column{
		{ID: by, Title: t("finance.by." + by), Width: 200},
		{ID: "now", Title: t("revenue.now"), Form: exporting.Amount, Width: 120},
		{ID: "before", Title: t("revenue.before"), Form: exporting.Amount, Width: 120},
		{ID: "growth", Title: t("revenue.growth"), Form: exporting.Decimal, Width: 84},
		{ID: "last_year", Title: t("revenue.last_year"), Form: exporting.Amount, Width: 120},
		{ID: "yoy", Title: t("revenue.yoy"), Form: exporting.Decimal, Width: 84},
		{ID: "share", Title: t("resultspage.share"), Form: exporting.Decimal, Width: 76},
	}, lines)
}

// openCharged explains a revenue: what was charged, less credits.
func (x *report) openCharged(r *revenueRow) {
	h, t := x.page.host, x.page.host.T
	open := func(from, to calendar.Date) func() {
		return func() { x.page.ShowFiltered(finance.Receivables, listing.All(r.only, finance.Charged(from, to))) }
	}
	before, beforeEnd := finance.SpanBefore(r.from, r.to, h.Today())
	ago, agoEnd := finance.SpanYearAgo(r.from, r.to, h.Today())
	e := figures.Explain{Title: r.label, Value: money.Of(r.now, kit.Home()).String(), Text: t("revenue.how"), Parts: []figures.ExplainPart{
		{Label: t("revenue.now"), Note: r.from.String() + " – " + r.to.String(), Value: plain(r.now), Open: open(r.from, r.to)},
		{Label: t("revenue.before"), Note: before.String() + " – " + beforeEnd.String(), Value: plain(r.before), Open: open(before, beforeEnd)},
		{Label: t("revenue.last_year"), Note: ago.String() + " – " + agoEnd.String(), Value: plain(r.lastYear), Open: open(ago, agoEnd)},
	}}
	e.Show(h)
}
