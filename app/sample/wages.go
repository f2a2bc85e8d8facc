package sample

import (
	"kontor/app/finance"
	"kontor/app/money"
)

// wages are the drafts of this month, with the attendance until now; those of the months
// before stand in the journal as one line each.
func (m *maker) wages() error {
	boss := m.boss()
	for i, x := range m.staff {
		w := m.s.Finance.Wages.Desc.New()
		w.OwnerID, w.UnitID, w.Month, w.State = x.id, x.unitID, m.today.MonthStart(), finance.Draft
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
	if _, err := m.s.Finance.FillWages(boss, m.today); err != nil {
		return err
	}
	for month := storyStart(m.today); month < m.today.MonthStart().AddMonths(-1); month = month.AddMonths(1) { // the older months are closed
		if err := m.s.Finance.LockPeriod(boss, month, month.String()[:7]+" 结账"); err != nil {
			return err
		}
	}
	return nil
}
