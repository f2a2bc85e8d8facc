// Package customer is the window of customers: views, filter and list, the pane with all
// that is known of one customer, the form, contacts, the shared pool and duplicates.
package customer

import (
	"context"

	"fyne.io/fyne/v2"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mark"
	"kontor/app/view"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// The lists of the window.
const (
	tabMine     = "mine"
	tabAll      = "all"
	tabPool     = "pool"
	tabLeads    = "potential"
	tabContacts = "contacts"
	tabDoubles  = "doubles"
)

// Page is the window of customers.
type Page struct {
	host kit.Host
	deps Deps
	s    *kit.Surface

	tab       string
	counts    map[string]int64 // of the tabs and views
	views     []view.Row
	returning []customer.Returning // to the pool, soon
	marks     []mark.Row           // the last used
	view      view.Row             // the one shown
	query     listing.Query
	filter    *kit.Field
	wait      func() // cancels the search that waits

	list     *records.List // customers
	pool     *records.List
	contacts *records.List
	leads    *records.List // potential customers
	poolAt   string        // the list of the pool tab
	quota    customer.Quota
	moving   *move  // the preview of a change of hands
	book     string // the part of the address book
	doubles  *doubles

	split             kit.Split
	overlay           bool // narrow window: the pane covers the list
	pane              *pane
	layout            customer.Pane // of the page of one customer
	person            *personPane
	overdue           int64 // of the list, minor units; -1 not known
	viewed            bool  // the views are there
	counted           bool  // and have been counted
	counting, recount bool
	place             kit.State // where to go on, once they are
	conds             *records.Filter
	thumbs            *records.Thumbs
	keep              records.ViewKeeper
}

// New makes the window.
func New(h kit.Host, d Deps) *Page {
	p := &Page{host: h, deps: d, tab: tabAll, book: bookAll, counts: map[string]int64{}, overdue: -1}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.filter = kit.FilterField(h.T("cust.filter"), func(string) { p.searchSoon() })
	p.filter.LeadsTo(p.Focus)
	p.split = kit.Split{Size: theme.Detail, Min: theme.DetailMin, Max: 620, Rest: 420, OnChange: func(w float32) { h.SetSetting("customer.detail", ftoa(w)) }}
	if w := atof(h.Setting("customer.detail")); w > 0 {
		p.split.Size = w
	}
	p.list = p.newList(h, customer.Columns, false)
	p.pool = p.newList(poolHost{h, d.Customers}, poolColumns, true)
	p.leads = p.newList(h, leadColumns, false)
	p.poolAt = "all"
	p.contacts = p.newContacts()
	p.doubles = &doubles{p: p, load: kit.NewLoader(h, p.s.Redraw)}
	p.pane = newPane(p)
	p.person = newPersonPane(p)
	p.query = listing.Query{Entity: customer.Customers, Sort: byLast}
	p.filters()
	p.thumbs = records.NewThumbs(h, d.Deps.Files, p.s.Redraw)
	h.Changed(p.changed, customer.Customers, customer.Contacts, customer.Activities, customer.Tasks, "quote", "sales_order", "opportunity", "receivable", "money_in", "receipt", view.Views, mark.Marks, mark.Items)
	h.Changed(func(string, int64) { p.pane.reload() }, customer.Modules...)
	h.Changed(func(string, int64) { p.pane.files.Reload(); p.person.files.Reload() }, customer.Attachments)
	p.loadViews(true)
	p.loadLayout()
	p.loadMarks()
	return p
}

var byLast = []listing.Sort{{Key: "last_activity_at", Desc: true}}

// poolHost lists the shared pool, which everybody who may claim sees.
type poolHost struct {
	kit.Host
	service Service
}

// Go gives the function a context that sees the pool.
func (h poolHost) Go(fn func(ctx context.Context)) {
	h.Host.Go(func(ctx context.Context) {
		wide, err := h.service.InPool(ctx)
		if err != nil {
			h.Post(func() { h.Report(err) })
			return
		}
		fn(wide)
	})
}

// active is the list of the present tab.
func (p *Page) active() *records.List {
	switch p.tab {
	case tabPool:
		return p.pool
	case tabContacts:
		return p.contacts
	case tabLeads:
		return p.leads
	}
	return p.list
}

// changed takes notices: own saves and those of others.
func (p *Page) changed(kind string, id int64) {
	switch kind {
	case view.Views:
		p.loadViews(false)
	case mark.Marks, mark.Items:
		p.loadMarks()
	case customer.Contacts:
		p.contacts.Changed(kind, id)
		p.pane.reload()
	case customer.Customers:
		p.active().Changed(kind, id)
		if id == 0 || id == p.pane.id {
			p.pane.reload()
		}
		p.countSoon()
		if p.tab == tabPool {
			p.loadPool()
		}
	default:
		p.pane.reload()
	}
}

// setTabAgain shows the whole list of the tab after a part of it.
func (p *Page) setTabAgain() {
	switch p.tab {
	case tabPool:
		p.showPool(p.poolAt)
	case tabLeads:
		p.leads.Show(listing.Query{Entity: customer.Customers, Filter: customer.PotentialOnly, Sort: byLast})
	default:
		p.list.Show(p.query)
	}
}

// Show goes to a record, or to a list; false when the window does not show the kind.
func (p *Page) Show(kind string, id int64, args map[string]string) bool {
	switch kind {
	case customer.Customers:
		if tab := args["tab"]; tab != "" {
			p.setTab(tab)
			return true
		}
		if f, ok := records.RowsOf(args); ok { // the customers behind a figure
			p.tab = tabAll
			p.showQuery(listing.Query{Entity: customer.Customers, Filter: f, Sort: byLast}, p.host.T("explain.figure"))
			return true
		}
		if n := args["import"]; n != "" {
			p.tab = tabAll
			p.showQuery(listing.Query{Entity: customer.Customers, Filter: listing.Is("import_id", listing.Eq, n), Sort: byLast}, p.host.T("cust.imported"))
			return true
		}
		if key := args["rates"]; key != "" { // the customers behind an average, the emptiest dossiers first
			p.tab = tabAll
			p.showQuery(listing.Query{
				Entity: customer.Customers, Filter: listing.All(listing.Is(key, listing.Eq, args["of"]), listing.Is("in_pool", listing.Eq, "0")),
				Sort: []listing.Sort{{Key: "completion"}},
			}, args["name"])
			return true
		}
		if p.tab != tabAll && p.tab != tabMine {
			p.setTab(tabAll)
		}
		if args["pane"] != "" {
			p.pane.tab = args["pane"]
		}
		p.list.Select(id)
		p.overlay = true
		return true
	case customer.Contacts:
		p.setTab(tabContacts)
		p.contacts.Select(id)
		p.overlay = true
		return true
	case customer.Activities:
		p.showActivity(id)
		return true
	}
	return false
}

// showActivity goes to the customer of an entry and opens the entry, or the one that a
// comment speaks of.
func (p *Page) showActivity(id int64) {
	p.host.Go(func(ctx context.Context) {
		rows, err := p.read(ctx, listing.Query{Entity: customer.Activities, Filter: listing.IDs([]int64{id}), Columns: []string{"customer_id", "link_entity", "link_id"}}, 1)
		p.host.Post(func() {
			if err != nil || len(rows) == 0 {
				p.host.Report(err)
				return
			}
			if rows[0].text("link_entity") == customer.Activities {
				id = rows[0].num("link_id")
			}
			p.pane.tab, p.pane.kinds = paneTimeline, "all"
			p.pane.want.customer, p.pane.want.entry = rows[0].num("customer_id"), id
			p.Show(customer.Customers, p.pane.want.customer, nil)
			p.pane.reload()
		})
	})
}

func (p *Page) setTab(tab string) {
	if p.tab == tab {
		return
	}
	p.tab, p.overlay, p.moving = tab, false, nil
	p.filter.SetText("")
	switch tab {
	case tabMine:
		p.view = view.Row{}
		p.showQuery(listing.Query{Entity: customer.Customers, Filter: customer.MineFormal, Sort: byLast}, "")
	case tabAll:
		p.showView(p.shipped("all"))
	case tabPool:
		p.showPool("all")
		p.loadPool()
	case tabLeads:
		p.leads.Show(listing.Query{Entity: customer.Customers, Filter: customer.PotentialOnly, Sort: byLast})
	case tabContacts:
		p.showBook(bookAll)
	case tabDoubles:
		if _, _, ok := p.doubles.latest(); !ok {
			p.doubles.scan()
		}
	}
	if tab != tabContacts {
		p.look(p.active().Current()) // the customer of another list is not one of this
	}
	p.status()
	p.host.Refresh()
}

// Title and the rest make it a kit.Page.
func (p *Page) Title() string { return p.host.T("area.customer") }

// Content is the surface.
func (p *Page) Content() fyne.CanvasObject { return p.s }

// Focus puts the keyboard into the list.
func (p *Page) Focus() { p.s.FocusID("list", false) }

// Close ends the page.
func (p *Page) Close() {
	if p.wait != nil {
		p.wait()
	}
}

// Chosen are the ticked records of the list, else the current one.
func (p *Page) Chosen() (kind string, ids []int64) {
	switch p.tab {
	case tabDoubles:
		return "", nil
	case tabContacts:
		return customer.Contacts, p.contacts.ChosenIDs()
	}
	return customer.Customers, p.active().ChosenIDs()
}

func (p *Page) may(verb identity.Verb) bool {
	return p.host.Actor().Can(identity.May(customer.Customers, verb))
}
