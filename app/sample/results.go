package sample

import (
	"cmp"
	"strings"

	"kontor/app/calendar"
	"kontor/app/effort"
	"kontor/app/finance"
	"kontor/app/goal"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// achievements are performance entries of the last weeks: what|kind|yuan|days ago|owner.
const achievements = `整线安装调试费|service|8600|1|chen
年度备件框架续签|renewal|24000|2|zhou
缠绕膜季度补货|renewal|35200|5|sun
礼盒封膜机成交|order|38000|9|zhao
样机折价成交|order|12800|11|lin
真空压缩机成交|order|46000|13|sun
贴标机升级服务|service|5200|15|zhou
封箱机备件|order|28800|22|chen
打包带补货|renewal|9600|27|heyq
面单打包一体机|order|64000|33|zhou`

// diary are sales logs of the last days: title|text|plan|days ago|owner.
const diary = `拜访两家食品厂|舜泽对枕式包装机的速度有疑问，已约样机；悦品在等总部批预算。|周四带样机去舜泽|0|zhou
电话回访老客户|回访 6 家，恒拓确认年度采购进入合同评审。|准备合同附件|0|lin
展会客户分级|从包装展名单中挑出 8 家有明确预算的客户。|本周逐家电话|1|chen
竞品到访|禾木同时在看同行的开箱机，价格低一成，交期长两周。|做一份对比表|2|lin
新品试用|顺捷试用热收缩机，能耗比旧机低三成。|要一段试用视频|3|sun
催收|三洲阀门确认月底付清尾款。||5|wang`

// results fills what people wrote down about their work, what they offer to sell, and what
// their managers say to it.
func (m *maker) results() error {
	for _, l := range strings.Split(achievements, "\n") {
		f := strings.Split(l, "|")
		x := m.who(f[4])
		p := m.s.Effort.Performances.Desc.New()
		p.What, p.Kind, p.Amount, p.On = f[0], f[1], money.Minor(number(f[2])*100), m.today.AddDays(-int(number(f[3])))
		p.OwnerID, p.UnitID = x.id, x.unitID
		if err := m.s.Effort.Performances.Create(m.tx(x), p); err != nil {
			return err
		}
	}
	if err := m.collected(); err != nil {
		return err
	}
	for _, l := range strings.Split(diary, "\n") {
		f := strings.Split(l, "|")
		x := m.who(f[4])
		d := m.s.Effort.Logs.Desc.New()
		d.Title, d.Text, d.Plan, d.On = f[0], f[1], f[2], m.today.AddDays(-int(number(f[3])))
		d.OwnerID, d.UnitID = x.id, x.unitID
		if err := m.s.Effort.Logs.Create(m.tx(x), d); err != nil {
			return err
		}
		if f[0] == "拜访两家食品厂" {
			if _, err := m.s.Effort.Say(m.boss(), effort.Logs, d.ID, "样机带上不锈钢选件，舜泽上次问过。"); err != nil {
				return err
			}
		}
	}
	if err := m.offers(); err != nil {
		return err
	}
	return m.appraisals()
}

// appraisals are what the salespeople are judged by, the confirmed scores of last month and
// what was given for them: one reward is approved.
func (m *maker) appraisals() error {
	boss := m.boss()
	for _, x := range []effort.Indicator{
		{Name: "回款完成率", Measure: effort.MeasureReceived, Weight: 40_00, Basis: effort.BasisTarget},
		{Name: "毛利", Measure: effort.MeasureMargin, Weight: 25_00, Basis: effort.BasisGoal, Goal: 15_000_00},
		{Name: "新客户", Measure: effort.MeasureFresh, Weight: 20_00, Basis: effort.BasisGoal, Goal: 2_00},
		{Name: "跟进次数", Measure: effort.MeasureFollow, Weight: 15_00, Basis: effort.BasisGoal, Goal: 8_00},
	} {
		if err := m.s.Effort.Indicators.Create(boss, &x); err != nil {
			return err
		}
	}
	last := m.today.MonthStart().AddMonths(-1)
	if _, err := m.s.Effort.Confirm(boss, effort.Monthly, last); err != nil {
		return err
	}
	if _, err := m.s.Effort.ProposeRewards(boss, effort.Monthly, last); err != nil {
		return err
	}
	x, r := m.who("chen"), m.s.Effort.Rewards.Desc.New()
	r.Title, r.Kind, r.Amount, r.Reason, r.OwnerID, r.UnitID = "展会获客奖", "prize", 500_00, "包装展收集名单最多，已转化两家客户", x.id, x.unitID
	if err := m.s.Effort.Rewards.Create(boss, r); err != nil {
		return err
	}
	if err := m.s.Effort.SubmitReward(m.tx(m.who("wang")), r.ID); err != nil {
		return err
	}
	return m.decided(effort.Rewards, r.ID)
}

// collected are entries of what came in during the last weeks, as the people in charge wrote
// them down: mostly what the books say, once too much, once not at all.
func (m *maker) collected() error {
	list, err := m.s.Finance.Money.Find(m.boss(), listing.All(listing.Is("state", listing.Eq, string(finance.Confirmed)),
		listing.Is("received_on", listing.Between, m.today.AddDays(-28).String(), m.today.String())), listing.Sort{Key: "received_on", Desc: true}, listing.Sort{Key: "id"})
	if err != nil {
		return err
	}
	for i, in := range list {
		c, err := m.s.Customers.Customers.Get(m.boss(), in.CustomerID)
		if err != nil {
			return err
		}
		if i == 3 || c.OwnerID == 0 {
			continue
		}
		p := m.s.Effort.Performances.Desc.New()
		p.What, p.Kind, p.CustomerID, p.Amount, p.On = cmp.Or(c.ShortName, c.Name)+"到款", "collection", c.ID, in.Home, in.ReceivedOn
		if i == 1 {
			p.Amount += 2_000_00
		}
		p.OwnerID, p.UnitID = c.OwnerID, c.UnitID
		if err := m.s.Effort.Performances.Create(m.boss(), p); err != nil {
			return err
		}
	}
	return nil
}

// offers are what people propose to sell this year, and one target adjusted since.
func (m *maker) offers() error {
	year, month, _ := m.today.Parts()
	for _, o := range []struct {
		login string
		yuan  int64
	}{{"zhou", 900000}, {"chen", 860000}, {"zhao", 780000}, {"sun", 760000}, {"heyq", 600000}, {"wang", 720000}} {
		p := goal.Proposal{Year: year, Amount: money.Minor(o.yuan * 100), Reason: "按在手商机测算"}
		if err := m.s.Goals.Propose(m.tx(m.who(o.login)), p); err != nil {
			return err
		}
	}
	next := calendar.Of(year, month, 1).AddMonths(1)
	y, mon, _ := next.Parts()
	who := goal.Node{Level: sales.TargetPerson, ID: m.who("zhou").id}
	_, err := m.s.Goals.Allocate(m.boss(), goal.Allocation{Node: who, Year: y, Month: int(mon), Amount: 80000_00, By: goal.Equally, Reason: "展会客户较多"})
	return err
}
