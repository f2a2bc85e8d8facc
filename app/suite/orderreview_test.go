package suite_test

import (
	"strings"
	"testing"

	"kontor/app/blob"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/sales"
)

// Submitted orders stand in a queue with their proof of payment and what the books say to it;
// finance approves or rejects with a reason, through the engine of approvals. FIN-08
func TestOrderReview(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 1_000_000)
		zhou, clerk := o.hire(t, "zhou", "sales", 1), o.hire(t, "money", "finance", 1)
		o.hire(t, "chief", "manager", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		info, err := o.db.Blobs().Put(zhou, strings.NewReader("voucher"))
		ok(t, err)
		submit := func(voucher money.Minor) *sales.Order {
			d, err := o.Sales.NewOffline(zhou, c.ID)
			ok(t, err)
			d.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "打包带", Unit: "卷", Quantity: 10 * money.Scale, Price: 50 * money.Scale, Tax: "13"}}}
			d.ContractNote, d.Proof, d.VoucherOn, d.VoucherMinor = "HT-0312", blob.Ref{Sum: info.Sum, Name: "回单.pdf"}.String(), day("2026-03-12"), voucher
			ok(t, o.Sales.Orders.Create(zhou, d))
			d, err = o.Sales.Submit(zhou, d.ID)
			ok(t, err)
			return d
		}
		good, bad := submit(50_000), submit(60_000)
		o.pay(t, c.ID, bank, 50_000)
		rows, err := o.Finance.OrdersToReview(clerk)
		ok(t, err)
		if len(rows) != 2 || rows[0].OrderID != good.ID || !rows[0].Mine || rows[0].Found != finance.ProofBooked || rows[0].Receipt.ID == 0 || rows[1].Found != finance.ProofUnbooked {
			t.Fatalf("%+v", rows)
		}
		if own, err := o.Finance.OrdersToReview(zhou); err != nil || len(own) != 2 || own[0].Mine {
			t.Errorf("who submitted sees the queue and decides nothing: %+v %v", own, err)
		}
		refusedAny(t, o.Finance.DecideOrder(zhou, good.ID, true, ""))
		refused(t, o.Finance.DecideOrder(clerk, bad.ID, false, ""), "approval.reason")
		ok(t, o.Finance.DecideOrder(clerk, bad.ID, false, "凭证金额不符"))
		ok(t, o.Finance.DecideOrder(clerk, good.ID, true, ""))
		refused(t, o.Finance.DecideOrder(clerk, bad.ID, true, ""), "finance.not_submitted")
		back, err := o.Sales.Orders.Get(zhou, bad.ID)
		ok(t, err)
		if back.State != sales.OrderDraft {
			t.Errorf("the rejected order is %s", back.State)
		}
		rows, err = o.Finance.OrdersToReview(clerk)
		ok(t, err)
		if len(rows) != 1 || rows[0].Mine || rows[0].Step != "approval.step.manager" {
			t.Errorf("the manager is next: %+v", rows)
		}
	})
}
