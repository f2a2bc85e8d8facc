package sample

import (
	"fmt"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
)

// known are customers that the story speaks of by name: name|short|city|industry|
// category|grade|owner|terms|tags.
const known = `苏州恒拓精密制造有限公司|苏州恒拓精密|苏州|machinery|device|a|lin|d45|frame,key
深圳联芯光电科技有限公司|深圳联芯光电|深圳|electronics|device|a|zhou|d30|key
苏州禾木生物科技有限公司|苏州禾木生物|苏州|pharma|device|b|lin|d30|
深圳前海云仓供应链有限公司|深圳前海云仓|深圳|logistics|device|a|chen|m30|frame,material
苏州新晟电子材料有限公司|苏州新晟电子|苏州|electronics|material|b|lin|d30|material
上海舜泽食品有限公司|上海舜泽食品|上海|food|device|a|wang|d30|key
深圳市格瑞特包装制品有限公司|深圳格瑞特|深圳|machinery|dealer|c|zhou|cash|
苏州工业园区博锐自动化有限公司|苏州博锐自动化|苏州|machinery|device|b|lin|s30_70|
苏州吴门茶业有限公司|苏州吴门茶业|苏州|food|device|b|zhao|s50_50|fair
深圳悦品日化有限公司|深圳悦品日化|深圳|chemical|device|a|chen|d45|frame
山东盛泽乳业有限公司|山东盛泽乳业|济南|food|device|b|wang|d30|
苏州拓普森医疗器械有限公司|苏州拓普森|苏州|pharma|device|b|lin|d30|
深圳宏谷智能装备有限公司|深圳宏谷装备|深圳|machinery|device|c|zhou|d30|
苏州锦丝源纺织有限公司|苏州锦丝源|苏州|textile|material|c|sun|cash|material
深圳蓝湾海产品有限公司|深圳蓝湾海产|深圳|food|device|b|chen|d15|
苏州相城宏盛五金厂|苏州相城宏盛|苏州|hardware|general|c|zhao|cash|
宁波三洲阀门有限公司|宁波三洲阀门|宁波|hardware|device|b|wang|d60|
深圳优选跨境电商有限公司|深圳优选跨境|深圳|ecommerce|device|a|zhou|d30|frame
苏州鼎川调味品有限公司|苏州鼎川调味|苏州|food|device|c|lin|d30|
深圳市宝安顺捷塑胶厂|深圳顺捷塑胶|深圳|chemical|general|c|sun|cash|
苏州维康药用辅料有限公司|苏州维康药辅|苏州|pharma|device|b|zhao|d45|
成都味川调味品有限公司|成都味川|成都|food|device|b|sun|d30|
天津渤远冷链物流有限公司|天津渤远冷链|天津|logistics|device|a|lin|s3_3_35|key
长沙湘茗茶业有限公司|长沙湘茗茶业|长沙|food|device|c|zhou|d30|fair
厦门鹭源进出口有限公司|厦门鹭源|厦门|ecommerce|material|b|lin|d30|material
合肥晶创显示技术有限公司|合肥晶创显示|合肥|electronics|device|b|wang|d60|
佛山顺捷五金制品有限公司|佛山顺捷五金|佛山|hardware|general|c|sun|cash|
南京钟麓乳品有限公司|南京钟麓乳品|南京|food|device|b|wang|d30|
嘉兴织源纺织有限公司|嘉兴织源|嘉兴|textile|device|b|sun|d30|`

// customersTotal is how many customers the sample company has, the shared pool included.
const customersTotal = 286

// poolTotal is how many of them lie in the shared pool.
const poolTotal = 37

// drawCustomers invents all customers; they come into being on their day of the story.
func (m *maker) drawCustomers() {
	for _, l := range strings.Split(known, "\n") {
		f := strings.Split(l, "|")
		c := m.s.Customers.Customers.Desc.New()
		c.Name, c.ShortName, c.City, c.Industry, c.Category, c.Grade, c.PaymentTerms = f[0], f[1], f[2], f[3], f[4], f[5], f[7]
		if f[8] != "" {
			c.Tags = strings.Split(f[8], ",")
		}
		x := &client{rec: *c, owner: m.who(f[6]), since: storyStart(m.today).AddDays(m.some(0, 40))}
		m.place(&x.rec)
		m.customers = append(m.customers, x)
		m.named[c.ShortName] = x
	}
	sellers := []*person{m.who("lin"), m.who("zhou"), m.who("chen"), m.who("wang"), m.who("zhao"), m.who("sun"), m.who("heyq"), m.who("xu")}
	for _, a := range abroad {
		c := m.s.Customers.Customers.Desc.New()
		c.Name, c.ShortName, c.City, c.Region, c.Industry, c.Category = a.name, a.short, a.city, "overseas", "food", "device"
		c.Grade, c.Currency, c.PaymentTerms, c.Source = pick(m, []string{"b", "c"}), "CNY", "s30_70", "exhibition"
		c.Website, c.Mail = "https://www."+a.country+".example", "purchase@"+a.country+".example"
		m.customers = append(m.customers, &client{rec: *c, owner: pick(m, sellers[:3]), since: m.someDay()})
	}
	m.named["Hanse Lebensmittel"] = m.customers[len(m.customers)-len(abroad)]
	seen := map[string]bool{}
	for len(m.customers) < customersTotal {
		t, at := pick(m, trades), pick(m, places)
		stem := pick(m, stemFirst) + pick(m, stemSecond)
		if seen[stem] || len([]rune(stem)) != 2 || stem[:3] == stem[3:] {
			continue
		}
		seen[stem] = true
		form := pick(m, t.forms)
		c := m.s.Customers.Customers.Desc.New()
		c.Name, c.ShortName, c.City, c.Industry = at.city+stem+form+"有限公司", at.city+stem, at.city, t.key
		c.Category = pick(m, []string{"general", "device", "device", "material", "dealer"})
		c.Grade = pick(m, []string{"a", "b", "b", "c", "c", "c", "d"})
		c.PaymentTerms = pick(m, []string{"cash", "d15", "d30", "d30", "d45", "m30", "s30_70"})
		m.place(c)
		m.customers = append(m.customers, &client{rec: *c, owner: pick(m, sellers), since: m.someDay()})
	}
}

// someDay draws when a customer was entered: most in the first weeks, when the company
// began to keep its customers here, the others at any time since.
func (m *maker) someDay() calendar.Date {
	if m.chance(66) {
		return storyStart(m.today).AddDays(m.r.IntN(40))
	}
	return storyStart(m.today).AddDays(m.r.IntN(int(m.today-storyStart(m.today)) - 12))
}

// place fills address, phone, code and source of a customer in China.
func (m *maker) place(c *customer.Customer) {
	at := places[0]
	for _, p := range places {
		if p.city == c.City {
			at = p
		}
	}
	m.codes++
	c.Region = at.region
	c.CreditCode = creditCode(fmt.Sprintf("3%05d", 20100+m.codes), m.codes*7919)
	c.Phone = fmt.Sprintf("%s-%d", at.area, 66000000+m.codes*1371)
	if len(at.area) == 4 && m.codes%3 == 0 {
		c.Phone = fmt.Sprintf("%s-%d", at.area, 6600000+m.codes*137)
	}
	if m.codes%29 != 0 { // a few are written as people do, for the cleaning to find
		c.Phone = customer.ShippedChecks().TidyPhone(c.Phone)
	}
	c.Address = at.city + "市" + pick(m, []string{"开发区", "高新区", "工业园", "经开区"}) + pick(m, []string{"兴业路", "创新路", "科园路", "仓兴街", "滨河路", "振兴路"}) + fmt.Sprintf(" %d 号", m.some(1, 299))
	c.Source = pick(m, []string{"exhibition", "exhibition", "referral", "website", "search", "call", "visit", "platform"})
	if len(c.Tags) == 0 && m.chance(24) {
		c.Tags = []string{pick(m, []string{"material", "fair", "material", "frame"})}
	}
	if m.chance(20) {
		c.Needs = pick(m, needTexts)
	}
	domain := fmt.Sprintf("c%03d.example", m.codes)
	if m.s.Spelling != nil {
		if _, letters := m.s.Spelling.Sorting(strings.TrimPrefix(c.ShortName, c.City), false); letters != "" {
			domain = letters + fmt.Sprint(m.codes) + ".example"
		}
	}
	c.Mail, c.InvoiceTitle = "info@"+domain, c.Name
	if m.chance(60) {
		c.Website = "https://www." + domain
	}
	if m.chance(50) {
		c.Bank, c.BankAccount = pick(m, []string{"中国工商银行", "中国建设银行", "招商银行", "中国农业银行"})+at.city+"分行", fmt.Sprintf("6222 0000 %04d", m.codes)
	}
}

// mobile gives the next invented mobile number.
func (m *maker) mobile() string { m.phones++; return fmt.Sprintf("1990000%04d", 1000+m.phones) }

// name invents a person.
func (m *maker) name() string {
	if m.chance(30) {
		return pick(m, surnames) + pick(m, givenTwo)
	}
	return pick(m, surnames) + pick(m, givenOne) + pick(m, givenTwo)
}

// enter lets a customer come into being with its contacts.
func (m *maker) enter(c *client) func() error {
	people := m.some(1, 3)
	return func() error {
		c.rec.OwnerID, c.rec.UnitID, c.rec.Consent, c.rec.ConsentNote = c.owner.id, c.owner.unitID, true, "名片与往来邮件"
		if err := m.know(&c.rec); err != nil {
			return err
		}
		c.rec.ChannelID = m.channelOf(c)
		if n := int(c.since); n%5 != 0 { // who was asked
			m.s.Customers.Customers.Desc.Field("choose_reason").Set(&c.rec, entity.Str(reasons[n%len(reasons)]))
		}
		for i := range people {
			k := &customer.Contact{Name: m.name(), Title: pick(m, titles), Mobile: m.mobile(), Main: i == 0, Consent: true}
			if c.rec.Region == "overseas" {
				k.Name, k.Mobile = pick(m, []string{"Anna Keller", "Mark Jansen", "Lucía Romero", "Tom Barrett", "Yuki Tanaka", "Linh Tran", "Omar Said", "Emma Clarke"}), ""
			}
			if at := strings.IndexByte(c.rec.Mail, '@'); at > 0 {
				k.Mail = fmt.Sprintf("p%d%s", i+1, c.rec.Mail[at:])
			}
			if m.chance(35) {
				k.Birthday = calendar.Of(m.some(1968, 1998), 1, 1).AddDays(m.r.IntN(365))
			}
			if m.chance(40) {
				k.WeChat = "wx_" + k.Mobile
			}
			ctx := m.tx(c.owner)
			var err error
			if i == 0 {
				err = m.s.Customers.Create(ctx, &c.rec, k)
				c.id, c.contact, c.person = c.rec.ID, k.ID, k.Name
			} else {
				k.CustomerID, k.OwnerID, k.UnitID = c.id, c.owner.id, c.owner.unitID
				err = m.s.Customers.Contacts.Create(ctx, k)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// note writes a follow-up on a day.
func (m *maker) note(c *client, on calendar.Date, kind customer.Note, text, result string) {
	place := ""
	if kind == customer.NoteVisit {
		if place = c.rec.City + "工厂"; on%4 == 0 {
			place = c.rec.City + "办公室"
		}
	}
	if result == "" && on%3 != 0 {
		result = results[int(on)%len(results)]
	}
	m.at(m.workday(on), m.minute(), func() error {
		_, err := m.s.Customers.Note(m.tx(c.owner), customer.FollowUp{Activity: customer.Activity{CustomerID: c.id, ContactID: c.contact, Kind: kind, Text: text, Result: result, Place: place}})
		return err
	})
}

// results and reasons are what came of follow-ups, and why customers chose the company.
var (
	results = []string{"约定下次联系", "要求报价", "约看样机", "暂无需求", "转采购部门"}
	reasons = []string{"quality", "price", "service", "referral", "delivery", "brand"}
)

// chatter fills the timeline of a customer with follow-ups until the present.
func (m *maker) chatter(c *client) {
	gap := map[string]int{"a": 18, "b": 28, "c": 44, "d": 70}[c.rec.Grade]
	for on := c.since.AddDays(m.some(1, 9)); on < m.today; on = on.AddDays(m.some(gap/2, gap*3/2)) {
		switch m.r.IntN(10) {
		case 0, 1:
			m.note(c, on, customer.NoteVisit, pick(m, visitTexts), "")
		case 2, 3:
			m.note(c, on, customer.NoteWeChat, pick(m, chatTexts), "")
		default:
			m.note(c, on, customer.NoteCall, pick(m, callTexts), "")
		}
	}
}

// pool lets customers without care go back to the shared pool during the last weeks.
func (m *maker) pool(c *client, on calendar.Date) {
	m.at(m.workday(on), 8*60+5, func() error {
		_, err := m.s.Customers.Release(m.tx(c.owner), []int64{c.id}, pick(m, []string{"超期未跟进 90 天", "超期未跟进 90 天", "客户暂无需求", "联系人离职"}))
		return err
	})
}
