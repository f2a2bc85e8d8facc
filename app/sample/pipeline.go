package sample

import (
	"strconv"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/money"
	"kontor/app/sales"
)

// running are the open deals: stage|name|customer|yuan|days in the stage|owner|days
// until the expected close.
const running = `contact|茶叶礼盒包装线|长沙湘茗茶业|36000|3|zhou|33
contact|出口纸箱封装耗材|厦门鹭源|18000|6|lin|21
contact|冷链保温箱封口|天津渤远冷链|42000|16|chen|43
contact|面板中转箱|合肥晶创显示|28000|2|wang|55
contact|小件热收缩|佛山顺捷五金|15000|5|sun|28
need|防静电包装改造|苏州新晟电子|64000|9|lin|31
need|整线集成咨询|深圳宏谷装备|120000|31|zhou|73
need|洁净车间封箱|苏州拓普森|58000|12|lin|39
need|利乐箱码垛|南京钟麓乳品|72000|4|wang|51
proposal|样机测试后采购|苏州禾木生物|88000|7|lin|23
proposal|光学膜封装方案|深圳联芯光电|92000|13|zhou|19
proposal|开箱机 2 台|山东盛泽乳业|86000|5|wang|35
proposal|药用辅料包装|苏州维康药辅|34000|11|zhao|29
negotiation|灌装后段改造|深圳悦品日化|88000|8|chen|13
negotiation|枕式包装机 3 台|上海舜泽食品|126000|30|wang|9
negotiation|重型打包机|宁波三洲阀门|54000|6|wang|12
negotiation|打包机 OEM|苏州博锐自动化|42000|15|lin|15`

// rest is how many further deals stand in a stage and what they add up to.
var rest = []struct {
	stage string
	count int
	yuan  int64
}{{"contact", 7, 147000}, {"need", 4, 98000}, {"proposal", 2, 58000}}

// owed are older deals of the owner whose money is still to come, around the present:
// name|customer|yuan|days since the order|product codes.
const owed = `自动封箱机|苏州恒拓精密|42000|57|FKJ-450*1
样机与胶带|苏州拓普森|26400|35|JD-4810*4300
贴标耗材|苏州禾木生物|36000|30|JD-6010*4800
防静电包装袋|苏州新晟电子|18600|28|QPM-150*3000
开箱成型机|苏州鼎川调味|48400|25|FXJ-6050*3
出口纸箱胶带|厦门鹭源|52000|21|JD-Y48*6000
缠绕膜与刀片|苏州恒拓精密|64000|33|CRM-J50*560`

var stageOrder = []string{"contact", "need", "proposal", "negotiation", "signing"}

// recent are the deals won lately: name|customer|yuan|days ago|owner|product codes.
const recent = `打包流水线|深圳前海云仓|112000|6|chen|DBJ-101*2,CSJ-120*1,CSJ-060*2
面单打包一体机|深圳优选跨境|64000|8|zhou|MDJ-30*1
礼盒封膜机|苏州吴门茶业|38000|9|zhao|LHF-20*1
真空压缩机|嘉兴织源|46000|13|sun|ZKJ-600*2
缠绕膜年度补货|成都味川|35200|4|sun|CRM-J50*200,CRM-50*440
封箱机备件|深圳蓝湾海产|28800|11|chen|PD-FK45*50,FKT-01*60,BH-DB*12
开箱成型机|苏州鼎川调味|32000|2|lin|FXJ-6050*2,CSJ-P30*1`

// pipeline lets the open deals grow to where they stand today.
func (m *maker) pipeline() {
	for _, l := range strings.Split(running, "\n") {
		f := strings.Split(l, "|")
		m.grow(f[0], f[1], m.named[f[2]], number(f[3]), int(number(f[4])), m.who(f[5]), int(number(f[6])))
	}
	i := 0
	for _, r := range rest {
		for k, part := range money.Spread(money.Minor(r.yuan/500), make([]int64, r.count)) {
			c := m.customers[60+i*7]
			name := pick(m, []string{"封箱机选型", "包材年框", "缠绕机更新", "输送线扩建", "贴标设备"}) + pick(m, []string{"", "项目", "（二期）"})
			m.grow(r.stage, name, c, int64(part)*500, 1+(i*5+k)%13, c.owner, 20+i*4)
			i++
		}
	}
	m.yearly()
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// grow moves a deal through the stages up to the one it stands in for some days.
func (m *maker) grow(stage, name string, c *client, yuan int64, days int, by *person, closeIn int) {
	d := &deal{c: c, by: by, name: name, total: money.Minor(yuan * 100)}
	d.lines = func() []sales.QuoteLine { return m.worth(d.total) }
	into := m.today.AddDays(-days)
	at := 0
	for stageOrder[at] != stage {
		at++
	}
	on := into.AddDays(-9 * at)
	m.at(on, 9*60+20, func() error { return m.start(d, on, m.today.AddDays(closeIn)) })
	for i := 1; i <= at; i++ {
		on := into.AddDays(-9 * (at - i))
		m.at(on, 9*60+30, func() error { _, err := m.s.Sales.Move(m.tx(by), d.opp, 0, stageOrder[i]); return err })
		if stageOrder[i] == "proposal" {
			m.at(on, 16*60, func() error { return m.quoteNow(d) })
		}
	}
	m.note(c, into, customer.NoteCall, pick(m, callTexts), "")
}

// start opens a deal on a day of the story.
func (m *maker) start(d *deal, _ calendar.Date, close calendar.Date) error {
	o := m.s.Sales.Opportunities.Desc.New()
	o.Name, o.CustomerID, o.ContactID, o.AmountMinor, o.CloseOn = d.name, d.c.id, d.c.contact, d.total, close
	o.OwnerID, o.UnitID, o.Category = d.by.id, d.by.unitID, category(d.name)
	if n := int(close); n%3 != 0 { // one in three knows of nobody
		o.Competitor = m.against[n%len(m.against)]
		if n%4 == 1 { // some deals have two
			other := m.against[(n+1)%len(m.against)]
			o.Rivals = []sales.DealRival{
				{Name: o.Competitor, Price: d.total / 1000 * 970, Strengths: "报价低、现货", Weaknesses: "售后只到省会", Result: sales.RivalIn},
				{Name: other, Price: d.total / 1000 * 1080, Strengths: "进口件多", Weaknesses: "交期 8 周", Result: sales.RivalIn},
			}
		}
	}
	err := m.s.Sales.Opportunities.Create(m.tx(d.by), o)
	d.opp = o.ID
	return err
}

// quoteNow writes and sends the quote of a deal.
func (m *maker) quoteNow(d *deal) error {
	ctx := m.tx(d.by)
	q, err := m.s.Sales.NewQuote(ctx, d.c.id)
	if err != nil {
		return err
	}
	q.Subject, q.OpportunityID, q.Lines = d.name, d.opp, d.lines()
	q.OwnerID, q.UnitID = d.by.id, d.by.unitID
	if _, err := q.Figure("CNY"); err != nil {
		return err
	}
	if d.total != 0 && q.TotalMinor > d.total {
		q.DiscountMinor = q.TotalMinor - d.total
	}
	if err := overseas(q, d.c); err != nil {
		return err
	}
	if err := m.s.Sales.Quotes.Create(ctx, q); err != nil {
		return err
	}
	d.quote = q.ID
	_, err = m.s.Sales.Send(ctx, q.ID)
	return err
}

// worth makes lines that come to an amount: the dearest machine below it, and the rest in
// tape, so that the document discount stays small.
func (m *maker) worth(total money.Minor) []sales.QuoteLine {
	left := total
	var out []sales.QuoteLine
	for len(out) < 3 {
		var best *sales.Product
		for _, kind := range []string{"machine", "line"} {
			for _, p := range m.byKind[kind] {
				price := money.Minor(p.Price / 10000)
				if price <= left && (best == nil || p.Price > best.Price) && (best == nil || price > left/2) {
					best = p
				}
			}
		}
		if best == nil {
			break
		}
		n := int64(left / money.Minor(best.Price/10000))
		out = append(out, line(best, n, 0))
		left -= money.Minor(best.Price/10000) * money.Minor(n)
	}
	tape := m.catalogue["JD-4810"]
	if n := int64(left/620) + 1; left > 0 {
		out = append(out, line(tape, n, 0))
	}
	return out
}

// yearly is the deal that is about to be signed: the quote of the yearly purchase with
// its three revisions.
func (m *maker) yearly() {
	c := m.named["苏州恒拓精密"]
	d := &deal{c: c, by: c.owner, name: "封箱机及耗材 年度采购", total: 16900000}
	first := m.today.AddDays(-13)
	m.at(m.today.AddDays(-40), 9*60+20, func() error { return m.start(d, first, m.today.AddDays(6)) })
	for i, days := range []int{31, 14, 9, 4} {
		m.at(m.today.AddDays(-days), 9*60+40, func() error { _, err := m.s.Sales.Move(m.tx(d.by), d.opp, 0, stageOrder[i+1]); return err })
	}
	m.at(first, 16*60+40, func() error {
		ctx := m.tx(d.by)
		q, err := m.s.Sales.NewQuote(ctx, c.id)
		if err != nil {
			return err
		}
		q.Subject, q.OpportunityID, q.OwnerID, q.UnitID = "自动封箱机及耗材 年度采购", d.opp, d.by.id, d.by.unitID
		cat := m.catalogue
		q.Lines = []sales.QuoteLine{
			line(cat["FKJ-450"], 2, 5), line(cat["KXJ-300"], 1, 5), line(cat["DP-FK45"], 10, 0),
			line(cat["JD-4810"], 600, 8), line(cat["SV-INST"], 1, 0), line(cat["CMJ-500"], 1, 0),
		}
		if err := m.s.Sales.Quotes.Create(ctx, q); err != nil {
			return err
		}
		d.quote = q.ID
		_, err = m.s.Sales.Send(ctx, q.ID)
		return err
	})
	d.revise(m, m.today.AddDays(-6), 10*60+5, "增加输送滚筒线 2 套", func(q *sales.Quote) {
		l := line(m.catalogue["CSJ-060"], 2, 0)
		q.Lines = append(q.Lines[:2:2], append([]sales.QuoteLine{l}, q.Lines[2:]...)...)
	})
	d.revise(m, m.today.AddDays(-2), 16*60+20, "整单优惠 4,332.40；刀片 10 → 20 组", func(q *sales.Quote) {
		q.DiscountMinor = 433240
		for i := range q.Lines {
			if q.Lines[i].Code == "DP-FK45" {
				q.Lines[i].Quantity = 20 * money.Scale
			}
		}
	})
}

// won lets the deals of the last weeks become orders.
func (m *maker) won() {
	for _, l := range strings.Split(recent, "\n") {
		f := strings.Split(l, "|")
		d := &deal{c: m.named[f[1]], by: m.who(f[4]), name: f[0], total: money.Minor(number(f[2]) * 100)}
		d.lines = func() []sales.QuoteLine { return m.basket(f[5]) }
		on := m.today.AddDays(-int(number(f[3])))
		m.at(on.AddDays(-24), 10*60, func() error { return m.start(d, on, on) })
		m.at(on.AddDays(-10), 15*60, func() error {
			if _, err := m.s.Sales.Move(m.tx(d.by), d.opp, 0, "proposal"); err != nil {
				return err
			}
			return m.quoteNow(d)
		})
		m.winOn(d, on, func(o *sales.Order) error { return m.collect(d, o) })
	}
}

// owing lets the deals happen whose money is still to come.
func (m *maker) owing() {
	for _, l := range strings.Split(owed, "\n") {
		f := strings.Split(l, "|")
		d := &deal{c: m.named[f[1]], by: m.staff[0], name: f[0], total: money.Minor(number(f[2]) * 100), lines: func() []sales.QuoteLine { return m.basket(f[4]) }}
		on := m.today.AddDays(-int(number(f[3])))
		m.at(on.AddDays(-20), 9*60+10, func() error { return m.start(d, on, on) })
		m.at(on.AddDays(-8), 15*60+10, func() error { return m.quoteNow(d) })
		m.winOn(d, on, func(*sales.Order) error { return nil })
	}
}

// basket makes lines of what is written as CODE*quantity, with commas between.
func (m *maker) basket(text string) []sales.QuoteLine {
	var out []sales.QuoteLine
	for _, x := range strings.Split(text, ",") {
		code, n, _ := strings.Cut(x, "*")
		out = append(out, line(m.catalogue[code], number(n), 0))
	}
	return out
}

// winOn wins a deal on the very day, a rest day or not; after sees the approved order.
func (m *maker) winOn(d *deal, on calendar.Date, after func(o *sales.Order) error) {
	m.at(on, 10*60+30, func() error {
		ctx := m.tx(d.by)
		o, err := m.s.Sales.Convert(ctx, d.quote)
		if err != nil {
			return err
		}
		days := 14 + int(o.ID%12)
		if o, err = m.s.Sales.Orders.Update(ctx, o.ID, 0, func(o *sales.Order) error { o.DeliverOn = o.On.AddDays(days); return nil }); err != nil {
			return err
		}
		if o, err = m.s.Sales.Submit(ctx, o.ID); err != nil {
			return err
		}
		if err := m.agree(sales.Orders, o.ID); err != nil {
			return err
		}
		if _, err := m.s.Sales.Win(ctx, d.opp, "交期满足，价格有竞争力"); err != nil {
			return err
		}
		if o, err = m.s.Sales.Orders.Get(m.boss(), o.ID); err != nil {
			return err
		}
		m.send(d, o)
		return after(o)
	})
}
