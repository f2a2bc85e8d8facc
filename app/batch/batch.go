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
	"kontor/app/identity"
	"kontor/app/record"
)

// Service runs batches.
type Service struct{ g *record.Ground }

// New makes the service of a company.
func New(g *record.Ground) *Service { return &Service{g: g} }

// Job is one action on many records.
type Job struct {
	Entity string
	IDs    []int64 // the records, which are read ahead
	New    int     // or how many are made, when there are no IDs
	Why    string  // kind of the change sets: "batch", "bin", "assign", …
	Reason string
	// Do changes or makes the record at a place, from 0, through its service, which asks
	// rights and rules.
	Do func(ctx context.Context, at int) error
	// Some, instead of Do, does that for the records from one place up to another in few
	// statements; after a refusal it is asked for one record at a time.
	Some     func(ctx context.Context, from, to int) error
	Progress func(done int) // may be nil; called from the goroutine that works
}

func (j Job) count() int { return max(len(j.IDs), j.New) }

// Refused is a record that a right or a rule kept as it is.
type Refused struct {
	At  int
	ID  int64 // 0 where one was to be made
	Err error
}

// Result is what a batch did.
type Result struct {
	Done    int // records gone through, the refused ones not counted
	Refused []Refused
	Left    int // the last records, not reached because the batch was stopped or failed
}

// Each tells of every record gone through whether it was refused, and why.
func (r Result) Each(fn func(at int, refused error)) {
	next := 0
	for at := range r.Done + len(r.Refused) {
		if next < len(r.Refused) && r.Refused[next].At == at {
			fn(at, r.Refused[next].Err)
			next++
		} else {
			fn(at, nil)
		}
	}
}

// Run goes through the records. What a right or a rule refuses is left out and named;
// ending the context stops between two transactions and keeps what is done. Any other
// error ends the batch; what was done until then can be undone as one.
func (s *Service) Run(ctx context.Context, j Job) (out Result, err error) {
	n := j.count()
	defer func() { out.Left = n - out.Done - len(out.Refused) }()
	number, err := newNumber()
	if err != nil {
		return out, err
	}
	// A context that may end makes every sentence dearer; between two transactions it is asked.
	steady := audit.Why(context.WithoutCancel(ctx), audit.Reason{Kind: j.Why, Text: j.Reason, ImportID: number})
	if len(j.IDs) >= long {
		defer s.g.Store.Busy()()
	}
	pace := record.Pace{Now: 200, Least: 20, Most: 1000}
	for at := 0; at < n; {
		if ctx.Err() != nil {
			return out, nil
		}
		to := min(at+pace.Now, n)
		took, err := s.some(steady, j, at, to)
		if err != nil {
			if took, err = s.singly(steady, j, at, to, &out); err != nil {
				return out, err
			}
		} else {
			out.Done += to - at
		}
		pace.Took(took)
		if at = to; j.Progress != nil {
			j.Progress(at)
		}
	}
	return out, nil
}

// long is from how many records on what runs in the background waits for a batch.
const long = 2000

// some changes records in one transaction.
func (s *Service) some(ctx context.Context, j Job, from, to int) (took time.Duration, err error) {
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		began := s.g.Clock.Now() // waiting for others keeps nobody waiting
		err := s.work(ctx, j, from, to)
		took = s.g.Clock.Now().Sub(began)
		return err
	})
	return took, err
}

func (s *Service) work(ctx context.Context, j Job, from, to int) (err error) {
	if j.Some != nil {
		return j.Some(ctx, from, to)
	}
	if j.IDs != nil {
		ctx, err = s.g.Ahead(ctx, j.Entity, j.IDs[from:to])
	}
	for at := from; at < to && err == nil; at++ {
		err = j.Do(ctx, at)
	}
	return err
}

// singly goes through records one by one, so that a refusal concerns its record only.
func (s *Service) singly(ctx context.Context, j Job, from, to int, out *Result) (longest time.Duration, err error) {
	for at := from; at < to; at++ {
		began := s.g.Clock.Now()
		err := s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.one(ctx, j, at) })
		longest = max(longest, s.g.Clock.Now().Sub(began))
		switch {
		case err == nil:
			out.Done++
		case app.KindOf(err) == app.Internal:
			return longest, err
		default:
			refused := Refused{At: at, Err: err}
			if j.IDs != nil {
				refused.ID = j.IDs[at]
			}
			out.Refused = append(out.Refused, refused)
		}
	}
	return longest, nil
}

func (s *Service) one(ctx context.Context, j Job, at int) error {
	if j.Some != nil {
		return j.Some(ctx, at, at+1)
	}
	return j.Do(ctx, at)
}

// Edit is a job that changes each of some records of a service in the same manner.
func Edit(svc record.Any, ids []int64, verb identity.Verb, fn func(rec any) error) Job {
	return Job{Entity: svc.Type().Name, IDs: ids, Some: func(ctx context.Context, from, to int) error {
		edits := make([]record.Edit, 0, to-from)
		for _, id := range ids[from:to] {
			edits = append(edits, record.Edit{ID: id, Verb: verb, Do: fn})
		}
		return svc.UpdateMany(ctx, edits)
	}}
}

// newNumber is a number that no import and no other batch has.
func newNumber() (int64, error) {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		return 0, err
	}
	return int64(binary.BigEndian.Uint64(b[:])>>11) | 1<<52, nil
}
