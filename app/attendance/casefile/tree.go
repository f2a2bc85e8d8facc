// Package casefile reads and computes a self-contained attendance case: calendar,
// policy, shifts, people, roster, punches, leave, trips, corrections and overtime in
// one JSON file, without a company. A bad file is refused with the line and the field.
package casefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"kontor/app"
)

// MaxBytes bounds a case file.
const MaxBytes = 64 << 20

const maxDepth = 16

type kind string

// What a value of the file is; the words stand in messages through their own texts.
const (
	isObject kind = "object"
	isArray  kind = "array"
	isText   kind = "text"
	isNumber kind = "number"
	isBool   kind = "bool"
	isNull   kind = "null"
)

// node is a value of the file with the line it stands in.
type node struct {
	kind  kind
	line  int
	text  string // text, number or "true"/"false"
	keys  []string
	named map[string]*node
	items []*node
}

type treeReader struct {
	dec   *json.Decoder
	data  []byte
	upTo  int
	lines int
}

// parse reads the whole file into a tree.
func parse(data []byte) (*node, *app.Error) {
	if len(data) > MaxBytes {
		return nil, app.E(app.Invalid, "attendance.case.big")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := &treeReader{dec: json.NewDecoder(bytes.NewReader(data)), data: data, lines: 1}
	r.dec.UseNumber()
	root, err := r.value("", 0)
	if err == nil {
		if _, e := r.dec.Token(); !errors.Is(e, io.EOF) {
			err = r.syntax("")
		}
	}
	if err != nil {
		return nil, err
	}
	return root, nil
}

// line is the line of what was read last; lines are counted as reading goes on.
func (r *treeReader) line() int {
	at := min(int(r.dec.InputOffset()), len(r.data))
	if at > r.upTo {
		r.lines += bytes.Count(r.data[r.upTo:at], []byte{'\n'})
		r.upTo = at
	}
	return r.lines
}

func (r *treeReader) syntax(path string) *app.Error {
	if path == "" {
		path = "{}"
	}
	return app.E(app.Invalid, "attendance.case.syntax", "line", strconv.Itoa(r.line()), "field", path).At(path)
}

func (r *treeReader) value(path string, depth int) (*node, *app.Error) {
	tok, err := r.dec.Token()
	if err != nil || depth > maxDepth {
		return nil, r.syntaxAt(path, err)
	}
	n := &node{line: r.line()}
	switch v := tok.(type) {
	case string:
		n.kind, n.text = isText, v
	case json.Number:
		n.kind, n.text = isNumber, v.String()
	case bool:
		n.kind, n.text = isBool, fmt.Sprint(v)
	case nil:
		n.kind = isNull
	case json.Delim:
		if v == '{' {
			return n, r.object(n, path, depth)
		}
		return n, r.array(n, path, depth)
	}
	return n, nil
}

// syntaxAt uses the offset of the parser's own error where it has one.
func (r *treeReader) syntaxAt(path string, err error) *app.Error {
	var se *json.SyntaxError
	e := r.syntax(path)
	if errors.As(err, &se) {
		at := min(int(se.Offset), len(r.data))
		e.Args["line"] = strconv.Itoa(1 + bytes.Count(r.data[:at], []byte{'\n'}))
	} else if err != nil {
		e.Args["line"] = strconv.Itoa(1 + bytes.Count(r.data, []byte{'\n'}))
	}
	return e
}

func (r *treeReader) object(n *node, path string, depth int) *app.Error {
	n.kind, n.named = isObject, map[string]*node{}
	for r.dec.More() {
		tok, err := r.dec.Token()
		key, ok := tok.(string)
		if err != nil || !ok {
			return r.syntaxAt(path, err)
		}
		at := below(path, key)
		if _, twice := n.named[key]; twice {
			return app.E(app.Invalid, "attendance.case.twice", "line", strconv.Itoa(r.line()), "field", at).At(at)
		}
		child, e := r.value(at, depth+1)
		if e != nil {
			return e
		}
		n.keys = append(n.keys, key)
		n.named[key] = child
	}
	_, err := r.dec.Token()
	if err != nil {
		return r.syntaxAt(path, err)
	}
	return nil
}

func (r *treeReader) array(n *node, path string, depth int) *app.Error {
	n.kind = isArray
	for r.dec.More() {
		child, e := r.value(fmt.Sprintf("%s[%d]", path, len(n.items)), depth+1)
		if e != nil {
			return e
		}
		n.items = append(n.items, child)
	}
	if _, err := r.dec.Token(); err != nil {
		return r.syntaxAt(path, err)
	}
	return nil
}

func below(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
