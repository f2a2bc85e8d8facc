package data_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

func people(t *testing.T, s *shop) {
	limit := money.Minor(0)
	at := func(day, hour int) int64 { return time.Date(2026, 3, day, hour, 0, 0, 0, apptest.Zone).UnixMilli() }
	for _, b := range []buyer{
		{Name: "A", City: "上海", Grade: "a", Tags: []string{"x"}, Paid: 100, NextAt: at(18, 9), BornOn: calendar.Must("2000-02-29")},
		{Name: "B", City: "北京", Grade: "b", Tags: []string{"xy"}, Paid: -5, Limit: &limit, NextAt: at(17, 23)},
		{Name: "C", City: "上海浦东", Paid: 99999999999999999, Urgent: true, BornOn: calendar.Must("1999-12-31")},
		{Name: "D", City: "50%_\\off", Grade: "a", Rate: 130000, NextAt: at(18, 23)},
	} {
		s.add(t, owner, b)
	}
}

func TestFilters(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		people(t, s)
		for text, want := range map[string]string{
			"":                                "A B C D",
			"city contains 上海":                "A C",
			"city starts 上海":                  "A C",
			"city = 上海":                       "A",
			"city != 上海":                      "B C D",
			`city contains "%_"`:              "D",
			`city contains "\\"`:              "D",
			"name contains a":                 "A",
			"grade = a":                       "A D",
			"grade in (a, b)":                 "A B D",
			"grade empty":                     "C",
			"not grade = a":                   "B C",
			"tags contains x":                 "A",
			"tags in (x, xy)":                 "A B",
			"tags empty":                      "C D",
			"paid_minor > 0":                  "A C",
			"paid_minor between -1 and 1":     "A B D",
			"paid_minor = 999999999999999.99": "C",
			"limit_minor empty":               "A C D",
			"limit_minor = 0":                 "B",
			"rate = 0.13":                     "D",
			"urgent = yes":                    "C",
			"next_at = today":                 "A D",
			"next_at < today":                 "B",
			"next_at empty":                   "C",
			"not next_at = today":             "B C",
			"born_on = 2000-02-29":            "A",
			"born_on < 2000":                  "C",
			"born_on empty or grade = a":      "A B D",
			"(grade = a or urgent = 1) and city contains 上海": "A C",
			"owner_id = me":                  "A B C D",
			"unit_id empty":                  "A B C D",
			"id in (0, 99999)":               "",
			`name = "' OR 1=1 --"`:           "",
			"stage empty and open_minor = 0": "A B C D",
		} {
			n, err := listing.Parse(s.ground.Registry, "buyer", text)
			ok(t, err)
			q := listing.Query{Entity: "buyer", Filter: n, Sort: []listing.Sort{{Key: "name"}}}
			if got := s.names(t, owner, q); got != want {
				t.Errorf("%s: %q, want %q", text, got, want)
			}
		}
		for text, want := range map[string]string{"上海": "A C", "上海 浦": "C", "13800": ""} {
			// without a search index the words are looked for in the fields
			if got := s.names(t, owner, listing.Query{Entity: "buyer", Filter: listing.Any(listing.Is("city", listing.Contains, strings.Fields(text)[0])), Sort: []listing.Sort{{Key: "name"}}}); !strings.Contains(got, want) {
				t.Errorf("%s: %q", text, got)
			}
		}
	})
}

func TestOrderPutsUnknownLastBothWays(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		people(t, s)
		for _, c := range []struct {
			sort []listing.Sort
			want string
		}{
			{[]listing.Sort{{Key: "next_at"}}, "B A D C"},
			{[]listing.Sort{{Key: "next_at", Desc: true}}, "D A B C"},
			{[]listing.Sort{{Key: "born_on"}, {Key: "name", Desc: true}}, "C A D B"},
			{[]listing.Sort{{Key: "paid_minor", Desc: true}, {Key: "name", Desc: true}}, "C A D B"},
			{[]listing.Sort{{Key: "grade"}, {Key: "name"}}, "C A D B"},
			{[]listing.Sort{{Key: "stage"}, {Key: "name"}}, "A B C D"},
			{[]listing.Sort{{Key: "id", Desc: true}}, "D C B A"},
			{nil, "A B C D"},
		} {
			if got := s.names(t, owner, listing.Query{Entity: "buyer", Sort: c.sort}); got != c.want {
				t.Errorf("%v: %s, want %s", c.sort, got, c.want)
			}
		}
	})
}

func TestScopeIsInEveryAnswer(t *testing.T) { // SYS-09
	eachShop(t, func(t *testing.T, s *shop) {
		li, wang := apptest.Seller(7, 3, identity.ScopeSelf), apptest.Seller(8, 3, identity.ScopeSelf)
		mine := s.add(t, li, buyer{Name: "mine", Paid: 1})
		s.add(t, wang, buyer{Name: "wangs", Paid: 10})
		s.add(t, owner, buyer{Name: "boss", Paid: 100})
		q := listing.Query{Entity: "buyer", Sort: []listing.Sort{{Key: "name"}}, Totals: []string{"paid_minor"}}
		for _, c := range []struct {
			ctx   context.Context
			names string
			sum   int64
		}{
			{li, "mine", 1},
			{wang, "wangs", 10},
			{apptest.Seller(7, 3, identity.ScopeDepartment), "mine wangs", 11},
			{apptest.Seller(9, 4, identity.ScopeDepartment), "", 0},
			{apptest.Seller(9, 4, identity.ScopeAll), "boss mine wangs", 111},
		} {
			if got := s.names(t, c.ctx, q); got != c.names {
				t.Errorf("sees %q, want %q", got, c.names)
			}
			if sum := must(s.DB.Sum(c.ctx, s.plan(t, c.ctx, q)))(t); sum[0].Int() != c.sum {
				t.Errorf("sum %d, want %d", sum[0].Int(), c.sum)
			}
		}
		// an id that somebody knows does not open the record
		rows := must(s.DB.Block(wang, s.plan(t, wang, q), []int64{mine.ID}))(t)
		if rows[0].ID != 0 {
			t.Error("a block shows a record outside the scope")
		}
		_, err := s.buyers.Get(wang, mine.ID)
		refused(t, err, app.NotFound, "record.not_found")
	})
}

func TestWhatFollowsIsSeenWithItsRecord(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		li, wang := apptest.Seller(7, 3, identity.ScopeSelf), apptest.Seller(8, 4, identity.ScopeSelf)
		b := s.add(t, li, buyer{Name: "mine", Mobile: "13812345678"})
		ok(t, s.contacts.Create(li, &contact{Name: "Zhang", BuyerID: b.ID}))
		o := &offer{BuyerID: b.ID, Lines: []offerLine{{What: "pump", Total: 5}}}
		ok(t, s.offers.Create(wang, o)) // wang's own offer for li's buyer
		if got := s.names(t, li, listing.Query{Entity: "buyer_contact"}); got != "Zhang" {
			t.Errorf("li sees %q", got)
		}
		if got := s.names(t, wang, listing.Query{Entity: "buyer_contact"}); got != "" {
			t.Errorf("wang sees %q", got)
		}
		refused(t, s.contacts.Create(wang, &contact{Name: "spy", BuyerID: b.ID}), app.Denied, "access.record")
		if got := s.names(t, li, listing.Query{Entity: "offer_line"}); got != "" {
			t.Errorf("li sees lines of wang's offer: %q", got)
		}
		if got := s.names(t, wang, listing.Query{Entity: "offer_line"}); got != "pump" {
			t.Errorf("wang sees %q", got)
		}
		// the offer is visible, its buyer not: blank, and no condition on it holds
		if got := s.names(t, wang, listing.Query{Entity: "offer", Columns: []string{"buyer.name"}}); got != "" {
			t.Errorf("the name of a buyer outside the scope leaks: %q", got)
		}
		if got := s.names(t, wang, listing.Query{Entity: "offer", Columns: []string{"total_minor"}, Filter: listing.Is("buyer.name", listing.Eq, "mine")}); got != "" {
			t.Errorf("a filter through the reference leaks: %q", got)
		}
		if got := s.names(t, owner, listing.Query{Entity: "offer", Columns: []string{"buyer.name"}, Sort: []listing.Sort{{Key: "buyer.name"}}}); got != "mine" {
			t.Errorf("the owner sees %q", got)
		}
	})
}

func TestWhatBelongsToARecordIsItsOwners(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		li, wang := apptest.Seller(7, 3, identity.ScopeSelf), apptest.Seller(8, 3, identity.ScopeSelf)
		manager := apptest.Seller(9, 3, identity.ScopeDepartment)
		b := s.add(t, li, buyer{Name: "mine"})
		c := &contact{Name: "Zhang", Mobile: "13812345678", BuyerID: b.ID} // typed in by the owner of the company
		ok(t, s.contacts.Create(owner, c))
		n := &contact{Name: "note", Mobile: "13812345678", BuyerID: b.ID}
		ok(t, s.notes.Create(owner, n))
		q := listing.Query{Entity: "buyer_contact", Columns: []string{"mobile"}}
		note := listing.Query{Entity: "buyer_note", Columns: []string{"mobile"}}
		rename := func(c *contact) error { c.Mobile = "13912345678"; return nil }

		if got := s.names(t, li, q) + " " + s.names(t, manager, q) + " " + s.names(t, wang, q); got != "13812345678 138****5678 " {
			t.Errorf("li, the manager and wang see %q", got)
		}
		if got := s.names(t, li, note); got != "138****5678" {
			t.Errorf("what only follows the buyer stays its writer's: %q", got)
		}
		if got := s.names(t, li, listing.Query{Entity: "buyer_contact", Filter: listing.Is("mobile", listing.Starts, "138")}); got != "Zhang" {
			t.Errorf("filter on what li sees in full: %q", got)
		}
		must(s.contacts.Update(li, c.ID, 0, rename))(t)
		_, err := s.contacts.Update(manager, c.ID, 0, rename) // the same again: nothing to refuse
		ok(t, err)
		_, err = s.contacts.Update(manager, c.ID, 0, func(c *contact) error { c.Mobile = "1"; return nil })
		refused(t, err, app.Denied, "access.field")
		_, err = s.contacts.Update(wang, c.ID, 0, rename)
		refused(t, err, app.NotFound, "record.not_found")
		_, err = s.notes.Update(li, n.ID, 0, rename)
		refused(t, err, app.Denied, "access.record")

		must(s.buyers.Update(owner, b.ID, 0, func(b *buyer) error { b.OwnerID = 8; return nil }))(t)
		if got := s.names(t, li, q) + s.names(t, wang, q); got != "13912345678" {
			t.Errorf("after the buyer changed hands li and wang see %q", got)
		}
		// one without a buyer is its writer's
		ok(t, s.contacts.Create(li, &contact{Name: "loose", Mobile: "13712345678"}))
		if got := s.names(t, li, q) + s.names(t, wang, listing.Query{Entity: "buyer_contact"}); got != "13712345678Zhang" {
			t.Errorf("loose: %q", got)
		}
	})
}

func TestSharesReachBeyondTheScopeForATime(t *testing.T) { // SYS-23
	eachShop(t, func(t *testing.T, s *shop) {
		li, wang := apptest.Seller(7, 3, identity.ScopeSelf), apptest.Seller(8, 4, identity.ScopeSelf)
		b := s.add(t, li, buyer{Name: "mine"})
		q := listing.Query{Entity: "buyer"}
		share := func(change int64, until any) {
			ok(t, s.DB.Do(context.Background(), `INSERT INTO share (uid, created_at, updated_at, kind, record_id, person_id, may_change, until)
				VALUES ('u', 1, 1, 'buyer', ?, 8, ?, ?)`, b.ID, change, until))
		}
		share(0, s.Clock.Now().Add(time.Hour).UnixMilli())
		if got := s.names(t, wang, q); got != "mine" {
			t.Fatalf("shared, but wang sees %q", got)
		}
		must(s.buyers.Get(wang, b.ID))(t)
		rename := func(b *buyer) error { b.City = "x"; return nil }
		_, err := s.buyers.Update(wang, b.ID, 0, rename)
		refused(t, err, app.Denied, "access.record")
		share(1, nil)
		must(s.buyers.Update(wang, b.ID, 0, rename))(t)
		ok(t, s.DB.Do(context.Background(), "DELETE FROM share WHERE may_change = 1"))
		s.Clock.Move(2 * time.Hour)
		if got := s.names(t, wang, q); got != "" {
			t.Errorf("the share is over, but wang sees %q", got)
		}
	})
}

func TestMaskedFieldsAreSeenInFullOnOwnRecordsOnly(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		li := apptest.Seller(7, 3, identity.ScopeAll)
		wang := apptest.Seller(8, 3, identity.ScopeAll)
		s.add(t, li, buyer{Name: "a", Mobile: "13812345678"})
		s.add(t, wang, buyer{Name: "b", Mobile: "13912345678"})
		q := listing.Query{Entity: "buyer", Columns: []string{"mobile"}, Sort: []listing.Sort{{Key: "name"}}}
		if got := s.names(t, li, q); got != "13812345678 139****5678" {
			t.Errorf("li sees %q", got)
		}
		if got := s.names(t, owner, q); got != "13812345678 13912345678" {
			t.Errorf("the owner sees %q", got)
		}
		for text, want := range map[string]string{"mobile starts 139": "", "mobile starts 138": "a", "mobile contains 5678": "a"} {
			n := must(listing.Parse(s.ground.Registry, "buyer", text))(t)
			if got := s.names(t, li, listing.Query{Entity: "buyer", Filter: n}); got != want {
				t.Errorf("%s finds %q, want %q", text, got, want)
			}
		}
		// the order must not tell either: others' numbers are unknown and come last
		if got := s.names(t, wang, listing.Query{Entity: "buyer", Sort: []listing.Sort{{Key: "mobile"}}}); got != "b a" {
			t.Errorf("ordered by mobile: %q", got)
		}
	})
}

func TestRecycleBinIsAListOfItsOwn(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		b := s.add(t, owner, buyer{Name: "gone"})
		s.add(t, owner, buyer{Name: "here"})
		ok(t, s.buyers.Archive(owner, b.ID, 0))
		if got := s.names(t, owner, listing.Query{Entity: "buyer"}); got != "here" {
			t.Errorf("live: %q", got)
		}
		if got := s.names(t, owner, listing.Query{Entity: "buyer", Bin: true}); got != "gone" {
			t.Errorf("bin: %q", got)
		}
		ok(t, s.buyers.Restore(owner, b.ID))
		if got := s.names(t, owner, listing.Query{Entity: "buyer"}); got != "gone here" {
			t.Errorf("restored: %q", got)
		}
	})
}

func TestBlocksKeepTheOrderAskedAndMarkTheMissing(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		people(t, s)
		p := s.plan(t, owner, listing.Query{Entity: "buyer", Columns: []string{"name", "paid_minor", "limit_minor", "born_on", "tags"}})
		rows := must(s.DB.Block(owner, p, []int64{3, 99, 1}))(t)
		if len(rows) != 3 || rows[0].Cells[0].Text() != "C" || rows[1].ID != 0 || rows[2].ID != 1 || rows[2].Version != 1 || !rows[2].Own {
			t.Fatalf("%+v", rows)
		}
		if rows[0].Cells[1].Int() != 99999999999999999 || !rows[0].Cells[2].IsNull() || rows[2].Cells[3].Text() != "2000-02-29" || rows[2].Cells[4].Text() != ",x," {
			t.Errorf("cells: %+v", rows)
		}
	})
}

func TestCustomFieldsAreFieldsEverywhere(t *testing.T) { // SYS-33
	eachShop(t, func(t *testing.T, s *shop) {
		color := must(entity.Custom{ID: 1, Label: "颜色", Kind: entity.KindChoice, Options: []entity.Option{{Key: "r", Label: "红"}, {Key: "g", Label: "绿"}}, Pinned: true}.Field())(t)
		weight := must(entity.Custom{ID: 2, Label: "重量", Kind: entity.KindNumber, Scale: 3, Pinned: true}.Field())(t)
		s.ground.Registry.SetCustom("buyer", []*entity.Field{color, weight})
		ok(t, s.DB.PinIndex(context.Background(), color))
		ok(t, s.DB.PinIndex(context.Background(), weight))
		ok(t, s.DB.PinIndex(context.Background(), weight)) // twice does no harm
		for i, c := range []string{"红", "绿", ""} {
			must(s.buyers.Save(owner, 0, 0, map[string]string{"name": fmt.Sprint(i), "c1": c, "c2": fmt.Sprint(10 - i)}))(t)
		}
		for text, want := range map[string]string{
			"c1 = r": "0", "颜色 = 绿": "1", "c1 empty": "2", "c1 != r": "1 2", "c2 >= 9": "0 1",
			"c2 between 8 and 9": "1 2", "重量 = 10": "0", "c2 in (10, 8)": "0 2",
		} {
			n := must(listing.Parse(s.ground.Registry, "buyer", text))(t)
			if got := s.names(t, owner, listing.Query{Entity: "buyer", Filter: n, Sort: []listing.Sort{{Key: "name"}}}); got != want {
				t.Errorf("%s: %q, want %q", text, got, want)
			}
		}
		if got := s.names(t, owner, listing.Query{Entity: "buyer", Sort: []listing.Sort{{Key: "c2"}}, Columns: []string{"c2"}, Totals: []string{"c2"}}); got != "8000 9000 10000" {
			t.Errorf("ordered by a custom number: %q", got)
		}
		rec := must(s.buyers.Update(owner, 1, 1, func(b *buyer) error { b.Custom = b.Custom.With("c1", entity.Str("g")); return nil }))(t)
		if rec.Custom["c1"].Text() != "g" || rec.Custom["c2"].Int() != 10000 {
			t.Errorf("saved %v", rec.Custom)
		}
		steps := must(s.history.Field(owner, "buyer", 1, "c1"))(t)
		if len(steps) != 2 || steps[0].Before.Text() != "r" || steps[0].After.Text() != "g" {
			t.Errorf("history of the custom field: %+v", steps)
		}
		_, err := s.buyers.Save(owner, 0, 0, map[string]string{"name": "x", "c1": "blau"})
		refused(t, err, app.Invalid, "c1: field.not_a_choice")
		plan := must(s.DB.Explain(context.Background(), s.plan(t, owner, listing.Query{Entity: "buyer", Filter: listing.Is("c2", listing.Eq, "9")})))(t)
		if s.Engine == "sqlite" && !strings.Contains(plan, "buyer_c2") {
			t.Errorf("the pinned index is not used: %s", plan)
		}
	})
}

func TestAManagersFirstPageWalksTheIndexOfEachDepartment(t *testing.T) { // SYS-49
	eachShop(t, func(t *testing.T, s *shop) {
		if s.Engine != "sqlite" {
			t.Skip("the plan of an empty table says nothing on PostgreSQL")
		}
		manager := apptest.As(7, "M", []int64{3, 4, 5}, identity.Role{Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: identity.ScopeTree}})
		q := listing.Query{Entity: "buyer", Sort: []listing.Sort{{Key: "updated_at", Desc: true}}}
		how := must(s.DB.Explain(context.Background(), s.plan(t, manager, q)))(t)
		if n := strings.Count(how, "USING COVERING INDEX buyer_unit (unit_id=?)"); n != 3 {
			t.Errorf("%d departments are read by their index:\n%s", n, how)
		}
		for _, unit := range []int64{3, 4, 5, 6} {
			s.add(t, owner, buyer{Head: entity.Head{UnitID: unit}, Name: fmt.Sprint(unit)})
			s.Clock.Move(time.Minute)
		}
		if got := s.names(t, manager, q); got != "5 4 3" {
			t.Errorf("%q", got)
		}
	})
}
