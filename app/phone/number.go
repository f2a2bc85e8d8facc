// Package phone knows telephone numbers as they are written in China and abroad:
// what a valid mobile, landline, service and foreign number looks like, its stored
// form, its extension, its mask and its key for finding duplicates.
package phone

import (
	"strings"

	"kontor/app"
)

// Kind is the sort of line a number belongs to.
type Kind int

// The kinds of number.
const (
	None     Kind = iota // empty, or kept as typed because it is not valid
	Mobile               // 11 digits with a prefix of the table
	Landline             // 7 or 8 digits, with or without an area code
	Service              // 400 and 800 numbers, 95 and 96 hotlines
	Foreign              // a leading + and a country code other than 86
)

// Number is one telephone number: what is stored, its extension, and what was typed.
type Number struct {
	Kind   Kind
	Normal string // digits; landlines with the area code's 0; foreign with +; "" when not valid
	Ext    string // extension, digits
	Typed  string // as it came in, surrounding space removed
}

// Bad tells that something was typed that is no valid number. Such values come from
// older data; they are kept and flagged, never thrown away.
func (n Number) Bad() bool { return n.Normal == "" && n.Typed != "" }

// Stored is the text of a database column: the normal form, a hyphen and the
// extension when there is one (# in foreign numbers, which are themselves written with
// hyphens); a bad number is stored as typed. Parse reads it back.
func (n Number) Stored() string {
	if n.Normal == "" {
		return n.Typed
	}
	if n.Ext == "" {
		return n.Normal
	}
	if n.Kind == Foreign {
		return n.Normal + "#" + n.Ext
	}
	return n.Normal + "-" + n.Ext
}

// String writes the number for people: 199 0000 5521, 021-5500 3126 转 808.
func (n Number) String() string {
	if n.Normal == "" {
		return n.Typed
	}
	s := n.Normal
	switch n.Kind {
	case Mobile:
		s = s[:3] + " " + s[3:7] + " " + s[7:]
	case Landline:
		area, rest := splitArea(s)
		s = rest[:len(rest)-4] + " " + rest[len(rest)-4:]
		if area != "" {
			s = area + "-" + s
		}
	case Service:
		if len(s) == 10 {
			s = s[:3] + "-" + s[3:6] + "-" + s[6:]
		}
	}
	if n.Ext != "" {
		s += " 转 " + n.Ext
	}
	return s
}

// Key is what duplicates are found by: the digits without 86 and without the
// leading 0 of an area code. Empty for a bad number and for lines that many
// companies share (400, 800, 95, 96).
func (n Number) Key() string {
	switch n.Kind {
	case Mobile, Foreign:
		return n.Normal
	case Landline:
		return strings.TrimPrefix(n.Normal, "0")
	}
	return ""
}

// Keep parses s and, when it is not valid, keeps it as a bad number.
func (t *Table) Keep(s string) Number {
	n, err := t.Parse(s)
	if err != nil {
		return Number{Typed: strings.TrimSpace(s)}
	}
	return n
}

// Mask hides the middle of a stored or typed number: three leading and four
// trailing digits stay readable, of short numbers two and two; an extension is
// hidden whole.
func Mask(s string) string {
	number, ext := s, ""
	if i := strings.IndexAny(s, "转#"); i > 0 {
		number, ext = s[:i], s[i:]
	} else if i := strings.IndexByte(s, '-'); i >= 5 && allDigits(s[:i]) && allDigits(s[i+1:]) {
		number, ext = s[:i], s[i:]
	}
	digits := countDigits(number)
	head, tail := 3, 4
	if digits < 10 {
		head, tail = 2, 2
	}
	if digits <= head+tail {
		head, tail = 0, min(2, digits/2)
	}
	return hide(number, head, digits-tail) + hide(ext, 0, len(ext))
}

// hide replaces the digits from position from up to, not including, position to.
func hide(s string, from, to int) string {
	var b strings.Builder
	seen := 0
	for _, r := range s {
		if isDigit(fold(r)) {
			if seen >= from && seen < to {
				r = '*'
			}
			seen++
		}
		b.WriteRune(r)
	}
	return b.String()
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if isDigit(fold(r)) {
			n++
		}
	}
	return n
}

func invalid(key string, pairs ...any) *app.Error {
	return app.E(app.Invalid, "phone."+key, pairs...)
}
