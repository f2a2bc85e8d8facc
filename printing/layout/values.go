package layout

import (
	"math/big"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/paper"
)

// Values reads the fields of a document for templates that are no layouts: workbooks. The
// fields and formats are those of layout templates.
type Values struct{ s scope }

// NewValues reads the data of a document.
func NewValues(data paper.Data, lang string, words money.Style) *Values {
	return &Values{scope{data: plainCurrency(data), lang: lang, words: words}}
}

// Of is the same with a row of a list as line.
func (v *Values) Of(line any) *Values {
	c := *v
	c.s.line = asData(line)
	return &c
}

// List gives the rows of a list by its name.
func (v *Values) List(name string) []any {
	p, ok := parsePath(name)
	if !ok {
		return nil
	}
	return list(v.s.get(p))
}

// Text writes a text with its fields.
func (v *Values) Text(s string) string {
	parts, what := parseText(s)
	if what != "" {
		return s
	}
	return v.s.render(text{parts, parts, parts, true})
}

// Alone gives the value of a text that is one field without a format and nothing else: an
// amount or number as an exact decimal, a day as a time, else the text. ok is false when the
// text is more than a field.
func (v *Values) Alone(s string) (value any, ok bool) {
	parts, what := parseText(strings.TrimSpace(s))
	if what != "" || len(parts) != 1 || parts[0].field == nil || parts[0].format != "" {
		return nil, false
	}
	x := v.s.get(parts[0].field)
	switch x := x.(type) {
	case calendar.Date:
		if x.IsZero() {
			return "", true
		}
		return x.Time(), true
	case time.Time:
		return x, true
	case []byte:
		return x, true
	}
	if n, isNumber := number(x); isNumber {
		return n, true
	}
	return v.s.show(x, "", ""), true
}

// Decimal writes an exact number with as many decimals as it has.
func Decimal(n *big.Rat) string {
	s := n.FloatString(6)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// CheckText tells what is wrong with the fields of a text in a document of a kind; list names
// the list whose row the text stands in. place goes into the error: Sheet1!B7.
func CheckText(kind paper.Kind, s, list, place string) error {
	parts, what := parseText(s)
	if what != "" {
		return app.E(app.Invalid, "paper.sheet."+what, "place", place, "text", s)
	}
	c := fieldCheck{l: &loader{}, data: paper.Example(kind)}
	if list != "" {
		p, ok := parsePath(list)
		if !ok || !c.known(p) {
			return app.E(app.Invalid, "paper.sheet.no_field", "place", place, "text", list)
		}
		if rows := (&Values{scope{data: c.data}}).List(list); len(rows) > 0 {
			c.line = rows[0]
		}
	}
	for _, p := range parts {
		if p.field != nil && !c.known(p.field) {
			return app.E(app.Invalid, "paper.sheet.no_field", "place", place, "text", p.field.String())
		}
	}
	return nil
}
