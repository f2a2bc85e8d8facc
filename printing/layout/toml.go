package layout

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxTemplate bounds a template file in bytes.
const maxTemplate = 4 << 20

// node is one value of a template file with the line it stands in.
type node struct {
	line  int
	kind  byte // 's' text, 'n' number, 'b' yes or no, 'l' list, 't' table
	text  string
	num   float64
	yes   bool
	list  []*node
	keys  []string // of a table, in order
	table map[string]*node
	// How a table came about decides who may add to it.
	inline, defined, dotted bool
	many                    bool // a list made by [[…]]
}

func newTable(line int) *node {
	return &node{line: line, kind: 't', table: map[string]*node{}}
}

func (n *node) set(key string, v *node) {
	n.keys = append(n.keys, key)
	n.table[key] = v
}

// reader reads the part of TOML that templates use: tables, lists of tables, dotted keys,
// texts in all four quotings, whole and decimal numbers, true and false, lists, inline tables.
// No dates, no other bases, no infinities. What it accepts is TOML 1.0 with the same meaning;
// unlike the libraries it keeps the line of every value, for the messages of the designer.
type reader struct {
	in    string
	at    int
	line  int
	depth int
}

// syntaxError is a place that cannot be read.
type syntaxError struct {
	line int
	what string // key below paper.template.
}

func (e *syntaxError) Error() string { return "line " + strconv.Itoa(e.line) + ": " + e.what }

func (r *reader) fail(what string) { panic(&syntaxError{r.line, what}) }

// readTOML reads a file into its tree.
func readTOML(data []byte) (root *node, err error) {
	r := &reader{in: string(data), line: 1}
	defer func() {
		if x := recover(); x != nil {
			e, ok := x.(*syntaxError)
			if !ok {
				panic(x)
			}
			root, err = nil, e
		}
	}()
	if len(data) > maxTemplate {
		r.fail("too_big")
	}
	if !utf8.ValidString(r.in) {
		r.fail("not_utf8")
	}
	r.in = strings.ReplaceAll(r.in, "\r\n", "\n")
	root = newTable(1)
	cur := root
	for {
		r.blank(true)
		switch r.peek() {
		case 0:
			if r.at < len(r.in) {
				r.fail("character")
			}
			return root, nil
		case '[':
			cur = r.header(root)
		default:
			r.pair(cur)
		}
		r.endOfLine()
	}
}

func (r *reader) peek() byte {
	if r.at < len(r.in) {
		return r.in[r.at]
	}
	return 0
}

func (r *reader) has(s string) bool { return strings.HasPrefix(r.in[r.at:], s) }

// blank skips spaces and comments, and line ends when asked.
func (r *reader) blank(lines bool) {
	for r.at < len(r.in) {
		switch c := r.in[r.at]; {
		case c == ' ' || c == '\t':
			r.at++
		case c == '\n' && lines:
			r.line++
			r.at++
		case c == '#':
			for r.at < len(r.in) && r.in[r.at] != '\n' {
				if c := r.in[r.at]; c < 0x20 && c != '\t' || c == 0x7f {
					r.fail("character")
				}
				r.at++
			}
		default:
			return
		}
	}
}

func (r *reader) endOfLine() {
	r.blank(false)
	if c := r.peek(); c != '\n' && r.at < len(r.in) {
		r.fail("end_of_line")
	}
}

// header reads [a.b] or [[a.b]] and gives the table that the following lines fill.
func (r *reader) header(root *node) *node {
	many := r.has("[[")
	r.at++
	if many {
		r.at++
	}
	path := r.path()
	for i := 0; i < 1 || many && i < 2; i++ {
		if r.peek() != ']' {
			r.fail("bracket")
		}
		r.at++
	}
	cur := root
	for _, key := range path[:len(path)-1] {
		next := cur.table[key]
		if next == nil {
			next = newTable(r.line)
			cur.set(key, next)
		}
		if next.many {
			next = next.list[len(next.list)-1]
		}
		if next.kind != 't' || next.inline {
			r.fail("twice")
		}
		cur = next
	}
	return r.open(cur, path[len(path)-1], many)
}

// open makes the table of a header, or takes one that exists only as a way to others.
func (r *reader) open(parent *node, key string, many bool) *node {
	n := parent.table[key]
	switch {
	case many && n == nil:
		n = &node{line: r.line, kind: 'l', many: true}
		parent.set(key, n)
		fallthrough
	case many && n.many:
		t := newTable(r.line)
		t.defined = true
		n.list = append(n.list, t)
		return t
	case n == nil:
		n = newTable(r.line)
		parent.set(key, n)
	case n.kind != 't' || n.inline || n.defined || n.dotted || many:
		r.fail("twice")
	}
	n.defined = true
	return n
}

// pair reads key = value into t; a dotted key makes tables on the way.
func (r *reader) pair(t *node) {
	path := r.path()
	if r.peek() != '=' {
		r.fail("equals")
	}
	r.at++
	r.blank(false)
	line := r.line
	for _, key := range path[:len(path)-1] {
		next := t.table[key]
		if next == nil {
			next = newTable(line)
			next.dotted = true
			t.set(key, next)
		}
		if !next.dotted || next.inline {
			r.fail("twice")
		}
		t = next
	}
	key := path[len(path)-1]
	if t.table[key] != nil {
		r.fail("twice")
	}
	v := r.value()
	v.line = line
	t.set(key, v)
}

// path reads a dotted key.
func (r *reader) path() []string {
	var path []string
	for {
		r.blank(false)
		path = append(path, r.key())
		r.blank(false)
		if r.peek() != '.' {
			return path
		}
		if r.at++; len(path) > 8 {
			r.fail("deep")
		}
	}
}

func (r *reader) key() string {
	switch r.peek() {
	case '"':
		return r.basic()
	case '\'':
		return r.literal()
	}
	start := r.at
	for c := r.peek(); c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'; c = r.peek() {
		r.at++
	}
	if r.at == start {
		r.fail("key")
	}
	return r.in[start:r.at]
}

func (r *reader) value() *node {
	if r.depth++; r.depth > 16 {
		r.fail("deep")
	}
	defer func() { r.depth-- }()
	n := &node{line: r.line}
	switch c := r.peek(); {
	case r.has(`"""`):
		n.kind, n.text = 's', r.long(`"""`, true)
	case r.has("'''"):
		n.kind, n.text = 's', r.long("'''", false)
	case c == '"':
		n.kind, n.text = 's', r.basic()
	case c == '\'':
		n.kind, n.text = 's', r.literal()
	case c == '[':
		n.kind = 'l'
		r.items(n)
	case c == '{':
		n.kind, n.table, n.inline = 't', map[string]*node{}, true
		r.inlineTable(n)
	case r.word("true"):
		n.kind, n.yes = 'b', true
	case r.word("false"):
		n.kind = 'b'
	default:
		n.kind, n.num = 'n', r.number()
	}
	return n
}

func (r *reader) word(w string) bool {
	if !r.has(w) {
		return false
	}
	if end := r.at + len(w); end < len(r.in) && !strings.ContainsRune(" \t\n,]}#", rune(r.in[end])) {
		return false
	}
	r.at += len(w)
	return true
}

// number reads what people write for millimetres: 12, -3.5, +0.2, 1_000.
func (r *reader) number() float64 {
	start := r.at
	for r.at < len(r.in) && strings.IndexByte("+-.0123456789_", r.in[r.at]) >= 0 {
		r.at++
	}
	s := r.in[start:r.at]
	digits := strings.TrimLeft(s, "+-")
	whole, frac, dot := strings.Cut(digits, ".")
	if len(s)-len(digits) > 1 || !plainDigits(whole) || dot && !plainDigits(frac) || len(s) > 18 || len(whole) > 1 && whole[0] == '0' {
		r.fail("value")
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil {
		r.fail("value")
	}
	return v
}

func plainDigits(s string) bool {
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") {
		return false
	}
	return strings.Trim(s, "0123456789_") == ""
}

func (r *reader) items(n *node) {
	r.at++
	for {
		r.blank(true)
		if r.peek() == ']' {
			r.at++
			return
		}
		n.list = append(n.list, r.value())
		r.blank(true)
		switch r.peek() {
		case ',':
			r.at++
		case ']':
		default:
			r.fail("bracket")
		}
	}
}

func (r *reader) inlineTable(n *node) {
	r.at++
	for first := true; ; first = false {
		r.blank(false)
		if first && r.peek() == '}' {
			r.at++
			return
		}
		r.pair(n)
		r.blank(false)
		switch r.peek() {
		case ',':
			r.at++
		case '}':
			r.at++
			sealInline(n)
			return
		default:
			r.fail("brace")
		}
	}
}

// sealInline closes the tables that dotted keys made inside an inline table.
func sealInline(n *node) {
	for _, k := range n.table {
		if k.kind == 't' && !k.inline {
			k.inline = true
			sealInline(k)
		}
	}
}
