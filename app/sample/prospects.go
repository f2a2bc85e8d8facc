package sample

import (
	"kontor/app/customer"
	"kontor/app/listing"
)

// prospect is a company that may become a customer.
type prospect struct {
	name, short, city, industry, owner, contact string
	development, intended, problems             string
}

var prospects = []prospect{
	{"苏州清和饮料有限公司", "苏州清和饮料", "苏州", "food", "lin", "沈清", "interested", "灌装线后段包装", "现有供应商交期长"},
	{"宁波海汇水产有限公司", "宁波海汇水产", "宁波", "food", "wang", "应海", "contacted", "冷库纸箱封装", "设备需要防潮"},
	{"深圳启明灯饰有限公司", "深圳启明灯饰", "深圳", "electronics", "zhou", "梁启", "comparing", "彩盒打包线", "规格多，换型频繁"},
	{"合肥徽禾种业有限公司", "合肥徽禾种业", "合肥", "agri", "chen", "方禾", "new", "种子小袋装盒", ""},
	{"佛山金瓯卫浴有限公司", "佛山金瓯卫浴", "佛山", "hardware", "sun", "区伟", "interested", "大件缠绕包装", "担心占地"},
	{"南京钟秀文具有限公司", "南京钟秀文具", "南京", "other", "zhao", "徐秀", "contacted", "收缩包装机一台", "预算较低"},
}

// prospecting writes the potential customers of these days, and what is asked for about
// customers: a login on trial, more time, and a report of a double entry.
func (m *maker) prospecting() error {
	for i, x := range prospects {
		c := m.s.Customers.Customers.Desc.New()
		by := m.who(x.owner)
		c.Name, c.ShortName, c.City, c.Industry, c.Category = x.name, x.short, x.city, x.industry, "general"
		c.Life, c.Development, c.Intended, c.Problems = customer.Potential, x.development, x.intended, x.problems
		c.OwnerID, c.UnitID, c.Consent, c.ConsentNote = by.id, by.unitID, true, "名片与往来邮件"
		m.place(c)
		k := &customer.Contact{Name: x.contact, Title: "采购经理", Mobile: m.mobile(), Main: true, Consent: true}
		if err := m.s.Customers.Create(m.tx(by), c, k); err != nil {
			return err
		}
		if i%2 == 0 {
			a := customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: "了解需求：" + x.intended, At: m.p.Clock.Now().AddDate(0, 0, -i-1).UnixMilli()}
			if err := m.s.Customers.Log(m.tx(by), a); err != nil {
				return err
			}
		}
	}
	return m.asking()
}

// asking puts requests before the supervisors: one was granted, the others wait.
func (m *maker) asking() error {
	for _, x := range []struct {
		short   string
		granted bool
		ask     customer.Request
	}{
		{"深圳宏谷装备", true, customer.Request{Kind: customer.AskAccount, Days: 30, Text: "客户想试用备件查询"}},
		{"天津渤远冷链", false, customer.Request{Kind: customer.AskExtension, Days: 60, Text: "项目立项推迟到下季度，申请延长保护期"}},
		{"深圳顺捷塑胶", false, customer.Request{Kind: customer.AskReport, Cause: "clash", Text: "与佛山顺捷五金疑似同一家，请核对"}},
	} {
		c := m.named[x.short]
		x.ask.CustomerID = c.id
		r, err := m.s.Customers.Ask(m.tx(c.owner), x.ask)
		if err != nil {
			return err
		}
		if !x.granted {
			continue
		}
		if err := m.s.Customers.Settle(m.boss(), r.ID, customer.Verdict{Grant: true, Answer: "同意试用一个月"}); err != nil {
			return err
		}
		list, err := m.s.Customers.Accounts.Find(m.boss(), listing.Node{})
		if err != nil || len(list) == 0 {
			return err
		}
		open := customer.Opening{Login: "honggu", Password: "hong-gu-2218", Until: m.today.AddDays(30), Trial: true}
		if err := m.s.Customers.OpenAccount(m.boss(), list[0].ID, open); err != nil {
			return err
		}
	}
	return nil
}
