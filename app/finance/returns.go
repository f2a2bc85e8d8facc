package finance

import (
	"context"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/app/stock"
)

// FollowReturns makes a posted return a credit: a receivable below zero under the number
// of the return, which is set off against what the customer owes. A return that is
// reversed takes it back, which is refused while the credit is used. SAL-32
func (s *Service) FollowReturns(returns *record.Service[stock.Return]) {
	returns.Saved.Do(func(ctx context.Context, e record.Saved[stock.Return]) error {
		was := stock.ReturnState("")
		if e.Before != nil {
			was = e.Before.State
		}
		switch {
		case was == e.After.State:
			return nil
		case e.After.State == stock.ReturnPosted:
			return s.creditFor(identity.Elevated(ctx), e.After)
		case e.After.State == stock.ReturnReversed:
			return s.uncredit(identity.Elevated(ctx), e.After)
		}
		return nil
	})
}

func (s *Service) creditFor(ctx context.Context, x *stock.Return) error {
	if x.Value == 0 {
		return nil // gifts that came back
	}
	o, err := s.g.Look(ctx, sales.Orders, x.OrderID, "rate", "rate_unit")
	if err != nil {
		return err
	}
	r := &Receivable{
		Number: x.Number, CustomerID: x.CustomerID, OrderID: x.OrderID, DocOn: x.On, DueOn: x.On,
		Currency: x.Currency, RateE8: o["rate"].Int(), Amount: -x.Value, Remark: x.Remark,
	}
	if unit := o["rate_unit"].Int(); unit > 1 {
		r.RateE8 /= unit
	}
	r.OwnerID, r.UnitID = x.OwnerID, x.UnitID
	return s.Receivables.Create(ctx, r)
}

func (s *Service) uncredit(ctx context.Context, x *stock.Return) error {
	list, err := s.Receivables.Find(ctx, listing.All(ref("order_id", x.OrderID), listing.Is("number", listing.Eq, x.Number), listing.Is("void", listing.Eq, "0")))
	if err != nil {
		return err
	}
	for _, r := range list {
		used, err := s.allocated(ctx, "receivable_id", r.ID)
		if err != nil {
			return err
		}
		if used != 0 {
			return app.E(app.Conflict, "finance.credit_used", "number", r.Number, "amount", money.Of(-used, r.Currency))
		}
		if _, err := s.Receivables.Update(ctx, r.ID, 0, func(r *Receivable) error { r.Void, r.VoidOn = true, s.today(); return nil }); err != nil {
			return err
		}
	}
	return nil
}
