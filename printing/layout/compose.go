package layout

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/paper"
)

// Open reads a template file for changing it. The error is Invalid paper.template.<what>
// with the line.
func Open(name string, data []byte) (*paper.Table, error) {
	root, err := readTOML(data)
	var bad *syntaxError
	if errors.As(err, &bad) {
		return nil, app.E(app.Invalid, "paper.template."+bad.what, "template", name, "line", bad.line)
	}
	return opened(root).(*paper.Table), nil
}

// opened is a node as plain values.
func opened(n *node) any {
	switch n.kind {
	case 's':
		return n.text
	case 'n':
		return n.num
	case 'b':
		return n.yes
	case 'l':
		list := make([]any, len(n.list))
		for i, x := range n.list {
			list[i] = opened(x)
		}
		return list
	}
	t := paper.NewTable()
	for _, key := range n.keys {
		t.Set(key, opened(n.table[key]))
	}
	return t
}

// Place is where a line of a composed file comes from; -1 is none.
type Place struct{ Band, Item, Column int }

// composer writes a file and remembers which element each line holds.
type composer struct {
	strings.Builder
	line   int
	places map[int]Place
	at     Place
}

func (c *composer) put(s string) {
	c.places[c.line] = c.at
	c.WriteString(s + "\n")
	c.line += 1 + strings.Count(s, "\n")
}

// Compose writes a template as a file that reads back as the same, one element in a line,
// and tells where each line comes from.
func Compose(t *paper.Table) ([]byte, map[int]Place) {
	none := Place{-1, -1, -1}
	c := &composer{line: 1, places: map[int]Place{}, at: none}
	for _, key := range t.Keys() {
		if key != "band" && t.Sub(key) == nil || isWords(t.Sub(key)) {
			c.put(bare(key) + " = " + value(t.Get(key)))
		}
	}
	for _, key := range t.Keys() {
		if sub := t.Sub(key); sub != nil && !isWords(sub) {
			c.put("\n[" + bare(key) + "]")
			for _, k := range sub.Keys() {
				c.put(bare(k) + " = " + value(sub.Get(k)))
			}
		}
	}
	for i, b := range t.Tables("band") {
		c.at = Place{i, -1, -1}
		c.put("\n[[band]]")
		c.members(b, "item", func(n int) Place { return Place{i, n, -1} })
		if tab := b.Sub("table"); tab != nil {
			c.at = Place{i, -1, -1}
			c.put("[band.table]")
			c.members(tab, "column", func(n int) Place { return Place{i, -1, n} })
		}
	}
	return []byte(c.String()), c.places
}

// members writes the values of a band or table; lists of tables stand one element in a line.
func (c *composer) members(t *paper.Table, marked string, place func(n int) Place) {
	home := c.at
	for _, key := range t.Keys() {
		if key == "table" && t.Sub(key) != nil {
			continue
		}
		list := t.Tables(key)
		if len(list) == 0 {
			c.put(bare(key) + " = " + value(t.Get(key)))
			continue
		}
		c.put(bare(key) + " = [")
		for n, x := range list {
			if key == marked {
				c.at = place(n)
			}
			c.put("  " + value(x) + ",")
			c.at = home
		}
		c.put("]")
	}
}

// isWords tells whether a table is a text in both languages, which stands in one line.
func isWords(t *paper.Table) bool {
	return t != nil && !slices.ContainsFunc(t.Keys(), func(k string) bool { return k != "zh" && k != "en" && k != "both" })
}

func bare(key string) string {
	if key != "" && strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" {
		return key
	}
	return quoted(key)
}

func value(v any) string {
	switch v := v.(type) {
	case string:
		return quoted(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = value(x)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *paper.Table:
		parts := []string{}
		for _, key := range v.Keys() {
			parts = append(parts, bare(key)+" = "+value(v.Get(key)))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return `""`
}

// quoted writes a text with the escapes of TOML.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			b.WriteString(`\u` + strings.ToUpper(("000" + strconv.FormatInt(int64(r), 16))[len(strconv.FormatInt(int64(r), 16))-1:]))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Faults lists what is wrong with a template that is being changed.
func Faults(t *paper.Table) []paper.Fault {
	text, places := Compose(t)
	var out []paper.Fault
	for _, p := range Read("", text).Problems() {
		at, ok := places[p.Line]
		if !ok {
			at = Place{-1, -1, -1}
		}
		out = append(out, paper.Fault{Line: p.Line, Key: p.What, Args: p.Args, Band: at.Band, Item: at.Item, Column: at.Column})
	}
	return out
}
