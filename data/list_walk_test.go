package data

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"kontor/app/identity"
	"kontor/app/listing"
)

// A manager who sees many records of a large table gets the first page by name out of the
// index of names, and the very same page as by sorting all of them; also when hardly any
// of the first in the alphabet are the manager's.
func TestFirstPageOfManySeen(t *testing.T) { // SYS-49
	ctx := context.Background()
	f := newFirms(t, sqliteCompany(t))
	for _, q := range []string{"CREATE INDEX firm_name ON firm (name, id) WHERE archived = 0", "CREATE INDEX firm_unit ON firm (unit_id, updated_at, id) WHERE archived = 0"} {
		if _, err := f.db.write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	was := walkedFrom
	walkedFrom = 1000
	t.Cleanup(func() { walkedFrom = was })
	f.save(makeFirms(1, 6001)...)
	manager := &identity.Actor{
		ID: 3, Units: []int64{1}, Tree: []int64{1, 2, 3},
		Roles: []identity.Role{{Grants: map[identity.Action]identity.Scope{{Kind: "*", Verb: "*"}: identity.ScopeTree}}},
	}
	check := func(when string, walks bool, sort listing.Sort, filter listing.Node) {
		t.Helper()
		p, err := listing.Allow(identity.With(ctx, manager), f.reg, identity.May("firm", identity.See), listing.Query{Entity: "firm", Filter: filter, Sort: []listing.Sort{sort}})
		if err != nil {
			t.Fatal(err)
		}
		l, err := f.db.openList(ctx, p, true)
		if err != nil {
			t.Fatal(err)
		}
		_, ok, err := l.walked(ctx, expr{}, 50)
		if err != nil || ok != walks {
			t.Errorf("%s: walked %v, %v", when, ok, err)
		}
		first, err := f.db.First(ctx, p, 50)
		if err != nil {
			t.Fatal(err)
		}
		all, err := f.db.IDs(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) < 50 || !slices.Equal(first, all[:50]) {
			t.Errorf("%s: %v, sorted %v", when, first, all[:min(50, len(all))])
		}
	}
	byName := listing.Sort{Key: "name"}
	check("by name", true, byName, listing.Node{})
	check("by name, backwards", true, listing.Sort{Key: "name", Desc: true}, listing.Node{})
	check("by name, filtered", true, byName, listing.Is("note", listing.Filled))
	check("without an index of the order", false, listing.Sort{Key: "tax_no"}, listing.Node{})
	var moved []*firm
	for id := int64(1); id <= 6000; id++ {
		if c := f.all[id]; c.UnitID <= 3 {
			x := *c
			x.Name = fmt.Sprintf("龥%04d", 9999-id) // behind everybody else's
			moved = append(moved, &x)
		}
	}
	f.save(moved...)
	check("the last in the alphabet", false, byName, listing.Node{})
}
