// Package formula works out what a company writes into a formula field: numbers, texts
// and dates of fields of the same record with + − × ÷, comparisons, if and the difference
// of dates. It has no loops, no names of its own and no way out of the record.
//
//	f, err := formula.Parse("if([现用设备] = \"\", 0, [月耗材额] * 12)")
//	f.Refs()                 // 现用设备, 月耗材额
//	v, err := f.Eval(func(ref string) formula.Value { … })
package formula

import (
	"math/big"
	"strings"
	"unicode/utf8"

	"kontor/app"
	"kontor/app/calendar"
)

// longest and deepest bound what is read, so that no formula can be made to hang.
const (
	longest = 1000
	deepest = 40
)

// Formula is a formula that was read. It never changes and may be used by many at once.
type Formula struct {
	text string
	root node
	refs []string
	at   [][2]int // where each reference stands in text, brackets included
}

// Parse reads a formula. Errors: Invalid formula.* with what was found.
func Parse(text string) (*Formula, error) {
	if utf8.RuneCountInString(text) > longest {
		return nil, app.E(app.Invalid, "formula.too_long", "max", longest)
	}
	p := &parser{lex: lexer{text: text}, f: &Formula{text: text}}
	p.next()
	root, err := p.expr(0)
	if err != nil {
		return nil, err
	}
	if p.tok.kind != tokEnd {
		return nil, p.unexpected()
	}
	p.f.root = root
	return p.f, nil
}

// Text is the formula as it was read.
func (f *Formula) Text() string { return f.text }

// Refs are the names in brackets, each once, in their order.
func (f *Formula) Refs() []string {
	seen := map[string]bool{}
	var out []string
	for _, r := range f.refs {
		if !seen[r] {
			seen[r] = true
			out = append(out, r)
		}
	}
	return out
}

// Rename writes the formula with other names in its brackets: labels become keys to be
// stored, keys become labels to be read.
func (f *Formula) Rename(name func(string) string) string {
	var b strings.Builder
	last := 0
	for i, at := range f.at {
		b.WriteString(f.text[last:at[0]])
		b.WriteString("[" + name(f.refs[i]) + "]")
		last = at[1]
	}
	b.WriteString(f.text[last:])
	return b.String()
}

// Eval works the formula out. get gives the value of a reference; what is unknown makes
// the result Null. Invalid formula.types when values do not go together.
func (f *Formula) Eval(get func(ref string) Value) (Value, error) { return f.root.eval(get) }

// Kind says what a Value is.
type Kind uint8

// The kinds of values.
const (
	KindNull Kind = iota
	KindNumber
	KindText
	KindDate
	KindBool
)

// Value is an argument or a result. Numbers are exact.
type Value struct {
	Kind Kind
	Num  *big.Rat
	Text string
	Also []string // other names of the same text: the labels of an option
	Day  calendar.Date
	Yes  bool
}

// Null is an unknown value.
var Null = Value{}

// Number makes n / 10^scale.
func Number(n int64, scale int) Value {
	return Value{Kind: KindNumber, Num: new(big.Rat).SetFrac(big.NewInt(n), pow10(scale))}
}

// Text makes a text.
func Text(s string) Value { return Value{Kind: KindText, Text: s} }

// Day makes a date; the zero date is unknown.
func Day(d calendar.Date) Value {
	if d.IsZero() {
		return Null
	}
	return Value{Kind: KindDate, Day: d}
}

// Bool makes a truth.
func Bool(yes bool) Value { return Value{Kind: KindBool, Yes: yes} }

// Scaled gives a number as an integer of 10^-scale, half away from zero rounded; false
// when it is no number or too large.
func (v Value) Scaled(scale int) (int64, bool) {
	r := v.Num
	switch v.Kind {
	case KindNumber:
	case KindBool:
		r = new(big.Rat)
		if v.Yes {
			r.SetInt64(1)
		}
	default:
		return 0, false
	}
	n := rounded(r, scale)
	if !n.IsInt64() {
		return 0, false
	}
	return n.Int64(), true
}

// rounded is r × 10^scale as a whole number, half away from zero.
func rounded(r *big.Rat, scale int) *big.Int {
	num := new(big.Int).Mul(r.Num(), pow10(scale))
	num.Mul(num, big.NewInt(2))
	den := new(big.Int).Mul(r.Denom(), big.NewInt(2))
	if num.Sign() < 0 {
		num.Sub(num, r.Denom())
	} else {
		num.Add(num, r.Denom())
	}
	return num.Quo(num, den)
}

func pow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
