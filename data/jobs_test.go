package data_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kontor/app/jobs"
	"kontor/data"
	"kontor/data/datatest"
)

// The rows of jobs keep what app/jobs promises, on both engines.
func TestJobRows(t *testing.T) {
	datatest.Each(t, func(t *testing.T, db *data.DB) {
		ctx := context.Background()
		s := data.NewJobs(db)
		now := time.UnixMilli(1_773_815_520_000)
		take := func(holder string, at time.Time) bool {
			t.Helper()
			ok, err := s.Take(ctx, jobs.Lease{Name: "backup", Holder: holder, Now: at, Until: at.Add(time.Minute)})
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		free := func(holder, failure string, at time.Time) jobs.Row {
			t.Helper()
			if err := s.Free(ctx, jobs.Outcome{Name: "backup", Holder: holder, Now: at, DueAt: at.Add(time.Hour), Err: failure}); err != nil {
				t.Fatal(err)
			}
			rows, err := s.Rows(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return rows["backup"]
		}
		if !take("a", now) || take("b", now) || !take("a", now.Add(30*time.Second)) || take("b", now.Add(80*time.Second)) {
			t.Error("one holder at a time, who may prolong")
		}
		if !take("b", now.Add(91*time.Second)) {
			t.Error("the lease of a dead holder runs out")
		}
		if r := free("a", "", now); r.Holder != "b" || !r.Done.IsZero() {
			t.Errorf("a has nothing to give back: %+v", r)
		}
		if r := free("b", "", now); r.Holder != "" || !r.Done.Equal(now) || !r.DueAt.Equal(now.Add(time.Hour)) {
			t.Errorf("%+v", r)
		}
		take("a", now)
		if r := free("a", "mail.refused", now.Add(time.Hour)); r.LastError != "mail.refused" || !r.Done.Equal(now) {
			t.Errorf("a failure keeps the last success: %+v", r)
		}
		var got atomic.Int32
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				ok, err := s.Take(ctx, jobs.Lease{Name: "race", Holder: string(rune('a' + i)), Now: now, Until: now.Add(time.Minute)})
				if err == nil && ok {
					got.Add(1)
				}
			})
		}
		all.Wait()
		if got.Load() != 1 {
			t.Errorf("%d holders at once", got.Load())
		}
	})
}
