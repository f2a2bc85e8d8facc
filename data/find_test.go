package data_test

import (
	"context"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/listing"
)

func TestFindReadsRecordsOfAFilter(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		for _, n := range []string{"c", "a", "b"} {
			s.add(t, owner, buyer{Name: n, City: "x"})
		}
		recs := must(s.buyers.Find(owner, listing.Is("city", listing.Eq, "x"), listing.Sort{Key: "name"}))(t)
		if len(recs) != 3 || recs[0].Name != "a" || recs[2].Name != "c" {
			t.Errorf("%v", recs)
		}
		first := must(s.buyers.First(owner, listing.Is("city", listing.Eq, "x"), listing.Sort{Key: "name", Desc: true}))(t)
		if first.Name != "c" {
			t.Errorf("%v", first)
		}
		_, err := s.buyers.First(owner, listing.Is("city", listing.Eq, "y"))
		refused(t, err, app.NotFound, "record.not_found")
		// inside a transaction what was just written is seen
		ok(t, s.DB.InTx(owner, func(ctx context.Context) error {
			ok(t, s.buyers.Create(ctx, &buyer{Name: "d", City: "y"}))
			must(s.buyers.First(ctx, listing.Is("city", listing.Eq, "y")))(t)
			return nil
		}))
	})
}

func TestTheClockOfTheCompanyStampsRecords(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		b := s.add(t, owner, buyer{Name: "x"})
		s.Clock.Move(time.Hour)
		got := must(s.buyers.Update(owner, b.ID, 0, func(b *buyer) error { b.City = "y"; return nil }))(t)
		if got.UpdatedAt-got.CreatedAt != time.Hour.Milliseconds() {
			t.Errorf("created %d updated %d", got.CreatedAt, got.UpdatedAt)
		}
		same := must(s.buyers.Update(owner, b.ID, 0, func(*buyer) error { return nil }))(t)
		if same.Version != 2 {
			t.Error("a save that changes nothing raised the version")
		}
	})
}
