package sales

import (
	"context"
	"math"
	"sort"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// ScoreQuery are the features of a deal that a score compares with closed deals.
type ScoreQuery struct {
	Unit     int64 // the team; 0: the whole company
	Stages   []string
	Source   string
	Industry string
	Grade    string
	Region   string
	Amount   money.Minor
	FromLead bool
}

// sizes are the upper ends of the classes of amounts, in minor units of the company.
var sizes = []money.Minor{1_0000_00, 5_0000_00, 20_0000_00}

// SizeOf is the class of an amount: 0 … 3, and its limits; to is 0 for the largest.
func SizeOf(m money.Minor) (class int, from, to money.Minor) {
	for i, s := range sizes {
		if m < s {
			if i > 0 {
				from = sizes[i-1]
			}
			return i, from, s
		}
	}
	return len(sizes), sizes[len(sizes)-1], 0
}

// Evidence counts the closed deals of a team that share one feature of a deal.
type Evidence struct {
	Variable  string // stage, source, industry, grade, region, size, lead
	Value     string
	Won, Lost int64
}

// Tally counts the closed deals of a team.
type Tally struct{ Won, Lost int64 }

// Reason is what one feature says: above 0 it speaks for the deal.
type Reason struct {
	Evidence
	LogRatio float64
}

// Score is how likely a deal is won, and why.
type Score struct {
	Known   bool // false: too few closed deals
	Tally   Tally
	Chance  money.Rate
	Reasons []Reason // the strongest first
}

// start is what counts begin at, so that nothing is impossible.
const start = 0.1

// ScoreOf is naive Bayes over won and lost deals: the odds of the team times the ratio of
// each feature. The denominators are the team's totals for every feature, so that stages,
// which lost deals reach less and less often, speak for a deal as it goes on.
func ScoreOf(all Tally, list []Evidence) Score {
	s := Score{Tally: all, Known: all.Won > 0 && all.Lost > 0}
	if !s.Known {
		return s
	}
	won, lost := float64(all.Won)+start, float64(all.Lost)+start
	odds := math.Log(won / lost)
	for _, e := range list {
		r := math.Log((float64(e.Won) + start) / won * lost / (float64(e.Lost) + start))
		odds += r
		s.Reasons = append(s.Reasons, Reason{e, r})
	}
	sort.SliceStable(s.Reasons, func(i, j int) bool { return math.Abs(s.Reasons[i].LogRatio) > math.Abs(s.Reasons[j].LogRatio) })
	p := min(max(1/(1+math.Exp(-odds)), 0.01), 0.99) // nothing is certain before it is signed
	s.Chance = money.Rate(math.Round(p*1000) * money.Scale / 1000)
	return s
}

// ScoreDeal scores a deal against the closed deals of its team, or of the company while the
// team has closed fewer than DwellNeeds.
func (s *Service) ScoreDeal(ctx context.Context, id int64) (Score, error) {
	o, err := s.Opportunities.Get(ctx, id)
	if err != nil {
		return Score{}, err
	}
	stages, err := s.StagesOf(ctx)
	if err != nil {
		return Score{}, err
	}
	c, err := s.p.Customers.Customers.Get(identity.System(ctx, "score"), o.CustomerID)
	if err != nil {
		return Score{}, err
	}
	q := ScoreQuery{Unit: o.UnitID, Source: o.Source, Industry: c.Industry, Grade: c.Grade, Region: c.Region, Amount: o.AmountMinor, FromLead: o.LeadID != 0}
	for i, st := range stages {
		if st.Key == o.Stage && i > 0 { // every deal reached the first stage: it says nothing
			for _, later := range stages[i:] {
				q.Stages = append(q.Stages, later.Key)
			}
		}
	}
	all, list, err := s.p.Store.ScoreCounts(ctx, q)
	if err != nil {
		return Score{}, err
	}
	if all.Won+all.Lost < DwellNeeds && q.Unit != 0 {
		q.Unit = 0
		if all, list, err = s.p.Store.ScoreCounts(ctx, q); err != nil {
			return Score{}, err
		}
	}
	for i := range list {
		if list[i].Variable == "stage" {
			list[i].Value = o.Stage
		}
	}
	return ScoreOf(all, list), nil
}

// UseScore takes the score over as the probability of a deal; it counts as typed from then
// on and follows the stage no longer.
func (s *Service) UseScore(ctx context.Context, id int64) (*Opportunity, error) {
	sc, err := s.ScoreDeal(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.Opportunities.Update(ctx, id, 0, func(o *Opportunity) error {
		if sc.Known && o.State == Open {
			o.Probability, o.Typed = sc.Chance, true
		}
		return nil
	})
}

// FollowStage gives a typed probability up: it follows the stage again.
func (s *Service) FollowStage(ctx context.Context, id int64) (*Opportunity, error) {
	stages, err := s.StagesOf(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := s.Opportunities.May(ctx, id, identity.Change); err != nil {
		return nil, err
	}
	return s.Opportunities.Update(command(ctx, "probability"), id, 0, func(o *Opportunity) error {
		if st, ok := stageOf(stages, o.Stage); ok && o.State == Open {
			o.Probability, o.Typed = st.Probability, false
		}
		return nil
	})
}

// recentWon are the ids of the deals won last, whose stays propose the time limits.
func (s *Service) recentWon(ctx context.Context) ([]int64, error) {
	plan, err := listing.Allow(identity.System(ctx, "limits"), s.g.Registry, identity.May(Opportunities, identity.See),
		listing.Query{Entity: Opportunities, Filter: listing.Is("state", listing.Eq, string(Won)), Sort: []listing.Sort{{Key: "closed_on", Desc: true}}})
	if err != nil {
		return nil, err
	}
	return s.g.Source.First(ctx, plan, 400)
}
