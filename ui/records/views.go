package records

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"kontor/app/listing"
	"kontor/app/view"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// View is a ready filter of a tab's list.
type View struct {
	ID     string
	Title  string
	Filter listing.Node
}

// wish is what is asked of the list of a tab beside the text of the filter field.
type wish struct {
	ready int          // which of the tab's ready views
	kept  view.Row     // the saved view instead of it; ID 0: none
	own   listing.Node // conditions put together by the user
	conds *Filter
}

// The keys that every list has.
const (
	FilterKey = kit.Key("Ctrl+Shift+L") // as in spreadsheets
	KeepKey   = kit.Key("Ctrl+Shift+S")
)

// ShowView brings a tab of a kind to the front with one of its ready views.
func (p *Page) ShowView(kind, id string) bool {
	for i, t := range p.tabs {
		for k, v := range t.Views {
			if t.Kind == kind && v.ID == id {
				p.listMode(i)
				p.show(i)
				p.setView(k)
				return true
			}
		}
	}
	return false
}

// setView shows a ready view without what was filtered before; a tab without ready views
// shows all.
func (p *Page) setView(k int) {
	p.wishes[p.tab] = wish{ready: k, conds: p.wishes[p.tab].conds}
	q := p.list().Query()
	q.Text = ""
	if sort := p.tabs[p.tab].Query.Sort; p.list().Table.Sort == "" && len(sort) > 0 {
		q.Sort = sort
	}
	p.ask(q)
}

// setKept shows a saved view: its filter, order and columns.
func (p *Page) setKept(v view.Row) {
	w := &p.wishes[p.tab]
	w.kept, w.own = v, v.Query.Filter
	q := p.list().Query()
	q.Text = v.Query.Text
	if len(v.Query.Sort) > 0 {
		q.Sort = v.Query.Sort
	}
	if v.Layout != "" {
		p.list().Table.RestoreColumns(v.Layout)
	}
	p.ask(q)
}

// ask shows the list with the wish of its tab.
func (p *Page) ask(q listing.Query) {
	p.filter.SetText(q.Text)
	q.Filter = p.filterOf(p.tab)
	p.list().Show(q)
	p.s.Redraw()
}

// readyFilter is the filter of the ready view of a tab.
func (p *Page) readyFilter(i int) listing.Node {
	w, views := &p.wishes[i], p.tabs[i].Views
	if w.kept.ID != 0 || w.ready < 0 || w.ready >= len(views) {
		return listing.Node{}
	}
	return views[w.ready].Filter
}

// filterOf is the filter of a tab's list with all that is wished.
func (p *Page) filterOf(i int) listing.Node {
	return listing.All(p.tabs[i].Query.Filter, p.readyFilter(i), p.wishes[i].own)
}

// conds is the filter of the present tab that the user puts together.
func (p *Page) conds() *Filter {
	w := &p.wishes[p.tab]
	if w.conds == nil {
		i := p.tab
		f := NewFilter(p.host, p.deps.Deps, p.tabs[i].Kind)
		f.OnNames = p.s.Redraw
		f.Now = func() listing.Node { return p.wishes[i].own }
		f.Set = func(n listing.Node) { p.wishes[i].own = n; p.ask(p.list().Query()) }
		f.Clear = func() {
			w := &p.wishes[i]
			w.own = w.kept.Query.Filter
			q := p.list().Query()
			q.Text = w.kept.Query.Text
			p.ask(q)
		}
		w.conds = f
	}
	return w.conds
}

// differs tells that the list shows something else than its view.
func (p *Page) differs() bool {
	w, q := &p.wishes[p.tab], p.list().Query()
	if w.kept.ID == 0 {
		return !w.own.IsZero() || q.Text != ""
	}
	v := w.kept.Query
	return !Same(w.own, v.Filter) || q.Text != v.Text || len(v.Sort) > 0 && !Same(q.Sort, v.Sort) || w.kept.Layout != "" && w.kept.Layout != p.list().Table.SaveColumns()
}

// taken is a view with what the list shows now.
func (p *Page) taken(v view.Row) view.Row {
	q := p.list().Query()
	v.Query = listing.Query{Entity: p.tabs[p.tab].Kind, Text: q.Text, Sort: q.Sort, Filter: listing.All(p.readyFilter(p.tab), p.wishes[p.tab].own)}
	v.Layout = p.list().Table.SaveColumns()
	return v
}

// keeper saves the views of the present tab.
func (p *Page) keeper() *ViewKeeper {
	i := p.tab
	return &ViewKeeper{Host: p.host, Views: p.deps.Views, Stored: func(v view.Row) {
		p.wishes[i].kept, p.wishes[i].own = v, v.Query.Filter
		p.loadViews()
	}, Gone: func(v view.Row) {
		if p.wishes[i].kept.ID == v.ID && p.tab == i {
			p.setView(0)
		}
		p.loadViews()
	}}
}

// keepView asks for the name of a view with what the list shows.
func (p *Page) keepView() {
	p.keeper().Name(p.taken(view.Row{Group: view.Mine}), p.host.T("savedview.save"))
}

// loadViews reads the saved views of the present tab's kind.
func (p *Page) loadViews() {
	if p.deps.Views == nil {
		return
	}
	kind := p.tabs[p.tab].Kind
	p.host.Go(func(ctx context.Context) {
		rows, err := p.deps.Views.List(ctx, kind)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			p.saved[kind] = slices.DeleteFunc(rows, func(v view.Row) bool { return v.ID == 0 })
			for i := range p.wishes { // what was kept elsewhere since
				for _, v := range p.saved[kind] {
					if p.tabs[i].Kind == kind && p.wishes[i].kept.ID == v.ID {
						p.wishes[i].kept = v
					}
				}
			}
			p.s.Redraw()
		})
	})
}

// viewTitle names what the list shows.
func (p *Page) viewTitle() string {
	w := &p.wishes[p.tab]
	switch views := p.tabs[p.tab].Views; {
	case w.kept.ID != 0:
		return w.kept.Name
	case len(views) > 0:
		return views[w.ready].Title
	}
	return p.host.T("savedview.all")
}

// drawViews draws the choice of the view at the left of the filter bar.
func (p *Page) drawViews(c *kit.Canvas, in *kit.Rect) {
	views := p.tabs[p.tab].Views
	if len(views) == 0 && p.deps.Views == nil {
		return
	}
	w := kit.Measure(p.viewTitle(), kit.Body) + 68
	for _, v := range views {
		w = max(w, kit.Measure(v.Title, kit.Body)+68)
	}
	c.Drop("view", in.CutLeft(min(w, 220, in.W/2)).MiddleRow(theme.Control), p.viewTitle(), icons.Filter, p.viewItems)
	in.CutLeft(8)
}

// viewItems are the ready and saved views, and what can be done with the present one.
func (p *Page) viewItems() []kit.MenuItem {
	w, views := &p.wishes[p.tab], p.tabs[p.tab].Views
	var items []kit.MenuItem
	for i, v := range views {
		items = append(items, kit.MenuItem{Title: v.Title, Checked: w.kept.ID == 0 && i == w.ready, Run: func() { p.setView(i) }})
	}
	if len(views) == 0 {
		items = append(items, kit.MenuItem{Title: p.host.T("savedview.all"), Checked: w.kept.ID == 0, Run: func() { p.setView(0) }})
	}
	if p.deps.Views == nil {
		return items
	}
	for i, v := range p.saved[p.tabs[p.tab].Kind] {
		if i == 0 {
			items = append(items, kit.MenuItem{})
		}
		items = append(items, kit.MenuItem{Title: v.Name, Icon: icons.Bookmark, Checked: w.kept.ID == v.ID, Run: func() { p.setKept(v) }})
	}
	items = append(items, kit.MenuItem{}, kit.MenuItem{Title: p.host.T("savedview.save"), Icon: icons.Plus, Key: KeepKey, Run: p.keepView})
	if w.kept.ID != 0 {
		items = append(items, p.keeper().Items(w.kept, p.differs(), p.taken)...)
	}
	return items
}

// viewCommands put the filter together and keep it, by keyboard.
func (p *Page) viewCommands() []kit.Command {
	t := p.host.T
	list := []kit.Command{{ID: "filter.edit", Title: p.conds().Title(), Keys: []kit.Key{FilterKey}, Icon: icons.Filter, Run: func() { p.conds().Edit(listing.Node{}) }}}
	if p.deps.Views != nil {
		list = append(list, kit.Command{ID: "view.save", Title: t("savedview.save"), Keys: []kit.Key{KeepKey}, Icon: icons.Bookmark, Run: p.keepView})
	}
	return list
}

// saveModes and restoreModes keep what is chosen in the present tab.
func (p *Page) saveModes(s kit.State) {
	w := &p.wishes[p.tab]
	s["mode"], s["view"] = p.modes[p.tab], strconv.Itoa(w.ready)
	if raw, err := json.Marshal(w.own); err == nil && !w.own.IsZero() {
		s["filter"] = string(raw)
	}
	if raw, err := json.Marshal(w.kept); err == nil && w.kept.ID != 0 {
		s["saved"] = string(raw)
	}
}

func (p *Page) restoreModes(i int, s kit.State) {
	p.setMode(i, s["mode"])
	w := &p.wishes[i]
	if k, err := strconv.Atoi(s["view"]); err == nil && k >= 0 && k < len(p.tabs[i].Views) {
		w.ready = k
	}
	var own listing.Node
	if json.Unmarshal([]byte(s["filter"]), &own) == nil {
		w.own = own
	}
	var kept view.Row
	if json.Unmarshal([]byte(s["saved"]), &kept) == nil {
		w.kept = kept
	}
}

// ShowFiltered brings the list of a kind to the front with conditions that can be changed
// and taken away; false when the page has no such list.
func (p *Page) ShowFiltered(kind string, f listing.Node) bool {
	for i, t := range p.tabs {
		if t.Kind == kind && t.Draw == nil {
			p.listMode(i)
			p.show(i)
			p.wishes[i].own = f
			p.ask(p.list().Query())
			return true
		}
	}
	return false
}
