package customer_test

import (
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/record"
)

// CUS-25, CUS-29, CUS-30: ticking pool customers and asking for a claim shows what would
// happen; nothing happens before the button, which names the number; Esc leaves.
func TestPoolMoveIsPreviewedInTheWindow(t *testing.T) {
	o := smallOffice(t)
	for _, name := range []string{"宁波海曙恒业纸品有限公司", "无锡正泽彩印有限公司", "常州金坛瑞丰食品厂"} {
		c := o.Customers.Customers.Desc.New()
		c.Name, c.OwnerID = name, record.Nobody
		ok(t, o.Customers.Customers.Create(o.Boss, c))
	}
	owned := func() int64 {
		n, err := o.Customers.Customers.Count(o.Boss, listing.Is("owner_id", listing.Eq, "me"))
		ok(t, err)
		return n
	}
	p := o.page()
	s := surface(p)
	s.SetSize(1372, 803)
	s.Click("tab.pool")
	o.Host.Settle()
	s.FocusID("list", false)
	s.Press("Space")
	s.Press("Down")
	s.Press("Space")
	o.Host.Settle()
	if !s.Click("batch.claim") {
		t.Fatal("no button to claim")
	}
	o.Host.Settle()
	dump := s.Dump()
	if !strings.Contains(dump, o.Host.T("cust.move.title.claim", "n", 2)) || !strings.Contains(dump, o.Host.T("cust.move.claim", "n", 2)) {
		t.Errorf("the preview does not speak of two customers:\n%s", dump)
	}
	if owned() != 0 {
		t.Error("a preview claimed")
	}
	s.Press("Esc")
	o.Host.Settle()
	if strings.Contains(s.Dump(), o.Host.T("cust.move.title.claim", "n", 2)) {
		t.Error("Esc did not leave the preview")
	}
	s.Click("batch.claim")
	o.Host.Settle()
	s.Click("move.do")
	o.Host.Settle()
	if n := owned(); n != 2 {
		t.Errorf("%d customers were claimed", n)
	}
	for _, e := range o.Host.Errors {
		t.Error(o.Host.ErrorText(e))
	}
}

// CUS-45: the list of potential customers makes them formal by the keyboard.
func TestPotentialCustomersBecomeFormalInTheWindow(t *testing.T) {
	o := smallOffice(t)
	c := o.Customers.Customers.Desc.New()
	c.Name, c.Life, c.Mobile = "苏州工业园区博锐自动化有限公司", customer.Potential, "19900000001"
	ok(t, o.Customers.Customers.Create(o.Boss, c))
	p := o.page()
	s := surface(p)
	s.SetSize(1372, 803)
	s.Click("tab.potential")
	o.Host.Settle()
	s.FocusID("list", false)
	s.Press("Ctrl+Shift+F")
	o.Host.Settle()
	now, err := o.Customers.Customers.Get(o.Boss, c.ID)
	ok(t, err)
	if now.Life != customer.Formal {
		t.Errorf("still %s: %v", now.Life, o.Host.Errors)
	}
}
