package suite_test

import (
	"testing"

	"kontor/app/identity"
	"kontor/app/listing"
)

// Every described field has its column on both engines: each list can be read with all
// its columns, sorted by each, and every shipped view runs.
func TestSchemaAndViews(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx := o.boss
		for _, typ := range o.Ground.Registry.Types() {
			var keys []string
			for _, f := range typ.Fields() {
				keys = append(keys, f.Key)
			}
			plan, err := listing.Allow(ctx, o.Ground.Registry, identity.May(typ.Name, identity.See),
				listing.Query{Entity: typ.Name, Columns: keys, Sort: []listing.Sort{{Key: typ.Title}}})
			if err != nil {
				t.Errorf("%s: %v", typ.Name, err)
				continue
			}
			if err := o.db.Each(ctx, plan, func(listing.Row) error { return nil }); err != nil {
				t.Errorf("%s: %v", typ.Name, err)
			}
		}
		for _, v := range o.Views.Shipped() {
			plan, err := listing.Allow(ctx, o.Ground.Registry, identity.May(v.Query.Entity, identity.See), v.Query)
			if err != nil {
				t.Errorf("view %s.%s: %v", v.Query.Entity, v.Key, err)
				continue
			}
			if _, err := o.db.Count(ctx, plan); err != nil {
				t.Errorf("view %s.%s: %v", v.Query.Entity, v.Key, err)
			}
			if _, err := o.db.Sum(ctx, plan); err != nil {
				t.Errorf("totals of view %s.%s: %v", v.Query.Entity, v.Key, err)
			}
		}
	})
}
