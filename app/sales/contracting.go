package sales

import (
	"cmp"
	"context"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/record"
	"kontor/app/reminder"
)

// FlowContract is the review of contracts: finance (SAL-27).
const FlowContract = "contract"

// ContractFlow is the flow of contracts that a new company has.
func ContractFlow() approval.Flow {
	return approval.Flow{Key: FlowContract, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.finance", Who: approval.Role, Role: identity.RoleFinance},
	}}
}

// contractLead is how many days before its end a contract is reminded of.
const contractLead = 30

func (s *Service) addContracts(g *record.Ground) {
	g.Registry.Contribute("customer", entity.Contributed("contract_minor", entity.KindMoney))
	s.Contracts = record.New(g, DescribeContract())
	s.Contracts.Prepare, s.Contracts.Rule = s.prepareContract, s.ruleContract
	record.Sum(s.Contracts, "customer", "contract_minor", func(c *Contract) (int64, int64) {
		if c.Counts() {
			return c.CustomerID, int64(c.Home)
		}
		return 0, 0
	})
	if s.p.Reminders != nil {
		s.p.Reminders.Add(reminder.SourceFunc(s.contractsEnding))
	}
	if s.p.Approvals != nil {
		s.p.Approvals.Ship(approval.Kind{Key: FlowContract, Entity: Contracts, Shipped: func(context.Context) (approval.Flow, error) { return ContractFlow(), nil }})
		s.p.Approvals.Ended.Do(s.contractReviewed)
	}
}

func (s *Service) prepareContract(ctx context.Context, before, c *Contract) error {
	if before == nil && c.ChannelID == 0 {
		if err := s.takeChannel(ctx, c.CustomerID, &c.ChannelID); err != nil {
			return err
		}
	}
	home, err := s.home(ctx)
	if err != nil {
		return err
	}
	c.Currency, c.RateE8 = cmp.Or(c.Currency, home), cmp.Or(c.RateE8, money.ExchangeScale)
	if c.Currency == home {
		c.RateE8 = money.ExchangeScale
	}
	if c.Home, err = c.Exchange().Convert(c.Amount, c.Currency, home); err != nil {
		return err
	}
	if before != nil {
		c.Follow(before.Sums())
	}
	c.figure()
	return nil
}

// ruleContract locks a contract once it was submitted.
func (s *Service) ruleContract(ctx context.Context, before, after *Contract) error {
	switch {
	case after.Amount < 0:
		return app.E(app.Invalid, "money.negative").At("amount_minor")
	case after.EndsOn != 0 && after.EndsOn < after.StartsOn:
		return app.E(app.Invalid, "contract.dates").At("ends_on")
	case commanded(ctx):
		return nil
	case before == nil:
		if after.State != ContractDraft {
			return app.E(app.Conflict, "contract.locked", "name", after.Label())
		}
		return nil
	}
	changed := before.Archived != after.Archived || touched(s.Contracts.Desc.Type, before, after)
	if before.State != after.State || before.State != ContractDraft && changed {
		return app.E(app.Conflict, "contract.locked", "name", before.Label())
	}
	return nil
}

// NewContract makes the draft of a contract for a customer, from a quote, or from an order;
// it is not saved yet.
func (s *Service) NewContract(ctx context.Context, from ContractSource) (*Contract, error) {
	c := s.Contracts.Desc.New()
	c.StartsOn, c.SignedOn = s.today(), s.today()
	c.CustomerID = from.Customer
	switch {
	case from.Quote != 0:
		q, err := s.Quotes.Get(ctx, from.Quote)
		if err != nil {
			return nil, err
		}
		c.RateE8 = q.RateE8 / max(q.RateUnit, 1)
		c.QuoteID, c.CustomerID, c.ContactID, c.Name, c.Currency, c.PaymentTerms, c.Terms = q.ID, q.CustomerID, q.ContactID, q.Subject, q.Currency, q.PaymentTerms, q.Terms
		c.ChannelID, c.Amount = q.ChannelID, q.TotalMinor
		for _, it := range q.Items() {
			c.take(it)
		}
	case from.Order != 0:
		o, err := s.Orders.Get(ctx, from.Order)
		if err != nil {
			return nil, err
		}
		c.RateE8 = o.RateE8 / max(o.RateUnit, 1)
		c.QuoteID, c.CustomerID, c.ContactID, c.Name, c.Currency, c.PaymentTerms, c.Terms = o.QuoteID, o.CustomerID, o.ContactID, o.Subject, o.Currency, o.PaymentTerms, o.Terms
		c.ChannelID, c.Amount = o.ChannelID, o.TotalMinor
		for _, it := range o.Items() {
			c.take(it)
		}
		for _, p := range o.Plan {
			c.Parts = append(c.Parts, ContractPart{Name: p.Name, DueOn: p.DueOn, Amount: p.AmountMinor})
		}
	}
	if c.CustomerID != 0 {
		k, err := s.p.Customers.Customers.Get(ctx, c.CustomerID)
		if err != nil {
			return nil, err
		}
		if c.Name == "" {
			c.Name = k.Name
		}
	}
	return c, s.addClauses(ctx, c)
}

// ContractSource says what a contract is made from.
type ContractSource struct{ Customer, Quote, Order int64 }

// take copies a priced line.
func (c *Contract) take(it *Item) {
	if !it.Kind.Counts() {
		return
	}
	c.Lines = append(c.Lines, ContractLine{
		ProductID: it.ProductID, Code: it.Code, Name: it.Name, Spec: it.Spec, Unit: it.Unit,
		Quantity: it.Quantity, Price: it.Price, Tax: it.Tax, Amount: it.GrossMinor,
	})
}

// CreateContract makes and saves the draft of a contract, and ties the order it was made
// from to it.
func (s *Service) CreateContract(ctx context.Context, from ContractSource) (*Contract, error) {
	c, err := s.NewContract(ctx, from)
	if err != nil {
		return nil, err
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Contracts.Create(ctx, c); err != nil || from.Order == 0 {
			return err
		}
		if _, err := s.Orders.May(ctx, from.Order, identity.Change); err != nil {
			return err
		}
		_, err := s.Orders.Update(command(ctx, "contract"), from.Order, 0, func(o *Order) error {
			if o.ContractID != 0 {
				return app.E(app.Conflict, "contract.order_has", "number", o.Number)
			}
			o.ContractID = c.ID
			return nil
		})
		return err
	})
	return c, err
}

// SubmitContract gives a contract its number and puts it before finance.
func (s *Service) SubmitContract(ctx context.Context, id int64) (*Contract, error) {
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		c, err := s.Contracts.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		switch {
		case c.Amount <= 0:
			return app.E(app.Invalid, "contract.amount").At("amount_minor")
		case len(c.Parts) > 0 && c.Sums().Planned != c.Amount:
			return app.E(app.Invalid, "contract.parts", "sum", money.Of(c.Sums().Planned, c.Currency).Plain(), "amount", money.Of(c.Amount, c.Currency).Plain())
		}
		if err := s.CheckRate(ctx, c.Exchange(), c.Currency); err != nil {
			return err
		}
		c, err = s.Contracts.Update(command(ctx, "submit"), id, 0, func(c *Contract) error {
			if err := c.move(ContractInReview); err != nil {
				return err
			}
			if c.Number == "" {
				if c.Number, err = s.p.Numbers.Take(ctx, numbering.Contract, s.today()); err != nil {
					return err
				}
			}
			c.SubmittedAt = s.g.Clock.Now().UnixMilli()
			return nil
		})
		if err != nil {
			return err
		}
		return s.seekApproval(ctx, FlowContract, subjectOf{Contracts, c.ID, c.Number, c.CustomerID, c.Amount, c})
	})
	if err != nil {
		return nil, err
	}
	return s.Contracts.Get(ctx, id)
}

// RecallContract takes a contract back from review, to be changed; only its applicant may.
func (s *Service) RecallContract(ctx context.Context, id int64) error {
	return s.p.Approvals.RecallOf(ctx, Contracts, id)
}

// contractReviewed makes an approved contract active; a contract that renews another one
// takes its place. Anything else makes it a draft again.
func (s *Service) contractReviewed(ctx context.Context, e approval.Outcome) error {
	if e.Approval.Entity != Contracts {
		return nil
	}
	cmd := command(ctx, "approval")
	c, err := s.Contracts.Update(cmd, e.Approval.RecordID, 0, func(c *Contract) error {
		c.ApprovalID = e.Approval.ID
		if e.Approval.State != approval.Approved {
			return c.move(ContractDraft)
		}
		c.ApprovedAt = s.g.Clock.Now().UnixMilli()
		return c.move(ContractActive)
	})
	if err != nil || c.State != ContractActive || c.PriorID == 0 {
		return err
	}
	_, err = s.Contracts.Update(cmd, c.PriorID, 0, func(old *Contract) error {
		if old.State != ContractActive && old.State != ContractEnded {
			return entity.Stuck("contract", old.Label(), old.State, ContractRenewed)
		}
		old.State, old.NextID, old.EndedOn = ContractRenewed, c.ID, s.today()
		return nil
	})
	return err
}

// EndContract ends an active contract: fulfilled, or broken off with a reason.
func (s *Service) EndContract(ctx context.Context, id int64, broken bool, reason string) (*Contract, error) {
	reason = strings.TrimSpace(reason)
	to := ContractEnded
	if broken {
		to = ContractTerminated
		if reason == "" {
			return nil, app.E(app.Invalid, "contract.reason").At("end_reason")
		}
	}
	if _, err := s.Contracts.May(ctx, id, identity.Issue); err != nil {
		return nil, err
	}
	return s.Contracts.Update(audit.Why(command(ctx, "end"), audit.Reason{Kind: "end", Text: reason}), id, 0, func(c *Contract) error {
		if err := c.move(to); err != nil {
			return err
		}
		c.EndedOn, c.EndReason = s.today(), reason
		return nil
	})
}

// Renew makes the draft of the contract that follows an active or ended one: the same
// parties and products for as long again. It takes the other's place once it is approved.
func (s *Service) Renew(ctx context.Context, id int64) (*Contract, error) {
	old, err := s.Contracts.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if old.State != ContractActive && old.State != ContractEnded {
		return nil, app.E(app.Conflict, "contract.not_renewable", "name", old.Label())
	}
	n, err := s.Contracts.Count(identity.System(ctx, "renew"), listing.All(ref("prior_id", id), listing.Is("state", listing.In, string(ContractDraft), string(ContractInReview))))
	if err != nil {
		return nil, err
	}
	if n > 0 {
		return nil, app.E(app.Conflict, "contract.renewing", "name", old.Label())
	}
	c := s.Contracts.Desc.New()
	c.PriorID = old.ID
	c.StartsOn = s.today()
	if old.EndsOn != 0 {
		c.StartsOn = max(c.StartsOn, old.EndsOn.AddDays(1))
		c.EndsOn = c.StartsOn.AddDays(int(old.EndsOn - old.StartsOn))
	}
	c.inherit(old)
	return c, s.Contracts.Create(ctx, c)
}

// OrderContract makes the draft of an order of an active contract, with its products.
func (s *Service) OrderContract(ctx context.Context, id int64) (*Order, error) {
	c, err := s.Contracts.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.State != ContractActive {
		return nil, app.E(app.Conflict, "contract.not_active", "name", c.Label())
	}
	o, err := s.NewOrder(ctx, c.CustomerID)
	if err != nil {
		return nil, err
	}
	o.ContractID, o.ChannelID, o.ContactID, o.Subject, o.PaymentTerms, o.QuoteID, o.Terms, o.Currency = c.ID, c.ChannelID, c.ContactID, c.Name, c.PaymentTerms, 0, c.Terms, c.Currency
	o.RateE8, o.RateUnit = c.RateE8, 1
	for _, l := range c.Lines {
		o.Lines = append(o.Lines, OrderLine{Item: Item{Kind: Goods, ProductID: l.ProductID, Code: l.Code, Name: l.Name, Spec: l.Spec, Unit: l.Unit, Quantity: l.Quantity, Price: l.Price, Tax: l.Tax}})
	}
	return o, s.Orders.Create(ctx, o)
}

// contractsEnding reminds of contracts that end soon.
func (s *Service) contractsEnding(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	list, err := s.Contracts.Find(identity.System(ctx, "ending"), listing.All(listing.Is("state", listing.Eq, string(ContractActive)),
		listing.Is("ends_on", listing.Between, from.AddDays(contractLead).String(), to.AddDays(contractLead).String())))
	if err != nil {
		return nil, err
	}
	lead := reminder.Lead{Days: contractLead, Minute: 9 * 60}
	var out []reminder.Reminder
	for _, c := range list {
		r := reminder.Notice("contract_ending", Contracts, c.ID, c.Label()+" "+c.Name, c.OwnerID, c.EndsOn)
		r.DueAt = lead.At(c.EndsOn, s.g.Registry.Zone())
		out = append(out, r)
	}
	return out, nil
}
