package sales

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Pricings is the entity name of what the technical office is asked to price.
const Pricings = "pricing_request"

// PricingState is where a request to the technical office stands.
type PricingState string

// The states: the office prices, its price is agreed to, and the request goes back to who
// asked, or back to the office.
const (
	PricingAsked     PricingState = "asked"
	PricingInReview  PricingState = "in_review"
	PricingReturned  PricingState = "returned"
	PricingWithdrawn PricingState = "withdrawn"
)

var pricingMoves = map[PricingState][]PricingState{
	PricingAsked: {PricingInReview, PricingWithdrawn}, PricingInReview: {PricingReturned, PricingAsked},
}

// Pricing 转总工办报价 asks the technical office to price what an opportunity is about. Its
// owner is who prices it; who asked sees it all the time.
type Pricing struct {
	entity.Head
	Title         string
	OpportunityID int64
	CustomerID    int64
	State         PricingState
	AskedBy       int64
	AskedAt       int64
	DueOn         calendar.Date
	Needs         string
	Answer        string // what the office says about it
	TotalMinor    money.Minor
	SubmittedAt   int64
	ReturnedAt    int64
	ApprovalID    int64
	QuoteID       int64 // the quote made of it
	Printed       int64

	Lines []PricingLine
}

// PricingLine is something to be priced.
type PricingLine struct {
	entity.Head
	PricingID int64
	Pos       int64
	ProductID int64
	Name      string
	Spec      string
	Unit      string
	Quantity  money.Quantity
	Price     money.Price // tax included, in the company's currency
	Amount    money.Minor
}

func describePricingLine() *entity.Desc[PricingLine] {
	return entity.Describe("pricing_line", "name", func(l *PricingLine, e *entity.Fields) {
		e.Ref("pricing_id", Pricings, &l.PricingID)
		e.Int("pos", &l.Pos)
		e.Ref("product_id", Products, &l.ProductID)
		e.Text("name", &l.Name).Must().Max(400)
		e.Text("spec", &l.Spec).Max(400)
		e.Text("unit", &l.Unit).Max(20)
		entity.Scaled(e, "quantity", 6, &l.Quantity)
		entity.Scaled(e, "price", 6, &l.Price)
		e.Money("amount_minor", &l.Amount).Computed()
	})
}

// DescribePricing describes requests to the technical office.
func DescribePricing() *entity.Desc[Pricing] {
	return entity.Describe(Pricings, "title", func(p *Pricing, e *entity.Fields) {
		e.Text("title", &p.Title).Found().Computed().Max(200)
		entity.Choice(e, "state", &p.State, PricingAsked, PricingInReview, PricingReturned, PricingWithdrawn).Computed().Else(entity.Str(string(PricingAsked)))
		e.Ref("opportunity_id", Opportunities, &p.OpportunityID).Computed()
		e.Ref("customer_id", "customer", &p.CustomerID).Found().Computed()
		e.Ref("asked_by", "person", &p.AskedBy).Computed()
		e.Instant("asked_at", &p.AskedAt).Computed()
		e.Date("due_on", &p.DueOn)
		e.LongText("needs", &p.Needs).Must()
		e.LongText("answer", &p.Answer)
		e.Money("total_minor", &p.TotalMinor).Computed()
		e.Instant("submitted_at", &p.SubmittedAt).Computed()
		e.Instant("returned_at", &p.ReturnedAt).Computed()
		e.Ref("approval_id", "approval", &p.ApprovalID).Computed().Unlisted()
		e.Ref("quote_id", Quotes, &p.QuoteID).Computed()
		e.Int("printed", &p.Printed).Computed().Silent().Unlisted()
		entity.Lines(e, describePricingLine(), "pricing_id", &p.Lines)
	})
}

// preparePricing works the lines out.
func (s *Service) preparePricing(ctx context.Context, _, p *Pricing) error {
	home, err := s.home(ctx)
	if err != nil {
		return err
	}
	p.TotalMinor = 0
	for i := range p.Lines {
		l := &p.Lines[i]
		amount, err := money.LineAmount(money.Line{Quantity: l.Quantity, Price: l.Price}, home)
		if err != nil {
			return err
		}
		l.Amount = amount
		p.TotalMinor += amount
	}
	return nil
}
