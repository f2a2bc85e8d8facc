// Package layout turns a template and the data of a document into pages: texts are measured
// and broken into lines, rows grow, tables run over pages with their header, totals stay with
// the last two lines. The result is a paper.Doc that the PDF, the preview and the printer
// share. Templates are TOML files with sizes in millimetres and type in points; the manual
// page "print templates" describes them, assets/templates holds the shipped ones.
package layout

import "kontor/app/paper"

// Template is a template as read from its file.
type Template struct {
	Name     string
	Kind     paper.Kind
	Title    text
	Paper    string     // key of the paper size
	Form     paper.Size // what one copy takes; the whole sheet when the file does not say
	PerPage  int        // copies on one sheet, one above the other
	Margin   edges
	Language string  // when the request does not say
	Size     float64 // type size of texts that do not say, points
	Leading  float64 // line height of texts that do not say, times the size
	Parts    []text  // names of the parts (联次)
	Impact   bool    // for impact printers: no grey, lines from 0.35 mm, type from 10 pt
	Bands    []*band
	Pictures map[string][]byte // that the file brings along, by name
	Ground   path              // picture that the designer shows under the page and that never prints
	problems []Problem
}

type edges struct{ top, right, bottom, left float64 }

// Roles of a band.
const (
	rolePage   = "page"   // fixed on every sheet, positions from its top left corner
	roleHead   = "head"   // at the top of sheets
	roleBody   = "body"   // one after the other
	roleLines  = "lines"  // a table
	roleTotals = "totals" // like body, but never alone on a sheet: stays with the last two lines
	roleEnd    = "end"    // at the bottom of the last sheet
	roleFoot   = "foot"   // at the bottom of every sheet
)

// band is a strip of the page.
type band struct {
	role   string
	on     string // head and foot: all, first, later
	when   cond
	height float64 // at least, mm
	gap    float64 // free space above, mm; dropped at the top of a sheet
	split  bool    // may run over to the next sheet
	items  []*item
	table  *table
	line   int
	index  int // among the bands of the template
}

// Kinds of items.
const (
	itemText  = "text"
	itemLine  = "line"
	itemBox   = "box"
	itemImage = "image"
	itemQR    = "qr"
	itemCode  = "code128"
)

// item is one element of a band.
type item struct {
	kind       string
	x, y, w, h float64 // mm; from the margin and the top of the band
	text       text
	prefix     text // before a value, dropped with it; not printed on pre-printed forms
	empty      text // instead of an empty value
	when       cond
	size       float64
	leading    float64
	bold       bool
	align      string // left, center, right, justify
	valign     string // top, middle, bottom
	color      paper.Color
	grow       string // wrap, fixed, shrink
	vertical   bool
	angle      float64
	border     float64 // width of a frame around the item
	fill       *paper.Color
	width      float64 // of lines and boxes
	dash       float64
	source     path // picture
	seam       bool // a picture of which each page has a piece at the right edge of the box
	line       int
	band       int // where it stands in the file
	index      int
}

// table is the repeating part of a band of role lines.
type table struct {
	list      path
	size      float64
	headSize  float64
	leading   float64
	padX      float64
	padY      float64
	minHeight float64
	headRow   float64
	rows      int // filled up with empty rows to this number
	border    string
	rule      float64
	color     paper.Color
	headFill  *paper.Color
	noHead    bool
	headAlign string // of the header; "" is as the column
	columns   []*column
	spans     []*span
	leads     []*total // rows above the lines
	totals    []*total // rows under the lines
	hatch     bool
}

// column of a table.
type column struct {
	key     string
	title   text
	value   text
	width   float64
	grow    float64 // share of the width that is left
	align   string
	bold    cond
	when    cond
	shade   cond
	each    path // one column for each element of this list
	cells   path // its cells: the list of the row, by position
	auto    bool // width from the content
	filled  bool // shows only when some row has a text in it
	isImage bool
	height  float64 // of an image cell
	line    int
	index   int
}

// span is a row that runs over the whole width: a section title, a note.
type span struct {
	when cond
	text text
	bold bool
}

// total is a row above or under the lines.
type total struct {
	when  cond
	label text
	value text
	cells map[string]text // by column key
	wide  bool            // one cell over the whole width
	bold  bool
	size  float64
}

// Problem is something wrong in a template file.
type Problem struct {
	Line int
	What string // the text "error.paper.template.<what>"
	Args map[string]any
}
