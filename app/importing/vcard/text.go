package vcard

import (
	"strings"
	"unicode/utf8"
)

// mobile tells a mobile number of this country whatever the card calls it.
func mobile(number string) bool {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, strings.TrimPrefix(number, "+86"))
	return len(digits) == 11 && digits[0] == '1'
}

// parts splits a value at its semicolons.
func parts(s string) []string {
	var out []string
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			b.WriteString(s[i : i+2])
			i++
		case s[i] == ';':
			out = append(out, plain(b.String()))
			b.Reset()
		default:
			b.WriteByte(s[i])
		}
	}
	return append(out, plain(b.String()))
}

var unescape = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\:`, ":", `\\`, `\`)

func plain(s string) string { return strings.TrimSpace(unescape.Replace(s)) }

func first(list []string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// personName puts family and given name together: without a blank between Chinese ones.
func personName(n []string) string {
	family, given := n[0], ""
	if len(n) > 1 {
		given = n[1]
	}
	if r, _ := utf8.DecodeRuneInString(family + given); r >= 0x2e80 {
		return family + given
	}
	return strings.TrimSpace(given + " " + family)
}

// address joins country, province, city, street as they are written here.
func address(a []string) string {
	at := func(i int) string {
		if i < len(a) {
			return a[i]
		}
		return ""
	}
	list := []string{at(4), at(3), at(2), at(1), at(0)}
	if r, _ := utf8.DecodeRuneInString(first(list)); r < 0x2e80 { // street first
		list, out := []string{at(0), at(1), at(2), at(3), at(4)}, []string(nil)
		for _, s := range list {
			if s != "" {
				out = append(out, s)
			}
		}
		return strings.Join(out, ", ")
	}
	return strings.Join(list, "")
}

// day reads 19800318 and 1980-03-18T00:00:00Z; a birthday without a year is none.
func day(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "T")
	if strings.HasPrefix(s, "--") {
		return ""
	}
	return s
}
