package sales

import (
	"context"
	"time"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/paper"
)

// PricingPaper fills a request to the technical office for print: what is needed, what was
// priced, and by whom. SAL-20
func (s *Service) PricingPaper(ctx context.Context, id int64, print Print) (paper.Data, error) {
	p, err := s.Pricings.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	d, err := s.paper(ctx, print, party{p.CustomerID, 0, p.OwnerID})
	if err != nil {
		return nil, err
	}
	home, err := s.home(ctx)
	if err != nil {
		return nil, err
	}
	asked, err := s.g.Look(ctx, "person", p.AskedBy, "name")
	if err != nil {
		return nil, err
	}
	d["title"], d["date"], d["due"], d["asked_by"] = p.Title, calendar.On(time.UnixMilli(p.AskedAt), s.g.Registry.Zone()), p.DueOn, asked["name"].Text()
	d["state"], d["void"], d["currency"] = s.p.Company.Words("pricing_request.state."+string(p.State)), p.State == PricingWithdrawn, home
	d["needs"], d["answer"] = termLines(p.Needs), termLines(p.Answer)
	var lines []paper.Data
	for i, l := range p.Lines {
		lines = append(lines, paper.Data{"no": i + 1, "name": l.Name, "spec": l.Spec, "unit": l.Unit, "quantity": l.Quantity, "price": l.Price, "amount": money.Of(l.Amount, home)})
	}
	d["lines"], d["total"] = lines, money.Of(p.TotalMinor, home)
	return d, nil
}

// PricingPrinted notes one more print of a request.
func (s *Service) PricingPrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Pricings.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	p, err := s.Pricings.Update(command(ctx, "print"), id, 0, func(p *Pricing) error { p.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return p.Printed, nil
}
