package suite_test

import (
	"context"
	"math/rand"
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
)

// account makes a bank account with an opening balance.
func (o *office) account(t testing.TB, name, kind string, opening money.Minor) int64 {
	t.Helper()
	a := o.Finance.Accounts.Desc.New()
	a.Name, a.Kind, a.Opening = name, kind, opening
	ok(t, o.Finance.Accounts.Create(o.boss, a))
	return a.ID
}

// ordered makes an approved order of one line.
func (o *office) ordered(t testing.TB, customerID, yuan int64) *sales.Order {
	t.Helper()
	ord := o.Sales.Orders.Desc.New()
	ord.CustomerID, ord.On, ord.Subject = customerID, o.Ground.Registry.Today(), "封箱机"
	ord.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "自动折盖封箱机", Unit: "台", Quantity: money.Scale, Price: money.Price(yuan * money.Scale), Tax: "13"}}}
	ok(t, o.Sales.Orders.Create(o.boss, ord))
	got, err := o.Sales.Submit(o.boss, ord.ID)
	ok(t, err)
	if got.State != sales.OrderApproved {
		t.Fatalf("in a company of one person the order passes by itself; it is %s", got.State)
	}
	return got
}

func (o *office) received(t testing.TB, customerID, account int64, amount money.Minor) *finance.MoneyIn {
	t.Helper()
	m := o.Finance.Money.Desc.New()
	m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn, m.Payer = customerID, account, amount, o.Ground.Registry.Today(), "付款方"
	ok(t, o.Finance.Receive(o.boss, m, nil))
	return m
}

// FIN-01 FIN-02 FIN-05: an approved order is owed; money settles it, partly or fully; the
// lists, the journal and the ageing say the same.
func TestOrderToReceipt(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		bank := o.account(t, "招商银行 6621", "bank", 1_000_00)
		o.ordered(t, c.ID, 42_000)
		if got := o.cell(t, o.boss, "customer", c.ID, "receivable_minor"); got.Int() != 42_000_00 {
			t.Errorf("the customer list shows %d owed", got.Int())
		}
		m := o.received(t, c.ID, bank, 30_000_00)
		shares, err := o.Finance.ProposeFor(o.boss, m.ID)
		ok(t, err)
		ok(t, o.Finance.Allocate(o.boss, m.ID, shares))
		if got := o.cell(t, o.boss, "customer", c.ID, "receivable_minor"); got.Int() != 12_000_00 {
			t.Errorf("after 30,000.00 of 42,000.00 %d is owed", got.Int())
		}
		refused(t, o.Finance.Allocate(o.boss, m.ID, shares), "finance.over_open")

		r := o.Finance.Receipts.Desc.New()
		ok(t, o.Finance.IssueReceipt(o.boss, m.ID, r))
		if r.Serial != 1 || r.Number == "" || r.Amount != 30_000_00 || r.BalanceBefore != 42_000_00 || r.BalanceAfter != 12_000_00 {
			t.Errorf("the receipt says %+v", r)
		}
		again := o.Finance.Receipts.Desc.New()
		again.Amount = 1
		refused(t, o.Finance.IssueReceipt(o.boss, m.ID, again), "finance.receipt_amount")
		n, err := o.Finance.Printed(o.boss, r.ID)
		ok(t, err)
		if n != 1 {
			t.Errorf("the first print is number %d", n)
		}

		today := o.Ground.Registry.Today()
		age, err := o.Finance.AgeAt(o.boss, today, nil)
		ok(t, err)
		if age.Sum.Total != 12_000_00 {
			t.Errorf("the ageing adds up to %d", age.Sum.Total)
		}
		if before, err := o.Finance.AgeAt(o.boss, today-1, nil); err != nil || before.Sum.Total != 0 {
			t.Errorf("as of yesterday nothing was owed: %d %v", before.Sum.Total, err)
		}
		balances, err := o.Finance.Balances(o.boss, today, today)
		ok(t, err)
		if len(balances) != 1 || balances[0].Opening != 1_000_00 || balances[0].In != 30_000_00 || balances[0].Closing != 31_000_00 {
			t.Errorf("the account stands at %+v", balances)
		}
	})
}

// FIN-07: money is taken back by counter-entries, after what it settled was taken back.
func TestReversal(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "上海舜泽食品有限公司")
		bank := o.account(t, "招商银行", "bank", 0)
		o.ordered(t, c.ID, 500)
		m := o.received(t, c.ID, bank, 500_00)
		shares, err := o.Finance.ProposeFor(o.boss, m.ID)
		ok(t, err)
		ok(t, o.Finance.Allocate(o.boss, m.ID, shares))
		refused(t, o.Finance.ReverseMoney(o.boss, m.ID, "银行退回"), "finance.allocated")
		list, err := o.Finance.Allocations.Find(o.boss, is("money_in_id", m.ID))
		ok(t, err)
		refused(t, o.Finance.TakeBack(o.boss, list[0].ID, ""), "finance.reason")
		ok(t, o.Finance.TakeBack(o.boss, list[0].ID, "核销错了"))
		refused(t, o.Finance.TakeBack(o.boss, list[0].ID, "再来一次"), "finance.reversed_already")
		ok(t, o.Finance.ReverseMoney(o.boss, m.ID, "银行退回"))
		refused(t, o.Finance.ReverseMoney(o.boss, m.ID, "银行退回"), "finance.not_confirmed")
		today := o.Ground.Registry.Today()
		balances, err := o.Finance.Balances(o.boss, today, today)
		ok(t, err)
		if balances[0].Closing != 0 {
			t.Errorf("after the reversal the account holds %d", balances[0].Closing)
		}
		if got := o.cell(t, o.boss, "customer", c.ID, "receivable_minor"); got.Int() != 500_00 {
			t.Errorf("the customer owes %d again", got.Int())
		}
	})
}

// FIN-06: a payment order moves the balance when it is approved: 3,730 − 500 = 3,230.
func TestPaymentOrder(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		cash := o.account(t, "库存现金", "cash", 3_730_00)
		p := o.Finance.Payments.Desc.New()
		p.Payee, p.AccountID, p.Amount, p.PlannedOn = "宁波海顺物流", cash, 500_00, o.Ground.Registry.Today()
		ok(t, o.Finance.Payments.Create(o.boss, p))
		got, err := o.Finance.SubmitPayment(o.boss, p.ID)
		ok(t, err)
		if got.State != finance.Approved {
			t.Fatalf("the payment is %s", got.State)
		}
		today := o.Ground.Registry.Today()
		b, err := o.Finance.Balances(o.boss, today, today)
		ok(t, err)
		if b[0].Closing != 3_230_00 {
			t.Errorf("the cash box holds %d", b[0].Closing)
		}
		big := o.Finance.Payments.Desc.New()
		big.Payee, big.AccountID, big.Amount, big.PlannedOn = "宁波海顺物流", cash, 9_999_00, today
		ok(t, o.Finance.Payments.Create(o.boss, big))
		_, err = o.Finance.SubmitPayment(o.boss, big.ID)
		refused(t, err, "finance.cash_negative")
	})
}

// FIN-04: a salesperson sees only what their own customers owe, and books nothing.
func TestFinanceObeysScopeAndRights(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		top := o.unit(t, "销售一部", 1)
		seller := o.hire(t, "zhou", identity.RoleSales, top)
		c := o.sell(t, o.boss, "深圳悦品日化有限公司")
		o.account(t, "招商银行", "bank", 0)
		r := o.Finance.Receivables.Desc.New()
		r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "26030822", c.ID, day("2026-03-01"), day("2026-03-23"), 48_400_00
		ok(t, o.Finance.Receivables.Create(o.boss, r))
		age, err := o.Finance.AgeAt(seller, day("2026-04-01"), nil)
		ok(t, err)
		if age.Sum.Total != 0 {
			t.Errorf("a salesperson sees %d of a customer that is not theirs", age.Sum.Total)
		}
		if err := o.Finance.Book(seller, &finance.Entry{AccountID: 1, On: day("2026-03-01"), Summary: "x", In: 1}); err == nil {
			t.Error("a salesperson booked into the cash journal")
		}
		if _, err := o.Finance.Balances(seller, day("2026-03-01"), day("2026-03-31")); err == nil {
			t.Error("a salesperson saw the balances")
		}
	})
}

// The funds always add up: opening + in − out = closing, Σ allocations = settled, whatever
// is received, settled, taken back and reversed, in any order.
func TestFundsAlwaysAddUp(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		rnd := rand.New(rand.NewSource(11))
		c := o.sell(t, o.boss, "天津渤远冷链物流有限公司")
		bank, box := o.account(t, "工商银行", "bank", 700_00), o.account(t, "现金", "cash", 50_00)
		today := o.Ground.Registry.Today()
		want := map[int64]money.Minor{bank: 700_00, box: 50_00}
		var owed money.Minor
		var booked []*finance.MoneyIn
		for range 60 {
			switch rnd.Intn(4) {
			case 0:
				owed += o.owe(t, c.ID, today, money.Minor(1+rnd.Intn(900))*100)
			case 1:
				m := o.received(t, c.ID, bank, money.Minor(1+rnd.Intn(900))*100)
				want[bank] += m.Amount
				booked = append(booked, m)
			case 2:
				amount := money.Minor(1 + rnd.Intn(90))
				if o.Finance.Transfer(o.boss, finance.Transfer{From: box, To: bank, On: today, Amount: amount}) == nil {
					want[box], want[bank] = want[box]-amount, want[bank]+amount
				}
			case 3:
				if len(booked) == 0 {
					continue
				}
				m := booked[rnd.Intn(len(booked))]
				shares, err := o.Finance.ProposeFor(o.boss, m.ID)
				ok(t, err)
				if len(shares) == 0 {
					if o.Finance.ReverseMoney(o.boss, m.ID, "冲销") == nil {
						want[bank] -= m.Amount
					}
					continue
				}
				if o.Finance.Allocate(o.boss, m.ID, shares) == nil {
					for _, s := range shares {
						owed -= s.Amount
					}
				}
			}
		}
		balances, err := o.Finance.Balances(o.boss, today, today)
		ok(t, err)
		for _, b := range balances {
			if b.Opening+b.In-b.Out != b.Closing || b.Closing != want[b.Account.ID] {
				t.Errorf("%s: %d + %d − %d = %d, booked %d", b.Account.Name, b.Opening, b.In, b.Out, b.Closing, want[b.Account.ID])
			}
		}
		age, err := o.Finance.AgeAt(o.boss, today, nil)
		ok(t, err)
		list := o.cell(t, o.boss, "customer", c.ID, "receivable_minor")
		if age.Sum.Total != owed || money.Minor(list.Int()) != owed {
			t.Errorf("owed %d, ageing %d, list %d", owed, age.Sum.Total, list.Int())
		}
		wrong, err := o.Ground.CheckSums(identity.System(context.Background(), "night"))
		ok(t, err)
		if len(wrong) != 0 {
			t.Errorf("sums that do not add up: %+v", wrong)
		}
	})
}

func (o *office) owe(t testing.TB, customer int64, on calendar.Date, amount money.Minor) money.Minor {
	t.Helper()
	r := o.Finance.Receivables.Desc.New()
	r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "开票", customer, on, on+30, amount
	ok(t, o.Finance.Receivables.Create(o.boss, r))
	return amount
}
