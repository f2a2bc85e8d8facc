package suite_test

import (
	"testing"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/view"
)

func TestSavedViews(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		a := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		_, err := o.Customers.Customers.Update(zhou, a.ID, 0, func(c *customer.Customer) error { c.Grade = "a"; return nil })
		ok(t, err)
		q := listing.Query{Entity: "customer", Filter: listing.Is("grade", listing.Eq, "a"), Columns: []string{"name"}}
		id, err := o.Views.Save(zhou, view.Row{Name: "我的 A 级", Query: q})
		ok(t, err)
		_, err = o.Views.Save(zhou, view.Row{Name: "大家的", Query: q, Shared: true})
		refused(t, err, "view.shared")
		_, err = o.Views.Save(o.boss, view.Row{Name: "大家的", Query: q, Shared: true})
		ok(t, err)
		names := func(login string) map[string]view.Row {
			rows, err := o.Views.List(o.as(t, login), "customer")
			ok(t, err)
			out := map[string]view.Row{}
			for _, r := range rows {
				out[r.Name+r.Key] = r
			}
			return out
		}
		mine := names("zhou")
		if mine["我的 A 级"].ID != id || mine["大家的"].Group != view.Shared || mine["all"].Key != "all" {
			t.Errorf("%+v", mine)
		}
		if _, there := names("lin")["我的 A 级"]; there {
			t.Error("a private view is shown to others")
		}
		if n, err := o.Views.Count(zhou, mine["我的 A 级"].Query); n != 1 || err != nil {
			t.Errorf("%d %v", n, err)
		}
		ok(t, o.Views.Delete(zhou, id))
		if _, there := names("zhou")["我的 A 级"]; there {
			t.Error("a deleted view is listed")
		}
		rows, err := o.Views.List(o.hire(t, "hr", "hr", 1), "quote")
		ok(t, err)
		if len(rows) != 0 {
			t.Errorf("views of a list that one may not see: %+v", rows)
		}
	})
}

// CUS-18, SYS-09: a role narrows every list, count and single record.
func TestScopesOfTheShippedRoles(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		east := o.unit(t, "华东", 1)
		south := o.unit(t, "华南", 1)
		zhou, chen := o.hire(t, "zhou", "sales", east), o.hire(t, "chen", "sales", south)
		o.hire(t, "wang", "manager", east)
		a, b := o.sell(t, zhou, "苏州甲有限公司"), o.sell(t, chen, "深圳乙有限公司")
		qa := o.draft(t, zhou, a.ID, 100)
		o.draft(t, chen, b.ID, 100)
		for login, want := range map[string][2]int64{"lin": {2, 2}, "wang": {2, 1}, "zhou": {1, 1}, "chen": {1, 1}} {
			ctx := o.as(t, login)
			if n := o.count(t, ctx, "customer", listing.Node{}); n != want[0] {
				t.Errorf("%s sees %d customers, want %d", login, n, want[0])
			}
			if n := o.count(t, ctx, "quote", listing.Node{}); n != want[1] {
				t.Errorf("%s sees %d quotes, want %d", login, n, want[1])
			}
		}
		_, err := o.Sales.Quotes.Get(chen, qa.ID)
		refused(t, err, "record.not_found")
		_, err = o.Customers.Customers.Update(o.as(t, "wang"), b.ID, 0, func(c *customer.Customer) error { c.Remark = "x"; return nil })
		refused(t, err, "access.record")
		_, err = o.Customers.Customers.Update(o.hire(t, "money", "finance", 1), a.ID, 0, func(c *customer.Customer) error { c.Remark = "x"; return nil })
		refused(t, err, "access.denied")
		_, err = listing.Allow(o.as(t, "chen"), o.Ground.Registry, identity.May("customer", identity.Export), listing.Query{Entity: "customer"})
		refused(t, err, "access.denied")
		_, err = listing.Allow(o.as(t, "zhou"), o.Ground.Registry, identity.May("quote", identity.See), listing.Query{Entity: "quote", Filter: listing.Is("margin_minor", listing.Gt, "0")})
		refused(t, err, "list.hidden_field")
	})
}
