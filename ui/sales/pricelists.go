package sales

import (
	"context"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// priceLists is the tab of price lists: the list, and beside it the prices of one, which
// are typed in a sheet. SAL-22
type priceLists struct {
	host kit.Host
	d    Deps
	load *kit.Loader
	now  *sales.PriceList
}

func newPriceLists(h kit.Host, d Deps, redraw func()) *priceLists {
	return &priceLists{host: h, d: d, load: kit.NewLoader(h, redraw)}
}

func (x *priceLists) tab() records.Tab {
	t := x.host.T
	active := listing.Is("state", listing.Eq, string(sales.PriceListActive))
	until := listing.Any(listing.Is("valid_until", listing.Empty), listing.Is("valid_until", listing.Ge, "today"))
	return records.Tab{
		Kind: sales.PriceLists, Query: listing.Query{Sort: []listing.Sort{{Key: "valid_from", Desc: true}, {Key: "id", Desc: true}}},
		Columns: []records.Column{
			{Key: "name", Width: 220, Flex: true},
			{Key: "currency", Width: 60},
			{Key: "grade", Width: 84},
			{Key: "region", Width: 110},
			{Key: "valid_from", Width: 96},
			{Key: "valid_until", Width: 96},
			{Key: "max_discount", Width: 104},
			{Key: "state", Width: 84},
		},
		Views: []records.View{
			{ID: "valid", Title: t("pricepage.view.valid"), Filter: listing.All(active, listing.Is("valid_from", listing.Le, "today"), until)},
			{ID: "coming", Title: t("pricepage.view.coming"), Filter: listing.All(active, listing.Is("valid_from", listing.Gt, "today"))},
			{ID: "all", Title: t("pricepage.view.all")},
		},
		Actions: x.actions, Pane: x.pane, Looked: x.look,
	}
}

func (x *priceLists) look(id int64) {
	kit.Load(x.load, func(ctx context.Context) (*sales.PriceList, error) { return x.d.PriceLists.Get(ctx, id) }, func(p *sales.PriceList) { x.now = p })
}

func (x *priceLists) actions(id int64, _ *records.Row) []kit.Command {
	return []kit.Command{{
		ID: "price.lines", Title: x.host.T("pricepage.lines"), Icon: icons.Coins, Scope: kit.ScopeList, Keys: []kit.Key{"P"}, Run: func() { x.sheet(id) },
		Enabled: func() string {
			if x.host.Actor().Can(identity.May(sales.PriceLists, identity.Change)) {
				return ""
			}
			return x.host.T("saleswindow.why_right")
		},
	}}
}

// shownPrices is how many prices the pane shows.
const shownPrices = 10

// pane draws the prices of the list.
func (x *priceLists) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.now == nil || x.now.ID != id {
		return
	}
	t := x.host.T
	c.Text(r.CutTop(24), t("pricepage.count", "n", len(x.now.Lines)), kit.Strong)
	for i, l := range x.now.Lines {
		if i == shownPrices {
			c.Text(r.CutTop(20), t("contractpage.more", "n", len(x.now.Lines)-i), kit.Caption)
			break
		}
		row := r.CutTop(22)
		price := l.Price.Text(x.now.Currency)
		if l.Unit != "" {
			price += " / " + l.Unit
		}
		c.Text(row.CutRight(kit.Measure(price, kit.Body)+4), price, kit.Body.RightAligned())
		row.CutRight(8)
		if l.From > 0 {
			from := "≥ " + l.From.String()
			c.Text(row.CutRight(kit.Measure(from, kit.Caption)+4), from, kit.Caption)
			row.CutRight(8)
		}
		c.Text(row, l.Name, kit.Body)
	}
	r.CutTop(6)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

// sheet opens the prices of a list in a grid.
func (x *priceLists) sheet(id int64) {
	x.host.Go(func(ctx context.Context) {
		p, err := x.d.PriceLists.Get(ctx, id)
		x.host.Post(func() {
			if err != nil {
				x.host.Report(err)
				return
			}
			x.edit(p)
		})
	})
}

func (x *priceLists) edit(p *sales.PriceList) {
	t := x.host.T
	records.Sheet{
		Title: t("pricepage.lines") + " · " + p.Name, Text: t("pricepage.lines_text"), Width: 760, Grid: x.grid(p),
		Foot: func() string { return t("pricepage.count", "n", len(p.Lines)) },
		Save: func(done func()) {
			lines := p.Lines
			x.host.Go(func(ctx context.Context) {
				_, err := x.d.PriceLists.Update(ctx, p.ID, p.Version, func(p *sales.PriceList) error { p.Lines = lines; return nil })
				x.host.Post(func() {
					x.host.Report(err)
					if err == nil {
						done()
						x.host.Toast(t("records.saved"), nil)
						x.look(p.ID)
					}
				})
			})
		},
	}.Show(x.host)
}

func (x *priceLists) grid(p *sales.PriceList) *kit.Grid {
	h, t := x.host, x.host.T
	known := map[int64]*sales.Product{}
	price := func(id, label string, at func(l *sales.PriceLine) *money.Price) records.RowColumn[sales.PriceLine] {
		return records.RowColumn[sales.PriceLine]{
			GridColumn: kit.GridColumn{ID: id, Title: t(label), Width: 104, Align: kit.Right, Read: kit.ReadPrice(p.Currency)},
			Get: func(l *sales.PriceLine) kit.GridCell {
				if *at(l) == 0 {
					return kit.GridCell{Text: "—", Edit: "0", Color: theme.Muted}
				}
				return kit.GridCell{Text: at(l).Text(p.Currency)}
			},
			Set: func(l *sales.PriceLine, text string, _ *kit.Option) (err error) {
				*at(l), err = money.ParsePrice(orZero(text), p.Currency)
				return err
			},
		}
	}
	return records.NewRows(records.Rows[sales.PriceLine]{
		Host: h, All: func() *[]sales.PriceLine { return &p.Lines }, Change: func(fn func(*[]sales.PriceLine)) { fn(&p.Lines) },
		Blank: func(int) sales.PriceLine { return sales.PriceLine{} },
		Keep:  func(into *sales.PriceLine, from sales.PriceLine) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[sales.PriceLine]{
			{
				GridColumn: kit.GridColumn{ID: "name", Title: t("price_list_line.name"), Width: 240, Flex: true, Hint: t("saleswindow.pick_hint"), Suggest: suggestPlain(h, x.d, known), ListWidth: 440},
				Get:        func(l *sales.PriceLine) kit.GridCell { return kit.GridCell{Text: l.Name} },
				Set: func(l *sales.PriceLine, _ string, o *kit.Option) error {
					if o == nil || known[o.ID] == nil {
						return nil
					}
					x := known[o.ID]
					l.ProductID, l.Code, l.Name, l.Unit = x.ID, x.Code, x.Name, x.Unit
					if l.Price == 0 && p.Currency == kit.Home() {
						l.Price = x.Price
					}
					return nil
				},
			},
			{
				GridColumn: kit.GridColumn{ID: "unit", Title: t("price_list_line.unit"), Width: 54},
				Get:        func(l *sales.PriceLine) kit.GridCell { return kit.GridCell{Text: l.Unit, Color: theme.Text2} },
			},
			{
				GridColumn: kit.GridColumn{ID: "from", Title: t("price_list_line.from_quantity"), Width: 96, Align: kit.Right, Read: kit.ReadQuantity},
				Get: func(l *sales.PriceLine) kit.GridCell {
					if l.From == 0 {
						return kit.GridCell{Text: "—", Edit: "0", Color: theme.Muted}
					}
					return kit.GridCell{Text: l.From.String()}
				},
				Set: func(l *sales.PriceLine, text string, _ *kit.Option) (err error) {
					l.From, err = money.ParseQuantity(orZero(text))
					return err
				},
			},
			price("price", "price_list_line.price", func(l *sales.PriceLine) *money.Price { return &l.Price }),
			price("floor", "price_list_line.floor", func(l *sales.PriceLine) *money.Price { return &l.Floor }),
		},
	}, t("pricepage.lines")).Grid
}
