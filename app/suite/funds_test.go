package suite_test

import (
	"context"
	"flag"
	"math/rand"
	"testing"

	"kontor/app"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// The long form: go test ./app/suite -run FundsAlways/sqlite -timeout 24h -args -funds 100000
var fundSteps = flag.Int("funds", 70, "how many random operations the funds have to survive")

// Whatever people do, and in whichever order, funds add up: opening + in − out = closing,
// what customers owe is charged − settled, and no allocation exceeds its receivable.
func TestFundsAlwaysAddUp(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		r := rand.New(rand.NewSource(7))
		cash, bank := o.account(t, "现金", "cash", 100000), o.account(t, "银行", "bank", 500000)
		var customers []int64
		for _, n := range []string{"甲有限公司", "乙有限公司", "丙有限公司"} {
			customers = append(customers, o.sell(t, o.boss, n).ID)
		}
		accounts := []int64{cash, bank}
		for step := range *fundSteps {
			o.randomStep(t, r, customers, accounts)
			if step%max(10, *fundSteps/100) == 9 {
				o.mustAddUp(t, customers, accounts, step)
			}
		}
	})
}

// randomStep does one thing somebody might do; refusals are part of life.
func (o *office) randomStep(t *testing.T, r *rand.Rand, customers, accounts []int64) {
	t.Helper()
	c, acc := customers[r.Intn(len(customers))], accounts[r.Intn(len(accounts))]
	var err error
	switch r.Intn(12) {
	case 0, 1:
		o.order(t, c, 100+r.Int63n(5000), []string{"cash", "s30_70", "s3_3_35", "d30"}[r.Intn(4)])
	case 2, 3:
		m := o.Finance.Money.Desc.New()
		m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn = c, acc, money.Minor(1000+r.Int63n(300000)), o.Ground.Registry.Today()
		if r.Intn(3) == 0 {
			m.Fee = m.Amount / 100
		}
		if err = o.Finance.Receive(o.boss, m, nil); err == nil && r.Intn(2) == 0 {
			var shares []finance.Share
			if shares, err = o.Finance.ProposeFor(o.boss, m.ID); err == nil {
				err = o.Finance.Allocate(o.boss, m.ID, shares)
			}
		}
	case 4:
		if list, e := o.Finance.Allocations.Find(o.boss, is("customer_id", c)); e == nil && len(list) > 0 {
			err = o.Finance.TakeBack(o.boss, list[r.Intn(len(list))].ID, "更正")
		}
	case 5:
		if list, e := o.Finance.Money.Find(o.boss, is("customer_id", c)); e == nil && len(list) > 0 {
			err = o.Finance.ReverseMoney(o.boss, list[r.Intn(len(list))].ID, "退回")
		}
	case 6:
		err = o.Finance.Transfer(o.boss, finance.Transfer{
			From: acc, To: accounts[0] + accounts[1] - acc, On: o.Ground.Registry.Today(),
			Amount: money.Minor(1 + r.Int63n(80000)), Fee: money.Minor(r.Int63n(3) * 100), Summary: "调拨",
		})
	case 7:
		e := o.Finance.Journal.Desc.New()
		e.AccountID, e.On, e.Summary, e.Category, e.Out = acc, o.Ground.Registry.Today(), "办公", "office", money.Minor(1+r.Int63n(20000))
		err = o.Finance.Book(o.boss, e)
	case 9:
		p := o.Finance.Payments.Desc.New()
		p.Payee, p.AccountID, p.Amount, p.PlannedOn = "供应商", acc, money.Minor(1+r.Int63n(60000)), o.Ground.Registry.Today()
		if err = o.Finance.Payments.Create(o.boss, p); err == nil {
			_, err = o.Finance.SubmitPayment(o.boss, p.ID)
		}
	case 10:
		if list, e := o.Finance.Payments.Find(o.boss, is("account_id", acc)); e == nil && len(list) > 0 {
			err = o.Finance.ReversePayment(o.boss, list[r.Intn(len(list))].ID, "退回")
		}
	case 11:
		if r.Intn(2) == 0 {
			_, err = o.Finance.Count(o.boss, acc, o.Ground.Registry.Today(), money.Minor(r.Int63n(600000)), "盘点")
		} else if list, e := o.Finance.Journal.Find(o.boss, is("account_id", acc)); e == nil && len(list) > 0 {
			err = o.Finance.ReverseEntry(o.boss, list[r.Intn(len(list))].ID, "更正")
		}
	case 8:
		if open, e := o.Finance.OpenOf(o.boss, c); e == nil && len(open) > 0 {
			x := open[r.Intn(len(open))]
			err = o.Finance.Credit(o.boss, x.ID, money.Minor(1+r.Int63n(int64(x.Open)*11/10)), "折让")
		}
	}
	if err != nil && app.KindOf(err) != app.Conflict && app.KindOf(err) != app.Invalid {
		t.Fatalf("%v", err)
	}
}

func (o *office) mustAddUp(t *testing.T, customers, accounts []int64, step int) {
	t.Helper()
	today := o.Ground.Registry.Today()
	balances, err := o.Finance.Balances(o.boss, 0, today)
	ok(t, err)
	for _, b := range balances {
		if b.Opening+b.In-b.Out != b.Closing {
			t.Fatalf("step %d: %s does not add up: %+v", step, b.Account.Name, b)
		}
		if b.Account.Kind == "cash" && b.Closing < 0 {
			t.Fatalf("step %d: negative cash %d", step, b.Closing)
		}
		if moved := o.cell(t, o.boss, "account", b.Account.ID, "moved_minor").Int(); b.Account.Opening+money.Minor(moved) != b.Closing {
			t.Fatalf("step %d: the account says %d, its journal %d", step, moved, b.Closing)
		}
		_, lines, err := o.Finance.JournalOf(o.boss, b.Account.ID, 0, today)
		ok(t, err)
		if n := len(lines); n > 0 && lines[n-1].Balance != b.Closing {
			t.Fatalf("step %d: the running balance ends at %d, not %d", step, lines[n-1].Balance, b.Closing)
		}
	}
	for _, unit := range []string{"account", "day", "month"} {
		rows, err := o.Finance.Funds(o.boss, unit, 0, today)
		ok(t, err)
		last := map[int64]money.Minor{}
		for _, b := range balances {
			last[b.Account.ID] = b.Account.Opening
		}
		for _, f := range rows {
			if f.Opening != last[f.AccountID] || f.Opening+f.In-f.Out != f.Closing {
				t.Fatalf("step %d: %s by %s: %+v after %d", step, f.Account, unit, f, last[f.AccountID])
			}
			last[f.AccountID] = f.Closing
		}
		for _, b := range balances {
			if last[b.Account.ID] != b.Closing {
				t.Fatalf("step %d: %s by %s ends at %d, not %d", step, b.Account.Name, unit, last[b.Account.ID], b.Closing)
			}
		}
	}
	age, err := o.Finance.AgeAt(o.boss, today, nil)
	ok(t, err)
	of := map[int64]finance.AgeRow{}
	for _, r := range age.Rows {
		of[r.PartyID] = r
	}
	for _, c := range customers {
		owed := money.Minor(o.cell(t, o.boss, "customer", c, "receivable_minor").Int())
		st, err := o.Finance.StatementOf(o.boss, c, 0, today)
		ok(t, err)
		if of[c].Total != owed || st.Closing != owed-of[c].Advance {
			t.Fatalf("step %d: customer %d owes %d, ageing %d advance %d, statement %d", step, c, owed, of[c].Total, of[c].Advance, st.Closing)
		}
	}
	recs, err := o.Finance.Receivables.Find(o.boss, listing.Node{})
	ok(t, err)
	for _, r := range recs {
		settled := money.Minor(o.cell(t, o.boss, "receivable", r.ID, "settled_minor").Int())
		if settled < 0 || settled > r.Amount {
			t.Fatalf("step %d: %s is settled with %d of %d", step, r.Number, settled, r.Amount)
		}
	}
	diffs, err := o.Ground.CheckSums(identity.System(context.Background(), "check"))
	ok(t, err)
	if len(diffs) != 0 {
		t.Fatalf("step %d: %+v", step, diffs)
	}
}
