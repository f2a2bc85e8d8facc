package sample

import (
	"kontor/app/finance"
	"kontor/app/money"
)

// claims are what people spent: a claim that was paid, one set off against an advance and
// still to be paid, and the draft of a third.
func (m *maker) claims() error {
	type line struct {
		category, text string
		yuan, days     int
		party          string
	}
	agreed := func(kind string, id int64) error { return m.decided(kind, id) }
	cashier := m.who("he")
	for i, c := range []struct {
		by, subject string
		advance     int // yuan
		lines       []line
	}{
		{"zhou", "苏州客户拜访", 0, []line{{"travel", "杭州—苏州 高铁往返", 226, 9, "苏州恒拓精密"}, {"meals", "午餐 3 人", 184, 9, "苏州恒拓精密"}, {"transport", "出租车", 62, 9, ""}}},
		{"chen", "天津现场安装与培训", 2000, []line{{"travel", "杭州—天津 高铁往返", 1178, 6, "天津渤远冷链"}, {"hotel", "天津滨海 2 晚", 760, 5, "天津渤远冷链"}, {"entertain", "工作餐 4 人", 486, 5, "天津渤远冷链"}}},
		{"sun", "样品与快递", 0, []line{{"sample", "封箱胶带样品", 128, 3, ""}, {"freight", "顺丰到付", 46, 2, ""}}},
	} {
		by := m.who(c.by)
		x := m.s.Finance.Expenses.Desc.New()
		x.On, x.Subject = m.today.AddDays(-2), c.subject
		if c.advance > 0 {
			a := m.s.Finance.Advances.Desc.New()
			a.On, a.Subject, a.Amount, a.DueOn = m.today.AddDays(-8), c.subject, money.Minor(c.advance*100), m.today.AddDays(10)
			if err := m.s.Finance.Advances.Create(m.tx(by), a); err != nil {
				return err
			}
			if _, err := m.s.Finance.SubmitAdvance(m.tx(by), a.ID); err != nil {
				return err
			}
			if err := agreed(finance.Advances, a.ID); err != nil {
				return err
			}
			if _, err := m.s.Finance.PayAdvance(m.tx(cashier), a.ID, m.accounts["cmb"], m.today.AddDays(-7)); err != nil {
				return err
			}
			x.AdvanceID, x.Offset = a.ID, a.Amount
		}
		if err := m.s.Finance.Expenses.Create(m.tx(by), x); err != nil {
			return err
		}
		for _, l := range c.lines {
			e := m.s.Finance.ExpenseLines.Desc.New()
			e.ExpenseID, e.Category, e.Text, e.Amount, e.On = x.ID, l.category, l.text, money.Minor(l.yuan*100), m.today.AddDays(-l.days)
			if k := m.named[l.party]; k != nil {
				e.CustomerID = k.id
			}
			if err := m.s.Finance.ExpenseLines.Create(m.tx(by), e); err != nil {
				return err
			}
		}
		if i == 2 {
			continue
		}
		if _, err := m.s.Finance.SubmitExpense(m.tx(by), x.ID); err != nil {
			return err
		}
		if err := agreed(finance.Expenses, x.ID); err != nil {
			return err
		}
		if i == 0 {
			if _, err := m.s.Finance.PayExpense(m.tx(cashier), x.ID, m.accounts["cash"], m.today); err != nil {
				return err
			}
		}
	}
	return nil
}
