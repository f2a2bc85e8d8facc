package records

import (
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// actionRows is how many rows of buttons stand above the facts; what finds no place there
// is in a menu behind them.
const actionRows = 2

// drawActions shows what can be done with the record.
func (p *Page) drawActions(c *kit.Canvas, in *kit.Rect) {
	var buttons []kit.Button
	if t := p.tabs[p.tab]; !t.Fixed && !t.Final && p.may(identity.Change) {
		edit := kit.Button{ID: "edit", Text: p.host.T("records.edit"), Icon: icons.Pencil, Tap: func() { p.open(p.facts.id) }}
		buttons = append(buttons, edit)
	}
	commands := p.actions()
	if p.commented() {
		commands = append(commands, p.commentCommand())
	}
	for _, cmd := range commands {
		buttons = append(buttons, kit.CommandButton(cmd, kit.Outline))
	}
	more := kit.Button{ID: "more.actions", Icon: icons.Ellipsis, Tip: p.host.T("records.more")}
	shown := fitting(buttons, in.W, kit.ButtonWidth(more)+8)
	left := commands[len(commands)-(len(buttons)-shown):]
	buttons = buttons[:shown]
	if len(left) > 0 {
		more.Tap = func() { p.moreActions(left) }
		buttons = append(buttons, more)
	}
	row := in.CutTop(theme.Control)
	for _, b := range buttons {
		w := c.ButtonWidth(b)
		if row.W < w {
			in.CutTop(6)
			row = in.CutTop(theme.Control)
		}
		c.Button(row.CutLeft(w), b)
		row.CutLeft(8)
	}
	in.CutTop(12)
}

// fitting tells how many of the buttons stand in actionRows rows of a width; when not all of
// them do, there is room left for the one of the menu.
func fitting(buttons []kit.Button, width, menu float32) int {
	room, row := width, 1
	for i, b := range buttons {
		w := kit.ButtonWidth(b)
		if room < w {
			if row++; row > actionRows {
				return i
			}
			room = width
		}
		last := row == actionRows && i < len(buttons)-1
		if last && room-w-8 < menu && !allFit(buttons[i:], room) {
			return i
		}
		room -= w + 8
	}
	return len(buttons)
}

func allFit(buttons []kit.Button, room float32) bool {
	for _, b := range buttons {
		if room < kit.ButtonWidth(b) {
			return false
		}
		room -= kit.ButtonWidth(b) + 8
	}
	return true
}

// moreActions is the menu of what found no place among the buttons.
func (p *Page) moreActions(commands []kit.Command) {
	var items []kit.MenuItem
	for _, cmd := range commands {
		items = append(items, menuItem(cmd))
	}
	below, _ := p.s.HitRect("more.actions")
	p.host.ShowMenu(kit.Menu{From: p.s, Below: below, Items: items})
}

func menuItem(cmd kit.Command) kit.MenuItem {
	return kit.MenuItem{Title: cmd.Title, Icon: cmd.Icon, Key: cmd.Key(), Run: cmd.Run, Disabled: cmd.Why() != "", Why: cmd.Why()}
}

// actions are the commands of the current record.
func (p *Page) actions() []kit.Command {
	t := p.tabs[p.tab]
	if t.Actions == nil || p.lists[p.tab] == nil {
		return nil
	}
	row := p.list().CurrentRow()
	if row == nil || row.ID == 0 {
		return nil
	}
	return t.Actions(row.ID, row)
}
