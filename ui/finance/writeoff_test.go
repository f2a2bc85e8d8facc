package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
)

// A rest is written off from the list of receivables, and the limits of roles are set, by
// keyboard. FIN-03
func TestWriteOffByKeyboard(t *testing.T) {
	o := newOffice(t)
	c := o.client("苏州恒拓精密制造有限公司")
	r := o.Finance.Receivables.Desc.New()
	r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "R1", c, calendar.Must("2026-01-10"), calendar.Must("2026-02-10"), 900_00
	o.ok(o.Finance.Receivables.Create(o.ctx, r))
	p, s := o.open()
	p.(window).Show(finance.Receivables, r.ID, false)
	o.settle(s)
	s.FocusID("list", false)
	s.Press("W")
	o.settle(s)
	o.typed("amount_minor", "40")
	o.typed("reason", "尾差不收")
	o.pressed("Ctrl+Enter", s)
	row, err := o.Ground.Look(o.ctx, finance.Receivables, r.ID, "open_minor")
	o.ok(err)
	if row["open_minor"].Int() != 860_00 {
		t.Errorf("%d are open\n%s", row["open_minor"].Int(), s.Dump())
	}
	o.run(p, s, "writeoff.limits")
	o.typed(identity.RoleFinance, "5000")
	o.pressed("Ctrl+Enter", s)
	if l, err := o.Finance.WriteOffLimits(o.ctx); err != nil || l[identity.RoleFinance] != 5000_00 {
		t.Errorf("%v %v", l, err)
	}
}
