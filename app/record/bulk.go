package record

import (
	"cmp"
	"context"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
)

// BulkStore stages new records where no list sees them and publishes them in chunks.
type BulkStore interface {
	// Stage writes records beside the table and gives them their ids.
	Stage(ctx context.Context, recs []any) error
	// Repeated finds staged records whose unique field f has a value that a live record
	// or an earlier staged one has.
	Repeated(ctx context.Context, f *entity.Field) ([]Repeat, error)
	// Drop takes staged records out, by position.
	Drop(ctx context.Context, positions []int64) error
	// Publish moves up to n staged records, in order, into the table, inside the caller's
	// transaction, and gives their ids; with recs, also the records. None: all are done.
	Publish(ctx context.Context, n int, recs bool) ([]int64, []any, error)
	// Close removes what is still staged.
	Close(ctx context.Context) error
}

// Repeat is a staged record whose value is taken.
type Repeat struct {
	Position int64 // of the staged record, counted from 1
	Record   int64 // the live record that has the value; 0: an earlier staged one
	Earlier  int64 // the position of that
}

// BulkParams say what a bulk run is for.
type BulkParams struct {
	ImportID int64
	Reason   string
	Verb     identity.Verb // Import or Add
	Columns  []string      // the keys the file sets: each must be editable
	Chunk    int           // records published in one transaction; 0: as many as keep others waiting for a moment only
}

// Bulk writes many new records: Add as many as there are, ask Repeated, then Publish.
// Nothing is seen before Publish; Close at the end, whatever happened. A run that died
// is removed at the next start.
type Bulk struct {
	s      bulkService
	store  BulkStore
	params BulkParams
	added  int64
}

type bulkService interface {
	Type() *entity.Type
	ground() *Ground
	ready(ctx context.Context, rec any, verb identity.Verb) error
	listens() bool
	raise(ctx context.Context, rec any) error
}

// OpenBulk starts a bulk run. Denied unless the actor may import (or add) records and
// edit each of the columns.
func (u untyped[T]) OpenBulk(ctx context.Context, p BulkParams) (*Bulk, error) {
	t, g := u.s.Desc.Type, u.s.g
	if p.Verb == "" {
		p.Verb = identity.Import
	}
	a, err := identity.Need(ctx, identity.May(t.Name, p.Verb))
	if err != nil {
		return nil, err
	}
	for _, key := range p.Columns {
		f := t.Field(key)
		if f == nil || f.IsComputed && !a.Super {
			return nil, app.E(app.Invalid, "field.not_writable", "field", key).At(key)
		}
		if a.OwnAccess(f) < entity.Edit {
			return nil, app.E(app.Denied, "access.field", "field", f.Label()).At(key)
		}
	}
	store, err := g.Store.OpenBulk(ctx, t, p.ImportID)
	if err != nil {
		return nil, err
	}
	return &Bulk{s: u, store: store, params: p}, nil
}

// OpenBulk starts a bulk run, see Bulk.
func (s *Service[T]) OpenBulk(ctx context.Context, p BulkParams) (*Bulk, error) {
	return untyped[T]{s}.OpenBulk(ctx, p)
}

// Ready gives a record its head, prepares and checks it, without writing: the dry run.
func (b *Bulk) Ready(ctx context.Context, rec any) error { return b.s.ready(ctx, rec, b.params.Verb) }

// Add stages records that are Ready. Call it with some hundred records at a time. Records
// bring no lines: those are written one by one.
func (b *Bulk) Add(ctx context.Context, recs ...any) error {
	for _, rec := range recs {
		for _, kid := range b.s.Type().Kids {
			if len(kid.All(rec)) > 0 {
				return app.E(app.Internal, "record.bulk_with_lines", "kind", b.s.Type().Name)
			}
		}
		entity.HeadOf(rec).ImportID = b.params.ImportID
	}
	b.added += int64(len(recs))
	return b.store.Stage(ctx, recs)
}

// Repeated finds the staged records whose unique fields are taken, by field.
func (b *Bulk) Repeated(ctx context.Context) (map[*entity.Field][]Repeat, error) {
	out := map[*entity.Field][]Repeat{}
	for _, f := range b.s.Type().Fields() {
		if !f.Unique {
			continue
		}
		r, err := b.store.Repeated(ctx, f)
		if err != nil {
			return nil, err
		}
		if len(r) > 0 {
			out[f] = r
		}
	}
	return out, nil
}

// Drop takes staged records out of the run, by position (counted from 1 over all Adds).
func (b *Bulk) Drop(ctx context.Context, positions ...int64) error {
	return b.store.Drop(ctx, positions)
}

// Publish makes the staged records live, chunk by chunk, each chunk one change set with
// its history and effects. progress is told after each chunk and may be nil; a cancelled
// context stops between chunks.
func (b *Bulk) Publish(ctx context.Context, progress func(done int64)) (int64, error) {
	g, t := b.s.ground(), b.s.Type()
	// A context that may end makes every sentence of a transaction dearer.
	steady := audit.Why(context.WithoutCancel(ctx), audit.Reason{Kind: "import", Text: b.params.Reason, ImportID: b.params.ImportID})
	var done int64
	pace := Pace{Now: cmp.Or(b.params.Chunk, 1000), Least: 400, Most: 4000}
	for {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		n := 0
		var began time.Time
		err := g.Tx.InTx(steady, func(ctx context.Context) error {
			began = g.Clock.Now() // waiting for others to finish keeps nobody waiting
			ids, recs, err := b.store.Publish(ctx, pace.Now, b.s.listens())
			if err != nil {
				return err
			}
			n = len(ids)
			for _, id := range ids {
				c := audit.Change{Entity: t.Name, Record: id, Version: 1, Action: audit.Created, Bodiless: true}
				if err := audit.Note(ctx, c); err != nil {
					return err
				}
			}
			for _, rec := range recs {
				if err := b.s.raise(ctx, rec); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || n == 0 {
			return done, err
		}
		done += int64(n)
		if b.params.Chunk == 0 {
			pace.Took(g.Clock.Now().Sub(began))
		}
		g.Notices.Post(effect.Notice{Kind: t.Name})
		if progress != nil {
			progress(done)
		}
	}
}

// Close removes what is still staged.
func (b *Bulk) Close(ctx context.Context) error {
	return b.store.Close(context.WithoutCancel(ctx))
}

func (u untyped[T]) ground() *Ground { return u.s.g }
func (u untyped[T]) listens() bool   { return !u.s.Saved.Quiet() }

func (u untyped[T]) ready(ctx context.Context, rec any, verb identity.Verb) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	u.s.born(entity.HeadOf(rec), a)
	if err := u.s.mayAdd(ctx, rec, a, verb); err != nil {
		return err
	}
	if u.s.Prepare != nil {
		if err := u.s.Prepare(ctx, nil, rec.(*T)); err != nil {
			return err
		}
	}
	if err := u.s.shaped(ctx, rec, nil); err != nil {
		return err
	}
	if u.s.Rule != nil {
		return u.s.Rule(ctx, nil, rec.(*T))
	}
	return nil
}

func (u untyped[T]) raise(ctx context.Context, rec any) error {
	return u.s.Saved.Raise(ctx, Saved[T]{Action: audit.Created, After: rec.(*T)})
}
