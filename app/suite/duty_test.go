package suite_test

import (
	"testing"

	"kontor/app/customer"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/app/sales"
)

// Every lead and opportunity needs an action a month, even if nothing changed; the others
// are listed. SAL-14 SAL-15
func TestMonthlyDuty(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		a, b := o.sell(t, zhou, "上海舜泽食品有限公司"), o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		one, two, other := o.chance(t, zhou, a.ID, nil), o.chance(t, zhou, a.ID, nil), o.chance(t, zhou, b.ID, nil)
		idle := func() int64 { return o.count(t, zhou, sales.Opportunities, sales.Idle) }
		if n := idle(); n != 3 {
			t.Errorf("nothing was done: %d", n)
		}
		note := func(customerID, dealID int64) {
			_, err := o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: customerID, OpportunityID: dealID, Kind: customer.NoteCall, Text: "无变化"}})
			ok(t, err)
		}
		note(a.ID, one.ID)
		if n := idle(); n != 2 {
			t.Errorf("one deal was looked after: %d", n)
		}
		note(a.ID, 0) // of the customer alone: counts for all its deals
		if n := idle(); n != 1 {
			t.Errorf("the customer was looked after: %d", n)
		}
		l := o.hint(t, zhou, "无锡泓源食品有限公司", "13900000001", false)
		pooled := o.hint(t, o.boss, "常州博锦", "13900000002", true)
		if n := o.count(t, zhou, lead.Leads, lead.Idle); n != 1 {
			t.Errorf("leads of the pool are nobody's duty: %d", n)
		}
		_, err := o.Leads.Log(zhou, l.ID, customer.NoteCall, " ")
		refused(t, err, "activity.empty")
		_, err = o.Leads.Log(o.boss, pooled.ID, customer.NoteCall, "x")
		refused(t, err, "lead.nobody")
		l, err = o.Leads.Log(zhou, l.ID, customer.NoteCall, "约下周看样机")
		ok(t, err)
		notes, err := o.Leads.NotesOf(o.boss, l.ID)
		ok(t, err)
		if l.State != lead.Working || len(notes) != 1 || notes[0].PersonID != o.ids["zhou"] {
			t.Errorf("%+v %+v", l, notes)
		}
		if n := o.count(t, zhou, lead.Leads, lead.Idle); n != 0 {
			t.Errorf("looked after: %d", n)
		}
		o.clock.Set(day("2026-04-01").At(9*60, o.Ground.Registry.Zone()))
		if n := idle(); n != 3 || o.count(t, zhou, lead.Leads, lead.Idle) != 1 {
			t.Errorf("a new month begins anew: %d", n)
		}
		_, _ = two, other
	})
}

// What was done for a lead stands in the timeline of the customer it became. SAL-49
func TestNotesOfALeadMoveOn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		l := o.hint(t, o.boss, "无锡泓源食品有限公司", "13900000001", false)
		_, err := o.Leads.Log(o.boss, l.ID, customer.NoteVisit, "看了产线")
		ok(t, err)
		w, err := o.Leads.WishFor(o.boss, l.ID)
		ok(t, err)
		l, err = o.Leads.AskConversion(o.boss, l.ID, w)
		ok(t, err)
		if n := o.count(t, o.boss, customer.Activities, listing.All(is("customer_id", l.CustomerID), is("opportunity_id", l.OpportunityID), listing.Is("kind", listing.Eq, "visit"))); n != 1 {
			t.Errorf("%d visits", n)
		}
	})
}

// The owner is reminded the day after an expected close has passed. SAL-12
func TestOverdueDealsAreReminded(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "上海舜泽食品有限公司")
		o.chance(t, zhou, c.ID, func(d *sales.Opportunity) { d.CloseOn = day("2026-03-20") })
		_, err := o.Reminders.Run(o.boss)
		ok(t, err)
		o.clock.Set(day("2026-03-21").At(10*60, o.Ground.Registry.Zone()))
		_, err = o.Reminders.Run(o.boss)
		ok(t, err)
		mine, err := o.Reminders.Mine(zhou)
		ok(t, err)
		if len(mine) != 1 || mine[0].Kind != "deal_overdue" {
			t.Errorf("%+v", mine)
		}
		if n := o.count(t, zhou, sales.Opportunities, listing.Is("close_on", listing.Lt, "today")); n != 1 {
			t.Errorf("the list of those past their date: %d", n)
		}
	})
}
