package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// FitButtons makes buttons fit into a room: with too little of it their key hints go
// first, then the words of those that have an icon, the quietest ones first. A button
// without words says them as its tip. The primary one keeps its words.
func FitButtons(room float32, bs []Button) []Button {
	out := append([]Button(nil), bs...)
	fits := func() bool { return buttonsWidth(out) <= room }
	for i := range out {
		if fits() {
			return out
		}
		if out[i].Text != "" && out[i].Kind != Primary {
			out[i].Key = ""
		}
	}
	for _, kind := range []ButtonKind{Plain, Tinted, Outline} {
		for i := range out {
			if fits() {
				return out
			}
			if b := &out[i]; b.Kind == kind && b.Icon != "" && b.Text != "" && !b.Drop {
				if b.ID == "" {
					b.ID = b.Text
				}
				if b.Tip == "" {
					b.Tip = b.Text
				}
				b.Text, b.Key = "", bs[i].Key
			}
		}
	}
	for i := range out {
		if fits() {
			break
		}
		out[i].Key = ""
	}
	return out
}

func buttonsWidth(bs []Button) float32 {
	w := float32(0)
	for _, b := range bs {
		w += ButtonWidth(b) + 8
	}
	return w
}

// moreTabs is the room of the button behind tabs that do not fit.
const moreTabs = 36

// fitTabs shows as many tabs as there is room for: without the counts of the others
// first, then with the last ones behind a button. The chosen one always stands there.
func fitTabs(tabs []Tab, current string, room float32) (shown, more []Tab) {
	if TabsWidth(tabs, false) <= room {
		return tabs, nil
	}
	shown = append([]Tab(nil), tabs...)
	for i := range shown {
		if shown[i].ID != current && shown[i].Tint == theme.None {
			shown[i].Count = ""
		}
	}
	for len(shown) > 1 && TabsWidth(shown, false) > room-rest(more) {
		last := len(shown) - 1
		if shown[last].ID == current {
			last--
		}
		more = append([]Tab{shown[last]}, more...)
		shown = append(shown[:last:last], shown[last+1:]...)
	}
	return shown, more
}

func rest(more []Tab) float32 {
	if len(more) == 0 {
		return 0
	}
	return moreTabs
}

// moreButton opens the tabs that found no room as a menu.
func (c *Canvas) moreButton(id string, r Rect, tabs []Tab, choose func(id string)) {
	s := c.s
	full := c.scope + id + ".more"
	c.Button(r.MiddleRow(theme.Control), Button{ID: id + ".more", Icon: icons.Ellipsis, Kind: Plain, Tip: word("kit.more_tabs"), Tap: func() {
		l := s.Layer()
		box, ok := s.HitRect(full)
		if l == nil || !ok {
			return
		}
		var items []MenuItem
		for _, t := range tabs {
			items = append(items, MenuItem{Title: t.Text, Icon: t.Icon, Detail: t.Count, Run: func() { choose(t.ID); s.Redraw() }})
		}
		l.ShowMenu(Menu{From: s, Below: box, Items: items})
	}})
}

// ChipsHeight is the height of chips that go on in the next line where the row ends.
func ChipsHeight(width float32, chips []Chip) float32 {
	return float32(len(chipRows(width, chips))) * chipLine
}

// chipLine is a line of chips with the gap below it.
const chipLine = 28

// Chips draws chips side by side, going on in the next line where the row ends, and takes
// their height off r.
func (c *Canvas) Chips(r *Rect, chips []Chip) {
	for _, line := range chipRows(r.W, chips) {
		row := r.CutTop(chipLine)
		row.H -= 4
		for _, ch := range line {
			c.Chip(&row, ch)
		}
	}
}

func chipRows(width float32, chips []Chip) [][]Chip {
	var rows [][]Chip
	left := float32(-1)
	for _, ch := range chips {
		w := ChipWidth(ch)
		if ch.On { // so that choosing one does not move the others
			off := ch
			off.On = false
			w = max(w, ChipWidth(off))
		} else {
			on := ch
			on.On = true
			w = max(w, ChipWidth(on))
		}
		if w > left || len(rows) == 0 {
			rows = append(rows, nil)
			left = width
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], ch)
		left -= w + 8
	}
	return rows
}
