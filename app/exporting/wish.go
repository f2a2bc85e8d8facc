package exporting

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/view"
)

// kinds are the names of lists, as the command calls them, and their entities.
var kinds = map[string]string{
	"customers": "customer", "contacts": "contact", "leads": "lead", "opportunities": "opportunity", "products": "product",
	"quotes": "quote", "orders": "sales_order", "contracts": "contract", "proposals": "proposal", "deliveries": "delivery", "receipts": "receipt",
	"returns": "sales_return", "price-lists": "price_list", "suppliers": "supplier", "channels": "channel", "competitors": "competitor", "purchase-orders": "purchase_order", "goods-receipts": "goods_receipt",
	"stock": "stock_level", "stock-moves": "stock_move",
	"money-in": "money_in", "payments": "payment", "receivables": "receivable", "payables": "payable", "cash-journal": "journal",
	"invoices": "invoice", "expenses": "expense", "wages": "wage", "bank-lines": "bank_line", "employees": "employee", "punches": "punch", "attendance": "day_result",
}

// Wish makes the query of a list from what somebody wrote: the name of a view ("" for the
// first one that ships) and a filter. It gives the name of the view, too. Errors:
// NotFound export.kind, export.view; Invalid filter.*.
func (s *Service) Wish(ctx context.Context, kind, viewName, filter string, words Words) (listing.Query, string, error) {
	name := kinds[kind]
	if name == "" {
		name = kind
	}
	t := s.g.Registry.Type(name)
	if t == nil {
		return listing.Query{}, "", app.E(app.NotFound, "export.kind", "name", kind)
	}
	q, title, err := s.viewed(ctx, t, viewName, words)
	if err != nil {
		return q, "", err
	}
	node, err := listing.Parse(s.g.Registry, name, filter)
	if err != nil {
		return q, "", err
	}
	q.Filter = listing.All(q.Filter, node)
	return q, title, nil
}

// viewed finds a view by its name in any language, or by its key.
func (s *Service) viewed(ctx context.Context, t *entity.Type, name string, words Words) (listing.Query, string, error) {
	plain := listing.Query{Entity: t.Name}
	var rows []view.Row
	if s.p.Views != nil {
		var err error
		if rows, err = s.p.Views.List(ctx, t.Name); err != nil {
			return plain, "", err
		}
	}
	if name == "" {
		for _, r := range rows {
			if r.Key == "all" {
				return r.Query, title(r, t, words), nil
			}
		}
		return plain, words.T(t.Name + ".many"), nil
	}
	for _, r := range rows {
		names := []string{r.Name, r.Key, title(r, t, words)}
		if r.Key != "" && s.g.Registry.Names != nil {
			names = append(names, s.g.Registry.Names(viewKey(r, t))...)
		}
		for _, n := range names {
			if n != "" && strings.EqualFold(n, name) {
				return r.Query, title(r, t, words), nil
			}
		}
	}
	return plain, "", app.E(app.NotFound, "export.view", "name", name)
}

func viewKey(r view.Row, t *entity.Type) string { return "view." + t.Name + "." + r.Key }

func title(r view.Row, t *entity.Type, words Words) string {
	if r.Key == "" {
		return r.Name
	}
	return words.T(viewKey(r, t))
}
