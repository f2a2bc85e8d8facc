package attendance

import (
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// recordPane is a list of records with the form of the chosen one beside it, inside a tab.
type recordPane struct {
	p      *page
	kind   string
	query  listing.Query
	list   *records.List
	form   *records.Form
	filter *kit.Field
	split  kit.Split
	edit   bool
	id     int64
	fixed  bool
	skip   map[string]bool
	given  map[string]string
	// actions are the record's own buttons, above the form.
	actions func(id int64) []kit.Button
	// below draws what stands between actions and form.
	below func(c *kit.Canvas, r *kit.Rect, id int64)
	saved func(id int64)
}

func newRecordPane(p *page, kind string, query listing.Query, cols ...records.Column) *recordPane {
	x := &recordPane{p: p, kind: kind, query: query, skip: map[string]bool{"owner_id": true, "unit_id": true}}
	x.split = kit.Split{Size: 400, Min: theme.DetailMin, Max: 560, Rest: 420}
	x.list = records.New(p.host, p.d.PageDeps.Deps, kind)
	x.list.Redraw(p.redraw)
	x.list.SetColumns(cols...)
	x.list.Table.Multi = false
	x.list.OnCur = func(id int64) { x.open(id) }
	x.list.OnOpen = func(id int64) { x.open(id); x.focusForm() }
	x.list.Table.Blank = x.blank
	x.filter = kit.FilterField(p.t("records.filter"), func(string) { x.show() })
	return x
}

func (x *recordPane) show() {
	q := x.query
	q.Text = x.filter.Text()
	x.list.Show(q)
}

// open shows a record in the form; 0 closes it, but not that of a new record: an empty
// list has nothing selected.
func (x *recordPane) open(id int64) {
	if id == 0 && x.id == 0 && x.edit {
		return
	}
	if x.edit && x.form != nil && x.form.Dirty() > 0 && x.id != id {
		return // unsaved work stays until it is saved or given up
	}
	x.id, x.edit = id, id != 0 && !x.fixed
	if !x.edit {
		x.p.redraw()
		return
	}
	x.begin(id)
}

// begin opens the form; 0 makes a new record.
func (x *recordPane) begin(id int64) {
	x.id, x.edit = id, true
	x.form = records.NewForm(x.p.host, x.p.d.PageDeps.Deps, x.p.d.Service(x.kind), x.p.redraw)
	x.form.Skip, x.form.Given = x.skip, x.given
	x.form.OnSaved = func(saved int64) {
		x.id, x.edit = saved, false
		x.p.host.Toast(x.p.t("records.saved"), nil)
		x.list.Select(saved)
		x.show()
		x.open(saved)
		if x.saved != nil {
			x.saved(saved)
		}
	}
	x.form.Open(id)
	x.p.redraw()
}

func (x *recordPane) focusForm() {
	if x.form != nil {
		kit.Post(func() { x.form.Focus() })
	}
}

func (x *recordPane) fresh() {
	if x.may(identity.Add) {
		x.begin(0)
		x.focusForm()
	}
}

func (x *recordPane) may(v identity.Verb) bool {
	return !x.fixed && x.p.host.Actor().Can(identity.May(x.kind, v))
}

func (x *recordPane) close() {
	x.edit = false
	x.p.s.FocusID("list", false)
	x.p.redraw()
}

func (x *recordPane) draw(c *kit.Canvas, r kit.Rect) {
	if x.edit || x.id != 0 && x.actions != nil {
		x.drawForm(c, x.split.CutRight(c, "split", &r))
	}
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	if n, known := x.list.Count(); known {
		text := x.p.t("records.count", "n", n)
		c.Text(in.CutRight(kit.Measure(text, kit.Caption)+8), text, kit.Caption)
	}
	c.Field("filter", in.CutLeft(min(in.W, 240)).MiddleRow(theme.Control), x.filter)
	if err := x.list.Failed(); err != nil {
		c.Failure(r, x.p.host, err, x.show)
		return
	}
	x.list.Draw(c, "list", r)
}

func (x *recordPane) drawForm(c *kit.Canvas, r kit.Rect) {
	if x.edit && x.form != nil {
		foot := r.CutBottom(48)
		c.LineH(foot.X, foot.Y, foot.W, theme.Line)
		in := foot.Pad(16, 1, 14, 0)
		save := kit.Button{ID: "save", Text: x.p.t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: x.form.Save}
		if x.id != 0 && !x.may(identity.Change) {
			save.Disabled = x.p.t("attendance.no_right")
		}
		c.ButtonsRight(&in, kit.Button{ID: "cancel", Text: x.p.t("kit.cancel"), Key: "Esc", Tap: x.close}, save)
		if n := x.form.Errors(); n > 0 {
			c.Text(in, x.p.t("records.errors", "n", n), kit.Caption.In(theme.Bad))
		} else if n := x.form.Dirty(); n > 0 {
			c.Text(in, x.p.t("records.dirty", "n", n), kit.Caption)
		}
	}
	if x.id != 0 && x.actions != nil {
		row := r.CutTop(46).Pad(16, 9, 16, 9)
		c.ButtonsLeft(&row, x.actions(x.id)...)
	} else {
		title := x.p.t(x.kind + ".one")
		if x.id == 0 {
			title = records.NewTitle(x.p.host, x.kind)
		}
		c.Text(r.CutTop(42).Pad(16, 6, 16, 0), title, kit.Section)
	}
	if x.below != nil && x.id != 0 {
		x.below(c, &r, x.id)
	}
	if x.edit && x.form != nil {
		x.form.Draw(c, "form", r)
	}
}

func (x *recordPane) blank(c *kit.Canvas, r kit.Rect) {
	e := kit.Empty{Icon: icons.FileText, Title: x.p.t("records.none", "what", x.p.t(x.kind+".many"))}
	if text := x.filter.Text(); text != "" {
		e = kit.Empty{Icon: icons.Search, Title: x.p.t("records.nothing", "text", text), LinkOne: x.p.t("records.clear"), OnOne: func() { x.filter.SetText(""); x.show() }}
	} else if x.may(identity.Add) {
		e.First = kit.Button{Text: records.NewTitle(x.p.host, x.kind), Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N", Tap: x.fresh}
	}
	c.Empty(r, e)
}

func (x *recordPane) commands() []kit.Command {
	t := x.p.t
	list := []kit.Command{
		{ID: "filter", Title: t("records.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: x.filter.Focus, Status: t("records.filter")},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: x.list.Reload},
	}
	if x.may(identity.Add) {
		list = append(list, kit.Command{ID: "new", Title: records.NewTitle(x.p.host, x.kind), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: x.fresh, Status: t("attendance.key.new")})
	}
	if x.edit && x.form != nil {
		list = append(list, kit.Command{ID: "save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Run: x.form.Save, Status: t("records.save")},
			kit.Command{ID: "cancel", Title: t("kit.cancel"), Keys: []kit.Key{"Esc"}, Run: x.close})
	}
	return list
}

// newButton is the primary button of the list.
func (x *recordPane) newButton() []kit.Button {
	if !x.may(identity.Add) {
		return nil
	}
	return []kit.Button{{ID: "new", Text: records.NewTitle(x.p.host, x.kind), Icon: icons.Plus, Kind: kit.Primary, Tap: x.fresh}}
}
