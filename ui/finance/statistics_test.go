package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/uitest"
)

// Statistics, revenue, the state of customers, profit classes and the live overview: every
// figure says by keyboard how it is made and opens the rows that make it.
// FIN-09, FIN-16, FIN-17, FIN-19, BI-15
func TestStatisticsByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "figures.xlsx"
	c := o.client("苏州恒拓精密制造有限公司")
	r := o.Finance.Receivables.Desc.New()
	r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "R1", c, calendar.Must("2026-01-10"), calendar.Must("2026-02-10"), 900_00
	o.ok(o.Finance.Receivables.Create(o.ctx, r))
	o.received(c, "2026-02-12", 300_00)
	d, err := o.Sales.NewOrder(o.ctx, c)
	o.ok(err)
	d.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "打包带", Unit: "卷", Quantity: money.Scale, Price: 113 * money.Scale, Cost: 150 * money.Scale, Tax: "13"}}}
	o.ok(o.Sales.Orders.Create(o.ctx, d))
	_, err = o.Sales.Submit(o.ctx, d.ID)
	o.ok(err)
	abroad := o.Sales.Contracts.Desc.New()
	abroad.RateE8 = 7_12000000
	abroad.Name, abroad.CustomerID, abroad.Amount, abroad.Currency, abroad.SignedOn, abroad.StartsOn, abroad.EndsOn = "Export", c, 4_800_00, "USD", calendar.Must("2026-01-06"), calendar.Must("2026-01-06"), calendar.Must("2026-12-31")
	o.ok(o.Sales.Contracts.Create(o.ctx, abroad))
	_, err = o.Sales.SubmitContract(o.ctx, abroad.ID)
	o.ok(err)
	p, s := o.open()
	show := func(title, picture string) {
		t.Helper()
		o.host.Dialog = nil
		p.(window).ShowTitled(o.host.T(title))
		o.settle(s)
		uitest.Picture(t, o.host, p, picture, 1016, 580)
	}
	// explained opens the explanation of the first row and, in it, the n-th line.
	explained := func(table string, row, n int, kind string) {
		t.Helper()
		s.FocusID(table, false)
		for range row {
			s.Press("Down")
		}
		s.Press("Enter")
		o.settle(s)
		if o.host.Dialog == nil {
			t.Fatalf("%s explains nothing:\n%s", table, s.Dump())
		}
		box := o.host.Dialog.Surface()
		for range n {
			box.Press("Tab")
		}
		before := len(o.host.Opened)
		box.Press("Enter")
		o.settle(s)
		if kind == "" {
			return
		}
		if len(o.host.Opened) == before || o.host.Opened[before].Kind != kind || o.host.Opened[before].Args["rows"] == "" {
			t.Errorf("%s opened %v:\n%s", table, o.host.Opened[before:], s.Dump())
		}
	}
	show("stat.title", "statistics")
	if !s.Shows("300.00") || !s.Shows("1,013.00") {
		t.Errorf("statistics:\n%s", s.Dump())
	}
	if !s.Shows(o.host.T("stat.abroad", "currency", "USD")) || !s.Shows("4,800.00") || s.Shows("5,813.00") {
		t.Errorf("what is abroad stands by itself:\n%s", s.Dump())
	}
	explained("stat.title", 0, 1, finance.MoneyInName)
	o.run(p, s, "export")
	if len(o.book) == 0 || len(o.book[0]) != 5 {
		t.Errorf("written: %v", o.book)
	}
	show("revenue.title", "revenue")
	if !s.Shows("1,013.00") {
		t.Errorf("revenue:\n%s", s.Dump())
	}
	explained("revenue.title", 0, 1, "")
	show("state.title", "state")
	if !s.Shows("1,013.00") || !s.Shows("900.00") || !s.Shows("USD 4,800.00") {
		t.Errorf("state:\n%s", s.Dump())
	}
	explained("state.title", 0, 3, finance.Receivables)
	show("profit.title", "profit")
	if !s.Shows(o.host.T("profit.losing")) || !s.Shows("-50.00") && !s.Shows("−50.00") {
		t.Errorf("profit:\n%s", s.Dump())
	}
	explained("profit.title", 0, 1, sales.Orders)
	s.Click("profit.limits")
	o.settle(s)
	o.typed("gold", "800")
	o.pressed("Ctrl+Enter", s)
	if l, err := o.Finance.ProfitLimitsNow(o.ctx); err != nil || l.Gold != 800_00 {
		t.Errorf("the threshold is %v %v", l, err)
	}
	show("live.title", "live")
	if !s.Shows(o.host.T("live.receipt.overdue")+"  ·  1") || !s.Shows("113.00") && !s.Shows("¥113.00") {
		t.Errorf("live:\n%s", s.Dump())
	}
	before := len(o.host.Opened)
	s.FocusID("figure#6", false)
	s.Press("Enter")
	if len(o.host.Opened) != before+1 || o.host.Opened[before].Kind != finance.Receivables {
		t.Errorf("opened %v", o.host.Opened[before:])
	}
	o.received(c, o.host.Today().String(), 111_00) // documents renew the page
	o.settle(s)
	if !s.Shows("¥111.00") {
		t.Errorf("the overview does not renew itself:\n%s", s.Dump())
	}
}
