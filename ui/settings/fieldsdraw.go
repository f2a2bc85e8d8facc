package settings

import (
	"strconv"

	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

const (
	fieldPane    = 312 // properties and rules
	fieldPreview = 320
	fieldWide    = 1120 // from here on the preview has room
	ruleCell     = 54
)

func (f *fieldsTab) draw(c *kit.Canvas, r kit.Rect) {
	f.bar(c, r.CutTop(theme.FilterBar))
	wide := r.W >= fieldWide
	if wide {
		p := r.CutRight(fieldPreview)
		c.LineV(p.X, p.Y, p.H, theme.Line)
		f.preview(c, p.Pad(1, 0, 0, 0))
	}
	p := r.CutRight(fieldPane)
	c.LineV(p.X, p.Y, p.H, theme.Line)
	f.pane(c, p.Pad(1, 0, 0, 0))
	f.table(c, r)
}

// bar chooses the kind of records and the form.
func (f *fieldsTab) bar(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	in := r.Pad(12, 0, 12, 1)
	c.Drop("kind", in.CutLeft(132).MiddleRow(theme.Control), kindName(f.host, f.kind), "", func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, kind := range shaped {
			if f.d.Registry.Type(kind) != nil {
				items = append(items, kit.MenuItem{Title: kindName(f.host, kind), Checked: kind == f.kind, Run: func() { f.open(kind, "") }})
			}
		}
		return items
	})
	in.CutLeft(8)
	c.Drop("form", in.CutLeft(150).MiddleRow(theme.Control), f.title.Text(), icons.Layout, f.formMenu)
	in.CutLeft(10)
	save := kit.Button{ID: "save", Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: f.save}
	if !f.dirty() {
		save.Kind = kit.Outline
	}
	c.ButtonsRight(&in, kit.Button{ID: "field.new", Text: t("fields.new"), Icon: icons.Plus, Key: "Ctrl+N", Tap: func() { f.define(0) }}, save)
	if f.dirty() {
		c.Text(in, t("fields.unsaved"), kit.Caption.In(theme.Warn))
	}
}

func kindName(h kit.Host, kind string) string {
	return records.Upper(h.T(kind + ".many"))
}

// formMenu lists the forms and what can be done with them.
func (f *fieldsTab) formMenu() []kit.MenuItem {
	t := f.host.T
	var items []kit.MenuItem
	for _, l := range f.forms {
		items = append(items, kit.MenuItem{Title: records.LayoutName(f.host, l), Detail: f.chosenBy(l), Checked: l.Key == f.plan.layout.Key, Run: func() { f.open(f.kind, l.Key) }})
	}
	items = append(items, kit.MenuItem{Title: t("fields.new_form"), Head: true})
	for _, x := range f.typ().Fields() {
		if x.Kind != entity.KindChoice || x.IsComputed || f.kind == "customer" && x.Key != "category" && x.Key != "kind" {
			continue
		}
		for _, o := range x.Options() {
			if !o.Gone && len(items) < 24 {
				items = append(items, kit.MenuItem{Title: t("fields.for", "field", records.Label(f.host, x), "option", records.OptionText(f.host, x, o.Key)), Icon: icons.Plus, Run: func() { f.addForm(x.Key, o.Key) }})
			}
		}
	}
	return append(items, kit.MenuItem{Title: t("fields.drop"), Icon: icons.Trash, Danger: true, Run: f.dropForm})
}

func (f *fieldsTab) chosenBy(l entity.Layout) string {
	for key, options := range l.For {
		if x := f.typ().Field(key); x != nil {
			return records.Label(f.host, x) + " " + records.OptionText(f.host, x, options[0])
		}
	}
	return f.host.T("fields.all_others")
}

func (f *fieldsTab) table(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	in := head.Pad(36, 0, 12, 0)
	for _, s := range []string{"fields.lock", "fields.need", "fields.show"} {
		c.Text(in.CutRight(ruleCell), t(s), kit.Caption.Centered())
	}
	c.Text(in.CutRight(74), t("custom_field.kind"), kit.Caption)
	c.Text(in, t("fields.field"), kit.Caption)
	foot := r.CutBottom(30)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	fin := foot.Pad(12, 0, 12, 0)
	c.ButtonsLeft(&fin, kit.Button{ID: "group.add", Text: t("fields.add_group"), Icon: icons.Plus, Kind: kit.Plain, Small: true, Tap: f.askGroup})
	c.Text(fin, t("fields.order_hint"), kit.Hint)
	f.list.Draw(c, "list", r)
}

// askGroup asks for the title of a new group.
func (f *fieldsTab) askGroup() {
	zh, en := kit.NewField(f.host.T("fields.group_zh")), kit.NewField(f.host.T("fields.group_en"))
	d := &kit.Dialog{Title: f.host.T("fields.add_group"), Width: 420, Height: func(float32) float32 { return 76 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "zh", zh.Name, zh, kit.Form{Label: 92})
		c.FormRow(&r, "en", en.Name, en, kit.Form{Label: 92})
	}
	d.Buttons = []kit.DialogButton{{Text: f.host.T("kit.cancel"), Cancel: true}, {Text: f.host.T("settings.add"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		if zh.Text() == "" && en.Text() == "" {
			return true
		}
		f.plan.addGroup("g"+strconv.FormatInt(f.host.Now().UnixMilli(), 36), zh.Text(), en.Text())
		f.went(f.list.Current())
		return false
	}}}
	f.host.ShowDialog(d)
	kit.Post(zh.Focus)
}

// row draws a group or a field with its three rules.
func (f *fieldsTab) row(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	rows := f.plan.rows()
	if i >= len(rows) {
		return
	}
	x := rows[i]
	if x.place < 0 {
		title := f.host.T("fields.outside")
		if x.group < len(f.plan.layout.Groups) {
			title = records.GroupTitle(f.host, f.typ(), f.plan.layout.Groups[x.group])
			if title == "" {
				title = f.host.T("group.basic")
			}
		}
		c.Text(r.Pad(12, 0, 8, 0), title, kit.Caption)
		return
	}
	field := f.plan.field(x)
	if field == nil {
		return
	}
	f.grip(c, r, i)
	in := r.Pad(36, 0, 12, 0)
	place := f.plan.place(x)
	cells := [3]string{"—", "—", "—"}
	if place != nil {
		cells = [3]string{f.mark(place.Lock, field.IsComputed, false), f.mark(place.Need, field.Required, false), f.mark(place.Show, place.Show.IsZero(), true)}
	}
	for _, s := range cells {
		cell := in.CutRight(ruleCell)
		switch s {
		case "✓":
			c.Icon(cell, icons.Check, 14, theme.Primary)
		case "?":
			text := f.host.T("fields.when")
			w := kit.Measure(text, kit.Caption) + 12
			c.Badge(cell.Pad((cell.W-w)/2, 0, 0, 0), text, kit.Blue)
		default:
			c.Text(cell, s, kit.Caption.Centered())
		}
	}
	c.Text(in.CutRight(74), f.kindOf(field), kit.Caption)
	style := kit.Body
	if field.Store == entity.InCustom {
		style = style.In(theme.Violet)
	}
	c.Text(in, records.Label(f.host, field), style)
}

// grip is the handle with which a row is dragged.
func (f *fieldsTab) grip(c *kit.Canvas, r kit.Rect, i int) {
	box := r.Pad(6, 0, 0, 0)
	box.W = 24
	c.Hit("grip."+strconv.Itoa(i), box, kit.Hit{Name: f.host.T("fields.move"), Cursor: kit.Hand, Drag: func(d kit.Drag) {
		if d.Phase == kit.DragEnd {
			rows := (d.At.Y - d.Start.Y) / f.list.Height
			if rows < 0 {
				rows -= 0.5
			} else {
				rows += 0.5
			}
			f.drag(i, int(rows))
		}
	}})
	c.Icon(box, icons.Grip, 13, theme.Muted)
}

func (f *fieldsTab) mark(w entity.When, fixed, shown bool) string {
	switch {
	case len(w.Terms) > 0:
		return "?"
	case fixed || w.Always:
		return "✓"
	}
	return "—"
}

func (f *fieldsTab) kindOf(x *entity.Field) string {
	kind := x.Kind.String()
	switch {
	case x.IsFormula():
		kind = "formula"
	case x.IsPicture:
		kind = "picture"
	case x.Kind == entity.KindRef && x.To == "person":
		kind = "user"
	case x.Kind == entity.KindRef && x.To == "customer":
		kind = "customer"
	}
	return f.host.T("custom_field.kind." + kind)
}

// tap on the cell of a rule switches it.
func (f *fieldsTab) tap(i int, at kit.Point, r kit.Rect) bool {
	rows := f.plan.rows()
	if i >= len(rows) || rows[i].place < 0 {
		return false
	}
	n := int((r.Right() - 12 - at.X) / ruleCell) // 0 lock, 1 need, 2 show
	place, field := f.plan.place(rows[i]), f.plan.field(rows[i])
	switch {
	case n == 2 && (place == nil || place.Show.IsZero()):
		f.went(f.plan.toggle(i))
	case n == 1 && place != nil && !field.Required && !field.IsComputed && len(place.Need.Terms) == 0:
		place.Need.Always = !place.Need.Always
	case n == 0 && place != nil && !field.Required && !field.IsComputed && len(place.Lock.Terms) == 0:
		place.Lock.Always = !place.Lock.Always
	default:
		return false
	}
	f.redraw()
	return true
}
