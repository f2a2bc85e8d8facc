package kit

import "fyne.io/fyne/v2/driver/desktop"

// Role says what a hit region is, for dumps and screen readers.
type Role string

// The roles.
const (
	RoleButton  Role = "button"
	RoleLink    Role = "link"
	RoleCheck   Role = "check"
	RoleRadio   Role = "radio"
	RoleTab     Role = "tab"
	RoleRow     Role = "row"
	RoleGrid    Role = "grid"
	RoleField   Role = "field"
	RoleList    Role = "list"
	RoleItem    Role = "item"
	RoleScroll  Role = "scroll"
	RoleHandle  Role = "handle"
	RoleHeading Role = "heading"
	RoleNone    Role = ""
)

// Cursor is the shape of the mouse pointer over a region.
type Cursor uint8

// The pointers.
const (
	Arrow Cursor = iota
	Hand
	IBeam
	ResizeH
	ResizeV
	Cross
)

var cursors = map[Cursor]desktop.Cursor{
	Arrow: desktop.DefaultCursor, Hand: desktop.PointerCursor, IBeam: desktop.TextCursor,
	ResizeH: desktop.HResizeCursor, ResizeV: desktop.VResizeCursor, Cross: desktop.CrosshairCursor,
}

// Pointer is a mouse event in logical pixels of the surface.
type Pointer struct {
	At          Point
	Clicks      int  // 1, 2 … presses in quick succession at the same place
	Right       bool // the secondary button
	Shift, Ctrl bool // Ctrl is Cmd on macOS
	Alt         bool //
	DX, DY      float32
}

// DragPhase is the part of a drag an event belongs to.
type DragPhase uint8

// The phases.
const (
	DragStart DragPhase = iota
	DragMove
	DragEnd
)

// Drag is a step of dragging with the primary button held.
type Drag struct {
	Phase     DragPhase
	Start, At Point
	Shift     bool
	Ctrl      bool
}

// Hit is what a region of a surface does. All functions are optional; they run on the
// main goroutine and the surface is redrawn afterwards.
type Hit struct {
	Name  string // accessible name; also what dumps and tests call it
	Role  Role
	Value string // state for dumps: "on", "3 of 7"
	Tip   string // tooltip
	// Disabled keeps the region from acting and says why; the reason is shown as tooltip.
	Disabled string
	Cursor   Cursor

	Focusable  bool // joins the Tab order, in drawing order
	ClickFocus bool // also takes the keyboard when clicked (grids, lists; not buttons)
	Default    bool // gets the keys while nothing has the focus
	KeepFocus  bool // pressing it does not end the editing of a field

	Tap    func()                // released inside, Enter or Space
	Double func()                // second press in quick succession
	Menu   func(at Point)        // right click or Shift+F10
	Down   func(p Pointer)       // pressed, either button
	Move   func(p Pointer)       // the pointer moved inside
	Leave  func()                // the pointer left
	Drag   func(d Drag)          //
	Wheel  func(p Pointer) bool  // one tick is 25 units; false hands it to the region below
	Key    func(k Key) bool      // while focused; false hands it on
	Rune   func(r rune) bool     // a typed character, before Key; for grids that begin editing
	Gain   func(byKeyboard bool) // got the focus
	Lose   func()                // lost the focus
}

// region is a recorded hit.
type region struct {
	id     string
	r      Rect // where it lies
	clip   Rect // what of it can be seen
	scroll string
	h      Hit
	field  *Field
}

func (g *region) has(p Point) bool { return g.r.Has(p) && g.clip.Has(p) }

// focusable tells whether Tab stops here.
func (g *region) focusable() bool {
	return (g.h.Focusable && g.h.Disabled == "") || g.field != nil && !g.field.ReadOnly
}

// Interaction is how a region is being used at the moment of drawing.
type Interaction struct {
	Hover   bool // the pointer is over it and it acts
	Pressed bool // and the button is down
	Focused bool // it has the keyboard
	Ring    bool // it got the keyboard by Tab: draw the focus ring
}

// Hit makes r act. The id names the region across redraws; it must be stable and unique
// within the surface (a second one of the same id is numbered).
func (c *Canvas) Hit(id string, r Rect, h Hit) Interaction {
	id = c.uniq(id)
	c.hits = append(c.hits, region{id: id, r: r, clip: c.clip, scroll: c.scroll, h: h})
	s := c.s
	st := Interaction{}
	if h.Disabled == "" {
		st.Hover = s.hover == id
		st.Pressed = s.pressed == id && s.hover == id
	}
	if s.focusID == id && s.active {
		st.Focused = true
		st.Ring = s.ring
	}
	return st
}

// Named records an accessible name for something that is only looked at (a chart, an
// avatar), so that dumps and screen readers know it.
func (c *Canvas) Named(r Rect, role Role, name string) {
	c.hits = append(c.hits, region{id: c.uniq("~" + name), r: r, clip: Rect{}, h: Hit{Name: name, Role: role}})
}

// cut remembers that a text was shortened, so that pointing at it shows the whole.
func (c *Canvas) cut(r Rect, full string) {
	if c.s != nil && c.Visible(r) {
		c.s.cuts = append(c.s.cuts, cutText{r.Intersect(c.clip), full})
	}
}

type cutText struct {
	r    Rect
	full string
}
