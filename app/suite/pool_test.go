package suite_test

import (
	"strings"
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
)

// CUS-25, CUS-28, CUS-34: several pools; rules and routes by grade; each run is a row of
// the log and each return says which rule did it.
func TestPoolsRulesAndTheirLog(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		policy := customer.PoolPolicy{
			Rules:  []customer.PoolRule{{Key: "slow", FollowUp: 90}, {Key: "vip", Grades: []string{"vip"}, FollowUp: 30}, {Key: "idle", Categories: []string{"dealer"}, Opportunity: 20, Pool: "device"}},
			Routes: []customer.PoolRoute{{Pool: "key", Grades: []string{"vip"}}},
			Limits: customer.PoolLimits{AtOnce: 5, Warn: 1},
		}
		refused(t, o.Customers.SetPoolPolicy(zhou, policy), "access.right")
		bad := policy
		bad.Rules = []customer.PoolRule{{Key: "none"}}
		refused(t, o.Customers.SetPoolPolicy(o.boss, bad), "pool.rule_empty")
		ok(t, o.Customers.SetPoolPolicy(o.boss, policy))

		make := func(name, grade, category string) int64 {
			c := o.Customers.Customers.Desc.New()
			c.Name, c.Grade, c.Category = name, grade, category
			ok(t, o.Customers.Customers.Create(zhou, c))
			return c.ID
		}
		vip, plain, dealer, busy := make("甲", "vip", ""), make("乙", "", ""), make("丙", "", "dealer"), make("丁", "", "dealer")
		o.deal(t, zhou, busy, "在谈")

		o.clock.Move(30 * 24 * time.Hour)
		if n, err := o.Customers.PoolRun(zhou); err != nil || n != 2 {
			t.Fatalf("%d returned, %v", n, err)
		}
		for id, want := range map[int64][2]string{vip: {"key", "vip"}, dealer: {"device", "idle"}} {
			c, err := o.Customers.Customers.Get(o.boss, id)
			ok(t, err)
			h, err := o.Customers.Handovers.First(o.boss, is("customer_id", id))
			ok(t, err)
			if !c.InPool || c.Pool != want[0] || h.Rule != want[1] || h.Action != customer.ByRule || h.FromID != o.ids["zhou"] {
				t.Errorf("%s: pool %q, log %+v", c.Name, c.Pool, h)
			}
		}
		for _, id := range []int64{plain, busy} {
			if c, err := o.Customers.Customers.Get(o.boss, id); err != nil || c.InPool {
				t.Errorf("%d returned too early: %v", id, err)
			}
		}
		run, err := o.Customers.Runs.First(o.boss, listing.Node{}, listing.Sort{Key: "id", Desc: true})
		ok(t, err)
		if run.Returned != 2 || run.Rules != 3 || run.ByRule != "idle 1, vip 1" {
			t.Errorf("the run was logged as %+v", run)
		}
		refused(t, o.Customers.Runs.Archive(o.boss, run.ID, 0), "log.kept")
	})
}

// CUS-29 … CUS-32: a preview whose groups add up, under the cap of each owner; back to
// the former owner; trash and restore; one undo by whoever did it.
func TestPoolMovesArePreviewed(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1)
		ok(t, o.Customers.SetPoolPolicy(o.boss, customer.PoolPolicy{Rules: customer.DefaultPoolRules, Limits: customer.PoolLimits{AtOnce: 2, Owned: 3, FormerWait: 30}}))
		var ids []int64
		for i := range 5 {
			ids = append(ids, o.sell(t, zhou, "客户"+string(rune('甲'+i))).ID)
		}
		_, err := o.Customers.Customers.Update(o.boss, ids[4], 0, func(c *customer.Customer) error { c.Locked = true; return nil })
		ok(t, err)

		_, err = o.Customers.Do(zhou, customer.Move{Do: customer.MoveRelease, IDs: ids, Reason: " "})
		refused(t, err, "pool.reason")
		b, err := o.Customers.Do(zhou, customer.Move{Do: customer.MoveRelease, IDs: ids, Reason: "没有需求"})
		ok(t, err)
		if len(b.Will) != 4 || len(b.Locked) != 1 || b.Total() != 5 || b.Owners[0].Before != 5 || b.Owners[0].After != 1 {
			t.Errorf("release: %+v", b)
		}

		back := customer.Move{Do: customer.MoveBack, IDs: ids[:4], Reason: "规则误执行"}
		_, err = o.Customers.Preview(wang, back)
		refused(t, err, "access.denied")
		b, err = o.Customers.Preview(o.boss, back)
		ok(t, err)
		if len(b.Will) != 2 || len(b.Over) != 2 || b.Total() != 4 || b.Owners[0].After != 3 || b.Owners[0].Over != 2 || b.Limit != "pool.owned" {
			t.Errorf("back, under a cap of three: %+v", b)
		}
		if n := o.count(t, zhou, "customer", listing.Node{}); n != 1 {
			t.Errorf("a preview moved %d customers", n-1)
		}

		b, err = o.Customers.Preview(wang, customer.Move{Do: customer.MoveClaim, IDs: ids[:4]})
		ok(t, err)
		if len(b.Will) != 2 || len(b.Over) != 2 || b.Limit != "pool.at_once" {
			t.Errorf("claim of four: %+v", b)
		}
		b, err = o.Customers.Preview(zhou, customer.Move{Do: customer.MoveClaim, IDs: ids[:4]})
		ok(t, err)
		if len(b.Waiting) != 4 || b.Total() != 4 {
			t.Errorf("the former owner waits: %+v", b)
		}

		// Trash and restore, by who looks after the pool.
		_, err = o.Customers.Do(wang, customer.Move{Do: customer.MoveDiscard, IDs: ids[:1], Reason: "空号"})
		refused(t, err, "access.denied")
		_, err = o.Customers.Do(o.boss, customer.Move{Do: customer.MoveDiscard, IDs: ids[:1], Reason: "空号"})
		ok(t, err)
		_, err = o.Customers.Claim(wang, ids[:1])
		refused(t, err, "customer.not_pooled")
		_, err = o.Customers.Do(o.boss, customer.Move{Do: customer.MoveRestore, IDs: ids[:1]})
		ok(t, err)
		_, err = o.Customers.Claim(wang, ids[:1])
		ok(t, err)

		// Whoever claimed takes it back with one undo, and the log keeps both.
		_, clashes, err := o.History.UndoLast(wang)
		ok(t, err)
		c, err := o.Customers.Customers.Get(o.boss, ids[0])
		ok(t, err)
		if len(clashes) != 0 || !c.InPool || c.OwnerID != 0 || c.FormerOwner != o.ids["zhou"] {
			t.Errorf("after the undo: %+v %+v", c, clashes)
		}
	})
}

// CUS-19, CUS-31, CUS-33: entered straight into the pool; read only; the mobile is masked
// for everybody, the owner of the company too, in list, form and contact.
func TestPoolHidesNumbersFromEverybody(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, manager := o.hire(t, "zhou", "sales", 1), o.hire(t, "wu", "manager", 1)
		c := o.Customers.Customers.Desc.New()
		c.Name, c.Mobile = "公海新客", "19900005521"
		refused(t, o.Customers.CreateInPool(zhou, c, nil), "access.denied")
		ok(t, o.Customers.CreateInPool(manager, c, &customer.Contact{Name: "陈建国", Mobile: "19900005521"}))
		if !c.InPool || c.OwnerID != 0 || c.Pool != customer.PoolGeneral {
			t.Fatalf("%+v", c)
		}
		contact, err := o.Customers.MainContact(identity.System(o.boss, "test"), c.ID)
		ok(t, err)
		for _, x := range []struct {
			kind string
			id   int64
		}{{"customer", c.ID}, {"contact", contact.ID}} {
			if got := o.cell(t, o.boss, x.kind, x.id, "mobile").Text(); strings.Contains(got, "0000") {
				t.Errorf("%s in the pool shows %q to the owner of the company", x.kind, got)
			}
			form, err := o.Ground.Service(x.kind).Form(o.boss, x.id)
			ok(t, err)
			for _, in := range form.Inputs {
				if in.Field.Key == "mobile" && strings.Contains(in.Text, "0000") {
					t.Errorf("the form of the %s shows %q", x.kind, in.Text)
				}
			}
		}
		if n := o.count(t, o.boss, "customer", listing.Is("mobile", listing.Contains, "55")); n != 0 {
			t.Errorf("a filter guesses the number: %d", n)
		}
		if n := o.count(t, o.boss, "customer", listing.Is("mobile", listing.Filled)); n != 1 {
			t.Errorf("whether there is a number may be asked: %d", n)
		}
		_, err = o.Customers.Claim(zhou, []int64{c.ID})
		ok(t, err)
		if got := o.cell(t, zhou, "customer", c.ID, "mobile").Text(); got != "19900005521" {
			t.Errorf("the new owner sees %q", got)
		}
	})
}
