package record

import (
	"context"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Look reads fields of one record as the acting person may see them, by key; blank when
// the record is not within reach, or id is 0. Denied: records of this kind are not theirs
// to see.
func (g *Ground) Look(ctx context.Context, name string, id int64, keys ...string) (map[string]entity.Value, error) {
	out := map[string]entity.Value{}
	if id == 0 {
		return out, nil
	}
	plan, err := listing.Allow(ctx, g.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Columns: keys, Filter: listing.IDs([]int64{id})})
	if err != nil {
		return nil, err
	}
	err = g.Source.Each(ctx, plan, func(r listing.Row) error {
		for i, c := range plan.Columns() {
			out[c.Key] = r.Cells[i]
		}
		return nil
	})
	return out, err
}
