package market

import (
	"context"
	"maps"
	"math"
	"slices"

	"kontor/app"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Territories is the entity name of territories.
const Territories = "territory"

// Territory 销售区域 is a part of the market that a person looks after: the customers of
// its regions. Its parts stand below it.
type Territory struct {
	entity.Head
	Name     string
	ParentID int64
	Regions  []string
	Remark   string
}

// DescribeTerritory describes territories.
func DescribeTerritory() *entity.Desc[Territory] {
	return entity.Describe(Territories, "name", func(t *Territory, e *entity.Fields) {
		e.Open()
		e.Text("name", &t.Name).Must().Only().Found().Printed().Max(80).Also("销售区域", "区域名称")
		e.Ref("parent_id", Territories, &t.ParentID).Also("上级区域")
		entity.Multi(e, "regions", &t.Regions).Also("地区").Dict = "region"
		e.LongText("remark", &t.Remark).Also("备注")
	})
}

func (s *Service) addTerritories(g *record.Ground) {
	s.Territories = record.New(g, DescribeTerritory())
	s.Territories.Rule = s.ruleTerritory
	s.Territories.Saved.Do(s.territorySaved)
	if g.Notices != nil { // somebody else, maybe at another desk, drew the map anew
		g.Notices.Listen(func(n effect.Notice) {
			if n.Kind == Territories {
				s.where.Store(nil)
			}
		})
	}
}

// ruleTerritory keeps the tree a tree and every region in one territory.
func (s *Service) ruleTerritory(ctx context.Context, before, after *Territory) error {
	all, err := s.territories(ctx)
	if err != nil {
		return err
	}
	if before != nil && before.Archived == entity.Live && after.Archived != entity.Live {
		for _, t := range all {
			if t.ParentID == after.ID {
				return app.E(app.Conflict, "territory.has_parts", "name", after.Name)
			}
		}
		return nil
	}
	above := map[int64]int64{}
	for _, t := range all {
		above[t.ID] = t.ParentID
		if t.ID == after.ID {
			continue
		}
		for _, r := range after.Regions {
			if slices.Contains(t.Regions, r) {
				return app.E(app.Conflict, "territory.region", "name", t.Name).At("regions")
			}
		}
	}
	for at, n := after.ParentID, 0; at != 0; at, n = above[at], n+1 {
		if at == after.ID || n > len(all) {
			return app.E(app.Invalid, "territory.loop", "name", after.Name).At("parent_id")
		}
	}
	return nil
}

// territories reads all of them, whoever asks.
func (s *Service) territories(ctx context.Context) ([]*Territory, error) {
	return s.Territories.Find(identity.System(ctx, "territories"), listing.Node{}, listing.Sort{Key: "name"}, listing.Sort{Key: "id"})
}

// territorySaved puts the customers where they belong now: in the same transaction, or soon
// after it where there are very many.
func (s *Service) territorySaved(ctx context.Context, e record.Saved[Territory]) error {
	s.g.Tx.After(ctx, func() { s.where.Store(nil) })
	if e.Before != nil && slices.Equal(e.Before.Regions, e.After.Regions) && e.Before.Archived == e.After.Archived {
		return nil
	}
	if wait, err := s.waits(ctx); err != nil || wait {
		return err
	}
	of, err := s.allRegions(ctx)
	if err != nil {
		return err
	}
	if _, err := s.p.Store.Territorize(ctx, of, 0, math.MaxInt32); err != nil {
		return err
	}
	s.g.Tx.After(ctx, func() { s.g.Notices.Post(effect.Notice{Kind: "customer"}) })
	return nil
}

// allRegions says for every region of the list which territory its customers fall into.
func (s *Service) allRegions(ctx context.Context) (map[string]int64, error) {
	of, err := s.regions(ctx)
	if err != nil {
		return nil, err
	}
	all := map[string]int64{}
	for _, o := range s.g.Registry.Dictionary("region") {
		if id := s.lookUp(of, o.Key); id != 0 {
			all[o.Key] = id
		}
	}
	maps.Copy(all, of)
	return all, nil
}

// regions says which territory a region belongs to by name.
func (s *Service) regions(ctx context.Context) (map[string]int64, error) {
	list, err := s.territories(ctx)
	if err != nil {
		return nil, err
	}
	of := map[string]int64{}
	for _, t := range list {
		for _, r := range t.Regions {
			of[r] = t.ID
		}
	}
	return of, nil
}

// lookUp goes from a region upwards to the first one that a territory names.
func (s *Service) lookUp(of map[string]int64, region string) int64 {
	under := map[string]string{}
	for _, o := range s.g.Registry.Dictionary("region") {
		under[o.Key] = o.Under
	}
	for n := 0; region != "" && n < 9; region, n = under[region], n+1 {
		if id := of[region]; id != 0 {
			return id
		}
	}
	return 0
}

// TerritoryOf is the territory that customers of a region fall into: that of the region
// itself, else of the nearest one above it; 0: none. It is asked with every customer that
// is saved and answers from memory.
func (s *Service) TerritoryOf(ctx context.Context, region string) (int64, error) {
	if region == "" {
		return 0, nil
	}
	of := s.where.Load()
	if of == nil {
		m, err := s.regions(ctx)
		if err != nil {
			return 0, err
		}
		of = &m
		s.where.Store(of)
	}
	return s.lookUp(*of, region), nil
}

// Care is who looks after the customers of a region.
type Care struct {
	Territory string
	Person    int64
	Name      string
}

// CareFor proposes the owner of a new customer: that of its territory, else of the nearest
// one above. Nobody when there is none, or the person has left.
func (s *Service) CareFor(ctx context.Context, region string) (Care, error) {
	if _, err := identity.Need(ctx, identity.May(Territories, identity.See)); err != nil {
		return Care{}, nil //nolint:nilerr // who may not see territories is proposed nobody
	}
	id, err := s.TerritoryOf(ctx, region)
	if err != nil || id == 0 {
		return Care{}, err
	}
	list, err := s.territories(ctx)
	if err != nil {
		return Care{}, err
	}
	by := map[int64]*Territory{}
	for _, t := range list {
		by[t.ID] = t
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return Care{}, err
	}
	for n := 0; id != 0 && by[id] != nil && n <= len(list); id, n = by[id].ParentID, n+1 {
		if who := by[id].OwnerID; who != 0 && people.Active(who) {
			return Care{by[id].Name, who, people.Name(who)}, nil
		}
	}
	return Care{}, nil
}
