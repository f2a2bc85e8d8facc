//go:build bench && linux

package main

import (
	"context"
	"maps"
	"math/rand/v2"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/search"
	"kontor/assets/pinyin"
)

// search is what Ctrl+K asks, over every kind of record the person sees.
func (b *bench) search() {
	c := b.open(b.n)
	spell := search.NewSpelling(pinyin.Table{})
	const rounds = 400
	people := []struct {
		name string
		ctx  context.Context
	}{{"owner", c.ctx}, {"salesperson with 500", identity.With(background, salesperson())}}
	for _, who := range people {
		for _, kind := range []string{"two characters", "four characters", "one character", "initials", "digits", "absent term"} {
			r := rand.New(rand.NewPCG(5, 6))
			ask := func() {
				_, err := c.find(who.ctx, benchText(spell, kind, b.n, r), 20)
				b.check(err)
			}
			for range 20 {
				ask()
			}
			first, used := timed(rounds, ask)
			p50 := first.ms(0.5)
			p99 := median(3, func() float64 { return took(rounds, func(int) { ask() }).ms(0.99) })
			b.within("search p99, "+kind+", "+who.name+" (p50 "+short(p50)+", CPU p99 "+short(used.ms(0.99))+")", p99, 20, "ms")
		}
	}
	b.check(c.Close())
}

// salesperson is who owns 500 of the customers.
func salesperson() *identity.Actor { return worker(identity.RoleSales, seller, 1) }

// manager is who sees only the 15 % of the customers that are in the second department.
func manager() *identity.Actor {
	a := worker(identity.RoleManager, 998, 2)
	grants := maps.Clone(a.Roles[0].Grants)
	grants[identity.May("customer", identity.See)] = identity.ScopeTree
	a.Roles[0].Grants = grants
	return a
}

func worker(role string, id, unit int64) *identity.Actor {
	for _, r := range identity.ShippedRoles() {
		if r.Key == role {
			return &identity.Actor{ID: id, Name: "周启航", Units: []int64{unit}, Tree: []int64{unit}, Roles: []identity.Role{r}}
		}
	}
	return nil
}

// benchText is what somebody types who looks for one of the customers, or for nothing.
func benchText(spell *search.Spelling, kind string, n int, r *rand.Rand) string {
	var x customer.Customer
	benchCustomer(&x, 1+r.IntN(n), n)
	name := []rune(x.Name)
	cut := func(n int) string { at := r.IntN(len(name) - n + 1); return string(name[at : at+n]) }
	switch kind {
	case "two characters":
		return cut(2)
	case "four characters":
		return cut(4)
	case "one character":
		return cut(1)
	case "initials":
		_, initials := spell.Sorting(cut(4), false)
		return initials
	case "digits":
		at := r.IntN(4)
		return x.Mobile[at : at+4+r.IntN(4)]
	}
	return string(name[:2]) + "㐂㐂"
}
