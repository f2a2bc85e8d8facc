package suite_test

import (
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

// A deal with an approved order is to be marked as won: it is listed, its owner is reminded
// the day after, and the won deal says what is still missing. SAL-48
func TestWonDealsAreMarkedAndComplete(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		d := o.Sales.Opportunities.Desc.New()
		d.Name, d.CustomerID = "封箱线", c.ID
		ok(t, o.Sales.Opportunities.Create(zhou, d))
		listed := func(f listing.Node) int64 { t.Helper(); return o.count(t, zhou, sales.Opportunities, f) }
		if listed(sales.Unmarked) != 0 {
			t.Error("a deal without an order need not be marked")
		}
		q := o.draft(t, zhou, c.ID, 100)
		_, err := o.Sales.Quotes.Update(zhou, q.ID, 0, func(q *sales.Quote) error { q.OpportunityID = d.ID; return nil })
		ok(t, err)
		_, err = o.Sales.Send(zhou, q.ID)
		ok(t, err)
		ord, err := o.Sales.Convert(zhou, q.ID)
		ok(t, err)
		_, err = o.Sales.Submit(zhou, ord.ID)
		ok(t, err)
		asked, err := o.Approvals.Of(o.boss, sales.Orders, ord.ID)
		ok(t, err)
		for _, a := range asked {
			_, err = o.Approvals.Agree(o.boss, a.ID, "")
			ok(t, err)
		}
		if listed(sales.Unmarked) != 1 {
			t.Fatal("a deal with an approved order is to be marked")
		}
		o.clock.Move(24 * time.Hour)
		_, err = o.Reminders.Run(o.boss)
		ok(t, err)
		told, err := o.Reminders.Mine(zhou)
		ok(t, err)
		n := 0
		for _, r := range told {
			if r.Kind == "deal_unmarked" {
				n++
			}
		}
		if n != 1 {
			t.Errorf("reminded %d times: %+v", n, told)
		}
		_, err = o.Sales.CloseWon(zhou, d.ID, sales.Closing{Reason: "价格合适"})
		refused(t, err, "opportunity.won_amount")
		_, err = o.Sales.CloseWon(zhou, d.ID, sales.Closing{Reason: "价格合适", Amount: 10000, On: o.Ground.Registry.Today().AddDays(1)})
		refused(t, err, "opportunity.won_on")
		_, err = o.Sales.CloseWon(zhou, d.ID, sales.Closing{Amount: 10000})
		refused(t, err, "opportunity.reason")
		won, err := o.Sales.CloseWon(zhou, d.ID, sales.Closing{Reason: "价格合适", Amount: 10000, On: o.Ground.Registry.Today().AddDays(-1)})
		ok(t, err)
		if won.State != sales.Won || won.AmountMinor != 10000 || won.ClosedOn != o.Ground.Registry.Today().AddDays(-1) || won.Probability != money.Percent(100) {
			t.Errorf("won: %+v", won)
		}
		lacks, err := o.Sales.Lacks(zhou, won)
		ok(t, err)
		if len(lacks) != 1 || lacks[0] != "opportunity.lacks.contact" || listed(sales.Unmarked) != 0 || listed(sales.Incomplete) != 1 {
			t.Errorf("still missing: %v", lacks)
		}
		// the order is taken back: the deal has none any more
		_, err = o.Sales.CancelOrder(o.boss, ord.ID, "客户取消")
		ok(t, err)
		on, err := o.Sales.OrderedOn(zhou, d.ID)
		ok(t, err)
		if on != 0 {
			t.Errorf("ordered on %s", on)
		}
	})
}

// A colleague in the team works on the deal and sees its customer, until they leave it.
func TestTeamOfADeal(t *testing.T) { // SAL-05
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		d := o.Sales.Opportunities.Desc.New()
		d.Name, d.CustomerID = "封箱线", c.ID
		ok(t, o.Sales.Opportunities.Create(zhou, d))
		_, err := o.Sales.Opportunities.Get(wang, d.ID)
		refused(t, err, "record.not_found")
		team := func(ids ...int64) error {
			_, err := o.Sales.Opportunities.Update(zhou, d.ID, 0, func(d *sales.Opportunity) error {
				d.Team = nil
				for _, id := range ids {
					d.Team = append(d.Team, sales.Member{PersonID: id, Part: "技术"})
				}
				return nil
			})
			return err
		}
		refused(t, team(0), "field.required")
		refused(t, team(o.ids["zhou"]), "opportunity.team_owner")
		refused(t, team(o.ids["wang"], o.ids["wang"]), "opportunity.team_twice")
		ok(t, team(o.ids["wang"]))
		_, err = o.Sales.Move(wang, d.ID, 0, "need")
		ok(t, err)
		if _, err := o.Customers.Customers.Get(wang, c.ID); err != nil {
			t.Error("the team sees the customer:", err)
		}
		ok(t, team())
		_, err = o.Sales.Opportunities.Get(wang, d.ID)
		refused(t, err, "record.not_found")
		_, err = o.Customers.Customers.Get(wang, c.ID)
		refused(t, err, "record.not_found")
		// A share that somebody gave stays as it was, and so does one that another deal needs.
		ok(t, o.Customers.Shares.Give(zhou, record.Share{Kind: "customer", RecordID: c.ID, PersonID: o.ids["wang"], MayChange: true}))
		ok(t, team(o.ids["wang"]))
		ok(t, team())
		_, err = o.Customers.Customers.Update(wang, c.ID, 0, func(c *customer.Customer) error { c.Name = "苏州恒拓精密"; return nil })
		ok(t, err)
		chen := o.hire(t, "chen", "sales", 1)
		other := o.Sales.Opportunities.Desc.New()
		other.Name, other.CustomerID, other.Team = "码垛线", c.ID, []sales.Member{{PersonID: o.ids["chen"]}}
		ok(t, team(o.ids["chen"]))
		ok(t, o.Sales.Opportunities.Create(zhou, other))
		ok(t, team())
		if _, err := o.Customers.Customers.Get(chen, c.ID); err != nil {
			t.Error("the team of the other deal sees the customer:", err)
		}
	})
}
