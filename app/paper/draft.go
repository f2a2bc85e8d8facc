package paper

import (
	"maps"
	"slices"
)

// Table is an ordered set of named values of a template file: string, float64, bool, []any
// and *Table. The designer changes templates through it, so that nothing of a file that it
// does not show gets lost.
type Table struct {
	keys []string
	vals map[string]any
}

// NewTable is an empty table.
func NewTable() *Table { return &Table{vals: map[string]any{}} }

// Keys are the names in the order of the file.
func (t *Table) Keys() []string { return slices.Clone(t.keys) }

// Get is a value as it stands in the file; nil when there is none.
func (t *Table) Get(key string) any { return t.vals[key] }

// Set puts a value at its old place, or at the end. An empty text, false, nil and a table
// without values take the key away.
func (t *Table) Set(key string, v any) *Table {
	switch x := v.(type) {
	case string:
		if x == "" {
			v = nil
		}
	case bool:
		if !x {
			v = nil
		}
	case int:
		v = float64(x)
	case *Table:
		if x == nil || len(x.keys) == 0 {
			v = nil
		}
	}
	if v == nil {
		delete(t.vals, key)
		t.keys = slices.DeleteFunc(t.keys, func(k string) bool { return k == key })
		return t
	}
	if _, old := t.vals[key]; !old {
		t.keys = append(t.keys, key)
	}
	t.vals[key] = v
	return t
}

// Str is a text, "" when there is none.
func (t *Table) Str(key string) string { s, _ := t.vals[key].(string); return s }

// Yes is a switch.
func (t *Table) Yes(key string) bool { b, _ := t.vals[key].(bool); return b }

// Num is a number, or the fallback.
func (t *Table) Num(key string, fallback float64) float64 {
	if n, ok := t.vals[key].(float64); ok {
		return n
	}
	return fallback
}

// Nums is a list of numbers.
func (t *Table) Nums(key string) []float64 {
	list, _ := t.vals[key].([]any)
	var out []float64
	for _, x := range list {
		n, _ := x.(float64)
		out = append(out, n)
	}
	return out
}

// Sub is a table inside, nil when there is none.
func (t *Table) Sub(key string) *Table { s, _ := t.vals[key].(*Table); return s }

// Tables are the tables of a list.
func (t *Table) Tables(key string) []*Table {
	list, _ := t.vals[key].([]any)
	var out []*Table
	for _, x := range list {
		if s, ok := x.(*Table); ok {
			out = append(out, s)
		}
	}
	return out
}

// SetTables replaces the tables of a list.
func (t *Table) SetTables(key string, list []*Table) {
	if len(list) == 0 {
		t.Set(key, nil)
		return
	}
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = x
	}
	t.Set(key, out)
}

// Words is a text in both languages; a text of one language stands for both.
func (t *Table) Words(key string) Words {
	switch v := t.vals[key].(type) {
	case string:
		return Words{v, v}
	case *Table:
		return Words{v.Str("zh"), v.Str("en")}
	}
	return Words{}
}

// SetWords puts a text in both languages; one that is the same in both is written once. How
// both stand side by side is worked out anew unless the file says it.
func (t *Table) SetWords(key string, w Words) {
	if w.EN == "" {
		w.EN = w.ZH
	}
	if w.ZH == "" {
		w.ZH = w.EN
	}
	if w.ZH == w.EN {
		t.Set(key, w.ZH)
		return
	}
	x := NewTable().Set("zh", w.ZH).Set("en", w.EN)
	if old := t.Sub(key); old != nil && old.Str("zh") == w.ZH {
		x.Set("both", old.Str("both"))
	}
	t.Set(key, x)
}

// Clone is a deep copy.
func (t *Table) Clone() *Table {
	out := &Table{keys: slices.Clone(t.keys), vals: maps.Clone(t.vals)}
	for k, v := range out.vals {
		out.vals[k] = cloneValue(v)
	}
	return out
}

func cloneValue(v any) any {
	switch x := v.(type) {
	case *Table:
		return x.Clone()
	case []any:
		list := make([]any, len(x))
		for i, e := range x {
			list[i] = cloneValue(e)
		}
		return list
	}
	return v
}

// Spot is where an element of a template came to stand; the designer draws its frames by it.
// Item is -1 for the band itself; Column is the position of a column of a table, -1 for none.
type Spot struct {
	Page         int // 1 …
	Band, Item   int
	Column       int
	X, Y, W, H   float64 // mm
	Hidden       bool    // its condition does not hold, or it has no value
	DesignHeight float64 // mm as the template says, before the text grew
}

func (Spot) item() {}

// Fault is something wrong in a template, with its place: the line of the file, and the
// element when it lies in one (else -1).
type Fault struct {
	Line               int
	Key                string // the text "error.paper.template.<key>"
	Args               map[string]any
	Band, Item, Column int
}

// Workshop is what designing templates asks of printing.
type Workshop interface {
	// Source is the text of a template, and whether it is one of those that ship.
	Source(name string) (text []byte, shipped bool, err error)
	// Open reads a template for changing it; Invalid paper.template.* with the line when it
	// cannot be read at all.
	Open(text []byte) (*Table, error)
	// Compose writes a template as a file.
	Compose(t *Table) []byte
	// Faults tells what is wrong, in the order of the file.
	Faults(t *Table) []Fault
}

// Shelf holds the templates of a company.
type Shelf interface {
	Names() []string
	// Template is the text of one; ok is false when the company has none of that name.
	Template(name string) (text []byte, ok bool)
	// Sheets lists the workbooks that serve as templates of a kind, Sheet is one of them.
	Sheets(kind Kind) []Template
	Sheet(name string) (book []byte, ok bool)
}
