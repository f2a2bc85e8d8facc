package results

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/identity"
	"kontor/app/market"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// compare is the products of competitors beside ours.
type compare struct {
	p     *page
	load  *kit.Loader
	data  []market.Compared
	met   []market.Met
	have  bool
	by    string
	sheet *sheet
}

func newCompare(p *page) *compare {
	return &compare{p: p, load: kit.NewLoader(p.host, p.redraw), sheet: newSheet(p.host, p.d, p.host.T("rivalpage.compare")), by: "product"}
}

func (x *compare) read() {
	type seen struct {
		data []market.Compared
		met  []market.Met
	}
	kit.Load(x.load, func(ctx context.Context) (s seen, err error) {
		if s.data, err = x.p.d.Market.Compare(ctx); err != nil || !x.p.host.Actor().Can(identity.May(sales.Opportunities, identity.See)) {
			return s, err
		}
		s.met, err = x.p.d.Market.InDeals(ctx)
		return s, err
	}, func(s seen) { x.data, x.met, x.have = s.data, s.met, true; x.lay() })
}

// lay puts the rows in the order of our products, or of the competitors.
func (x *compare) lay() {
	t := x.p.host.T
	if x.by == "deal" {
		x.layDeals()
		return
	}
	list := slices.Clone(x.data)
	if x.by == "competitor" {
		slices.SortStableFunc(list, func(a, b market.Compared) int { return cmp.Compare(a.Competitor, b.Competitor) })
	}
	var lines []line
	for _, r := range list {
		apart := entity.Null
		if r.OurPrice > 0 && r.Price > 0 {
			apart = entity.Num((int64(r.Price) - int64(r.OurPrice)) * 1000 / int64(r.OurPrice))
		}
		l := line{
			Values: []entity.Value{entity.Str(r.Ours), entity.Str(priceText(r.OurPrice)), entity.Str(r.Competitor), entity.Str(r.Theirs), entity.Str(priceText(r.Price)), apart, entity.Str(r.Better), entity.Str(r.Worse), entity.Str(r.On.String())},
			Open:   func() { x.p.ShowWith(market.Competitors, r.CompetitorID, false, nil) },
		}
		l.Look = func(col string, c kit.Cell) kit.Cell { return signed(col, c, apart) }
		lines = append(lines, l)
	}
	x.sheet.Set([]column{
		{ID: "ours", Title: t("competitor_product.product"), Width: 170},
		{ID: "our_price", Title: t("rivalpage.our_price"), Width: 96},
		{ID: "competitor", Title: records.Upper(t("competitor.one")), Width: 130},
		{ID: "theirs", Title: t("competitor_product.theirs"), Width: 150},
		{ID: "price", Title: t("competitor_product.price"), Width: 96},
		{ID: "apart", Title: t("rivalpage.apart"), Form: exporting.Decimal, Width: 84},
		{ID: "better", Title: t("competitor_product.better"), Width: 190},
		{ID: "worse", Title: t("competitor_product.worse"), Width: 190},
		{ID: "on", Title: t("competitor_product.date_on"), Width: 92},
	}, lines)
	x.p.redraw()
}

// layDeals puts every competitor of every deal beside what the deal is worth to us.
func (x *compare) layDeals() {
	t := x.p.host.T
	sum := func(m money.Minor) entity.Value {
		if m == 0 {
			return entity.Null
		}
		return entity.Num(int64(m))
	}
	var lines []line
	for _, r := range x.met {
		apart := entity.Null
		if r.Amount > 0 && r.Price > 0 {
			apart = entity.Num(int64(r.Price-r.Amount) * 1000 / int64(r.Amount))
		}
		l := line{
			Values: []entity.Value{entity.Str(r.Competitor), entity.Str(r.Deal), sum(r.Amount), sum(r.Price), apart, entity.Str(r.Strengths), entity.Str(r.Weaknesses), entity.Str(t("opportunity_rival.result." + string(r.Result)))},
			Open:   func() { x.p.host.Open(sales.Opportunities, r.DealID, nil) },
		}
		l.Look = func(col string, c kit.Cell) kit.Cell { return signed(col, c, apart) }
		lines = append(lines, l)
	}
	x.sheet.Set([]column{
		{ID: "competitor", Title: records.Upper(t("competitor.one")), Width: 140},
		{ID: "deal", Title: records.Upper(t("opportunity.one")), Width: 200},
		{ID: "amount", Title: t("rivalpage.our_amount"), Form: exporting.Amount, Width: 112},
		{ID: "price", Title: t("opportunity_rival.price_minor"), Form: exporting.Amount, Width: 112},
		{ID: "apart", Title: t("rivalpage.apart"), Form: exporting.Decimal, Width: 84},
		{ID: "strengths", Title: t("opportunity_rival.strengths"), Width: 180},
		{ID: "weaknesses", Title: t("opportunity_rival.weaknesses"), Width: 180},
		{ID: "result", Title: t("opportunity_rival.result"), Width: 84},
	}, lines)
	x.p.redraw()
}

// signed shows how far their price is from ours: below it red, above it green.
func signed(col string, c kit.Cell, apart entity.Value) kit.Cell {
	switch {
	case col != "apart" || apart.IsNull():
	case apart.Int() < 0:
		c.Text, c.Color = money.Minus+strings.TrimPrefix(c.Text, "-"), theme.Bad
	default:
		c.Text, c.Color = "+"+c.Text, theme.OK
	}
	return c
}

func (x *compare) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	in := bar(c, &r)
	for _, by := range []string{"product", "competitor", "deal"} {
		c.Chip(&in, kit.Chip{ID: "by." + by, Text: t("resultspage.by." + by), On: x.by == by, Tap: func() { x.by = by; x.lay() }})
	}
	c.Text(in.Pad(10, 0, 0, 0), t("rivalpage.note"), kit.Caption)
	if waiting(c, x.p.host, x.load, r, x.have, x.read) {
		return
	}
	if x.by == "deal" && len(x.met) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Scale, Title: t("rivalpage.no_deals"), Text: t("rivalpage.no_deals_text")})
		return
	}
	if x.by != "deal" && len(x.data) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Scale, Title: t("rivalpage.none"), Text: t("rivalpage.none_text")})
		return
	}
	x.sheet.Draw(c, "compare", r)
}

func (x *compare) commands() []kit.Command {
	return []kit.Command{refresh(x.p.host, x.read), x.sheet.ExportCommand()}
}
