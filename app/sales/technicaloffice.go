package sales

import (
	"context"
	"errors"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/reminder"
)

// FlowPricing is the approval of what the technical office priced.
const FlowPricing = "pricing"

// PricingFlow is the flow that a new company has: the sales manager.
func PricingFlow() approval.Flow {
	return approval.Flow{Key: FlowPricing, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.manager", Who: approval.Role, Role: identity.RoleManager},
	}}
}

func (s *Service) addPricings(g *record.Ground) {
	s.Pricings = record.New(g, DescribePricing())
	s.Pricings.Prepare, s.Pricings.Rule = s.preparePricing, s.rulePricing
	if s.p.Approvals != nil {
		s.p.Approvals.Ship(approval.Kind{Key: FlowPricing, Entity: Pricings, Shipped: func(context.Context) (approval.Flow, error) { return PricingFlow(), nil }})
		s.p.Approvals.Ended.Do(s.pricingDecided)
	}
}

// rulePricing keeps states to the commands and locks what was handed in.
func (s *Service) rulePricing(ctx context.Context, before, after *Pricing) error {
	for _, l := range after.Lines {
		if l.Price < 0 || l.Quantity < 0 {
			return app.E(app.Invalid, "money.negative").At("price")
		}
	}
	switch {
	case commanded(ctx):
		return nil
	case before == nil:
		return app.E(app.Conflict, "pricing_request.from_deal")
	case before.State != PricingAsked && before.Archived == after.Archived:
		return app.E(app.Conflict, "pricing_request.locked", "title", before.Title)
	}
	return nil
}

// PricingWish is what the technical office is asked.
type PricingWish struct {
	Deal  int64
	To    int64 // who prices it
	Needs string
	DueOn calendar.Date
}

// AskOffice transfers an open opportunity to the technical office to be priced (SAL-20):
// with the products it names and what is needed. Who prices it may see the deal and its
// customer from then on, and is told.
func (s *Service) AskOffice(ctx context.Context, w PricingWish) (*Pricing, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	w.Needs = strings.TrimSpace(w.Needs)
	var p *Pricing
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		o, err := s.Opportunities.May(ctx, w.Deal, identity.Change)
		switch {
		case err != nil:
			return err
		case o.State != Open:
			return app.E(app.Conflict, "opportunity.closed", "name", o.Name)
		case w.Needs == "":
			return app.E(app.Invalid, "pricing_request.needs").At("needs")
		case w.To == 0:
			return app.E(app.Invalid, "pricing_request.to").At("owner_id")
		}
		p = s.Pricings.Desc.New()
		p.Title, p.OpportunityID, p.CustomerID, p.Needs, p.DueOn = o.Name, o.ID, o.CustomerID, w.Needs, w.DueOn
		p.OwnerID, p.AskedBy, p.AskedAt = w.To, who.ID, s.g.Clock.Now().UnixMilli()
		for _, l := range o.Lines {
			p.Lines = append(p.Lines, PricingLine{ProductID: l.ProductID, Name: l.Name, Quantity: l.Quantity})
		}
		cmd := command(ctx, "pricing")
		if err := s.Pricings.Create(cmd, p); err != nil {
			return err
		}
		for _, x := range []record.Share{{Kind: Pricings, RecordID: p.ID, PersonID: who.ID}, {Kind: Opportunities, RecordID: o.ID, PersonID: w.To}, {Kind: "customer", RecordID: o.CustomerID, PersonID: w.To}} {
			if err := s.letSee(cmd, x); err != nil {
				return err
			}
		}
		return s.tell(ctx, "pricing_asked", p, w.To)
	})
	return p, err
}

// letSee shares a record with somebody who does not own it anyway.
func (s *Service) letSee(ctx context.Context, x record.Share) error {
	err := s.p.Customers.Shares.Give(ctx, x)
	if own := (*app.Error)(nil); errors.As(err, &own) && own.Key == "share.self" {
		return nil
	}
	return err
}

func (s *Service) tell(ctx context.Context, kind string, p *Pricing, person int64) error {
	if s.p.Reminders == nil {
		return nil
	}
	_, err := s.p.Reminders.Put(ctx, reminder.Notice(kind, Pricings, p.ID, p.Title, person, s.today()))
	return err
}

// HandInPricing says that everything is priced; somebody agrees to it by the flow.
func (s *Service) HandInPricing(ctx context.Context, id int64) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Pricings.May(ctx, id, identity.Change)
		if err != nil {
			return err
		}
		for _, l := range p.Lines {
			if l.Price == 0 || l.Quantity == 0 {
				return app.E(app.Conflict, "pricing_request.unpriced", "name", l.Name)
			}
		}
		if len(p.Lines) == 0 {
			return app.E(app.Conflict, "pricing_request.unpriced", "name", p.Title)
		}
		p, err = s.Pricings.Update(command(ctx, "pricing"), id, 0, func(p *Pricing) error {
			p.SubmittedAt = s.g.Clock.Now().UnixMilli()
			return entity.Step(Pricings, p.Title, &p.State, pricingMoves, PricingInReview)
		})
		if err != nil {
			return err
		}
		return s.seekApproval(ctx, FlowPricing, subjectOf{Pricings, p.ID, p.Title, p.CustomerID, p.TotalMinor, p})
	})
}

// pricingDecided returns an agreed price to who asked, and a refused one to the office.
func (s *Service) pricingDecided(ctx context.Context, e approval.Outcome) error {
	if e.Approval.Entity != Pricings {
		return nil
	}
	to := PricingAsked
	if e.Approval.State == approval.Approved {
		to = PricingReturned
	}
	p, err := s.Pricings.Update(command(ctx, "approval"), e.Approval.RecordID, 0, func(p *Pricing) error {
		p.ApprovalID = e.Approval.ID
		if to == PricingReturned {
			p.ReturnedAt = s.g.Clock.Now().UnixMilli()
		}
		return entity.Step(Pricings, p.Title, &p.State, pricingMoves, to)
	})
	if err != nil {
		return err
	}
	if to == PricingReturned {
		return s.tell(ctx, "pricing_returned", p, p.AskedBy)
	}
	return s.tell(ctx, "pricing_asked", p, p.OwnerID)
}

// WithdrawPricing ends a request that the office has not handed in.
func (s *Service) WithdrawPricing(ctx context.Context, id int64) (*Pricing, error) {
	p, err := s.Pricings.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if who, err := identity.From(ctx); err != nil || who.ID != p.AskedBy {
		if _, err := s.Pricings.May(ctx, id, identity.Change); err != nil {
			return nil, err
		}
	}
	return s.Pricings.Update(command(ctx, "pricing"), id, 0, func(p *Pricing) error {
		return entity.Step(Pricings, p.Title, &p.State, pricingMoves, PricingWithdrawn)
	})
}

// QuotePricing makes the draft of a quote of what came back from the technical office.
func (s *Service) QuotePricing(ctx context.Context, id int64) (*Quote, error) {
	var q *Quote
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Pricings.Get(ctx, id)
		if err != nil {
			return err
		}
		if p.State != PricingReturned {
			return app.E(app.Conflict, "pricing_request.not_returned", "title", p.Title)
		}
		if q, err = s.NewQuote(ctx, p.CustomerID); err != nil {
			return err
		}
		q.Subject, q.OpportunityID, q.TaxMode = p.Title, p.OpportunityID, InLine
		for _, l := range p.Lines {
			q.Lines = append(q.Lines, QuoteLine{Item: Item{Kind: Goods, ProductID: l.ProductID, Name: l.Name, Spec: l.Spec, Unit: l.Unit, Quantity: l.Quantity, Price: l.Price, Tax: money.TaxCode("13")}})
		}
		if err := s.Quotes.Create(ctx, q); err != nil {
			return err
		}
		_, err = s.Pricings.Update(command(ctx, "pricing"), id, 0, func(p *Pricing) error { p.QuoteID = q.ID; return nil })
		return err
	})
	return q, err
}
