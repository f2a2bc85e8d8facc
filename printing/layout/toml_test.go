package layout

import (
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// plain turns a tree into what the well-known library gives.
func plain(n *node) any {
	switch n.kind {
	case 's':
		return n.text
	case 'n':
		return n.num
	case 'b':
		return n.yes
	case 'l':
		list := []any{}
		for _, x := range n.list {
			list = append(list, plain(x))
		}
		return list
	}
	m := map[string]any{}
	for k, v := range n.table {
		m[k] = plain(v)
	}
	return m
}

func even(v any) any {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case []map[string]any:
		list := []any{}
		for _, x := range v {
			list = append(list, even(x))
		}
		return list
	case []any:
		list := []any{}
		for _, x := range v {
			list = append(list, even(x))
		}
		return list
	case map[string]any:
		for k, x := range v {
			v[k] = even(x)
		}
		return v
	}
	return v
}

const tomlSample = `# a comment
kind = "quote" # another
title = { zh = "报价单", en = 'Quote' }
margin = [15, 15.5,
  18, # bottom
  -2,
]
long = """
one \
   two
"three" \u00e9"""
raw = '''a\b'''
wide.angle = true
[[band]]
role = "head"
item = [ { text = "x", x = +1 }, { text = "y", at.x = 2, at.y = 3 } ]
[band.deep]
n = 1_000
[[band]]
role = "foot"
[a.b]
c = false
[a]
d = ""
`

func TestTOMLAgreesWithTheLibrary(t *testing.T) {
	compareTOML(t, tomlSample)
	root, _ := readTOML([]byte(tomlSample))
	if n := root.table["band"].list[0].table["item"]; n.line != 16 || n.list[1].table["text"].text != "y" {
		t.Errorf("line %d", n.line)
	}
}

func compareTOML(t *testing.T, s string) {
	t.Helper()
	root, err := readTOML([]byte(s))
	if err != nil {
		return
	}
	var want map[string]any
	if _, err := toml.Decode(s, &want); err != nil {
		t.Fatalf("we read %q, the library says %v", s, err)
	}
	if got := plain(root); !reflect.DeepEqual(got, even(want)) {
		t.Fatalf("%q\n%#v\n%#v", s, got, even(want))
	}
}

func TestTOMLSaysWhereItFails(t *testing.T) {
	for _, c := range []struct {
		in   string
		line int
		what string
	}{
		{"a = 1\nb 2", 2, "equals"},
		{"a = \"x", 1, "quote"},
		{"a = 1\na = 2", 2, "twice"},
		{"[a]\n[a]", 2, "twice"},
		{"a = 1 2", 1, "end_of_line"},
		{"a = 01", 1, "value"},
		{"a = 2026-01-01", 1, "value"},
		{"\n\n= 1", 3, "key"},
		{"a = [1, 2", 1, "bracket"},
		{"a = {b = 1\n}", 1, "brace"},
		{"a = \"\\x\"", 1, "escape"},
		{"a = \xff", 1, "not_utf8"},
		{"a = \x00", 1, "value"},
		{"a = " + strings.Repeat("[", 40), 1, "deep"},
		{strings.Repeat("#", maxTemplate+1), 1, "too_big"},
		{"[[a]]\n[a]", 2, "twice"},
		{"a.b = 1\n[a]", 2, "twice"},
	} {
		_, err := readTOML([]byte(c.in))
		e, ok := err.(*syntaxError)
		if !ok || e.line != c.line || e.what != c.what {
			t.Errorf("%.40q: %v, want line %d: %s", c.in, err, c.line, c.what)
		}
	}
}

func FuzzTOML(f *testing.F) {
	f.Add(tomlSample)
	for _, s := range []string{"a.b.c = 1\n[a.b.d]\n", "[[a]]\n[[a.b]]\n[a.b.c]\nx=1", "a = {b.c = 1, b.d = [[], {}]}", "'' = '''\n\n'''", "a = \"\"\"\\\n \n x\"\"\"\"\"", "[a]\nb.c=1\n[a.b.d]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { compareTOML(t, s) })
}
