package merge

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Side says where a field of the result comes from.
type Side string

// The sides.
const (
	FromKeep Side = "keep"
	FromGone Side = "gone"
	FromBoth Side = "both" // texts one behind the other, several choices together
	Typed    Side = "typed"
)

// Choice is what the result takes for a field.
type Choice struct {
	From Side
	Text string // of Typed, as in a form
}

// Row is one field side by side. Values are masked as the person's rights want it.
type Row struct {
	Field      *entity.Field
	Keep, Gone entity.Value
	Same       bool
	Locked     bool // the person may not change it: it stays
	Joins      bool // both can be kept
	Suggest    Side
}

// Kids are the records that hang on both, of one kind.
type Kids struct {
	Kind       string // an entity, or "mail"
	Keep, Gone int64
	Joined     int64 // parts of which two become one
}

// Head is what is said of one of the two.
type Head struct {
	ID, Version int64
	Title       string
	Owner       int64
	CreatedAt   int64
}

// Preview is everything a merge would do.
type Preview struct {
	Keep, Gone Head
	Rows       []Row
	Kids       []Kids
}

// Total is how many records are there of the one that goes.
func (p Preview) Total() int64 {
	n := int64(0)
	for _, k := range p.Kids {
		n += k.Gone
	}
	return n
}

// Preview reads the two records side by side and counts what hangs on them. It refuses
// what Merge refuses.
func (s *Service) Preview(ctx context.Context, kind string, keep, gone int64) (Preview, error) {
	w := Wish{Kind: kind, Keep: keep, Gone: gone}
	a, b, err := s.both(ctx, w)
	if err != nil {
		return Preview{}, err
	}
	t := s.g.Service(kind).Type()
	p := Preview{Keep: headOf(t, a), Gone: headOf(t, b)}
	sides, err := s.masks(ctx, t, a, b)
	if err != nil {
		return p, err
	}
	for _, f := range t.Fields() {
		if !chosen(f) || sides.hidden(f) {
			continue
		}
		r := Row{Field: f, Keep: sides.keep(f), Gone: sides.gone(f), Same: f.Get(a) == f.Get(b), Locked: sides.locked(f)}
		r.Joins = joins(f) && !r.Same && !f.Get(a).IsEmpty() && !f.Get(b).IsEmpty()
		r.Suggest = suggest(f, f.Get(a), f.Get(b), r)
		p.Rows = append(p.Rows, r)
	}
	p.Kids, err = s.kids(ctx, w)
	return p, err
}

func headOf(t *entity.Type, rec any) Head {
	h := entity.HeadOf(rec)
	return Head{ID: h.ID, Version: h.Version, Title: t.TitleOf(rec), Owner: h.OwnerID, CreatedAt: h.CreatedAt}
}

// chosen tells whether a person chooses about a field; what services compute follows.
func chosen(f *entity.Field) bool {
	if f.IsHead {
		return f.Key == "owner_id"
	}
	return f.Store != entity.InSummary && !f.IsComputed
}

// joins tells whether both values of a field can be kept.
func joins(f *entity.Field) bool { return f.Kind == entity.KindMulti || f.Kind == entity.KindLongText }

// suggest fills what is empty, and keeps both where that can be done.
func suggest(f *entity.Field, keep, gone entity.Value, r Row) Side {
	switch {
	case r.Same || r.Locked || f.Key == "owner_id":
		return FromKeep
	case r.Joins:
		return FromBoth
	case keep.IsEmpty() && !gone.IsEmpty():
		return FromGone
	}
	return FromKeep
}

// value is a field of the result.
type value struct {
	Field *entity.Field
	Value entity.Value
}

// values are the fields of the result that differ from the one kept.
func (s *Service) values(ctx context.Context, t *entity.Type, keep, gone any, w Wish) ([]value, error) {
	var out []value
	for key, c := range w.Choices {
		f := t.Field(key)
		if f == nil || !chosen(f) {
			return nil, app.E(app.Invalid, "merge.field", "field", key)
		}
		v, err := Resolve(f, f.Get(keep), f.Get(gone), c)
		if err != nil {
			return nil, err
		}
		if f.Kind == entity.KindRef && f.To == w.Kind && (v.Int() == w.Gone || v.Int() == w.Keep) {
			v = f.Empty() // a record does not point to itself
		}
		if v != f.Get(keep) {
			out = append(out, value{f, v})
		}
	}
	for _, f := range t.Fields() { // the same holds for a field nobody chose about
		if _, ok := w.Choices[f.Key]; !ok && f.Kind == entity.KindRef && f.To == w.Kind && f.Store != entity.InSummary && f.Get(keep).Int() == w.Gone {
			out = append(out, value{f, f.Empty()})
		}
	}
	return out, nil
}

// Resolve gives the value that a choice makes of two.
func Resolve(f *entity.Field, keep, gone entity.Value, c Choice) (entity.Value, error) {
	switch c.From {
	case FromGone:
		return gone, nil
	case FromBoth:
		return join(f, keep, gone), nil
	case Typed:
		v, err := f.Parse(c.Text)
		if err != nil {
			return v, err
		}
		return v, f.CheckValue(v)
	case FromKeep:
		return keep, nil
	}
	return keep, app.E(app.Invalid, "merge.field", "field", f.Label())
}

// join keeps both values: choices together, texts one below the other.
func join(f *entity.Field, keep, gone entity.Value) entity.Value {
	switch {
	case !joins(f) || gone.IsEmpty() || keep == gone:
		return keep
	case keep.IsEmpty():
		return gone
	case f.Kind == entity.KindMulti:
		list := entity.SplitMulti(keep.Text())
		have := map[string]bool{}
		for _, k := range list {
			have[k] = true
		}
		for _, k := range entity.SplitMulti(gone.Text()) {
			if !have[k] {
				list = append(list, k)
			}
		}
		return entity.Str("," + strings.Join(list, ",") + ",")
	}
	return entity.Str(keep.Text() + "\n" + gone.Text())
}

// masked reads the fields of both as the person may see them.
type masked struct {
	actor            *identity.Actor
	a, b             any
	ownKeep, ownGone bool
}

func (s *Service) masks(ctx context.Context, t *entity.Type, a, b any) (masked, error) {
	actor, err := identity.From(ctx)
	if err != nil {
		return masked{}, err
	}
	m := masked{actor: actor, a: a, b: b}
	if m.ownKeep, err = record.Owns(ctx, s.g, t, entity.HeadOf(a)); err != nil {
		return m, err
	}
	m.ownGone, err = record.Owns(ctx, s.g, t, entity.HeadOf(b))
	return m, err
}

func (m masked) access(f *entity.Field, own bool) entity.Access {
	if own {
		return m.actor.OwnAccess(f)
	}
	return m.actor.Access(f)
}

func (m masked) hidden(f *entity.Field) bool {
	return m.access(f, m.ownKeep) == entity.Hidden || m.access(f, m.ownGone) == entity.Hidden
}

func (m masked) locked(f *entity.Field) bool { return m.access(f, m.ownKeep) < entity.Edit }

func (m masked) keep(f *entity.Field) entity.Value { return m.read(f, m.a, m.ownKeep) }
func (m masked) gone(f *entity.Field) entity.Value { return m.read(f, m.b, m.ownGone) }

func (m masked) read(f *entity.Field, rec any, own bool) entity.Value {
	if m.access(f, own) == entity.MaskedOut {
		return f.Mask(f.Get(rec))
	}
	return f.Get(rec)
}

// kids counts what hangs on both, by kind, in the order of the kinds.
func (s *Service) kids(ctx context.Context, w Wish) ([]Kids, error) {
	up := identity.Elevated(ctx)
	twins, err := s.twins(ctx, w)
	if err != nil {
		return nil, err
	}
	var out []Kids
	for _, p := range s.pointers(w.Kind) {
		if p.t.Name == w.Kind || p.t.Name == Runs {
			continue
		}
		k := Kids{Kind: p.t.Name}
		if k.Keep, err = s.count(up, p, w.Kind, w.Keep); err != nil {
			return nil, err
		}
		if k.Gone, err = s.count(up, p, w.Kind, w.Gone); err != nil {
			return nil, err
		}
		if p.t.Name == s.partOf(w.Kind).Kind {
			k.Joined = int64(len(twins))
		} else if x := s.onceOf(w.Kind, p.t.Name); x.Via == p.f.Key {
			pairs, err := s.same(ctx, x, w)
			if err != nil {
				return nil, err
			}
			k.Joined = int64(len(pairs))
		}
		if n := len(out); n > 0 && out[n-1].Kind == k.Kind {
			out[n-1].Keep, out[n-1].Gone = out[n-1].Keep+k.Keep, out[n-1].Gone+k.Gone
			continue
		}
		out = append(out, k)
	}
	if s.links == nil {
		return out, nil
	}
	mails := Kids{Kind: "mail"}
	if mails.Keep, err = s.links.CountLinks(ctx, w.Kind, w.Keep); err != nil {
		return nil, err
	}
	mails.Gone, err = s.links.CountLinks(ctx, w.Kind, w.Gone)
	return append(out, mails), err
}

func (s *Service) count(ctx context.Context, p pointer, kind string, id int64) (int64, error) {
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(p.t.Name, identity.See), listing.Query{Entity: p.t.Name, Filter: p.filter(kind, id)})
	if err != nil {
		return 0, err
	}
	return s.g.Source.Count(ctx, plan)
}

// twins finds the parts of the record that goes that are parts of the one kept as well:
// what goes, what stays.
func (s *Service) twins(ctx context.Context, w Wish) ([][2]int64, error) {
	part := s.partOf(w.Kind)
	if part.Kind == "" {
		return nil, nil
	}
	return s.same(ctx, part, w)
}

// same pairs the parts of the record that goes with those of the one kept that they are one
// and the same with.
func (s *Service) same(ctx context.Context, part Part, w Wish) ([][2]int64, error) {
	up := identity.Elevated(ctx)
	read := func(id int64) ([]listing.Row, error) {
		plan, err := listing.Allow(up, s.g.Registry, identity.May(part.Kind, identity.See), listing.Query{
			Entity: part.Kind,
			Filter: is(part.Via, id), Columns: part.Same, Sort: []listing.Sort{{Key: "id"}},
		})
		if err != nil {
			return nil, err
		}
		var rows []listing.Row
		err = s.g.Source.Each(up, plan, func(r listing.Row) error { rows = append(rows, r); return nil })
		return rows, err
	}
	keep, err := read(w.Keep)
	if err != nil {
		return nil, err
	}
	gone, err := read(w.Gone)
	if err != nil {
		return nil, err
	}
	have := map[string]int64{}
	for _, r := range keep {
		if key := sameKey(r); key != "" && have[key] == 0 {
			have[key] = r.ID
		}
	}
	var out [][2]int64
	for _, r := range gone {
		if id := have[sameKey(r)]; id != 0 {
			out = append(out, [2]int64{r.ID, id})
		}
	}
	return out, nil
}

// sameKey is what two parts that are one have in common; "" when a field is empty.
func sameKey(r listing.Row) string {
	var parts []string
	for _, c := range r.Cells {
		if c.IsEmpty() {
			return ""
		}
		parts = append(parts, c.String())
	}
	return strings.Join(parts, "\x00")
}
