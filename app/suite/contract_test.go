package suite_test

import (
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/sales"
)

// A contract counts only when finance has approved it; its number is taken when it is
// submitted, and its instalments come to its amount. SAL-26 SAL-27
func TestContractReview(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, li := o.hire(t, "zhou", "sales", 1), o.hire(t, "li", "finance", 1)
		c := o.sell(t, zhou, "天津渤远冷链物流有限公司")
		q := o.draft(t, zhou, c.ID, 100000)
		_, err := o.Sales.Quotes.Update(zhou, q.ID, 0, func(q *sales.Quote) error { q.PaymentTerms = "s361"; return nil })
		ok(t, err)
		x, err := o.Sales.CreateContract(zhou, sales.ContractSource{Quote: q.ID})
		ok(t, err)
		if x.Number != "" || x.Amount != 10000000 || len(x.Lines) != 1 || len(x.Parts) != 3 || x.Parts[0].Amount != 3000000 || x.CustomerID != c.ID {
			t.Fatalf("from the quote: %+v", x)
		}
		x, err = o.Sales.Contracts.Update(zhou, x.ID, 0, func(x *sales.Contract) error { x.Amount = 12000000; return nil })
		ok(t, err)
		if x.Parts[0].Amount != 3600000 || x.Parts[1].Amount != 7200000 || x.Parts[2].Amount != 1200000 {
			t.Errorf("instalments follow the amount: %+v", x.Parts)
		}
		_, err = o.Sales.Contracts.Update(zhou, x.ID, 0, func(x *sales.Contract) error { x.Parts[0].Amount -= 100; return nil })
		ok(t, err)
		_, err = o.Sales.SubmitContract(zhou, x.ID)
		refused(t, err, "contract.parts")
		_, err = o.Sales.Contracts.Update(zhou, x.ID, 0, func(x *sales.Contract) error { x.Parts[0].Amount += 100; return nil })
		ok(t, err)
		_, err = o.Sales.Contracts.Update(zhou, x.ID, 0, func(x *sales.Contract) error { x.EndsOn = day("2026-01-01"); return nil })
		refused(t, err, "contract.dates")
		x, err = o.Sales.SubmitContract(zhou, x.ID)
		ok(t, err)
		if x.Number != "HT2026030001" || x.State != sales.ContractInReview {
			t.Errorf("%s %s", x.Number, x.State)
		}
		_, err = o.Sales.Contracts.Update(zhou, x.ID, 0, func(x *sales.Contract) error { x.Amount = 1; return nil })
		refused(t, err, "contract.locked")
		if got := o.cell(t, zhou, customer.Customers, c.ID, "contract_minor").Int(); got != 0 {
			t.Errorf("before the review it counts %d", got)
		}
		waiting, err := o.Approvals.Pending(li)
		ok(t, err)
		if len(waiting) != 1 || waiting[0].Entity != sales.Contracts {
			t.Fatalf("%+v", waiting)
		}
		_, err = o.Approvals.Return(li, waiting[0].ID, "补充质保金条款")
		ok(t, err)
		x, err = o.Sales.SubmitContract(zhou, x.ID)
		ok(t, err)
		if x.Number != "HT2026030001" {
			t.Errorf("returned, it keeps its number: %s", x.Number)
		}
		waiting, err = o.Approvals.Pending(li)
		ok(t, err)
		_, err = o.Approvals.Agree(li, waiting[0].ID, "")
		ok(t, err)
		if got := o.cell(t, zhou, customer.Customers, c.ID, "contract_minor").Int(); got != 12000000 {
			t.Errorf("approved, it counts %d", got)
		}
		_, err = o.Sales.EndContract(zhou, x.ID, true, " ")
		refused(t, err, "contract.reason")
		_, err = o.Sales.EndContract(zhou, x.ID, true, "客户倒闭")
		ok(t, err)
		if got := o.cell(t, zhou, customer.Customers, c.ID, "contract_minor").Int(); got != 0 {
			t.Errorf("terminated, it counts %d", got)
		}
	})
}

// What was ordered, delivered and paid under a contract fills its bars; a renewal takes
// its place when it is approved. SAL-26 SAL-28
func TestContractBarsAndRenewal(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		order, _ := o.ordered(t)
		x, err := o.Sales.CreateContract(o.boss, sales.ContractSource{Order: order.ID})
		ok(t, err)
		_, err = o.Sales.CreateContract(o.boss, sales.ContractSource{Order: order.ID})
		refused(t, err, "contract.order_has")
		if n := o.count(t, o.boss, sales.Contracts, listing.Node{}); n != 1 {
			t.Errorf("a refused contract stays: %d", n)
		}
		_, err = o.Sales.Contracts.Update(o.boss, x.ID, 0, func(x *sales.Contract) error { x.EndsOn = day("2026-04-10"); return nil })
		ok(t, err)
		x, err = o.Sales.SubmitContract(o.boss, x.ID)
		ok(t, err)
		if x.State != sales.ContractActive {
			t.Fatalf("one person: %s", x.State)
		}
		d, err := o.Stock.NewDelivery(o.boss, order.ID)
		ok(t, err)
		d.Lines[0].Quantity /= 2
		ok(t, o.Stock.Deliveries.Create(o.boss, d))
		d, err = o.Stock.Issue(o.boss, d.ID)
		ok(t, err)
		b, err := o.Sales.BarsOf(o.boss, x.ID)
		ok(t, err)
		if b.Amount != order.TotalMinor || b.Ordered != order.TotalMinor || b.Delivered != d.Value || b.Paid != 0 || b.Ahead != d.Value || b.Orders != 1 {
			t.Errorf("%+v", b)
		}
		more, err := o.Sales.OrderContract(o.boss, x.ID)
		ok(t, err)
		if more.ContractID != x.ID || len(more.Lines) != len(x.Lines) || more.State != sales.OrderDraft {
			t.Errorf("%+v", more)
		}
		next, err := o.Sales.Renew(o.boss, x.ID)
		ok(t, err)
		if next.PriorID != x.ID || next.StartsOn != day("2026-04-11") || next.EndsOn-next.StartsOn != x.EndsOn-x.StartsOn || next.Number != "" {
			t.Errorf("%+v", next)
		}
		_, err = o.Sales.Renew(o.boss, x.ID)
		refused(t, err, "contract.renewing")
		next, err = o.Sales.SubmitContract(o.boss, next.ID)
		ok(t, err)
		x, err = o.Sales.Contracts.Get(o.boss, x.ID)
		ok(t, err)
		if x.State != sales.ContractRenewed || x.NextID != next.ID || next.State != sales.ContractActive {
			t.Errorf("%s %d %s", x.State, x.NextID, next.State)
		}
		_, err = o.Sales.OrderContract(o.boss, x.ID)
		refused(t, err, "contract.not_active")
		o.clock.Set(next.EndsOn.AddDays(-30).At(10*60, o.Ground.Registry.Zone()))
		_, err = o.Reminders.Run(o.boss)
		ok(t, err)
		mine, err := o.Reminders.Mine(o.boss)
		ok(t, err)
		found := false
		for _, r := range mine {
			found = found || r.Kind == "contract_ending" && r.RecordID == next.ID
		}
		if !found {
			t.Errorf("30 days before its end: %+v", mine)
		}
	})
}
