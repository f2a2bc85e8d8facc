// Package cleaning is the windows that keep the data in order: two records side by side
// that become one, the history of a field with the record as of any day, and the rules
// that find what is badly written, wrong, incomplete, old or empty.
package cleaning

import (
	"context"
	"strconv"

	"kontor/app/audit"
	"kontor/app/cleaning"
	"kontor/app/entity"
	"kontor/app/merge"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Merges makes one record of two.
type Merges interface {
	Preview(ctx context.Context, kind string, keep, gone int64) (merge.Preview, error)
	Merge(ctx context.Context, w merge.Wish) (merge.Done, error)
}

// Rules finds and cleans, and remembers what is not the same.
type Rules interface {
	Apart(ctx context.Context, kind string, ids ...int64) error
	Latest(ctx context.Context, kind string) *cleaning.Scan
	Rules(ctx context.Context) ([]cleaning.Rule, error)
	Find(ctx context.Context, key string, days int, progress func(read int)) (cleaning.Result, error)
	Apply(ctx context.Context, r cleaning.Result, findings []cleaning.Finding) (cleaning.Done, error)
}

// History reads what was changed and writes old values anew.
type History interface {
	Timeline(ctx context.Context, kind string, id, before int64, limit int) ([]audit.Set, error)
	Restore(ctx context.Context, kind string, id, at int64, keys ...string) error
}

// Deps are what the windows need.
type Deps struct {
	Registry *entity.Registry
	Merges   Merges
	Rules    Rules
	History  History
	Names    func(ctx context.Context, kind string, ids []int64) (map[int64]string, error)
	Undo     func(ctx context.Context) error
}

// titles are the names of records that values point to.
type titles map[string]string

func (t titles) key(kind string, id int64) string { return kind + "/" + strconv.FormatInt(id, 10) }

// read adds the names of what values of fields point to.
func (t titles) read(ctx context.Context, d Deps, values map[*entity.Field][]entity.Value) error {
	ids := map[string][]int64{}
	for f, list := range values {
		for _, v := range list {
			if f.Kind == entity.KindRef && v.Int() != 0 && t[t.key(f.To, v.Int())] == "" {
				ids[f.To] = append(ids[f.To], v.Int())
			}
		}
	}
	for kind, list := range ids {
		names, err := d.Names(ctx, kind, list)
		if err != nil {
			return err
		}
		for id, name := range names {
			t[t.key(kind, id)] = name
		}
	}
	return nil
}

// text writes a value for reading; nothing is a dash.
func (t titles) text(h kit.Host, f *entity.Field, v entity.Value) string {
	out := records.Text(h, f, v)
	if f.Kind == entity.KindRef && v.IsNum() {
		out = t[t.key(f.To, v.Int())]
	}
	if out == "" {
		return "—"
	}
	return out
}

// undo takes the last change back; done is called when that went through.
func (d Deps) undo(h kit.Host, done func()) func() {
	return func() {
		h.Go(func(ctx context.Context) {
			err := d.Undo(ctx)
			h.Post(func() {
				if err != nil {
					h.Report(err)
					return
				}
				done()
			})
		})
	}
}
