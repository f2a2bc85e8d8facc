package suite_test

import (
	"context"
	"testing"

	"kontor/app/commission"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

func (o *office) commissionRule(t testing.TB, basis commission.Basis, steps ...commission.Step) *commission.Rule {
	t.Helper()
	r := o.Commissions.Rules.Desc.New()
	r.Name, r.Basis, r.From, r.Steps = string(basis), basis, day("2026-01-01"), steps
	ok(t, o.Commissions.Rules.Create(o.boss, r))
	return r
}

// earned sums a person's commissions of a month.
func (o *office) earned(t testing.TB, ctx context.Context, login, month string) (base, amount money.Minor) {
	t.Helper()
	rows, err := o.Commissions.Sums(ctx, day(month), day(month))
	ok(t, err)
	for _, r := range rows {
		if r.PersonID == o.ids[login] {
			base, amount = base+r.Base, amount+r.Amount
		}
	}
	return base, amount
}

// What is received earns a commission by steps; reversed money takes it back at the rate at
// which it was given; an approved month is locked and goes into the wages. SAL-41
func TestCommissionOfMoneyReceived(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行", "bank", 1_000_000)
		zhou, clerk := o.hire(t, "zhou", "sales", 1), o.hire(t, "money", "finance", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		o.commissionRule(t, commission.Received, commission.Step{From: 1_000_000, Rate: 50_000}, commission.Step{From: 0, Rate: 30_000})
		due := func(amount money.Minor) *finance.Receivable {
			r := o.Finance.Receivables.Desc.New()
			r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount, r.OwnerID = "R1", c.ID, day("2026-03-01"), day("2026-04-01"), amount, o.ids["zhou"]
			ok(t, o.Finance.Receivables.Create(o.boss, r))
			return r
		}
		first, second := due(800_000), due(600_000)
		o.pay(t, c.ID, bank, 1_400_000, finance.Share{ID: first.ID, Amount: 800_000}, finance.Share{ID: second.ID, Amount: 600_000})
		_, err := o.Commissions.Calculate(zhou, day("2026-03-01"))
		refusedAny(t, err)
		_, err = o.Commissions.Calculate(clerk, day("2026-09-01"))
		refused(t, err, "commission.future")
		n, err := o.Commissions.Calculate(clerk, day("2026-03-18"))
		ok(t, err)
		base, amount := o.earned(t, zhou, "zhou", "2026-03-01")
		if n != 2 || base != 1_400_000 || amount != 50_000 { // 3 % of 10,000 and 5 % of 4,000
			t.Fatalf("%d entries, %d of %d", n, amount, base)
		}
		if n, err = o.Commissions.Calculate(clerk, day("2026-03-01")); err != nil || n != 2 {
			t.Errorf("worked out twice: %d %v", n, err)
		}
		e, err := o.Commissions.Entries.First(clerk, listing.Node{})
		ok(t, err)
		_, err = o.Commissions.Entries.Update(clerk, e.ID, 0, func(e *commission.Entry) error { e.Amount = 1; return nil })
		refused(t, err, "commission.computed")
		_, err = o.Commissions.ApproveMonth(zhou, day("2026-03-01"))
		refusedAny(t, err)
		n, err = o.Commissions.ApproveMonth(clerk, day("2026-03-01"))
		ok(t, err)
		_, err = o.Commissions.Calculate(clerk, day("2026-03-01"))
		refused(t, err, "commission.locked")

		o.wage(t, "zhou", "2026-02-01", 1_000_000, 0)
		o.wage(t, "lin", "2026-02-01", 1_000_000, 0)
		o.Finance.Attended = nil
		_, err = o.Finance.FillWages(clerk, day("2026-03-01"))
		ok(t, err)
		w, err := o.Finance.Wages.First(o.boss, listing.All(is("owner_id", o.ids["zhou"]), listing.Is("month", listing.Eq, "2026-03-01")))
		ok(t, err)
		if w.Commission != 50_000 || w.Net != 1_050_000 {
			t.Errorf("the wage: %+v", w)
		}
		_, err = o.Finance.ApproveWages(clerk, []int64{w.ID})
		ok(t, err)
		refused(t, o.Commissions.ReopenMonth(clerk, day("2026-03-01"), "重算"), "commission.in_wages")
		ok(t, o.Finance.ReopenWage(clerk, w.ID, "重算"))
		refused(t, o.Commissions.ReopenMonth(clerk, day("2026-03-01"), ""), "finance.reason")
		ok(t, o.Commissions.ReopenMonth(clerk, day("2026-03-01"), "客户退款"))
		a, err := o.Finance.Allocations.First(o.boss, is("receivable_id", second.ID))
		ok(t, err)
		ok(t, o.Finance.TakeBack(o.boss, a.ID, "退款"))
		_, err = o.Commissions.Calculate(clerk, day("2026-03-01"))
		ok(t, err)
		if base, amount = o.earned(t, clerk, "zhou", "2026-03-01"); base != 800_000 || amount != 24_000 {
			t.Errorf("after the reversal %d of %d", amount, base)
		}
		if n != 2 {
			t.Errorf("%d approved", n)
		}
	})
}

// Signed orders and margins earn by order, teams share, and an order that is cancelled after
// its month was approved is taken back in the next one. SAL-41
func TestCommissionSplitAndClawback(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		clerk := o.hire(t, "money", "finance", 1)
		o.hire(t, "zhou", "sales", 1)
		o.hire(t, "sun", "sales", 1)
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		deal := o.deal(t, o.boss, c.ID, "产线")
		_, err := o.Sales.Opportunities.Update(o.boss, deal.ID, 0, func(d *sales.Opportunity) error {
			d.Team = []sales.Member{{PersonID: o.ids["zhou"]}, {PersonID: o.ids["sun"]}}
			return nil
		})
		ok(t, err)
		r := o.commissionRule(t, commission.Signed, commission.Step{Rate: 100_000})
		_, err = o.Commissions.Rules.Update(o.boss, r.ID, 0, func(r *commission.Rule) error { r.OwnerShare = 600_000; return nil })
		ok(t, err)
		d, err := o.Sales.NewOrder(o.boss, c.ID)
		ok(t, err)
		d.OpportunityID, d.On = deal.ID, day("2026-02-10")
		d.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "设备", Unit: "台", Quantity: money.Scale, Price: 1000 * money.Scale, Tax: "13"}}}
		ok(t, o.Sales.Orders.Create(o.boss, d))
		_, err = o.Sales.Submit(o.boss, d.ID)
		ok(t, err)
		_, err = o.Commissions.Calculate(clerk, day("2026-02-01"))
		ok(t, err)
		for login, want := range map[string]money.Minor{"lin": 6_000, "zhou": 2_000, "sun": 2_000} {
			if _, amount := o.earned(t, clerk, login, "2026-02-01"); amount != want {
				t.Errorf("%s earned %d, not %d", login, amount, want)
			}
		}

		// What the deal itself says of the shares counts more than the rule: 25 % and 5 %, the
		// person in charge has the rest; a team cannot have more than there is.
		shares := func(zhou, sun money.Rate) error {
			_, err := o.Sales.Opportunities.Update(o.boss, deal.ID, 0, func(d *sales.Opportunity) error {
				d.Team[0].Share, d.Team[1].Share = zhou, sun
				return nil
			})
			return err
		}
		refused(t, shares(money.Percent(60), money.Percent(41)), "opportunity.team_share")
		refused(t, shares(-1, 0), "opportunity.team_share")
		for _, c := range []struct {
			zhou, sun money.Rate
			want      map[string]money.Minor
		}{
			{money.Percent(25), money.Percent(5), map[string]money.Minor{"lin": 7_000, "zhou": 2_500, "sun": 500}},
			{money.Percent(100), 0, map[string]money.Minor{"lin": 0, "zhou": 10_000, "sun": 0}},
			{money.Percent(40), 0, map[string]money.Minor{"lin": 6_000, "zhou": 4_000, "sun": 0}}, // who has none said gets none
			{0, 0, map[string]money.Minor{"lin": 6_000, "zhou": 2_000, "sun": 2_000}},
		} {
			ok(t, shares(c.zhou, c.sun))
			_, err = o.Commissions.Calculate(clerk, day("2026-02-01"))
			ok(t, err)
			for login, want := range c.want {
				if _, amount := o.earned(t, clerk, login, "2026-02-01"); amount != want {
					t.Errorf("with %s and %s %s earned %d, not %d", c.zhou, c.sun, login, amount, want)
				}
			}
		}
		_, err = o.Commissions.ApproveMonth(clerk, day("2026-02-01"))
		ok(t, err)
		_, err = o.Sales.CancelOrder(o.boss, d.ID, "客户撤单")
		ok(t, err)
		_, err = o.Commissions.Calculate(clerk, day("2026-03-01"))
		ok(t, err)
		for login, want := range map[string]money.Minor{"lin": -6_000, "zhou": -2_000, "sun": -2_000} {
			if _, amount := o.earned(t, clerk, login, "2026-03-01"); amount != want {
				t.Errorf("%s gives %d back, not %d", login, amount, want)
			}
		}
		var back money.Minor
		rows, err := o.Commissions.Sums(clerk, day("2026-03-01"), day("2026-03-01"))
		ok(t, err)
		for _, x := range rows {
			back += x.Back
		}
		if back != -10_000 {
			t.Errorf("taken back: %d", back)
		}
	})
	r := commission.Rule{Steps: []commission.Step{{From: 0, Rate: 10_000}, {From: 100_00, Rate: 20_000}}}
	for amount, want := range map[money.Minor]money.Minor{-5: 0, 0: 0, 100_00: 1_00, 200_00: 3_00} {
		if got, err := r.Of(amount); err != nil || got != want {
			t.Errorf("by steps: %d of %d, not %d", got, amount, want)
		}
	}
	r.Whole = true
	if got, err := r.Of(200_00); err != nil || got != 4_00 {
		t.Errorf("the whole by the step that is reached: %d", got)
	}
}
