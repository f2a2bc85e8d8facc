package kit

import (
	"encoding/json"
	"strings"

	"kontor/assets/icons"
)

// ColumnMenu opens the choice of columns at a point of the surface.
func (t *Table) ColumnMenu(s *Surface, at Point) {
	l := s.Layer()
	if l == nil {
		return
	}
	items := []MenuItem{{Title: word("kit.columns"), Head: true}}
	for i := range t.Columns {
		col := &t.Columns[i]
		items = append(items, MenuItem{Title: strings.ReplaceAll(col.Title, "\n", ""), Checked: !col.Hidden, Disabled: col.Fixed, Run: func() {
			col.Hidden = !col.Hidden
			t.columnsChanged()
			s.Redraw()
		}})
	}
	if t.ColumnItems != nil {
		items = append(items, t.ColumnItems()...)
	}
	l.ShowMenu(Menu{From: s, At: at, Items: items})
}

// ColumnsButton is the button that opens the choice of columns.
func (t *Table) ColumnsButton(s *Surface) Button {
	return Button{ID: "columns", Icon: icons.Columns, Tip: word("kit.columns"), Small: true, Tap: func() {
		if r, ok := s.HitRect("columns"); ok {
			t.ColumnMenu(s, Point{r.X, r.Bottom()})
		}
	}}
}

// PlaceColumn moves a column before another one, or to the end.
func (t *Table) PlaceColumn(id, before string) {
	t.index()
	var moved Column
	rest := make([]Column, 0, len(t.Columns))
	for _, c := range t.Columns {
		if c.ID == id {
			moved = c
		} else {
			rest = append(rest, c)
		}
	}
	if moved.ID == "" {
		return
	}
	out := make([]Column, 0, len(t.Columns))
	done := false
	for _, c := range rest {
		if c.ID == before {
			out, done = append(out, moved), true
		}
		out = append(out, c)
	}
	if !done {
		out = append(out, moved)
	}
	t.Columns = out
}

type savedColumn struct {
	ID     string  `json:"id"`
	Width  float32 `json:"w"`
	Hidden bool    `json:"h,omitempty"`
	Fixed  bool    `json:"f,omitempty"` // no longer flexible
}

// SaveColumns writes widths, order and choice as text for a saved view.
func (t *Table) SaveColumns() string {
	list := make([]savedColumn, 0, len(t.Columns))
	for _, c := range t.Columns {
		list = append(list, savedColumn{c.ID, c.Width, c.Hidden, !c.Flex})
	}
	b, err := json.Marshal(list)
	if err != nil {
		return ""
	}
	return string(b)
}

// RestoreColumns applies what SaveColumns wrote; columns that are new stay at their place.
func (t *Table) RestoreColumns(text string) {
	var list []savedColumn
	if json.Unmarshal([]byte(text), &list) != nil {
		return
	}
	t.index()
	known := map[string]savedColumn{}
	for _, s := range list {
		known[s.ID] = s
	}
	var out []Column
	for _, s := range list {
		for _, c := range t.Columns {
			if c.ID == s.ID {
				if s.Width != c.Width {
					c.Give = 0 // a width that was chosen is kept
				}
				c.Width, c.Hidden = s.Width, s.Hidden && !c.Fixed
				if s.Fixed {
					c.Flex = false
				}
				out = append(out, c)
			}
		}
	}
	for i, c := range t.Columns {
		if _, ok := known[c.ID]; !ok {
			at := min(i, len(out))
			out = append(out[:at:at], append([]Column{c}, out[at:]...)...)
		}
	}
	t.Columns = out
}
