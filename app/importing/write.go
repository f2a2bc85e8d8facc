package importing

import (
	"context"
	"sync"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

// updatesAtOnce is how many records are changed in one transaction, so that somebody
// else's save waits some milliseconds only.
const updatesAtOnce = 20

func (p *pass) why(ctx context.Context) context.Context {
	return audit.Why(ctx, audit.Reason{Kind: "import", Text: p.job.Source.Info().Name, ImportID: p.importID})
}

// apply changes records. When one of a group is refused, the group is tried again one by
// one, so that only that row fails.
func (p *pass) apply(ctx context.Context, all []update) error {
	for len(all) > 0 {
		n := min(updatesAtOnce, len(all))
		group := all[:n]
		all = all[n:]
		err := p.s.g.Tx.InTx(p.why(ctx), func(ctx context.Context) error {
			for _, u := range group {
				if err := p.applyOne(ctx, u); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			for _, u := range group {
				p.updated(u)
			}
			continue
		}
		if asError(err).Kind == app.Internal {
			return err
		}
		if err := p.applySingly(ctx, group); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (p *pass) applySingly(ctx context.Context, group []update) error {
	for _, u := range group {
		err := p.s.g.Tx.InTx(p.why(ctx), func(ctx context.Context) error { return p.applyOne(ctx, u) })
		if err == nil {
			p.updated(u)
			continue
		}
		for _, e := range problems(err) {
			if e.Kind == app.Internal {
				return err
			}
			u.draft.faults = append(u.draft.faults, Fault{Line: u.draft.line, Field: e.Field, Text: p.textOf(u.draft, e.Field), Err: e})
		}
		p.fail(u.draft)
	}
	return nil
}

func (p *pass) applyOne(ctx context.Context, u update) error {
	id := entity.HeadOf(u.draft.old).ID
	if open(u.changes) {
		_, err := p.s.g.Service(p.main.Name).Update(ctx, id, 0, func(rec any) error { return p.put(rec, u.changes) })
		if err != nil {
			return err
		}
	}
	if !open(u.sides) {
		return nil
	}
	svc := p.s.g.Service(p.side.Name)
	if u.side != nil {
		_, err := svc.Update(ctx, entity.HeadOf(u.side).ID, 0, func(rec any) error { return p.put(rec, u.sides) })
		return err
	}
	p.side.Field(p.job.Kind.Side.Ref).Set(u.newSide, entity.Num(id))
	h, of := entity.HeadOf(u.newSide), entity.HeadOf(u.draft.old)
	h.OwnerID, h.UnitID, h.ImportID = of.OwnerID, of.UnitID, p.importID
	return svc.Create(ctx, u.newSide)
}

func open(changes []Change) bool {
	for _, c := range changes {
		if c.Lock == Open {
			return true
		}
	}
	return false
}

func (p *pass) put(rec any, changes []Change) error {
	for _, c := range changes {
		if c.Lock != Open {
			continue
		}
		for _, i := range p.used {
			if p.targets[i].Key == c.Field {
				p.targets[i].Field.Set(rec, c.After)
			}
		}
	}
	return nil
}

// stage writes the new records of a chunk where nobody sees them, or only counts them.
func (p *pass) stage(ctx context.Context, chunk []*draft) error {
	var recs []any
	var rows []*draft
	for _, d := range chunk {
		if d.rec == nil || d.done {
			continue
		}
		d.done = true
		recs, rows = append(recs, d.rec), append(rows, d)
		p.report.Created++
		if len(p.report.NewOnes) < keepOutcomes {
			p.report.NewOnes = append(p.report.NewOnes, p.newOne(d))
		}
	}
	if !p.write || len(recs) == 0 {
		return nil
	}
	if err := p.written(); err != nil {
		return err
	}
	w := &writing{}
	p.writing = w
	w.done.Go(func() { w.err = p.writeChunk(ctx, w, recs, rows) })
	return nil
}

// writing is a chunk on its way into the table of what waits, while the next is checked.
// Nothing but written may look at what it found.
type writing struct {
	done    sync.WaitGroup
	err     error
	refused []refusal
}

// refusal is a row whose side is refused after it was written.
type refusal struct {
	draft *draft
	why   []*app.Error
}

// written waits for the chunk that is being written.
func (p *pass) written() error {
	w := p.writing
	if w == nil {
		return nil
	}
	p.writing = nil
	w.done.Wait()
	for _, r := range w.refused {
		p.refuse(r)
	}
	return w.err
}

func (p *pass) writeChunk(ctx context.Context, w *writing, recs []any, rows []*draft) error {
	if err := p.bulk.Add(ctx, recs...); err != nil {
		return err
	}
	for _, d := range rows {
		p.lines = append(p.lines, d.line)
	}
	return p.stageSides(ctx, w, rows)
}

func (p *pass) newOne(d *draft) Outcome {
	o := Outcome{Line: d.line, Title: p.titleOf(d)}
	for _, v := range d.vals {
		o.Changes = append(o.Changes, Change{Field: v.target.Key, After: v.value})
	}
	return o
}

// stageSides writes the contacts of the customers just staged, whose ids are known now.
func (p *pass) stageSides(ctx context.Context, w *writing, rows []*draft) error {
	if p.sideBulk == nil {
		return nil
	}
	base := len(p.lines) - len(rows)
	var sides []any
	for i, d := range rows {
		if d.side == nil {
			continue
		}
		p.side.Field(p.job.Kind.Side.Ref).Set(d.side, entity.Num(entity.HeadOf(d.rec).ID))
		h, of := entity.HeadOf(d.side), entity.HeadOf(d.rec)
		h.OwnerID, h.UnitID = of.OwnerID, of.UnitID
		if h.OwnerID == 0 {
			h.OwnerID = record.Nobody
		}
		// The customer is not in the table yet, so that "may you see it" cannot be asked;
		// the right to add contacts was asked when the run was opened.
		if err := p.sideBulk.Ready(dedupe.Checked(identity.Elevated(ctx)), d.side); err != nil {
			if asError(err).Kind == app.Internal {
				return err
			}
			if err := p.bulk.Drop(ctx, int64(base+i+1)); err != nil {
				return err
			}
			w.refused = append(w.refused, refusal{d, problems(err)})
			continue
		}
		sides = append(sides, d.side)
		p.sideLines = append(p.sideLines, d.line)
		p.sideOf[base+i+1] = len(p.sideLines)
	}
	if len(sides) == 0 {
		return nil
	}
	return p.sideBulk.Add(ctx, sides...)
}

// refuse reports a record that was taken out again.
func (p *pass) refuse(r refusal) {
	p.report.Created--
	var faults []Fault
	for _, e := range r.why {
		key := p.side.Name + "." + e.Field
		faults = append(faults, Fault{Line: r.draft.line, Field: key, Text: p.textOf(r.draft, key), Err: e})
	}
	p.report.fail(r.draft.line, faults)
}

// repeated takes out the staged records whose unique fields were taken while the file was
// read.
func (p *pass) repeated(ctx context.Context) error {
	if p.bulk == nil {
		return nil
	}
	found, err := p.bulk.Repeated(ctx)
	if err != nil {
		return err
	}
	gone := map[int64]bool{}
	for f, list := range found {
		for _, r := range list {
			if gone[r.Position] {
				continue
			}
			gone[r.Position] = true
			line := p.lines[r.Position-1]
			key, other := "import.exists", 0
			if r.Record == 0 {
				key, other = "import.same_row", p.lines[r.Earlier-1]
			}
			p.report.Created--
			p.report.skip(Outcome{Line: line, ID: r.Record, Why: app.E(app.Conflict, key, "name", f.Label(), "owner", "", "line", other)})
			if err := p.bulk.Drop(ctx, r.Position); err != nil {
				return err
			}
			if side := p.sideOf[int(r.Position)]; side != 0 {
				if err := p.sideBulk.Drop(ctx, int64(side)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// publish makes the staged records visible, the customers before their contacts.
func (p *pass) publish(ctx context.Context) error {
	if p.bulk == nil {
		return nil
	}
	total := max(1, p.report.Created+len(p.sideLines))
	done := int64(0)
	tell := func(n int64) {
		p.progress(Progress{Stage: Publishing, Rows: int(done + n), Share: min(1, float64(done+n)/float64(total)), Faults: p.report.Failed})
	}
	n, err := p.bulk.Publish(ctx, tell)
	if err != nil || p.sideBulk == nil {
		return err
	}
	done = n
	_, err = p.sideBulk.Publish(ctx, tell)
	return err
}
