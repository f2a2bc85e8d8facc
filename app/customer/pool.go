package customer

import (
	"kontor/app/calendar"
)

// PoolRule says when customers without care go back to the shared pool. An empty list
// of categories or grades means all.
type PoolRule struct {
	Key        string   `json:"key"`
	Categories []string `json:"categories,omitempty"`
	Grades     []string `json:"grades,omitempty"`
	FollowUp   int      `json:"follow_up,omitempty"` // days without a meaningful activity; 0 = off
	Deal       int      `json:"deal,omitempty"`      // days since it was taken without a won deal; 0 = off
}

// PoolLimits are the limits of claiming. 0 = no limit.
type PoolLimits struct {
	AtOnce     int `json:"at_once"`
	PerDay     int `json:"per_day"`
	Owned      int `json:"owned"`
	FormerWait int `json:"former_wait"` // days before the former owner may claim again
	Warn       int `json:"warn"`        // days before the return at which the owner is reminded
}

// DefaultPoolRules and DefaultPoolLimits are those of a new company (CUS-26, CUS-29).
var (
	DefaultPoolRules  = []PoolRule{{Key: "default", FollowUp: 90}}
	DefaultPoolLimits = PoolLimits{AtOnce: 10, FormerWait: 30, Warn: 1}
)

// Cared is what the rules look at.
type Cared struct {
	Category, Grade string
	LastActivityOn  calendar.Date // of a meaningful kind
	OwnedOn         calendar.Date
	WonOn           calendar.Date // last won deal or approved order; 0 = none
	Locked, InPool  bool
}

// ReturnsOn is the day on which the customer goes back, by the strictest rule that
// applies, and which one; 0 = never. Customers that are locked, won or already in the
// pool do not return.
func ReturnsOn(rules []PoolRule, c Cared) (calendar.Date, PoolRule) {
	var on calendar.Date
	var by PoolRule
	if c.Locked || c.InPool || c.WonOn != 0 || c.OwnedOn == 0 {
		return 0, by
	}
	take := func(base calendar.Date, days int, r PoolRule) {
		if days > 0 && (on == 0 || base.AddDays(days) < on) {
			on, by = base.AddDays(days), r
		}
	}
	for _, r := range rules {
		if !within(r.Categories, c.Category) || !within(r.Grades, c.Grade) {
			continue
		}
		take(max(c.LastActivityOn, c.OwnedOn), r.FollowUp, r)
		take(c.OwnedOn, r.Deal, r)
	}
	return on, by
}

func within(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return len(list) == 0
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
