package customer

import (
	"slices"

	"kontor/app"
	"kontor/app/calendar"
)

// PoolRule says when customers without care go back to the shared pool. An empty list
// of categories or grades means all; days of 0 switch a limit off.
type PoolRule struct {
	Key         string   `json:"key"`
	Off         bool     `json:"off,omitempty"`
	Pool        string   `json:"pool,omitempty"` // where its customers go; "": by category and grade
	Categories  []string `json:"categories,omitempty"`
	Grades      []string `json:"grades,omitempty"`
	FollowUp    int      `json:"follow_up,omitempty"`   // days without a meaningful activity
	Opportunity int      `json:"opportunity,omitempty"` // days since it was taken without an open opportunity
	Deal        int      `json:"deal,omitempty"`        // days since it was taken without a won deal
}

// Limits lists the day counts of a rule by the name of what is counted.
func (r PoolRule) Limits() map[string]int {
	return map[string]int{CountFollowUp: r.FollowUp, CountOpportunity: r.Opportunity, CountDeal: r.Deal}
}

// What the days of a rule count.
const (
	CountFollowUp    = "follow_up"
	CountOpportunity = "opportunity"
	CountDeal        = "deal"
)

// PoolRoute sends customers of some categories and grades to a pool. The first that
// fits wins; what fits none goes to PoolGeneral.
type PoolRoute struct {
	Pool       string   `json:"pool"`
	Categories []string `json:"categories,omitempty"`
	Grades     []string `json:"grades,omitempty"`
}

// PoolGeneral is the pool of everything that no route sends elsewhere.
const PoolGeneral = "general"

// PoolLimits are the limits of claiming. 0 = no limit.
type PoolLimits struct {
	AtOnce     int `json:"at_once"`
	PerDay     int `json:"per_day"`
	Owned      int `json:"owned"`
	FormerWait int `json:"former_wait"` // days before the former owner may claim again
	Warn       int `json:"warn"`        // days before the return at which the owner is reminded
}

// DefaultPoolRules, DefaultPoolRoutes and DefaultPoolLimits are those of a new company
// (CUS-26, CUS-29).
var (
	DefaultPoolRules  = []PoolRule{{Key: "default", FollowUp: 90}}
	DefaultPoolRoutes = []PoolRoute{{Pool: "key", Grades: []string{"a", "A", "vip", "VIP"}}, {Pool: "device", Categories: []string{"device"}}}
	DefaultPoolLimits = PoolLimits{AtOnce: 10, FormerWait: 30, Warn: 1}
)

// PoolPolicy is all that decides about the pool, as a window edits it.
type PoolPolicy struct {
	Rules  []PoolRule
	Routes []PoolRoute
	Limits PoolLimits
}

// Check refuses what cannot work: a rule without any day count, days below zero, two
// rules of one name. Invalid pool.rule_empty, pool.days, pool.rule_twice.
func (p PoolPolicy) Check() error {
	seen := map[string]bool{}
	for _, r := range p.Rules {
		if seen[r.Key] || r.Key == "" {
			return app.E(app.Invalid, "pool.rule_twice", "name", r.Key)
		}
		seen[r.Key] = true
		some := false
		for _, n := range r.Limits() {
			if n < 0 || n > 3650 {
				return app.E(app.Invalid, "pool.days", "n", n)
			}
			some = some || n > 0
		}
		if !some {
			return app.E(app.Invalid, "pool.rule_empty", "name", r.Key)
		}
	}
	l := p.Limits
	for _, n := range []int{l.AtOnce, l.PerDay, l.Owned, l.FormerWait, l.Warn} {
		if n < 0 || n > 100_000 {
			return app.E(app.Invalid, "pool.days", "n", n)
		}
	}
	return nil
}

// Route is the pool that a customer of a category and grade belongs to.
func (p PoolPolicy) Route(category, grade string) string {
	for _, r := range p.Routes {
		if within(r.Categories, category) && within(r.Grades, grade) {
			return r.Pool
		}
	}
	return PoolGeneral
}

// Cared is what the rules look at.
type Cared struct {
	Category, Grade string
	LastActivityOn  calendar.Date // of a meaningful kind
	OwnedOn         calendar.Date
	WonOn           calendar.Date // last won deal or approved order; 0 = none
	ProtectedUntil  calendar.Date // no rule takes it back before
	OpenDeals       bool
	Locked, InPool  bool
}

// Return is when a customer goes back, and why.
type Return struct {
	On    calendar.Date // 0 = never
	By    PoolRule
	Count string // which day count of the rule
	Days  int
}

// Returns is when a customer goes back, by the strictest rule that applies. Customers
// that are locked, won or already in the pool do not return.
func Returns(rules []PoolRule, c Cared) Return {
	var out Return
	if c.Locked || c.InPool || c.WonOn != 0 || c.OwnedOn == 0 {
		return out
	}
	take := func(base calendar.Date, days int, r PoolRule, count string) {
		if days > 0 && (out.On == 0 || base.AddDays(days) < out.On) {
			out = Return{base.AddDays(days), r, count, days}
		}
	}
	for _, r := range rules {
		if r.Off || !within(r.Categories, c.Category) || !within(r.Grades, c.Grade) {
			continue
		}
		take(max(c.LastActivityOn, c.OwnedOn), r.FollowUp, r, CountFollowUp)
		if !c.OpenDeals {
			take(c.OwnedOn, r.Opportunity, r, CountOpportunity)
		}
		take(c.OwnedOn, r.Deal, r, CountDeal)
	}
	if out.On != 0 && out.On <= c.ProtectedUntil {
		out.On = c.ProtectedUntil.AddDays(1)
	}
	return out
}

// ReturnsOn is the day of Returns and its rule.
func ReturnsOn(rules []PoolRule, c Cared) (calendar.Date, PoolRule) {
	r := Returns(rules, c)
	return r.On, r.By
}

func within(list []string, s string) bool {
	return len(list) == 0 || slices.Contains(list, s)
}

// Claim is what somebody wants to take from the pool.
type Claim struct {
	Wanted       int
	ClaimedToday int
	Owned        int
}

// Room is how many of the wanted customers the limits allow, and the key of the limit
// that binds ("" when all are allowed): pool.at_once, pool.per_day, pool.owned.
func (l PoolLimits) Room(c Claim) (int, string) {
	room, why := c.Wanted, ""
	limit := func(most, used int, key string) {
		if most > 0 && max(most-used, 0) < room {
			room, why = max(most-used, 0), key
		}
	}
	limit(l.AtOnce, 0, "pool.at_once")
	limit(l.PerDay, c.ClaimedToday, "pool.per_day")
	limit(l.Owned, c.Owned, "pool.owned")
	return room, why
}

// ClaimableFrom is the first day on which a person may claim: the former owner waits.
func (l PoolLimits) ClaimableFrom(person, former int64, pooledOn calendar.Date) calendar.Date {
	if person != former || former == 0 {
		return pooledOn
	}
	return pooledOn.AddDays(l.FormerWait)
}
