package jobs

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"kontor/app"
)

// rows is a Store in memory with the rules that the real one has.
type rows struct {
	mu  sync.Mutex
	all map[string]Row
}

func (s *rows) Rows(context.Context) (map[string]Row, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]Row{}
	for k, v := range s.all {
		out[k] = v
	}
	return out, nil
}

func (s *rows) Take(_ context.Context, l Lease) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.all[l.Name]
	if r.Holder != "" && r.Holder != l.Holder && r.HeldUntil.After(l.Now) {
		return false, nil
	}
	r.Name, r.Holder, r.HeldUntil, r.Started = l.Name, l.Holder, l.Until, l.Now
	s.all[l.Name] = r
	return true, nil
}

func (s *rows) Free(_ context.Context, o Outcome) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.all[o.Name]
	if r.Holder != o.Holder {
		return nil
	}
	r.Holder, r.DueAt, r.LastError = "", o.DueAt, o.Err
	if o.Err == "" {
		r.Done = o.Now
	}
	s.all[o.Name] = r
	return nil
}

type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

var noon = time.Date(2026, 3, 18, 12, 0, 0, 0, time.UTC)

func pool(s Store, c app.Clock, holder string) *Pool {
	return New(Params{Store: s, Clock: c, Holder: holder})
}

func (p *Pool) tickAndWait() { p.Tick(context.Background()); p.group.Wait() }

func TestDaily(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	at := Daily(2*60+30, zone)
	for _, c := range []struct{ after, want string }{
		{"2026-03-18T02:29:00+08:00", "2026-03-18T02:30:00+08:00"},
		{"2026-03-18T02:30:00+08:00", "2026-03-19T02:30:00+08:00"},
		{"2026-12-31T23:00:00+08:00", "2027-01-01T02:30:00+08:00"},
		{"2026-03-17T18:00:00Z", "2026-03-18T02:30:00+08:00"},
	} {
		after, _ := time.Parse(time.RFC3339, c.after)
		if got := at(after).In(zone).Format(time.RFC3339); got != c.want {
			t.Errorf("after %s: %s, want %s", c.after, got, c.want)
		}
	}
}

// A job that was due while the program was closed runs at the next start, once, and is
// told since when it has to catch up.
func TestCatchUp(t *testing.T) {
	s, c := &rows{all: map[string]Row{}}, &clock{noon}
	var runs []Run
	start := func() *Pool {
		p := pool(s, c, "a")
		p.Add(Job{Name: "pool.return", When: Daily(60, time.UTC), Do: func(_ context.Context, r Run) error {
			runs = append(runs, r)
			return nil
		}})
		return p
	}
	p := start()
	p.tickAndWait()
	p.tickAndWait()
	if len(runs) != 1 || !runs[0].Last.IsZero() {
		t.Fatalf("first start: %v", runs)
	}
	c.now = noon.AddDate(0, 0, 5)
	start().tickAndWait()
	if len(runs) != 2 || !runs[1].Last.Equal(noon) || !runs[1].Now.Equal(c.now) {
		t.Fatalf("after five days: %v", runs)
	}
}

// Two programs on one company never do the same job at once.
func TestTwoPrograms(t *testing.T) {
	s, c := &rows{all: map[string]Row{}}, &clock{noon}
	inside, leave := make(chan string, 2), make(chan struct{})
	job := func(who string) Job {
		return Job{Name: "mail.fetch", When: Every(time.Minute), Do: func(context.Context, Run) error {
			inside <- who
			<-leave
			return nil
		}}
	}
	a, b := pool(s, c, "a"), pool(s, c, "b")
	a.Add(job("a"))
	b.Add(job("b"))
	a.Tick(context.Background())
	if <-inside != "a" {
		t.Fatal("not a")
	}
	b.tickAndWait()
	if len(inside) != 0 {
		t.Fatal("both at once")
	}
	c.now = c.now.Add(10 * time.Minute) // the lease of a dead program has run out
	close(leave)
	a.group.Wait()
	b.tickAndWait()
	if len(inside) != 1 {
		t.Fatal("b never got its turn")
	}
}

// A failure is noted with its key only, and the job is tried again when it is next due.
func TestFailure(t *testing.T) {
	s, c := &rows{all: map[string]Row{}}, &clock{noon}
	p := pool(s, c, "a")
	fail := app.E(app.Internal, "mail.refused", "account", "li@example.com")
	var result error = fail
	p.Add(Job{Name: "x", When: Every(time.Hour), Do: func(context.Context, Run) error { return result }})
	p.Add(Job{Name: "y", When: Every(time.Hour), Do: func(context.Context, Run) error { panic("li@example.com") }})
	p.tickAndWait()
	if got := s.all["x"]; got.LastError != "mail.refused" || !got.Done.IsZero() {
		t.Errorf("%+v", got)
	}
	if got := s.all["y"]; got.LastError != "job.panic" {
		t.Errorf("%+v", got)
	}
	result = nil
	p.tickAndWait()
	if s.all["x"].LastError == "" {
		t.Error("ran before it was due")
	}
	c.now = c.now.Add(time.Hour)
	p.tickAndWait()
	if got := s.all["x"]; got.LastError != "" || !got.Done.Equal(c.now) {
		t.Errorf("%+v", got)
	}
}

// Close waits for what is running, and what was broken off is due at the next start.
func TestCloseWaits(t *testing.T) {
	s, c := &rows{all: map[string]Row{}}, &clock{noon}
	p := pool(s, c, "a")
	inside := make(chan struct{})
	ended := false
	p.Add(Job{Name: "long", When: Every(time.Hour), Do: func(ctx context.Context, _ Run) error {
		close(inside)
		<-ctx.Done()
		ended = true
		return ctx.Err()
	}})
	p.Start(context.Background(), time.Hour)
	<-inside
	p.Close()
	if !ended {
		t.Error("Close did not wait")
	}
	if got := s.all["long"]; got.DueAt.After(c.now) || got.Holder != "" {
		t.Errorf("%+v", got)
	}
}

func TestKick(t *testing.T) {
	s, c := &rows{all: map[string]Row{}}, &clock{noon}
	p := pool(s, c, "a")
	n := 0
	p.Add(Job{Name: "reindex", When: OnDemand, Do: func(context.Context, Run) error { n++; return errors.New("x") }})
	p.tickAndWait()
	p.Kick("reindex")
	p.tickAndWait()
	p.tickAndWait()
	if n != 1 {
		t.Errorf("%d runs", n)
	}
}
