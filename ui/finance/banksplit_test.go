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

// One transfer for two customers is split by keyboard alone: the last part takes what is
// left, what does not add up is refused in the dialog, and the match is taken back whole.
// FIN-05
func TestSplittingALineByKeyboard(t *testing.T) {
	o := newOffice(t)
	var ids []int64
	for i, name := range []string{"苏州恒拓精密制造有限公司", "苏州锦丝源纺织有限公司"} {
		c := o.Customers.Customers.Desc.New()
		c.Name = name
		o.ok(o.Customers.Customers.Create(o.ctx, c))
		ids = append(ids, c.ID)
		r := o.Finance.Receivables.Desc.New()
		r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "2601073"+string(rune('3'+i)), c.ID, calendar.Must("2026-02-03"), calendar.Must("2026-03-03"), []money.Minor{3_000_00, 5_600_00}[i]
		o.ok(o.Finance.Receivables.Create(o.ctx, r))
	}
	text := "交易日期,收入,支出,余额,对方户名,摘要,流水号\n2026-03-16,\"8,000.00\",,\"108,000.00\",苏州恒拓精密制造有限公司,合并付款,B2\n"
	src, err := csvfile.Open("三月.csv", bytes.NewReader([]byte(text)), int64(len(text)), nil)
	o.ok(err)
	st, err := bankfile.Read(src, importing.Layout{}, o.host.Today())
	o.ok(err)
	_, err = o.Finance.ImportStatement(o.ctx, o.bank, finance.StatementFile{Name: "三月.csv", Read: st})
	o.ok(err)
	o.deps.Statement = func(context.Context, string) (finance.StatementFile, error) { return finance.StatementFile{}, nil }
	p, s := o.open()
	p.(window).ShowTitled(o.host.T("bank.title"))
	o.settle(s)
	s.FocusID("list", false)
	s.Press("Home")
	s.Press("D")
	o.settle(s)
	d := o.host.Dialog.Surface()
	if !d.Shows("26010733") || !d.Shows("3,000.00") || !d.Shows("5,000.00") {
		t.Fatalf("the proposal is the first part, the rest the second:\n%s", d.Dump())
	}
	o.pressed("Ctrl+Enter", s)
	if !d.Shows(o.host.T("bank.split_nobody", "n", 2)) {
		t.Errorf("a part without a customer:\n%s", d.Dump())
	}
	d.FocusID("party2", true)
	d.TypeText("锦丝源")
	o.host.Settle()
	d.Press("Enter")
	o.settle(s)
	if !d.Shows("26010734") {
		t.Errorf("what the second customer owes:\n%s", d.Dump())
	}
	o.typed("amount2", "4999")
	o.pressed("Ctrl+Enter", s)
	if !d.Shows("7,999.00") {
		t.Errorf("parts that do not add up:\n%s", d.Dump())
	}
	o.typed("amount2", "5000")
	o.pressed("Ctrl+Enter", s)
	for i, id := range ids {
		open, err := o.Finance.OpenOf(o.ctx, id)
		o.ok(err)
		if n := len(open); n != i || i == 1 && open[0].Open != 600_00 {
			t.Errorf("after the split: %+v", open)
		}
	}
	s.FocusID("list", false)
	s.Press("End")
	o.settle(s)
	if !s.Shows("3,000.00") || !s.Shows("苏州锦丝源纺织有限公司") {
		t.Errorf("the parts of a matched line:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "bank-split-done", 1372, 800)
	s.Press("U")
	o.settle(s)
	o.typed("reason", "分错了")
	o.pressed("Ctrl+Enter", s)
	for i, id := range ids {
		open, err := o.Finance.OpenOf(o.ctx, id)
		o.ok(err)
		if len(open) != 1 || open[0].Open != []money.Minor{3_000_00, 5_600_00}[i] {
			t.Errorf("taken back: %+v", open)
		}
	}
}
