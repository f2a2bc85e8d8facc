package customer

import (
	"context"
	"strconv"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
)

// Keys of the settings of this area.
const (
	SettingPoolRules    = "customer.pool_rules"
	SettingPoolLimits   = "customer.pool_limits"
	SettingBirthdayLead = "customer.birthday_lead"
)

func birthdayLead(ctx context.Context, s *Service, def reminder.Lead) (reminder.Lead, error) {
	return company.Read(ctx, s.p.Company, SettingBirthdayLead, def)
}

// PoolRules are the rules of the company.
func (s *Service) PoolRules(ctx context.Context) ([]PoolRule, error) {
	if s.p.Company == nil {
		return DefaultPoolRules, nil
	}
	return company.Read(ctx, s.p.Company, SettingPoolRules, DefaultPoolRules)
}

// PoolLimits are the limits of the company.
func (s *Service) PoolLimits(ctx context.Context) (PoolLimits, error) {
	if s.p.Company == nil {
		return DefaultPoolLimits, nil
	}
	return company.Read(ctx, s.p.Company, SettingPoolLimits, DefaultPoolLimits)
}

// InPool gives the context in which the acting person lists the shared pool: everybody
// who may claim sees it, phone numbers masked. Use it with PoolQuery only.
func (s *Service) InPool(ctx context.Context) (context.Context, error) {
	a, err := identity.Need(ctx, identity.May(Customers, identity.Claim))
	if err != nil {
		return nil, err
	}
	wide := *a
	see := map[identity.Action]identity.Scope{}
	for _, k := range []string{Customers, Contacts, Activities} {
		see[identity.May(k, identity.See)] = identity.ScopeAll
	}
	wide.Roles = append(append([]identity.Role(nil), a.Roles...), identity.Role{Key: "pool", Grants: see})
	return identity.With(ctx, &wide), nil
}

// PoolPlan permits a query over the shared pool and nothing else.
func (s *Service) PoolPlan(ctx context.Context, q listing.Query) (*listing.Plan, error) {
	wide, err := s.InPool(ctx)
	if err != nil {
		return nil, err
	}
	q.Entity, q.Filter = Customers, listing.All(listing.Is("in_pool", listing.Eq, "1"), q.Filter)
	return listing.Allow(wide, s.g.Registry, identity.May(Customers, identity.See), q)
}

// Batch says what a pool action does, or would do, to each customer.
type Batch struct {
	Will    []int64 // changed (or would be)
	Locked  []int64 // stays as it is
	Waiting []int64 // the person gave it back too recently
	Over    []int64 // beyond a limit
	Limit   string  // the key of the limit that binds
	Max     int     // how many the limit left
}

// Quota tells how many customers the acting person may still claim and why not more.
type Quota struct {
	ClaimedToday int
	Owned        int
	Limits       PoolLimits
}

// Quota counts the claims of today and the customers of the acting person.
func (s *Service) Quota(ctx context.Context) (Quota, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return Quota{}, err
	}
	q := Quota{}
	if q.Limits, err = s.PoolLimits(ctx); err != nil {
		return q, err
	}
	me := strconv.FormatInt(a.ID, 10)
	n, err := s.Activities.Count(identity.System(ctx, "pool"), listing.All(listing.Is("kind", listing.Eq, string(NoteOwner)),
		listing.Is("title", listing.Eq, "claim"), listing.Is("owner_id", listing.Eq, me), listing.Is("at", listing.Ge, "today")))
	if err != nil {
		return q, err
	}
	q.ClaimedToday = int(n)
	n, err = s.OwnedCustomers(ctx, a.ID)
	q.Owned = int(n)
	return q, err
}

// PreviewClaim groups what Claim would do.
func (s *Service) PreviewClaim(ctx context.Context, ids []int64) (Batch, error) {
	a, err := identity.Need(ctx, identity.May(Customers, identity.Claim))
	if err != nil {
		return Batch{}, err
	}
	q, err := s.Quota(ctx)
	if err != nil {
		return Batch{}, err
	}
	var b Batch
	for _, id := range ids {
		c, err := s.Customers.Get(identity.System(ctx, "pool"), id)
		if err != nil {
			return b, err
		}
		switch {
		case !c.InPool:
			return b, app.E(app.Conflict, "customer.not_pooled", "name", c.Name)
		case q.Limits.ClaimableFrom(a.ID, c.FormerOwner, c.PooledOn) > s.today():
			b.Waiting = append(b.Waiting, id)
		default:
			b.Will = append(b.Will, id)
		}
	}
	room, why := q.Limits.Room(Claim{Wanted: len(b.Will), ClaimedToday: q.ClaimedToday, Owned: q.Owned})
	b.Over, b.Will, b.Limit, b.Max = b.Will[room:], b.Will[:room], why, room
	return b, nil
}

// Claim takes customers out of the pool for the acting person, all or none.
// Conflict pool.limit, pool.wait, customer.not_pooled.
func (s *Service) Claim(ctx context.Context, ids []int64) (Batch, error) {
	var b Batch
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		var err error
		if b, err = s.PreviewClaim(ctx, ids); err != nil {
			return err
		}
		if len(b.Over) > 0 {
			return app.E(app.Conflict, "pool.limit", "limit", b.Limit, "max", b.Max)
		}
		if len(b.Waiting) > 0 {
			return s.mustWait(ctx, b.Waiting[0])
		}
		a, err := identity.From(ctx)
		if err != nil {
			return err
		}
		unit := int64(0)
		if len(a.Units) > 0 {
			unit = a.Units[0]
		}
		return s.each(audit.Why(ctx, audit.Reason{Kind: "claim"}), b.Will, func(c *Customer) error {
			c.OwnerID, c.UnitID = a.ID, unit
			return nil
		})
	})
	return b, err
}

func (s *Service) mustWait(ctx context.Context, id int64) error {
	c, err := s.Customers.Get(identity.System(ctx, "pool"), id)
	if err != nil {
		return err
	}
	l, err := s.PoolLimits(ctx)
	if err != nil {
		return err
	}
	return app.E(app.Conflict, "pool.wait", "name", c.Name, "date", l.ClaimableFrom(c.FormerOwner, c.FormerOwner, c.PooledOn).String())
}

// each changes customers as a command, in the transaction of the caller.
func (s *Service) each(ctx context.Context, ids []int64, fn func(*Customer) error) error {
	for _, id := range ids {
		if _, err := s.Customers.Update(command(ctx), id, 0, fn); err != nil {
			return err
		}
	}
	return nil
}

// Release gives customers back to the pool with a reason. The person needs to be allowed
// to change them; locked ones stay and are reported.
func (s *Service) Release(ctx context.Context, ids []int64, reason string) (Batch, error) {
	var b Batch
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			c, err := s.mayChange(ctx, id, identity.Change)
			if err != nil {
				return err
			}
			if c.Locked {
				b.Locked = append(b.Locked, id)
				continue
			}
			b.Will = append(b.Will, id)
		}
		return s.release(audit.Why(ctx, audit.Reason{Kind: "pool", Text: reason}), b.Will, reason)
	})
	return b, err
}

func (s *Service) release(ctx context.Context, ids []int64, reason string) error {
	today := s.today()
	return s.each(ctx, ids, func(c *Customer) error {
		c.InPool, c.PooledOn, c.PoolReason = true, today, reason
		c.FormerOwner, c.OwnerID, c.UnitID, c.OwnedOn = c.OwnerID, 0, 0, 0
		return nil
	})
}

// mayChange reads a customer that the acting person may do verb with.
func (s *Service) mayChange(ctx context.Context, id int64, verb identity.Verb) (*Customer, error) {
	c, err := s.Customers.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return c, record.Within(ctx, s.g, s.Customers.Desc.Type, c, verb)
}

// Assign gives customers to a person, out of the pool or from somebody else (CUS-21,
// CUS-23, CUS-30). Pool customers need the right to assign with any scope.
func (s *Service) Assign(ctx context.Context, ids []int64, to int64, reason string) (Batch, error) {
	var b Batch
	if _, err := identity.Need(ctx, identity.May(Customers, identity.Assign)); err != nil {
		return b, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return b, err
	}
	if !people.Active(to) {
		return b, app.E(app.Invalid, "pool.owner", "person", people.Name(to)).At("owner_id")
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			c, err := s.Customers.Get(identity.System(ctx, "pool"), id)
			if err != nil {
				return err
			}
			if !c.InPool {
				if _, err := s.mayChange(ctx, id, identity.Assign); err != nil {
					return err
				}
			}
			b.Will = append(b.Will, id)
		}
		return s.each(audit.Why(ctx, audit.Reason{Kind: "assign", Text: reason}), b.Will, func(c *Customer) error {
			c.OwnerID, c.UnitID = to, people.Unit(to)
			return nil
		})
	})
	return b, err
}

// PoolRun is the job that returns customers whose time is over. It is idempotent and
// catches up; each returned customer is logged with the rule.
func (s *Service) PoolRun(ctx context.Context) (int, error) {
	ctx = audit.Why(identity.System(ctx, "pool"), audit.Reason{Kind: "job"})
	n := 0
	err := s.dueInPool(ctx, s.today(), func(id int64, c Cared, on calendar.Date, by PoolRule) error {
		n++
		return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
			return s.release(audit.Why(ctx, audit.Reason{Kind: "job", Text: by.Key}), []int64{id}, by.Key)
		})
	})
	return n, err
}

// dueInPool visits the customers that return until a day.
func (s *Service) dueInPool(ctx context.Context, until calendar.Date, fn func(id int64, c Cared, on calendar.Date, by PoolRule) error) error {
	rules, err := s.PoolRules(ctx)
	if err != nil {
		return err
	}
	shortest := 0
	for _, r := range rules {
		for _, d := range []int{r.FollowUp, r.Deal} {
			if d > 0 && (shortest == 0 || d < shortest) {
				shortest = d
			}
		}
	}
	if shortest == 0 {
		return nil
	}
	filter := listing.All(listing.Is("in_pool", listing.Eq, "0"), listing.Is("locked", listing.Eq, "0"), listing.Is("owner_id", listing.Filled),
		listing.Is("owned_on", listing.Le, until.AddDays(-shortest).String()))
	q := listing.Query{Entity: Customers, Filter: filter, Columns: []string{"category", "grade", "owned_on", "last_activity_at"}}
	if s.Customers.Desc.Field("deal_minor") != nil {
		q.Columns = append(q.Columns, "deal_minor")
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(Customers, identity.See), q)
	if err != nil {
		return err
	}
	type due struct {
		id int64
		c  Cared
		on calendar.Date
		by PoolRule
	}
	var list []due
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		c := s.cared(r)
		if on, by := ReturnsOn(rules, c); on != 0 && on <= until {
			list = append(list, due{r.ID, c, on, by})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range list {
		if err := fn(d.id, d.c, d.on, d.by); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) cared(r listing.Row) Cared {
	owned, _ := calendar.Parse(r.Cells[2].Text())
	c := Cared{Category: r.Cells[0].Text(), Grade: r.Cells[1].Text(), OwnedOn: owned}
	if at := r.Cells[3].Int(); at != 0 {
		c.LastActivityOn = calendar.On(time.UnixMilli(at), s.g.Registry.Zone())
	}
	if len(r.Cells) > 4 && r.Cells[4].Int() > 0 {
		c.WonOn = owned // won customers never return; the day does not matter
	}
	return c
}

// poolWarnings reminds owners one day (a setting) before a customer returns.
func (s *Service) poolWarnings(ctx context.Context, _, to calendar.Date) ([]reminder.Reminder, error) {
	l, err := s.PoolLimits(ctx)
	if err != nil || l.Warn == 0 {
		return nil, err
	}
	var out []reminder.Reminder
	err = s.dueInPool(ctx, to.AddDays(l.Warn), func(id int64, _ Cared, on calendar.Date, _ PoolRule) error {
		c, err := s.Customers.Get(ctx, id)
		if err != nil {
			return err
		}
		r := reminder.Notice("pool_return", Customers, id, c.Name, c.OwnerID, on)
		r.DueAt = reminder.Lead{Days: l.Warn, Minute: 9 * 60}.At(on, s.g.Registry.Zone())
		out = append(out, r)
		return nil
	})
	return out, err
}
