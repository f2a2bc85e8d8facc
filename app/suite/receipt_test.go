package suite_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"kontor/app/company"
	"kontor/app/finance"
	"kontor/app/paper"
	"kontor/app/sales"
)

// PRT-06: a receipt says for what the money is and who had it in hand, though nobody wrote it.
func TestReceiptWordsItself(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行 6621", "bank", 0)
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		ord := o.order(t, c.ID, 168900, "s30_70")
		open, err := o.Finance.OpenOf(o.boss, c.ID)
		ok(t, err)
		paid := o.pay(t, c.ID, bank, 5067000, finance.Share{ID: open[0].ID, Amount: 5067000})
		draft, err := o.Finance.ProposeReceipt(o.boss, paid.ID)
		ok(t, err)
		if draft.ID != 0 || draft.Number != "" || draft.Amount != 5067000 {
			t.Errorf("a proposal is no receipt yet: %+v", draft)
		}
		if !strings.Contains(draft.Purpose, ord.Number) || draft.Cashier == "" || draft.Accountant != draft.Cashier || draft.Handler == "" {
			t.Errorf("purpose %q, accountant %q, cashier %q, handler %q", draft.Purpose, draft.Accountant, draft.Cashier, draft.Handler)
		}
		draft.Purpose, draft.Accountant = "首期货款", "李博文"
		ok(t, o.Finance.IssueReceipt(o.boss, paid.ID, draft))
		if draft.Number == "" || draft.Purpose != "首期货款" {
			t.Errorf("what was written stays: %+v", draft)
		}
		advance := o.pay(t, c.ID, bank, 100000)
		next := &finance.Receipt{}
		ok(t, o.Finance.IssueReceipt(o.boss, advance.ID, next))
		if next.Purpose == "" || next.Accountant != "李博文" {
			t.Errorf("without an order: purpose %q; the accountant of the last receipt: %q", next.Purpose, next.Accountant)
		}
		reader := o.hire(t, "reader", "readonly", 1)
		_, err = o.Finance.ProposeReceipt(reader, paid.ID)
		refused(t, err, "access.denied")
	})
}

// PRT-04: the administrator chooses logo and stamp; papers carry them, the stamp by right.
func TestCompanyPictures(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		files := o.db.Blobs()
		var b bytes.Buffer
		ok(t, png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 40, 40))))
		seller := o.hire(t, "seller", "sales", 1)
		refused(t, o.Company.SetPicture(seller, files, company.Logo, "logo.png", b.Bytes()), "access.right")
		refused(t, o.Company.SetPicture(o.boss, files, company.Logo, "logo.png", []byte("no picture")), "company.picture_unreadable")
		refused(t, o.Company.SetPicture(o.boss, files, company.Logo, "logo.png", make([]byte, 5<<20)), "company.picture_large")
		ok(t, o.Company.SetPicture(o.boss, files, company.Logo, "logo.png", b.Bytes()))
		ok(t, o.Company.SetPicture(o.boss, files, company.Stamp, "公章.png", b.Bytes()))

		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		ord := o.order(t, c.ID, 168900, "s30_70")
		q, err := o.Sales.Quotes.Get(o.boss, ord.QuoteID)
		ok(t, err)
		firm := func(stamp bool) paper.Data {
			d, err := o.Sales.QuotePaper(o.boss, q, sales.Print{Files: files, Stamp: stamp})
			ok(t, err)
			return d["company"].(paper.Data)
		}
		if f := firm(false); !bytes.Equal(f["logo"].([]byte), b.Bytes()) || f["stamp"] != nil {
			t.Error("the quote carries the logo, and the stamp only when asked for")
		}
		if f := firm(true); !bytes.Equal(f["stamp"].([]byte), b.Bytes()) {
			t.Error("the quote carries the stamp")
		}
		reader := o.hire(t, "reader", "readonly", 1)
		_, err = o.Sales.QuotePaper(reader, q, sales.Print{Files: files, Stamp: true})
		refused(t, err, "access.right")
		ok(t, o.Company.SetPicture(o.boss, files, company.Logo, "", nil))
		if raw, err := o.Company.Picture(o.boss, files, company.Logo); err != nil || raw != nil {
			t.Errorf("a picture that was taken away: %d bytes, %v", len(raw), err)
		}
	})
}
