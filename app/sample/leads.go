package sample

import (
	"fmt"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/lead"
	"kontor/app/money"
)

// told are leads of the last weeks: topic|company|contact|source|campaign|yuan|days ago|
// owner ("" the pool)|what became of it.
const told = `年产五万箱封装线改造|无锡泓源食品有限公司|沈建国|exhibition|2026 上海包装展|180000|1||
咨询全自动缠绕机价格|常州博锦新材料有限公司|陆敏|website||64000|1||
想看热收缩包装机样机|湖州苕溪茶业有限公司|费先生|exhibition|2026 上海包装展|38000|2||
纸箱封箱胶带月供|绍兴越美纺织有限公司|胡婷|call||12000|2||
打包机租赁|义乌顺通货运部|骆先生|platform||9000|4||
产线自动化整体方案|南通海聚医药科技有限公司|严工|referral||320000|5||
冷库贴标|宁波远洲冷链有限公司|史经理|search||26000|6||
出口木箱捆扎|张家港华盛机电有限公司|顾先生|exhibition|2026 上海包装展|42000|9||
学校毕设想参观|某学院机电系|李同学|website||0|11||
喷码机与贴标机联动|嘉善明源日化有限公司|金总|exhibition|2026 上海包装展|88000|3|zhou|new
小型封口机批量采购|杭州味之坊食品有限公司|方丽|platform||56000|4|chen|new
自动装箱工位|苏州固锐五金有限公司|朱厂长|referral||145000|3|lin|new
旧机换新|上海启元文具有限公司|唐小姐|call||30000|8|wang|working real 有预算和时间表
药盒裹包|泰州康泽药业有限公司|王工|exhibition|2026 上海包装展|96000|12|zhao|working real 已见面
面膜盒热缩膜|广州妍丽化妆品有限公司|黄小姐|search||22000|14|chen|working
物流园分拣打包|武汉江城云仓有限公司|余经理|website||210000|16|sun|working real 主动询价
茶叶礼盒天地盖|福鼎白岩茶业有限公司|林老板|exhibition|2026 上海包装展|48000|18|zhou|working fake 只想要参数
电池托盘捆扎|常州锐锂新能源有限公司|汤工|referral||260000|10|wang|working real 主动询价
酱料灌装后段|成都蜀香源食品有限公司|何经理|website||118000|13|sun|working
样册索取|深圳某贸易行|吴小姐|website||0|20|zhou|fake no_need 没有需求
报价比价|东莞某包装设备厂|刘先生|search||0|24|chen|fake competitor 同行打探
号码为空号|苏州某五金店||platform||0|26|lin|fake unreachable 查无此人
五一前交货的缠绕机|无锡泓源食品|沈先生|website||60000|1||double`

// became are leads of the past year that were converted and came to nothing in the end:
// topic|customer|contact|source|campaign|yuan|days ago|owner.
const became = `封口机询价|苏州相城宏盛|范师傅|exhibition|2025 苏州工博会|18000|105|zhao
打包带年框|深圳顺捷塑胶|骆经理|referral||24000|98|sun
礼盒线二期|长沙湘茗茶业|龙主管|exhibition|2025 中食展|52000|91|zhou
缠绕机试用|苏州锦丝源|唐主任|website||31000|84|sun
装箱工位改造|佛山顺捷五金|霍工|call||44000|77|sun`

// leads tells the leads of the story: those of the past year, and those of today.
func (m *maker) leads() {
	for i, l := range strings.Split(became, "\n") {
		f := strings.Split(l, "|")
		on := m.workday(m.today.AddDays(-int(number(f[6]))))
		x := &tale{m: m, f: f, by: m.who(f[7]), i: i}
		m.at(on, 9*60+50, x.come)
		next := func(days int) calendar.Date { on = m.workday(on.AddDays(days)); return on } // one step after the other, whatever holidays lie between
		m.at(next(3), 11*60, func() error { return x.judge(lead.Real, "主动询价") })
		m.at(next(3), 14*60, func() error { return x.convert(m.named[f[1]].id) })
		m.at(next(3), 9*60+30, func() error { return m.agree(lead.Leads, x.id) })
		m.at(next(20), 16*60, func() error { return x.lose("预算取消") })
	}
	for i, l := range strings.Split(told, "\n") {
		f := strings.Split(l, "|")
		on := m.today.AddDays(-int(number(f[6])))
		x := &tale{m: m, f: f, by: m.who("wang"), i: 100 + i, pool: f[7] == ""}
		if f[7] != "" {
			x.by = m.who(f[7])
		}
		m.at(on, 9*60+5+i, x.come)
		x.fate(on, strings.Fields(f[8]))
	}
}

// tale is one lead on its way.
type tale struct {
	m    *maker
	f    []string
	by   *person
	i    int
	pool bool
	id   int64
}

// fate lets happen what became of a lead.
func (x *tale) fate(on calendar.Date, words []string) {
	if len(words) == 0 {
		return
	}
	soon := min(on.AddDays(1), x.m.today)
	switch words[0] {
	case "working":
		x.m.at(soon, 10*60+x.i%40, func() error { _, err := x.m.s.Leads.Begin(x.m.tx(x.by), x.id); return err })
		if len(words) > 2 {
			x.m.at(soon, 15*60+x.i%40, func() error { return x.judge(lead.Quality(words[1]), words[2]) })
		}
	case "asked":
		x.m.at(x.m.today, 10*60+x.i%40, func() error { return x.convert(0) })
	case "fake":
		x.m.at(soon, 11*60+x.i%40, func() error { return x.judge(lead.Fake, words[2]) })
		x.m.at(soon, 16*60+x.i%40, func() error {
			_, err := x.m.s.Leads.Discard(x.m.tx(x.by), []int64{x.id}, lead.Discard{Reason: words[1]})
			return err
		})
	}
}

func (x *tale) come() error {
	l := x.m.s.Leads.Leads.Desc.New()
	l.Name, l.Company, l.Person, l.Source, l.Campaign = x.f[0], x.f[1], x.f[2], x.f[3], x.f[4]
	l.Amount = money.Minor(number(x.f[5]) * 100)
	l.Mobile = fmt.Sprintf("1990001%04d", 300+x.i)
	if c := x.m.named[x.f[1]]; c != nil {
		l.Company = c.rec.Name
	}
	l.InPool = x.pool
	l.OwnerID, l.UnitID = x.by.id, x.by.unitID
	err := x.m.s.Leads.Leads.Create(x.m.tx(x.by), l)
	x.id = l.ID
	return err
}

func (x *tale) judge(q lead.Quality, why string) error {
	_, err := x.m.s.Leads.Judge(x.m.tx(x.by), x.id, q, why)
	return err
}

func (x *tale) convert(customerID int64) error {
	ctx := x.m.tx(x.by)
	w, err := x.m.s.Leads.WishFor(ctx, x.id)
	if err != nil {
		return err
	}
	if w.CustomerID = customerID; customerID != 0 {
		w.Person = "" // the contact that is there
	}
	_, err = x.m.s.Leads.AskConversion(ctx, x.id, w)
	return err
}

func (x *tale) lose(why string) error {
	l, err := x.m.s.Leads.Leads.Get(x.m.boss(), x.id)
	if err != nil {
		return err
	}
	if l.CustomerID == 0 {
		return nil // its conversion was not agreed to yet: rest days lie between
	}
	if _, err = x.m.s.Customers.Note(x.m.tx(x.by), customer.FollowUp{Activity: customer.Activity{
		CustomerID: l.CustomerID, ContactID: l.ContactID,
		OpportunityID: l.OpportunityID, Kind: customer.NoteCall, Text: "客户回复：" + why,
	}}); err != nil {
		return err
	}
	_, err = x.m.s.Sales.Lose(x.m.tx(x.by), l.OpportunityID, why)
	return err
}
