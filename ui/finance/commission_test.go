package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/commission"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/ui/uitest"
)

// A rule gets its steps in a grid, a month is worked out, looked through down to its entries,
// approved and exported, by keyboard alone. SAL-41
func TestCommissionByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "commission.xlsx"
	c := o.client("苏州恒拓精密制造有限公司")
	r := o.Finance.Receivables.Desc.New()
	r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "R1", c, calendar.Must("2026-01-10"), calendar.Must("2026-02-10"), 900_00
	o.ok(o.Finance.Receivables.Create(o.ctx, r))
	m := o.Finance.Money.Desc.New()
	m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn = c, o.bank, 900_00, o.host.Today()
	o.ok(o.Finance.Receive(o.ctx, m, []finance.Share{{ID: r.ID, Amount: 900_00}}))
	rule := o.Commissions.Rules.Desc.New()
	rule.Name, rule.From = "回款提成", calendar.Must("2026-01-01")
	o.ok(o.Commissions.Rules.Create(o.ctx, rule))
	p, s := o.open()
	p.(window).Show(commission.Rules, rule.ID, false)
	o.settle(s)
	if !s.Shows(o.host.T("commission.no_steps")) {
		t.Errorf("the rule:\n%s", s.Dump())
	}
	s.FocusID("list", false)
	s.Press("L")
	o.settle(s)
	box := o.host.Dialog.Surface()
	box.FocusID("grid", false)
	for _, k := range []string{"0", "Tab", "5%", "Tab"} {
		if k == "Tab" {
			box.Press("Tab")
			continue
		}
		box.TypeText(k)
	}
	o.host.Settle()
	o.pressed("Ctrl+Enter", s)
	rule, err := o.Commissions.Rules.Get(o.ctx, rule.ID)
	o.ok(err)
	if len(rule.Steps) != 1 || rule.Steps[0].Rate != 50_000 {
		t.Fatalf("%+v\n%s", rule.Steps, box.Dump())
	}
	uitest.Picture(t, o.host, p, "commission_rules", 1016, 580)
	p.(window).ShowTitled(o.host.T("commission.sums"))
	o.settle(s)
	if !s.Shows(o.host.T("commission.empty")) {
		t.Errorf("nothing yet:\n%s", s.Dump())
	}
	o.run(p, s, "commission.calculate")
	if !s.Shows("45.00") || !s.Shows(o.host.T("commission.state.draft")) {
		t.Errorf("worked out:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "commission", 1016, 580)
	o.run(p, s, "commission.approve")
	if n, err := o.Commissions.Entries.Count(o.ctx, listing.Is("state", listing.Eq, string(commission.Approved))); err != nil || n != 1 {
		t.Errorf("%d approved, %v", n, err)
	}
	o.run(p, s, "export")
	if len(o.book) != 2 || o.book[0][4].Int() != 45_00 {
		t.Errorf("written: %v", o.book)
	}
	s.FocusID("commission.sums", false)
	s.Press("Enter")
	o.settle(s)
	if !s.Shows("R1") {
		t.Errorf("the entries:\n%s", s.Dump())
	}
	o.run(p, s, "export")
}
