package formula

import (
	"math/big"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
)

type node interface {
	eval(get func(string) Value) (Value, error)
}

type constant struct{ v Value }

func (c constant) eval(func(string) Value) (Value, error) { return c.v, nil }

type ref string

func (r ref) eval(get func(string) Value) (Value, error) { return get(string(r)), nil }

type binary struct {
	op          string
	left, right node
}

func (b binary) eval(get func(string) Value) (Value, error) {
	l, err := b.left.eval(get)
	if err != nil {
		return Null, err
	}
	if b.op == "and" && !l.truth() || b.op == "or" && l.truth() {
		return Bool(b.op == "or"), nil
	}
	r, err := b.right.eval(get)
	if err != nil {
		return Null, err
	}
	switch b.op {
	case "and", "or":
		return Bool(r.truth()), nil
	case "=", "<>":
		return Bool(same(l, r) == (b.op == "=")), nil
	case "<", "<=", ">", ">=":
		return b.compare(l, r)
	}
	return b.reckon(l, r)
}

// truth: what is unknown, nothing or empty is false.
func (v Value) truth() bool {
	switch v.Kind {
	case KindBool:
		return v.Yes
	case KindNumber:
		return v.Num.Sign() != 0
	case KindText:
		return v.Text != ""
	}
	return v.Kind == KindDate
}

// same compares for equality. The empty text equals what is unknown, and a choice of
// several (",a,b,") equals any of its options.
func same(l, r Value) bool {
	if l.Kind == KindNull || r.Kind == KindNull {
		return !l.truth() && !r.truth() && (l.Kind == r.Kind || l.Kind == KindText || r.Kind == KindText)
	}
	if l.Kind != r.Kind {
		return false
	}
	switch l.Kind {
	case KindNumber:
		return l.Num.Cmp(r.Num) == 0
	case KindText:
		return l.means(r.Text) || r.means(l.Text)
	case KindDate:
		return l.Day == r.Day
	}
	return l.Yes == r.Yes
}

// means tells whether a text is that word, or an option of that name or key.
func (v Value) means(word string) bool {
	if v.Text == word {
		return true
	}
	return word != "" && (slices.Contains(v.Also, word) || strings.HasPrefix(v.Text, ",") && strings.Contains(v.Text, ","+word+","))
}

func (b binary) compare(l, r Value) (Value, error) {
	if l.Kind == KindNull || r.Kind == KindNull {
		return Bool(false), nil
	}
	c := 0
	switch {
	case l.Kind == KindNumber && r.Kind == KindNumber:
		c = l.Num.Cmp(r.Num)
	case l.Kind == KindDate && r.Kind == KindDate:
		c = int(l.Day - r.Day)
	case l.Kind == KindText && r.Kind == KindText:
		c = strings.Compare(l.Text, r.Text)
	default:
		return Null, b.mixed()
	}
	return Bool(b.op == "<" && c < 0 || b.op == "<=" && c <= 0 || b.op == ">" && c > 0 || b.op == ">=" && c >= 0), nil
}

func (b binary) mixed() error { return app.E(app.Invalid, "formula.types", "op", b.op) }

// reckon adds, subtracts, multiplies, divides: numbers, a date and days, two dates.
func (b binary) reckon(l, r Value) (Value, error) {
	if l.Kind == KindNull || r.Kind == KindNull {
		return Null, nil
	}
	if l.Kind == KindNumber && r.Kind == KindNumber {
		out := new(big.Rat)
		switch b.op {
		case "+":
			out.Add(l.Num, r.Num)
		case "-":
			out.Sub(l.Num, r.Num)
		case "*":
			out.Mul(l.Num, r.Num)
		default:
			if r.Num.Sign() == 0 {
				return Null, nil // nothing can be said, and nothing is
			}
			out.Quo(l.Num, r.Num)
		}
		if out.Num().BitLen() > 512 || out.Denom().BitLen() > 512 {
			return Null, nil
		}
		return Value{Kind: KindNumber, Num: out}, nil
	}
	if b.op == "+" && l.Kind == KindNumber && r.Kind == KindDate {
		l, r = r, l
	}
	switch {
	case l.Kind == KindDate && r.Kind == KindNumber && (b.op == "+" || b.op == "-"):
		n, ok := r.Scaled(0)
		if !ok || n > 100_000 || n < -100_000 {
			return Null, nil
		}
		if b.op == "-" {
			n = -n
		}
		return Day(l.Day + calendar.Date(n)), nil
	case l.Kind == KindDate && r.Kind == KindDate && b.op == "-":
		return Number(int64(l.Day-r.Day), 0), nil
	case l.Kind == KindText && r.Kind == KindText && b.op == "+":
		return Text(l.Text + r.Text), nil
	}
	return Null, b.mixed()
}

type call struct {
	name string
	args []node
}

func (c call) eval(get func(string) Value) (Value, error) {
	if c.name == "if" {
		return c.branch(get)
	}
	vs := make([]Value, len(c.args))
	for i, a := range c.args {
		v, err := a.eval(get)
		if err != nil {
			return Null, err
		}
		vs[i] = v
	}
	switch c.name {
	case "not":
		return Bool(!vs[0].truth()), nil
	case "days":
		return binary{op: "-"}.reckon(vs[1], vs[0])
	case "round":
		return c.round(vs)
	}
	return c.extreme(vs)
}

func (c call) branch(get func(string) Value) (Value, error) {
	when, err := c.args[0].eval(get)
	switch {
	case err != nil:
		return Null, err
	case when.truth():
		return c.args[1].eval(get)
	case len(c.args) == 3:
		return c.args[2].eval(get)
	}
	return Null, nil
}

func (c call) round(vs []Value) (Value, error) {
	scale := int64(0)
	if len(vs) == 2 {
		scale, _ = vs[1].Scaled(0)
	}
	if vs[0].Kind == KindNull {
		return Null, nil
	}
	if vs[0].Kind != KindNumber || scale < 0 || scale > 6 {
		return Null, app.E(app.Invalid, "formula.types", "op", c.name)
	}
	n := rounded(vs[0].Num, int(scale))
	return Value{Kind: KindNumber, Num: new(big.Rat).SetFrac(n, pow10(int(scale)))}, nil
}

// extreme is the least or the greatest of the known values.
func (c call) extreme(vs []Value) (Value, error) {
	out := Null
	for _, v := range vs {
		if v.Kind == KindNull {
			continue
		}
		if out.Kind == KindNull {
			out = v
			continue
		}
		less, err := binary{op: "<"}.compare(v, out)
		if err != nil {
			return Null, app.E(app.Invalid, "formula.types", "op", c.name)
		}
		if less.Yes == (c.name == "min") && !same(v, out) {
			out = v
		}
	}
	return out, nil
}
