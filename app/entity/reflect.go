package entity

import (
	"fmt"
	"reflect"
	"strings"

	"kontor/app/calendar"
)

// accessor is the way from a record to one of its fields: the index path found by the
// address that the description gave.
type accessor struct{ path []int }

// pathOf finds the field of proto (a struct value) that stands at the address p.
func pathOf(proto reflect.Value, p any) ([]int, error) {
	want := reflect.ValueOf(p)
	if want.Kind() != reflect.Pointer || want.IsNil() {
		return nil, fmt.Errorf("entity: needs the address of a field, got %T", p)
	}
	if path := findPath(proto, want.Pointer(), want.Type().Elem()); path != nil {
		return path, nil
	}
	return nil, fmt.Errorf("entity: the address is not inside a %s", proto.Type())
}

func findPath(v reflect.Value, addr uintptr, typ reflect.Type) []int {
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Type() == typ && f.Addr().Pointer() == addr {
			return []int{i}
		}
		if f.Kind() == reflect.Struct {
			if sub := findPath(f, addr, typ); sub != nil {
				return append([]int{i}, sub...)
			}
		}
	}
	return nil
}

func (a accessor) in(rec any) reflect.Value {
	return reflect.ValueOf(rec).Elem().FieldByIndex(a.path)
}

// same tells without making values that two records have the same in a field: most
// fields of a save. False means "not known".
func (a accessor) same(one, other any) bool {
	x, y := a.in(one), a.in(other)
	switch x.Kind() {
	case reflect.String:
		return x.String() == y.String()
	case reflect.Bool:
		return x.Bool() == y.Bool()
	}
	return x.CanInt() && x.Int() == y.Int()
}

func (a accessor) get(f *Field, rec any) Value {
	v := a.in(rec)
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return Null
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return Str(v.String())
	case reflect.Bool:
		return Bool(v.Bool())
	case reflect.Slice:
		return Str(joinMulti(v))
	}
	n := v.Int()
	switch f.Kind {
	case KindDate:
		if n == 0 {
			return Null
		}
		return Str(calendar.Date(n).String())
	case KindInstant, KindRef:
		if n == 0 {
			return Null
		}
	}
	return Num(n)
}

func (a accessor) set(f *Field, rec any, x Value) {
	v := a.in(rec)
	if v.Kind() == reflect.Pointer {
		if x.IsNull() {
			v.SetZero()
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(x.s)
	case reflect.Bool:
		v.SetBool(x.n != 0)
	case reflect.Slice:
		splitMulti(v, x.s)
	default:
		if f.Kind == KindDate {
			d, _ := calendar.Parse(x.s)
			v.SetInt(int64(d))
			return
		}
		v.SetInt(x.n)
	}
}

func joinMulti(v reflect.Value) string {
	if v.Len() == 0 {
		return ""
	}
	var b strings.Builder
	for i := range v.Len() {
		b.WriteByte(',')
		b.WriteString(v.Index(i).String())
	}
	b.WriteByte(',')
	return b.String()
}

func splitMulti(v reflect.Value, s string) {
	keys := SplitMulti(s)
	out := reflect.MakeSlice(v.Type(), len(keys), len(keys))
	for i, k := range keys {
		out.Index(i).SetString(k)
	}
	v.Set(out)
}

// SplitMulti takes the keys out of the value of several choices (",a,b,").
func SplitMulti(s string) []string {
	s = strings.Trim(s, ",")
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// JoinMulti makes the value of several choices out of keys.
func JoinMulti(keys []string) Value {
	if len(keys) == 0 {
		return Str("")
	}
	return Str("," + strings.Join(keys, ",") + ",")
}
