package sales

import (
	"context"

	"kontor/app/entity"
)

// CopyOrder makes a new order with the lines and terms of another one, at the prices that
// stand there. It is not saved yet.
func (s *Service) CopyOrder(ctx context.Context, id int64) (*Order, error) {
	old, err := s.Orders.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	n, err := s.NewOrder(ctx, old.CustomerID)
	if err != nil {
		return nil, err
	}
	n.ContactID, n.ChannelID, n.Subject, n.DeliverTo, n.PaymentTerms = old.ContactID, old.ChannelID, old.Subject, old.DeliverTo, old.PaymentTerms
	n.Trade, n.Sums, n.Terms, n.Remark = old.Trade, old.Sums, old.Terms, old.Remark
	n.Lines, n.Plan = nil, nil
	for _, l := range old.Lines {
		item := l.Item
		item.Origin = ""
		n.Lines = append(n.Lines, OrderLine{Item: item})
	}
	return n, nil
}

// CopyContract makes a new contract with parties, products, instalments and clauses of another
// one, that begins today. It is not saved yet.
func (s *Service) CopyContract(ctx context.Context, id int64) (*Contract, error) {
	old, err := s.Contracts.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	c := s.Contracts.Desc.New()
	c.StartsOn, c.SignedOn = s.today(), s.today()
	if !old.EndsOn.IsZero() {
		c.EndsOn = c.StartsOn.AddDays(int(old.EndsOn - old.StartsOn))
	}
	c.inherit(old)
	return c, nil
}

// inherit takes over what another contract says; its days are moved along with the beginning.
func (c *Contract) inherit(old *Contract) {
	c.Name, c.Kind, c.CustomerID, c.ContactID, c.ChannelID = old.Name, old.Kind, old.CustomerID, old.ContactID, old.ChannelID
	c.OurSigner, c.TheirSigner, c.Place, c.OwnerID, c.UnitID = old.OurSigner, old.TheirSigner, old.Place, old.OwnerID, old.UnitID
	c.Currency, c.RateE8, c.Amount, c.PaymentTerms, c.Retention, c.Terms = old.Currency, old.RateE8, old.Amount, old.PaymentTerms, old.Retention, old.Terms
	shift := int(c.StartsOn - old.StartsOn)
	for _, l := range old.Lines {
		l.Head = entity.Head{}
		c.Lines = append(c.Lines, l)
	}
	for _, p := range old.Parts {
		c.Parts = append(c.Parts, ContractPart{Name: p.Name, DueOn: p.DueOn.AddDays(shift), Amount: p.Amount})
	}
}

// CopyProposal makes a new proposal with what another one says. It is not saved yet.
func (s *Service) CopyProposal(ctx context.Context, id int64) (*Proposal, error) {
	old, err := s.Proposals.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	n := old.again()
	n.Revision, n.On = 1, s.today()
	n.Number, n.RootID = "", 0
	return n, nil
}

// again is a draft that says what a proposal says.
func (p *Proposal) again() *Proposal {
	c := *p
	c.Head = entity.Head{OwnerID: p.OwnerID, UnitID: p.UnitID, Custom: p.Custom}
	c.State, c.IssuedAt, c.Printed, c.Change = ProposalDraft, 0, 0, ""
	c.Lines = make([]ProposalLine, len(p.Lines))
	for i, l := range p.Lines {
		l.Head = entity.Head{}
		c.Lines[i] = l
	}
	return &c
}
