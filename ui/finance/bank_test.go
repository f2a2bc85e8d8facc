package finance_test

import (
	"bytes"
	"context"
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/finance/bankfile"
	"kontor/app/importing"
	"kontor/app/importing/csvfile"
	"kontor/app/money"
	"kontor/ui/uitest"
)

// A statement is imported and matched by keyboard alone: what is sure at once, a fee by its
// number, one line left out, a match undone. FIN-05
func TestMatchingByKeyboard(t *testing.T) {
	o := newOffice(t)
	c := o.Customers.Customers.Desc.New()
	c.Name = "苏州恒拓精密制造有限公司"
	o.ok(o.Customers.Customers.Create(o.ctx, c))
	for i, amount := range []money.Minor{3_000_00, 5_600_00} {
		r := o.Finance.Receivables.Desc.New()
		r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "2601073"+string(rune('3'+i)), c.ID, calendar.Must("2026-02-03"), calendar.Must("2026-03-03"), amount
		o.ok(o.Finance.Receivables.Create(o.ctx, r))
	}
	text := "交易日期,收入,支出,余额,对方户名,摘要,流水号\n2026-03-12,,120.00,\"99,880.00\",,账户管理费,B1\n2026-03-16,\"3,000.00\",,\"102,880.00\",苏州恒拓精密制造有限公司,货款,B2\n2026-03-17,86.00,,\"102,966.00\",群收款,,B3\n"
	o.deps.Statement = func(context.Context, string) (finance.StatementFile, error) {
		src, err := csvfile.Open("三月.csv", bytes.NewReader([]byte(text)), int64(len(text)), nil)
		if err != nil {
			return finance.StatementFile{}, err
		}
		st, err := bankfile.Read(src, importing.Layout{}, o.host.Today())
		return finance.StatementFile{Name: "三月.csv", Read: st}, err
	}
	o.host.Pick = "三月.csv"
	p, s := o.open()
	p.(window).ShowTitled(o.host.T("bank.title"))
	o.settle(s)
	if !s.Shows(o.host.T("bank.none")) {
		t.Errorf("without a statement:\n%s", s.Dump())
	}
	o.run(p, s, "bank.import")
	o.pressed("Ctrl+Enter", s)
	if !s.Shows("+3,000.00") || !s.Shows("102,966.00") || !s.Shows("2,966.00") {
		t.Fatalf("the lines and their totals:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "bank", 1372, 800)
	uitest.Picture(t, o.host, p, "bank-narrow", 1016, 580)
	s.FocusID("sum0", false) // the difference says what it is made of, to the cent
	s.Press("Enter")
	o.settle(s)
	if d := o.host.Dialog.Surface(); !d.Shows(o.host.T("bank.part_open")) || !d.Shows("102,966.00") || !d.Shows("100,000.00") || !d.Shows(o.host.T("bank.part_n", "n", 3)) {
		t.Errorf("the difference:\n%s", d.Dump())
	}
	before := len(o.host.Opened)
	o.host.Dialog.Surface().FocusID("part.5", false)
	o.pressed("Enter", s)
	if len(o.host.Opened) != before+1 || o.host.Opened[before].Kind != finance.BankLines {
		t.Errorf("opened %v", o.host.Opened[before:])
	}
	s.FocusID("list", false)
	s.Press("Ctrl+Enter")
	o.settle(s)
	open, err := o.Finance.OpenOf(o.ctx, c.ID)
	o.ok(err)
	if len(open) != 1 || open[0].Open != 5_600_00 {
		t.Errorf("what is sure is booked: %+v", open)
	}
	s.FocusID("list", false)
	s.Press("Home")
	s.Press("S")
	o.settle(s)
	o.typed("reason", "群里退款")
	o.pressed("Ctrl+Enter", s)
	s.FocusID("list", false)
	s.Press("Home")
	s.Press("1")
	o.settle(s)
	d, err := o.Finance.BankDesk(o.ctx, 0)
	o.ok(err)
	if len(d.Open) != 0 || d.Matched != 2 || d.Skipped != 1 {
		t.Errorf("%d open, %d matched, %d left out\n%s", len(d.Open), d.Matched, d.Skipped, s.Dump())
	}
	uitest.Picture(t, o.host, p, "bank-done", 1372, 800)
	s.FocusID("list", false)
	s.Press("End")
	s.Press("U")
	o.settle(s)
	o.typed("reason", "费用记错")
	o.pressed("Ctrl+Enter", s)
	if d, err = o.Finance.BankDesk(o.ctx, 0); err != nil || len(d.Open) != 1 {
		t.Errorf("after the match is undone: %+v %v", d, err)
	}
}
