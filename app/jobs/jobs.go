// Package jobs is the room of work in the background: one pool per open company that
// runs each job when it is due, also when the program was closed at that time, never
// twice at once even with several programs on one company, and that can be waited for.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"kontor/app"
)

// Run is what a job is told about its run.
type Run struct {
	Now  time.Time
	Last time.Time // when it last succeeded; zero: never. Days missed lie between.
}

// Job is a piece of work that is repeated. Do must bear being run again after it was
// broken off at any point.
type Job struct {
	Name string
	When Schedule
	Do   func(ctx context.Context, r Run) error
}

// Schedule tells when a job is next due after an instant.
type Schedule func(after time.Time) time.Time

// Every is due again a while after the last start.
func Every(d time.Duration) Schedule {
	return func(after time.Time) time.Time { return after.Add(d) }
}

// Daily is due once a day at a clock time of the zone (minutes after midnight).
func Daily(minute int, zone *time.Location) Schedule {
	return func(after time.Time) time.Time {
		y, m, d := after.In(zone).Date()
		for day := d; ; day++ {
			if at := time.Date(y, m, day, minute/60, minute%60, 0, 0, zone); at.After(after) {
				return at
			}
		}
	}
}

// OnDemand is never due by itself; Kick runs it.
func OnDemand(time.Time) time.Time { return time.Time{} }

// Row is the state of a job that the company keeps.
type Row struct {
	Name      string
	DueAt     time.Time // zero: not known yet
	Started   time.Time
	Done      time.Time // last success
	LastError string    // key of the last failure, empty after a success
	Holder    string
	HeldUntil time.Time
}

// Store keeps the rows of jobs.
type Store interface {
	// Rows gives the state of all jobs by name.
	Rows(ctx context.Context) (map[string]Row, error)
	// Take gives the row to holder until an instant, unless another holds it; due is
	// when it will be due again, should the holder die. Taking again what one holds
	// prolongs it.
	Take(ctx context.Context, t Lease) (bool, error)
	// Free gives the row back with the outcome; a row that is not held any more by
	// holder stays as it is.
	Free(ctx context.Context, o Outcome) error
}

// Lease is a wish to hold a job.
type Lease struct {
	Name   string
	Holder string
	Now    time.Time
	Until  time.Time
}

// Outcome is how a run ended.
type Outcome struct {
	Name   string
	Holder string
	Now    time.Time
	DueAt  time.Time // zero: only on demand
	Err    string    // "" is success
}

// Params are what a Pool works with.
type Params struct {
	Store  Store
	Clock  app.Clock
	Log    *slog.Logger
	Holder string        // names this program: host and process
	Lease  time.Duration // how long a killed program blocks a job; 0: two minutes
}

// Pool runs jobs, each at most once at a time, until it is closed.
type Pool struct {
	p      Params
	mu     sync.Mutex
	jobs   map[string]Job
	busy   map[string]bool
	kicked map[string]bool
	wake   chan struct{}
	group  sync.WaitGroup
	stop   context.CancelFunc
	closed bool
}

// New makes a pool without jobs.
func New(p Params) *Pool {
	if p.Lease == 0 {
		p.Lease = 2 * time.Minute
	}
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	return &Pool{p: p, jobs: map[string]Job{}, busy: map[string]bool{}, kicked: map[string]bool{}, wake: make(chan struct{}, 1)}
}

// Add adds a job; a name twice is a fault of the wiring and panics.
func (p *Pool) Add(j Job) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, twice := p.jobs[j.Name]; twice || j.Name == "" || j.Do == nil || j.When == nil {
		panic("jobs: malformed or added twice: " + j.Name)
	}
	p.jobs[j.Name] = j
}

// Kick makes a job due now.
func (p *Pool) Kick(name string) {
	p.mu.Lock()
	p.kicked[name] = true
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// Start looks every while for jobs that are due, until Close.
func (p *Pool) Start(ctx context.Context, every time.Duration) {
	ctx, stop := context.WithCancel(ctx)
	p.mu.Lock()
	p.stop = stop
	p.mu.Unlock()
	p.group.Go(func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			p.Tick(ctx)
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			case <-p.wake:
			}
		}
	})
}

// Close asks running jobs to end and waits for them.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	if p.stop != nil {
		p.stop()
	}
	p.mu.Unlock()
	p.group.Wait()
}

// Tick starts every job that is due, each in a goroutine of the pool.
func (p *Pool) Tick(ctx context.Context) {
	rows, err := p.p.Store.Rows(ctx)
	if err != nil {
		if ctx.Err() == nil {
			p.p.Log.Error("jobs: state not readable", "error", app.KindOf(err))
		}
		return
	}
	now := p.p.Clock.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	for name, j := range p.jobs {
		if p.closed || p.busy[name] || !p.due(j, rows[name], now) {
			continue
		}
		p.busy[name] = true
		delete(p.kicked, name)
		row := rows[name]
		p.group.Go(func() { p.run(ctx, j, row) })
	}
}

// due tells whether a job should start. A job that never ran is due at once, unless it
// waits to be kicked; a row held by a living program is left alone.
func (p *Pool) due(j Job, r Row, now time.Time) bool {
	if r.Holder != "" && r.Holder != p.p.Holder && r.HeldUntil.After(now) {
		return false
	}
	if p.kicked[j.Name] {
		return true
	}
	if j.When(now).IsZero() {
		return false
	}
	return r.DueAt.IsZero() || !r.DueAt.After(now)
}

// run holds the row, does the job, and gives the row back.
func (p *Pool) run(ctx context.Context, j Job, row Row) {
	defer func() {
		p.mu.Lock()
		delete(p.busy, j.Name)
		p.mu.Unlock()
	}()
	now := p.p.Clock.Now()
	ok, err := p.p.Store.Take(ctx, Lease{Name: j.Name, Holder: p.p.Holder, Now: now, Until: now.Add(p.p.Lease)})
	if err != nil || !ok {
		return
	}
	err = p.work(ctx, j, Run{Now: now, Last: row.Done})
	out := Outcome{Name: j.Name, Holder: p.p.Holder, Now: p.p.Clock.Now(), DueAt: j.When(now)}
	if err != nil {
		out.Err = describe(err)
		p.p.Log.Error("job failed", "job", j.Name, "error", out.Err)
	}
	if ctx.Err() != nil { // broken off: due again at the next start
		out.DueAt = now
	}
	free, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := p.p.Store.Free(free, out); err != nil {
		p.p.Log.Error("job not noted", "job", j.Name)
	}
}

// work does the job while the row is held, and turns a panic into an error.
func (p *Pool) work(ctx context.Context, j Job, r Run) (err error) {
	ctx, stop := context.WithCancel(ctx)
	var held sync.WaitGroup
	held.Go(func() { p.hold(ctx, j.Name, stop) })
	defer held.Wait()
	defer stop()
	defer func() {
		if x := recover(); x != nil {
			p.p.Log.Error("job panicked", "job", j.Name, "panic", fmt.Sprintf("%T", x))
			err = app.E(app.Internal, "job.panic")
		}
	}()
	return j.Do(ctx, r)
}

// hold prolongs the lease until ctx ends; losing it stops the job.
func (p *Pool) hold(ctx context.Context, name string, stop func()) {
	ticker := time.NewTicker(p.p.Lease / 3)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := p.p.Clock.Now()
		ok, err := p.p.Store.Take(ctx, Lease{Name: name, Holder: p.p.Holder, Now: now, Until: now.Add(p.p.Lease)})
		if err == nil && !ok {
			stop()
			return
		}
	}
}

// describe names an error without what it is about: rows of jobs hold no personal data.
func describe(err error) string {
	var ours *app.Error
	if errors.As(err, &ours) {
		return ours.Key
	}
	return fmt.Sprintf("%T", err)
}
