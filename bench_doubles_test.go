//go:build bench && linux

package main

import (
	"fmt"
	"math/rand/v2"

	"golang.org/x/sys/unix"

	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/listing"
)

// doubles is the scan of all customers for those that share a name, a number or an address.
func (b *bench) doubles() {
	c := b.open(b.n)
	plan := b.allowed(c, c.ctx, listing.Query{Entity: customer.Customers, Columns: []string{"name_key", "mobile_key", "phone_key", "credit_code", "mail"}})
	var groups []dedupe.Group
	before := cpuOf(unix.CLOCK_PROCESS_CPUTIME_ID)
	clock := took(1, func(int) {
		s := dedupe.NewScan()
		b.check(c.db.Each(c.ctx, plan, func(r listing.Row) error {
			k := dedupe.Keys{Name: r.Cells[0].Text(), Phones: []string{r.Cells[1].Text(), r.Cells[2].Text()}, Tax: r.Cells[3].Text(), Mails: []string{r.Cells[4].Text()}}
			s.Add(r.ID, k)
			return nil
		}))
		groups = s.Groups()
	})
	used := (cpuOf(unix.CLOCK_PROCESS_CPUTIME_ID) - before).Seconds()
	b.within(fmt.Sprintf("scan for doubles, %s groups (CPU %s)", thousands(len(groups)), short(used)), clock[0].Seconds(), 120, "s")
	b.clash(c)
	b.check(c.Close())
}

// clash is what the form asks while a name is typed: who has a customer called like that
// already (CUS-15).
func (b *bench) clash(c *office) {
	r := rand.New(rand.NewPCG(15, 3))
	all := took(300, func(int) {
		x, err := c.Customers.Customers.Get(c.ctx, 1+r.Int64N(int64(b.n)))
		b.check(err)
		name := []rune(x.Name)
		_, err = c.Customers.Duplicates(c.ctx, customer.CardInput{Name: string(name[:min(len(name), 4+r.IntN(5))])}, 0)
		b.check(err)
	})
	b.within(fmt.Sprintf("customers called alike while a name is typed, p99 (p50 %s)", short(all.ms(0.5))), all.ms(0.99), 200, "ms")
}
