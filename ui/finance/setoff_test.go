package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/sales"
)

// The credit of a return is set off against what is open of its order from the list of
// receivables, and taken back, by keyboard. SAL-32
func TestSetOffByKeyboard(t *testing.T) {
	o := newOffice(t)
	c := o.client("苏州恒拓精密制造有限公司")
	order, err := o.Sales.NewOrder(o.ctx, c)
	o.ok(err)
	order.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "封箱机", Quantity: money.Scale, Price: 900 * money.Scale, Tax: "13"}}}
	o.ok(o.Sales.Orders.Create(o.ctx, order))
	owed := func(number string, amount money.Minor) int64 {
		r := o.Finance.Receivables.Desc.New()
		r.Number, r.CustomerID, r.OrderID, r.DocOn, r.DueOn, r.Amount = number, c, order.ID, calendar.Must("2026-01-10"), calendar.Must("2026-02-10"), amount
		o.ok(o.Finance.Receivables.Create(o.ctx, r))
		return r.ID
	}
	debt, credit := owed("R1", 900_00), owed("TH1", -100_00)
	open := func(id int64) int64 {
		row, err := o.Ground.Look(o.ctx, finance.Receivables, id, "open_minor")
		o.ok(err)
		return row["open_minor"].Int()
	}
	p, s := o.open()
	p.(window).Show(finance.Receivables, credit, false)
	o.settle(s)
	s.FocusID("list", false)
	s.Press("O")
	o.settle(s)
	box := o.host.Dialog.Surface()
	if !box.Shows(o.host.T("finance.why_order")) && !box.Shows(o.host.T("finance.why_exact")) || !box.Shows("100.00") {
		t.Fatalf("the proposal with its reason: %q", box.Texts())
	}
	o.pressed("Ctrl+Enter", s)
	if open(debt) != 800_00 || open(credit) != 0 {
		t.Fatalf("%d %d are open", open(debt), open(credit))
	}
	p.(window).Show(finance.Receivables, credit, false)
	o.settle(s)
	o.run(p, s, "receivable.set_off_back")
	o.typed("reason", "客户先付款")
	o.pressed("Ctrl+Enter", s)
	if open(debt) != 900_00 || open(credit) != -100_00 {
		t.Errorf("taken back, %d %d are open", open(debt), open(credit))
	}
}
