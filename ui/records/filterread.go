package records

import (
	"strings"

	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/ui/kit"
)

// node is the condition of a line; ok is false while something is missing.
func (b *builder) node(l *condition) (n listing.Node, empty, ok bool) {
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

// filter reads a group; ok is false when a line is incomplete, which is then said.
func (b *builder) filter(g *bracket) (listing.Node, bool) {
	var nodes []listing.Node
	for _, l := range g.lines {
		if l.group != nil {
			n, ok := b.filter(l.group)
			if !ok {
				return n, false
			}
			if !n.IsZero() {
				nodes = append(nodes, n)
			}
			continue
		}
		n, empty, ok := b.node(l)
		if empty {
			continue
		}
		if !ok {
			b.err = b.f.host.T("filter.incomplete", "field", b.f.labelOf(n.Field))
			return n, false
		}
		if l.field.Value().Text != "" {
			b.f.remember(b.f.field(n.Field), l.value)
		}
		nodes = append(nodes, n)
	}
	switch {
	case len(nodes) == 0:
		return listing.Node{}, true
	case g.mode == modeAny:
		return listing.Any(nodes...), true
	case g.mode == modeNone:
		return listing.Not(listing.Any(nodes...)), true
	case g.mode == modeNot:
		return listing.Not(listing.All(nodes...)), true
	}
	return listing.All(nodes...), true
}

// apply puts the filter to the list; a value that cannot be read is said in the dialog.
func (b *builder) apply() bool {
	all, ok := b.filter(b.top)
	if !ok {
		return true
	}
	if err := b.f.Try(all); err != nil {
		b.err = b.f.host.ErrorText(err)
		return true
	}
	b.f.Set(all)
	return false
}

// remember keeps the name of a record that was picked, for the chips.
func (f *Filter) remember(field *entity.Field, v *kit.Picker) {
	if field != nil && v != nil && field.Kind == entity.KindRef && v.Value().Key != "" {
		f.Names[field.To+"/"+v.Value().Key] = v.Value().Text
	}
}

func (f *Filter) suggest(kind string) func(string, func([]kit.Option)) {
	if f.Suggest != nil {
		return f.Suggest(kind)
	}
	return Suggest(f.host, f.deps, kind, listing.Node{})
}
