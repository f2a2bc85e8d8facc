package customer

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/reminder"
)

// PoolRuns is the entity of the log of runs.
const PoolRuns = "pool_run"

// PoolRunRecord is one run of the rules: when, how many rules held, what they returned.
type PoolRunRecord struct {
	entity.Head
	Title    string // the business date
	At       int64
	Rules    int64
	Returned int64
	ByRule   string // "default 3, key 1"
}

// describePoolRun describes runs; everybody who may see the log sees all of it.
func describePoolRun() *entity.Desc[PoolRunRecord] {
	return entity.Describe(PoolRuns, "title", func(r *PoolRunRecord, e *entity.Fields) {
		e.Open()
		e.Text("title", &r.Title).Computed()
		e.Instant("at", &r.At).Computed()
		e.Int("rules", &r.Rules).Computed()
		e.Int("returned", &r.Returned).Computed()
		e.LongText("by_rule", &r.ByRule).Computed()
	})
}

// PoolRun is the job that returns customers whose time is over: at the start and daily.
// It is idempotent and catches up. Each returned customer is logged with the rule, and
// the run itself is logged (CUS-28).
func (s *Service) PoolRun(ctx context.Context) (int, error) {
	ctx = audit.Why(identity.System(ctx, "pool"), audit.Reason{Kind: "job"})
	rules, err := s.PoolRules(ctx)
	if err != nil {
		return 0, err
	}
	by := map[string]int{}
	n := 0
	failed := s.dueInPool(ctx, s.today(), func(id int64, r Return) error {
		err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
			why := s.words("pool.why."+r.Count, "n", r.Days)
			if why == "" {
				why = r.By.Key
			}
			return s.release(audit.Why(ctx, audit.Reason{Kind: "job", Text: r.By.Key}), []int64{id}, nil,
				step{action: ByRule, reason: why, rule: r.By.Key, pool: r.By.Pool})
		})
		if err == nil {
			n++
			by[r.By.Key]++
		}
		return err
	})
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(by)) {
		parts = append(parts, fmt.Sprintf("%s %d", key, by[key]))
	}
	on := int64(0)
	for _, r := range rules {
		if !r.Off {
			on++
		}
	}
	run := &PoolRunRecord{Title: s.today().String(), At: s.g.Clock.Now().UnixMilli(), Rules: on, Returned: int64(n), ByRule: strings.Join(parts, ", ")}
	if err := s.Runs.Create(command(ctx), run); failed == nil {
		failed = err
	}
	return n, failed
}

// dueInPool visits the customers that return until a day.
func (s *Service) dueInPool(ctx context.Context, until calendar.Date, fn func(id int64, r Return) error) error {
	due, err := s.due(ctx, until, listing.Node{})
	for _, d := range due {
		if err == nil {
			err = fn(d.id, d.Return)
		}
	}
	return err
}

type dueCustomer struct {
	id int64
	Return
}

// due finds the customers of a filter that return until a day, whoever owns them.
func (s *Service) due(ctx context.Context, until calendar.Date, of listing.Node) ([]dueCustomer, error) {
	rules, err := s.PoolRules(ctx)
	if err != nil {
		return nil, err
	}
	shortest := 0
	for _, r := range rules {
		for _, d := range r.Limits() {
			if d > 0 && !r.Off && (shortest == 0 || d < shortest) {
				shortest = d
			}
		}
	}
	if shortest == 0 {
		return nil, nil
	}
	filter := listing.All(of, listing.Is("in_pool", listing.Eq, "0"), listing.Is("locked", listing.Eq, "0"), listing.Is("owner_id", listing.Filled),
		listing.Is("life", listing.Ne, string(Deregistered)), listing.Is("owned_on", listing.Le, until.AddDays(-shortest).String()))
	q := listing.Query{Entity: Customers, Filter: filter, Columns: []string{"category", "grade", "owned_on", "last_activity_at", "protected_until"}}
	if s.Customers.Desc.Field("deal_minor") != nil {
		q.Columns = append(q.Columns, "deal_minor", "open_deals")
	}
	plan, err := listing.Allow(identity.System(ctx, "pool"), s.g.Registry, identity.May(Customers, identity.See), q)
	if err != nil {
		return nil, err
	}
	var list []dueCustomer
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		if x := Returns(rules, s.cared(r)); x.On != 0 && x.On <= until {
			list = append(list, dueCustomer{r.ID, x})
		}
		return nil
	})
	return list, err
}

func (s *Service) cared(r listing.Row) Cared {
	date := func(i int) calendar.Date {
		d, err := calendar.Parse(r.Cells[i].Text())
		if err != nil {
			return 0
		}
		return d
	}
	c := Cared{Category: r.Cells[0].Text(), Grade: r.Cells[1].Text(), OwnedOn: date(2), ProtectedUntil: date(4)}
	if at := r.Cells[3].Int(); at != 0 {
		c.LastActivityOn = calendar.On(time.UnixMilli(at), s.g.Registry.Zone())
	}
	if len(r.Cells) > 6 {
		c.OpenDeals = r.Cells[6].Int() > 0
		if r.Cells[5].Int() > 0 {
			c.WonOn = c.OwnedOn // won customers never return; the day does not matter
		}
	}
	return c
}

// lastCared is the day of the last meaningful activity of a customer, 0 = none.
func (s *Service) lastCared(c *Customer) calendar.Date {
	if c.LastActivityAt == 0 {
		return 0
	}
	return calendar.On(time.UnixMilli(c.LastActivityAt), s.g.Registry.Zone())
}

// ReturnSoon is how many days ahead the list of what is about to return looks.
const ReturnSoon = 7

// Returning is a customer that is about to return to the pool.
type Returning struct {
	ID int64
	On calendar.Date
}

// AboutToReturn lists the acting person's customers that return to the pool within some
// days, the soonest first.
func (s *Service) AboutToReturn(ctx context.Context, days int) ([]Returning, error) {
	a, err := identity.Need(ctx, identity.May(Customers, identity.See))
	if err != nil {
		return nil, err
	}
	due, err := s.due(ctx, s.today().AddDays(days), listing.Is("owner_id", listing.Eq, strconv.FormatInt(a.ID, 10)))
	if err != nil {
		return nil, err
	}
	out := make([]Returning, len(due))
	for i, d := range due {
		out[i] = Returning{d.id, d.On}
	}
	slices.SortStableFunc(out, func(a, b Returning) int { return cmp.Compare(a.On, b.On) })
	return out, nil
}

// ReturningQuery lists such customers.
func ReturningQuery(soon []Returning) listing.Query {
	ids := make([]int64, len(soon))
	for i, r := range soon {
		ids[i] = r.ID
	}
	if len(ids) == 0 {
		ids = []int64{0}
	}
	q := list(listing.IDs(ids))
	q.Sort = []listing.Sort{{Key: "last_activity_at"}}
	return q
}

// poolWarnings reminds owners one day (a setting) before a customer returns.
func (s *Service) poolWarnings(ctx context.Context, _, to calendar.Date) ([]reminder.Reminder, error) {
	l, err := s.PoolLimits(ctx)
	if err != nil || l.Warn == 0 {
		return nil, err
	}
	var out []reminder.Reminder
	err = s.dueInPool(ctx, to.AddDays(l.Warn), func(id int64, x Return) error {
		c, err := s.Customers.Get(ctx, id)
		if err != nil {
			return err
		}
		r := reminder.Notice("pool_return", Customers, id, c.Name, c.OwnerID, x.On)
		r.DueAt = reminder.Lead{Days: l.Warn, Minute: 9 * 60}.At(x.On, s.g.Registry.Zone())
		out = append(out, r)
		return nil
	})
	return out, err
}
