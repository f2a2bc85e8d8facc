package suite_test

import (
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// A locked month takes nothing any more: no money, no payment, no invoice, no claim, no
// order; unlocking needs the right and a reason and is logged.
func TestLockedPeriodRefusesEverything(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 5_000_000)
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		order := o.order(t, c.ID, 3000, "cash")
		paid := o.pay(t, c.ID, bank, 100_000)
		march := day("2026-03-01")
		seller := o.hire(t, "seller", "sales", 1)
		refused(t, o.Finance.LockPeriod(seller, march, "月结"), "access.right")
		refused(t, o.Finance.LockPeriod(o.boss, march, " "), "finance.reason")
		refused(t, o.Finance.LockPeriod(o.boss, day("2026-04-01"), "月结"), "period.ahead")
		ok(t, o.Finance.LockPeriod(o.boss, march, "月结"))
		refused(t, o.Finance.LockPeriod(o.boss, march, "再结"), "period.already_lock")

		m := o.Finance.Money.Desc.New()
		m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn = c.ID, bank, 50_000, day("2026-03-05")
		refused(t, o.Finance.Receive(o.boss, m, nil), "period.locked")
		refused(t, o.Finance.ReverseMoney(o.boss, paid.ID, "退回"), "period.locked")
		refused(t, o.Finance.Book(o.boss, &finance.Entry{AccountID: bank, On: day("2026-03-31"), Summary: "x", Category: "office", Out: 100}), "period.locked")
		refused(t, o.Finance.Transfer(o.boss, finance.Transfer{From: bank, To: o.account(t, "现金", "cash", 0), On: day("2026-03-02"), Amount: 100, Summary: "x"}), "period.locked")
		open, err := o.Finance.OpenOf(o.boss, c.ID)
		ok(t, err)
		refused(t, o.Finance.Allocate(o.boss, paid.ID, []finance.Share{{ID: open[0].ID, Amount: 100}}), "period.locked")
		refused(t, o.Finance.WriteOff(o.boss, open[0].ID, 100, "零头"), "period.locked")
		p := o.Finance.Payments.Desc.New()
		p.Payee, p.AccountID, p.Amount, p.PlannedOn = "供应商", bank, 100, day("2026-03-18")
		ok(t, o.Finance.Payments.Create(o.boss, p))
		_, err = o.Finance.SubmitPayment(o.boss, p.ID)
		refused(t, err, "period.locked")
		plan := o.Finance.Payables.Desc.New()
		plan.Payee, plan.DocOn, plan.DueOn, plan.Amount = "房东", day("2026-03-09"), day("2026-05-01"), 100
		refused(t, o.Finance.Payables.Create(o.boss, plan), "period.locked")
		v := o.Finance.Invoices.Desc.New()
		v.CustomerID, v.Gross = c.ID, 113_00
		ok(t, o.Finance.Invoices.Create(o.boss, v))
		_, err = o.Finance.IssueInvoice(o.boss, v.ID, finance.InvoiceNumber{Number: "26332000000000000001", On: day("2026-03-10")})
		refused(t, err, "period.locked")
		claim := &finance.Expense{On: day("2026-03-18"), Subject: "打车"}
		ok(t, o.Finance.Expenses.Create(o.boss, claim))
		o.spent(t, "lin", claim.ID, "transport", 4000, 0)
		_, err = o.Finance.SubmitExpense(o.boss, claim.ID)
		refused(t, err, "period.locked")
		_, err = o.Sales.CancelOrder(o.boss, order.ID, "客户取消")
		refusedAny(t, err)

		refused(t, o.Finance.UnlockPeriod(seller, march, "x"), "access.right")
		ok(t, o.Finance.UnlockPeriod(o.boss, march, "补记一笔"))
		o.pay(t, c.ID, bank, 50_000)
		months, err := o.Finance.Months(o.boss)
		ok(t, err)
		if months[0].Locked || months[0].Reason != "补记一笔" || months[0].By != "林晓雯" || months[0].Entries != 2 {
			t.Errorf("%+v", months[0])
		}
		sets, err := o.History.Timeline(o.boss, finance.Periods, o.onlyPeriod(t), 0, 10)
		ok(t, err)
		if len(sets) != 2 || sets[0].Reason != "补记一笔" {
			t.Errorf("the unlocking is not logged: %+v", sets)
		}
	})
}

func (o *office) onlyPeriod(t testing.TB) int64 {
	t.Helper()
	p, err := o.Finance.Periods.First(o.boss, listing.Node{})
	ok(t, err)
	return p.ID
}

// Numbers without a gap say so, a missing one is named; vouchers add up and show the other
// side of each line of the journal, and invoices with their tax.
func TestGapsAndVouchers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 0)
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		for range 3 {
			o.pay(t, c.ID, bank, 100_000)
		}
		v := o.Finance.Invoices.Desc.New()
		v.CustomerID, v.Gross, v.TaxCode = c.ID, 113_00, "13"
		ok(t, o.Finance.Invoices.Create(o.boss, v))
		_, err := o.Finance.IssueInvoice(o.boss, v.ID, finance.InvoiceNumber{Number: "26332000000000000001", On: day("2026-03-10")})
		ok(t, err)
		gaps, err := o.Finance.Gaps(o.boss)
		ok(t, err)
		if len(gaps) != 2 || gaps[0].Lacking != 0 || gaps[0].Count != 3 {
			t.Errorf("%+v", gaps)
		}
		lines, err := o.Finance.Vouchers(o.boss, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		sums := map[string]money.Minor{}
		var tax money.Minor
		for _, l := range lines {
			sums[l.Voucher] += l.Debit - l.Credit
			if l.Code == "22210102" {
				tax += l.Credit
			}
		}
		for number, rest := range sums {
			if rest != 0 {
				t.Errorf("%s is off by %d", number, rest)
			}
		}
		if len(lines) != 9 || tax != 13_00 {
			t.Errorf("%d lines, tax %d", len(lines), tax)
		}
	})
}

// The accounts of the accounting entries are those of the company's own accounting program:
// numbers and names are changed for each kind of booking, what is empty, malformed or double
// is refused, the shipped ones come back, and only who may lock periods changes them.
func TestChartOfAccountsIsEdited(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 100_000)
		ok(t, o.Finance.Book(o.boss, &finance.Entry{AccountID: bank, On: day("2026-03-10"), Summary: "办公用品", Category: "office", Out: 500}))
		named := func(code string) string { return "出厂" + code }
		set := func(key, code, name string) error {
			return o.Finance.SetChart(o.boss, key, &finance.ChartAccount{Code: code, Name: name}, named)
		}
		rows, err := o.Finance.Chart(o.boss)
		ok(t, err)
		known := map[string]bool{}
		for _, r := range rows {
			known[r.Key] = r.Code != "" && !r.Changed
		}
		for _, c := range finance.Booked {
			if !known[c] {
				t.Errorf("the category %q has no account", c)
			}
		}
		for _, c := range []struct{ key, code, name, want string }{
			{"office", "", "办公费", "chart.code"},
			{"office", "  ", "  ", "chart.code"},
			{"office", "66 02", "办公费", "chart.code"},
			{"office", "660204", "", "chart.name"},
			{"office", "660204", strings.Repeat("长", 61), "chart.long"},
			{"office", "560202", "办公费", "chart.double_code"},
			{"office", "660204", "出厂560202", "chart.double_name"},
			{"office", "1002", "办公费", "chart.double_code"},
			{"own_bank", "560202", "", "chart.double_code"},
			{"nothing", "1", "x", "chart.unknown"},
		} {
			refused(t, set(c.key, c.code, c.name), c.want)
		}
		ok(t, set("office", "660204", "办公费"))
		ok(t, set("travel", "660204", "办公费")) // two kinds on one account
		ok(t, set("own_bank", "100201", ""))
		lines, err := o.Finance.Vouchers(o.boss, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		if len(lines) != 2 || lines[0].Code != "660204" || lines[0].Account != "办公费" || !lines[0].Named || lines[1].Code != "100201" || lines[1].Account != "招商银行" {
			t.Errorf("%+v", lines)
		}
		ok(t, o.Finance.SetChart(o.boss, "office", nil, named))
		lines, err = o.Finance.Vouchers(o.boss, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		if lines[0].Code != "560201" || lines[0].Account != "560201" || lines[0].Named {
			t.Errorf("the shipped account: %+v", lines[0])
		}
		seller := o.hire(t, "zhou", identity.RoleSales, 1)
		refused(t, o.Finance.SetChart(seller, "office", &finance.ChartAccount{Code: "1", Name: "x"}, named), "access.right")
		_, err = o.Finance.Chart(seller)
		if app.KindOf(err) != app.Denied {
			t.Errorf("a salesperson reads the chart: %v", err)
		}
	})
}
