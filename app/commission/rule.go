// Package commission works out what salespeople earn beside their wages: rules by what was
// signed, received or earned, with steps, the team's shares, and what is taken back when an
// order is cancelled, goods come back or money is reversed.
package commission

import (
	"cmp"
	"context"
	"slices"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Entity names.
const (
	Rules   = "commission_rule"
	Entries = "commission"
)

// Basis is what a commission is a share of.
type Basis string

// The bases: money that settled an order, the order as it was approved, its margin.
const (
	Received Basis = "received"
	Signed   Basis = "signed"
	Margin   Basis = "margin"
)

// Rule 提成规则 says how much somebody gets of what they sold.
type Rule struct {
	entity.Head
	Name       string
	Basis      Basis
	From, To   calendar.Date // in force; no end: until further notice
	PersonID   int64         // for one person only; 0: everybody
	Category   string        // of products; "": all
	OwnerShare money.Rate    // of the person in charge, where a deal has a team
	Whole      bool          // the step that is reached holds for the whole amount
	Closed     bool
	Remark     string
	Steps      []Step
}

// Step is the rate from an amount of the month on.
type Step struct {
	entity.Head
	RuleID int64
	Pos    int64
	From   money.Minor
	Rate   money.Rate
}

func describeStep() *entity.Desc[Step] {
	return entity.Describe("commission_step", "from_minor", func(s *Step, e *entity.Fields) {
		e.Ref("rule_id", Rules, &s.RuleID)
		e.Int("pos", &s.Pos)
		e.Money("from_minor", &s.From)
		entity.Scaled(e, "rate", 6, &s.Rate).In(entity.Share)
	})
}

// DescribeRule describes rules.
func DescribeRule() *entity.Desc[Rule] {
	return entity.Describe(Rules, "name", func(r *Rule, e *entity.Fields) {
		e.Text("name", &r.Name).Must().Found().Max(120)
		entity.Choice(e, "basis", &r.Basis, Received, Signed, Margin).Else(entity.Str(string(Received)))
		e.Date("from_on", &r.From).Must()
		e.Date("to_on", &r.To)
		e.Ref("person_id", "person", &r.PersonID)
		e.Dict("category", "product_category", &r.Category)
		entity.Scaled(e, "owner_share", 6, &r.OwnerShare).In(entity.Share).Else(entity.Num(1_000_000))
		e.Flag("whole", &r.Whole)
		e.Flag("closed", &r.Closed)
		e.LongText("remark", &r.Remark)
		entity.Lines(e, describeStep(), "rule_id", &r.Steps)
	})
}

func prepareRule(_ context.Context, _, r *Rule) error {
	r.Basis = cmp.Or(r.Basis, Received)
	slices.SortStableFunc(r.Steps, func(a, b Step) int { return cmp.Compare(a.From, b.From) })
	for i := range r.Steps {
		r.Steps[i].Pos = int64(i + 1)
	}
	return nil
}

func ruleRule(_ context.Context, _, r *Rule) error {
	switch {
	case !r.To.IsZero() && r.To < r.From:
		return app.E(app.Invalid, "commission.dates").At("to_on")
	case r.OwnerShare < 0 || r.OwnerShare > 1_000_000:
		return app.E(app.Invalid, "commission.share").At("owner_share")
	}
	for i, s := range r.Steps {
		if s.Rate < 0 || s.Rate > 1_000_000 || s.From < 0 {
			return app.E(app.Invalid, "commission.rate", "n", i+1)
		}
		if i > 0 && s.From == r.Steps[i-1].From {
			return app.E(app.Invalid, "commission.twice", "n", i+1)
		}
	}
	return nil
}

// Of is the commission of an amount: each step's rate for the part of the amount in it, or
// the rate of the step that is reached for all of it.
func (r *Rule) Of(amount money.Minor) (money.Minor, error) {
	var sum money.Minor
	for i, s := range r.Steps {
		if amount <= s.From {
			break
		}
		part := amount
		if !r.Whole {
			if i+1 < len(r.Steps) {
				part = min(part, r.Steps[i+1].From)
			}
			part -= s.From
		}
		m, err := s.Rate.Apply(part)
		if err != nil {
			return 0, err
		}
		if r.Whole {
			sum = 0
		}
		sum += m
	}
	return sum, nil
}

// holds tells whether a rule is in force in a month.
func (r *Rule) holds(month calendar.Date) bool {
	return !r.Closed && r.From <= month.MonthEnd() && (r.To.IsZero() || r.To >= month)
}

// mate is a colleague in a deal, with the share that the deal gives them; 0: none is said.
type mate struct {
	person int64
	share  money.Rate
}

// split shares an amount between the person in charge and their team. Where the deal says who
// gets how much, that counts, and the person in charge has the rest; else the rule's share is
// theirs and the team has the rest in equal parts.
func (r *Rule) split(amount money.Minor, owner int64, team []mate) map[int64]money.Minor {
	const whole = 1_000_000
	var said money.Rate
	for _, m := range team {
		said += m.share
	}
	weights := make([]int64, len(team)+1)
	switch {
	case said > 0:
		weights[0] = max(0, whole-int64(said))
		for i, m := range team {
			weights[i+1] = int64(m.share)
		}
	case len(team) == 0 || r.OwnerShare >= whole:
		return map[int64]money.Minor{owner: amount}
	default:
		weights[0] = int64(r.OwnerShare) * int64(len(team))
		for i := range team {
			weights[i+1] = whole - int64(r.OwnerShare)
		}
	}
	out := map[int64]money.Minor{}
	for i, m := range money.Spread(amount, weights) {
		switch {
		case i == 0:
			out[owner] += m
		case weights[i] != 0:
			out[team[i-1].person] += m
		}
	}
	return out
}
