package stock

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/paper"
	"kontor/app/record"
	"kontor/app/sales"
)

// addReturns registers returns and what they take back from the figures of others.
func (s *Service) addReturns(g *record.Ground) {
	g.Registry.Contribute(sales.Orders, entity.Contributed("returned_minor", entity.KindMoney))
	s.Returns = record.New(g, DescribeReturn())
	s.Returns.Prepare, s.Returns.Rule = s.prepareReturn, s.ruleReturn
	record.Sum(s.Returns, sales.Orders, "returned_minor", func(r *Return) (int64, int64) {
		if r.State == ReturnPosted {
			return r.OrderID, int64(r.Value)
		}
		return 0, 0
	})
	record.Sum(s.Returns, "customer", "deal_minor", func(r *Return) (int64, int64) {
		if r.State == ReturnPosted {
			return r.CustomerID, -int64(r.Home)
		}
		return 0, 0
	})
}

// prepareReturn takes customer and currency from the order, and numbers the lines.
func (s *Service) prepareReturn(ctx context.Context, _, r *Return) error {
	for i := range r.Lines {
		r.Lines[i].Pos = int64(i + 1)
	}
	if r.OrderID == 0 || r.CustomerID != 0 && r.Currency != "" {
		return nil
	}
	o, err := s.p.Sales.Orders.Get(ctx, r.OrderID)
	if err != nil {
		return err
	}
	r.CustomerID, r.Currency = o.CustomerID, o.Currency
	return nil
}

// ruleReturn locks what was posted and keeps states to the commands.
func (s *Service) ruleReturn(ctx context.Context, before, after *Return) error {
	if ctx.Value(commandKey{}) != nil {
		return nil
	}
	if before == nil && after.State != ReturnDraft || before != nil && (before.State != ReturnDraft || after.State != ReturnDraft) {
		return app.E(app.Conflict, "sales_return.locked", "number", after.Number)
	}
	return nil
}

// NewReturn makes the draft of a return of what was delivered of an order and is still
// with the customer; with a delivery, of what came with that. It is not saved yet. SAL-32
func (s *Service) NewReturn(ctx context.Context, orderID, deliveryID int64) (*Return, error) {
	if deliveryID != 0 {
		d, err := s.Deliveries.Get(ctx, deliveryID)
		if err != nil {
			return nil, err
		}
		if !d.Goes() {
			return nil, app.E(app.Conflict, "sales_return.not_delivered", "number", d.Number)
		}
		orderID = d.OrderID
		return s.returnOf(ctx, orderID, d)
	}
	return s.returnOf(ctx, orderID, nil)
}

func (s *Service) returnOf(ctx context.Context, orderID int64, d *Delivery) (*Return, error) {
	o, err := s.p.Sales.Orders.Get(ctx, orderID)
	if err != nil {
		return nil, err
	}
	if o.State != sales.OrderApproved && o.State != sales.OrderClosed {
		return nil, app.E(app.Conflict, "sales_return.order_state", "number", o.Number)
	}
	r := s.Returns.Desc.New()
	r.OrderID, r.CustomerID, r.On, r.Warehouse, r.Currency = o.ID, o.CustomerID, s.g.Registry.Today(), Main, o.Currency
	r.OwnerID, r.UnitID = o.OwnerID, o.UnitID
	came := map[int64]money.Quantity{}
	if d != nil {
		r.DeliveryID, r.Warehouse = d.ID, d.Warehouse
		came = d.quantities(1)
	}
	for _, l := range o.Lines {
		with := l.Delivered - l.Returned
		if d != nil {
			with = min(with, came[l.ID])
		}
		if l.Kind.Counts() && with > 0 {
			r.Lines = append(r.Lines, ReturnLine{OrderLineID: l.ID, ProductID: l.ProductID, Code: l.Code, Name: l.Name, Spec: l.Spec, Unit: l.Unit, Quantity: with, Price: l.Price})
		}
	}
	if len(r.Lines) == 0 {
		return nil, app.E(app.Conflict, "sales_return.nothing_out", "number", o.Number)
	}
	return r, nil
}

// PostReturn gives the return its number: the customer owes less, the goods lie in the
// warehouse. Lines without a quantity fall away; more than was delivered is refused.
func (s *Service) PostReturn(ctx context.Context, id int64) (*Return, error) {
	var r *Return
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		was, err := s.Returns.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		cmd := command(ctx, "return")
		value, err := s.p.Sales.NoteReturned(ctx, was.OrderID, was.quantities(1))
		if err != nil {
			return err
		}
		home, err := s.homeOf(ctx, was.OrderID, value)
		if err != nil {
			return err
		}
		r, err = s.Returns.Update(cmd, id, 0, func(r *Return) error {
			kept := r.Lines[:0]
			for _, l := range r.Lines {
				switch {
				case l.Quantity < 0:
					return app.E(app.Invalid, "sales_return.negative", "name", l.Name).At("lines")
				case l.Quantity > 0:
					kept = append(kept, l)
				}
			}
			if r.Lines = kept; len(kept) == 0 {
				return app.E(app.Invalid, "sales_return.no_lines").At("lines")
			}
			if err := r.move(ReturnPosted); err != nil {
				return err
			}
			r.Value, r.Home, r.PostedAt = value, home, s.g.Clock.Now().UnixMilli()
			r.Number, err = s.p.Numbers.Take(ctx, numbering.Return, r.On)
			return err
		})
		if err != nil {
			return err
		}
		if err := s.moveReturn(cmd, r, Came, 1); err != nil {
			return err
		}
		back := -r.Value
		return s.p.Customers.Log(ctx, customer.Activity{
			CustomerID: r.CustomerID, Kind: customer.NoteDelivery, Title: r.Number, Text: r.Remark,
			AmountMinor: &back, Currency: r.Currency, LinkEntity: Returns, LinkID: r.ID,
		})
	})
	return r, err
}

// homeOf is a value of an order in the company's currency.
func (s *Service) homeOf(ctx context.Context, order int64, value money.Minor) (money.Minor, error) {
	o, err := s.p.Sales.Orders.Get(identity.System(ctx, "returns"), order)
	if err != nil {
		return 0, err
	}
	firm, err := s.p.Company.Get(ctx)
	if err != nil || o.Currency == firm.Currency {
		return value, err
	}
	return o.Exchange().Convert(value, o.Currency, firm.Currency)
}

func (s *Service) moveReturn(ctx context.Context, r *Return, kind Kind, sign money.Quantity) error {
	if r.Scrapped {
		return nil
	}
	party := ""
	if c, err := s.p.Customers.Customers.Get(identity.System(ctx, "return"), r.CustomerID); err == nil {
		party = c.Name
	}
	for _, l := range r.Lines {
		err := s.Move(ctx, Move{
			ProductID: l.ProductID, Warehouse: r.Warehouse, Kind: kind, Quantity: sign * l.Quantity, Number: r.Number,
			Party: party, Source: Returns, SourceID: r.ID,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ReverseReturn takes a posted return back: its number stays, the customer owes again and
// the goods leave the warehouse. Finance refuses while its credit is used.
func (s *Service) ReverseReturn(ctx context.Context, id int64, reason string) (*Return, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "sales_return.reason").At("reverse_reason")
	}
	var r *Return
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Returns.May(ctx, id, identity.Issue); err != nil {
			return err
		}
		cmd := audit.Why(command(ctx, "reverse"), audit.Reason{Kind: "reverse", Text: reason})
		var err error
		r, err = s.Returns.Update(cmd, id, 0, func(r *Return) error {
			r.ReversedOn, r.Reason = s.g.Registry.Today(), reason
			return r.move(ReturnReversed)
		})
		if err != nil {
			return err
		}
		if _, err := s.p.Sales.NoteReturned(ctx, r.OrderID, r.quantities(-1)); err != nil {
			return err
		}
		return s.moveReturn(cmd, r, CameBack, -1)
	})
	return r, err
}

// ReturnPaper fills a return for print.
func (s *Service) ReturnPaper(ctx context.Context, id int64, p sales.Print) (paper.Data, error) {
	x, err := s.Returns.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	d, err := s.p.Company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	o, err := s.g.Look(ctx, sales.Orders, x.OrderID, "number")
	if err != nil {
		return nil, err
	}
	c, err := s.g.Look(ctx, "customer", x.CustomerID, "name")
	if err != nil {
		return nil, err
	}
	d["number"], d["order_number"], d["date"], d["void"] = x.Number, o["number"].Text(), x.On, x.State == ReturnReversed
	d["customer"], d["remark"], d["currency"], d["warehouse"] = paper.Data{"name": c["name"].Text()}, x.Remark, x.Currency, s.WarehousePrinted(x.Warehouse)
	d["reason"] = s.printed("return_reason", x.Why)
	var lines []paper.Data
	var quantity money.Quantity
	for i, l := range x.Lines {
		line := paper.Data{"no": i + 1, "code": l.Code, "name": l.Name, "spec": l.Spec, "unit": l.Unit, "quantity": l.Quantity, "price": l.Price, "remark": l.Remark}
		if amount, err := money.LineAmount(money.Line{Quantity: l.Quantity, Price: l.Price}, x.Currency); err == nil {
			line["amount"] = money.Of(amount, x.Currency)
		}
		lines, quantity = append(lines, line), quantity+l.Quantity
	}
	d["lines"], d["total"] = lines, paper.Data{"quantity": quantity, "amount": money.Of(x.Value, x.Currency)}
	return d, nil
}

// ReturnPrinted counts a print of a return and tells which one it is.
func (s *Service) ReturnPrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Returns.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	r, err := s.Returns.Update(command(ctx, "print"), id, 0, func(r *Return) error { r.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return r.Printed, nil
}
