package data_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/audit"
	"kontor/app/numbering"
	"kontor/data"
)

func TestTheChainNamesTheFirstAlteredEntry(t *testing.T) { // moonshot 6
	bg := context.Background()
	for name, c := range map[string]struct {
		tamper string
		reason string
		set    int64
	}{
		"content":      {"UPDATE change_body SET fields = replace(fields, '5000', '4000') WHERE set_id = 3", "content", 3},
		"reason":       {"UPDATE change_set SET reason = 'other' WHERE id = 4", "header", 4},
		"who":          {"UPDATE change_set SET person_id = 9 WHERE id = 2", "header", 2},
		"record":       {"UPDATE change SET record_id = 77 WHERE set_id = 5", "header", 5},
		"set gone":     {"DELETE FROM change_set WHERE id = 3", "missing", 3},
		"row gone":     {"DELETE FROM change WHERE set_id = 3", "header", 3},
		"hash redone":  {"UPDATE change_set SET reason = 'x', hash = 'abc' WHERE id = 2", "header", 2},
		"link gone":    {"DELETE FROM change_seal WHERE seq = 2", "chain", 3},
		"link swapped": {"UPDATE change_seal SET hash = (SELECT hash FROM change_seal WHERE seq = 1) WHERE seq = 4", "chain", 4},
	} {
		t.Run(name, func(t *testing.T) {
			eachShop(t, func(t *testing.T, s *shop) {
				for i := range 6 {
					ctx := audit.Why(owner, audit.Reason{Kind: "save", Text: fmt.Sprint("no ", i)})
					ok(t, s.buyers.Create(ctx, &buyer{Name: fmt.Sprint(i), Paid: 5000}))
				}
				if n := must(s.DB.Seal(bg))(t); n != 6 {
					t.Fatalf("%d sealed", n)
				}
				if v := must(s.DB.Verify(bg))(t); v.Faulty != nil || v.Sets != 6 || v.Open != 0 || v.Last == "" {
					t.Fatalf("untouched: %+v", v)
				}
				ok(t, s.DB.Do(bg, c.tamper))
				v := must(s.DB.Verify(bg))(t)
				if v.Faulty == nil || v.Faulty.Reason != c.reason || v.Faulty.Set != c.set {
					t.Errorf("%+v", v.Faulty)
				}
				refused(t, s.DB.VerifyStrict(bg), app.Internal, "history.altered")
			})
		})
	}
}

func TestErasedContentDoesNotBreakTheChain(t *testing.T) { // SYS-27
	eachShop(t, func(t *testing.T, s *shop) {
		bg := context.Background()
		b := s.add(t, owner, buyer{Name: "Zhang", Mobile: "13812345678", City: "kept"})
		must(s.buyers.Update(owner, b.ID, 0, func(b *buyer) error { b.Mobile = "13912345678"; return nil }))(t)
		must(s.DB.Seal(bg))(t)
		ok(t, s.history.Erase(owner, "buyer", b.ID, []string{"mobile"}, "request of 2026-03-18"))
		must(s.DB.Seal(bg))(t)
		if v := must(s.DB.Verify(bg))(t); v.Faulty != nil || v.Sets != 3 {
			t.Errorf("%+v %+v", v, v.Faulty)
		}
		for _, table := range []string{"change_body WHERE fields", "buyer WHERE mobile"} {
			if n := must(s.DB.Number(bg, "SELECT count(*) FROM "+table+" LIKE '%12345678%'"))(t); n != 0 {
				t.Errorf("the number is still in %s", table)
			}
		}
		sets := must(s.history.Timeline(owner, "buyer", b.ID, 0, 10))(t)
		if len(sets) != 3 || sets[0].Kind != "erase" || sets[0].Reason == "" || !sets[2].Changes[0].Bodiless {
			t.Errorf("%+v", sets)
		}
		_, err := s.history.Undo(owner, sets[1].ID)
		refused(t, err, app.Conflict, "history.erased")
		refused(t, s.history.Erase(apptest.Seller(7, 1, 4), "buyer", b.ID, []string{"mobile"}, "x"), app.Denied, "access.right")

		// a restored copy that still has the data is brought in line
		list := must(s.DB.Erasures(bg))(t)
		ok(t, s.DB.Do(bg, "UPDATE buyer SET mobile = '13812345678'"))
		ok(t, s.DB.Do(bg, "DELETE FROM erasure"))
		if n := must(s.DB.EraseAgain(owner, s.ground.Registry, list))(t); n != 1 {
			t.Errorf("%d erased again", n)
		}
		if got := must(s.buyers.Get(owner, b.ID))(t); got.Mobile != "" || got.City != "kept" {
			t.Errorf("%+v", got)
		}
	})
}

func TestManyWritersAndTheSealer(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		bg := context.Background()
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for i := range 25 {
					if err := s.buyers.Create(owner, &buyer{Name: fmt.Sprint(i)}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 2 {
			wg.Go(func() {
				for range 10 {
					if _, err := s.DB.Seal(bg); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		must(s.DB.Seal(bg))(t)
		if v := must(s.DB.Verify(bg))(t); v.Faulty != nil || v.Sets != 100 || v.Open != 0 {
			t.Errorf("%+v %+v", v, v.Faulty)
		}
	})
}

func TestNumbersHaveNoGapsAndAreNeverTwice(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		n := &numbering.Service{Store: data.NewNumbers(s.DB), Clock: s.Clock, Tx: s.DB}
		today := s.ground.Registry.Today()
		issue := func(fail bool) (string, error) {
			var got string
			err := s.DB.InTx(owner, func(ctx context.Context) (err error) {
				if got, err = n.Take(ctx, numbering.Receipt, today); err == nil && fail {
					err = app.E(app.Conflict, "test.no")
				}
				return err
			})
			return got, err
		}
		if got := must(issue(false))(t); got != "SJ2026030001" {
			t.Errorf("first number %s", got)
		}
		if _, err := issue(true); err == nil {
			t.Fatal("must fail")
		}
		if got := must(n.Preview(owner, numbering.Receipt, today))(t); got != "SJ2026030002" {
			t.Errorf("after a failed issue the next is %s", got)
		}
		var mu sync.Mutex
		seen := map[string]bool{}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for i := range 10 {
					got, err := issue(i%3 == 0)
					mu.Lock()
					if err == nil && seen[got] {
						t.Errorf("%s twice", got)
					}
					seen[got] = seen[got] || err == nil
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		issued := 0
		for _, really := range seen {
			if really {
				issued++
			}
		}
		if last := must(data.NewNumbers(s.DB).Last(owner, numbering.Receipt, "2026-03"))(t); last != int64(issued)+1 {
			t.Errorf("%d issued, the counter is at %d", issued+1, last)
		}
		if _, err := n.Take(owner, numbering.Receipt, today); err == nil {
			t.Error("a number outside a transaction")
		}
		if got := must(n.Preview(owner, numbering.Receipt, today.AddMonths(1)))(t); got != "SJ2026040001" {
			t.Errorf("next month starts with %s", got)
		}
	})
}

func TestAClockThatGoesBackwardsStopsNewNumbers(t *testing.T) { // SYS-43
	eachShop(t, func(t *testing.T, s *shop) {
		n := &numbering.Service{Store: data.NewNumbers(s.DB), Clock: s.Clock, Tx: s.DB}
		take := func() error {
			return s.DB.InTx(owner, func(ctx context.Context) error { _, err := n.Take(ctx, "quote", s.ground.Registry.Today()); return err })
		}
		s.add(t, owner, buyer{Name: "x"})
		s.Clock.Move(-4 * 60e9)
		ok(t, take())
		s.Clock.Move(-2 * 60e9)
		refused(t, take(), app.Conflict, "clock.backwards")
		s.add(t, owner, buyer{Name: "drafts go on"})
		refused(t, take(), app.Conflict, "clock.backwards")
		ok(t, n.ConfirmClock(owner))
		ok(t, take())
	})
}
