package layout

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/paper"
)

// scope is what fields of a template can see at one place.
type scope struct {
	data        paper.Data
	line        paper.Data // the row of a table
	each        any        // the element that made a column
	cell        any        // the value of a cell, for its conditions
	page, pages int
	part        string
	partNo      int
	lang        string
	words       money.Style
	label       func(field string) string // prints names of fields instead of values
}

// get finds a value; nil when there is none.
func (s *scope) get(p path) any {
	if len(p) == 0 {
		return nil
	}
	if len(p) == 2 && p[0] == "print" && p[1] == "reprint" { // the first print is none
		n, ok := number(asData(s.data["print"])["count"])
		if !ok || !n.IsInt() || !n.Num().IsInt64() {
			return 0
		}
		return int(max(n.Num().Int64()-1, 0))
	}
	var v any
	switch p[0] {
	case "line":
		v = s.line
	case "each":
		v = s.each
	case "cell":
		v = s.cell
	case "page":
		v = s.page
	case "pages":
		v = s.pages
	case "part":
		v = s.part
	case "part_no":
		v = s.partNo
	case "lang":
		v = s.lang
	default:
		v = s.data[p[0]]
	}
	for _, seg := range p[1:] {
		switch m := v.(type) {
		case paper.Data:
			v = m[seg]
		case map[string]any:
			v = m[seg]
		default:
			return nil
		}
	}
	return v
}

// list gives a value as rows or elements.
func list(v any) []any {
	var out []any
	switch v := v.(type) {
	case []any:
		return v
	case []paper.Data:
		for _, d := range v {
			out = append(out, d)
		}
	case []map[string]any:
		for _, d := range v {
			out = append(out, paper.Data(d))
		}
	case []string:
		for _, d := range v {
			out = append(out, d)
		}
	}
	return out
}

func asData(v any) paper.Data {
	switch v := v.(type) {
	case paper.Data:
		return v
	case map[string]any:
		return v
	}
	return nil
}

// empty tells whether a value counts as none: no text, zero, false, no day, no picture.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case paper.Words:
		return v.ZH == "" && v.EN == ""
	case bool:
		return !v
	case calendar.Date:
		return v.IsZero()
	case time.Time:
		return v.IsZero()
	case []byte:
		return len(v) == 0
	case paper.Data:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	if n, ok := number(v); ok {
		return n.Sign() == 0
	}
	return len(list(v)) == 0
}

// number gives a value exactly, when it is one.
func number(v any) (*big.Rat, bool) {
	scaled := func(n int64, digits int) (*big.Rat, bool) {
		den := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
		return new(big.Rat).SetFrac(big.NewInt(n), den), true
	}
	switch v := v.(type) {
	case int:
		return scaled(int64(v), 0)
	case int64:
		return scaled(v, 0)
	case int32:
		return scaled(int64(v), 0)
	case money.Amount:
		return scaled(int64(v.Minor), money.Digits(v.Currency))
	case money.Minor:
		return scaled(int64(v), 2)
	case money.Quantity:
		return scaled(int64(v), 6)
	case money.Price:
		return scaled(int64(v), 6)
	case money.Rate:
		return scaled(int64(v), 4) // in per cent, as people write it in conditions
	}
	return nil, false
}

// holds tells whether a condition is met.
func (s *scope) holds(c cond) bool {
	if c.any == nil || s.label != nil {
		return true
	}
	for _, all := range c.any {
		ok := true
		for _, t := range all {
			ok = ok && s.passes(t)
		}
		if ok {
			return true
		}
	}
	return false
}

func (s *scope) passes(t test) bool {
	v := s.get(t.field)
	if t.op == "" {
		return empty(v) == t.not
	}
	order := 0
	if n, ok := number(v); ok {
		want, ok := new(big.Rat).SetString(t.want)
		if !ok {
			return t.op == "!="
		}
		order = n.Cmp(want)
	} else {
		order = strings.Compare(s.show(v, "", ""), t.want)
	}
	switch t.op {
	case "=":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case ">":
		return order > 0
	case "<=":
		return order <= 0
	}
	return order >= 0
}

// render writes the parts of a text.
func (s *scope) render(t text) string {
	var b strings.Builder
	for _, p := range t.in(s.lang) {
		if p.field == nil {
			b.WriteString(p.plain)
			continue
		}
		if s.label != nil {
			b.WriteString("[" + s.label(p.field.String()) + "]")
			continue
		}
		b.WriteString(s.show(s.get(p.field), p.format, p.arg))
	}
	return clean(b.String())
}

// values tells whether any field of the text has a value, and whether it has fields at all.
func (s *scope) values(t text) (has, any bool) {
	for _, p := range t.in(s.lang) {
		if p.field == nil {
			continue
		}
		any = true
		if s.label != nil {
			return true, true
		}
		if s.show(s.get(p.field), p.format, p.arg) != "" {
			return true, true
		}
	}
	return false, any
}

// clean turns tabs into spaces and drops characters that have no place on paper.
func clean(s string) string {
	if !strings.ContainsFunc(s, unprintable) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\u2028' || r == '\u2029' || r == '\v':
			return ' '
		case unprintable(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

func unprintable(r rune) bool {
	return r < 0x20 && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0xfffd || r == 0xfeff || r == '\u2028' || r == '\u2029'
}

// show writes a value in a format.
func (s *scope) show(v any, format, arg string) string {
	if f := formats[format]; f != nil {
		if out, ok := f(s, v, arg); ok {
			return out
		}
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case paper.Words:
		return s.choose(v)
	case bool:
		if v {
			return "✓"
		}
		return ""
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case money.Amount:
		return v.Plain()
	case money.Price:
		return v.Text(s.show(s.data["currency"], "", ""))
	case calendar.Date:
		return s.date(v, "")
	case time.Time:
		return v.Format("2006-01-02 15:04")
	case fmt.Stringer:
		return v.String()
	case []byte, paper.Data, map[string]any:
		return ""
	}
	parts := []string{}
	for _, x := range list(v) {
		parts = append(parts, s.show(x, "", ""))
	}
	return strings.Join(parts, "\n")
}

func (s *scope) choose(w paper.Words) string {
	switch {
	case s.lang == "en" && w.EN != "" || w.ZH == "":
		return w.EN
	case s.lang == "both" && w.EN != "" && w.EN != w.ZH:
		return w.ZH + " " + w.EN
	}
	return w.ZH
}

// date writes a day: 2026-03-18 and, long, 2026 年 3 月 18 日; in English 18 Mar 2026 and
// 18 March 2026.
func (s *scope) date(d calendar.Date, style string) string {
	if d.IsZero() {
		return ""
	}
	t := d.Time()
	if s.lang == "en" {
		switch style {
		case "long":
			return t.Format("2 January 2006")
		case "month":
			return t.Format("January 2006")
		}
		return t.Format("2 Jan 2006")
	}
	switch style {
	case "long":
		return t.Format("2006 年 1 月 2 日")
	case "month":
		return t.Format("2006 年 1 月")
	}
	return d.String()
}
