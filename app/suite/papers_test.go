package suite_test

import (
	"bytes"
	"context"
	"reflect"
	"testing"

	"kontor/app/customer"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/printing"
)

// Every document fills what its template reads, and prints; masked numbers stay masked.
func TestDocumentsPrint(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行 6621", "bank", 0)
		c := o.Customers.Customers.Desc.New()
		c.Name, c.Address, c.Mobile = "苏州恒拓精密制造有限公司", "苏州市吴中区兴吴路 66 号", "19900005521"
		ok(t, o.Customers.Create(o.boss, c, &customer.Contact{Name: "陈建国", Mobile: "19900005521"}))
		ord := o.order(t, c.ID, 168900, "s30_70")
		open, err := o.Finance.OpenOf(o.boss, c.ID)
		ok(t, err)
		m := o.pay(t, c.ID, bank, 5067000, finance.Share{ID: open[0].ID, Amount: 5067000})
		r := &finance.Receipt{Purpose: "自动封箱机货款 " + ord.Number}
		ok(t, o.Finance.IssueReceipt(o.boss, m.ID, r))
		q, err := o.Sales.Quotes.Get(o.boss, ord.QuoteID)
		ok(t, err)

		quote, err := o.Sales.QuotePaper(o.boss, q, sales.Print{})
		ok(t, err)
		order, err := o.Sales.OrderPaper(o.boss, ord, sales.Print{})
		ok(t, err)
		receipt, err := o.Finance.ReceiptPaper(o.boss, r.ID, finance.Print{Count: 2})
		ok(t, err)
		statement, err := o.Finance.StatementPaper(o.boss, c.ID, day("2026-03-01"), day("2026-03-31"), finance.Print{})
		ok(t, err)
		journal, err := o.Finance.CashJournalPaper(o.boss, bank, day("2026-03-01"), day("2026-03-31"), finance.Print{})
		ok(t, err)
		age, err := o.Finance.AgeingPaper(o.boss, day("2026-03-18"), nil, finance.Print{})
		ok(t, err)
		v := o.Finance.Invoices.Desc.New()
		v.OrderID, v.Gross, v.TaxCode, v.Item = ord.ID, ord.TotalMinor, "13", "封箱机"
		ok(t, o.Finance.Invoices.Create(o.boss, v))
		invoice, err := o.Finance.InvoicePaper(o.boss, v.ID, finance.Print{})
		ok(t, err)
		if lines := invoice["lines"].([]paper.Data); len(lines) != 1 || lines[0]["name"] != ord.Lines[0].Name || invoice["order_number"] != ord.Number {
			t.Errorf("an invoice over the whole order has its lines: %v", lines)
		}
		for want := int64(1); want <= 2; want++ {
			if n, err := o.Finance.InvoicePrinted(o.boss, v.ID); n != want || err != nil {
				t.Errorf("print %d of the request: %d %v", want, n, err)
			}
		}
		docs := map[paper.Kind]paper.Data{
			paper.Invoice: invoice,
			paper.Quote:   quote, paper.Order: order, paper.Receipt: receipt,
			paper.Statement: statement, paper.CashJournal: journal, paper.Ageing: age,
		}
		press := newPress(t)
		for kind, d := range docs {
			for key, want := range paper.Example(kind) {
				if got, there := d[key]; !there && !maybe[key] {
					t.Errorf("%s: the key %s is missing", kind, key)
				} else if there && got != nil && reflect.TypeOf(got) != reflect.TypeOf(want) && !words(got, want) {
					t.Errorf("%s.%s is a %T, the example has a %T", kind, key, got, want)
				}
			}
			doc, warnings, err := press.Layout(context.Background(), paper.Request{Kind: kind, Data: d, Now: o.clock.Now()})
			ok(t, err)
			if len(warnings) > 0 {
				t.Errorf("%s: %+v", kind, warnings)
			}
			pdf, err := press.PDF(doc)
			ok(t, err)
			if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
				t.Errorf("%s is no PDF", kind)
			}
		}
		if quote["contact"].(paper.Data)["phone"] != "199 0000 5521" || quote["total"] != money.Of(16890000, "CNY") {
			t.Errorf("quote %+v %+v", quote["contact"], quote["total"])
		}
		fin := o.hire(t, "money", "finance", 1)
		d, err := o.Sales.QuotePaper(fin, q, sales.Print{})
		ok(t, err)
		if got := d["contact"].(paper.Data)["phone"]; got == "199 0000 5521" {
			t.Error("the quote shows a mobile number that is masked for the reader")
		}
		_, err = o.Sales.QuotePaper(o.hire(t, "hr", "hr", 1), q, sales.Print{Stamp: true})
		refused(t, err, "access.right")
	})
}

// maybe are keys that a document leaves out when there is nothing to say.
var maybe = map[string]bool{"discount": true, "revision": true, "print": true, "options": true, "custom": true, "void": true}

// words: a text may come in both languages.
func words(got, want any) bool {
	_, a := got.(paper.Words)
	_, b := want.(string)
	return a && b
}

func newPress(testing.TB) paper.Press { return printing.New(printing.Params{}) }
