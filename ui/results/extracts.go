package results

import (
	"context"
	"strconv"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// extracts are the five standard extracts of data: customers, activities, leads,
// opportunities and forecast, by time and person, with export (BI-05).
type extracts struct {
	p     *page
	which string
	span  string
	who   people
	lists map[string]*records.List
}

// extract is one of the five.
type extract struct {
	id, kind, date string
	filter         listing.Node
	sort           listing.Sort
	columns        []string
	totals         []string
}

var allExtracts = []extract{
	{
		id: "customer", kind: customer.Customers, date: "created_at", sort: listing.Sort{Key: "created_at", Desc: true},
		columns: []string{"name", "category", "grade", "industry", "source", "region", "city", "stage", "deal_minor", "created_at", "last_activity_at", "owner_id"}, totals: []string{"deal_minor"},
	},
	{
		id: "activity", kind: customer.Activities, date: "at", sort: listing.Sort{Key: "at", Desc: true},
		columns: []string{"at", "kind", "customer_id", "contact_id", "opportunity_id", "place", "text", "result", "owner_id"},
	},
	{
		id: "lead", kind: "lead", date: "created_at", sort: listing.Sort{Key: "created_at", Desc: true},
		columns: []string{"name", "company", "person", "source", "campaign", "state", "quality", "amount_minor", "created_at", "last_at", "owner_id"}, totals: []string{"amount_minor"},
	},
	{
		id: "opportunity", kind: sales.Opportunities, date: "created_at", sort: listing.Sort{Key: "created_at", Desc: true},
		columns: []string{"name", "customer_id", "stage", "state", "amount_minor", "probability", "close_on", "closed_on", "source", "competitor", "created_at", "owner_id"}, totals: []string{"amount_minor"},
	},
	{
		id: "forecast", kind: sales.Opportunities, date: "close_on", sort: listing.Sort{Key: "close_on"}, filter: listing.Is("state", listing.Eq, string(sales.Open)),
		columns: []string{"name", "customer_id", "close_on", "amount_minor", "probability", "stage", "pushed", "owner_id", "unit_id"}, totals: []string{"amount_minor"},
	},
}

var extractSpans = []string{"all", "this_week", "this_month", "last_month", "next_month", "this_quarter", "next_quarter", "this_year", "last_year"}

func newExtracts(p *page) *extracts {
	x := &extracts{p: p, which: "customer", span: "this_year", lists: map[string]*records.List{}}
	x.who = people{p: p, all: true, changed: x.show}
	return x
}

func (x *extracts) now() extract {
	for _, e := range allExtracts {
		if e.id == x.which {
			return e
		}
	}
	return allExtracts[0]
}

func (x *extracts) list() *records.List {
	if l := x.lists[x.which]; l != nil {
		return l
	}
	e := x.now()
	l := records.New(x.p.host, x.p.d.Deps, e.kind)
	l.Redraw(x.p.redraw)
	var cols []records.Column
	for i, k := range e.columns {
		c := records.Column{Key: k}
		if i == 0 && e.id != "activity" || k == "customer_id" {
			c.Width, c.Flex = 210, true
		}
		cols = append(cols, c)
	}
	l.Table.Multi = false
	l.SetColumns(cols...)
	l.OnOpen = func(id int64) { x.p.host.Open(e.kind, id, nil) }
	x.lists[x.which] = l
	return l
}

// show reads the list with its filters.
func (x *extracts) show() {
	x.who.fill()
	e := x.now()
	f := e.filter
	if x.span != "all" {
		f = listing.All(f, listing.Is(e.date, listing.Eq, x.span))
	}
	if x.who.id != 0 {
		f = listing.All(f, listing.Is("owner_id", listing.Eq, strconv.FormatInt(x.who.id, 10)))
	}
	x.list().Show(listing.Query{Filter: f, Sort: []listing.Sort{e.sort, {Key: "id", Desc: true}}, Totals: e.totals})
	x.p.redraw()
}

func (x *extracts) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	in := bar(c, &r)
	var tabs []kit.Tab
	for _, e := range allExtracts {
		tabs = append(tabs, kit.Tab{ID: e.id, Text: t("resultspage.extract." + e.id)})
	}
	c.Segment("which", in.CutLeft(kit.SegmentWidth(tabs)).MiddleRow(theme.Control), tabs, x.which, func(id string) { x.which = id; x.show() })
	in.CutLeft(12)
	c.Drop("span", in.CutLeft(120).MiddleRow(theme.Control), t("resultspage.span."+x.span), icons.Calendar, func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, s := range extractSpans {
			items = append(items, kit.MenuItem{Title: t("resultspage.span." + s), Checked: s == x.span, Run: func() { x.span = s; x.show() }})
		}
		return items
	})
	in.CutLeft(10)
	x.who.draw(c, &in)
	l := x.list()
	if n, known := l.Count(); known {
		text := t("records.count", "n", n)
		for _, key := range x.now().totals {
			if v, ok := l.Total(key); ok {
				text += "  ¥" + short(moneyOf(v)) + t("resultspage.wan")
			}
		}
		if kit.Measure(text, kit.Caption) > in.W { // the number alone has room
			text = strconv.FormatInt(int64(n), 10)
		}
		c.Text(in, text, kit.Caption.RightAligned())
	}
	if err := l.Failed(); err != nil {
		c.Failure(r, x.p.host, err, x.show)
		return
	}
	l.Draw(c, "extract", r)
}

// export writes the extract with its columns and filters.
func (x *extracts) export() {
	h, l := x.p.host, x.list()
	name := h.T("resultspage.extract." + x.which)
	h.SaveFile(kit.FileRequest{Title: h.T("records.export"), Name: name + ".xlsx", Exts: []string{"xlsx", "csv"}, Kinds: "Excel, CSV", Confirm: true}, func(path string) {
		q := l.Query()
		h.Go(func(ctx context.Context) {
			err := x.p.d.Export(ctx, q, name, path)
			h.Post(func() {
				h.Report(err)
				if err == nil {
					h.Toast(h.T("records.exported", "file", path), nil)
				}
			})
		})
	})
}

func (x *extracts) commands() []kit.Command {
	t := x.p.host.T
	list := []kit.Command{refresh(x.p.host, x.show)}
	if x.p.d.Export != nil && x.p.host.Actor().Can(identity.May(x.now().kind, identity.Export)) {
		list = append(list, kit.Command{ID: "export", Title: t("records.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: x.export, Status: t("records.export_word")})
	}
	return list
}
