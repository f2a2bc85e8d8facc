package customer_test

import (
	"maps"
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	window "kontor/ui/customer"
)

// A window goes on where it was: in the same view, filter and order, on the same record,
// also when what it was comes before the views have been read.
func TestWindowGoesOnWhereItWas(t *testing.T) {
	o := smallOffice(t)
	var last int64
	for _, name := range []string{"苏州甲", "苏州乙", "杭州丙"} {
		c := o.Customers.Customers.Desc.New()
		c.Name = name
		ok(t, o.Customers.Customers.Create(o.Boss, c))
		last = c.ID
	}
	p := o.page()
	p.ShowWish(listing.Is("name", listing.Contains, "州"), listing.Sort{Key: "name", Desc: true})
	o.Host.Settle()
	p.Show(customer.Customers, last, nil)
	o.Host.Settle()
	was := p.Save()
	if was["query"] == "" || was["id"] == "0" {
		t.Fatalf("the place lacks filter and order, or the record: %v", was)
	}

	early := window.New(o.Host, o.deps())
	early.Restore(was)
	if !maps.Equal(early.Save(), was) {
		t.Errorf("a window closed before it was shown loses its place: %v", early.Save())
	}
	o.Host.Settle()
	late := o.page()
	late.Restore(was)
	o.Host.Settle()
	for name, x := range map[string]*window.Page{"before": early, "after": late} {
		if got := x.Save(); !maps.Equal(got, was) {
			t.Errorf("restored %s the views came: %v, want %v", name, got, was)
		}
	}

	lost := maps.Clone(was)
	lost["view"], lost["query"] = "s:999", `{"Filter":{"Field":"c999","Op":"eq","Values":["x"]}}`
	x := o.page()
	x.Restore(lost)
	o.Host.Settle()
	if got := x.Save(); got["view"] != "v:all" || got["query"] != "" {
		t.Errorf("a place that is gone leads to %v, want all customers", got)
	}
}
