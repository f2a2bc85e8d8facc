package customer

import (
	"context"
	"slices"

	"kontor/app/batch"
)

// Effect is what a move means for one owner.
type Effect struct {
	Person        int64
	Name          string
	N             int // customers that come (or, with MoveRelease, go)
	Before, After int // customers owned
	Max           int // the cap, 0 = none
	Over          int // that do not fit under the cap
}

// Batch says what a move does, or would do, to each customer. The groups add up to the
// customers asked for.
type Batch struct {
	Will    []int64  // changed (or would be)
	Locked  []int64  // stays as it is
	Waiting []int64  // the person gave it back too recently
	Over    []int64  // beyond a limit
	Same    []int64  // already there, or with nobody to go to
	Limit   string   // the key of the limit that binds
	Max     int      // how many the limit left
	Owners  []Effect // by owner, in the order of their first customer

	Refused []batch.Refused // of very many: what a right or a rule kept at the last moment
	Left    int             // of very many: not reached, because it was stopped
}

// Total is how many customers were asked for.
func (b Batch) Total() int {
	return len(b.Will) + len(b.Locked) + len(b.Waiting) + len(b.Over) + len(b.Same) + len(b.Refused) + b.Left
}

// atOnce is how many customers change hands in one transaction at the most.
const atOnce = 500

// moveMany moves very many customers, each part sorted anew: what was moved before counts
// for the caps.
func (s *Service) moveMany(ctx context.Context, m Move) (Batch, error) {
	var all Batch
	r, err := batch.New(s.g).Run(ctx, batch.Job{
		IDs: m.IDs, Why: string(m.Do), Reason: m.Reason, Progress: m.Progress,
		Some: func(ctx context.Context, from, to int) error {
			part := m
			part.IDs = m.IDs[from:to]
			b, err := s.sortAndCarry(ctx, part)
			if err == nil {
				s.g.Tx.After(ctx, func() { all.join(b) })
			}
			return err
		},
	})
	all.Refused, all.Left = r.Refused, r.Left
	return all, err
}

// join adds what another part did.
func (b *Batch) join(o Batch) {
	b.Will, b.Locked, b.Waiting = append(b.Will, o.Will...), append(b.Locked, o.Locked...), append(b.Waiting, o.Waiting...)
	b.Over, b.Same = append(b.Over, o.Over...), append(b.Same, o.Same...)
	if o.Limit != "" {
		b.Limit, b.Max = o.Limit, o.Max
	}
	for _, e := range o.Owners {
		i := slices.IndexFunc(b.Owners, func(was Effect) bool { return was.Person == e.Person })
		if i < 0 {
			b.Owners = append(b.Owners, e)
			continue
		}
		was := &b.Owners[i]
		was.N, was.Over, was.After = was.N+e.N, was.Over+e.Over, e.After
	}
}
