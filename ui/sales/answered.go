package sales

import (
	"context"

	"kontor/ui/kit"
)

// answered runs a command in the background and goes on with what it made; what is refused
// is told.
func answered[T any](h kit.Host, do func(ctx context.Context) (T, error), then func(made T)) {
	h.Go(func(ctx context.Context) {
		made, err := do(ctx)
		h.Post(func() {
			h.Report(err)
			if err == nil {
				then(made)
			}
		})
	})
}
