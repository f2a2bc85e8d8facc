package entity

import (
	"math"
	"slices"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/formula"
)

// inOrder sorts the formula fields so that each comes after those it reads. Fields of a
// loop, which a definition is refused for, are left out.
func (s *fieldSet) inOrder() []*Field {
	var out []*Field
	state := map[*Field]int{} // 1: being visited, 2: done, 3: part of a loop
	var visit func(f *Field) bool
	visit = func(f *Field) bool {
		switch state[f] {
		case 1, 3:
			return false
		case 2:
			return true
		}
		state[f] = 1
		for _, key := range f.derive.Refs() {
			if r := s.byKey[key]; r != nil && r.derive != nil && !visit(r) {
				state[f] = 3
				return false
			}
		}
		state[f] = 2
		out = append(out, f)
		return true
	}
	for _, f := range s.list {
		if f.derive != nil {
			visit(f)
		}
	}
	return out
}

// Reads lists the keys that the formula of a field, or of what a new record starts with,
// reads.
func (f *Field) Reads() []string {
	switch {
	case f.derive != nil:
		return f.derive.Refs()
	case f.start != nil:
		return f.start.Refs()
	}
	return nil
}

// Derive works the formula fields of a record out and stores them in it. A formula that
// cannot be worked out leaves its field empty.
func (t *Type) Derive(rec any) {
	for _, f := range t.set.Load().derived {
		f.Set(rec, t.work(f, f.derive, rec))
	}
}

// begin fills what a new record starts with when that is a formula. Before it is saved,
// Start does it again for what follows from fields that were typed meanwhile.
func (t *Type) begin(rec any) {
	for _, f := range t.Fields() {
		if f.start != nil && f.Get(rec).IsNull() {
			f.Set(rec, t.work(f, f.start, rec))
		}
	}
}

// Start fills the empty fields of a new record whose start follows from others.
func (t *Type) Start(rec any) {
	for _, f := range t.Fields() {
		follows := f.start != nil && slices.ContainsFunc(f.start.Refs(), func(r string) bool { return r != Today })
		if follows && f.Get(rec).IsNull() {
			f.Set(rec, t.work(f, f.start, rec))
		}
	}
}

func (t *Type) work(f *Field, x *formula.Formula, rec any) Value {
	v, err := x.Eval(func(key string) formula.Value {
		if key == Today && t.registry() != nil {
			return formula.Day(t.registry().Today())
		}
		r := t.Field(key)
		if r == nil {
			return formula.Null
		}
		return r.argument(r.Get(rec), t.registry())
	})
	if err != nil {
		return Null
	}
	return f.result(v)
}

// Today is the name of the business date in the formula of what a new record starts with.
const Today = "today"

// argument is a cell as a formula sees it.
func (f *Field) argument(v Value, r *Registry) formula.Value {
	if v.IsNull() {
		return formula.Null
	}
	switch f.Kind {
	case KindInt, KindRef:
		return formula.Number(v.n, 0)
	case KindMoney, KindNumber:
		return formula.Number(v.n, f.Scale)
	case KindFlag:
		return formula.Bool(v.n != 0)
	case KindDate:
		d, err := calendar.Parse(v.s)
		if err != nil {
			return formula.Null
		}
		return formula.Day(d)
	case KindInstant:
		if r == nil {
			return formula.Null
		}
		return formula.Day(calendar.On(time.UnixMilli(v.n), r.Zone()))
	}
	out := formula.Text(v.s)
	if f.Kind == KindChoice || f.Kind == KindMulti {
		out.Also = f.namesOf(SplitMulti(v.s))
	}
	return out
}

// namesOf are the labels of options in every language, so that conditions may name them.
func (f *Field) namesOf(keys []string) []string {
	var out []string
	for _, key := range keys {
		o, _ := f.Option(key)
		out = append(out, o.Label, o.EN)
		if o.Label == "" && f.owner != nil && f.owner.registry() != nil && f.owner.registry().Names != nil {
			out = append(out, f.owner.registry().Names(f.OptionKey(key))...)
		}
	}
	return out
}

// result is what a formula gave as a cell of the field.
func (f *Field) result(v formula.Value) Value {
	switch {
	case v.Kind == formula.KindNull:
		return Null
	case f.Kind.IsNumber():
		n, ok := v.Scaled(f.Scale)
		if !ok || n == math.MinInt64 {
			return Null
		}
		return Num(n)
	case f.Kind == KindFlag:
		return Bool(v.Kind == formula.KindBool && v.Yes || v.Kind == formula.KindNumber && v.Num.Sign() != 0)
	case f.Kind == KindDate && v.Kind == formula.KindDate:
		return Str(v.Day.String())
	case f.Kind == KindDate:
		return Null
	case v.Kind == formula.KindText && v.Text != "":
		return Str(v.Text)
	case v.Kind == formula.KindDate:
		return Str(v.Day.String())
	case v.Kind == formula.KindNumber:
		n, ok := v.Scaled(6)
		if !ok {
			return Null
		}
		return Str(strings.TrimSuffix(strings.TrimRight(FormatDecimal(n, 6), "0"), "."))
	}
	return Null
}
