package data

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app/listing"
	"kontor/app/search"
)

// IDs gives all records of the plan's kind that its text finds, by themselves or through
// what follows them, in no order. It leaves the scope to the list it is for, except where
// the scope is what makes it fast.
func (s *Search) IDs(ctx context.Context, p *listing.Plan) ([]int64, error) {
	ids, _, err := s.own(ctx, p, -1)
	if err != nil || p.Shelf() != 0 || len(s.through[p.Type().Name]) == 0 {
		return ids, err
	}
	more, err := s.byFollowers(ctx, p)
	if err != nil || len(more) == 0 {
		return ids, err
	}
	ids = append(ids, more...)
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// own gives the records that are found by themselves. With most ≥ 0 it gives up when more
// than that may be found: many is true then.
func (s *Search) own(ctx context.Context, p *listing.Plan, most int) (ids []int64, many bool, err error) {
	l, ok, err := s.newLook(ctx, p)
	if err != nil || !ok {
		return nil, false, err
	}
	take := func(f search.Found) { ids = append(ids, f.ID) }
	if p.Shelf() != 0 {
		return ids, false, l.scan(ctx, "t.archived = "+strconv.FormatInt(p.Shelf(), 10), take)
	}
	if err := l.lookAtDirty(ctx, 0); err != nil {
		return nil, false, err
	}
	for _, f := range l.fresh {
		ids = append(ids, f.ID)
	}
	few, err := l.narrow(ctx, narrowScope)
	if err != nil {
		return nil, false, err
	}
	if few {
		hits, _, err := l.collect(ctx, l.walk(false), collecting{hits: narrowScope + 1, rows: narrowScope + 1})
		for _, f := range hits {
			ids = append(ids, f.ID)
		}
		return ids, false, err
	}
	more, many, err := l.allByGrams(ctx, most)
	ids = append(ids, more...)
	slices.Sort(ids) // the indexer may have moved one from here to there meanwhile
	return slices.Compact(ids), many, err
}

// allByGrams gives every indexed record that matches; with most ≥ 0 none when more than
// that have the grams.
func (l *look) allByGrams(ctx context.Context, most int) (ids []int64, many bool, err error) {
	match, _, err := l.match(ctx)
	if err != nil {
		return nil, false, err
	}
	n := most
	if most >= 0 {
		n++
	}
	docs, err := l.candidates(ctx, match, n)
	if err != nil || most >= 0 && len(docs) > most {
		return nil, err == nil, err
	}
	if l.exact() {
		for _, d := range docs {
			if !l.isDirty(d) {
				ids = append(ids, recordID(d))
			}
		}
		return ids, false, nil
	}
	for from := 0; from < len(docs); from += 2000 {
		in, arg := l.s.db.InIDs("d.id", docs[from:min(from+2000, len(docs))])
		rows, err := l.s.packed(ctx, "SELECT "+packedColumns+" FROM search_doc d WHERE "+in, arg)
		if err != nil {
			return nil, false, err
		}
		for _, r := range rows {
			if l.isDirty(r.id) {
				continue
			}
			if f, ok := l.test(r); ok {
				ids = append(ids, f.ID)
			}
		}
	}
	return ids, false, nil
}

// candidates lists up to n documents of the look's kind that have the grams; n < 0: all.
func (l *look) candidates(ctx context.Context, match string, n int) ([]int64, error) {
	return l.within(ctx, match, docID(l.code, 0), docID(l.code+1, 0)-1, n)
}

// within lists up to n documents that have the grams, from low to high; n < 0: all.
func (l *look) within(ctx context.Context, match string, low, high int64, n int) ([]int64, error) {
	q := "SELECT docid - ? AS id FROM search_index WHERE search_index MATCH ? AND docid BETWEEN ? AND ?"
	if l.s.db.Engine == Postgres {
		q = "SELECT id - ? AS id FROM search_doc WHERE grams @@ ?::tsquery AND id BETWEEN ? AND ?"
	}
	if n >= 0 {
		q += " LIMIT " + strconv.Itoa(n)
	}
	var text *string
	err := l.s.db.read.QueryRowContext(ctx, l.s.db.SQL(l.s.db.IDVector(q)), low, match, low, high).Scan(&text)
	if err != nil || text == nil {
		return nil, l.s.db.Problem(err)
	}
	docs := parseVector(*text) // shorter texts without the kind
	for i := range docs {
		docs[i] += low
	}
	return docs, nil
}

// parseVector reads "1,2,3".
func parseVector(text string) []int64 {
	out := make([]int64, 0, strings.Count(text, ",")+1)
	for text != "" {
		var one string
		one, text, _ = strings.Cut(text, ",")
		n, err := strconv.ParseInt(one, 10, 64)
		if err == nil {
			out = append(out, n)
		}
	}
	return out
}

// scan tests the records themselves: in the recycle bin, which is not indexed.
func (l *look) scan(ctx context.Context, where string, take func(search.Found)) error {
	const block = 2000
	for last := int64(0); ; {
		q := where + " AND t.id > ? ORDER BY t.id LIMIT " + strconv.Itoa(block)
		list, err := l.s.load(ctx, l.s.db.read, l.plan.Type(), q, last)
		if err != nil {
			return err
		}
		for i := range list {
			if f, ok := l.testLoaded(&list[i]); ok {
				take(f)
			}
			last = list[i].ID
		}
		if len(list) < block {
			return nil
		}
	}
}
