package results

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func moneyOf(v entity.Value) money.Minor { return money.Minor(v.Int()) }

// acquired is where new customers come from, why they chose the company, and what they
// bring (BI-09).
type acquired struct {
	tally
	data *effort.Acquisition
	all  came
}

func newAcquired(p *page) *acquired {
	a := &acquired{tally: newTally(p, p.host.T("resultspage.tab.acquired"))}
	a.start([]string{"month", "quarter", "year"}, "year", a.ask, a.sum)
	a.by, a.choice = "month", []string{"month", "source", "reason"}
	return a
}

func (a *acquired) ask() {
	from, to := a.period.Span()
	kit.Load(a.load, func(ctx context.Context) (*effort.Acquisition, error) {
		return a.p.d.Effort.AcquiredBetween(ctx, from, to)
	},
		func(d *effort.Acquisition) { a.data = d; a.lay() })
}

// came is one row.
type came struct {
	key       string
	n, bought int64
	amount    money.Minor
}

func (a *acquired) key(x effort.Acquired) string {
	switch a.by {
	case "source":
		return a.option("source", x.Source, "leadpage.unknown")
	case "reason":
		return a.option("choose_reason", x.Reason, "resultspage.no_reason")
	}
	return x.Day.String()[:7]
}

func (c *came) add(x effort.Acquired) {
	c.n, c.bought, c.amount = c.n+x.N, c.bought+x.Bought, c.amount+x.Amount
}

// sum sums by what is chosen.
func (a *acquired) sum() {
	t := a.p.host.T
	a.all = came{key: t("leadpage.total")}
	list := summed(a.data.Rows, a.key, func(c *came, key string, x effort.Acquired) {
		c.key = key
		c.add(x)
		a.all.add(x)
	})
	slices.SortStableFunc(list, func(x, y came) int {
		if a.by == "month" {
			return cmp.Compare(x.key, y.key)
		}
		return cmp.Compare(y.n, x.n)
	})
	a.bars = nil
	var lines []line
	row := func(x came, bold bool) line {
		return line{Bold: bold, Values: []entity.Value{
			entity.Str(x.key), entity.Num(x.n), share(x.n, a.all.n), entity.Num(x.bought), share(x.bought, x.n), entity.Num(int64(x.amount)), share(int64(x.amount), int64(a.all.amount)),
		}}
	}
	for _, x := range list {
		a.bars = append(a.bars, kit.Bar{Label: x.key, Value: float64(x.n), Text: tr.Group(x.n)})
		lines = append(lines, row(x, false))
	}
	if len(lines) > 0 {
		lines = append(lines, row(a.all, true))
	}
	a.sheet.Set([]column{
		{ID: a.by, Title: t("resultspage.by." + a.by), Width: 150},
		{ID: "n", Title: t("resultspage.new_customers"), Form: exporting.Whole, Width: 96},
		{ID: "part", Title: t("resultspage.share"), Form: exporting.Decimal},
		{ID: "bought", Title: t("resultspage.bought"), Form: exporting.Whole, Width: 96},
		{ID: "rate", Title: t("resultspage.bought_rate"), Form: exporting.Decimal, Width: 96},
		{ID: "amount", Title: t("resultspage.volume"), Form: exporting.Amount, Width: 130},
		{ID: "volume", Title: t("resultspage.volume_share"), Form: exporting.Decimal, Width: 110},
	}, lines)
}

func (a *acquired) draw(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	in := bar(c, &r)
	a.period.Draw(c, &in)
	in.CutLeft(8)
	a.choices(c, &in)
	if waiting(c, a.p.host, a.load, r, a.data != nil, a.read) {
		return
	}
	percent := func(part, whole int64) string {
		return show(column{Form: exporting.Decimal}, share(part, whole)).Text
	}
	c.KeyFigures(r.CutTop(54), []kit.Figure{
		{Label: t("resultspage.new_customers"), Value: tr.Group(a.all.n)},
		{Label: t("resultspage.of_all"), Value: percent(a.all.n, a.data.All)},
		{Label: t("resultspage.bought"), Value: tr.Group(a.all.bought) + "  " + percent(a.all.bought, a.all.n)},
		{Label: t("resultspage.volume"), Value: "¥" + short(a.all.amount) + t("resultspage.wan")},
		{Label: t("resultspage.of_sales"), Value: percent(int64(a.all.amount), int64(a.data.Sold))},
	})
	c.LineH(r.X, r.Y, r.W, theme.Line)
	if len(a.bars) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.UserPlus, Title: t("resultspage.no_new"), Text: t("resultspage.no_new_text")})
		return
	}
	a.figures(c, r, min(r.H*0.4, 210), t("resultspage.new_customers"), "came")
}
