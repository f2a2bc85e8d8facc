package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
)

// A rest is written off from the list of receivables by keyboard; the limits of roles are in the
// settings. FIN-03
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
	if n := len(o.host.Opened); n == 0 || o.host.Opened[n-1].Kind != "company" || o.host.Opened[n-1].Args["tab"] != "finance" {
		t.Errorf("the limits are in the settings: %v", o.host.Opened)
	}
}
