package sales

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/reminder"
)

// Closing is what is told of a deal when it is marked as won (SAL-48).
type Closing struct {
	Reason string
	Amount money.Minor   // what it was won for
	On     calendar.Date // 0: today
}

// CloseWon marks a deal as won with what it was won for. Refused: without a reason
// (opportunity.reason), without an amount (opportunity.won_amount), on a day to come
// (opportunity.won_on).
func (s *Service) CloseWon(ctx context.Context, id int64, c Closing) (*Opportunity, error) {
	if c.On == 0 {
		c.On = s.today()
	}
	switch {
	case c.Amount <= 0:
		return nil, app.E(app.Invalid, "opportunity.won_amount").At("amount_minor")
	case c.On > s.today():
		return nil, app.E(app.Invalid, "opportunity.won_on", "date", c.On.String()).At("closed_on")
	}
	return s.end(ctx, id, Won, c.Reason, func(o *Opportunity) { o.AmountMinor, o.ClosedOn = c.Amount, c.On })
}

// Lacks tells what is still missing of the data of a won deal, as keys of texts: an order or
// contract, products, a contact, the amount.
func (s *Service) Lacks(ctx context.Context, o *Opportunity) ([]string, error) {
	if o.State != Won {
		return nil, nil
	}
	var out []string
	ordered, err := s.OrderedOn(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	for _, x := range []struct {
		key  string
		miss bool
	}{
		{"opportunity.lacks.order", ordered == 0},
		{"opportunity.lacks.products", len(o.Lines) == 0 && ordered == 0},
		{"opportunity.lacks.contact", o.ContactID == 0},
		{"opportunity.lacks.amount", o.AmountMinor == 0},
		{"opportunity.lacks.reason", strings.TrimSpace(o.Reason) == ""},
	} {
		if x.miss {
			out = append(out, x.key)
		}
	}
	return out, nil
}

// Unmarked are open deals that have an approved order and should be marked as won;
// Incomplete are won ones without an order, a contact or an amount.
var (
	Unmarked   = listing.All(listing.Is("state", listing.Eq, string(Open)), listing.Not(listing.Is("ordered_on", listing.Empty)))
	Incomplete = listing.All(listing.Is("state", listing.Eq, string(Won)),
		listing.Any(listing.Is("ordered_on", listing.Empty), listing.Is("contact_id", listing.Empty), listing.Is("amount_minor", listing.Eq, "0")))
)

// addClosing keeps since when a deal has an approved order, and reminds the owner of one
// that was not marked as won.
func (s *Service) addClosing(g *record.Ground) {
	g.Registry.Contribute(Opportunities, entity.Contributed("ordered_on", entity.KindDate))
	s.Orders.Saved.Do(s.dealOrdered)
	if s.p.Reminders != nil {
		s.p.Reminders.Add(reminder.SourceFunc(s.unmarkedDeals))
	}
}

// OrderedOn is the day of a deal's first approved order; 0 when there is none.
func (s *Service) OrderedOn(ctx context.Context, deal int64) (calendar.Date, error) {
	list, err := s.Orders.Find(identity.System(ctx, "closing"), listing.All(ref("opportunity_id", deal),
		listing.Is("state", listing.In, string(OrderApproved), string(OrderClosed))), listing.Sort{Key: "date_on"})
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0].On, nil
}

func (s *Service) dealOrdered(ctx context.Context, e record.Saved[Order]) error {
	deals := []int64{e.After.OpportunityID}
	if e.Before != nil {
		if e.Before.State == e.After.State && e.Before.OpportunityID == e.After.OpportunityID && e.Before.On == e.After.On {
			return nil
		}
		deals = append(deals, e.Before.OpportunityID)
	}
	for i, id := range deals {
		if id == 0 || i > 0 && id == deals[0] {
			continue
		}
		on, err := s.OrderedOn(ctx, id)
		if err != nil {
			return err
		}
		v := entity.Null
		if on != 0 {
			v = entity.Str(on.String())
		}
		if err := s.g.Store.Put(ctx, Opportunities, id, "ordered_on", v); err != nil {
			return err
		}
	}
	return nil
}

// unmarkedDeals reminds of deals whose order was approved the day before and that are still
// open.
func (s *Service) unmarkedDeals(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	sys := identity.System(ctx, "unmarked")
	list, err := s.Opportunities.Find(sys, listing.All(Unmarked, listing.Is("ordered_on", listing.Between, from.AddDays(-1).String(), to.AddDays(-1).String())))
	if err != nil {
		return nil, err
	}
	var out []reminder.Reminder
	for _, o := range list {
		on, err := s.OrderedOn(sys, o.ID)
		if err != nil {
			return nil, err
		}
		r := reminder.Notice("deal_unmarked", Opportunities, o.ID, o.Name, o.OwnerID, on)
		r.DueAt = on.AddDays(1).At(9*60, s.g.Registry.Zone()).UnixMilli()
		out = append(out, r)
	}
	return out, nil
}
