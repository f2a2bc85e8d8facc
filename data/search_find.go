package data

import (
	"context"
	"time"

	"kontor/app/listing"
	"kontor/app/search"
)

// The limits between the plans of a search.
const (
	narrowScope = 3000  // documents of a scope that are simply walked
	usualDocs   = 6000  // documents beyond which a word counts as usual: walk first
	ftsMost     = 10000 // documents that are fetched by grams and sorted
	walkOwn     = 600   // own documents looked at first when a word is usual
	walkFirst   = 6000  // documents walked before the grams are asked after all
	ranked      = 3     // how many times the wanted number are collected and ranked
)

// walkTime bounds a walk in which almost nothing matches.
const walkTime = 60 * time.Millisecond

// Find gives the best matches of the plan's text, the best first. There may be more.
func (s *Search) Find(ctx context.Context, p *listing.Plan, limit int) ([]search.Found, error) {
	l, ok, err := s.newLook(ctx, p)
	if err != nil || !ok || limit <= 0 {
		return nil, err
	}
	complete, err := l.lookAtDirty(ctx)
	if err != nil {
		return nil, err
	}
	hits, err := l.find(ctx, limit, complete)
	if err != nil {
		return nil, err
	}
	return best(append(l.fresh, hits...), limit), nil
}

// best ranks, drops doubles and cuts.
func best(list []search.Found, limit int) []search.Found {
	search.Sort(list)
	seen := map[int64]bool{}
	out := make([]search.Found, 0, min(limit, len(list)))
	for _, f := range list {
		if !seen[f.ID] && len(out) < limit {
			seen[f.ID] = true
			out = append(out, f)
		}
	}
	return out
}

func (l *look) find(ctx context.Context, limit int, complete bool) ([]search.Found, error) {
	if !complete {
		return l.findUnindexed(ctx, limit)
	}
	few, err := l.narrow(ctx, narrowScope)
	if err != nil {
		return nil, err
	}
	if few {
		hits, _, err := l.collect(ctx, l.walk(false), collecting{hits: narrowScope, rows: narrowScope})
		return hits, err
	}
	match, docs, err := l.match(ctx)
	if err != nil {
		return nil, err
	}
	if docs <= usualDocs {
		return l.byGrams(ctx, match, limit)
	}
	hits, ended, err := l.walkUsual(ctx, limit)
	if err != nil || ended || len(hits) >= limit {
		return hits, err
	}
	more, err := l.byGrams(ctx, match, limit)
	return append(hits, more...), err
}

// collecting bounds a walk.
type collecting struct {
	hits  int
	rows  int
	until time.Time // zero: no limit
}

// collect tests documents of a walk until it has enough. ended tells that there are no more.
func (l *look) collect(ctx context.Context, w *walker, c collecting) (hits []search.Found, ended bool, err error) {
	for n := 0; n < c.rows && len(hits) < c.hits; n++ {
		if n%512 == 511 && !c.until.IsZero() && time.Now().After(c.until) {
			return hits, false, nil
		}
		r, ok, err := w.next(ctx)
		if err != nil {
			return nil, false, err
		}
		if !ok {
			return hits, true, nil
		}
		if l.dirty[r.id] {
			continue
		}
		if f, ok := l.test(r); ok {
			hits = append(hits, f)
		}
	}
	return hits, false, nil
}

// walkUsual looks for a usual word: own records first, then the newest.
func (l *look) walkUsual(ctx context.Context, limit int) ([]search.Found, bool, error) {
	var hits []search.Found
	if len(l.own) > 0 && l.all {
		own, _, err := l.collect(ctx, l.walk(true), collecting{hits: limit, rows: walkOwn})
		if err != nil {
			return nil, false, err
		}
		hits = own
	}
	rest, ended, err := l.collect(ctx, l.walk(false), collecting{hits: limit * ranked, rows: walkFirst, until: time.Now().Add(walkTime)})
	return append(hits, rest...), ended, err
}

// byGrams fetches by the index of grams, newest and own first, and tests.
func (l *look) byGrams(ctx context.Context, match string, limit int) ([]search.Found, error) {
	for _, n := range []int{limit * ranked, ftsMost} {
		rows, err := l.fetch(ctx, match, n)
		if err != nil {
			return nil, err
		}
		var hits []search.Found
		for _, r := range rows {
			if l.dirty[r.id] {
				continue
			}
			if f, ok := l.test(r); ok {
				hits = append(hits, f)
			}
		}
		if len(hits) >= limit || len(rows) < n {
			return hits, nil
		}
	}
	return nil, nil
}

// fetch reads up to n documents that have the grams.
func (l *look) fetch(ctx context.Context, match string, n int) ([]searchRow, error) {
	low, high := docID(l.code, 0), docID(l.code+1, 0)-1
	scope, scoped := l.scope()
	own, arg := l.s.db.InIDs("d.owner_id", keys(l.own))
	order := " ORDER BY CASE WHEN " + own + " THEN 1 ELSE 0 END DESC, d.updated_at DESC LIMIT ?"
	var q string
	args := []any{match, low, high}
	if l.s.db.Engine == Postgres {
		q = "SELECT " + packedColumns + " FROM (SELECT * FROM search_doc WHERE grams @@ ?::tsquery AND id BETWEEN ? AND ? LIMIT 10001) d WHERE true" + scope + order
	} else {
		// CROSS JOIN keeps the planner from asking the index once per document.
		q = "SELECT " + packedColumns + ` FROM (SELECT docid FROM search_index WHERE search_index MATCH ? AND docid BETWEEN ? AND ? LIMIT 10001) f
			CROSS JOIN search_doc d ON d.id = f.docid WHERE 1` + scope + order
	}
	args = append(append(args, scoped...), arg, n)
	return l.s.packed(ctx, q, args...)
}

func keys(set map[int64]bool) []int64 {
	out := make([]int64, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	return out
}

// findUnindexed searches while the index is being built: the newest indexed documents,
// then the records themselves.
func (l *look) findUnindexed(ctx context.Context, limit int) ([]search.Found, error) {
	hits, _, err := l.collect(ctx, l.walk(false), collecting{hits: limit * ranked, rows: 20000, until: time.Now().Add(2 * walkTime)})
	if err != nil || len(hits) >= limit {
		return hits, err
	}
	err = l.scan(ctx, "t.archived = 0", 2*time.Second, func(f search.Found) bool {
		hits = append(hits, f)
		return len(hits) < limit*ranked
	})
	return hits, err
}
