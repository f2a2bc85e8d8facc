package goal

import (
	"slices"

	"kontor/app/identity"
	"kontor/app/sales"
)

// figures collects what is known of each node while a board is made.
type figures struct {
	tree    *identity.Tree
	people  People
	cells   map[Node]*[12]Cell
	answers map[Node]int64
}

func (f *figures) months(n Node) *[12]Cell {
	c := f.cells[n]
	if c == nil {
		c = &[12]Cell{}
		f.cells[n] = c
	}
	return c
}

var company = Node{Level: sales.TargetCompany}

func personNode(id int64) Node { return Node{Level: sales.TargetPerson, ID: id} }
func unitNode(id int64) Node   { return Node{Level: sales.TargetDepartment, ID: id} }

// person changes a month (1 to 12) of a person and of the company; 0: nobody's.
func (f *figures) person(id int64, month int, fn func(c *Cell)) {
	fn(&f.months(company)[month-1])
	if id != 0 {
		fn(&f.months(personNode(id))[month-1])
	}
}

// unit changes a month of a department and of all above it.
func (f *figures) unit(id int64, month int, fn func(c *Cell)) {
	for _, u := range f.tree.Path(id) {
		fn(&f.months(unitNode(u.ID))[month-1])
	}
}

// targets takes what is stored: amounts stand where they were set, proposals of people
// add up to the company.
func (f *figures) targets(list []*sales.Target) {
	for _, t := range list {
		_, m, _ := t.Month.Parts()
		n := nodeOf(t)
		f.months(n)[m-1].Target += t.AmountMinor
		if t.Responsible != 0 {
			f.answers[n] = t.Responsible
		}
		if t.Level == sales.TargetPerson && t.Proposed != 0 {
			add := func(c *Cell) { c.Proposed += t.Proposed }
			f.person(t.PersonID, int(m), add)
			f.unit(f.people.Unit(t.PersonID), int(m), add)
		}
	}
}

// nodeOf is whose a stored target is.
func nodeOf(t *sales.Target) Node {
	switch t.Level {
	case sales.TargetPerson:
		return personNode(t.PersonID)
	case sales.TargetDepartment:
		return unitNode(t.Department)
	}
	return company
}

// rows lays the tree out: departments with their people below them, top down.
func (f *figures) rows() []Row {
	in := map[int64][]int64{} // department → people
	for id := range f.shown() {
		in[f.home(id)] = append(in[f.home(id)], id)
	}
	tops := f.tree.Kids(0)
	root := int64(-1)
	if len(tops) == 1 && idle(f.cells[unitNode(tops[0])]) {
		// The only top department is the company itself.
		root = tops[0]
		tops = f.tree.Kids(root)
	}
	var below []Row
	for _, u := range tops {
		below = append(below, f.department(u, 1, in)...)
	}
	below = append(below, f.persons(in[root], 1)...)
	below = append(below, f.persons(in[0], 1)...)
	top := f.row(company, "", 0)
	count(&top, below, 1)
	return append([]Row{top}, below...)
}

// idle tells that nobody set a target in any month.
func idle(c *[12]Cell) bool {
	return c == nil || !slices.ContainsFunc(c[:], func(x Cell) bool { return x.Target != 0 })
}

// shown are the people with a row: who sells, and whoever has figures.
func (f *figures) shown() map[int64]bool {
	out := map[int64]bool{}
	for _, role := range identity.SellerRoles {
		for _, id := range f.people.WithRole(role) {
			out[id] = true
		}
	}
	for n := range f.cells {
		if n.Level == sales.TargetPerson && n.ID != 0 {
			out[n.ID] = true
		}
	}
	return out
}

// home is the department that a person stands in; 0: none that exists.
func (f *figures) home(person int64) int64 {
	id := f.people.Unit(person)
	if _, ok := f.tree.Unit(id); !ok {
		return 0
	}
	return id
}

func (f *figures) department(id int64, depth int, in map[int64][]int64) []Row {
	var below []Row
	for _, k := range f.tree.Kids(id) {
		below = append(below, f.department(k, depth+1, in)...)
	}
	below = append(below, f.persons(in[id], depth+1)...)
	if len(below) == 0 && f.cells[unitNode(id)] == nil {
		return nil
	}
	u, _ := f.tree.Unit(id)
	r := f.row(unitNode(id), u.Name, depth)
	if r.Responsible == 0 {
		r.Responsible, r.Answers = u.Head, f.people.Name(u.Head)
	}
	count(&r, below, depth+1)
	return append([]Row{r}, below...)
}

func count(r *Row, below []Row, depth int) {
	for _, b := range below {
		if b.Depth == depth {
			r.Kids++
		}
		if b.Level == sales.TargetPerson {
			r.Heads++
		}
	}
}

func (f *figures) persons(ids []int64, depth int) []Row {
	slices.Sort(ids)
	var out []Row
	for _, id := range ids {
		r := f.row(personNode(id), f.people.Name(id), depth)
		r.Unit, r.Heads = f.home(id), 1
		if r.Responsible == 0 {
			r.Responsible, r.Answers = id, r.Name
		}
		out = append(out, r)
	}
	return out
}

func (f *figures) row(n Node, name string, depth int) Row {
	r := Row{Node: n, Name: name, Depth: depth}
	if c := f.cells[n]; c != nil {
		r.Months = *c
	}
	if p := f.answers[n]; p != 0 {
		r.Responsible, r.Answers = p, f.people.Name(p)
	}
	return r
}
