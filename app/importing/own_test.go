package importing_test

import (
	"fmt"
	"testing"

	"kontor/app/apptest"
	"kontor/app/customer"
	"kontor/app/customfield"
	"kontor/app/identity"
	"kontor/app/importing"
	"kontor/app/listing"
	"kontor/data/datatest"
)

// SYS-33, DAT-01: columns named like own fields are recognised, options by their labels, and
// what such a field refuses is named with its line; taking the import back takes them along.
func TestOwnFieldsAreImported(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		fields := customfield.New(d.Ground, c.DB)
		own := func(x customfield.Definition) string {
			x.Entity = customer.Customers
			d.check(fields.Create(d.ctx, &x))
			return fmt.Sprint("c", x.ID)
		}
		shifts := own(customfield.Definition{Label: "班次", LabelEN: "Shifts", Kind: "choice", Options: "two 两班倒\nthree 三班倒"})
		lines := own(customfield.Definition{Label: "产线数", LabelEN: "Lines", Kind: "int"})
		budget := own(customfield.Definition{Label: "年度预算", LabelEN: "Budget", Kind: "money"})
		job := d.job("customers", "客户名称,班次,产线数,年度预算\n苏州恒拓精密制造有限公司,三班倒,12,28万\n深圳联芯光电科技有限公司,四班倒,3,\n上海舜泽食品有限公司,两班倒,三条,\n", nil)
		r, err := d.imports.Run(d.ctx, job)
		d.check(err)
		if got := counts(r); got != "3 = 1 new 0 changed 0 same 0 skipped 2 failed" {
			t.Fatalf("%s\n%+v", got, r.Faults)
		}
		for i, want := range []string{shifts, lines} {
			if f := r.Faults[i]; f.Line != i+3 || f.Field != want {
				t.Errorf("%+v", f)
			}
		}
		typ := d.Customers.Customers.Desc
		got := d.customers()["苏州恒拓精密制造有限公司"]
		if got == nil || typ.Field(shifts).Get(got).Text() != "three" || typ.Field(lines).Get(got).Int() != 12 || typ.Field(budget).Get(got).Int() != 28_000_000 {
			t.Fatalf("%+v", got)
		}
		// In English, as an update by name.
		job = d.job("customers", "Name,Lines\n苏州恒拓精密制造有限公司,14\n", func(m *importing.Mapping) { m.Mode, m.Keys = importing.Update, []string{"name"} })
		r, err = d.imports.Run(d.ctx, job)
		d.check(err)
		if n := typ.Field(lines).Get(d.customers()[got.Name]).Int(); r.Updated != 1 || n != 14 {
			t.Errorf("%s, %d lines", counts(r), n)
		}
		_, err = d.imports.Revert(d.ctx, r.ImportID, nil)
		d.check(err)
		if n := typ.Field(lines).Get(d.customers()[got.Name]).Int(); n != 12 {
			t.Errorf("after taking it back: %d lines", n)
		}
	})
}

// CUS-31, CUS-33: an import into the pool belongs to nobody, goes to the pool of its grade and
// category, and needs the right to assign.
func TestImportIntoThePool(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		job := d.job("pool", "客户名称,手机,等级,负责人\n苏州恒拓精密制造有限公司,19900005521,A,林晓雯\n", nil)
		seller := apptest.As(2, "林晓雯", nil, identity.Role{Grants: map[identity.Action]identity.Scope{
			{Kind: customer.Customers, Verb: identity.Import}: identity.ScopeAll, {Kind: customer.Customers, Verb: identity.Add}: identity.ScopeSelf,
		}})
		if _, err := d.imports.Run(seller, job); err == nil {
			t.Error("a salesperson imported into the pool")
		}
		r, err := d.imports.Run(d.ctx, job)
		d.check(err)
		list, err := d.Customers.Customers.Find(apptest.Program(), listing.Is("in_pool", listing.Eq, "1"))
		d.check(err)
		if r.Created != 1 || len(list) != 1 || list[0].OwnerID != 0 || list[0].Pool != customer.PoolGeneral && list[0].Pool != "key" || list[0].PooledOn.IsZero() {
			t.Errorf("%s %+v", counts(r), list)
		}
	})
}
