package einvoice_test

import (
	"errors"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/finance/einvoice"
)

const plain = `<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>x</EIid></Header><EInvoiceData>
<SellerInformation><SellerIdNum>91330110MA2XXXX001</SellerIdNum><SellerName>杭州澜石包装设备有限公司</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>91320500MA1YYYY002</BuyerIdNum><BuyerName>苏州恒拓精密制造有限公司</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>1000.00</TotalAmWithoutTax><TotalTaxAm>130.00</TotalTaxAm><TotalTax-includedAmount>1130.00</TotalTax-includedAmount></BasicInformation>
<IssuItemInformation><ItemName>*包装机械*封箱机</ItemName></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>26332000000012345678</InvoiceNumber><IssueTime>2026-03-18 10:20:30</IssueTime></TaxSupervisionInfo></EInvoice>`

func TestRead(t *testing.T) {
	inv, err := einvoice.Read([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	if inv.Number != "26332000000012345678" || inv.On != calendar.Must("2026-03-18") || inv.Seller.Name != "杭州澜石包装设备有限公司" ||
		inv.Buyer.TaxNumber != "91320500MA1YYYY002" || inv.Net != 100000 || inv.Tax != 13000 || inv.Gross != 113000 || inv.Item != "*包装机械*封箱机" {
		t.Errorf("%+v", inv)
	}
	old := `<fp><fpdm>033002200111</fpdm><fphm>12345678</fphm><kprq>20260301</kprq><xsfmc>甲</xsfmc><gmfmc>乙</gmfmc><jshj>¥113.00</jshj><hjse>13</hjse></fp>`
	if inv, err = einvoice.Read([]byte(old)); err != nil || inv.Code != "033002200111" || inv.Net != 10000 {
		t.Errorf("%+v %v", inv, err)
	}
}

func TestRefusals(t *testing.T) {
	for key, raw := range map[string]string{
		"invoice.xml":         "no xml at all",
		"invoice.xml_doctype": `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`,
		"invoice.xml_missing": strings.Replace(plain, "26332000000012345678", "", 1),
		"invoice.xml_amount":  strings.Replace(plain, ">1000.00<", ">a lot<", 1),
		"invoice.xml_sum":     strings.Replace(plain, ">1000.00<", ">999.00<", 1),
		"invoice.xml_date":    strings.Replace(plain, "2026-03-18 10:20:30", "yesterday", 1),
		"invoice.xml_large":   strings.Repeat(" ", einvoice.MaxBytes+1),
	} {
		_, err := einvoice.Read([]byte(raw))
		var e *app.Error
		if !errors.As(err, &e) || e.Key != key {
			t.Errorf("want %s, got %v", key, err)
		}
	}
	if _, err := einvoice.Read([]byte(strings.Replace(plain, "杭州", "&external;", 1))); err == nil {
		t.Error("an entity that is not declared is read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(plain))
	f.Add([]byte("<a><b>1</b>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		inv, err := einvoice.Read(raw)
		if err == nil && inv.Net+inv.Tax != inv.Gross {
			t.Errorf("%+v", inv)
		}
	})
}
