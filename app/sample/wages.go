package sample

import (
	"kontor/app"
	"kontor/app/commission"
	"kontor/app/finance"
	"kontor/app/money"
)

// wages are the drafts of this month, with the attendance until now; before they are paid
// on the tenth, those of the month before. Older ones stand in the journal as one line each.
func (m *maker) wages() error {
	boss, month := m.boss(), m.today.MonthStart()
	if m.today < m.workday(month.AddDays(9)) {
		month = month.AddMonths(-1)
	}
	for i, x := range m.staff {
		w := m.s.Finance.Wages.Desc.New()
		w.OwnerID, w.UnitID, w.Month, w.State = x.id, x.unitID, month, finance.Draft
		w.Base = money.Minor(7200+(i*137)%9*650) * 100
		if i == 0 {
			w.Base = 22_000_00
		}
		w.Allowance, w.Social, w.Employer = 600_00, w.Base/10/100*100, w.Base/5/100*100
		if err := m.s.Finance.Wages.Create(boss, w); err != nil {
			return err
		}
	}
	if err := m.s.Finance.SetWarning(boss, 2_900_000_00); err != nil {
		return err
	}
	if err := m.commissions(); err != nil {
		return err
	}
	if _, err := m.s.Finance.FillWages(boss, month); err != nil {
		return err
	}
	for month := storyStart(m.today); month < m.today.MonthStart().AddMonths(-1); month = month.AddMonths(1) { // the older months are closed
		if err := m.s.Finance.LockPeriod(boss, month, month.String()[:7]+" 结账"); err != nil {
			return err
		}
	}
	return nil
}

// commissions are two rules, the month before worked out and approved, and this one as it
// stands.
func (m *maker) commissions() error {
	boss, before := m.boss(), m.today.MonthStart().AddMonths(-1)
	rule := func(name string, basis commission.Basis, steps ...commission.Step) error {
		r := m.s.Commissions.Rules.Desc.New()
		r.Name, r.Basis, r.From, r.Steps = name, basis, before, steps
		return m.s.Commissions.Rules.Create(boss, r)
	}
	if err := rule("回款提成", commission.Received, commission.Step{Rate: 15_000}, commission.Step{From: 100_000_00, Rate: 20_000}, commission.Step{From: 300_000_00, Rate: 25_000}); err != nil {
		return err
	}
	if err := rule("毛利提成", commission.Margin, commission.Step{Rate: 20_000}); err != nil {
		return err
	}
	if _, err := m.s.Commissions.Calculate(boss, before); err != nil {
		return err
	}
	if _, err := m.s.Commissions.ApproveMonth(boss, before); err != nil && app.KindOf(err) != app.Conflict { // a month without receipts has nothing to approve
		return err
	}
	_, err := m.s.Commissions.Calculate(boss, m.today)
	return err
}
