package records

import (
	"strconv"

	"kontor/ui/kit"
	"kontor/ui/theme"
)

// A page with more lists than fit side by side has parts: each is one tab, and the lists
// of the part that is shown stand in a row below. A part of one tab has no such row.

// headTabs are the tabs in the head of the page.
func (p *Page) headTabs() []kit.Tab {
	var out []kit.Tab
	for i := range p.tabs {
		if p.headOf(i) != i {
			continue
		}
		t := kit.Tab{ID: strconv.Itoa(i), Text: p.tabTitle(i)}
		if p.Parts && p.tabs[i].Group != "" {
			t.Text = p.tabs[i].Group
		} else if l := p.lists[i]; l != nil {
			if n, known := l.Count(); known {
				t.Count = strconv.Itoa(n)
			}
		}
		out = append(out, t)
	}
	return out
}

// headOf is the first tab of the part that a tab belongs to.
func (p *Page) headOf(tab int) int {
	if !p.Parts || p.tabs[tab].Group == "" {
		return tab
	}
	for i, t := range p.tabs {
		if t.Group == p.tabs[tab].Group {
			return i
		}
	}
	return tab
}

// noteShown remembers which tab of a part was shown last, and lastOf gives it.
func (p *Page) noteShown(tab int) {
	if p.came == nil {
		p.came = map[string]int{}
	}
	p.came[p.tabs[tab].Group] = tab
}

func (p *Page) lastOf(head int) int {
	if i, ok := p.came[p.tabs[head].Group]; ok && p.Parts && p.tabs[head].Group != "" {
		return i
	}
	return head
}

// drawPart draws the row of the lists of the part that is shown.
func (p *Page) drawPart(c *kit.Canvas, r *kit.Rect) {
	if !p.Parts || p.tabs[p.tab].Group == "" {
		return
	}
	var tabs []kit.Tab
	for i, t := range p.tabs {
		if t.Group == p.tabs[p.tab].Group {
			tabs = append(tabs, kit.Tab{ID: strconv.Itoa(i), Text: p.tabTitle(i)})
		}
	}
	if len(tabs) < 2 {
		return
	}
	row := r.CutTop(theme.PanelHead + 2)
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	row = row.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	w := min(row.W, kit.SegmentWidth(tabs))
	c.Segment("part", row.CutLeft(w).MiddleRow(theme.ControlS), tabs, strconv.Itoa(p.tab), func(id string) {
		if i, err := strconv.Atoi(id); err == nil {
			p.show(i)
		}
	})
}
