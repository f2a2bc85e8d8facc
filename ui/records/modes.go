package records

import (
	"strconv"

	"kontor/app/listing"
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

// Mode is one display of a tab's records: a board, a forecast; the one without Draw is
// the list itself.
type Mode struct {
	ID       string
	Title    string
	Draw     func(c *kit.Canvas, r kit.Rect)
	Commands func() []kit.Command
	Shown    func()
}

// begin puts every tab into its first mode.
func (p *Page) begin() {
	p.views = make([]int, len(p.tabs))
	p.modes = make([]string, len(p.tabs))
	for i := range p.tabs {
		if len(p.tabs[i].Modes) > 0 {
			p.setMode(i, p.tabs[i].Modes[0].ID)
		}
	}
}

// setMode chooses how a tab shows its records.
func (p *Page) setMode(i int, id string) {
	t := &p.tabs[i]
	for _, m := range t.Modes {
		if m.ID == id {
			t.Draw, t.Commands, t.Shown = m.Draw, m.Commands, m.Shown
			p.modes[i] = id
		}
	}
}

// listMode brings the list of a tab to the front.
func (p *Page) listMode(i int) {
	for _, m := range p.tabs[i].Modes {
		if m.Draw == nil {
			p.setMode(i, m.ID)
		}
	}
}

// ShowMode brings a tab of a kind to the front in one of its modes; false when there is
// none.
func (p *Page) ShowMode(kind, id string) bool {
	for i, t := range p.tabs {
		for _, m := range t.Modes {
			if t.Kind == kind && m.ID == id {
				p.setMode(i, id)
				p.show(i)
				return true
			}
		}
	}
	return false
}

// drawModes draws the switch between the modes of the tab at the right of r.
func (p *Page) drawModes(c *kit.Canvas, r *kit.Rect) {
	modes := p.tabs[p.tab].Modes
	if len(modes) < 2 {
		return
	}
	options := make([]kit.Tab, len(modes))
	for i, m := range modes {
		options[i] = kit.Tab{ID: m.ID, Text: m.Title}
	}
	w := kit.SegmentWidth(options)
	if r.W < w+80 {
		return
	}
	c.Segment("mode", r.CutRight(w).MiddleRow(theme.Control), options, p.modes[p.tab], func(id string) {
		p.setMode(p.tab, id)
		p.show(p.tab)
	})
	r.CutRight(10)
}

// ShowView brings a tab of a kind to the front with one of its views.
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

func (p *Page) setView(k int) {
	if k < 0 || k >= len(p.tabs[p.tab].Views) {
		return
	}
	p.views[p.tab] = k
	l := p.list()
	q := l.Query()
	q.Filter = p.filterOf(p.tab)
	l.Show(q)
	p.s.Redraw()
}

// filterOf is the filter of a tab's list with its present view.
func (p *Page) filterOf(i int) listing.Node {
	t := p.tabs[i]
	if len(t.Views) == 0 {
		return t.Query.Filter
	}
	return listing.All(t.Query.Filter, t.Views[p.views[i]].Filter)
}

// drawViews draws the choice of the view at the left of the filter bar.
func (p *Page) drawViews(c *kit.Canvas, in *kit.Rect) {
	views := p.tabs[p.tab].Views
	if len(views) == 0 {
		return
	}
	w := float32(0)
	for _, v := range views {
		w = max(w, kit.Measure(v.Title, kit.Body)+68)
	}
	c.Drop("view", in.CutLeft(min(w, in.W/2)).MiddleRow(theme.Control), views[p.views[p.tab]].Title, icons.Filter, func() []kit.MenuItem {
		items := make([]kit.MenuItem, len(views))
		for i, v := range views {
			items[i] = kit.MenuItem{Title: v.Title, Checked: i == p.views[p.tab], Run: func() { p.setView(i) }}
		}
		return items
	})
	in.CutLeft(8)
}

// saveModes and restoreModes keep what is chosen in the present tab.
func (p *Page) saveModes(s kit.State) {
	s["mode"], s["view"] = p.modes[p.tab], strconv.Itoa(p.views[p.tab])
}

func (p *Page) restoreModes(i int, s kit.State) {
	p.setMode(i, s["mode"])
	if k, err := strconv.Atoi(s["view"]); err == nil && k >= 0 && k < len(p.tabs[i].Views) {
		p.views[i] = k
	}
}

// ShowTitled brings the tab with a title to the front.
func (p *Page) ShowTitled(title string) bool {
	for i := range p.tabs {
		if p.tabTitle(i) == title {
			p.show(i)
			return true
		}
	}
	return false
}
