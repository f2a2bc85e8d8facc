package record

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
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

// Purge removes a binned record for good, with what belongs to it: records that follow it
// and those of the references given. It needs the right to do so. Conflict record.held
// when something else still points to it; nothing is removed then.
func (g *Ground) Purge(ctx context.Context, name string, id int64, parts ...*entity.Field) error {
	if _, err := identity.NeedRight(ctx, identity.RightPurge); err != nil {
		return err
	}
	t := g.Registry.Type(name)
	for _, f := range g.pointing(name) {
		if of := g.Registry.Type(f.Entity); of.Follows == f.Key && of.Parent == "" {
			parts = append(parts, f)
		}
	}
	return g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "purge"}), func(ctx context.Context) error {
		rec, err := g.Store.Load(ctx, t, id, true)
		if err != nil {
			return err
		}
		if entity.HeadOf(rec).Archived != entity.Binned {
			return app.E(app.Conflict, "record.not_binned", "title", t.TitleOf(rec))
		}
		if err := Within(ctx, g, t, rec, identity.Remove); err != nil {
			return err
		}
		// What is left over in one round may go in the next: an entry of a timeline names
		// a contact of the same customer.
		for left := -1; ; {
			n, err := g.purgeParts(ctx, parts, id)
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
			if n == left {
				return app.E(app.Conflict, "record.held", "title", t.TitleOf(rec))
			}
			left = n
		}
		gone, err := g.Store.Remove(ctx, t, g.pointing(name), id)
		if err != nil {
			return err
		}
		if !gone {
			return app.E(app.Conflict, "record.held", "title", t.TitleOf(rec))
		}
		return audit.Note(ctx, audit.Change{Entity: name, Record: id, Action: audit.Purged})
	})
}

// purgeParts removes the records whose references point to id and tells how many stay.
func (g *Ground) purgeParts(ctx context.Context, parts []*entity.Field, id int64) (left int, err error) {
	for _, f := range parts {
		t := g.Registry.Type(f.Entity)
		for _, bin := range []bool{false, true} {
			p, err := listing.Allow(identity.System(ctx, "purge"), g.Registry, identity.May(t.Name, identity.See),
				listing.Query{Entity: t.Name, Bin: bin, Filter: listing.Is(f.Key, listing.Eq, itoa(id))})
			if err != nil {
				return 0, err
			}
			ids, err := g.Source.First(ctx, p, 1_000_000)
			if err != nil {
				return 0, err
			}
			for _, part := range ids {
				gone, err := g.purgePart(ctx, t, part)
				if err != nil {
					return 0, err
				}
				if !gone {
					left++
				}
			}
		}
	}
	return left, nil
}

func (g *Ground) purgePart(ctx context.Context, t *entity.Type, id int64) (bool, error) {
	rec, err := g.Store.Load(ctx, t, id, true)
	if err != nil {
		return false, err
	}
	if h := entity.HeadOf(rec); h.Archived == entity.Live {
		h.Archived = entity.Binned
		if err := g.Store.Update(ctx, t, rec); err != nil {
			return false, err
		}
	}
	gone, err := g.Store.Remove(ctx, t, g.pointing(t.Name), id)
	if err != nil || !gone {
		return false, err
	}
	return true, audit.Note(ctx, audit.Change{Entity: t.Name, Record: id, Action: audit.Purged})
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
