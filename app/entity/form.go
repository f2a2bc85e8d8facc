package entity

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"kontor/app"
)

// Input is one field of a form, filled from a record.
type Input struct {
	Field    *Field
	Text     string // Format of the value; the mask when masked
	Group    string
	ReadOnly bool
	Away     bool // not in the form of this record, or its condition does not hold
}

// Form lists the inputs of a record in the order of its form, those outside it last.
// Hidden fields are missing; masked and read-only ones cannot be typed into. Windows
// whose forms change while one types arrange a Draft anew, see Layout.Parts.
func (t *Type) Form(rec any, access func(*Field) Access) []Input {
	l := t.LayoutOf(rec)
	var out []Input
	placed := map[*Field]bool{}
	for _, part := range l.Parts(t, rec) {
		for _, x := range part.Fields {
			placed[x.Field] = true
			out = t.input(out, x.Field, rec, access)
			if n := len(out) - 1; n >= 0 && out[n].Field == x.Field {
				out[n].Group, out[n].Away = part.ID, x.Hidden
				out[n].ReadOnly = out[n].ReadOnly || x.Locked
			}
		}
	}
	for _, f := range t.Fields() {
		if placed[f] || f.Store == InSummary || f.IsHead && f.Kind != KindRef {
			continue
		}
		from := len(out)
		if out = t.input(out, f, rec, access); len(out) > from {
			out[from].Away = slices.Contains(l.Out, f.Key)
		}
	}
	return out
}

// input appends the input of one field, unless it is hidden.
func (t *Type) input(out []Input, f *Field, rec any, access func(*Field) Access) []Input {
	a := Edit
	if access != nil {
		a = access(f)
	}
	if a == Hidden {
		return out
	}
	in := Input{Field: f, Text: f.Format(f.Get(rec)), Group: f.FormPart, ReadOnly: f.IsComputed || a < Edit}
	if a == MaskedOut {
		in.Text = f.Mask(f.Get(rec)).s
	}
	return append(out, in)
}

// Draft makes a record of texts as far as they can be read, with its formulas worked out:
// what a form shows while one types.
func (t *Type) Draft(texts map[string]string) any {
	rec := t.Blank()
	for key, text := range texts {
		if f := t.Field(key); f != nil && f.derive == nil {
			if v, err := f.Parse(text); err == nil {
				f.Set(rec, v)
			}
		}
	}
	t.Derive(rec)
	return rec
}

// Fill puts typed texts, keyed by field, into a record. Computed and unknown keys are
// refused. It goes on after a bad text, so that a form can mark them all: the error is
// a Problems.
func (t *Type) Fill(rec any, texts map[string]string) error {
	var bad Problems
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		f := t.Field(key)
		if f == nil || f.IsComputed {
			bad = append(bad, app.E(app.Invalid, "field.not_writable", "field", key).At(key))
			continue
		}
		v, err := f.Parse(texts[key])
		if err != nil {
			var e *app.Error
			errors.As(err, &e)
			bad = append(bad, e)
			continue
		}
		f.Set(rec, v)
	}
	return bad.err()
}

// Problems are all that is wrong with the input of one form. errors.As finds the first
// as an *app.Error.
type Problems []*app.Error

func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// Error lists the keys of the problems.
func (p Problems) Error() string {
	parts := make([]string, len(p))
	for i, e := range p {
		parts[i] = e.Field + ": " + e.Error()
	}
	return strings.Join(parts, "; ")
}

// Unwrap gives the problems one by one.
func (p Problems) Unwrap() []error {
	out := make([]error, len(p))
	for i, e := range p {
		out[i] = e
	}
	return out
}

// Check tells what is wrong with a record and its lines: missing required fields, texts
// that are too long, options that do not exist, malformed addresses. Fields that did not
// change since Keep are not asked, so that old bad values can stay. nil or a Problems.
func (t *Type) Check(rec any) error {
	var bad Problems
	base := Original(rec)
	for _, f := range t.Fields() {
		if f.Store == InSummary {
			continue
		}
		v := f.Get(rec)
		if base != nil && f.Get(base) == v {
			continue
		}
		if e := f.check(v); e != nil {
			bad = append(bad, e.At(f.Key))
		}
	}
	for _, k := range t.Kids {
		for i, line := range k.All(rec) {
			err := k.Check(line)
			var p Problems
			if errors.As(err, &p) {
				for _, e := range p {
					if e.Args == nil {
						e.Args = map[string]any{}
					}
					e.Args["line"] = i + 1
					bad = append(bad, e)
				}
			}
		}
	}
	return bad.err()
}

// CheckValue tells what is wrong with one value of a field, nil when nothing is.
func (f *Field) CheckValue(v Value) error {
	if e := f.check(v); e != nil {
		return e.At(f.Key)
	}
	return nil
}

func (f *Field) check(v Value) *app.Error {
	if v == f.Empty() || v.IsNull() || v.k == isText && v.s == "" {
		if f.Required && !f.Kind.IsNumber() {
			return app.E(app.Invalid, "field.required", "field", f.Label())
		}
		if f.Required && v.IsNull() {
			return app.E(app.Invalid, "field.required", "field", f.Label())
		}
		return nil
	}
	if f.Kind.IsText() {
		if limit := f.limit(); utf8.RuneCountInString(v.s) > limit {
			return app.E(app.Invalid, "field.too_long", "field", f.Label(), "max", limit)
		}
	}
	switch f.Kind {
	case KindMail:
		if !mailLike(v.s) {
			return f.fault("field.not_a_mail", v.s)
		}
	case KindURL:
		if strings.ContainsAny(v.s, " \t") || !strings.Contains(v.s, ".") {
			return f.fault("field.not_a_url", v.s)
		}
	case KindChoice:
		if _, ok := f.Option(v.s); !ok {
			return f.fault("field.not_a_choice", v.s)
		}
	case KindMulti:
		for _, k := range SplitMulti(v.s) {
			if _, ok := f.Option(k); !ok {
				return f.fault("field.not_a_choice", k)
			}
		}
	}
	if f.test != nil {
		return f.test(v.s)
	}
	return nil
}

func (f *Field) limit() int {
	switch {
	case f.MaxLen > 0:
		return f.MaxLen
	case f.Kind == KindLongText:
		return 20000
	case f.Kind == KindFile, f.Kind == KindURL:
		return 1000
	}
	return 200
}

func mailLike(s string) bool {
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || strings.ContainsAny(s, " \t,;<>") {
		return false
	}
	host := s[at+1:]
	dot := strings.LastIndexByte(host, '.')
	return dot > 0 && dot < len(host)-1 && !strings.Contains(s[:at], "@") && !strings.Contains(host, "..")
}
