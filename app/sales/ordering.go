package sales

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/snippet"
)

// Flows of approvals that sales submit to.
const (
	FlowOrder    = "sales_order"
	FlowDiscount = "quote_discount"
	FlowLead     = "lead"
)

// DiscountFlow is the flow of high discounts: the sales manager.
func DiscountFlow() approval.Flow {
	return approval.Flow{Key: FlowDiscount, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.manager", Who: approval.Role, Role: identity.RoleManager},
	}}
}

// LeadFlow is the flow of leads that become an opportunity: the manager (SAL-03).
func LeadFlow() approval.Flow {
	return approval.Flow{Key: FlowLead, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.manager", Who: approval.Role, Role: identity.RoleManager},
	}}
}

func (s *Service) prepareOrder(ctx context.Context, before, o *Order) error {
	if before != nil && before.State != OrderDraft {
		return nil
	}
	home, err := s.home(ctx)
	if err != nil {
		return err
	}
	if o.Currency == "" {
		o.Currency = home
	}
	if err := s.fillCosts(ctx, o.Items()); err != nil {
		return err
	}
	o.Trade.strip()
	_, err = o.Figure(home)
	return err
}

// ruleOrder locks an order once it was submitted and keeps states to the commands.
func (s *Service) ruleOrder(ctx context.Context, before, after *Order) error {
	if commanded(ctx) {
		return nil
	}
	if before == nil {
		if after.State != OrderDraft {
			return app.E(app.Conflict, "sales_order.locked", "number", after.Number)
		}
		return s.mayTrade(ctx, after.CustomerID)
	}
	if before.CustomerID != after.CustomerID {
		if err := s.mayTrade(ctx, after.CustomerID); err != nil {
			return err
		}
	}
	changed := touched(s.Orders.Desc.Type, before, after, "printed", "deliver_on", "deliver_to", "customer_po")
	if before.State != after.State || before.State != OrderDraft && changed {
		return app.E(app.Conflict, "sales_order.locked", "number", before.Number)
	}
	return s.keepDelivered(after)
}

// NewOrder makes the draft of an order for a customer. It is not saved yet.
func (s *Service) NewOrder(ctx context.Context, customerID int64) (*Order, error) {
	q, err := s.NewQuote(ctx, customerID)
	if err != nil {
		return nil, err
	}
	o := OrderFrom(q, s.today())
	o.OwnerID, o.UnitID = 0, 0
	o.Terms, err = s.p.Terms.Standing(ctx, snippet.Order, false)
	return o, err
}

// Submit gives the order its number and starts its approval; in a company of one person
// it is approved at once.
func (s *Service) Submit(ctx context.Context, id int64) (*Order, error) {
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		o, err := s.Orders.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		if err := o.checkSubmit(); err != nil {
			return err
		}
		if err := s.checkOrderPrices(ctx, o); err != nil {
			return err
		}
		if err := s.CheckRate(ctx, o.Exchange(), o.Currency); err != nil {
			return err
		}
		cmd := command(ctx, "submit")
		o, err = s.Orders.Update(cmd, id, 0, func(o *Order) error {
			if err := o.move(OrderSubmitted); err != nil {
				return err
			}
			if o.Number == "" {
				if o.Number, err = s.p.Numbers.Take(ctx, numbering.Order, o.On); err != nil {
					return err
				}
			}
			o.SubmittedAt = s.g.Clock.Now().UnixMilli()
			return nil
		})
		if err != nil {
			return err
		}
		return s.seekApproval(ctx, FlowOrder, subjectOf{Orders, o.ID, o.Number, o.CustomerID, o.HomeMinor, o})
	})
	if err != nil {
		return nil, err
	}
	return s.Orders.Get(ctx, id)
}

// Adopt writes an order that was approved elsewhere: old orders that come with an import,
// and bulk data. It takes a number when it has none and becomes a receivable like any
// other approved order. It needs the administrator's right.
func (s *Service) Adopt(ctx context.Context, o *Order) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := o.checkSubmit(); err != nil {
			return err
		}
		if o.Number == "" {
			var err error
			if o.Number, err = s.p.Numbers.Take(ctx, numbering.Order, o.On); err != nil {
				return err
			}
		}
		at := o.On.At(10*60, s.g.Registry.Zone()).UnixMilli()
		o.State, o.SubmittedAt, o.ApprovedAt = OrderApproved, at, at
		return s.Orders.Create(command(ctx, "adopt"), o)
	})
}

// subjectOf is a document on its way into an approval.
type subjectOf struct {
	entity   string
	id       int64
	title    string
	customer int64
	amount   money.Minor
	doc      any
}

func (s *Service) seekApproval(ctx context.Context, flow string, d subjectOf) error {
	c, err := s.p.Customers.Customers.Get(identity.System(ctx, "approval"), d.customer)
	if err != nil {
		return err
	}
	_, err = s.p.Approvals.Seek(ctx, flow, approval.Document{Entity: d.entity, ID: d.id, Title: d.title, Party: c.Name, Amount: d.amount, Doc: d.doc})
	return err
}

// SubmitDiscount asks a manager to allow the discount of a quote; Send works once that
// was agreed and the discount did not grow since.
func (s *Service) SubmitDiscount(ctx context.Context, id int64) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		q, err := s.Quotes.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		if q.State != QuoteDraft {
			return app.E(app.Conflict, "quote.locked", "number", q.Label())
		}
		title := q.Label()
		if title == "" {
			title = q.Subject
		}
		return s.seekApproval(ctx, FlowDiscount, subjectOf{Quotes, q.ID, title, q.CustomerID, q.HomeMinor, q})
	})
}

// approvalEnded moves the document on: an agreed order is approved and becomes a
// receivable by finance's effect; anything else makes it a draft again.
func (s *Service) approvalEnded(ctx context.Context, e approval.Outcome) error {
	cmd := command(ctx, "approval")
	switch e.Approval.Entity {
	case Orders:
		o, err := s.Orders.Update(cmd, e.Approval.RecordID, 0, func(o *Order) error {
			o.ApprovalID = e.Approval.ID
			if e.Approval.State != approval.Approved {
				return o.move(OrderDraft)
			}
			o.ApprovedAt = s.g.Clock.Now().UnixMilli()
			return o.move(OrderApproved)
		})
		if err != nil || o.State != OrderApproved {
			return err
		}
		return s.log(ctx, o.CustomerID, customer.NoteOrder, o.Number, &o.TotalMinor, docLink{o.Currency, Orders, o.ID, o.Subject})
	case Quotes:
		if e.Approval.State != approval.Approved {
			return nil
		}
		_, err := s.Quotes.Update(cmd, e.Approval.RecordID, 0, func(q *Quote) error {
			top, _, err := s.given(cmd, q.priced())
			q.Allowed = max(q.TopDiscount(), top)
			return err
		})
		return err
	}
	return nil
}

// Recall takes a submitted order back to be changed.
func (s *Service) Recall(ctx context.Context, id int64) error {
	return s.p.Approvals.RecallOf(ctx, Orders, id)
}

// Rework opens an approved order for changes: it is a draft again, keeps its number, and
// has to be approved anew. Finance takes its receivables back and refuses while money is
// allocated to them (finance.order_paid).
func (s *Service) Rework(ctx context.Context, id int64, reason string) (*Order, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "sales_order.reason").At("end_reason")
	}
	var o *Order
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Orders.May(ctx, id, identity.Issue); err != nil {
			return err
		}
		cmd := audit.Why(command(ctx, "rework"), audit.Reason{Kind: "rework", Text: reason})
		var err error
		o, err = s.Orders.Update(cmd, id, 0, func(o *Order) error {
			if o.State != OrderApproved {
				return entity.Stuck("sales_order", o.Number, o.State, OrderDraft)
			}
			return o.move(OrderDraft)
		})
		return err
	})
	return o, err
}

// Close ends an order that is fulfilled; its receivables stay.
func (s *Service) Close(ctx context.Context, id int64, reason string) (*Order, error) {
	return s.finish(ctx, id, OrderClosed, reason)
}

// CancelOrder ends an order that will not be fulfilled. Finance refuses while money is
// allocated to it (finance.order_paid); the quote it came from may be ordered again.
func (s *Service) CancelOrder(ctx context.Context, id int64, reason string) (*Order, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "sales_order.reason").At("end_reason")
	}
	return s.finish(ctx, id, OrderCancelled, reason)
}

func (s *Service) finish(ctx context.Context, id int64, to OrderState, reason string) (*Order, error) {
	var o *Order
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		was, err := s.Orders.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		if to == OrderCancelled && was.State == OrderSubmitted {
			if err := s.Recall(ctx, id); err != nil {
				return err
			}
		}
		cmd := command(ctx, string(to))
		o, err = s.Orders.Update(cmd, id, 0, func(o *Order) error {
			o.EndedAt, o.EndReason = s.g.Clock.Now().UnixMilli(), reason
			return o.move(to)
		})
		if err != nil || to != OrderCancelled || o.QuoteID == 0 {
			return err
		}
		_, err = s.Quotes.Update(cmd, o.QuoteID, 0, func(q *Quote) error {
			if q.OrderID == o.ID {
				q.OrderID = 0
			}
			return nil
		})
		return err
	})
	return o, err
}

// OrderPrinted counts a print of an order and tells which one it is.
func (s *Service) OrderPrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Orders.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	o, err := s.Orders.Update(command(ctx, "print"), id, 0, func(o *Order) error { o.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return o.Printed, nil
}

// shipFlows registers what of sales runs through an approval.
func (s *Service) shipFlows() {
	s.p.Approvals.Ship(approval.Kind{Key: FlowOrder, Entity: Orders, Shipped: func(ctx context.Context) (approval.Flow, error) {
		limit, err := company.Read(ctx, s.p.Company, SettingThreshold, DefaultThreshold)
		return approval.OrderFlow(limit), err
	}})
	fixed := func(f approval.Flow) func(context.Context) (approval.Flow, error) {
		return func(context.Context) (approval.Flow, error) { return f, nil }
	}
	s.p.Approvals.Ship(approval.Kind{Key: FlowDiscount, Entity: Quotes, Shipped: fixed(DiscountFlow())})
	s.p.Approvals.Ship(approval.Kind{Key: FlowLead, Entity: "lead", Shipped: fixed(LeadFlow())})
}
