package customer

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
)

// Store answers the questions that are not lists.
type Store interface {
	// Cards finds the customers that share a key with a card: an equal mobile or phone of
	// the customer or a contact, tax number, mail or normal name, or a normal name with the
	// same beginning. It looks at everybody's customers and gives at most n.
	Cards(ctx context.Context, k CardKeys, n int) ([]Card, error)
	// Touch brings last_activity_at and next_action_on of a customer up to date, without a
	// new version of the record.
	Touch(ctx context.Context, customer int64) error
	// Completion counts the owned customers within reach and adds their completion rates
	// up, by owner and department.
	Completion(ctx context.Context, within listing.Reach) ([]RateRow, error)
}

// Params of the service.
type Params struct {
	Store     Store
	Checks    Checks
	Pinyin    func(name string, person bool) string // sort key; may be nil
	Company   *company.Service
	Reminders *reminder.Engine
	People    func(ctx context.Context) (People, error)
	Holds     []Hold                                                  // what else changes hands when a person leaves
	Cost      identity.Cost                                           // of the hashes of customers' passwords; the zero value is the usual one
	Words     func(key string, args ...any) string                    // a sentence for people; may be nil
	Territory func(ctx context.Context, region string) (int64, error) // that a region belongs to; may be nil
}

// People is what the service asks about persons.
type People interface {
	Active(person int64) bool
	Name(person int64) string
	Unit(person int64) int64
}

// Service is the use cases of customers, contacts, follow-ups and tasks.
type Service struct {
	Customers  *record.Service[Customer]
	Contacts   *record.Service[Contact]
	Activities *record.Service[Activity]
	Tasks      *record.Service[Task]
	Handovers  *record.Service[Handover]
	Runs       *record.Service[PoolRunRecord]
	Requests   *record.Service[Request]
	Accounts   *record.Service[Account]
	Units      *record.Service[OwningUnit]
	Shares     *record.Shares

	Reviews       *record.Service[CreditReview]
	Subscriptions *record.Service[Subscription]
	Attachments   *record.Service[Attachment]

	g *record.Ground
	p Params
}

// New makes the service and registers its effects.
func New(g *record.Ground, p Params) *Service {
	if p.Checks.Table == nil {
		p.Checks = ShippedChecks()
	}
	if p.Cost == (identity.Cost{}) {
		p.Cost = identity.DefaultCost
	}
	s := &Service{g: g, p: p, Shares: record.NewShares(g)}
	s.Customers = record.New(g, Describe(p.Checks))
	s.Contacts = record.New(g, DescribeContact(p.Checks))
	s.Activities = record.New(g, DescribeActivity())
	s.Tasks = record.New(g, DescribeTask())
	g.Registry.ShipLayouts(Customers, ShippedLayouts()...)
	s.newLogs(g)
	s.addDossier()
	s.Customers.Prepare, s.Customers.Rule = s.prepare, s.rule
	s.Contacts.Prepare, s.Contacts.Rule = s.prepareContact, s.ruleContact
	s.Activities.Prepare, s.Activities.Rule = s.prepareActivity, s.ruleActivity
	s.Tasks.Prepare = s.prepareTask
	s.Customers.Saved.Do(s.customerSaved)
	s.Activities.Saved.Do(s.activitySaved)
	s.Tasks.Saved.Do(s.taskSaved)
	if p.Reminders != nil {
		p.Reminders.Add(reminder.SourceFunc(s.birthdays))
		p.Reminders.Add(reminder.SourceFunc(s.poolWarnings))
		p.Reminders.Add(reminder.SourceFunc(s.accountWarnings))
	}
	return s
}

// addDossier makes the services of the lists beside a customer.
func (s *Service) addDossier() {
	rivals := record.New(s.g, DescribeCompetitor())
	rivals.Prepare = func(ctx context.Context, before, x *CompetitorNote) error {
		var was record.Link
		if before != nil {
			was = record.Link{ID: before.LibraryID, Name: before.Name}
		}
		l, err := s.g.Linked(ctx, "competitor", was, record.Link{ID: x.LibraryID, Name: x.Name})
		x.LibraryID, x.Name = l.ID, l.Name
		return err
	}
	record.New(s.g, DescribeNeed())
	s.Reviews = record.New(s.g, DescribeReview())
	record.New(s.g, DescribeTrial())
	record.New(s.g, DescribeComplaint())
	record.New(s.g, DescribeWork())
	record.New(s.g, DescribePromotion())
	s.Subscriptions = record.New(s.g, DescribeSubscription())
	s.Attachments = record.New(s.g, DescribeAttachment())
	s.Reviews.Rule, s.Attachments.Rule = s.ruleReview, s.ruleAttachment
	s.g.Registry.Contribute(Customers, entity.Contributed("services", entity.KindInt), entity.Contributed("service_minor", entity.KindMoney))
	record.Sum(s.Subscriptions, Customers, "services", func(x *Subscription) (int64, int64) { return x.used(1) })
	record.Sum(s.Subscriptions, Customers, "service_minor", func(x *Subscription) (int64, int64) { return x.used(int64(x.Fee)) })
}

type commandKey struct{}

// command marks the context of a step that a command of this package takes beyond the
// person's rights: pool, owner, computed fields.
func command(ctx context.Context) context.Context {
	return context.WithValue(identity.Elevated(ctx), commandKey{}, true)
}

type checkedKey struct{}

// Checked gives a context in which new customers are not compared with those there are:
// for bulk data whose doubles were looked for before, or that cannot have any.
func Checked(ctx context.Context) context.Context { return context.WithValue(ctx, checkedKey{}, true) }

func commanded(ctx context.Context) bool { return ctx.Value(commandKey{}) != nil }

// today is the business date.
func (s *Service) today() calendar.Date { return s.g.Registry.Today() }

func (s *Service) prepare(ctx context.Context, before, c *Customer) error {
	s.p.Checks.complete(c)
	if s.p.Pinyin != nil && (before == nil || before.Name != c.Name || before.Kind != c.Kind) {
		c.Pinyin = s.p.Pinyin(c.Name, c.Kind == Person)
	}
	if c.OwnerID != 0 && (before == nil && c.OwnedOn == 0 || before != nil && before.OwnerID != c.OwnerID && before.OwnedOn == c.OwnedOn) {
		c.OwnedOn = s.today()
	}
	if before == nil && c.OwnerID == 0 && !c.InPool {
		c.InPool, c.PooledOn = true, s.today()
	}
	if before == nil && c.InPool && c.Pool == "" {
		policy, err := s.PoolPolicy(ctx)
		if err != nil {
			return err
		}
		c.Pool = policy.Route(c.Category, c.Grade)
	}
	if before != nil && c.OwnerID != 0 && c.InPool {
		c.InPool, c.PooledOn, c.PoolReason, c.Pool, c.DiscardedOn = false, 0, "", "", 0
	}
	if s.p.Territory != nil && (before == nil || before.Region != c.Region) {
		id, err := s.p.Territory(ctx, c.Region)
		if err != nil {
			return err
		}
		c.TerritoryID = id
	}
	c.Completion = completion(s.Customers.Desc.Type, c)
	return s.prepareLife(ctx, before, c)
}

func (s *Service) rule(ctx context.Context, before, after *Customer) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	if err := s.ruleLife(ctx, a, before, after); err != nil {
		return err
	}
	if before != nil && before.InPool && after.InPool && !commanded(ctx) && !undoing(ctx) && !record.IsRelinking(ctx) && len(s.Customers.Desc.Compare(before, after)) > 0 {
		return app.E(app.Conflict, "customer.pooled") // CUS-33
	}
	if before != nil && before.Mobile != "" && before.Mobile != after.Mobile && !a.Has(identity.RightMobile) {
		return app.E(app.Denied, "customer.mobile_locked").At("mobile") // CUS-20
	}
	if after.Kind == Person && (before == nil || before.Kind != Person) && s.p.Company != nil {
		c, err := s.p.Company.Get(ctx)
		if err == nil && c.Corporate {
			return app.E(app.Invalid, "customer.corporate").At("kind") // CUS-02
		}
	}
	if err := s.ruleParent(ctx, before, after); err != nil {
		return err
	}
	if err := badPlace(s.Customers.Desc.Type, after); err != nil {
		return err
	}
	if before != nil && before.MobileKey == after.MobileKey && before.NameKey == after.NameKey || ctx.Value(checkedKey{}) != nil {
		return nil
	}
	return s.refuseDouble(ctx, cardOf(after), after.ID)
}

func (s *Service) prepareContact(_ context.Context, before, c *Contact) error {
	s.p.Checks.completeContact(c)
	if s.p.Pinyin != nil && (before == nil || before.Name != c.Name) {
		c.Pinyin = s.p.Pinyin(c.Name, true)
	}
	return nil
}

func (s *Service) ruleContact(ctx context.Context, before, after *Contact) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	if before != nil && before.Mobile != "" && before.Mobile != after.Mobile && !a.Has(identity.RightMobile) {
		return app.E(app.Denied, "customer.mobile_locked").At("mobile")
	}
	if before != nil && before.MobileKey == after.MobileKey && before.NameKey == after.NameKey {
		return nil
	}
	if dedupe.IsChecked(ctx) { // an import looks for the duplicates of many rows at once
		return nil
	}
	card := CardInput{Person: after.Name, Mobile: after.Mobile}
	if after.CustomerID != 0 {
		c, err := s.Customers.Get(identity.System(ctx, "duplicates"), after.CustomerID)
		if err != nil {
			return err
		}
		card.Name = c.Name
	}
	return s.refuseDouble(ctx, card, after.CustomerID)
}

// customerSaved writes what changed hands or state into the timeline.
func (s *Service) customerSaved(ctx context.Context, e record.Saved[Customer]) error {
	if e.Before == nil || record.IsRelinking(ctx) { // a merge says of itself what it did
		return nil
	}
	if e.Before.OwnerID != e.After.OwnerID {
		if err := s.ownerNote(ctx, e.Before, e.After); err != nil {
			return err
		}
	}
	if e.Before.OwnerID != e.After.OwnerID || e.Before.DiscardedOn != e.After.DiscardedOn {
		if err := s.handed(ctx, e.Before, e.After); err != nil {
			return err
		}
	}
	if e.Before.Status != e.After.Status {
		return s.Log(ctx, Activity{CustomerID: e.After.ID, Kind: NoteStatus, Data: change(e.Before.Status, e.After.Status)})
	}
	return nil
}

// Create makes a customer, and its first contact in the same transaction when there is
// one. Contacts of a new customer are checked against all others as the customer is.
func (s *Service) Create(ctx context.Context, c *Customer, first *Contact) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if first != nil && c.Mobile == "" {
			c.Mobile = first.Mobile
		}
		if err := s.Customers.Create(ctx, c); err != nil {
			return err
		}
		if first == nil || first.Name == "" {
			return nil
		}
		first.CustomerID, first.Main = c.ID, true
		first.OwnerID, first.UnitID = c.OwnerID, c.UnitID
		return s.Contacts.Create(ctx, first)
	})
}

// MainContact gives the contact to speak to first: the one marked so, else the oldest;
// nil when there is none.
func (s *Service) MainContact(ctx context.Context, customer int64) (*Contact, error) {
	c, err := s.Contacts.First(ctx, listing.Is("customer_id", listing.Eq, strconv.FormatInt(customer, 10)),
		listing.Sort{Key: "main", Desc: true}, listing.Sort{Key: "id"})
	if app.KindOf(err) == app.NotFound {
		return nil, nil
	}
	return c, err
}

// OwnedCustomers counts the customers of a person, whoever asks.
func (s *Service) OwnedCustomers(ctx context.Context, person int64) (int64, error) {
	return s.Customers.Count(identity.System(ctx, "customers"), listing.Is("owner_id", listing.Eq, strconv.FormatInt(person, 10)))
}

// Dictionaries are the shipped entries of the lists that customers use.
func Dictionaries() company.Dictionaries {
	return company.Dictionaries{
		"customer_category": {"general", "device", "material", "dealer"},
		"customer_grade":    {"a", "b", "c", "d", "vip"},
		"customer_status":   {"potential", "following", "signed", "ended", "invalid"},
		"customer_pool":     {PoolGeneral, "device", "key"},
		"development":       {"new", "contacted", "interested", "comparing", "stalled"},
		"customer_tag":      {"frame", "material", "fair", "key"},
		"customer_segment":  {"newsletter", "seasonal", "regional", "pilot"},
		"contact_relation":  {"customer", "supplier", "partner", "carrier", "authority", "other"},
		"industry":          {"machinery", "electronics", "food", "pharma", "chemical", "logistics", "textile", "ecommerce", "hardware", "auto", "agri", "service", "other"},
		"source":            {"exhibition", "referral", "website", "search", "call", "visit", "shop", "platform", "campaign", "directory", "portal", "other"},
		"region": {
			"east", "east>shanghai", "east>hangzhou", "east>nanjing", "east>suzhou", "north", "north>beijing", "north>tianjin", "northeast", "northeast>shenyang", "northeast>dalian", "northeast>harbin",
			"northwest", "northwest>xian", "northwest>lanzhou", "south", "south>guangzhou", "south>shenzhen", "southwest", "central", "overseas",
		},
		"business_type": {"private_line", "internet", "voice", "cloud", "maintenance", "lease", "other"},
	}
}
