package suite_test

import (
	"slices"
	"testing"

	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/listing"
)

// CUS-08, CUS-13: regions and categories are trees; what stands below counts with them.
func TestTreesOfCategoriesAndRegions(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for _, region := range []string{"shanghai", "hangzhou", "beijing"} {
			c := o.sell(t, o.boss, "客户"+region)
			_, err := o.Customers.Customers.Save(o.boss, c.ID, 0, map[string]string{"region": region})
			ok(t, err)
		}
		n, err := o.Customers.Customers.Count(o.boss, listing.Is("region", listing.Eq, "east"))
		ok(t, err)
		used, err := o.Company.Used(o.boss, "region")
		ok(t, err)
		if n != 2 || used["east"] != 2 || used["shanghai"] != 1 || used["north"] != 1 || used["south"] != 0 {
			t.Errorf("east has %d, used %v", n, used)
		}
		options, err := o.Company.Options(o.boss, "region")
		ok(t, err)
		for i := range options { // a branch moves with all below it
			if options[i].Key == "hangzhou" {
				options[i].Under = "south"
			}
		}
		ok(t, o.Company.SetOptions(o.boss, "region", options))
		if used, err = o.Company.Used(o.boss, "region"); err != nil || used["east"] != 1 || used["south"] != 1 {
			t.Errorf("after the move: %v %v", used, err)
		}
		options[0].Under = "shanghai" // east below its own city
		refused(t, o.Company.SetOptions(o.boss, "region", options), "dictionary.too_deep")
		refused(t, o.Company.SetLevels(o.boss, "region", 1), "dictionary.deeper")
		ok(t, o.Company.SetLevels(o.boss, "region", 3))
	})
}

// SYS-37, CUS-10: an option is merged into another everywhere, in one step that can be undone.
func TestOptionsAreMerged(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.sell(t, o.boss, "甲")
		_, err := o.Customers.Customers.Save(o.boss, a.ID, 0, map[string]string{"grade": "c", "tags": "frame,fair"})
		ok(t, err)
		n, err := o.Company.Merge(o.boss, "customer_grade", "c", "b")
		ok(t, err)
		_, err = o.Company.Merge(o.boss, "customer_tag", "fair", "frame")
		ok(t, err)
		got, err := o.Customers.Customers.Get(o.boss, a.ID)
		ok(t, err)
		if n != 1 || got.Grade != "b" || len(got.Tags) != 1 {
			t.Errorf("%d changed: %s %v", n, got.Grade, got.Tags)
		}
		options, err := o.Company.Options(o.boss, "customer_grade")
		ok(t, err)
		for _, x := range options {
			if x.Key == "c" && !x.Gone {
				t.Error("the merged grade is still offered")
			}
		}
		ok(t, o.Company.SetOptions(o.boss, "customer_grade", append(options, company.Option{Key: "e", Label: "E 级", EN: "Grade E"})))
		if _, err := o.Customers.Customers.Save(o.boss, a.ID, 0, map[string]string{"grade": "Grade E"}); err != nil {
			t.Errorf("the new grade is not known: %v", err)
		}
	})
}

// CUS-14: who asks for a mail address or for a name exactly means it as it is compared
// everywhere: without regard to capital letters, and by the whole name only.
func TestMailsAndNamesAreAskedForExactly(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a, b := o.sell(t, o.boss, "苏州舜泽有限公司"), o.sell(t, o.boss, "舜泽")
		_, err := o.Customers.Customers.Save(o.boss, a.ID, 0, map[string]string{"mail": "Chen.J@ShunZe.example"})
		ok(t, err)
		_, err = o.Customers.Customers.Save(o.boss, b.ID, 0, map[string]string{"mail": "other@shunze.example"})
		ok(t, err)
		for _, x := range []struct {
			ask  listing.Node
			want int64
		}{
			{listing.Is("mail", listing.Eq, "chen.j@shunze.EXAMPLE"), 1},
			{listing.Is("mail", listing.In, "CHEN.J@shunze.example", "nobody@shunze.example"), 1},
			{listing.Is("mail", listing.Eq, "chen@shunze.example"), 0},
			{listing.Is("name", listing.Eq, "舜泽"), 1},
			{listing.Is("name", listing.Eq, "苏州舜泽有限公司"), 1},
			{listing.Is("name", listing.Eq, "苏州舜泽"), 0}, // the same normal form, another name
		} {
			n, err := o.Customers.Customers.Count(o.boss, x.ask)
			ok(t, err)
			if n != x.want {
				t.Errorf("%v: %d, want %d", x.ask, n, x.want)
			}
		}
	})
}

// Lists of customers by name go by the pinyin of the names, also where the name is that of
// the customer of another record: SYS-34.
func TestNamesAreSortedByPinyin(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		var ids []int64
		for _, name := range []string{"张江科技", "阿里山茶行", "重庆山湖", "Beta", "单县食品"} {
			ids = append(ids, o.sell(t, o.boss, name).ID)
		}
		for _, id := range ids {
			ok(t, o.Customers.Contacts.Create(o.boss, &customer.Contact{Name: "王芳", CustomerID: id}))
		}
		want := []int64{ids[1], ids[3], ids[2], ids[4], ids[0]} // a, be, chong, shan, zhang
		for _, desc := range []bool{false, true} {
			got, err := o.Customers.Customers.Find(o.boss, listing.Node{}, listing.Sort{Key: "name", Desc: desc})
			ok(t, err)
			people, err := o.Customers.Contacts.Find(o.boss, listing.Node{}, listing.Sort{Key: "customer_id.name", Desc: desc})
			ok(t, err)
			for i := range want {
				if got[i].ID != want[i] || people[i].CustomerID != want[i] {
					t.Errorf("backwards %v: place %d is %s, with %d", desc, i, got[i].Name, people[i].CustomerID)
				}
			}
			slices.Reverse(want)
		}
	})
}
