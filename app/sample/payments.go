package sample

import (
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
)

// paying plans what is to be paid, and makes payment orders: one carried out, the others
// still drafts of the cashier.
func (m *maker) paying() error {
	cashier := m.who("he")
	for _, p := range []struct {
		payee, category, remark string
		due                     calendar.Date
		yuan, months            int
	}{
		{"杭州仓前产业园", "rent", "厂房租金", m.today.MonthStart().AddMonths(1).AddDays(2), 18600, 5},
		{"国家税务总局余杭分局", "tax", "增值税及附加", m.today.MonthStart().AddMonths(1).AddDays(14), 16800, 0},
		{"杭州电力余杭分公司", "other", "电费", m.today.AddDays(6), 3860, 0},
		{"宁波海顺物流", "freight", "上月运费", m.today.AddDays(-8), 5240, 0},
	} {
		x := m.s.Finance.Payables.Desc.New()
		x.Payee, x.Category, x.Remark, x.DocOn, x.DueOn, x.Amount = p.payee, p.category, p.remark, m.today, p.due, money.Minor(p.yuan*100)
		if p.due < m.today {
			x.DocOn = p.due.AddDays(-20)
		}
		if err := m.s.Finance.Payables.Create(m.tx(cashier), x); err != nil {
			return err
		}
		if p.months > 0 {
			if err := m.s.Finance.RepeatPayable(m.tx(cashier), x.ID, p.months); err != nil {
				return err
			}
		}
	}
	suppliers, err := m.s.Purchase.Suppliers.Find(m.boss(), listing.Is("state", listing.Eq, string(purchase.Approved)))
	if err != nil {
		return err
	}
	done := 0
	for _, x := range suppliers {
		open, err := m.s.Finance.OpenTo(m.tx(cashier), x.ID)
		if err != nil {
			return err
		}
		if len(open) == 0 {
			continue
		}
		if err := m.payOrder(open[0], done); err != nil {
			return err
		}
		done++
	}
	return nil
}

// payOrder makes the nth payment order: the first is carried out.
func (m *maker) payOrder(o finance.OpenPayable, n int) error {
	cashier := m.who("he")
	p, err := m.s.Finance.PayFor(m.tx(cashier), finance.PayWish{AccountID: m.accounts["cmb"], On: m.today, Shares: []finance.Share{{ID: o.ID, Amount: o.Open}}, Reason: "货款 " + o.Number})
	if err != nil || n > 0 {
		return err
	}
	if _, err := m.s.Finance.SubmitPayment(m.tx(cashier), p.ID); err != nil {
		return err
	}
	if err := m.decided(finance.Payments, p.ID); err != nil {
		return err
	}
	_, err = m.s.Finance.Carried(m.tx(cashier), p.ID, m.today, "CMB"+m.today.String()+"-0417")
	return err
}
