package shell

import (
	"os"
	"path/filepath"

	"kontor/app"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// askPath asks for a path in a dialog of our own: on systems that have no file dialog.
func (w *window) askPath(r kit.FileRequest, save bool, then func(path string)) {
	t := w.sh.tongue
	field := kit.NewField(t.T("shell.path"))
	start := r.Name
	if start == "" || filepath.Base(start) == start {
		home, err := os.UserHomeDir()
		if err == nil {
			start = filepath.Join(home, r.Name)
		}
	}
	field.SetText(start)
	d := &kit.Dialog{Title: r.Title, Text: t.T("shell.path_text"), Icon: icons.FolderOpen, Tint: theme.Text2, Width: 560}
	d.Height = func(float32) float32 { return theme.Control + 20 }
	d.Body = func(c *kit.Canvas, box kit.Rect) {
		c.Field("path", box.CutTop(theme.Control), field)
		if field.Err != "" {
			c.Text(box.CutTop(20), field.Err, kit.Caption.In(theme.Bad))
		}
	}
	accept := func() bool {
		path := field.Text()
		if err := checkPath(path, r, save); err != nil {
			field.Err = t.Error(err)
			return true
		}
		then(path)
		return false
	}
	field.OnEnter = func() bool {
		if !accept() {
			d.Close()
		}
		return true
	}
	key := "shell.choose"
	if save {
		key = "shell.save"
	}
	d.Buttons = []kit.DialogButton{{Text: t.T("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: t.T(key), Kind: kit.Primary, Run: accept}}
	w.layer.ShowDialog(d)
	kit.Post(func() {
		field.Focus()
		field.SelectAll()
	})
}

// checkPath tells what is wrong with a typed path.
func checkPath(path string, r kit.FileRequest, save bool) error {
	if path == "" {
		return app.E(app.Invalid, "file.no_path")
	}
	st, err := os.Stat(path)
	switch {
	case save:
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return app.E(app.NotFound, "file.missing", "file", filepath.Dir(path))
		}
		if err == nil && r.Confirm {
			return app.E(app.Conflict, "file.exists", "file", path)
		}
	case err != nil:
		return app.E(app.NotFound, "file.missing", "file", path)
	case st.IsDir() != r.Folder:
		return app.E(app.Invalid, "file.wrong_sort", "file", path)
	}
	return nil
}
