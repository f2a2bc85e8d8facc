package suite_test

import (
	"context"
	"fmt"
	"testing"

	"kontor/app/batch"
	"kontor/app/customer"
	"kontor/app/history"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// stack makes n customers of the boss, written as an import writes them.
func (o *office) stack(t *testing.T, n int) []int64 {
	t.Helper()
	bulk, err := o.Customers.Customers.OpenBulk(o.boss, record.BulkParams{Verb: identity.Add})
	ok(t, err)
	defer bulk.Close(o.boss)
	for i := range n {
		c := o.Customers.Customers.Desc.New()
		c.Name, c.Kind = fmt.Sprintf("成批%04d有限公司", i), customer.Company
		ok(t, bulk.Ready(o.boss, c))
		ok(t, bulk.Add(o.boss, c))
	}
	_, err = bulk.Publish(o.boss, nil)
	ok(t, err)
	list, err := o.Customers.Customers.Find(o.boss, listing.Is("name", listing.Filled))
	ok(t, err)
	var ids []int64
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids
}

// CUS-30, CUS-39: very many customers change hands in several steps; the cap of their new
// owner holds over all of them, each is logged and told in its timeline, and one undo takes
// the whole back.
func TestVeryManyCustomersChangeHandsAsOne(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.hire(t, "zhou", "sales", 1)
		to := o.ids["zhou"]
		ids := o.stack(t, 1100)
		ok(t, o.Customers.SetPoolPolicy(o.boss, customer.PoolPolicy{Rules: customer.DefaultPoolRules, Limits: customer.PoolLimits{Owned: 1050}}))
		told := 0
		b, err := o.Customers.Do(o.boss, customer.Move{Do: customer.MoveAssign, IDs: ids, To: to, Reason: "区域", Progress: func(n int) { told = n }})
		ok(t, err)
		if len(b.Will) != 1050 || len(b.Over) != 50 || b.Total() != 1100 || told != 1100 || b.Limit != "pool.owned" {
			t.Fatalf("%d moved, %d over, %d told", len(b.Will), len(b.Over), told)
		}
		if len(b.Owners) != 1 || b.Owners[0].Before != 0 || b.Owners[0].After != 1050 || b.Owners[0].Over != 50 {
			t.Errorf("%+v", b.Owners)
		}
		mine := listing.Is("owner_id", listing.Eq, fmt.Sprint(to))
		logged := func() int64 {
			return o.count(t, o.boss, customer.Handovers, listing.All(listing.Is("to_id", listing.Eq, fmt.Sprint(to)), listing.Is("reason", listing.Eq, "区域")))
		}
		notes := func() int64 {
			return o.count(t, o.boss, "activity", listing.Is("kind", listing.Eq, string(customer.NoteOwner)))
		}
		if o.count(t, o.boss, "customer", mine) != 1050 || logged() != 1050 || notes() != 1050 {
			t.Fatalf("%d owned, %d logged, %d told", o.count(t, o.boss, "customer", mine), logged(), notes())
		}
		_, clashes, err := history.New(o.Ground).UndoLast(o.boss)
		ok(t, err)
		if len(clashes) > 0 || o.count(t, o.boss, "customer", mine) != 0 || logged() != 0 {
			t.Errorf("after the undo: %d clashes, %d owned, %d logged", len(clashes), o.count(t, o.boss, "customer", mine), logged())
		}
	})
}

// CUS-39: what is entered into a log while many change in one step is there when the step is
// done, and is not when it fails.
func TestEntriesOfABatchStandOrFallWithIt(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ids := o.stack(t, 40)
		svc := o.Ground.Service("customer")
		signed := func(id int64) batch.Job {
			job := batch.Edit(svc, ids, identity.Change, func(rec any) error {
				c := rec.(*customer.Customer)
				if c.Status = "ended"; c.ID == id {
					c.Mobile = "12345"
				}
				return nil
			})
			job.Why = "batch"
			return job
		}
		notes := func() int64 {
			return o.count(t, o.boss, "activity", listing.Is("kind", listing.Eq, string(customer.NoteStatus)))
		}
		r, err := batch.New(o.Ground).Run(o.boss, signed(ids[7]))
		ok(t, err)
		if r.Done != 39 || len(r.Refused) != 1 || r.Refused[0].ID != ids[7] || notes() != 39 {
			t.Errorf("%+v, %d notes", r, notes())
		}
		err = svc.UpdateMany(o.boss, []record.Edit{
			{ID: ids[0], Verb: identity.Change, Do: func(rec any) error { rec.(*customer.Customer).Status = "following"; return nil }},
			{ID: ids[1], Verb: identity.Change, Do: func(any) error { return context.Canceled }},
		})
		if err == nil || notes() != 39 {
			t.Errorf("%v, %d notes", err, notes())
		}
	})
}
