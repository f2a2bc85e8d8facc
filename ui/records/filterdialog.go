package records

import (
	"slices"
	"strconv"
	"strings"

	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
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
	group *bracket // conditions inside brackets instead
}

// bracket is conditions that must all hold, or one of them, or none.
type bracket struct {
	mode  string
	lines []*condition
}

// The modes of a group. modeNot comes from filters made elsewhere.
const (
	modeAll  = "all"
	modeAny  = "any"
	modeNone = "none"
	modeNot  = "not_all"
)

// deepest is how many brackets may stand inside each other.
const deepest = 3

// builder edits the whole filter: conditions and groups of conditions.
type builder struct {
	f   *Filter
	top *bracket
	d   *kit.Dialog
	err string

	seek  listing.Node // the condition that gets the keyboard
	focus *condition
}

// Edit opens the window of the filter with one more line; the line of n gets the keyboard.
func (f *Filter) Edit(n listing.Node) {
	b := &builder{f: f, seek: n}
	b.top = b.groupOf(f.Now())
	if n.IsZero() || len(b.top.lines) == 0 {
		b.focus = b.line(listing.Node{})
		b.top.lines = append(b.top.lines, b.focus)
	}
	t := f.host.T
	b.d = &kit.Dialog{Title: f.Title(), Width: 660, Height: func(float32) float32 { return min(b.top.height(0), mostBuilder) + 26 }, Body: b.draw}
	b.d.Buttons = []kit.DialogButton{
		{Text: t("records.clear"), Left: true, Run: func() bool { f.Clear(); return false }},
		{Text: t("kit.cancel"), Cancel: true},
		{Text: t("filter.apply"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: b.apply},
	}
	f.host.ShowDialog(b.d)
	if b.focus != nil && b.focus.field != nil {
		b.focus.field.Focus()
	}
}

// Title names the window of the filter.
func (f *Filter) Title() string {
	return f.host.T("filter.title", "what", inSentence(f.host.Lang(), f.host.T(f.Kind+".many")))
}

// groupOf takes a filter apart into a group.
func (b *builder) groupOf(n listing.Node) *bracket {
	g := &bracket{mode: modeAll}
	list := Conditions(n)
	if n.Field == "" && (n.Any || n.Not) {
		list = n.Nodes
		switch {
		case n.Any && n.Not:
			g.mode = modeNone
		case n.Any:
			g.mode = modeAny
		default:
			g.mode = modeNot
		}
	}
	for _, k := range list {
		l := b.line(k)
		if b.focus == nil && !b.seek.IsZero() && Same(k, b.seek) {
			b.focus = l
		}
		g.lines = append(g.lines, l)
	}
	return g
}

// line makes the controls of a condition.
func (b *builder) line(n listing.Node) *condition {
	l := &condition{op: n.Op, not: n.Not}
	if n.Field == "" && len(n.Nodes) > 0 {
		l.group = b.groupOf(n)
		return l
	}
	if n.Not && n.Op != listing.In && n.Op != listing.Contains { // no operator says so
		l.group = &bracket{mode: modeNone, lines: []*condition{b.line(listing.Not(n))}}
		return l
	}
	l.field = kit.NewPicker(b.f.host.T("records.field"), b.fields())
	l.field.Width = 220
	l.field.OnPick = func(o kit.Option) { b.setField(l, o.Key, nil) }
	if n.Field != "" {
		key := n.Field
		if f := b.f.field(key); f != nil && strings.Contains(key, ".") {
			l.field.SetValue(kit.Option{Key: key, Text: b.f.labelOf(key)})
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
	for _, f := range b.f.deps.Registry.Type(b.f.Kind).Fields() {
		if f.Kind == entity.KindFile || f.Key == "id" || f.Key == "uid" || f.Key == "archived" || strings.HasSuffix(f.Key, "_key") || f.Key == "name_pinyin" ||
			b.f.host.Actor().Access(f) == entity.Hidden {
			continue
		}
		out = append(out, kit.Option{Key: f.Key, Text: Label(b.f.host, f)})
	}
	return out
}

// setField makes the value control that a field needs.
func (b *builder) setField(l *condition, key string, values []string) {
	f := b.f.field(key)
	l.value, l.until, l.many = nil, nil, nil
	if f == nil {
		return
	}
	if ops := listing.Ops(f); !slices.Contains(ops, l.op) {
		l.op = ops[0]
	}
	t := b.f.host.T
	switch f.Kind {
	case entity.KindChoice, entity.KindMulti:
		l.many = &kit.Choices{Name: t("records.value"), Empty: t("records.choose")}
		for _, o := range f.Options() {
			if !o.Gone {
				l.many.Options = append(l.many.Options, kit.Option{Key: o.Key, Text: OptionText(b.f.host, f, o.Key)})
			}
		}
		l.many.SetKeys(values)
		return
	case entity.KindRef:
		l.value = kit.NewSearch(t("records.value"), b.f.suggest(f.To))
		if len(values) > 0 {
			l.value.SetValue(kit.Option{Key: values[0], Text: b.f.valueName(f, values[0])})
		}
		return
	}
	l.value = kit.NewPicker(t("records.value"), nil)
	l.value.Free = true
	switch f.Kind {
	case entity.KindFlag:
		l.value.Options = []kit.Option{{Key: "1", Text: t("records.yes")}, {Key: "0", Text: t("records.no")}}
	case entity.KindDate, entity.KindInstant:
		for _, r := range listing.Ranges() {
			l.value.Options = append(l.value.Options, kit.Option{Key: r, Text: t("filter.range." + r)})
		}
	}
	l.until = kit.NewField(t("records.value"))
	if len(values) > 0 {
		l.value.SetValue(kit.Option{Key: values[0], Text: b.f.valueName(f, values[0])})
	}
	if len(values) > 1 {
		l.until.SetText(values[1])
	}
}

const (
	lineHeight  = 37
	groupHead   = 34
	groupFoot   = 36
	mostBuilder = 430 // height; more is scrolled
)

// height is the room of a bracket with all inside it.
func (g *bracket) height(level int) float32 {
	h := float32(groupHead + groupFoot)
	if level > 0 {
		h += 10
	}
	for _, l := range g.lines {
		if l.group != nil {
			h += l.group.height(level + 1)
		} else {
			h += lineHeight
		}
	}
	return h
}

func (b *builder) draw(c *kit.Canvas, r kit.Rect) {
	foot := r.CutBottom(24)
	if b.err != "" {
		c.Text(foot, b.err, kit.Caption.In(theme.Bad))
	}
	c.Scroll("groups", r, b.top.height(0), func(body kit.Rect) { b.group(c, &body, b.top, 0, nil) })
}

// group draws a group; remove takes it away, nil for the outermost one.
func (b *builder) group(c *kit.Canvas, r *kit.Rect, g *bracket, level int, remove func()) {
	t := b.f.host.T
	if level > 0 {
		box := r.CutTop(g.height(level) - 4)
		r.CutTop(4)
		c.Round(box.Pad(0, 0, 0, 2), theme.RadiusPanel, theme.Sunken, theme.Line)
		in := box.Pad(10, 2, 8, 4)
		r = &in
	}
	head := r.CutTop(groupHead)
	if remove != nil {
		c.ButtonsRight(&head, kit.Button{ID: "remove", Icon: icons.X, Kind: kit.Plain, Tip: t("filter.remove_group"), Tap: remove})
	}
	c.Text(head.CutLeft(kit.Measure(t("filter.hold"), kit.Caption)+10), t("filter.hold"), kit.Caption)
	modes := []kit.Tab{{ID: modeAll, Text: t("filter.all_of")}, {ID: modeAny, Text: t("filter.any_of")}, {ID: modeNone, Text: t("filter.none_of")}}
	if g.mode == modeNot {
		modes = append(modes, kit.Tab{ID: modeNot, Text: t("filter.not_all_of")})
	}
	c.Segment("mode", head.CutLeft(kit.SegmentWidth(modes)).MiddleRow(theme.Control), modes, g.mode, func(id string) { g.mode = id })
	for i, l := range g.lines {
		drop := func() { g.lines = slices.Delete(g.lines, i, i+1) }
		c.Scope("line"+strconv.Itoa(i)+".", func() {
			if l.group != nil {
				b.group(c, r, l.group, level+1, drop)
				return
			}
			b.row(c, r.CutTop(lineHeight).MiddleRow(theme.Control), l, drop)
		})
	}
	foot := r.CutTop(groupFoot)
	list := []kit.Button{{ID: "add", Text: t("filter.add_condition"), Icon: icons.Plus, Kind: kit.Plain, Tap: func() { b.add(g, b.line(listing.Node{})) }}}
	if level+1 < deepest {
		list = append(list, kit.Button{ID: "add.group", Text: t("filter.add_group"), Icon: icons.Plus, Kind: kit.Plain, Tap: func() {
			inner := &bracket{mode: modeAny}
			if g.mode != modeAll {
				inner.mode = modeAll
			}
			g.lines = append(g.lines, &condition{group: inner})
			b.add(inner, b.line(listing.Node{}))
		}})
	}
	c.ButtonsLeft(&foot, list...)
}

func (b *builder) add(g *bracket, l *condition) {
	g.lines = append(g.lines, l)
	b.d.Redraw()
	l.field.Focus()
}

func (b *builder) row(c *kit.Canvas, r kit.Rect, l *condition, remove func()) {
	t := b.f.host.T
	c.ButtonsRight(&r, kit.Button{ID: "remove", Icon: icons.X, Kind: kit.Plain, Tip: t("filter.remove"), Tap: remove})
	r.CutRight(6)
	c.Field("field", r.CutLeft(168), l.field.Field)
	r.CutLeft(8)
	f := b.f.field(l.field.Value().Key)
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
	key := "filter.opname." + string(l.op)
	if l.not {
		key = "filter.opname.not_" + string(l.op)
	}
	return b.f.host.T(key)
}

// ops are the operators of a field; choices can be excluded, too.
func (b *builder) ops(l *condition, f *entity.Field) []kit.MenuItem {
	var items []kit.MenuItem
	add := func(op listing.Op, not bool) {
		name := "filter.opname."
		if not {
			name += "not_"
		}
		items = append(items, kit.MenuItem{Title: b.f.host.T(name + string(op)), Checked: l.op == op && l.not == not, Run: func() { l.op, l.not = op, not; b.d.Redraw() }})
	}
	for _, op := range listing.Ops(f) {
		add(op, false)
		if op == listing.In || op == listing.Contains {
			add(op, true)
		}
	}
	return items
}
