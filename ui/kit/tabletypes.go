package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Source gives a Table its rows. Row must answer at once from memory; ok is false while
// a row is not loaded, and a placeholder is shown. Want announces the rows that are
// visible, so that the source can load them and have the page redrawn.
type Source interface {
	Len() int
	Row(i int) (cells []Cell, ok bool)
	Want(from, to int)
}

// Keyed is a Source whose rows have stable numbers (record ids): ticks and the current
// row survive another order.
type Keyed interface {
	Key(i int) int64
	Index(key int64) int // -1 when it is not there
}

// Grouped is a Source with heading rows among the others.
type Grouped interface {
	Groups() []int // ascending row numbers
	Group(i int) (title, detail string)
	Fold(i int) // a click on the heading
}

// Styled is a Source whose rows may look different as a whole.
type Styled interface {
	RowStyle(i int) RowStyle
}

// RowStyle is the look of a whole row.
type RowStyle struct {
	Muted  bool // archived, disabled
	Bold   bool // totals
	Ground theme.Token
	Indent float32 // of the first column: trees
	Open   int     // tree arrow: 0 none, 1 open, 2 folded
}

// Cell is one cell of a row.
type Cell struct {
	Text   string
	Sub    string // second line, muted
	After  string // muted, behind the text
	Color  theme.Token
	Bold   bool
	Struck bool
	Marks  []Mark
	Badge  *Tint // the text is shown as a badge
	Icon   icons.Name
	Tint   theme.Token // of the icon
	Person string      // avatar before the text
	Bar    float32     // progress 0 … 1 before the text; drawn when BarIn is set
	BarIn  theme.Token
	Link   bool // acts on click, see Table.OnLink
	Tick   int  // 1 = empty box, 2 = ticked box in the middle
	Level  int  // confidence squares, 1 … 3; -1 none of them filled
	Lock   bool // a lock before the text
	Fill   theme.Token
	Draw   func(c *Canvas, r Rect) // draws the cell itself
}

// Column is one column of a table.
type Column struct {
	ID       string
	Title    string // may hold a line end for two lines
	Width    float32
	Min      float32 // 40 when 0
	Flex     bool    // takes the room that is left
	Give     float32 // how much narrower it may be where the columns would not fit else
	Align    Align
	Sortable bool
	Hidden   bool
	Fixed    bool // stays at the left and cannot be hidden
	Rule     bool // a vertical line at its left
	Tip      string
	Total    string // in the footer, under the column
	TotalIn  theme.Token
	Strong   bool // the first of two title lines is bold
	Tinted   bool // the whole column stands on soft: the one being looked at

	cell int // which cell of a row it shows, counted from 1
}

func (c *Column) min() float32 {
	if c.Min == 0 {
		return 40
	}
	return c.Min
}
