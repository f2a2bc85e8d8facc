//go:build bench && linux

package main

import (
	"fmt"
	"path/filepath"
	"time"

	"kontor/app/batch"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/importing"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/data"
)

// batchRows is how many selected customers a batch changes.
const batchRows = 50_000

// batches changes fifty thousand selected customers at once, takes that back, and takes
// the import that brought them back.
func (b *bench) batches() {
	table := filepath.Join(b.dir, "customers.csv")
	b.writeCSV(table)
	own := filepath.Join(b.dir, "batch"+data.Extension)
	removeCompany(own)
	defer removeCompany(own)
	_, err := b.house().found(background, founding{file: own, name: "基准", short: "基准", owner: "林晓雯"})
	b.check(err)
	c := b.openRaw(b.house(), own)
	c.start()
	defer c.Close()
	src, err := openSheet(table)
	b.check(err)
	defer src.Close()
	r, err := c.imports.Do(c.ctx, importing.Wish{Kind: "customers", Source: src})
	b.check(err)
	list, err := c.Customers.Customers.Find(c.ctx, listing.Is("name", listing.Filled))
	b.check(err)
	ids := make([]int64, batchRows)
	for i := range ids {
		ids[i] = list[i].ID
	}
	list = nil
	svc := c.Ground.Service(customer.Customers)
	one := func(what string, do func(rec any) error) {
		b.timed(fmt.Sprintf("%s of %s customers", what, thousands(batchRows)), 10, func() {
			job := batch.Edit(svc, ids, identity.Change, do)
			job.Why = "batch"
			r, err := batch.New(c.Ground).Run(c.ctx, job)
			b.check(err)
			if r.Done != batchRows {
				b.Errorf("%s: %d done, %d refused: %v", what, r.Done, len(r.Refused), r.Refused[:1])
			}
		})
	}
	save := func(key, text string) func(rec any) error {
		return func(rec any) error { return svc.Type().Fill(rec, map[string]string{key: text}) }
	}
	one("new grade", save("grade", "A"))
	one("new tag", func(rec any) error { svc.Type().Field("tags").Set(rec, entity.JoinMulti([]string{"fair"})); return nil })
	one("new short name", save("short_name", "苏州"))
	_, _, err = c.History.UndoLast(c.ctx)
	b.check(err)
	b.timed("undo of a batch of "+thousands(batchRows), 0, func() {
		_, clashes, err := c.History.UndoLast(c.ctx)
		b.check(err)
		if len(clashes) > 0 {
			b.Errorf("%d clashes", len(clashes))
		}
	})
	people := c.Ground.Service(member.Persons)
	to := people.New().(*member.Person)
	to.Login, to.Name = "zhou", "周启航"
	b.check(people.Create(c.ctx, to))
	b.timed(fmt.Sprintf("new owner of %s customers", thousands(batchRows)), 10, func() {
		r, err := c.Customers.Do(c.ctx, customer.Move{Do: customer.MoveAssign, IDs: ids, To: to.ID, Reason: "调整区域"})
		b.check(err)
		if len(r.Will) != batchRows {
			b.Errorf("%d of %d changed hands, %d refused", len(r.Will), batchRows, len(r.Refused))
		}
	})
	b.timed("taking an import of "+thousands(importRows)+" back, contacts too", 0, func() {
		_, err := c.imports.RevertNamed(c.ctx, r.ImportID)
		b.check(err)
	})
}

// timed prints how long something took by the clock and its CPU time.
func (b *bench) timed(name string, limit float64, fn func()) {
	at := time.Now()
	spent := cpu(fn)
	b.within(name, time.Since(at).Seconds(), limit, "s")
	b.within("  CPU of the whole program meanwhile", spent, 0, "s")
}
