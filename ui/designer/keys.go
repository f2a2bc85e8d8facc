package designer

import (
	"strings"

	"kontor/assets/icons"
	"kontor/ui/kit"
)

// arrows are the directions of the arrow keys.
var arrows = map[string][2]float64{"Left": {-1, 0}, "Right": {1, 0}, "Up": {0, -1}, "Down": {0, 1}}

// sheetKey is what the keys do while the page has the keyboard: arrows move by 1 mm, with
// Ctrl by 0.1 mm, with Shift they resize; letters add elements.
func (p *page) sheetKey(k kit.Key) bool {
	if p.tree == nil {
		return false
	}
	text := string(k)
	mods := ""
	if i := strings.LastIndexByte(text, '+'); i > 0 {
		mods, text = text[:i], text[i+1:]
	}
	if d, ok := arrows[text]; ok {
		return p.arrow(mods, d)
	}
	switch k {
	case "Del", "Backspace":
		p.remove()
	case "Enter":
		p.focusProps()
	case "Esc":
		if len(p.sel) == 0 {
			return false
		}
		p.choose()
	case "PgDn":
		p.next(1)
	case "PgUp":
		p.next(-1)
	case "Home":
		p.choose()
		p.next(1)
	case "End":
		p.choose()
		p.next(-1)
	case "Ctrl+A":
		p.all()
	case "Ctrl+PgDn":
		p.turn(1)
	case "Ctrl+PgUp":
		p.turn(-1)
	default:
		for _, e := range elements {
			if e.key == k {
				p.insert(e.kind, nil)
				return true
			}
		}
		return false
	}
	return true
}

func (p *page) arrow(mods string, d [2]float64) bool {
	step := 1.0
	if strings.Contains(mods, "Ctrl") {
		step = 0.1
	}
	switch {
	case len(p.sel) == 0:
		if mods != "" {
			return false
		}
		p.next(int(d[0] + d[1]))
	case strings.Contains(mods, "Alt"):
		p.carry(int(d[0] + d[1]))
	case strings.Contains(mods, "Shift"):
		p.stretch(d[0]*step, d[1]*step)
	case p.primary().isBand():
		p.next(int(d[0] + d[1]))
	default:
		p.nudge(d[0]*step, d[1]*step)
	}
	return true
}

// sheetMenu is the menu of the right mouse button.
func (p *page) sheetMenu(at kit.Point) {
	t := p.host.T
	none := len(p.sel) == 0
	items := []kit.MenuItem{
		{Title: t("designer.properties"), Icon: icons.Sliders, Key: "F2", Disabled: none, Run: p.focusProps},
		{Title: t("designer.copy"), Icon: icons.Copy, Key: "Ctrl+D", Disabled: none, Run: p.duplicate},
		{Title: t("designer.forward"), Key: "Alt+Down", Disabled: none, Run: func() { p.carry(1) }},
		{Title: t("designer.backward"), Key: "Alt+Up", Disabled: none, Run: func() { p.carry(-1) }},
		{Title: t("designer.delete"), Icon: icons.Trash, Key: "Del", Disabled: none, Danger: true, Run: p.remove},
	}
	items = append(append(items, p.arrangeMenu()...), kit.MenuItem{Title: t("designer.elements"), Head: true})
	for _, e := range elements {
		items = append(items, kit.MenuItem{Title: t("designer.kind." + e.kind), Icon: e.icon, Key: e.key, Run: func() {
			x, y := p.view.mm(at)
			where, ok := p.bandAt(x, y)
			if !ok || p.bands()[where.band].Sub("table") != nil {
				where = nil
			}
			p.insert(e.kind, where)
		}})
	}
	p.host.ShowMenu(kit.Menu{From: p.s, At: at, Items: items})
}

// focusProps puts the keyboard on the first property of what is chosen.
func (p *page) focusProps() {
	for _, id := range []string{"prop.title.zh", "prop.x", "prop.text.zh", "prop.width", "prop.height", "prop.name.zh"} {
		if p.s.FocusID(id, true) {
			return
		}
	}
}
