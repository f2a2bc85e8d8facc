package results

import (
	"cmp"
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Competitors keeps the library of competitors.
type Competitors interface {
	Get(ctx context.Context, id int64) (*market.Competitor, error)
	Update(ctx context.Context, id, version int64, fn func(c *market.Competitor) error) (*market.Competitor, error)
}

// competitors is the tab of competitors: the library with wins and losses against each,
// what of it stands at deals and customers, and their products beside ours (SAL-46).
type competitors struct {
	p       *page
	load    *kit.Loader
	compare *compare
	now     *market.Competitor
	deals   []linked
	firms   []linked
}

// linked is a record that speaks of the competitor.
type linked struct {
	id          int64
	name, state string
}

func newCompetitors(p *page) *competitors {
	return &competitors{p: p, load: kit.NewLoader(p.host, p.redraw), compare: newCompare(p)}
}

func (x *competitors) tab(group string) records.Tab {
	t := x.p.host.T
	threat := func(v market.Threat) records.View {
		return records.View{ID: string(v), Title: t("competitor.threat." + string(v)), Filter: listing.Is("threat", listing.Eq, string(v))}
	}
	return records.Tab{
		Kind: market.Competitors, Title: t("resultspage.tab.competitors"), Group: group, Icon: icons.Flag, Import: "competitors", Query: listing.Query{Sort: []listing.Sort{{Key: "name"}}},
		Columns: []records.Column{
			{Key: "name", Width: 170, Flex: true},
			{Key: "threat", Width: 70},
			{Key: "region", Width: 84},
			{Key: "goods", Width: 180},
			{Key: "won", Width: 64},
			{Key: "lost", Width: 64},
			{Key: "open_deals", Width: 80},
			{Key: "won_minor", Width: 112},
			{Key: "lost_minor", Width: 112},
			{Key: "website", Width: 140, Hidden: true},
			{Key: "owner_id", Width: 84, Hidden: true},
		},
		Views:   []records.View{{ID: "all", Title: t("channelpage.view.all")}, threat(market.ThreatHigh), threat(market.ThreatMiddle), threat(market.ThreatLow)},
		Actions: x.actions, Pane: x.pane, Looked: x.look, Quiet: nothing,
		Modes: []records.Mode{
			{ID: "list", Title: t("resultspage.mode.list")},
			{ID: "compare", Title: t("rivalpage.compare"), Draw: x.compare.draw, Commands: x.compare.commands, Shown: x.compare.read},
		},
	}
}

func (x *competitors) look(id int64) {
	type seen struct {
		c            *market.Competitor
		deals, firms []linked
	}
	kit.Load(x.load, func(ctx context.Context) (s seen, err error) {
		if s.c, err = x.p.d.Competitors.Get(ctx, id); err != nil {
			return s, err
		}
		if s.deals, err = x.speaking(ctx, sales.Rivals, id, "opportunity_id", "opportunity_id.name", "result"); err != nil {
			return s, err
		}
		s.firms, err = x.speaking(ctx, customer.Competitors, id, "customer_id", "customer_id.name", "product")
		return s, err
	}, func(s seen) { x.now, x.deals, x.firms = s.c, s.deals, s.firms })
}

// shownLinked is how many deals and customers the pane names.
const shownLinked = 6

// speaking reads the newest records of a kind that point to the competitor; nothing when
// the kind is closed to the person.
func (x *competitors) speaking(ctx context.Context, kind string, id int64, at, name, more string) ([]linked, error) {
	if !x.p.host.Actor().Can(identity.May(kind, identity.See)) {
		return nil, nil
	}
	plan, err := listing.Allow(ctx, x.p.d.Registry, identity.May(kind, identity.See), listing.Query{
		Entity: kind, Columns: []string{at, name, more}, Filter: listing.Is("competitor_id", listing.Eq, strconv.FormatInt(id, 10)), Sort: []listing.Sort{{Key: "id", Desc: true}},
	})
	if err != nil {
		return nil, err
	}
	ids, err := x.p.d.Source.First(ctx, plan, shownLinked)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	rows, err := x.p.d.Source.Block(ctx, plan, ids)
	var out []linked
	for _, r := range rows {
		if r.ID != 0 && len(r.Cells) == 3 {
			out = append(out, linked{r.Cells[0].Int(), r.Cells[1].Text(), r.Cells[2].Text()})
		}
	}
	return out, err
}

func (x *competitors) actions(id int64, _ *records.Row) []kit.Command {
	t := x.p.host.T
	return []kit.Command{{
		ID: "rival.products", Title: t("rivalpage.products"), Icon: icons.Scale, Keys: []kit.Key{"P"}, Scope: kit.ScopeList, Run: func() { x.edit(id) },
		Enabled: func() string {
			if x.p.host.Actor().Can(identity.May(market.Competitors, identity.Change)) {
				return ""
			}
			return t("flowpage.why_right")
		},
	}}
}

// pane draws how often the company won against the competitor, the products, and where it
// was met.
func (x *competitors) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.now == nil || x.now.ID != id {
		return
	}
	h, t := x.p.host, x.p.host.T
	for i, l := range x.now.Lines {
		if i == 0 {
			c.Text(r.CutTop(24), t("rivalpage.against"), kit.Strong)
		}
		if i == shownLinked {
			c.Text(r.CutTop(20), t("contractpage.more", "n", len(x.now.Lines)-i), kit.Caption)
			break
		}
		row := r.CutTop(22)
		price := priceText(l.Price)
		c.Text(row.CutRight(kit.Measure(price, kit.Body)+4), price, kit.Body.RightAligned())
		row.CutRight(8)
		c.Text(row, l.Theirs+"  /  "+cmp.Or(l.Product, "—"), kit.Body)
	}
	part := func(title, kind string, list []linked, state func(string) string) {
		if len(list) == 0 {
			return
		}
		c.Text(r.CutTop(26), title, kit.Strong)
		for i, d := range list {
			row := r.CutTop(22)
			text := state(d.state)
			c.Text(row.CutRight(min(kit.Measure(text, kit.Caption)+4, row.W/2)), text, kit.Caption.RightAligned())
			row.CutRight(8)
			c.LinkText(row, kind+"."+strconv.Itoa(i), d.name, kit.Body.In(theme.Primary), func() { h.Open(kind, d.id, nil) })
		}
	}
	part(t("opportunity.many"), sales.Opportunities, x.deals, func(s string) string { return t("opportunity_rival.result." + s) })
	part(t("customer.many"), customer.Customers, x.firms, func(s string) string { return s })
	r.CutTop(4)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

func priceText(p money.Price) string {
	if p == 0 {
		return "—"
	}
	return p.Text(kit.Home())
}

// edit opens the products of a competitor in a sheet: typed, or pasted from Excel.
func (x *competitors) edit(id int64) {
	h := x.p.host
	h.Go(func(ctx context.Context) {
		c, err := x.p.d.Competitors.Get(ctx, id)
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			x.sheet(c)
		})
	})
}

func (x *competitors) sheet(f *market.Competitor) {
	h, t := x.p.host, x.p.host.T
	records.Sheet{
		Title: t("rivalpage.products") + " · " + f.Name, Text: t("rivalpage.products_text"), Width: 980, Grid: x.grid(f),
		Foot: func() string { return t("flowpage.count", "n", len(f.Lines)) },
		Save: func(done func()) {
			lines := f.Lines
			h.Go(func(ctx context.Context) {
				_, err := x.p.d.Competitors.Update(ctx, f.ID, f.Version, func(c *market.Competitor) error { c.Lines = lines; return nil })
				h.Post(func() {
					h.Report(err)
					if err == nil {
						done()
						h.Toast(t("records.saved"), nil)
						x.look(f.ID)
					}
				})
			})
		},
	}.Show(h)
}

func (x *competitors) grid(f *market.Competitor) *kit.Grid {
	h, t := x.p.host, x.p.host.T
	type line = market.Rival
	find := records.Suggest(h, x.p.d.Deps, sales.Products, listing.Node{})
	text := func(id string, width float32, at func(l *line) *string) records.RowColumn[line] {
		return records.RowColumn[line]{
			GridColumn: kit.GridColumn{ID: id, Title: t("competitor_product." + id), Width: width, Flex: width > 150},
			Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: *at(l)} },
			Set:        func(l *line, text string, _ *kit.Option) error { *at(l) = text; return nil },
		}
	}
	ours := text("product", 170, func(l *line) *string { return &l.Product })
	ours.Suggest, ours.Free, ours.ListWidth = func(_ int, query string, answer func([]kit.Option)) { find(query, answer) }, true, 320
	ours.Set = func(l *line, text string, o *kit.Option) error {
		l.Product, l.ProductID = text, 0
		if o != nil {
			l.Product, l.ProductID = o.Text, o.ID
		}
		return nil
	}
	return records.NewRows(records.Rows[line]{
		Host: h, All: func() *[]line { return &f.Lines }, Change: func(fn func(*[]line)) { fn(&f.Lines) },
		Blank: func(int) line { return line{On: h.Today()} },
		Keep:  func(into *line, from line) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[line]{
			text("theirs", 170, func(l *line) *string { return &l.Theirs }),
			{
				GridColumn: kit.GridColumn{ID: "price", Title: t("competitor_product.price"), Width: 92, Align: kit.Right, Read: kit.ReadPrice(kit.Home())},
				Get: func(l *line) kit.GridCell {
					if l.Price == 0 {
						return kit.GridCell{Text: "—", Edit: "0", Color: theme.Muted}
					}
					return kit.GridCell{Text: l.Price.Text(kit.Home())}
				},
				Set: func(l *line, text string, _ *kit.Option) (err error) {
					l.Price, err = money.ParsePrice(cmp.Or(text, "0"), kit.Home())
					return err
				},
			},
			ours,
			text("better", 170, func(l *line) *string { return &l.Better }), text("worse", 170, func(l *line) *string { return &l.Worse }),
			{
				GridColumn: kit.GridColumn{ID: "date_on", Title: t("competitor_product.date_on"), Width: 96},
				Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: l.On.String()} },
				Set: func(l *line, text string, _ *kit.Option) (err error) {
					l.On, err = calendar.ParseShort(text, h.Today(), calendar.Past)
					return err
				},
			},
		},
	}, t("rivalpage.products")).Grid
}
