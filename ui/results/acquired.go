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
	p      *page
	load   *kit.Loader
	period period
	by     string // month, source, reason
	data   *effort.Acquisition
	sheet  *sheet
	bars   []kit.Bar
	n      int64
	bought int64
	amount money.Minor
}

func newAcquired(p *page) *acquired {
	a := &acquired{p: p, by: "month", load: kit.NewLoader(p.host, p.redraw)}
	a.period = period{host: p.host, unit: "year", units: []string{"month", "quarter", "year"}, changed: a.read}
	a.sheet = newSheet(p.host, p.d, p.host.T("resultspage.tab.acquired"))
	return a
}

func (a *acquired) read() {
	from, to := a.period.span()
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
	words := tr.In(a.p.host.Lang())
	switch a.by {
	case "source":
		return words.Or("customer.source."+x.Source, cmp.Or(x.Source, a.p.host.T("leadpage.unknown")))
	case "reason":
		return words.Or("customer.choose_reason."+x.Reason, cmp.Or(x.Reason, a.p.host.T("resultspage.no_reason")))
	}
	return x.Day.String()[:7]
}

func (a *acquired) lay() {
	t := a.p.host.T
	at := map[string]int{}
	var list []came
	a.n, a.bought, a.amount = 0, 0, 0
	for _, x := range a.data.Rows {
		k := a.key(x)
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k] = i
			list = append(list, came{key: k})
		}
		list[i].n, list[i].bought, list[i].amount = list[i].n+x.N, list[i].bought+x.Bought, list[i].amount+x.Amount
		a.n, a.bought, a.amount = a.n+x.N, a.bought+x.Bought, a.amount+x.Amount
	}
	slices.SortStableFunc(list, func(x, y came) int {
		if a.by == "month" {
			return cmp.Compare(x.key, y.key)
		}
		return cmp.Compare(y.n, x.n)
	})
	a.bars = nil
	var lines []line
	row := func(x came, bold bool) line {
		return line{bold: bold, values: []entity.Value{
			entity.Str(x.key), entity.Num(x.n), share(x.n, a.n), entity.Num(x.bought), share(x.bought, x.n), entity.Num(int64(x.amount)), share(int64(x.amount), int64(a.amount)),
		}}
	}
	for _, x := range list {
		a.bars = append(a.bars, kit.Bar{Label: x.key, Value: float64(x.n), Text: tr.Group(x.n)})
		lines = append(lines, row(x, false))
	}
	if len(lines) > 0 {
		lines = append(lines, row(came{t("leadpage.total"), a.n, a.bought, a.amount}, true))
	}
	a.sheet.set([]column{
		{id: a.by, title: t("resultspage.by." + a.by), width: 150},
		{id: "n", title: t("resultspage.new_customers"), form: exporting.Whole, width: 96},
		{id: "part", title: t("resultspage.share"), form: exporting.Decimal},
		{id: "bought", title: t("resultspage.bought"), form: exporting.Whole, width: 96},
		{id: "rate", title: t("resultspage.bought_rate"), form: exporting.Decimal, width: 96},
		{id: "amount", title: t("resultspage.volume"), form: exporting.Amount, width: 130},
		{id: "volume", title: t("resultspage.volume_share"), form: exporting.Decimal, width: 110},
	}, lines)
}

func (a *acquired) draw(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	in := bar(c, &r)
	a.period.draw(c, &in)
	in.CutLeft(8)
	for _, by := range []string{"month", "source", "reason"} {
		c.Chip(&in, kit.Chip{ID: "by." + by, Text: t("resultspage.by." + by), On: a.by == by, Tap: func() { a.by = by; a.lay() }})
	}
	if waiting(c, a.p.host, a.load, r, a.data != nil, a.read) {
		return
	}
	percent := func(part, whole int64) string {
		return show(column{form: exporting.Decimal}, share(part, whole)).Text
	}
	c.KeyFigures(r.CutTop(54), []kit.Figure{
		{Label: t("resultspage.new_customers"), Value: tr.Group(a.n)},
		{Label: t("resultspage.of_all"), Value: percent(a.n, a.data.All)},
		{Label: t("resultspage.bought"), Value: tr.Group(a.bought) + "  " + percent(a.bought, a.n)},
		{Label: t("resultspage.volume"), Value: "¥" + short(a.amount) + t("resultspage.wan")},
		{Label: t("resultspage.of_sales"), Value: percent(int64(a.amount), int64(a.data.Sold))},
	})
	c.LineH(r.X, r.Y, r.W, theme.Line)
	if len(a.bars) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.UserPlus, Title: t("resultspage.no_new"), Text: t("resultspage.no_new_text")})
		return
	}
	drawBars(c, r.CutTop(min(r.H*0.4, 210)), t("resultspage.new_customers"), a.bars)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	a.sheet.draw(c, "came", r.Pad(0, 1, 0, 0))
}

func (a *acquired) commands() []kit.Command {
	return append([]kit.Command{refresh(a.p.host, a.read), a.sheet.exportCommand()}, a.period.commands()...)
}
