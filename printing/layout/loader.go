package layout

import (
	"slices"
	"strconv"
	"strings"

	"kontor/app/paper"
)

// loader takes values out of a template file and notes what is wrong with them.
type loader struct{ problems []Problem }

func (l *loader) bad(line int, what string, pairs ...any) {
	args := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	l.problems = append(l.problems, Problem{line, what, args})
}

// only notes keys that mean nothing here; most are typing mistakes.
func (l *loader) only(t *node, names ...string) {
	for _, key := range t.keys {
		if !slices.Contains(names, key) {
			l.bad(t.table[key].line, "unknown", "name", key)
		}
	}
}

func (l *loader) get(t *node, key string, kind byte) *node {
	n := t.table[key]
	if n != nil && n.kind != kind {
		l.bad(n.line, map[byte]string{'s': "want_text", 'n': "want_number", 'b': "want_bool", 'l': "want_list", 't': "want_table"}[kind], "name", key)
		return nil
	}
	return n
}

func (l *loader) str(t *node, key string) string {
	if n := l.get(t, key, 's'); n != nil {
		return n.text
	}
	return ""
}

// num is a number within bounds; the fallback when the key is missing or wrong.
func (l *loader) num(t *node, key string, fallback, low, high float64) float64 {
	n := l.get(t, key, 'n')
	if n == nil {
		return fallback
	}
	if n.num < low || n.num > high {
		l.bad(n.line, "range", "name", key, "low", low, "high", high)
		return fallback
	}
	return n.num
}

// mm is a position or size on paper.
func (l *loader) mm(t *node, key string, fallback float64) float64 {
	return l.num(t, key, fallback, 0, 2000)
}

func (l *loader) yes(t *node, key string) bool {
	n := l.get(t, key, 'b')
	return n != nil && n.yes
}

func (l *loader) choice(t *node, key, fallback string, options ...string) string {
	n := l.get(t, key, 's')
	if n == nil {
		return fallback
	}
	if !slices.Contains(options, n.text) {
		l.bad(n.line, "choice", "name", key, "options", strings.Join(options, ", "))
		return fallback
	}
	return n.text
}

func (l *loader) tables(t *node, key string) []*node {
	n := l.get(t, key, 'l')
	if n == nil {
		return nil
	}
	for _, x := range n.list {
		if x.kind != 't' {
			l.bad(x.line, "want_table", "name", key)
			return nil
		}
	}
	return n.list
}

// text reads a text, or a table with the text in both languages.
func (l *loader) text(t *node, key string) text {
	n := t.table[key]
	if n == nil {
		return text{}
	}
	return l.textOf(n, key)
}

func (l *loader) textOf(n *node, key string) text {
	switch n.kind {
	case 's':
		p := l.parts(n.text, n.line)
		return text{p, p, p, true}
	case 't':
		l.only(n, "zh", "en", "both")
		zh, en := l.str(n, "zh"), l.str(n, "en")
		if zh == "" || en == "" {
			l.bad(n.line, "both_languages", "name", key)
		}
		both := l.str(n, "both")
		if both == "" {
			both = joinLanguages(zh, en)
		}
		return text{l.parts(zh, n.line), l.parts(en, n.line), l.parts(both, n.line), true}
	}
	l.bad(n.line, "want_text", "name", key)
	return text{}
}

// joinLanguages puts both languages side by side: 客户： and "Customer: " give 客户 Customer：.
// A text that is not a label stands in two lines; one that holds fields stands in Chinese.
func joinLanguages(zh, en string) string {
	if strings.Contains(zh, "{{") {
		return zh
	}
	label, colon := strings.CutSuffix(zh, "：")
	if colon {
		return label + " " + strings.TrimRight(en, ": ") + "："
	}
	if strings.Contains(zh, "\n") || len([]rune(zh)) > 12 {
		return zh + "\n" + en
	}
	return zh + " " + en
}

func (l *loader) parts(s string, line int) []part {
	if len(s) > 8000 {
		l.bad(line, "too_long")
		return nil
	}
	parts, what := parseText(s)
	if what != "" {
		l.bad(line, what, "text", s)
	}
	for i := range parts {
		parts[i].line = line
	}
	return parts
}

func (l *loader) cond(t *node, key string) cond {
	n := l.get(t, key, 's')
	if n == nil {
		return cond{}
	}
	c, ok := parseCond(n.text)
	if !ok {
		l.bad(n.line, "condition", "text", n.text)
		return cond{}
	}
	return c
}

func (l *loader) path(t *node, key string) path {
	n := l.get(t, key, 's')
	if n == nil {
		return nil
	}
	p, ok := parsePath(n.text)
	if !ok {
		l.bad(n.line, "field", "text", n.text)
	}
	return p
}

// color reads #RRGGBB.
func (l *loader) color(t *node, key string) (paper.Color, bool) {
	n := l.get(t, key, 's')
	if n == nil {
		return paper.Color{}, false
	}
	v, err := strconv.ParseUint(strings.TrimPrefix(n.text, "#"), 16, 32)
	if err != nil || len(n.text) != 7 {
		l.bad(n.line, "color", "text", n.text)
		return paper.Color{}, false
	}
	return paper.Color{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)}, true
}

func (l *loader) fill(t *node, key string) *paper.Color {
	if c, ok := l.color(t, key); ok {
		return &c
	}
	return nil
}
