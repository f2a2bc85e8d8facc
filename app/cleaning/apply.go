package cleaning

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/batch"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Most is how many findings are kept, and how many records one run changes.
const Most = 5000

// Rules lists the rules for records that the acting person may see.
func (s *Service) Rules(ctx context.Context) ([]Rule, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	var out []Rule
	for _, r := range s.rules {
		if a.Can(identity.May(r.Kind, identity.See)) {
			out = append(out, r)
		}
	}
	return out, nil
}

// Result is what a rule found.
type Result struct {
	Rule     Rule
	Days     int
	Findings []Finding // at most Most
	All      int       // findings there are
	Read     int       // records looked at
}

// Find runs a rule over everything of its kind that the acting person may see; days
// changes the age it asks for (0: that of the rule). progress may be nil.
func (s *Service) Find(ctx context.Context, key string, days int, progress func(read int)) (Result, error) {
	i := slices.IndexFunc(s.rules, func(r Rule) bool { return r.Key == key })
	if i < 0 {
		return Result{}, app.E(app.NotFound, "cleaning.no_rule", "rule", key)
	}
	r := s.rules[i]
	out := Result{Rule: r, Days: days}
	if out.Days <= 0 {
		out.Days = r.Days
	}
	err := s.look(ctx, r, out.Days, listing.Node{}, func(found []Finding) error {
		out.All += len(found)
		out.Findings = append(out.Findings, found[:min(len(found), Most-len(out.Findings))]...)
		if out.Read++; out.Read%1000 == 0 {
			if progress != nil {
				progress(out.Read)
			}
			return ctx.Err()
		}
		return nil
	})
	return out, err
}

// look hands what a rule finds in each record of a filter to fn.
func (s *Service) look(ctx context.Context, r Rule, days int, filter listing.Node, fn func([]Finding) error) error {
	t := s.g.Registry.Type(r.Kind)
	keys := append(r.columns(t), t.Title, "owner_id.name", "updated_at")
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(r.Kind, identity.See), listing.Query{Entity: r.Kind, Columns: keys, Filter: filter})
	if err != nil {
		return err
	}
	l := look{t: t, today: s.g.Registry.Today(), zone: s.g.Registry.Zone(), days: days}
	return s.g.Source.Each(ctx, plan, func(row listing.Row) error {
		l.cells = map[string]entity.Value{}
		for i, c := range plan.Columns() {
			l.cells[keyOf(c)] = row.Cells[i]
		}
		found := r.find(l)
		for i := range found {
			f := &found[i]
			f.ID, f.Title, f.Owner, f.At = row.ID, l.text(t.Title), l.text("owner_id.name"), l.cells["updated_at"].Int()
		}
		return fn(found)
	})
}

// still tells of which records a rule finds something now.
func (s *Service) still(ctx context.Context, r Rule, ids []int64) (map[int64]bool, error) {
	out := map[int64]bool{}
	for part := range slices.Chunk(ids, 500) {
		err := s.look(ctx, r, r.Days, listing.IDs(part), func(found []Finding) error {
			for _, f := range found {
				out[f.ID] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// keyOf is the key or path that a column was asked for by.
func keyOf(c listing.Column) string {
	if c.Via != nil {
		return c.Via.Key + "." + c.Field.Key
	}
	return c.Field.Key
}

// Left is a record that could not be cleaned, and why.
type Left struct {
	ID    int64
	Title string
	Err   error
}

// Done tells what a run changed.
type Done struct {
	Records int
	Left    []Left
}

// Apply does what a rule says with some of the findings of its result: fields become what stands under
// After, or records go into the bin, one undo takes all of it back. A finding that is not true any
// more is left alone; a record that rights or rules keep as it is comes back with the
// reason.
func (s *Service) Apply(ctx context.Context, result Result, findings []Finding) (Done, error) {
	var d Done
	rule := result.Rule
	rule.Days = result.Days
	if rule.Sort == Look {
		return d, app.E(app.Invalid, "cleaning.look_only")
	}
	svc := s.g.Service(rule.Kind)
	ids, by := grouped(findings)
	if len(ids) > Most {
		return d, app.E(app.Invalid, "batch.too_many", "max", Most)
	}
	now, err := s.still(ctx, rule, ids)
	if err != nil {
		return d, err
	}
	good := ids[:0:0]
	for _, id := range ids {
		if now[id] {
			good = append(good, id)
		} else {
			d.Left = append(d.Left, Left{id, by[id][0].Title, app.E(app.Conflict, "cleaning.changed")})
		}
	}
	run, err := batch.New(s.g).Run(ctx, batch.Job{Entity: rule.Kind, IDs: good, Why: "clean", Reason: rule.Key, Do: func(ctx context.Context, i int) error {
		if rule.Sort == Bin {
			return svc.Archive(ctx, good[i], 0)
		}
		_, err := svc.Update(dedupe.Checked(ctx), good[i], 0, func(rec any) error {
			for _, f := range by[good[i]] {
				if field := svc.Type().Field(f.Field); field != nil && field.Get(rec) == f.Now {
					field.Set(rec, f.After)
				}
			}
			return nil
		})
		return err
	}})
	d.Records = run.Done
	for _, r := range run.Refused {
		d.Left = append(d.Left, Left{r.ID, by[r.ID][0].Title, r.Err})
	}
	return d, err
}

func grouped(findings []Finding) (ids []int64, by map[int64][]Finding) {
	by = map[int64][]Finding{}
	for _, f := range findings {
		if by[f.ID] == nil {
			ids = append(ids, f.ID)
		}
		by[f.ID] = append(by[f.ID], f)
	}
	return ids, by
}
