package kit

import "kontor/ui/theme"

// Align says where in its rectangle a text stands.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Center
	Right
)

// Style is how a text is set. Start from one of the ready styles and change it:
// kit.Body.B().In(theme.Bad).Right().
type Style struct {
	Size   float32     // logical pixels per em
	Bold   bool        //
	Color  theme.Token //
	Align  Align       //
	Whole  bool        // never shortened with …; for document numbers and file names
	Marks  []Mark      // matched parts, shown bold in the primary colour
	Struck bool        // struck through (a value that was replaced)
}

// Mark is a part of a text by byte offsets.
type Mark struct{ From, To int }

// The ready styles (design §3).
var (
	KeyFigure = Style{Size: theme.SizeKey, Bold: true, Color: theme.Text}
	Title     = Style{Size: theme.SizeTitle, Bold: true, Color: theme.Text}
	Section   = Style{Size: theme.SizeSection, Bold: true, Color: theme.Text}
	Body      = Style{Size: theme.SizeBody, Color: theme.Text}
	Second    = Style{Size: theme.SizeBody, Color: theme.Text2}
	Caption   = Style{Size: theme.SizeCaption, Color: theme.Text2}
	Hint      = Style{Size: theme.SizeCaption, Color: theme.Muted}
	Strong    = Style{Size: theme.SizeBody, Bold: true, Color: theme.Text}
	Link      = Style{Size: theme.SizeCaption, Color: theme.Primary}
)

// B is the style in bold.
func (s Style) B() Style { s.Bold = true; return s }

// Plain is the style in regular weight.
func (s Style) Plain() Style { s.Bold = false; return s }

// In is the style in another colour.
func (s Style) In(t theme.Token) Style { s.Color = t; return s }

// Px is the style in another size.
func (s Style) Px(size float32) Style { s.Size = size; return s }

// Centered is the style in the middle.
func (s Style) Centered() Style { s.Align = Center; return s }

// RightAligned is the style at the right edge.
func (s Style) RightAligned() Style { s.Align = Right; return s }

// Marked is the style with matched parts highlighted.
func (s Style) Marked(m []Mark) Style { s.Marks = m; return s }

// Uncut is the style without shortening.
func (s Style) Uncut() Style { s.Whole = true; return s }

// Struckthrough is the style with a line through the text.
func (s Style) Struckthrough() Style { s.Struck = true; return s }
