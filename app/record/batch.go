package record

import (
	"context"
	"errors"

	"kontor/app"
)

// errTried ends a transaction that was only tried.
var errTried = errors.New("record: only tried")

// Batch does n things in one transaction, which one undo takes back, and leaves out those
// that rights or rules refuse: each is tried alone first, and what only fails beside the
// others (the same customer twice) is found when all are done together. errs tells for
// each why it was left out; err is a fault that stopped all of them.
func (g *Ground) Batch(ctx context.Context, n int, do func(ctx context.Context, i int) error) (errs []error, err error) {
	errs = make([]error, n)
	for i := range n {
		err := g.Tx.InTx(ctx, func(ctx context.Context) error {
			if err := do(ctx, i); err != nil {
				return err
			}
			return errTried
		})
		switch {
		case errors.Is(err, errTried):
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case app.KindOf(err) == app.Internal:
			return nil, err
		default:
			errs[i] = err
		}
	}
	for {
		failed := -1
		err := g.Tx.InTx(ctx, func(ctx context.Context) error {
			for i := range n {
				if errs[i] != nil {
					continue
				}
				if err := do(ctx, i); err != nil {
					failed = i
					return err
				}
			}
			return nil
		})
		switch {
		case err == nil:
			return errs, nil
		case failed < 0 || ctx.Err() != nil || app.KindOf(err) == app.Internal:
			return nil, err
		}
		errs[failed] = err
	}
}
