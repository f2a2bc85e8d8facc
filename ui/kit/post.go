package kit

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// dispatcher collects functions for the main goroutine: many Posts cost one wake-up.
type dispatcher struct {
	mu      sync.Mutex
	queue   []func()
	pending bool
	wake    func(func()) // how to get onto the main goroutine
}

var posts = &dispatcher{wake: func(f func()) { fyne.Do(f) }}

// Post runs fn on the main goroutine soon, in the order of the calls. It is the only
// way from a goroutine to the window.
func Post(fn func()) { posts.post(fn) }

func (d *dispatcher) post(fn func()) {
	d.mu.Lock()
	d.queue = append(d.queue, fn)
	wake := !d.pending
	d.pending = true
	f := d.wake
	d.mu.Unlock()
	if wake && f != nil {
		f(func() { d.drain() })
	}
}

// drain runs what is queued and tells how many functions ran.
func (d *dispatcher) drain() int {
	n := 0
	for {
		d.mu.Lock()
		q := d.queue
		d.queue = nil
		if len(q) == 0 {
			d.pending = false
			d.mu.Unlock()
			return n
		}
		d.mu.Unlock()
		for _, fn := range q {
			fn()
			n++
		}
	}
}

// HoldPosts makes Post only queue until Pump is called: for tests and for pictures
// without a window, where no main loop runs. The returned function restores the
// former way.
func HoldPosts() (restore func()) {
	posts.mu.Lock()
	old := posts.wake
	posts.wake = nil
	posts.mu.Unlock()
	return func() {
		posts.mu.Lock()
		posts.wake = old
		posts.mu.Unlock()
		posts.drain()
	}
}

// Pump runs the queued functions on the calling goroutine, which then counts as the
// main one, and tells how many there were.
func Pump() int { return posts.drain() }

// After runs fn on the main goroutine after d unless the returned function is called
// first. It is a variable so that tests can move time.
var After = func(d time.Duration, fn func()) (cancel func()) {
	var stopped bool // touched on the main goroutine only
	t := time.AfterFunc(d, func() {
		Post(func() {
			if !stopped {
				fn()
			}
		})
	})
	return func() { stopped = true; t.Stop() }
}
