package mark

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Service is the use cases of marks.
type Service struct {
	marks *record.Service[Mark]
	items *record.Service[Item]
	g     *record.Ground
}

// New makes the service.
func New(g *record.Ground) *Service {
	s := &Service{marks: record.New(g, Describe()), items: record.New(g, DescribeItem()), g: g}
	s.items.Rule = s.rule
	return s
}

// rule keeps marks off records that the person may not see, and off marks of others.
func (s *Service) rule(ctx context.Context, _, i *Item) error {
	if i.Archived != entity.Live {
		return nil
	}
	svc := s.g.Service(i.Kind)
	if svc == nil {
		return app.E(app.Invalid, "list.unknown_entity", "name", i.Kind)
	}
	if _, err := svc.Get(ctx, i.RecordID); err != nil {
		return err
	}
	_, err := s.own(ctx, i.MarkID, false)
	return err
}

// Row is a mark as lists show it.
type Row struct {
	ID     int64
	Name   string
	Shared bool
	Mine   bool
	Count  int // records that carry it, whoever may see them
}

// List gives the person's own marks and the shared ones, the last used first.
func (s *Service) List(ctx context.Context) ([]Row, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	sys := identity.System(ctx, "marks")
	all, err := s.marks.Find(sys, listing.Any(listing.Is("owner_id", listing.Eq, itoa(a.ID)), listing.Is("shared", listing.Eq, "1")))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(x, y *Mark) int { return cmp.Or(cmp.Compare(y.UsedAt, x.UsedAt), cmp.Compare(y.ID, x.ID)) })
	out := make([]Row, 0, len(all))
	for _, m := range all {
		n, err := s.items.Count(sys, listing.Is("mark_id", listing.Eq, itoa(m.ID)))
		if err != nil {
			return nil, err
		}
		out = append(out, Row{ID: m.ID, Name: m.Name, Shared: m.Shared, Mine: m.OwnerID == a.ID, Count: int(n)})
	}
	return out, nil
}

// Save makes a mark (id 0) or gives it another name; only its owner may. Two marks that
// one person sees may not have the same name: Conflict mark.taken.
func (s *Service) Save(ctx context.Context, id int64, name string, shared bool) (int64, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return 0, err
	}
	name = strings.TrimSpace(name)
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		list, err := s.List(ctx)
		if err != nil {
			return err
		}
		for _, m := range list {
			if m.ID != id && strings.EqualFold(m.Name, name) {
				return app.E(app.Conflict, "mark.taken", "name", name).At("name")
			}
		}
		if id == 0 {
			m := &Mark{Name: name, Shared: shared, UsedAt: s.g.Clock.Now().UnixMilli()}
			m.OwnerID = a.ID
			err = s.marks.Create(identity.Elevated(ctx), m)
			id = m.ID
			return err
		}
		if _, err := s.own(ctx, id, true); err != nil {
			return err
		}
		_, err = s.marks.Update(identity.Elevated(ctx), id, 0, func(m *Mark) error { m.Name, m.Shared = name, shared; return nil })
		return err
	})
	return id, err
}

// Delete puts a mark into the recycle bin; the records lose nothing but the mark.
func (s *Service) Delete(ctx context.Context, id int64) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.own(ctx, id, true); err != nil {
			return err
		}
		return s.marks.Archive(identity.Elevated(ctx), id, 0)
	})
}

// own gives a mark that the person may use, or with change, may change. Others' marks
// look as if they were not there.
func (s *Service) own(ctx context.Context, id int64, change bool) (*Mark, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	m, err := s.marks.Get(identity.System(ctx, "marks"), id)
	if err != nil {
		return nil, err
	}
	switch {
	case m.OwnerID == a.ID:
		return m, nil
	case m.Archived != entity.Live || !m.Shared:
		return nil, app.E(app.NotFound, "record.not_found", "kind", entity.Label(Marks+".one"))
	case change:
		return nil, app.E(app.Denied, "mark.other", "name", m.Name)
	}
	return m, nil
}

// Put puts a mark on records of a kind that the person sees; those that carry it already
// stay as they are. It tells how many were new.
func (s *Service) Put(ctx context.Context, id int64, kind string, records []int64) (int, error) {
	svc := s.g.Service(kind)
	if svc == nil {
		return 0, app.E(app.Invalid, "list.unknown_entity", "name", kind)
	}
	n := 0
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.own(ctx, id, false); err != nil {
			return err
		}
		up := identity.Elevated(ctx)
		for _, rec := range records {
			if _, err := svc.Get(ctx, rec); err != nil {
				return err
			}
			have, err := s.items.Count(up, on(id, kind, rec))
			if err != nil {
				return err
			}
			if have > 0 {
				continue
			}
			if err := s.items.Create(up, &Item{MarkID: id, Kind: kind, RecordID: rec}); err != nil {
				return err
			}
			n++
		}
		_, err := s.marks.Update(up, id, 0, func(m *Mark) error { m.UsedAt = s.g.Clock.Now().UnixMilli(); return nil })
		return err
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// Take takes a mark off records.
func (s *Service) Take(ctx context.Context, id int64, kind string, records []int64) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.own(ctx, id, false); err != nil {
			return err
		}
		up := identity.Elevated(ctx)
		for _, rec := range records {
			list, err := s.items.Find(up, on(id, kind, rec))
			if err != nil {
				return err
			}
			for _, i := range list {
				if err := s.items.Archive(up, i.ID, 0); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Of lists the marks that a record carries, among those the person sees.
func (s *Service) Of(ctx context.Context, kind string, rec int64) (map[int64]bool, error) {
	list, err := s.items.Find(identity.System(ctx, "marks"), listing.All(listing.Is("kind", listing.Eq, kind), listing.Is("record_id", listing.Eq, itoa(rec))))
	if err != nil {
		return nil, err
	}
	out := map[int64]bool{}
	for _, i := range list {
		out[i.MarkID] = true
	}
	return out, nil
}

// Group is the records of one kind that carry a mark.
type Group struct {
	Kind    string
	Records []Marked
}

// Marked is a record that carries a mark.
type Marked struct {
	ID    int64
	Title string
	Owner string
}

// Records lists what carries a mark, kind by kind, as far as the reader may see it.
func (s *Service) Records(ctx context.Context, id int64) ([]Group, error) {
	if _, err := s.own(ctx, id, false); err != nil {
		return nil, err
	}
	items, err := s.items.Find(identity.System(ctx, "marks"), listing.Is("mark_id", listing.Eq, itoa(id)), listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	byKind := map[string][]int64{}
	var kinds []string
	for _, i := range items {
		if byKind[i.Kind] == nil {
			kinds = append(kinds, i.Kind)
		}
		byKind[i.Kind] = append(byKind[i.Kind], i.RecordID)
	}
	var out []Group
	for _, kind := range kinds {
		g, err := s.group(ctx, kind, byKind[kind])
		if err != nil {
			return nil, err
		}
		if len(g.Records) > 0 {
			out = append(out, g)
		}
	}
	return out, nil
}

func (s *Service) group(ctx context.Context, kind string, ids []int64) (Group, error) {
	g := Group{Kind: kind}
	t := s.g.Registry.Type(kind)
	if t == nil {
		return g, nil // of an area that this program does not have
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(kind, identity.See),
		listing.Query{Entity: kind, Filter: listing.IDs(ids), Columns: []string{t.Title, "owner_id.name"}})
	if app.KindOf(err) == app.Denied && err != nil {
		return g, nil
	}
	if err != nil {
		return g, err
	}
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		m := Marked{ID: r.ID}
		for i, c := range plan.Columns() {
			if c.Via != nil {
				m.Owner = r.Cells[i].Text()
			} else {
				m.Title = r.Cells[i].Text()
			}
		}
		g.Records = append(g.Records, m)
		return nil
	})
	return g, err
}

func on(id int64, kind string, rec int64) listing.Node {
	return listing.All(listing.Is("mark_id", listing.Eq, itoa(id)), listing.Is("kind", listing.Eq, kind), listing.Is("record_id", listing.Eq, itoa(rec)))
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
