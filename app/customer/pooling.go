package customer

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Keys of the settings of this area.
const (
	SettingPoolRules    = "customer.pool_rules"
	SettingPoolRoutes   = "customer.pool_routes"
	SettingPoolLimits   = "customer.pool_limits"
	SettingBirthdayLead = "customer.birthday_lead"
)

// setting reads a setting of this area; without settings the default holds.
func setting[T any](ctx context.Context, s *Service, key string, def T) (T, error) {
	if s.p.Company == nil {
		return def, nil
	}
	return company.Read(ctx, s.p.Company, key, def)
}

// PoolRules are the rules of the company.
func (s *Service) PoolRules(ctx context.Context) ([]PoolRule, error) {
	return setting(ctx, s, SettingPoolRules, DefaultPoolRules)
}

// PoolLimits are the limits of the company.
func (s *Service) PoolLimits(ctx context.Context) (PoolLimits, error) {
	return setting(ctx, s, SettingPoolLimits, DefaultPoolLimits)
}

// PoolPolicy reads rules, routes and limits.
func (s *Service) PoolPolicy(ctx context.Context) (PoolPolicy, error) {
	var p PoolPolicy
	var err error
	if p.Rules, err = s.PoolRules(ctx); err != nil {
		return p, err
	}
	if p.Routes, err = setting(ctx, s, SettingPoolRoutes, DefaultPoolRoutes); err != nil {
		return p, err
	}
	p.Limits, err = s.PoolLimits(ctx)
	return p, err
}

// SetPoolPolicy stores rules, routes and limits in one step; it needs the
// administrator's right.
func (s *Service) SetPoolPolicy(ctx context.Context, p PoolPolicy) error {
	if err := p.Check(); err != nil {
		return err
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "settings"}), func(ctx context.Context) error {
		if err := company.Write(ctx, s.p.Company, SettingPoolRules, p.Rules); err != nil {
			return err
		}
		if err := company.Write(ctx, s.p.Company, SettingPoolRoutes, p.Routes); err != nil {
			return err
		}
		return company.Write(ctx, s.p.Company, SettingPoolLimits, p.Limits)
	})
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
	for _, k := range []string{Customers, Contacts, Activities, Handovers} {
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

// Quota tells how many customers the acting person may still claim and why not more.
type Quota struct {
	ClaimedToday int
	Owned        int
	Limits       PoolLimits
}

// Left is how many customers may still be claimed at once now, -1 without any limit.
func (q Quota) Left() int {
	const plenty = 1 << 30
	if n, _ := q.Limits.Room(Claim{Wanted: plenty, ClaimedToday: q.ClaimedToday, Owned: q.Owned}); n < plenty {
		return n
	}
	return -1
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
	n, err := s.Handovers.Count(identity.System(ctx, "pool"), listing.All(listing.Is("action", listing.Eq, string(ByClaim)),
		listing.Is("to_id", listing.Eq, me), listing.Is("at", listing.Ge, "today")))
	if err != nil {
		return q, err
	}
	q.ClaimedToday = int(n)
	n, err = s.OwnedCustomers(ctx, a.ID)
	q.Owned = int(n)
	return q, err
}

// each changes customers as a command, in the transaction of the caller; recs are those
// that it has read, or nil.
func (s *Service) each(ctx context.Context, ids []int64, recs map[int64]*Customer, fn func(*Customer) error) error {
	edits := make([]record.Edit, len(ids))
	for i, id := range ids {
		edits[i] = record.Edit{ID: id, Verb: identity.Change, Do: func(rec any) error { return fn(rec.(*Customer)) }}
		if c := recs[ids[i]]; c != nil {
			edits[i].Rec = c
		}
	}
	return s.Customers.Untyped().UpdateMany(command(ctx), edits)
}

// mayPool refuses those who do not look after the pool: assigning, discarding and
// entering customers there needs the right to assign.
func mayPool(ctx context.Context) error {
	_, err := identity.Need(ctx, identity.May(Customers, identity.Assign))
	return err
}

// CreateInPool makes a customer that nobody owns yet (CUS-31).
func (s *Service) CreateInPool(ctx context.Context, c *Customer, first *Contact) error {
	if err := mayPool(ctx); err != nil {
		return err
	}
	if _, err := identity.Need(ctx, identity.May(Customers, identity.Add)); err != nil {
		return err
	}
	c.OwnerID = record.Nobody
	if first != nil {
		first.OwnerID = record.Nobody
	}
	return s.Create(command(ctx), c, first)
}

// words writes a sentence in the language of the program; tests have no words.
func (s *Service) words(key string, args ...any) string {
	if s.p.Words == nil {
		return ""
	}
	return s.p.Words(key, args...)
}

// notPooled says that a customer is not in the pool any more.
func notPooled(c *Customer) error {
	return app.E(app.Conflict, "customer.not_pooled", "name", c.Name)
}
