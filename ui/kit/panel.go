package kit

import (
	"kontor/ui/theme"
)

// Panel is a white box with a head of 36 px.
type Panel struct {
	Title string
	Sub   string // muted beside the title
	// Right draws into the head from the right; it cuts off what it uses.
	Right func(c *Canvas, row *Rect)
	// Left draws behind the title.
	Left func(c *Canvas, row *Rect)
	Bare bool // no frame: part of a pane
}

// Panel draws a panel and returns the room below its head.
func (c *Canvas) Panel(r Rect, p Panel) Rect {
	if !p.Bare {
		c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	}
	body := r
	if !p.Bare {
		body = r.Inset(1)
	}
	if p.Title == "" && p.Right == nil {
		return body
	}
	head := body.CutTop(theme.PanelHead - 1)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	row := head.Pad(12, 0, 12, 1)
	if p.Right != nil {
		p.Right(c, &row)
	}
	row.CutLeft(c.Text(row, p.Title, Strong) + 8)
	if p.Sub != "" {
		row.CutLeft(c.Text(row, p.Sub, Caption) + 12)
	}
	if p.Left != nil {
		p.Left(c, &row)
	}
	return body
}

// Card draws a panel without a head, with a heading inside, and returns the room below
// the heading (12 px padding).
func (c *Canvas) Card(r Rect, title string) Rect {
	c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	in := r.Pad(15, 0, 15, 12)
	in.CutTop(10)
	if title != "" {
		c.Text(in.CutTop(20), title, Strong.In(theme.Text2))
		in.CutTop(8)
	}
	return in
}

// SectionHead draws the heading of a part of a list, with a note at the right (how many,
// what they come to).
func (c *Canvas) SectionHead(r *Rect, name, note string) {
	head := r.CutTop(34)
	c.Fill(head, theme.Sunken)
	in := head.InsetXY(16, 0)
	c.Text(in.CutRight(Measure(note, Caption)+1), note, Caption)
	c.Text(in, name, Strong)
}

// KeyValue draws a row with a label at the left and a value at the right.
func (c *Canvas) KeyValue(row Rect, label, value string, st Style) {
	w := Measure(value, st)
	st.Align = Right
	c.Text(row.CutRight(min(w+1, row.W*0.7)), value, st)
	row.CutRight(8)
	c.Text(row, label, Second)
}

// KeyFigures draws figures side by side with separators: label above, number below.
func (c *Canvas) KeyFigures(r Rect, figures []Figure) {
	if len(figures) == 0 {
		return
	}
	w := r.W / float32(len(figures))
	for i, f := range figures {
		cell := Rect{r.X + float32(i)*w, r.Y, w, r.H}
		if i > 0 {
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		}
		if f.Tap != nil {
			st := c.Hit("figure", cell, Hit{Name: f.Label, Value: f.Value, Role: RoleButton, Cursor: Hand, Focusable: true, Tap: f.Tap})
			if st.Hover {
				c.Fill(cell.Pad(1, 0, 0, 0), theme.Hover)
			}
			if st.Ring {
				c.FocusRing(cell.Inset(5), 3)
			}
		}
		in := cell.InsetXY(16, 0)
		col := f.Color
		if col == theme.None {
			col = theme.Text
		}
		mid := cell.Middle().Y
		c.Text(Rect{in.X, mid - 20, in.W, 18}, f.Label, Caption)
		c.Text(Rect{in.X, mid - 1, in.W, 22}, f.Value, Section.In(col))
	}
}

// Figure is one key figure.
type Figure struct {
	Label, Value string
	Color        theme.Token
	Tap          func()
}
