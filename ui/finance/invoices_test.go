package finance_test

import (
	"context"
	"testing"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/ui/uitest"
)

// An invoice is typed, issued, delivered and reversed, another one is read from its XML,
// by keyboard alone; a second time it is refused.
func TestInvoicesByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "invoice.xml"
	o.deps.Keep = func(context.Context, string) ([]byte, string, error) {
		return []byte(`<a><InvoiceNumber>26332000000012345678</InvoiceNumber><IssueTime>2026-03-16</IssueTime><SellerName>宁波永固钣金有限公司</SellerName>
<BuyerName>杭州澜石包装设备有限公司</BuyerName><TotalTaxAm>13</TotalTaxAm><TotalTax-includedAmount>113</TotalTax-includedAmount></a>`), "", nil
	}
	p, s := o.open()
	p.(window).Show(finance.Invoices, 0, true)
	o.settle(s)
	for id, text := range map[string]string{"form.party": "苏州恒拓精密制造有限公司", "form.gross_minor": "1130", "form.tax_code": "13"} {
		s.FocusID(id, true)
		s.TypeText(text)
	}
	s.Press("Ctrl+Enter")
	o.settle(s)
	list, err := o.Finance.Invoices.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].Net != 100000 || list[0].State != finance.Requested {
		t.Fatalf("%+v\n%s", list, s.Dump())
	}
	o.run(p, s, "invoice.print_request") // FIN-19
	if n := len(o.host.Opened); n == 0 || o.host.Opened[n-1].Kind != "print" || o.host.Opened[n-1].ID != list[0].ID || o.host.Opened[n-1].Args["kind"] != finance.Invoices {
		t.Errorf("the request is not printed: %+v", o.host.Opened)
	}
	o.run(p, s, "invoice.issue_invoice")
	o.typed("number", "26332000000012345679")
	o.pressed("Ctrl+Enter", s)
	o.run(p, s, "invoice.deliver_invoice")
	uitest.Picture(t, o.host, p, "invoice", 1372, 800)
	o.run(p, s, "invoice.red_invoice")
	o.typed("number", "26332000000012345680")
	o.typed("reason", "抬头有误")
	o.pressed("Ctrl+Enter", s)
	if list, err = o.Finance.Invoices.Find(o.ctx, listing.Node{}); err != nil || len(list) != 2 || list[0].State != finance.Reversed || list[1].Gross != -113000 {
		t.Fatalf("%+v %v", list, err)
	}
	o.run(p, s, "import.xml")
	if list, err = o.Finance.Invoices.Find(o.ctx, listing.Node{}); err != nil || len(list) != 3 || list[2].Direction != finance.InvoiceIn || list[2].Net != 10000 {
		t.Fatalf("%+v %v", list, err)
	}
	for _, c := range p.Commands() {
		if c.ID == "import.xml" {
			c.Run()
		}
	}
	o.host.Settle()
	if len(o.host.Errors) != 1 {
		t.Errorf("the same invoice again: %v", o.host.Errors)
	}
	o.host.Errors = nil
	uitest.Picture(t, o.host, p, "invoices", 1100, 680)
}
