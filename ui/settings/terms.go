package settings

import (
	"strconv"

	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// terms edits the comparisons of a condition over the fields of an entity.
type terms struct {
	host    kit.Host
	typ     *entity.Type
	values  map[string]*kit.Field // texts being typed, by id
	changed func()                // told of every change; may be nil
}

func (x terms) told() {
	if x.changed != nil {
		x.changed()
	}
}

// forget drops what is being typed: rows have moved.
func (x terms) forget() { clear(x.values) }

// fresh starts with the first choice of the record that is not the field except.
func (x terms) fresh(except string) entity.Term {
	for _, f := range x.typ.Fields() {
		if f.Kind == entity.KindChoice && f.Key != except && !f.IsUnlisted && len(f.Options()) > 0 {
			return entity.Term{Key: f.Key, Op: "is", Value: f.Options()[0].Key}
		}
	}
	return entity.Term{Key: x.typ.Title, Op: "filled"}
}

// draw draws the terms of a condition with the buttons for more of them.
func (x terms) draw(c *kit.Canvas, in *kit.Rect, name, except string, w *entity.When) {
	t := x.host.T
	for i := range w.Terms {
		if i < len(w.Terms) { // one may just have been removed
			x.term(c, in, name+"."+strconv.Itoa(i), except, w, i)
		}
	}
	if len(w.Terms) > 0 {
		row := in.CutTop(32).Pad(8, 2, 0, 0)
		and, or := kit.Button{ID: name + ".and", Text: t("fields.and"), Icon: icons.Plus, Small: true}, kit.Button{ID: name + ".or", Text: t("fields.or"), Icon: icons.Plus, Small: true}
		and.Tap = func() { w.Any = false; w.Terms = append(w.Terms, x.fresh(except)); x.told() }
		or.Tap = func() { w.Any = true; w.Terms = append(w.Terms, x.fresh(except)); x.told() }
		c.ButtonsLeft(&row, and, or)
	}
}

// term is one comparison: field, how, value, and a cross that removes it.
func (x terms) term(c *kit.Canvas, in *kit.Rect, id, except string, w *entity.When, i int) {
	now := &w.Terms[i]
	field := x.typ.Field(now.Key)
	if field == nil {
		return
	}
	row := in.CutTop(32).Pad(8, 2, 0, 2)
	c.Button(row.CutRight(24), kit.Button{ID: id + ".x", Icon: icons.X, Kind: kit.Plain, Small: true, Tip: x.host.T("fields.remove"), Tap: func() {
		w.Terms = append(w.Terms[:i:i], w.Terms[i+1:]...)
		x.forget()
		x.told()
	}})
	cells := row.Columns(4, -1.2, -1, -1.2)
	c.Drop(id+".field", cells[0], records.Label(x.host, field), "", func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, y := range x.typ.Fields() {
			if y.Key != except && y.Store != entity.InSummary && !y.IsUnlisted && !y.IsHead && y.Kind != entity.KindFile {
				items = append(items, kit.MenuItem{Title: records.Label(x.host, y), Checked: y.Key == now.Key, Run: func() {
					*now = entity.Term{Key: y.Key, Op: entity.TermOps(y)[0], Value: firstOption(y)}
					delete(x.values, id+".value")
					x.told()
				}})
			}
		}
		return items
	})
	c.Drop(id+".op", cells[1], x.host.T("fields.op."+now.Op), "", func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, op := range entity.TermOps(field) {
			items = append(items, kit.MenuItem{Title: x.host.T("fields.op." + op), Checked: op == now.Op, Run: func() { now.Op = op; x.told() }})
		}
		return items
	})
	if entity.Valued(now.Op) {
		x.value(c, cells[2], id+".value", field, now.Value, func(s string) { now.Value = s; x.told() })
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
func (x terms) value(c *kit.Canvas, r kit.Rect, id string, f *entity.Field, now string, set func(string)) {
	switch f.Kind {
	case entity.KindChoice, entity.KindMulti, entity.KindFlag:
		text := records.OptionText(x.host, f, now)
		if f.Kind == entity.KindFlag {
			text = map[bool]string{true: x.host.T("records.yes"), false: x.host.T("records.no")}[now == "1"]
		}
		c.Drop(id, r, text, "", func() []kit.MenuItem {
			if f.Kind == entity.KindFlag {
				return []kit.MenuItem{{Title: x.host.T("records.yes"), Run: func() { set("1") }}, {Title: x.host.T("records.no"), Run: func() { set("0") }}}
			}
			var items []kit.MenuItem
			for _, o := range f.Options() {
				items = append(items, kit.MenuItem{Title: records.OptionText(x.host, f, o.Key), Checked: o.Key == now, Run: func() { set(o.Key) }})
			}
			return items
		})
		return
	}
	box := x.values[id]
	if box == nil {
		box = kit.NewField(records.Label(x.host, f))
		box.SetText(now)
		box.OnChange = set
		x.values[id] = box
	}
	c.Field(id, r, box)
}
