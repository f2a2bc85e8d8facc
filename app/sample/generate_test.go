package sample_test

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sample"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
)

// load opens a founded company for bulk data.
func load(t testing.TB, e data.Engine) (*made, *data.Search, *record.Ground) {
	t.Helper()
	c := datatest.Open(t, e)
	g := datatest.Ground(c)
	spell := search.NewSpelling(pinyin.Table{})
	s := suite.New(suite.Params{Ground: g, Store: c.DB, Numbers: data.NewNumbers(c.DB), Spelling: spell})
	sys := identity.System(context.Background(), "test")
	firm := s.Company.Companies.Desc.New()
	firm.Name = "负载测试有限公司"
	ok(t, s.Company.Companies.Create(sys, firm))
	ok(t, s.Load(sys))
	p, _, err := s.Members.Found(sys, member.Founder{Login: "boss", Name: "老板", Company: firm.Name})
	ok(t, err)
	a, err := s.Members.Actor(sys, p.ID)
	ok(t, err)
	find, err := data.NewSearch(c.DB, g.Registry, spell)
	ok(t, err)
	return &made{s, c.DB, nil, identity.With(context.Background(), a)}, find, g
}

// indexAll brings the search index up to date in long steps: nobody waits for it here.
func indexAll(find *data.Search) func(context.Context) error {
	return func(ctx context.Context) error {
		for {
			left, err := find.Slice(ctx, 2*time.Second)
			if err != nil || !left {
				return err
			}
		}
	}
}

func TestGenerate(t *testing.T) {
	for _, e := range datatest.Engines {
		t.Run(string(e), func(t *testing.T) {
			m, find, _ := load(t, e)
			got, err := sample.Generate(context.Background(), sample.Bulk{Suite: m.Suite, Customers: 3000, Orders: 60, Employees: 40, Index: indexAll(find), Hurry: m.db.Hurry})
			ok(t, err)
			if got.Customers != 3000 || got.Orders != 60 || got.Employees != 40 {
				t.Errorf("%+v", got)
			}
			for name, want := range map[string]int64{"customer": 3000, "sales_order": 60, "employee": 40} {
				if n := m.count(t, name, listing.Node{}); n != want {
					t.Errorf("%d of %s, want %d", n, name, want)
				}
			}
			small := got.Sellers[len(got.Sellers)-1]
			if n := m.count(t, "customer", listing.Is("owner_id", listing.Eq, strconv.FormatInt(small, 10))); n != 500 {
				t.Errorf("the last salesperson has %d customers, want 500", n)
			}
			owed := m.sum(t, "customer", "receivable_minor", listing.Node{})
			sold := m.sum(t, "sales_order", "home_minor", listing.Node{})
			if owed != sold || owed == 0 {
				t.Errorf("orders of %s, receivables of %s", money.Of(sold, "CNY"), money.Of(owed, "CNY"))
			}
			m.db.UseSearch(find)
			if n := m.searched(t, "sz"); n == 0 {
				t.Error("nothing in the search index")
			}
		})
	}
}

func (m *made) searched(t *testing.T, text string) int64 {
	t.Helper()
	plan, err := listing.Allow(m.boss, m.Ground.Registry, identity.May("customer", identity.See), listing.Query{Entity: "customer", Text: text})
	ok(t, err)
	n, err := m.db.Count(m.boss, plan)
	ok(t, err)
	return n
}

// TestGenerateMany times a big run when KONTOR_GENERATE names the number of customers.
func TestGenerateMany(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("KONTOR_GENERATE"))
	if err != nil {
		t.Skip("KONTOR_GENERATE names no number")
	}
	m, find, _ := load(t, data.SQLite)
	began, last := time.Now(), time.Now()
	_, err = sample.Generate(context.Background(), sample.Bulk{Suite: m.Suite, Customers: n, Index: indexAll(find), Hurry: m.db.Hurry, Progress: func(what string, done, total int) {
		if time.Since(last) > 10*time.Second || done == total {
			last = time.Now()
			t.Logf("%v %s %d of %d", time.Since(began).Round(time.Second), what, done, total)
		}
	}})
	ok(t, err)
	t.Logf("%d customers in %v", n, time.Since(began).Round(time.Second))
}

// BenchmarkDuplicates is what typing a name costs beside many customers: under 20 ms.
func BenchmarkDuplicates(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("KONTOR_GENERATE"))
	if err != nil {
		n = 20_000
	}
	m, find, _ := load(b, data.SQLite)
	_, err = sample.Generate(context.Background(), sample.Bulk{Suite: m.Suite, Customers: n, Index: indexAll(find), Hurry: m.db.Hurry})
	ok(b, err)
	m.db.UseSearch(find)
	for _, in := range []customer.CardInput{{Name: "上海恒拓精密"}, {Name: "苏州瑞泽食品有限公司"}, {Name: "广州", Mobile: "13900007932"}, {Name: "没有这一家公司"}} {
		b.Run(in.Name, func(b *testing.B) {
			for b.Loop() {
				_, err := m.Customers.Duplicates(m.boss, in, 0)
				ok(b, err)
			}
		})
	}
}
