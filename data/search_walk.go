package data

import (
	"context"
	"slices"
	"strconv"
)

// walker gives the documents of a look, the newest first, without the index of grams:
// the plan for words that very many records have, and for scopes of few records.
type walker struct {
	l        *look
	bare     bool // only ids in their order, which one index holds
	branches []*branch
	seen     map[int64]bool // only needed where branches may overlap
}

// branch is one sorted stretch of an index: an owner, a unit, or everything.
type branch struct {
	where   string
	args    []any
	rows    []searchRow
	at      int
	size    int
	drained bool
}

// walk begins a walk over the look's scope, or over the reader's own records only.
func (l *look) walk(ownOnly bool) *walker {
	w := &walker{l: l}
	// Numbers that choose the plan are literals: where one is bound, SQLite takes any new
	// value for a reason to plan a statement that it keeps anew.
	kind := "d.kind = " + strconv.FormatInt(l.code, 10)
	add := func(where string, args ...any) {
		w.branches = append(w.branches, &branch{where: kind + where, args: args, size: 64})
	}
	owners, units, shared := l.owners, l.units, l.shared
	if ownOnly {
		owners, units, shared = nil, nil, nil
		for id := range l.own {
			owners = append(owners, id)
		}
	} else if l.all {
		add("")
		return w
	}
	for _, id := range owners {
		add(" AND d.owner_id = " + strconv.FormatInt(id, 10))
	}
	for _, id := range units {
		add(" AND d.unit_id = " + strconv.FormatInt(id, 10))
	}
	if len(shared) > 0 {
		in, arg := l.s.db.InIDs("d.id", shared)
		add(" AND "+in, arg)
	}
	if len(w.branches) > 1 {
		w.seen = map[int64]bool{}
	}
	return w
}

// next gives the next document; ok is false at the end.
func (w *walker) next(ctx context.Context) (r searchRow, ok bool, err error) {
	for {
		var best *branch
		for _, b := range w.branches {
			if b.at == len(b.rows) && !b.drained {
				if err := w.fill(ctx, b); err != nil {
					return r, false, err
				}
			}
			if b.at < len(b.rows) && (best == nil || newer(b.rows[b.at], best.rows[best.at])) {
				best = b
			}
		}
		if best == nil {
			return r, false, nil
		}
		r = best.rows[best.at]
		best.at++
		if w.seen != nil {
			if w.seen[r.id] {
				continue
			}
			w.seen[r.id] = true
		}
		return r, true, nil
	}
}

func newer(a, b searchRow) bool {
	return a.updated > b.updated || a.updated == b.updated && a.id > b.id
}

// fill reads the next rows of a branch, more each time.
func (w *walker) fill(ctx context.Context, b *branch) error {
	where, args := b.where, b.args
	if len(b.rows) > 0 {
		last := b.rows[len(b.rows)-1]
		where += " AND (d.updated_at, d.id) < (?, ?)"
		args = append(append([]any(nil), args...), last.updated, last.id)
	}
	order := " FROM search_doc d WHERE " + where + " ORDER BY d.updated_at DESC, d.id DESC LIMIT " + strconv.Itoa(b.size)
	var err error
	if w.bare && len(w.branches) == 1 {
		b.rows, err = w.ids(ctx, "SELECT d.id - "+strconv.FormatInt(docID(w.l.code, 0), 10)+" AS id"+order, args)
	} else {
		columns := packedColumns
		if w.bare {
			columns = "d.id, 0 AS owner_id, d.updated_at, '' AS body"
		}
		b.rows, err = w.l.s.packed(ctx, "SELECT "+columns+order, args...)
	}
	b.at, b.drained = 0, len(b.rows) < b.size
	b.size = min(b.size*4, 8192)
	return err
}

// ids reads only ids, which is all that a walk of one branch has to compare; the last
// one gets its time, for the walk to go on from.
func (w *walker) ids(ctx context.Context, q string, args []any) ([]searchRow, error) {
	db := w.l.s.db
	var text *string
	if err := db.read.QueryRowContext(ctx, db.SQL(db.IDVector(q)), args...).Scan(&text); err != nil || text == nil {
		return nil, db.Problem(err)
	}
	ids := parseVector(*text)
	rows := make([]searchRow, len(ids))
	for i, id := range ids {
		rows[i].id = docID(w.l.code, id) // shorter texts without the kind
	}
	last := &rows[len(rows)-1]
	err := db.read.QueryRowContext(ctx, db.SQL("SELECT updated_at FROM search_doc WHERE id = ?"), last.id).Scan(&last.updated)
	return rows, db.Problem(err)
}

// among goes on until it has met p.hits documents of the list, or has passed p.rows in
// all, which passed counts. over tells that the walk has come to its end.
func (w *walker) among(ctx context.Context, p picking, passed *int) (out []int64, over bool, err error) {
	for *passed < p.rows && len(out) < p.hits {
		r, ok, err := w.next(ctx)
		if err != nil || !ok {
			return out, true, err
		}
		*passed++
		if _, in := slices.BinarySearch(p.sorted, r.id); in {
			out = append(out, r.id)
		}
	}
	return out, false, nil
}

// narrow tells whether the look's scope has at most n documents, so that walking all of
// them is the fastest and surest way.
func (l *look) narrow(ctx context.Context, n int) (bool, error) {
	if l.all {
		return false, nil
	}
	total := len(l.shared)
	count := func(column string, id int64) error {
		q := "SELECT count(*) FROM (SELECT 1 FROM search_doc WHERE kind = ? AND " + column + " = ? LIMIT " + strconv.Itoa(n+1) + ") x"
		var c int
		if err := l.s.db.read.QueryRowContext(ctx, l.s.db.SQL(q), l.code, id).Scan(&c); err != nil {
			return l.s.db.Problem(err)
		}
		total += c
		return nil
	}
	for _, id := range l.owners {
		if err := count("owner_id", id); err != nil || total > n {
			return false, err
		}
	}
	for _, id := range l.units {
		if err := count("unit_id", id); err != nil || total > n {
			return false, err
		}
	}
	return total <= n, nil
}
