package suite_test

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
)

var (
	day   = calendar.Must
	quick = identity.Cost{MemoryKiB: 64, Passes: 1, Threads: 1}
)

// office is a small company: an owner, two sales managers' departments, people in them.
type office struct {
	*suite.Suite
	db    *data.DB
	clock *apptest.Clock
	boss  context.Context
	ids   map[string]int64 // people by login
}

// each runs a test in a fresh office on each engine.
func each(t *testing.T, fn func(t *testing.T, o *office)) {
	t.Helper()
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) { fn(t, newOffice(t, c)) })
}

func newOffice(t testing.TB, c *datatest.Company) *office {
	t.Helper()
	s := suite.New(suite.Params{Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB), Spelling: search.NewSpelling(pinyin.Table{}), Cost: quick})
	o := &office{Suite: s, db: c.DB, clock: c.Clock, ids: map[string]int64{}}
	sys := identity.System(context.Background(), "test")
	firm := s.Company.Companies.Desc.New()
	firm.Name = "杭州澜石包装设备有限公司"
	ok(t, s.Company.Companies.Create(sys, firm))
	ok(t, s.Load(sys))
	p, _, err := s.Members.Found(sys, member.Founder{Login: "lin", Name: "林晓雯", Password: "lan-shi-7716", Company: firm.Name})
	ok(t, err)
	o.ids["lin"] = p.ID
	o.boss = o.as(t, "lin")
	return o
}

// hire adds a person with a role to a department.
func (o *office) hire(t testing.TB, login, role string, unit int64) context.Context {
	t.Helper()
	p := o.Members.People.Desc.New()
	p.Login, p.Name, p.Roles, p.Units = login, "同事"+login, []string{role}, []member.PersonUnit{{DepartmentID: unit}}
	ok(t, o.Members.Add(o.boss, p, "good-password-"+login))
	o.ids[login] = p.ID
	return o.as(t, login)
}

// unit adds a department below the top one.
func (o *office) unit(t testing.TB, name string, parent int64) int64 {
	t.Helper()
	d := &member.Department{Name: name, ParentID: parent, Kind: "department"}
	ok(t, o.Members.Departments.Create(o.boss, d))
	return d.ID
}

// as gives the context in which a person acts.
func (o *office) as(t testing.TB, login string) context.Context {
	t.Helper()
	a, err := o.Members.Actor(context.Background(), o.ids[login])
	ok(t, err)
	return identity.With(context.Background(), a)
}

// sell makes a customer of the acting person.
func (o *office) sell(t testing.TB, ctx context.Context, name string) *customer.Customer {
	t.Helper()
	c := o.Customers.Customers.Desc.New()
	c.Name = name
	ok(t, o.Customers.Customers.Create(ctx, c))
	return c
}

// draft makes a saved quote with one line of the given amount.
func (o *office) draft(t testing.TB, ctx context.Context, customerID int64, yuan int64) *sales.Quote {
	t.Helper()
	q, err := o.Sales.NewQuote(ctx, customerID)
	ok(t, err)
	q.Subject = "封箱机"
	q.Lines = []sales.QuoteLine{{Item: sales.Item{
		Kind: sales.Goods, Name: "自动折盖封箱机", Unit: "台", Quantity: money.Scale,
		Price: money.Price(yuan * money.Scale), Tax: "13",
	}}}
	ok(t, o.Sales.Quotes.Create(ctx, q))
	return q
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused wants an error of a key.
func refused(t testing.TB, err error, key string) {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Key != key {
		t.Errorf("want %s, got %v", key, err)
	}
}

// count counts what a filter gives the acting person.
func (o *office) count(t testing.TB, ctx context.Context, name string, n listing.Node) int64 {
	t.Helper()
	plan, err := listing.Allow(ctx, o.Ground.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Filter: n})
	ok(t, err)
	c, err := o.db.Count(ctx, plan)
	ok(t, err)
	return c
}

// cell reads one cell of a record as the acting person sees it.
func (o *office) cell(t testing.TB, ctx context.Context, name string, id int64, key string) entity.Value {
	t.Helper()
	plan, err := listing.Allow(ctx, o.Ground.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Columns: []string{key}, Filter: listing.IDs([]int64{id})})
	ok(t, err)
	rows, err := o.db.Block(ctx, plan, []int64{id})
	ok(t, err)
	if len(rows) != 1 || rows[0].ID == 0 || len(rows[0].Cells) != 1 {
		t.Fatalf("%s %d: no row for %s", name, id, key)
	}
	return rows[0].Cells[0]
}

func is(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}

// Several companies lie side by side, each with people, records, numbers and sums of its own,
// on each engine. FIN-18
func TestCompaniesAreApart(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, first *datatest.Company) {
		var firms []*office
		var numbers []string
		for i, at := range []*datatest.Company{first, datatest.Open(t, first.Engine)} {
			o := newOffice(t, at)
			firms = append(firms, o)
			c := o.sell(t, o.boss, []string{"苏州恒拓精密制造有限公司", "杭州舜泽食品有限公司"}[i])
			numbers = append(numbers, o.pay(t, c.ID, o.account(t, "招商银行", "bank", 0), money.Minor(100_00*(i+1))).Number)
		}
		if numbers[0] == "" || numbers[0] != numbers[1] {
			t.Errorf("each company counts for itself: %v", numbers)
		}
		for i, o := range firms {
			balances, err := o.Finance.Balances(o.boss, day("2026-01-01"), day("2026-12-31"))
			ok(t, err)
			if n := o.count(t, o.boss, "customer", listing.Node{}); n != 1 || len(balances) != 1 || balances[0].Closing != money.Minor(100_00*(i+1)) {
				t.Errorf("company %d has %d customers and %+v", i, n, balances)
			}
		}
	})
}
