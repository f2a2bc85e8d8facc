// Package effect is how one area makes another one act without knowing it. Handlers of
// a Topic run inside the transaction of the one who raises and can fail it; Notices go
// to screens after the commit and may be lost.
package effect

import (
	"context"
	"sync"
)

// Topic is something that happens to records of type E. Handlers are registered in the
// wiring, before the first Raise.
type Topic[E any] struct {
	do []func(context.Context, E) error
}

// Do registers a handler. It runs inside the same transaction; its error fails the whole.
func (t *Topic[E]) Do(fn func(ctx context.Context, e E) error) { t.do = append(t.do, fn) }

// Raise runs the handlers in the order of registration and stops at the first error.
func (t *Topic[E]) Raise(ctx context.Context, e E) error {
	for _, fn := range t.do {
		if err := fn(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// Quiet tells whether nobody listens.
func (t *Topic[E]) Quiet() bool { return len(t.do) == 0 }

// Notice tells screens that a record was saved. It carries no content: who shows the
// record reads it again, with the reader's rights. ID 0 means many records.
type Notice struct {
	Kind string // entity
	ID   int64
	From string // the session that saved
}

// Bus carries notices to whoever listens now.
type Bus struct {
	mu   sync.Mutex
	next int
	ears map[int]func(Notice)
}

// Listen calls fn for each notice, on the poster's goroutine: it must not block. The
// function returned ends it.
func (b *Bus) Listen(fn func(Notice)) (stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ears == nil {
		b.ears = map[int]func(Notice){}
	}
	b.next++
	id := b.next
	b.ears[id] = fn
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.ears, id)
	}
}

// Post hands a notice to all who listen. A nil Bus swallows it.
func (b *Bus) Post(n Notice) {
	if b == nil {
		return
	}
	b.mu.Lock()
	ears := make([]func(Notice), 0, len(b.ears))
	for _, fn := range b.ears {
		ears = append(ears, fn)
	}
	b.mu.Unlock()
	for _, fn := range ears {
		fn(n)
	}
}
