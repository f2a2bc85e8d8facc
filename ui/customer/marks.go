package customer

import (
	"kontor/app/mark"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// recentMarks is how many marks stand in the column of views.
const recentMarks = 5

// loadMarks reads the marks that were used last.
func (p *Page) loadMarks() {
	if p.deps.Marks == nil {
		return
	}
	kit.Load(kit.NewLoader(p.host, p.s.Redraw), p.deps.Marks, func(rows []mark.Row) {
		p.marks = rows[:min(len(rows), recentMarks)]
	})
}

// mark puts a named mark on what is chosen.
func (p *Page) mark() {
	if kind, ids := p.Chosen(); len(ids) > 0 && p.deps.Mark != nil {
		p.deps.Mark(p.host, kind, ids)
	}
}

// markItems are the last used marks below the views; one shows all records of all kinds
// that carry it.
func (p *Page) markItems() []kit.NavItem {
	if len(p.marks) == 0 {
		return nil
	}
	items := []kit.NavItem{{Head: true, Text: p.host.T("marks.recent")}}
	for _, m := range p.marks {
		items = append(items, kit.NavItem{ID: "m:" + itoa(m.ID), Text: m.Name, Icon: icons.Bookmark, Count: p.host.T("cust.n", "n", m.Count)})
	}
	return items
}
