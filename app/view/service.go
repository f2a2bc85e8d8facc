package view

import (
	"context"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Service keeps saved views.
type Service struct {
	Views *record.Service[View]

	g       *record.Ground
	shipped map[string][]Shipped
}

// New makes the service with the views that ship.
func New(g *record.Ground, shipped ...Shipped) *Service {
	s := &Service{g: g, shipped: map[string][]Shipped{}}
	for _, v := range shipped {
		s.shipped[v.Query.Entity] = append(s.shipped[v.Query.Entity], v)
	}
	s.Views = record.New(g, Describe())
	s.Views.Rule = s.rule
	return s
}

// rule keeps shared views to administrators.
func (s *Service) rule(ctx context.Context, before, after *View) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	if (after.Shared || before != nil && before.Shared) && !a.Has(identity.RightAdmin) {
		return app.E(app.Denied, "view.shared")
	}
	_, err = after.row()
	return err
}

// List gives the views of a list for the acting person: shipped, shared, own, each group
// in its order. A shipped view that the person may not run is left out.
func (s *Service) List(ctx context.Context, name string) ([]Row, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	var out []Row
	for _, v := range s.shipped[name] {
		if _, err := listing.Allow(ctx, s.g.Registry, identity.May(name, identity.See), v.Query); err != nil {
			if app.KindOf(err) == app.Denied {
				continue
			}
			return nil, err
		}
		out = append(out, Row{Key: v.Key, Group: v.Group, Icon: v.Icon, Query: v.Query, Shared: v.Group != Mine})
	}
	all, err := s.Views.Find(identity.System(ctx, "views"), listing.Is("list", listing.Eq, name), listing.Sort{Key: "pos"}, listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if !v.Shared && v.OwnerID != a.ID {
			continue
		}
		r, err := v.row()
		if err != nil {
			continue // a broken view of another version does not take the others along
		}
		out = append(out, r)
	}
	return out, nil
}

// Count tells how many records a view has for the acting person.
func (s *Service) Count(ctx context.Context, q listing.Query) (int64, error) {
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return 0, err
	}
	return s.g.Source.Count(ctx, plan)
}

// Save stores a view (id 0: a new one) of the acting person, or a shared one.
func (s *Service) Save(ctx context.Context, r Row) (int64, error) {
	set := func(v *View) error {
		v.Name, v.Icon, v.Shared, v.Layout = r.Name, r.Icon, r.Shared, r.Layout
		return v.pack(r.Query)
	}
	if r.ID != 0 {
		_, err := s.Views.Update(ctx, r.ID, r.Version, set)
		return r.ID, err
	}
	v := s.Views.Desc.New()
	if err := set(v); err != nil {
		return 0, err
	}
	err := s.Views.Create(ctx, v)
	return v.ID, err
}

// Delete puts a view into the bin.
func (s *Service) Delete(ctx context.Context, id int64) error { return s.Views.Archive(ctx, id, 0) }

// Shipped lists the views that ship with a list: tests run each of them.
func (s *Service) Shipped() []Shipped {
	var out []Shipped
	for _, list := range s.shipped {
		out = append(out, list...)
	}
	return out
}
