// Package cleaning keeps the data in order: it finds records that are the same, remembers
// which only look alike, and finds by rule what is badly written, wrong, incomplete, old
// or empty. What it changes is one change set, so that one undo takes it back.
package cleaning

import (
	"context"
	"sync"
	"time"

	"kontor/app"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// NotSame is the entity of pairs that look alike and are two.
const NotSame = "not_same"

// Pair is a decision: these two are not the same.
type Pair struct {
	entity.Head
	Kind string
	A, B int64 // A < B
}

// Service finds and cleans.
type Service struct {
	g     *record.Ground
	pairs *record.Service[Pair]
	rules []Rule

	mu    sync.Mutex
	scans map[scanKey]*Scan
}

type scanKey struct {
	kind   string
	person int64
}

// New makes the service with the rules that were shipped.
func New(g *record.Ground) *Service {
	s := &Service{g: g, scans: map[scanKey]*Scan{}, rules: shipped()}
	s.pairs = record.New(g, entity.Describe(NotSame, "kind", func(p *Pair, e *entity.Fields) {
		e.Open()
		e.Text("kind", &p.Kind).Must()
		e.Int("a_id", &p.A).Must()
		e.Int("b_id", &p.B).Must()
	}))
	return s
}

// Apart remembers that records are not the same, each with each; scans leave such pairs
// out from then on. The person needs to be allowed to change the records.
func (s *Service) Apart(ctx context.Context, kind string, ids ...int64) error {
	svc := s.g.Service(kind)
	if svc == nil {
		return app.E(app.Invalid, "list.unknown_entity", "name", kind)
	}
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			rec, err := svc.Get(ctx, id)
			if err != nil {
				return err
			}
			if err := record.Within(ctx, s.g, svc.Type(), rec, identity.Change); err != nil {
				return err
			}
		}
		have, err := s.decided(ctx, kind)
		if err != nil {
			return err
		}
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				p := Pair{Kind: kind, A: min(a, b), B: max(a, b)}
				if a == b || have[[2]int64{p.A, p.B}] {
					continue
				}
				if err := s.pairs.Create(identity.Elevated(ctx), &p); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// decided reads the pairs that are not the same.
func (s *Service) decided(ctx context.Context, kind string) (map[[2]int64]bool, error) {
	list, err := s.pairs.Find(identity.Elevated(ctx), listing.Is("kind", listing.Eq, kind))
	if err != nil {
		return nil, err
	}
	out := map[[2]int64]bool{}
	for _, p := range list {
		out[[2]int64{p.A, p.B}] = true
	}
	return out, nil
}

// Scan is a search for doubles in a whole list, under way or ended. It goes on when the
// page that began it is left.
type Scan struct {
	Kind string

	cancel context.CancelFunc
	tell   func()
	ended  chan struct{}

	mu   sync.Mutex
	snap Snap
	told time.Time
}

// Snap is how a scan stands.
type Snap struct {
	Read   int // records read so far
	Of     int // records there are
	Done   bool
	Err    error // context.Canceled when it was stopped
	At     time.Time
	Groups []dedupe.Group
}

// Snap tells how the scan stands.
func (x *Scan) Snap() Snap {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.snap
}

// Cancel stops the scan; what was found so far is dropped.
func (x *Scan) Cancel() { x.cancel() }

// Wait waits for the end.
func (x *Scan) Wait() Snap {
	<-x.ended
	return x.Snap()
}

// Latest is the person's last scan of a kind in this session, or nil.
func (s *Service) Latest(ctx context.Context, kind string) *Scan {
	a, err := identity.From(ctx)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.scans[scanKey{kind, a.ID}]
}

// Start begins a scan of everything of a kind that the acting person may see, in place of
// one under way. ctx lives as long as the company is open; tell is called from the
// scanning goroutine when it moves on, some times a second at most.
func (s *Service) Start(ctx context.Context, kind string, tell func()) (*Scan, error) {
	a, err := identity.Need(ctx, identity.May(kind, identity.See))
	if err != nil {
		return nil, err
	}
	own, cancel := context.WithCancel(ctx)
	x := &Scan{Kind: kind, cancel: cancel, tell: tell, ended: make(chan struct{})}
	s.mu.Lock()
	if old := s.scans[scanKey{kind, a.ID}]; old != nil {
		old.Cancel()
	}
	s.scans[scanKey{kind, a.ID}] = x
	s.mu.Unlock()
	go func() {
		defer cancel()
		groups, err := s.scan(own, x)
		x.mu.Lock()
		x.snap.Done, x.snap.Err, x.snap.Groups, x.snap.At = true, err, groups, s.g.Clock.Now()
		x.mu.Unlock()
		close(x.ended)
		x.tell()
	}()
	return x, nil
}

// scanKeys are the columns of a kind that make two records look alike.
var scanKeys = map[string][]string{
	"customer": {"name_key", "credit_code", "mail", "mobile_key", "phone_key"},
}

func (s *Service) scan(ctx context.Context, x *Scan) ([]dedupe.Group, error) {
	columns := scanKeys[x.Kind]
	if columns == nil {
		return nil, app.E(app.Invalid, "list.unknown_entity", "name", x.Kind)
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(x.Kind, identity.See), listing.Query{Entity: x.Kind, Columns: columns})
	if err != nil {
		return nil, err
	}
	all, err := s.g.Source.Count(ctx, plan)
	if err != nil {
		return nil, err
	}
	apart, err := s.decided(ctx, x.Kind)
	if err != nil {
		return nil, err
	}
	d := dedupe.NewScan()
	d.Apart = func(a, b int64) bool { return apart[[2]int64{min(a, b), max(a, b)}] }
	n := 0
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		k := dedupe.Keys{Name: r.Cells[0].Text(), Tax: dedupe.Tax(r.Cells[1].Text())}
		for _, c := range r.Cells[3:] {
			if c.Text() != "" {
				k.Phones = append(k.Phones, c.Text())
			}
		}
		if m := dedupe.Mail(r.Cells[2].Text()); m != "" {
			k.Mails = []string{m}
		}
		d.Add(r.ID, k)
		if n++; n%1000 == 0 {
			x.moved(n, int(all))
			return ctx.Err()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	x.moved(n, int(all))
	return d.Groups(), ctx.Err()
}

// often is how often, at most, screens hear of progress.
const often = 150 * time.Millisecond

func (x *Scan) moved(n, all int) {
	x.mu.Lock()
	x.snap.Read, x.snap.Of = n, all
	quiet := time.Since(x.told) < often
	if !quiet {
		x.told = time.Now()
	}
	x.mu.Unlock()
	if !quiet {
		x.tell()
	}
}
