package records

import (
	"context"
	"strconv"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/ui/kit"
)

// suggested is how many records a picker offers.
const suggested = 8

// Suggest looks records of a kind up by what was typed, for a picker; narrow, when given,
// is a condition that they have to fulfil.
func Suggest(h kit.Host, d Deps, kind string, narrow listing.Node) func(string, func([]kit.Option)) {
	return func(query string, answer func([]kit.Option)) {
		h.Go(func(ctx context.Context) {
			list, err := lookUp(ctx, d, listing.Query{Entity: kind, Text: query, Filter: narrow})
			h.Post(func() {
				if err != nil {
					h.Report(err)
					return
				}
				answer(list)
			})
		})
	}
}

// lookUp reads the first records of a query as options.
func lookUp(ctx context.Context, d Deps, q listing.Query) ([]kit.Option, error) {
	t := d.Registry.Type(q.Entity)
	if t == nil {
		return nil, nil
	}
	q.Columns = []string{t.Title}
	p, err := listing.Allow(ctx, d.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return nil, err
	}
	ids, err := d.Source.First(ctx, p, suggested)
	if err != nil {
		return nil, err
	}
	rows, err := d.Source.Block(ctx, p, ids)
	var out []kit.Option
	for _, r := range rows {
		if r.ID != 0 && len(r.Cells) > 0 {
			out = append(out, kit.Option{Key: strconv.FormatInt(r.ID, 10), ID: r.ID, Text: r.Cells[0].Text()})
		}
	}
	return out, err
}
