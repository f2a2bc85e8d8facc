package sales

import (
	"context"
	"errors"

	"kontor/app"
	"kontor/app/entity"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// askRow is one row of a dialog of fields: a field, or something drawn.
type askRow struct {
	key   string // of the field in errors of the service
	label string
	field *kit.Field
	draw  func(c *kit.Canvas, box kit.Rect) // instead of a field
	note  func() string                     // a line of text over the whole width, "" for none
}

// ask is a dialog of some fields and the command that they are for. What the service
// refuses is shown at its field and the dialog stays.
type ask struct {
	title, text string
	rows        []askRow
	danger      bool
	width       float32
	// do reads the fields and gives what is to be done then.
	do   func() func(ctx context.Context) error
	done func()

	dialog *kit.Dialog
	busy   bool
}

var askForm = kit.Form{Label: 96}

// show opens the dialog.
func (a *ask) show(h kit.Host) {
	kind := kit.Primary
	if a.danger {
		kind = kit.Danger
	}
	d := &kit.Dialog{Title: a.title, Text: a.text, Width: a.width}
	d.Height = func(w float32) float32 {
		sum := float32(0)
		for _, r := range a.rows {
			sum += r.height(w)
		}
		return sum
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for _, row := range a.rows {
			row.put(c, &r)
		}
	}
	d.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: a.title, Kind: kind, Key: "Ctrl+Enter", Run: func() bool { a.run(h); return true }},
	}
	a.dialog = d
	h.ShowDialog(d)
}

func (r askRow) height(w float32) float32 {
	switch {
	case r.note != nil:
		if text := r.note(); text != "" {
			return kit.ParaHeight(text, kit.Caption, w, 4) + 8
		}
		return 0
	case r.field != nil:
		return kit.FormHeight(r.field, askForm, w)
	}
	return theme.Control + 9
}

func (r askRow) put(c *kit.Canvas, at *kit.Rect) {
	switch {
	case r.note != nil:
		if text := r.note(); text != "" {
			h := kit.ParaHeight(text, kit.Caption, at.W, 4)
			c.Para(at.CutTop(h), text, kit.Caption.In(theme.Warn), 4)
			at.CutTop(8)
		}
	case r.field != nil:
		c.FormRow(at, r.key, r.label, r.field, askForm)
	default:
		c.FormPart(at, r.label, theme.Control, "", askForm, func(box kit.Rect) { r.draw(c, box) })
	}
}

func (a *ask) run(h kit.Host) {
	if a.busy {
		return
	}
	for _, r := range a.rows {
		if r.field != nil {
			r.field.Commit()
			r.field.Err = ""
		}
	}
	a.busy = true
	do := a.do()
	h.Go(func(ctx context.Context) {
		err := do(ctx)
		h.Post(func() {
			a.busy = false
			if err == nil {
				a.dialog.Close()
				if a.done != nil {
					a.done()
				}
				return
			}
			if !a.mark(h, err) {
				h.Report(err)
			}
			a.dialog.Redraw()
		})
	})
}

// mark shows what is wrong at the fields at fault.
func (a *ask) mark(h kit.Host, err error) bool {
	var list entity.Problems
	if !errors.As(err, &list) {
		var one *app.Error
		if !errors.As(err, &one) {
			return false
		}
		list = entity.Problems{one}
	}
	marked := false
	for _, e := range list {
		for _, r := range a.rows {
			if e.Field == "" || r.field == nil || r.key != e.Field {
				continue
			}
			r.field.Err = h.ErrorText(e)
			if !marked {
				r.field.Focus()
			}
			marked = true
		}
	}
	return marked
}
