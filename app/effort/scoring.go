package effort

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Earned is what came in for one person, in the company's currency.
type Earned struct {
	Person   int64
	Received money.Minor
	Margin   money.Minor
	Won      int64
}

// PersonScore is how one person did in a period.
type PersonScore struct {
	Person    int64
	Name      string
	Unit      int64
	Rank      int // 1 is the best; who has the same score has the same rank
	Score     int64
	Grade     Grade
	Lines     []Scored
	Confirmed int64 // the appraisal that was made of it; 0: none
	Total     int64 // its score with what a manager added
}

// Scores are those of everybody whom the acting person may look at.
type Scores struct {
	Span     Span
	From, To calendar.Date
	People   []PersonScore // the best first
	Judged   []*Indicator  // what they are judged by
}

type scoringKey struct{}

// spanOf is the period of an appraisal that a day lies in.
func spanOf(span Span, d calendar.Date) (from, to calendar.Date, title string) {
	if span == Quarterly {
		y, m, _ := d.Parts()
		from = calendar.Of(y, (m-1)/3*3+1, 1)
		return from, from.AddMonths(2).MonthEnd(), from.String()[:4] + " Q" + string(rune('1'+(int(m)-1)/3))
	}
	return d.MonthStart(), d.MonthEnd(), d.String()[:7]
}

// ScoresOf works out how people did in the month or quarter of a day, from the records as
// they are now. SAL-42
func (s *Service) ScoresOf(ctx context.Context, span Span, day calendar.Date) (*Scores, error) {
	w, err := s.watchedBy(ctx, identity.May(Appraisals, identity.See))
	if err != nil {
		return nil, err
	}
	all, err := s.scores(identity.System(ctx, "scores"), span, day)
	if err != nil {
		return nil, err
	}
	all.People = slices.DeleteFunc(all.People, func(p PersonScore) bool { return !w.Has(p.Person, p.Unit) })
	return all, nil
}

// scores works out those of everybody.
func (s *Service) scores(ctx context.Context, span Span, day calendar.Date) (*Scores, error) {
	if span != Monthly && span != Quarterly {
		return nil, app.E(app.Invalid, "appraisal.span")
	}
	out := &Scores{Span: span}
	out.From, out.To, _ = spanOf(span, day)
	var err error
	if out.Judged, err = s.Indicators.Find(ctx, listing.Node{}, listing.Sort{Key: "weight", Desc: true}, listing.Sort{Key: "id"}); err != nil {
		return nil, err
	}
	policy, err := s.AppraisalPolicyOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := s.figuresOf(ctx, WorkQuery{From: out.From, To: out.To, Stretches: stretches(out.From, out.To, s.g.Registry.Zone()), Watched: Watched{All: true}})
	if err != nil {
		return nil, err
	}
	kept, err := s.Appraisals.Find(ctx, listing.All(listing.Is("span", listing.Eq, string(span)), listing.Is("from_on", listing.Eq, out.From.String())))
	if err != nil {
		return nil, err
	}
	for _, id := range f.who() {
		p := PersonScore{Person: id, Name: f.people.Name(id), Unit: f.people.Unit(id)}
		p.Lines, p.Score = scoreOf(f.lines(out.Judged, id, months(out.From, out.To)), policy.Limit)
		p.Grade, p.Total = policy.GradeOf(p.Score), p.Score
		for _, a := range kept {
			if a.OwnerID == id {
				p.Confirmed, p.Total, p.Grade = a.ID, a.Total, a.Grade
			}
		}
		out.People = append(out.People, p)
	}
	slices.SortStableFunc(out.People, func(a, b PersonScore) int { return cmp.Compare(b.Total, a.Total) })
	for i := range out.People {
		out.People[i].Rank = i + 1
		if i > 0 && out.People[i].Total == out.People[i-1].Total {
			out.People[i].Rank = out.People[i-1].Rank
		}
	}
	return out, nil
}

func months(from, to calendar.Date) int64 {
	n := int64(0)
	for d := from; d <= to; d = d.AddMonths(1) {
		n++
	}
	return n
}

// scoring holds the figures of everybody while scores are worked out.
type scoring struct {
	people  People
	tree    *identity.Tree
	actual  map[int64]map[Measure]int64 // hundredths
	targets map[int64]int64
}

func (s *Service) figuresOf(ctx context.Context, q WorkQuery) (*scoring, error) {
	f := &scoring{actual: map[int64]map[Measure]int64{}}
	var err error
	if f.people, err = s.p.People(ctx); err != nil {
		return nil, err
	}
	if f.tree, err = s.p.Tree(ctx); err != nil {
		return nil, err
	}
	if f.targets, err = s.targetsOf(ctx, q); err != nil {
		return nil, err
	}
	work, err := s.p.Store.Work(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, x := range work {
		switch {
		case x.What == Ordered:
			f.add(x.Person, MeasureSold, int64(x.Amount))
		case x.What == Quoted:
			f.add(x.Person, MeasureQuotes, 100*x.N)
		case x.What == NewCustomer:
			f.add(x.Person, MeasureFresh, 100*x.N)
		case x.What.IsContact():
			f.add(x.Person, MeasureFollow, 100*x.N)
			if x.What == "visit" {
				f.add(x.Person, MeasureVisits, 100*x.N)
			}
		}
	}
	earned, err := s.p.Store.Earned(ctx, q.From, q.To)
	for _, x := range earned {
		f.add(x.Person, MeasureReceived, int64(x.Received))
		f.add(x.Person, MeasureMargin, int64(x.Margin))
		f.add(x.Person, MeasureWon, 100*x.Won)
	}
	return f, err
}

func (f *scoring) add(person int64, m Measure, n int64) {
	if f.actual[person] == nil {
		f.actual[person] = map[Measure]int64{}
	}
	f.actual[person][m] += n
}

// who are those that are judged: who sells, and whoever has a sales target or figures.
func (f *scoring) who() []int64 {
	set := map[int64]bool{}
	add := func(id int64) {
		if f.people.Name(id) != "" {
			set[id] = true
		}
	}
	for _, role := range identity.SellerRoles {
		for _, id := range f.people.WithRole(role) {
			add(id)
		}
	}
	for id := range f.targets {
		add(id)
	}
	for id := range f.actual {
		add(id)
	}
	return slices.Sorted(maps.Keys(set))
}

// lines are the indicators that hold for a person, with what was aimed at and reached.
func (f *scoring) lines(list []*Indicator, person, months int64) []Scored {
	var out []Scored
	for _, x := range list {
		if x.Department != 0 && !slices.ContainsFunc(f.tree.Path(f.people.Unit(person)), func(u identity.Unit) bool { return u.ID == x.Department }) {
			continue
		}
		line := Scored{Name: x.Name, Measure: x.Measure, Weight: x.Weight, Goal: x.Goal * months, Actual: f.actual[person][x.Measure]}
		if x.Basis == BasisTarget {
			line.Goal = f.targets[person]
		}
		out = append(out, line)
	}
	return out
}

// Confirm keeps the scores of a period as appraisals: those that are there already are
// worked out anew and keep what a manager added. Scores that were rewarded stay as they
// are. It tells how many it kept.
func (s *Service) Confirm(ctx context.Context, span Span, day calendar.Date) (int, error) {
	a, err := identity.Need(ctx, identity.May(Appraisals, identity.Confirm))
	if err != nil {
		return 0, err
	}
	n := 0
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		all, err := s.ScoresOf(ctx, span, day)
		if err != nil {
			return err
		}
		if len(all.Judged) == 0 {
			return app.E(app.Invalid, "appraisal.no_indicator")
		}
		_, _, title := spanOf(span, day)
		cmd := context.WithValue(identity.Elevated(audit.Why(ctx, audit.Reason{Kind: "appraisal", Text: title})), scoringKey{}, true)
		for _, p := range all.People {
			fill := func(x *Appraisal) error {
				x.Title, x.Span, x.From, x.To = strings.TrimSpace(title+" "+p.Name), span, all.From, all.To
				x.OwnerID, x.UnitID, x.Score, x.Confirmed, x.Lines = p.Person, p.Unit, p.Score, a.ID, nil
				for i, l := range p.Lines {
					x.Lines = append(x.Lines, AppraisalLine{Pos: int64(i + 1), Scored: l})
				}
				return nil
			}
			if p.Confirmed == 0 {
				x := s.Appraisals.Desc.New()
				if err := fill(x); err != nil {
					return err
				}
				if err := s.Appraisals.Create(cmd, x); err != nil {
					return err
				}
				n++
				continue
			}
			rewarded, err := s.Rewards.Count(cmd, listing.All(ref("appraisal_id", p.Confirmed), listing.Not(listing.Is("state", listing.Eq, string(RewardRefused)))))
			if err != nil {
				return err
			}
			if rewarded > 0 {
				continue
			}
			if _, err := s.Appraisals.Update(cmd, p.Confirmed, 0, fill); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// Appraisal gives one with its lines.
func (s *Service) Appraisal(ctx context.Context, id int64) (*Appraisal, error) {
	return s.Appraisals.Get(ctx, id)
}
