// Package batch changes many records as one action: in short transactions, so that others
// go on saving, told apart by a number, so that one undo takes the whole back.
package batch

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/record"
)

// Service runs batches.
type Service struct{ g *record.Ground }

// New makes the service of a company.
func New(g *record.Ground) *Service { return &Service{g: g} }

// Job is one action on many records.
type Job struct {
	Entity string
	IDs    []int64
	Why    string // kind of the change sets: "batch", "bin", "assign", …
	Reason string
	// Do changes one record through its service, which asks rights and rules.
	Do       func(ctx context.Context, id int64) error
	Progress func(done int) // may be nil; called from the goroutine that works
}

// Refused is a record that a right or a rule kept as it is.
type Refused struct {
	ID  int64
	Err error
}

// Result is what a batch did.
type Result struct {
	Done    int // records gone through, the refused ones not counted
	Refused []Refused
	Left    int // records not reached because the batch was stopped
}

// Run goes through the records. What a right or a rule refuses is left out and named;
// ending the context stops between two transactions and keeps what is done. Any other
// error ends the batch; what was done until then can be undone as one.
func (s *Service) Run(ctx context.Context, j Job) (Result, error) {
	var out Result
	number, err := newNumber()
	if err != nil {
		return out, err
	}
	// A context that may end makes every sentence dearer; between two transactions it is asked.
	steady := audit.Why(context.WithoutCancel(ctx), audit.Reason{Kind: j.Why, Text: j.Reason, ImportID: number})
	pace := record.Pace{Now: 200, Least: 20, Most: 1000}
	for at := 0; at < len(j.IDs); {
		if ctx.Err() != nil {
			out.Left = len(j.IDs) - at
			return out, nil
		}
		ids := j.IDs[at:min(at+pace.Now, len(j.IDs))]
		took, err := s.some(steady, j, ids)
		if err != nil {
			if took, err = s.singly(steady, j, ids, &out); err != nil {
				return out, err
			}
		} else {
			out.Done += len(ids)
		}
		pace.Took(took)
		if at += len(ids); j.Progress != nil {
			j.Progress(at)
		}
	}
	return out, nil
}

// some changes records in one transaction.
func (s *Service) some(ctx context.Context, j Job, ids []int64) (took time.Duration, err error) {
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		began := s.g.Clock.Now() // waiting for others keeps nobody waiting
		ctx, err := s.g.Ahead(ctx, j.Entity, ids)
		for i := 0; i < len(ids) && err == nil; i++ {
			err = j.Do(ctx, ids[i])
		}
		took = s.g.Clock.Now().Sub(began)
		return err
	})
	return took, err
}

// singly goes through records one by one, so that a refusal concerns its record only.
func (s *Service) singly(ctx context.Context, j Job, ids []int64, out *Result) (longest time.Duration, err error) {
	for _, id := range ids {
		began := s.g.Clock.Now()
		err := s.g.Tx.InTx(ctx, func(ctx context.Context) error { return j.Do(ctx, id) })
		longest = max(longest, s.g.Clock.Now().Sub(began))
		switch {
		case err == nil:
			out.Done++
		case app.KindOf(err) == app.Internal:
			return longest, err
		default:
			out.Refused = append(out.Refused, Refused{id, err})
		}
	}
	return longest, nil
}

// newNumber is a number that no import and no other batch has.
func newNumber() (int64, error) {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		return 0, err
	}
	return int64(binary.BigEndian.Uint64(b[:])>>11) | 1<<52, nil
}
