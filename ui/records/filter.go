package records

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Filter is the filter of a list of any kind: its conditions as sentences and chips, and
// the window in which they are put together.
type Filter struct {
	Kind string              // entity
	Now  func() listing.Node // the present filter
	Set  func(n listing.Node)
	// Clear empties the filter.
	Clear func()
	// Quiet, when set, are conditions that need no chip.
	Quiet func(n listing.Node) bool
	// Suggest, when set, looks up records of a kind in its own way.
	Suggest func(kind string) func(query string, answer func([]kit.Option))
	// Names are the titles of records by "kind/id", as far as they are known.
	Names map[string]string
	// OnNames is told when more of them arrived.
	OnNames func()

	host  kit.Host
	deps  Deps
	asked map[string]bool
}

// NewFilter makes the filter of a list.
func NewFilter(h kit.Host, d Deps, kind string) *Filter {
	return &Filter{Kind: kind, Names: map[string]string{}, host: h, deps: d, asked: map[string]bool{}}
}

// Conditions are the parts of a filter that must all hold.
func Conditions(n listing.Node) []listing.Node {
	switch {
	case n.IsZero():
		return nil
	case n.Field == "" && !n.Any && !n.Not:
		var out []listing.Node
		for _, k := range n.Nodes {
			out = append(out, Conditions(k)...)
		}
		return out
	}
	return []listing.Node{n}
}

// Chips draws the conditions from the left of r on, what has no room as a number, and the
// button that adds one more.
func (f *Filter) Chips(c *kit.Canvas, r *kit.Rect) {
	t := f.host.T
	add := kit.Chip{ID: "filter.add", Text: t("filter.add"), Icon: icons.Plus, Tap: func() { f.Edit(listing.Node{}) }}
	list := Conditions(f.Now())
	rest := 0
	for i, n := range list {
		if f.Quiet != nil && f.Quiet(n) {
			continue
		}
		chip := kit.Chip{ID: "cond." + strconv.Itoa(i), Text: f.Describe(n), On: true, Tap: func() { f.Edit(n) }, Remove: func() { f.Set(without(list, i)) }}
		if kit.ChipWidth(chip) > r.W-110 {
			rest++
			continue
		}
		c.Chip(r, chip)
	}
	if rest > 0 {
		c.Chip(r, kit.Chip{ID: "cond.more", Text: t("filter.more", "n", rest), On: true, Tap: func() { f.Edit(listing.Node{}) }})
	}
	if kit.ChipWidth(add) <= r.W {
		c.Chip(r, add)
	}
}

func without(list []listing.Node, i int) listing.Node {
	return listing.All(slices.Delete(slices.Clone(list), i, i+1)...)
}

// Describe writes a condition for people: 等级：A B C.
func (f *Filter) Describe(n listing.Node) string {
	t := f.host.T
	if n.Field == "" {
		glue := t("filter.and")
		if n.Any {
			glue = t("filter.or")
		}
		var parts []string
		for _, k := range n.Nodes {
			parts = append(parts, f.Describe(k))
		}
		text := strings.Join(parts, glue)
		if n.Not {
			text = t("filter.not", "what", text)
		}
		return text
	}
	field := f.field(n.Field)
	if field == nil {
		return n.String()
	}
	label := f.labelOf(n.Field)
	var values []string
	for _, v := range n.Values {
		values = append(values, f.valueName(field, v))
	}
	key := "filter.op." + string(n.Op)
	text := t(key, "field", label, "value", strings.Join(values, " "))
	if n.Op == listing.Between && len(values) == 2 {
		text = t(key, "field", label, "from", values[0], "to", values[1])
	}
	if n.Not {
		text = t("filter.not", "what", text)
	}
	return text
}

// Told writes the filter for people: the typed text and the conditions that have chips; "" when there is none.
func (f *Filter) Told(text string) string {
	var out []string
	if text != "" {
		out = append(out, "“"+text+"”")
	}
	for _, n := range Conditions(f.Now()) {
		if f.Quiet == nil || !f.Quiet(n) {
			out = append(out, f.Describe(n))
		}
	}
	return strings.Join(out, f.host.T("records.comma"))
}

func (f *Filter) field(key string) *entity.Field {
	path, err := f.deps.Registry.Path(f.Kind, key)
	if err != nil {
		return nil
	}
	return path.Field
}

func (f *Filter) labelOf(key string) string {
	path, err := f.deps.Registry.Path(f.Kind, key)
	if err != nil {
		return key
	}
	if path.Via != nil {
		return Label(f.host, path.Via)
	}
	return Label(f.host, path.Field)
}

// valueName writes one value of a condition: options by their label, people by name.
func (f *Filter) valueName(field *entity.Field, v string) string {
	t := f.host.T
	switch field.Kind {
	case entity.KindChoice, entity.KindMulti:
		return OptionText(f.host, field, v)
	case entity.KindFlag:
		if v == "1" {
			return t("records.yes")
		}
		return t("records.no")
	case entity.KindRef:
		switch v {
		case "me":
			return t("filter.me")
		case "mine":
			return t("filter.my_units")
		}
		if name, ok := f.Names[field.To+"/"+v]; ok {
			return name
		}
		f.learn(field.To, v)
		return "#" + v
	case entity.KindDate, entity.KindInstant:
		if slices.Contains(listing.Ranges(), v) {
			return t("filter.range." + v)
		}
		if len(v) > 1 && (v[0] == '+' || v[0] == '-') {
			return t("filter.days"+map[bool]string{true: "_ago", false: "_ahead"}[v[0] == '-'], "n", v[1:])
		}
	}
	return v
}

// learn reads the title of a record that a condition names, once.
func (f *Filter) learn(kind, v string) {
	id := refID(v)
	if key := kind + "/" + v; id == 0 || f.asked[key] {
		return
	}
	f.asked[kind+"/"+v] = true
	f.host.Go(func(ctx context.Context) {
		got, err := titlesOf(ctx, f.deps, map[string][]int64{kind: {id}})
		if err != nil {
			return // the number stays
		}
		f.host.Post(func() {
			for k, name := range got {
				f.Names[k] = name
			}
			if f.OnNames != nil {
				f.OnNames()
			}
		})
	})
}

// Try tells what is wrong with a filter, before the list gets it.
func (f *Filter) Try(n listing.Node) error {
	_, err := listing.Allow(f.host.Context(), f.deps.Registry, identity.May(f.Kind, identity.See), listing.Query{Entity: f.Kind, Filter: n})
	return err
}

// Same tells whether two filters, or orders, ask the same.
func Same(a, b any) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}
