package commission

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
)

// State of a commission.
type State string

// The states: worked out, and approved with its month.
const (
	Draft    State = "draft"
	Approved State = "approved"
)

// Entry 提成 is what somebody earned by one order in a month under one rule; below zero it is
// taken back. Its owner is the person. SAL-41
type Entry struct {
	entity.Head
	Month      calendar.Date
	Title      string
	State      State
	RuleID     int64
	CustomerID int64
	OrderID    int64
	Source     string // the record that it comes from
	SourceID   int64
	Base       money.Minor // what it is a share of
	Amount     money.Minor
	ApprovedBy int64
	ApprovedOn calendar.Date
}

// DescribeEntry describes commissions.
func DescribeEntry() *entity.Desc[Entry] {
	return entity.Describe(Entries, "title", func(x *Entry, e *entity.Fields) {
		e.Date("month", &x.Month).Computed()
		e.Text("title", &x.Title).Found().Computed().Max(200)
		entity.Choice(e, "state", &x.State, Draft, Approved).Computed().Else(entity.Str(string(Draft)))
		e.Ref("rule_id", Rules, &x.RuleID).Computed()
		e.Ref("customer_id", "customer", &x.CustomerID).Found().Computed()
		e.Ref("order_id", "sales_order", &x.OrderID).Computed()
		e.Text("source", &x.Source).Computed().Unlisted().Max(40)
		e.Int("source_id", &x.SourceID).Computed().Unlisted()
		e.Money("base_minor", &x.Base).Computed()
		e.Money("amount_minor", &x.Amount).Computed()
		e.Ref("approved_by", "person", &x.ApprovedBy).Computed()
		e.Date("approved_on", &x.ApprovedOn).Computed()
	})
}

// Params of the service.
type Params struct {
	Today func() calendar.Date
	// InWages tells whether the wages of a month have taken its commissions already.
	InWages func(ctx context.Context, month calendar.Date) (bool, error)
}

// Service is the use cases of commissions.
type Service struct {
	Rules   *record.Service[Rule]
	Entries *record.Service[Entry]

	g *record.Ground
	p Params
}

// New makes the service.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p, Rules: record.New(g, DescribeRule()), Entries: record.New(g, DescribeEntry())}
	s.Rules.Prepare, s.Rules.Rule = prepareRule, ruleRule
	s.Entries.Rule = func(ctx context.Context, _, _ *Entry) error {
		if ctx.Value(workingKey{}) == nil {
			return app.E(app.Conflict, "commission.computed")
		}
		return nil
	}
	return s
}

type workingKey struct{}

func working(ctx context.Context, kind, why string) context.Context {
	return context.WithValue(identity.Elevated(audit.Why(ctx, audit.Reason{Kind: kind, Text: why})), workingKey{}, true)
}

func is(field, value string) listing.Node { return listing.Is(field, listing.Eq, value) }

// Calculate works the commissions of a month out anew, and those of later months that are not
// approved. It is refused for a month that is approved. It tells how many entries the month
// has. SAL-41
func (s *Service) Calculate(ctx context.Context, month calendar.Date) (int, error) {
	if _, err := identity.Need(ctx, identity.May(Entries, identity.Import)); err != nil {
		return 0, err
	}
	month = month.MonthStart()
	if month > s.p.Today() {
		return 0, app.E(app.Invalid, "commission.future").At("month")
	}
	n := 0
	err := s.g.Tx.InTx(working(ctx, "commission", month.String()[:7]), func(ctx context.Context) error {
		if err := s.free(ctx, month); err != nil {
			return err
		}
		months, err := s.laterDrafts(ctx, month)
		if err != nil {
			return err
		}
		for _, m := range months {
			made, err := s.calculate(ctx, m)
			if err != nil {
				return err
			}
			if m == month {
				n = made
			}
		}
		return nil
	})
	return n, err
}

// free refuses a month that is approved, or that lies before one that is.
func (s *Service) free(ctx context.Context, month calendar.Date) error {
	last, err := s.Entries.First(ctx, listing.All(is("state", string(Approved)), listing.Is("month", listing.Ge, month.String())), listing.Sort{Key: "month", Desc: true})
	switch {
	case app.KindOf(err) == app.NotFound:
		return nil
	case err != nil:
		return err
	}
	return app.E(app.Conflict, "commission.locked", "month", last.Month.String()[:7])
}

// laterDrafts are a month and those after it that were worked out already.
func (s *Service) laterDrafts(ctx context.Context, month calendar.Date) ([]calendar.Date, error) {
	list, err := s.Entries.Find(ctx, listing.Is("month", listing.Gt, month.String()), listing.Sort{Key: "month"})
	out := []calendar.Date{month}
	for _, e := range list {
		if out[len(out)-1] != e.Month {
			out = append(out, e.Month)
		}
	}
	return out, err
}

func (s *Service) calculate(ctx context.Context, month calendar.Date) (int, error) {
	old, err := s.Entries.Find(ctx, is("month", month.String()))
	if err != nil {
		return 0, err
	}
	rules, err := s.Rules.Find(ctx, listing.Node{}, listing.Sort{Key: "id"})
	if err != nil {
		return 0, err
	}
	var made []*Entry
	for _, r := range rules {
		list, err := s.byRule(ctx, r, month)
		if err != nil {
			return 0, err
		}
		made = append(made, list...)
	}
	return len(made), s.replace(ctx, old, made)
}

// key tells entries apart: one person, one rule, one source.
type key struct {
	person, rule, source int64
	kind                 string
}

func keyOf(e *Entry) key { return key{e.OwnerID, e.RuleID, e.SourceID, e.Source} }

// replace brings the stored entries of a month in line with those that were worked out: what
// did not change is left alone.
func (s *Service) replace(ctx context.Context, old, made []*Entry) error {
	was := map[key]*Entry{}
	for _, e := range old {
		was[keyOf(e)] = e
	}
	for _, e := range made {
		o := was[keyOf(e)]
		delete(was, keyOf(e))
		var err error
		switch {
		case o == nil:
			err = s.Entries.Create(ctx, e)
		case o.Base != e.Base || o.Amount != e.Amount:
			_, err = s.Entries.Update(ctx, o.ID, 0, func(x *Entry) error { x.Base, x.Amount = e.Base, e.Amount; return nil })
		}
		if err != nil {
			return err
		}
	}
	var gone []*Entry
	for _, e := range was {
		gone = append(gone, e)
	}
	slices.SortFunc(gone, func(a, b *Entry) int { return cmp.Compare(a.ID, b.ID) })
	for _, e := range gone {
		if err := s.Entries.Archive(ctx, e.ID, 0); err != nil {
			return err
		}
	}
	return nil
}

// ApproveMonth locks the commissions of a month, so that wages may take them. SAL-41
func (s *Service) ApproveMonth(ctx context.Context, month calendar.Date) (int, error) {
	a, err := identity.Need(ctx, identity.May(Entries, identity.Approve))
	if err != nil {
		return 0, err
	}
	return s.turn(working(ctx, "approve", month.String()[:7]), month.MonthStart(), Draft, func(x *Entry) {
		x.State, x.ApprovedBy, x.ApprovedOn = Approved, a.ID, s.p.Today()
	})
}

// ReopenMonth takes the approval of a month back; the reason is kept. Refused while a later
// month is approved, or the wages of the month have it.
func (s *Service) ReopenMonth(ctx context.Context, month calendar.Date, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Entries, identity.Reverse)); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	month = month.MonthStart()
	cmd := working(ctx, "reverse", reason)
	if err := s.free(cmd, month.AddMonths(1)); err != nil {
		return err
	}
	if s.p.InWages != nil {
		taken, err := s.p.InWages(cmd, month)
		if err != nil {
			return err
		}
		if taken {
			return app.E(app.Conflict, "commission.in_wages", "month", month.String()[:7])
		}
	}
	_, err := s.turn(cmd, month, Approved, func(x *Entry) { x.State, x.ApprovedBy, x.ApprovedOn = Draft, 0, 0 })
	return err
}

func (s *Service) turn(ctx context.Context, month calendar.Date, from State, fn func(x *Entry)) (int, error) {
	n := 0
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		list, err := s.Entries.Find(ctx, listing.All(is("month", month.String()), is("state", string(from))), listing.Sort{Key: "id"})
		if err != nil {
			return err
		}
		if n = len(list); n == 0 {
			return app.E(app.Conflict, "commission.none", "month", month.String()[:7])
		}
		for _, e := range list {
			if _, err := s.Entries.Update(ctx, e.ID, 0, func(x *Entry) error { fn(x); return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// InMonth is what each person gets for a month that is approved; known is false when nothing
// of it is.
func (s *Service) InMonth(ctx context.Context, month calendar.Date) (of map[int64]money.Minor, known bool, err error) {
	list, err := s.Entries.Find(identity.Elevated(ctx), listing.All(is("month", month.MonthStart().String()), is("state", string(Approved))))
	of = map[int64]money.Minor{}
	for _, e := range list {
		of[e.OwnerID] += e.Amount
	}
	return of, len(list) > 0, err
}

// Sum is what one person earned in a month under one rule.
type Sum struct {
	Month    calendar.Date
	PersonID int64
	Person   string
	RuleID   int64
	Rule     string
	Base     money.Minor
	Amount   money.Minor
	Back     money.Minor // what of it was taken back
	State    State
}

// Sums adds commissions up by month, person and rule within the actor's reach: everybody sees
// their own. SAL-41
func (s *Service) Sums(ctx context.Context, from, to calendar.Date) ([]Sum, error) {
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(Entries, identity.See), listing.Query{
		Entity: Entries, Filter: listing.Is("month", listing.Between, from.String(), to.String()), Sort: []listing.Sort{{Key: "month"}, {Key: "owner_id"}, {Key: "rule_id"}},
		Columns: []string{"month", "owner_id", "owner_id.name", "rule_id", "rule_id.name", "base_minor", "amount_minor", "state"},
	})
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	var out []Sum
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		c := r.Cells
		k := c[0].Text() + "/" + strconv.FormatInt(c[1].Int(), 10) + "/" + strconv.FormatInt(c[3].Int(), 10)
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			m, err := calendar.Parse(c[0].Text())
			if err != nil {
				return err
			}
			out = append(out, Sum{Month: m, PersonID: c[1].Int(), Person: c[2].Text(), RuleID: c[3].Int(), Rule: c[4].Text(), State: State(c[7].Text())})
		}
		x := &out[i]
		x.Base, x.Amount = x.Base+money.Minor(c[5].Int()), x.Amount+money.Minor(c[6].Int())
		x.Back += min(0, money.Minor(c[6].Int()))
		return nil
	})
	return out, err
}
