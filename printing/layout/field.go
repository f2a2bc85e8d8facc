package layout

import (
	"slices"
	"strings"
)

// path is a dotted name of a value: customer.name.
type path []string

func (p path) String() string { return strings.Join(p, ".") }

// part is a piece of a text: as it stands, or the value of a field in a format.
type part struct {
	plain  string
	field  path
	format string
	arg    string
	line   int
}

// text is a text in both languages with its fields found.
type text struct {
	zh, en, both []part
	set          bool
}

// in gives the parts for a language.
func (t text) in(lang string) []part {
	switch {
	case lang == "en":
		return t.en
	case lang == "both":
		return t.both
	}
	return t.zh
}

// hasField tells whether the text holds a field of the document; on pre-printed forms only
// those print, and they carry the names of parts and the numbers of pages already.
func (t text) hasField() bool {
	for _, list := range [][]part{t.zh, t.en} {
		for _, p := range list {
			if p.field != nil && !slices.Contains([]string{"part", "part_no", "page", "pages", "lang"}, p.field[0]) {
				return true
			}
		}
	}
	return false
}

// parseText finds the fields {{path|format:argument}} in a text. what is the key of a
// problem, "" when there is none.
func parseText(s string) (parts []part, what string) {
	for s != "" {
		before, rest, found := strings.Cut(s, "{{")
		if before != "" {
			if strings.Contains(before, "}}") {
				return nil, "field"
			}
			parts = append(parts, part{plain: before})
		}
		if !found {
			return parts, ""
		}
		inner, after, closed := strings.Cut(rest, "}}")
		if !closed || strings.Contains(inner, "{{") {
			return nil, "field"
		}
		p, what := parseField(inner)
		if what != "" {
			return nil, what
		}
		parts = append(parts, p)
		s = after
	}
	return parts, ""
}

func parseField(s string) (part, string) {
	name, format, _ := strings.Cut(s, "|")
	p, ok := parsePath(name)
	if !ok {
		return part{}, "field"
	}
	f := part{field: p}
	f.format, f.arg, _ = strings.Cut(strings.TrimSpace(format), ":")
	if _, known := formats[f.format]; !known {
		return part{}, "format"
	}
	return f, ""
}

// parsePath reads a dotted name of letters, digits, _ and -.
func parsePath(s string) (path, bool) {
	p := path(strings.Split(strings.TrimSpace(s), "."))
	if len(p) > 6 {
		return nil, false
	}
	for _, seg := range p {
		if seg == "" || len(seg) > 64 {
			return nil, false
		}
		for _, r := range seg {
			if r != '_' && r != '-' && !(r >= 'a' && r <= 'z') && !(r >= 'A' && r <= 'Z') && !(r >= '0' && r <= '9') && r < 0x80 {
				return nil, false
			}
		}
	}
	return p, true
}

// cond is a condition: one of the lists, in which all tests hold. The zero value always holds.
type cond struct{ any [][]test }

// test compares a value with a text or number; op "" asks whether there is a value.
type test struct {
	field path
	op    string
	want  string
	not   bool
}

// parseCond reads conditions like
//
//	options.stamp and print.count > 1 or !remark
//	line.kind = section
//	state != "in review"
func parseCond(s string) (c cond, ok bool) {
	words, ok := condWords(s)
	if !ok || len(words) == 0 {
		return cond{}, false
	}
	var all []test
	for len(words) > 0 {
		var t test
		if t, words, ok = parseTest(words); !ok {
			return cond{}, false
		}
		all = append(all, t)
		if len(words) == 0 {
			break
		}
		switch words[0] {
		case "and":
		case "or":
			c.any = append(c.any, all)
			all = nil
		default:
			return cond{}, false
		}
		if words = words[1:]; len(words) == 0 {
			return cond{}, false
		}
	}
	c.any = append(c.any, all)
	return c, true
}

func parseTest(words []string) (t test, rest []string, ok bool) {
	name, not := strings.CutPrefix(words[0], "!")
	if t.field, ok = parsePath(name); !ok {
		return t, nil, false
	}
	t.not = not
	words = words[1:]
	if len(words) > 0 && strings.Trim(words[0], "=!<>") == "" && words[0] != "" {
		if not || len(words) < 2 || !strings.Contains(" = != < > <= >= ", " "+words[0]+" ") {
			return t, nil, false
		}
		t.op, t.want = words[0], strings.Trim(words[1], `"`)
		words = words[2:]
	}
	return t, words, true
}

// condWords splits at spaces; a quoted text stays one word with its quotes.
func condWords(s string) (words []string, ok bool) {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] == '"' {
			end := strings.IndexByte(s[1:], '"')
			if end < 0 {
				return nil, false
			}
			words, s = append(words, s[:end+2]), s[end+2:]
			continue
		}
		end := strings.IndexByte(s, ' ')
		if end < 0 {
			end = len(s)
		}
		words, s = append(words, s[:end]), s[end:]
	}
	return words, len(words) <= 64
}
