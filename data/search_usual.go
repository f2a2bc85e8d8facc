package data

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"kontor/app/search"
)

// One document in sampleRate is counted; a gram it has stands for sampleRate documents.
const sampleRate = 64

func inSample(doc int64) bool { return uint64(doc)*0x9E3779B97F4A7C15>>58 == 0 }

// sample counts the grams of a document that belongs to the sample.
func (w *indexer) sample(doc int64, grams []string, by int) {
	if !inSample(doc) {
		return
	}
	if w.sampled == nil {
		w.sampled = map[string]int{}
	}
	w.sampled[allDocs] += by
	for _, g := range grams {
		w.sampled[g] += by
	}
}

// allDocs stands in the sample for every document; it is no gram.
const allDocs = "*"

func (w *indexer) keepSample(ctx context.Context) error {
	if len(w.sampled) == 0 {
		return nil
	}
	q := w.s.db.SQL(`INSERT INTO search_sample (gram, docs) VALUES (?, ?)
		ON CONFLICT (gram) DO UPDATE SET docs = search_sample.docs + excluded.docs`)
	stmt, err := w.tx.PrepareContext(ctx, q)
	if err != nil {
		return err
	}
	defer stmt.Close()
	grams := make([]string, 0, len(w.sampled))
	for g, n := range w.sampled {
		if n != 0 {
			grams = append(grams, g)
		}
	}
	slices.Sort(grams) // one order in all programs: no deadlock
	for _, g := range grams {
		if _, err := stmt.ExecContext(ctx, g, w.sampled[g]); err != nil {
			return err
		}
	}
	return nil
}

// usual says how many documents the usual grams occur in, by estimate.
type usual struct {
	grams []string // sorted; each in at least leastSampled documents of the sample
	docs  []int    // estimated documents
	total float64  // estimated number of all documents
	until time.Time
}

const leastSampled = 8

// estimates gives the table. Only the first search reads it; the indexer keeps it fresh.
func (s *Search) estimates(ctx context.Context) (*usual, error) {
	if u := s.usual.Load(); u != nil {
		return u, nil
	}
	return s.readEstimates(ctx)
}

// refreshEstimates reads the table anew every few minutes once a search has used it.
func (s *Search) refreshEstimates(ctx context.Context) {
	if u := s.usual.Load(); u != nil && time.Now().After(u.until) {
		_, _ = s.readEstimates(ctx) // the old ones do meanwhile
	}
}

func (s *Search) readEstimates(ctx context.Context) (*usual, error) {
	rows, err := s.db.read.QueryContext(ctx, s.db.SQL("SELECT gram, docs FROM search_sample WHERE docs >= ? ORDER BY gram"), leastSampled)
	if err != nil {
		return nil, s.db.Problem(err)
	}
	defer rows.Close()
	u := &usual{until: time.Now().Add(5 * time.Minute)}
	for rows.Next() {
		var g string
		var n int
		if err := rows.Scan(&g, &n); err != nil {
			return nil, s.db.Problem(err)
		}
		if g == allDocs {
			u.total = float64(n * sampleRate)
		}
		u.grams, u.docs = append(u.grams, g), append(u.docs, n*sampleRate)
	}
	if err := rows.Err(); err != nil {
		return nil, s.db.Problem(err)
	}
	s.usual.Store(u)
	return u, nil
}

// of estimates how many documents have a gram; 0: few.
func (u *usual) of(g search.Gram) int {
	at, ok := slices.BinarySearch(u.grams, g.Text)
	if !g.Prefix {
		if ok {
			return u.docs[at]
		}
		return 0
	}
	sum := 0
	for ; at < len(u.grams) && strings.HasPrefix(u.grams[at], g.Text); at++ {
		sum += u.docs[at]
	}
	return sum
}

// rarest keeps the grams of a set that tell most (usual: beyond which one tells little),
// and estimates the documents with all of them: neighbouring grams often come together, so
// each further one is taken to keep the square root of what it would keep by chance.
func (u *usual) rarest(set []search.Gram, usual int) ([]search.Gram, int) {
	set = slices.Clone(set)
	slices.SortStableFunc(set, func(a, b search.Gram) int { return u.of(a) - u.of(b) })
	least := u.of(set[0])
	docs := float64(least)
	keep := 1
	for _, g := range set[1:] {
		// Reading through the documents of a far more usual gram costs more than it saves.
		if keep == 3 || u.of(g) > max(3*least, usual) {
			break
		}
		// Grams that occur equally often are those of one word, and come together.
		if n := u.of(g); float64(n) > 1.15*float64(least) {
			docs = u.both(docs, n)
		}
		keep++
	}
	return set[:keep], int(docs)
}

func (u *usual) both(docs float64, other int) float64 {
	return docs * math.Sqrt(min(1, float64(max(other, 1))/max(1, u.total)))
}
