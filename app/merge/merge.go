// Package merge makes one record of two that are the same: each field from the left, the
// right, both, or typed; everything that points to the one that goes points to the one
// that stays afterwards. It is one change set, so that one undo takes all of it back.
package merge

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/dedupe"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Runs is the entity of merges that were made.
const Runs = "merge_run"

// Links are what points to records outside of records: mails.
type Links interface {
	// MoveLinks makes the mails of a record those of another and remembers them under the
	// number of the run.
	MoveLinks(ctx context.Context, run int64, kind string, from, to int64) error
	// MoveLinksBack takes back what MoveLinks did under a number.
	MoveLinksBack(ctx context.Context, run int64) error
	// CountLinks counts the mails of a record.
	CountLinks(ctx context.Context, kind string, id int64) (int64, error)
}

// Part is a kind of records below the merged one of which two may be one and the same,
// too: the contacts of a customer.
type Part struct {
	Of   string   // "customer"
	Kind string   // "contact"
	Via  string   // the reference to the record above: "customer_id"
	Same []string // fields that must be filled and equal
	Main string   // the flag of the first one, of which there is one only
	Once bool     // nothing hangs on them: of two that are the same the one that would move goes into the bin
}

// Run is a merge that was made.
type Run struct {
	entity.Head
	Kind   string
	KeepID int64
	GoneID int64
	Keep   string
	Gone   string
	Parts  string // "12>34,…": parts that became one, what went and what stayed
}

// Service merges records.
type Service struct {
	g     *record.Ground
	links Links
	parts []Part
	runs  *record.Service[Run]
}

// New makes the service. links may be nil.
func New(g *record.Ground, links Links, parts ...Part) *Service {
	s := &Service{g: g, links: links, parts: parts}
	s.runs = record.New(g, entity.Describe(Runs, "keep_title", func(r *Run, e *entity.Fields) {
		e.Open()
		e.Text("kind", &r.Kind).Must()
		e.Int("keep_id", &r.KeepID).Must()
		e.Int("gone_id", &r.GoneID).Must()
		e.Text("keep_title", &r.Keep)
		e.Text("gone_title", &r.Gone)
		e.LongText("parts", &r.Parts).Unlisted()
	}))
	s.runs.Saved.Do(s.runSaved)
	return s
}

// runSaved moves the mails when a merge is made, undone or made again.
func (s *Service) runSaved(ctx context.Context, e record.Saved[Run]) error {
	r := e.After
	if s.links == nil {
		return nil
	}
	if r.Archived != entity.Live {
		return s.links.MoveLinksBack(ctx, r.ID)
	}
	if err := s.links.MoveLinks(ctx, r.ID, r.Kind, r.GoneID, r.KeepID); err != nil {
		return err
	}
	for _, pair := range r.pairs() {
		if err := s.links.MoveLinks(ctx, r.ID, s.partOf(r.Kind).Kind, pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

// pairs are the parts that became one: what went, what stayed.
func (r *Run) pairs() [][2]int64 {
	var out [][2]int64
	for _, text := range strings.Split(r.Parts, ",") {
		gone, keep, ok := strings.Cut(text, ">")
		if !ok {
			continue
		}
		a, _ := strconv.ParseInt(gone, 10, 64)
		b, _ := strconv.ParseInt(keep, 10, 64)
		out = append(out, [2]int64{a, b})
	}
	return out
}

func (s *Service) partOf(kind string) Part {
	for _, p := range s.parts {
		if p.Of == kind && !p.Once {
			return p
		}
	}
	return Part{}
}

// Wish says which two become one, and which fields the result takes from where; a field
// without a choice stays as it is in the one kept. The versions are those the person saw:
// when a record was saved since, the merge is refused (Stale merge.stale).
type Wish struct {
	Kind                     string
	Keep, Gone               int64
	KeepVersion, GoneVersion int64
	Choices                  map[string]Choice
	Reason                   string
}

// Done tells what a merge did.
type Done struct {
	Moved int // records that point to the one kept now
	Parts int // parts that became one
}

// Merge makes one record of two. The person needs to be allowed to change both and to
// bin the one that goes; what hangs on it moves whoever may see it.
func (s *Service) Merge(ctx context.Context, w Wish) (Done, error) {
	var d Done
	ctx = audit.Why(ctx, audit.Reason{Kind: "merge", Text: w.Reason})
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		keep, gone, err := s.both(ctx, w)
		if err != nil {
			return err
		}
		ctx = record.Relinking(dedupe.Checked(ctx))
		parts, err := s.twins(ctx, w)
		if err != nil {
			return err
		}
		svc := s.g.Service(w.Kind)
		t := svc.Type()
		values, err := s.values(ctx, t, keep, gone, w)
		if err != nil {
			return err
		}
		run := &Run{Kind: w.Kind, KeepID: w.Keep, GoneID: w.Gone, Keep: t.TitleOf(keep), Gone: t.TitleOf(gone)}
		for _, p := range parts {
			run.Parts += strconv.FormatInt(p[0], 10) + ">" + strconv.FormatInt(p[1], 10) + ","
		}
		if err := s.runs.Create(identity.Elevated(ctx), run); err != nil {
			return err
		}
		stays, err := s.once(ctx, w)
		if err != nil {
			return err
		}
		d.Parts = len(parts) + len(stays)
		if d.Moved, err = s.move(ctx, w, parts, stays); err != nil {
			return err
		}
		if err := svc.Archive(ctx, w.Gone, 0); err != nil {
			return err
		}
		_, err = svc.Update(ctx, w.Keep, 0, func(rec any) error {
			for _, v := range values {
				v.Field.Set(rec, v.Value)
			}
			return nil
		})
		return err
	})
	if err == nil {
		s.g.Notices.Post(effect.Notice{Kind: w.Kind})
	}
	return d, err
}

// both loads the two records and refuses what cannot become one.
func (s *Service) both(ctx context.Context, w Wish) (keep, gone any, err error) {
	svc := s.g.Service(w.Kind)
	if svc == nil {
		return nil, nil, app.E(app.Invalid, "list.unknown_entity", "name", w.Kind)
	}
	if w.Keep == w.Gone {
		return nil, nil, app.E(app.Invalid, "merge.itself")
	}
	read := func(id, version int64, verbs ...identity.Verb) (any, error) {
		rec, err := svc.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, v := range verbs {
			if err := record.Within(ctx, s.g, svc.Type(), rec, v); err != nil {
				return nil, err
			}
		}
		h := entity.HeadOf(rec)
		if h.Archived != entity.Live {
			return nil, app.E(app.Conflict, "merge.binned", "title", svc.Type().TitleOf(rec))
		}
		if version != 0 && h.Version != version {
			return nil, app.E(app.Stale, "merge.stale", "title", svc.Type().TitleOf(rec))
		}
		return rec, nil
	}
	if keep, err = read(w.Keep, w.KeepVersion, identity.Change); err != nil {
		return nil, nil, err
	}
	gone, err = read(w.Gone, w.GoneVersion, identity.Change, identity.Remove)
	return keep, gone, err
}

// move makes everything that points to the record that goes point to the one kept; parts
// that are one and the same with another become one.
func (s *Service) move(ctx context.Context, w Wish, parts [][2]int64, stays map[part]bool) (int, error) {
	up := identity.Elevated(ctx)
	below := s.partOf(w.Kind)
	twins := map[int64]bool{}
	for _, p := range parts {
		twins[p[0]] = true
		if err := s.joinPart(up, below, p[0], p[1]); err != nil {
			return 0, err
		}
	}
	main := int64(0)
	if below.Main != "" {
		ids, err := s.ids(up, below.Kind, listing.All(is(below.Via, w.Keep), listing.Is(below.Main, listing.Eq, "1")), false)
		if err != nil {
			return 0, err
		}
		main = int64(len(ids))
	}
	return s.repoint(up, w.Kind, w.Gone, w.Keep, func(t *entity.Type, rec any) bool {
		h := entity.HeadOf(rec)
		if stays[part{t.Name, h.ID}] {
			return false
		}
		if t.Name == w.Kind && (h.ID == w.Keep || h.ID == w.Gone) || t.Name == below.Kind && twins[h.ID] {
			return false
		}
		if t.Name == below.Kind && main > 0 && below.Main != "" {
			t.Field(below.Main).Set(rec, entity.Bool(false))
		}
		return true
	})
}

// joinPart makes one contact of two: empty fields are filled, pointers move.
func (s *Service) joinPart(ctx context.Context, p Part, gone, keep int64) error {
	svc := s.g.Service(p.Kind)
	from, err := svc.Get(ctx, gone)
	if err != nil {
		return err
	}
	if _, err := s.repoint(ctx, p.Kind, gone, keep, func(*entity.Type, any) bool { return true }); err != nil {
		return err
	}
	if err := svc.Archive(ctx, gone, 0); err != nil {
		return err
	}
	t := svc.Type()
	_, err = svc.Update(ctx, keep, 0, func(rec any) error {
		for _, f := range t.Fields() {
			if f.Store != entity.InSummary && !f.IsHead && !f.IsComputed && f.Get(rec).IsEmpty() {
				f.Set(rec, f.Get(from))
			}
		}
		return nil
	})
	return err
}

// repoint saves every record that points to one id with the other; take may leave some out.
func (s *Service) repoint(ctx context.Context, kind string, from, to int64, take func(t *entity.Type, rec any) bool) (int, error) {
	moved := 0
	for _, p := range s.pointers(kind) {
		svc := s.g.Service(p.t.Name)
		for _, bin := range []bool{false, true} {
			ids, err := s.ids(ctx, p.t.Name, p.filter(kind, from), bin)
			if err != nil {
				return moved, err
			}
			for _, id := range ids {
				_, err := svc.Update(ctx, id, 0, func(rec any) error {
					if take(p.t, rec) {
						moved++
						p.f.Set(rec, entity.Num(to))
					}
					return nil
				})
				if err != nil {
					return moved, err
				}
			}
		}
	}
	return moved, nil
}

// pointer is a field that may point to a record of a kind.
type pointer struct {
	t    *entity.Type
	f    *entity.Field
	kind *entity.Field // the field that names the kind; nil for references
}

func (p pointer) filter(kind string, id int64) listing.Node {
	n := is(p.f.Key, id)
	if p.kind != nil {
		n = listing.All(listing.Is(p.kind.Key, listing.Eq, kind), n)
	}
	return n
}

// pointers lists every field of every kind that may point to a record of kind.
func (s *Service) pointers(kind string) []pointer {
	var out []pointer
	for _, t := range s.g.Registry.Types() {
		if s.g.Service(t.Name) == nil {
			continue
		}
		for _, f := range t.Fields() {
			switch {
			case f.Store == entity.InSummary || f.IsHead:
			case f.Kind == entity.KindRef && f.To == kind:
				out = append(out, pointer{t: t, f: f})
			case record.Pointers[f.Key] != "" && t.Field(record.Pointers[f.Key]) != nil:
				out = append(out, pointer{t, f, t.Field(record.Pointers[f.Key])})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b pointer) int { return strings.Compare(a.t.Name, b.t.Name) })
	return out
}

// ids reads the records of a kind that a filter gives, whoever may see them.
func (s *Service) ids(ctx context.Context, kind string, filter listing.Node, bin bool) ([]int64, error) {
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Filter: filter, Bin: bin, Sort: []listing.Sort{{Key: "id"}}})
	if err != nil {
		return nil, err
	}
	return s.g.Source.IDs(ctx, plan)
}

func is(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}
