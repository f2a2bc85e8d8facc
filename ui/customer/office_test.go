package customer_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/history"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/record"
	"kontor/app/sample"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/ui/kit"
	"kontor/ui/uitest"
)

// office is the sample company, open, with its owner at the desk.
type office struct {
	*suite.Suite
	DB      *data.DB
	History *history.Service
	Index   *data.Search
	Boss    context.Context
	Host    *uitest.Host

	tb  testing.TB
	win fyne.Window
}

// sampleOffice makes the sample company of 2026-03-18 14:32. It takes some seconds.
func sampleOffice(tb testing.TB) *office {
	tb.Helper()
	return newOffice(tb, func(o *office, clock *sample.Clock, now time.Time) {
		ok(tb, sample.Fill(context.Background(), sample.Params{Suite: o.Suite, Clock: clock, Now: now}))
	})
}

// smallOffice makes a company with its founder only.
func smallOffice(tb testing.TB) *office {
	tb.Helper()
	return newOffice(tb, func(o *office, clock *sample.Clock, now time.Time) {
		clock.Set(now)
		sys := identity.System(context.Background(), "test")
		firm := o.Company.Companies.Desc.New()
		firm.Name = "杭州澜石包装设备有限公司"
		ok(tb, o.Company.Companies.Create(sys, firm))
		var grades []company.Option
		for _, k := range []string{"A", "B", "C", "D"} {
			grades = append(grades, company.Option{Key: k, Label: k})
		}
		ok(tb, o.Company.SetOptions(sys, "customer_grade", grades))
		ok(tb, o.Load(sys))
		_, _, err := o.Members.Found(sys, member.Founder{Login: "lin", Name: "林晓雯", Company: firm.Name})
		ok(tb, err)
	})
}

func ok(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func newOffice(tb testing.TB, fill func(*office, *sample.Clock, time.Time)) *office {
	tb.Helper()
	zone := time.FixedZone("CST", 8*3600)
	now := time.Date(2026, 3, 18, 14, 32, 0, 0, zone)
	c := datatest.Open(tb, data.SQLite)
	clock := sample.NewClock(sample.Start(calendar.On(now, zone), zone))
	ok(tb, c.DB.Close())
	db, err := data.Open(context.Background(), data.Params{Company: c.Address, Program: "test", Clock: clock})
	ok(tb, err)
	tb.Cleanup(func() { db.Close() })
	g := &record.Ground{Registry: entity.NewRegistry(clock, zone), Store: db, Source: db, Tx: db, Clock: clock, Notices: &effect.Bus{}}
	spelling := search.NewSpelling(pinyin.Table{})
	o := &office{tb: tb, Suite: suite.New(suite.Params{Ground: g, Store: db, Numbers: data.NewNumbers(db), Spelling: spelling}), DB: db}
	fill(o, clock, now)
	names := map[string][]string{}
	for _, lang := range assets.Languages {
		words, err := assets.Words(lang)
		ok(tb, err)
		for k, w := range words {
			names[k] = append(names[k], w)
		}
	}
	g.Registry.Names = func(k string) []string { return names[k] }
	o.Index, err = data.NewSearch(db, g.Registry, spelling)
	ok(tb, err)
	ok(tb, o.Index.Rebuild(identity.System(context.Background(), "index")))
	db.UseSearch(o.Index)
	o.History = history.New(g)
	p, _, err := o.Members.Alone(context.Background())
	ok(tb, err)
	a, err := o.Members.Actor(context.Background(), p.ID)
	ok(tb, err)
	o.Boss = identity.With(context.Background(), a)
	o.Host = uitest.New(tb, o.Boss, clock, g.Notices)
	match := kit.Match
	kit.Match = func(query, text string) ([]kit.Mark, bool) {
		if query == "" {
			return nil, true
		}
		var marks []kit.Mark
		for _, s := range spelling.Match(text, query) {
			marks = append(marks, kit.Mark{From: s.From, To: s.To})
		}
		return marks, len(marks) > 0
	}
	tb.Cleanup(func() { kit.Match = match })
	return o
}

// customers are the customers of the company in the order of their entry, some of them.
func (o *office) customers(tb testing.TB, n int) []*customer.Customer {
	tb.Helper()
	plan, err := listing.Allow(o.Boss, o.Ground.Registry, identity.May(customer.Customers, identity.See), listing.Query{Entity: customer.Customers})
	if err != nil {
		tb.Fatal(err)
	}
	ids, err := o.DB.IDs(o.Boss, plan)
	if err != nil {
		tb.Fatal(err)
	}
	var out []*customer.Customer
	for _, id := range ids[:n] {
		c, err := o.Customers.Customers.Get(o.Boss, id)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}
