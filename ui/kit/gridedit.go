package kit

import (
	"strings"

	"kontor/assets/icons"
)

// key takes a key while the grid, not its editor, has the focus.
func (g *Grid) key(k Key) bool {
	v := &g.v
	if g.editing { // an error keeps the cell open: the keys belong to its editor
		g.s.FocusID(g.id+".edit", false)
		return true
	}
	if g.move(k) || g.rowKey(k) {
		return true
	}
	switch k {
	case "F2", "Enter":
		if g.editable(v.cur, g.col) {
			g.begin("", false)
			return true
		}
		if k == "Enter" {
			g.setCur(v.cur+1, g.col)
			return true
		}
	case "Ctrl+C", "Ctrl+Ins":
		g.copyOut()
		return true
	case "Ctrl+X":
		g.copyOut()
		g.clear()
		return true
	case "Ctrl+V", "Shift+Ins":
		if program() != nil {
			g.Paste(program().Clipboard().Content())
		}
		return true
	case "Del", "Backspace":
		g.clear()
		return true
	case "Shift+F10", "Menu":
		if g.OnMenu != nil {
			q := g.cellRect(v.cur, g.col)
			g.OnMenu(v.cur, Point{q.X, q.Bottom()})
			return true
		}
	}
	return g.OnKey != nil && g.OnKey(k)
}

// typed starts editing with a character as it was typed (keys are capitals).
func (g *Grid) typed(r rune) bool {
	if g.editing || !g.editable(g.v.cur, g.col) {
		return false
	}
	g.begin(string(r), true)
	return true
}

// move handles the keys that move the current cell.
func (g *Grid) move(k Key) bool {
	v := &g.v
	base := Key(strings.TrimPrefix(string(k), "Shift+"))
	dr, dc := 0, 0
	switch base {
	case "Down":
		dr = 1
	case "Up":
		dr = -1
	case "Left":
		dc = -1
	case "Right":
		dc = 1
	case "PgDn":
		dr = max(int(v.r.H/float32(v.height))-1, 1)
	case "PgUp":
		dr = -max(int(v.r.H/float32(v.height))-1, 1)
	case "Home":
		dc = -len(g.Columns)
	case "End":
		dc = len(g.Columns)
	case "Ctrl+Home":
		dr, dc = -1<<30, -len(g.Columns)
	case "Ctrl+End":
		dr, dc = 1<<30, len(g.Columns)
	case "Tab":
		return g.tab(k == "Shift+Tab")
	default:
		return false
	}
	if base != k {
		if g.extent[0] < 0 {
			g.extent = [2]int{v.cur, g.col}
		}
	} else {
		g.extent = [2]int{-1, -1}
	}
	g.setCur(v.cur+dr, g.col+dc)
	return true
}

// tab goes to the next or previous editable cell, over the ends of rows; at the very end
// the focus leaves the grid.
func (g *Grid) tab(back bool) bool {
	g.extent = [2]int{-1, -1}
	i, k := g.v.cur, g.col
	for range (g.last() + 1) * len(g.Columns) {
		if back {
			k--
		} else {
			k++
		}
		if k >= len(g.Columns) {
			i, k = i+1, 0
		}
		if k < 0 {
			i, k = i-1, len(g.Columns)-1
		}
		if i < 0 || i > g.last() {
			return false
		}
		if g.editable(i, k) {
			g.setCur(i, k)
			return true
		}
	}
	return false
}

// rowKey handles the keys that change whole rows.
func (g *Grid) rowKey(k Key) bool {
	if g.ReadOnly {
		return false
	}
	v, m := &g.v, g.Model
	switch k {
	case "Ctrl+D":
		if v.cur > 0 && v.cur <= m.Len() {
			m.Copy(v.cur-1, v.cur)
		}
	case "Ctrl+Del":
		if v.cur < m.Len() {
			m.Delete(v.cur)
		}
	case "Ins":
		if v.cur <= m.Len() {
			m.Insert(v.cur)
		}
	case "Alt+Up":
		if v.cur > 0 && v.cur < m.Len() {
			m.Move(v.cur, v.cur-1)
			g.setCur(v.cur-1, g.col)
		}
	case "Alt+Down":
		if v.cur < m.Len()-1 {
			m.Move(v.cur, v.cur+1)
			g.setCur(v.cur+1, g.col)
		}
	default:
		return false
	}
	g.changed()
	return true
}

func (g *Grid) changed() {
	g.extent = [2]int{-1, -1}
	if g.OnChange != nil {
		g.OnChange()
	}
	g.setCur(g.v.cur, g.col)
}

// begin starts editing the current cell; text replaces its content when fresh.
func (g *Grid) begin(text string, fresh bool) {
	i, k := g.v.cur, g.col
	if !g.editable(i, k) || g.s == nil {
		return
	}
	col := &g.Columns[k]
	cell := GridCell{}
	if i < g.Model.Len() {
		cell = g.Model.Cell(i, col.ID)
	}
	start := cell.Text
	if cell.Edit != "" {
		start = cell.Edit
	}
	p := NewPicker(col.Title, nil)
	p.Icon, p.Plain = "", true
	p.Free = col.Free || col.Suggest == nil
	p.Width, p.New, p.NewText = col.ListWidth, col.New, col.NewText
	p.Hints = col.Suggest != nil
	p.ownTab = true
	p.SetText(start)
	p.value = Option{Text: start}
	p.OnPaste = g.pasteOver
	p.OnFocus = func(gained bool) {
		if !gained && g.editing {
			g.commit()
		}
	}
	p.Read = col.Read
	if col.Suggest == nil {
		p.OnChange = nil
	} else {
		p.Icon = icons.ChevronDown // the mouse alone opens the list, too
		p.Suggest = func(q string, answer func([]Option)) { col.Suggest(i, q, answer) }
	}
	p.OnKey = g.editKey
	p.OnPick = func(o Option) { g.picked(o) }
	g.picker, g.editing, g.editRow, g.editCol, g.fresh, g.err = p, true, i, k, fresh, ""
	g.s.dirty = true
	g.s.flush()
	g.s.FocusID(g.id+".edit", !fresh)
	if fresh {
		p.Put(text)
		p.clearSelection()
	}
}

// clearSelection puts the caret behind the text.
func (f *Field) clearSelection() {
	if f.entry != nil {
		f.entry.CursorColumn = len([]rune(f.text))
		f.entry.Refresh()
	}
}

// editKey looks at keys of the editor before the Entry does.
func (g *Grid) editKey(k Key) bool {
	switch k {
	case "Esc":
		g.cancel()
	case "Enter", "Down", "Up":
		if k != "Enter" && !g.fresh {
			return false
		}
		if g.commit() {
			d := 1
			if k == "Up" {
				d = -1
			}
			g.setCur(g.editRow+d, g.editCol)
			g.back()
		}
	case "Tab", "Shift+Tab":
		if g.commit() {
			g.back()
			g.tab(k == "Shift+Tab")
		}
	case "Left", "Right":
		if !g.fresh {
			return false
		}
		if g.commit() {
			g.back()
			g.move(k)
		}
	case "Ctrl+D", "Ctrl+Del", "Alt+Up", "Alt+Down":
		if g.commit() {
			g.back()
			g.rowKey(k)
		}
	default:
		return false
	}
	return true
}

// picked takes a suggestion: it is committed at once and the next cell becomes current.
func (g *Grid) picked(o Option) {
	if !g.editing {
		return
	}
	if g.store(o.Text, &o) {
		g.stop()
		g.back()
		g.tab(false)
	}
}

// commit stores the edited text; false = there is an error and editing goes on.
func (g *Grid) commit() bool {
	if !g.editing {
		return true
	}
	text := g.picker.Text()
	before := ""
	if g.editRow < g.Model.Len() {
		c := g.Model.Cell(g.editRow, g.Columns[g.editCol].ID)
		before = c.Text
		if c.Edit != "" {
			before = c.Edit
		}
	}
	if text == before {
		g.stop()
		return true
	}
	if read := g.Columns[g.editCol].Read; read != nil {
		shown, _, err := read(text)
		if err != "" {
			g.err = err
			g.s.Redraw()
			return false
		}
		text = shown
	}
	if !g.store(text, nil) {
		return false
	}
	g.stop()
	return true
}

func (g *Grid) store(text string, o *Option) bool {
	if err := g.Model.Set(g.editRow, g.Columns[g.editCol].ID, text, o); err != "" {
		g.err = err
		g.s.Redraw()
		return false
	}
	if g.OnChange != nil {
		g.OnChange()
	}
	return true
}

func (g *Grid) cancel() {
	g.stop()
	g.back()
}

func (g *Grid) stop() {
	if p := g.picker; p != nil {
		if p.list != nil {
			p.list.close()
		}
		p.OnFocus, p.OnCommit, p.OnPick = nil, nil, nil
	}
	g.editing, g.err = false, ""
	if g.s != nil {
		g.s.Redraw()
	}
}

// back gives the keyboard from the editor to the grid.
func (g *Grid) back() {
	if g.s != nil && g.s.fieldFocused() != nil {
		g.s.takeFocus(g.id, false)
	}
}
