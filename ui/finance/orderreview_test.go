package finance_test

import (
	"testing"

	"kontor/app/identity"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/uitest"
)

// An order that somebody submitted is looked at and approved, another one rejected with a
// reason, by keyboard alone. FIN-08
func TestOrderReviewByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "orders.xlsx"
	seller := o.Members.People.Desc.New()
	seller.Name, seller.Login, seller.Roles, seller.State = "周明", "zhou", []string{identity.RoleSales}, member.Active
	o.ok(o.Members.People.Create(o.ctx, seller))
	a, err := o.Members.Actor(o.ctx, seller.ID)
	o.ok(err)
	zhou := identity.With(o.ctx, a)
	c := o.Customers.Customers.Desc.New()
	c.Name, c.OwnerID = "苏州恒拓精密制造有限公司", seller.ID
	o.ok(o.Customers.Customers.Create(o.ctx, c))
	submit := func(price int64) *sales.Order {
		d, err := o.Sales.NewOrder(zhou, c.ID)
		o.ok(err)
		d.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "打包带", Unit: "卷", Quantity: money.Scale, Price: money.Price(price) * money.Scale, Tax: "13"}}}
		o.ok(o.Sales.Orders.Create(zhou, d))
		d, err = o.Sales.Submit(zhou, d.ID)
		o.ok(err)
		return d
	}
	first, second := submit(500), submit(600)
	p, s := o.open()
	p.(window).ShowTitled(o.host.T("order_review.title"))
	o.settle(s)
	if !s.Shows(first.Number) || !s.Shows("600.00") || !s.Shows(o.host.T("order_review.hint.missing")) {
		t.Errorf("the queue:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "order_review", 1016, 580)
	o.run(p, s, "export")
	if len(o.book) != 2 || o.book[1][3].Int() != 600_00 {
		t.Errorf("written: %v", o.book)
	}
	s.FocusID("order_review.title", false)
	s.Press("A")
	o.settle(s)
	s.FocusID("order_review.title", false)
	s.Press("R")
	o.settle(s)
	o.typed("reason", "价格不符")
	o.pressed("Ctrl+Enter", s)
	for id, want := range map[int64]sales.OrderState{first.ID: sales.OrderApproved, second.ID: sales.OrderDraft} {
		if d, err := o.Sales.Orders.Get(o.ctx, id); err != nil || d.State != want {
			t.Errorf("%d: %v %v", id, d.State, err)
		}
	}
	if !s.Shows(o.host.T("order_review.none")) {
		t.Errorf("the empty queue:\n%s", s.Dump())
	}
}
