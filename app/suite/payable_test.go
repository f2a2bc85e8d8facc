package suite_test

import (
	"context"
	"testing"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
)

// buys makes an approved purchase order of two pieces at 500 each.
func (o *office) buys(t testing.TB, x *purchase.Supplier, terms string) *purchase.Order {
	t.Helper()
	p := o.kept(t, "BZ-"+terms, 0, 0)
	d, err := o.Purchase.NewOrder(o.boss, x.ID)
	ok(t, err)
	d.PaymentTerms = terms
	line := p.LineFor()
	line.Quantity, line.Price = 2*money.Scale, 500*money.Scale
	d.Lines = []purchase.OrderLine{{Item: line}}
	ok(t, o.Purchase.Orders.Create(o.boss, d))
	d, err = o.Purchase.Submit(o.boss, d.ID)
	ok(t, err)
	return d
}

func (o *office) arrives(t testing.TB, order int64, pieces int64) *purchase.Receipt {
	t.Helper()
	r, err := o.Purchase.NewReceipt(o.boss, order)
	ok(t, err)
	r.Lines[0].Quantity = money.Quantity(pieces * money.Scale)
	ok(t, o.Purchase.Receipts.Create(o.boss, r))
	r, err = o.Purchase.Post(o.boss, r.ID)
	ok(t, err)
	return r
}

func (o *office) mustCheck(t testing.TB) {
	t.Helper()
	diffs, err := o.Ground.CheckSums(identity.System(context.Background(), "check"))
	ok(t, err)
	if len(diffs) != 0 {
		t.Fatalf("sums that do not add up: %+v", diffs)
	}
}

// What is bought becomes payable as it comes: the deposit with the order, the rest with the
// goods, by the terms; what is paid is paid once, and a reversal opens it again.
func TestPayablesOfPurchases(t *testing.T) { // FIN-04, FIN-11
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 1_000_000)
		x := o.supplier(t, "宁波永固钣金有限公司")
		d := o.buys(t, x, "s30_70")
		owed := func() money.Minor { return money.Minor(o.cell(t, o.boss, "supplier", x.ID, "payable_minor").Int()) }
		if owed() != 30000 {
			t.Fatalf("the deposit: %d", owed())
		}
		r := o.arrives(t, d.ID, 1)
		o.arrives(t, d.ID, 1)
		open, err := o.Finance.OpenTo(o.boss, x.ID)
		ok(t, err)
		if len(open) != 3 || open[0].Kind != finance.OwedDeposit || open[1].Open != 35000 || open[2].Open != 35000 || owed() != 100000 {
			t.Fatalf("%+v, together %d", open, owed())
		}
		a, err := o.Finance.OweAt(o.boss, day("2026-06-30"), nil)
		ok(t, err)
		if len(a.Rows) != 1 || a.Rows[0].PartyID != x.ID || a.Sum.Total != 100000 || a.Sum.Overdue != 100000 || a.Rows[0].OldestDays != 104 {
			t.Errorf("ageing %+v", a)
		}
		p, err := o.Finance.PayFor(o.boss, finance.PayWish{AccountID: bank, On: day("2026-03-20"), Shares: []finance.Share{{ID: open[0].ID, Amount: 30000}, {ID: open[1].ID, Amount: 20000}}})
		ok(t, err)
		if p.Payee != x.Name || p.Amount != 50000 || p.State != finance.Draft {
			t.Errorf("%+v", p)
		}
		if got := o.cell(t, o.boss, "payable", open[1].ID, "ordered_minor").Int(); got != 20000 {
			t.Errorf("in orders %d", got)
		}
		p, err = o.Finance.SubmitPayment(o.boss, p.ID) // a company of one person: approved at once
		ok(t, err)
		if p.State != finance.Approved || owed() != 50000 {
			t.Errorf("%s %d", p.State, owed())
		}
		_, err = o.Finance.Payments.Update(o.boss, p.ID, 0, func(p *finance.Payment) error { p.Amount = 1; return nil })
		refused(t, err, "finance.not_draft")
		refused(t, o.Finance.AllocatePayment(o.boss, p.ID, []finance.Share{{ID: open[1].ID, Amount: 1}}), "finance.over_payment")
		_, err = o.Purchase.Reverse(o.boss, r.ID, "错收")
		refused(t, err, "finance.payable_paid")
		too, err := o.Finance.PayFor(o.boss, finance.PayWish{AccountID: bank, On: day("2026-03-20"), Shares: []finance.Share{{ID: open[1].ID, Amount: 15001}}})
		refused(t, err, "finance.over_payable")
		_ = too
		p, err = o.Finance.Carried(o.boss, p.ID, day("2026-03-21"), "B20260321-7")
		ok(t, err)
		if p.State != finance.Paid || p.BankRef == "" {
			t.Errorf("%+v", p)
		}
		o.mustCheck(t)
		refused(t, o.Finance.ReversePayment(o.boss, p.ID, ""), "finance.reason")
		ok(t, o.Finance.ReversePayment(o.boss, p.ID, "账号有误，退回"))
		refused(t, o.Finance.ReversePayment(o.boss, p.ID, "再来"), "finance.not_approved")
		if owed() != 100000 || o.cell(t, o.boss, "account", bank, "moved_minor").Int() != 0 {
			t.Errorf("after the reversal: owed %d", owed())
		}
		_, err = o.Purchase.Reverse(o.boss, r.ID, "错收")
		ok(t, err)
		if owed() != 65000 {
			t.Errorf("after the receipt was reversed: %d", owed())
		}
		o.mustCheck(t)
	})
}

// Money that is paid in advance is laid on payables later and can be taken back.
func TestAdvancePaymentIsLaidOnPayables(t *testing.T) { // FIN-04
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 1_000_000)
		x := o.supplier(t, "温州精驰电机有限公司")
		p := o.Finance.Payments.Desc.New()
		p.SupplierID, p.AccountID, p.Amount, p.PlannedOn = x.ID, bank, 80000, day("2026-03-18")
		ok(t, o.Finance.Payments.Create(o.boss, p))
		p, err := o.Finance.SubmitPayment(o.boss, p.ID)
		ok(t, err)
		if p.Payee != x.Name {
			t.Errorf("payee %q", p.Payee)
		}
		a, err := o.Finance.OweAt(o.boss, day("2026-03-18"), nil)
		ok(t, err)
		if a.Sum.Advance != 80000 || a.Sum.Total != 0 {
			t.Errorf("%+v", a.Sum)
		}
		d := o.buys(t, x, "d30")
		o.arrives(t, d.ID, 2)
		open, err := o.Finance.OpenTo(o.boss, x.ID)
		ok(t, err)
		ok(t, o.Finance.AllocatePayment(o.boss, p.ID, []finance.Share{{ID: open[0].ID, Amount: 80000}}))
		left, err := o.Finance.OpenTo(o.boss, x.ID)
		ok(t, err)
		if len(left) != 1 || left[0].Open != 20000 {
			t.Errorf("%+v", left)
		}
		pays, err := o.Finance.PaysOf(o.boss, p.ID)
		ok(t, err)
		if len(pays) != 1 || pays[0].Amount != 80000 {
			t.Errorf("%+v", pays)
		}
		ok(t, o.Finance.TakeBackPayment(o.boss, p.ID, open[0].ID, "应付下一批"))
		refused(t, o.Finance.TakeBackPayment(o.boss, p.ID, open[0].ID, "再来"), "finance.reversed_already")
		if left, err = o.Finance.OpenTo(o.boss, x.ID); err != nil || left[0].Open != 100000 {
			t.Errorf("%+v %v", left, err)
		}
		o.mustCheck(t)
	})
}

// Payments are planned by hand, repeated by the month, and people are reminded of them.
func TestPaymentPlans(t *testing.T) { // FIN-03
	each(t, func(t *testing.T, o *office) {
		rent := o.Finance.Payables.Desc.New()
		rent.DocOn, rent.DueOn, rent.Amount, rent.Category = day("2026-03-01"), day("2026-03-31"), 1860000, "rent"
		refused(t, o.Finance.Payables.Create(o.boss, rent), "finance.payee")
		rent.Payee = "杭州仓前产业园"
		ok(t, o.Finance.Payables.Create(o.boss, rent))
		if rent.Number != "YF2026030001" {
			t.Errorf("number %q", rent.Number)
		}
		ok(t, o.Finance.RepeatPayable(o.boss, rent.ID, 3))
		refused(t, o.Finance.RepeatPayable(o.boss, rent.ID, 0), "finance.months")
		open, err := o.Finance.OpenTo(o.boss, 0)
		ok(t, err)
		if len(open) != 4 || open[1].DueOn != day("2026-04-30") || open[3].DueOn != day("2026-06-30") {
			t.Fatalf("%+v", open)
		}
		soon := o.count(t, o.boss, "payable", listing.All(listing.Is("open_minor", listing.Gt, "0"), listing.Is("due_on", listing.Le, "+14")))
		if soon != 1 {
			t.Errorf("%d are due within 14 days", soon)
		}
		o.clock.Set(day("2026-03-28").At(10*60, o.Ground.Registry.Zone()))
		_, err = o.Reminders.Run(identity.System(context.Background(), "reminders"))
		ok(t, err)
		if n := o.count(t, o.boss, "reminder", listing.Is("kind", listing.Eq, "payable_due")); n != 1 {
			t.Errorf("%d reminders of what is due", n)
		}
		o.hire(t, "teller", "cashier", 1)
		o.hire(t, "seller", "sales", 1)
		if n := o.count(t, o.as(t, "teller"), "payable", listing.Node{}); n != 4 {
			t.Errorf("the cashier sees %d", n)
		}
		_, err = o.Finance.OpenTo(o.as(t, "seller"), 0)
		if err == nil {
			t.Error("sales people see what is to be paid")
		}
	})
}

// A payment that is refused says why; returned or recalled it is a draft again. FIN-05
func TestPaymentIsRefusedWithAReason(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		cash := o.account(t, "库存现金", "cash", 373000)
		o.hire(t, "money", "finance", 1)
		o.hire(t, "teller", "cashier", 1)
		teller, fin := o.as(t, "teller"), o.as(t, "money")
		p := o.Finance.Payments.Desc.New()
		p.Payee, p.AccountID, p.Amount, p.PlannedOn, p.Reason = "德邦快运", cash, 50000, day("2026-03-18"), "运费"
		ok(t, o.Finance.Payments.Create(teller, p))
		_, err := o.Finance.SubmitPayment(teller, p.ID)
		ok(t, err)
		ok(t, o.Finance.RecallOf(teller, finance.Payments, p.ID))
		state := func(want finance.State, why string) {
			t.Helper()
			got, err := o.Finance.Payments.Get(o.boss, p.ID)
			ok(t, err)
			if got.State != want || got.Why != why || got.Number != "FK2026030001" {
				t.Errorf("%s %q %s", got.State, got.Why, got.Number)
			}
		}
		state(finance.Draft, "")
		_, err = o.Finance.SubmitPayment(teller, p.ID)
		ok(t, err)
		w, err := o.Approvals.Pending(fin)
		ok(t, err)
		_, err = o.Approvals.Refuse(fin, w[0].ID, "")
		refused(t, err, "approval.reason")
		_, err = o.Approvals.Refuse(fin, w[0].ID, "没有运单")
		ok(t, err)
		state(finance.Refused, "没有运单")
		_, err = o.Finance.Carried(teller, p.ID, 0, "")
		refused(t, err, "finance.not_approved")
		_, err = o.Finance.SubmitPayment(teller, p.ID)
		ok(t, err)
		w, err = o.Approvals.Pending(fin)
		ok(t, err)
		_, err = o.Approvals.Agree(fin, w[0].ID, "")
		ok(t, err)
		steps, err := o.Finance.StepsOf(teller, finance.Payments, p.ID)
		ok(t, err)
		if len(steps) != 3 {
			t.Errorf("%d approvals", len(steps))
		}
		_, err = o.Finance.Carried(teller, p.ID, 0, "现金支出")
		ok(t, err)
		refusedAny(t, o.Finance.ReversePayment(teller, p.ID, "x"))
	})
}

// A count books the difference, a line that somebody booked is reversed once, and income and
// expenditure leave transfers out. FIN-06, FIN-15
func TestFundsAndFlows(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		cash, bank := o.account(t, "库存现金", "cash", 373000), o.account(t, "招商银行", "bank", 0)
		on := day("2026-03-18")
		e := &finance.Entry{AccountID: cash, On: on, Summary: "办公用品", Category: "office", Out: 50000}
		ok(t, o.Finance.Book(o.boss, e))
		ok(t, o.Finance.Transfer(o.boss, finance.Transfer{From: cash, To: bank, On: on, Amount: 100000, Fee: 100, Summary: "存入"}))
		_, err := o.Finance.Count(o.boss, cash, on, 222000, "")
		refused(t, err, "finance.reason")
		d, err := o.Finance.Count(o.boss, cash, on, 222000, "短款")
		ok(t, err)
		if d != -900 {
			t.Errorf("difference %d", d)
		}
		flows, err := o.Finance.Flows(o.boss, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		got := map[string]money.Minor{}
		for _, f := range flows {
			got[f.Category] += f.In - f.Out
		}
		if len(got) != 3 || got["office"] != -50000 || got["fee"] != -100 || got["count"] != -900 {
			t.Errorf("%+v", got)
		}
		rows, err := o.Finance.Funds(o.boss, "day", day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		if len(rows) != 2 || rows[0].Opening != 373000 || rows[0].Closing != 222000 || rows[1].Closing != 100000 {
			t.Errorf("%+v", rows)
		}
		ok(t, o.Finance.ReverseEntry(o.boss, e.ID, "记错"))
		refused(t, o.Finance.ReverseEntry(o.boss, e.ID, "再来"), "finance.reversed_already")
		o.hire(t, "seller", "sales", 1)
		_, err = o.Finance.Flows(o.as(t, "seller"), day("2026-03-01"), day("2026-03-31"))
		refused(t, err, "access.right")
	})
}
