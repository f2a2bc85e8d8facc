package suite_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
)

// FIN-02 FIN-06: money from abroad settles what is owed in its currency. An account in that
// currency gets the amount, one in the company's currency what the bank made of it; without a
// rate, or into an account of a third currency, nothing is booked.
func TestMoneyFromAbroad(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "Hanse Lebensmittel GmbH").ID
		account := func(name, currency string) int64 {
			a := o.Finance.Accounts.Desc.New()
			a.Name, a.Kind, a.Currency = name, "bank", currency
			ok(t, o.Finance.Accounts.Create(o.boss, a))
			return a.ID
		}
		cny, usd, eur := account("招商", "CNY"), account("中行美元", "USD"), account("中行欧元", "EUR")
		on := calendar.Must("2026-03-18")
		owe := func(number string) int64 {
			r := o.Finance.Receivables.Desc.New()
			r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Currency, r.RateE8, r.Amount = number, c, on, on, "USD", 7_12000000, 2_800_00
			ok(t, o.Finance.Receivables.Create(o.boss, r))
			return r.ID
		}
		first, second := owe("DD1"), owe("DD2")
		money7 := func(account int64, rate int64) *finance.MoneyIn {
			m := o.Finance.Money.Desc.New()
			m.ReceivedOn, m.CustomerID, m.AccountID, m.Method, m.Currency, m.RateE8, m.Amount, m.Fee = on, c, account, "bank", "USD", rate, 2_800_00, 10_00
			return m
		}
		share := func(id int64) []finance.Share { return []finance.Share{{ID: id, Amount: 2_800_00}} }
		refused(t, o.Finance.Receive(o.boss, money7(usd, 0), share(first)), "finance.rate")
		refused(t, o.Finance.Receive(o.boss, money7(eur, 7_15000000), share(first)), "finance.account_currency")
		ok(t, o.Finance.Receive(o.boss, money7(usd, 7_15000000), share(first)))
		ok(t, o.Finance.Receive(o.boss, money7(cny, 7_15000000), share(second)))
		balance := func(want map[int64]money.Minor) {
			t.Helper()
			list, err := o.Finance.Balances(o.boss, on, on)
			ok(t, err)
			for _, b := range list {
				if w, there := want[b.Account.ID]; there && b.Closing != w {
					t.Errorf("%s holds %d, want %d", b.Account.Name, b.Closing, w)
				}
			}
		}
		balance(map[int64]money.Minor{usd: 2_790_00, cny: 19_948_50, eur: 0})
		open, err := o.Finance.OpenOf(o.boss, c)
		ok(t, err)
		if len(open) != 0 {
			t.Errorf("still open: %+v", open)
		}
		move := finance.Transfer{From: usd, To: cny, On: on, Amount: 1_000_00, Summary: "结汇"}
		refused(t, o.Finance.Transfer(o.boss, move), "finance.transfer_got")
		move.Got = 7_130_00
		ok(t, o.Finance.Transfer(o.boss, move))
		balance(map[int64]money.Minor{usd: 1_790_00, cny: 27_078_50})
		refused(t, o.Finance.Transfer(o.boss, finance.Transfer{From: cny, To: account("工行", "CNY"), On: on, Amount: 100_00, Got: 99_00}), "finance.transfer_same")
	})
}
