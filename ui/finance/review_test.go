package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/effort"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/ui/uitest"
)

// client makes a customer.
func (o *office) client(name string) int64 {
	o.t.Helper()
	c := o.Customers.Customers.Desc.New()
	c.Name, c.Kind = name, customer.Company
	o.ok(o.Customers.Customers.Create(o.ctx, c))
	return c.ID
}

// received books money of a customer.
func (o *office) received(customer int64, on string, amount money.Minor) {
	o.t.Helper()
	m := o.Finance.Money.Desc.New()
	m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn = customer, o.bank, amount, calendar.Must(on)
	o.ok(o.Finance.Receive(o.ctx, m, nil))
}

// A day of performance entries is compared with the books, what agrees is approved with one
// key, a difference is explained down to its records, and the list is exported. FIN-07
func TestReviewByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "review.xlsx"
	a, b := o.client("苏州恒拓精密制造有限公司"), o.client("杭州舜泽食品有限公司")
	for id, amount := range map[int64]money.Minor{a: 500_00, b: 800_00} {
		e := o.Effort.Performances.Desc.New()
		e.On, e.What, e.Kind, e.CustomerID, e.Amount = o.host.Today(), "首付款", "collection", id, amount
		o.ok(o.Effort.Performances.Create(o.ctx, e))
	}
	o.received(a, o.host.Today().String(), 500_00)
	o.received(b, o.host.Today().String(), 780_00)
	p, s := o.open()
	p.(window).ShowTitled(o.host.T("review.title"))
	o.settle(s)
	if !s.Shows("20.00") || !s.Shows(o.host.T("review.unequal")) || !s.Shows(o.host.T("review.equal")) {
		t.Errorf("the list:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "review", 1016, 580)
	s.FocusID("review.title", false)
	s.Press("A")
	o.settle(s)
	if n, err := o.Effort.Performances.Count(o.ctx, listing.Is("review", listing.Eq, string(effort.ReviewApproved))); err != nil || n != 1 {
		t.Errorf("%d approved, %v", n, err)
	}
	if !s.Shows(o.host.T("performance.review.approved")) {
		t.Errorf("after the approval:\n%s", s.Dump())
	}
	s.Press("Enter")
	o.settle(s)
	d := o.host.Dialog.Surface()
	if !d.Shows("首付款") || !d.Shows("780.00") {
		t.Errorf("the explanation:\n%s", d.Dump())
	}
	d.Press("Tab")
	d.Press("Enter")
	o.settle(s)
	if len(o.host.Opened) == 0 || o.host.Opened[len(o.host.Opened)-1].Kind != effort.Performances {
		t.Errorf("opened %v", o.host.Opened)
	}
	o.run(p, s, "export")
	if len(o.book) != 2 || o.book[0][4].Int() != 20_00 {
		t.Errorf("written: %v", o.book)
	}
}
