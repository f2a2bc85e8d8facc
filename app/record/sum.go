package record

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// sum is one contributed column that is a sum over records of another entity.
type sum struct {
	from   string // the entity whose records are added up
	entity string // the entity that shows the sum
	key    string
	give   func(rec any) map[int64]int64
}

// Sum keeps a contributed column as a sum: each live record of s gives n to the record
// id of the entity (customer, "open_minor"). It is kept from before and after of every
// save, so undo, import revert and merge stay right. give says 0, 0 for records that do
// not count.
func Sum[T any](s *Service[T], to, key string, give func(rec *T) (id, n int64)) {
	SumEach(s, to, key, func(rec *T) map[int64]int64 {
		id, n := give(rec)
		return map[int64]int64{id: n}
	})
}

// SumEach is Sum for records that give to several others: an order to the products on its
// lines. The id 0 stands for nobody.
func SumEach[T any](s *Service[T], to, key string, give func(rec *T) map[int64]int64) {
	s.g.sums = append(s.g.sums, sum{from: s.Desc.Name, entity: to, key: key, give: func(rec any) map[int64]int64 { return give(rec.(*T)) }})
	s.Saved.Do(func(ctx context.Context, e Saved[T]) error {
		more := map[int64]int64{}
		if e.Before != nil && counts(e.Before) {
			for id, n := range give(e.Before) {
				more[id] -= n
			}
		}
		if counts(e.After) {
			for id, n := range give(e.After) {
				more[id] += n
			}
		}
		for _, id := range slices.Sorted(maps.Keys(more)) { // in one order, so that two savers never wait for each other
			if n := more[id]; id != 0 && n != 0 {
				if err := s.g.Store.Add(ctx, to, id, key, n); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func counts(rec any) bool { return entity.HeadOf(rec).Archived == entity.Live }

// Difference is a contributed sum that is not what its records add up to.
type Difference struct {
	Entity string
	Record int64
	Key    string
	Stored int64
	Right  int64
}

// CheckSums adds every contributed sum up again, puts differences right and reports
// them: the nightly job. It needs the program's own rights (identity.System).
func (g *Ground) CheckSums(ctx context.Context) ([]Difference, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	if !a.Super {
		return nil, app.E(app.Denied, "access.right", "right", entity.Label("right.admin"))
	}
	var out []Difference
	for _, s := range g.sums {
		d, err := g.checkSum(ctx, s)
		if err != nil {
			return out, fmt.Errorf("%s.%s: %w", s.entity, s.key, err)
		}
		out = append(out, d...)
	}
	return out, nil
}

func (g *Ground) checkSum(ctx context.Context, s sum) ([]Difference, error) {
	// Several areas may feed one column: add all of them up.
	right := map[int64]int64{}
	for _, other := range g.sums {
		if other.entity != s.entity || other.key != s.key {
			continue
		}
		if err := g.addUp(ctx, other, right); err != nil {
			return nil, err
		}
	}
	p, err := listing.Allow(ctx, g.Registry, identity.May(s.entity, identity.See),
		listing.Query{Entity: s.entity, Columns: []string{s.key}, Filter: listing.Is(s.key, listing.Ne, "0")})
	if err != nil {
		return nil, err
	}
	stored := map[int64]int64{}
	err = g.Source.Each(ctx, p, func(r listing.Row) error { stored[r.ID] = r.Cells[0].Int(); return nil })
	if err != nil {
		return nil, err
	}
	for id := range right {
		if _, ok := stored[id]; !ok {
			stored[id] = 0
		}
	}
	var out []Difference
	for id, have := range stored {
		if have == right[id] {
			continue
		}
		live, err := g.Store.Within(ctx, listing.Reach{Type: g.Registry.Type(s.entity), All: true}, id)
		if err != nil {
			return out, err
		}
		if !live {
			continue
		}
		out = append(out, Difference{s.entity, id, s.key, have, right[id]})
		err = g.Tx.InTx(ctx, func(ctx context.Context) error {
			return g.Store.Add(ctx, s.entity, id, s.key, right[id]-have)
		})
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

func (g *Ground) addUp(ctx context.Context, s sum, into map[int64]int64) error {
	t := g.Registry.Type(s.from)
	p, err := listing.Allow(ctx, g.Registry, identity.May(s.from, identity.See), listing.Query{Entity: s.from})
	if err != nil {
		return err
	}
	var ids []int64
	if err := g.Source.Each(ctx, p, func(r listing.Row) error { ids = append(ids, r.ID); return nil }); err != nil {
		return err
	}
	for len(ids) > 0 {
		n := min(500, len(ids))
		recs, err := g.Store.LoadMany(ctx, t, ids[:n])
		if err != nil {
			return err
		}
		for _, rec := range recs {
			if !counts(rec) {
				continue
			}
			for id, n := range s.give(rec) {
				if id != 0 {
					into[id] += n
				}
			}
		}
		ids = ids[n:]
	}
	return nil
}
