package finance

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

// FollowOrders makes an approved order a receivable, one for each instalment of its
// plan, and voids what is still unpaid when the order is cancelled or reworked.
func (s *Service) FollowOrders(orders *record.Service[sales.Order]) {
	s.orders = orders
	orders.Saved.Do(func(ctx context.Context, e record.Saved[sales.Order]) error {
		was := sales.OrderState("")
		if e.Before != nil {
			was = e.Before.State
		}
		switch {
		case was == e.After.State:
			return nil
		case e.After.State == sales.OrderApproved && was != sales.OrderClosed:
			return s.receivablesOf(identity.Elevated(ctx), e.After)
		case e.After.State == sales.OrderCancelled, e.After.State == sales.OrderDraft && was == sales.OrderApproved:
			return s.voidOf(identity.Elevated(ctx), e.After)
		}
		return nil
	})
}

// owedFor are the receivables of an order that hold; credits for what came back are none.
func owedFor(order int64) listing.Node {
	return listing.All(ref("order_id", order), listing.Is("void", listing.Eq, "0"), listing.Is("amount_minor", listing.Gt, "0"))
}

func (s *Service) receivablesOf(ctx context.Context, o *sales.Order) error {
	n, err := s.Receivables.Count(ctx, owedFor(o.ID))
	if err != nil || n > 0 {
		return err
	}
	plan := o.Plan
	if len(plan) == 0 {
		plan = []sales.PlanLine{{DueOn: o.On, AmountMinor: o.TotalMinor}}
	}
	for i, p := range plan {
		if p.AmountMinor == 0 {
			continue
		}
		r := &Receivable{Number: o.Number, CustomerID: o.CustomerID, OrderID: o.ID, DocOn: o.On, DueOn: p.DueOn, Currency: o.Currency, RateE8: o.RateE8, Amount: p.AmountMinor, Remark: p.Name}
		if o.RateUnit > 1 {
			r.RateE8 = o.RateE8 / o.RateUnit
		}
		if len(plan) > 1 {
			r.Number = o.Number + "/" + strconv.Itoa(i+1)
		}
		r.OwnerID, r.UnitID = o.OwnerID, o.UnitID
		if err := s.Receivables.Create(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) voidOf(ctx context.Context, o *sales.Order) error {
	list, err := s.Receivables.Find(ctx, owedFor(o.ID))
	if err != nil {
		return err
	}
	for _, r := range list {
		settled, err := s.allocated(ctx, "receivable_id", r.ID)
		if err != nil {
			return err
		}
		if settled != 0 {
			return app.E(app.Conflict, "finance.order_paid", "number", r.Number, "amount", money.Of(settled, r.Currency))
		}
		if _, err := s.Receivables.Update(ctx, r.ID, 0, func(r *Receivable) error { r.Void, r.VoidOn = true, s.today(); return nil }); err != nil {
			return err
		}
	}
	return nil
}
