package stock

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

type movingKey struct{}

// Move moves goods inside the caller's transaction: the stock of the product and of the
// warehouse follow; a product whose stock is not kept stays as it is. Conflict
// stock.not_enough when more goes out than lies in the warehouse, unless the company
// allows stocks below zero.
func (s *Service) Move(ctx context.Context, m Move) error {
	if m.ProductID == 0 || m.Quantity == 0 {
		return nil
	}
	below, err := company.Read(ctx, s.p.Company, SettingBelowZero, false)
	if err != nil {
		return err
	}
	sys := context.WithValue(identity.Elevated(ctx), movingKey{}, true)
	kept := false
	p, err := s.p.Sales.Products.Update(sys, m.ProductID, 0, func(p *sales.Product) error {
		if kept = p.Stock != nil; !kept {
			return nil
		}
		now := *p.Stock + int64(m.Quantity)
		p.Stock, m.Balance = &now, money.Quantity(now)
		return nil
	})
	if err != nil || !kept {
		return err
	}
	had, err := s.level(sys, m.ProductID, m.Warehouse, m.Quantity)
	if err != nil {
		return err
	}
	if had+m.Quantity < 0 && m.Quantity < 0 && !below {
		return app.E(app.Conflict, "stock.not_enough", "name", p.Name, "have", had.String(), "need", (-m.Quantity).String(), "unit", p.Unit, "warehouse", s.warehouse(m.Warehouse))
	}
	m.On = s.g.Registry.Today()
	return s.Moves.Create(sys, &m)
}

// level adds to what lies of a product in a warehouse and tells what lay there before.
func (s *Service) level(ctx context.Context, product int64, warehouse string, more money.Quantity) (money.Quantity, error) {
	list, err := s.Levels.Find(ctx, listing.All(ref("product_id", product), listing.Is("warehouse", listing.Eq, warehouse)))
	if err != nil {
		return 0, err
	}
	if len(list) == 0 {
		return 0, s.Levels.Create(ctx, &Level{ProductID: product, Warehouse: warehouse, Quantity: more})
	}
	had := money.Quantity(0)
	_, err = s.Levels.Update(ctx, list[0].ID, 0, func(l *Level) error {
		had = l.Quantity
		l.Quantity += more
		return nil
	})
	return had, err
}

func ref(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}

// counted writes the movement of a stock that somebody typed at the product; the
// difference lies in the main warehouse.
func (s *Service) counted(ctx context.Context, e record.Saved[sales.Product]) error {
	if ctx.Value(movingKey{}) != nil {
		return nil
	}
	was, is := int64(0), int64(0)
	if e.Before != nil && e.Before.Stock != nil {
		was = *e.Before.Stock
	}
	if e.After.Stock != nil {
		is = *e.After.Stock
	}
	if is == was || e.After.Stock == nil {
		return nil
	}
	sys := context.WithValue(identity.Elevated(ctx), movingKey{}, true)
	if _, err := s.level(sys, e.After.ID, Main, money.Quantity(is-was)); err != nil {
		return err
	}
	return s.Moves.Create(sys, &Move{
		ProductID: e.After.ID, Warehouse: Main, Kind: Count, On: s.g.Registry.Today(),
		Quantity: money.Quantity(is - was), Balance: money.Quantity(is),
	})
}

// Counted puts what was counted of a product in a warehouse in place of what the books
// say, with the difference as a movement and its reason. INV-07
func (s *Service) Counted(ctx context.Context, product int64, warehouse string, found money.Quantity, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Levels, identity.Change)); err != nil {
		return err
	}
	if found < 0 {
		return app.E(app.Invalid, "stock.negative").At("quantity")
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return app.E(app.Invalid, "stock.reason").At("reason")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.keep(ctx, product); err != nil {
			return err
		}
		have, err := s.InWarehouse(ctx, product, warehouse)
		if err != nil {
			return err
		}
		return s.Move(command(ctx, "count"), Move{ProductID: product, Warehouse: warehouse, Kind: Count, Quantity: found - have, Reason: reason})
	})
}

// keep begins to keep the stock of a product, from nothing.
func (s *Service) keep(ctx context.Context, product int64) error {
	p, err := s.p.Sales.Products.Get(ctx, product)
	if err != nil || p.Stock != nil {
		return err
	}
	_, err = s.p.Sales.Products.Update(identity.Elevated(ctx), product, 0, func(p *sales.Product) error { n := int64(0); p.Stock = &n; return nil })
	return err
}

// Carry moves goods from one warehouse to another. INV-07
func (s *Service) Carry(ctx context.Context, c Carriage) error {
	if _, err := identity.Need(ctx, identity.May(Levels, identity.Change)); err != nil {
		return err
	}
	switch {
	case c.Quantity <= 0:
		return app.E(app.Invalid, "stock.carry_quantity").At("quantity")
	case c.From == c.To || c.To == "":
		return app.E(app.Invalid, "stock.carry_to").At("to")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		cmd := command(ctx, "transfer")
		for _, m := range []Move{{Warehouse: c.From, Quantity: -c.Quantity, Party: cmp.Or(s.named("warehouse", c.To), c.To)}, {Warehouse: c.To, Quantity: c.Quantity, Party: cmp.Or(s.named("warehouse", c.From), c.From)}} {
			m.ProductID, m.Kind, m.Reason = c.Product, Transfer, strings.TrimSpace(c.Reason)
			if err := s.Move(cmd, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// Carriage is goods that go from one warehouse to another.
type Carriage struct {
	Product  int64
	From, To string
	Quantity money.Quantity
	Reason   string
}

// InWarehouse is what lies of a product in a warehouse.
func (s *Service) InWarehouse(ctx context.Context, product int64, warehouse string) (money.Quantity, error) {
	list, err := s.Levels.Find(identity.System(ctx, "stock"), listing.All(ref("product_id", product), listing.Is("warehouse", listing.Eq, warehouse)))
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0].Quantity, nil
}

// named is what the company calls an option of a list, "" while it has no name of its own.
func (s *Service) named(list, key string) string {
	for _, o := range s.g.Registry.Dictionary(list) {
		if o.Key == key {
			return o.Label
		}
	}
	return ""
}

// warehouse is the name of a warehouse for a sentence.
func (s *Service) warehouse(key string) any {
	if name := s.named("warehouse", key); name != "" {
		return name
	}
	return entity.Label("dict.warehouse." + key)
}

// printed is the name of an option of a list for a paper.
func (s *Service) printed(list, key string) any {
	if name := s.named(list, key); name != "" {
		return name
	}
	return s.p.Company.Words("dict." + list + "." + key)
}

// WarehousePrinted is the name of a warehouse for a paper.
func (s *Service) WarehousePrinted(key string) any { return s.printed("warehouse", key) }
