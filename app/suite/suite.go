// Package suite is one open company with all its services, put together once: entities,
// rules, effects between the areas, searches, reminders and views. Whoever wires a
// program (the window, a command, a test) gives it what remembers and gets all of it.
package suite

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/finance"
	"kontor/app/history"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/numbering"
	"kontor/app/record"
	"kontor/app/reminder"
	"kontor/app/sales"
	"kontor/app/search"
	"kontor/app/view"
)

// Memory is what remembers: one storage implements all of it.
type Memory interface {
	record.Store
	listing.Source
	app.Tx
	customer.Store
	sales.Store
	member.Credentials
	reminder.Memory
	CompanyZone(ctx context.Context) (string, error)
}

// Params are what a suite is made of.
type Params struct {
	Memory   Memory
	Numbers  numbering.Store
	Clock    app.Clock
	Spelling *search.Spelling
	// Index makes the search index once all entities are known; nil leaves the search out.
	Index func(reg *entity.Registry, sp *search.Spelling) (search.Index, error)
	// More registers further areas (attendance, mail) before anything is read.
	More func(s *Suite) error
}

// Suite is one open company.
type Suite struct {
	Ground    *record.Ground
	Clock     app.Clock
	Zone      *time.Location
	Spelling  *search.Spelling
	Company   *company.Service
	Members   *member.Service
	Customers *customer.Service
	Sales     *sales.Service
	Finance   *finance.Service
	Approvals *approval.Service
	Reminders *reminder.Engine
	Views     *view.Service
	History   *history.Service
	Numbers   *numbering.Service
	Search    *search.Service
	Index     search.Index
}

// New puts a company together. It reads nothing but the time zone and the lists that
// people edit.
func New(ctx context.Context, p Params) (*Suite, error) {
	zone, err := zoneOf(ctx, p.Memory)
	if err != nil {
		return nil, err
	}
	reg := entity.NewRegistry(p.Clock, zone)
	g := &record.Ground{Registry: reg, Store: p.Memory, Source: p.Memory, Tx: p.Memory, Clock: p.Clock, Notices: &effect.Bus{}}
	s := &Suite{Ground: g, Clock: p.Clock, Zone: zone, Spelling: p.Spelling}
	s.Numbers = &numbering.Service{Store: p.Numbers, Clock: p.Clock, Tx: p.Memory}
	s.Company = company.New(g, customer.Dictionaries(), sales.Dictionaries())
	s.Members = member.New(g, member.Params{Store: p.Memory, Owning: owning{s}, Pinyin: s.personPinyin})
	s.Reminders = reminder.New(g, p.Memory)
	s.Approvals = approval.New(g, approval.Params{Flow: s.flow, People: func(ctx context.Context) (approval.People, error) { return s.Members.Directory(ctx) }})
	s.Customers = customer.New(g, customer.Params{Store: p.Memory, Pinyin: s.pinyin, Company: s.Company, Reminders: s.Reminders,
		People: func(ctx context.Context) (customer.People, error) { return s.Members.Directory(ctx) }})
	s.Sales = sales.New(g, sales.Params{Store: p.Memory, Numbers: s.Numbers, Company: s.Company, Customers: s.Customers, Approvals: s.Approvals,
		Reminders: s.Reminders, Pinyin: s.pinyin})
	s.Finance = finance.New(finance.Params{Ground: g, Numbers: s.Numbers, Today: reg.Today})
	s.Finance.FollowOrders(s.Sales.Orders)
	s.Finance.FollowApprovals(s.Approvals)
	s.Views = view.New(g, shippedViews()...)
	s.History = history.New(g)
	if p.More != nil {
		if err := p.More(s); err != nil {
			return nil, err
		}
	}
	if p.Index != nil {
		if s.Index, err = p.Index(reg, p.Spelling); err != nil {
			return nil, err
		}
		s.Search = search.New(search.Parts{Registry: reg, Index: s.Index, Source: p.Memory, Spelling: p.Spelling})
	}
	return s, s.Company.Load(ctx)
}

// zoneOf is the company's time zone; a new company is in Shanghai.
func zoneOf(ctx context.Context, m Memory) (*time.Location, error) {
	name, err := m.CompanyZone(ctx)
	if err != nil {
		return nil, err
	}
	if name == "" {
		name = "Asia/Shanghai"
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, app.E(app.Internal, "company.zone", "zone", name).Because(err)
	}
	return zone, nil
}

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

func (o owning) OwnedCustomers(ctx context.Context, person int64) (int64, error) {
	return o.s.Customers.OwnedCustomers(ctx, person)
}

// flow finds an approval flow: the company's thresholds, else the shipped ones.
func (s *Suite) flow(ctx context.Context, key string) (approval.Flow, error) {
	switch key {
	case sales.FlowOrder:
		return s.Sales.OrderFlow(ctx)
	case finance.FlowPayment:
		return approval.PaymentFlow(), nil
	}
	return approval.Flow{}, app.E(app.NotFound, "approval.no_flow", "flow", key)
}

func shippedViews() []view.Shipped {
	return append(customer.ShippedViews(), customer.Buckets()...)
}
