package customer

import (
	"context"
	"fmt"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// ratesView shows how far the dossiers are filled, by salesperson and by department.
type ratesView struct {
	host kit.Host
	deps Deps
	load *kit.Loader
	data customer.Rates
	name map[string]string // "person/2" → name
	done bool
}

func newRates(h kit.Host, d Deps, redraw func()) *ratesView {
	return &ratesView{host: h, deps: d, load: kit.NewLoader(h, redraw)}
}

func (v *ratesView) reload() {
	type read struct {
		rates customer.Rates
		names map[string]string
	}
	kit.Load(v.load, func(ctx context.Context) (r read, err error) {
		if r.rates, err = v.deps.Customers.Rates(ctx); err != nil {
			return r, err
		}
		r.names, err = rateNames(ctx, v.deps.Deps, r.rates)
		return r, err
	}, func(r read) { v.data, v.name, v.done = r.rates, r.names, true })
}

// rateNames reads the names of the people and departments of rates.
func rateNames(ctx context.Context, d records.Deps, r customer.Rates) (map[string]string, error) {
	out := map[string]string{}
	for kind, list := range map[string][]customer.RateOf{"person": r.People, "department": r.Units} {
		t := d.Registry.Type(kind)
		plan, err := listing.Allow(ctx, d.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Columns: []string{t.Title}})
		if err != nil {
			return nil, err
		}
		var ids []int64
		for _, x := range list {
			ids = append(ids, x.ID)
		}
		for len(ids) > 0 {
			n := min(len(ids), listing.BlockSize)
			rows, err := d.Source.Block(ctx, plan, ids[:n])
			if err != nil {
				return nil, err
			}
			for _, row := range rows {
				if row.ID != 0 {
					out[kind+"/"+itoa(row.ID)] = row.Cells[0].Text()
				}
			}
			ids = ids[n:]
		}
	}
	return out, nil
}

func (v *ratesView) draw(c *kit.Canvas, r kit.Rect) {
	t := v.host.T
	switch {
	case v.load.Failed() != nil:
		c.Empty(r, kit.Empty{Icon: icons.CircleAlert, Title: t("cust.not_shown"), Text: v.host.ErrorText(v.load.Failed())})
		return
	case !v.done:
		if v.load.Slow() {
			c.Placeholders(r)
		}
		return
	case v.data.All.Count == 0:
		c.Empty(r, kit.Empty{Icon: icons.ChartPie, Title: t("dossier.no_rates"), Text: t("dossier.no_rates_text")})
		return
	}
	r = r.Inset(16)
	top := r.CutTop(84)
	c.Donut(top.CutLeft(80), float32(v.data.All.Tenths)/1000, percent(v.data.All.Tenths))
	top.CutLeft(16)
	top = top.Pad(0, 16, 0, 0)
	c.Text(top.CutTop(26), t("dossier.average", "rate", percent(v.data.All.Tenths)), kit.Section)
	c.Text(top.CutTop(22), t("dossier.rates_note", "n", v.data.All.Count), kit.Second)
	r.CutTop(12)
	cols := r.Columns(12, -1, -1)
	v.table(c, cols[0], t("dossier.by_person"), "person", v.data.People)
	v.table(c, cols[1], t("dossier.by_unit"), "department", v.data.Units)
}

// table lists averages; a row opens the customers behind it, the emptiest dossiers first.
func (v *ratesView) table(c *kit.Canvas, r kit.Rect, title, kind string, list []customer.RateOf) {
	t := v.host.T
	body := c.Panel(r, kit.Panel{Title: title, Sub: t("dossier.entries", "n", len(list))})
	const h = 36
	c.Scroll("rates."+kind, body, float32(len(list)*h), func(body kit.Rect) {
		for _, x := range list {
			row := body.CutTop(h)
			if !c.Visible(row) {
				continue
			}
			name := v.name[kind+"/"+itoa(x.ID)]
			st := c.Hit("rate."+kind+"."+itoa(x.ID), row, kit.Hit{Name: name, Role: kit.RoleRow, Value: percent(x.Tenths), Cursor: kit.Hand, Focusable: true, Tap: func() { v.open(kind, x.ID) }})
			if st.Hover {
				c.Fill(row, theme.Hover)
			}
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			if st.Ring {
				c.FocusRing(row.Inset(2), theme.RadiusControl)
			}
			cells := row.Pad(12, 0, 12, 0).Columns(10, 100, -1, 52, 96)
			c.Text(cells[0], name, kit.Body)
			c.Progress(cells[1], float32(x.Tenths)/1000, theme.Primary)
			c.Text(cells[2], percent(x.Tenths), kit.Strong.RightAligned())
			c.Text(cells[3], t("dossier.customers", "n", x.Count), kit.Caption.RightAligned())
		}
	})
}

func (v *ratesView) open(kind string, id int64) {
	key := "owner_id"
	if kind == "department" {
		key = "unit_id"
	}
	v.host.Open(customer.Customers, 0, map[string]string{"rates": key, "of": itoa(id), "name": v.name[kind+"/"+itoa(id)]})
}

// percent writes tenths of a per cent: 56%, 7.4%.
func percent(tenths int64) string {
	if tenths%10 == 0 {
		return fmt.Sprintf("%d%%", tenths/10)
	}
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}
