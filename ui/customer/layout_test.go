package customer_test

import (
	"strconv"
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/snippet"
	window "kontor/ui/customer"
	"kontor/ui/records"
)

// CUS-03, CUS-58: the same customer shows everything to a salesperson, turnover and margin
// first to a manager, and basic data to office staff.
func TestTheSameCustomerForThreeRoles(t *testing.T) {
	o := smallOffice(t)
	c := o.add(t, "苏州恒拓精密制造有限公司")
	_, err := o.Customers.Customers.Save(o.Boss, c.ID, 0, map[string]string{"city": "苏州", "payer": "财务章"})
	ok(t, err)
	shown := func(pane customer.Pane) string {
		ok(t, o.Customers.SetPane(o.Boss, identity.RoleOwner, pane))
		p := o.page()
		s := surface(p)
		s.SetSize(1372, 803)
		o.Host.Settle()
		p.Show(customer.Customers, c.ID, map[string]string{"pane": "facts"})
		o.Host.Settle()
		o.clean(t)
		return s.Dump()
	}
	full, value, basic := shown(customer.PaneFull), shown(customer.PaneValue), shown(customer.PaneBasic)
	margin, deals := o.Host.T("cust.worth.margin"), o.Host.T("cust.open_deals")
	if strings.Contains(full, margin) || !strings.Contains(full, deals) {
		t.Errorf("everything:\n%s", full)
	}
	if !strings.Contains(value, margin) || !strings.Contains(value, o.Host.T("cust.worth.year")) {
		t.Errorf("value first:\n%s", value)
	}
	if strings.Contains(basic, margin) || strings.Contains(basic, deals) || strings.Contains(basic, o.Host.T("cust.pane.docs")) || !strings.Contains(basic, "苏州") {
		t.Errorf("basic data:\n%s", basic)
	}
}

// CUS-07: no group of a form stands without a title, and no field outside the groups.
func TestEveryGroupOfTheFormsHasATitle(t *testing.T) {
	o := smallOffice(t)
	typ := o.deps().Registry.Type(customer.Customers)
	for _, kind := range []string{"company", "person"} {
		for _, part := range records.ShapeOf(typ, map[string]string{"kind": kind}).Parts {
			if records.GroupTitle(o.Host, typ, part.Group) == "" {
				t.Errorf("%s: a group %q without a title, with %s", kind, part.ID, part.Fields[0].Field.Key)
			}
		}
	}
}

// SYS-36: a kept text is put into a follow-up with the names it knows.
func TestAKeptTextGoesIntoAFollowUp(t *testing.T) {
	o := smallOffice(t)
	c := o.add(t, "苏州恒拓精密制造有限公司")
	ok(t, o.Snippets.Snippets.Create(o.Boss, &snippet.Snippet{Name: "回访", Use: snippet.FollowUp, Text: "{{today}} 回访 {{customer}}：{{me}}"}))
	d := o.deps()
	d.Texts = o.Snippets.Offered
	p := window.New(o.Host, d)
	o.Host.Settle()
	s := surface(p)
	o.lay(p)
	p.Show(customer.Customers, c.ID, nil)
	o.Host.Settle()
	s.Click("follow")
	o.Host.Settle()
	top := o.Host.Layer.TopSurface()
	top.FocusID("text", true)
	top.Press("F3")
	o.Host.Settle()
	texts := o.Host.Layer.TopSurface()
	if texts == top || !texts.Shows("回访") {
		t.Fatalf("no kept texts:\n%s", texts.Dump())
	}
	texts.Press("Ctrl+Enter")
	o.Host.Settle()
	top.Press("Ctrl+Enter")
	o.Host.Settle()
	o.clean(t)
	acts, err := o.Customers.Activities.Find(o.Boss, customer.Timeline(strconv.FormatInt(c.ID, 10)).Filter)
	ok(t, err)
	found := false
	for _, a := range acts {
		found = found || a.Text == "2026-03-18 回访 苏州恒拓精密制造有限公司：林晓雯"
	}
	if !found {
		t.Errorf("entries %+v", acts)
	}
}
