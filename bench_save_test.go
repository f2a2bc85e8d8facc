//go:build bench && linux

package main

import (
	"fmt"
	"math/rand/v2"

	"kontor/app/customer"
)

// save is the customer form: one field changed and saved through the service, with
// rights, rules, history and the search index; and a new customer with the look for
// duplicates.
func (b *bench) save() {
	c := b.open(b.n)
	r := rand.New(rand.NewPCG(8, 9))
	all := took(1500, func(i int) {
		_, err := c.Customers.Customers.Update(c.ctx, 1+r.Int64N(int64(b.n)), 0, func(x *customer.Customer) error {
			x.Address = fmt.Sprintf("工业园区星湖街 %d 号 %d", r.IntN(900), i)
			return nil
		})
		b.check(err)
	})
	b.within("form save p50, a customer changed", all.ms(0.5), 0, "ms")
	b.within("form save p99, a customer changed", all.ms(0.99), 20, "ms")
	var made []int64
	all = took(500, func(i int) {
		x := c.Customers.Customers.Desc.New()
		benchCustomer(x, b.n+1+r.IntN(1_000_000), b.n)
		x.Name = fmt.Sprintf("新客%d%s", r.IntN(1_000_000_000), x.Name)
		x.Mobile = fmt.Sprintf("199%08d", r.IntN(100_000_000))
		x.OwnerID = 0
		b.check(c.Customers.Create(c.ctx, x, nil))
		made = append(made, x.ID)
	})
	b.within("form save p50, a new customer looked for duplicates", all.ms(0.5), 0, "ms")
	b.within("form save p99, a new customer looked for duplicates", all.ms(0.99), 20, "ms")
	for _, id := range made {
		b.check(c.Customers.Customers.Archive(c.ctx, id, 0))
	}
	b.check(c.Close())
}
