package suite_test

import (
	"strings"
	"testing"

	"kontor/app/approval"
	"kontor/app/blob"
	"kontor/app/money"
	"kontor/app/sales"
)

// A deal closed elsewhere is an order with products, contract and proof, all three of them;
// finance reviews it before the manager, and only then it is a receivable. SAL-30 SAL-31
func TestOfflineDealIsReviewedWithItsProof(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		li := o.hire(t, "li", "finance", 1)
		chief := o.hire(t, "chief", "manager", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		d, err := o.Sales.NewOffline(zhou, c.ID)
		ok(t, err)
		ok(t, o.Sales.Orders.Create(zhou, d))
		wants := func(key string) {
			t.Helper()
			_, err := o.Sales.Submit(zhou, d.ID)
			refused(t, err, key)
		}
		change := func(fn func(*sales.Order)) {
			t.Helper()
			_, err := o.Sales.Orders.Update(zhou, d.ID, 0, func(d *sales.Order) error { fn(d); return nil })
			ok(t, err)
		}
		wants("sales_order.no_lines")
		change(func(d *sales.Order) {
			d.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "打包带", Unit: "卷", Quantity: 10 * money.Scale, Price: 50 * money.Scale, Tax: "13"}}}
		})
		wants("sales_order.contract_note")
		change(func(d *sales.Order) { d.ContractNote = "HT-0312，3 月 12 日当面签订" })
		wants("sales_order.proof")
		info, err := o.db.Blobs().Put(zhou, strings.NewReader("voucher"))
		ok(t, err)
		change(func(d *sales.Order) { d.Proof = blob.Ref{Sum: info.Sum, Name: "回单.pdf"}.String() })
		d, err = o.Sales.Submit(zhou, d.ID)
		ok(t, err)
		if d.State != sales.OrderSubmitted || d.Number == "" {
			t.Fatalf("submitted: %s %q", d.State, d.Number)
		}
		asked, err := o.Approvals.Of(o.boss, sales.Orders, d.ID)
		ok(t, err)
		if len(asked) != 1 || asked[0].Steps != 3 {
			t.Fatalf("finance, manager, director: %+v", asked)
		}
		_, err = o.Approvals.Agree(chief, asked[0].ID, "")
		refused(t, err, "approval.not_asked")
		_, err = o.Approvals.Agree(li, asked[0].ID, "已到账")
		ok(t, err)
		a, err := o.Approvals.Agree(chief, asked[0].ID, "")
		ok(t, err)
		if a.State != approval.Approved {
			t.Errorf("500 yuan need no director: %s", a.State)
		}
		if n := o.count(t, o.boss, "receivable", is("order_id", d.ID)); n == 0 {
			t.Error("an approved deal is a receivable")
		}
		// an order made here has no such step
		q := o.draft(t, zhou, c.ID, 100)
		_, err = o.Sales.Send(zhou, q.ID)
		ok(t, err)
		usual, err := o.Sales.Convert(zhou, q.ID)
		ok(t, err)
		_, err = o.Sales.Submit(zhou, usual.ID)
		ok(t, err)
		asked, err = o.Approvals.Of(o.boss, sales.Orders, usual.ID)
		ok(t, err)
		if asked[0].Steps != 2 {
			t.Errorf("%d steps of a usual order", asked[0].Steps)
		}
	})
}
