package entity

import (
	"cmp"
	"slices"
)

// Layout is one form of an entity as the company shaped it: which fields it shows, in
// which groups and order, and under which conditions a field is shown, has to be filled
// or may not be changed. An entity may have several; the values of fields choose one.
type Layout struct {
	Key    string              `json:"-"` // of a shipped one, or the id of the record
	Entity string              `json:"-"`
	Name   Words               `json:"-"`
	For    map[string][]string `json:"for,omitempty"` // field → options; all must hold, nothing: every record
	Groups []Group             `json:"groups"`
	Out    []string            `json:"out,omitempty"` // fields that are not in this form
}

// Group is a part of a form. Shipped ones have no title but the translation of
// <entity>.group.<id>.
type Group struct {
	ID     string  `json:"id"`
	Title  string  `json:"title,omitempty"`
	EN     string  `json:"en,omitempty"`
	Places []Place `json:"places,omitempty"`
}

// Name is the title that the company gave the group, in a language; "" for shipped ones.
func (g Group) Name(lang string) string { return Words{g.Title, g.EN}.In(lang) }

// Place is a field in a form with its rules. The zero rules: always shown, required when
// the description says so, never locked.
type Place struct {
	Key  string `json:"key"`
	Show When   `json:"show,omitzero"`
	Need When   `json:"need,omitzero"`
	Lock When   `json:"lock,omitzero"`
}

// InForm is a field as a form shows it now.
type InForm struct {
	Field  *Field
	Place  Place
	Hidden bool // its condition does not hold
	Needed bool
	Locked bool
}

// Part is a group of a form as it is now, with all its fields, hidden ones included.
type Part struct {
	Group
	Fields []InForm
}

// SetLayouts puts the forms of an entity, as the company shaped them, in place; the first
// one that fits a record is its form.
func (r *Registry) SetLayouts(entity string, list []Layout) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forms[entity] = slices.Clone(list)
}

// ShipLayouts names the forms that the program ships for an entity, the special ones first.
func (r *Registry) ShipLayouts(entity string, list ...Layout) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ships[entity] = list
}

// Layouts lists the forms of an entity, the special ones first: those of the company, and
// the shipped ones that it has not changed. There is always one that fits every record.
func (r *Registry) Layouts(entity string) []Layout {
	r.mu.RLock()
	defer r.mu.RUnlock()
	out := slices.Clone(r.forms[entity])
	for _, s := range r.ships[entity] {
		if !slices.ContainsFunc(out, func(l Layout) bool { return l.Key == s.Key }) {
			out = append(out, s)
		}
	}
	if !slices.ContainsFunc(out, func(l Layout) bool { return len(l.For) == 0 }) {
		out = append(out, Layout{Key: "standard", Entity: entity})
	}
	slices.SortStableFunc(out, func(a, b Layout) int { return cmp.Compare(len(b.For), len(a.For)) })
	return out
}

// LayoutOf is the form of a record: the first that fits.
func (t *Type) LayoutOf(rec any) Layout {
	if r := t.registry(); r != nil {
		for _, l := range r.Layouts(t.Name) {
			if l.fits(t, rec) {
				return l
			}
		}
	}
	return Layout{Key: "standard", Entity: t.Name}
}

func (l Layout) fits(t *Type, rec any) bool {
	for key, options := range l.For {
		f := t.Field(key)
		if f == nil || !slices.ContainsFunc(options, func(o string) bool { return f.under(f.Get(rec).s, o) }) {
			return false
		}
	}
	return true
}

// Parts arranges the fields of a record as a layout says: its groups in their order, then
// the fields it does not name where the description puts them.
func (l Layout) Parts(t *Type, rec any) []Part {
	var out []Part
	at := map[string]int{}
	seen := map[string]bool{}
	for _, key := range l.Out {
		seen[key] = true
	}
	group := func(g Group) int {
		i, ok := at[g.ID]
		if !ok {
			i = len(out)
			at[g.ID] = i
			out = append(out, Part{Group: g})
		}
		return i
	}
	put := func(i int, p Place) {
		if f := t.Field(p.Key); f != nil && !seen[p.Key] && f.inForms() {
			seen[p.Key] = true
			out[i].Fields = append(out[i].Fields, l.place(t, f, p, rec))
		}
	}
	for _, g := range l.Groups {
		i := group(g)
		for _, p := range g.Places {
			put(i, p)
		}
	}
	for _, f := range t.Fields() {
		if !seen[f.Key] && f.inForms() {
			put(group(Group{ID: f.FormPart}), Place{Key: f.Key})
		}
	}
	return slices.DeleteFunc(out, func(p Part) bool { return len(p.Fields) == 0 && p.Title == "" })
}

// inForms tells whether a field can stand in a form at all.
func (f *Field) inForms() bool {
	return f.Store != InSummary && (!f.IsHead || f.Kind == KindRef) && (!f.IsComputed || f.derive != nil)
}

func (l Layout) place(t *Type, f *Field, p Place, rec any) InForm {
	return InForm{
		Field: f, Place: p, Hidden: !p.Show.IsZero() && !p.Show.Holds(t, rec),
		Needed: f.Required || p.Need.Holds(t, rec), Locked: f.IsComputed || p.Lock.Holds(t, rec),
	}
}

// Placed finds a field in the form, with its rules; false when the form does not have it.
func (l Layout) Placed(key string) (Place, bool) {
	for _, g := range l.Groups {
		for _, p := range g.Places {
			if p.Key == key {
				return p, true
			}
		}
	}
	return Place{Key: key}, !slices.Contains(l.Out, key)
}

// under tells whether an option is another one or lies below it in the tree.
func (f *Field) under(key, top string) bool {
	for range 32 {
		if key == top {
			return true
		}
		o, ok := f.Option(key)
		if !ok || o.Under == "" {
			return false
		}
		key = o.Under
	}
	return false
}

// Below lists an option and all options below it in the tree.
func (f *Field) Below(top string) []string {
	out := []string{top}
	for _, o := range f.Options() {
		if o.Key != top && f.under(o.Key, top) {
			out = append(out, o.Key)
		}
	}
	return out
}
