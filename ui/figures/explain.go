package figures

import (
	"strconv"

	"kontor/app/exporting"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// ExplainPart is one line of how a figure is made: a summand, or a record behind it.
type ExplainPart struct {
	Label, Note string
	Value       string
	Sum         bool   // what the lines above come to
	Open        func() // shows the rows behind the line; nil: there are none
}

// Explain tells how a figure is made, line by line, and opens what is behind each line.
type Explain struct {
	Title, Value string // the figure
	Text         string // how it is worked out, in a sentence
	Parts        []ExplainPart
	Open         func() // shows all rows behind the figure; nil: the lines do
}

const (
	explainRow  = 32
	explainMost = 380
)

// Show opens the explanation.
func (x Explain) Show(h kit.Host) {
	t := h.T
	d := &kit.Dialog{Title: x.Title, Width: 560}
	leave := func(open func()) func() {
		return func() {
			d.Close()
			kit.Post(open)
		}
	}
	text := func(w float32) float32 { return kit.ParaHeight(x.Text, kit.Second, w, 6) }
	d.Height = func(w float32) float32 {
		return 34 + text(w) + 10 + min(float32(max(len(x.Parts), 1))*explainRow, explainMost)
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.Text(r.CutTop(30), x.Value, kit.Title)
		c.Para(r.CutTop(text(r.W)+4), x.Text, kit.Second, 6)
		r.CutTop(6)
		if len(x.Parts) == 0 {
			c.Text(r.CutTop(explainRow), t("explain.nothing"), kit.Hint)
			return
		}
		c.Scroll("parts", r, float32(len(x.Parts))*explainRow, func(body kit.Rect) {
			for i := range x.Parts {
				if row := body.CutTop(explainRow); c.Visible(row) {
					x.Parts[i].draw(c, row, "part."+strconv.Itoa(i), leave)
				}
			}
		})
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.close"), Kind: kit.Outline, Cancel: true}}
	if x.Open != nil {
		d.Buttons = append(d.Buttons, kit.DialogButton{Text: t("explain.rows"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			kit.Post(x.Open)
			return false
		}})
	}
	h.ShowDialog(d)
}

// Tap makes a figure that is drawn somewhere open its explanation, by mouse and by keyboard.
// Draw the figure after it.
func Tap(c *kit.Canvas, id string, r kit.Rect, name, value string, tap func()) {
	st := c.Hit(id, r, kit.Hit{Name: name, Value: value, Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true, Tap: tap})
	if st.Hover {
		c.Fill(r, theme.Hover)
	}
	if st.Ring {
		c.FocusRing(r.Inset(2), 3)
	}
}

func (p *ExplainPart) draw(c *kit.Canvas, row kit.Rect, id string, do func(func()) func()) {
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	value, label := kit.Body, kit.Body
	if p.Sum {
		value, label = kit.Strong, kit.Strong
	}
	if p.Open != nil {
		Tap(c, id, row, p.Label+" "+p.Note, p.Value, do(p.Open))
		label = label.In(theme.Primary)
	}
	in := row.Pad(4, 0, 8, 1)
	c.Text(in.CutRight(kit.Measure(p.Value, kit.Strong)+4), p.Value, value.RightAligned())
	in.CutRight(10)
	c.Text(in.CutLeft(min(in.W*0.55, kit.Measure(p.Label, kit.Strong)+4)), p.Label, label)
	in.CutLeft(10)
	c.Text(in, p.Note, kit.Caption)
}

// Explain tells how the total of a column is made of the rows of the sheet, each of which
// opens what is behind it.
func (s *Sheet) Explain(id string) Explain {
	t := s.host.T
	x := Explain{}
	for k, col := range s.cols {
		if col.ID != id {
			continue
		}
		x.Title = col.Title
		for _, l := range s.lines {
			if k >= len(l.Values) {
				continue
			}
			text := Show(col, l.Values[k]).Text
			switch {
			case l.Bold:
				x.Value = text
			case l.Apart:
			case l.Values[k].Int() != 0:
				x.Parts = append(x.Parts, ExplainPart{Label: Show(s.cols[0], l.Values[0]).Text, Note: s.note(l), Value: text, Open: l.Open})
			}
		}
	}
	x.Text = t("explain.sum", "n", len(x.Parts))
	return x
}

// note is what a row says in words beside its first column.
func (s *Sheet) note(l Line) string {
	for k, col := range s.cols[1:] {
		if col.Form == exporting.Text && k+1 < len(l.Values) && l.Values[k+1].Text() != "" {
			return l.Values[k+1].Text()
		}
	}
	return ""
}

// total explains a row of totals: each column opens what it is made of.
func (s *Sheet) total(l Line) {
	t := s.host.T
	x := Explain{Title: s.Name, Text: t("explain.total")}
	if len(l.Values) > 0 {
		x.Value = l.Values[0].Text()
	}
	for k, col := range s.cols {
		if (col.Form == exporting.Amount || col.Form == exporting.Whole) && k < len(l.Values) && l.Values[k].Int() != 0 {
			x.Parts = append(x.Parts, ExplainPart{Label: col.Title, Value: Show(col, l.Values[k]).Text, Open: func() { s.Explain(col.ID).Show(s.host) }})
		}
	}
	x.Show(s.host)
}
