// Package apptest makes what tests of the business need: a clock that can be moved and
// people with roles. Tests of storage use data/datatest on top of it.
package apptest

import (
	"context"
	"sync"
	"time"

	"kontor/app/identity"
)

// Zone is the company zone of tests: Asia/Shanghai without a time zone database.
var Zone = time.FixedZone("CST", 8*3600)

// Clock is a clock that stands still until it is moved.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock makes a clock at 2026-03-18 14:32 in Zone.
func NewClock() *Clock {
	return &Clock{at: time.Date(2026, 3, 18, 14, 32, 0, 0, Zone)}
}

// Now is where the clock stands.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Move moves the clock, backwards too.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Set puts the clock.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// Owner gives a context in which the owner of the company (person 1) acts.
func Owner() context.Context {
	return As(1, "王总", nil, identity.Role{
		Key: "owner", Rights: []string{"*"},
		Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: identity.ScopeAll},
	})
}

// Seller gives a context in which a salesperson acts who has every verb on the records
// in scope, and only the single rights given.
func Seller(id int64, unit int64, scope identity.Scope, rights ...string) context.Context {
	return As(id, "李销售", []int64{unit}, identity.Role{
		Key: "sales", Rights: rights,
		Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: scope},
	})
}

// As gives a context in which a person with these roles acts, in a session of its own.
func As(id int64, name string, units []int64, roles ...identity.Role) context.Context {
	return identity.With(context.Background(), &identity.Actor{
		ID: id, Name: name,
		Session: "session of " + name, Units: units, Tree: units, Roles: roles,
	})
}

// Program gives a context in which the program itself acts.
func Program() context.Context { return identity.System(context.Background(), "test") }
