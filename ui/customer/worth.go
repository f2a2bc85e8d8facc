package customer

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// worth is what a customer brought in; -1: not to be seen.
type worth struct {
	year, last, margin int64
}

// basicTabs are those of the basic layout, and basicGroups the groups of fields in it.
var (
	basicTabs   = []string{paneTimeline, paneFacts, paneContacts, paneTodos, paneFiles}
	basicGroups = []string{"basic", ""}
)

// loadLayout asks how the page of a customer is laid out for this person (CUS-58).
func (p *Page) loadLayout() {
	kit.Load(kit.NewLoader(p.host, p.s.Redraw), func(ctx context.Context) (customer.Pane, error) { return p.deps.Customers.PaneOf(ctx) },
		func(l customer.Pane) {
			p.layout = l
			p.pane.reload()
		})
}

// fetchWorth adds up what the orders and payments of a customer say.
func (p *Page) fetchWorth(ctx context.Context, of listing.Node) (worth, error) {
	var w worth
	approved := listing.Is("state", listing.In, "approved", "closed")
	for _, x := range []struct {
		into   *int64
		total  string
		filter listing.Node
	}{
		{&w.year, "home_minor", listing.All(approved, listing.Is("date_on", listing.Eq, "this_year"))},
		{&w.last, "home_minor", listing.All(approved, listing.Is("date_on", listing.Eq, "last_year"))},
		{&w.margin, "margin_minor", listing.All(approved, listing.Is("date_on", listing.Eq, "this_year"))},
	} {
		*x.into = -1
		if p.deps.Registry.Type("sales_order") == nil {
			continue
		}
		n, err := p.sum(ctx, listing.Query{Entity: "sales_order", Totals: []string{x.total}, Filter: listing.All(of, x.filter)})
		switch {
		case err == nil:
			*x.into = n
		case app.KindOf(err) != app.Denied:
			return w, err
		}
	}
	return w, nil
}

func (p *Page) fetchValue(ctx context.Context, f *facts, of listing.Node) error {
	if p.layout != customer.PaneValue {
		return nil
	}
	var err error
	f.worth, err = p.fetchWorth(ctx, of)
	return err
}

// figureRoom is the room of the figures of the layout.
func (a *pane) figureRoom() float32 {
	switch a.p.layout {
	case customer.PaneBasic:
		return 0
	case customer.PaneValue:
		return 112
	}
	return 56
}

// drawWorth is what a manager sees first: turnover, margin and payments of the year, beside
// those of the year before.
func (a *pane) drawWorth(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	w := a.data.worth
	money := func(n int64) string {
		if n < 0 {
			return "—"
		}
		return "¥" + short(n)
	}
	rate := "—"
	if w.margin >= 0 && w.year > 0 {
		rate = t("cust.worth.percent", "n", (w.margin*1000/w.year+5)/10)
	}
	docs := func() { a.tab = paneDocs }
	c.KeyFigures(r, []kit.Figure{
		{Label: t("cust.worth.year"), Value: money(w.year), Tap: docs},
		{Label: t("cust.worth.margin"), Value: money(w.margin), Tap: docs},
		{Label: t("cust.worth.rate"), Value: rate},
		{Label: t("cust.worth.last"), Value: money(w.last), Tap: docs},
	})
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
}

// fits tells whether a tab is a part of the layout.
func (a *pane) fits(id string) bool {
	return a.p.layout != customer.PaneBasic || slices.Contains(basicTabs, id)
}
