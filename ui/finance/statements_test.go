package finance_test

import (
	"context"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/ui/uitest"
)

// Statements go by mail to all customers that are ticked; who has no address is named and
// does not stop the others. FIN-12
func TestStatementsByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "statements.xlsx"
	var ids []int64
	for i, name := range []string{"苏州恒拓精密制造有限公司", "上海舜泽食品有限公司", "宁波三洲阀门有限公司"} {
		c := o.Customers.Customers.Desc.New()
		c.Name = name
		o.ok(o.Customers.Customers.Create(o.ctx, c))
		r := o.Finance.Receivables.Desc.New()
		r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "R"+name, c.ID, calendar.Must("2026-03-03"), calendar.Must("2026-04-03"), money.Minor(300_000-i)
		o.ok(o.Finance.Receivables.Create(o.ctx, r))
		ids = append(ids, c.ID)
	}
	var sent []int64
	o.deps.SendStatement = func(_ context.Context, customer int64, from, to calendar.Date) (string, error) {
		if from != calendar.Must("2026-03-01") || to != o.host.Today() {
			t.Errorf("from %s to %s", from, to)
		}
		if customer == ids[1] {
			return "", app.E(app.Invalid, "mail.no_address")
		}
		sent = append(sent, customer)
		return "info@hengtuo.example", nil
	}
	p, s := o.open()
	p.(window).ShowTitled(o.host.T("account_statement.title"))
	o.settle(s)
	s.FocusID("list", false)
	s.Press("Ctrl+A")
	s.Press("Ctrl+Enter")
	o.settle(s)
	if o.host.Question == nil {
		t.Fatal("nobody asks before statements are mailed")
	}
	o.host.Question.OnYes()
	o.settle(s)
	if len(sent) != 2 || !s.Shows("info@hengtuo.example") || !s.Shows("没有邮箱") {
		t.Errorf("sent to %v:\n%s", sent, s.Dump())
	}
	uitest.Picture(t, o.host, p, "statements", 1372, 800)
	s.FocusID("closing", false)
	s.Press("Enter")
	o.settle(s)
	box := o.host.Dialog.Surface()
	if !box.Shows(o.host.T("account_statement.how")) || !box.Shows("3,000.00") && !box.Shows("2,999.99") && !box.Shows("2,999.98") {
		t.Errorf("the closing balance:\n%s", box.Dump())
	}
	before := len(o.host.Opened)
	box.FocusID("part.1", false)
	o.pressed("Enter", s)
	if len(o.host.Opened) != before+1 || o.host.Opened[before].Kind != finance.Receivables {
		t.Errorf("opened %v", o.host.Opened[before:])
	}
	o.run(p, s, "export")
	if len(o.book) != 4 || o.book[3][4].Int() != 899_997 {
		t.Errorf("written: %v", o.book)
	}
}
