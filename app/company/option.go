package company

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// trees are the dictionaries whose options stand below each other, with the number of
// levels they start with.
var trees = map[string]int{"customer_category": 3, "region": 2, "product_category": 3}

// deepestTree is the most levels a tree may have.
const deepestTree = 6

// sets are ready lists that a dictionary can take in place of its own.
var sets = map[string][][]string{
	"customer_grade":  {{"a", "b", "c", "d", "vip"}, {"ordinary", "promising", "vip"}, {"effective", "potential", "intending"}, {"standard", "silver", "gold"}},
	"customer_status": {{"potential", "following", "signed", "ended", "invalid"}, {"following", "signed", "ended"}},
}

// Sets are the ready lists of a dictionary, by the keys of their options.
func (s *Service) Sets(name string) [][]string { return sets[name] }

// Levels is how many levels a tree has; 1 for plain lists.
func (s *Service) Levels(ctx context.Context, name string) (int, error) {
	n, is := trees[name]
	if !is {
		return 1, nil
	}
	return Read(ctx, s, "levels."+name, n)
}

// SetLevels changes how many levels a tree may have, not below what it has now. CUS-08
func (s *Service) SetLevels(ctx context.Context, name string, n int) error {
	options, err := s.Options(ctx, name)
	if err != nil {
		return err
	}
	if _, is := trees[name]; !is || n < 1 || n > deepestTree {
		return app.E(app.Invalid, "dictionary.levels", "max", deepestTree)
	}
	if depth := depthOf(options); depth > n {
		return app.E(app.Conflict, "dictionary.deeper", "now", depth)
	}
	return Write(ctx, s, "levels."+name, n)
}

// depthOf is the number of levels of a list; a circle counts as endless.
func depthOf(options []Option) int {
	under := map[string]string{}
	for _, o := range options {
		under[o.Key] = o.Under
	}
	most := 0
	for _, o := range options {
		n := 1
		for up := o.Under; up != "" && n <= len(options)+1; up = under[up] {
			n++
		}
		most = max(most, n)
	}
	return most
}

// checkOptions refuses options without a name of their own or with one twice, below what
// does not exist, in a circle, or deeper than the tree may be.
func (s *Service) checkOptions(ctx context.Context, name string, options []Option) error {
	levels, err := s.Levels(ctx, name)
	if err != nil {
		return err
	}
	keys, labels := map[string]bool{}, map[string]bool{}
	for _, o := range options {
		if o.Key == "" || keys[o.Key] || strings.ContainsAny(o.Key, ", ") {
			return app.E(app.Invalid, "dictionary.key", "name", o.Label)
		}
		keys[o.Key] = true
		label := o.Under + "\x00" + o.Label
		if o.Label != "" && !o.Gone && labels[label] {
			return app.E(app.Conflict, "dictionary.twice", "name", o.Label)
		}
		labels[label] = true
	}
	for _, o := range options {
		if o.Under != "" && !keys[o.Under] {
			return app.E(app.Invalid, "dictionary.key", "name", o.Label)
		}
	}
	if n := depthOf(options); n > levels {
		return app.E(app.Invalid, "dictionary.too_deep", "max", levels)
	}
	return nil
}

// users are the fields whose options come from a dictionary.
func (s *Service) users(name string) []*entity.Field {
	var out []*entity.Field
	for _, t := range s.g.Registry.Types() {
		for _, f := range t.Fields() {
			if f.Dict == name && f.Store == entity.InColumn && s.g.Service(t.Name) != nil {
				out = append(out, f)
			}
		}
	}
	return out
}

func (s *Service) plan(ctx context.Context, f *entity.Field, key string) (*listing.Plan, error) {
	op := listing.Eq
	if f.Kind == entity.KindMulti {
		op = listing.Contains
	}
	q := listing.Query{Entity: f.Entity, Filter: listing.Is(f.Key, op, key), Sort: []listing.Sort{{Key: "id"}}}
	return listing.Allow(ctx, s.g.Registry, identity.May(f.Entity, identity.See), q)
}

// Used counts the records that have an option, or one below it: customers by region,
// category, source. Only what the acting person may see is counted. CUS-13
func (s *Service) Used(ctx context.Context, name string) (map[string]int64, error) {
	options, err := s.Options(ctx, name)
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	for _, f := range s.users(name) {
		if !mayList(ctx, f) {
			continue
		}
		for _, o := range options {
			p, err := s.plan(ctx, f, o.Key)
			if err != nil {
				return nil, err
			}
			n, err := s.g.Source.Count(ctx, p)
			if err != nil {
				return nil, err
			}
			out[o.Key] += n
		}
	}
	return out, nil
}

func mayList(ctx context.Context, f *entity.Field) bool {
	a, err := identity.From(ctx)
	return err == nil && a.Can(identity.May(f.Entity, identity.See))
}

// Merge puts the option to in place of from in every record, in one step that can be
// undone, and offers from no longer. It gives the number of records changed. SYS-37
func (s *Service) Merge(ctx context.Context, name, from, to string) (int64, error) {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return 0, err
	}
	var changed int64
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		options, err := s.Options(ctx, name)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(options, func(o Option) bool { return o.Key == from })
		if at < 0 || from == to || !slices.ContainsFunc(options, func(o Option) bool { return o.Key == to && !o.Gone }) {
			return app.E(app.Invalid, "dictionary.merge")
		}
		if slices.ContainsFunc(options, func(o Option) bool { return o.Under == from && !o.Gone }) {
			return app.E(app.Conflict, "dictionary.has_below")
		}
		why := audit.Why(identity.Elevated(ctx), audit.Reason{Kind: "merge", Text: name})
		for _, f := range s.users(name) {
			n, err := s.replace(why, f, from, to)
			if err != nil {
				return err
			}
			changed += n
		}
		options = slices.Clone(options)
		options[at].Gone = true
		return s.SetOptions(ctx, name, options)
	})
	if err != nil {
		return 0, err
	}
	return changed, nil
}

func (s *Service) replace(ctx context.Context, f *entity.Field, from, to string) (int64, error) {
	p, err := s.plan(ctx, f, from)
	if err != nil {
		return 0, err
	}
	ids, err := s.g.Source.First(ctx, p, 1_000_000)
	if err != nil {
		return 0, err
	}
	svc := s.g.Service(f.Entity)
	var n int64
	for _, id := range ids {
		_, err := svc.Update(ctx, id, 0, func(rec any) error {
			v := f.Get(rec)
			if f.Kind != entity.KindMulti {
				f.Set(rec, entity.Str(to))
				return nil
			}
			var keys []string
			for _, k := range entity.SplitMulti(v.Text()) {
				if k == from {
					k = to
				}
				if !slices.Contains(keys, k) {
					keys = append(keys, k)
				}
			}
			f.Set(rec, entity.JoinMulti(keys))
			return nil
		})
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
