package record

import (
	"context"

	"kontor/app/identity"
	"kontor/app/listing"
)

// Link is a record that is named in words, and known when its kind has one of that name.
type Link struct {
	ID   int64
	Name string
}

// Linked keeps a reference and the words that name the same thing together: a reference
// that was chosen brings its name, words that were typed find the record of that name, and
// words that name none stay without one. was is how both stood before.
func (g *Ground) Linked(ctx context.Context, kind string, was, now Link) (Link, error) {
	t := g.Registry.Type(kind)
	if t == nil || was == now {
		return now, nil
	}
	sys := identity.System(ctx, "link")
	switch {
	case now.ID != 0 && now.ID != was.ID:
		row, err := g.Look(sys, kind, now.ID, t.Title)
		if err == nil && row[t.Title].Text() != "" {
			now.Name = row[t.Title].Text()
		}
		return now, err
	case now.ID == 0 && was.ID != 0 && now.Name == was.Name:
		return Link{}, nil // taken away
	}
	now.ID = 0
	if now.Name == "" {
		return now, nil
	}
	plan, err := listing.Allow(sys, g.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Filter: listing.Is(t.Title, listing.Eq, now.Name)})
	if err != nil {
		return now, err
	}
	ids, err := g.Source.First(sys, plan, 1)
	if err == nil && len(ids) > 0 {
		now.ID = ids[0]
	}
	return now, err
}
