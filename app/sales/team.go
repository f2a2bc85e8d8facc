package sales

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
)

// Member is a colleague who works on an opportunity beside its owner.
type Member struct {
	entity.Head
	OpportunityID int64
	Pos           int64
	PersonID      int64
	Part          string     // what they do in it, in words
	Share         money.Rate // of the commission; 0 for all: the commission rule shares
}

func describeMember() *entity.Desc[Member] {
	return entity.Describe("opportunity_member", "part", func(m *Member, e *entity.Fields) {
		e.Ref("opportunity_id", Opportunities, &m.OpportunityID)
		e.Int("pos", &m.Pos)
		e.Ref("person_id", "person", &m.PersonID).Must()
		e.Text("part", &m.Part).Max(60)
		entity.Scaled(e, "share", 6, &m.Share).In(entity.Share)
	})
}

// checkTeam refuses members that stand in the team twice, or own the deal anyway.
func (o *Opportunity) checkTeam() error {
	seen := map[int64]bool{o.OwnerID: o.OwnerID != 0}
	var shares money.Rate
	for i := range o.Team {
		m := &o.Team[i]
		m.Pos = int64(i + 1)
		switch {
		case m.PersonID == o.OwnerID:
			return app.E(app.Invalid, "opportunity.team_owner")
		case seen[m.PersonID]:
			return app.E(app.Invalid, "opportunity.team_twice")
		}
		seen[m.PersonID] = true
		if shares += m.Share; m.Share < 0 || shares > money.Percent(100) {
			return app.E(app.Invalid, "opportunity.team_share")
		}
	}
	return nil
}

func (o *Opportunity) members() []int64 {
	out := make([]int64, len(o.Team))
	for i, m := range o.Team {
		out[i] = m.PersonID
	}
	return out
}

// shareWithTeam lets the team work on the deal and see its customer; who leaves the team
// sees both no longer, unless the customer was shared otherwise or another deal of it has
// them in its team.
func (s *Service) shareWithTeam(ctx context.Context, e record.Saved[Opportunity]) error {
	var was []int64
	if e.Before != nil {
		was = e.Before.members()
	}
	now := e.After.members()
	up := identity.Elevated(ctx)
	for _, id := range now {
		if slices.Contains(was, id) {
			continue
		}
		for _, x := range []record.Share{
			{Kind: Opportunities, RecordID: e.After.ID, PersonID: id, MayChange: true},
			{Kind: "customer", RecordID: e.After.CustomerID, PersonID: id, Via: Opportunities},
		} {
			if err := s.letSee(up, x); err != nil {
				return err
			}
		}
	}
	gone := slices.DeleteFunc(slices.Clone(was), func(id int64) bool { return slices.Contains(now, id) })
	if len(gone) == 0 {
		return nil
	}
	if err := s.takeShares(up, Opportunities, e.After.ID, func(x *record.Share) bool { return slices.Contains(gone, x.PersonID) }); err != nil {
		return err
	}
	others, err := s.Opportunities.Find(identity.System(ctx, "team"), listing.All(ref("customer_id", e.Before.CustomerID), listing.Not(listing.IDs([]int64{e.After.ID}))))
	if err != nil {
		return err
	}
	return s.takeShares(up, "customer", e.Before.CustomerID, func(x *record.Share) bool {
		return x.Via == Opportunities && slices.Contains(gone, x.PersonID) &&
			!slices.ContainsFunc(others, func(o *Opportunity) bool { return slices.Contains(o.members(), x.PersonID) })
	})
}

// takeShares ends those shares of a record that are meant.
func (s *Service) takeShares(ctx context.Context, kind string, id int64, meant func(x *record.Share) bool) error {
	list, err := s.p.Customers.Shares.Of(ctx, kind, id)
	if err != nil {
		return err
	}
	for _, x := range list {
		if !meant(x) {
			continue
		}
		if err := s.p.Customers.Shares.Take(ctx, x.ID); err != nil {
			return err
		}
	}
	return nil
}
