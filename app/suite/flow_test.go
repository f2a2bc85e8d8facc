package suite_test

import (
	"context"
	"testing"
	"time"

	"kontor/app/apptest"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/money"
)

// reporter makes a distributor of a region that reports what it sells on.
func (o *office) reporter(t testing.TB, name, region string, owner int64) *market.Channel {
	t.Helper()
	c := o.channel(t, name, region)
	c, err := o.Market.Channels.Update(o.boss, c.ID, 0, func(c *market.Channel) error { c.Reports, c.OwnerID = true, owner; return nil })
	ok(t, err)
	return c
}

// clockAt puts the clock of the office to a time of the company's zone.
func (o *office) clockAt(on string, hour, minute int) int64 {
	at := day(on).At(hour*60+minute, apptest.Zone)
	o.clock.Set(at)
	return at.UnixMilli()
}

// The job of the day makes one task for each region with distributors that report, to who
// looks after the region, with due time and latest deadline; a second run makes no more,
// and one task is there for each month and region, whoever makes it.
func TestReportingTasksAreMadeEveryMonth(t *testing.T) { // SAL-45 OA-21
	each(t, func(t *testing.T, o *office) {
		o.hire(t, "zhou", "sales", 1)
		o.hire(t, "chen", "sales", 1)
		o.reporter(t, "上海申联", "east", o.ids["lin"])
		o.reporter(t, "上海二号", "east", o.ids["lin"])
		o.reporter(t, "深圳力拓", "south", o.ids["chen"])
		o.channel(t, "不上报的", "north")
		o.territory(t, "华东区", 0, o.ids["zhou"], "east")
		for range 2 {
			ok(t, o.Market.MakeDueFlows(identity.System(context.Background(), "job")))
		}
		list, err := o.Market.Flows.Find(o.boss, listing.Node{}, listing.Sort{Key: "region"})
		ok(t, err)
		if len(list) != 2 {
			t.Fatalf("%d tasks", len(list))
		}
		east, south := list[0], list[1]
		if east.Month != day("2026-02-01") || east.OwnerID != o.ids["zhou"] || south.OwnerID != o.ids["chen"] || east.UnitID != 1 {
			t.Errorf("%+v %+v", east, south)
		}
		if east.DueAt != day("2026-03-05").At(18*60, apptest.Zone).UnixMilli() || east.LatestAt != day("2026-03-08").At(18*60, apptest.Zone).UnixMilli() {
			t.Errorf("due %v, latest %v", time.UnixMilli(east.DueAt), time.UnixMilli(east.LatestAt))
		}
		zhou := o.as(t, "zhou")
		if n := o.count(t, zhou, market.Flows, listing.Node{}); n != 1 {
			t.Errorf("the person in charge sees %d tasks", n)
		}
		if n := o.count(t, zhou, "reminder", listing.Is("kind", listing.Eq, "flow_new")); n != 1 {
			t.Errorf("%d reminders of the new task", n)
		}
		twice := &market.FlowTask{Month: day("2026-02-01"), Region: "east", State: market.FlowOpen}
		refused(t, o.Market.Flows.Create(o.boss, twice), "flow_task.twice")
		refused(t, o.Market.Flows.Create(zhou, &market.FlowTask{Month: day("2026-03-01"), Region: "east", State: market.FlowOpen}), "access.denied")
		if _, err = o.Market.MakeFlows(o.boss, day("2026-04-01")); err == nil {
			t.Error("tasks of the future are made")
		}
		if n, err := o.Market.MakeFlows(o.boss, day("2026-01-15")); err != nil || n != 2 {
			t.Errorf("by hand: %d %v", n, err)
		}
		p := market.FlowPolicy{DueDay: 10, DueMinute: 600, LatestDay: 9, LatestMinute: 600}
		refused(t, o.Market.SetFlowPolicy(o.boss, p), "flow_task.latest")
		refused(t, o.Market.SetFlowPolicy(zhou, p), "access.right")
		p.LatestDay = 31
		ok(t, o.Market.SetFlowPolicy(o.boss, p))
		by := &market.FlowTask{Month: day("2026-03-17"), Region: "south", State: market.FlowOpen}
		ok(t, o.Market.Flows.Create(o.boss, by))
		if by.Month != day("2026-03-01") || by.LatestAt != day("2026-04-30").At(600, apptest.Zone).UnixMilli() {
			t.Errorf("a task by hand: %+v", by)
		}
	})
}

// Lines are entered until the task is due. Then it is locked, until an extension with a
// reason opens it for two hours; that may be asked for again while it is unfinished, only
// before the latest deadline, and never goes past it.
func TestExtensionOfAReportingTask(t *testing.T) { // OA-21 OA-22 SAL-45
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.reporter(t, "上海申联", "east", o.ids["zhou"])
		o.clockAt("2026-03-03", 10, 0)
		ok(t, o.Market.MakeDueFlows(identity.System(context.Background(), "job")))
		f, err := o.Market.Flows.First(zhou, listing.Node{})
		ok(t, err)
		enter := func(ctx context.Context, product string) error {
			_, err := o.Market.Flows.Update(ctx, f.ID, 0, func(f *market.FlowTask) error {
				f.Lines = append(f.Lines, market.FlowLine{ChannelID: c.ID, Product: product, Unit: "台", Quantity: 3 * money.Scale, From: "澜石", To: "苏州恒拓"})
				return nil
			})
			return err
		}
		due := func() int64 {
			t.Helper()
			x, err := o.Market.Flows.Get(zhou, f.ID)
			ok(t, err)
			return x.DueAt
		}
		ok(t, enter(zhou, "封箱机"))
		_, err = o.Market.Extend(zhou, f.ID, "等数据")
		refused(t, err, "flow_task.no_need") // two days are left: two hours from now would be less
		_, err = o.Market.Flows.Update(zhou, f.ID, 0, func(f *market.FlowTask) error { f.DueAt = f.LatestAt; return nil })
		refused(t, err, "access.field")
		_, err = o.Market.Flows.Update(zhou, f.ID, 0, func(f *market.FlowTask) error { f.State = market.FlowDone; return nil })
		refused(t, err, "flow_task.by_hand")

		now := o.clockAt("2026-03-05", 17, 0) // an hour before it is due
		_, err = o.Market.Extend(zhou, f.ID, " ")
		refused(t, err, "flow_task.reason")
		_, err = o.Market.Extend(zhou, f.ID, "代理商数据未到")
		ok(t, err)
		if due() != now+2*3600_000 {
			t.Errorf("due %v", time.UnixMilli(due()))
		}
		o.clockAt("2026-03-05", 19, 1)
		refused(t, enter(zhou, "缠绕机"), "flow_task.locked")
		_, err = o.Market.HandIn(zhou, f.ID, false)
		refused(t, err, "flow_task.locked")
		now = o.clockAt("2026-03-06", 9, 30)
		for range 2 { // again, as long as it is not finished
			_, err = o.Market.Extend(zhou, f.ID, "仍缺一家")
			ok(t, err)
			if due() != now+2*3600_000 {
				t.Errorf("due %v", time.UnixMilli(due()))
			}
			o.clock.Move(30 * time.Minute)
			now = o.clock.Now().UnixMilli()
		}
		ok(t, enter(zhou, "缠绕机"))
		now = o.clockAt("2026-03-08", 17, 15)
		got, err := o.Market.Extend(zhou, f.ID, "最后一次")
		ok(t, err)
		if got.DueAt != got.LatestAt || got.Extended != 4 || len(got.Delays) != 4 || got.Delays[3].Reason != "最后一次" || got.Delays[3].At != now || got.Delays[3].PersonID != o.ids["zhou"] {
			t.Errorf("%+v", got)
		}
		_, err = o.Market.Extend(zhou, f.ID, "再来")
		refused(t, err, "flow_task.no_need")
		if got.Stage(now) != market.FlowRunning || got.Stage(got.LatestAt) != market.FlowMissed {
			t.Errorf("%s %s", got.Stage(now), got.Stage(got.LatestAt))
		}
		_, err = o.Market.HandIn(zhou, f.ID, true)
		refused(t, err, "flow_task.empty")
		got, err = o.Market.HandIn(zhou, f.ID, false)
		ok(t, err)
		if got.State != market.FlowDone || got.SubmittedBy != o.ids["zhou"] {
			t.Errorf("%+v", got)
		}
		_, err = o.Market.Extend(zhou, f.ID, "再来")
		refused(t, err, "flow_task.finished")
		refused(t, enter(zhou, "贴标机"), "flow_task.finished")
		_, err = o.Market.TakeBack(zhou, f.ID)
		ok(t, err)
		o.clockAt("2026-03-08", 18, 0)
		_, err = o.Market.Extend(zhou, f.ID, "晚了")
		refused(t, err, "flow_task.too_late")
		if n := o.count(t, zhou, "reminder", listing.All(listing.Is("kind", listing.Eq, "flow_due"), listing.Is("state", listing.Ne, "done"))); n != 0 {
			t.Logf("%d reminders are left after the report was taken back", n)
		}
		sums, err := o.Market.FlowsBetween(zhou, day("2026-02-01"), day("2026-03-01"))
		ok(t, err)
		if len(sums) != 2 || sums[0].Channel != "上海申联" || sums[0].Quantity != 3*money.Scale || sums[0].Month != "2026-02" {
			t.Errorf("%+v", sums)
		}
		list, err := o.History.Timeline(o.boss, market.Flows, f.ID, 0, 20)
		ok(t, err)
		why := 0
		for _, s := range list {
			if s.Kind == "flow_extend" && s.Reason != "" {
				why++
			}
		}
		if why != 4 {
			t.Errorf("the history tells of %d extensions", why)
		}
	})
}
