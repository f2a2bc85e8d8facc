package suite_test

import (
	"testing"

	"kontor/app/customer"
	"kontor/app/effort"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// People write their own performance down, and take wrong entries away instead of changing
// them; the summary adds up by day and person. SAL-37 SAL-38
func TestPerformanceEntries(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		x := newTeam(t, o)
		put := func(who string, on string, amount int64) *effort.Performance {
			p := o.Effort.Performances.Desc.New()
			p.On, p.What, p.Amount = day(on), "到账", money.Minor(amount*100)
			ok(t, o.Effort.Performances.Create(o.as(t, who), p))
			return p
		}
		first := put("zhou", "2026-03-02", 30000)
		put("zhou", "2026-03-02", 10000)
		put("zhou", "2026-03-16", 5000)
		put("sun", "2026-03-16", 7000)
		_, err := o.Effort.Performances.Update(x.zhou, first.ID, 0, func(p *effort.Performance) error { p.Amount = 1; return nil })
		refused(t, err, "performance.kept")
		refused(t, o.Effort.Performances.Create(x.zhou, &effort.Performance{On: day("2026-03-19"), What: "x", Amount: 1}), "performance.future")
		refused(t, o.Effort.Performances.Create(x.zhou, &effort.Performance{On: day("2026-03-18"), What: "x"}), "performance.amount")
		all, err := o.Effort.AchievedBetween(x.vp, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		if len(all.Rows) != 3 || all.Rows[0].N != 2 || all.Rows[0].Amount != 4000000 || all.Names[o.ids["sun"]] != "同事sun" {
			t.Errorf("%+v", all)
		}
		mine, err := o.Effort.AchievedBetween(x.sun, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		if len(mine.Rows) != 1 || mine.Rows[0].Amount != 700000 {
			t.Errorf("sun sees the own entries: %+v", mine.Rows)
		}
		refused(t, o.Effort.Performances.Archive(x.sun, first.ID, 0), "record.not_found")
		ok(t, o.Effort.Performances.Archive(x.wang, first.ID, 0))
		if all, err = o.Effort.AchievedBetween(x.vp, day("2026-03-02"), day("2026-03-02")); err != nil || all.Rows[0].Amount != 1000000 {
			t.Errorf("taken away: %+v %v", all.Rows, err)
		}
	})
}

// A daily log is written, changed and taken away by its author, read by the manager. SAL-39
func TestSalesLog(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		x := newTeam(t, o)
		l := o.Effort.Logs.Desc.New()
		l.Title, l.Text = "拜访两家", "样机试用满意"
		ok(t, o.Effort.Logs.Create(x.zhou, l))
		if l.On != day("2026-03-18") || l.OwnerID != o.ids["zhou"] {
			t.Errorf("%+v", l)
		}
		_, err := o.Effort.Logs.Update(x.zhou, l.ID, 0, func(l *effort.Log) error { l.Plan = "周五报价"; return nil })
		ok(t, err)
		if n := o.count(t, x.wang, effort.Logs, listing.Is("text", listing.Contains, "样机")); n != 1 {
			t.Errorf("the manager reads it: %d", n)
		}
		if n := o.count(t, x.sun, effort.Logs, listing.Node{}); n != 0 {
			t.Errorf("others do not: %d", n)
		}
		ok(t, o.Effort.Logs.Archive(x.zhou, l.ID, 0))
	})
}

// Visits keep customer, time, place and result; the work of people is counted by day, by
// grade of the customer, with what was signed. SAL-16 SAL-47
func TestVisitsAndWorkload(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		x := newTeam(t, o)
		c := o.sell(t, x.zhou, "上海舜泽食品有限公司")
		_, err := o.Customers.Customers.Save(x.zhou, c.ID, 0, map[string]string{"grade": "a"})
		ok(t, err)
		do := func(kind customer.Note, at, place, result string) {
			a := customer.Activity{CustomerID: c.ID, Kind: kind, At: day(at).At(23*60+30, o.Ground.Registry.Zone()).UnixMilli(), Text: "交流", Place: place, Result: result}
			_, err := o.Customers.Note(x.zhou, customer.FollowUp{Activity: a})
			ok(t, err)
		}
		do(customer.NoteVisit, "2026-03-16", "上海工厂", "约样机")
		do(customer.NoteVisit, "2026-03-16", "上海工厂", "")
		do(customer.NoteCall, "2026-03-17", "", "")
		order := o.sold(t, x.zhou, c.ID, 9000, "2026-03-17")
		w, err := o.Effort.WorkBetween(x.wang, day("2026-03-16"), day("2026-03-17"))
		ok(t, err)
		got := map[effort.What]effort.Work{}
		for _, r := range w.Rows {
			got[r.What] = r
		}
		if v := got["visit"]; v.N != 2 || v.Results != 1 || v.Grade != "a" || v.Day != day("2026-03-16") || w.Names[v.Person] != "同事zhou" {
			t.Errorf("visits late in the evening count for their day: %+v", v)
		}
		if got["call"].N != 1 || got["call"].Day != day("2026-03-17") || got[effort.Ordered].Amount != order.HomeMinor {
			t.Errorf("%+v", got)
		}
		if _, fresh := got[effort.NewCustomer]; fresh {
			t.Error("the customer came on the 18th")
		}
		if w, err = o.Effort.WorkBetween(x.sun, day("2026-03-01"), day("2026-03-31")); err != nil || len(w.Rows) != 0 {
			t.Errorf("sun sees nobody else's work: %+v %v", w.Rows, err)
		}
		_, err = o.Effort.WorkBetween(x.wang, day("2020-01-01"), day("2026-03-31"))
		refused(t, err, "effort.span")
		if n := o.count(t, x.wang, customer.Activities, listing.All(listing.Is("kind", listing.Eq, "visit"), listing.Is("place", listing.Eq, "上海工厂"))); n != 2 {
			t.Errorf("the list of visits: %d", n)
		}
	})
}

// The report of a day, week or month writes itself from the records. SAL-40
func TestReportWritesItself(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		x := newTeam(t, o)
		c := o.sell(t, x.zhou, "上海舜泽食品有限公司")
		_, err := o.Customers.Note(x.zhou, customer.FollowUp{
			Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteVisit, Text: "看产线", Result: "下周报价"},
			Next:     &customer.Task{Title: "发报价", DueOn: day("2026-03-19")},
		})
		ok(t, err)
		ok(t, o.Customers.Tasks.Create(x.zhou, &customer.Task{Title: "今天回访", DueOn: day("2026-03-18"), State: customer.TaskOpen}))
		ok(t, o.Customers.Tasks.Create(x.zhou, &customer.Task{Title: "昨天没做", DueOn: day("2026-03-17"), State: customer.TaskOpen}))
		o.sold(t, x.zhou, c.ID, 9000, "2026-03-02")
		count := func(r *effort.Report) map[string]int {
			out := map[string]int{}
			for _, p := range r.Parts {
				out[p.Key] = len(p.Lines)
			}
			return out
		}
		r, err := o.Effort.ReportOf(x.wang, o.ids["zhou"], effort.Daily, day("2026-03-18"))
		ok(t, err)
		if got := count(r); got["follow"] != 1 || got["customer"] != 1 || got["plan"] != 2 || got["late"] != 1 || got["sales_order"] != 0 || r.Parts[0].Lines[0].Party != "上海舜泽食品有限公司" || r.Parts[0].Lines[0].Result != "下周报价" {
			t.Errorf("%+v %+v", got, r.Parts[0])
		}
		r, err = o.Effort.ReportOf(x.zhou, o.ids["zhou"], effort.Monthly, day("2026-03-18"))
		ok(t, err)
		if got := count(r); got["sales_order"] != 1 || r.From != day("2026-03-01") || r.To != day("2026-03-31") {
			t.Errorf("%+v", got)
		}
		if from, to := effort.Weekly.Of(day("2026-03-22")); from != day("2026-03-16") || to != day("2026-03-22") {
			t.Errorf("the week of a Sunday: %s %s", from, to)
		}
		_, err = o.Effort.ReportOf(x.sun, o.ids["zhou"], effort.Daily, day("2026-03-18"))
		refused(t, err, "effort.person")
	})
}

// Managers comment on leads, plans and logs; the owner is reminded, and the answer reaches
// who asked. SAL-51
func TestManagersComment(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		x := newTeam(t, o)
		l := o.hint(t, x.zhou, "无锡泓源食品有限公司", "13900000001", false)
		_, err := o.Effort.Say(x.wang, "lead", l.ID, " ")
		refused(t, err, "comment.empty")
		c, err := o.Effort.Say(x.wang, "lead", l.ID, "先确认预算")
		ok(t, err)
		_, err = o.Effort.Say(x.wang, "lead", l.ID, "再约现场")
		ok(t, err)
		mine := func(who string) int {
			ctx := o.as(t, who)
			_, err := o.Reminders.Run(ctx)
			ok(t, err)
			list, err := o.Reminders.Mine(ctx)
			ok(t, err)
			n := 0
			for _, r := range list {
				if r.Kind == "comment" {
					n++
				}
			}
			return n
		}
		if mine("zhou") != 2 || mine("wang") != 0 {
			t.Error("the owner hears of each comment, its author does not")
		}
		_, err = o.Effort.Say(x.zhou, "lead", l.ID, "已确认 20 万")
		ok(t, err)
		if mine("wang") != 1 {
			t.Error("the answer reaches the manager")
		}
		said, err := o.Effort.CommentsOn(x.zhou, "lead", l.ID)
		ok(t, err)
		if len(said) != 3 || said[0].By != "同事wang" || said[2].Text != "已确认 20 万" {
			t.Errorf("%+v", said)
		}
		if kind, id, err := o.Effort.About(x.zhou, c.ID); err != nil || kind != "lead" || id != l.ID {
			t.Errorf("the reminder opens the lead: %s %d %v", kind, id, err)
		}
		_, err = o.Effort.CommentsOn(x.sun, "lead", l.ID)
		refused(t, err, "record.not_found")
		_, err = o.Effort.Say(x.wang, sales.Quotes, 1, "x")
		refused(t, err, "comment.kind")
	})
}

// New customers are counted by source and reason, with what they bought and their share. BI-09
func TestAcquisition(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		x := newTeam(t, o)
		c := o.sell(t, x.zhou, "上海舜泽食品有限公司")
		_, err := o.Customers.Customers.Save(x.zhou, c.ID, 0, map[string]string{"source": "exhibition", "choose_reason": "quality"})
		ok(t, err)
		o.sell(t, x.sun, "苏州恒拓精密制造有限公司")
		order := o.sold(t, x.zhou, c.ID, 9000, "2026-03-18")
		a, err := o.Effort.AcquiredBetween(x.vp, day("2026-03-01"), day("2026-03-31"))
		ok(t, err)
		var n, bought int64
		for _, r := range a.Rows {
			n, bought = n+r.N, bought+r.Bought
			if r.Source == "exhibition" && (r.Reason != "quality" || r.Amount != order.HomeMinor || r.Day != day("2026-03-18")) {
				t.Errorf("%+v", r)
			}
		}
		if n != 2 || bought != 1 || a.All != 2 || a.Sold != order.HomeMinor {
			t.Errorf("%d new, %d bought, %+v", n, bought, a)
		}
		if a, err = o.Effort.AcquiredBetween(x.sun, day("2026-03-01"), day("2026-03-31")); err != nil || len(a.Rows) != 1 || a.Sold != 0 {
			t.Errorf("sun: %+v %v", a, err)
		}
	})
}
