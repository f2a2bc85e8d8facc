package sales

import (
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/lead"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// leadRates shows marketing what became of its leads, by source or campaign.
type leadRates struct {
	host     kit.Host
	d        Deps
	load     *kit.Loader
	table    kit.Table
	rows     []lead.Rate
	campaign bool
	span     string
	ready    bool
}

var rateSpans = []string{"month", "quarter", "year", "all"}

func newLeadRates(h kit.Host, d Deps, redraw func()) *leadRates {
	x := &leadRates{host: h, d: d, span: "year", load: kit.NewLoader(h, redraw)}
	t := h.T
	num := func(id, title string) kit.Column {
		return kit.Column{ID: id, Title: title, Width: 84, Align: kit.Right}
	}
	x.table = kit.Table{Name: t("leadpage.rates"), Source: rateRows{x}, Columns: []kit.Column{
		{ID: "key", Title: t("lead.source"), Width: 180, Flex: true, Fixed: true},
		num("total", t("leadpage.came")), num("pool", t("leadpage.view.pool")),
		num("working", t("lead.state.working")), num("discarded", t("lead.state.discarded")), num("converted", t("lead.state.converted")),
		{ID: "rate", Title: t("leadpage.convert_rate"), Width: 130},
		num("real", t("lead.quality.real")), num("fake", t("lead.quality.fake")),
		{ID: "real_rate", Title: t("leadpage.real_rate"), Width: 130},
		{ID: "amount", Title: t("leadpage.converted_sum"), Width: 120, Align: kit.Right},
	}}
	return x
}

func (x *leadRates) read() {
	q := lead.RateQuery{ByCampaign: x.campaign}
	today := x.host.Today()
	y, m, _ := today.Parts()
	switch x.span {
	case "month":
		q.From = today.MonthStart()
	case "quarter":
		q.From = calendar.Of(y, (m-1)/3*3+1, 1)
	case "year":
		q.From = calendar.Of(y, 1, 1)
	}
	kit.Load(x.load, func(ctx context.Context) ([]lead.Rate, error) { return x.d.Leads.Rates(ctx, q) },
		func(rows []lead.Rate) { x.rows, x.ready = rows, true })
}

func (x *leadRates) draw(c *kit.Canvas, r kit.Rect) {
	t := x.host.T
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	by := []kit.Tab{{ID: "source", Text: t("leadpage.by_source")}, {ID: "campaign", Text: t("leadpage.by_campaign")}}
	now := "source"
	if x.campaign {
		now = "campaign"
	}
	c.Segment("by", in.CutLeft(kit.SegmentWidth(by)).MiddleRow(theme.Control), by, now, func(id string) {
		x.campaign = id == "campaign"
		x.table.Columns[0].Title = t("lead." + id)
		x.read()
	})
	in.CutLeft(14)
	for _, s := range rateSpans {
		c.Chip(&in, kit.Chip{ID: s, Text: t("leadpage.span." + s), On: x.span == s, Tap: func() { x.span = s; x.read() }})
	}
	switch {
	case x.load.Failed() != nil:
		c.Failure(r, x.host, x.load.Failed(), x.read)
	case !x.ready:
		if x.load.Slow() {
			c.Placeholders(r)
		}
	case len(x.rows) == 0:
		c.Empty(r, kit.Empty{Icon: icons.ChartLine, Title: t("leadpage.no_rates"), Text: t("leadpage.no_rates_text")})
	default:
		x.table.Draw(c, "rates", r)
	}
}

func (x *leadRates) commands() []kit.Command {
	return []kit.Command{{ID: "refresh", Title: x.host.T("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: x.read}}
}

// rateRows gives the table its rows.
type rateRows struct{ x *leadRates }

func (s rateRows) Len() int      { return len(s.x.rows) }
func (s rateRows) Want(int, int) {}

func (s rateRows) RowStyle(i int) kit.RowStyle {
	return kit.RowStyle{Bold: s.x.rows[i].Key == lead.TotalKey}
}

func (s rateRows) Row(i int) ([]kit.Cell, bool) {
	r := s.x.rows[i]
	t := s.x.host.T
	name := r.Key
	switch {
	case r.Key == lead.TotalKey:
		name = t("leadpage.total")
	case r.Key == "":
		name = t("leadpage.unknown")
	case !s.x.campaign:
		name = s.x.d.Option(s.x.host, lead.Leads, "source", r.Key)
	}
	num := func(n int64) kit.Cell {
		if n == 0 {
			return kit.Cell{Text: "—", Color: theme.Muted}
		}
		return kit.Cell{Text: strconv.FormatInt(n, 10)}
	}
	bar := func(part, whole int64, tone theme.Token) kit.Cell {
		if whole == 0 {
			return kit.Cell{Text: "—", Color: theme.Muted}
		}
		return kit.Cell{Text: strconv.FormatInt((part*100+whole/2)/whole, 10) + "%", Bar: float32(part) / float32(whole), BarIn: tone}
	}
	return []kit.Cell{
		{Text: name},
		num(r.Total), num(r.Pool), num(r.Working), num(r.Discarded), num(r.Converted), bar(r.Converted, r.Total, theme.Primary),
		num(r.Real), num(r.Fake), bar(r.Real, r.Real+r.Fake, theme.OK),
		{Text: homeText(r.Amount)},
	}, true
}
