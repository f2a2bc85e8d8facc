package data_test

import (
	"context"
	"fmt"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

func TestUndoPutsTheLastActionBack(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		b := s.add(t, owner, buyer{Name: "n", City: "old"})
		must(s.buyers.Update(owner, b.ID, 0, func(b *buyer) error { b.City, b.Urgent = "new", true; return nil }))(t)
		set, clashes, err := s.history.UndoLast(owner)
		ok(t, err)
		got := must(s.buyers.Get(owner, b.ID))(t)
		if got.City != "old" || got.Urgent || len(clashes) != 0 || set.ID == 0 {
			t.Fatalf("%+v %+v", got, clashes)
		}
		_, err = s.history.Redo(owner)
		ok(t, err)
		if got := must(s.buyers.Get(owner, b.ID))(t); got.City != "new" {
			t.Fatalf("redo: %+v", got)
		}
		for _, want := range []string{"old", ""} { // undo the update again, then the creation
			_, _, err = s.history.UndoLast(owner)
			ok(t, err)
			if got := must(s.buyers.Get(owner, b.ID))(t); want != "" && got.City != want || want == "" && got.Archived != entity.Binned {
				t.Fatalf("undo once more: %+v", got)
			}
		}
		_, _, err = s.history.UndoLast(owner)
		refused(t, err, app.Conflict, "history.nothing_to_undo")
	})
}

func TestUndoIsForOnesOwnSession(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		li := apptest.Seller(7, 3, identity.ScopeAll)
		s.add(t, owner, buyer{Name: "boss"})
		_, _, err := s.history.UndoLast(li)
		refused(t, err, app.Conflict, "history.nothing_to_undo")
		set, _, err := s.history.Last(owner)
		ok(t, err)
		_, err = s.history.Undo(li, set.ID)
		refused(t, err, app.Denied, "access.right")
	})
}

func TestUndoKeepsWhatSomebodyChangedSince(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		other := apptest.As(2, "陈", nil, identity.Role{Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: identity.ScopeAll}})
		b := s.add(t, owner, buyer{Name: "n", City: "1", Remarks: "1"})
		must(s.buyers.Update(owner, b.ID, 0, func(b *buyer) error { b.City, b.Remarks = "2", "2"; return nil }))(t)
		must(s.buyers.Update(other, b.ID, 0, func(b *buyer) error { b.City = "3"; return nil }))(t)
		_, clashes, err := s.history.UndoLast(owner)
		ok(t, err)
		got := must(s.buyers.Get(owner, b.ID))(t)
		want := audit.Clash{Entity: "buyer", Record: b.ID, Key: "city", Base: entity.Str("2"), Mine: entity.Str("1"), Theirs: entity.Str("3")}
		if got.City != "3" || got.Remarks != "1" || len(clashes) != 1 || clashes[0] != want {
			t.Errorf("%+v %+v", got, clashes)
		}
	})
}

func TestUndoObeysRulesAndEffects(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		b := s.add(t, owner, buyer{Name: "n"})
		o := &offer{BuyerID: b.ID, Lines: []offerLine{{What: "x", Total: 100}}}
		ok(t, s.offers.Create(owner, o))
		must(s.offers.Update(owner, o.ID, 0, func(o *offer) error { o.State = "accepted"; return nil }))(t)
		_, _, err := s.history.UndoLast(owner)
		refused(t, err, app.Conflict, "offer.accepted")
		if got := s.names(t, owner, listing.Query{Entity: "buyer", Columns: []string{"open_minor"}}); got != "100" {
			t.Errorf("the contributed sum is %s after a refused undo", got)
		}
		// a person who may not change the record any more may not undo either
		li := apptest.Seller(7, 3, identity.ScopeSelf)
		mine := s.add(t, li, buyer{Name: "mine"})
		must(s.buyers.Update(li, mine.ID, 0, func(b *buyer) error { b.City = "x"; return nil }))(t)
		must(s.buyers.Update(owner, mine.ID, 0, func(b *buyer) error { b.OwnerID = 1; return nil }))(t)
		_, _, err = s.history.UndoLast(li)
		refused(t, err, app.NotFound, "record.not_found")
	})
}

func TestUndoOfLines(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		o := &offer{Lines: []offerLine{{What: "a", Total: 1}, {What: "b", Total: 2}, {What: "c", Total: 3}}}
		ok(t, s.offers.Create(owner, o))
		id := o.Lines[1].ID
		must(s.offers.Update(owner, o.ID, 0, func(o *offer) error {
			o.Lines = []offerLine{o.Lines[0], o.Lines[2], {What: "new", Total: 9}}
			o.Lines[0].Total = 5
			return nil
		}))(t)
		_, clashes, err := s.history.UndoLast(owner)
		ok(t, err)
		got := must(s.offers.Get(owner, o.ID))(t)
		if len(got.Lines) != 3 || got.Lines[0].Total != 1 || got.Lines[1].What != "b" || got.Lines[1].ID != id || got.Lines[2].What != "c" ||
			got.Total != 6 || len(clashes) != 0 {
			t.Errorf("%+v %+v", got.Lines, clashes)
		}
	})
}

func TestUndoOfABatchIsOneStep(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		var ids []int64
		for range 5 {
			ids = append(ids, s.add(t, owner, buyer{Name: "n"}).ID)
		}
		ok(t, s.DB.InTx(owner, func(ctx context.Context) error {
			for _, id := range ids {
				must(s.buyers.Update(ctx, id, 0, func(b *buyer) error { b.City = "x"; return nil }))(t)
			}
			return nil
		}))
		_, _, err := s.history.UndoLast(owner)
		ok(t, err)
		if n := must(s.buyers.Count(owner, listing.Is("city", listing.Eq, "x")))(t); n != 0 {
			t.Errorf("%d of the batch are left", n)
		}
		sets := must(s.history.Log(owner, audit.Wanted{Limit: 1}))(t)
		if sets[0].Kind != "undo" || sets[0].Undoes == 0 || len(sets[0].Changes) != 5 {
			t.Errorf("%+v", sets[0])
		}
	})
}

func TestRecordAsOfAnEarlierMoment(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		before := s.Clock.Now().UnixMilli()
		s.Clock.Move(60_000_000_000)
		o := &offer{Lines: []offerLine{{What: "a", Total: 1}, {What: "b", Total: 2}}}
		ok(t, s.offers.Create(owner, o))
		first := s.Clock.Now().UnixMilli()
		s.Clock.Move(60_000_000_000)
		must(s.offers.Update(owner, o.ID, 0, func(o *offer) error { o.Number = "N"; o.Lines = o.Lines[1:]; o.Lines[0].What = "B"; return nil }))(t)
		s.Clock.Move(60_000_000_000)
		must(s.offers.Update(owner, o.ID, 0, func(o *offer) error { o.Number = "M"; return nil }))(t)
		m := must(s.history.AsOf(owner, "offer", o.ID, first))(t)
		was := m.Rec.(*offer)
		if !m.Existed || !m.Certain || was.Number != "" || len(was.Lines) != 2 || was.Lines[0].What != "a" || was.Lines[1].What != "b" || was.Total != 3 {
			t.Errorf("%+v %+v", m, was)
		}
		if m := must(s.history.AsOf(owner, "offer", o.ID, before))(t); m.Existed {
			t.Error("it did not exist then")
		}
		if now := must(s.history.AsOf(owner, "offer", o.ID, s.Clock.Now().UnixMilli()))(t).Rec.(*offer); now.Number != "M" {
			t.Errorf("now: %+v", now)
		}
	})
}

func TestHistoryHidesWhatTheReaderMayNotSee(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		b := s.add(t, owner, buyer{Name: "n", Secret: "s", Mobile: "13812345678"})
		li := apptest.Seller(7, 3, identity.ScopeAll)
		sets := must(s.history.Timeline(li, "buyer", b.ID, 0, 10))(t)
		seen := map[string]string{}
		for _, d := range sets[0].Changes[0].Fields {
			seen[d.Key] = d.After.Text()
		}
		if _, ok := seen["secret"]; ok || seen["mobile"] != "138****5678" || seen["name"] != "n" {
			t.Errorf("%v", seen)
		}
		_, err := s.history.Timeline(apptest.Seller(8, 3, identity.ScopeSelf), "buyer", b.ID, 0, 10)
		refused(t, err, app.NotFound, "record.not_found")
		_, err = s.history.Log(li, audit.Wanted{})
		refused(t, err, app.Denied, "access.right")
	})
}

func TestUndoAfterAnImportTakesTheWholeImportBack(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		s.add(t, owner, buyer{Name: "before"})
		run := must(s.buyers.OpenBulk(owner, record.BulkParams{ImportID: 5}))(t)
		var recs []any
		for i := range 1500 { // two chunks
			b := s.buyers.Desc.New()
			b.Name = fmt.Sprint(i)
			ok(t, run.Ready(owner, b))
			recs = append(recs, b)
		}
		ok(t, run.Add(owner, recs...))
		must(run.Publish(owner, nil))(t)
		ok(t, run.Close(owner))
		_, _, err := s.history.UndoLast(owner)
		ok(t, err)
		if got := s.names(t, owner, listing.Query{Entity: "buyer"}); got != "before" {
			t.Errorf("left: %.80s", got)
		}
		_, _, err = s.history.UndoLast(owner)
		ok(t, err)
		if n := must(s.buyers.Count(owner, listing.Node{}))(t); n != 0 {
			t.Error("the step before the import is next")
		}
	})
}
