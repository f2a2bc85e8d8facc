package sample

import (
	"strings"

	"kontor/app/market"
	"kontor/app/money"
)

// partners are the channels of the story: name|kind|level|region|area|contact|mobile|
// products|yearly target in yuan|months until the agreement ends|owner|state.
const partners = `上海申联包装设备有限公司|distributor|general|east|上海、江苏|陆敏华|19900004401|封箱机、开箱机、缠绕机|1200000|9|zhou|active
杭州正合工业品有限公司|dealer|city|hangzhou|杭州、绍兴|方晓峰|19900004402|包装耗材|360000|4|chen|active
深圳力拓包装科技有限公司|distributor|province|south|广东、福建|黄启明|19900004403|全系列|900000|14|zhou|active
北京华北包装机械有限公司|distributor|province|north|北京、天津、河北|赵立新|19900004404|整机|600000|1|lin|active
成都川渝物流装备有限公司|distributor|province|southwest|四川、重庆|蒋万春|19900004405|整机、耗材|480000|7|sun|active
工品优选平台|online||||客服部|19900004406|包装耗材|240000|11|heyq|active
武汉楚天包装有限公司|distributor|province|central|湖北、湖南|刘志鹏|19900004407|整机|400000|12|wang|talking
沈阳北方包装设备经营部|dealer|city|northeast|辽宁|韩东|19900004408|耗材|150000|-2|wang|ended`

// channels makes whom the company sells through.
func (m *maker) channels() error {
	m.through = map[string]int64{}
	for _, l := range strings.Split(partners, "\n") {
		f := strings.Split(l, "|")
		c := m.s.Market.Channels.Desc.New()
		c.Name, c.Kind, c.Level, c.Region, c.Area, c.Contact, c.Mobile, c.Goods = f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]
		c.Target, c.Until, c.State = money.Minor(number(f[8])*100), m.today.AddMonths(int(number(f[9]))).MonthEnd(), market.ChannelState(f[11])
		c.From, c.Reports = c.Until.AddMonths(-24)+1, c.Kind != "online" && c.State == market.ChannelActive
		who := m.who(f[10])
		c.OwnerID, c.UnitID = who.id, who.unitID
		if err := m.s.Market.Channels.Create(m.boss(), c); err != nil {
			return err
		}
		if c.State == market.ChannelActive {
			m.through[c.Region] = c.ID
		}
	}
	return nil
}

// lands are the territories of the story: name|above|regions|owner.
const lands = `国内|||lin
华东区|国内|east|wang
华南区|国内|south|zhou
北方区|国内|north,northeast,northwest|wang
中西部|国内|central,southwest|sun
海外||overseas|lin`

// territories draws the map before the customers come.
func (m *maker) territories() error {
	by := map[string]int64{}
	for _, l := range strings.Split(lands, "\n") {
		f := strings.Split(l, "|")
		t := m.s.Market.Territories.Desc.New()
		t.Name, t.ParentID = f[0], by[f[1]]
		if f[2] != "" {
			t.Regions = strings.Split(f[2], ",")
		}
		t.OwnerID = m.who(f[3]).id
		if err := m.s.Market.Territories.Create(m.boss(), t); err != nil {
			return err
		}
		by[t.Name] = t.ID
	}
	return nil
}

// rivals are the competitors of the story: name|threat|region|products|strengths|
// weaknesses|how to win, and their products: ours=theirs=yuan=better=worse.
const rivals = `嘉通机械|high|east|封箱机、开箱机|价格低一成，华东服务点多|交期两周以上，非标能力弱|突出换型时间和现货|FKJ-450=JT-50 封箱机=35800=换型 5 分钟，现货=价格低，服务点近;FXJ-6050=JT-K60 开箱机=12600=成型稳定=价格低
海川包装|middle|south|缠绕机、热收缩机|外观好，能耗低|耗材需专用|算两年耗材总成本|CMJ-500=HC-500 套膜机=29800=用通用膜=能耗低 15%
德瑞克（进口）|low|overseas|整线|速度和稳定性|价格是我方 2 倍，配件周期长|本地备件 24 小时|FKJ-450=DRK C450=68000=价格一半，备件快=速度高 20%`

// competitors fills the library.
func (m *maker) competitors() error {
	for _, l := range strings.Split(rivals, "\n") {
		f := strings.Split(l, "|")
		c := m.s.Market.Competitors.Desc.New()
		c.Name, c.Threat, c.Region, c.Goods, c.Strengths, c.Weaknesses, c.Strategy = f[0], market.Threat(f[1]), f[2], f[3], f[4], f[5], f[6]
		for _, r := range strings.Split(f[7], ";") {
			g := strings.Split(r, "=")
			p := m.catalogue[g[0]]
			c.Lines = append(c.Lines, market.Rival{ProductID: p.ID, Product: p.Name, Theirs: g[1], Price: money.Price(number(g[2]) * money.Scale), Better: g[3], Worse: g[4], On: m.today.AddDays(-20)})
		}
		if err := m.s.Market.Competitors.Create(m.boss(), c); err != nil {
			return err
		}
		m.against = append(m.against, c.Name)
	}
	return nil
}

// channelOf is the channel that a customer is sold to through: some of each region, and
// the small ones that buy on the platform.
func (m *maker) channelOf(c *client) int64 {
	n := int(c.since)
	switch {
	case c.rec.Industry == "ecommerce" && n%2 == 0:
		return m.through[""]
	case c.rec.City == "杭州" && n%3 == 0:
		return m.through["hangzhou"]
	case n%4 == 0 || c.rec.Category == "dealer":
		return m.through[c.rec.Region]
	}
	return 0
}
