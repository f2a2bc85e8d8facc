package record

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
)

// BinDays is how long records lie in the recycle bin.
const BinDays = 30

// EmptyBin removes, for good, records that have lain in the recycle bin for BinDays: the
// daily job, with the program's own rights. Records that others still point to stay. It
// tells how many were removed.
func (g *Ground) EmptyBin(ctx context.Context) (int, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return 0, err
	}
	if !a.Super {
		return 0, app.E(app.Denied, "access.right", "right", entity.Label("right.admin"))
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: "job", Text: "recycle bin"})
	before := g.Clock.Now().Add(-BinDays * 24 * time.Hour).UnixMilli()
	done := 0
	for name := range g.services {
		t := g.Registry.Type(name)
		n, err := g.emptyBinOf(ctx, t, before)
		done += n
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

func (g *Ground) emptyBinOf(ctx context.Context, t *entity.Type, before int64) (int, error) {
	refs := g.pointing(t.Name)
	done := 0
	for after := int64(0); ; {
		ids, err := g.Store.Binned(ctx, t, before, after, 200)
		if err != nil || len(ids) == 0 {
			return done, err
		}
		for _, id := range ids {
			after = id
			gone := false
			err := g.Tx.InTx(ctx, func(ctx context.Context) (err error) {
				if gone, err = g.Store.Remove(ctx, t, refs, id); err != nil || !gone {
					return err
				}
				return audit.Note(ctx, audit.Change{Entity: t.Name, Record: id, Action: audit.Purged})
			})
			if err != nil && app.KindOf(err) != app.Conflict {
				return done, err
			}
			if gone && err == nil {
				done++
			}
		}
	}
}

// pointing lists the references of all entities to one, the lines of its own left out.
func (g *Ground) pointing(name string) []*entity.Field {
	var out []*entity.Field
	for _, t := range g.Registry.Types() {
		for _, f := range t.Columns() {
			if f.Kind == entity.KindRef && f.To == name && !(t.Parent == name && t.ParentKey == f.Key) {
				out = append(out, f)
			}
		}
	}
	return out
}
