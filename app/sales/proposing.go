package sales

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/paper"
	"kontor/app/record"
)

// addProposals makes the room of proposals.
func (s *Service) addProposals(g *record.Ground) {
	s.Proposals = record.New(g, DescribeProposal())
	s.Proposals.Prepare = func(ctx context.Context, before, p *Proposal) error {
		if before != nil && before.State != ProposalDraft {
			return nil
		}
		home, err := s.home(ctx)
		if err != nil {
			return err
		}
		return p.figure(home)
	}
	s.Proposals.Rule = s.ruleProposal
}

// ruleProposal locks a version that was issued and keeps states to the commands.
func (s *Service) ruleProposal(ctx context.Context, before, after *Proposal) error {
	if commanded(ctx) {
		return nil
	}
	if before == nil {
		if after.State != ProposalDraft {
			return app.E(app.Conflict, "proposal.locked", "number", after.Label())
		}
		return s.mayTrade(ctx, after.CustomerID)
	}
	if before.State != after.State || before.State != ProposalDraft && touched(s.Proposals.Desc.Type, before, after, "printed") {
		return app.E(app.Conflict, "proposal.locked", "number", before.Label())
	}
	return nil
}

// ProposalSource is what a proposal is generated from: a deal, or a customer alone.
type ProposalSource struct {
	Deal     int64
	Customer int64
}

// Propose generates the draft of a proposal from what is known: the needs of the deal or of
// the customer, the products with specification and price, and the
// company's words for schedule and service.
func (s *Service) Propose(ctx context.Context, from ProposalSource) (*Proposal, error) {
	p := s.Proposals.Desc.New()
	p.On, p.CustomerID, p.Revision = s.today(), from.Customer, 1
	if from.Deal != 0 {
		d, err := s.Opportunities.Get(ctx, from.Deal)
		if err != nil {
			return nil, err
		}
		p.OpportunityID, p.CustomerID, p.ContactID, p.Title, p.Needs = d.ID, d.CustomerID, d.ContactID, d.Name, d.Needs
		if err := s.suggestLines(ctx, p, d.Lines); err != nil {
			return nil, err
		}
	}
	c, err := s.p.Customers.Customers.Get(ctx, p.CustomerID)
	if err != nil {
		return nil, err
	}
	words := func(key string) string {
		w := s.p.Company.Words(key)
		if c.Currency != "" && c.Currency != "CNY" {
			return w.EN
		}
		return w.ZH
	}
	if p.Title == "" {
		p.Title = c.Name
	}
	p.Title = strings.TrimSpace(p.Title + " " + words("proposal.words.title"))
	if p.Needs == "" {
		p.Needs = strings.TrimSpace(c.Needs)
	}
	if p.ContactID == 0 {
		main, err := s.p.Customers.MainContact(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		if main != nil {
			p.ContactID = main.ID
		}
	}
	p.Approach, p.Schedule, p.Service = words("proposal.words.approach"), words("proposal.words.schedule"), words("proposal.words.service")
	if a, err := identity.From(ctx); err == nil {
		p.OwnerID = a.ID
	}
	return p, s.Proposals.Create(ctx, p)
}

// suggestLines takes the products of a deal over, with what the catalogue says of them.
func (s *Service) suggestLines(ctx context.Context, p *Proposal, lines []DealLine) error {
	for _, l := range lines {
		n := ProposalLine{ProductID: l.ProductID, Name: l.Name, Quantity: l.Quantity}
		if n.Quantity == 0 {
			n.Quantity = money.Scale
		}
		if l.ProductID != 0 {
			k, err := s.Products.Get(ctx, l.ProductID)
			if err != nil && app.KindOf(err) != app.NotFound {
				return err
			}
			if err == nil {
				n.Code, n.Name, n.Spec, n.Unit, n.Price = k.Code, k.Name, k.Spec, k.Unit, k.Price
			}
		}
		p.Lines = append(p.Lines, n)
	}
	return nil
}

// IssueProposal gives a draft its number when it has none, locks it, and replaces the
// version before.
func (s *Service) IssueProposal(ctx context.Context, id int64) (*Proposal, error) {
	var out *Proposal
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Proposals.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		if err := p.checkIssue(); err != nil {
			return err
		}
		cmd := command(ctx, "issue")
		versions, err := s.versions(cmd, p)
		if err != nil {
			return err
		}
		for _, v := range versions {
			if v.State != ProposalIssued {
				continue
			}
			if _, err := s.Proposals.Update(cmd, v.ID, 0, func(v *Proposal) error {
				return entity.Step(Proposals, v.Label(), &v.State, proposalMoves, ProposalReplaced)
			}); err != nil {
				return err
			}
		}
		out, err = s.Proposals.Update(cmd, id, 0, func(p *Proposal) error {
			if p.Number == "" {
				if p.Number, err = s.p.Numbers.Take(ctx, numbering.Proposal, p.On); err != nil {
					return err
				}
			}
			p.IssuedAt = s.g.Clock.Now().UnixMilli()
			return entity.Step(Proposals, p.Label(), &p.State, proposalMoves, ProposalIssued)
		})
		if err != nil {
			return err
		}
		return s.log(ctx, out.CustomerID, customer.NotePost, out.Label(), nil, docLink{"", Proposals, out.ID, out.Title})
	})
	return out, err
}

// versions are all versions of a proposal, the newest first.
func (s *Service) versions(ctx context.Context, p *Proposal) ([]*Proposal, error) {
	return s.Proposals.Find(ctx, listing.Any(listing.IDs([]int64{p.Root()}), ref("root_id", p.Root())), listing.Sort{Key: "revision", Desc: true})
}

// VersionsOf are all versions of a proposal, the newest first.
func (s *Service) VersionsOf(ctx context.Context, id int64) ([]*Proposal, error) {
	p, err := s.Proposals.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.versions(ctx, p)
}

// ReviseProposal makes the next version as a draft: a copy. The issued one stays until the
// copy is issued. Conflict proposal.open_version when there is a draft already.
func (s *Service) ReviseProposal(ctx context.Context, id int64) (*Proposal, error) {
	var n *Proposal
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Proposals.May(ctx, id, identity.Add)
		if err != nil {
			return err
		}
		versions, err := s.versions(ctx, p)
		if err != nil {
			return err
		}
		for _, v := range versions {
			if v.State == ProposalDraft {
				return app.E(app.Conflict, "proposal.open_version", "number", v.Label())
			}
		}
		n = p.again()
		n.Revision, n.RootID, n.On = versions[0].Revision+1, p.Root(), s.today()
		return s.Proposals.Create(command(ctx, "revise"), n)
	})
	return n, err
}

// QuoteProposal makes the draft of a quote of what a proposal suggests.
func (s *Service) QuoteProposal(ctx context.Context, id int64) (*Quote, error) {
	p, err := s.Proposals.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	q, err := s.NewQuote(ctx, p.CustomerID)
	if err != nil {
		return nil, err
	}
	q.OpportunityID, q.Subject = p.OpportunityID, p.Title
	if p.ContactID != 0 {
		q.ContactID = p.ContactID
	}
	for _, l := range p.Lines {
		it := Item{Kind: Goods, ProductID: l.ProductID, Code: l.Code, Name: l.Name, Spec: l.Spec, Unit: l.Unit, Quantity: l.Quantity, Price: l.Price, Tax: "13"}
		if k, err := s.Products.Get(ctx, l.ProductID); err == nil && l.ProductID != 0 {
			it.Tax = k.Tax
		}
		q.Lines = append(q.Lines, QuoteLine{Item: it})
	}
	return q, s.Quotes.Create(ctx, q)
}

// ProposalPaper fills a proposal for print.
func (s *Service) ProposalPaper(ctx context.Context, id int64, print Print) (paper.Data, error) {
	p, err := s.Proposals.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	return s.PaperOfProposal(ctx, p, print)
}

// PaperOfProposal fills the paper of a proposal as it stands, saved or not.
func (s *Service) PaperOfProposal(ctx context.Context, p *Proposal, print Print) (paper.Data, error) {
	d, err := s.paper(ctx, print, party{p.CustomerID, p.ContactID, p.OwnerID})
	if err != nil {
		return nil, err
	}
	home, err := s.home(ctx)
	if err != nil {
		return nil, err
	}
	d["number"], d["title"], d["date"], d["currency"], d["void"] = p.Number, p.Title, p.On, home, p.State == ProposalReplaced
	if p.Revision > 1 {
		d["revision"] = p.Label()[len(p.Number)+1:]
	}
	d["needs"], d["approach"], d["schedule"], d["service"], d["about"] = termLines(p.Needs), termLines(p.Approach), termLines(p.Schedule), termLines(p.Service), termLines(p.About)
	var lines []paper.Data
	for i, l := range p.Lines {
		lines = append(lines, paper.Data{
			"no": i + 1, "code": l.Code, "name": l.Name, "spec": l.Spec, "unit": l.Unit, "quantity": l.Quantity,
			"price": l.Price, "amount": money.Of(l.Amount, home), "benefit": l.Benefit,
		})
	}
	d["lines"], d["total"] = lines, money.Of(p.TotalMinor, home)
	return d, nil
}

// ProposalPrinted notes one more print of a proposal.
func (s *Service) ProposalPrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Proposals.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	p, err := s.Proposals.Update(command(ctx, "print"), id, 0, func(p *Proposal) error { p.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return p.Printed, nil
}
