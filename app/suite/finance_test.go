package suite_test

import (
	"sync"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// account opens an account with an amount in it.
func (o *office) account(t testing.TB, name, kind string, opening money.Minor) int64 {
	t.Helper()
	a := o.Finance.Accounts.Desc.New()
	a.Name, a.Kind, a.Opening, a.OpeningOn = name, kind, opening, day("2026-01-01")
	ok(t, o.Finance.Accounts.Create(o.boss, a))
	return a.ID
}

// order makes an approved order of a customer, as its only owner.
func (o *office) order(t testing.TB, customerID, yuan int64, terms string) *sales.Order {
	t.Helper()
	q := o.draft(t, o.boss, customerID, yuan)
	_, err := o.Sales.Quotes.Update(o.boss, q.ID, 0, func(q *sales.Quote) error { q.PaymentTerms = terms; return nil })
	ok(t, err)
	_, err = o.Sales.Send(o.boss, q.ID)
	ok(t, err)
	ord, err := o.Sales.Convert(o.boss, q.ID)
	ok(t, err)
	ord, err = o.Sales.Submit(o.boss, ord.ID)
	ok(t, err)
	return ord
}

// pay receives money of a customer into an account.
func (o *office) pay(t testing.TB, customerID, account int64, amount money.Minor, shares ...finance.Share) *finance.MoneyIn {
	t.Helper()
	m := o.Finance.Money.Desc.New()
	m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn, m.Payer = customerID, account, amount, o.Ground.Registry.Today(), "付款方"
	ok(t, o.Finance.Receive(o.boss, m, shares))
	return m
}

func TestOrderToReceipt(t *testing.T) { // FIN-01, FIN-02, FIN-10, FIN-17
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行 6621", "bank", 0)
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		ord := o.order(t, c.ID, 168900, "s30_70")
		open, err := o.Finance.OpenOf(o.boss, c.ID)
		ok(t, err)
		if len(open) != 2 || open[0].Open != 5067000 || open[1].Open != 11823000 || open[0].Order != ord.Number {
			t.Fatalf("instalments %+v", open)
		}
		if got := o.cell(t, o.boss, "customer", c.ID, "oldest_due_on").Text(); got != "2026-03-18" {
			t.Errorf("oldest due %s", got)
		}
		m := o.Finance.Money.Desc.New()
		m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn, m.Payer, m.OrderID = c.ID, bank, 6000000, day("2026-03-18"), c.Name, ord.ID
		ok(t, o.Finance.Receive(o.boss, m, nil))
		if m.Number != "SK2026030001" || m.State != finance.Confirmed {
			t.Errorf("%s %s", m.Number, m.State)
		}
		shares, err := o.Finance.ProposeFor(o.boss, m.ID)
		ok(t, err)
		ok(t, o.Finance.Allocate(o.boss, m.ID, shares))
		for key, want := range map[string]int64{"receivable_minor": 16890000 - 6000000, "deal_minor": 16890000} {
			if got := o.cell(t, o.boss, "customer", c.ID, key).Int(); got != want {
				t.Errorf("customer.%s = %d, want %d", key, got, want)
			}
		}
		if got := o.cell(t, o.boss, "sales_order", ord.ID, "paid_minor").Int(); got != 6000000 {
			t.Errorf("paid of the order %d", got)
		}
		if got := o.cell(t, o.boss, "customer", c.ID, "oldest_due_on").Text(); got != "2026-04-17" {
			t.Errorf("oldest due after the payment %s", got)
		}
		if o.count(t, o.boss, "activity", listing.All(is("customer_id", c.ID), listing.Is("kind", listing.Eq, "receipt"))) != 1 {
			t.Error("the payment stands in the timeline")
		}

		r := &finance.Receipt{Purpose: "自动封箱机货款", IssuedOn: day("2026-03-18")}
		ok(t, o.Finance.IssueReceipt(o.boss, m.ID, r))
		if r.Number != "SJ2026030001" || r.Serial != 1 || r.Amount != 6000000 || r.BalanceAfter != 10890000 || r.BalanceBefore != 16890000 {
			t.Errorf("receipt %+v", r)
		}
		again := &finance.Receipt{Purpose: "x", Amount: 1}
		refused(t, o.Finance.IssueReceipt(o.boss, m.ID, again), "finance.receipt_amount")
		for want := int64(1); want <= 3; want++ {
			if n, err := o.Finance.Printed(o.boss, r.ID); n != want || err != nil {
				t.Errorf("print %d: %d %v", want, n, err)
			}
		}
		refused(t, o.Finance.ReverseMoney(o.boss, m.ID, "退票"), "finance.allocated")
		_, err = o.Sales.CancelOrder(o.boss, ord.ID, "取消")
		refused(t, err, "finance.order_paid")

		list, err := o.Finance.Allocations.Find(o.boss, is("money_in_id", m.ID))
		ok(t, err)
		for _, a := range list {
			ok(t, o.Finance.TakeBack(o.boss, a.ID, "退票"))
			refused(t, o.Finance.TakeBack(o.boss, a.ID, "再来"), "finance.reversed_already")
		}
		ok(t, o.Finance.ReverseMoney(o.boss, m.ID, "退票"))
		got, err := o.Finance.Receipts.Get(o.boss, r.ID)
		ok(t, err)
		if got.State != finance.Void || got.Number != r.Number {
			t.Errorf("the receipt of reversed money: %s %s", got.State, got.Number)
		}
		if got := o.cell(t, o.boss, "customer", c.ID, "receivable_minor").Int(); got != 16890000 {
			t.Errorf("receivable after the reversal %d", got)
		}
		if got := o.cell(t, o.boss, "account", bank, "moved_minor").Int(); got != 0 {
			t.Errorf("the account after the reversal %d", got)
		}
		_, err = o.Sales.CancelOrder(o.boss, ord.ID, "取消")
		ok(t, err)
		if got := o.cell(t, o.boss, "customer", c.ID, "receivable_minor").Int(); got != 0 {
			t.Errorf("receivable after the cancellation %d", got)
		}
		diffs, err := o.Ground.CheckSums(identity.System(o.boss, "check"))
		ok(t, err)
		if len(diffs) != 0 {
			t.Errorf("sums that do not add up: %+v", diffs)
		}
	})
}

// An edit of an approved order re-opens its approval and makes its receivables anew.
func TestReworkOfAnOrder(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "银行", "bank", 0)
		c := o.sell(t, o.boss, "天津渤远冷链物流有限公司")
		ord := o.order(t, c.ID, 1000, "s50_50")
		_, err := o.Sales.Orders.Update(o.boss, ord.ID, 0, func(x *sales.Order) error { x.Lines[0].Quantity = 3 * money.Scale; return nil })
		refused(t, err, "sales_order.locked")
		number := ord.Number
		ord, err = o.Sales.Rework(o.boss, ord.ID, "数量 1 → 3")
		ok(t, err)
		if got := o.cell(t, o.boss, "customer", c.ID, "receivable_minor").Int(); got != 0 || ord.State != sales.OrderDraft {
			t.Errorf("while it is reworked nothing is owed: %d %s", got, ord.State)
		}
		_, err = o.Sales.Orders.Update(o.boss, ord.ID, 0, func(x *sales.Order) error { x.Lines[0].Quantity = 3 * money.Scale; return nil })
		ok(t, err)
		ord, err = o.Sales.Submit(o.boss, ord.ID)
		ok(t, err)
		if ord.Number != number || ord.TotalMinor != 300000 || o.cell(t, o.boss, "customer", c.ID, "receivable_minor").Int() != 300000 {
			t.Errorf("%s %d", ord.Number, ord.TotalMinor)
		}
		open, err := o.Finance.OpenOf(o.boss, c.ID)
		ok(t, err)
		o.pay(t, c.ID, bank, 1000, finance.Share{ID: open[0].ID, Amount: 1000})
		_, err = o.Sales.Rework(o.boss, ord.ID, "再改")
		refused(t, err, "finance.order_paid")
		diffs, err := o.Ground.CheckSums(identity.System(o.boss, "check"))
		ok(t, err)
		if len(diffs) != 0 {
			t.Errorf("%+v", diffs)
		}
	})
}

func TestAgeingAsOfAnyDay(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 0)
		c := o.sell(t, o.boss, "成都味川调味品有限公司")
		start := o.clock.Now()
		o.order(t, c.ID, 49000, "cash") // due 2026-03-18
		o.clock.Set(start.AddDate(0, 0, 41))
		m := o.pay(t, c.ID, bank, 900000)
		open, err := o.Finance.OpenOf(o.boss, c.ID)
		ok(t, err)
		ok(t, o.Finance.Allocate(o.boss, m.ID, []finance.Share{{ID: open[0].ID, Amount: 400000}}))
		age := func(at string) finance.Ageing {
			a, err := o.Finance.AgeAt(o.boss, day(at), nil)
			ok(t, err)
			return a
		}
		for _, x := range []struct {
			at                      string
			total, overdue, advance money.Minor
			days                    int
		}{
			{"2026-03-17", 0, 0, 0, 0},
			{"2026-03-18", 4900000, 0, 0, 0},
			{"2026-04-17", 4900000, 4900000, 0, 30},
			{"2026-04-27", 4900000, 4900000, 0, 40},
			{"2026-04-28", 4500000, 4500000, 500000, 41},
			{"2026-12-31", 4500000, 4500000, 500000, 288},
		} {
			a := age(x.at)
			days := 0
			if len(a.Rows) > 0 {
				days = a.Rows[0].OldestDays
			}
			if a.Sum.Total != x.total || a.Sum.Overdue != x.overdue || a.Sum.Advance != x.advance || days != x.days {
				t.Errorf("as of %s: total %d overdue %d advance %d days %d", x.at, a.Sum.Total, a.Sum.Overdue, a.Sum.Advance, days)
			}
		}
		o.clock.Move(10 * 24 * time.Hour) // what happens later does not change the past
		ok(t, o.Finance.WriteOff(o.boss, open[0].ID, 4500000, "破产"))
		if a := age("2026-04-28"); a.Sum.Total != 4500000 {
			t.Errorf("the past moved: %d", a.Sum.Total)
		}
		if a := age("2026-05-08"); a.Sum.Total != 0 || a.Sum.Advance != 500000 {
			t.Errorf("after the write-off: %+v", a.Sum)
		}
		st, err := o.Finance.StatementOf(o.boss, c.ID, day("2026-04-01"), day("2026-05-31"))
		ok(t, err)
		if st.Opening != 4900000 || st.Credit != 5400000 || st.Closing != -500000 || len(st.Lines) != 2 {
			t.Errorf("statement %+v", st)
		}
	})
}

// 3,730 − 500 = 3,230 (FIN-05, FIN-06): the approval of a payment writes the journal.
func TestPaymentMovesTheBalance(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		cash := o.account(t, "库存现金", "cash", 373000)
		o.hire(t, "money", "finance", 1)
		o.hire(t, "teller", "cashier", 1)
		teller, fin := o.as(t, "teller"), o.as(t, "money")
		pay := func(amount money.Minor) *finance.Payment {
			p := o.Finance.Payments.Desc.New()
			p.Payee, p.AccountID, p.Amount, p.PlannedOn, p.Reason, p.Category = "宁波海顺物流", cash, amount, day("2026-03-18"), "运费", "freight"
			ok(t, o.Finance.Payments.Create(teller, p))
			p, err := o.Finance.SubmitPayment(teller, p.ID)
			ok(t, err)
			return p
		}
		p := pay(50000)
		if p.State != finance.Submitted || p.Number != "FK2026030001" {
			t.Errorf("%s %s", p.State, p.Number)
		}
		balance := func() money.Minor {
			b, err := o.Finance.Balances(o.boss, day("2026-03-01"), day("2026-03-31"))
			ok(t, err)
			return b[0].Closing
		}
		if balance() != 373000 {
			t.Error("a payment that waits moves nothing")
		}
		w, err := o.Approvals.Pending(fin)
		ok(t, err)
		_, err = o.Approvals.Agree(fin, w[0].ID, "")
		ok(t, err)
		if balance() != 323000 {
			t.Errorf("balance %d, want 323000", balance())
		}
		_, lines, err := o.Finance.JournalOf(o.boss, cash, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		if len(lines) != 1 || lines[0].Balance != 323000 || lines[0].Out != 50000 || lines[0].Party != "宁波海顺物流" {
			t.Errorf("journal %+v", lines)
		}
		p = pay(400000) // more than there is in the cash box
		w, err = o.Approvals.Pending(fin)
		ok(t, err)
		_, err = o.Approvals.Agree(fin, w[0].ID, "")
		refused(t, err, "finance.cash_negative")
		if w, err = o.Approvals.Pending(fin); err != nil || len(w) != 1 {
			t.Errorf("an approval that cannot be booked stays open: %+v %v", w, err)
		}
		_, err = o.Approvals.Refuse(fin, w[0].ID, "现金不足")
		ok(t, err)
		got, err := o.Finance.Payments.Get(o.boss, p.ID)
		ok(t, err)
		if got.State != finance.Refused || balance() != 323000 {
			t.Errorf("%s %d", got.State, balance())
		}
		_, err = o.Finance.Balances(o.hire(t, "seller", "sales", 1), 0, day("2026-03-31"))
		refused(t, err, "access.right")
	})
}

func TestForeignMoney(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "EUR 账户", "bank", 0)
		c := o.sell(t, o.boss, "Hanse Lebensmittel GmbH")
		q := o.draft(t, o.boss, c.ID, 1000)
		_, err := o.Sales.Quotes.Update(o.boss, q.ID, 0, func(q *sales.Quote) error {
			q.Currency, q.RateE8, q.Lines[0].Tax, q.PaymentTerms = "EUR", 781230000, "0", "s50_50"
			return nil
		})
		ok(t, err)
		_, err = o.Sales.Send(o.boss, q.ID)
		ok(t, err)
		ord, err := o.Sales.Convert(o.boss, q.ID)
		ok(t, err)
		_, err = o.Sales.Submit(o.boss, ord.ID)
		ok(t, err)
		if got := o.cell(t, o.boss, "customer", c.ID, "receivable_minor").Int(); got != 781230 {
			t.Errorf("receivable in the company's currency %d", got)
		}
		open, err := o.Finance.OpenOf(o.boss, c.ID)
		ok(t, err)
		yuan := o.pay(t, c.ID, bank, 100000)
		refused(t, o.Finance.Allocate(o.boss, yuan.ID, []finance.Share{{ID: open[0].ID, Amount: 100}}), "finance.other_currency")
		for _, part := range []money.Minor{33333, 16667} {
			m := o.Finance.Money.Desc.New()
			m.CustomerID, m.AccountID, m.Amount, m.Currency, m.RateE8, m.ReceivedOn = c.ID, bank, part, "EUR", 790000000, day("2026-03-18")
			ok(t, o.Finance.Receive(o.boss, m, []finance.Share{{ID: open[0].ID, Amount: part}}))
		}
		if got := o.cell(t, o.boss, "receivable", open[0].ID, "open_home_minor").Int(); got != 0 {
			t.Errorf("a settled receivable leaves %d of the company's currency", got)
		}
		if got := o.cell(t, o.boss, "customer", c.ID, "receivable_minor").Int(); got != 390615 {
			t.Errorf("the other half %d", got)
		}
	})
}

// Two people settle the same rest at the same time: one of them is refused.
func TestAllocationNeverOverTheRest(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "银行", "bank", 0)
		c := o.sell(t, o.boss, "上海舜泽食品有限公司")
		o.order(t, c.ID, 1000, "cash")
		open, err := o.Finance.OpenOf(o.boss, c.ID)
		ok(t, err)
		var moneys []int64
		for range 6 {
			moneys = append(moneys, o.pay(t, c.ID, bank, 40000).ID)
		}
		var wg sync.WaitGroup
		for _, id := range moneys {
			wg.Add(1)
			go func() {
				defer wg.Done()
				err := o.Finance.Allocate(o.boss, id, []finance.Share{{ID: open[0].ID, Amount: 40000}})
				if err != nil && app.KindOf(err) != app.Conflict {
					t.Errorf("%v", err)
				}
			}()
		}
		wg.Wait()
		if got := o.cell(t, o.boss, "receivable", open[0].ID, "settled_minor").Int(); got != 80000 {
			t.Errorf("settled %d of 100000 in parts of 40000", got)
		}
	})
}
