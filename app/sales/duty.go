package sales

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
)

// addDuty keeps when something was last done for each opportunity (SAL-15), and reminds of
// open ones whose expected close has passed (SAL-12).
func (s *Service) addDuty(g *record.Ground) {
	g.Registry.Contribute(Opportunities, entity.Contributed("last_action_at", entity.KindInstant))
	s.p.Customers.Activities.Saved.Do(s.acted)
	if s.p.Reminders != nil {
		s.p.Reminders.Add(reminder.SourceFunc(s.overdueDeals))
	}
}

// acted notes a follow-up at its opportunity; one of the customer alone counts for all of
// the customer's open deals.
func (s *Service) acted(ctx context.Context, e record.Saved[customer.Activity]) error {
	a := e.After
	if e.Before != nil || !a.Kind.Meaningful() {
		return nil
	}
	sys := identity.System(ctx, "duty")
	filter := listing.All(ref("customer_id", a.CustomerID), listing.Is("state", listing.Eq, string(Open)))
	if a.OpportunityID != 0 {
		filter = listing.IDs([]int64{a.OpportunityID})
	}
	plan, err := listing.Allow(sys, s.g.Registry, identity.May(Opportunities, identity.See), listing.Query{Entity: Opportunities, Filter: filter, Columns: []string{"last_action_at"}})
	if err != nil {
		return err
	}
	later := []int64{}
	err = s.g.Source.Each(sys, plan, func(r listing.Row) error {
		if r.Cells[0].Int() < a.At {
			later = append(later, r.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range later {
		if err := s.g.Store.Put(ctx, Opportunities, id, "last_action_at", entity.Num(a.At)); err != nil {
			return err
		}
	}
	return nil
}

// overdueDeals reminds the owner the day after an expected close passed.
func (s *Service) overdueDeals(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	list, err := s.Opportunities.Find(identity.System(ctx, "overdue"), listing.All(listing.Is("state", listing.Eq, string(Open)),
		listing.Is("close_on", listing.Between, from.AddDays(-1).String(), to.AddDays(-1).String())))
	if err != nil {
		return nil, err
	}
	var out []reminder.Reminder
	for _, o := range list {
		r := reminder.Notice("deal_overdue", Opportunities, o.ID, o.Name, o.OwnerID, o.CloseOn)
		r.DueAt = o.CloseOn.AddDays(1).At(9*60, s.g.Registry.Zone()).UnixMilli()
		out = append(out, r)
	}
	return out, nil
}

// Idle is the filter of open deals for which nothing was done this month.
var Idle = listing.All(listing.Is("state", listing.Eq, string(Open)), listing.Any(listing.Is("last_action_at", listing.Empty), listing.Is("last_action_at", listing.Lt, "this_month")))
