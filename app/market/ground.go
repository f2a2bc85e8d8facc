package market

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// GroundQuery says what is counted by territory: open deals, and orders and new customers
// of some days (instants in ms for customers). A kind without a reach is left out.
type GroundQuery struct {
	From, To     calendar.Date
	FromMS, ToMS int64 // customers made in [FromMS, ToMS)
	Reach        map[string]listing.Reach
}

// Ground is what was counted in one territory; territory 0: customers of no territory.
type Ground struct {
	Territory int64
	Customers int64
	Fresh     int64 // new ones of the time
	Deals     int64 // open
	Open      money.Minor
	Orders    int64 // of the time
	Sold      money.Minor
}

func (g *Ground) add(o Ground) {
	g.Customers, g.Fresh, g.Deals, g.Open = g.Customers+o.Customers, g.Fresh+o.Fresh, g.Deals+o.Deals, g.Open+o.Open
	g.Orders, g.Sold = g.Orders+o.Orders, g.Sold+o.Sold
}

// Place is one row of the map: a territory with what lies in it and in its parts.
type Place struct {
	ID      int64 // 0: of no territory
	Depth   int
	Kids    int
	Name    string
	Owner   string
	Regions []string
	Ground
}

// Map is the tree of territories, top down, with its sum.
type Map struct {
	Places []Place
	All    Ground
}

// groundKinds are the kinds that are counted.
var groundKinds = []string{"customer", sales.Opportunities, sales.Orders}

// MapOf counts by territory what the acting person may see between two days, both
// included (SAL-43).
func (s *Service) MapOf(ctx context.Context, from, to calendar.Date) (*Map, error) {
	a, err := identity.Need(ctx, identity.May(Territories, identity.See))
	if err != nil {
		return nil, err
	}
	zone := s.g.Registry.Zone()
	q := GroundQuery{From: from, To: to, FromMS: from.At(0, zone).UnixMilli(), ToMS: (to + 1).At(0, zone).UnixMilli(), Reach: map[string]listing.Reach{}}
	for _, kind := range groundKinds {
		if act := identity.May(kind, identity.See); a.Can(act) {
			q.Reach[kind] = listing.ReachOf(s.g.Registry, a, act, s.g.Registry.Type(kind))
		}
	}
	if _, may := q.Reach["customer"]; !may {
		return nil, app.E(app.Denied, "territory.nothing")
	}
	rows, err := s.p.Store.GroundBy(ctx, q)
	if err != nil {
		return nil, err
	}
	list, err := s.Territories.Find(ctx, listing.Node{}, listing.Sort{Key: "name"}, listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	return drawMap(list, rows, people.Name), nil
}

// drawMap lays the tree out; what stands in a part counts for all above it.
func drawMap(list []*Territory, rows []Ground, name func(int64) string) *Map {
	m := &Map{}
	own := map[int64]Ground{}
	for _, r := range rows {
		g := own[r.Territory]
		g.add(r)
		own[r.Territory] = g
		m.All.add(r)
	}
	known, kids := map[int64]bool{}, map[int64][]*Territory{}
	for _, t := range list {
		known[t.ID] = true
	}
	for _, t := range list {
		up := t.ParentID
		if !known[up] {
			up = 0
		}
		kids[up] = append(kids[up], t)
	}
	var lay func(up int64, depth int) Ground
	lay = func(up int64, depth int) Ground {
		var sum Ground
		for _, t := range kids[up] {
			at := len(m.Places)
			p := Place{ID: t.ID, Depth: depth, Kids: len(kids[t.ID]), Name: t.Name, Regions: t.Regions}
			if t.OwnerID != 0 {
				p.Owner = name(t.OwnerID)
			}
			m.Places = append(m.Places, p)
			g := own[t.ID]
			delete(own, t.ID)
			g.add(lay(t.ID, depth+1))
			m.Places[at].Ground = g
			sum.add(g)
		}
		return sum
	}
	lay(0, 0)
	var rest Ground // of no territory, or of one that is gone
	for _, g := range own {
		rest.add(g)
	}
	if rest != (Ground{}) {
		m.Places = append(m.Places, Place{Ground: rest})
	}
	return m
}
