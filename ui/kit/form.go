package kit

import (
	"strings"

	"kontor/ui/theme"
)

// Form says how the rows of a form stand.
type Form struct {
	Label float32 // width of the labels at the left; 0 = labels above the fields
	Gap   float32 // below a row; 9 when 0
}

// FormRow takes a row off the top of r: label, field, and the error below it. Required
// fields carry " *" in their label.
func (c *Canvas) FormRow(r *Rect, id, label string, f *Field, form Form) {
	h := float32(theme.Control)
	if f.area {
		h = 84
	}
	c.FormPart(r, label, h, f.Err, form, func(box Rect) { c.Field(id, box, f) })
}

// FormPart takes a row of height h off the top of r with a label and any content, and
// the sentence err below it.
func (c *Canvas) FormPart(r *Rect, label string, h float32, err string, form Form, draw func(box Rect)) {
	gap := form.Gap
	if gap == 0 {
		gap = 9
	}
	if form.Label == 0 {
		c.Text(r.CutTop(20), label, Caption)
	}
	row := r.CutTop(h)
	if form.Label > 0 {
		lab := row.CutLeft(form.Label)
		row.CutLeft(10)
		c.formLabel(lab.Pad(0, 0, 0, max(h-theme.Control, 0)), label)
	}
	draw(row)
	if err != "" {
		w := row.W
		eh := ParaHeight(err, Caption, w, 0)
		r.CutTop(2)
		c.Para(Rect{row.X, r.Y, w, eh}, err, Caption.In(theme.Bad), 0)
		r.CutTop(eh)
		gap = max(gap-2, 0)
	}
	r.CutTop(gap)
}

// formLabel sets a label that is too long for its column in two smaller lines.
func (c *Canvas) formLabel(r Rect, label string) {
	if Measure(label, Second) <= r.W {
		c.Text(r, label, Second.RightAligned())
		return
	}
	small := Caption.RightAligned()
	if Measure(label, small) <= r.W {
		c.Text(r, label, small)
		return
	}
	const lh = 15
	lines := breakLines(label, small, r.W)
	if len(lines) > 2 {
		lines = []string{lines[0], label[len(lines[0]):]}
	}
	y := r.Y + (r.H-lh*float32(len(lines)))/2
	for _, l := range lines {
		c.Text(Rect{r.X, y, r.W, lh}, strings.TrimSpace(l), small)
		y += lh
	}
}

// FormHeight is the height that FormRow takes.
func FormHeight(f *Field, form Form, width float32) float32 {
	gap := form.Gap
	if gap == 0 {
		gap = 9
	}
	h := float32(theme.Control) + gap
	if f.area {
		h = 84 + gap
	}
	if form.Label == 0 {
		h += 20
	}
	if f.Err != "" {
		w := width
		if form.Label > 0 {
			w -= form.Label + 10
		}
		h += 2 + ParaHeight(f.Err, Caption, w, 0)
		h -= min(gap, 2)
	}
	return h
}
