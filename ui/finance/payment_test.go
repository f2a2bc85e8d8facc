package finance_test

import (
	"testing"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/ui/uitest"
)

// The window begins with receivables and allocation, as the board shows it; what is owed to
// others is ticked, put into an order, carried out and reversed by keyboard alone.
func TestPaymentsByKeyboard(t *testing.T) { // FIN-03, FIN-04, FIN-05, FIN-11
	o := newOffice(t)
	rent := o.plan("杭州仓前产业园", "2026-03-10", 18_600_00)
	o.plan("余杭自来水公司", "2026-04-30", 320_00)
	p, s := o.open()
	if !s.Shows(o.host.T("finance.allocate_title")) {
		t.Error("the window begins with something else")
	}
	p.(window).ShowTitled(o.host.T("finance.owing"))
	o.settle(s)
	if !s.Shows("18,920.00") || !s.Shows(o.host.T("finance.others")) || !s.Shows("YF2026030001") {
		t.Fatalf("what is owed is not shown:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "owing", 1372, 800)
	s.Press("F4") // what is due
	o.settle(s)
	s.FocusID("pays", false) // the sum says what it is made of
	s.Press("Enter")
	o.settle(s)
	if d := o.host.Dialog.Surface(); !d.Shows("YF2026030001") || !d.Shows("18,600.00") {
		t.Errorf("what is paid:\n%s", d.Dump())
	}
	o.pressed("Esc", s)
	s.Press("Ctrl+Enter")
	o.settle(s)
	list, err := o.Finance.Payments.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].State != finance.Approved || list[0].Amount != 18_600_00 || list[0].Lines[0].PayableID != rent.ID {
		t.Fatalf("%+v", list)
	}
	p.(window).Show(finance.Payments, list[0].ID, false)
	o.settle(s)
	if !s.Shows("YF2026030001") {
		t.Error("the order does not say what it pays")
	}
	uitest.Picture(t, o.host, p, "payment", 1372, 800)
	o.run(p, s, "payment.carried")
	o.typed("bank_ref", "B-0318-7")
	o.pressed("Ctrl+Enter", s)
	o.run(p, s, "payment.reverse")
	o.typed("reason", "重复付款")
	o.pressed("Ctrl+Enter", s)
	got, err := o.Finance.Payments.Get(o.ctx, list[0].ID)
	o.ok(err)
	if got.State != finance.Reversed || got.BankRef != "B-0318-7" {
		t.Errorf("%+v", got)
	}
	o.run(p, s, "payment.print")
	if n := len(o.host.Opened); n == 0 || o.host.Opened[n-1].Kind != "print" {
		t.Errorf("%+v", o.host.Opened)
	}
	p.(window).Show(finance.Payables, rent.ID, false)
	o.settle(s)
	o.run(p, s, "repeat")
	o.typed("months", "2")
	o.pressed("Ctrl+Enter", s)
	open, err := o.Finance.OpenTo(o.ctx, 0)
	o.ok(err)
	if len(open) != 4 {
		t.Errorf("%d plans", len(open))
	}
	uitest.Picture(t, o.host, p, "payables", 1100, 680)
}

// Tabs of one part stand in a row of their own, and one click goes there and back.
func TestPartsOfTheWindow(t *testing.T) {
	o := newOffice(t)
	_, s := o.open()
	if s.Shows(o.host.T("receipt.many")) {
		t.Error("the lists of a part stand in the head")
	}
	if !s.FocusID("tab.1", true) {
		t.Fatalf("no tab of money that came in:\n%s", s.Dump())
	}
	s.Press("Enter")
	o.settle(s)
	if !s.Shows(o.host.T("receipt.many")) || !s.Shows(o.host.T("money_in.many")) {
		t.Errorf("the lists of the part are not offered:\n%s", s.Dump())
	}
}
