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
	"kontor/assets/icons"
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

	tab    string
	counts map[string]int64 // of the tabs and views
	views  []view.Row
	marks  []mark.Row // the last used
	view   view.Row   // the one shown
	query  listing.Query
	filter *kit.Field
	wait   func() // cancels the search that waits

	list     *records.List // customers
	pool     *records.List
	contacts *records.List
	leads    *records.List // potential customers
	poolAt   string        // the list of the pool tab
	quota    customer.Quota
	moving   *move  // the preview of a change of hands
	book     string // the part of the address book
	doubles  *doubles

	split   kit.Split
	overlay bool // narrow window: the pane covers the list
	pane    *pane
	person  *personPane
	overdue int64 // of the list, minor units; -1 not known
}

// New makes the window.
func New(h kit.Host, d Deps) *Page {
	p := &Page{host: h, deps: d, tab: tabAll, book: bookAll, counts: map[string]int64{}, overdue: -1}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.filter = kit.FilterField(h.T("cust.filter"), func(string) { p.searchSoon() })
	p.filter.OnEnter = func() bool { p.s.FocusID("list", false); return true }
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
	h.Changed(p.changed, customer.Customers, customer.Contacts, customer.Activities, customer.Tasks, "quote", "sales_order", "opportunity", "receivable", "money_in", "receipt", view.Views, mark.Marks, mark.Items)
	h.Changed(func(string, int64) { p.pane.reload() }, customer.Modules...)
	h.Changed(func(string, int64) { p.pane.files.Reload(); p.person.files.Reload() }, customer.Attachments)
	p.loadViews(true)
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
		if n := args["import"]; n != "" {
			p.tab = tabAll
			p.showQuery(listing.Query{Entity: customer.Customers, Filter: listing.Is("import_id", listing.Eq, n), Sort: byLast}, p.host.T("cust.imported"))
			return true
		}
		if key := args["rates"]; key != "" { // the customers behind an average, the emptiest dossiers first
			p.tab = tabAll
			p.showQuery(listing.Query{Entity: customer.Customers, Filter: listing.All(listing.Is(key, listing.Eq, args["of"]), listing.Is("in_pool", listing.Eq, "0")),
				Sort: []listing.Sort{{Key: "completion"}}}, args["name"])
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

// Save keeps tab, view, filter and record.
func (p *Page) Save() kit.State {
	return kit.State{"tab": p.tab, "view": viewKey(p.view), "text": p.filter.Text(), "id": itoa(p.active().Current())}
}

// Restore shows what Save kept.
func (p *Page) Restore(s kit.State) {
	if s["tab"] != "" {
		p.setTab(s["tab"])
	}
	for _, v := range p.views {
		if viewKey(v) == s["view"] && s["view"] != "" {
			p.showView(v)
		}
	}
	if s["text"] != "" {
		p.filter.SetText(s["text"])
		p.search()
	}
	if id := atoi(s["id"]); id != 0 {
		p.active().Select(id)
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

// Commands are the actions of the page now.
func (p *Page) Commands() []kit.Command {
	t := p.host.T
	if p.moving != nil {
		return p.moving.commands()
	}
	none := func() string {
		if p.active().Current() == 0 {
			return t("cust.no_current")
		}
		return ""
	}
	list := []kit.Command{
		p.newCommand(),
		{ID: "customer.open", Title: t("cust.open"), Keys: []kit.Key{"Enter"}, Run: p.openCurrent, Enabled: none, Scope: kit.ScopeList, Status: t("cust.open_word")},
		{ID: "customer.edit", Title: t("cust.edit"), Keys: []kit.Key{"F2"}, Icon: icons.Pencil, Run: p.editCurrent, Enabled: none, Status: t("cust.edit_word")},
		{ID: "list.filter", Title: t("cust.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Filter, Run: p.filter.Focus, Status: t("cust.filter_word")},
		{ID: "list.export", Title: t("cust.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: p.export, Enabled: p.denied(identity.Export), Status: t("cust.export_word")},
		{ID: "customer.import", Title: t("cust.import"), Icon: icons.Download, Run: p.importFile, Enabled: p.denied(identity.Import)},
		{ID: "list.reload", Title: t("cust.reload"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: func() { p.active().Reload(); p.pane.reload() }, Scope: kit.ScopeHidden},
		{ID: "list.back", Title: t("cust.back"), Keys: []kit.Key{"Esc"}, Run: p.back, Scope: kit.ScopeHidden},
	}
	if p.deps.Mark != nil && p.tab != tabDoubles {
		list = append(list, kit.Command{ID: "customer.mark", Title: t("action.mark"), Keys: []kit.Key{"Ctrl+M"}, Icon: icons.Bookmark, Run: p.mark, Scope: kit.ScopeList})
	}
	if p.tab == tabContacts {
		return append(list, p.bookCommands()...)
	}
	if p.tab == tabPool {
		return append(list, kit.Command{ID: "pool.claim", Title: t("cust.claim"), Keys: []kit.Key{"Ctrl+L"}, Icon: icons.UserPlus, Run: p.claimChosen, Enabled: p.denied(identity.Claim), Status: t("cust.claim")})
	}
	if p.tab == tabAll || p.tab == tabMine || p.tab == tabLeads {
		if p.tab == tabLeads {
			list = append(list, kit.Command{ID: "customer.convert", Title: t("cust.convert"), Keys: []kit.Key{"Ctrl+Shift+F"}, Icon: icons.CircleCheck, Run: func() { p.convert([]int64{p.leads.Current()}) }, Enabled: none, Status: t("cust.convert")})
		}
		list = append(list,
			kit.Command{ID: "customer.follow", Title: t("cust.follow"), Keys: []kit.Key{"L"}, Icon: icons.Phone, Run: func() { p.follow(p.active().Current()) }, Enabled: none, Scope: kit.ScopeList},
			kit.Command{ID: "customer.mail", Title: t("cust.mail"), Keys: []kit.Key{"M"}, Icon: icons.Mail, Run: func() { p.mail(p.active().Current()) }, Enabled: none, Scope: kit.ScopeList},
			kit.Command{ID: "customer.quote", Title: t("cust.quote"), Keys: []kit.Key{"Q"}, Icon: icons.FileText, Run: func() { p.startDoc("quote") }, Enabled: none, Scope: kit.ScopeList},
			kit.Command{ID: "customer.money", Title: t("cust.money"), Keys: []kit.Key{"P"}, Icon: icons.Receipt, Run: func() { p.startDoc("money_in") }, Enabled: none, Scope: kit.ScopeList},
			kit.Command{ID: "customer.bin", Title: t("cust.bin"), Keys: []kit.Key{"Del"}, Icon: icons.Trash, Run: p.bin, Enabled: p.denied(identity.Remove), Scope: kit.ScopeList})
	}
	if p.showsFiles() != nil {
		list = append(list, kit.Command{ID: "file.paste", Title: t("attach.paste"), Keys: []kit.Key{"Ctrl+V"}, Icon: icons.ClipboardPaste, Run: func() { p.showsFiles().Paste() }})
	}
	return append(list, kit.Command{ID: "customer.dossier", Title: t("dossier.open"), Keys: []kit.Key{"Ctrl+D"}, Icon: icons.LayoutList, Run: func() { p.openDossier(customer.Competitors) }},
		kit.Command{ID: "customer.rates", Title: t("dossier.rates"), Icon: icons.ChartPie, Run: func() { p.host.Open(Overview, 0, nil) }})
}

// newCommand begins a contact in the address book, else a customer.
func (p *Page) newCommand() kit.Command {
	c := kit.Command{ID: "customer.new", Title: p.host.T("cust.new"), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: p.create, Enabled: p.denied(identity.Add)}
	if p.tab == tabContacts {
		c.ID, c.Title, c.Run = "contact.new", p.host.T("cust.new_contact"), func() { p.editContact(0, 0) }
	}
	return c
}

func (p *Page) denied(verb identity.Verb) func() string {
	return func() string {
		if p.may(verb) {
			return ""
		}
		return p.host.T("cust.denied")
	}
}

func (p *Page) create() {
	switch p.tab {
	case tabLeads:
		p.host.New(customer.Customers, map[string]string{"life": string(customer.Potential)})
	case tabPool:
		p.host.New(customer.Customers, map[string]string{"pool": "1"})
	default:
		p.host.New(customer.Customers, nil)
	}
}

func (p *Page) importFile() { p.host.New("import", map[string]string{"kind": "customers"}) }

// back closes the pane of a narrow window, then empties the filter.
func (p *Page) back() {
	switch {
	case p.overlay:
		p.overlay = false
	case p.filter.Text() != "":
		p.filter.SetText("")
		p.search()
	default:
		p.active().Table.PickAll(false)
	}
}

func (p *Page) openCurrent() {
	if p.narrow() {
		p.overlay = true
		return
	}
	p.s.FocusID("pane.tab."+p.pane.tab, true)
}

func (p *Page) editCurrent() {
	if p.tab == tabContacts {
		p.person.begin()
		return
	}
	if id := p.active().Current(); id != 0 {
		p.host.Open(customer.Customers, id, map[string]string{"form": "edit"})
	}
}

// narrow tells that the window has no room for list and pane side by side.
func (p *Page) narrow() bool {
	w, _ := p.s.LogicalSize()
	return w > 0 && w < theme.NarrowWidth-theme.Rail
}

// startDoc begins a document for the current customer.
func (p *Page) startDoc(kind string) {
	if id := p.active().Current(); id != 0 {
		p.host.New(kind, map[string]string{"customer_id": itoa(id)})
	}
}

// mail writes to the customer's main contact.
func (p *Page) mail(id int64) {
	if id != 0 {
		p.host.New("mail_message", map[string]string{"customer_id": itoa(id)})
	}
}
