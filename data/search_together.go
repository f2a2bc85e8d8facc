package data

import (
	"context"
	"slices"
)

// together is what the looks of one search share, one for each kind of record: the index
// is the same for all kinds, and asking it again for each made a search of a company of
// a million customers take as many times as long as there are kinds.
type together struct {
	s *Search

	knowsWaits, waits bool
	kinds             map[int64]bool // that have documents; nil: not asked yet

	match string
	asked bool
	ids   []int64 // sorted documents of all kinds; the last may be missing
	whole bool    // none is missing
}

// anyWaits tells whether any record waits for the indexer.
func (x *together) anyWaits(ctx context.Context) (bool, error) {
	if x.knowsWaits {
		return x.waits, nil
	}
	var n int
	err := x.s.db.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM search_dirty LIMIT 1) x").Scan(&n)
	x.knowsWaits, x.waits = err == nil, n > 0
	return x.waits, x.s.db.Problem(err)
}

// has tells whether there are documents of a kind.
func (x *together) has(ctx context.Context, kind int64) (bool, error) {
	if x.kinds == nil {
		// From each kind the index leads to the next.
		q := `WITH RECURSIVE k(v) AS (SELECT min(kind) FROM search_doc UNION ALL
			SELECT (SELECT min(kind) FROM search_doc WHERE kind > k.v) FROM k WHERE k.v IS NOT NULL)
			SELECT v FROM k WHERE v IS NOT NULL`
		list, err := int64s(x.s.db.read.QueryContext(ctx, q))
		if err != nil {
			return false, x.s.db.Problem(err)
		}
		x.kinds = map[int64]bool{}
		for _, k := range list {
			x.kinds[k] = true
		}
	}
	return x.kinds[kind], nil
}

// candidates lists the documents of a look's kind that have the grams, one more than the
// most at the most.
func (x *together) candidates(ctx context.Context, l *look, match string) ([]int64, error) {
	most := l.limits().most + 1
	low, high := docID(l.code, 0), docID(l.code+1, 0)-1
	if len(x.kinds) < 2 {
		return l.candidates(ctx, match, most)
	}
	if !x.asked {
		ids, err := l.within(ctx, match, docID(x.first(), 0), docID(1<<(62-recordBits), 0)-1, most)
		if err != nil {
			return nil, err
		}
		slices.Sort(ids) // a file gives them in order anyhow
		x.match, x.ids, x.asked, x.whole = match, ids, true, len(ids) < most
	}
	// What a server leaves out may be of any kind; a file leaves out the last.
	told := x.whole || x.s.db.Engine == SQLite && x.ids[len(x.ids)-1] > high
	if x.match != match || !told {
		return l.candidates(ctx, match, most)
	}
	from, _ := slices.BinarySearch(x.ids, low)
	to, _ := slices.BinarySearch(x.ids, high+1)
	return x.ids[from:to:to], nil
}

// first is the least code of a kind that has documents.
func (x *together) first() int64 {
	least := int64(1) << (62 - recordBits)
	for k := range x.kinds {
		least = min(least, k)
	}
	return least
}
