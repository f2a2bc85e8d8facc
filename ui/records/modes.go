package records

import (
	"kontor/ui/kit"
	"kontor/ui/theme"
)

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
	p.wishes = make([]wish, len(p.tabs))
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
