package sales

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

func (s *Service) prepareProduct(_ context.Context, before, p *Product) error {
	if s.p.Pinyin != nil && (before == nil || before.Name != p.Name) {
		p.Pinyin = s.p.Pinyin(p.Name, false)
	}
	return nil
}

// usedIn are the lines that keep a product out of the bin.
var usedIn = []string{"quote_line", "sales_order_line", "price_list_line"}

// ruleProduct keeps products that documents use out of the bin: they are discontinued.
func (s *Service) ruleProduct(ctx context.Context, before, after *Product) error {
	if before == nil || before.Archived != entity.Live || after.Archived == entity.Live {
		return nil
	}
	for _, kid := range usedIn {
		plan, err := listing.Allow(identity.System(ctx, "products"), s.g.Registry, identity.May(kid, identity.See),
			listing.Query{Entity: kid, Filter: ref("product_id", after.ID)})
		if err != nil {
			return err
		}
		if used, err := s.g.Source.First(ctx, plan, 1); err != nil || len(used) > 0 {
			if err != nil {
				return err
			}
			return app.E(app.Conflict, "product.used", "name", after.Name)
		}
	}
	return nil
}

// Pick finds products for a line by what was typed: the beginning of a code, characters
// of the name, pinyin initials or full pinyin. Codes that begin with the text come
// first; discontinued products never come.
func (s *Service) Pick(ctx context.Context, typed string, n int) ([]*Product, error) {
	typed = strings.TrimSpace(typed)
	active := listing.Is("state", listing.Eq, string(ProductActive))
	byCode := []listing.Sort{{Key: "code"}}
	if typed == "" {
		list, err := s.found(ctx, listing.Query{Entity: Products, Filter: active, Sort: byCode}, n)
		return list, err
	}
	out, err := s.found(ctx, listing.Query{
		Entity: Products, Sort: byCode,
		Filter: listing.All(active, listing.Any(listing.Is("code", listing.Starts, typed), listing.Is("code", listing.Starts, strings.ToUpper(typed)))),
	}, n)
	if err != nil || len(out) >= n {
		return out, err
	}
	more, err := s.found(ctx, listing.Query{Entity: Products, Filter: active, Text: typed, Sort: byCode}, n)
	if err != nil {
		return nil, err
	}
	have := map[int64]bool{}
	for _, p := range out {
		have[p.ID] = true
	}
	for _, p := range more {
		if !have[p.ID] && len(out) < n {
			out = append(out, p)
		}
	}
	return out, nil
}

func (s *Service) found(ctx context.Context, q listing.Query, n int) ([]*Product, error) {
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(Products, identity.See), q)
	if err != nil {
		return nil, err
	}
	ids, err := s.g.Source.First(ctx, plan, n)
	if err != nil {
		return nil, err
	}
	recs, err := s.g.Store.LoadMany(ctx, s.Products.Desc.Type, ids)
	if err != nil {
		return nil, err
	}
	out := make([]*Product, len(recs))
	for i, r := range recs {
		out[i] = r.(*Product)
	}
	return out, nil
}
