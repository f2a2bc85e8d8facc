package suite_test

import (
	"testing"

	"kontor/app/calendar"
)

// The sums of all statements are those of the statements one by one, with what was voided,
// reversed or written off. FIN-12
func TestStatementSums(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 0)
		a, b := o.sell(t, o.boss, "甲有限公司"), o.sell(t, o.boss, "乙有限公司")
		o.sell(t, o.boss, "没有往来的公司")
		o.order(t, a.ID, 3000, "cash")
		x := o.order(t, b.ID, 500, "cash")
		gone := o.pay(t, a.ID, bank, 100_000)
		o.pay(t, a.ID, bank, 70_000)
		ok(t, o.Finance.ReverseMoney(o.boss, gone.ID, "退回"))
		open, err := o.Finance.OpenOf(o.boss, a.ID)
		ok(t, err)
		ok(t, o.Finance.WriteOff(o.boss, open[0].ID, 300, "零头"))
		_, err = o.Sales.CancelOrder(o.boss, x.ID, "客户取消")
		ok(t, err)
		for _, span := range [][2]calendar.Date{{day("2026-03-01"), day("2026-03-31")}, {day("2026-04-01"), day("2026-04-30")}} {
			sums, err := o.Finance.StatementSums(o.boss, span[0], span[1])
			ok(t, err)
			if len(sums) == 0 || sums[0].Name != "甲有限公司" || sums[0].Closing != 300_000-70_000-300 {
				t.Errorf("%+v", sums)
			}
			for _, s := range sums {
				one, err := o.Finance.StatementOf(o.boss, s.CustomerID, span[0], span[1])
				ok(t, err)
				if one.Opening != s.Opening || one.Closing != s.Closing || one.Debit != s.Debit || one.Credit != s.Credit {
					t.Errorf("%+v is not %+v", s, one)
				}
			}
		}
		seller := o.hire(t, "seller", "sales", 1)
		if sums, err := o.Finance.StatementSums(seller, day("2026-03-01"), day("2026-03-31")); err != nil || len(sums) != 0 {
			t.Errorf("a seller sees statements of others: %+v %v", sums, err)
		}
	})
}
