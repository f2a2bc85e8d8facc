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
)

// achieved is the summary of performance entries by day, person or month (SAL-38).
type achieved struct {
	p      *page
	load   *kit.Loader
	period period
	by     string // day, person, month
	data   *effort.Achievements
	sheet  *sheet
	bars   []kit.Bar
}

func newAchieved(p *page) *achieved {
	a := &achieved{p: p, by: "person", load: kit.NewLoader(p.host, p.redraw)}
	a.period = period{host: p.host, unit: "month", units: []string{"month", "quarter", "year"}, changed: a.read}
	a.sheet = newSheet(p.host, p.d, p.host.T("resultspage.mode.sums"))
	return a
}

func (a *achieved) read() {
	from, to := a.period.span()
	kit.Load(a.load, func(ctx context.Context) (*effort.Achievements, error) {
		return a.p.d.Effort.AchievedBetween(ctx, from, to)
	},
		func(d *effort.Achievements) { a.data = d; a.lay() })
}

// sum is one bar of the chart and row of the table.
type sum struct {
	key    string
	n      int64
	amount money.Minor
}

// lay sums by what is chosen.
func (a *achieved) lay() {
	at := map[string]int{}
	var list []sum
	var all sum
	for _, x := range a.data.Rows {
		key := x.Day.String()
		switch a.by {
		case "person":
			key = cmp.Or(a.data.Names[x.Person], "—")
		case "month":
			key = key[:7]
		}
		i, ok := at[key]
		if !ok {
			i = len(list)
			at[key] = i
			list = append(list, sum{key: key})
		}
		list[i].n, list[i].amount = list[i].n+x.N, list[i].amount+x.Amount
		all.n, all.amount = all.n+x.N, all.amount+x.Amount
	}
	if a.by == "person" {
		slices.SortStableFunc(list, func(x, y sum) int { return cmp.Compare(y.amount, x.amount) })
	} else {
		slices.SortStableFunc(list, func(x, y sum) int { return cmp.Compare(x.key, y.key) })
	}
	t := a.p.host.T
	a.bars = nil
	var lines []line
	for _, s := range list {
		label := s.key
		if a.by == "day" {
			label = s.key[5:]
		}
		a.bars = append(a.bars, kit.Bar{Label: label, Value: float64(s.amount), Text: short(s.amount)})
		lines = append(lines, line{values: []entity.Value{entity.Str(s.key), entity.Num(s.n), entity.Num(int64(s.amount)), share(int64(s.amount), int64(all.amount))}})
	}
	if len(lines) > 0 {
		lines = append(lines, line{bold: true, values: []entity.Value{entity.Str(t("leadpage.total")), entity.Num(all.n), entity.Num(int64(all.amount)), share(1, 1)}})
	}
	a.sheet.set([]column{
		{id: a.by, title: t("resultspage.by." + a.by), width: 160, person: a.by == "person"},
		{id: "n", title: t("resultspage.entries"), form: exporting.Whole},
		{id: "amount", title: t("performance.amount_minor"), form: exporting.Amount, width: 130},
		{id: "share", title: t("resultspage.share"), form: exporting.Decimal},
	}, lines)
}

func (a *achieved) draw(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	in := bar(c, &r)
	a.period.draw(c, &in)
	in.CutLeft(8)
	for _, by := range []string{"day", "person", "month"} {
		c.Chip(&in, kit.Chip{ID: "by." + by, Text: t("resultspage.by." + by), On: a.by == by, Tap: func() { a.by = by; a.lay() }})
	}
	if waiting(c, a.p.host, a.load, r, a.data != nil, a.read) {
		return
	}
	if len(a.bars) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.TrendingUp, Title: t("resultspage.no_entries"), Text: t("resultspage.no_entries_text")})
		return
	}
	drawBars(c, r.CutTop(min(r.H*0.45, 240)), t("resultspage.chart_unit"), a.bars)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	a.sheet.draw(c, "sums", r.Pad(0, 1, 0, 0))
}

// drawBars draws a bar chart with its unit above; the last bars when there are too many.
func drawBars(c *kit.Canvas, r kit.Rect, unit string, bars []kit.Bar) {
	in := r.Pad(16, 8, 16, 8)
	c.Text(in.CutTop(20), unit, kit.Caption)
	const least = 44
	if n := int(in.W / least); len(bars) > n && n > 0 {
		bars = bars[len(bars)-n:]
	}
	c.BarChart(in, kit.BarChart{Bars: bars, Marked: -1})
}

func (a *achieved) commands() []kit.Command {
	return append([]kit.Command{refresh(a.p.host, a.read), a.sheet.exportCommand()}, a.period.commands()...)
}
