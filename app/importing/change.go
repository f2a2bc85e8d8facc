package importing

import (
	"context"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

// update is a row that changes a record, and perhaps a contact of it.
type update struct {
	draft   *draft
	changes []Change
	side    any // the contact found, nil for a new one
	newSide any
	sides   []Change
}

// change works out what rows would change in the records they found, and changes it when
// the pass writes.
func (p *pass) change(ctx context.Context, chunk []*draft) error {
	var all []update
	for _, d := range chunk {
		if d.old == nil || d.done {
			continue
		}
		ok, err := p.mayChange(ctx, d)
		if err != nil {
			return err
		}
		if ok {
			all = append(all, update{draft: d})
		}
	}
	if len(all) == 0 {
		return nil
	}
	if err := p.findSides(ctx, all); err != nil {
		return err
	}
	var ready []update
	for i := range all {
		if p.diff(ctx, &all[i]) {
			ready = append(ready, all[i])
		}
	}
	if !p.write {
		for _, u := range ready {
			p.updated(u)
		}
		return nil
	}
	return p.apply(ctx, ready)
}

// mayChange skips rows whose record the person may not change, naming its owner.
func (p *pass) mayChange(ctx context.Context, d *draft) (bool, error) {
	err := record.Within(ctx, p.s.g, p.main, d.old, identity.Change)
	if err == nil {
		return true, nil
	}
	e := asError(err)
	if e.Kind != app.Denied && e.Kind != app.NotFound {
		return false, err
	}
	d.done = true
	h := entity.HeadOf(d.old)
	owner := p.ownerName(ctx, h.OwnerID)
	p.report.skip(Outcome{
		Line: d.line, ID: h.ID, Title: p.main.TitleOf(d.old), Owner: owner,
		Why: app.E(app.Denied, "import.not_yours", "name", p.main.TitleOf(d.old), "owner", owner),
	})
	return false, nil
}

// findSides finds the contacts of the records to change that rows speak of: by name, else
// by mobile.
func (p *pass) findSides(ctx context.Context, all []update) error {
	if p.side == nil {
		return nil
	}
	var ids []string
	for _, u := range all {
		if p.hasSide(u.draft) {
			ids = append(ids, itoa(entity.HeadOf(u.draft.old).ID))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	ref := p.job.Kind.Side.Ref
	rows, err := p.look.where(ctx, p.side.Name, ref, ids, []string{ref})
	if err != nil {
		return err
	}
	var want []int64
	for _, r := range rows {
		want = append(want, r.ID)
	}
	recs, err := p.s.g.Store.LoadMany(ctx, p.side, want)
	if err != nil {
		return err
	}
	of := map[int64][]any{}
	for _, r := range recs {
		id := p.side.Field(ref).Get(r).Int()
		of[id] = append(of[id], r)
	}
	for i := range all {
		if d := all[i].draft; p.hasSide(d) {
			all[i].side = p.sameSide(d, of[entity.HeadOf(d.old).ID])
		}
	}
	return nil
}

func (p *pass) sameSide(d *draft, list []any) any {
	typed := p.side.New()
	p.set(d, typed, true)
	name := nameKey(p.side, p.side.TitleOf(typed))
	for _, rec := range list {
		if name != "" && nameKey(p.side, p.side.TitleOf(rec)) == name {
			return rec
		}
	}
	mobile := p.side.Field("mobile")
	if mobile == nil {
		return nil
	}
	key := phoneKey(mobile.Get(typed).Text())
	for _, rec := range list {
		if key != "" && phoneKey(mobile.Get(rec).Text()) == key {
			return rec
		}
	}
	if name == "" && len(list) == 1 {
		return list[0]
	}
	return nil
}

// diff lists the fields that would change. It returns false when the row is settled
// here: nothing to change, or a value that the field does not take.
func (p *pass) diff(ctx context.Context, u *update) bool {
	d := u.draft
	u.changes = p.changes(ctx, d, d.old, false)
	if u.side != nil {
		u.sides = p.changes(ctx, d, u.side, true)
	} else if p.side != nil && p.hasSide(d) {
		u.newSide = p.side.New()
		p.set(d, u.newSide, true)
		if p.side.TitleOf(u.newSide) == "" {
			u.newSide = nil // a mobile without a name is no contact
		} else {
			u.sides = p.changes(ctx, d, p.side.Blank(), true)
		}
	}
	if len(d.faults) > 0 {
		p.fail(d)
		return false
	}
	for _, c := range append(append([]Change(nil), u.changes...), u.sides...) {
		if c.Lock == Open {
			return true
		}
	}
	d.done = true
	p.report.Unchanged++
	if locked := append(u.changes, u.sides...); len(locked) > 0 && len(p.report.Updates) < keepOutcomes {
		p.report.Updates = append(p.report.Updates, Outcome{Line: d.line, ID: entity.HeadOf(d.old).ID, Title: p.main.TitleOf(d.old), Changes: locked})
	}
	return false
}

// changes compares the values of a row with a record. Empty cells are no values: they
// never overwrite.
func (p *pass) changes(ctx context.Context, d *draft, rec any, side bool) []Change {
	access := p.actor.Access
	if p.actor.Owns(entity.HeadOf(rec).OwnerID) || entity.HeadOf(rec).ID == 0 {
		access = p.actor.OwnAccess
	}
	var out []Change
	for _, v := range d.vals {
		f := v.target.Field
		if v.target.Side != side || f.Get(rec) == v.value {
			continue
		}
		c := Change{Field: v.target.Key, Before: f.Get(rec), After: v.value}
		if f.Kind == entity.KindRef && len(p.report.Updates) < keepOutcomes {
			c.Was, c.Will = p.refName(ctx, f.To, c.Before.Int()), p.refName(ctx, f.To, c.After.Int())
		}
		switch {
		case access(f) < entity.Edit:
			c.Lock = NoRight
			if access(f) < entity.Read {
				c.Before = f.Mask(c.Before) // the diff must not show what the list hides
			}
		case f.Key == "mobile" && !c.Before.IsEmpty() && !p.actor.Has(identity.RightMobile):
			c.Lock = FixedOnce
		default:
			if err := f.CheckValue(v.value); err != nil {
				d.faults = append(d.faults, Fault{Line: d.line, Field: v.target.Key, Text: v.text, Err: asError(err)})
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

func (p *pass) updated(u update) {
	u.draft.done = true
	p.report.Updated++
	all := append(append([]Change(nil), u.changes...), u.sides...)
	for _, c := range all {
		if c.Lock == Open {
			p.report.Changes++
		}
	}
	if len(p.report.Updates) < keepOutcomes {
		p.report.Updates = append(p.report.Updates, Outcome{
			Line: u.draft.line, ID: entity.HeadOf(u.draft.old).ID,
			Title: p.main.TitleOf(u.draft.old), Changes: all,
		})
	}
}
