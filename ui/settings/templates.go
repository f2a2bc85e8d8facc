package settings

import (
	"context"
	"path/filepath"
	"strings"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Papers are the print templates as the window needs them: those that ship and the company's.
type Papers interface {
	Templates(kind paper.Kind) []paper.Template
	Source(name string) (text []byte, shipped bool, err error)
	Open(text []byte) (*paper.Table, error)
	Compose(t *paper.Table) []byte
	Owned(name string) (printroom.Template, bool)
	Save(ctx context.Context, d printroom.Draft) (*printroom.Template, error)
	Remove(ctx context.Context, id int64) error
	Restore(ctx context.Context, id int64) error
	NameFor(w paper.Words) paper.Words
	Sheet(name string) (book []byte, ok bool)
	Starter(kind paper.Kind, title string, label func(f paper.FieldInfo) string) ([]byte, error)
	Read(path string) (name string, content []byte, err error)
	Write(path string, content []byte) error
}

// templatesTab lists the print templates by document; Enter opens the designer.
type templatesTab struct {
	host   kit.Host
	d      Deps
	redraw func()
	list   kit.List
	rows   []templateRow
}

// templateRow is a template, or the heading of a kind of documents.
type templateRow struct {
	kind paper.Kind
	t    *paper.Template
	own  printroom.Template
}

func newTemplatesTab(h kit.Host, d Deps, redraw func()) *templatesTab {
	x := &templatesTab{host: h, d: d, redraw: redraw}
	x.list = kit.List{
		Name: h.T("templates.title"), Row: x.row, OnOpen: func(int) { x.edit() }, KeyOf: func(i int) int64 { return int64(i + 1) },
		OnKey: func(k kit.Key) bool {
			if k == "Del" {
				x.remove()
				return true
			}
			return false
		},
		OnMenu: func(_ int, at kit.Point) { x.menu(at) },
	}
	h.Changed(func(string, int64) { x.show() }, printroom.Templates, printroom.Versions)
	return x
}

func (x *templatesTab) show() {
	x.rows, x.list.Groups = nil, nil
	for _, kind := range paper.Kinds {
		if kind == paper.Grid {
			continue
		}
		x.list.Groups = append(x.list.Groups, len(x.rows))
		x.rows = append(x.rows, templateRow{kind: kind})
		for _, t := range x.d.Papers.Templates(kind) {
			own, _ := x.d.Papers.Owned(t.Name)
			x.rows = append(x.rows, templateRow{kind, &t, own})
		}
	}
	x.list.Len = len(x.rows)
	x.redraw()
}

func (x *templatesTab) current() *templateRow {
	if i := x.list.Current(); i >= 0 && i < len(x.rows) && x.rows[i].t != nil {
		return &x.rows[i]
	}
	return nil
}

func (x *templatesTab) say(w paper.Words) string {
	if x.host.Lang() == "zh" || w.EN == "" {
		return w.ZH
	}
	return w.EN
}

func (x *templatesTab) draw(c *kit.Canvas, r kit.Rect) {
	t := x.host.T
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(16, 0, 12, 1)
	edit := kit.Button{ID: "edit", Text: t("templates.edit"), Kind: kit.Primary, Key: "Enter", Tap: x.edit}
	if x.current() == nil {
		edit.Disabled = t("templates.choose")
	}
	c.ButtonsRight(&in, kit.Button{ID: "import", Text: t("templates.import"), Icon: icons.Upload, Disabled: x.mayAdd(), Tap: x.importFile}, edit)
	c.Text(in, t("templates.text"), kit.Hint)
	x.list.Draw(c, "templates", r)
}

func (x *templatesTab) row(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	t := x.host.T
	row := x.rows[i]
	in := r.Pad(16, 0, 14, 0)
	if row.t == nil {
		c.Text(in, t("dict.paper."+string(row.kind)), kit.Caption)
		return
	}
	in.CutLeft(10)
	badge, tint := t("templates.shipped"), kit.Gray
	if !row.t.Shipped {
		badge, tint = t("designer.version", "n", row.own.Revision), kit.Petrol
	}
	c.Badge(in.CutRight(110), badge, tint)
	size := row.t.Paper
	if s, ok := paper.SizeOf(row.t.Paper); ok {
		size = s.Label(t)
	}
	if n := len(row.t.Parts); n > 1 {
		size += " · " + t("templates.parts", "n", n)
	}
	if row.t.Sheet {
		size = "Excel"
	}
	c.Text(in.CutRight(250), size, kit.Second)
	c.Text(in, x.say(row.t.Title), kit.Body)
}

func (x *templatesTab) edit() {
	row := x.current()
	switch {
	case row == nil:
	case row.t.Sheet: // a workbook is changed in Excel and imported again
		x.export(x.host.OpenFile)
		x.host.Toast(x.host.T("templates.book_edit"), nil)
	default:
		x.host.Open(printroom.Templates, 0, map[string]string{"name": row.t.Name})
	}
}

func (x *templatesTab) mayAdd() string {
	if !x.host.Actor().Can(identity.May(printroom.Templates, identity.Add)) {
		return x.host.T("designer.no_right")
	}
	return ""
}

// copy stores a copy of the template under a name of its own.
func (x *templatesTab) copy() {
	row := x.current()
	if row == nil {
		return
	}
	text, _, err := x.fileOf(row)
	if err != nil {
		x.host.Report(err)
		return
	}
	format := printroom.Layout
	if row.t.Sheet {
		format = printroom.Sheet
	}
	x.store(printroom.Draft{Kind: row.kind, Format: format, Name: x.d.Papers.NameFor(row.t.Title), Paper: row.t.Paper, Source: row.t.Name, Body: text})
}

// store saves a template; a layout says its own name in the file.
func (x *templatesTab) store(d printroom.Draft) {
	if d.Format == printroom.Layout {
		if tree, err := x.d.Papers.Open(d.Body); err == nil && tree.Words("title") != d.Name {
			tree.SetWords("title", d.Name)
			d.Body = x.d.Papers.Compose(tree)
		}
	}
	x.host.Go(func(ctx context.Context) {
		t, err := x.d.Papers.Save(ctx, d)
		x.host.Post(func() {
			if err != nil {
				x.host.Report(err)
				return
			}
			x.host.Toast(x.host.T("templates.stored", "name", t.Name), nil)
			x.show()
			for i, row := range x.rows {
				if row.t != nil && row.t.Name == t.Key() {
					x.list.Select(i)
				}
			}
		})
	})
}

// remove puts a template of the company into the recycle bin; those that ship stay.
func (x *templatesTab) remove() {
	row := x.current()
	if row == nil {
		return
	}
	if row.t.Shipped {
		x.host.Toast(x.host.T("templates.stays"), nil)
		return
	}
	id := row.own.ID
	do := func(fn func(ctx context.Context, id int64) error, done func()) {
		x.host.Go(func(ctx context.Context) {
			err := fn(ctx, id)
			x.host.Post(func() {
				x.host.Report(err)
				if err == nil {
					x.show()
					done()
				}
			})
		})
	}
	do(x.d.Papers.Remove, func() {
		x.host.Toast(x.host.T("templates.removed", "name", row.own.Name), func() { do(x.d.Papers.Restore, func() {}) })
	})
}

// importFile stores a template file as a template of the company. A workbook becomes a
// template of the document that is chosen, or the next version of the chosen workbook.
func (x *templatesTab) importFile() {
	x.host.PickFile(kit.FileRequest{Title: x.host.T("templates.import"), Exts: []string{"toml", "xlsx"}, Kinds: x.host.T("designer.files")}, func(path string) {
		name, raw, err := x.d.Papers.Read(path)
		if err != nil {
			x.host.Report(err)
			return
		}
		if strings.EqualFold(filepath.Ext(name), ".xlsx") {
			x.importBook(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), raw)
			return
		}
		tree, err := x.d.Papers.Open(raw)
		if err != nil {
			x.host.Report(err)
			return
		}
		title := tree.Words("title")
		if x.taken(title.ZH) {
			title = x.d.Papers.NameFor(title)
		}
		x.store(printroom.Draft{Kind: paper.Kind(tree.Str("kind")), Format: printroom.Layout, Name: title, Paper: tree.Str("paper"), Body: raw})
	})
}

func (x *templatesTab) taken(name string) bool {
	for _, row := range x.rows {
		if row.t != nil && row.t.Title.ZH == name {
			return true
		}
	}
	return false
}

func (x *templatesTab) importBook(name string, raw []byte) {
	i := x.list.Current()
	if i < 0 || i >= len(x.rows) {
		x.host.Toast(x.host.T("templates.book_kind"), nil)
		return
	}
	row := x.rows[i]
	d := printroom.Draft{Kind: row.kind, Format: printroom.Sheet, Name: paper.Words{ZH: name, EN: name}, Paper: "a4", Body: raw}
	switch {
	case row.t != nil && row.t.Sheet:
		d.ID, d.Name = row.own.ID, row.t.Title
	case x.taken(name):
		d.Name = x.d.Papers.NameFor(d.Name)
	}
	x.store(d)
}

// starter writes a workbook with the fields of the chosen kind of document, to be made a
// template of in Excel.
func (x *templatesTab) starter() {
	i := x.list.Current()
	if i < 0 || i >= len(x.rows) {
		return
	}
	title := x.host.T("dict.paper." + string(x.rows[i].kind))
	raw, err := x.d.Papers.Starter(x.rows[i].kind, title, func(f paper.FieldInfo) string { return x.host.T("printfield." + f.Name) })
	if err != nil {
		x.host.Report(err)
		return
	}
	x.write(title+".xlsx", "xlsx", raw, x.host.OpenFile)
}

func (x *templatesTab) exportFile() { x.export(nil) }

// fileOf is a template as a file, with its extension.
func (x *templatesTab) fileOf(row *templateRow) (text []byte, ext string, err error) {
	if row.t.Sheet {
		book, ok := x.d.Papers.Sheet(row.t.Name)
		if !ok {
			err = app.E(app.NotFound, "paper.no_template", "template", row.t.Name)
		}
		return book, "xlsx", err
	}
	text, _, err = x.d.Papers.Source(row.t.Name)
	return text, "toml", err
}

// export writes the chosen template where the user says.
func (x *templatesTab) export(then func(path string)) {
	row := x.current()
	if row == nil {
		return
	}
	text, ext, err := x.fileOf(row)
	if err != nil {
		x.host.Report(err)
		return
	}
	name := strings.NewReplacer("/", "-", `\`, "-", ":", "-").Replace(x.say(row.t.Title))
	x.write(name+"."+ext, ext, text, then)
}

// write saves a file where the user says.
func (x *templatesTab) write(name, ext string, raw []byte, then func(path string)) {
	x.host.SaveFile(kit.FileRequest{Title: x.host.T("designer.export"), Name: name, Exts: []string{ext}, Kinds: x.host.T("designer.files"), Confirm: true}, func(path string) {
		x.host.Go(func(context.Context) {
			err := x.d.Papers.Write(path, raw)
			x.host.Post(func() {
				x.host.Report(err)
				if err != nil {
					return
				}
				x.host.Toast(x.host.T("designer.exported", "file", path), nil)
				if then != nil {
					then(path)
				}
			})
		})
	})
}

func (x *templatesTab) menu(at kit.Point) {
	var items []kit.MenuItem
	for _, cmd := range x.commands() {
		items = append(items, kit.MenuItem{Title: cmd.Title, Icon: cmd.Icon, Key: cmd.Key(), Run: cmd.Run, Disabled: cmd.Why() != "", Why: cmd.Why()})
	}
	x.host.ShowMenu(kit.Menu{At: at, Items: items})
}

func (x *templatesTab) commands() []kit.Command {
	t := x.host.T
	some := func() string {
		if x.current() == nil {
			return t("templates.choose")
		}
		return ""
	}
	add := func() string {
		if why := some(); why != "" {
			return why
		}
		return x.mayAdd()
	}
	return []kit.Command{
		{ID: "templates.edit", Title: t("templates.edit"), Icon: icons.Pencil, Keys: []kit.Key{"F2"}, Run: x.edit, Enabled: some, Status: t("templates.edit")},
		{ID: "templates.copy", Title: t("templates.copy"), Icon: icons.Copy, Keys: []kit.Key{"Ctrl+D"}, Run: x.copy, Enabled: add, Status: t("templates.copy")},
		{ID: "templates.import", Title: t("templates.import"), Icon: icons.Upload, Keys: []kit.Key{"Ctrl+I"}, Run: x.importFile, Enabled: x.mayAdd},
		{ID: "templates.book", Title: t("templates.book_new"), Icon: icons.FileSheet, Run: x.starter, Enabled: func() string {
			if x.list.Current() < 0 {
				return t("templates.choose")
			}
			return ""
		}},
		{ID: "templates.export", Title: t("designer.export"), Icon: icons.Download, Keys: []kit.Key{"Ctrl+E"}, Run: x.exportFile, Enabled: some},
		{ID: "templates.remove", Title: t("templates.remove"), Icon: icons.Trash, Run: x.remove, Enabled: some},
	}
}
