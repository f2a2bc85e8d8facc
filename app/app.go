// Package app is the root room of the business: the words that every area shares
// (errors with a kind and a key, the clock, the transaction, who is acting).
// It knows no SQL, no window, no file and no clock of its own.
package app

import (
	"context"
	"time"
)

// Clock tells the present instant. It is injected everywhere, so that a rehearsal
// copy of a company can run on another day and a test can move it.
type Clock interface {
	Now() time.Time
}

// ClockFunc makes a function a Clock.
type ClockFunc func() time.Time

// Now returns what the function says.
func (f ClockFunc) Now() time.Time { return f() }

// Tx runs a function in one transaction. The transaction travels in the context;
// a nested InTx joins the outer one. Everything written inside is one change set
// of the history; functions given to After run when, and only when, it was committed.
type Tx interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
	After(ctx context.Context, fn func())
}
