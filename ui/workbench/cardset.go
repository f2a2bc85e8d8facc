package workbench

import (
	"slices"
	"strings"

	"kontor/app/workbench"
	"kontor/ui/kit"
)

// hiddenKey keeps the cards that a person took off the workbench.
const hiddenKey = "workbench.hidden"

// parts are the cards in the order of the menu.
var parts = []workbench.Part{
	workbench.PartWeek, workbench.PartTasks, workbench.PartApprovals, workbench.PartDue, workbench.PartFunds,
	workbench.PartTarget, workbench.PartFunnel, workbench.PartNotices,
}

func readHidden(text string) map[workbench.Part]bool {
	out := map[workbench.Part]bool{}
	for _, k := range strings.Fields(text) {
		out[workbench.Part(k)] = true
	}
	return out
}

// shows tells whether a card is there: the person may see it and has not taken it off.
func (p *page) shows(part workbench.Part) bool { return p.board.Parts[part] && !p.hidden[part] }

// any tells whether one of the cards is there.
func (p *page) any(list ...workbench.Part) bool { return slices.ContainsFunc(list, p.shows) }

// cardItems are the cards to put on the workbench and to take off it. WB-20
func (p *page) cardItems() []kit.MenuItem {
	var items []kit.MenuItem
	if p.board == nil {
		return nil
	}
	for _, part := range parts {
		if !p.board.Parts[part] {
			continue
		}
		items = append(items, kit.MenuItem{Title: p.host.T("workbench.card." + string(part)), Checked: !p.hidden[part], Run: func() {
			p.hidden[part] = !p.hidden[part]
			var kept []string
			for _, x := range parts {
				if p.hidden[x] {
					kept = append(kept, string(x))
				}
			}
			p.host.SetSetting(hiddenKey, strings.Join(kept, " "))
			p.s.Redraw()
		}})
	}
	return items
}
