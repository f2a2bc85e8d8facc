package records

import (
	"strings"

	"kontor/ui/kit"
)

// RowColumn is a column of a sheet of rows: how a cell is read from a row, and how what
// was typed is written into it; without Set it is read only.
type RowColumn[L any] struct {
	kit.GridColumn
	Get func(l *L) kit.GridCell
	Set func(l *L, text string, o *kit.Option) error
	// Next is the column that the keyboard goes on in once an option was chosen.
	Next string
}

// Rows edits the lines of a record in a grid: one description of the columns is the whole
// model of it.
type Rows[L any] struct {
	Host    kit.Host
	All     func() *[]L // nil: nothing is there yet
	Change  func(fn func(list *[]L))
	Blank   func(at int) L        // a new row; nil: rows are not added
	Keep    func(into *L, from L) // copies what a row is, not which one it is
	Columns []RowColumn[L]
	Grid    *kit.Grid
}

// NewRows makes the grid over lines.
func NewRows[L any](r Rows[L], name string) *Rows[L] {
	out := &r
	out.Grid = &kit.Grid{Name: name, Number: true, Fixed: r.Blank == nil, Model: out}
	for _, c := range r.Columns {
		c.ReadOnly = c.Set == nil
		out.Grid.Columns = append(out.Grid.Columns, c.GridColumn)
	}
	return out
}

// List are the rows as they stand.
func (r *Rows[L]) List() []L {
	if p := r.All(); p != nil {
		return *p
	}
	return nil
}

// Len, Cell and the rest make it the model of the grid.
func (r *Rows[L]) Len() int { return len(r.List()) }

func (r *Rows[L]) column(id string) *RowColumn[L] {
	for i := range r.Columns {
		if r.Columns[i].ID == id {
			return &r.Columns[i]
		}
	}
	return nil
}

func (r *Rows[L]) Cell(row int, col string) kit.GridCell {
	list := r.List()
	return r.column(col).Get(&list[row])
}

// Set takes a typed cell; what is wrong with it leaves the row as it was.
func (r *Rows[L]) Set(row int, col, text string, o *kit.Option) string {
	c := r.column(col)
	text = strings.TrimSpace(text)
	if c == nil || c.Set == nil || row >= r.Len() && (text == "" || r.Blank == nil) {
		return ""
	}
	var l L
	if row < r.Len() {
		l = r.List()[row]
	} else {
		l = r.Blank(row)
	}
	if err := c.Set(&l, text, o); err != nil {
		return r.Host.ErrorText(err)
	}
	r.Change(func(list *[]L) {
		if row >= len(*list) {
			*list = append(*list, l)
			return
		}
		(*list)[row] = l
	})
	if o != nil && c.Next != "" {
		kit.Post(func() { r.Grid.Select(row, c.Next) })
	}
	return ""
}

func (r *Rows[L]) Insert(at int) {
	if r.Blank == nil {
		return
	}
	l := r.Blank(at)
	r.Change(func(list *[]L) {
		at := min(at, len(*list))
		*list = append((*list)[:at:at], append([]L{l}, (*list)[at:]...)...)
	})
}

func (r *Rows[L]) Delete(at int) {
	r.Change(func(list *[]L) { *list = append((*list)[:at:at], (*list)[at+1:]...) })
}

func (r *Rows[L]) Move(from, to int) {
	if from >= r.Len() || to >= r.Len() {
		return
	}
	r.Change(func(list *[]L) {
		l := (*list)[from]
		rest := append((*list)[:from:from], (*list)[from+1:]...)
		*list = append(rest[:to:to], append([]L{l}, rest[to:]...)...)
	})
}

func (r *Rows[L]) Copy(from, to int) {
	if from >= r.Len() || to > r.Len() || r.Blank == nil {
		return
	}
	if to == r.Len() {
		r.Insert(to)
	}
	r.Change(func(list *[]L) { r.Keep(&(*list)[to], (*list)[from]) })
}

// Sheet shows a grid in a dialog with a line below it; Save tells whether the dialog
// may close now and closes it itself otherwise.
type Sheet struct {
	Title, Text string
	Width       float32
	Grid        *kit.Grid
	Foot        func() string
	Save        func(done func())
}

// Show opens the dialog.
func (w Sheet) Show(h kit.Host) {
	d := &kit.Dialog{Title: w.Title, Text: w.Text, Width: w.Width, Height: func(float32) float32 { return 290 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		foot := r.CutBottom(26)
		w.Grid.Draw(c, "lines", r)
		c.Text(foot, w.Foot(), kit.Strong.RightAligned())
	}
	d.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: h.T("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			if w.Grid.Settle() {
				w.Save(d.Close)
			}
			return true
		}},
	}
	h.ShowDialog(d)
	if s := d.Surface(); s != nil {
		s.FocusID("lines", false)
	}
}
