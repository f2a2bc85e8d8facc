package customer

import (
	"slices"
	"strings"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// condition is one line of the filter builder.
type condition struct {
	field *kit.Picker
	op    listing.Op
	not   bool
	value *kit.Picker // one value, or the first of two
	until *kit.Field
	many  *kit.Choices
	raw   *listing.Node // a group that the builder does not take apart
}

// builder edits the whole filter: conditions that must all hold, or one of them.
type builder struct {
	p     *Page
	lines []*condition
	any   bool
	d     *kit.Dialog
	err   string
}

// edit opens the builder with the present filter and one more line; the line of n gets
// the keyboard.
func (p *Page) edit(n listing.Node) {
	b := &builder{p: p}
	now := p.active().Query().Filter
	list := conditions(now)
	if now.Any {
		b.any, list = true, now.Nodes
	}
	var focus *condition
	for _, k := range list {
		l := b.line(k)
		b.lines = append(b.lines, l)
		if sameJSON(k, n) {
			focus = l
		}
	}
	if n.IsZero() || len(b.lines) == 0 {
		focus = b.line(listing.Node{})
		b.lines = append(b.lines, focus)
	}
	t := p.host.T
	b.d = &kit.Dialog{Title: t("cust.filter_title"), Width: 620, Height: func(float32) float32 { return float32(len(b.lines))*37 + 84 }, Body: b.draw}
	b.d.Buttons = []kit.DialogButton{{Text: t("records.clear"), Left: true, Run: func() bool { p.clear(); return false }},
		{Text: t("kit.cancel"), Cancel: true}, {Text: t("cust.apply"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: b.apply}}
	p.host.ShowDialog(b.d)
	if focus != nil && focus.field != nil {
		focus.field.Focus()
	}
}

// line makes the controls of a condition.
func (b *builder) line(n listing.Node) *condition {
	l := &condition{op: n.Op, not: n.Not}
	if n.Field == "" && len(n.Nodes) > 0 {
		l.raw = &n
		return l
	}
	l.field = kit.NewPicker(b.p.host.T("cust.field"), b.fields())
	l.field.Width = 220
	l.field.OnPick = func(o kit.Option) { b.setField(l, o.Key, nil) }
	if n.Field != "" {
		key := n.Field
		if f := b.p.field(key); f != nil && strings.Contains(key, ".") {
			l.field.SetValue(kit.Option{Key: key, Text: b.p.labelOf(key)})
		} else {
			l.field.SetKey(key)
		}
		b.setField(l, key, n.Values)
		l.op = n.Op
	}
	return l
}

// fields are what can be filtered by.
func (b *builder) fields() []kit.Option {
	var out []kit.Option
	for _, f := range b.p.deps.Registry.Type(customer.Customers).Fields() {
		if f.Kind == entity.KindFile || f.Key == "id" || f.Key == "uid" || f.Key == "archived" || strings.HasSuffix(f.Key, "_key") || f.Key == "name_pinyin" ||
			b.p.host.Actor().Access(f) == entity.Hidden {
			continue
		}
		out = append(out, kit.Option{Key: f.Key, Text: records.Label(b.p.host, f)})
	}
	return out
}

// setField makes the value control that a field needs.
func (b *builder) setField(l *condition, key string, values []string) {
	f := b.p.field(key)
	l.value, l.until, l.many = nil, nil, nil
	if f == nil {
		return
	}
	if ops := listing.Ops(f); !slices.Contains(ops, l.op) {
		l.op = ops[0]
	}
	t := b.p.host.T
	switch f.Kind {
	case entity.KindChoice, entity.KindMulti:
		l.many = &kit.Choices{Name: t("cust.value"), Empty: t("cust.choose")}
		for _, o := range f.Options() {
			if !o.Gone {
				l.many.Options = append(l.many.Options, kit.Option{Key: o.Key, Text: records.OptionText(b.p.host, f, o.Key)})
			}
		}
		l.many.SetKeys(values)
		return
	case entity.KindRef:
		l.value = kit.NewSearch(t("cust.value"), b.p.suggest(f.To))
		if len(values) > 0 {
			l.value.SetValue(kit.Option{Key: values[0], Text: b.p.valueName(f, values[0])})
		}
		return
	}
	l.value = kit.NewPicker(t("cust.value"), nil)
	l.value.Free = true
	switch f.Kind {
	case entity.KindFlag:
		l.value.Options = []kit.Option{{Key: "1", Text: t("cust.yes")}, {Key: "0", Text: t("cust.no")}}
	case entity.KindDate, entity.KindInstant:
		for _, r := range listing.Ranges() {
			l.value.Options = append(l.value.Options, kit.Option{Key: r, Text: t("cust.range." + r)})
		}
	}
	l.until = kit.NewField(t("cust.value"))
	if len(values) > 0 {
		l.value.SetValue(kit.Option{Key: values[0], Text: b.p.valueName(f, values[0])})
	}
	if len(values) > 1 {
		l.until.SetText(values[1])
	}
}

func (b *builder) draw(c *kit.Canvas, r kit.Rect) {
	t := b.p.host.T
	head := r.CutTop(34)
	c.Text(head.CutLeft(kit.Measure(t("cust.hold"), kit.Caption)+10), t("cust.hold"), kit.Caption)
	modes := []kit.Tab{{ID: "all", Text: t("cust.all_of")}, {ID: "any", Text: t("cust.any_of")}}
	now := "all"
	if b.any {
		now = "any"
	}
	c.Segment("any", head.CutLeft(kit.SegmentWidth(modes)).MiddleRow(theme.Control), modes, now, func(id string) { b.any = id == "any" })
	for i, l := range b.lines {
		row := r.CutTop(37)
		c.Scope("line"+itoa(int64(i)), func() { b.row(c, row.MiddleRow(theme.Control), i, l) })
	}
	foot := r.CutTop(36)
	c.ButtonsLeft(&foot, kit.Button{ID: "add", Text: t("cust.add_condition"), Icon: icons.Plus, Kind: kit.Plain, Tap: func() {
		l := b.line(listing.Node{})
		b.lines = append(b.lines, l)
		l.field.Focus()
	}})
	if b.err != "" {
		c.Text(foot.Pad(12, 0, 0, 0), b.err, kit.Caption.In(theme.Bad))
	}
}

func (b *builder) row(c *kit.Canvas, r kit.Rect, i int, l *condition) {
	t := b.p.host.T
	c.ButtonsRight(&r, kit.Button{ID: "remove", Icon: icons.X, Kind: kit.Plain, Tip: t("cust.remove"), Tap: func() { b.lines = slices.Delete(b.lines, i, i+1) }})
	r.CutRight(6)
	if l.raw != nil {
		c.Text(r, b.p.describe(*l.raw), kit.Body)
		return
	}
	c.Field("field", r.CutLeft(168), l.field.Field)
	r.CutLeft(8)
	f := b.p.field(l.field.Value().Key)
	if f == nil {
		return
	}
	c.Drop("op", r.CutLeft(112), b.opName(l), "", func() []kit.MenuItem { return b.ops(l, f) })
	r.CutLeft(8)
	switch {
	case l.op == listing.Empty || l.op == listing.Filled:
	case l.many != nil:
		c.Choices("many", r, l.many)
	case l.op == listing.Between && l.until != nil:
		cells := r.Columns(8, -1, -1)
		c.Field("value", cells[0], l.value.Field)
		c.Field("until", cells[1], l.until)
	default:
		c.Field("value", r, l.value.Field)
	}
}

func (b *builder) opName(l *condition) string {
	key := "cust.opname." + string(l.op)
	if l.not {
		key = "cust.opname.not_" + string(l.op)
	}
	return b.p.host.T(key)
}

// ops are the operators of a field; choices can be excluded, too.
func (b *builder) ops(l *condition, f *entity.Field) []kit.MenuItem {
	var items []kit.MenuItem
	add := func(op listing.Op, not bool) {
		name := "cust.opname."
		if not {
			name += "not_"
		}
		items = append(items, kit.MenuItem{Title: b.p.host.T(name + string(op)), Checked: l.op == op && l.not == not, Run: func() { l.op, l.not = op, not; b.d.Redraw() }})
	}
	for _, op := range listing.Ops(f) {
		add(op, false)
		if op == listing.In || op == listing.Contains {
			add(op, true)
		}
	}
	return items
}

// node is the condition of a line; ok is false while something is missing.
func (b *builder) node(l *condition) (n listing.Node, empty, ok bool) {
	if l.raw != nil {
		return *l.raw, false, true
	}
	key := l.field.Value().Key
	if key == "" {
		return n, true, true
	}
	n = listing.Node{Field: key, Op: l.op, Not: l.not}
	switch {
	case l.op == listing.Empty || l.op == listing.Filled:
		return n, false, true
	case l.many != nil:
		n.Values = l.many.Keys()
		if len(n.Values) == 1 && l.op == listing.In {
			n.Op = listing.In
		}
		return n, false, len(n.Values) > 0
	}
	v := l.value.Value().Key
	if v == "" {
		v = strings.TrimSpace(l.value.Text())
	}
	n.Values = []string{v}
	if l.op == listing.Between {
		n.Values = append(n.Values, strings.TrimSpace(l.until.Text()))
		return n, false, v != "" && n.Values[1] != ""
	}
	return n, false, v != ""
}

// apply puts the filter to the list; a value that cannot be read is said in the dialog.
func (b *builder) apply() bool {
	var nodes []listing.Node
	for _, l := range b.lines {
		n, empty, ok := b.node(l)
		if empty {
			continue
		}
		if !ok {
			b.err = b.p.host.T("cust.incomplete", "field", b.p.labelOf(n.Field))
			return true
		}
		if l.field != nil && l.field.Value().Text != "" {
			b.p.pane.remember(b.p.field(n.Field), l.value)
		}
		nodes = append(nodes, n)
	}
	all := listing.All(nodes...)
	if b.any {
		all = listing.Any(nodes...)
	}
	if err := b.p.try(all); err != nil {
		b.err = b.p.host.ErrorText(err)
		return true
	}
	b.p.setFilter(all)
	return false
}
