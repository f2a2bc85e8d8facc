package results

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// channels is the tab of channels and distributors: their list, and what was sold through
// each of them in a period (SAL-44).
type channels struct {
	tally
	data *market.ChannelSales
	one  int64 // the channel that is looked at; 0: all of them
	all  through
}

// through is what went through one channel, kind of channel, region or month.
type through struct {
	key    string
	n      map[string]int64
	amount map[string]money.Minor
}

func newChannels(p *page) *channels {
	x := &channels{tally: newTally(p, p.host.T("channelpage.sums"))}
	x.start([]string{"month", "quarter", "year"}, "year", x.ask, x.sum)
	x.by, x.choice = "channel", []string{"channel", "channel_kind", "region", "month"}
	return x
}

func (x *channels) tab(group string) records.Tab {
	t := x.p.host.T
	state := func(id string, s market.ChannelState) records.View {
		return records.View{ID: id, Title: t("channelpage.view." + id), Filter: listing.Is("state", listing.Eq, string(s))}
	}
	active := listing.Is("state", listing.Eq, string(market.ChannelActive))
	return records.Tab{
		Kind: market.Channels, Title: t("resultspage.tab.channels"), Group: group, Icon: icons.Handshake, Import: "channels",
		Query: listing.Query{Sort: []listing.Sort{{Key: "name"}}, Totals: []string{"deal_minor", "open_minor"}},
		Columns: []records.Column{
			{Key: "number", Width: 84},
			{Key: "name", Width: 180, Flex: true},
			{Key: "kind", Width: 84},
			{Key: "level", Width: 76, Hidden: true},
			{Key: "region", Width: 92},
			{Key: "contact", Width: 84},
			{Key: "mobile", Width: 116},
			{Key: "phone", Width: 116, Hidden: true},
			{Key: "state", Width: 80},
			{Key: "agreed_until", Width: 96},
			{Key: "target_minor", Width: 110, Hidden: true},
			{Key: "deal_minor", Width: 116},
			{Key: "open_minor", Width: 116},
			{Key: "owner_id", Width: 80},
		},
		Views: []records.View{
			{ID: "all", Title: t("channelpage.view.all")},
			state("active", market.ChannelActive), state("talking", market.ChannelTalking),
			{ID: "ending", Title: t("channelpage.view.ending"), Filter: listing.All(active, listing.Is("agreed_until", listing.Between, "today", "+60"))},
			{ID: "over", Title: t("channelpage.view.over"), Filter: listing.All(active, listing.Is("agreed_until", listing.Lt, "today"))},
			state("paused", market.ChannelPaused), state("ended", market.ChannelEnded),
		},
		Actions: x.actions, Quiet: nothing,
		Modes: []records.Mode{
			{ID: "list", Title: t("resultspage.mode.list")},
			{ID: "sums", Title: t("channelpage.sums"), Draw: x.draw, Commands: x.commands, Shown: x.read},
		},
	}
}

// nothing tells facts that say nothing: an amount of zero.
func nothing(in entity.Input) bool {
	return in.Field.Kind == entity.KindMoney && strings.Trim(in.Text, "0.") == ""
}

// actions lead from a channel to its customers and orders.
func (x *channels) actions(id int64, _ *records.Row) []kit.Command {
	t := x.p.host.T
	return []kit.Command{{ID: "channel.sales", Title: t("channelpage.sums"), Icon: icons.Chart, Keys: []kit.Key{"S"}, Scope: kit.ScopeList, Run: func() {
		x.by = "month"
		x.only(id)
	}}}
}

// only shows what one channel sold by month.
func (x *channels) only(id int64) {
	x.one = id
	x.p.ShowMode(market.Channels, "sums")
}

func (x *channels) ask() {
	from, to := x.period.Span()
	kit.Load(x.load, func(ctx context.Context) (*market.ChannelSales, error) {
		return x.p.d.Market.SoldBetween(ctx, from, to)
	},
		func(d *market.ChannelSales) { x.data = d; x.lay() })
}

func (x *channels) key(s market.Sold) string {
	t := x.p.host.T
	c, own := x.data.Channels[s.Channel], t("channelpage.direct")
	switch {
	case x.by == "month":
		return s.Month
	case s.Channel == 0:
		return own
	case x.by == "channel_kind":
		return cmp.Or(x.p.d.Option(x.p.host, market.Channels, "kind", c.Kind), t("leadpage.unknown"))
	case x.by == "region":
		return x.option("region", c.Region, "leadpage.unknown")
	}
	return cmp.Or(c.Name, t("leadpage.unknown"))
}

func (s *through) add(o market.Sold) {
	if s.n == nil {
		s.n, s.amount = map[string]int64{}, map[string]money.Minor{}
	}
	s.n[o.Kind] += o.N
	s.amount[o.Kind] += o.Amount
}

// sum sums by what is chosen.
func (x *channels) sum() {
	t := x.p.host.T
	rows := x.data.Rows
	if x.one != 0 {
		rows = slices.DeleteFunc(slices.Clone(rows), func(s market.Sold) bool { return s.Channel != x.one })
	}
	x.all = through{key: t("leadpage.total")}
	list := summed(rows, x.key, func(s *through, key string, o market.Sold) {
		s.key = key
		s.add(o)
		x.all.add(o)
	})
	slices.SortStableFunc(list, func(a, b through) int {
		if x.by == "month" {
			return cmp.Compare(a.key, b.key)
		}
		return cmp.Or(cmp.Compare(b.amount[sales.Orders], a.amount[sales.Orders]), cmp.Compare(a.key, b.key))
	})
	x.bars = nil
	var lines []line
	row := func(s through, bold bool) line {
		v := []entity.Value{entity.Str(s.key)}
		for _, kind := range []string{sales.Orders, sales.Contracts, sales.Quotes, sales.Opportunities} {
			v = append(v, entity.Num(s.n[kind]), entity.Num(int64(s.amount[kind])))
		}
		return line{Bold: bold, Values: append(v, share(int64(s.amount[sales.Orders]), int64(x.all.amount[sales.Orders])))}
	}
	for _, s := range list {
		x.bars = append(x.bars, kit.Bar{Label: s.key, Value: float64(s.amount[sales.Orders]), Text: short(s.amount[sales.Orders])})
		lines = append(lines, row(s, false))
	}
	if len(lines) > 0 {
		lines = append(lines, row(x.all, true))
	}
	cols := []column{{ID: x.by, Title: t("resultspage.by." + x.by), Width: 170}}
	for _, kind := range []string{sales.Orders, sales.Contracts, sales.Quotes, sales.Opportunities} {
		word := t("channelpage.of." + kind)
		cols = append(cols, column{ID: kind + ".n", Title: word, Form: exporting.Whole}, column{ID: kind, Title: t("channelpage.amount_of", "what", word), Form: exporting.Amount, Width: 116})
	}
	x.sheet.Set(append(cols, column{ID: "share", Title: t("channelpage.share"), Form: exporting.Decimal}), lines)
}

func (x *channels) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	in := bar(c, &r)
	x.period.Draw(c, &in)
	in.CutLeft(8)
	x.choices(c, &in)
	if waiting(c, x.p.host, x.load, r, x.data != nil, x.read) {
		return
	}
	if x.one != 0 {
		row := r.CutTop(34).Pad(theme.MarginLeft, 0, theme.MarginRight, 0)
		row.CutLeft(c.Text(row, x.data.Channels[x.one].Name, kit.Strong) + 12)
		c.LinkText(row, "everything", t("channelpage.all_channels"), kit.Link, func() { x.one, x.by = 0, "channel"; x.lay(); x.p.redraw() })
	}
	if len(x.bars) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Handshake, Title: t("channelpage.nothing"), Text: t("channelpage.nothing_text")})
		return
	}
	part := show(column{Form: exporting.Decimal}, share(int64(x.all.amount[sales.Orders]-x.direct()), int64(x.all.amount[sales.Orders])))
	c.KeyFigures(r.CutTop(54), []kit.Figure{
		{Label: t("channelpage.of." + sales.Orders), Value: tr.Group(x.all.n[sales.Orders])},
		{Label: t("resultspage.volume"), Value: "¥" + short(x.all.amount[sales.Orders]) + t("resultspage.wan")},
		{Label: t("channelpage.through"), Value: part.Text},
		{Label: t("channelpage.of." + sales.Contracts), Value: tr.Group(x.all.n[sales.Contracts])},
		{Label: t("channelpage.of." + sales.Opportunities), Value: tr.Group(x.all.n[sales.Opportunities])},
	})
	c.LineH(r.X, r.Y, r.W, theme.Line)
	x.figures(c, r, min(r.H*0.4, 210), t("channelpage.chart_unit"), "through")
}

// direct is what the company ordered without a channel.
func (x *channels) direct() money.Minor {
	var m money.Minor
	for _, s := range x.data.Rows {
		if s.Channel == 0 && s.Kind == sales.Orders && x.one == 0 {
			m += s.Amount
		}
	}
	return m
}
