package kit

import "kontor/ui/theme"

// Matrix is a table of choices: rows in groups, columns with two-line heads, one focused
// cell that keys change (permissions, role × right). It is drawn as a Table.
type Matrix struct {
	Name  string
	First string // head of the first column
	RowW  float32
	Cols  []MatrixCol
	Rows  []MatrixRow
	Cell  func(row, col int) Cell // col counts without the first
	// OnKey changes the focused cell: Space cycles, digits choose.
	OnKey func(row, col int, k Key) bool
	OnCur func(row, col int)
	Foot  func(c *Canvas, r Rect)

	t     Table
	ready bool
}

// MatrixCol is one column.
type MatrixCol struct {
	ID, Title, Sub string
	Width          float32
}

// MatrixRow is one row, or the heading of a group.
type MatrixRow struct {
	Title string
	Sub   string
	Group bool
}

// Refresh takes over changed columns.
func (m *Matrix) Refresh() { m.ready = false }

func (m *Matrix) build() {
	m.ready = true
	w := m.RowW
	if w == 0 {
		w = 190
	}
	cols := []Column{{ID: "", Title: m.First, Width: w, Fixed: true}}
	for _, col := range m.Cols {
		cw := col.Width
		if cw == 0 {
			cw = 84
		}
		cols = append(cols, Column{ID: col.ID, Title: col.Title + "\n" + col.Sub, Width: cw, Flex: true, Align: Center, Rule: true, Strong: true})
	}
	m.t.Columns = cols
	m.t.Name, m.t.Cells, m.t.Foot = m.Name, true, m.Foot
	m.t.Source = matrixSource{m}
	m.t.OnCell = func(int, string) { m.moved() }
	m.t.OnKey = func(k Key) bool {
		row, col := m.Current()
		return m.OnKey != nil && row >= 0 && col >= 0 && m.OnKey(row, col, k)
	}
	m.t.OnTick = func(i int, col string) {
		if row, k := m.Current(); m.OnKey != nil && k >= 0 {
			m.OnKey(row, k, "Space")
		}
	}
}

// Draw shows the matrix in r under an id.
func (m *Matrix) Draw(c *Canvas, id string, r Rect) {
	if !m.ready {
		m.build()
	}
	for i := range m.t.Columns {
		m.t.Columns[i].Tinted = i > 0 && i == m.t.col
	}
	m.t.Draw(c, id, r)
}

func (m *Matrix) moved() {
	if row, col := m.Current(); m.OnCur != nil && row >= 0 && col >= 0 {
		m.OnCur(row, col)
	}
}

// Current is the focused cell; col -1 = the first column.
func (m *Matrix) Current() (row, col int) { return m.t.Current(), m.t.col - 1 }

// Select focuses a cell.
func (m *Matrix) Select(row, col int) {
	if !m.ready {
		m.build()
	}
	m.t.Select(row)
	m.t.col = col + 1
}

type matrixSource struct{ m *Matrix }

func (s matrixSource) Len() int      { return len(s.m.Rows) }
func (s matrixSource) Want(_, _ int) {}

func (s matrixSource) Row(i int) ([]Cell, bool) {
	out := make([]Cell, 0, len(s.m.Cols)+1)
	out = append(out, Cell{Text: s.m.Rows[i].Title, After: s.m.Rows[i].Sub})
	for k := range s.m.Cols {
		cell := s.m.Cell(i, k)
		if cell.Text == "—" && cell.Color == theme.None {
			cell.Color = theme.Muted
		}
		out = append(out, cell)
	}
	return out, true
}

func (s matrixSource) Groups() []int {
	var out []int
	for i, r := range s.m.Rows {
		if r.Group {
			out = append(out, i)
		}
	}
	return out
}

func (s matrixSource) Group(i int) (string, string) { return s.m.Rows[i].Title, s.m.Rows[i].Sub }
func (s matrixSource) Fold(int)                     {}
