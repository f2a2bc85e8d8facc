// Package record is the use cases that every kind of record has: get, create, update,
// bin, restore, in one transaction each, with rights, rules, history and effects. Areas
// put their own rules and commands on top.
package record

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Store keeps records of any entity. Loaded and saved records are kept (entity.Type.Keep),
// so that the next save knows what changed.
type Store interface {
	audit.Log
	// Load reads a record with its lines; NotFound record.not_found. With lock, inside a
	// transaction, nobody else can save the record before the transaction ends.
	Load(ctx context.Context, t *entity.Type, id int64, lock bool) (any, error)
	// LoadMany reads records with their lines in the order of ids; missing ones are left out.
	LoadMany(ctx context.Context, t *entity.Type, ids []int64) ([]any, error)
	// Insert writes a new record and its lines and gives them ids (an id set before stays).
	Insert(ctx context.Context, t *entity.Type, rec any) error
	// InsertMany is Insert for many records in few statements.
	InsertMany(ctx context.Context, t *entity.Type, recs []any) error
	// Update writes what differs from the kept original; Stale record.stale when the
	// stored version is another than the record's. It raises Version by one.
	Update(ctx context.Context, t *entity.Type, rec any) error
	// Within tells whether a record is within reach.
	Within(ctx context.Context, r listing.Reach, id int64) (bool, error)
	// OwnerOf tells the owner that decides about the masks of a stored record: of what
	// belongs to another record, the owner of that one; 0: nobody.
	OwnerOf(ctx context.Context, t *entity.Type, id int64) (int64, error)
	// UpdateMany is Update for many records in few statements.
	UpdateMany(ctx context.Context, t *entity.Type, recs []any) error
	// Taken finds the live record, other than except, that has the value v in f; 0: none.
	Taken(ctx context.Context, f *entity.Field, v entity.Value, except int64) (int64, error)
	// Add adds n to a contributed sum of a record.
	Add(ctx context.Context, entity string, id int64, key string, n int64) error
	// Put sets a contributed value of a record.
	Put(ctx context.Context, entity string, id int64, key string, v entity.Value) error
	// Erase wipes fields of a record and the history's content about it.
	Erase(ctx context.Context, t *entity.Type, id int64, keys []string, reason string) error
	// Binned lists up to n records that have lain in the recycle bin since before an instant
	// (Unix ms), by id from after on.
	Binned(ctx context.Context, t *entity.Type, before, after int64, n int) ([]int64, error)
	// Remove deletes a binned record and its lines for good; false when something still
	// points to it.
	Remove(ctx context.Context, t *entity.Type, refs []*entity.Field, id int64) (bool, error)
	// OpenBulk starts writing many new records.
	OpenBulk(ctx context.Context, t *entity.Type, importID int64) (BulkStore, error)
	// Busy lets what runs in the background wait while very many records are written, until
	// the function it gives is called.
	Busy() (end func())
}

// Ground is what services stand on: one per open company.
type Ground struct {
	Registry *entity.Registry
	Store    Store
	Source   listing.Source
	Tx       app.Tx
	Clock    app.Clock
	Notices  *effect.Bus

	services map[string]Any
	sums     []sum
}

// Services gives the service of each entity that New was called for.
func (g *Ground) Services() map[string]Any { return g.services }

// Service of the entity name, nil when there is none.
func (g *Ground) Service(name string) Any { return g.services[name] }

// Nobody as the owner of a new record keeps it without one (shared pool).
const Nobody = -1

// Saved tells what happened to a record. Before is nil for a new one; lines are in both.
type Saved[T any] struct {
	Action audit.Action
	Before *T
	After  *T
}

// Service is the use cases of one entity. Prepare fills what follows from other fields
// (totals, pinyin, states) before the checks; Rule refuses what the business forbids.
// Both get before = nil for a new record and see lines; both run for undo, import and
// batches alike. Handlers of Saved run inside the transaction and can fail it.
type Service[T any] struct {
	Desc    *entity.Desc[T]
	Prepare func(ctx context.Context, before, after *T) error
	Rule    func(ctx context.Context, before, after *T) error
	Saved   effect.Topic[Saved[T]]

	g *Ground
}

// New makes the service of an entity and registers its description.
func New[T any](g *Ground, d *entity.Desc[T]) *Service[T] {
	s := &Service[T]{Desc: d, g: g}
	if g.Registry.Type(d.Name) == nil {
		g.Registry.Add(d.Type)
	}
	if g.services == nil {
		g.services = map[string]Any{}
	}
	g.services[d.Name] = s.Untyped()
	return s
}

// Ground is what the service stands on.
func (s *Service[T]) Ground() *Ground { return s.g }

// Get reads a record with its lines, all fields unmasked: for the domain, not for
// windows (they read a Plan and its Block, or a Form). NotFound record.not_found, also
// for a record outside the actor's scope.
func (s *Service[T]) Get(ctx context.Context, id int64) (*T, error) {
	rec, err := s.load(ctx, id, false)
	if err != nil {
		return nil, err
	}
	return rec.(*T), s.within(ctx, rec, identity.See)
}

// Find reads the records of a filter with their lines, within the actor's scope, in the
// order given (else by id). For lists of thousands read a Plan instead.
func (s *Service[T]) Find(ctx context.Context, filter listing.Node, order ...listing.Sort) ([]*T, error) {
	q := listing.Query{Entity: s.Desc.Name, Filter: filter, Sort: order}
	p, err := listing.Allow(ctx, s.g.Registry, identity.May(s.Desc.Name, identity.See), q)
	if err != nil {
		return nil, err
	}
	ids, err := s.g.Source.First(ctx, p, 1_000_000)
	if err != nil {
		return nil, err
	}
	recs, err := s.g.Store.LoadMany(ctx, s.Desc.Type, ids)
	if err != nil {
		return nil, err
	}
	out := make([]*T, len(recs))
	for i, r := range recs {
		out[i] = r.(*T)
	}
	return out, nil
}

// First is Find for one record: the first in the order, or NotFound record.not_found.
func (s *Service[T]) First(ctx context.Context, filter listing.Node, order ...listing.Sort) (*T, error) {
	q := listing.Query{Entity: s.Desc.Name, Filter: filter, Sort: order}
	p, err := listing.Allow(ctx, s.g.Registry, identity.May(s.Desc.Name, identity.See), q)
	if err != nil {
		return nil, err
	}
	ids, err := s.g.Source.First(ctx, p, 1)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, app.E(app.NotFound, "record.not_found", "kind", entity.Label(s.Desc.Name+".one"))
	}
	rec, err := s.load(ctx, ids[0], false)
	if err != nil {
		return nil, err
	}
	return rec.(*T), nil
}

// Count tells how many records a filter has within the actor's scope.
func (s *Service[T]) Count(ctx context.Context, filter listing.Node) (int64, error) {
	q := listing.Query{Entity: s.Desc.Name, Filter: filter}
	p, err := listing.Allow(ctx, s.g.Registry, identity.May(s.Desc.Name, identity.See), q)
	if err != nil {
		return 0, err
	}
	return s.g.Source.Count(ctx, p)
}

// Create writes a new record. Owner and department are the actor's unless set; see
// Nobody. Errors: Denied, Invalid (entity.Problems or the area's rule), Conflict.
func (s *Service[T]) Create(ctx context.Context, rec *T) error {
	return s.create(ctx, rec)
}

// Update loads a record, lets fn change it and saves it. version is the one the caller
// saw; 0 takes whatever is stored. When somebody else saved meanwhile, changes of other
// fields are kept and joined; fields that both changed give Stale record.stale with
// mine, theirs and base (see Clashes). The record returned is the saved one.
func (s *Service[T]) Update(ctx context.Context, id, version int64, fn func(rec *T) error) (*T, error) {
	out, err := s.update(ctx, id, version, identity.Change, func(rec any) error { return fn(rec.(*T)) })
	if err != nil {
		return nil, err
	}
	return out.(*T), nil
}

// Archive puts a record into the recycle bin; Restore takes it out.
func (s *Service[T]) Archive(ctx context.Context, id, version int64) error {
	_, err := s.update(ctx, id, version, identity.Remove, func(rec any) error {
		entity.HeadOf(rec).Archived = entity.Binned
		return nil
	})
	return err
}

// Restore takes a record out of the recycle bin.
func (s *Service[T]) Restore(ctx context.Context, id int64) error {
	_, err := s.update(ctx, id, 0, identity.Remove, func(rec any) error {
		entity.HeadOf(rec).Archived = entity.Live
		return nil
	})
	return err
}

// Save creates (id 0) or updates a record from the texts of a form, keyed by field.
func (s *Service[T]) Save(ctx context.Context, id, version int64, texts map[string]string) (*T, error) {
	if id == 0 {
		rec := s.Desc.New()
		if err := s.Desc.Fill(rec, texts); err != nil {
			return nil, err
		}
		return rec, s.Create(ctx, rec)
	}
	return s.Update(ctx, id, version, func(rec *T) error { return s.Desc.Fill(rec, texts) })
}

func (s *Service[T]) load(ctx context.Context, id int64, lock bool) (any, error) {
	if lock { // to be changed
		if rec := takeAhead(ctx, s.Desc.Name, id); rec != nil {
			return rec, nil
		}
	}
	return s.g.Store.Load(ctx, s.Desc.Type, id, lock)
}

// May reads a record that the acting person may do verb with.
func (s *Service[T]) May(ctx context.Context, id int64, verb identity.Verb) (*T, error) {
	rec, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return rec, s.within(ctx, rec, verb)
}

// within refuses a record the actor may not do verb with: NotFound when it may not even
// be seen, else Denied access.record.
func (s *Service[T]) within(ctx context.Context, rec any, verb identity.Verb) error {
	return Within(ctx, s.g, s.Desc.Type, rec, verb)
}

// Within refuses a record that the actor may not do verb with: NotFound
// record.not_found when it may not even be seen, else Denied.
func Within(ctx context.Context, g *Ground, t *entity.Type, rec any, verb identity.Verb) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	ok, err := reached(ctx, g, listing.ReachOf(g.Registry, a, identity.May(t.Name, verb), t), entity.HeadOf(rec))
	if err != nil || ok {
		return err
	}
	if verb != identity.See {
		if err := Within(ctx, g, t, rec, identity.See); err != nil {
			return err
		}
		if _, err := identity.Need(ctx, identity.May(t.Name, verb)); err != nil && t.Parent == "" {
			return err
		}
		return app.E(app.Denied, "access.record", "verb", entity.Label("verb."+string(verb)), "title", t.TitleOf(rec))
	}
	return app.E(app.NotFound, "record.not_found", "kind", entity.Label(t.Name+".one"))
}

// Owns tells whether a stored record counts as the actor's own, so that nothing of it is
// masked.
func Owns(ctx context.Context, g *Ground, t *entity.Type, h *entity.Head) (bool, error) {
	a, err := identity.From(ctx)
	if err != nil || a.Super {
		return a != nil, err
	}
	owner := h.OwnerID
	if t.Belongs {
		if owner, err = g.Store.OwnerOf(ctx, t, h.ID); err != nil {
			return false, err
		}
	}
	return a.Owns(owner), nil
}

// reached asks the head first; only shares and followed records need a query.
func reached(ctx context.Context, g *Ground, r listing.Reach, h *entity.Head) (bool, error) {
	if r.None {
		return false, nil
	}
	if r.Parent == nil && (r.All || r.Unowned && h.OwnerID == 0 || has(r.Owners, h.OwnerID) || has(r.Units, h.UnitID)) {
		return true, nil
	}
	return g.Store.Within(ctx, r, h.ID)
}

func has(ids []int64, id int64) bool {
	for _, x := range ids {
		if x == id && id != 0 {
			return true
		}
	}
	return false
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func newUID() string { return uuid.Must(uuid.NewV7()).String() }
