package identity

import "sort"

// Unit is one department in the organisation tree. IDs are record ids; parent 0 is a top.
type Unit struct {
	ID, Parent int64
	Head       int64 // person who leads it, 0 = none: the next head above counts
	Number     string
	Name       string
	Pos        int64 // order among brothers
}

// Tree is the organisation: departments of any depth, their heads and their people.
// A person may belong to several departments; the first one is the main one.
type Tree struct {
	units   map[int64]Unit
	kids    map[int64][]int64
	members map[int64][]int64 // person → departments, main first
}

// NewTree arranges the departments. A parent that is missing, or that would close a
// circle, makes the department a top, so that nothing ever disappears from view.
func NewTree(units []Unit, members map[int64][]int64) *Tree {
	t := &Tree{units: map[int64]Unit{}, kids: map[int64][]int64{}, members: members}
	for _, u := range units {
		t.units[u.ID] = u
	}
	for _, u := range units {
		if _, ok := t.units[u.Parent]; u.Parent != 0 && (!ok || t.circle(u.ID)) {
			u.Parent = 0
			t.units[u.ID] = u
		}
	}
	for _, u := range t.units {
		t.kids[u.Parent] = append(t.kids[u.Parent], u.ID)
	}
	for _, k := range t.kids {
		sort.Slice(k, func(i, j int) bool {
			a, b := t.units[k[i]], t.units[k[j]]
			if a.Pos != b.Pos {
				return a.Pos < b.Pos
			}
			return a.ID < b.ID
		})
	}
	return t
}

func (t *Tree) circle(id int64) bool {
	at := id
	for range t.units {
		at = t.units[at].Parent
		if at == 0 {
			return false
		}
		if at == id {
			return true
		}
	}
	return true
}

// Unit gives a department.
func (t *Tree) Unit(id int64) (Unit, bool) { u, ok := t.units[id]; return u, ok }

// Kids are the departments directly under id (0: the tops), in their order.
func (t *Tree) Kids(id int64) []int64 { return t.kids[id] }

// Below is id and everything under it, top down.
func (t *Tree) Below(id int64) []int64 {
	if _, ok := t.units[id]; !ok {
		return nil
	}
	out := []int64{id}
	for i := 0; i < len(out); i++ {
		out = append(out, t.kids[out[i]]...)
	}
	return out
}

// Path is the way from the top down to id.
func (t *Tree) Path(id int64) []Unit {
	var out []Unit
	for u, ok := t.units[id]; ok; u, ok = t.units[u.Parent] {
		out = append([]Unit{u}, out...)
	}
	return out
}

// CanMove tells whether a department may be hung under parent: not under itself or
// anything below it.
func (t *Tree) CanMove(id, parent int64) bool {
	for _, b := range t.Below(id) {
		if b == parent {
			return false
		}
	}
	return true
}

// Members are the people of a department itself, in order of their id.
func (t *Tree) Members(unit int64) []int64 {
	var out []int64
	for p, own := range t.members {
		for _, u := range own {
			if u == unit {
				out = append(out, p)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// UnitsOf are the departments of a person, the main one first.
func (t *Tree) UnitsOf(person int64) []int64 { return t.members[person] }

// Reach are the departments whose records a person sees with the scope "department
// tree": the own ones, all below them, and all below those the person leads.
func (t *Tree) Reach(person int64) []int64 {
	var starts []int64
	starts = append(starts, t.members[person]...)
	for id, u := range t.units {
		if u.Head == person && person != 0 {
			starts = append(starts, id)
		}
	}
	seen := map[int64]bool{}
	var out []int64
	for _, s := range starts {
		for _, id := range t.Below(s) {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// Managers is the chain of people above a person in the main department: its head, the
// head of the next higher one, and so on. Nobody is their own manager, nobody appears
// twice, and departments without a head are passed over.
func (t *Tree) Managers(person int64) []int64 {
	own := t.members[person]
	if len(own) == 0 {
		return nil
	}
	seen := map[int64]bool{person: true, 0: true}
	var out []int64
	for u, ok := t.units[own[0]]; ok; u, ok = t.units[u.Parent] {
		if !seen[u.Head] {
			seen[u.Head] = true
			out = append(out, u.Head)
		}
	}
	return out
}
