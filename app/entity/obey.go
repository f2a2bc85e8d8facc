package entity

import (
	"slices"

	"kontor/app"
)

// Obey tells where a record breaks the rules of its form: a field that has to be filled
// under a condition that holds, one that was changed though it is locked, or filled
// though it is not shown. before is the record as it was, nil for a new one. What was
// never touched is left alone: only a change of some field of the record has the form's
// required fields asked. nil or a Problems.
func (t *Type) Obey(before, rec any) error {
	l := t.LayoutOf(rec)
	if !slices.ContainsFunc(l.Groups, func(g Group) bool {
		return slices.ContainsFunc(g.Places, func(p Place) bool { return !p.Show.IsZero() || !p.Need.IsZero() || !p.Lock.IsZero() })
	}) {
		return nil
	}
	changed := map[string]bool{}
	asked := before == nil
	for _, d := range t.Compare(before, rec) {
		f := t.Field(d.Key)
		if f.IsComputed || before == nil && (d.After == f.Default || f.start != nil) {
			continue
		}
		changed[d.Key] = true
		asked = asked || !f.IsHead
	}
	var bad Problems
	for _, g := range l.Groups {
		for _, p := range g.Places {
			f := t.Field(p.Key)
			if f == nil || f.IsComputed {
				continue
			}
			if e := t.obey(f, p, before, rec, changed[p.Key], asked); e != nil {
				bad = append(bad, e.At(f.Key))
			}
		}
	}
	return bad.err()
}

func (t *Type) obey(f *Field, p Place, before, rec any, changed, asked bool) *app.Error {
	v := f.Get(rec)
	blank := v == f.Empty() || v.IsNull() || v.k == isText && v.s == ""
	if !p.Show.IsZero() && !p.Show.Holds(t, rec) {
		if changed && !blank {
			return app.E(app.Invalid, "field.not_shown", "field", f.Label(), "when", Rule{t, p.Show})
		}
		return nil // what is not shown is not asked for
	}
	if changed && !p.Lock.IsZero() {
		if at := before; p.Lock.Always || at != nil && p.Lock.Holds(t, at) || at == nil && p.Lock.Holds(t, rec) {
			return p.refuse("field.locked", f, t, p.Lock)
		}
	}
	if asked && blank && !f.Kind.isYes() && p.Need.Holds(t, rec) {
		return p.refuse("field.needed", f, t, p.Need)
	}
	return nil
}

// refuse says which rule was broken, with its condition when it has one.
func (p Place) refuse(key string, f *Field, t *Type, w When) *app.Error {
	if w.Always {
		return app.E(app.Invalid, key, "field", f.Label())
	}
	return app.E(app.Invalid, key+"_when", "field", f.Label(), "when", Rule{t, w})
}

// isYes tells whether cells of this kind always say something.
func (k Kind) isYes() bool { return k == KindFlag }
