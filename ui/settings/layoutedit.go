package settings

import (
	"slices"

	"kontor/app/entity"
)

// plan is a form while it is being shaped: rows of groups and fields that can be moved.
type plan struct {
	t      *entity.Type
	layout entity.Layout
}

// row is a line of the plan: a group, or a field in it. Group len(Groups) holds the
// fields that are not in the form.
type row struct {
	group int
	place int // -1: the heading
}

// planOf writes a form out: every field has its place.
func planOf(t *entity.Type, l entity.Layout) plan {
	p := plan{t: t, layout: l}
	p.layout.Out = slices.Clone(l.Out)
	p.layout.Groups = nil
	for _, part := range l.Parts(t, t.Blank()) {
		g := part.Group
		g.Places = nil
		for _, x := range part.Fields {
			g.Places = append(g.Places, x.Place)
		}
		p.layout.Groups = append(p.layout.Groups, g)
	}
	return p
}

// rows lists groups and fields in their order, those outside the form last.
func (p *plan) rows() []row {
	var out []row
	for g, x := range p.layout.Groups {
		out = append(out, row{g, -1})
		for i := range x.Places {
			out = append(out, row{g, i})
		}
	}
	n := len(p.layout.Groups)
	out = append(out, row{n, -1})
	for i, key := range p.layout.Out {
		if p.t.Field(key) != nil {
			out = append(out, row{n, i})
		}
	}
	return out
}

// place is the field of a row with its rules; nil for headings and fields outside.
func (p *plan) place(r row) *entity.Place {
	if r.place < 0 || r.group >= len(p.layout.Groups) || r.place >= len(p.layout.Groups[r.group].Places) {
		return nil
	}
	return &p.layout.Groups[r.group].Places[r.place]
}

// field is what stands in a row, nil in headings.
func (p *plan) field(r row) *entity.Field {
	if x := p.place(r); x != nil {
		return p.t.Field(x.Key)
	}
	if r.place >= 0 && r.group == len(p.layout.Groups) && r.place < len(p.layout.Out) {
		return p.t.Field(p.layout.Out[r.place])
	}
	return nil
}

// find is the row of a field, -1 when there is none.
func (p *plan) find(key string) int {
	return slices.IndexFunc(p.rows(), func(r row) bool { f := p.field(r); return f != nil && f.Key == key })
}

// take removes the field of a row and gives its place.
func (p *plan) take(r row) entity.Place {
	if x := p.place(r); x != nil {
		out := *x
		g := &p.layout.Groups[r.group]
		g.Places = slices.Delete(slices.Clone(g.Places), r.place, r.place+1)
		return out
	}
	key := p.layout.Out[r.place]
	p.layout.Out = slices.Delete(slices.Clone(p.layout.Out), r.place, r.place+1)
	return entity.Place{Key: key}
}

// put places a field before position i of a group; the last group is outside the form,
// where no rule holds.
func (p *plan) put(x entity.Place, group, i int) {
	if group >= len(p.layout.Groups) {
		p.layout.Out = slices.Insert(p.layout.Out, min(i, len(p.layout.Out)), x.Key)
		return
	}
	g := &p.layout.Groups[group]
	g.Places = slices.Insert(slices.Clone(g.Places), min(max(i, 0), len(g.Places)), x)
}

// move shifts the row at i by one, over headings into the next group. It gives the row
// where it is then. Fields that must be filled stay in the form.
func (p *plan) move(i, by int) int {
	rows := p.rows()
	if i < 0 || i >= len(rows) {
		return i
	}
	r := rows[i]
	if r.place < 0 {
		return p.moveGroup(r.group, by, i)
	}
	j := i + by
	if j < 1 || j >= len(rows) {
		return i
	}
	f, to := p.field(r), rows[j]
	if f.Required && to.group == len(p.layout.Groups) {
		return i
	}
	switch {
	case to.place >= 0:
		p.put(p.take(r), to.group, to.place)
	case by < 0: // over the heading of its own group, to the end of the one above
		above := r.group - 1
		n := len(p.layout.Groups[above].Places)
		p.put(p.take(r), above, n)
	default:
		p.put(p.take(r), to.group, 0)
	}
	return p.find(f.Key)
}

func (p *plan) moveGroup(g, by, i int) int {
	to := g + by
	if g >= len(p.layout.Groups) || to < 0 || to >= len(p.layout.Groups) {
		return i
	}
	list := slices.Clone(p.layout.Groups)
	list[g], list[to] = list[to], list[g]
	p.layout.Groups = list
	return slices.Index(p.rows(), row{to, -1})
}

// toggle takes a field out of the form or back into its first group.
func (p *plan) toggle(i int) int {
	rows := p.rows()
	if i < 0 || i >= len(rows) || rows[i].place < 0 {
		return i
	}
	f := p.field(rows[i])
	if f == nil || f.Required {
		return i
	}
	x := p.take(rows[i])
	if rows[i].group == len(p.layout.Groups) {
		p.put(x, max(len(p.layout.Groups)-1, 0), 1<<20)
	} else {
		p.put(x, len(p.layout.Groups), 1<<20)
	}
	return p.find(f.Key)
}

// addGroup adds an empty group at the end.
func (p *plan) addGroup(id, title, en string) {
	p.layout.Groups = append(slices.Clone(p.layout.Groups), entity.Group{ID: id, Title: title, EN: en})
}
