package customer

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// docKind is a kind of document of customers, with the keys of its date and amount.
type docKind struct{ kind, date, amount string }

// docOrder is the order of the kinds people look for; others follow.
var docOrder = []string{"quote", "sales_order", "delivery", "sales_return", "receivable", "money_in", "receipt"}

// notTrade are the states of documents that do not count in a history of trade.
var notTrade = []string{"draft", "cancelled", "void", "reversed", "rejected", "superseded", "expired"}

// docKinds finds the documents of customers: everything that has a number and belongs to
// a customer, so that new kinds stand in the history by themselves (CUS-60).
func docKinds(reg *entity.Registry) []docKind {
	var out []docKind
	for _, t := range reg.Types() {
		ref := t.Field("customer_id")
		if t.Title != "number" || ref == nil || ref.To != customer.Customers || t.Parent != "" {
			continue
		}
		k := docKind{kind: t.Name, date: "created_at"}
		for _, f := range slices.Backward(t.Columns()) {
			switch {
			case f.IsHead:
			case f.Kind == entity.KindDate && f.Key != "due_on" && f.Key != "valid_until" && f.Key != "deliver_on":
				k.date = f.Key
			case f.Key == "total_minor" || f.Key == "amount_minor":
				k.amount = f.Key
			}
		}
		out = append(out, k)
	}
	rank := func(k docKind) int {
		if i := slices.Index(docOrder, k.kind); i >= 0 {
			return i
		}
		return len(docOrder)
	}
	slices.SortStableFunc(out, func(a, b docKind) int { return rank(a) - rank(b) })
	return out
}

// untraded are the states of a kind of document in which it does not count.
func untraded(state *entity.Field) []string {
	return slices.DeleteFunc(slices.Clone(notTrade), func(key string) bool { _, has := state.Option(key); return !has })
}

// trade is how many documents of a kind a customer has, and their sum.
type trade struct {
	kind  string
	n     int64
	sum   int64
	money bool
}

// fetchTrade counts and adds up the documents of a customer that took effect.
func (p *Page) fetchTrade(ctx context.Context, f *facts, of listing.Node) error {
	for _, k := range docKinds(p.deps.Registry) {
		if !slices.ContainsFunc(f.docs, func(s docSection) bool { return s.kind == k.kind }) {
			continue // none at all
		}
		t := p.deps.Registry.Type(k.kind)
		filter := of
		if s := t.Field("state"); s != nil && s.Store == entity.InColumn && len(untraded(s)) > 0 {
			filter = listing.All(of, listing.Not(listing.Is("state", listing.In, untraded(s)...)))
		}
		if t.Field("void") != nil {
			filter = listing.All(filter, listing.Is("void", listing.Eq, "0"))
		}
		x, err := p.trade(ctx, k, filter)
		if app.KindOf(err) == app.Denied && err != nil {
			continue
		}
		if err != nil {
			return err
		}
		if x.n > 0 {
			f.trade = append(f.trade, x)
		}
	}
	return nil
}

func (p *Page) trade(ctx context.Context, k docKind, filter listing.Node) (trade, error) {
	x := trade{kind: k.kind}
	q := listing.Query{Entity: k.kind, Filter: filter}
	for _, key := range []string{"home_minor", k.amount} { // in the company's currency where it is known
		if p.deps.Registry.Type(k.kind).Field(key) != nil {
			q.Totals, x.money = []string{key}, true
			break
		}
	}
	plan, err := listing.Allow(ctx, p.deps.Registry, identity.May(k.kind, identity.See), q)
	if err != nil {
		return x, err
	}
	if x.n, err = p.deps.Source.Count(ctx, plan); err != nil || !x.money || x.n == 0 {
		return x, err
	}
	sums, err := p.deps.Source.Sum(ctx, plan)
	if len(sums) > 0 {
		x.sum = sums[0].Int()
	}
	return x, err
}
