package sales

import (
	"strings"

	"kontor/ui/kit"
)

// rowColumn is a column of a sheet of rows: how a cell is read from a row, and how what
// was typed is written into it; without set it is read only.
type rowColumn[L any] struct {
	kit.GridColumn
	get func(l *L) kit.GridCell
	set func(l *L, text string, o *kit.Option) error
}

// rows edits the lines of a record in a grid: one description of the columns is the whole
// model of it.
type rows[L any] struct {
	host    kit.Host
	all     func() *[]L // nil: nothing is there yet
	change  func(fn func(list *[]L))
	blank   func(at int) L        // a new row; nil: rows are not added
	keep    func(into *L, from L) // copies what a row is, not which one it is
	columns []rowColumn[L]
	grid    *kit.Grid
}

// newRows makes the grid over lines.
func newRows[L any](r rows[L], name string) *rows[L] {
	out := &r
	out.grid = &kit.Grid{Name: name, Number: true, Fixed: r.blank == nil, Model: out}
	for _, c := range r.columns {
		c.ReadOnly = c.set == nil
		out.grid.Columns = append(out.grid.Columns, c.GridColumn)
	}
	return out
}

func (r *rows[L]) list() []L {
	if p := r.all(); p != nil {
		return *p
	}
	return nil
}

// Len, Cell and the rest make it the model of the grid.
func (r *rows[L]) Len() int { return len(r.list()) }

func (r *rows[L]) column(id string) *rowColumn[L] {
	for i := range r.columns {
		if r.columns[i].ID == id {
			return &r.columns[i]
		}
	}
	return nil
}

func (r *rows[L]) Cell(row int, col string) kit.GridCell {
	list := r.list()
	return r.column(col).get(&list[row])
}

// Set takes a typed cell; what is wrong with it leaves the row as it was.
func (r *rows[L]) Set(row int, col, text string, o *kit.Option) string {
	c := r.column(col)
	text = strings.TrimSpace(text)
	if c == nil || c.set == nil || row >= r.Len() && (text == "" || r.blank == nil) {
		return ""
	}
	var l L
	if row < r.Len() {
		l = r.list()[row]
	} else {
		l = r.blank(row)
	}
	if err := c.set(&l, text, o); err != nil {
		return r.host.ErrorText(err)
	}
	r.change(func(list *[]L) {
		if row >= len(*list) {
			*list = append(*list, l)
			return
		}
		(*list)[row] = l
	})
	return ""
}

func (r *rows[L]) Insert(at int) {
	if r.blank == nil {
		return
	}
	l := r.blank(at)
	r.change(func(list *[]L) {
		at := min(at, len(*list))
		*list = append((*list)[:at:at], append([]L{l}, (*list)[at:]...)...)
	})
}

func (r *rows[L]) Delete(at int) {
	r.change(func(list *[]L) { *list = append((*list)[:at:at], (*list)[at+1:]...) })
}

func (r *rows[L]) Move(from, to int) {
	if from >= r.Len() || to >= r.Len() {
		return
	}
	r.change(func(list *[]L) {
		l := (*list)[from]
		rest := append((*list)[:from:from], (*list)[from+1:]...)
		*list = append(rest[:to:to], append([]L{l}, rest[to:]...)...)
	})
}

func (r *rows[L]) Copy(from, to int) {
	if from >= r.Len() || to > r.Len() || r.blank == nil {
		return
	}
	if to == r.Len() {
		r.Insert(to)
	}
	r.change(func(list *[]L) { r.keep(&(*list)[to], (*list)[from]) })
}

// sheetDialog shows a grid in a dialog with a line below it; save tells whether the dialog
// may close now and closes it itself otherwise.
type sheetDialog struct {
	title, text string
	width       float32
	grid        *kit.Grid
	foot        func() string
	save        func(done func())
}

func (w sheetDialog) show(h kit.Host) {
	d := &kit.Dialog{Title: w.title, Text: w.text, Width: w.width, Height: func(float32) float32 { return 290 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		foot := r.CutBottom(26)
		w.grid.Draw(c, "lines", r)
		c.Text(foot, w.foot(), kit.Strong.RightAligned())
	}
	d.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: h.T("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			if w.grid.Settle() {
				w.save(d.Close)
			}
			return true
		}},
	}
	h.ShowDialog(d)
	if s := d.Surface(); s != nil {
		s.FocusID("lines", false)
	}
}
