package suite_test

import (
	"bytes"
	"context"
	"strconv"
	"testing"

	"kontor/app/blob"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/data"
)

// CUS-47: 75 fields, 15 + 15 + 45, all described, none twice; the rate follows each save,
// undo included, and is averaged over what one may see.
func TestDossierRates(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		typ := o.Customers.Customers.Desc.Type
		seen := map[string]bool{}
		for i, want := range []int{15, 15, 45} {
			if n := len(customer.Dossier[i].Keys); n != want {
				t.Errorf("%s has %d fields", customer.Dossier[i].Module, n)
			}
			for _, k := range customer.Dossier[i].Keys {
				if f := typ.Field(k); f == nil || f.IsComputed || seen[k] {
					t.Errorf("%s cannot be filled, or counts twice", k)
				}
				seen[k] = true
			}
		}
		north, south := o.unit(t, "华北部", 1), o.unit(t, "华南部", 1)
		zhou, wang := o.hire(t, "zhou", "sales", north), o.hire(t, "wang", "sales", south)
		one := add(t, o, zhou, "上海舜泽食品有限公司", map[string]string{
			"buy_decider": "单国平", "buy_year_minor": "1280000", "buy_next_on": "2026-05-01",
			"staff_size": "small", "pay_cycle": "month", "buy_our_share": "12.5",
		}) // name, owner and these: 8 of 75
		two := add(t, o, wang, "苏州恒拓精密制造有限公司", nil)
		if one.Completion != 107 || two.Completion != 27 {
			t.Errorf("completion %d and %d", one.Completion, two.Completion)
		}
		saved, err := o.Customers.Customers.Save(zhou, one.ID, one.Version, map[string]string{"buy_decider": "", "website": "www.shunze.example", "buy_mode": "tender"})
		ok(t, err)
		if saved.Completion != 120 { // one away, two added: 9 of 75
			t.Errorf("after a change: %d", saved.Completion)
		}
		all, err := o.Customers.Rates(o.boss)
		ok(t, err)
		if all.All.Count != 2 || all.All.Tenths != 74 || len(all.People) != 2 || all.People[0] != (customer.RateOf{ID: o.ids["zhou"], Count: 1, Tenths: 120}) ||
			len(all.Units) != 2 || all.Units[1] != (customer.RateOf{ID: south, Count: 1, Tenths: 27}) {
			t.Errorf("rates %+v", all)
		}
		mine, err := o.Customers.Rates(wang)
		ok(t, err)
		if len(mine.People) != 1 || mine.People[0].ID != o.ids["wang"] {
			t.Errorf("a salesperson sees the rates of others: %+v", mine)
		}
		_, _, err = o.History.UndoLast(zhou)
		ok(t, err)
		back, err := o.Customers.Customers.Get(zhou, one.ID)
		ok(t, err)
		if back.Completion != 107 {
			t.Errorf("after undo: %d", back.Completion)
		}
		// The fields kept as JSON are filtered and sorted like columns.
		found, err := o.Customers.Customers.Find(o.boss, listing.All(listing.Is("buy_year_minor", listing.Gt, "1000000"), listing.Is("buy_next_on", listing.Lt, "2026-06-01"),
			listing.Is("staff_size", listing.Eq, "small")), listing.Sort{Key: "buy_our_share", Desc: true}, listing.Sort{Key: "completion"})
		ok(t, err)
		if len(found) != 1 || found[0].ID != one.ID {
			t.Errorf("filter over the dossier found %d", len(found))
		}
	})
}

func add(t *testing.T, o *office, ctx context.Context, name string, texts map[string]string) *customer.Customer {
	t.Helper()
	all := map[string]string{"name": name}
	for k, v := range texts {
		all[k] = v
	}
	c, err := o.Customers.Customers.Save(ctx, 0, 0, all)
	ok(t, err)
	return c
}

// CUS-46: each list of the dossier is written by whoever works with the customer, and by
// nobody else.
func TestDossierLists(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1)
		c := add(t, o, zhou, "上海舜泽食品有限公司", nil)
		for _, kind := range customer.Modules {
			svc := o.Ground.Service(kind)
			title := svc.Type().Title
			_, err := svc.Save(wang, 0, 0, map[string]string{"customer_id": itoa(c.ID), title: "别人的"})
			refused(t, err, "access.record")
			_, err = svc.Save(zhou, 0, 0, map[string]string{title: "没有客户"})
			refused(t, err, "field.required")
			rec, err := svc.Save(zhou, 0, 0, map[string]string{"customer_id": itoa(c.ID), title: "第一条"})
			ok(t, err)
			h := entity.HeadOf(rec)
			_, err = svc.Get(wang, h.ID)
			refused(t, err, "record.not_found")
			_, err = svc.Save(o.boss, h.ID, h.Version, map[string]string{title: "改过"})
			ok(t, err)
			ok(t, svc.Archive(zhou, h.ID, 0))
			ok(t, svc.Restore(zhou, h.ID))
		}
	})
}

// CUS-48: an evaluation recommends, whoever may set limits adopts, and what was adopted
// stays as it was.
func TestCreditReview(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := add(t, o, zhou, "上海舜泽食品有限公司", nil)
		r := &customer.CreditReview{CustomerID: c.ID, Title: "2026 年度评价", Limit: 300_000_00, State: customer.ReviewDraft, Judgement: "付款准时"}
		ok(t, o.Customers.Reviews.Create(zhou, r))
		refused(t, o.Customers.AdoptReview(zhou, r.ID), "access.right")
		ok(t, o.Customers.AdoptReview(o.boss, r.ID))
		got, err := o.Customers.Customers.Get(o.boss, c.ID)
		ok(t, err)
		if got.CreditLimit != 300_000_00 {
			t.Errorf("limit %d", got.CreditLimit)
		}
		refused(t, o.Customers.AdoptReview(o.boss, r.ID), "credit.adopted")
		_, err = o.Customers.Reviews.Save(zhou, r.ID, 0, map[string]string{"limit_minor": "900000"})
		refused(t, err, "credit.adopted")
		old := &customer.CreditReview{CustomerID: c.ID, Title: "旧评价", ValidUntil: day("2025-12-31"), State: customer.ReviewDraft}
		ok(t, o.Customers.Reviews.Create(zhou, old))
		refused(t, o.Customers.AdoptReview(o.boss, old.ID), "credit.expired")
	})
}

// CUS-44: a group is a tree, seen from each of its units; no unit stands below itself.
func TestGroupOfCompanies(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		top := add(t, o, o.boss, "恒拓集团有限公司", nil)
		mid := add(t, o, zhou, "苏州恒拓精密制造有限公司", map[string]string{"parent_id": itoa(top.ID)})
		low := add(t, o, zhou, "昆山恒拓模具有限公司", map[string]string{"parent_id": itoa(mid.ID)})
		for _, from := range []int64{top.ID, mid.ID, low.ID} {
			units, err := o.Customers.Family(o.boss, from)
			ok(t, err)
			if len(units) != 3 || units[0].ID != top.ID || units[1].ID != mid.ID || units[2].ID != low.ID || units[2].Level != 2 {
				t.Errorf("group seen from %d: %+v", from, units)
			}
		}
		units, err := o.Customers.Family(zhou, low.ID)
		ok(t, err)
		if len(units) != 2 || units[0].ID != mid.ID {
			t.Errorf("the group as a salesperson sees it begins at the first unit of theirs: %+v", units)
		}
		for _, below := range []int64{top.ID, mid.ID, low.ID} {
			_, err := o.Customers.Customers.Save(o.boss, top.ID, 0, map[string]string{"parent_id": itoa(below)})
			refused(t, err, "customer.group_loop")
		}
	})
}

// CUS-51: services in use are counted beside the customer with their monthly fees.
func TestSubscriptions(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := add(t, o, o.boss, "上海舜泽食品有限公司", nil)
		line := &customer.Subscription{CustomerID: c.ID, Name: "上海—苏州专线", Number: "SH-SZ-0031", Business: "private_line", State: "active", Settlement: "month", Fee: 4800_00, Level: "gold"}
		ok(t, o.Customers.Subscriptions.Create(o.boss, line))
		more := &customer.Subscription{CustomerID: c.ID, Name: "云主机", Business: "cloud", State: "opening", Fee: 1000_00}
		ok(t, o.Customers.Subscriptions.Create(o.boss, more))
		if n, fee := services(t, o, c.ID); n != 1 || fee != 4800_00 {
			t.Errorf("%d services, %d a month", n, fee)
		}
		_, err := o.Customers.Subscriptions.Save(o.boss, line.ID, 0, map[string]string{"state": "paused"})
		ok(t, err)
		if n, fee := services(t, o, c.ID); n != 0 || fee != 0 {
			t.Errorf("a paused line still counts: %d, %d", n, fee)
		}
	})
}

func services(t *testing.T, o *office, customerID int64) (n, fee int64) {
	t.Helper()
	p, err := listing.Allow(o.boss, o.Ground.Registry, identity.May("customer", identity.See), listing.Query{Entity: "customer", Columns: []string{"services", "service_minor"}})
	ok(t, err)
	rows, err := o.db.Block(o.boss, p, []int64{customerID})
	ok(t, err)
	return rows[0].Cells[0].Int(), rows[0].Cells[1].Int()
}

// CUS-49, CUS-55: people by their habits; coordinates come in pairs and within the globe.
func TestPeopleAndPlaces(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for _, texts := range []map[string]string{{"latitude": "91", "longitude": "120"}, {"latitude": "31.2", "longitude": "190"}, {"latitude": "31.2"}, {"longitude": "120.5"}} {
			all := map[string]string{"name": "苏州坐标有限公司"}
			for k, v := range texts {
				all[k] = v
			}
			if _, err := o.Customers.Customers.Save(o.boss, 0, 0, all); err == nil {
				t.Errorf("%v was taken", texts)
			}
		}
		c := add(t, o, o.boss, "苏州坐标有限公司", map[string]string{"latitude": "31.298974", "longitude": "120.585294"})
		_, err := o.Customers.Contacts.Save(o.boss, 0, 0, map[string]string{
			"name": "单国平", "customer_id": itoa(c.ID), "gender": "male", "birthday": "1980-05-01",
			"profession": "设备科长", "spend_level": "high", "lifestyle": "sport,travel", "income_level": "middle",
		})
		ok(t, err)
		people, err := o.Customers.Contacts.Find(o.boss, listing.All(listing.Is("spend_level", listing.In, "high", "top"), listing.Is("lifestyle", listing.In, "travel"),
			listing.Is("birthday", listing.Between, "1976-01-01", "1985-12-31")))
		ok(t, err)
		if len(people) != 1 {
			t.Errorf("the segment has %d people", len(people))
		}
	})
}

// CUS-06: each contact refuses channels one by one; one refusal counts for its address.
func TestOptOuts(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := add(t, o, o.boss, "上海舜泽食品有限公司", nil)
		ok(t, o.Customers.Contacts.Create(o.boss, &customer.Contact{Name: "单国平", CustomerID: c.ID, Mail: "Shan@shunze.example", Mobile: "19900003126", NoMail: true, Channel: "call"}))
		ok(t, o.Customers.Contacts.Create(o.boss, &customer.Contact{Name: "李娜", CustomerID: c.ID, Mail: "li@shunze.example", Mobile: "19900003127", NoMessage: true}))
		zhou := o.hire(t, "zhou", "sales", 1) // who does not see the customer is not to mail it either
		got, err := o.Customers.Refusing(zhou, customer.ByMail, []string{"shan@SHUNZE.example", "li@shunze.example", "x@shunze.example"})
		ok(t, err)
		if len(got) != 1 || !got["shan@SHUNZE.example"] {
			t.Errorf("refusing mail: %v", got)
		}
		got, err = o.Customers.Refusing(zhou, customer.ByMessage, []string{"199 0000 3126", "199 0000 3127"})
		ok(t, err)
		if len(got) != 1 || !got["199 0000 3127"] {
			t.Errorf("refusing messages: %v", got)
		}
	})
}

// CUS-54: files lie under their sum, belong to whom they are attached to, and are not
// swept away while a record, the bin or the history points to them.
func TestAttachments(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1)
		c := add(t, o, zhou, "上海舜泽食品有限公司", nil)
		who := &customer.Contact{Name: "单国平", CustomerID: c.ID}
		ok(t, o.Customers.Contacts.Create(zhou, who))
		info, err := o.db.Blobs().Put(zhou, bytes.NewReader([]byte("营业执照")))
		ok(t, err)
		ref := blob.Ref{Sum: info.Sum, Name: "营业执照.jpg"}
		_, err = o.Customers.Attach(wang, customer.Of{Customer: c.ID}, ref, info.Size)
		refused(t, err, "access.record")
		a, err := o.Customers.Attach(zhou, customer.Of{Contact: who.ID}, ref, info.Size)
		ok(t, err)
		if a.CustomerID != c.ID || a.Size != info.Size {
			t.Errorf("attached %+v", a)
		}
		notes, err := o.Customers.Activities.Count(zhou, listing.Is("kind", listing.Eq, string(customer.NoteFile)))
		ok(t, err)
		if notes != 1 {
			t.Errorf("%d notes in the timeline", notes)
		}
		_, err = o.Customers.Attachments.Update(zhou, a.ID, 0, func(a *customer.Attachment) error { a.File = "gone"; return nil })
		refused(t, err, "attachment.file")
		ok(t, o.Customers.Attachments.Archive(zhou, a.ID, 0))
		swept, err := blob.Sweep(zhou, blob.SweepParams{Store: o.db.Blobs(), Users: []blob.User{uses(o)}, Clock: o.clock, Grace: -1})
		ok(t, err)
		if swept != 0 {
			t.Error("the file of a binned attachment was swept away")
		}
		ok(t, o.Customers.Attachments.Restore(zhou, a.ID))
	})
}

func uses(o *office) blob.User { return data.NewBlobUses(o.db, o.Ground.Registry) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
