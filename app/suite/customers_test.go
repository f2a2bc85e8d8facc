package suite_test

import (
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
)

func TestDuplicates(t *testing.T) { // CUS-14, CUS-15
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		wang := o.hire(t, "wang", "sales", 1)
		a := o.Customers.Customers.Desc.New()
		a.Name, a.Mobile, a.CreditCode, a.Phone = "上海舜泽食品有限公司", "199 0000 3126", "91350100M000100Y43", "021-55003126"
		ok(t, o.Customers.Create(zhou, a, &customer.Contact{Name: "单国平", Mobile: "19900003126"}))

		double := func(name, mobile string) error {
			c := o.Customers.Customers.Desc.New()
			c.Name, c.Mobile = name, mobile
			return o.Customers.Customers.Create(wang, c)
		}
		refused(t, double("上海舜泽食品（有限公司）", "+86 19900003126"), "customer.duplicate")
		ok(t, double("上海别家贸易有限公司", "19900003126")) // the same mobile alone only warns
		ok(t, double("上海舜泽食品有限公司", "19900009999")) // the same name alone, too

		refused(t, o.Customers.Contacts.Create(wang, &customer.Contact{Name: "单国平", Mobile: "199-0000-3126", CustomerID: a.ID + 1}), "customer.duplicate")

		for _, c := range []struct {
			in     customer.CardInput
			reason dedupe.Reason
			refuse bool
		}{
			{customer.CardInput{Name: "上海舜泽食品"}, dedupe.SameName, false},
			{customer.CardInput{Name: "上海舜泽食品厂"}, dedupe.NearName, false},
			{customer.CardInput{Name: "别的", Tax: "9135 0100M000100Y43"}, dedupe.SameTax, false},
			{customer.CardInput{Name: "别的", Phone: "5500 3126"}, "", false},
			{customer.CardInput{Name: "别的", Phone: "(021) 5500-3126"}, dedupe.SamePhone, false},
			{customer.CardInput{Name: "别的", Person: "单国平", Mobile: "19900003126"}, dedupe.MobileAndName, true},
		} {
			got, err := o.Customers.Duplicates(wang, c.in, 0)
			ok(t, err)
			if c.reason == "" {
				if len(got) != 0 {
					t.Errorf("%+v: %+v", c.in, got)
				}
				continue
			}
			if len(got) == 0 || got[0].Reasons[0] != c.reason && !has(got[0].Reasons, c.reason) || got[0].Refuse != c.refuse {
				t.Errorf("%+v: %+v, want %s", c.in, got, c.reason)
			}
		}
		got, err := o.Customers.Duplicates(wang, customer.CardInput{Name: "舜泽", Tax: "91350100M000100Y43"}, 0)
		ok(t, err)
		if len(got) == 0 || got[0].ID != 0 || got[0].Owner != "同事zhou" {
			t.Errorf("somebody else's customer shows its owner and cannot be opened: %+v", got)
		}
		if got, err := o.Customers.Duplicates(zhou, customer.CardInput{Tax: "91350100M000100Y43"}, a.ID); err != nil || len(got) != 0 {
			t.Errorf("a customer is not its own duplicate: %+v %v", got, err)
		}
	})
}

func has(list []dedupe.Reason, r dedupe.Reason) bool {
	for _, x := range list {
		if x == r {
			return true
		}
	}
	return false
}

// CUS-19, CUS-20: the number is the owner's; after creation only a manager changes it.
func TestMobileNumbers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		money := o.hire(t, "money", "finance", 1)
		boss := o.boss
		c := o.Customers.Customers.Desc.New()
		c.Name, c.Mobile = "苏州恒拓精密制造有限公司", "19900005521"
		ok(t, o.Customers.Customers.Create(zhou, c))
		if got := o.cell(t, money, "customer", c.ID, "mobile").Text(); got != "199****5521" && got != "199 **** 5521" {
			t.Errorf("others see %q", got)
		}
		if got := o.cell(t, zhou, "customer", c.ID, "mobile").Text(); got != "19900005521" {
			t.Errorf("the owner sees %q", got)
		}
		_, err := o.Customers.Customers.Update(zhou, c.ID, 0, func(c *customer.Customer) error { c.Mobile = "19900005522"; return nil })
		refused(t, err, "customer.mobile_locked")
		_, err = o.Customers.Customers.Update(boss, c.ID, 0, func(c *customer.Customer) error { c.Mobile = "19900005522"; return nil })
		ok(t, err)
		for bad, key := range map[string]string{"12345678901": "phone.prefix", "1990000552": "phone.mobile_length", "199000055211": "phone.mobile_length"} {
			c := o.Customers.Customers.Desc.New()
			c.Name, c.Mobile = "x", bad
			if err := o.Customers.Customers.Create(zhou, c); err == nil {
				t.Errorf("%s was saved (want %s)", bad, key)
			}
		}
	})
}

func TestTimelineAndNextAction(t *testing.T) { // CUS-04
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "深圳联芯光电科技有限公司")
		before := o.cell(t, zhou, "customer", c.ID, "last_activity_at")
		if !before.IsNull() {
			t.Errorf("a fresh customer was contacted: %v", before)
		}
		v := c.Version
		noon := int64(720)
		_, err := o.Customers.Note(zhou, customer.FollowUp{
			Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: "确认账期"},
			Next:     &customer.Task{Title: "回访", Kind: customer.TaskCall, DueOn: day("2026-03-20"), Minute: &noon},
		})
		ok(t, err)
		if got := o.cell(t, zhou, "customer", c.ID, "last_activity_at").Int(); got != o.clock.Now().UnixMilli() {
			t.Errorf("last activity %d", got)
		}
		if got := o.cell(t, zhou, "customer", c.ID, "next_action_on").Text(); got != "2026-03-20" {
			t.Errorf("next action %s", got)
		}
		now, err := o.Customers.Customers.Get(zhou, c.ID)
		ok(t, err)
		if now.Version != v {
			t.Error("a phone call made everybody's form of the customer stale")
		}
		_, err = o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteOrder, Text: "x"}})
		refused(t, err, "activity.kind")
		_, err = o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall}})
		refused(t, err, "activity.empty")

		o.clock.Move(time.Hour)
		_, err = o.Customers.Customers.Update(zhou, c.ID, 0, func(c *customer.Customer) error { c.Status = "signed"; return nil })
		ok(t, err)
		if n := o.count(t, zhou, "activity", listing.All(is("customer_id", c.ID), listing.Is("kind", listing.Eq, "status"))); n != 1 {
			t.Errorf("%d entries for a new status", n)
		}
		if got := o.cell(t, zhou, "customer", c.ID, "last_activity_at").Int(); got != o.clock.Now().Add(-time.Hour).UnixMilli() {
			t.Error("a changed status is no contact")
		}
		system, err := o.Customers.Activities.First(zhou, listing.Is("kind", listing.Eq, "status"))
		ok(t, err)
		_, err = o.Customers.Activities.Update(zhou, system.ID, 0, func(a *customer.Activity) error { a.Text = "?"; return nil })
		refused(t, err, "activity.system")
		refused(t, o.Customers.Activities.Archive(o.boss, system.ID, 0), "activity.system")
	})
}

func TestDoneAndScheduleNext(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "宁波三洲阀门有限公司")
		lead := int64(30)
		task := &customer.Task{Title: "电话：试用反馈", Kind: customer.TaskCall, CustomerID: c.ID, DueOn: day("2026-03-18"), RemindLead: &lead, State: customer.TaskOpen}
		ok(t, o.Customers.Tasks.Create(zhou, task))
		if n := o.count(t, zhou, "reminder", listing.Is("state", listing.Eq, "planned")); n != 1 {
			t.Errorf("%d reminders of the task", n)
		}
		ok(t, o.Customers.Done(zhou, task.ID, customer.Finish{
			Result: "满意", Note: &customer.Activity{Kind: customer.NoteCall, Text: "满意"},
			Next: &customer.Task{Title: "寄样", DueOn: day("2026-03-25"), State: customer.TaskOpen},
		}))
		if got := o.cell(t, zhou, "customer", c.ID, "next_action_on").Text(); got != "2026-03-25" {
			t.Errorf("next action %s", got)
		}
		if n := o.count(t, zhou, "reminder", listing.Is("state", listing.Eq, "planned")); n != 0 {
			t.Errorf("%d reminders of a task that is done", n)
		}
		refused(t, o.Customers.Done(zhou, task.ID, customer.Finish{}), "task.closed")
		a, err := o.Customers.Activities.First(zhou, is("task_id", task.ID))
		ok(t, err)
		if a.CustomerID != c.ID || a.Text != "满意" {
			t.Errorf("%+v", a)
		}

		// One undo takes the whole step back.
		_, clashes, err := o.History.UndoLast(zhou)
		ok(t, err)
		if len(clashes) != 0 {
			t.Errorf("%+v", clashes)
		}
		got, err := o.Customers.Tasks.Get(zhou, task.ID)
		ok(t, err)
		if got.State != customer.TaskOpen || o.cell(t, zhou, "customer", c.ID, "next_action_on").Text() != "2026-03-18" || !o.cell(t, zhou, "customer", c.ID, "last_activity_at").IsNull() {
			t.Errorf("after the undo: %+v", got)
		}
	})
}

// CUS-25 … CUS-33: claim, release, assign, limits, waiting, read only, ninety days.
func TestSharedPool(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1)
		var ids []int64
		for i := range 12 {
			c := o.Customers.Customers.Desc.New()
			c.Name, c.Mobile, c.OwnerID = "公海客户"+string(rune('甲'+i)), "", record.Nobody
			ok(t, o.Customers.Customers.Create(o.boss, c))
			if !c.InPool || c.OwnerID != 0 {
				t.Fatalf("a customer without an owner is in the pool: %+v", c.Head)
			}
			ids = append(ids, c.ID)
		}
		if n := o.count(t, zhou, "customer", listing.Node{}); n != 0 {
			t.Errorf("a salesperson's own list shows %d pool customers", n)
		}
		plan, err := o.Customers.PoolPlan(zhou, listing.Query{Columns: []string{"name"}})
		ok(t, err)
		if n, err := o.db.Count(zhou, plan); err != nil || n != 12 {
			t.Errorf("the pool shows %d, %v", n, err)
		}
		_, err = o.Customers.Customers.Update(o.boss, ids[0], 0, func(c *customer.Customer) error { c.Remark = "x"; return nil })
		refused(t, err, "customer.pooled")

		_, err = o.Customers.Claim(zhou, ids[:11])
		refused(t, err, "pool.limit")
		if n := o.count(t, zhou, "customer", listing.Node{}); n != 0 {
			t.Errorf("a refused claim took %d", n)
		}
		b, err := o.Customers.Claim(zhou, ids[:10])
		ok(t, err)
		if len(b.Will) != 10 || o.count(t, zhou, "customer", listing.Node{}) != 10 {
			t.Errorf("%+v", b)
		}
		if q, err := o.Customers.Quota(zhou); err != nil || q.ClaimedToday != 10 || q.Owned != 10 {
			t.Errorf("quota %+v %v", q, err)
		}
		_, err = o.Customers.Claim(wang, ids[:1])
		refused(t, err, "customer.not_pooled")

		_, err = o.Customers.Release(zhou, ids[:1], "没有需求")
		ok(t, err)
		_, err = o.Customers.Claim(zhou, ids[:1])
		refused(t, err, "pool.wait")
		_, err = o.Customers.Claim(wang, ids[:1])
		ok(t, err)
		_, err = o.Customers.Assign(zhou, ids[11:], o.ids["wang"], "")
		refused(t, err, "access.denied")
		_, err = o.Customers.Assign(o.boss, ids[10:], o.ids["wang"], "新人")
		ok(t, err)
		n := o.count(t, o.boss, "activity", listing.All(is("customer_id", ids[0]), listing.Is("kind", listing.Eq, "owner")))
		if n != 3 {
			t.Errorf("%d of three changes of hands are in the timeline", n)
		}
	})
}

func TestNinetyDaysReturn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c, kept, won := o.sell(t, zhou, "会退回的客户"), o.sell(t, zhou, "锁定的客户"), o.sell(t, zhou, "有跟进的客户")
		_, err := o.Customers.Customers.Update(o.boss, kept.ID, 0, func(c *customer.Customer) error { c.Locked = true; return nil })
		ok(t, err)
		start := o.clock.Now()
		_, err = o.Reminders.Run(zhou)
		ok(t, err)
		o.clock.Set(start.AddDate(0, 0, 40))
		_, err = o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: won.ID, Kind: customer.NoteVisit, Text: "看样机"}})
		ok(t, err)

		o.clock.Set(start.AddDate(0, 0, 89))
		_, err = o.Reminders.Run(zhou)
		ok(t, err)
		mine, err := o.Reminders.Mine(zhou)
		ok(t, err)
		if len(mine) != 1 || mine[0].Kind != "pool_return" || mine[0].RecordID != c.ID {
			t.Errorf("day 89 reminds of one customer: %+v", mine)
		}
		if n, err := o.Customers.PoolRun(zhou); err != nil || n != 0 {
			t.Errorf("day 89 returned %d, %v", n, err)
		}
		o.clock.Set(start.AddDate(0, 0, 90))
		if n, err := o.Customers.PoolRun(zhou); err != nil || n != 1 {
			t.Fatalf("day 90 returned %d, %v", n, err)
		}
		if n, err := o.Customers.PoolRun(zhou); err != nil || n != 0 {
			t.Errorf("a second run returned %d, %v", n, err)
		}
		got, err := o.Customers.Customers.Get(o.boss, c.ID)
		ok(t, err)
		if !got.InPool || got.FormerOwner != o.ids["zhou"] || got.PoolReason != "default" || got.OwnerID != 0 {
			t.Errorf("%+v", got)
		}
	})
}

func TestReminderEngine(t *testing.T) { // WB-06, CUS-43
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "生日客户有限公司")
		ok(t, o.Customers.Contacts.Create(o.boss, &customer.Contact{Name: "陈建国", CustomerID: c.ID, Birthday: day("1980-03-28")}))
		rep, err := o.Reminders.Run(o.boss)
		ok(t, err)
		if rep.Made != 0 {
			t.Errorf("ten days before: %+v", rep)
		}
		o.clock.Move(15 * 24 * time.Hour) // the program was closed over the birthday
		rep, err = o.Reminders.Run(o.boss)
		ok(t, err)
		if rep.Made != 1 || rep.Raised != 1 || rep.From != day("2026-03-19") {
			t.Errorf("catch-up: %+v", rep)
		}
		rep, err = o.Reminders.Run(o.boss)
		ok(t, err)
		if rep != (reminder.Report{}) {
			t.Errorf("a second run: %+v", rep)
		}
		mine, err := o.Reminders.Mine(o.boss)
		ok(t, err)
		ok(t, o.Reminders.Done(o.boss, mine[0].ID))
		if mine, err = o.Reminders.Mine(o.boss); err != nil || len(mine) != 0 {
			t.Errorf("ticked off: %+v %v", mine, err)
		}
	})
}
