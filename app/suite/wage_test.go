package suite_test

import (
	"context"
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
)

func (o *office) wage(t testing.TB, login, month string, base, social money.Minor) *finance.Wage {
	t.Helper()
	w := o.Finance.Wages.Desc.New()
	w.OwnerID, w.Month, w.Base, w.Social, w.Employer = o.ids[login], day(month), base, social, social
	ok(t, o.Finance.Wages.Create(o.boss, w))
	return w
}

// Wages are filled from the month before and the attendance, approved, paid through the
// journal, and each person sees their own only. FIN-14
func TestWages(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 5_000_000)
		seller, clerk, hr := o.hire(t, "zhou", "sales", 1), o.hire(t, "money", "finance", 1), o.hire(t, "he", "hr", 1)
		was := o.wage(t, "zhou", "2026-02-01", 1_000_000, 80_000)
		o.wage(t, "lin", "2026-02-01", 2_000_000, 100_000)
		if was.Net != 920_000 || was.PayOn != day("2026-03-10") || was.Title != "2026-02 同事zhou" {
			t.Errorf("%+v", was)
		}
		again := o.Finance.Wages.Desc.New()
		again.OwnerID, again.Month = o.ids["zhou"], day("2026-02-17")
		refused(t, o.Finance.Wages.Create(o.boss, again), "wage.twice")
		o.Finance.Attended = func(context.Context, calendar.Date) (map[int64]finance.Attended, error) {
			return map[int64]finance.Attended{o.ids["zhou"]: {Due: 2000, Worked: 1900, Late: 2, AbsentHalf: 2}}, nil
		}
		n, err := o.Finance.FillWages(hr, day("2026-03-20"))
		ok(t, err)
		w, err := o.Finance.Wages.First(o.boss, listing.All(is("owner_id", o.ids["zhou"]), listing.Is("month", listing.Eq, "2026-03-01")))
		ok(t, err)
		if n != 2 || w.Absence != 50_000 || w.Net != 870_000 || w.DaysWorked != 1900 || w.PayOn != day("2026-04-10") {
			t.Errorf("%d filled: %+v", n, w)
		}
		_, err = o.Finance.FillWages(seller, day("2026-03-20"))
		refusedAny(t, err)
		if got := o.count(t, seller, finance.Wages, listing.Node{}); got != 2 {
			t.Errorf("the seller sees %d wages, not their own two", got)
		}
		_, err = o.Finance.PayWages(clerk, []int64{w.ID}, bank, 0)
		refused(t, err, "wage.not_approved")
		_, err = o.Finance.ApproveWages(hr, []int64{w.ID})
		refusedAny(t, err)
		_, err = o.Finance.ApproveWages(clerk, []int64{w.ID})
		ok(t, err)
		_, err = o.Finance.Wages.Update(clerk, w.ID, 0, func(w *finance.Wage) error { w.Base++; return nil })
		refused(t, err, "finance.not_draft")
		_, err = o.Finance.PayWages(clerk, []int64{w.ID}, bank, 0)
		ok(t, err)
		if got := o.cell(t, o.boss, finance.Accounts, bank, "moved_minor").Int(); got != -870_000 {
			t.Errorf("the account moved by %d", got)
		}
		rows, err := o.Finance.WageSums(seller, day("2026-01-01"), day("2026-12-31"))
		ok(t, err)
		if len(rows) != 2 || rows[1].Net != 870_000 || rows[1].Kept != 130_000 {
			t.Errorf("%+v", rows)
		}
		ok(t, o.Finance.ReopenWage(clerk, w.ID, "发错"))
		if got := o.cell(t, o.boss, finance.Accounts, bank, "moved_minor").Int(); got != 0 {
			t.Errorf("after the reversal the account moved by %d", got)
		}
	})
}

// The cash forecast counts what is dated and agreed, payroll included; late receivables and
// drafts stand beside it. FIN-06
func TestCashForecast(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 3_000_000)
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		due := func(number, on string, amount money.Minor) {
			r := o.Finance.Receivables.Desc.New()
			r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = number, c.ID, day("2026-01-01"), day(on), amount
			ok(t, o.Finance.Receivables.Create(o.boss, r))
		}
		due("R1", "2026-03-01", 700_000)
		due("R2", "2026-04-20", 900_000)
		due("R3", "2026-09-01", 100_000)
		p := o.Finance.Payables.Desc.New()
		p.Payee, p.DocOn, p.DueOn, p.Amount = "房东", day("2026-03-01"), day("2026-04-03"), 1_500_000
		ok(t, o.Finance.Payables.Create(o.boss, p))
		draft := o.Finance.Payments.Desc.New()
		draft.Payee, draft.AccountID, draft.Amount, draft.PlannedOn = "草稿", bank, 40_000, day("2026-03-20")
		ok(t, o.Finance.Payments.Create(o.boss, draft))
		o.wage(t, "lin", "2026-02-01", 1_000_000, 100_000)
		w := o.wage(t, "lin", "2026-03-01", 1_000_000, 100_000)
		paid, err := o.Finance.Wages.First(o.boss, listing.Is("month", listing.Eq, "2026-02-01"))
		ok(t, err)
		_, err = o.Finance.ApproveWages(o.boss, []int64{paid.ID})
		ok(t, err)
		_, err = o.Finance.PayWages(o.boss, []int64{paid.ID}, bank, day("2026-03-10"))
		ok(t, err)
		ok(t, o.Finance.SetWarning(o.boss, 1_000_000))
		f, err := o.Finance.CashForecast(o.boss)
		ok(t, err)
		if f.Opening != 2_100_000 || f.Warning != 1_000_000 || f.Overdue != 700_000 || f.OverdueN != 1 || f.Drafts != 40_000 || f.DraftsN != 1 {
			t.Errorf("%+v", f)
		}
		var got []string
		for _, r := range f.Rows {
			got = append(got, r.On.String()+" "+r.Kind+" "+money.Of(r.Amount, "CNY").Plain())
		}
		want := []string{"2026-04-03 payable −15,000.00", "2026-04-10 wage −11,000.00", "2026-04-20 receivable 9,000.00", "2026-05-10 wage_guess −11,000.00", "2026-06-10 wage_guess −11,000.00"}
		if len(got) != len(want) {
			t.Fatalf("%v", got)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s, want %s", got[i], want[i])
			}
		}
		if f.Lowest != 2_100_000-1_500_000-3_300_000+900_000 || w.Employer != 100_000 {
			t.Errorf("lowest %d", f.Lowest)
		}
		o.hire(t, "seller", "sales", 1)
		_, err = o.Finance.CashForecast(o.as(t, "seller"))
		refused(t, err, "access.right")
		refusedAny(t, o.Finance.SetWarning(o.as(t, "seller"), 1))
	})
}
