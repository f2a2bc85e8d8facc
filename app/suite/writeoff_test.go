package suite_test

import (
	"testing"

	"kontor/app"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
)

// A write-off beyond the limit of one's role is refused and names who may; pieces of one
// receivable count together; limits are the administrator's to set. FIN-03
func TestWriteOffLimitsByRole(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, clerk := o.hire(t, "zhou", "sales", 1), o.hire(t, "money", "finance", 1)
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		r := o.charge(t, c.ID, "2026-01-10", 900_000)
		refusedAny(t, o.Finance.WriteOff(zhou, r.ID, 100, "尾差"))
		refused(t, o.Finance.WriteOff(clerk, r.ID, 100, ""), "finance.reason")
		ok(t, o.Finance.WriteOff(clerk, r.ID, 60_000, "尾差"))
		err := o.Finance.WriteOff(clerk, r.ID, 50_000, "尾差")
		refused(t, err, "finance.write_off_limit")
		if app.KindOf(err) != app.Denied {
			t.Errorf("%v", err)
		}
		refusedAny(t, o.Finance.SetWriteOffLimits(clerk, map[string]money.Minor{identity.RoleFinance: 1_000_000}))
		refusedAny(t, o.Finance.SetWriteOffLimits(o.boss, map[string]money.Minor{identity.RoleFinance: -1}))
		ok(t, o.Finance.SetWriteOffLimits(o.boss, map[string]money.Minor{identity.RoleFinance: 200_000}))
		ok(t, o.Finance.WriteOff(clerk, r.ID, 50_000, "尾差"))
		refused(t, o.Finance.WriteOff(clerk, r.ID, 90_001, "破产"), "finance.write_off_limit")
		ok(t, o.Finance.WriteOff(o.boss, r.ID, 700_000, "破产"))
		if open := o.cell(t, o.boss, finance.Receivables, r.ID, "open_minor").Int(); open != 90_000 {
			t.Errorf("%d are open", open)
		}
	})
}
