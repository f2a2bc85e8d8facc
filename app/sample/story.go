package sample

import (
	"fmt"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/sales"
)

// story draws everything that happens from the first day to the present.
func (m *maker) story() {
	m.drawCustomers()
	first := storyStart(m.today)
	for i, c := range m.customers {
		if i < 160 { // those that deals are told of have been customers for a while
			c.since = min(c.since, m.today.AddDays(-120-i%60))
		}
		c.since = m.workday(c.since)
		m.at(c.since, 8*60+15+i%40, m.enter(c))
	}
	pooled := m.customers[len(m.customers)-poolTotal:]
	for _, c := range m.customers[:len(m.customers)-poolTotal] {
		m.chatter(c)
	}
	for i, c := range pooled {
		m.note(c, c.since.AddDays(5), customer.NoteCall, pick(m, callTexts), "")
		m.pool(c, max(c.since.AddDays(10), m.today.AddDays(-2-i)))
	}
	active := m.customers[:len(m.customers)-poolTotal]
	for on := first.AddDays(24); on < m.today.AddDays(-55); on = on.AddDays(m.some(1, 3)) {
		c := pick(m, active)
		if on > c.since.AddDays(3) {
			m.history(c, on)
		}
	}
	m.pipeline()
	m.won()
	m.owing()
	m.leads()
	for on := first; on <= m.today; on++ {
		m.daily(on)
	}
	for on := first.AddDays(60); on < m.today; on++ {
		m.at(on, 2*60, func() error { _, err := m.s.Sales.Expire(m.boss()); return err })
	}
	m.dossiers()
	m.flows()
}

// desk puts the desk of today in order: tasks, what waits for approval, notices.
func (m *maker) desk() error {
	if err := m.tasks(); err != nil {
		return err
	}
	if err := m.contracts(); err != nil {
		return err
	}
	if err := m.proposals(); err != nil {
		return err
	}
	if err := m.hanseatic(); err != nil {
		return err
	}
	if err := m.waiting(); err != nil {
		return err
	}
	if err := m.buying(); err != nil {
		return err
	}
	if err := m.paying(); err != nil {
		return err
	}
	if err := m.invoicing(); err != nil {
		return err
	}
	if err := m.claims(); err != nil {
		return err
	}
	if err := m.banking(); err != nil {
		return err
	}
	if err := m.wages(); err != nil {
		return err
	}
	if err := m.office(); err != nil {
		return err
	}
	if err := m.hot(); err != nil {
		return err
	}
	if err := m.results(); err != nil {
		return err
	}
	for _, text := range []string{"本季度末前完成客户信息核对", "展会样机已到仓，请各部门预约使用"} {
		if err := m.s.Reminders.Announce(m.boss(), []int64{m.staff[0].id}, text); err != nil {
			return err
		}
	}
	_, err := m.s.Reminders.Run(m.boss())
	if err := m.prospecting(); err != nil {
		return err
	}
	if err := m.elsewhere(); err != nil {
		return err
	}
	return err
}

// tasks are those of the owner around today, and one for most customers.
func (m *maker) tasks() error {
	add := func(x *person, c *client, kind customer.TaskKind, title string, days, minute int) error {
		on := m.today.AddDays(days)
		t := &customer.Task{Title: title, Kind: kind, DueOn: on, State: customer.TaskOpen}
		if minute > 0 {
			n := int64(minute)
			t.Minute = &n
		}
		if c != nil {
			t.CustomerID, t.ContactID = c.id, c.contact
		}
		t.OwnerID, t.UnitID = x.id, x.unitID
		return m.s.Customers.Tasks.Create(m.tx(x), t)
	}
	lin := m.staff[0]
	for _, t := range []struct {
		party, title string
		kind         customer.TaskKind
		days, minute int
	}{
		{"苏州拓普森", "回访：样机试用反馈", customer.TaskCall, -2, 0},
		{"上海舜泽食品", "修改报价单账期条款", customer.TaskQuote, -1, 0},
		{"苏州恒拓精密", "确认 R3 报价与交期", customer.TaskCall, 0, 600},
		{"深圳联芯光电", "电话：光学膜封装方案", customer.TaskCall, 0, 630},
		{"Hanse Lebensmittel", "发送样册与认证文件", customer.TaskMail, 0, 690},
		{"苏州恒拓精密", "合同评审会", customer.TaskMeeting, 0, 840},
		{"深圳悦品日化", "视频会议：产线改造", customer.TaskMeeting, 0, 960},
		{"深圳前海云仓", "跟进发货", customer.TaskDeliver, 0, 1020},
		{"苏州禾木生物", "样机测试现场支持", customer.TaskVisit, 1, 540},
		{"苏州博锐自动化", "报价到期前确认", customer.TaskQuote, 1, 660},
		{"苏州相城宏盛", "确认打样数量", customer.TaskCall, 1, 870},
		{"宁波三洲阀门", "提醒对账单回传", customer.TaskCollect, 1, 960},
		{"苏州恒拓精密", "账期条款最终确认", customer.TaskCall, 2, 600},
		{"", "整理展会名片录入", customer.TaskTodo, 2, 1020},
	} {
		if err := add(lin, m.named[t.party], t.kind, t.title, t.days, t.minute); err != nil {
			return err
		}
	}
	for i, c := range m.customers[:len(m.customers)-poolTotal] {
		if c.owner == lin && i < 40 || i%3 == 2 {
			continue
		}
		title := pick(m, []string{"电话回访", "确认采购计划", "跟进报价", "上门拜访", "提醒付款", "发送新品资料"})
		kind := pick(m, []customer.TaskKind{customer.TaskCall, customer.TaskCall, customer.TaskVisit, customer.TaskMail})
		if err := add(c.owner, c, kind, title, m.some(-3, 16), 0); err != nil {
			return err
		}
	}
	first, err := m.s.Customers.Tasks.First(m.boss(), mineDone("确认 R3 报价与交期"))
	if err != nil {
		return err
	}
	return m.s.Customers.Done(m.boss(), first.ID, customer.Finish{
		Result: "R3 报价可接受，交期 20 个工作日",
		Note:   &customer.Activity{Kind: customer.NoteCall, Text: "与采购经理确认：R3 报价可接受，希望账期由 30 天延至 45 天"},
	})
}

func mineDone(title string) listing.Node { return listing.Is("title", listing.Eq, title) }

// waiting are documents that wait for the owner: an order and a discount.
func (m *maker) waiting() error {
	for i, w := range []struct{ party, by, name, code string }{{"深圳宏谷装备", "zhou", "打包机与耗材", "DBJ-H90"}, {"嘉兴织源", "sun", "收缩机备件", "JRG-50"}} {
		c, by := m.named[w.party], m.who(w.by)
		d := &deal{c: c, by: by, name: w.name}
		d.lines = func() []sales.QuoteLine {
			return []sales.QuoteLine{line(m.catalogue[w.code], int64(1+i*24), 0), line(m.catalogue["JD-6010"], 120, 0)}
		}
		if err := m.quoteNow(d); err != nil {
			return err
		}
		o, err := m.s.Sales.Convert(m.tx(by), d.quote)
		if err != nil {
			return err
		}
		if _, err := m.s.Sales.Submit(m.tx(by), o.ID); err != nil {
			return err
		}
	}
	c, by := m.named["深圳悦品日化"], m.who("chen")
	q, err := m.s.Sales.NewQuote(m.tx(by), c.id)
	if err != nil {
		return err
	}
	q.Subject, q.OwnerID, q.UnitID = "灌装后段改造", by.id, by.unitID
	q.Lines = []sales.QuoteLine{line(m.catalogue["CMJ-800"], 1, 12), line(m.catalogue["FKJ-450"], 1, 12), line(m.catalogue["CSJ-060"], 2, 12)}
	if err := m.s.Sales.Quotes.Create(m.tx(by), q); err != nil {
		return err
	}
	return m.s.Sales.SubmitDiscount(m.tx(by), q.ID)
}

// hot stars the customers that matter most.
func (m *maker) hot() error {
	n := 0
	for _, c := range m.customers[:len(m.customers)-poolTotal] {
		if c.rec.Grade != "a" || n == 19 {
			continue
		}
		n++
		if _, err := m.s.Customers.Customers.Update(m.boss(), c.id, 0, func(x *customer.Customer) error {
			x.Hot, x.Status = true, "signed"
			return nil
		}); err != nil {
			return fmt.Errorf("sample: %s: %w", c.rec.Name, err)
		}
	}
	return nil
}
