package customer

import (
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// draw shows the window.
func (p *Page) draw(c *kit.Canvas) {
	r := c.Bounds()
	p.header(c, r.CutTop(theme.AreaHeader))
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(1)
	narrow := p.narrow()
	if narrow && p.overlay && p.tab != tabDoubles {
		p.detail(c, r)
		return
	}
	if p.tab == tabAll || p.tab == tabMine {
		p.viewList(c, r.CutLeft(p.viewWidth()))
		c.LineV(r.X, r.Y, r.H, theme.Line)
		r.CutLeft(1)
	}
	if p.tab == tabPool {
		if !narrow {
			p.poolNav(c, r.CutLeft(p.viewWidth()))
			c.LineV(r.X, r.Y, r.H, theme.Line)
			r.CutLeft(1)
		}
		p.quotaStrip(c, r.CutTop(50))
	}
	if !narrow && p.tab != tabDoubles {
		p.detail(c, p.split.CutRight(c, "detail", &r))
	}
	p.bar(c, r.CutTop(theme.FilterBar))
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
	if p.tab == tabDoubles {
		p.doubles.draw(c, r)
		return
	}
	p.active().Draw(c, "list", r)
}

// viewWidth is the width of the list of views; English names are longer.
func (p *Page) viewWidth() float32 {
	if p.host.Lang() != "zh" {
		return theme.ViewList + 28
	}
	return theme.ViewList
}

// detail is the pane at the right.
func (p *Page) detail(c *kit.Canvas, r kit.Rect) {
	if p.moving != nil {
		p.moving.draw(c, r)
		return
	}
	if p.tab == tabContacts {
		p.person.draw(c, r)
		return
	}
	p.pane.draw(c, r)
}

// header is the bar with the lists and the actions of the window.
func (p *Page) header(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	r = r.Pad(theme.MarginLeft, 0, theme.MarginRight, 0)
	c.ButtonsRight(&r, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: t("cust.detach"), Tap: p.host.Detach})
	r.CutRight(6)
	if p.tab == tabPool {
		p.headLine(c, r, p.poolHead())
		return
	}
	var list []kit.Button
	list = append(list, kit.Button{ID: "office", Text: t("cust.office_word"), Icon: icons.ClipboardList, Kind: kit.Plain, Tap: func() { p.host.Open(Office, 0, nil) }})
	if p.may(identity.Import) {
		list = append(list, kit.Button{ID: "import", Text: t("cust.import_word"), Icon: icons.Download, Kind: kit.Plain, Tap: p.importFile})
	}
	if p.may(identity.Export) && p.tab != tabDoubles {
		list = append(list, kit.Button{ID: "export", Text: t("cust.export"), Icon: icons.FileSheet, Kind: kit.Plain, Tap: p.export})
	}
	add := kit.Button{ID: "new", Text: t("cust.new"), Icon: icons.Plus, Kind: kit.Primary, Tap: p.create}
	if !p.may(identity.Add) {
		add.Disabled = t("cust.denied")
	}
	if p.tab == tabLeads {
		add.Text = t("cust.new_potential")
	}
	if p.tab == tabContacts {
		add.Text, add.Tap = t("cust.new_contact"), func() { p.editContact(0, 0) }
	}
	p.headLine(c, r, append(list, add))
}

// headLine is title, lists and actions; where the lists need the room, quiet actions show
// their icons only.
func (p *Page) headLine(c *kit.Canvas, r kit.Rect, actions []kit.Button) {
	tabs := p.tabs()
	room := r.W - kit.Measure(p.Title(), kit.Title) - 14 - kit.TabsWidth(tabs, false)
	c.ButtonsRight(&r, kit.FitButtons(room, actions)...)
	r.CutLeft(c.Text(r, p.Title(), kit.Title) + 14)
	c.Tabs("tab", r, tabs, p.tab, p.setTab)
}

func (p *Page) tabs() []kit.Tab {
	t := p.host.T
	count := func(key string) string {
		if n, ok := p.counts[key]; ok {
			return t("cust.n", "n", n)
		}
		return ""
	}
	list := []kit.Tab{{ID: tabMine, Text: t("cust.tab.mine"), Count: count("tab.mine")}, {ID: tabAll, Text: t("cust.tab.all"), Count: count("v:all")}}
	list = append(list, kit.Tab{ID: tabLeads, Text: t("cust.tab.potential"), Count: count("tab.potential")})
	if p.host.Actor().Can(identity.May("customer", identity.Claim)) {
		list = append(list, kit.Tab{ID: tabPool, Text: t("cust.tab.pool"), Count: count("tab.pool")})
	}
	return append(list, kit.Tab{ID: tabContacts, Text: t("cust.tab.contacts"), Count: count("tab.contacts")}, kit.Tab{ID: tabDoubles, Text: t("cust.tab.doubles")})
}
