package results

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/market"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// flowSums is what was reported to be sold on in a period, by product and distributor,
// region or month (SAL-45).
type flowSums struct {
	tally
	data []market.Flowed
	have bool
}

func newFlowSums(p *page) *flowSums {
	x := &flowSums{tally: newTally(p, p.host.T("flowpage.sums"))}
	x.start([]string{"month", "quarter", "year"}, "year", x.ask, x.sum)
	x.by, x.choice = "channel", []string{"channel", "region", "month", "product"}
	return x
}

func (x *flowSums) ask() {
	from, to := x.period.Span()
	kit.Load(x.load, func(ctx context.Context) ([]market.Flowed, error) { return x.p.d.Market.FlowsBetween(ctx, from, to) },
		func(d []market.Flowed) { x.data, x.have = d, true; x.lay() })
}

// flowed is one row: quantities of one product in one unit are added, never others.
type flowed struct {
	key, product, unit string
	n                  int64
	quantity           money.Quantity
}

func (x *flowSums) key(f market.Flowed) string {
	switch x.by {
	case "region":
		return x.option("region", f.Region, "leadpage.unknown")
	case "month":
		return f.Month
	case "product":
		return f.Product
	}
	return cmp.Or(f.Channel, x.p.host.T("leadpage.unknown"))
}

func (x *flowSums) sum() {
	t := x.p.host.T
	list := summed(x.data, func(f market.Flowed) string { return x.key(f) + "\x00" + f.Product + "\x00" + f.Unit }, func(s *flowed, _ string, f market.Flowed) {
		s.key, s.product, s.unit = x.key(f), f.Product, f.Unit
		s.n, s.quantity = s.n+f.Lines, s.quantity+f.Quantity
	})
	slices.SortStableFunc(list, func(a, b flowed) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.product, b.product), cmp.Compare(a.unit, b.unit))
	})
	var lines []line
	for _, s := range list {
		lines = append(lines, line{Values: []entity.Value{entity.Str(s.key), entity.Str(s.product), entity.Str(s.unit), entity.Str(s.quantity.String()), entity.Num(s.n)}})
	}
	x.sheet.Set([]column{
		{ID: x.by, Title: t("resultspage.by." + x.by), Width: 190},
		{ID: "goods", Title: t("flow_line.product"), Width: 220},
		{ID: "unit", Title: t("flow_line.unit"), Width: 60},
		{ID: "quantity", Title: t("flow_line.quantity"), Width: 110},
		{ID: "n", Title: t("flowpage.lines_of"), Form: exporting.Whole},
	}, lines)
}

func (x *flowSums) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	in := bar(c, &r)
	x.period.Draw(c, &in)
	in.CutLeft(8)
	x.choices(c, &in)
	if waiting(c, x.p.host, x.load, r, x.have, x.read) {
		return
	}
	if x.sheet.Len() == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Send, Title: t("flowpage.none"), Text: t("flowpage.none_text")})
		return
	}
	x.sheet.Draw(c, "flows", r)
}
