package suite_test

import (
	"testing"

	"kontor/app"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// charge makes something owed by a customer.
func (o *office) charge(t testing.TB, customer int64, on string, amount money.Minor) *finance.Receivable {
	t.Helper()
	r := o.Finance.Receivables.Desc.New()
	r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "R"+on, customer, day(on), day(on).AddDays(30), amount
	ok(t, o.Finance.Receivables.Create(o.boss, r))
	return r
}

// Contracts, receipts, payments and what is open are summed by month, person and customer;
// the rows that each figure names add up to it. FIN-09
func TestFinanceStatistics(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 10_000_000)
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		o.charge(t, c.ID, "2026-01-10", 500_000)
		early := o.Finance.Money.Desc.New()
		early.CustomerID, early.AccountID, early.Amount, early.ReceivedOn = c.ID, bank, 200_000, day("2026-02-20")
		ok(t, o.Finance.Receive(o.boss, early, nil))
		shares, err := o.Finance.ProposeFor(o.boss, early.ID)
		ok(t, err)
		ok(t, o.Finance.Allocate(o.boss, early.ID, shares))
		k := o.Sales.Contracts.Desc.New()
		k.Name, k.CustomerID, k.Amount, k.SignedOn, k.StartsOn, k.EndsOn = "年框", c.ID, 800_000, day("2026-01-05"), day("2026-01-05"), day("2026-12-31")
		ok(t, o.Sales.Contracts.Create(o.boss, k))
		_, err = o.Sales.SubmitContract(o.boss, k.ID)
		ok(t, err)
		p := o.Finance.Payments.Desc.New()
		p.Payee, p.AccountID, p.Amount, p.PlannedOn = "房东", bank, 30_000, day("2026-03-02")
		ok(t, o.Finance.Payments.Create(o.boss, p))
		_, err = o.Finance.SubmitPayment(o.boss, p.ID)
		ok(t, err)
		from, to := day("2026-01-01"), day("2026-12-31")
		rows, err := o.Finance.Statistics(o.boss, from, to)
		ok(t, err)
		var sum finance.StatRow
		for _, r := range rows {
			sum.Signed, sum.Received, sum.Paid, sum.Open = sum.Signed+r.Signed, sum.Received+r.Received, sum.Paid+r.Paid, sum.Open+r.Open
		}
		if sum.Signed != 800_000 || sum.Received != 200_000 || sum.Paid != 30_000 || sum.Open != 300_000 {
			t.Errorf("%+v", sum)
		}
		for kind, f := range map[string]listing.Node{sales.Contracts: finance.Signed(from, to), finance.MoneyInName: finance.Came(from, to), finance.Payments: finance.Went(from, to)} {
			if n := o.count(t, o.boss, kind, f); n != 1 {
				t.Errorf("%d rows of %s behind the figure", n, kind)
			}
		}
		rows, err = o.Finance.Statistics(o.boss, from, day("2026-01-31"))
		ok(t, err)
		if n := len(rows); n != 2 || rows[1].Open != 500_000 {
			t.Errorf("at the end of January all was open: %+v", rows)
		}
		// What is abroad stands in its own currency and adds to nothing else.
		abroad := o.Sales.Contracts.Desc.New()
		abroad.Name, abroad.CustomerID, abroad.Amount, abroad.Currency, abroad.SignedOn, abroad.StartsOn, abroad.EndsOn = "Export", c.ID, 50_000, "USD", day("2026-01-06"), day("2026-01-06"), day("2026-12-31")
		abroad.RateE8 = 7_12000000
		ok(t, o.Sales.Contracts.Create(o.boss, abroad))
		_, err = o.Sales.SubmitContract(o.boss, abroad.ID)
		ok(t, err)
		rows, err = o.Finance.Statistics(o.boss, from, to)
		ok(t, err)
		byCurrency := map[string]money.Minor{}
		for _, r := range rows {
			byCurrency[r.Currency] += r.Signed
		}
		states, err := o.Finance.CustomerStates(o.boss, c.ID)
		ok(t, err)
		if len(states) != 1 || states[0].Contracts != 2 || states[0].Contracted != 800_000 || len(states[0].Abroad) != 1 || states[0].Abroad[0] != money.Of(50_000, "USD") {
			t.Errorf("the state of the customer: %+v", states)
		}
		if byCurrency[""] != 800_000 || byCurrency["USD"] != 50_000 || len(byCurrency) != 2 {
			t.Errorf("signed by currency: %v", byCurrency)
		}
	})
}

// Revenue of customers stands beside the period before and the year before; credits and
// returns count against it. FIN-16
func TestRevenueAndGrowth(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a, b := o.sell(t, o.boss, "苏州恒拓精密制造有限公司"), o.sell(t, o.boss, "杭州舜泽食品有限公司")
		o.charge(t, a.ID, "2025-01-20", 100_000)
		o.charge(t, a.ID, "2025-12-20", 80_000)
		r := o.charge(t, a.ID, "2026-01-15", 120_000)
		o.charge(t, b.ID, "2026-01-31", 50_000)
		void := o.charge(t, b.ID, "2026-01-30", 999_000)
		_, err := o.Finance.Receivables.Update(o.boss, void.ID, 0, func(r *finance.Receivable) error { r.Void, r.VoidOn = true, day("2026-02-01"); return nil })
		ok(t, err)
		list, months, err := o.Finance.Revenues(o.boss, day("2026-01-01"), day("2026-01-31"))
		ok(t, err)
		at := map[int64]finance.Revenue{}
		for _, x := range list {
			at[x.CustomerID] = x
		}
		if x := at[a.ID]; x.Now != 120_000 || x.Before != 80_000 || x.LastYear != 100_000 {
			t.Errorf("%+v", x)
		}
		if len(months) != 1 || months[0].Now != 170_000 || months[0].LastYear != 100_000 {
			t.Errorf("%+v", months)
		}
		ok(t, o.Finance.Credit(o.boss, r.ID, 20_000, "折让"))
		list, _, err = o.Finance.Revenues(o.boss, day("2026-01-01"), day("2026-12-31"))
		ok(t, err)
		var all money.Minor
		for _, x := range list {
			all += x.Now
		}
		if all != 150_000 {
			t.Errorf("the year has %d", all)
		}
	})
	before := func(from, to, today string) string {
		a, b := finance.SpanBefore(day(from), day(to), day(today))
		return a.String() + " " + b.String()
	}
	for _, x := range [][4]string{
		{"2026-02-01", "2026-02-28", "2026-05-01", "2026-01-01 2026-01-31"},
		{"2026-01-01", "2026-12-31", "2026-03-18", "2025-01-01 2025-03-18"},
		{"2026-01-01", "2026-03-31", "2026-06-01", "2025-10-01 2025-12-31"},
		{"2026-03-10", "2026-03-12", "2026-06-01", "2026-03-07 2026-03-09"},
	} {
		if got := before(x[0], x[1], x[2]); got != x[3] {
			t.Errorf("before %s – %s: %s", x[0], x[1], got)
		}
	}
}

// The state of a customer shows contracts, what was charged, settled and is open at once, and
// agrees with the ageing; the live overview agrees with both. FIN-17, FIN-19
func TestStateOfCustomersAndLiveOverview(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 10_000_000)
		a, b := o.sell(t, o.boss, "苏州恒拓精密制造有限公司"), o.sell(t, o.boss, "杭州舜泽食品有限公司")
		o.charge(t, a.ID, "2026-01-10", 500_000) // due on 9 February: overdue
		o.charge(t, a.ID, "2026-03-10", 100_000)
		o.charge(t, b.ID, "2026-03-12", 70_000)
		o.pay(t, a.ID, bank, 650_000)
		one, err := o.Finance.CustomerStates(o.boss, a.ID)
		ok(t, err)
		if len(one) != 1 || one[0].Planned != 600_000 || one[0].Outstanding+one[0].Received != 600_000 || one[0].Planned-one[0].Received != one[0].Outstanding {
			t.Fatalf("%+v", one)
		}
		all, err := o.Finance.CustomerStates(o.boss, 0)
		ok(t, err)
		age, err := o.Finance.AgeAt(o.boss, o.Ground.Registry.Today(), nil)
		ok(t, err)
		var open, owed money.Minor
		for _, x := range all {
			open += x.Outstanding
		}
		for _, r := range age.Rows {
			owed += r.Total
		}
		if open != owed {
			t.Errorf("states say %d is open, the ageing %d", open, owed)
		}
		live, err := o.Finance.LiveNow(o.boss)
		ok(t, err)
		got := map[string]finance.Live{}
		for _, x := range live {
			got[x.Group+"."+x.Key] = x
			if n := o.count(t, o.boss, x.Entity, x.Filter); n != x.N {
				t.Errorf("%s.%s says %d, its rows are %d", x.Group, x.Key, x.N, n)
			}
		}
		if x := got["receipt.open"]; x.Amount != open {
			t.Errorf("%+v, open are %d", x, open)
		}
		if x := got["receipt.today"]; x.N+got["receipt.month"].N == 0 {
			t.Errorf("nothing received: %+v", live)
		}
		zhou := o.hire(t, "zhou", "sales", 1)
		live, err = o.Finance.LiveNow(zhou)
		ok(t, err)
		for _, x := range live {
			if x.Group == "payment" || x.Key == "kept" && x.Amount != 0 {
				t.Errorf("a seller sees %s.%s", x.Group, x.Key)
			}
		}
	})
}

// Customers are classed by what they contribute: revenue less cost of goods less expenses; the
// thresholds are the company's own and shrink with the period. BI-15
func TestProfitClasses(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		seller := o.hire(t, "zhou", "sales", 1)
		a, b := o.sell(t, o.boss, "苏州恒拓精密制造有限公司"), o.sell(t, o.boss, "杭州舜泽食品有限公司")
		costly := o.item(t, "P1", 1000)
		_, err := o.Sales.Products.Update(o.boss, costly.ID, 0, func(p *sales.Product) error { p.Cost = 600 * money.Scale; return nil })
		ok(t, err)
		sell := func(customer, n int64) {
			d, err := o.Sales.NewOrder(o.boss, customer)
			ok(t, err)
			d.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, ProductID: costly.ID, Name: "设备", Unit: "台", Quantity: money.Quantity(n) * money.Scale, Price: 1130 * money.Scale, Tax: "13"}}}
			ok(t, o.Sales.Orders.Create(o.boss, d))
			_, err = o.Sales.Submit(o.boss, d.ID)
			ok(t, err)
		}
		sell(a.ID, 10)
		sell(b.ID, 1)
		from, to := day("2026-01-01"), day("2026-12-31")
		ok(t, o.Finance.SetProfitLimits(o.boss, finance.ProfitLimits{Gold: 3_000_00, Losing: 500_00}))
		refused(t, o.Finance.SetProfitLimits(o.boss, finance.ProfitLimits{Gold: 1, Losing: 2}), "finance.profit_limits")
		refusedAny(t, o.Finance.SetProfitLimits(seller, finance.ProfitLimits{Gold: 1}))
		_, err = o.Finance.Profits(seller, from, to)
		refusedAny(t, err)
		list, err := o.Finance.Profits(o.boss, from, to)
		ok(t, err)
		if len(list) != 2 || list[0].CustomerID != a.ID || list[0].Revenue != 10_000_00 || list[0].Cost != 6_000_00 || list[0].Total() != 4_000_00 || list[0].Class != finance.Gold || list[1].Class != finance.Losing {
			t.Errorf("%+v", list)
		}
		if n := o.count(t, o.boss, sales.Orders, finance.Sold(from, to)); n != 2 {
			t.Errorf("%d orders behind the figures", n)
		}
		claim := o.Finance.Expenses.Desc.New()
		claim.Subject, claim.On = "拜访", day("2026-03-10")
		ok(t, o.Finance.Expenses.Create(o.boss, claim))
		o.spent(t, "lin", claim.ID, "travel", 1_500_00, a.ID)
		_, err = o.Finance.SubmitExpense(o.boss, claim.ID)
		ok(t, err)
		list, err = o.Finance.Profits(o.boss, from, to)
		ok(t, err)
		if list[0].Expenses != 1_500_00 || list[0].Total() != 2_500_00 || list[0].Class != finance.Average {
			t.Errorf("with the expenses: %+v", list[0])
		}

		// The class is a column of the customers' list: it filters and sorts, follows the figures
		// and the thresholds, and nobody without the right to see costs learns it.
		classed := func(class finance.ProfitClass) int64 {
			return o.count(t, o.boss, "customer", listing.Is("profit_class", listing.Eq, string(class)))
		}
		n, err := o.Finance.Classify(o.boss)
		ok(t, err)
		if n != 1 || classed(finance.Average) != 1 || classed(finance.Losing) != 1 {
			t.Errorf("%d changed; %d average, %d losing", n, classed(finance.Average), classed(finance.Losing))
		}
		if n, err = o.Finance.Classify(o.boss); err != nil || n != 0 {
			t.Errorf("classed again %d changed, %v", n, err)
		}
		ok(t, o.Finance.SetProfitLimits(o.boss, finance.ProfitLimits{Gold: 2_000_00, Losing: 0}))
		if classed(finance.Gold) != 1 || classed(finance.Average) != 1 {
			t.Errorf("with other thresholds %d gold, %d average", classed(finance.Gold), classed(finance.Average))
		}
		row, err := o.Ground.Look(o.boss, "customer", a.ID, "profit_class", "profit_minor")
		ok(t, err)
		if row["profit_class"].Text() != "gold" || row["profit_minor"].Int() != 2_500_00 {
			t.Errorf("%v", row)
		}
		q := listing.Query{Entity: "customer", Filter: listing.Is("profit_class", listing.Filled)}
		if _, err := listing.Allow(seller, o.Ground.Registry, identity.May("customer", identity.See), q); app.KindOf(err) != app.Denied {
			t.Errorf("a salesperson filters by profit: %v", err)
		}
	})
	l := finance.ProfitLimits{Gold: 120_00, Losing: -12_00}
	for profit, want := range map[money.Minor]finance.ProfitClass{10_00: finance.Gold, 9_99: finance.Average, -1_00: finance.Average, -1_01: finance.Losing} {
		if got := l.Class(profit, 1); got != want {
			t.Errorf("%d in a month is %s, not %s", profit, got, want)
		}
	}
}
