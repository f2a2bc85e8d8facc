package suite_test

import (
	"testing"

	"kontor/app/effort"
	"kontor/app/money"
)

// What salespeople say they received is compared with the receipts that are booked: equal is
// approved and locked, unequal is listed with the difference and what to do. FIN-07
func TestPerformanceReview(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 1_000_000)
		zhou, clerk := o.hire(t, "zhou", "sales", 1), o.hire(t, "money", "finance", 1)
		right, wrong, late := o.sell(t, zhou, "苏州恒拓精密制造有限公司").ID, o.sell(t, zhou, "杭州舜泽食品有限公司").ID, o.sell(t, zhou, "宁波顺捷物流有限公司").ID
		enter := func(on string, customer int64, received money.Minor) *effort.Performance {
			p := o.Effort.Performances.Desc.New()
			p.On, p.What, p.Kind, p.CustomerID, p.Amount = day(on), "首付款", "collection", customer, received
			ok(t, o.Effort.Performances.Create(zhou, p))
			return p
		}
		book := func(on string, customer int64, amount money.Minor) int64 {
			m := o.Finance.Money.Desc.New()
			m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn = customer, bank, amount, day(on)
			ok(t, o.Finance.Receive(o.boss, m, nil))
			return m.ID
		}
		first := enter("2026-03-10", right, 30_000)
		enter("2026-03-11", right, 20_000)
		enter("2026-03-11", wrong, 80_000)
		enter("2026-03-12", late, 5_000)
		if first.Received != 30_000 || first.Review != effort.ReviewWaiting {
			t.Errorf("collected money came in: %+v", first)
		}
		paid := book("2026-03-11", right, 50_000)
		book("2026-03-11", wrong, 78_000)
		book("2026-03-13", late, 5_000)
		rows, err := o.Effort.ReviewedOf(clerk, day("2026-03-10"), day("2026-03-12"))
		ok(t, err)
		if len(rows) != 3 || rows[0].CustomerID != late || rows[0].Advice != "review.advice.other_day" || rows[0].Hint.On != day("2026-03-13") {
			t.Fatalf("%+v", rows)
		}
		if rows[1].CustomerID != wrong || rows[1].Entered-rows[1].Booked != 2_000 || rows[1].Advice != "review.advice.more" || !rows[2].Equal() || len(rows[2].Entries) != 2 {
			t.Errorf("%+v", rows[1:])
		}
		_, err = o.Effort.ReviewedOf(zhou, day("2026-03-10"), day("2026-03-12"))
		refusedAny(t, err)
		_, err = o.Effort.ApproveReceived(clerk, day("2026-03-10"), day("2026-03-12"), []int64{right, wrong})
		refused(t, err, "performance.differs")
		n, err := o.Effort.ApproveReceived(clerk, day("2026-03-10"), day("2026-03-12"), nil)
		ok(t, err)
		if n != 2 {
			t.Errorf("%d approved", n)
		}
		now, err := o.Effort.Performances.Get(zhou, first.ID)
		ok(t, err)
		if now.Review != effort.ReviewApproved || now.ReviewedBy != o.ids["money"] {
			t.Errorf("%+v", now)
		}
		refused(t, o.Effort.Performances.Archive(zhou, first.ID, 0), "performance.approved")
		ok(t, o.Finance.ReverseMoney(o.boss, paid, "退回")) // what was approved stands out again
		rows, err = o.Effort.ReviewedOf(clerk, day("2026-03-10"), day("2026-03-12"))
		ok(t, err)
		if rows[0].CustomerID != right || rows[0].Advice != "review.advice.changed" {
			t.Errorf("%+v", rows[0])
		}
		refused(t, o.Effort.TakeBackReview(clerk, []int64{first.ID}, ""), "finance.reason")
		ok(t, o.Effort.TakeBackReview(clerk, []int64{first.ID}, "客户退款"))
		ok(t, o.Effort.Performances.Archive(zhou, first.ID, 0))
	})
}
