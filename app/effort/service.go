// Package effort is the room of what salespeople do and achieve: their performance
// entries and logs, how much they did day by day, the report that writes itself from the
// records, what managers say to it, and where new customers come from.
package effort

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
	"kontor/app/sales"
)

// Entity names.
const (
	Performances = "performance"
	Logs         = "sales_log"
	Comments     = "comment"
)

// Store answers the questions that are not lists.
type Store interface {
	// Achieved sums performance entries within reach by day and person.
	Achieved(ctx context.Context, within listing.Reach, from, to calendar.Date) ([]Achieved, error)
	// Work counts what people did, by person and day.
	Work(ctx context.Context, q WorkQuery) ([]Work, error)
	// Acquired counts new customers within reach by day, source and reason, with what they
	// bought up to the last day.
	Acquired(ctx context.Context, q AcquiredQuery) ([]Acquired, error)
	// Earned sums what people received, their margin and the deals they won.
	Earned(ctx context.Context, from, to calendar.Date) ([]Earned, error)
}

// Params of the service.
type Params struct {
	Store     Store
	Reminders *reminder.Engine
	Company   *company.Service
	Approvals *approval.Service
	People    func(ctx context.Context) (People, error)
	// Booked is the money that finance recorded as received between two days.
	Booked func(ctx context.Context, from, to calendar.Date) ([]Booked, error)
	Tree   func(ctx context.Context) (*identity.Tree, error)
	Words  func(key string, args ...any) string // may be nil
}

// People is who is who.
type People interface {
	Name(person int64) string
	Unit(person int64) int64
	WithRole(role string) []int64
	Managers(person int64) []int64
}

// Service is the use cases of what people do.
type Service struct {
	Performances *record.Service[Performance]
	Logs         *record.Service[Log]
	Comments     *record.Service[Comment]
	Indicators   *record.Service[Indicator]
	Appraisals   *record.Service[Appraisal]
	Rewards      *record.Service[Reward]

	// Wages hears of rewards that were taken back; nil: wages take none.
	Wages Wages

	g *record.Ground
	p Params
}

// New makes the service.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	s.Performances = record.New(g, describePerformance())
	s.Logs = record.New(g, describeLog())
	s.Comments = record.New(g, describeComment())
	s.Performances.Prepare, s.Performances.Rule = s.preparePerformance, s.rulePerformance
	s.Logs.Prepare = s.prepareLog
	s.addAppraisals(g)
	return s
}

// addAppraisals makes the room of scores and rewards.
func (s *Service) addAppraisals(g *record.Ground) {
	s.Indicators = record.New(g, describeIndicator())
	s.Appraisals = record.New(g, describeAppraisal())
	s.Rewards = record.New(g, describeReward())
	s.Indicators.Rule = s.ruleIndicator
	s.Appraisals.Prepare, s.Appraisals.Rule = s.prepareAppraisal, s.ruleAppraisal
	s.Rewards.Prepare, s.Rewards.Rule = s.prepareReward, s.ruleReward
	s.p.Approvals.Ship(approval.Kind{Key: Rewards, Entity: Rewards, Shipped: func(context.Context) (approval.Flow, error) { return rewardFlow(), nil }})
	s.p.Approvals.Ended.Do(s.decideReward)
}

// words writes a sentence that is stored in the language of the program.
func (s *Service) words(key string, args ...any) string {
	if s.p.Words == nil {
		return key
	}
	return s.p.Words(key, args...)
}

// Dictionaries are the shipped entries of the lists of this area.
func Dictionaries() company.Dictionaries {
	return company.Dictionaries{"performance_kind": {"order", "renewal", "service", "collection", "other"}, "reward_kind": {"bonus", "prize", "praise", "other"}}
}

func (s *Service) today() calendar.Date { return s.g.Registry.Today() }

// Watched are the people whose work the acting person may look at: everybody, those of
// the departments, or only the own one.
type Watched struct {
	All    bool
	People []int64
	Units  []int64
}

// Has tells whether a person is among them.
func (w Watched) Has(person, unit int64) bool {
	if w.All {
		return true
	}
	for _, p := range w.People {
		if p == person {
			return true
		}
	}
	for _, u := range w.Units {
		if u == unit && u != 0 {
			return true
		}
	}
	return false
}

// watched follows the scope in which the person sees orders.
func (s *Service) watched(ctx context.Context) (Watched, error) {
	return s.watchedBy(ctx, identity.May(sales.Orders, identity.See))
}

// watchedBy follows the scope of an action.
func (s *Service) watchedBy(ctx context.Context, act identity.Action) (Watched, error) {
	a, err := identity.Need(ctx, act)
	if err != nil {
		return Watched{}, err
	}
	w := Watched{People: a.Owners()}
	switch a.Scope(act) {
	case identity.ScopeAll:
		w.All = true
	case identity.ScopeTree:
		w.Units = a.Tree
	case identity.ScopeDepartment:
		w.Units = a.Units
	}
	return w, nil
}

// mayWatch refuses to show the work of people outside.
func (s *Service) mayWatch(ctx context.Context, person int64) (string, error) {
	w, err := s.watched(ctx)
	if err != nil {
		return "", err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return "", err
	}
	if !w.Has(person, people.Unit(person)) {
		return "", app.E(app.Denied, "effort.person")
	}
	return people.Name(person), nil
}

// names reads the names of people.
func (s *Service) names(ctx context.Context, ids map[int64]bool) (map[int64]string, error) {
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	out := map[int64]string{}
	for id := range ids {
		out[id] = people.Name(id)
	}
	return out, nil
}

func ref(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}

// rows reads a list as far as the acting person may; nothing when the kind is closed to
// the person.
func (s *Service) rows(ctx context.Context, q listing.Query) ([]listing.Row, error) {
	if s.g.Registry.Type(q.Entity) == nil {
		return nil, nil
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(q.Entity, identity.See), q)
	if app.KindOf(err) == app.Denied && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, c := range plan.Columns() {
		at[c.Key] = i
	}
	var out []listing.Row
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		cells := make([]entity.Value, len(q.Columns)) // hidden columns stay empty
		for i, key := range q.Columns {
			if k, ok := at[key]; ok {
				cells[i] = r.Cells[k]
			}
		}
		r.Cells = cells
		out = append(out, r)
		return nil
	})
	return out, err
}
