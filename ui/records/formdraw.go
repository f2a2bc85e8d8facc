package records

import (
	"strings"

	"kontor/app/entity"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const (
	labelWidth = 92
	areaHeight = 76
)

// Draw shows the form in r, in two columns where there is room, and scrolls.
func (f *Form) Draw(c *kit.Canvas, id string, r kit.Rect) {
	if !f.Ready() {
		if f.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	c.ScrollAuto(id, r, func(body kit.Rect) float32 {
		top := body.Y
		in := body.Pad(16, 10, 16, 0)
		for _, g := range f.groups {
			f.drawGroup(c, id, &in, g)
		}
		return in.Y - top + 16
	})
}

func (f *Form) drawGroup(c *kit.Canvas, id string, r *kit.Rect, group formGroup) {
	if group.title != "" {
		r.CutTop(6)
		c.Text(r.CutTop(26), group.title, kit.Section)
		r.CutTop(2)
	}
	cols := 1
	if r.W >= 720 {
		cols = 2
	}
	var row []*input
	flush := func() {
		if len(row) == 0 {
			return
		}
		height := float32(0)
		cells := r.Columns(20, []float32{-1, -1}[:cols]...)
		for i, in := range row {
			cell := cells[i]
			start := cell.Y
			cell.H = 10_000
			f.drawInput(c, id, &cell, in)
			height = max(height, cell.Y-start)
		}
		r.CutTop(height)
		row = row[:0]
	}
	for _, in := range group.inputs {
		if in.area || in.many != nil {
			flush()
			f.drawInput(c, id, r, in)
			continue
		}
		row = append(row, in)
		if len(row) == cols {
			flush()
		}
	}
	flush()
}

func (f *Form) drawInput(c *kit.Canvas, id string, r *kit.Rect, in *input) {
	label := in.label
	if in.need {
		label += " *"
	}
	form := kit.Form{Label: labelWidth}
	key := id + "." + in.field.Key
	switch {
	case in.many != nil:
		c.FormPart(r, label, theme.Control, "", form, func(box kit.Rect) { c.Choices(key, box, in.many) })
	case in.box == nil:
		c.FormPart(r, "", 24, "", form, func(box kit.Rect) {
			c.Check(key, box, label, in.flag, func(on bool) {
				if !in.lock {
					in.flag = on
					f.arrange()
				}
			})
		})
	case in.area:
		c.FormPart(r, label, areaHeight, in.box.Err, form, func(box kit.Rect) { c.Field(key, box, in.box) })
	default:
		c.FormRow(r, key, label, in.box, form)
	}
}

// Facts shows a record for reading: the filled fields by group.
func Facts(c *kit.Canvas, w Words, r *kit.Rect, form []entity.Input, titles map[string]string, pics *Thumbs) {
	group, label := "-", float32(96)
	for _, in := range form {
		if in.Text != "" && !in.Away {
			label = min(max(label, kit.Measure(Label(w, in.Field), kit.Second)+1), r.W*0.4)
		}
	}
	for _, in := range form {
		text := in.Text
		switch in.Field.Kind {
		case entity.KindRef:
			text = titles[in.Field.To+"/"+in.Text]
		case entity.KindChoice:
			text = OptionText(w, in.Field, in.Text)
		case entity.KindMulti:
			var list []string
			for _, k := range entity.SplitMulti(in.Text) {
				list = append(list, OptionText(w, in.Field, k))
			}
			text = strings.Join(list, w.T("records.comma"))
		case entity.KindFlag:
			text = ""
			if in.Text == "1" {
				text = w.T("records.yes")
			}
		case entity.KindFile:
			text = FileName(in.Text)
		case entity.KindMoney, entity.KindNumber:
			text = grouped(in.Field.Kind, in.Text)
		case entity.KindInstant:
			if len(text) == len("2006-01-02 15:04:05") {
				text = text[:len("2006-01-02 15:04")] // seconds say nothing
			}
		case entity.KindText, entity.KindLongText:
			text = Shipped(text)
		case entity.KindDate:
			text = Text(w, in.Field, entity.Str(in.Text))
		}
		if text == "" || in.Away || in.Field.Key == "custom" || in.Field.IsComputed && in.Field.IsUnlisted {
			continue
		}
		if in.Group != group {
			if group != "-" {
				r.CutTop(8)
			}
			group = in.Group
		}
		row := r.CutTop(kit.ParaHeight(text, kit.Body, r.W-label-12, 4) + 7)
		c.Text(kit.R(row.X, row.Y, label, 22), Label(w, in.Field), kit.Second)
		c.Para(row.Pad(label+12, 1, 0, 0), text, kit.Body, 4)
		if pics.Shows(in.Field, in.Text) {
			pics.Draw(c, "picture."+in.Field.Key, r.CutTop(96).Pad(label+12, 0, 0, 4), in.Text)
		}
	}
}

// Shipped is a text that the program itself wrote by its key, in the reader's language;
// what people wrote stays as it is.
func Shipped(text string) string {
	if entity.IsShipped(text) {
		return kit.Tongue().Or(text, text)
	}
	return text
}

func refID(text string) int64 {
	var id int64
	for _, r := range text {
		if r < '0' || r > '9' {
			return 0
		}
		id = id*10 + int64(r-'0')
	}
	return id
}
