package data_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/audit"
	"kontor/app/effect"
	"kontor/app/listing"
	"kontor/data/datatest"
)

func TestAnotherDesksSavesAreNoticed(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		other := openShop(t, &datatest.Company{DB: s.Again(t), Clock: s.Clock, Address: s.Address, Engine: s.Engine})
		s.add(t, owner, buyer{Name: "before"})
		var mu sync.Mutex
		var seen []effect.Notice
		arrived := make(chan bool, 100)
		bus := &effect.Bus{}
		bus.Listen(func(n effect.Notice) {
			mu.Lock()
			seen = append(seen, n)
			mu.Unlock()
			arrived <- true
		})
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan bool)
		go func() { s.DB.Watch(ctx, 2*time.Millisecond, bus); close(ended) }()
		// Watch starts behind what is there; wait until it looks by being noticed.
		var theirs *buyer
		for len(arrived) == 0 {
			theirs = other.add(t, owner, buyer{Name: "theirs"})
			select {
			case <-arrived:
				arrived <- true
			case <-time.After(20 * time.Millisecond):
			}
		}
		<-arrived
		s.add(t, owner, buyer{Name: "mine"})
		last := other.add(t, owner, buyer{Name: "theirs again"})
		for done := false; !done; {
			<-arrived
			mu.Lock()
			done = seen[len(seen)-1].ID == last.ID
			mu.Unlock()
		}
		cancel()
		<-ended
		mu.Lock()
		defer mu.Unlock()
		for _, n := range seen {
			if n.Kind != "buyer" || n.ID > theirs.ID && n.ID != last.ID || n.ID == 1 {
				t.Errorf("notice of an own save or of nothing: %+v in %+v", n, seen)
			}
		}
	})
}

func TestTheRecycleBinIsEmptiedAfterThirtyDays(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		free, used := s.add(t, owner, buyer{Name: "free"}), s.add(t, owner, buyer{Name: "used"})
		s.add(t, owner, buyer{Name: "live"})
		o := &offer{BuyerID: used.ID, Lines: []offerLine{{What: "x"}}}
		ok(t, s.offers.Create(owner, o))
		draft := &offer{Lines: []offerLine{{What: "y"}}}
		ok(t, s.offers.Create(owner, draft))
		ok(t, s.buyers.Archive(owner, free.ID, 0))
		ok(t, s.buyers.Archive(owner, used.ID, 0))
		ok(t, s.offers.Archive(owner, draft.ID, 0))
		s.Clock.Move(29 * 24 * time.Hour)
		if n := must(s.ground.EmptyBin(apptest.Program()))(t); n != 0 {
			t.Errorf("%d removed a day too early", n)
		}
		s.Clock.Move(2 * 24 * time.Hour)
		if n := must(s.ground.EmptyBin(apptest.Program()))(t); n != 2 {
			t.Errorf("%d removed, want the buyer and the draft nobody points to", n)
		}
		if got := s.names(t, owner, listing.Query{Entity: "buyer", Bin: true}); got != "used" {
			t.Errorf("in the bin: %q", got)
		}
		if n := must(s.DB.Number(context.Background(), "SELECT count(*) FROM offer_line WHERE offer_id = ?", draft.ID))(t); n != 0 {
			t.Error("lines without their document")
		}
		sets := must(s.history.Log(owner, audit.Wanted{Kind: "job"}))(t)
		if len(sets) != 2 || sets[0].Changes[0].Action != audit.Purged {
			t.Errorf("%+v", sets)
		}
		_, err := s.ground.EmptyBin(owner)
		refused(t, err, app.Denied, "access.right")
		must(s.DB.Seal(context.Background()))(t)
		ok(t, s.DB.VerifyStrict(context.Background()))
	})
}
