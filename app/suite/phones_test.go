package suite_test

import (
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/member"
)

// SYS-35: one table of prefixes, kept by the company, for every field that holds a number.
func TestPhonePrefixes(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		save := func(mobile string) error {
			c := o.Customers.Customers.Desc.New()
			c.Name, c.Mobile = "客户"+mobile, mobile
			return o.Customers.Customers.Create(zhou, c)
		}
		for _, bad := range []string{"12345678901", "1390000123", "139000012345"} {
			if save(bad) == nil {
				t.Errorf("%s was saved", bad)
			}
			for kind, rec := range map[string]map[string]string{"contact": {"name": "单国平", "mobile": bad}, "employee": {"name": "单国平", "phone": bad}} {
				if _, err := o.Ground.Service(kind).Save(o.boss, 0, 0, rec); err == nil {
					t.Errorf("%s with %s was saved", kind, bad)
				}
			}
			if _, err := o.Members.People.Update(o.boss, o.ids["zhou"], 0, func(p *member.Person) error { p.Phone = bad; return nil }); err == nil {
				t.Errorf("a member with %s was saved", bad)
			}
		}
		ok(t, save("13900001234"))
		if save("14000001234") == nil {
			t.Error("140 is not in the shipped table")
		}
		refused(t, o.Customers.SetPrefixes(zhou, "140"), "access.right")
		refused(t, o.Customers.SetPrefixes(o.boss, "130-139 24x"), "phone.table")
		ok(t, o.Customers.SetPrefixes(o.boss, "130-139，140"))
		if got := o.Customers.Prefixes(); got != "130-140" {
			t.Errorf("table %q", got)
		}
		ok(t, save("14000001234"))
		if save("19900001234") == nil {
			t.Error("199 is no more in the table")
		}
		ok(t, o.Customers.SetPrefixes(o.boss, " "))
		ok(t, save("19900001234"))
	})
}

// CUS-43: reminders of birthdays, as many days before as the company wants; born on
// 29 February: on the 28th.
func TestBirthdayDays(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "深圳联芯光电科技有限公司")
		for _, days := range []int{-1, 61} {
			refused(t, o.Customers.SetBirthdayDays(o.boss, days), "customer.birthday_days")
		}
		refused(t, o.Customers.SetBirthdayDays(zhou, 5), "access.right")
		ok(t, o.Customers.SetBirthdayDays(o.boss, 10))
		if lead, err := o.Customers.BirthdayLead(zhou); err != nil || lead.Days != 10 || lead.Minute != 540 {
			t.Errorf("%+v %v", lead, err)
		}
		zone := o.Ground.Registry.Zone()
		o.clock.Set(day("2027-02-17").At(600, zone))
		_, err := o.Reminders.Run(zhou)
		ok(t, err)
		ok(t, o.Customers.Contacts.Create(zhou, &customer.Contact{Name: "单国平", CustomerID: c.ID, Birthday: day("1992-02-29")}))
		o.clock.Set(day("2027-02-18").At(600, zone))
		_, err = o.Reminders.Run(zhou)
		ok(t, err)
		r, err := o.Reminders.Reminders.First(o.boss, listing.Is("kind", listing.Eq, "birthday"))
		ok(t, err)
		if r.On != day("2027-02-28") || r.OwnerID != o.ids["zhou"] || time.UnixMilli(r.DueAt).In(zone).Format("01-02 15:04") != "02-18 09:00" {
			t.Errorf("%+v", r)
		}
	})
}
