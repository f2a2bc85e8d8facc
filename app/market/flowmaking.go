package market

import (
	"context"
	"maps"
	"slices"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// MakeFlows makes the tasks of a month: one for each region with active channels that
// report, to whoever looks after the region, else to who looks after its first channel.
// What is there already stays. It tells how many were made.
func (s *Service) MakeFlows(ctx context.Context, month calendar.Date) (int, error) {
	if _, err := identity.Need(ctx, identity.May(Flows, identity.Add)); err != nil {
		return 0, err
	}
	month = month.MonthStart()
	if month > s.today() {
		return 0, app.E(app.Invalid, "flow_task.future").At("month")
	}
	sys := identity.System(ctx, "flows")
	list, err := s.Channels.Find(sys, listing.All(listing.Is("state", listing.Eq, string(ChannelActive)), listing.Is("reports", listing.Eq, "1"), listing.Is("region", listing.Filled)), listing.Sort{Key: "id"})
	if err != nil {
		return 0, err
	}
	first := map[string]*Channel{}
	for _, c := range list {
		if first[c.Region] == nil {
			first[c.Region] = c
		}
	}
	made := 0
	err = s.g.Tx.InTx(flowing(ctx, audit.Reason{Kind: "flow_make"}), func(ctx context.Context) error {
		have, err := s.Flows.Find(sys, listing.Is("month", listing.Eq, month.String()))
		if err != nil {
			return err
		}
		for _, f := range have {
			delete(first, f.Region)
		}
		for _, region := range slices.Sorted(maps.Keys(first)) {
			f := s.Flows.Desc.New()
			f.Month, f.Region = month, region
			if f.OwnerID, f.UnitID, err = s.inCharge(ctx, first[region]); err != nil {
				return err
			}
			if err := s.Flows.Create(ctx, f); err != nil {
				return err
			}
			made++
		}
		return nil
	})
	return made, err
}

// inCharge is who reports for the region of a channel, with the department.
func (s *Service) inCharge(ctx context.Context, c *Channel) (person, unit int64, err error) {
	care, err := s.CareFor(ctx, c.Region)
	if err != nil {
		return 0, 0, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return 0, 0, err
	}
	if person = care.Person; person == 0 && people.Active(c.OwnerID) {
		person = c.OwnerID
	}
	if person != 0 {
		unit = people.Unit(person)
	}
	return person, unit, nil
}

// MakeDueFlows is the job of every day: it makes the tasks of the month that is over, when
// they are not there yet.
func (s *Service) MakeDueFlows(ctx context.Context) error {
	p, err := s.FlowPolicyOf(ctx)
	if err != nil || p.Off {
		return err
	}
	_, err = s.MakeFlows(ctx, s.today().MonthStart().AddMonths(-1))
	return err
}

// Flowed is what one distributor passed on of a product in a month.
type Flowed struct {
	Month    string // YYYY-MM
	Region   string
	Channel  string
	Product  string
	Unit     string
	Quantity money.Quantity
	Lines    int64
}

// FlowsBetween sums the reports of months, both included, that the acting person may see;
// those that are not handed in yet count as they stand (SAL-45).
func (s *Service) FlowsBetween(ctx context.Context, from, to calendar.Date) ([]Flowed, error) {
	a, err := identity.Need(ctx, identity.May(Flows, identity.See))
	if err != nil {
		return nil, err
	}
	r := listing.ReachOf(s.g.Registry, a, identity.May(Flows, identity.See), s.Flows.Desc.Type)
	return s.p.Store.Flowed(ctx, r, from.MonthStart(), to.MonthStart())
}
