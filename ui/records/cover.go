package records

import (
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// In a narrow window the record does not stand beside the list: it covers the list when it
// is asked for, and Esc goes back (design §3).

func (p *Page) narrow() bool {
	w, _ := p.s.LogicalSize()
	return w > 0 && w < theme.NarrowWidth-theme.Rail
}

// covered tells whether the record or its form stands in place of the list.
func (p *Page) covered() bool {
	return p.narrow() && (p.edit || p.cover && p.facts != nil)
}

func (p *Page) uncover() {
	p.cover = false
	p.s.Redraw()
	p.Focus()
}

// escape goes back to the list, or empties the filter.
func (p *Page) escape() {
	if p.cover {
		p.uncover()
		return
	}
	p.conds().Clear()
	p.Focus()
}

func (p *Page) coverCommand() kit.Command {
	return kit.Command{ID: "cover", Title: p.host.T("records.show_record"), Keys: []kit.Key{"Alt+Enter"}, Icon: icons.PanelRight, Status: p.host.T("records.record_word"), Run: func() {
		p.cover = !p.cover
		p.s.Redraw()
	}, Enabled: func() string {
		if p.facts == nil {
			return p.host.T("records.no_record")
		}
		return ""
	}}
}

// coverButton stands in the bar of the list where the record has no room beside it.
func (p *Page) coverButton(c *kit.Canvas, in *kit.Rect) {
	if !p.narrow() {
		return
	}
	b := kit.CommandButton(p.coverCommand(), kit.Plain)
	b.Text, b.Tip = "", b.Text
	c.ButtonsRight(in, b)
}
