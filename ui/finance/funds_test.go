package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/ui/uitest"
)

// Income is booked, money is counted, and the reports of the month add up and open the
// lines that make a figure. FIN-06, FIN-15
func TestFundsByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "funds.xlsx"
	cash := o.account("库存现金", "cash", 3_730_00)
	p, s := o.open()
	p.(window).Show(finance.Journal, 0, false)
	o.settle(s)
	o.run(p, s, "entry.book")
	o.typed("amount", "500")
	o.typed("summary", "办公用品")
	o.pressed("Ctrl+Enter", s)
	o.ok(o.Finance.Transfer(o.ctx, finance.Transfer{From: cash, To: o.bank, On: calendar.Must("2026-03-18"), Amount: 230_00, Summary: "存入"}))
	o.run(p, s, "entry.count")
	o.typed("counted_minor", "99,700")
	o.typed("reason", "少 30 元")
	o.pressed("Ctrl+Enter", s)
	p.(window).ShowTitled(o.host.T("finance.funds"))
	o.settle(s)
	if !s.Shows("3,500.00") || !s.Shows("99,700.00") {
		t.Errorf("the funds report:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "funds", 1372, 800)
	o.run(p, s, "export")
	if len(o.book) != 3 {
		t.Errorf("%d rows are written", len(o.book))
	}
	p.(window).ShowTitled(o.host.T("finance.flows"))
	o.settle(s)
	if !s.Shows("500.00") || !s.Shows("30.00") || s.Shows("230.00") {
		t.Errorf("income and expenditure:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "flows", 1100, 680)
	s.FocusID("finance.flows", false)
	s.Press("Enter")
	o.settle(s)
	if !s.Shows("办公用品") {
		t.Errorf("the figure does not open its lines:\n%s", s.Dump())
	}
}
