// Package suite is one open company with all its services, put together once: entities,
// rules, effects between the areas, searches, reminders and views. Whoever wires a
// program (the window, a command, a test) gives it what remembers and gets all of it.
package suite

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/attendance"
	"kontor/app/cleaning"
	"kontor/app/commission"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/effort"
	"kontor/app/finance"
	"kontor/app/goal"
	"kontor/app/history"
	"kontor/app/identity"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/app/mark"
	"kontor/app/market"
	"kontor/app/member"
	"kontor/app/merge"
	"kontor/app/numbering"
	"kontor/app/printroom"
	"kontor/app/purchase"
	"kontor/app/record"
	"kontor/app/reminder"
	"kontor/app/sales"
	"kontor/app/search"
	"kontor/app/snippet"
	"kontor/app/stock"
	"kontor/app/view"
)

// Memory is what remembers: one storage implements all of it.
type Memory interface {
	record.Store
	listing.Source
	app.Tx
	customer.Store
	sales.Store
	lead.Store
	goal.Store
	effort.Store
	market.Store
	stock.Store
	member.Credentials
	reminder.Memory
	attendance.Store
	merge.Links
}

// Params are what a suite is made of.
type Params struct {
	Ground   *record.Ground // registry in the company's zone, storage, clock, notices
	Store    Memory
	Numbers  numbering.Store
	Spelling *search.Spelling
	Cost     identity.Cost                        // of password hashes; the zero value is the usual one
	Words    func(key string, args ...any) string // sentences that are stored in the language of the program; may be nil
}

// Suite is one open company.
type Suite struct {
	Ground      *record.Ground
	Spelling    *search.Spelling
	Company     *company.Service
	Members     *member.Service
	Customers   *customer.Service
	Sales       *sales.Service
	Leads       *lead.Service
	Goals       *goal.Service
	Effort      *effort.Service
	Market      *market.Service
	Stock       *stock.Service
	Purchase    *purchase.Service
	Finance     *finance.Service
	Commissions *commission.Service
	Attendance  *attendance.Service
	Approvals   *approval.Service
	Reminders   *reminder.Engine
	Views       *view.Service
	Marks       *mark.Service
	History     *history.Service
	Numbers     *numbering.Service
	Merges      *merge.Service
	Cleaning    *cleaning.Service
	Snippets    *snippet.Service
	Prints      *printroom.Service
}

// New puts a company together and registers all entities. It reads nothing; Load does.
func New(p Params) *Suite {
	g := p.Ground
	s := &Suite{Ground: g, Spelling: p.Spelling}
	s.Numbers = &numbering.Service{Store: p.Numbers, Clock: g.Clock, Tx: g.Tx}
	s.Company = company.New(g, customer.Dictionaries(), sales.Dictionaries(), stock.Dictionaries(), purchase.Dictionaries(), lead.Dictionaries(), effort.Dictionaries(), market.Dictionaries(), finance.Dictionaries())
	s.Members = member.New(g, member.Params{Store: p.Store, Owning: owning{s}, Pinyin: s.personPinyin, Cost: p.Cost})
	s.Reminders = reminder.New(g, p.Store)
	s.Approvals = approval.New(g, approval.Params{
		Company: s.Company, Reminders: s.Reminders,
		People: func(ctx context.Context) (approval.People, error) { return s.Members.Directory(ctx) },
	})
	s.Customers = customer.New(g, customer.Params{
		Store: p.Store, Checks: customer.CompanyChecks(s.Company), Pinyin: s.pinyin, Company: s.Company, Reminders: s.Reminders,
		People:    func(ctx context.Context) (customer.People, error) { return s.Members.Directory(ctx) },
		Territory: func(ctx context.Context, region string) (int64, error) { return s.Market.TerritoryOf(ctx, region) },
		Words:     p.Words, Cost: p.Cost, Holds: slices.Concat(sales.Holds(), stock.Holds()),
	})
	s.Snippets = snippet.New(g)
	s.Sales = sales.New(g, sales.Params{
		Store: p.Store, Numbers: s.Numbers, Company: s.Company, Customers: s.Customers, Approvals: s.Approvals,
		Reminders: s.Reminders, Pinyin: s.pinyin, Terms: s.Snippets,
	})
	s.Stock = stock.New(g, stock.Params{Store: p.Store, Numbers: s.Numbers, Company: s.Company, Customers: s.Customers, Sales: s.Sales})
	s.Purchase = purchase.New(g, purchase.Params{
		Numbers: s.Numbers, Company: s.Company, Sales: s.Sales, Stock: s.Stock, Approvals: s.Approvals, Pinyin: s.pinyin, Terms: s.Snippets,
	})
	s.Leads = lead.New(g, lead.Params{
		Store: p.Store, Customers: s.Customers, Sales: s.Sales, Approvals: s.Approvals, Reminders: s.Reminders,
		People: func(ctx context.Context) (customer.People, error) { return s.Members.Directory(ctx) },
	})
	s.Goals = goal.New(g, goal.Params{
		Store: p.Store, Sales: s.Sales, Tree: s.Members.Tree,
		People: func(ctx context.Context) (goal.People, error) { return s.Members.Directory(ctx) },
	})
	s.Effort = effort.New(g, effort.Params{
		Store: p.Store, Reminders: s.Reminders, Company: s.Company, Approvals: s.Approvals, Tree: s.Members.Tree, Words: p.Words,
		People: func(ctx context.Context) (effort.People, error) { return s.Members.Directory(ctx) },
		Booked: s.booked,
	})
	s.Market = market.New(g, market.Params{
		Store: p.Store, Numbers: s.Numbers, Company: s.Company, Reminders: s.Reminders, Customers: s.Customers, Sales: s.Sales, Pinyin: s.pinyin, Words: p.Words,
		People: func(ctx context.Context) (market.People, error) { return s.Members.Directory(ctx) },
	})
	s.Finance = finance.New(finance.Params{Ground: g, Numbers: s.Numbers, Today: g.Registry.Today, Company: s.Company, Customers: s.Customers, Reminders: s.Reminders})
	s.Finance.FollowOrders(s.Sales.Orders)
	s.Finance.FollowReturns(s.Stock.Returns)
	s.Finance.FollowPurchases(s.Purchase)
	s.Finance.FollowApprovals(s.Approvals)
	s.Attendance = attendance.New(g, attendance.Params{Store: p.Store, Approvals: s.Approvals, Reminders: s.Reminders, Pinyin: s.personPinyin})
	s.Finance.Attended = s.attended
	s.Commissions = commission.New(g, commission.Params{Today: g.Registry.Today, InWages: s.Finance.CommissionTaken})
	s.Finance.Commissions = s.Commissions.InMonth
	s.Finance.Rewards, s.Effort.Wages = s.Effort, s.Finance
	s.Views = view.New(g, shippedViews()...)
	s.Marks = mark.New(g)
	s.History = history.New(g)
	for _, kind := range slices.Concat(customer.Commands(), lead.Commands()) {
		s.History.Beyond[kind] = true
	}
	s.Cleaning = cleaning.New(g)
	s.Prints = printroom.New(g)
	s.Merges = merge.New(g, p.Store, merge.Part{Of: customer.Customers, Kind: customer.Contacts, Via: "customer_id", Same: []string{"name_key", "mobile_key"}, Main: "main"},
		merge.Part{Of: customer.Customers, Kind: customer.Attachments, Via: "customer_id", Same: []string{"file"}, Once: true})
	s.Customers.Checks().GuardPhones(g.Registry, s.Members.People.Desc.Field("phone"), s.Company.Companies.Desc.Field("phone"))
	return s
}

// Load reads what the company has changed of the shipped lists and settings.
func (s *Suite) Load(ctx context.Context) error { return s.Company.Load(ctx) }

func (s *Suite) pinyin(name string, person bool) string {
	if s.Spelling == nil {
		return name
	}
	full, _ := s.Spelling.Sorting(name, person)
	return full
}

func (s *Suite) personPinyin(name string) string { return s.pinyin(name, true) }

// owning asks the customers, which are made after the people.
type owning struct{ s *Suite }

// Held counts all that a person is in charge of.
func (o owning) Held(ctx context.Context, person int64) (int64, error) {
	list, err := o.s.Customers.Holdings(ctx, person)
	n := int64(0)
	for _, h := range list {
		n += h.N
	}
	return n, err
}

func shippedViews() []view.Shipped {
	return slices.Concat(customer.ShippedViews(), sales.ShippedViews(), lead.ShippedViews(), finance.ShippedViews(), stock.ShippedViews(), purchase.ShippedViews(), customer.Buckets(), sales.Buckets(), finance.Buckets())
}
