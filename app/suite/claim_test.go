package suite_test

import (
	"testing"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
)

// spent adds an expense to a claim.
func (o *office) spent(t testing.TB, login string, claim int64, category string, amount money.Minor, customer int64) *finance.ExpenseLine {
	t.Helper()
	l := o.Finance.ExpenseLines.Desc.New()
	l.ExpenseID, l.On, l.Category, l.Amount, l.Text, l.CustomerID = claim, day("2026-03-17"), category, amount, "出差 "+category, customer
	ok(t, o.Finance.ExpenseLines.Create(o.as(t, login), l))
	return l
}

// A claim is approved by manager and finance, set off against an advance and paid; it
// counts for its customer, and a reversal takes all of it back. FIN-13, SAL-50
func TestExpenseClaim(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		cash := o.account(t, "库存现金", "cash", 500000)
		o.hire(t, "money", "finance", 1)
		o.hire(t, "teller", "cashier", 1)
		o.hire(t, "wang", "manager", 1)
		o.hire(t, "zhou", "sales", 1)
		zhou, teller, fin := o.as(t, "zhou"), o.as(t, "teller"), o.as(t, "money")
		c := o.sell(t, zhou, "天津渤远冷链物流有限公司")
		a := &finance.Advance{On: day("2026-03-10"), Subject: "天津出差备用金", Amount: 200000}
		ok(t, o.Finance.Advances.Create(zhou, a))
		a, err := o.Finance.SubmitAdvance(zhou, a.ID)
		ok(t, err)
		if a.Number != "JK2026030001" || a.State != finance.Submitted {
			t.Fatalf("%s %s", a.Number, a.State)
		}
		o.agreeAll(t, "advance", a.ID)
		_, err = o.Finance.PayAdvance(zhou, a.ID, cash, 0)
		refusedAny(t, err)
		a, err = o.Finance.PayAdvance(teller, a.ID, cash, 0)
		ok(t, err)
		if got := o.cell(t, o.boss, "advance", a.ID, "open_minor").Int(); got != 200000 {
			t.Errorf("open of the advance %d", got)
		}

		x := &finance.Expense{On: day("2026-03-18"), Subject: "天津现场安装", AdvanceID: a.ID, Offset: 150000}
		ok(t, o.Finance.Expenses.Create(zhou, x))
		_, err = o.Finance.SubmitExpense(zhou, x.ID)
		refused(t, err, "expense.no_lines")
		o.spent(t, "zhou", x.ID, "travel", 117800, c.ID)
		hotel := o.spent(t, "zhou", x.ID, "hotel", 76000, c.ID)
		if got := o.cell(t, zhou, "expense", x.ID, "pay_minor").Int(); got != 43800 {
			t.Errorf("to be paid %d", got)
		}
		_, err = o.Finance.Expenses.Update(zhou, x.ID, 0, func(x *finance.Expense) error { x.Offset = 200001; return nil })
		refused(t, err, "expense.over_advance")
		x, err = o.Finance.SubmitExpense(zhou, x.ID)
		ok(t, err)
		if x.Number != "BX2026030001" || x.State != finance.Submitted {
			t.Fatalf("%s %s", x.Number, x.State)
		}
		_, err = o.Finance.ExpenseLines.Update(zhou, hotel.ID, 0, func(l *finance.ExpenseLine) error { l.Amount = 1; return nil })
		refused(t, err, "expense.locked")
		o.agreeAll(t, "expense", x.ID)
		if got := o.cell(t, o.boss, "customer", c.ID, "expense_minor").Int(); got != 193800 {
			t.Errorf("expenses of the customer %d", got)
		}
		if got := o.cell(t, o.boss, "advance", a.ID, "open_minor").Int(); got != 50000 {
			t.Errorf("open after the claim %d", got)
		}
		x, err = o.Finance.PayExpense(teller, x.ID, cash, 0)
		ok(t, err)
		_, lines, err := o.Finance.JournalOf(o.boss, cash, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		if x.State != finance.Paid || len(lines) != 2 || lines[1].Out != 43800 || lines[1].Balance != 256200 || lines[1].Party != "同事zhou" {
			t.Errorf("%s %+v", x.State, lines)
		}
		ok(t, o.Finance.ReturnAdvance(teller, a.ID, cash, 20000))
		refused(t, o.Finance.ReturnAdvance(teller, a.ID, cash, 30001), "expense.over_advance")
		refused(t, o.Finance.ReverseAdvance(fin, a.ID, "错付"), "expense.advance_used")
		o.mustCheck(t)
		ok(t, o.Finance.ReverseExpense(fin, x.ID, "发票无效"))
		if got := o.cell(t, o.boss, "customer", c.ID, "expense_minor").Int(); got != 0 {
			t.Errorf("expenses after the reversal %d", got)
		}
		if got := o.cell(t, o.boss, "advance", a.ID, "open_minor").Int(); got != 180000 {
			t.Errorf("open after the reversal %d", got)
		}
		o.mustCheck(t)
		o.hire(t, "chen", "sales", 1)
		if n := o.count(t, o.as(t, "chen"), "expense", listing.Node{}); n != 0 {
			t.Errorf("a colleague sees %d claims", n)
		}
		if n := o.count(t, o.as(t, "wang"), "expense_line", listing.Node{}); n != 2 {
			t.Errorf("the manager sees %d lines", n)
		}
	})
}

// A claim that an advance covers wholly is paid when it is approved; a refused one can be
// changed and submitted again.
func TestClaimCoveredByAdvance(t *testing.T) { // FIN-13
	each(t, func(t *testing.T, o *office) {
		cash := o.account(t, "库存现金", "cash", 500000)
		a := &finance.Advance{On: day("2026-03-10"), Subject: "备用金", Amount: 100000}
		ok(t, o.Finance.Advances.Create(o.boss, a))
		_, err := o.Finance.SubmitAdvance(o.boss, a.ID) // one person: approved at once
		ok(t, err)
		_, err = o.Finance.PayAdvance(o.boss, a.ID, cash, 0)
		ok(t, err)
		x := &finance.Expense{On: day("2026-03-18"), Subject: "采购样品", AdvanceID: a.ID, Offset: 60000}
		ok(t, o.Finance.Expenses.Create(o.boss, x))
		o.spent(t, "lin", x.ID, "sample", 60000, 0)
		x, err = o.Finance.SubmitExpense(o.boss, x.ID)
		ok(t, err)
		if x.State != finance.Paid {
			t.Errorf("%s", x.State)
		}
		y := &finance.Expense{On: day("2026-03-18"), Subject: "再来", AdvanceID: a.ID, Offset: 50000}
		refused(t, o.Finance.Expenses.Create(o.boss, y), "expense.over_advance")
		d, err := o.Finance.ExpensePaper(o.boss, x.ID, finance.Print{})
		ok(t, err)
		if d["total"] != money.Of(60000, "CNY") || d["amount"] != money.Of(0, "CNY") || d["number"] != x.Number {
			t.Errorf("%+v", d)
		}
		o.mustCheck(t)
	})
}

// agreeAll lets everybody who is asked agree to a document.
func (o *office) agreeAll(t testing.TB, kind string, id int64) {
	t.Helper()
	for range 5 {
		for login := range o.ids {
			ctx := o.as(t, login)
			w, err := o.Approvals.Pending(ctx)
			ok(t, err)
			for _, p := range w {
				if p.Entity == kind && p.RecordID == id {
					_, err := o.Approvals.Agree(ctx, p.ID, "")
					ok(t, err)
				}
			}
		}
	}
}
