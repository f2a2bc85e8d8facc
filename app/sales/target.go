package sales

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Targets is the entity name.
const Targets = "target"

// TargetLevel says whose target it is.
type TargetLevel string

// The levels of targets.
const (
	TargetCompany    TargetLevel = "company"
	TargetDepartment TargetLevel = "department"
	TargetPerson     TargetLevel = "person"
)

// Target is what is to be sold in a month: approved orders in the company's currency.
type Target struct {
	entity.Head
	Level       TargetLevel
	Month       calendar.Date // its first day
	PersonID    int64
	Department  int64
	AmountMinor money.Minor
	Proposed    money.Minor // what the person offers to sell, bottom-up
	Responsible int64       // the one person who answers for it
	Remark      string
}

// DescribeTarget describes targets.
func DescribeTarget() *entity.Desc[Target] {
	return entity.Describe(Targets, "remark", func(t *Target, e *entity.Fields) {
		e.Open()
		entity.Choice(e, "level", &t.Level, TargetCompany, TargetDepartment, TargetPerson).Else(entity.Str(string(TargetCompany)))
		e.Date("month", &t.Month).In(entity.Month).Must()
		e.Ref("person_id", "person", &t.PersonID)
		e.Ref("department_id", "department", &t.Department)
		e.Money("amount_minor", &t.AmountMinor)
		e.Money("proposed_minor", &t.Proposed).Computed()
		e.Ref("responsible_id", "person", &t.Responsible)
		e.Text("remark", &t.Remark).Max(200)
	})
}

// Whose narrows a figure: the acting person's own, the departments', or everything the
// person may see.
type Whose string

// The ways to narrow.
const (
	Mine     Whose = "mine"
	Team     Whose = "team"
	Everyone Whose = "all"
)

// Filter is the condition on the owner or department of records.
func (w Whose) Filter() listing.Node {
	switch w {
	case Mine:
		return listing.Is("owner_id", listing.Eq, "me")
	case Team:
		return listing.Is("unit_id", listing.In, "mine")
	}
	return listing.Node{}
}

// TargetOf gives the target of a month: the acting person's, the sum of the departments
// the person leads or works in, or the company's. 0 when none was set.
func (s *Service) TargetOf(ctx context.Context, month calendar.Date, w Whose) (money.Minor, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return 0, err
	}
	filter := listing.All(listing.Is("month", listing.Eq, month.MonthStart().String()))
	switch w {
	case Mine:
		filter = listing.All(filter, listing.Is("level", listing.Eq, string(TargetPerson)), listing.Is("person_id", listing.Eq, "me"))
	case Team:
		filter = listing.All(filter, listing.Is("level", listing.Eq, string(TargetDepartment)), listing.Is("department_id", listing.In, "mine"))
	default:
		filter = listing.All(filter, listing.Is("level", listing.Eq, string(TargetCompany)))
	}
	if w == Team && len(a.Tree) == 0 {
		return 0, nil
	}
	list, err := s.Targets.Find(ctx, filter)
	if err != nil {
		return 0, err
	}
	if w == Team {
		if list, err = s.topmost(ctx, list); err != nil {
			return 0, err
		}
	}
	var sum money.Minor
	for _, t := range list {
		sum += t.AmountMinor
	}
	return sum, nil
}

// topmost leaves out the targets of departments whose target is a part of that of a
// department above them in the list.
func (s *Service) topmost(ctx context.Context, list []*Target) ([]*Target, error) {
	has := map[int64]bool{}
	for _, t := range list {
		has[t.Department] = t.AmountMinor != 0
	}
	var out []*Target
	for _, t := range list {
		below := false
		seen := map[int64]bool{}
		for id := t.Department; id != 0 && !seen[id] && !below; {
			seen[id] = true
			row, err := s.g.Look(identity.System(ctx, "targets"), "department", id, "parent_id")
			if err != nil {
				return nil, err
			}
			id = row["parent_id"].Int()
			below = has[id]
		}
		if !below {
			out = append(out, t)
		}
	}
	return out, nil
}

// DealsQuery lists the orders that count as sold between two days.
func DealsQuery(from, to calendar.Date, w Whose) listing.Query {
	return listing.Query{
		Entity: Orders, Sort: []listing.Sort{{Key: "date_on", Desc: true}}, Columns: OrderColumns, Totals: []string{"home_minor"},
		Filter: listing.All(w.Filter(), listing.Is("state", listing.In, string(OrderApproved), string(OrderClosed)),
			listing.Is("date_on", listing.Between, from.String(), to.String())),
	}
}
