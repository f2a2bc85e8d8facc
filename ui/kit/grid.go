package kit

import (
	"kontor/ui/theme"
)

// GridModel holds the rows that a Grid edits. Texts are what is shown; the model parses
// and calculates. All calls are on the main goroutine.
type GridModel interface {
	Len() int
	Cell(row int, col string) GridCell
	// Set takes an edited cell; opt is the suggestion that was picked, if any. Row Len()
	// appends. err is the sentence to show; the cell then stays in editing.
	Set(row int, col string, text string, opt *Option) (err string)
	Insert(at int)
	Delete(at int)
	Move(from, to int)
	// Copy makes row to equal to row from (Ctrl+D); to = Len() appends.
	Copy(from, to int)
}

// GridCell is one cell as shown.
type GridCell struct {
	Text     string
	Edit     string // what the editor begins with, when it differs from Text
	Color    theme.Token
	Bold     bool
	ReadOnly bool
	Err      bool
}

// GridColumn is one column of a Grid.
type GridColumn struct {
	ID       string
	Title    string
	Width    float32
	Flex     bool
	Wrap     bool // texts that find no room go on in a second line; all rows are as high then
	Align    Align
	ReadOnly bool
	Hint     string // placeholder while editing an empty cell, drawn over the next column too
	// Read checks and formats what was typed (ReadMoney, ReadQuantity …).
	Read func(text string) (shown, preview, err string)
	// Suggest offers rows from somewhere else (products by code or pinyin).
	Suggest   func(row int, query string, answer func([]Option))
	Free      bool // with Suggest: any text may stay
	ListWidth float32
	New       func(query string)
	NewText   string
}

// Grid edits line items by keyboard: typing starts editing, Enter goes down, Tab right,
// Ctrl+D copies the row above, Ctrl+Del deletes, Alt+↑↓ moves, Ins inserts, Ctrl+V takes
// blocks of cells from Excel.
type Grid struct {
	Name     string
	Columns  []GridColumn
	Model    GridModel
	ReadOnly bool
	Fixed    bool // cells are edited, rows are not added
	Blank    int  // empty rows drawn below the last, at least
	Number   bool
	OnChange func() // after every change
	OnCur    func(row int, col string)
	OnKey    func(k Key) bool
	OnMenu   func(row int, at Point)

	v       rows
	col     int
	picker  *Picker
	editing bool
	editRow int
	editCol int
	fresh   bool // editing began by typing: arrows leave the cell
	err     string
	x, w    []float32
	room    float32 // of the columns, with the numbers
	over    float32 // what the columns are wider than their room
	offX    float32 // how far they are scrolled
	grabX   float32
	s       *Surface
	id      string
	extent  [2]int // other corner of a marked block: row, col; -1 none
}

const numberRoom = 35

// Draw shows the grid in r under an id.
func (g *Grid) Draw(c *Canvas, id string, r Rect) {
	g.s, g.id = c.s, c.scope+id
	v := &g.v
	v.init()
	if v.cur < 0 {
		v.cur = 0
		g.extent = [2]int{-1, -1}
	}
	head := r.CutTop(theme.TableHead)
	g.arrange(r.W)
	v.r, v.height = r, float64(g.rowHeight())
	if g.over > 0 {
		v.r.H -= 10
	}
	v.n = g.Model.Len() + 1
	v.redraw = c.s.Redraw
	v.scrollTo(v.off)
	v.cur = min(v.cur, g.last())
	g.drawHead(c, head)
	h := Hit{
		Name: g.Name, Role: RoleGrid, Value: g.where(), Focusable: true, ClickFocus: true, Cursor: Arrow, Down: g.press, Key: g.key, Rune: g.typed,
		Double: func() { g.begin("", false) },
		Wheel:  g.wheel,
		Move: func(p Pointer) {
			if i := v.rowAt(p.At); i != v.hover {
				v.hover = i
				c.s.Redraw()
			}
		},
	}
	if g.OnMenu != nil {
		h.Menu = func(at Point) {
			if i := v.rowAt(at); i >= 0 {
				g.OnMenu(i, at)
			}
		}
	}
	st := c.Hit(id, r, h)
	c.Clip(r, func() {
		g.drawRows(c, r, st)
		if g.editing {
			g.drawEditor(c)
		}
	})
	if g.over > 0 {
		g.barX(c, id, r)
	}
	v.bar(c, id, v.r)
}

func (g *Grid) where() string {
	if g.col < len(g.Columns) {
		return itoa(g.v.cur+1) + " " + g.Columns[g.col].ID
	}
	return ""
}

// last is the last row that can be current: the empty one behind all, unless read-only.
func (g *Grid) last() int {
	if g.closed() {
		return max(g.Model.Len()-1, 0)
	}
	return g.Model.Len()
}

// closed tells whether there is no empty row to add with.
func (g *Grid) closed() bool { return g.ReadOnly || g.Fixed }

func (g *Grid) arrange(width float32) {
	g.x, g.w = g.x[:0], g.w[:0]
	x := g.left()
	sum, flex, give := x, 0, float32(0)
	for _, col := range g.Columns {
		sum += col.Width
		if col.Flex {
			flex++
		}
		if col.Wrap { // a wrapping column gives up to a third before the grid scrolls
			give += col.Width / 3
		}
	}
	less := float32(0) // of every wrapping column
	if sum > width && give > 0 {
		less = min((sum-width)/give, 1) / 3
		sum -= less * give * 3
	}
	if g.room, g.over = width, max(sum-width, 0); g.over < 0.5 {
		g.over = 0 // only a rounding
	}
	g.offX = min(max(g.offX, 0), g.over)
	x -= g.offX
	extra := max(width-sum, 0)
	for _, col := range g.Columns {
		w := col.Width
		if col.Flex {
			w += extra / float32(flex)
		}
		if col.Wrap {
			w -= col.Width * less
		}
		g.x, g.w = append(g.x, x), append(g.w, w)
		x += w
	}
}

func (g *Grid) cellRect(row, col int) Rect {
	q := g.v.rect(row)
	return Rect{q.X + g.x[col], q.Y, g.w[col], q.H}
}

func (g *Grid) drawHead(c *Canvas, head Rect) {
	c.Fill(head, theme.Sunken)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	if g.Number {
		c.Text(Rect{head.X, head.Y, numberRoom, head.H}, "#", Caption.Centered())
		c.LineV(head.X+numberRoom-1, head.Y, head.H, theme.Line)
	}
	c.Clip(head.Pad(g.left(), 0, 0, 0), func() {
		for k, col := range g.Columns {
			box := Rect{head.X + g.x[k], head.Y, g.w[k], head.H - 1}
			st := Caption
			st.Align = col.Align
			c.Text(box.InsetXY(8, 0), col.Title, st)
			if k < len(g.Columns)-1 {
				c.LineV(box.Right()-1, head.Y, head.H, theme.Line)
			}
		}
	})
}

func (g *Grid) drawRows(c *Canvas, r Rect, st Interaction) {
	v := &g.v
	n := g.Model.Len()
	blank := g.Blank
	if g.closed() {
		blank = 0
	}
	from := max(v.at(v.off), 0)
	for i := from; i < n+1+blank; i++ {
		row := v.rect(i)
		if row.Y > r.Bottom() {
			break
		}
		if i >= n && g.closed() {
			break
		}
		if i == v.hover && i < n && st.Hover {
			c.Fill(row, theme.Hover)
		}
		if g.Number {
			num := Rect{row.X, row.Y, numberRoom, row.H}
			c.Fill(num, theme.Sunken)
			if i <= n {
				c.Text(num, itoa(i+1), Second.Centered())
			}
			c.LineV(num.Right()-1, row.Y, row.H, theme.Line)
		}
		c.Clip(Rect{row.X + g.left(), row.Y, row.W - g.left(), row.H}, func() {
			for k := range g.Columns {
				g.drawCell(c, i, k, n, st)
			}
		})
		c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	}
	if v.cur >= 0 && !g.editing && st.Focused {
		c.Frame(g.cellRect(v.cur, g.col).Pad(-1, -1, 0, 0), 0, theme.None, theme.Primary, 2)
	}
}

func (g *Grid) drawCell(c *Canvas, i, k, n int, st Interaction) {
	box := g.cellRect(i, k)
	if k < len(g.Columns)-1 {
		c.LineV(box.Right()-1, box.Y, box.H, theme.Line)
	}
	if g.marked(i, k) && st.Focused {
		c.Fill(box.Pad(0, 0, 1, 1), theme.Soft)
	}
	if i >= n {
		return
	}
	cell := g.Model.Cell(i, g.Columns[k].ID)
	if cell.Err {
		c.Fill(box.Pad(0, 0, 1, 1), theme.BadSoft)
	}
	text := Body
	text.Bold, text.Align = cell.Bold, g.Columns[k].Align
	if cell.Color != theme.None {
		text.Color = cell.Color
	}
	in := box.InsetXY(8, 0)
	if g.Columns[k].Wrap && box.H > theme.Row {
		h := min(ParaHeight(cell.Text, text, in.W, 2), in.H)
		c.Para(in.MiddleRow(h), cell.Text, text, 2)
		return
	}
	c.Text(in, cell.Text, text)
}

// marked tells whether a cell lies in the marked block.
func (g *Grid) marked(i, k int) bool {
	if g.extent[0] < 0 {
		return false
	}
	r0, r1 := minmax(g.v.cur, g.extent[0])
	c0, c1 := minmax(g.col, g.extent[1])
	return i >= r0 && i <= r1 && k >= c0 && k <= c1
}

func minmax(a, b int) (int, int) {
	if a > b {
		return b, a
	}
	return a, b
}

func (g *Grid) drawEditor(c *Canvas) {
	box := g.cellRect(g.editRow, g.editCol)
	frame := box.Pad(-1, -1, 0, 0)
	edge := theme.Primary
	if g.err != "" {
		edge = theme.Bad
	}
	c.Frame(frame, 0, theme.Content, edge, 2)
	g.picker.AlignRight = g.Columns[g.editCol].Align == Right
	c.Field(g.id[len(c.scope):]+".edit", box, g.picker.Field)
	if hint := g.Columns[g.editCol].Hint; hint != "" && g.picker.Text() == "" || hint != "" && g.editRow == g.Model.Len() {
		over := Rect{box.Right(), box.Y, g.v.r.Right() - box.Right(), box.H}.InsetXY(8, 0)
		c.Text(over, hint, Second.In(theme.Muted))
	}
	if g.err != "" {
		w := Measure(g.err, Caption) + 16
		tip := Rect{box.X, box.Bottom() + 2, w, 22}
		c.Round(tip, theme.RadiusBadge, theme.BadSoft, theme.Bad)
		c.Text(tip.InsetXY(8, 0), g.err, Caption.In(theme.Bad).Uncut())
	}
}

func (g *Grid) press(p Pointer) {
	v := &g.v
	i := v.rowAt(p.At)
	if i < 0 || i > g.last() {
		return
	}
	if g.editing && !g.commit() {
		return
	}
	k := g.columnAt(p.At.X)
	if p.Shift {
		if g.extent[0] < 0 {
			g.extent = [2]int{v.cur, g.col}
		}
	} else {
		g.extent = [2]int{-1, -1}
	}
	g.setCur(i, k)
}

func (g *Grid) columnAt(x float32) int {
	for k := range g.Columns {
		if x < g.v.r.X+g.x[k]+g.w[k] {
			return k
		}
	}
	return len(g.Columns) - 1
}

func (g *Grid) setCur(i, k int) {
	i, k = min(max(i, 0), g.last()), min(max(k, 0), len(g.Columns)-1)
	g.v.cur, g.col = i, k
	g.v.show(i)
	g.reveal(k)
	if g.OnCur != nil {
		g.OnCur(i, g.Columns[k].ID)
	}
}

func (g *Grid) editable(i, k int) bool {
	if g.ReadOnly || g.Columns[k].ReadOnly {
		return false
	}
	return i >= g.Model.Len() || !g.Model.Cell(i, g.Columns[k].ID).ReadOnly
}

// Current is the current cell.
func (g *Grid) Current() (row int, col string) {
	if len(g.Columns) == 0 {
		return g.v.cur, ""
	}
	return max(g.v.cur, 0), g.Columns[g.col].ID
}

// Select makes a cell current.
func (g *Grid) Select(row int, col string) {
	g.v.init()
	for k := range g.Columns {
		if g.Columns[k].ID == col {
			g.extent = [2]int{-1, -1}
			g.setCur(row, k)
		}
	}
}

// Editing tells whether a cell is being edited.
func (g *Grid) Editing() bool { return g.editing }

// Settle commits a cell that is being edited, before saving; false = it has an error.
func (g *Grid) Settle() bool { return !g.editing || g.commit() }
