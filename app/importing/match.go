package importing

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

func asError(err error) *app.Error {
	var e *app.Error
	if errors.As(err, &e) {
		return e
	}
	return app.E(app.Internal, "internal").Because(err)
}

// problems gives every problem of an error of Ready or Update.
func problems(err error) []*app.Error {
	var all entity.Problems
	if errors.As(err, &all) {
		return all
	}
	return []*app.Error{asError(err)}
}

// keyOf is what a field is looked up by: the column and the normal form of a value.
func keyOf(t *entity.Type, f *entity.Field, text string) (column, value string) {
	switch {
	case f.Key == t.Title && t.Field("name_key") != nil:
		return "name_key", dedupe.Name(text)
	case f.Kind == entity.KindPhone && t.Field(f.Key+"_key") != nil:
		return f.Key + "_key", phoneKey(text)
	case f.Kind == entity.KindMail:
		return f.Key, strings.ToLower(text)
	}
	return f.Key, text
}

// match finds the records that rows mean, by the keys of the mapping in their order.
func (p *pass) match(ctx context.Context, chunk []*draft) error {
	if p.job.Mapping.Mode == Create {
		return nil
	}
	for _, key := range p.job.Mapping.Keys {
		var t Target
		for _, i := range p.used {
			if p.targets[i].Key == key {
				t = p.targets[i]
			}
		}
		if t.Field == nil || t.Side {
			continue
		}
		if err := p.matchBy(ctx, chunk, t); err != nil {
			return err
		}
	}
	return p.load(ctx, chunk)
}

// matchBy looks for the rows that found nothing so far.
func (p *pass) matchBy(ctx context.Context, chunk []*draft, t Target) error {
	rows := map[string][]*draft{}
	var ask []string
	column := ""
	for _, d := range chunk {
		if d.old != nil || len(d.faults) > 0 {
			continue
		}
		for _, v := range d.vals {
			if v.target.Key != t.Key {
				continue
			}
			c, value := keyOf(t.Type, t.Field, t.Field.Format(v.value))
			column = c
			if value == "" {
				continue
			}
			if rows[value] == nil {
				ask = append(ask, value)
			}
			rows[value] = append(rows[value], d)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	found, err := p.look.where(ctx, t.Type.Name, column, ask, []string{column})
	if err != nil {
		return err
	}
	field := t.Type.Field(column)
	ids := map[string][]int64{}
	for _, r := range found {
		_, value := keyOf(t.Type, field, field.Format(r.Cells[0]))
		ids[value] = append(ids[value], r.ID)
	}
	for value, drafts := range rows {
		for _, d := range drafts {
			switch got := ids[value]; len(got) {
			case 0:
			case 1:
				d.old = got[0] // the record is loaded when all keys have been tried
			default:
				d.faults = append(d.faults, Fault{
					Line: d.line, Field: t.Key, Text: value,
					Err: app.E(app.Invalid, "import.several_match", "n", len(got)).At(t.Key),
				})
			}
		}
	}
	return nil
}

// load reads the records found.
func (p *pass) load(ctx context.Context, chunk []*draft) error {
	var ids []int64
	for _, d := range chunk {
		if id, ok := d.old.(int64); ok {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	recs, err := p.s.g.Store.LoadMany(ctx, p.main, ids)
	if err != nil {
		return err
	}
	by := map[int64]any{}
	for _, r := range recs {
		by[entity.HeadOf(r).ID] = r
	}
	for _, d := range chunk {
		if id, ok := d.old.(int64); ok {
			d.old = by[id] // nil when it vanished meanwhile
		}
	}
	return nil
}

// build makes the new records of rows that found none, checks them as a save would, and
// decides about rows that may not make any.
func (p *pass) build(ctx context.Context, chunk []*draft) error {
	for _, d := range chunk {
		switch {
		case len(d.faults) > 0:
			p.fail(d)
		case d.old != nil:
		case p.job.Mapping.Mode == Update:
			d.done = true
			p.report.skip(Outcome{Line: d.line, Title: p.titleOf(d), Why: app.E(app.NotFound, "import.no_match")})
		default:
			if err := p.buildRow(ctx, d); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *pass) buildRow(ctx context.Context, d *draft) error {
	d.rec = p.main.New()
	p.set(d, d.rec, false)
	if p.side != nil && p.hasSide(d) {
		d.side = p.side.New()
		p.set(d, d.side, true)
		for from, to := range p.job.Kind.Side.Copy {
			f := p.side.Field(to)
			if f != nil && f.Get(d.side) == f.Empty() {
				f.Set(d.side, p.main.Field(from).Get(d.rec))
			}
			if m := p.main.Field(from); f != nil && m.Get(d.rec) == m.Empty() {
				m.Set(d.rec, f.Get(d.side))
			}
		}
		for key, text := range p.job.Kind.Side.Fixed {
			f := p.side.Field(key)
			if v, err := f.Parse(text); err == nil {
				f.Set(d.side, v)
			}
		}
		if err := p.sideFaults(d); err != nil {
			return err
		}
	}
	// Duplicates are looked for chunk by chunk, in doubles.
	ready := dedupe.Checked(ctx)
	if p.job.Kind.Ownerless {
		// Nobody's records are in nobody's scope; Targets asked for the right.
		entity.HeadOf(d.rec).OwnerID, ready = record.Nobody, identity.Elevated(ready)
	}
	err := p.bulk.Ready(ready, d.rec)
	if err == nil {
		if len(d.faults) > 0 {
			p.fail(d)
		}
		return nil
	}
	for _, e := range problems(err) {
		if e.Kind == app.Internal {
			return err
		}
		d.faults = append(d.faults, Fault{Line: d.line, Field: e.Field, Text: p.textOf(d, e.Field), Err: e})
	}
	p.fail(d)
	return nil
}

// sideFaults checks the side as far as it can be before its record exists.
func (p *pass) sideFaults(d *draft) error {
	ref := p.side.Field(p.job.Kind.Side.Ref)
	ref.Set(d.side, entity.Num(1)) // it will have one
	err := p.side.Check(d.side)
	ref.Set(d.side, ref.Empty())
	if err == nil {
		return nil
	}
	for _, e := range problems(err) {
		if e.Kind == app.Internal {
			return err
		}
		key := p.side.Name + "." + e.Field
		d.faults = append(d.faults, Fault{Line: d.line, Field: key, Text: p.textOf(d, key), Err: e})
	}
	return nil
}

// set puts values and defaults into a record.
func (p *pass) set(d *draft, rec any, side bool) {
	for _, v := range p.defaults {
		if v.target.Side == side {
			v.target.Field.Set(rec, v.value)
		}
	}
	for _, v := range d.vals {
		if v.target.Side == side {
			v.target.Field.Set(rec, v.value)
		}
	}
}

// hasSide tells whether the row speaks of a side record.
func (p *pass) hasSide(d *draft) bool {
	for _, v := range d.vals {
		if v.target.Side {
			return true
		}
	}
	return false
}

func (p *pass) textOf(d *draft, key string) string {
	for at, i := range p.used {
		if p.targets[i].Key == key {
			return d.cells[at].Text
		}
	}
	return ""
}

func (p *pass) titleOf(d *draft) string {
	if d.old != nil {
		return p.main.TitleOf(d.old)
	}
	for _, v := range d.vals {
		if v.target.Key == p.main.Title {
			return v.target.Field.Format(v.value)
		}
	}
	return ""
}

func (p *pass) fail(d *draft) {
	if !d.done {
		d.done = true
		p.report.fail(d.line, d.faults)
	}
}

// ownerName names the owner of a record that stands in the way.
func (p *pass) ownerName(ctx context.Context, id int64) string {
	return p.refName(ctx, "person", id)
}

// refName names the record a reference points to.
func (p *pass) refName(ctx context.Context, kind string, id int64) string {
	key := refKey{kind, id}
	if name, ok := p.refNames[key]; ok || id == 0 {
		return name
	}
	name := p.look.nameOf(identity.Elevated(ctx), kind, id)
	p.refNames[key] = name
	return name
}

type refKey struct {
	kind string
	id   int64
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }
