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
)

// achieved is the summary of performance entries by day, person or month (SAL-38).
type achieved struct {
	tally
	data *effort.Achievements
}

func newAchieved(p *page) *achieved {
	a := &achieved{tally: newTally(p, p.host.T("resultspage.mode.sums"))}
	a.start([]string{"month", "quarter", "year"}, "month", a.ask, a.sum)
	a.by, a.choice = "person", []string{"day", "person", "month"}
	return a
}

func (a *achieved) ask() {
	from, to := a.period.Span()
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

// sum sums by what is chosen.
func (a *achieved) sum() {
	var all sum
	list := summed(a.data.Rows, func(x effort.Achieved) string {
		switch a.by {
		case "person":
			return cmp.Or(a.data.Names[x.Person], "—")
		case "month":
			return x.Day.String()[:7]
		}
		return x.Day.String()
	}, func(s *sum, key string, x effort.Achieved) {
		s.key, s.n, s.amount = key, s.n+x.N, s.amount+x.Amount
		all.n, all.amount = all.n+x.N, all.amount+x.Amount
	})
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
		lines = append(lines, line{Values: []entity.Value{entity.Str(s.key), entity.Num(s.n), entity.Num(int64(s.amount)), share(int64(s.amount), int64(all.amount))}})
	}
	if len(lines) > 0 {
		lines = append(lines, line{Bold: true, Values: []entity.Value{entity.Str(t("leadpage.total")), entity.Num(all.n), entity.Num(int64(all.amount)), share(1, 1)}})
	}
	a.sheet.Set([]column{
		{ID: a.by, Title: t("resultspage.by." + a.by), Width: 160, Person: a.by == "person"},
		{ID: "n", Title: t("resultspage.entries"), Form: exporting.Whole},
		{ID: "amount", Title: t("performance.amount_minor"), Form: exporting.Amount, Width: 130},
		{ID: "share", Title: t("resultspage.share"), Form: exporting.Decimal},
	}, lines)
}

func (a *achieved) draw(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	in := bar(c, &r)
	a.period.Draw(c, &in)
	in.CutLeft(8)
	a.choices(c, &in)
	if waiting(c, a.p.host, a.load, r, a.data != nil, a.read) {
		return
	}
	if len(a.bars) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.TrendingUp, Title: t("resultspage.no_entries"), Text: t("resultspage.no_entries_text")})
		return
	}
	a.figures(c, r, min(r.H*0.45, 240), t("resultspage.chart_unit"), "sums")
}
