package customer

import (
	"context"
	"slices"
	"strings"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/mark"
	"kontor/app/view"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// viewKey names a view: v:all for shipped ones, s:12 for saved ones, t:frame for tags.
func viewKey(v view.Row) string {
	switch {
	case v.Group == view.Tags:
		return "t:" + v.Key
	case v.Key != "":
		return "v:" + v.Key
	case v.ID != 0:
		return "s:" + itoa(v.ID)
	}
	return ""
}

func (p *Page) viewTitle(v view.Row) string {
	if v.Name != "" || v.Key == "" {
		return v.Name
	}
	return p.host.T("view.customer." + v.Key)
}

func (p *Page) shipped(key string) view.Row {
	for _, v := range p.views {
		if v.Key == key && v.Group != view.Tags {
			return v
		}
	}
	return view.Row{Key: key, Group: view.Shared, Query: listing.Query{Entity: customer.Customers, Sort: byLast}}
}

// loadViews reads the views and the tags, and shows the first view at the start.
func (p *Page) loadViews(first bool) {
	kit.Load(kit.NewLoader(p.host, p.s.Redraw), func(ctx context.Context) ([]view.Row, error) {
		return p.deps.Views.List(ctx, customer.Customers)
	}, func(rows []view.Row) {
		p.views = nil
		for _, v := range rows {
			// to-do buckets of other windows are views without a name of their own
			if v.Key == "" || tr.In(p.host.Lang()).Has("view.customer."+v.Key) {
				p.views = append(p.views, v)
			}
		}
		p.views = append(p.views, p.tagViews()...)
		p.placeReturning()
		if p.viewed = true; first {
			p.start()
			return // counted when the list is there, see loaded
		}
		p.countSoon()
	})
}

// returningKey is the view of what is about to return to the pool; its list follows from
// the rules and is worked out with the counts.
const returningKey = "returning"

// placeReturning puts that view behind the shipped ones of the person.
func (p *Page) placeReturning() {
	v := view.Row{Key: returningKey, Group: view.Mine, Icon: "clock", Query: customer.ReturningQuery(p.returning)}
	for i, x := range p.views {
		if x.Key == returningKey && x.Group == view.Mine {
			p.views[i] = v
			return
		}
	}
	at := 0
	for i, x := range p.views {
		if x.Group == view.Mine && x.Key != "" {
			at = i + 1
		}
	}
	p.views = slices.Insert(p.views, at, v)
}

// setReturning takes what is about to return now; a list that shows it follows.
func (p *Page) setReturning(soon []customer.Returning) {
	p.returning = soon
	p.counts["v:"+returningKey] = int64(len(soon))
	p.placeReturning()
	if v := p.shipped(returningKey); p.tab == tabAll && p.view.Key == returningKey && !records.Same(v.Query.Filter, p.view.Query.Filter) {
		same := !p.differs()
		if p.view = v; same {
			p.showQuery(v.Query, "")
		}
	}
	p.s.Redraw()
}

// tagViews are one view for each tag.
func (p *Page) tagViews() []view.Row {
	f := p.deps.Registry.Type(customer.Customers).Field("tags")
	if f == nil {
		return nil
	}
	var out []view.Row
	for _, o := range f.Options() {
		if o.Gone {
			continue
		}
		q := p.shipped("all").Query
		q.Filter = listing.All(q.Filter, listing.Is("tags", listing.Contains, o.Key))
		out = append(out, view.Row{Key: o.Key, Name: records.OptionText(p.host, f, o.Key), Group: view.Tags, Icon: "tag", Query: q})
	}
	return out
}

// showView shows the records of a view, without what was filtered before.
func (p *Page) showView(v view.Row) {
	p.tab, p.view = tabAll, v
	p.filter.SetText("")
	if v.Layout != "" {
		p.list.Table.RestoreColumns(v.Layout)
	}
	p.showQuery(v.Query, "")
}

// showQuery shows a query in the list of customers; title names it when it is no view.
func (p *Page) showQuery(q listing.Query, title string) {
	if title != "" {
		p.view = view.Row{Name: title, Query: q}
	}
	if len(q.Sort) == 0 {
		q.Sort = byLast
	}
	q.Totals = customer.Totals
	p.query, p.overdue = q, -1
	p.list.Table.PickAll(false)
	p.list.Show(q)
	p.status()
}

// differs tells that filter or order are no more those of the view.
func (p *Page) differs() bool {
	if p.tab != tabAll && p.tab != tabMine {
		return false
	}
	a, b := p.list.Query(), p.view.Query
	return !records.Same(a.Filter, b.Filter) || a.Text != "" || len(b.Sort) > 0 && !records.Same(a.Sort, b.Sort)
}

// filtered tells that the list shows less than its view.
func (p *Page) filtered() bool {
	q := p.active().Query()
	return q.Text != "" || p.tab == tabPool && !records.Same(q.Filter, p.poolFilter()) || (p.tab == tabAll || p.tab == tabMine) && !records.Same(q.Filter, p.base())
}

// base is the filter of the view or tab alone.
func (p *Page) base() listing.Node {
	if p.tab == tabMine {
		return customer.MineFormal
	}
	return p.view.Query.Filter
}

func (p *Page) countKey() string {
	if p.tab == tabAll {
		if k := viewKey(p.view); k != "" {
			return k
		}
	}
	return "tab." + p.tab
}

// countSoon counts views and tabs in the background; what changes meanwhile is counted once
// more afterwards, however often it changes.
func (p *Page) countSoon() {
	if p.counting {
		p.recount = true
		return
	}
	p.counting, p.counted = true, true
	views := append([]view.Row(nil), p.views...)
	p.host.Go(func(ctx context.Context) {
		p.count(ctx, views)
		p.host.Post(func() {
			again := p.recount
			if p.counting, p.recount = false, false; again {
				p.countSoon()
			}
		})
	})
}

// count counts views and tabs one after the other.
func (p *Page) count(ctx context.Context, views []view.Row) {
	if soon, err := p.deps.Customers.AboutToReturn(ctx, customer.ReturnSoon); err == nil {
		p.host.Post(func() { p.setReturning(soon) })
	}
	for _, v := range views {
		if v.Key == returningKey {
			continue
		}
		n, err := p.deps.Views.Count(ctx, v.Query)
		if err != nil {
			continue // a view on a field that is hidden from this person
		}
		key := viewKey(v)
		p.host.Post(func() { p.counts[key] = n; p.status() })
	}
	for tab, q := range map[string]listing.Query{
		tabMine:     {Entity: customer.Customers, Filter: customer.MineFormal},
		tabLeads:    {Entity: customer.Customers, Filter: customer.PotentialOnly},
		tabContacts: {Entity: customer.Contacts},
	} {
		if n, err := p.deps.Views.Count(ctx, q); err == nil {
			p.host.Post(func() { p.counts["tab."+tab] = n; p.status() })
		}
	}
	wide, err := p.deps.Customers.InPool(ctx)
	if err != nil {
		return
	}
	n, err := p.deps.Views.Count(wide, listing.Query{Entity: customer.Customers, Filter: live})
	if err == nil {
		p.host.Post(func() { p.counts["tab."+tabPool] = n; p.s.Redraw() })
	}
}

// viewIcons are the icons that shipped views name.
var viewIcons = map[string]icons.Name{
	"flag": icons.Flag, "clock": icons.Clock, "star": icons.Star, "money": icons.Coins, "people": icons.Users, "tag": icons.Tag,
	"plus": icons.CirclePlus, "globe": icons.Globe, "calendar": icons.Calendar, "": icons.Bookmark,
}

// viewList is the column of views.
func (p *Page) viewList(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.Fill(r, theme.Sunken)
	var items []kit.NavItem
	head := func(g view.Group) {
		items = append(items, kit.NavItem{Head: true, Text: t("view.group." + string(g))})
	}
	var last view.Group
	for _, g := range []view.Group{view.Mine, view.Shared, view.Tags} {
		for _, v := range p.views {
			if v.Group != g {
				continue
			}
			if g != last {
				head(g)
				last = g
			}
			items = append(items, p.navItem(v))
		}
	}
	items = append(items, p.markItems()...)
	foot := float32(0)
	if p.differs() || p.list.Query().Text != "" {
		foot = 40
	}
	body := r
	low := body.CutBottom(0)
	need := kit.NavHeight(items) + 8
	if foot > 0 {
		low = kit.R(r.X, r.Y+min(need+6, r.H-foot), r.W, foot)
		body.H = min(body.H, r.H-foot)
	}
	c.Scroll("views", body, need, func(in kit.Rect) {
		c.Nav("view", in.Pad(8, 8, 8, 0), items, viewKey(p.view), func(id string) { p.choose(id) })
	})
	if foot > 0 {
		p.saveRow(c, low.Pad(8, 6, 4, 6))
	}
}

// saveRow is the line below the views that keeps the present filter as one more.
func (p *Page) saveRow(c *kit.Canvas, r kit.Rect) {
	text := p.host.T("savedview.save")
	st := c.Hit("view.save", r, kit.Hit{Name: text, Role: kit.RoleButton, Tip: text, Cursor: kit.Hand, Focusable: true, Tap: p.saveView})
	if st.Hover {
		c.Round(r, theme.RadiusControl, theme.Hover, theme.None)
	}
	if st.Ring {
		c.FocusRing(r, theme.RadiusControl)
	}
	in := r.Pad(8, 0, 2, 0)
	c.Icon(in.CutLeft(14), iconPlus, 14, theme.Text2)
	in.CutLeft(7)
	c.Text(in, text, kit.Second)
}

func (p *Page) navItem(v view.Row) kit.NavItem {
	n := kit.NavItem{ID: viewKey(v), Text: p.viewTitle(v), Icon: viewIcons[v.Icon]}
	if n.Icon == "" {
		n.Icon = icons.Bookmark
	}
	if k, ok := p.counts[viewKey(v)]; ok {
		n.Count = p.host.T("cust.n", "n", k)
	}
	if v.ID != 0 {
		n.Menu = func(at kit.Point) {
			p.host.ShowMenu(kit.Menu{From: p.s, At: at, Items: p.keep.Items(v, p.differs(), p.taken)})
		}
	}
	return n
}

func (p *Page) choose(id string) {
	if m, ok := strings.CutPrefix(id, "m:"); ok {
		p.host.Open(mark.Marks, atoi(m), nil)
		return
	}
	for _, v := range p.views {
		if viewKey(v) == id {
			p.showView(v)
			return
		}
	}
}

// undo takes the last action back.
func (p *Page) undo() {
	if p.deps.Undo == nil {
		return
	}
	p.host.Go(func(ctx context.Context) {
		err := p.deps.Undo(ctx)
		p.host.Post(func() {
			p.host.Report(err)
			p.active().Reload()
			p.pane.reload()
		})
	})
}
