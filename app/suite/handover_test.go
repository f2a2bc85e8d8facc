package suite_test

import (
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/sales"
)

// CUS-21, CUS-22: what somebody leaves behind is dealt out to several people; documents go
// to whoever got their customer, and the log says so.
func TestAPileIsDealtOutToSeveralPeople(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, manager := o.hire(t, "zhou", "sales", 1), o.hire(t, "wu", "manager", 1)
		o.hire(t, "wang", "sales", 1)
		o.hire(t, "chen", "sales", 1)
		quotes := map[int64]int64{} // customer → quote
		for _, name := range []string{"苏州恒拓", "深圳联芯", "宁波三洲", "无锡太湖", "绍兴越城"} {
			c := o.sell(t, zhou, name)
			quotes[c.ID] = o.draft(t, zhou, c.ID, 100).ID
		}
		_, err := o.Customers.Transfer(manager, customer.Transfer{From: o.ids["zhou"], Among: []int64{o.ids["wang"], o.ids["zhou"]}, Reason: "离职"})
		refused(t, err, "pool.owner")
		done, err := o.Customers.Transfer(manager, customer.Transfer{From: o.ids["zhou"], Among: []int64{o.ids["wang"], o.ids["chen"], o.ids["wang"]}, Reason: "离职", Leaving: true})
		ok(t, err)
		if len(done) != 2 || done[0].N != 5 || done[1].N != 5 {
			t.Errorf("handed over %+v", done)
		}
		got := map[int64]int{}
		for id, quote := range quotes {
			c, err := o.Customers.Customers.Get(o.boss, id)
			ok(t, err)
			q, err := o.Sales.Quotes.Get(o.boss, quote)
			ok(t, err)
			if got[c.OwnerID]++; q.OwnerID != c.OwnerID {
				t.Errorf("%s went to %d, its quote to %d", c.Name, c.OwnerID, q.OwnerID)
			}
			if n := o.count(t, manager, "handover", listing.All(is("customer_id", id), is("to_id", c.OwnerID))); n != 2 {
				t.Errorf("%s: %d entries in the log", c.Name, n)
			}
		}
		if got[o.ids["wang"]] != 3 || got[o.ids["chen"]] != 2 {
			t.Errorf("dealt out %v", got)
		}
	})
}

// CUS-59: a delivery nobody has signed for yet keeps its owner from being disabled, and is
// handed over although it was issued.
func TestAnOpenDeliveryIsHandedOver(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.hire(t, "zhou", "sales", 1)
		o.hire(t, "wang", "sales", 1)
		order, _ := o.ordered(t)
		x, err := o.Stock.NewDelivery(o.boss, order.ID)
		ok(t, err)
		x.OwnerID = o.ids["zhou"]
		ok(t, o.Stock.Deliveries.Create(o.boss, x))
		d := x.ID
		_, err = o.Stock.Issue(o.boss, d)
		ok(t, err)
		refused(t, o.Members.Disable(o.boss, o.ids["zhou"]), "person.owns")
		_, err = o.Customers.Transfer(o.boss, customer.Transfer{From: o.ids["zhou"], To: o.ids["wang"], Reason: "离职"})
		ok(t, err)
		x, err = o.Stock.Deliveries.Get(o.boss, d)
		ok(t, err)
		if x.OwnerID != o.ids["wang"] {
			t.Errorf("the delivery belongs to %d", x.OwnerID)
		}
		ok(t, o.Members.Disable(o.boss, o.ids["zhou"]))
	})
}

// CUS-36: nothing is quoted or ordered for a customer that waits for its review or was
// rejected.
func TestNoBusinessBeforeTheReview(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, manager := o.hire(t, "zhou", "sales", 1), o.hire(t, "wu", "manager", 1)
		ok(t, o.Customers.SetReview(o.boss, true))
		c := o.sell(t, zhou, "要审的客户")
		quote := func() error {
			q, err := o.Sales.NewQuote(zhou, c.ID)
			if err != nil {
				return err
			}
			return o.Sales.Quotes.Create(zhou, q)
		}
		refused(t, quote(), "trade.pending")
		ok(t, o.Customers.Decide(manager, []int64{c.ID}, false, "资料不全"))
		refused(t, quote(), "trade.rejected")
		other := o.sell(t, o.boss, "不用审的客户")
		q, err := o.Sales.NewQuote(o.boss, other.ID)
		ok(t, err)
		ok(t, o.Sales.Quotes.Create(o.boss, q))
		_, err = o.Sales.Quotes.Update(o.boss, q.ID, 0, func(q *sales.Quote) error { q.CustomerID = c.ID; return nil })
		refused(t, err, "trade.rejected")
		ok(t, o.Customers.Resubmit(zhou, c.ID))
		ok(t, o.Customers.Decide(manager, []int64{c.ID}, true, ""))
		ok(t, quote())
	})
}

// Running deals change hands one by one or together: with a reason, logged for each, and
// whoever takes them over is told and sees their customers. Closed ones stay.
func TestRunningDealsAreHandedOver(t *testing.T) { // SAL-13
	each(t, func(t *testing.T, o *office) {
		zhou, chen := o.hire(t, "zhou", "sales", 1), o.hire(t, "chen", "sales", 1)
		o.hire(t, "wang", "manager", 1)
		wang := o.as(t, "wang")
		c := o.sell(t, zhou, "上海舜泽食品有限公司")
		one, two, won := o.chance(t, zhou, c.ID, nil), o.chance(t, zhou, c.ID, nil), o.chance(t, zhou, c.ID, nil)
		_, err := o.Sales.Win(zhou, won.ID, "交期")
		ok(t, err)
		hand := customer.Hand{Kind: sales.Opportunities, IDs: []int64{one.ID, two.ID}, To: o.ids["chen"], Reason: "周敏休假"}
		_, err = o.Customers.HandOver(zhou, hand)
		refused(t, err, "access.denied")
		_, err = o.Customers.HandOver(wang, customer.Hand{Kind: hand.Kind, IDs: hand.IDs, To: hand.To})
		refused(t, err, "pool.reason")
		_, err = o.Customers.HandOver(wang, customer.Hand{Kind: hand.Kind, IDs: []int64{one.ID, won.ID}, To: hand.To, Reason: "x"})
		refused(t, err, "handover.closed")
		if n, err := o.Customers.HandOver(wang, hand); err != nil || n != 2 {
			t.Fatalf("%d %v", n, err)
		}
		if n, err := o.Customers.HandOver(wang, hand); err != nil || n != 0 {
			t.Errorf("again: %d %v", n, err)
		}
		if n := o.count(t, chen, sales.Opportunities, listing.Node{}); n != 2 {
			t.Errorf("chen has %d deals", n)
		}
		if _, err := o.Customers.Customers.Get(chen, c.ID); err != nil {
			t.Errorf("the customer of the deals: %v", err)
		}
		if n := o.count(t, chen, "reminder", listing.Is("kind", listing.Eq, "handed")); n != 2 {
			t.Errorf("%d reminders", n)
		}
		list, err := o.Customers.Handovers.Find(wang, listing.Is("entity", listing.Eq, sales.Opportunities))
		ok(t, err)
		if len(list) != 2 || list[0].FromID != o.ids["zhou"] || list[0].ToID != o.ids["chen"] || list[0].Reason != "周敏休假" || list[0].OwnerID != o.ids["wang"] {
			t.Errorf("%+v", list)
		}
		_, _, err = o.History.UndoLast(wang)
		ok(t, err)
		if n := o.count(t, zhou, sales.Opportunities, listing.Node{}); n != 3 {
			t.Errorf("taken back: zhou has %d", n)
		}
	})
}
