package data

import (
	"context"
	"slices"
	"sync"
	"time"

	"kontor/app/effect"
)

// ownSets remembers the change sets this program wrote lately, so that Watch tells only
// of others.
type ownSets struct {
	mu   sync.Mutex
	ids  map[int64]bool
	ring [256]int64
	next int
}

func (o *ownSets) add(id int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ids == nil {
		o.ids = map[int64]bool{}
	}
	delete(o.ids, o.ring[o.next])
	o.ring[o.next], o.ids[id] = id, true
	o.next = (o.next + 1) % len(o.ring)
}

func (o *ownSets) has(id int64) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ids[id]
}

// lookBack is how many ids behind the newest one may still appear: on PostgreSQL a
// smaller id can be committed after a larger one.
const lookBack = 100

// Watch tells screens what other programs saved in the same company, another desk or a
// command beside the window, until the context ends. It looks every interval; a look
// that fails is left out, the next one catches up.
func (db *DB) Watch(ctx context.Context, every time.Duration, bus *effect.Bus) {
	seen := map[int64]bool{}
	last, err := db.newestSet(ctx)
	if err == nil {
		for id := max(last-lookBack, 0); id <= last; id++ {
			seen[id] = true
		}
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		notices, newest, err := db.foreign(ctx, last, seen)
		if err != nil {
			continue
		}
		last = newest
		for id := range seen {
			if id < last-lookBack {
				delete(seen, id)
			}
		}
		for _, n := range notices {
			bus.Post(n)
		}
	}
}

func (db *DB) newestSet(ctx context.Context) (id int64, err error) {
	err = db.read.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM change_set").Scan(&id)
	return id, err
}

// foreign reads what others changed since, each record once; many records of a kind are
// one notice. The heads of the sets come first: an import of one's own has a hundred
// thousand changes that need not be read at all.
func (db *DB) foreign(ctx context.Context, last int64, seen map[int64]bool) ([]effect.Notice, int64, error) {
	fresh, err := int64s(db.read.QueryContext(ctx, db.SQL("SELECT id FROM change_set WHERE id > ? ORDER BY id"), last-lookBack))
	if err != nil {
		return nil, last, err
	}
	fresh = slices.DeleteFunc(fresh, func(id int64) bool { return seen[id] })
	theirs := slices.DeleteFunc(slices.Clone(fresh), db.mine.has)
	out, err := db.notices(ctx, theirs)
	if err != nil {
		return nil, last, err
	}
	for _, id := range fresh {
		seen[id] = true
		last = max(last, id)
	}
	return out, last, nil
}

// notices tells which records the given sets changed.
func (db *DB) notices(ctx context.Context, sets []int64) ([]effect.Notice, error) {
	if len(sets) == 0 {
		return nil, nil
	}
	in, arg := db.InIDs("s.id", sets)
	q := "SELECT s.session, c.root, c.root_id FROM change_set s JOIN change c ON c.set_id = s.id WHERE " + in + " ORDER BY s.id, c.pos"
	rows, err := db.read.QueryContext(ctx, db.SQL(q), arg)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []effect.Notice
	count := map[string]int{}
	told := map[effect.Notice]bool{}
	for rows.Next() {
		var n effect.Notice
		if err := rows.Scan(&n.From, &n.Kind, &n.ID); err != nil {
			return nil, err
		}
		if told[n] {
			continue
		}
		if count[n.Kind]++; count[n.Kind] > 50 {
			n.ID = 0
			if told[n] {
				continue
			}
		}
		told[n] = true
		out = append(out, n)
	}
	return out, rows.Err()
}
