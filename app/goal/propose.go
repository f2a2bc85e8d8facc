package goal

import (
	"cmp"
	"context"
	"slices"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// Proposal is what a person offers to sell, bottom-up. It changes no target until whoever
// may allocate takes it over (AsProposed).
type Proposal struct {
	Person int64 // 0: the acting person
	Year   int
	Month  int // 1 to 12; 0: the whole year, spread over its months as the target is
	Amount money.Minor
	Reason string
}

// Propose writes an offer down. Everybody may for themselves, who allocates for anybody.
func (s *Service) Propose(ctx context.Context, p Proposal) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	if p.Person == 0 {
		p.Person = a.ID
	}
	if p.Person != a.ID {
		if _, err := identity.NeedRight(ctx, identity.RightTargets); err != nil {
			return err
		}
	}
	if p.Amount < 0 {
		return app.E(app.Invalid, "money.negative").At("amount_minor")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		up := command(ctx, p.Reason)
		amounts, err := s.offered(up, p)
		if err != nil {
			return err
		}
		for m, amount := range amounts {
			if p.Month != 0 && m+1 != p.Month {
				continue
			}
			month := calendar.Of(p.Year, 1, 1).AddMonths(m)
			if err := s.put(up, personNode(p.Person), month, func(t *sales.Target) { t.Proposed = amount }); err != nil {
				return err
			}
		}
		return nil
	})
}

// offered spreads a proposal over the months.
func (s *Service) offered(ctx context.Context, p Proposal) ([]money.Minor, error) {
	if p.Month != 0 {
		out := make([]money.Minor, 12)
		if p.Month < 1 || p.Month > 12 {
			return nil, app.E(app.Invalid, "target.month").At("month")
		}
		out[p.Month-1] = p.Amount
		return out, nil
	}
	list, err := s.p.Sales.Targets.Find(ctx, listing.All(of(personNode(p.Person)), inYear(p.Year)))
	if err != nil {
		return nil, err
	}
	weights := make([]int64, 12)
	for _, t := range list {
		_, m, _ := t.Month.Parts()
		weights[m-1] += int64(t.AmountMinor)
	}
	return money.Spread(p.Amount, weights), nil
}

// Adjustment is one step in the history of a node's targets.
type Adjustment struct {
	At            int64 // Unix ms
	Person        string
	Month         int
	Proposed      bool // of the offer, not of the target
	Before, After money.Minor
	Reason        string

	set int64 // the change set: instants may be alike
}

// Adjustments tells who set the targets of a node in a year to what, the newest first.
func (s *Service) Adjustments(ctx context.Context, n Node, year int) ([]Adjustment, error) {
	b, err := s.BoardOf(ctx, year)
	if err != nil {
		return nil, err
	}
	if b.Find(n) < 0 {
		return nil, app.E(app.NotFound, "target.node")
	}
	list, err := s.p.Sales.Targets.Find(identity.System(ctx, "targets"), listing.All(of(n), inYear(year)))
	if err != nil {
		return nil, err
	}
	var out []Adjustment
	for _, t := range list {
		sets, err := s.g.Store.Sets(ctx, audit.Wanted{Root: sales.Targets, RootID: t.ID})
		if err != nil {
			return nil, err
		}
		_, month, _ := t.Month.Parts()
		for _, set := range sets {
			out = append(out, steps(set, t.ID, int(month))...)
		}
	}
	slices.SortStableFunc(out, func(a, b Adjustment) int { return cmp.Compare(b.set, a.set) })
	return out, nil
}

// steps reads the amounts out of one change set.
func steps(set audit.Set, id int64, month int) []Adjustment {
	var out []Adjustment
	for _, c := range set.Changes {
		if c.Entity != sales.Targets || c.Record != id {
			continue
		}
		for _, d := range c.Fields {
			if d.Key != "amount_minor" && d.Key != "proposed_minor" || d.Before.Int() == d.After.Int() {
				continue
			}
			out = append(out, Adjustment{
				At: set.At, Person: set.Person, Month: month, Proposed: d.Key == "proposed_minor",
				Before: money.Minor(d.Before.Int()), After: money.Minor(d.After.Int()), Reason: set.Reason, set: set.ID,
			})
		}
	}
	return out
}
