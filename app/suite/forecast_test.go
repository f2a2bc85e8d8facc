package suite_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"kontor/app/customer"
	"kontor/app/money"
	"kontor/app/sales"
)

// chance makes an open opportunity.
func (o *office) chance(t testing.TB, ctx context.Context, customerID int64, change func(d *sales.Opportunity)) *sales.Opportunity {
	t.Helper()
	d := o.Sales.Opportunities.Desc.New()
	d.Name, d.CustomerID, d.AmountMinor, d.CloseOn = "封箱机", customerID, 1000000, day("2026-04-20")
	if change != nil {
		change(d)
	}
	ok(t, o.Sales.Opportunities.Create(ctx, d))
	return d
}

// A deal leaves a stage only when its required actions are done; back it may go. SAL-06
func TestRequiredActionsOfStages(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "上海舜泽食品有限公司")
		stages, err := o.Sales.StagesOf(zhou)
		ok(t, err)
		stages = append([]sales.Stage(nil), stages...)
		stages[0].Actions = []sales.Action{{Key: "note_visit", Kind: sales.ActionNote, Of: "visit"}, {Key: "contact_1", Kind: sales.ActionCheck, Label: "样品测试"}}
		stages[1].Actions = []sales.Action{{Key: "field_needs", Kind: sales.ActionField, Of: "needs"}}
		refused(t, o.Sales.SetStages(zhou, stages), "access.right")
		ok(t, o.Sales.SetStages(o.boss, stages))
		d := o.chance(t, zhou, c.ID, nil)
		_, err = o.Sales.Move(zhou, d.ID, 0, "need")
		refused(t, err, "opportunity.actions")
		_, err = o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, OpportunityID: d.ID, Kind: customer.NoteVisit, Text: "看产线"}})
		ok(t, err)
		d, err = o.Sales.Tick(zhou, d.ID, "contact_1", true)
		ok(t, err)
		checks, err := o.Sales.Checklist(zhou, d, stages[0])
		ok(t, err)
		if len(checks) != 2 || !checks[0].Done || !checks[1].Done {
			t.Errorf("%+v", checks)
		}
		_, err = o.Sales.Move(zhou, d.ID, 0, "proposal")
		refused(t, err, "opportunity.actions") // the stage in between asks for the needs
		_, err = o.Sales.Move(zhou, d.ID, 0, "need")
		ok(t, err)
		_, err = o.Sales.Win(zhou, d.ID, "价格合适")
		refused(t, err, "opportunity.actions")
		_, err = o.Sales.Opportunities.Update(zhou, d.ID, 0, func(d *sales.Opportunity) error { d.Needs = "三台枕式"; return nil })
		ok(t, err)
		_, err = o.Sales.Move(zhou, d.ID, 0, "proposal")
		ok(t, err)
		_, err = o.Sales.Tick(zhou, d.ID, "contact_1", false)
		ok(t, err)
		_, err = o.Sales.Move(zhou, d.ID, 0, "contact")
		ok(t, err)
		_, err = o.Sales.Lose(zhou, d.ID, "预算取消")
		ok(t, err) // losing asks for nothing
	})
}

// Stages are the company's own; one with open deals in it cannot be taken away. SAL-06
func TestStagesOfTheCompany(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "上海舜泽食品有限公司")
		d := o.chance(t, o.boss, c.ID, nil)
		four := []sales.Stage{
			{Key: "contact", Probability: money.Percent(10)},
			{Key: "s1", Label: "样品测试", Probability: money.Percent(40)},
			{Key: "negotiation", Probability: money.Percent(60)},
			{Key: "signing", Probability: money.Percent(90)},
		}
		ok(t, o.Sales.SetStages(o.boss, four))
		d, err := o.Sales.Move(o.boss, d.ID, 0, "s1")
		ok(t, err)
		if d.Probability != money.Percent(40) {
			t.Errorf("the probability follows the own stage: %s", d.Probability)
		}
		refused(t, o.Sales.SetStages(o.boss, []sales.Stage{four[0], four[2], four[3]}), "stage.used")
		refused(t, o.Sales.SetStages(o.boss, append([]sales.Stage{four[0]}, four...)), "stage.key")
		refused(t, o.Sales.SetStages(o.boss, []sales.Stage{{Key: "x"}}), "stage.name")
		refused(t, o.Sales.SetStages(o.boss, nil), "stage.count")
		_, err = o.Sales.Move(o.boss, d.ID, 0, "proposal")
		refused(t, err, "opportunity.stage")
		if got := o.Sales.Opportunities.Desc.Field("stage").Options(); len(got) < 4 || got[1].Label != "样品测试" {
			t.Errorf("lists and forms offer the own stages: %+v", got)
		}
		o.clock.Move(5 * 24 * 3600e9)
		_, err = o.Sales.Move(o.boss, d.ID, 0, "negotiation")
		ok(t, err)
		steps, err := o.Sales.StageHistory(o.boss, d.ID)
		ok(t, err)
		if len(steps) != 3 || steps[1].Stage != "s1" || steps[1].Days != 5 || !steps[2].Now {
			t.Errorf("%+v", steps)
		}
	})
}

// The months of a forecast add up to its groups, whatever they are grouped by, and every
// deal counts once. SAL-09 BI-06
func TestForecastAddsUp(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, chen := o.hire(t, "zhou", "sales", 1), o.hire(t, "chen", "sales", o.unit(t, "销售二部", 1))
		a, b := o.sell(t, zhou, "上海舜泽食品有限公司"), o.sell(t, chen, "苏州恒拓精密制造有限公司")
		p := o.Sales.Products.Desc.New()
		p.Code, p.Name = "FKJ-450", "封箱机"
		ok(t, o.Sales.Products.Create(o.boss, p))
		r := rand.New(rand.NewPCG(1, 2))
		for i := range 40 {
			who, c := zhou, a.ID
			if i%3 == 0 {
				who, c = chen, b.ID
			}
			o.chance(t, who, c, func(d *sales.Opportunity) {
				d.AmountMinor = money.Minor(r.IntN(9000000) + 1)
				d.Stage = []string{"contact", "need", "proposal", "negotiation", "signing"}[i%5]
				d.CloseOn = day("2026-03-20").AddMonths(i % 4)
				d.Source = []string{"exhibition", "website", ""}[i%3]
				if i%2 == 0 {
					d.Lines = []sales.DealLine{{ProductID: p.ID, Name: p.Name, Quantity: money.Scale, Amount: d.AmountMinor / 2}}
				}
			})
		}
		late := o.chance(t, zhou, a.ID, func(d *sales.Opportunity) { d.CloseOn = day("2026-02-10") })
		o.chance(t, zhou, a.ID, func(d *sales.Opportunity) { d.CloseOn = 0 })
		won := o.chance(t, zhou, a.ID, func(d *sales.Opportunity) { d.AmountMinor = 777 })
		_, err := o.Sales.Win(zhou, won.ID, "老客户")
		ok(t, err)
		wish := sales.ForecastWish{From: day("2026-03-01"), Months: 6, Whose: sales.Everyone}
		f, err := o.Sales.ForecastOf(o.boss, wish)
		ok(t, err)
		var sum sales.ForecastSum
		for _, m := range f.Months {
			sum.Count, sum.Won, sum.Weighted = sum.Count+m.Count, sum.Won+m.Won, sum.Weighted+m.Weighted
			sum.Committed, sum.Best, sum.Pipeline = sum.Committed+m.Committed, sum.Best+m.Best, sum.Pipeline+m.Pipeline
		}
		if sum.Count != 40 || sum.Won != 777 || f.Months[0].Won != 777 || f.Late.Open() != late.AmountMinor || f.Late.Count != 1 || f.Undated.Count != 1 {
			t.Errorf("%+v late %+v undated %+v", sum, f.Late, f.Undated)
		}
		var weighted money.Minor
		all, err := o.Sales.Opportunities.Find(o.boss, sales.MonthQuery(day("2026-04-01"), sales.Everyone).Filter)
		ok(t, err)
		for _, d := range all {
			weighted += d.Weighted()
		}
		if weighted != f.Months[1].Weighted || len(all) != int(f.Months[1].Count) {
			t.Errorf("the list of April weighs %d, its bar %d", weighted, f.Months[1].Weighted)
		}
		for _, by := range sales.Dimensions {
			wish.By = by
			g, err := o.Sales.ForecastOf(o.boss, wish)
			ok(t, err)
			var part sales.ForecastSum
			for _, x := range g.Groups {
				part.Won, part.Weighted = part.Won+x.Won, part.Weighted+x.Weighted
				part.Committed, part.Best, part.Pipeline = part.Committed+x.Committed, part.Best+x.Best, part.Pipeline+x.Pipeline
			}
			if part.Open() != sum.Open() || part.Weighted != sum.Weighted || part.Won != sum.Won {
				t.Errorf("by %s: %+v, the months say %+v", by, part, sum)
			}
		}
		mine, err := o.Sales.ForecastOf(chen, sales.ForecastWish{From: day("2026-03-01"), Months: 6, Whose: sales.Everyone})
		ok(t, err)
		n := int64(0)
		for _, m := range mine.Months {
			n += m.Count
		}
		if n != 14 {
			t.Errorf("a salesperson sees the own deals only: %d", n)
		}
		hr := o.hire(t, "hr", "hr", 1)
		_, err = o.Sales.ForecastOf(hr, wish)
		refused(t, err, "access.denied")
	})
}

// What the funnel says of the example of the table: 30, 15, 15 and 40 per cent; and how
// many deals went on, those that skipped a stage included. SAL-08
func TestFunnelAndConversion(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "上海舜泽食品有限公司")
		for i, st := range []string{"contact", "need", "proposal", "signing"} {
			o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) {
				d.Stage, d.AmountMinor = st, []money.Minor{300000, 150000, 150000, 400000}[i]
			})
		}
		rows, err := o.Sales.FunnelOf(o.boss, nil)
		ok(t, err)
		var sum money.Rate
		for i, r := range rows {
			sum += r.Share
			if want := []int64{30, 15, 15, 0, 40}[i]; r.Share != money.Percent(want) {
				t.Errorf("%s %s, want %d%%", r.Stage.Key, r.Share, want)
			}
		}
		if sum != money.Percent(100) {
			t.Errorf("shares add up to %s", sum)
		}
		d := o.chance(t, o.boss, c.ID, nil)
		_, err = o.Sales.Move(o.boss, d.ID, 0, "negotiation")
		ok(t, err)
		_, err = o.Sales.Win(o.boss, d.ID, "交期")
		ok(t, err)
		steps, err := o.Sales.ConversionsOf(o.boss, sales.Everyone)
		ok(t, err)
		if len(steps) != 5 || steps[0].In != 5 || steps[0].On != 4 || steps[1].On != 3 || steps[4].To != "won" || steps[4].In != 2 || steps[4].On != 1 {
			t.Errorf("%+v", steps)
		}
	})
}

// The score follows what was won and lost in the team and says why; a typed probability
// stays. SAL-05
func TestScoreIsExplained(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "上海舜泽食品有限公司")
		open := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.Source = "referral" })
		if s, err := o.Sales.ScoreDeal(o.boss, open.ID); err != nil || s.Known {
			t.Errorf("without closed deals there is no score: %+v %v", s, err)
		}
		for i := range 12 {
			d := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.Source = []string{"referral", "website"}[i%2] })
			end := o.Sales.Lose
			if i%2 == 0 {
				end = o.Sales.Win
			}
			_, err := end(o.boss, d.ID, "原因")
			ok(t, err)
		}
		s, err := o.Sales.ScoreDeal(o.boss, open.ID)
		ok(t, err)
		if !s.Known || s.Tally != (sales.Tally{Won: 6, Lost: 6}) || s.Reasons[0].Variable != "source" || s.Reasons[0].Won != 6 || s.Reasons[0].Lost != 0 || s.Reasons[0].LogRatio <= 0 || s.Chance < money.Percent(90) {
			t.Errorf("%+v", s)
		}
		d, err := o.Sales.UseScore(o.boss, open.ID)
		ok(t, err)
		if !d.Typed || d.Probability != s.Chance {
			t.Errorf("%+v", d)
		}
		d, err = o.Sales.Move(o.boss, open.ID, 0, "need")
		ok(t, err)
		if d.Probability != s.Chance {
			t.Errorf("a typed probability follows the stage no longer: %s", d.Probability)
		}
		d, err = o.Sales.FollowStage(o.boss, open.ID)
		ok(t, err)
		if d.Typed || d.Probability != money.Percent(25) {
			t.Errorf("%+v", d)
		}
	})
}

// A category has stages of its own: a deal that comes into it begins with the first of them,
// it cannot stand in one of another, and what those ask for does not hold it up; all of it
// is in the stage log. SAL-11 SAL-06
func TestCategoriesHaveStagesOfTheirOwn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		stages := append([]sales.Stage{}, sales.Stages...)
		stages[1].Categories = []string{"goods"} // need
		tender := sales.Stage{Key: "tender", Label: "投标", Probability: money.Percent(40), Categories: []string{"project"}, Actions: []sales.Action{{Key: "bid", Kind: sales.ActionCheck, Label: "递交标书"}}}
		design := sales.Stage{Key: "design", Label: "方案设计", Probability: money.Percent(20), Categories: []string{"project"}}
		ok(t, o.Sales.SetStages(o.boss, append([]sales.Stage{stages[0], stages[1], design, tender}, stages[2:]...)))
		d := o.Sales.Opportunities.Desc.New()
		d.Name, d.CustomerID, d.Category = "封箱线", c.ID, "goods"
		ok(t, o.Sales.Opportunities.Create(zhou, d))
		_, err := o.Sales.Move(zhou, d.ID, 0, "tender")
		refused(t, err, "opportunity.stage_category")
		d, err = o.Sales.Move(zhou, d.ID, 0, "proposal") // past what projects ask for
		ok(t, err)
		d, err = o.Sales.Move(zhou, d.ID, 0, "need")
		ok(t, err)
		d, err = o.Sales.Opportunities.Update(zhou, d.ID, 0, func(d *sales.Opportunity) error { d.Category = "project"; return nil })
		ok(t, err)
		if d.Stage != "contact" || d.Probability != money.Percent(10) {
			t.Errorf("moved into another category: %s %s", d.Stage, d.Probability)
		}
		_, err = o.Sales.Move(zhou, d.ID, 0, "tender")
		ok(t, err)
		_, err = o.Sales.Move(zhou, d.ID, 0, "proposal")
		refused(t, err, "opportunity.actions")
		log, err := o.Sales.StageHistory(zhou, d.ID)
		ok(t, err)
		if len(log) < 5 {
			t.Errorf("the log: %+v", log)
		}
	})
}
