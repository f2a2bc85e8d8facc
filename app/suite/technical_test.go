package suite_test

import (
	"testing"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// A deal goes to the technical office with what is needed; the office prices every line,
// the manager agrees, or sends it back, the salesperson is told and makes the quote of it.
func TestTechnicalOfficePricesADeal(t *testing.T) { // SAL-20
	each(t, func(t *testing.T, o *office) {
		tech := o.unit(t, "总工办", 1)
		zhou, gong := o.hire(t, "zhou", "sales", 1), o.hire(t, "gong", "sales", tech)
		o.hire(t, "wang", "manager", 1)
		wang := o.as(t, "wang")
		c := o.sell(t, zhou, "上海舜泽食品有限公司")
		d := o.chance(t, zhou, c.ID, func(d *sales.Opportunity) {
			d.Lines = []sales.DealLine{{Name: "非标装箱线", Quantity: 2 * money.Scale}}
		})
		_, err := o.Sales.AskOffice(zhou, sales.PricingWish{Deal: d.ID, To: o.ids["gong"]})
		refused(t, err, "pricing_request.needs")
		p, err := o.Sales.AskOffice(zhou, sales.PricingWish{Deal: d.ID, To: o.ids["gong"], Needs: "节拍 12 箱/分", DueOn: day("2026-03-25")})
		ok(t, err)
		if p.State != sales.PricingAsked || len(p.Lines) != 1 || p.AskedBy != o.ids["zhou"] {
			t.Errorf("%+v", p)
		}
		if n := o.count(t, gong, "reminder", listing.Is("kind", listing.Eq, "pricing_asked")); n != 1 {
			t.Errorf("the office has %d reminders", n)
		}
		for name, id := range map[string]int64{sales.Opportunities: d.ID, "customer": c.ID} {
			if n := o.count(t, gong, name, listing.IDs([]int64{id})); n != 1 {
				t.Errorf("the office does not see the %s", name)
			}
		}
		refused(t, o.Sales.HandInPricing(gong, p.ID), "pricing_request.unpriced")
		price := func(yuan int64) {
			t.Helper()
			_, err := o.Sales.Pricings.Update(gong, p.ID, 0, func(p *sales.Pricing) error {
				p.Lines[0].Price, p.Answer = money.Price(yuan*money.Scale), "含安装"
				return nil
			})
			ok(t, err)
		}
		price(90000)
		if _, err := o.Sales.Pricings.Update(zhou, p.ID, 0, func(p *sales.Pricing) error { p.Answer = "x"; return nil }); err == nil {
			t.Error("who asked changes the price")
		}
		ok(t, o.Sales.HandInPricing(gong, p.ID))
		decide := func(agree bool) {
			t.Helper()
			waiting, err := o.Approvals.Pending(wang)
			ok(t, err)
			if len(waiting) != 1 {
				t.Fatalf("%d wait", len(waiting))
			}
			if agree {
				_, err = o.Approvals.Agree(wang, waiting[0].ID, "同意")
			} else {
				_, err = o.Approvals.Refuse(wang, waiting[0].ID, "偏高")
			}
			ok(t, err)
		}
		_, err = o.Sales.QuotePricing(zhou, p.ID)
		refused(t, err, "pricing_request.not_returned")
		decide(false)
		price(86000)
		ok(t, o.Sales.HandInPricing(gong, p.ID))
		decide(true)
		got, err := o.Sales.Pricings.Get(zhou, p.ID)
		ok(t, err)
		if got.State != sales.PricingReturned || got.TotalMinor != 172_000_00 || got.Answer != "含安装" {
			t.Errorf("%+v", got)
		}
		if n := o.count(t, zhou, "reminder", listing.Is("kind", listing.Eq, "pricing_returned")); n != 1 {
			t.Errorf("who asked has %d reminders", n)
		}
		trail, err := o.Approvals.Of(zhou, sales.Pricings, p.ID)
		ok(t, err)
		if len(trail) != 2 {
			t.Errorf("the trail has %d approvals", len(trail))
		}
		q, err := o.Sales.QuotePricing(zhou, p.ID)
		ok(t, err)
		if q.TotalMinor != 172_000_00 || q.OpportunityID != d.ID {
			t.Errorf("%+v", q)
		}
	})
}
