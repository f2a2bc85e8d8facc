package results

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// territories is the tab of territories: the tree with what lies in each of them, and the
// list in which they are drawn (SAL-43).
type territories struct {
	tally
	data *market.Map
}

func newTerritories(p *page) *territories {
	x := &territories{tally: newTally(p, p.host.T("territorypage.map"))}
	x.start([]string{"month", "quarter", "year"}, "year", x.ask, x.sum)
	return x
}

func (x *territories) tab(group string) records.Tab {
	t := x.p.host.T
	return records.Tab{
		Kind: market.Territories, Title: t("resultspage.tab.territories"), Group: group, Icon: icons.Network,
		Query: listing.Query{Sort: []listing.Sort{{Key: "name"}}},
		Columns: []records.Column{
			{Key: "name", Width: 170, Flex: true},
			{Key: "parent_id", Width: 150},
			{Key: "owner_id", Width: 90},
			{Key: "regions", Width: 240},
			{Key: "remark", Width: 160, Hidden: true},
		},
		Actions: func(id int64, r *records.Row) []kit.Command {
			name := r.Get("name").Text()
			return []kit.Command{{ID: "territory.customers", Title: t("customer.many"), Icon: icons.Building, Keys: []kit.Key{"K"}, Scope: kit.ScopeList, Run: func() {
				x.p.host.Open(customer.Customers, 0, map[string]string{"rates": "territory_id", "of": strconv.FormatInt(id, 10), "name": name})
			}}}
		},
		Modes: []records.Mode{
			{ID: "map", Title: t("territorypage.map"), Draw: x.draw, Commands: x.commands, Shown: x.read},
			{ID: "list", Title: t("resultspage.mode.list")},
		},
	}
}

func (x *territories) ask() {
	from, to := x.period.Span()
	kit.Load(x.load, func(ctx context.Context) (*market.Map, error) { return x.p.d.Market.MapOf(ctx, from, to) },
		func(d *market.Map) { x.data = d; x.lay() })
}

// sum writes the tree into the sheet; the parts of a territory stand further in.
func (x *territories) sum() {
	t, h := x.p.host.T, x.p.host
	regions := x.p.d.Registry.Type(market.Territories).Field("regions")
	row := func(name string, p market.Place, bold bool) line {
		var names []string
		for _, r := range p.Regions {
			names = append(names, records.OptionText(h, regions, r))
		}
		g := p.Ground
		l := line{Bold: bold, Values: []entity.Value{
			entity.Str(name), entity.Str(p.Owner), entity.Str(strings.Join(names, t("records.comma"))), entity.Num(g.Customers), entity.Num(g.Fresh),
			entity.Num(g.Deals), entity.Num(int64(g.Open)), entity.Num(g.Orders), entity.Num(int64(g.Sold)), share(int64(g.Sold), int64(x.data.All.Sold)),
		}}
		if p.ID != 0 {
			l.Open = func() { x.p.ShowWith(market.Territories, p.ID, false, nil) }
		}
		return l
	}
	var lines []line
	for _, p := range x.data.Places {
		name := strings.Repeat("　", p.Depth) + p.Name
		if p.ID == 0 {
			name = t("territorypage.none")
		}
		lines = append(lines, row(name, p, p.Kids > 0))
	}
	if len(lines) > 0 {
		lines = append(lines, row(t("leadpage.total"), market.Place{Ground: x.data.All}, true))
	}
	x.sheet.Set([]column{
		{ID: "name", Title: records.Upper(t("territory.one")), Width: 190},
		{ID: "owner", Title: t("head.owner_id"), Width: 90, Person: true},
		{ID: "regions", Title: t("territory.regions"), Width: 190},
		{ID: "customers", Title: t("territorypage.customers"), Form: exporting.Whole},
		{ID: "fresh", Title: t("resultspage.new_customers"), Form: exporting.Whole},
		{ID: "deals", Title: t("territorypage.deals"), Form: exporting.Whole},
		{ID: "open", Title: t("territorypage.open"), Form: exporting.Amount, Width: 116},
		{ID: "orders", Title: t("channelpage.of.sales_order"), Form: exporting.Whole},
		{ID: "sold", Title: t("resultspage.volume"), Form: exporting.Amount, Width: 116},
		{ID: "share", Title: t("resultspage.share"), Form: exporting.Decimal},
	}, lines)
}

func (x *territories) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	in := bar(c, &r)
	x.period.Draw(c, &in)
	if r := x.p.d.Market.Redrawing(); r.All > 0 {
		c.Text(in, t("territorypage.redrawing", "done", tr.Group(r.Done), "all", tr.Group(r.All)), kit.Caption)
	}
	if waiting(c, x.p.host, x.load, r, x.data != nil, x.read) {
		return
	}
	drawn := false
	for _, p := range x.data.Places {
		drawn = drawn || p.ID != 0
	}
	if !drawn {
		e := kit.Empty{Icon: icons.Network, Title: t("territorypage.nothing"), Text: t("territorypage.nothing_text")}
		if x.p.host.Actor().Can(identity.May(market.Territories, identity.Add)) {
			e.First = kit.Button{ID: "first", Text: records.NewTitle(x.p.host, market.Territories), Icon: icons.Plus, Kind: kit.Primary, Tap: x.fresh}
		}
		c.Empty(r, e)
		return
	}
	g := x.data.All
	c.KeyFigures(r.CutTop(54), []kit.Figure{
		{Label: t("territorypage.customers"), Value: tr.Group(g.Customers)},
		{Label: t("resultspage.new_customers"), Value: tr.Group(g.Fresh)},
		{Label: t("territorypage.open"), Value: "¥" + short(g.Open) + t("resultspage.wan")},
		{Label: t("resultspage.volume"), Value: "¥" + short(g.Sold) + t("resultspage.wan")},
	})
	c.LineH(r.X, r.Y, r.W, theme.Line)
	x.sheet.Draw(c, "map", r.Pad(0, 1, 0, 0))
}

func (x *territories) fresh() { x.p.ShowWith(market.Territories, 0, true, nil) }

func (x *territories) commands() []kit.Command {
	out := x.tally.commands()
	if x.p.host.Actor().Can(identity.May(market.Territories, identity.Add)) {
		out = append(out, kit.Command{ID: "new", Title: records.NewTitle(x.p.host, market.Territories), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: x.fresh})
	}
	return out
}
