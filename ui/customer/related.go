package customer

import (
	"slices"
	"strings"

	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// related is one tab of the pane: a kind of things that belong to the customer.
type related struct {
	id    string
	text  string // key of its name
	count int
	draw  func(c *kit.Canvas, r kit.Rect)
}

// all lists the tabs in the order of a new user.
func (a *pane) all() []related {
	d := a.data
	list := []related{
		{paneTimeline, "cust.pane.timeline", 0, a.drawTimeline},
		{paneFacts, "cust.pane.facts", 0, a.drawFacts},
		{paneDossier, "cust.pane.dossier", 0, a.drawDossier},
		{paneContacts, "cust.pane.contacts", len(d.contacts), a.drawContacts},
		{paneDeals, "cust.pane.deals", len(d.deals), a.drawDeals},
		{paneDocs, "cust.pane.docs", d.docCount(), a.drawDocs},
		{paneTodos, "cust.pane.todos", len(d.tasks), a.drawTodos},
		{paneFiles, "cust.pane.files", a.files.Count(), func(c *kit.Canvas, r kit.Rect) { a.files.Draw(c, r, a.locked()) }},
	}
	if a.p.deps.Statement != nil && a.p.host.Actor().Can(identity.May("receivable", identity.See)) {
		list = append(list, related{paneAccount, "cust.pane.account", 0, a.drawAccount})
	}
	return list
}

// ordered lists the tabs as this person put them; tabs of a newer program come last.
func (a *pane) ordered() []related {
	order := strings.Split(a.p.host.Setting("customer.related"), ",")
	rank := func(t related) int {
		if i := slices.Index(order, t.id); i >= 0 {
			return i
		}
		return len(order)
	}
	list := slices.DeleteFunc(a.all(), func(t related) bool { return !a.fits(t.id) })
	slices.SortStableFunc(list, func(x, y related) int { return rank(x) - rank(y) })
	return list
}

func (a *pane) tabOf(t related) kit.Tab {
	tab := kit.Tab{ID: t.id, Text: a.p.host.T(t.text)}
	if t.count > 0 {
		tab.Count = a.p.host.T("cust.n", "n", t.count)
	}
	return tab
}

const moreWidth = 34 // of the button behind the tabs

// tabs are those that find room; the others are behind a button. The chosen one is
// always to be seen.
func (a *pane) tabs(width float32) (shown []kit.Tab, rest []related) {
	room := width - moreWidth
	list := a.ordered()
	for i, t := range list {
		tab := a.tabOf(t)
		if kit.TabsWidth(append(slices.Clone(shown), tab), false) <= room {
			shown = append(shown, tab)
			continue
		}
		rest = list[i:]
		break
	}
	i := slices.IndexFunc(rest, func(t related) bool { return t.id == a.tab })
	if i < 0 {
		return shown, rest
	}
	tab, hidden := a.tabOf(rest[i]), slices.Clone(rest)
	hidden = slices.Delete(hidden, i, i+1)
	for len(shown) > 1 && kit.TabsWidth(append(slices.Clone(shown), tab), false) > room {
		last := shown[len(shown)-1]
		shown = shown[:len(shown)-1]
		k := slices.IndexFunc(list, func(t related) bool { return t.id == last.ID })
		hidden = append([]related{list[k]}, hidden...)
	}
	return append(shown, tab), hidden
}

// strip draws the tabs with the button for those that found no room.
func (a *pane) strip(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	in := r.Pad(6, 0, 8, 0)
	more := in.CutRight(moreWidth - 8)
	shown, rest := a.tabs(r.W - 14)
	c.Tabs("pane.tab", in, shown, a.tab, func(id string) { a.tab = id })
	c.Button(more.MiddleRow(theme.ControlS), kit.Button{ID: "pane.tabs", Icon: icons.ChevronDown, Kind: kit.Plain, Small: true, Tip: t("cust.related.more"), Tap: func() {
		box, _ := a.p.s.HitRect("pane.tabs")
		var items []kit.MenuItem
		for _, x := range rest {
			tab := a.tabOf(x)
			items = append(items, kit.MenuItem{Title: tab.Text, Detail: tab.Count, Run: func() { a.tab = x.id; a.p.s.Redraw() }})
		}
		if len(items) > 0 {
			items = append(items, kit.MenuItem{})
		}
		items = append(items, kit.MenuItem{Title: t("cust.related.arrange"), Icon: icons.ArrowUpDown, Run: a.arrange})
		a.p.host.ShowMenu(kit.Menu{From: a.p.s, Below: box, Items: items})
	}})
}

// arrange lets the user choose what is shown first (CUS-56); it is kept for the person.
func (a *pane) arrange() {
	t := a.p.host.T
	list := a.ordered()
	cur := 0
	var d *kit.Dialog
	move := func(i, by int) {
		if j := i + by; j >= 0 && j < len(list) {
			list[i], list[j] = list[j], list[i]
			cur = j
		}
		d.Redraw()
		d.Surface().FocusID("rel."+list[cur].id, true)
	}
	const row = 32
	d = &kit.Dialog{Title: t("cust.related.title"), Text: t("cust.related.text"), Width: 420, Height: func(float32) float32 { return float32(len(list)) * row }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for i, x := range list {
			line := r.CutTop(row)
			side := line.CutRight(60)
			st := c.Hit("rel."+x.id, line, kit.Hit{Name: t(x.text), Role: kit.RoleRow, Focusable: true, ClickFocus: true, Key: func(k kit.Key) bool {
				switch k {
				case "Alt+Up":
					move(i, -1)
				case "Alt+Down":
					move(i, 1)
				default:
					return false
				}
				return true
			}})
			if st.Ring {
				c.FocusRing(line.Inset(2), theme.RadiusControl)
			}
			c.Text(line.Pad(8, 0, 0, 0), t(x.text), kit.Body)
			up, down := kit.Button{ID: "up." + x.id, Icon: icons.ArrowUp, Kind: kit.Plain, Small: true, Tip: t("cust.related.up"), Key: "Alt+Up", Tap: func() { move(i, -1) }},
				kit.Button{ID: "down." + x.id, Icon: icons.ArrowDown, Kind: kit.Plain, Small: true, Tip: t("cust.related.down"), Key: "Alt+Down", Tap: func() { move(i, 1) }}
			if i == 0 {
				up.Disabled = t("cust.related.first")
			}
			if i == len(list)-1 {
				down.Disabled = t("cust.related.last")
			}
			c.ButtonsRight(&side, up, down)
			c.LineH(line.X, line.Bottom()-1, r.W, theme.Line)
		}
	}
	d.Buttons = []kit.DialogButton{
		{Text: t("cust.related.usual"), Left: true, Run: func() bool { list = a.all(); d.Redraw(); return true }},
		{Text: t("kit.cancel"), Cancel: true},
		{Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			var ids []string
			for _, x := range list {
				ids = append(ids, x.id)
			}
			a.p.host.SetSetting("customer.related", strings.Join(ids, ","))
			a.p.s.Redraw()
			return false
		}},
	}
	a.p.host.ShowDialog(d)
	d.Surface().FocusID("rel."+list[0].id, true)
}
