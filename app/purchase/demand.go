package purchase

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
)

// Lack is what a sales order needs and nobody has: neither the warehouses, after what other
// orders are waiting for, nor purchase orders that are on their way.
type Lack struct {
	LineID   int64
	Product  *sales.Product
	Quantity money.Quantity
}

// LacksOf tells what is missing for the open lines of a sales order.
func (s *Service) LacksOf(ctx context.Context, salesOrder int64) ([]Lack, error) {
	o, err := s.p.Sales.Orders.Get(ctx, salesOrder)
	if err != nil {
		return nil, err
	}
	if o.State == sales.OrderCancelled || o.State == sales.OrderClosed {
		return nil, app.E(app.Conflict, "purchase.order_state", "number", o.Number, "state", entity.Label("sales_order.state."+string(o.State)))
	}
	free := map[int64]money.Quantity{} // left for this order, by product
	var out []Lack
	for i := range o.Lines {
		l := &o.Lines[i]
		open := l.Quantity - l.Delivered
		if !l.Kind.Counts() || l.ProductID == 0 || open <= 0 {
			continue
		}
		p, err := s.p.Sales.Products.Get(ctx, l.ProductID)
		if app.KindOf(err) == app.NotFound && err != nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		if p.Stock == nil && p.SupplierID == 0 {
			continue // neither kept nor bought: a service
		}
		left, known := free[p.ID]
		if !known {
			if left, err = s.freeFor(ctx, o, p); err != nil {
				return nil, err
			}
		}
		take := min(open, max(0, left))
		free[p.ID] = left - take
		if open > take {
			out = append(out, Lack{LineID: l.ID, Product: p, Quantity: open - take})
		}
	}
	return out, nil
}

// freeFor is what is there or ordered of a product beyond what other sales orders wait for.
func (s *Service) freeFor(ctx context.Context, o *sales.Order, p *sales.Product) (money.Quantity, error) {
	row, err := s.g.Look(identity.System(ctx, "demand"), sales.Products, p.ID, "reserved", "on_order")
	if err != nil {
		return 0, err
	}
	others := row["reserved"].Int()
	if o.State == sales.OrderApproved { // it waits itself
		for _, l := range o.Lines {
			if l.ProductID == p.ID && l.Kind.Counts() {
				others -= int64(max(0, l.Quantity-l.Delivered))
			}
		}
	}
	have := row["on_order"].Int()
	if p.Stock != nil {
		have += *p.Stock
	}
	return money.Quantity(have - max(0, others)), nil
}

// FromSales makes the drafts of purchase orders for what a sales order lacks: one for each
// supplier that the products are bought from, and one without a supplier for the rest, as
// the last. They are not saved. Conflict purchase.nothing_lacks when all is there. INV-07
func (s *Service) FromSales(ctx context.Context, salesOrder int64) ([]*Order, error) {
	lacks, err := s.LacksOf(ctx, salesOrder)
	if err != nil {
		return nil, err
	}
	o, err := s.p.Sales.Orders.Get(ctx, salesOrder)
	if err != nil {
		return nil, err
	}
	if len(lacks) == 0 {
		return nil, app.E(app.Conflict, "purchase.nothing_lacks", "number", cmp.Or(o.Number, o.Subject))
	}
	by := map[int64][]Lack{}
	for _, l := range lacks {
		by[l.Product.SupplierID] = append(by[l.Product.SupplierID], l)
	}
	suppliers := slices.SortedFunc(maps.Keys(by), func(a, b int64) int { // those without one last
		return cmp.Or(cmp.Compare(min(b, 1), min(a, 1)), cmp.Compare(a, b))
	})
	var out []*Order
	for _, supplier := range suppliers {
		x, err := s.NewOrder(ctx, supplier)
		if err != nil {
			return nil, err
		}
		x.SalesOrderID, x.Subject = o.ID, o.Subject
		if x.DeliverOn == 0 || o.DeliverOn != 0 && o.DeliverOn < x.DeliverOn {
			x.DeliverOn = o.DeliverOn
		}
		var products []int64
		for _, l := range by[supplier] {
			products = append(products, l.Product.ID)
		}
		prices, err := s.PricesOf(ctx, x, products)
		if err != nil {
			return nil, err
		}
		for _, l := range by[supplier] {
			line := l.Product.LineFor()
			line.Quantity, line.Price, line.Cost = l.Quantity, prices[l.Product.ID], 0
			x.Lines = append(x.Lines, OrderLine{SalesLineID: l.LineID, Item: line})
		}
		out = append(out, x)
	}
	return out, nil
}

// OrderLacking saves the drafts of FromSales that have a supplier, and gives what is left
// without one, unsaved; nil when there is none.
func (s *Service) OrderLacking(ctx context.Context, salesOrder int64) (made []*Order, rest *Order, err error) {
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		list, err := s.FromSales(ctx, salesOrder)
		if err != nil {
			return err
		}
		for _, x := range list {
			if x.SupplierID == 0 {
				rest = x
				continue
			}
			if err := s.Orders.Create(ctx, x); err != nil {
				return err
			}
			made = append(made, x)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return made, rest, nil
}
