package records

import (
	"strconv"

	"kontor/assets/icons"
	"kontor/ui/kit"
)

// modesWidth is the room of the switch between the modes of the tab.
func (p *Page) modesWidth() float32 {
	if len(p.tabs) == 0 || len(p.tabs[p.tab].Modes) < 2 {
		return 0
	}
	w := float32(18)
	for _, m := range p.tabs[p.tab].Modes {
		w += kit.SegmentWidth([]kit.Tab{{Text: m.Title}})
	}
	return w
}

// more are the commands that a tab has for its list as a whole.
func (p *Page) more() []kit.Command {
	if len(p.tabs) == 0 || p.tabs[p.tab].More == nil || p.tabs[p.tab].Draw != nil || p.edit {
		return nil
	}
	return p.tabs[p.tab].More()
}

func (p *Page) drawHead(c *kit.Canvas, r kit.Rect) {
	var right []kit.Button
	for _, cmd := range p.Commands() {
		switch {
		case cmd.ID == "export", cmd.ID == "import":
			right = append([]kit.Button{kit.CommandButton(cmd, kit.Plain)}, right...)
		case cmd.ID == "print.many" && cmd.Why() == "":
			right = append([]kit.Button{kit.CommandButton(cmd, kit.Plain)}, right...)
		case cmd.ID == "new":
			right = append(right, kit.CommandButton(cmd, kit.Primary))
		}
	}
	for _, cmd := range p.more() {
		right = append([]kit.Button{kit.CommandButton(cmd, kit.Plain)}, right...)
	}
	right = append(right, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: p.host.T("shell.detach"), Tap: p.host.Detach})
	title := p.Title_
	if p.Aside && len(p.tabs) > 0 {
		title = p.tabTitle(p.tab)
	}
	need := kit.Measure(title, kit.Title) + 16
	if len(p.tabs) < 2 || p.Aside {
		c.ButtonsRight(&r, kit.FitButtons(r.W-need-p.modesWidth(), right)...)
		if len(p.tabs) > 0 {
			p.drawModes(c, &r)
		}
		c.Text(r, title, kit.Title)
		return
	}
	tabs := p.headTabs()
	c.ButtonsRight(&r, kit.FitButtons(r.W-need-kit.TabsWidth(tabs, false)-p.modesWidth(), right)...)
	p.drawModes(c, &r)
	r.CutLeft(c.Text(r, title, kit.Title) + 16)
	c.Tabs("tab", r, tabs, strconv.Itoa(p.headOf(p.tab)), func(id string) {
		if i, err := strconv.Atoi(id); err == nil {
			p.show(p.lastOf(i))
		}
	})
}
