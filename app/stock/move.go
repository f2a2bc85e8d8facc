package stock

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

// Kind says why a stock changed.
type Kind string

// The kinds of movements. A count is a quantity that somebody typed at the product.
const (
	Out   Kind = "delivery"
	Back  Kind = "delivery_reversed"
	Count Kind = "count"
)

// SettingBelowZero lets a delivery go out of an empty warehouse; the stock is then below zero.
const SettingBelowZero = "stock.below_zero"

// Move is one movement of one product. Movements are only written, never changed: what
// lies in the warehouse is their sum.
type Move struct {
	entity.Head
	ProductID int64
	Warehouse string
	Kind      Kind
	On        calendar.Date
	Quantity  money.Quantity // negative when goods go out
	Balance   money.Quantity // of the product after it, over all warehouses
	Number    string         // of the document
	Party     string
	Source    string // the entity of the document
	SourceID  int64
}

// DescribeMove describes movements.
func DescribeMove() *entity.Desc[Move] {
	return entity.Describe(Moves, "number", func(m *Move, e *entity.Fields) {
		e.Open()
		e.Ref("product_id", "product", &m.ProductID).Computed()
		e.Dict("warehouse", "warehouse", &m.Warehouse).Computed().Else(entity.Str("main"))
		entity.Choice(e, "kind", &m.Kind, Out, Back, Count).Computed()
		e.Date("on_date", &m.On).Computed()
		entity.Scaled(e, "quantity", 6, &m.Quantity).Computed()
		entity.Scaled(e, "balance", 6, &m.Balance).Computed()
		e.Text("number", &m.Number).Computed().Found().Max(40)
		e.Text("party", &m.Party).Computed().Max(120)
		e.Text("source", &m.Source).Computed().Unlisted()
		e.Int("source_id", &m.SourceID).Computed().Unlisted()
	})
}

type movingKey struct{}

// apply moves goods: the stock of the product follows, a product whose stock is not kept
// stays as it is.
func (s *Service) apply(ctx context.Context, m Move) error {
	if m.ProductID == 0 || m.Quantity == 0 {
		return nil
	}
	below, err := company.Read(ctx, s.p.Company, SettingBelowZero, false)
	if err != nil {
		return err
	}
	sys := context.WithValue(identity.Elevated(ctx), movingKey{}, true)
	kept := false
	_, err = s.p.Sales.Products.Update(sys, m.ProductID, 0, func(p *sales.Product) error {
		if kept = p.Stock != nil; !kept {
			return nil
		}
		now := *p.Stock + int64(m.Quantity)
		if now < 0 && m.Quantity < 0 && !below {
			return app.E(app.Conflict, "stock.not_enough", "name", p.Name, "have", money.Quantity(*p.Stock).String(), "need", (-m.Quantity).String(), "unit", p.Unit)
		}
		p.Stock, m.Balance = &now, money.Quantity(now)
		return nil
	})
	if err != nil || !kept {
		return err
	}
	m.On = s.g.Registry.Today()
	return s.Moves.Create(sys, &m)
}

// counted writes the movement of a stock that somebody typed at the product.
func (s *Service) counted(ctx context.Context, e record.Saved[sales.Product]) error {
	if ctx.Value(movingKey{}) != nil || e.After.Stock == nil {
		return nil
	}
	was := int64(0)
	if e.Before != nil && e.Before.Stock != nil {
		was = *e.Before.Stock
	}
	if *e.After.Stock == was {
		return nil
	}
	return s.Moves.Create(identity.Elevated(ctx), &Move{
		ProductID: e.After.ID, Warehouse: "main", Kind: Count, On: s.g.Registry.Today(),
		Quantity: money.Quantity(*e.After.Stock - was), Balance: money.Quantity(*e.After.Stock),
	})
}
