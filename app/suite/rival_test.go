package suite_test

import (
	"testing"

	"kontor/app/customer"
	"kontor/app/market"
	"kontor/app/money"
	"kontor/app/sales"
)

// A deal names its competitor by choosing it or in words; who is in the library is linked,
// also when it comes there later, and the library counts wins and losses. The products of
// competitors stand beside ours with the prices.
func TestCompetitorsAreLinkedAndCompared(t *testing.T) { // SAL-46
	each(t, func(t *testing.T, o *office) {
		c, p := o.sell(t, o.boss, "上海舜泽食品有限公司"), o.item(t, "FKJ-450", 12000)
		early := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.Competitor = "嘉通机械" })
		note := o.Ground.Registry.Type("competitor_note").New()
		n := note.(*customer.CompetitorNote)
		n.CustomerID, n.Name = c.ID, "嘉通机械"
		ok(t, o.Ground.Service("competitor_note").Create(o.boss, n))
		x := o.Market.Competitors.Desc.New()
		x.Name, x.Lines = "嘉通机械", []market.Rival{{ProductID: p.ID, Product: p.Name, Theirs: "JT-50 封箱机", Price: 10800 * money.Scale, Better: "换型快", Worse: "价格低一成"}}
		ok(t, o.Market.Competitors.Create(o.boss, x))
		link := func(id int64) *sales.Opportunity {
			t.Helper()
			d, err := o.Sales.Opportunities.Get(o.boss, id)
			ok(t, err)
			return d
		}
		if d := link(early.ID); d.CompetitorID != x.ID {
			t.Errorf("a deal of before: %+v", d)
		}
		if v := o.cell(t, o.boss, "competitor_note", n.ID, "competitor_id"); v.Int() != x.ID {
			t.Errorf("a note of before: %d", v.Int())
		}
		typed := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.Competitor, d.AmountMinor = "嘉通机械", 300000 })
		chosen := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.CompetitorID = x.ID })
		other := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.Competitor = "无名小厂" })
		if typed.CompetitorID != x.ID || chosen.Competitor != "嘉通机械" || other.CompetitorID != 0 || other.Competitor != "无名小厂" {
			t.Errorf("%+v %+v %+v", typed, chosen, other)
		}
		_, err := o.Sales.Opportunities.Update(o.boss, chosen.ID, 0, func(d *sales.Opportunity) error { d.CompetitorID = 0; return nil })
		ok(t, err)
		if d := link(chosen.ID); d.Competitor != "" {
			t.Errorf("a competitor that was taken away: %+v", d)
		}
		_, err = o.Sales.Win(o.boss, early.ID, "交期")
		ok(t, err)
		_, err = o.Sales.Lose(o.boss, typed.ID, "价格")
		ok(t, err)
		for key, want := range map[string]int64{"won": 1, "lost": 1, "open_deals": 0, "lost_minor": 300000, "won_minor": int64(early.AmountMinor)} {
			if v := o.cell(t, o.boss, market.Competitors, x.ID, key); v.Int() != want {
				t.Errorf("%s %d, want %d", key, v.Int(), want)
			}
		}
		rows, err := o.Market.Compare(o.boss)
		ok(t, err)
		if len(rows) != 1 || rows[0].OurPrice != 12000*money.Scale || rows[0].Price != 10800*money.Scale || rows[0].Worse != "价格低一成" {
			t.Errorf("%+v", rows)
		}
		refused(t, o.Market.Competitors.Archive(o.boss, x.ID, 0), "competitor.used")
		seller := o.hire(t, "li", "sales", 1)
		y := o.Market.Competitors.Desc.New()
		y.Name = "海川包装"
		ok(t, o.Market.Competitors.Create(seller, y))
	})
}

// A deal has several competitors, each with offer, strengths, weaknesses and result: named in
// words, chosen, or written in a list; whichever was changed leads. Losing says to whom, winning
// that they were beaten, and the library counts it for those that it concerns.
func TestSeveralCompetitorsInADeal(t *testing.T) { // SAL-46
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "上海舜泽食品有限公司")
		in := map[string]int64{}
		for _, name := range []string{"嘉通机械", "万丰设备"} {
			x := o.Market.Competitors.Desc.New()
			x.Name = name
			ok(t, o.Market.Competitors.Create(o.boss, x))
			in[name] = x.ID
		}
		counts := func(name, key string) int64 { return o.cell(t, o.boss, market.Competitors, in[name], key).Int() }
		change := func(d *sales.Opportunity, fn func(d *sales.Opportunity)) *sales.Opportunity {
			t.Helper()
			d, err := o.Sales.Opportunities.Update(o.boss, d.ID, 0, func(d *sales.Opportunity) error { fn(d); return nil })
			ok(t, err)
			return d
		}
		d := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.Competitor, d.AmountMinor = "嘉通机械，无名小厂", 5_000_000 })
		if len(d.Rivals) != 2 || d.Rivals[0].CompetitorID != in["嘉通机械"] || d.Rivals[1].CompetitorID != 0 || d.Competitor != "嘉通机械、无名小厂" || d.CompetitorID != in["嘉通机械"] {
			t.Fatalf("named in words: %+v", d)
		}
		d = change(d, func(d *sales.Opportunity) {
			d.Rivals[0].Price, d.Rivals[0].Weaknesses = 4_800_000, "售后只到省会"
		})
		d = change(d, func(d *sales.Opportunity) { d.Competitor = "嘉通机械、万丰设备" })
		if len(d.Rivals) != 2 || d.Rivals[0].Price != 4_800_000 || d.Rivals[1].CompetitorID != in["万丰设备"] {
			t.Fatalf("what is known of who stays is kept: %+v", d.Rivals)
		}
		_, err := o.Sales.Opportunities.Update(o.boss, d.ID, 0, func(d *sales.Opportunity) error {
			d.Rivals = append(d.Rivals, sales.DealRival{Name: "万丰设备"})
			return nil
		})
		refused(t, err, "opportunity.rival_twice")
		if counts("嘉通机械", "open_deals") != 1 || counts("万丰设备", "open_deals") != 1 {
			t.Error("an open deal counts for both")
		}
		d, err = o.Sales.LoseTo(o.boss, d.ID, "价格高", "万丰设备")
		ok(t, err)
		if d.Rivals[0].Result != sales.RivalOut || d.Rivals[1].Result != sales.RivalWon {
			t.Errorf("lost to the second: %+v", d.Rivals)
		}
		if counts("嘉通机械", "lost") != 0 || counts("万丰设备", "lost") != 1 || counts("万丰设备", "lost_minor") != 5_000_000 {
			t.Error("it is lost to who won it")
		}
		met, err := o.Market.InDeals(o.boss)
		ok(t, err)
		if len(met) != 2 || met[0].Competitor != "万丰设备" && met[0].Competitor != "嘉通机械" || met[0].Deal != d.Name || met[0].Amount != 5_000_000 {
			t.Errorf("%+v", met)
		}
		d, err = o.Sales.Reopen(o.boss, d.ID, "客户重新招标")
		ok(t, err)
		if d.Rivals[1].Result != sales.RivalIn || counts("万丰设备", "lost") != 0 {
			t.Errorf("opened again: %+v", d.Rivals)
		}
		d, err = o.Sales.CloseWon(o.boss, d.ID, sales.Closing{Reason: "服务好", Amount: 5_000_000})
		ok(t, err)
		if d.Rivals[1].Result != sales.RivalBeaten || counts("万丰设备", "won_minor") != 5_000_000 {
			t.Errorf("won: %+v", d.Rivals)
		}
		lost := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) {})
		lost, err = o.Sales.LoseTo(o.boss, lost.ID, "没有跟上", "新来的厂")
		ok(t, err)
		if len(lost.Rivals) != 1 || lost.Rivals[0].Result != sales.RivalWon || lost.Competitor != "新来的厂" {
			t.Errorf("who was not known before joins the list: %+v", lost.Rivals)
		}
		x := o.Market.Competitors.Desc.New()
		x.Name = "新来的厂"
		ok(t, o.Market.Competitors.Create(o.boss, x))
		if o.cell(t, o.boss, market.Competitors, x.ID, "lost").Int() != 1 {
			t.Error("in the library it counts from then on")
		}
		zhou := o.hire(t, "zhou", "sales", 1)
		if met, err = o.Market.InDeals(zhou); err != nil || len(met) != 0 {
			t.Errorf("competitors in deals of others: %+v %v", met, err)
		}
	})
}
