// Package entity is the room where records describe themselves: each kind of record
// (customer, quote, …) is a plain struct and one description of its fields, and lists,
// filters, forms, import, export, history, templates and commands all read that description.
//
// It holds no rule of any area and knows neither storage nor windows.
package entity

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Value is one cell: nothing, a text, or a whole number. Money (minor units), scaled
// numbers, instants (Unix ms), references and flags (0 or 1) are numbers; dates are the
// text YYYY-MM-DD; several choices are the text ",a,b,". Values are compared with ==.
type Value struct {
	s string
	n int64
	k uint8
}

const (
	isNull uint8 = iota
	isText
	isInt
)

// Null is the absence of a value.
var Null = Value{}

// Str makes a text.
func Str(s string) Value { return Value{s: s, k: isText} }

// Num makes a number.
func Num(n int64) Value { return Value{n: n, k: isInt} }

// Bool makes 1 or 0.
func Bool(b bool) Value {
	if b {
		return Num(1)
	}
	return Num(0)
}

// IsNull tells whether there is no value.
func (v Value) IsNull() bool { return v.k == isNull }

// IsText tells whether the value is a text.
func (v Value) IsText() bool { return v.k == isText }

// IsNum tells whether the value is a number.
func (v Value) IsNum() bool { return v.k == isInt }

// IsEmpty tells whether the value is nothing, the empty text or 0.
func (v Value) IsEmpty() bool { return v.s == "" && v.n == 0 }

// Text is the text, or "" when the value is not a text.
func (v Value) Text() string { return v.s }

// Int is the number, or 0 when the value is not a number.
func (v Value) Int() int64 { return v.n }

// Any gives nil, string or int64, as drivers and templates want it.
func (v Value) Any() any {
	switch v.k {
	case isText:
		return v.s
	case isInt:
		return v.n
	}
	return nil
}

// Of takes what a driver or a JSON decoder gives.
func Of(x any) (Value, error) {
	switch x := x.(type) {
	case nil:
		return Null, nil
	case string:
		return Str(x), nil
	case []byte:
		return Str(string(x)), nil
	case int64:
		return Num(x), nil
	case int:
		return Num(int64(x)), nil
	case int32:
		return Num(int64(x)), nil
	case int16:
		return Num(int64(x)), nil
	case bool:
		return Bool(x), nil
	case json.Number:
		n, err := strconv.ParseInt(x.String(), 10, 64)
		if err != nil {
			return Null, fmt.Errorf("entity: %s is not a whole number", x)
		}
		return Num(n), nil
	case Value:
		return x, nil
	}
	return Null, fmt.Errorf("entity: a %T is no value", x)
}

// String renders the value for logs and tests.
func (v Value) String() string {
	switch v.k {
	case isText:
		return v.s
	case isInt:
		return strconv.FormatInt(v.n, 10)
	}
	return ""
}

// MarshalJSON writes null, a text or a number.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.k {
	case isText:
		return json.Marshal(v.s)
	case isInt:
		return strconv.AppendInt(nil, v.n, 10), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads null, a text, a whole number or true / false.
func (v *Value) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		*v = Null
		return nil
	case string(b) == "true":
		*v = Num(1)
		return nil
	case string(b) == "false":
		*v = Num(0)
		return nil
	case len(b) > 0 && b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*v = Str(s)
		return nil
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return fmt.Errorf("entity: %.40q is no value", b)
	}
	*v = Num(n)
	return nil
}
