package records

import (
	"context"
	"errors"

	"kontor/app"
	"kontor/app/entity"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// AskRow is one row of a dialog of fields: a field, or something drawn.
type AskRow struct {
	Key   string // of the field in errors of the service
	Label string
	Field *kit.Field
	Draw  func(c *kit.Canvas, box kit.Rect) // instead of a field
	Note  func() string                     // a line of text over the whole width, "" for none
}

// Ask is a dialog of some fields and the command that they are for. What the service
// refuses is shown at its field and the dialog stays.
type Ask struct {
	Title, Text string
	Rows        []AskRow
	Danger      bool
	Width       float32
	// Do reads the fields and gives what is to be done then.
	Do   func() func(ctx context.Context) error
	Done func()

	dialog *kit.Dialog
	busy   bool
}

var askForm = kit.Form{Label: 96}

// Show opens the dialog.
func (a *Ask) Show(h kit.Host) {
	kind := kit.Primary
	if a.Danger {
		kind = kit.Danger
	}
	d := &kit.Dialog{Title: a.Title, Text: a.Text, Width: a.Width}
	d.Height = func(w float32) float32 {
		sum := float32(0)
		for _, r := range a.Rows {
			sum += r.height(w)
		}
		return sum
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for _, row := range a.Rows {
			row.put(c, &r)
		}
	}
	d.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: a.Title, Kind: kind, Key: "Ctrl+Enter", Run: func() bool { a.run(h); return true }},
	}
	a.dialog = d
	h.ShowDialog(d)
}

func (r AskRow) height(w float32) float32 {
	switch {
	case r.Note != nil:
		if text := r.Note(); text != "" {
			return kit.ParaHeight(text, kit.Caption, w, 4) + 8
		}
		return 0
	case r.Field != nil:
		return kit.FormHeight(r.Field, askForm, w)
	}
	return theme.Control + 9
}

func (r AskRow) put(c *kit.Canvas, at *kit.Rect) {
	switch {
	case r.Note != nil:
		if text := r.Note(); text != "" {
			h := kit.ParaHeight(text, kit.Caption, at.W, 4)
			c.Para(at.CutTop(h), text, kit.Caption.In(theme.Warn), 4)
			at.CutTop(8)
		}
	case r.Field != nil:
		c.FormRow(at, r.Key, r.Label, r.Field, askForm)
	default:
		c.FormPart(at, r.Label, theme.Control, "", askForm, func(box kit.Rect) { r.Draw(c, box) })
	}
}

func (a *Ask) run(h kit.Host) {
	if a.busy {
		return
	}
	for _, r := range a.Rows {
		if r.Field != nil {
			r.Field.Commit()
			r.Field.Err = ""
		}
	}
	a.busy = true
	do := a.Do()
	h.Go(func(ctx context.Context) {
		err := do(ctx)
		h.Post(func() {
			a.busy = false
			if err == nil {
				a.dialog.Close()
				if a.Done != nil {
					a.Done()
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
func (a *Ask) mark(h kit.Host, err error) bool {
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
		for _, r := range a.Rows {
			if e.Field == "" || r.Field == nil || r.Key != e.Field {
				continue
			}
			r.Field.Err = h.ErrorText(e)
			if !marked {
				r.Field.Focus()
			}
			marked = true
		}
	}
	return marked
}
