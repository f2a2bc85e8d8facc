package records

import (
	"kontor/ui/kit"
)

// Wish says which record a dialog makes or changes.
type Wish struct {
	Kind, Title string
	ID          int64 // an existing record; 0 makes a new one
	Given       map[string]string
	Hide, Skip  []string
	Height      float32
}

// MakeRecord makes or changes a record in a dialog and tells its id once it is saved.
func MakeRecord(h kit.Host, d PageDeps, w Wish, then func(id int64)) {
	var box *kit.Dialog
	form := NewForm(h, d.Deps, d.Service(w.Kind), func() {
		if box != nil {
			box.Redraw()
		}
	})
	form.Given = w.Given
	set := func(keys []string) map[string]bool {
		out := map[string]bool{}
		for _, k := range keys {
			out[k] = true
		}
		return out
	}
	form.Hide, form.Skip = set(w.Hide), set(append([]string{"owner_id", "unit_id"}, w.Skip...))
	form.OnSaved = func(id int64) {
		box.Close()
		then(id)
	}
	form.Open(w.ID)
	box = &kit.Dialog{Title: w.Title, Width: 560}
	box.Height = func(float32) float32 { return w.Height }
	box.Body = func(c *kit.Canvas, r kit.Rect) { form.Draw(c, "form", r) }
	box.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: h.T("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { form.Save(); return true }},
	}
	h.ShowDialog(box)
	kit.Post(form.Focus)
}
