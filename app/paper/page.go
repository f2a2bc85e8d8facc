package paper

import (
	"image"
	"time"
)

// Doc is a laid-out document: what the preview shows, the PDF holds and the printer prints.
type Doc struct {
	Title, Author, Subject string
	Language               string    // zh, en or both
	Created                time.Time // goes into the file; the same Doc gives the same bytes
	Pages                  []Page
	Spots                  []Spot // when Options.Trace asked for them
}

// Page is one sheet. Items are painted in order; the origin is the top left corner of the
// sheet, x to the right, y down, in millimetres.
type Page struct {
	Size  Size
	Part  string // name of the part (联次), "" when there is one only
	Items []Item
}

// Item is something on a page: Text, Line, Rect, Picture, Bars or Area.
type Item interface{ item() }

// Color of ink; the zero value is black.
type Color struct{ R, G, B uint8 }

// Text is one run on one baseline, left to right.
type Text struct {
	X, Y  float64 // left end of the baseline, mm
	Text  string
	Size  float64 // type size in points
	Bold  bool
	Color Color
	Angle float64 // degrees counter-clockwise around (X, Y)
}

// Line is a straight line.
type Line struct {
	X1, Y1, X2, Y2 float64
	Width          float64 // mm
	Color          Color
	Dash           float64 // length of strokes and gaps in mm, 0 is solid
}

// Rect is a box: a border of the given width on its edge, a fill, or both.
type Rect struct {
	X, Y, W, H float64
	Width      float64 // of the border in mm, 0 is none
	Color      Color   // of the border
	Fill       *Color
}

// Picture is an image scaled into a box, transparent where its alpha says so.
type Picture struct {
	X, Y, W, H float64
	Image      image.Image
	Raw        []byte // the file it came from, when it may be embedded as it is (JPEG)
}

// Bars is a bar code or QR code: a raster of dark modules over a box.
type Bars struct {
	X, Y, W, H float64
	Cols, Rows int
	Dark       []bool // Rows × Cols
	Text       string // what it encodes
}

// Area is a filled polygon, for charts.
type Area struct {
	Points []Point
	Fill   Color
}

// Point in mm.
type Point struct{ X, Y float64 }

func (Text) item()    {}
func (Line) item()    {}
func (Rect) item()    {}
func (Picture) item() {}
func (Bars) item()    {}
func (Area) item()    {}
