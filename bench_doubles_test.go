//go:build bench && linux

package main

import (
	"fmt"

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
	b.check(c.Close())
}
