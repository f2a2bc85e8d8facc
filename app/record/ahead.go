package record

import (
	"context"
	"sync"
	"time"

	"kontor/app/entity"
)

// aheadKey finds the records that Ahead has read.
type aheadKey struct{}

type ahead struct {
	mu   sync.Mutex
	recs map[string]map[int64]any
}

// Ahead reads, in one question, the records that the transaction of the context is about
// to change one after the other. Each is used once; one that something else has changed
// meanwhile gives Stale record.stale, as any save of an old copy does.
func (g *Ground) Ahead(ctx context.Context, kind string, ids []int64) (context.Context, error) {
	t := g.Registry.Type(kind)
	if t == nil || len(ids) == 0 {
		return ctx, nil
	}
	recs, err := g.Store.LoadMany(ctx, t, ids)
	if err != nil {
		return ctx, err
	}
	a, _ := ctx.Value(aheadKey{}).(*ahead)
	if a == nil {
		a = &ahead{recs: map[string]map[int64]any{}}
		ctx = context.WithValue(ctx, aheadKey{}, a)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	of := map[int64]any{}
	for _, r := range recs {
		of[entity.HeadOf(r).ID] = r
	}
	a.recs[kind] = of
	return ctx, nil
}

// takeAhead gives a record that was read ahead, once.
func takeAhead(ctx context.Context, kind string, id int64) any {
	a, _ := ctx.Value(aheadKey{}).(*ahead)
	if a == nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	rec := a.recs[kind][id]
	delete(a.recs[kind], id)
	return rec
}

// Pace fits the number of records of a transaction to how long the last one took, so that
// other saves wait no longer than othersWait: the more at once, the less often the same
// pages are written.
type Pace struct{ Now, Least, Most int }

const othersWait = 40 * time.Millisecond

// Took tells how long a transaction of Now records took.
func (p *Pace) Took(d time.Duration) {
	switch {
	case d > othersWait:
		p.Now = p.Now * 2 / 3
	case d < othersWait/2:
		p.Now = p.Now * 3 / 2
	}
	p.Now = min(max(p.Now, p.Least), p.Most)
}
