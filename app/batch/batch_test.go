package batch_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/batch"
	"kontor/app/customer"
	"kontor/app/history"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/suite"
	"kontor/data"
	"kontor/data/datatest"
)

type desk struct {
	*suite.Suite
	batch   *batch.Service
	history *history.Service
	t       *testing.T
}

func each(t *testing.T, fn func(t *testing.T, d *desk)) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		g := datatest.Ground(c)
		d := &desk{Suite: suite.New(suite.Params{Ground: g, Store: c.DB, Numbers: data.NewNumbers(c.DB)}), batch: batch.New(g), history: history.New(g), t: t}
		d.check(d.Load(apptest.Program()))
		fn(t, d)
	})
}

func (d *desk) check(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// add makes n customers of the owner.
func (d *desk) add(n int) []int64 {
	var ids []int64
	for i := range n {
		c := d.Customers.Customers.Desc.New()
		c.Name, c.Kind, c.Remark = fmt.Sprintf("客户%d有限公司", i), customer.Company, "old"
		d.check(d.Customers.Customers.Create(apptest.Owner(), c))
		ids = append(ids, c.ID)
	}
	return ids
}

func (d *desk) remarks() map[string]int {
	out := map[string]int{}
	list, err := d.Customers.Customers.Find(apptest.Owner(), listing.Node{})
	d.check(err)
	for _, c := range list {
		out[c.Remark]++
	}
	return out
}

func (d *desk) set(ctx context.Context, ids []int64, to string, progress func(int)) (batch.Result, error) {
	return d.batch.Run(ctx, batch.Job{Entity: "customer", IDs: ids, Why: "batch", Progress: progress, Do: func(ctx context.Context, at int) error {
		_, err := d.Ground.Service("customer").Save(ctx, ids[at], 0, map[string]string{"remark": to})
		return err
	}})
}

func TestOneUndoTakesAWholeBatchBack(t *testing.T) { // CUS-39
	each(t, func(t *testing.T, d *desk) {
		ids := d.add(450) // several transactions
		r, err := d.set(apptest.Owner(), ids, "new", nil)
		d.check(err)
		if got := d.remarks(); r.Done != 450 || got["new"] != 450 {
			t.Fatalf("%+v %v", r, got)
		}
		other := apptest.As(2, "陈", nil, identity.Role{Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: identity.ScopeAll}})
		_, err = d.Ground.Service("customer").Save(other, ids[7], 0, map[string]string{"remark": "theirs"})
		d.check(err)
		_, clashes, err := d.history.UndoLast(apptest.Owner())
		d.check(err)
		if got := d.remarks(); got["old"] != 449 || got["theirs"] != 1 {
			t.Errorf("after the undo: %v", got)
		}
		if len(clashes) != 1 || clashes[0].Record != ids[7] || clashes[0].Key != "remark" || clashes[0].Theirs.Text() != "theirs" {
			t.Errorf("%+v", clashes)
		}
	})
}

func TestABatchNamesWhatIsRefused(t *testing.T) { // CUS-39
	each(t, func(t *testing.T, d *desk) {
		ids := d.add(30)
		pooled, err := d.Customers.Customers.Update(apptest.Program(), ids[3], 0, func(c *customer.Customer) error {
			c.OwnerID, c.InPool, c.PooledOn = 0, true, 1
			return nil
		})
		if err != nil || !pooled.InPool {
			t.Fatal(err)
		}
		r, err := d.set(apptest.Owner(), ids, "new", nil)
		d.check(err)
		if r.Done != 29 || len(r.Refused) != 1 || r.Refused[0].ID != ids[3] || app.KindOf(r.Refused[0].Err) != app.Conflict {
			t.Errorf("%+v", r)
		}
		if got := d.remarks(); got["new"] != 29 || got["old"] != 1 {
			t.Error(got)
		}
	})
}

func TestAStoppedBatchKeepsWhatIsDoneAndCanBeUndone(t *testing.T) { // CUS-39
	each(t, func(t *testing.T, d *desk) {
		ids := d.add(450)
		ctx, stop := context.WithCancel(apptest.Owner())
		r, err := d.set(ctx, ids, "new", func(int) { stop() })
		d.check(err)
		if r.Done == 0 || r.Left == 0 || r.Done+r.Left != 450 || d.remarks()["new"] != r.Done {
			t.Fatalf("%+v %v", r, d.remarks())
		}
		_, _, err = d.history.UndoLast(apptest.Owner())
		d.check(err)
		if got := d.remarks(); got["old"] != 450 {
			t.Error(got)
		}
	})
}

func TestABatchOfNewRecords(t *testing.T) { // CUS-23
	each(t, func(t *testing.T, d *desk) {
		names := []string{"甲有限公司", "", "乙有限公司", "丙有限公司"}
		r, err := d.batch.Run(apptest.Owner(), batch.Job{New: len(names), Why: "batch_entry", Do: func(ctx context.Context, at int) error {
			c := d.Customers.Customers.Desc.New()
			c.Name, c.Kind, c.Remark = names[at], customer.Company, "entered"
			return d.Customers.Customers.Create(ctx, c)
		}})
		d.check(err)
		told := ""
		r.Each(func(at int, refused error) { told += fmt.Sprint(at, refused != nil, " ") })
		if told != "0 false 1 true 2 false 3 false " || r.Done != 3 || r.Left != 0 || r.Refused[0].ID != 0 {
			t.Errorf("%s %+v", told, r)
		}
		if got := d.remarks(); got["entered"] != 3 {
			t.Error(got)
		}
		_, _, err = d.history.UndoLast(apptest.Owner())
		d.check(err)
		if got := d.remarks(); len(got) != 0 {
			t.Errorf("one undo takes all back: %v", got)
		}
	})
}

func TestAFaultEndsABatchAndKeepsWhatIsDone(t *testing.T) { // CUS-39
	each(t, func(t *testing.T, d *desk) {
		ids := d.add(9)
		r, err := d.batch.Run(apptest.Owner(), batch.Job{Entity: "customer", IDs: ids, Why: "batch", Do: func(ctx context.Context, at int) error {
			if at == 5 {
				return errors.New("disk on fire")
			}
			_, err := d.Ground.Service("customer").Save(ctx, ids[at], 0, map[string]string{"remark": "new"})
			return err
		}})
		if err == nil || r.Done != 5 || r.Left != 4 || d.remarks()["new"] != 5 {
			t.Fatalf("%v %+v %v", err, r, d.remarks())
		}
		_, _, err = d.history.UndoLast(apptest.Owner())
		d.check(err)
		if got := d.remarks(); got["old"] != 9 {
			t.Error(got)
		}
	})
}

// CUS-39: a batch that was taken back is done again as a whole, and taken back again; what
// somebody changed in between stays.
func TestABatchIsDoneAgainAsAWhole(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ids := d.add(450)
		me := apptest.Owner()
		_, err := d.set(me, ids, "new", nil)
		d.check(err)
		for round := range 2 {
			_, _, err = d.history.UndoLast(me)
			d.check(err)
			if got := d.remarks(); got["old"] != 450 {
				t.Fatalf("round %d, undone: %v", round, got)
			}
			_, err = d.history.Redo(me)
			d.check(err)
			if got := d.remarks(); got["new"] != 450 {
				t.Fatalf("round %d, done again: %v", round, got)
			}
			if _, err := d.history.Redo(me); err == nil {
				t.Error("there is nothing left to do again")
			}
		}
		_, _, err = d.history.UndoLast(me)
		d.check(err)
		_, err = d.Ground.Service("customer").Save(apptest.Program(), ids[3], 0, map[string]string{"remark": "theirs"})
		d.check(err)
		clashes, err := d.history.Redo(me)
		d.check(err)
		if got := d.remarks(); got["new"] != 449 || got["theirs"] != 1 || len(clashes) != 1 {
			t.Errorf("%v, clashes %+v", got, clashes)
		}
	})
}
