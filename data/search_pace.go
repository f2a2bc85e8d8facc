package data

import (
	"context"
	"time"
)

// Wake tells the indexer that something was saved. It never blocks.
func (s *Search) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Run keeps the index up to date until ctx ends: after every Wake, and every two seconds
// for what other programs saved. An index of an older program is built anew.
func (s *Search) Run(ctx context.Context) error {
	if s.db.readOnly {
		return nil
	}
	ticker := time.NewTicker(2 * time.Second)
	defer ticker.Stop()
	if err := s.checkVersion(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	for {
		// What an import brings waits until it is done: searches read unindexed records
		// themselves, and taking turns with it would only slow both down.
		for left := true; left && s.db.bulks.Load() == 0; {
			var err error
			if left, err = s.Slice(ctx, sliceTime); err != nil {
				if ctx.Err() != nil {
					return nil
				}
				left = false // a full disk or a lost server: try again at the next tick
			}
			pause(ctx, 3*time.Millisecond)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			s.refreshEstimates(ctx)
		case <-s.wake:
		}
	}
}

// pause lets other writers have their turn; database/sql serves them in order, other
// programs poll.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// Drain indexes everything that waits, in long steps: for commands and tests.
func (s *Search) Drain(ctx context.Context) error {
	if err := s.checkVersion(ctx); err != nil {
		return err
	}
	for {
		left, err := s.Slice(ctx, 400*time.Millisecond)
		if err != nil || !left {
			return err
		}
	}
}
