package sales

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

// Member is a colleague who works on an opportunity beside its owner.
type Member struct {
	entity.Head
	OpportunityID int64
	Pos           int64
	PersonID      int64
	Part          string // what they do in it, in words
}

func describeMember() *entity.Desc[Member] {
	return entity.Describe("opportunity_member", "part", func(m *Member, e *entity.Fields) {
		e.Ref("opportunity_id", Opportunities, &m.OpportunityID)
		e.Int("pos", &m.Pos)
		e.Ref("person_id", "person", &m.PersonID).Must()
		e.Text("part", &m.Part).Max(60)
	})
}

// checkTeam refuses members that stand in the team twice, or own the deal anyway.
func (o *Opportunity) checkTeam() error {
	seen := map[int64]bool{o.OwnerID: o.OwnerID != 0}
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
// sees the deal no longer.
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
			{Kind: "customer", RecordID: e.After.CustomerID, PersonID: id},
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
	list, err := s.p.Customers.Shares.Of(up, Opportunities, e.After.ID)
	if err != nil {
		return err
	}
	for _, x := range list {
		if slices.Contains(gone, x.PersonID) {
			if err := s.p.Customers.Shares.Take(up, x.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
