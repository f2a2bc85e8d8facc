package data

import (
	"context"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"kontor/app/listing"
	"kontor/app/search"
)

// limits are the borders between the plans of a search, in documents.
type limits struct {
	usual     int // a word that more have is usual: walk first
	few       int // so few are fetched and ranked at once
	some      int // so few are fetched when the newest do not suffice soon
	someRows  int // how many ids "soon" is
	most      int // of more the newest are looked for among all
	walkFirst int // documents walked before the grams are asked after all
}

// In a company file reading a document anywhere costs 5 to 15 µs, a candidate of the
// index or an id passed in the order of change a tenth of a microsecond. A server reads a
// row for each candidate, but has more of them in memory.
var plans = map[Engine]limits{
	SQLite:   {usual: 25_000, few: 2200, some: 4000, someRows: 25_000, most: 100_000, walkFirst: 2000},
	Postgres: {usual: 8_000, few: 2000, some: 4000, someRows: 15_000, most: 30_000, walkFirst: 5000},
}

const (
	narrowScope = 3000 // a scope of so few documents is simply walked
	walkOwn     = 500  // own documents looked at first when a word is usual
)

func (l *look) limits() limits { return plans[l.s.db.Engine] }

// enough is how many matches are collected and ranked to show so many.
func enough(limit int) int { return limit + limit/4 + 5 }

// walkTime bounds a walk in which almost nothing matches.
const walkTime = 60 * time.Millisecond

// dirtyTime bounds the look at records that wait for the indexer; tests lift it, as a busy
// machine looks at few of them in that time.
var dirtyTime = 150 * time.Millisecond

// Find gives, for each of some plans that ask for the same text, the best matches, the
// best first. There may be more.
func (s *Search) Find(ctx context.Context, plans []*listing.Plan, limit int) ([][]search.Found, error) {
	out := make([][]search.Found, len(plans))
	if limit <= 0 {
		return out, nil
	}
	all := &together{s: s}
	for i, p := range plans {
		l, ok, err := s.newLook(ctx, p)
		if err == nil && ok {
			l.together = all
			out[i], err = l.best(ctx, limit)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (l *look) best(ctx context.Context, limit int) ([]search.Found, error) {
	if waits, err := l.together.anyWaits(ctx); err != nil {
		return nil, err
	} else if waits {
		if err := l.lookAtDirty(ctx, dirtyTime); err != nil {
			return nil, err
		}
	}
	if has, err := l.together.has(ctx, l.code); err != nil || !has {
		return best(l.fresh, limit), err
	}
	hits, err := l.find(ctx, limit)
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

func (l *look) find(ctx context.Context, limit int) ([]search.Found, error) {
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
	var hits []search.Found
	lim := l.limits()
	if docs > lim.usual {
		var ended bool
		if hits, ended, err = l.walkUsual(ctx, limit, lim.walkFirst); err != nil || ended || len(hits) >= limit {
			return hits, err
		}
	}
	ids, err := l.together.candidates(ctx, l, match)
	if err != nil {
		return nil, err
	}
	switch {
	case len(ids) <= lim.few:
		return l.fetch(ctx, ids)
	case len(ids) <= lim.most:
		return l.newest(ctx, ids, limit)
	}
	hits, _, err = l.walkUsual(ctx, limit, 1<<30)
	return hits, err
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
		if l.isDirty(r.id) {
			continue
		}
		if f, ok := l.test(r); ok {
			hits = append(hits, f)
		}
	}
	return hits, false, nil
}

// walkUsual looks for a usual word: own records first, then the newest.
func (l *look) walkUsual(ctx context.Context, limit, rows int) ([]search.Found, bool, error) {
	var hits []search.Found
	if len(l.own) > 0 && l.all {
		own, _, err := l.collect(ctx, l.walk(true), collecting{hits: limit, rows: walkOwn})
		if err != nil {
			return nil, false, err
		}
		hits = own
	}
	rest, ended, err := l.collect(ctx, l.walk(false), collecting{hits: enough(limit), rows: rows, until: time.Now().Add(walkTime)})
	return append(hits, rest...), ended, err
}

// fetchApart is from how many documents on two goroutines share them: reading and testing
// them is what a search with that many candidates spends its time on.
const fetchApart = 400

// fetch reads documents and tests them.
func (l *look) fetch(ctx context.Context, ids []int64) ([]search.Found, error) {
	if len(ids) < fetchApart || runtime.GOMAXPROCS(0) < 2 {
		return l.fetchSome(ctx, ids)
	}
	var hits [2][]search.Found
	g, ctx := errgroup.WithContext(ctx)
	for i, part := range [][]int64{ids[:len(ids)/2], ids[len(ids)/2:]} {
		g.Go(func() (err error) {
			hits[i], err = l.fetchSome(ctx, part)
			return err
		})
	}
	err := g.Wait()
	return append(hits[0], hits[1]...), err
}

func (l *look) fetchSome(ctx context.Context, ids []int64) ([]search.Found, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	scope, args := l.scope()
	in, arg := l.s.db.InIDs("d.id", ids)
	rows, err := l.s.packed(ctx, "SELECT "+packedColumns+" FROM search_doc d WHERE "+in+scope, append([]any{arg}, args...)...)
	if err != nil {
		return nil, err
	}
	var hits []search.Found
	for _, r := range rows {
		if l.isDirty(r.id) {
			continue
		}
		if f, ok := l.test(r); ok {
			hits = append(hits, f)
		}
	}
	return hits, nil
}

// newest finds the newest of many documents, own ones first: it goes down the order of
// change, which takes little for each, and reads only those that are among ids. When
// many of them turn out not to match, it reads the rest of a moderate number at once.
func (l *look) newest(ctx context.Context, ids []int64, limit int) ([]search.Found, error) {
	slices.Sort(ids) // PostgreSQL gives them in any order
	var hits []search.Found
	if len(l.own) > 0 {
		w := l.walk(true)
		w.bare = true
		own, _, err := l.pick(ctx, w, picking{sorted: ids, hits: enough(limit), rows: walkOwn * 8})
		if err != nil {
			return nil, err
		}
		hits = own
	}
	p := picking{sorted: ids, hits: enough(limit), rows: l.limits().someRows}
	if len(ids) > l.limits().some {
		p.rows = 1 << 40
	}
	w := l.walk(false)
	w.bare = true
	rest, ended, err := l.pick(ctx, w, p)
	if err == nil && !ended && len(rest) < enough(limit) && len(rest) > enough(limit)/3 {
		// The rest is not far: nearer than reading all of them.
		var more []search.Found
		p.hits, p.rows = enough(limit)-len(rest), 2*p.rows
		more, ended, err = l.pick(ctx, w, p)
		rest = append(rest, more...)
	}
	hits = append(hits, rest...)
	if err != nil || ended || len(rest) >= enough(limit) {
		return hits, err
	}
	rest, err = l.fetch(ctx, ids)
	return append(hits, rest...), err
}

// picking bounds a walk among known documents.
type picking struct {
	sorted []int64
	hits   int
	rows   int
}

// pick reads the documents of a list in the order of a walk until enough match. ended
// tells that none is left.
func (l *look) pick(ctx context.Context, w *walker, p picking) (hits []search.Found, ended bool, err error) {
	for met, rows := 0, 0; len(hits) < p.hits && rows < p.rows; {
		some, over, err := w.among(ctx, p, &rows)
		if err != nil {
			return nil, false, err
		}
		found, err := l.fetch(ctx, some)
		if err != nil {
			return nil, false, err
		}
		hits = append(hits, found...)
		if met += len(some); over || met >= len(p.sorted) {
			return hits, true, nil
		}
	}
	return hits, false, nil
}
