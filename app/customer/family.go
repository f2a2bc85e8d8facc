package customer

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// groupDepth is how many levels a group of companies may have: more than any has, and a
// bound for damaged data.
const groupDepth = 32

// groupSize bounds the units of a group that are read for its tree.
const groupSize = 500

// Unit is one company of a group, in the order of the tree.
type Unit struct {
	ID     int64
	Parent int64
	Level  int // 0: the top
	Name   string
	Owner  string
}

// ruleParent refuses a parent that is the customer itself or stands below it (CUS-44).
func (s *Service) ruleParent(ctx context.Context, before, after *Customer) error {
	if after.ParentID == 0 || before != nil && before.ParentID == after.ParentID {
		return nil
	}
	at := after.ParentID
	for range groupDepth {
		if at == 0 {
			return nil
		}
		if at == after.ID {
			return app.E(app.Invalid, "customer.group_loop", "name", after.Name).At("parent_id")
		}
		up, err := s.g.Store.Load(ctx, s.Customers.Desc.Type, at, false)
		if app.KindOf(err) == app.NotFound && err != nil {
			return nil
		}
		if err != nil {
			return err
		}
		at = up.(*Customer).ParentID
	}
	return app.E(app.Invalid, "customer.group_deep", "max", groupDepth).At("parent_id")
}

// Family gives the group of companies that a customer belongs to, from the highest unit
// that the acting person may see down, each before its subsidiaries. A customer without a
// group is alone in it.
func (s *Service) Family(ctx context.Context, id int64) ([]Unit, error) {
	top := id
	for range groupDepth {
		up, err := s.units(ctx, listing.IDs([]int64{top}))
		if err != nil {
			return nil, err
		}
		if len(up) == 0 {
			return nil, app.E(app.NotFound, "record.not_found", "kind", entity.Label(Customers+".one"))
		}
		if up[0].Parent == 0 {
			break
		}
		if higher, err := s.units(ctx, listing.IDs([]int64{up[0].Parent})); err != nil || len(higher) == 0 {
			break // binned, or not for this person
		}
		top = up[0].Parent
	}
	level, err := s.units(ctx, listing.IDs([]int64{top}))
	if err != nil {
		return nil, err
	}
	below := map[int64][]Unit{}
	seen := map[int64]bool{top: true}
	for n, list := 1, level; len(list) > 0 && n < groupDepth && len(seen) < groupSize; n++ {
		var ids []string
		for _, u := range list {
			ids = append(ids, strconv.FormatInt(u.ID, 10))
		}
		next, err := s.units(ctx, listing.Is("parent_id", listing.In, ids...))
		if err != nil {
			return nil, err
		}
		list = nil
		for _, u := range next {
			if !seen[u.ID] {
				seen[u.ID] = true
				u.Level = n
				below[u.Parent] = append(below[u.Parent], u)
				list = append(list, u)
			}
		}
	}
	var out []Unit
	var walk func(u Unit)
	walk = func(u Unit) {
		out = append(out, u)
		for _, x := range below[u.ID] {
			walk(x)
		}
	}
	for _, u := range level {
		walk(u)
	}
	return out, nil
}

func (s *Service) units(ctx context.Context, filter listing.Node) ([]Unit, error) {
	p, err := listing.Allow(ctx, s.g.Registry, identity.May(Customers, identity.See), listing.Query{
		Entity: Customers, Filter: filter,
		Sort: []listing.Sort{{Key: "name_pinyin"}}, Columns: []string{"name", "parent_id", "owner_id.name"},
	})
	if err != nil {
		return nil, err
	}
	ids, err := s.g.Source.First(ctx, p, groupSize)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	rows, err := s.g.Source.Block(ctx, p, ids)
	if err != nil {
		return nil, err
	}
	var out []Unit
	for _, r := range rows {
		if r.ID != 0 {
			out = append(out, Unit{ID: r.ID, Name: r.Cells[0].Text(), Parent: r.Cells[1].Int(), Owner: r.Cells[2].Text()})
		}
	}
	return out, nil
}
