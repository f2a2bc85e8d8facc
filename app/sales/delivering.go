package sales

import (
	"context"

	"kontor/app"
	"kontor/app/money"
)

// NoteDelivered adds to what was delivered of the lines of an order, by line; negative
// quantities take it back. It gives the value of the goods at the order's prices. It is
// what a delivery does when it is issued or reversed, and refuses more than was ordered.
func (s *Service) NoteDelivered(ctx context.Context, id int64, by map[int64]money.Quantity) (money.Minor, error) {
	var value money.Minor
	_, err := s.Orders.Update(command(ctx, "delivery"), id, 0, func(o *Order) error {
		value = 0
		back := false
		for _, q := range by {
			back = back || q < 0
		}
		if o.State != OrderApproved && !(back && o.State == OrderClosed) {
			return app.E(app.Conflict, "delivery.order_state", "number", o.Number)
		}
		left := len(by)
		for i := range o.Lines {
			l := &o.Lines[i]
			q, ok := by[l.ID]
			if !ok {
				continue
			}
			left--
			after := l.Delivered + q
			if after > l.Quantity || after < 0 {
				return app.E(app.Invalid, "delivery.too_much", "name", l.Name, "open", (l.Quantity - l.Delivered).String(), "unit", l.Unit).At("lines")
			}
			if after < l.Returned {
				return app.E(app.Conflict, "delivery.returned", "name", l.Name, "returned", l.Returned.String(), "unit", l.Unit)
			}
			value += l.worth(after) - l.worth(l.Delivered)
			l.Delivered = after
		}
		if left > 0 {
			return app.E(app.Conflict, "delivery.line_gone", "number", o.Number)
		}
		return nil
	})
	return value, err
}

// NoteReturned adds to what came back of the delivered lines of an order, by line;
// negative quantities take it back. It gives the value of the goods at the order's prices
// and refuses more than was delivered. It is what a return does when it is posted or
// reversed.
func (s *Service) NoteReturned(ctx context.Context, id int64, by map[int64]money.Quantity) (money.Minor, error) {
	var value money.Minor
	_, err := s.Orders.Update(command(ctx, "return"), id, 0, func(o *Order) error {
		value = 0
		if o.State != OrderApproved && o.State != OrderClosed {
			return app.E(app.Conflict, "sales_return.order_state", "number", o.Number)
		}
		left := len(by)
		for i := range o.Lines {
			l := &o.Lines[i]
			q, ok := by[l.ID]
			if !ok {
				continue
			}
			left--
			after := l.Returned + q
			if after > l.Delivered || after < 0 {
				return app.E(app.Invalid, "sales_return.too_much", "name", l.Name, "open", (l.Delivered - l.Returned).String(), "unit", l.Unit).At("lines")
			}
			value += l.worth(after) - l.worth(l.Returned)
			l.Returned = after
		}
		if left > 0 {
			return app.E(app.Conflict, "delivery.line_gone", "number", o.Number)
		}
		return nil
	})
	return value, err
}

// worth is the value of a part of the line, tax included; of all of it, the whole amount.
func (l *OrderLine) worth(q money.Quantity) money.Minor { return l.part(l.GrossMinor, q) }

// part is the share of an amount of the line that falls to a part of its quantity.
func (l *OrderLine) part(m money.Minor, q money.Quantity) money.Minor {
	if l.Quantity <= 0 {
		return 0
	}
	return money.Spread(m, []int64{int64(q), int64(l.Quantity - q)})[0]
}

// keepDelivered refuses a change of a reworked order below what was already delivered.
func (s *Service) keepDelivered(o *Order) error {
	for _, c := range s.Orders.Desc.DiffLines(o) {
		was, ok := c.Old.(*OrderLine)
		if !ok || was.Delivered == 0 {
			continue
		}
		if now, ok := c.Rec.(*OrderLine); !ok || now == nil || now.Quantity < was.Delivered {
			return app.E(app.Conflict, "delivery.below_delivered", "name", was.Name, "delivered", was.Delivered.String(), "unit", was.Unit).At("lines")
		}
	}
	return nil
}
