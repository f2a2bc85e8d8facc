package suite_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/sales"
)

// CUS-21, CUS-22, CUS-59: nobody is disabled while in charge of anything; one step hands
// all of it over and logs each record; closed things keep the old name.
func TestDepartureHandsEverythingOver(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, manager := o.hire(t, "zhou", "sales", 1), o.hire(t, "wu", "manager", 1)
		wang := o.hire(t, "wang", "sales", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		task := &customer.Task{Title: "回访", CustomerID: c.ID, DueOn: day("2026-03-20")}
		ok(t, o.Customers.Tasks.Create(zhou, task))
		done := &customer.Task{Title: "寄样", CustomerID: c.ID, DueOn: day("2026-03-17")}
		ok(t, o.Customers.Tasks.Create(zhou, done))
		ok(t, o.Customers.Done(zhou, done.ID, customer.Finish{}))
		o.deal(t, zhou, c.ID, "封箱机")
		o.draft(t, zhou, c.ID, 5000)

		refused(t, o.Members.Disable(o.boss, o.ids["zhou"]), "person.owns")
		held, err := o.Customers.Holdings(o.boss, o.ids["zhou"])
		ok(t, err)
		if len(held) != 4 || held[0] != (customer.Holding{Entity: "customer", N: 1}) {
			t.Errorf("in charge of %+v", held)
		}
		_, err = o.Customers.Transfer(wang, customer.Transfer{From: o.ids["zhou"], To: o.ids["wang"], Reason: "离职"})
		refused(t, err, "access.denied")
		_, err = o.Customers.Transfer(manager, customer.Transfer{From: o.ids["zhou"], To: o.ids["wang"]})
		refused(t, err, "pool.reason")
		_, err = o.Customers.Transfer(manager, customer.Transfer{From: o.ids["zhou"], To: o.ids["wang"], Reason: "离职", Leaving: true})
		ok(t, err)
		ok(t, o.Members.Disable(o.boss, o.ids["zhou"]))

		got, err := o.Customers.Customers.Get(wang, c.ID)
		ok(t, err)
		if got.OwnerID != o.ids["wang"] {
			t.Errorf("owner %d", got.OwnerID)
		}
		if old, err := o.Customers.Tasks.Get(o.boss, done.ID); err != nil || old.OwnerID != o.ids["zhou"] {
			t.Errorf("a task that was done changed hands: %+v %v", old, err)
		}
		log := o.count(t, wang, "handover", listing.All(is("customer_id", c.ID), listing.Is("action", listing.Eq, "departure")))
		person := o.count(t, manager, "handover", is("from_id", o.ids["zhou"]))
		if log != 4 || person != 4 {
			t.Errorf("the log has %d entries of the customer and %d of the person", log, person)
		}
		refused(t, o.Customers.Handovers.Archive(o.boss, 1, 0), "log.kept")
	})
}

// CUS-18, CUS-24: a customer of two departments is seen by the managers of both, in list,
// count and detail, and no longer once the department is taken off.
func TestSeveralOwningDepartments(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		east, west := o.unit(t, "华东", 1), o.unit(t, "华西", 1)
		zhou := o.hire(t, "zhou", "sales", east)
		ok(t, o.Members.SaveRole(o.boss, 0, 0, identity.Role{Key: "head", Grants: map[identity.Action]identity.Scope{
			identity.May("customer", identity.See): identity.ScopeTree, identity.May("customer", identity.Change): identity.ScopeTree, identity.May("contact", identity.See): identity.ScopeTree,
		}}))
		westHead := o.hire(t, "westhead", "head", west)
		c := o.sell(t, zhou, "两地都管的客户")
		ok(t, o.Customers.Contacts.Create(zhou, &customer.Contact{Name: "陈建国", CustomerID: c.ID}))
		if n := o.count(t, westHead, "customer", listing.Node{}); n != 0 {
			t.Errorf("the west sees %d", n)
		}
		refused(t, o.Customers.SetUnits(zhou, c.ID, []int64{west}), "access.denied")
		ok(t, o.Customers.SetUnits(o.boss, c.ID, []int64{west, east}))
		if got, err := o.Customers.UnitsOf(zhou, c.ID); err != nil || len(got) != 1 || got[0] != west {
			t.Errorf("further departments %v %v", got, err)
		}
		if n := o.count(t, westHead, "customer", listing.Node{}); n != 1 || o.count(t, westHead, "contact", listing.Node{}) != 1 {
			t.Errorf("the west sees %d customers", n)
		}
		_, err := o.Customers.Customers.Update(westHead, c.ID, 0, func(c *customer.Customer) error { c.Remark = "华西跟进"; return nil })
		ok(t, err)
		ok(t, o.Customers.SetUnits(o.boss, c.ID, nil))
		if _, err := o.Customers.Customers.Get(westHead, c.ID); err == nil {
			t.Error("the west still opens it")
		}
	})
}

// CUS-12, CUS-45: potential → formal by one action with criteria, history and all;
// deregistered keeps the record, refuses edits, and may come back.
func TestLifeOfACustomer(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.Customers.Customers.Desc.New()
		c.Name, c.Life, c.Development, c.Problems, c.Intended = "苏州工业园区博锐自动化有限公司", customer.Potential, "interested", "预算未批", "封箱机 2 台"
		ok(t, o.Customers.Customers.Create(zhou, c))
		_, err := o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: "第一次电话"}})
		ok(t, err)
		_, err = o.Customers.Customers.Update(zhou, c.ID, 0, func(c *customer.Customer) error { c.Life = customer.Formal; return nil })
		refused(t, err, "life.command")
		ok(t, o.Customers.SetLifeCriteria(o.boss, customer.LifeCriteria{Contact: true, Fields: []string{"grade"}}))
		refused(t, o.Customers.Convert(zhou, []int64{c.ID}), "life.missing")
		_, err = o.Customers.Customers.Update(zhou, c.ID, 0, func(c *customer.Customer) error { c.Grade, c.Mobile = "a", "19900000001"; return nil })
		ok(t, err)
		ok(t, o.Customers.Convert(zhou, []int64{c.ID}))
		refused(t, o.Customers.Convert(zhou, []int64{c.ID}), "life.not_potential")
		now, err := o.Customers.Customers.Get(zhou, c.ID)
		ok(t, err)
		if now.Life != customer.Formal || now.Problems != "预算未批" || o.count(t, zhou, "activity", listing.All(is("customer_id", c.ID), listing.Is("kind", listing.Eq, "call"))) != 1 {
			t.Errorf("what was known did not come along: %+v", now)
		}
		refused(t, o.Customers.Deregister(zhou, []int64{c.ID}, ""), "pool.reason")
		op := o.deal(t, zhou, c.ID, "在谈")
		refused(t, o.Customers.Deregister(zhou, []int64{c.ID}, "停业"), "life.open")
		ok(t, o.Sales.Opportunities.Archive(zhou, op.ID, 0))
		ok(t, o.Customers.Deregister(zhou, []int64{c.ID}, "停业"))
		_, err = o.Customers.Customers.Update(zhou, c.ID, 0, func(c *customer.Customer) error { c.Remark = "x"; return nil })
		refused(t, err, "life.over")
		o.clock.Move(200 * 24 * time.Hour)
		if n, err := o.Customers.PoolRun(zhou); err != nil || n != 0 {
			t.Errorf("a deregistered customer went to the pool: %d %v", n, err)
		}
		ok(t, o.Customers.Reinstate(zhou, []int64{c.ID}))
	})
}

// CUS-36: with the setting on, new customers of salespeople wait for a decision; the
// rejected ones are kept and may be put forward again.
func TestReviewOfNewCustomers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, manager := o.hire(t, "zhou", "sales", 1), o.hire(t, "wu", "manager", 1)
		if c := o.sell(t, zhou, "不用审"); c.Review != "" {
			t.Errorf("off: %q", c.Review)
		}
		refused(t, o.Customers.SetReview(zhou, true), "access.right")
		ok(t, o.Customers.SetReview(o.boss, true))
		c := o.sell(t, zhou, "要审的客户")
		if c.Review != customer.ReviewPending || o.sell(t, manager, "主管建的").Review != "" {
			t.Errorf("%q", c.Review)
		}
		refused(t, o.Customers.Decide(zhou, []int64{c.ID}, true, ""), "access.denied")
		refused(t, o.Customers.Decide(manager, []int64{c.ID}, false, ""), "pool.reason")
		ok(t, o.Customers.Decide(manager, []int64{c.ID}, false, "资料不全"))
		if n := o.count(t, zhou, "customer", listing.Is("review", listing.Eq, "rejected")); n != 1 {
			t.Errorf("the rejected list has %d", n)
		}
		mine, err := o.Reminders.Reminders.Find(zhou, listing.Is("kind", listing.Eq, "review_rejected"))
		if err != nil || len(mine) != 1 {
			t.Errorf("the owner was told %d times, %v", len(mine), err)
		}
		ok(t, o.Customers.Resubmit(zhou, c.ID))
		ok(t, o.Customers.Decide(manager, []int64{c.ID}, true, ""))
	})
}

// CUS-37, CUS-52, CUS-53: reports, extensions and logins are asked for, decided by a
// supervisor, and then happen; a login's password can be checked and never read.
func TestRequestsAboutCustomers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang, manager := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1), o.hire(t, "wu", "manager", 1)
		c := o.sell(t, zhou, "深圳联芯光电科技有限公司")
		_, err := o.Customers.Ask(wang, customer.Request{Kind: customer.AskExtension, CustomerID: c.ID, Days: 30, Text: "快了"})
		if err == nil {
			t.Error("a stranger asked for more time")
		}
		_, err = o.Customers.Ask(wang, customer.Request{Kind: customer.AskReport, CustomerID: c.ID, Cause: "clash"})
		refused(t, err, "request.text")
		report, err := o.Customers.Ask(wang, customer.Request{Kind: customer.AskReport, CustomerID: c.ID, Cause: "clash", Text: "和我的客户是同一家"})
		ok(t, err)
		_, err = o.Customers.Ask(wang, customer.Request{Kind: customer.AskReport, CustomerID: c.ID, Cause: "clash", Text: "再报一次"})
		refused(t, err, "request.twice")
		refused(t, o.Customers.Settle(wang, report.ID, customer.Verdict{Grant: true}), "access.denied")
		refused(t, o.Customers.Settle(manager, report.ID, customer.Verdict{}), "pool.reason")
		ok(t, o.Customers.Settle(manager, report.ID, customer.Verdict{Answer: "不是同一家"}))
		refused(t, o.Customers.Settle(manager, report.ID, customer.Verdict{Grant: true}), "request.over")

		more, err := o.Customers.Ask(zhou, customer.Request{Kind: customer.AskExtension, CustomerID: c.ID, Days: 120, Text: "样机在试"})
		ok(t, err)
		ok(t, o.Customers.Settle(manager, more.ID, customer.Verdict{Grant: true}))
		o.clock.Move(100 * 24 * time.Hour)
		if n, err := o.Customers.PoolRun(zhou); err != nil || n != 0 {
			t.Errorf("a protected customer went to the pool: %d %v", n, err)
		}

		login, err := o.Customers.Ask(zhou, customer.Request{Kind: customer.AskAccount, CustomerID: c.ID, Days: 15, Text: "试用系统"})
		ok(t, err)
		ok(t, o.Customers.Settle(manager, login.ID, customer.Verdict{Grant: true}))
		acc, err := o.Customers.Accounts.First(o.boss, is("customer_id", c.ID))
		ok(t, err)
		until := o.Ground.Registry.Today().AddDays(15)
		open := customer.Opening{Login: "lianxin", Password: "lian-xin-2026", Until: until, Trial: true}
		refused(t, o.Customers.OpenAccount(zhou, acc.ID, open), "access.right")
		ok(t, o.Customers.OpenAccount(o.boss, acc.ID, open))
		right, err := o.Customers.CheckAccount(o.boss, "LianXin", "lian-xin-2026")
		ok(t, err)
		wrong, err := o.Customers.CheckAccount(o.boss, "lianxin", "lian-xin-2027")
		ok(t, err)
		if acc, err = o.Customers.Accounts.Get(o.boss, acc.ID); err != nil || !right || wrong || strings.Contains(acc.Hash, "lian-xin") || acc.State != customer.AccountOpened {
			t.Errorf("%v %v %+v %v", right, wrong, acc, err)
		}
		o.clock.Move(16 * 24 * time.Hour)
		if n, err := o.Customers.ExpireAccounts(o.boss); err != nil || n != 1 {
			t.Errorf("%d logins ended, %v", n, err)
		}
		if right, err := o.Customers.CheckAccount(o.boss, "lianxin", "lian-xin-2026"); err != nil || right {
			t.Errorf("an expired login works: %v", err)
		}
	})
}

// CUS-20, CUS-38: salespeople delete no customers; the bin gives them back, and only who
// may removes them for good, with timeline and contacts, never under a document.
func TestRecycleBinOfCustomers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, manager := o.hire(t, "zhou", "sales", 1), o.hire(t, "wu", "manager", 1)
		c, used := o.sell(t, zhou, "删掉的客户"), o.sell(t, zhou, "有报价的客户")
		ok(t, o.Customers.Contacts.Create(zhou, &customer.Contact{Name: "陈建国", CustomerID: c.ID}))
		_, err := o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: "x"}})
		ok(t, err)
		o.draft(t, zhou, used.ID, 100)
		refused(t, o.Customers.Customers.Archive(zhou, c.ID, 0), "access.denied")
		refused(t, o.Customers.Purge(o.boss, c.ID), "record.not_binned")
		ok(t, o.Customers.Customers.Archive(manager, c.ID, 0))
		ok(t, o.Customers.Customers.Archive(manager, used.ID, 0))
		ok(t, o.Customers.Customers.Restore(manager, c.ID))
		ok(t, o.Customers.Customers.Archive(manager, c.ID, 0))
		refused(t, o.Customers.Purge(manager, c.ID), "access.right")
		refused(t, o.Customers.Purge(o.boss, used.ID), "record.held")
		ok(t, o.Customers.Purge(o.boss, c.ID))
		if n := o.count(t, o.boss, "contact", listing.Node{}); n != 0 {
			t.Errorf("%d contacts are left", n)
		}
		if err := o.Customers.Customers.Restore(o.boss, c.ID); err == nil {
			t.Error("a purged customer came back")
		}
	})
}

// deal makes an open opportunity.
func (o *office) deal(t testing.TB, ctx context.Context, customerID int64, name string) *sales.Opportunity {
	t.Helper()
	d := o.Sales.Opportunities.Desc.New()
	d.Name, d.CustomerID, d.AmountMinor, d.CloseOn = name, customerID, 100_00, day("2026-12-31")
	ok(t, o.Sales.Opportunities.Create(ctx, d))
	return d
}
