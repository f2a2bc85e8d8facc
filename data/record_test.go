package data_test

import (
	"context"
	"errors"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
)

func TestARecordComesBackAsItWasSaved(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		most := money.Minor(99_999_999_999_999_999) // 999,999,999,999,999.99
		in := buyer{
			Name: "㛃䶮𠮷 O'Hara \"; --", Mobile: "138", Tags: []string{"x", "y"}, Limit: &most, Paid: -most, Rate: 1,
			Urgent: true, NextAt: 1_773_815_520_123, BornOn: calendar.Must("2024-02-29"), Remarks: "a\nb\t\\",
		}
		b := s.add(t, owner, in)
		got := must(s.buyers.Get(owner, b.ID))(t)
		if d := s.buyers.Desc.Compare(b, got); len(d) != 0 {
			t.Errorf("differs: %+v", d)
		}
		if got.UID == "" || got.Version != 1 || got.OwnerID != 1 || got.CreatedAt != s.Clock.Now().UnixMilli() || *got.Limit != most {
			t.Errorf("head %+v limit %d", got.Head, *got.Limit)
		}
		got = must(s.buyers.Update(owner, b.ID, 1, func(b *buyer) error { b.Limit = nil; b.Paid = 5; return nil }))(t)
		back := must(s.buyers.Get(owner, b.ID))(t)
		if back.Limit != nil || back.Paid != 5 || back.Version != 2 || got.Version != 2 {
			t.Errorf("after the update: %+v", back)
		}
	})
}

func TestRightsGuardEveryWrite(t *testing.T) { // SYS-08
	eachShop(t, func(t *testing.T, s *shop) {
		li := apptest.Seller(7, 3, identity.ScopeSelf)
		reader := apptest.As(8, "R", nil, identity.Role{Grants: map[identity.Action]identity.Scope{identity.May("*", identity.See): identity.ScopeAll}})
		b := s.add(t, owner, buyer{Name: "boss"})
		mine := s.add(t, li, buyer{Name: "mine"})
		nothing := func(b *buyer) error { b.City = "x"; return nil }

		_, err := s.buyers.Update(li, b.ID, 0, nothing)
		refused(t, err, app.NotFound, "record.not_found")
		_, err = s.buyers.Update(reader, mine.ID, 0, nothing)
		refused(t, err, app.Denied, "access.denied")
		refused(t, s.buyers.Create(reader, &buyer{Name: "x"}), app.Denied, "access.denied")
		refused(t, s.buyers.Archive(reader, mine.ID, 0), app.Denied, "access.denied")
		refused(t, s.buyers.Create(context.Background(), &buyer{Name: "x"}), app.Denied, "access.nobody")
		_, err = s.buyers.Get(context.Background(), mine.ID)
		refused(t, err, app.Denied, "access.nobody")
		// somebody else's pile
		refused(t, s.buyers.Create(li, &buyer{Head: entity.Head{OwnerID: 99}, Name: "x"}), app.Denied, "access.record")
		// a field one may not edit, at creation as at update
		refused(t, s.buyers.Create(li, &buyer{Name: "x", Secret: "s"}), app.Denied, "access.field")
		_, err = s.buyers.Update(li, mine.ID, 0, func(b *buyer) error { b.Secret = "s"; return nil })
		refused(t, err, app.Denied, "access.field")
		// a step that a service takes for the person
		must(s.buyers.Update(identity.Elevated(li), b.ID, 0, nothing))(t)
		sets := must(s.history.Timeline(owner, "buyer", b.ID, 0, 1))(t)
		if sets[0].PersonID != 7 {
			t.Errorf("the history names %d, not the person who acted", sets[0].PersonID)
		}
	})
}

func TestComputedFieldsAreNotTyped(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		_, err := s.offers.Save(owner, 0, 0, map[string]string{"total_minor": "5"})
		refused(t, err, app.Invalid, "total_minor: field.not_writable")
	})
}

func TestAllProblemsOfAFormComeAtOnce(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		_, err := s.buyers.Save(owner, 0, 0, map[string]string{"paid_minor": "much", "born_on": "soon"})
		var p entity.Problems
		if !errors.As(err, &p) || len(p) != 2 {
			t.Fatalf("%v", err)
		}
		_, err = s.buyers.Save(owner, 0, 0, map[string]string{"city": "x"})
		refused(t, err, app.Invalid, "name: field.required")
	})
}

func TestFormShowsWhatThePersonMayDo(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		li := apptest.Seller(7, 3, identity.ScopeAll)
		b := s.add(t, owner, buyer{Name: "boss", Mobile: "13812345678", Secret: "s"})
		f := must(s.buyers.Form(li, b.ID))(t)
		for _, in := range f.Inputs {
			switch in.Field.Key {
			case "secret":
				t.Error("a hidden field is in the form")
			case "mobile":
				if in.Text != "138****5678" || !in.ReadOnly {
					t.Errorf("mobile %q, read only %v", in.Text, in.ReadOnly)
				}
			case "name":
				if in.Text != "boss" || in.ReadOnly {
					t.Errorf("name %q, read only %v", in.Text, in.ReadOnly)
				}
			}
		}
	})
}

func TestUniqueFieldNamesTheOtherRecord(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		first := s.add(t, owner, buyer{Name: "first", Code: "K1"})
		s.add(t, owner, buyer{Name: "no code"})
		second := s.add(t, owner, buyer{Name: "no code either"})
		err := s.buyers.Create(owner, &buyer{Name: "x", Code: "K1"})
		var e *app.Error
		if !errors.As(err, &e) || e.Kind != app.Conflict || e.Field != "code" || e.Args["id"] != first.ID || e.Args["title"] != "first" {
			t.Fatalf("%v %+v", err, e)
		}
		_, err = s.buyers.Update(owner, second.ID, 0, func(b *buyer) error { b.Code = "K1"; return nil })
		refused(t, err, app.Conflict, "record.taken")
		err = s.buyers.Create(apptest.Seller(7, 3, identity.ScopeSelf), &buyer{Name: "x", Code: "K1"})
		refused(t, err, app.Conflict, "record.taken_elsewhere") // without telling whose it is
		ok(t, s.buyers.Archive(owner, first.ID, 0))
		s.add(t, owner, buyer{Name: "heir", Code: "K1"})
		refused(t, s.buyers.Restore(owner, first.ID), app.Conflict, "record.taken")
	})
}

func TestTheIndexIsTheNetBelowTheUniqueCheck(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		s.add(t, owner, buyer{Name: "first", Code: "K1"})
		rec := s.buyers.Desc.New()
		rec.Name, rec.Code, rec.UID, rec.CreatedAt, rec.UpdatedAt = "x", "K1", "u", 1, 1
		err := s.DB.InTx(owner, func(ctx context.Context) error { return s.DB.Insert(ctx, s.buyers.Desc.Type, rec) })
		var e *app.Error
		if !errors.As(err, &e) || e.Kind != app.Conflict || e.Field != "code" {
			t.Fatalf("%v %+v", err, e)
		}
	})
}

func TestTwoPeopleSaveDifferentFields(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		b := s.add(t, owner, buyer{Name: "n", City: "old", Remarks: "old"})
		must(s.buyers.Update(owner, b.ID, 1, func(b *buyer) error { b.City = "theirs"; return nil }))(t)
		got := must(s.buyers.Update(owner, b.ID, 1, func(b *buyer) error { b.Remarks = "mine"; return nil }))(t)
		if got.City != "theirs" || got.Remarks != "mine" || got.Version != 3 {
			t.Errorf("%+v", got)
		}
	})
}

func TestTwoPeopleSaveTheSameField(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		b := s.add(t, owner, buyer{Name: "n", City: "base", Remarks: "base"})
		theirs := apptest.As(2, "陈", nil, identity.Role{Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: identity.ScopeAll}})
		must(s.buyers.Update(theirs, b.ID, 1, func(b *buyer) error { b.City = "theirs"; return nil }))(t)
		_, err := s.buyers.Update(owner, b.ID, 1, func(b *buyer) error { b.City = "mine"; b.Remarks = "mine"; return nil })
		refused(t, err, app.Stale, "record.stale")
		want := audit.Clash{Entity: "buyer", Record: b.ID, Key: "city", Base: entity.Str("base"), Mine: entity.Str("mine"), Theirs: entity.Str("theirs")}
		if c := record.Clashes(err); len(c) != 1 || c[0] != want {
			t.Errorf("clashes %+v", c)
		}
		var e *app.Error
		errors.As(err, &e)
		if e.Args["who"] != "陈" {
			t.Errorf("who: %v", e.Args["who"])
		}
		if got := must(s.buyers.Get(owner, b.ID))(t); got.Remarks != "base" {
			t.Error("half of a refused save was written")
		}
		// the same change on both sides is no clash
		must(s.buyers.Update(owner, b.ID, 1, func(b *buyer) error { b.City = "theirs"; return nil }))(t)
	})
}

func TestTwoPeopleChangeLines(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		o := &offer{Lines: []offerLine{{What: "a", Total: 1}, {What: "b", Total: 2}}}
		ok(t, s.offers.Create(owner, o))
		must(s.offers.Update(owner, o.ID, 1, func(o *offer) error { o.Lines[0].Total = 10; return nil }))(t)
		_, err := s.offers.Update(owner, o.ID, 1, func(o *offer) error { o.Lines = o.Lines[:1]; return nil })
		refused(t, err, app.Stale, "record.stale")
		got := must(s.offers.Update(owner, o.ID, 1, func(o *offer) error { o.Number = "N1"; return nil }))(t)
		if got.Total != 12 || got.Number != "N1" || len(got.Lines) != 2 {
			t.Errorf("%+v", got)
		}
	})
}

func TestLinesAreSavedWithTheirDocument(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		o := &offer{Lines: []offerLine{{What: "a", Total: 1}, {What: "b", Total: 2}, {What: "c", Total: 3}}}
		ok(t, s.offers.Create(owner, o))
		if o.Lines[2].ID == 0 || o.Lines[2].OfferID != o.ID || o.Total != 6 {
			t.Fatalf("%+v", o)
		}
		_ = must(s.offers.Update(owner, o.ID, 1, func(o *offer) error {
			o.Lines = append([]offerLine{{What: "first", Total: 9}}, o.Lines[0], o.Lines[2])
			o.Lines[1].What = "A"
			return nil
		}))(t)
		got := must(s.offers.Get(owner, o.ID))(t)
		if len(got.Lines) != 3 || got.Lines[0].What != "first" || got.Lines[1].What != "A" || got.Lines[2].What != "c" || got.Total != 13 {
			t.Errorf("%+v", got.Lines)
		}
		if got.Lines[1].ID != o.Lines[0].ID || got.Lines[1].Version != 2 {
			t.Errorf("a changed line keeps its identity: %+v", got.Lines[1].Head)
		}
		_, err := s.offers.Update(owner, o.ID, 0, func(o *offer) error { o.Lines[1].What = ""; return nil })
		refused(t, err, app.Invalid, "what: field.required")
	})
}

func TestEffectsRunInsideTheTransactionAndCanFailIt(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		s.offers.Saved.Do(func(ctx context.Context, e record.Saved[offer]) error {
			if e.After.State != "sent" {
				return nil
			}
			if err := s.buyers.Create(ctx, &buyer{Name: "made by the effect"}); err != nil {
				return err
			}
			return app.E(app.Conflict, "test.no")
		})
		var seen []effect.Notice
		s.ground.Notices.Listen(func(n effect.Notice) { seen = append(seen, n) })
		o := &offer{Number: "N"}
		ok(t, s.offers.Create(owner, o))
		if len(seen) != 1 || seen[0].Kind != "offer" || seen[0].ID != o.ID {
			t.Fatalf("notices after the commit: %+v", seen)
		}
		_, err := s.offers.Update(owner, o.ID, 0, func(o *offer) error { o.State = "sent"; return nil })
		refused(t, err, app.Conflict, "test.no")
		if got := must(s.offers.Get(owner, o.ID))(t); got.State == "sent" || got.Version != 1 {
			t.Errorf("the offer was saved all the same: %+v", got)
		}
		if n := must(s.buyers.Count(owner, listing.Node{}))(t); n != 0 {
			t.Errorf("%d records of the failed effect are left", n)
		}
		if len(seen) != 1 {
			t.Errorf("notices of what never happened: %+v", seen)
		}
		if n := must(s.DB.Number(context.Background(), "SELECT count(*) FROM change_set"))(t); n != 1 {
			t.Errorf("%d change sets", n)
		}
	})
}

func TestAFailedStepCannotBeCommittedByItsCaller(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		err := s.DB.InTx(owner, func(ctx context.Context) error {
			ok(t, s.buyers.Create(ctx, &buyer{Name: "kept?"}))
			_ = s.buyers.Create(ctx, &buyer{}) // refused: no name; the caller does not look
			return nil
		})
		refused(t, err, app.Invalid, "name: field.required")
		if n := must(s.buyers.Count(owner, listing.Node{}))(t); n != 0 {
			t.Error("half of a use case was written")
		}
	})
}

func TestOneTransactionIsOneChangeSet(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		var id int64
		ctx := audit.Why(owner, audit.Reason{Kind: "merge", Text: "two of them"})
		ok(t, s.DB.InTx(ctx, func(ctx context.Context) error {
			b := buyer{Name: "a"}
			ok(t, s.buyers.Create(ctx, &b))
			id = b.ID
			must(s.buyers.Update(ctx, b.ID, 0, func(b *buyer) error { b.City = "1"; return nil }))(t)
			must(s.buyers.Update(ctx, b.ID, 0, func(b *buyer) error { b.City = "2"; return nil }))(t)
			return s.buyers.Create(ctx, &buyer{Name: "b"})
		}))
		sets := must(s.history.Log(owner, audit.Wanted{}))(t)
		if len(sets) != 1 || sets[0].Kind != "merge" || sets[0].Reason != "two of them" || len(sets[0].Changes) != 2 {
			t.Fatalf("%+v", sets)
		}
		c := sets[0].Changes[0]
		if c.Record != id || c.Action != audit.Created || c.Version != 3 {
			t.Errorf("%+v", c)
		}
		for _, d := range c.Fields {
			if d.Key == "city" && (d.Before.Text() != "" || d.After.Text() != "2") {
				t.Errorf("city from %v to %v", d.Before, d.After)
			}
		}
	})
}

func TestContributedSumsStayRight(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		a, b := s.add(t, owner, buyer{Name: "a"}), s.add(t, owner, buyer{Name: "b"})
		o := &offer{BuyerID: a.ID, State: "draft", Lines: []offerLine{{What: "x", Total: 100}}}
		ok(t, s.offers.Create(owner, o))
		s.offers.Rule = nil // the rule about accepted offers is not what is tested here
		sums := func() string {
			return s.names(t, owner, listing.Query{Entity: "buyer", Columns: []string{"open_minor"}, Sort: []listing.Sort{{Key: "name"}}})
		}
		step := func(want string, fn func(o *offer) error) {
			t.Helper()
			must(s.offers.Update(owner, o.ID, 0, fn))(t)
			if got := sums(); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		step("100 0", func(o *offer) error { o.State = "accepted"; return nil })
		step("150 0", func(o *offer) error { o.Lines[0].Total = 150; return nil })
		step("0 150", func(o *offer) error { o.BuyerID = b.ID; return nil })
		ok(t, s.offers.Archive(owner, o.ID, 0))
		if got := sums(); got != "0 0" {
			t.Errorf("binned: %s", got)
		}
		_, _, err := s.history.UndoLast(owner)
		ok(t, err)
		if got := sums(); got != "0 150" {
			t.Errorf("undone: %s", got)
		}
		if d := must(s.ground.CheckSums(apptest.Program()))(t); len(d) != 0 {
			t.Errorf("the nightly check finds differences: %+v", d)
		}
		ok(t, s.DB.Do(context.Background(), "UPDATE buyer_summary SET open_minor = 7"))
		d := must(s.ground.CheckSums(apptest.Program()))(t)
		if len(d) != 2 || sums() != "0 150" {
			t.Errorf("differences %+v, then %s", d, sums())
		}
	})
}

func TestSavesOutsideATransactionAreRefused(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		rec := &buyer{Name: "x"}
		if s.DB.Insert(owner, s.buyers.Desc.Type, rec) == nil || audit.Note(owner, audit.Change{}) == nil {
			t.Error("a write without history")
		}
		if err := s.DB.InTx(context.Background(), func(context.Context) error { return nil }); app.KindOf(err) != app.Denied {
			t.Errorf("a transaction of nobody: %v", err)
		}
	})
}

func TestReferencedRecordsCannotVanish(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		err := s.contacts.Create(owner, &contact{Name: "x", BuyerID: 404})
		refused(t, err, app.Conflict, "record.in_use")
	})
}

func TestAPanicLeavesNothingBehind(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		func() {
			defer func() { _ = recover() }()
			_ = s.DB.InTx(owner, func(ctx context.Context) error {
				ok(t, s.buyers.Create(ctx, &buyer{Name: "x"}))
				panic("fault")
			})
		}()
		s.add(t, owner, buyer{Name: "y"}) // the writing connection is free again
		if got := s.names(t, owner, listing.Query{Entity: "buyer"}); got != "y" {
			t.Errorf("%q", got)
		}
	})
}
