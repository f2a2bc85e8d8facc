package sample

import (
	"fmt"
	"sort"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/sales"
)

// collect plans the payments of an approved order: most customers pay around the due
// day, some late, a few not yet.
func (m *maker) collect(d *deal, o *sales.Order) error {
	for _, p := range o.Plan {
		late := m.some(-2, 6)
		switch n := m.r.IntN(100); {
		case n < 12:
			late = m.some(10, 45)
		case n < 17 && p.DueOn > m.today.AddDays(-75):
			continue // still open
		}
		on := m.workday(max(p.DueOn.AddDays(late), o.On))
		part := p.AmountMinor
		half := m.chance(6) && p.DueOn > m.today.AddDays(-60)
		m.payLater(d, o, on, part, half)
	}
	return nil
}

// payLater puts a payment into the story; it may lie before events that were drawn
// already, so it goes into the queue of the money.
func (m *maker) payLater(d *deal, o *sales.Order, on calendar.Date, amount money.Minor, half bool) {
	if half {
		amount = amount / 2 / 100 * 100
	}
	if on >= m.today {
		return
	}
	m.due = append(m.due, payment{
		on: on, minute: m.minute(), d: d, order: o, amount: amount, account: pick(m, []string{"cmb", "cmb", "cmb", "cmb", "cmb", "cmb", "cmb", "icbc", "icbc", "alipay"}),
		receipt: m.chance(55), plain: m.chance(90),
	})
}

// payment is money that will come in.
type payment struct {
	on      calendar.Date
	minute  int
	d       *deal
	order   *sales.Order
	amount  money.Minor
	account string
	receipt bool
	plain   bool // allocated at once
}

// bank lets the money come in that is due until a moment.
func (m *maker) bank(until calendar.Date, minute int) error {
	sort.SliceStable(m.due, func(i, j int) bool {
		if m.due[i].on != m.due[j].on {
			return m.due[i].on < m.due[j].on
		}
		return m.due[i].minute < m.due[j].minute
	})
	for len(m.due) > 0 && (m.due[0].on < until || m.due[0].on == until && m.due[0].minute <= minute) {
		p := m.due[0]
		m.due = m.due[1:]
		if err := m.receive(p); err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) receive(p payment) error {
	cashier, accountant := m.who("he"), m.who("li")
	in := m.s.Finance.Money.Desc.New()
	in.CustomerID, in.AccountID, in.Amount, in.ReceivedOn, in.OrderID = p.d.c.id, m.accounts[p.account], p.amount, m.s.Ground.Registry.Today(), p.order.ID
	in.Payer, in.Memo, in.Currency = p.d.c.rec.Name, p.order.Number+" 货款", p.order.Currency
	in.Method = map[string]string{"alipay": "alipay", "cash": "cash"}[p.account]
	if in.Method == "" {
		in.Method = "bank"
	}
	in.OwnerID, in.UnitID = cashier.id, cashier.unitID
	if err := m.s.Finance.Receive(m.tx(cashier), in, nil); err != nil {
		return err
	}
	if !p.plain && m.today-p.on < 10 {
		return nil // the latest ones wait for their allocation
	}
	shares, err := m.s.Finance.ProposeFor(m.tx(accountant), in.ID)
	if err != nil {
		return err
	}
	if err := m.s.Finance.Allocate(m.tx(accountant), in.ID, shares); err != nil {
		return err
	}
	if !p.receipt {
		return nil
	}
	r := &finance.Receipt{
		IssuedOn: in.ReceivedOn, Purpose: p.d.name + "，订单 " + p.order.Number,
		Accountant: accountant.name, Cashier: cashier.name, Handler: p.d.by.name,
	}
	if err := m.s.Finance.IssueReceipt(m.tx(cashier), in.ID, r); err != nil {
		return err
	}
	if m.today-p.on < 30 {
		return nil // the latest ones are not on paper yet
	}
	return m.printed(cashier, r)
}

// daily lets the books of one day happen: what came in, and what goes out on certain days.
func (m *maker) daily(on calendar.Date) {
	m.at(on, 16*60+20, func() error { return m.ship(on) })
	m.at(on, 17*60+45, func() error { return m.bank(on, 17*60+45) })
	_, _, day := on.Parts()
	out := func(minute int, account, category, party, text string, yuan int) {
		m.at(on, minute, func() error {
			return m.spend(account, category, party, text, money.Minor(yuan)*100+money.Minor(m.r.IntN(90)))
		})
	}
	if m.table.Day(on).Off() {
		return
	}
	switch {
	case day <= 3 && m.workday(on.MonthStart()) == on:
		out(9*60+30, "cmb", "rent", "杭州仓前产业园", "厂房租金", 18600)
		m.at(on, 9*60+40, func() error {
			return m.s.Finance.Transfer(m.tx(m.who("he")), finance.Transfer{From: m.accounts["cmb"], To: m.accounts["cash"], On: on, Amount: 800000, Summary: "提取备用金"})
		})
	case m.workday(on.MonthStart()+9) == on:
		out(10*60, "cmb", "wages", "全体员工", "工资", 118000+m.r.IntN(9000))
		out(10*60+20, "cmb", "wages", "余杭社保中心", "社保及公积金", 38800+m.r.IntN(1200))
	case m.workday(on.MonthStart()+14) == on:
		out(14*60, "icbc", "tax", "国家税务总局余杭分局", "增值税及附加", 15200+m.r.IntN(6000))
	}
	if m.chance(66) {
		out(11*60, pick(m, []string{"cmb", "cmb", "icbc"}), "goods", pick(m, []string{"宁波北仑恒信钢材", "东莞凯达电机", "上海宏力气动", "浙江金环薄膜", "义乌顺发纸业"}), "采购 "+pick(m, []string{"钢材", "电机", "气动元件", "原膜", "瓦楞纸板"}), m.some(30, 170)*100)
	}
	if m.chance(30) {
		out(15*60, pick(m, []string{"cmb", "icbc", "alipay"}), "freight", pick(m, []string{"宁波海顺物流", "德邦快运", "安能物流"}), "运输费", m.some(3, 40)*100)
	}
	if m.chance(26) {
		out(16*60, "cash", "office", "", pick(m, []string{"办公用品", "快递费", "饮用水", "车辆加油"}), m.some(1, 8)*60)
	}
	if m.chance(10) {
		x := pick(m, m.staff[1:9])
		out(16*60+30, "cash", "travel", x.name, "报销 "+x.name+" 差旅费", m.some(4, 24)*100)
	}
}

// spend books an expense; when an account has not enough, the bank pays.
func (m *maker) spend(account, category, party, text string, amount money.Minor) error {
	e := m.s.Finance.Journal.Desc.New()
	e.AccountID, e.On, e.Summary, e.Party, e.Category, e.Out = m.accounts[account], m.s.Ground.Registry.Today(), text, party, category, amount
	if account == "cash" {
		balances, err := m.s.Finance.Balances(m.tx(m.who("he")), e.On, e.On)
		if err != nil {
			return err
		}
		for _, b := range balances {
			if b.Account.ID == e.AccountID && b.Closing < amount {
				e.AccountID = m.accounts["cmb"]
			}
		}
	}
	err := m.s.Finance.Book(m.tx(m.who("he")), e)
	if app.KindOf(err) == app.Conflict && err != nil {
		return fmt.Errorf("sample: %s: %w", text, err)
	}
	return err
}
