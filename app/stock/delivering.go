package stock

import (
	"cmp"
	"context"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/sales"
)

// NewDelivery makes the draft of a delivery of all that is still open of an order. It is
// not saved yet. INV-06
func (s *Service) NewDelivery(ctx context.Context, orderID int64) (*Delivery, error) {
	o, err := s.p.Sales.Orders.Get(ctx, orderID)
	if err != nil {
		return nil, err
	}
	if o.State != sales.OrderApproved {
		return nil, app.E(app.Conflict, "delivery.order_state", "number", o.Number)
	}
	d := s.Deliveries.Desc.New()
	d.State, d.OrderID, d.CustomerID, d.On, d.Warehouse = Draft, o.ID, o.CustomerID, s.g.Registry.Today(), Main
	d.OwnerID, d.UnitID = o.OwnerID, o.UnitID
	d.Address, d.Currency = o.DeliverTo, o.Currency
	if o.ContactID != 0 {
		if c, err := s.p.Customers.Contacts.Get(ctx, o.ContactID); err == nil {
			d.Receiver, d.Phone = c.Name, cmp.Or(c.Mobile, c.Phone)
		}
	}
	for _, l := range o.Lines {
		if open := l.Quantity - l.Delivered; l.Kind.Counts() && open > 0 {
			d.Lines = append(d.Lines, Line{OrderLineID: l.ID, ProductID: l.ProductID, Code: l.Code, Name: l.Name, Spec: l.Spec, Unit: l.Unit, Quantity: open, Price: l.Price})
		}
	}
	if len(d.Lines) == 0 {
		return nil, app.E(app.Conflict, "delivery.nothing_open", "number", o.Number)
	}
	return d, nil
}

// Issue gives the delivery its number: the goods leave the warehouse and count as
// delivered. Lines without a quantity fall away; more than is open of the order, or than
// lies in the warehouse, is refused.
func (s *Service) Issue(ctx context.Context, id int64) (*Delivery, error) {
	var d *Delivery
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		was, err := s.Deliveries.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		cmd := command(ctx, "issue")
		value, err := s.p.Sales.NoteDelivered(ctx, was.OrderID, was.quantities(1))
		if err != nil {
			return err
		}
		d, err = s.Deliveries.Update(cmd, id, 0, func(d *Delivery) error {
			kept := d.Lines[:0]
			for _, l := range d.Lines {
				switch {
				case l.Quantity < 0:
					return app.E(app.Invalid, "delivery.negative", "name", l.Name).At("lines")
				case l.Quantity > 0:
					kept = append(kept, l)
				}
			}
			if d.Lines = kept; len(kept) == 0 {
				return app.E(app.Invalid, "delivery.no_lines").At("lines")
			}
			if err := d.move(Issued); err != nil {
				return err
			}
			d.Value, d.IssuedAt = value, s.g.Clock.Now().UnixMilli()
			d.Number, err = s.p.Numbers.Take(ctx, numbering.Delivery, d.On)
			return err
		})
		if err != nil {
			return err
		}
		if err := s.moveAll(cmd, d, Out, -1); err != nil {
			return err
		}
		return s.p.Customers.Log(ctx, customer.Activity{
			CustomerID: d.CustomerID, Kind: customer.NoteDelivery, Title: d.Number, Text: d.Receiver,
			AmountMinor: &d.Value, Currency: d.Currency, LinkEntity: Deliveries, LinkID: d.ID,
		})
	})
	return d, err
}

// moveAll moves the goods of every line: sign −1 out, 1 back.
func (s *Service) moveAll(ctx context.Context, d *Delivery, kind Kind, sign money.Quantity) error {
	party := ""
	if c, err := s.p.Customers.Customers.Get(identity.System(ctx, "delivery"), d.CustomerID); err == nil {
		party = c.Name
	}
	for _, l := range d.Lines {
		err := s.Move(ctx, Move{
			ProductID: l.ProductID, Warehouse: d.Warehouse, Kind: kind, Quantity: sign * l.Quantity, Number: d.Number,
			Party: party, Source: Deliveries, SourceID: d.ID,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Sign records that the customer has signed for the goods.
func (s *Service) Sign(ctx context.Context, id int64, on calendar.Date, by string) (*Delivery, error) {
	if strings.TrimSpace(by) == "" {
		return nil, app.E(app.Invalid, "delivery.signer").At("signed_by")
	}
	var d *Delivery
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		was, err := s.Deliveries.May(ctx, id, identity.Change)
		if err != nil {
			return err
		}
		if on < was.On || on > s.g.Registry.Today() {
			return app.E(app.Invalid, "delivery.signed_on", "date", was.On).At("signed_on")
		}
		d, err = s.Deliveries.Update(command(ctx, "sign"), id, 0, func(d *Delivery) error {
			d.SignedOn, d.SignedBy = on, strings.TrimSpace(by)
			return d.move(Signed)
		})
		return err
	})
	return d, err
}

// Reverse takes an issued delivery back: its number stays, the goods lie in the warehouse
// again and are open again with the order.
func (s *Service) Reverse(ctx context.Context, id int64, reason string) (*Delivery, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "delivery.reason").At("reverse_reason")
	}
	var d *Delivery
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Deliveries.May(ctx, id, identity.Issue); err != nil {
			return err
		}
		cmd := audit.Why(command(ctx, "reverse"), audit.Reason{Kind: "reverse", Text: reason})
		var err error
		d, err = s.Deliveries.Update(cmd, id, 0, func(d *Delivery) error {
			d.ReversedOn, d.Reason = s.g.Registry.Today(), reason
			return d.move(Reversed)
		})
		if err != nil {
			return err
		}
		if _, err := s.p.Sales.NoteDelivered(ctx, d.OrderID, d.quantities(-1)); err != nil {
			return err
		}
		return s.moveAll(cmd, d, Back, 1)
	})
	return d, err
}
