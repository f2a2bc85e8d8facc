package data

import (
	"context"
)

// walker gives the documents of a look, the newest first, without the index of grams:
// the plan for words that very many records have, and for scopes of few records.
type walker struct {
	l        *look
	bare     bool // without bodies: only the order, which one index holds
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
	add := func(where string, args ...any) {
		w.branches = append(w.branches, &branch{where: where, args: args, size: 64})
	}
	owners, units, shared := l.owners, l.units, l.shared
	if ownOnly {
		owners, units, shared = nil, nil, nil
		for id := range l.own {
			owners = append(owners, id)
		}
	} else if l.all {
		add("d.kind = ?", l.code)
		return w
	}
	for _, id := range owners {
		add("d.kind = ? AND d.owner_id = ?", l.code, id)
	}
	for _, id := range units {
		add("d.kind = ? AND d.unit_id = ?", l.code, id)
	}
	if len(shared) > 0 {
		in, arg := l.s.db.InIDs("d.id", shared)
		add("d.kind = ? AND "+in, l.code, arg)
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
	columns := packedColumns
	if w.bare {
		columns = "d.id, 0 AS owner_id, d.updated_at, '' AS body"
	}
	q := "SELECT " + columns + " FROM search_doc d WHERE " + where + " ORDER BY d.updated_at DESC, d.id DESC LIMIT ?"
	rows, err := w.l.s.packed(ctx, q, append(append([]any(nil), args...), b.size)...)
	if err != nil {
		return err
	}
	b.rows, b.at, b.drained = rows, 0, len(rows) < b.size
	b.size = min(b.size*4, 4096)
	return nil
}

// among goes on until it has met n documents of a set, and takes them out of it. It adds
// the documents passed to rows.
func (w *walker) among(ctx context.Context, set map[int64]bool, n int, rows *int) ([]int64, error) {
	var out []int64
	for len(out) < n && len(set) > 0 {
		r, ok, err := w.next(ctx)
		if err != nil || !ok {
			return out, err
		}
		*rows++
		if set[r.id] {
			delete(set, r.id)
			out = append(out, r.id)
		}
	}
	return out, nil
}

// narrow tells whether the look's scope has at most n documents, so that walking all of
// them is the fastest and surest way.
func (l *look) narrow(ctx context.Context, n int) (bool, error) {
	if l.all {
		return false, nil
	}
	total := len(l.shared)
	count := func(column string, id int64) error {
		q := "SELECT count(*) FROM (SELECT 1 FROM search_doc WHERE kind = ? AND " + column + " = ? LIMIT ?) x"
		var c int
		if err := l.s.db.read.QueryRowContext(ctx, l.s.db.SQL(q), l.code, id, n+1).Scan(&c); err != nil {
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
