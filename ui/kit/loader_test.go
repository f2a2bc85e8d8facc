package kit_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kontor/ui/kit"
)

// bench is the part of a Host that a Loader needs; goroutines run when the test says so.
type bench struct {
	kit.Host
	jobs     []func()
	reported []error
	noted    []error
}

func (b *bench) Context() context.Context        { return context.Background() }
func (b *bench) Go(fn func(ctx context.Context)) { b.jobs = append(b.jobs, func() { fn(b.Context()) }) }
func (b *bench) Post(fn func())                  { kit.Post(fn) }
func (b *bench) Report(err error)                { b.reported = append(b.reported, err) }
func (b *bench) Note(err error)                  { b.noted = append(b.noted, err) }
func (b *bench) run(i int)                       { b.jobs[i](); kit.Pump() }

func TestLoaderDropsLateAnswers(t *testing.T) {
	defer kit.HoldPosts()()
	b := &bench{}
	redraws := 0
	l := kit.NewLoader(b, func() { redraws++ })
	var shown []string
	var first context.Context
	kit.Load(l, func(ctx context.Context) (string, error) { first = ctx; return "old", nil }, func(s string) { shown = append(shown, s) })
	kit.Load(l, func(context.Context) (string, error) { return "new", nil }, func(s string) { shown = append(shown, s) })
	b.run(1)
	b.run(0)
	if len(shown) != 1 || shown[0] != "new" {
		t.Errorf("shown %v", shown)
	}
	if first.Err() == nil {
		t.Error("the overtaken fetch was not cancelled")
	}
	if l.Waiting() || redraws == 0 {
		t.Error("state after the answer")
	}
}

func TestLoaderReportsErrorsOnceAndNotCancelling(t *testing.T) {
	defer kit.HoldPosts()()
	later := holdAfter(t)
	b := &bench{}
	l := kit.NewLoader(b, func() {})
	bad := errors.New("broken")
	kit.Load(l, func(context.Context) (int, error) { return 0, bad }, func(int) { t.Error("shown") })
	b.run(0)
	later()
	if len(b.reported) != 1 || l.Failed() != bad {
		t.Errorf("reported %v, failed %v", b.reported, l.Failed())
	}
	kit.Load(l, func(context.Context) (int, error) { return 0, context.Canceled }, func(int) { t.Error("shown") })
	b.run(1)
	later()
	if len(b.reported) != 1 {
		t.Error("a cancelled fetch was reported")
	}
}

// A page that draws why it could not load has said it: no dialog lies over it.
func TestFailureThatThePageShowsIsOnlyLogged(t *testing.T) {
	defer kit.HoldPosts()()
	later := holdAfter(t)
	b := &bench{}
	var l *kit.Loader
	var drawn []error
	l = kit.NewLoader(b, func() { drawn = append(drawn, l.Failed()) })
	bad := errors.New("broken")
	kit.Load(l, func(context.Context) (int, error) { return 0, bad }, func(int) { t.Error("shown") })
	b.run(0)
	later()
	if len(b.reported) != 0 || len(b.noted) != 1 || b.noted[0] != bad {
		t.Errorf("reported %v, noted %v, drawn %v", b.reported, b.noted, drawn)
	}
	kit.Load(l, func(context.Context) (int, error) { return 1, nil }, func(int) {})
	b.run(1)
	if l.Failed() != nil {
		t.Error("the failure stands after a loading that went well")
	}
}

// holdAfter keeps what waits for a time until the test says so.
func holdAfter(t *testing.T) (run func()) {
	t.Helper()
	old := kit.After
	t.Cleanup(func() { kit.After = old })
	var waiting []func()
	kit.After = func(_ time.Duration, fn func()) func() {
		i := len(waiting)
		waiting = append(waiting, fn)
		return func() { waiting[i] = nil }
	}
	return func() {
		list := waiting
		waiting = nil
		for _, fn := range list {
			if fn != nil {
				fn()
			}
		}
	}
}

func TestLoaderShowsPlaceholdersOnlyWhenSlow(t *testing.T) {
	defer kit.HoldPosts()()
	var fire func()
	old := kit.After
	kit.After = func(d time.Duration, fn func()) func() {
		if d != 300*time.Millisecond {
			t.Errorf("waits %v", d)
		}
		fire = fn
		return func() {}
	}
	defer func() { kit.After = old }()
	b := &bench{}
	l := kit.NewLoader(b, func() {})
	kit.Load(l, func(context.Context) (int, error) { return 1, nil }, func(int) {})
	if l.Slow() {
		t.Error("slow at once")
	}
	fire()
	if !l.Slow() {
		t.Error("not slow after 300 ms")
	}
	b.run(0)
	if l.Slow() {
		t.Error("slow after the answer")
	}
}
