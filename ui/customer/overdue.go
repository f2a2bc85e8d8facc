package customer

import (
	"context"
	"strings"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/ui/records"
)

// loadOverdue sums what is overdue of the customers in the list, where the filter can be
// put to the receivables.
func (p *Page) loadOverdue() {
	q := p.list.Query()
	if p.tab != tabAll && p.tab != tabMine || q.Text != "" || p.deps.Registry.Type("receivable") == nil {
		p.overdue = -1
		return
	}
	below, ok := under("customer_id", q.Filter)
	if !ok {
		p.overdue = -1
		return
	}
	want := listing.Query{
		Entity: "receivable", Totals: []string{"open_home_minor"},
		Filter: listing.All(listing.Is("due_on", listing.Lt, "today"), listing.Is("open_minor", listing.Gt, "0"), below),
	}
	p.host.Go(func(ctx context.Context) {
		n, err := p.sum(ctx, want)
		p.host.Post(func() {
			if err != nil || !records.Same(q.Filter, p.list.Query().Filter) {
				return // who may not see receivables sees no sum of them
			}
			p.overdue = n
			p.s.Redraw()
		})
	})
}

func (p *Page) sum(ctx context.Context, q listing.Query) (int64, error) {
	plan, err := listing.Allow(ctx, p.deps.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return 0, err
	}
	sums, err := p.deps.Source.Sum(ctx, plan)
	if err != nil || len(sums) == 0 {
		return 0, err
	}
	return sums[0].Int(), nil
}

// under puts a filter of one entity to the records that point to it. Fields behind a
// reference of their own cannot: paths go one reference deep.
func under(ref string, n listing.Node) (listing.Node, bool) {
	if n.IsZero() {
		return n, true
	}
	if n.Field != "" {
		if strings.Contains(n.Field, ".") {
			return n, false
		}
		n.Field = ref + "." + n.Field
		return n, true
	}
	kids := make([]listing.Node, len(n.Nodes))
	for i, k := range n.Nodes {
		var ok bool
		if kids[i], ok = under(ref, k); !ok {
			return n, false
		}
	}
	n.Nodes = kids
	return n, true
}
