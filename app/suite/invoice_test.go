package suite_test

import (
	"strings"
	"testing"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
)

// An invoice is requested, issued under its number, delivered and reversed by a red one;
// a number is registered once, and the order knows what is invoiced.
func TestInvoiceRegister(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		ord := o.order(t, c.ID, 11300, "cash")
		invoiced := func() money.Minor {
			return money.Minor(o.cell(t, o.boss, "sales_order", ord.ID, "invoiced_minor").Int())
		}
		v := o.Finance.Invoices.Desc.New()
		v.OrderID, v.Gross, v.TaxCode, v.Item = ord.ID, 565000, "13", "封箱机"
		ok(t, o.Finance.Invoices.Create(o.boss, v))
		if v.State != finance.Requested || v.Party != c.Name || v.Net != 500000 || v.Tax != 65000 || invoiced() != 0 {
			t.Fatalf("%+v", v)
		}
		n := finance.InvoiceNumber{Number: "26332000000012345678", On: day("2026-03-18")}
		_, err := o.Finance.IssueInvoice(o.boss, v.ID, finance.InvoiceNumber{Number: "123"})
		refused(t, err, "invoice.number")
		v, err = o.Finance.IssueInvoice(o.boss, v.ID, n)
		ok(t, err)
		if v.State != finance.Issued || v.Full != n.Number || invoiced() != 565000 {
			t.Fatalf("%+v, invoiced %d", v, invoiced())
		}
		_, err = o.Finance.Invoices.Update(o.boss, v.ID, 0, func(v *finance.Invoice) error { v.Gross, v.Net = 1, 1; return nil })
		refusedAny(t, err)
		two := o.Finance.Invoices.Desc.New()
		two.OrderID, two.Gross, two.TaxCode = ord.ID, 565100, "13"
		ok(t, o.Finance.Invoices.Create(o.boss, two))
		_, err = o.Finance.IssueInvoice(o.boss, two.ID, finance.InvoiceNumber{Number: "26332000000012345679"})
		refused(t, err, "invoice.over_order")
		_, err = o.Finance.Invoices.Update(o.boss, two.ID, 0, func(v *finance.Invoice) error { v.Gross, v.Net, v.Tax = 565000, 0, 0; return nil })
		ok(t, err)
		_, err = o.Finance.IssueInvoice(o.boss, two.ID, n)
		refused(t, err, "record.taken")
		_, err = o.Finance.DeliverInvoice(o.boss, v.ID, 0)
		ok(t, err)
		red, err := o.Finance.ReverseInvoice(o.boss, v.ID, finance.InvoiceNumber{Number: "26332000000012345680"}, "退货")
		ok(t, err)
		if red.Gross != -565000 || red.BlueID != v.ID || invoiced() != 0 {
			t.Errorf("%+v, invoiced %d", red, invoiced())
		}
		_, err = o.Finance.ReverseInvoice(o.boss, red.ID, finance.InvoiceNumber{Number: "26332000000012345681"}, "再来")
		refused(t, err, "invoice.not_issued")
		o.mustCheck(t)
	})
}

// The XML of a fully digital invoice is read into the register, once, and only when it is
// an invoice of the company.
func TestInvoiceImport(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		x := o.supplier(t, "宁波永固钣金有限公司")
		xml := func(number, seller, buyer string) []byte {
			return []byte(strings.NewReplacer("NUMBER", number, "SELLER", seller, "BUYER", buyer).Replace(`<EInvoice><InvoiceNumber>NUMBER</InvoiceNumber><IssueTime>2026-03-16</IssueTime>
<SellerName>SELLER</SellerName><BuyerName>BUYER</BuyerName><TotalAmWithoutTax>100</TotalAmWithoutTax><TotalTaxAm>13</TotalTaxAm><TotalTax-includedAmount>113</TotalTax-includedAmount></EInvoice>`))
		}
		firm := "杭州澜石包装设备有限公司"
		out, err := o.Finance.ImportInvoice(o.boss, xml("26332000000012345678", firm, c.Name), "")
		ok(t, err)
		in, err := o.Finance.ImportInvoice(o.boss, xml("26332000000012345679", x.Name, firm), "")
		ok(t, err)
		if out.Direction != finance.InvoiceOut || out.CustomerID != c.ID || in.Direction != finance.InvoiceIn || in.SupplierID != x.ID || in.State != finance.Issued || in.Gross != 11300 {
			t.Errorf("%+v %+v", out, in)
		}
		_, err = o.Finance.ImportInvoice(o.boss, xml("26332000000012345678", firm, c.Name), "")
		refused(t, err, "record.taken")
		_, err = o.Finance.ImportInvoice(o.boss, xml("26332000000012345670", "甲", "乙"), "")
		refused(t, err, "invoice.not_ours")
		o.hire(t, "zhou", "sales", 1)
		if n := o.count(t, o.as(t, "zhou"), "invoice", listing.Node{}); n != 0 {
			t.Errorf("sales people see %d invoices of others", n)
		}
	})
}
