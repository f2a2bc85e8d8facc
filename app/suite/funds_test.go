package suite_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand"
	"strconv"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
)

// The long form: go test ./app/suite -run FundsAlways -timeout 24h -args -funds 100000
var fundSteps = flag.Int("funds", 70, "how many random operations the funds have to survive")

// books is a company whose funds are tried: its customers become more the longer it lives.
type books struct {
	*office
	r         *rand.Rand
	customers []int64
	accounts  []int64
	today     calendar.Date
}

// Whatever people do, and in whichever order, funds add up: opening + in − out = closing,
// what customers owe is charged − settled, and no allocation exceeds its receivable. Every
// check adds up all that there is, so a check that comes late misses nothing: the distance
// between two of them grows with the company.
func TestFundsAlwaysAddUp(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		b := &books{office: o, r: rand.New(rand.NewSource(7)), today: o.Ground.Registry.Today()}
		b.accounts = []int64{o.account(t, "现金", "cash", 100000), o.account(t, "银行", "bank", 500000)}
		next := 9
		for step := range *fundSteps {
			if step%300 < 3 {
				b.customers = append(b.customers, o.sell(t, o.boss, fmt.Sprintf("第%d有限公司", step+1)).ID)
			}
			b.randomStep(t)
			if step == next || step == *fundSteps-1 {
				b.mustAddUp(t, step)
				next += max(10, step/4)
			}
		}
	})
}

// anyOf is one record of those that hold, wherever among them; nil when there is none.
func anyOf[T any](t *testing.T, b *books, s *record.Service[T], filter listing.Node) *T {
	t.Helper()
	last, err := s.First(b.boss, filter, listing.Sort{Key: "id", Desc: true})
	if app.KindOf(err) == app.NotFound {
		return nil
	}
	ok(t, err)
	from := 1 + b.r.Int63n(entity.HeadOf(last).ID)
	x, err := s.First(b.boss, listing.All(filter, listing.Is("id", listing.Ge, strconv.FormatInt(from, 10))), listing.Sort{Key: "id"})
	ok(t, err)
	return x
}

// randomStep does one thing somebody might do; refusals are part of life.
func (b *books) randomStep(t *testing.T) {
	t.Helper()
	r, f := b.r, b.Finance
	c, acc := b.customers[r.Intn(len(b.customers))], b.accounts[r.Intn(len(b.accounts))]
	var err error
	switch r.Intn(12) {
	case 0, 1:
		b.order(t, c, 100+r.Int63n(5000), []string{"cash", "s30_70", "s3_3_35", "d30"}[r.Intn(4)])
	case 2, 3:
		m := f.Money.Desc.New()
		m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn = c, acc, money.Minor(1000+r.Int63n(300000)), b.today
		if r.Intn(3) == 0 {
			m.Fee = m.Amount / 100
		}
		if err = f.Receive(b.boss, m, nil); err == nil && r.Intn(2) == 0 {
			var shares []finance.Share
			if shares, err = f.ProposeFor(b.boss, m.ID); err == nil {
				err = f.Allocate(b.boss, m.ID, shares)
			}
		}
	case 4:
		if a := anyOf(t, b, f.Allocations, is("customer_id", c)); a != nil {
			err = f.TakeBack(b.boss, a.ID, "更正")
		}
	case 5:
		if m := anyOf(t, b, f.Money, is("customer_id", c)); m != nil {
			err = f.ReverseMoney(b.boss, m.ID, "退回")
		}
	case 6:
		err = f.Transfer(b.boss, finance.Transfer{
			From: acc, To: b.accounts[0] + b.accounts[1] - acc, On: b.today,
			Amount: money.Minor(1 + r.Int63n(80000)), Fee: money.Minor(r.Int63n(3) * 100), Summary: "调拨",
		})
	case 7:
		e := f.Journal.Desc.New()
		e.AccountID, e.On, e.Summary, e.Category, e.Out = acc, b.today, "办公", "office", money.Minor(1+r.Int63n(20000))
		err = f.Book(b.boss, e)
	case 8:
		if open, e := f.OpenOf(b.boss, c); e == nil && len(open) > 0 {
			x := open[r.Intn(len(open))]
			err = f.Credit(b.boss, x.ID, money.Minor(1+r.Int63n(int64(x.Open)*11/10)), "折让")
		}
	case 9:
		p := f.Payments.Desc.New()
		p.Payee, p.AccountID, p.Amount, p.PlannedOn = "供应商", acc, money.Minor(1+r.Int63n(60000)), b.today
		if err = f.Payments.Create(b.boss, p); err == nil {
			_, err = f.SubmitPayment(b.boss, p.ID)
		}
	case 10:
		if p := anyOf(t, b, f.Payments, is("account_id", acc)); p != nil {
			err = f.ReversePayment(b.boss, p.ID, "退回")
		}
	case 11:
		if r.Intn(2) == 0 {
			_, err = f.Count(b.boss, acc, b.today, money.Minor(r.Int63n(600000)), "盘点")
		} else if e := anyOf(t, b, f.Journal, is("account_id", acc)); e != nil {
			err = f.ReverseEntry(b.boss, e.ID, "更正")
		}
	}
	if err != nil && app.KindOf(err) != app.Conflict && app.KindOf(err) != app.Invalid {
		t.Fatalf("%v", err)
	}
}

func (o *books) mustAddUp(t *testing.T, step int) {
	t.Helper()
	today := o.today
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
	for _, c := range o.customers {
		owed := money.Minor(o.cell(t, o.boss, "customer", c, "receivable_minor").Int())
		st, err := o.Finance.StatementOf(o.boss, c, 0, today)
		ok(t, err)
		if of[c].Total != owed || st.Closing != owed-of[c].Advance {
			t.Fatalf("step %d: customer %d owes %d, ageing %d advance %d, statement %d", step, c, owed, of[c].Total, of[c].Advance, st.Closing)
		}
	}
	plan, err := listing.Allow(o.boss, o.Ground.Registry, identity.May("receivable", identity.See), listing.Query{Entity: "receivable", Columns: []string{"number", "amount_minor", "settled_minor"}})
	ok(t, err)
	ok(t, o.Ground.Source.Each(o.boss, plan, func(r listing.Row) error {
		if amount, settled := r.Cells[1].Int(), r.Cells[2].Int(); settled < 0 || settled > amount {
			t.Fatalf("step %d: %s is settled with %d of %d", step, r.Cells[0].Text(), settled, amount)
		}
		return nil
	}))
	diffs, err := o.Ground.CheckSums(identity.System(context.Background(), "check"))
	ok(t, err)
	if len(diffs) != 0 {
		t.Fatalf("step %d: %+v", step, diffs)
	}
}
