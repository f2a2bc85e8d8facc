package suite_test

import (
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/effort"
	"kontor/app/finance"
	"kontor/app/goal"
	"kontor/app/listing"
	"kontor/app/sales"
)

// The scores of a month come from the records: money received against the target, margin,
// new customers and follow-ups, each with its weight. They are confirmed, a manager adds
// points with a reason, rewards follow by grade and go through approval. SAL-42
func TestAppraisalAndReward(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		x := newTeam(t, o)
		clerk := o.hire(t, "money", "finance", 1)
		judge := func(name string, m effort.Measure, weight int64, b effort.Basis, goal int64) {
			ok(t, o.Effort.Indicators.Create(x.vp, &effort.Indicator{Name: name, Measure: m, Weight: weight, Basis: b, Goal: goal}))
		}
		_, err := o.Effort.Confirm(x.vp, effort.Monthly, day("2026-03-18"))
		refused(t, err, "appraisal.no_indicator")
		judge("回款", effort.MeasureReceived, 60_00, effort.BasisTarget, 0)
		judge("新客户", effort.MeasureFresh, 20_00, effort.BasisGoal, 2_00)
		judge("跟进", effort.MeasureFollow, 20_00, effort.BasisGoal, 4_00)
		refused(t, o.Effort.Indicators.Create(x.vp, &effort.Indicator{Name: "x", Measure: effort.MeasureVisits, Weight: 1, Basis: effort.BasisTarget}), "indicator.basis")
		refused(t, o.Effort.Indicators.Create(x.vp, &effort.Indicator{Name: "x", Measure: effort.MeasureVisits, Weight: 1, Basis: effort.BasisGoal}), "indicator.goal")
		refusedAny(t, o.Effort.Indicators.Create(x.zhou, &effort.Indicator{Name: "x", Measure: effort.MeasureVisits, Weight: 1, Basis: effort.BasisGoal, Goal: 1}))

		_, err = o.Goals.Allocate(x.vp, goal.Allocation{Node: goal.Node{Level: sales.TargetPerson, ID: o.ids["zhou"]}, Year: 2026, Month: 3, Amount: 10_000_00, By: goal.Equally})
		ok(t, err)
		c := o.sell(t, x.zhou, "上海舜泽食品有限公司")
		o.sell(t, x.zhou, "苏州恒拓精密制造有限公司")
		for range 3 {
			_, err := o.Customers.Note(x.zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: "回访"}})
			ok(t, err)
		}
		o.sold(t, x.zhou, c.ID, 9000, "2026-03-17")
		bank := o.account(t, "招商银行", "bank", 0)
		m := o.pay(t, c.ID, bank, 8_000_00)
		shares, err := o.Finance.ProposeFor(o.boss, m.ID)
		ok(t, err)
		ok(t, o.Finance.Allocate(o.boss, m.ID, shares))

		of := func(s *effort.Scores, login string) effort.PersonScore {
			for _, p := range s.People {
				if p.Person == o.ids[login] {
					return p
				}
			}
			t.Fatalf("%s has no score", login)
			return effort.PersonScore{}
		}
		all, err := o.Effort.ScoresOf(x.vp, effort.Monthly, day("2026-03-20"))
		ok(t, err)
		zhou := of(all, "zhou") // 80 % × 60 + 100 % × 20 + 75 % × 20
		if zhou.Score != 83_00 || zhou.Grade != effort.GradeC || zhou.Rank != 1 || len(zhou.Lines) != 3 || zhou.Lines[0].Actual != 8_000_00 || zhou.Lines[2].Rate != 75_00 {
			t.Errorf("%+v", zhou)
		}
		if sun := of(all, "sun"); sun.Score != 0 || len(sun.Lines) != 2 || sun.Grade != effort.GradeD {
			t.Errorf("without a target the others count: %+v", sun)
		}
		quarter, err := o.Effort.ScoresOf(x.vp, effort.Quarterly, day("2026-03-20"))
		ok(t, err)
		if q := of(quarter, "zhou"); quarter.From != day("2026-01-01") || quarter.To != day("2026-03-31") || q.Lines[1].Goal != 6_00 {
			t.Errorf("a quarter has three months: %+v", q)
		}
		mine, err := o.Effort.ScoresOf(x.zhou, effort.Monthly, day("2026-03-20"))
		ok(t, err)
		if len(mine.People) != 1 {
			t.Errorf("a salesperson sees the own score only: %+v", mine.People)
		}

		_, err = o.Effort.Confirm(x.zhou, effort.Monthly, day("2026-03-18"))
		refusedAny(t, err)
		n, err := o.Effort.Confirm(x.vp, effort.Monthly, day("2026-03-18"))
		ok(t, err)
		if n != len(all.People) {
			t.Errorf("%d appraisals", n)
		}
		a, err := o.Effort.Appraisals.First(x.zhou, is("owner_id", o.ids["zhou"]))
		ok(t, err)
		if a.Title != "2026-03 同事zhou" || a.Total != 83_00 || len(a.Lines) != 3 || a.Lines[0].Points != 48_00 {
			t.Errorf("%+v", a)
		}
		add := func(points int64, why string) error {
			_, err := o.Effort.Appraisals.Update(x.wang, a.ID, 0, func(a *effort.Appraisal) error { a.Adjust, a.Reason = points, why; return nil })
			return err
		}
		refused(t, add(5_00, ""), "finance.reason")
		refused(t, add(60_00, "x"), "appraisal.adjust")
		ok(t, add(5_00, "带新人"))
		_, err = o.Effort.Appraisals.Update(x.vp, a.ID, 0, func(a *effort.Appraisal) error { a.Score = 1; return nil })
		refused(t, err, "appraisal.made")
		n, err = o.Effort.Confirm(x.vp, effort.Monthly, day("2026-03-18"))
		ok(t, err)
		if a, err = o.Effort.Appraisals.Get(x.vp, a.ID); err != nil || n != len(all.People) || a.Total != 88_00 || a.Grade != effort.GradeB || len(a.Lines) != 3 {
			t.Errorf("confirmed again: %d %+v %v", n, a, err)
		}

		_, err = o.Effort.ProposeRewards(x.vp, effort.Monthly, day("2026-01-18"))
		refused(t, err, "reward.no_appraisal")
		n, err = o.Effort.ProposeRewards(x.vp, effort.Monthly, day("2026-03-18"))
		ok(t, err)
		if again, err := o.Effort.ProposeRewards(x.vp, effort.Monthly, day("2026-03-18")); n != 1 || again != 0 || err != nil {
			t.Errorf("%d rewards, then %d: %v", n, again, err)
		}
		r, err := o.Effort.Rewards.First(x.zhou, listing.Node{})
		ok(t, err)
		if r.Amount != 300_00 || r.OwnerID != o.ids["zhou"] || r.AppraisalID != a.ID || r.State != effort.RewardDraft {
			t.Errorf("%+v", r)
		}
		refusedAny(t, o.Effort.SubmitReward(x.zhou, r.ID))
		refusedAny(t, o.Effort.PayReward(clerk, r.ID, true))
		ok(t, o.Effort.SubmitReward(x.wang, r.ID))
		_, err = o.Effort.Rewards.Update(x.wang, r.ID, 0, func(r *effort.Reward) error { r.Amount = 9_999_00; return nil })
		refused(t, err, "reward.locked")
		for _, who := range []string{"zheng", "money"} {
			list, err := o.Approvals.Pending(o.as(t, who))
			ok(t, err)
			for _, p := range list {
				_, err := o.Approvals.Agree(o.as(t, who), p.ID, "同意")
				ok(t, err)
			}
		}
		if r, err = o.Effort.Rewards.Get(x.zhou, r.ID); err != nil || r.State != effort.RewardApproved || r.ApprovedOn != day("2026-03-18") {
			t.Errorf("approved: %+v %v", r, err)
		}
		ok(t, o.Effort.PayReward(clerk, r.ID, true))
		if n := o.count(t, x.zhou, effort.Rewards, listing.Is("state", listing.Eq, "paid")); n != 1 {
			t.Errorf("%d handed out", n)
		}
		if n := o.count(t, x.sun, effort.Rewards, listing.Node{}); n != 0 {
			t.Errorf("sun sees %d rewards of others", n)
		}
		n, err = o.Effort.Confirm(x.vp, effort.Monthly, day("2026-03-18"))
		ok(t, err)
		if n != len(all.People)-1 {
			t.Errorf("who was rewarded keeps the score: %d", n)
		}
	})
}

// A reward of an appraisal is paid with the wages of its month, once and with what it is for;
// it leaves them when the appraisal is reopened, which approved wages refuse. SAL-42 FIN-14
func TestRewardsGoIntoTheWages(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		march := day("2026-03-01")
		base := o.Finance.Wages.Desc.New()
		base.OwnerID, base.Month, base.Base = o.ids["zhou"], march.AddMonths(-1), 8000_00
		ok(t, o.Finance.Wages.Create(o.boss, base))
		ok(t, o.Effort.Indicators.Create(o.boss, &effort.Indicator{Name: "新客户", Measure: effort.MeasureFresh, Weight: 100_00, Basis: effort.BasisGoal, Goal: 1_00}))
		o.sell(t, zhou, "上海舜泽食品有限公司")
		reward := func() *effort.Reward {
			t.Helper()
			_, err := o.Effort.Confirm(o.boss, effort.Monthly, march)
			ok(t, err)
			_, err = o.Effort.ProposeRewards(o.boss, effort.Monthly, march)
			ok(t, err)
			r, err := o.Effort.Rewards.First(o.boss, listing.All(is("owner_id", o.ids["zhou"]), listing.Is("state", listing.Eq, "draft")))
			ok(t, err)
			ok(t, o.Effort.SubmitReward(o.boss, r.ID))
			for range 2 {
				list, err := o.Approvals.Pending(o.boss)
				ok(t, err)
				for _, a := range list {
					_, err := o.Approvals.Agree(o.boss, a.ID, "")
					ok(t, err)
				}
			}
			r, err = o.Effort.Rewards.Get(o.boss, r.ID)
			ok(t, err)
			if r.State != effort.RewardApproved {
				t.Fatalf("%+v", r)
			}
			return r
		}
		wage := func(month string) *finance.Wage {
			t.Helper()
			_, err := o.Finance.FillWages(o.boss, day(month))
			ok(t, err)
			w, err := o.Finance.Wages.First(o.boss, listing.All(is("owner_id", o.ids["zhou"]), listing.Is("month", listing.Eq, month)))
			ok(t, err)
			return w
		}
		r := reward()
		w := wage("2026-03-01")
		if w.Reward != r.Amount || w.Net != 8000_00+r.Amount || !strings.Contains(w.RewardFor, r.Title) {
			t.Fatalf("%+v", w)
		}
		if again := wage("2026-03-01"); again.Net != w.Net {
			t.Errorf("filled again it has %d", again.Net)
		}
		refused(t, o.Effort.PayReward(o.boss, r.ID, true), "reward.with_wages")
		refused(t, o.Effort.ReopenAppraisal(o.boss, r.AppraisalID, " "), "finance.reason")
		ok(t, o.Effort.ReopenAppraisal(o.boss, r.AppraisalID, "漏了一个客户"))
		if w, _ = o.Finance.Wages.Get(o.boss, w.ID); w.Reward != 0 || w.RewardFor != "" || w.Net != 8000_00 {
			t.Errorf("reopened, the wage still has it: %+v", w)
		}

		r = reward() // confirmed anew
		w = wage("2026-03-01")
		_, err := o.Finance.ApproveWages(o.boss, []int64{w.ID})
		ok(t, err)
		refused(t, o.Effort.ReopenAppraisal(o.boss, r.AppraisalID, "改分"), "reward.in_wages")
		refused(t, o.Effort.WithdrawReward(o.boss, r.ID, "改分"), "reward.in_wages")
		bank := o.account(t, "招商银行", "bank", 1_000_000_00)
		_, err = o.Finance.PayWages(o.boss, []int64{w.ID}, bank, 0)
		ok(t, err)
		state := func() effort.RewardState {
			t.Helper()
			x, err := o.Effort.Rewards.Get(o.boss, r.ID)
			ok(t, err)
			return x.State
		}
		if state() != effort.RewardPaid {
			t.Errorf("paid with the wage it is %s", state())
		}
		refused(t, o.Effort.ReopenAppraisal(o.boss, r.AppraisalID, "改分"), "appraisal.rewarded")
		if april := wage("2026-04-01"); april.Reward != 0 {
			t.Errorf("the next month pays it again: %+v", april)
		}
		ok(t, o.Finance.ReopenWage(o.boss, w.ID, "付错账户"))
		ok(t, o.Finance.ReopenWage(o.boss, w.ID, "付错账户"))
		if state() != effort.RewardApproved {
			t.Errorf("payment reversed it is %s", state())
		}
		ok(t, o.Finance.Wages.Archive(o.boss, w.ID, 0))
		if april := wage("2026-04-01"); april.Reward != r.Amount {
			t.Errorf("a wage that is gone lets go of it: %+v", april)
		}
		rows, err := o.Finance.WageSums(o.boss, day("2026-01-01"), day("2026-12-31"))
		ok(t, err)
		for _, x := range rows {
			if x.Net != x.Base+x.Commission+x.Reward-x.Kept {
				t.Errorf("%+v does not add up", x)
			}
		}
	})
}
