package customer

import (
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

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
		{ID: "filter.edit", Title: p.conds.Title(), Keys: []kit.Key{records.FilterKey}, Icon: icons.Filter, Run: func() { p.conds.Edit(listing.Node{}) }, Enabled: p.filterable},
		{ID: "view.save", Title: t("savedview.save"), Keys: []kit.Key{records.KeepKey}, Icon: icons.Bookmark, Run: p.saveView, Enabled: func() string {
			if p.tab != tabAll {
				return t("cust.views_of_all")
			}
			return ""
		}},
		{ID: "list.export", Title: t("cust.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: p.export, Enabled: p.denied(identity.Export), Status: t("cust.export_word")},
		{ID: "customer.import", Title: t("cust.import"), Icon: icons.Download, Run: p.importFile, Enabled: p.denied(identity.Import)},
		{ID: "list.reload", Title: t("cust.reload"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: func() { p.active().Reload(); p.pane.reload() }, Scope: kit.ScopeHidden},
		{ID: "list.back", Title: t("cust.back"), Keys: []kit.Key{"Esc"}, Run: p.back, Scope: kit.ScopeHidden},
	}
	if p.deps.Print != nil && p.tab != tabDoubles {
		list = append(list, kit.Command{ID: "list.print", Title: t("records.print_list"), Keys: []kit.Key{records.PrintKey}, Icon: icons.Printer, Enabled: p.denied(identity.Export), Run: func() {
			p.deps.Print(p.host, p.active().Paper(p.tabTitle(), p.conds.Told(p.active().Query().Text)))
		}})
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
			kit.Command{ID: "customer.offline", Title: t("cust.offline"), Keys: []kit.Key{"O"}, Icon: icons.CheckCheck, Run: func() { p.offlineDeal(p.active().Current()) }, Enabled: none, Scope: kit.ScopeList},
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

// offlineDeal begins the order of a deal that was closed outside of the program (SAL-30).
func (p *Page) offlineDeal(id int64) {
	if id != 0 {
		p.host.New("sales_order", map[string]string{"customer_id": itoa(id), "offline": "1"})
	}
}

// mail writes to the customer's main contact.
func (p *Page) mail(id int64) {
	if id != 0 {
		p.host.New("mail_message", map[string]string{"customer_id": itoa(id)})
	}
}
