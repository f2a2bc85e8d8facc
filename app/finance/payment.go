package finance

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

// FlowPayment is the approval flow of payment orders.
const FlowPayment = "payment"

// Approvals is what finance asks of the approval engine.
type Approvals interface {
	Submit(ctx context.Context, flow string, subject approval.Subject) (*approval.Approval, error)
}

// SubmitPayment gives a payment order its number and puts it before those who approve.
// In a company of one person it is approved at once.
func (s *Service) SubmitPayment(ctx context.Context, id int64) (*Payment, error) {
	a, err := identity.Need(ctx, identity.May(Payments, identity.Change))
	if err != nil {
		return nil, err
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		_, err := s.Payments.Update(ctx, id, 0, func(p *Payment) error {
			if p.State != Draft && p.State != Refused {
				return app.E(app.Conflict, "finance.not_draft")
			}
			p.State = Draft
			return nil
		})
		if err != nil {
			return err
		}
		p, err := s.Payments.Update(ctx, id, 0, func(p *Payment) error {
			if p.Number == "" {
				number, err := s.numbers.Take(ctx, SeriesPayment, p.PlannedOn)
				if err != nil {
					return err
				}
				p.Number = number
			}
			p.State = Submitted
			return nil
		})
		if err != nil || s.approvals == nil {
			return err
		}
		_, err = s.approvals.Submit(ctx, FlowPayment, approval.Subject{
			Entity: Payments, RecordID: p.ID, Title: p.Number, Party: p.Payee,
			Amount: p.Amount, Unit: p.UnitID, Applicant: a.ID, Type: s.Payments.Desc.Type, Doc: p,
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Payments.Get(ctx, id)
}

// FollowApprovals lets the engine decide payment orders: the end of an approval books it.
func (s *Service) FollowApprovals(a *approval.Service) {
	s.approvals = a
	a.Ship(approval.Kind{Key: FlowPayment, Entity: Payments, Shipped: func(context.Context) (approval.Flow, error) { return approval.PaymentFlow(), nil }})
	a.Ended.Do(func(ctx context.Context, o approval.Outcome) error {
		if o.Approval.Entity != Payments {
			return nil
		}
		return s.DecidePayment(ctx, o.Approval.RecordID, o.Approval.State == approval.Approved)
	})
}

// DecidePayment is the effect of an approval: an approved payment writes the journal
// line and so moves the balance (3,730 − 500 = 3,230); a refused one moves nothing.
func (s *Service) DecidePayment(ctx context.Context, id int64, approved bool) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Payments.Update(identity.Elevated(ctx), id, 0, func(p *Payment) error {
			if p.State != Submitted {
				return app.E(app.Conflict, "finance.not_draft")
			}
			p.State = Refused
			if approved {
				p.State = Approved
			}
			return nil
		})
		if err != nil || !approved {
			return err
		}
		return s.book(ctx, &Entry{
			AccountID: p.AccountID, On: s.today(), Summary: p.Number + " " + p.Reason, Party: p.Payee,
			Category: p.Category, Out: p.Amount, Source: Payments, SourceID: p.ID,
		})
	})
}

// FollowOrders makes an approved order a receivable, one for each instalment of its
// plan, and voids what is still unpaid when the order is cancelled or reworked.
func (s *Service) FollowOrders(orders *record.Service[sales.Order]) {
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
