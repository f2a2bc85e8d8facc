package stock

import (
	"context"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

// Levels is the entity name; Main is the warehouse that every company has.
const (
	Levels = "stock_level"
	Main   = "main"
)

// Level is what lies of a product in one warehouse: the sum of its movements.
type Level struct {
	entity.Head
	ProductID int64
	Warehouse string
	Quantity  money.Quantity
}

// DescribeLevel describes stocks by warehouse.
func DescribeLevel() *entity.Desc[Level] {
	return entity.Describe(Levels, "warehouse", func(l *Level, e *entity.Fields) {
		e.Open()
		e.Ref("product_id", sales.Products, &l.ProductID).Computed()
		e.Dict("warehouse", "warehouse", &l.Warehouse).Computed().Else(entity.Str(Main))
		entity.Scaled(e, "quantity", 6, &l.Quantity).Computed()
	})
}

// addLevels registers stocks by warehouse and what of them is free: reserved is what
// approved orders still wait for, available the stock without it, lacking by how much that
// is below the safe stock.
func (s *Service) addLevels(g *record.Ground) {
	number := func(key string, maybe bool) *entity.Field {
		f := entity.Contributed(key, entity.KindNumber)
		f.Scale, f.Nullable = 6, maybe
		f.Default = f.Empty()
		return f
	}
	g.Registry.Contribute(sales.Products, number("reserved", false), number("available", true), number("lacking", false))
	s.Levels = record.New(g, DescribeLevel())
	s.Levels.Rule = func(ctx context.Context, _, _ *Level) error {
		if ctx.Value(movingKey{}) == nil {
			return app.E(app.Conflict, "stock.fixed")
		}
		return nil
	}
	waiting := func(o *sales.Order) map[int64]int64 {
		out := map[int64]int64{}
		if o.State != sales.OrderApproved {
			return out
		}
		for _, l := range o.Lines {
			if l.Kind.Counts() {
				out[l.ProductID] += int64(max(0, l.Quantity-l.Delivered))
			}
		}
		return out
	}
	record.SumEach(s.p.Sales.Orders, sales.Products, "reserved", waiting)
	s.p.Sales.Orders.Saved.Do(func(ctx context.Context, e record.Saved[sales.Order]) error {
		touched := waiting(e.After)
		if e.Before != nil {
			for id := range waiting(e.Before) {
				touched[id] = 0
			}
		}
		for id := range touched {
			if err := s.free(ctx, id); err != nil {
				return err
			}
		}
		return nil
	})
	s.p.Sales.Products.Saved.Do(func(ctx context.Context, e record.Saved[sales.Product]) error {
		if e.Before != nil && same(e.Before.Stock, e.After.Stock) && same(e.Before.SafeStock, e.After.SafeStock) {
			return nil
		}
		return s.free(ctx, e.After.ID)
	})
}

func same(a, b *int64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// free works out what is available of a product, and what lacks.
func (s *Service) free(ctx context.Context, product int64) error {
	if product == 0 {
		return nil
	}
	row, err := s.g.Look(identity.System(ctx, "stock"), sales.Products, product, "stock", "safe_stock", "reserved")
	if err != nil || len(row) == 0 {
		return err
	}
	available, lacking := entity.Null, int64(0)
	if !row["stock"].IsNull() {
		n := row["stock"].Int() - row["reserved"].Int()
		available = entity.Num(n)
		lacking = max(0, row["safe_stock"].Int()-n)
	}
	if err := s.g.Store.Put(ctx, sales.Products, product, "available", available); err != nil {
		return err
	}
	return s.g.Store.Put(ctx, sales.Products, product, "lacking", entity.Num(lacking))
}
