package purchase

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/stock"
)

// prepareReceipt takes supplier and currency from the order, and numbers the lines.
func (s *Service) prepareReceipt(ctx context.Context, _, r *Receipt) error {
	for i := range r.Lines {
		r.Lines[i].Pos = int64(i + 1)
	}
	if r.OrderID == 0 || r.SupplierID != 0 && r.Currency != "" {
		return nil
	}
	o, err := s.Orders.Get(ctx, r.OrderID)
	if err != nil {
		return err
	}
	r.SupplierID, r.Currency = o.SupplierID, o.Currency
	return nil
}

// ruleReceipt locks what was posted and keeps states to the commands.
func (s *Service) ruleReceipt(ctx context.Context, before, after *Receipt) error {
	if commanded(ctx) {
		return nil
	}
	if before == nil && after.State != Draft || before != nil && (before.State != Draft || after.State != Draft) {
		return app.E(app.Conflict, "goods_receipt.locked", "number", after.Number)
	}
	return nil
}

// NewReceipt makes the draft of a receipt of all that is still to come of an order. It is
// not saved yet. INV-05
func (s *Service) NewReceipt(ctx context.Context, orderID int64) (*Receipt, error) {
	o, err := s.Orders.Get(ctx, orderID)
	if err != nil {
		return nil, err
	}
	if o.State != OrderApproved {
		return nil, app.E(app.Conflict, "goods_receipt.order_state", "number", o.Number)
	}
	r := s.Receipts.Desc.New()
	r.OrderID, r.SupplierID, r.On, r.Warehouse, r.Currency = o.ID, o.SupplierID, s.g.Registry.Today(), o.Warehouse, o.Currency
	for _, l := range o.Lines {
		if open := l.Quantity - l.Received; l.Kind.Counts() && open > 0 {
			r.Lines = append(r.Lines, ReceiptLine{OrderLineID: l.ID, ProductID: l.ProductID, Code: l.Code, Name: l.Name, Spec: l.Spec, Unit: l.Unit, Quantity: open, Price: l.Price})
		}
	}
	if len(r.Lines) == 0 {
		return nil, app.E(app.Conflict, "goods_receipt.nothing_open", "number", o.Number)
	}
	return r, nil
}

// Post gives the receipt its number: the goods lie in the warehouse and count as received.
// Lines without a quantity fall away; more than was ordered is refused. An order of which
// all has come is closed.
func (s *Service) Post(ctx context.Context, id int64) (*Receipt, error) {
	var r *Receipt
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		was, err := s.Receipts.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		cmd := command(ctx, "receive")
		o, value, err := s.noteReceived(cmd, was, 1)
		if err != nil {
			return err
		}
		r, err = s.Receipts.Update(cmd, id, 0, func(r *Receipt) error {
			kept := r.Lines[:0]
			for _, l := range r.Lines {
				switch {
				case l.Quantity < 0:
					return app.E(app.Invalid, "goods_receipt.negative", "name", l.Name).At("lines")
				case l.Quantity > 0:
					kept = append(kept, l)
				}
			}
			if r.Lines = kept; len(kept) == 0 {
				return app.E(app.Invalid, "goods_receipt.no_lines").At("lines")
			}
			if err := r.move(Posted); err != nil {
				return err
			}
			r.Value, r.PostedAt = value, s.g.Clock.Now().UnixMilli()
			r.Number, err = s.p.Numbers.Take(ctx, numbering.GoodsIn, r.On)
			return err
		})
		if err != nil {
			return err
		}
		if err := s.moveAll(cmd, r, stock.In, 1); err != nil {
			return err
		}
		return s.Received.Raise(cmd, Received{r, o, value})
	})
	return r, err
}

// Reverse takes a posted receipt back: its number stays, the goods leave the warehouse and
// are open again with the order.
func (s *Service) Reverse(ctx context.Context, id int64, reason string) (*Receipt, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "goods_receipt.reason").At("reverse_reason")
	}
	var r *Receipt
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Receipts.May(ctx, id, identity.Issue); err != nil {
			return err
		}
		cmd := audit.Why(command(ctx, "reverse"), audit.Reason{Kind: "reverse", Text: reason})
		var err error
		r, err = s.Receipts.Update(cmd, id, 0, func(r *Receipt) error {
			r.ReversedOn, r.Reason = s.g.Registry.Today(), reason
			return r.move(Reversed)
		})
		if err != nil {
			return err
		}
		o, value, err := s.noteReceived(cmd, r, -1)
		if err != nil {
			return err
		}
		if err := s.moveAll(cmd, r, stock.InBack, -1); err != nil {
			return err
		}
		return s.Received.Raise(cmd, Received{r, o, value})
	})
	return r, err
}

// noteReceived adds the lines of a receipt to what came in of its order, times sign.
func (s *Service) noteReceived(ctx context.Context, r *Receipt, sign money.Quantity) (*Order, money.Minor, error) {
	by := map[int64]money.Quantity{}
	for _, l := range r.Lines {
		by[l.OrderLineID] += sign * l.Quantity
	}
	var value money.Minor
	o, err := s.Orders.Update(ctx, r.OrderID, 0, func(o *Order) error {
		value = 0
		if o.State != OrderApproved && !(sign < 0 && o.State == OrderClosed) {
			return app.E(app.Conflict, "goods_receipt.order_state", "number", o.Number)
		}
		left := len(by)
		for i := range o.Lines {
			l := &o.Lines[i]
			q, ok := by[l.ID]
			if !ok {
				continue
			}
			left--
			after := l.Received + q
			if after > l.Quantity || after < 0 {
				return app.E(app.Invalid, "goods_receipt.too_much", "name", l.Name, "open", (l.Quantity - l.Received).String(), "unit", l.Unit).At("lines")
			}
			value += l.worth(after) - l.worth(l.Received)
			l.Received = after
		}
		if left > 0 {
			return app.E(app.Conflict, "goods_receipt.line_gone", "number", o.Number)
		}
		switch open := o.Open(); {
		case !open && o.State == OrderApproved:
			o.EndedAt = s.g.Clock.Now().UnixMilli()
			return o.move(OrderClosed)
		case open && o.State == OrderClosed:
			o.EndedAt, o.EndReason = 0, ""
			return o.move(OrderApproved)
		}
		return nil
	})
	return o, value, err
}

// worth is the value of a part of the line, tax included; of all of it, the whole amount.
func (l *OrderLine) worth(q money.Quantity) money.Minor {
	if l.Quantity <= 0 {
		return 0
	}
	return money.Spread(l.GrossMinor, []int64{int64(q), int64(l.Quantity - q)})[0]
}

// moveAll moves the goods of every line.
func (s *Service) moveAll(ctx context.Context, r *Receipt, kind stock.Kind, sign money.Quantity) error {
	party := ""
	if x, err := s.Suppliers.Get(identity.System(ctx, "receipt"), r.SupplierID); err == nil {
		party = x.Name
	}
	for _, l := range r.Lines {
		err := s.p.Stock.Move(ctx, stock.Move{
			ProductID: l.ProductID, Warehouse: r.Warehouse, Kind: kind, Quantity: sign * l.Quantity, Number: r.Number,
			Party: party, Source: Receipts, SourceID: r.ID,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
