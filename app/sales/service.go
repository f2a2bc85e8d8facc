package sales

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/reminder"
	"kontor/app/snippet"
)

// Entity names.
const (
	Products      = "product"
	Opportunities = "opportunity"
	Quotes        = "quote"
	Orders        = "sales_order"
)

// Numbers gives documents their numbers inside the transaction that issues them.
type Numbers interface {
	Take(ctx context.Context, series string, on calendar.Date) (string, error)
}

// Store answers the questions that are not lists.
type Store interface {
	// LogStage appends to the stage log.
	LogStage(ctx context.Context, m StageMove) error
	// StageLog reads the moves of deals in order of time, by deal; all deals when none is
	// named.
	StageLog(ctx context.Context, deals ...int64) (map[int64][]StageMove, error)
	// Funnel counts and sums the open deals within reach by stage.
	Funnel(ctx context.Context, within listing.Reach) ([]FunnelRow, error)
	// Forecast adds deals within reach up by month and a dimension.
	Forecast(ctx context.Context, within listing.Reach, q ForecastQuery) ([]ForecastCell, error)
	// Farthest counts the deals within reach by the farthest of the stages they came to.
	Farthest(ctx context.Context, within listing.Reach, stages []string) (map[int]int, error)
	// ScoreCounts counts closed deals and those that share features.
	ScoreCounts(ctx context.Context, q ScoreQuery) (Tally, []Evidence, error)
}

// Params of the service.
type Params struct {
	Store     Store
	Numbers   Numbers
	Company   *company.Service
	Customers *customer.Service
	Approvals *approval.Service
	Reminders *reminder.Engine
	Pinyin    func(name string, person bool) string
	Terms     *snippet.Service // the library of terms
}

// Service is the use cases of sales.
type Service struct {
	Products      *record.Service[Product]
	Opportunities *record.Service[Opportunity]
	Quotes        *record.Service[Quote]
	Orders        *record.Service[Order]
	Targets       *record.Service[Target]
	Contracts     *record.Service[Contract]
	PriceLists    *record.Service[PriceList]
	Pictures      *record.Service[ProductPicture]
	Relations     *record.Service[ProductRelation]
	Pricings      *record.Service[Pricing]
	Proposals     *record.Service[Proposal]

	g *record.Ground
	p Params
}

// Keys of the settings of this area.
const (
	SettingStages        = "sales.stages"
	SettingDiscountLimit = "sales.discount_limit" // money.Rate above which a manager is needed
	SettingValidDays     = "sales.valid_days"
	SettingThreshold     = "sales.order_threshold"
)

// Defaults of the settings.
const (
	DefaultValidDays = 30
	DefaultThreshold = money.Minor(10_000_00) // SAL-31
)

// DefaultDiscountLimit is 10 %.
var DefaultDiscountLimit = money.Percent(10)

// New makes the service and registers its effects.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	g.Registry.Contribute("customer",
		entity.Contributed("stage", entity.KindChoice).Choosing("follow", "quote", "negotiate", "won", "lost"),
		entity.Contributed("open_deals", entity.KindInt), entity.Contributed("deal_minor", entity.KindMoney))
	s.Products = record.New(g, DescribeProduct())
	s.Opportunities = record.New(g, DescribeOpportunity())
	s.Quotes = record.New(g, DescribeQuote())
	s.Orders = record.New(g, DescribeOrder())
	s.Targets = record.New(g, DescribeTarget())
	s.Products.Prepare, s.Products.Rule = s.prepareProduct, s.ruleProduct
	s.Opportunities.Prepare, s.Opportunities.Rule = s.prepareOpportunity, s.ruleOpportunity
	s.Quotes.Prepare, s.Quotes.Rule = s.prepareQuote, s.ruleQuote
	s.Orders.Prepare, s.Orders.Rule = s.prepareOrder, s.ruleOrder
	s.effects()
	s.addContracts(g)
	s.addCatalogue(g)
	s.addDuty(g)
	s.addClosing(g)
	s.addPricings(g)
	s.addProposals(g)
	return s
}

func (s *Service) effects() {
	record.Sum(s.Opportunities, "customer", "open_deals", func(o *Opportunity) (int64, int64) {
		if o.State == Open {
			return o.CustomerID, 1
		}
		return 0, 0
	})
	record.Sum(s.Orders, "customer", "deal_minor", func(o *Order) (int64, int64) {
		if o.State == OrderApproved || o.State == OrderClosed {
			return o.CustomerID, int64(o.HomeMinor)
		}
		return 0, 0
	})
	s.Opportunities.Saved.Do(s.opportunitySaved)
	s.Quotes.Saved.Do(func(ctx context.Context, e record.Saved[Quote]) error {
		if e.Before != nil && e.Before.State == e.After.State && e.Before.Current == e.After.Current && e.Before.CustomerID == e.After.CustomerID {
			return nil
		}
		if e.Before == nil {
			return s.restage(ctx, e.After.CustomerID)
		}
		return s.restage(ctx, e.Before.CustomerID, e.After.CustomerID)
	})
	s.Orders.Saved.Do(func(ctx context.Context, e record.Saved[Order]) error {
		switch {
		case e.Before == nil:
			return s.restage(ctx, e.After.CustomerID)
		case e.Before.State == e.After.State && e.Before.CustomerID == e.After.CustomerID:
			return nil
		}
		return s.restage(ctx, e.Before.CustomerID, e.After.CustomerID)
	})
	s.p.Customers.Customers.Saved.Do(s.customerBinned)
	if s.p.Approvals != nil {
		s.p.Approvals.Ended.Do(s.approvalEnded)
		s.shipFlows()
	}
	if s.p.Reminders != nil {
		s.p.Reminders.Add(reminder.SourceFunc(s.expiring))
	}
}

type commandKey struct{}

// command marks the context of a command: it may move states and write computed fields
// beyond the person's rights, which it has checked itself.
func command(ctx context.Context, kind string) context.Context {
	ctx = audit.Why(ctx, audit.Reason{Kind: kind})
	return context.WithValue(identity.Elevated(ctx), commandKey{}, true)
}

func commanded(ctx context.Context) bool { return ctx.Value(commandKey{}) != nil }

func (s *Service) today() calendar.Date { return s.g.Registry.Today() }

// mayTrade refuses new documents for customers that one may not trade with yet, or any
// more; a merge or an undo that moves documents asks nobody.
func (s *Service) mayTrade(ctx context.Context, customer int64) error {
	if record.IsRelinking(ctx) {
		return nil
	}
	return s.p.Customers.MayTrade(ctx, customer)
}

// home is the company's currency.
func (s *Service) home(ctx context.Context) (string, error) {
	c, err := s.p.Company.Get(ctx)
	if err != nil {
		return "", err
	}
	return c.Currency, nil
}

// takeChannel gives a new record the channel that its customer is sold to through (SAL-44).
func (s *Service) takeChannel(ctx context.Context, customer int64, into *int64) error {
	row, err := s.g.Look(identity.System(ctx, "channel"), "customer", customer, "channel_id")
	if err == nil && len(row) > 0 {
		*into = row["channel_id"].Int()
	}
	return err
}

func ref(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}

// Dictionaries are the shipped entries of the lists that sales use.
func Dictionaries() company.Dictionaries {
	stages := make([]string, len(Stages))
	for i, st := range Stages {
		stages[i] = st.Key
	}
	return company.Dictionaries{
		"payment_terms":    TermKeys,
		"incoterm":         {"exw", "fob", "cfr", "cif"},
		"product_category": {"machine", "line", "material", "spare", "service"},
		"stage":            stages,
		"deal_category":    {"goods", "project", "service"},
		"contract_kind":    {"sale", "frame", "service", "lease", "other"},
	}
}

// restage keeps the stage of customers up to date; 0 and the same one twice are left out.
func (s *Service) restage(ctx context.Context, customers ...int64) error {
	for i, id := range customers {
		if id == 0 || i > 0 && id == customers[0] {
			continue
		}
		if err := s.putStage(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// putStage notes the stage of a customer as lists show it: negotiation before quote before
// won before follow-up; lost only when nothing else is there.
func (s *Service) putStage(ctx context.Context, customer int64) error {
	sys := identity.System(ctx, "stage")
	has := func(svc interface {
		Count(context.Context, listing.Node) (int64, error)
	}, nodes ...listing.Node,
	) (bool, error) {
		n, err := svc.Count(sys, listing.All(append([]listing.Node{ref("customer_id", customer)}, nodes...)...))
		return n > 0, err
	}
	open := listing.Is("state", listing.Eq, string(Open))
	checks := []struct {
		stage string
		test  func() (bool, error)
	}{
		{"negotiate", func() (bool, error) {
			return has(s.Opportunities, open, listing.Is("stage", listing.In, "negotiation", "signing"))
		}},
		{"quote", func() (bool, error) {
			return has(s.Opportunities, open, listing.Is("stage", listing.Eq, "proposal"))
		}},
		{"quote", func() (bool, error) {
			return has(s.Quotes, listing.Is("state", listing.In, string(QuoteSent), string(QuoteAccepted)), listing.Is("is_current", listing.Eq, "1"), listing.Is("order_id", listing.Empty))
		}},
		{"won", func() (bool, error) {
			return has(s.Orders, listing.Is("state", listing.In, string(OrderApproved), string(OrderClosed)))
		}},
		{"follow", func() (bool, error) { return has(s.Opportunities, open) }},
		{"won", func() (bool, error) { return has(s.Opportunities, listing.Is("state", listing.Eq, string(Won))) }},
		{"lost", func() (bool, error) { return has(s.Opportunities, listing.Is("state", listing.Eq, string(Lost))) }},
	}
	stage := entity.Str("follow")
	for _, c := range checks {
		yes, err := c.test()
		if err != nil {
			return err
		}
		if yes {
			stage = entity.Str(c.stage)
			break
		}
	}
	return s.g.Store.Put(ctx, "customer", customer, "stage", stage)
}

// customerBinned keeps customers with running business out of the bin.
func (s *Service) customerBinned(ctx context.Context, e record.Saved[customer.Customer]) error {
	if e.Before == nil || e.Action != audit.Binned {
		return nil
	}
	n, err := s.Orders.Count(identity.System(ctx, "orders"), listing.All(ref("customer_id", e.After.ID),
		listing.Is("state", listing.In, string(OrderSubmitted), string(OrderApproved))))
	if err != nil {
		return err
	}
	if n > 0 {
		return app.E(app.Conflict, "customer.has_records", "name", e.After.Name)
	}
	return nil
}
