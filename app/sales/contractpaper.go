package sales

import (
	"context"
	"strings"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/snippet"
)

// clauses are the words of the shipped clauses.
const clauses = "contract.clauses"

// ContractPaper fills a contract for print: both parties, products, payment plan, clauses.
func (s *Service) ContractPaper(ctx context.Context, id int64, p Print) (paper.Data, error) {
	c, err := s.Contracts.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	return s.PaperOfContract(ctx, c, p)
}

// PaperOfContract fills the paper of a contract as it stands, saved or not.
func (s *Service) PaperOfContract(ctx context.Context, c *Contract, p Print) (paper.Data, error) {
	d, err := s.paper(ctx, p, party{c.CustomerID, c.ContactID, c.OwnerID})
	if err != nil {
		return nil, err
	}
	bank, err := s.g.Look(ctx, "customer", c.CustomerID, "bank", "bank_account")
	if err != nil {
		return nil, err
	}
	if who, ok := d["customer"].(paper.Data); ok {
		who["bank"], who["account"] = bank["bank"].Text(), bank["bank_account"].Text()
	}
	d["number"], d["name"], d["date"], d["place"] = c.Number, c.Name, c.SignedOn, c.Place
	d["from"], d["until"], d["currency"], d["total"] = c.StartsOn, c.EndsOn, c.Currency, money.Of(c.Amount, c.Currency)
	d["our_signer"], d["their_signer"], d["retention"] = c.OurSigner, c.TheirSigner, c.Retention
	d["void"] = c.State == ContractTerminated
	var lines, parts []paper.Data
	for i, l := range c.Lines {
		text, key := l.Tax.Text()
		line := paper.Data{"no": i + 1, "code": l.Code, "name": l.Name, "spec": l.Spec, "unit": l.Unit, "quantity": l.Quantity, "price": l.Price, "tax": text, "amount": money.Of(l.Amount, c.Currency)}
		if key != "" {
			line["tax"] = s.p.Company.Words(key)
		}
		lines = append(lines, line)
	}
	for _, x := range c.Parts {
		parts = append(parts, paper.Data{"name": s.planName(x.Name), "due": x.DueOn, "amount": money.Of(x.Amount, c.Currency)})
	}
	d["lines"], d["instalments"], d["terms"] = lines, parts, termLines(c.Terms)
	return d, nil
}

// ContractPrinted notes one more print of a contract.
func (s *Service) ContractPrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Contracts.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	c, err := s.Contracts.Update(command(ctx, "print"), id, 0, func(c *Contract) error { c.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return c.Printed, nil
}

// addClauses puts the company's clauses behind the terms that a contract takes over: those
// of its library, else the ones that ship.
func (s *Service) addClauses(ctx context.Context, c *Contract) error {
	home, err := s.home(ctx)
	if err != nil {
		return err
	}
	foreign := c.Currency != "" && c.Currency != home
	text, err := s.p.Terms.Standing(ctx, snippet.Contract, foreign)
	if err != nil {
		return err
	}
	if text == "" {
		words := s.p.Company.Words(clauses)
		if text = words.ZH; foreign {
			text = words.EN
		}
	}
	c.Terms = withClauses(c.Terms, text)
	return nil
}

// label is what a clause is about: the words before its colon.
func label(line string) string {
	if i := strings.IndexAny(line, "：:"); i > 0 {
		return strings.TrimSpace(line[:i])
	}
	return line
}

// withClauses puts clauses behind terms, but those that the terms speak of already.
func withClauses(terms, clauses string) string {
	out, spoken := termLines(terms), map[string]bool{}
	for _, l := range out {
		spoken[label(l)] = true
	}
	for _, l := range termLines(clauses) {
		if !spoken[label(l)] {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
