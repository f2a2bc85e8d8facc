package settings

import (
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/entity"
)

func testPlan() *plan {
	t := customer.Describe(customer.ShippedChecks()).Type
	p := planOf(t, entity.Layout{Entity: "customer", Groups: []entity.Group{
		{ID: "a", Places: []entity.Place{{Key: "name"}, {Key: "grade"}}}, {ID: "b", Places: []entity.Place{{Key: "mail"}}},
	}, Out: []string{"website"}})
	return &p
}

func (p *plan) first(n int) string {
	var out []string
	for _, g := range p.layout.Groups[:2] {
		for _, x := range g.Places {
			out = append(out, g.ID+"."+x.Key)
		}
	}
	return strings.Join(out[:min(n, len(out))], " ")
}

// SYS-34: fields go up and down, from group to group, and out of the form.
func TestOrderOfFields(t *testing.T) {
	p := testPlan()
	i := p.move(p.find("grade"), -1)
	if got := p.first(3); got != "a.grade a.name b.mail" || p.field(p.rows()[i]).Key != "grade" {
		t.Errorf("up: %s", got)
	}
	p.move(p.find("mail"), -1)
	if got := p.first(3); got != "a.grade a.name a.mail" {
		t.Errorf("over the heading: %s", got)
	}
	p.move(p.find("mail"), 1)
	if got := p.first(3); got != "a.grade a.name b.mail" {
		t.Errorf("and back: %s", got)
	}
	p.toggle(p.find("mail"))
	if p.layout.Out[len(p.layout.Out)-1] != "mail" {
		t.Errorf("outside: %v", p.layout.Out)
	}
	p.toggle(p.find("mail"))
	if _, in := p.layout.Placed("mail"); !in {
		t.Error("it did not come back")
	}
	if p.toggle(p.find("name")); len(p.layout.Out) != 1 {
		t.Error("a required field left the form")
	}
	p.move(0, 1) // the first group below the second
	if p.layout.Groups[1].ID != "a" {
		t.Errorf("groups: %v %v", p.layout.Groups[0].ID, p.layout.Groups[1].ID)
	}
	if p.move(-1, 1) != -1 {
		t.Error("nothing was moved, yet it moved")
	}
}
