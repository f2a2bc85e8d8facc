package settings

import (
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
		return append(items, kit.MenuItem{Title: t("fields.on_condition"), Run: func() { *w = entity.When{Terms: []entity.Term{f.editor().fresh(field.Key)}}; f.redraw() }})
	})
	f.editor().draw(c, in, name, field.Key, w)
	in.CutTop(6)
}

// editor edits the comparisons of conditions.
func (f *fieldsTab) editor() terms { return terms{host: f.host, typ: f.typ(), values: f.values} }

// value is a control for a value of a field.
func (f *fieldsTab) value(c *kit.Canvas, r kit.Rect, id string, x *entity.Field, now string, set func(string)) {
	f.editor().value(c, r, id, x, now, set)
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
