package settings

import (
	"strconv"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// pane shows the current field: its definition while it is edited, else rules and uses.
func (f *fieldsTab) pane(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	if f.form != nil {
		foot := r.CutBottom(46)
		c.LineH(foot.X, foot.Y, foot.W, theme.Line)
		in := foot.Pad(12, 1, 12, 0)
		c.ButtonsRight(&in, kit.Button{ID: "cancel", Text: t("kit.cancel"), Key: "Esc", Tap: func() { f.form = nil; f.redraw() }},
			kit.Button{ID: "field.save", Text: t("records.save"), Kind: kit.Primary, Tap: f.form.Save})
		title := t("fields.new")
		if f.editID != 0 {
			title = t("fields.edit")
		}
		c.Text(r.CutTop(40).Pad(16, 4, 12, 0), title, kit.Section)
		f.form.Draw(c, "def", r)
		return
	}
	x, field := f.current()
	if field == nil {
		return
	}
	head := r.CutTop(42).Pad(16, 0, 10, 0)
	if field.Store == entity.InCustom {
		c.ButtonsRight(&head, kit.Button{ID: "field.bin", Icon: icons.Trash, Kind: kit.Plain, Tip: t("fields.retire"), Tap: f.retire},
			kit.Button{ID: "field.edit", Icon: icons.Pencil, Kind: kit.Plain, Tip: t("records.edit"), Key: "F2", Tap: f.edit})
	}
	w := c.Text(head, records.Label(f.host, field), kit.Section)
	if field.Store == entity.InCustom {
		head.CutLeft(w + 8)
		c.Badge(head, t("fields.own"), kit.Purple)
	}
	c.ScrollAuto("pane", r, func(body kit.Rect) float32 {
		in := body.Pad(16, 4, 14, 0)
		in.H = 100_000
		if field.Hint != "" {
			c.Text(in.CutTop(24), field.Hint, kit.Hint)
		}
		if place := f.plan.place(x); place != nil {
			c.Text(in.CutTop(26), t("fields.rules"), kit.Strong)
			f.rule(c, &in, "show", field, &place.Show)
			f.rule(c, &in, "need", field, &place.Need)
			f.rule(c, &in, "lock", field, &place.Lock)
		} else {
			c.Text(in.CutTop(26), t("fields.outside_text"), kit.Hint)
		}
		in.CutTop(8)
		c.LineH(body.X, in.Y, body.W, theme.Line)
		in.CutTop(10)
		line := in.CutTop(24)
		c.Text(line.CutRight(60), t("fields.places", "n", len(f.uses)), kit.Caption.RightAligned())
		c.Text(line, t("fields.where"), kit.Strong)
		for _, u := range f.uses {
			row := in.CutTop(24)
			c.Text(row.CutLeft(84), t("fields.use."+u.What), kit.Second)
			c.Text(row, f.useName(u), kit.Body)
		}
		c.Para(in.CutTop(40), t("fields.where_hint"), kit.Hint, 2)
		return in.Y - body.Y + 12
	})
}

// rule is the card of one rule: never, always, or a condition told as a sentence.
func (f *fieldsTab) rule(c *kit.Canvas, in *kit.Rect, name string, field *entity.Field, w *entity.When) {
	t := f.host.T
	text, fixed := t("fields.never"), false
	switch {
	case name == "show" && w.IsZero(), w.Always:
		text = t("fields.always")
	case len(w.Terms) > 0:
		text = t("fields.if", "when", entity.Rule{Type: f.typ(), When: *w}.Say(f.host.Lang(), f.host.T))
	}
	if name == "need" && field.Required || name == "lock" && field.IsComputed {
		text, fixed = t("fields.always"), true
	}
	line := in.CutTop(30)
	c.Text(line.CutLeft(60), t("fields."+name), kit.Strong)
	if fixed {
		c.Text(line, text+" · "+t("fields.fixed"), kit.Second)
		return
	}
	c.Drop(name, line.MiddleRow(theme.Control), text, "", func() []kit.MenuItem {
		items := []kit.MenuItem{{Title: t("fields.always"), Run: func() { *w = entity.When{Always: name != "show"} }}, {Title: t("fields.never"), Run: func() { *w = entity.When{} }}}
		if name == "show" {
			items = items[:1]
		}
		return append(items, kit.MenuItem{Title: t("fields.on_condition"), Run: func() { *w = entity.When{Terms: []entity.Term{f.newTerm(field)}}; f.redraw() }})
	})
	for i := range w.Terms {
		f.term(c, in, name+"."+strconv.Itoa(i), field, w, i)
	}
	if len(w.Terms) > 0 {
		row := in.CutTop(32).Pad(8, 2, 0, 0)
		and, or := kit.Button{ID: name + ".and", Text: t("fields.and"), Icon: icons.Plus, Small: true}, kit.Button{ID: name + ".or", Text: t("fields.or"), Icon: icons.Plus, Small: true}
		and.Tap = func() { w.Any = false; w.Terms = append(w.Terms, f.newTerm(field)) }
		or.Tap = func() { w.Any = true; w.Terms = append(w.Terms, f.newTerm(field)) }
		c.ButtonsLeft(&row, and, or)
	}
	in.CutTop(6)
}

// newTerm starts with the first choice of the record that is not the field itself.
func (f *fieldsTab) newTerm(field *entity.Field) entity.Term {
	for _, x := range f.typ().Fields() {
		if x.Kind == entity.KindChoice && x.Key != field.Key && !x.IsUnlisted && len(x.Options()) > 0 {
			return entity.Term{Key: x.Key, Op: "is", Value: x.Options()[0].Key}
		}
	}
	return entity.Term{Key: f.typ().Title, Op: "filled"}
}

// term is one comparison of a rule: field, how, value, and a cross that removes it.
func (f *fieldsTab) term(c *kit.Canvas, in *kit.Rect, id string, own *entity.Field, w *entity.When, i int) {
	x := &w.Terms[i]
	field := f.typ().Field(x.Key)
	if field == nil {
		return
	}
	row := in.CutTop(32).Pad(8, 2, 0, 2)
	c.Button(row.CutRight(24), kit.Button{ID: id + ".x", Icon: icons.X, Kind: kit.Plain, Small: true, Tip: f.host.T("fields.remove"), Tap: func() {
		w.Terms = append(w.Terms[:i:i], w.Terms[i+1:]...)
		f.values = map[string]*kit.Field{}
	}})
	cells := row.Columns(4, -1.2, -1, -1.2)
	c.Drop(id+".field", cells[0], records.Label(f.host, field), "", func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, y := range f.typ().Fields() {
			if y.Key != own.Key && y.Store != entity.InSummary && !y.IsUnlisted && !y.IsHead && y.Kind != entity.KindFile {
				items = append(items, kit.MenuItem{Title: records.Label(f.host, y), Checked: y.Key == x.Key, Run: func() {
					*x = entity.Term{Key: y.Key, Op: entity.TermOps(y)[0], Value: firstOption(y)}
					delete(f.values, id)
				}})
			}
		}
		return items
	})
	c.Drop(id+".op", cells[1], f.host.T("fields.op."+x.Op), "", func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, op := range entity.TermOps(field) {
			items = append(items, kit.MenuItem{Title: f.host.T("fields.op." + op), Checked: op == x.Op, Run: func() { x.Op = op }})
		}
		return items
	})
	if entity.Valued(x.Op) {
		f.value(c, cells[2], id+".value", field, x.Value, func(s string) { x.Value = s })
	}
}

func firstOption(x *entity.Field) string {
	if x.Kind == entity.KindFlag {
		return "1"
	}
	if list := x.Options(); len(list) > 0 {
		return list[0].Key
	}
	return ""
}

// value is a control for a value of a field: its options, yes and no, or a text.
func (f *fieldsTab) value(c *kit.Canvas, r kit.Rect, id string, x *entity.Field, now string, set func(string)) {
	switch x.Kind {
	case entity.KindChoice, entity.KindMulti, entity.KindFlag:
		text := records.OptionText(f.host, x, now)
		if x.Kind == entity.KindFlag {
			text = map[bool]string{true: f.host.T("records.yes"), false: f.host.T("records.no")}[now == "1"]
		}
		c.Drop(id, r, text, "", func() []kit.MenuItem {
			if x.Kind == entity.KindFlag {
				return []kit.MenuItem{{Title: f.host.T("records.yes"), Run: func() { set("1") }}, {Title: f.host.T("records.no"), Run: func() { set("0") }}}
			}
			var items []kit.MenuItem
			for _, o := range x.Options() {
				items = append(items, kit.MenuItem{Title: records.OptionText(f.host, x, o.Key), Checked: o.Key == now, Run: func() { set(o.Key) }})
			}
			return items
		})
		return
	}
	box := f.values[id]
	if box == nil {
		box = kit.NewField(records.Label(f.host, x))
		box.SetText(now)
		box.OnChange = set
		f.values[id] = box
	}
	c.Field(id, r, box)
}

// preview shows the form with a chosen role and values to try.
func (f *fieldsTab) preview(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	c.Fill(r, theme.Window)
	in := r.Pad(12, 10, 12, 10)
	head := in.CutTop(32)
	c.Drop("role", head.CutRight(124).MiddleRow(theme.Control), t("role."+f.role), "", func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, role := range identity.ShippedRoles() {
			items = append(items, kit.MenuItem{Title: t("role." + role.Key), Checked: role.Key == f.role, Run: func() { f.role = role.Key }})
		}
		return items
	})
	c.Text(head, t("fields.preview"), kit.Strong)
	typ := f.typ()
	rec := typ.Draft(f.trial)
	actor := identity.Actor{ID: 1}
	for _, role := range identity.ShippedRoles() {
		if role.Key == f.role {
			actor.Roles = []identity.Role{role}
		}
	}
	c.Round(in, theme.RadiusPanel, theme.Content, theme.Line)
	c.ScrollAuto("preview", in.Inset(1), func(body kit.Rect) float32 {
		b := body.Pad(12, 6, 12, 0)
		b.H = 100_000
		c.Text(b.CutTop(22), t("fields.try"), kit.Hint)
		for _, part := range f.plan.layout.Parts(typ, rec) {
			f.previewPart(c, &b, part, rec, &actor)
		}
		return b.Y - body.Y + 12
	})
}

func (f *fieldsTab) previewPart(c *kit.Canvas, b *kit.Rect, part entity.Part, rec any, actor *identity.Actor) {
	title := records.GroupTitle(f.host, f.typ(), part.Group)
	if title != "" {
		c.Text(b.CutTop(32).Pad(0, 6, 0, 0), title, kit.Section)
	}
	for _, x := range part.Fields {
		access := actor.OwnAccess(x.Field)
		if x.Hidden || access == entity.Hidden {
			continue
		}
		label := records.Label(f.host, x.Field)
		if x.Needed {
			label += " *"
		}
		key := x.Field.Key
		c.FormPart(b, label, theme.Control, "", kit.Form{Label: 92}, func(box kit.Rect) {
			if x.Locked || access < entity.Edit {
				c.Round(box, theme.RadiusControl, theme.Sunken, theme.Line2)
				c.Icon(box.Pad(box.W-24, 0, 0, 0), icons.Lock, 12, theme.Muted)
				c.Text(box.Pad(8, 0, 26, 0), records.Text(f.host, x.Field, x.Field.Get(rec)), kit.Second)
				return
			}
			f.value(c, box, "try."+key, x.Field, f.trial[key], func(s string) { f.trial[key] = s })
		})
	}
}
