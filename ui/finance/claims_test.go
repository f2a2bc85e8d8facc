package finance_test

import (
	"testing"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/ui/uitest"
)

// A claim is begun, filled line by line, submitted and paid by keyboard alone.
func TestExpenseClaimByKeyboard(t *testing.T) { // FIN-13
	o := newOffice(t)
	p, s := o.open()
	p.(window).Show(finance.Expenses, 0, true)
	o.settle(s)
	s.FocusID("form.subject", true)
	s.TypeText("天津现场安装")
	s.Press("Ctrl+Enter")
	o.settle(s)
	list, err := o.Finance.Expenses.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].Subject != "天津现场安装" {
		t.Fatalf("%+v\n%s", list, s.Dump())
	}
	for _, amount := range []string{"1178", "3*200"} {
		o.run(p, s, "claim.add_line")
		o.typed("form.amount_minor", amount)
		o.typed("form.text", "高铁与住宿")
		o.pressed("Ctrl+Enter", s)
	}
	if !s.Shows("1,178.00") || !s.Shows("600.00") {
		t.Errorf("the lines are not shown:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "claim", 1372, 800)
	s.Press("Ctrl+Shift+Enter")
	o.settle(s)
	o.run(p, s, "claim.pay_claim")
	o.pressed("Ctrl+Enter", s)
	got, err := o.Finance.Expenses.Get(o.ctx, list[0].ID)
	o.ok(err)
	if got.State != finance.Paid || got.AccountID != o.bank {
		t.Errorf("%+v", got)
	}
	p.(window).Show(finance.Advances, 0, true)
	o.settle(s)
	uitest.Picture(t, o.host, p, "advance", 1100, 680)
}
