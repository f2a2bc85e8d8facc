package entity

import (
	"slices"
	"strings"

	"kontor/app"
)

// When is a condition over the fields of one record, told as a sentence. The zero When
// never holds.
type When struct {
	Always bool   `json:"always,omitempty"`
	Any    bool   `json:"any,omitempty"` // one of the terms suffices; else all must hold
	Terms  []Term `json:"terms,omitempty"`
}

// Term is one comparison of a field with a text as Parse reads it.
type Term struct {
	Key   string `json:"key"`
	Op    string `json:"op"`
	Value string `json:"value,omitempty"`
}

// TermOps lists the comparisons that make sense for a field: is, not, has, less, least
// (at least), most (at most), more, filled, empty.
func TermOps(f *Field) []string {
	switch f.Kind {
	case KindFlag:
		return []string{"is"}
	case KindMulti:
		return []string{"has", "lacks", "filled", "empty"}
	case KindChoice, KindRef:
		return []string{"is", "not", "filled", "empty"}
	case KindInt, KindMoney, KindNumber, KindDate, KindInstant:
		return []string{"is", "not", "least", "most", "more", "less", "filled", "empty"}
	}
	return []string{"is", "not", "has", "filled", "empty"}
}

// Valued tells whether a comparison needs a value.
func Valued(op string) bool { return op != "filled" && op != "empty" }

// IsZero tells whether nothing was said.
func (w When) IsZero() bool { return !w.Always && len(w.Terms) == 0 }

// Holds tells whether a record fulfils the condition.
func (w When) Holds(t *Type, rec any) bool {
	if w.Always || len(w.Terms) == 0 {
		return w.Always
	}
	holds := func(x Term) bool { return x.holds(t, rec) }
	if w.Any {
		return slices.ContainsFunc(w.Terms, holds)
	}
	return !slices.ContainsFunc(w.Terms, func(x Term) bool { return !holds(x) })
}

func (x Term) holds(t *Type, rec any) bool {
	f := t.Field(x.Key)
	if f == nil {
		return false // a field that is gone decides nothing
	}
	v := f.Get(rec)
	blank := v == f.Empty() || v.IsNull() || v.k == isText && v.s == ""
	switch x.Op {
	case "filled":
		return !blank
	case "empty":
		return blank
	}
	want, err := f.Parse(x.Value)
	if err != nil {
		return false
	}
	switch x.Op {
	case "is":
		return v == want || f.Kind == KindChoice && f.under(v.s, want.s) || f.Kind == KindFlag && v.IsNull() && want.n == 0
	case "not":
		return v != want && !(f.Kind == KindChoice && f.under(v.s, want.s))
	case "has":
		return f.has(v, want)
	case "lacks":
		return !f.has(v, want)
	}
	if blank {
		return false
	}
	c := int(0)
	if v.k == isText {
		c = strings.Compare(v.s, want.s)
	} else if v.n != want.n {
		c = 1
		if v.n < want.n {
			c = -1
		}
	}
	return x.Op == "least" && c >= 0 || x.Op == "most" && c <= 0 || x.Op == "more" && c > 0 || x.Op == "less" && c < 0
}

// has tells whether a text contains a text, or several choices all of some options.
func (f *Field) has(v, want Value) bool {
	if f.Kind != KindMulti {
		return strings.Contains(strings.ToLower(v.s), strings.ToLower(want.s))
	}
	have := SplitMulti(v.s)
	for _, key := range SplitMulti(want.s) {
		if !slices.Contains(have, key) {
			return false
		}
	}
	return want.s != ""
}

// Keys lists the fields that the condition reads.
func (w When) Keys() []string {
	var out []string
	for _, x := range w.Terms {
		out = append(out, x.Key)
	}
	return out
}

// Check refuses a condition over fields that do not exist or values that cannot be read.
func (w When) Check(t *Type) error {
	if len(w.Terms) > 12 {
		return app.E(app.Invalid, "rule.too_many", "max", 12)
	}
	for _, x := range w.Terms {
		f := t.Field(x.Key)
		if f == nil || f.Store == InSummary {
			return app.E(app.Invalid, "rule.field", "name", x.Key)
		}
		if !slices.Contains(TermOps(f), x.Op) {
			return app.E(app.Invalid, "rule.operator", "field", f.Label())
		}
		if Valued(x.Op) {
			if v, err := f.Parse(x.Value); err != nil {
				return err
			} else if v.IsNull() || v.k == isText && v.s == "" {
				return app.E(app.Invalid, "rule.value", "field", f.Label())
			}
		}
	}
	return nil
}

// Rule is a condition of an entity, ready to be told.
type Rule struct {
	Type *Type
	When When
}

// Say tells the condition: Stage is Won and Equipment contains Sealer.
func (r Rule) Say(lang string, t func(key string, args ...any) string) string {
	var parts []string
	for _, x := range r.When.Terms {
		f := r.Type.Field(x.Key)
		if f == nil {
			parts = append(parts, t("rule.gone"))
			continue
		}
		name := f.Name(lang)
		if name == "" {
			name = t(f.LabelKey())
		}
		parts = append(parts, t("rule."+x.Op, "field", name, "value", f.say(x.Value, lang, t)))
	}
	join := t("rule.and")
	if r.When.Any {
		join = t("rule.or")
	}
	return strings.Join(parts, join)
}

// say tells the value of a term: options by their label, yes and no as words.
func (f *Field) say(text, lang string, t func(key string, args ...any) string) string {
	switch f.Kind {
	case KindFlag:
		if v, err := f.Parse(text); err == nil && v.n != 0 {
			return t("records.yes")
		}
		return t("records.no")
	case KindChoice, KindMulti:
		var names []string
		v, _ := f.Parse(text)
		for _, key := range SplitMulti(v.s) {
			o, _ := f.Option(key)
			if n := o.Name(lang); n != "" {
				names = append(names, n)
			} else {
				names = append(names, t(f.OptionKey(key)))
			}
		}
		return strings.Join(names, t("records.comma"))
	}
	return text
}
