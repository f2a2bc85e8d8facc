// Package listing is the word for lists: a Query is what someone wishes to see, a Plan is
// what the person may see of it. Lists, search, counts, exports, totals and templates all
// go through Allow, the only maker of a Plan, so none can miss the permission check.
package listing

import (
	"kontor/app/entity"
)

// Query is a wish. It is plain data: saved views and to-do buckets keep it as JSON.
type Query struct {
	Entity  string   `json:"entity"`
	Filter  Node     `json:"filter,omitzero"`
	Text    string   `json:"text,omitempty"` // words searched in the fields marked Found
	Sort    []Sort   `json:"sort,omitempty"`
	Columns []string `json:"columns,omitempty"` // keys or paths; none: only ids
	Totals  []string `json:"totals,omitempty"`  // number fields summed in the footer
	Bin     bool     `json:"bin,omitempty"`     // the recycle bin instead of the live records
}

// Sort is one term of the order. Unknown values come last both ways.
type Sort struct {
	Key  string `json:"key"`
	Desc bool   `json:"desc,omitempty"`
}

// Op is an operator of a filter.
type Op string

// The operators. What a value may be depends on the field: text as typed, "me" for the
// acting person, relative dates (today, +7, this_month …, see Ranges).
const (
	Eq       Op = "eq"
	Ne       Op = "ne"
	Lt       Op = "lt"
	Le       Op = "le"
	Gt       Op = "gt"
	Ge       Op = "ge"
	Contains Op = "contains"
	Starts   Op = "starts"
	Empty    Op = "empty"
	Filled   Op = "filled"
	In       Op = "in"
	Between  Op = "between"
)

// Node is one condition, or a group of conditions. The zero Node always holds.
type Node struct {
	Any    bool     `json:"any,omitempty"` // group: one of Nodes suffices; else all must hold
	Not    bool     `json:"not,omitempty"` // the opposite
	Nodes  []Node   `json:"nodes,omitempty"`
	Field  string   `json:"field,omitempty"`
	Op     Op       `json:"op,omitempty"`
	Values []string `json:"values,omitempty"`
}

// IsZero tells whether the node says nothing.
func (n Node) IsZero() bool { return n.Field == "" && len(n.Nodes) == 0 }

// Is makes a condition on one field.
func Is(field string, op Op, values ...string) Node {
	return Node{Field: field, Op: op, Values: values}
}

// All makes a group in which every condition must hold; zero nodes are left out.
func All(nodes ...Node) Node { return group(false, nodes) }

// Any makes a group in which one condition suffices; zero nodes are left out.
func Any(nodes ...Node) Node { return group(true, nodes) }

func group(any bool, nodes []Node) Node {
	g := Node{Any: any}
	for _, n := range nodes {
		if !n.IsZero() {
			g.Nodes = append(g.Nodes, n)
		}
	}
	if len(g.Nodes) == 1 {
		return g.Nodes[0]
	}
	if len(g.Nodes) == 0 {
		return Node{}
	}
	return g
}

// Not makes the opposite of a node.
func Not(n Node) Node {
	if n.IsZero() {
		return n
	}
	n.Not = !n.Not
	return n
}

// Ops lists the operators that make sense for a field, the most usual first.
func Ops(f *entity.Field) []Op {
	switch f.Kind {
	case entity.KindFlag:
		return []Op{Eq}
	case entity.KindChoice, entity.KindRef:
		return []Op{In, Eq, Ne, Empty, Filled}
	case entity.KindMulti:
		return []Op{Contains, In, Empty, Filled}
	case entity.KindDate, entity.KindInstant:
		return []Op{Eq, Between, Ge, Le, Gt, Lt, Ne, Empty, Filled}
	case entity.KindInt, entity.KindMoney, entity.KindNumber:
		return []Op{Eq, Ge, Le, Between, Gt, Lt, Ne, In, Empty, Filled}
	case entity.KindFile, entity.KindLongText:
		return []Op{Contains, Empty, Filled, Starts, Eq, Ne}
	}
	return []Op{Contains, Starts, Eq, Ne, In, Empty, Filled, Lt, Le, Gt, Ge, Between}
}
