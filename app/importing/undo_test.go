package importing_test

import (
	"fmt"
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/importing"
	"kontor/app/listing"
	"kontor/data/datatest"
)

// DAT-01: Ctrl+Z takes a whole import back, updates included, and Ctrl+Y brings it again;
// the list of imports follows.
func TestAnImportIsUndoneAndDoneAgain(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		old := &customer.Customer{Name: "苏州恒拓精密制造有限公司", Kind: customer.Company, Remark: "老客户"}
		d.check(d.Customers.Customers.Create(d.ctx, old))
		var b strings.Builder
		b.WriteString("客户名称,联系人,备注\n苏州恒拓精密制造有限公司,陈建国,新备注\n")
		for i := range 1500 { // several transactions
			fmt.Fprintf(&b, "新客户%d有限公司,李%d,\n", i, i)
		}
		r, err := d.imports.Run(d.ctx, d.job("customers", b.String(), func(m *importing.Mapping) { m.Mode, m.Keys = importing.Upsert, []string{"name"} }))
		d.check(err)
		stands := func(customers, contacts int, remark string, state importing.State) {
			t.Helper()
			n, err := d.Customers.Customers.Count(d.ctx, listing.Node{})
			d.check(err)
			m, err := d.Customers.Contacts.Count(d.ctx, listing.Node{})
			d.check(err)
			x, err := d.Customers.Customers.Get(d.ctx, old.ID)
			d.check(err)
			k, _ := importing.KindNamed("customers")
			runs, err := d.imports.Recent(d.ctx, k, 1)
			d.check(err)
			if int(n) != customers || int(m) != contacts || x.Remark != remark || runs[0].State != state {
				t.Fatalf("%d customers, %d contacts, remark %q, %s; want %d, %d, %q, %s", n, m, x.Remark, runs[0].State, customers, contacts, remark, state)
			}
		}
		stands(1501, 1501, "新备注", importing.Finished)
		for range 2 {
			_, clashes, err := d.history.UndoLast(d.ctx)
			d.check(err)
			stands(1, 0, "老客户", importing.Reverted)
			if len(clashes) != 0 {
				t.Errorf("clashes %+v", clashes)
			}
			_, err = d.history.Redo(d.ctx)
			d.check(err)
			stands(1501, 1501, "新备注", importing.Finished)
		}
		if _, err := d.imports.Revert(d.ctx, r.ImportID, nil); err != nil {
			t.Errorf("done again, an import can be taken back from its list: %v", err)
		}
		stands(1, 0, "老客户", importing.Reverted)
	})
}

// DAT-01: a record that was deleted for good meanwhile does not hold up the taking back of
// its import.
func TestAnImportIsTakenBackThoughARecordIsGone(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		r, err := d.imports.Run(d.ctx, d.job("customers", "客户名称\n甲有限公司\n乙有限公司\n", nil))
		d.check(err)
		gone := d.customers()["甲有限公司"]
		d.check(d.Customers.Customers.Archive(d.ctx, gone.ID, 0))
		d.check(d.Customers.Purge(d.ctx, gone.ID))
		if _, err := d.imports.Revert(d.ctx, r.ImportID, nil); err != nil {
			t.Fatal(err)
		}
		if n := len(d.customers()); n != 0 {
			t.Errorf("%d customers are left", n)
		}
	})
}
