package sample

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/app/suite"
)

// Bulk says how much data for load tests is made. The company has to be founded; what is
// there already stays.
type Bulk struct {
	Suite     *suite.Suite
	Customers int
	Orders    int
	Employees int
	// Index brings the search index up to date at the end; nil leaves it to the program.
	Index func(ctx context.Context) error
	// Hurry runs the writing with storage set up for it; nil runs it as it is.
	Hurry    func(ctx context.Context, fn func() error) error
	Progress func(what string, done, total int)
}

// Made tells what Generate made.
type Made struct {
	Customers, Orders, Employees int
	Sellers                      []int64 // the people whose customers they are; the last one has 500
}

// sellersTotal is how many salespeople the bulk customers belong to; the last one owns
// sellerSmall of them only.
const (
	sellersTotal = 24
	sellerSmall  = 500
)

// Generate makes bulk data: the same for the same numbers and day. Customers and
// employees go the way of an import, orders are adopted as approved ones, with their
// receivables.
func Generate(ctx context.Context, b Bulk) (Made, error) {
	g := &generator{Bulk: b, r: rand.New(rand.NewPCG(uint64(b.Customers), 20260318)), today: b.Suite.Ground.Registry.Today()}
	ctx = audit.Why(identity.System(ctx, "generate"), audit.Reason{Kind: "generate"})
	if b.Hurry == nil {
		err := g.run(ctx)
		return g.made, err
	}
	err := b.Hurry(ctx, func() error { return g.run(ctx) })
	return g.made, err
}

func (g *generator) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{g.sellers, g.customers, g.orders, g.employees} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if g.Index == nil {
		return nil
	}
	g.tell("index", 0, 1)
	if err := g.Index(ctx); err != nil {
		return err
	}
	g.tell("index", 1, 1)
	return nil
}

type generator struct {
	Bulk
	r     *rand.Rand
	today calendar.Date
	made  Made
	units []int64
}

func (g *generator) tell(what string, done, total int) {
	if g.Progress != nil {
		g.Progress(what, done, total)
	}
}

// sellers finds or makes the salespeople, whose logins stay disabled.
func (g *generator) sellers(ctx context.Context) error {
	if g.Customers == 0 && g.Orders == 0 {
		return nil
	}
	m := g.Suite.Members
	tops, err := m.Departments.Find(ctx, listing.Is("parent_id", listing.Empty), listing.Sort{Key: "id"})
	if err != nil {
		return err
	}
	for i := range sellersTotal {
		login := fmt.Sprintf("seller%02d", i+1)
		p, err := m.People.First(ctx, listing.Is("login", listing.Eq, login))
		if err != nil {
			p = m.People.Desc.New()
			p.Login, p.Name, p.State, p.Roles = login, "业务员"+fmt.Sprintf("%02d", i+1), member.Disabled, []string{identity.RoleSales}
			if len(tops) > 0 {
				p.Units = []member.PersonUnit{{DepartmentID: tops[0].ID}}
			}
			if err := m.Add(ctx, p, ""); err != nil {
				return err
			}
		}
		unit := int64(0)
		if len(p.Units) > 0 {
			unit = p.Units[0].DepartmentID
		}
		g.made.Sellers, g.units = append(g.made.Sellers, p.ID), append(g.units, unit)
	}
	return nil
}

// batch is how many records are staged at once, chunk how many one transaction publishes:
// a commit writes each page of an index once, however many records lie on it.
const (
	batch = 1000
	chunk = 50_000
	// together is how many orders or employees are made in one transaction.
	together = 200
)

// bulk stages n records made by fn and publishes them.
func (g *generator) bulk(ctx context.Context, svc record.Any, what string, n int, fn func(i int) any) error {
	run, err := svc.OpenBulk(ctx, record.BulkParams{Reason: "generate", Verb: identity.Add, Chunk: chunk})
	if err != nil {
		return err
	}
	defer run.Close(ctx)
	recs := make([]any, 0, batch)
	for i := range n {
		rec := fn(i)
		if err := run.Ready(ctx, rec); err != nil {
			return err
		}
		if recs = append(recs, rec); len(recs) == batch || i == n-1 {
			if err := run.Add(ctx, recs...); err != nil {
				return err
			}
			recs = recs[:0]
			g.tell(what, (i+1)/2, n)
		}
	}
	_, err = run.Publish(ctx, func(done int64) { g.tell(what, n/2+int(done)/2, n) })
	return err
}

func (g *generator) customers(ctx context.Context) error {
	if g.Customers == 0 {
		return nil
	}
	now := g.Suite.Ground.Clock.Now()
	desc := g.Suite.Customers.Customers.Desc
	// Invented numbers repeat nobody's: looking for doubles would double the time.
	ctx = customer.Checked(ctx)
	err := g.bulk(ctx, g.Suite.Customers.Customers.Untyped(), "customers", g.Customers, func(i int) any {
		c := desc.New()
		g.fill(c, i, now)
		return c
	})
	if err == nil {
		g.made.Customers = g.Customers
	}
	return err
}

// fill invents customer number i.
func (g *generator) fill(c *customer.Customer, i int, now time.Time) {
	t, at := trades[g.r.IntN(len(trades))], places[g.r.IntN(len(places))]
	stem := stemFirst[g.r.IntN(len(stemFirst))] + stemSecond[g.r.IntN(len(stemSecond))]
	c.ShortName = at.city + stem
	if g.r.IntN(3) > 0 { // two stems: names stay apart among a million
		stem += stemFirst[g.r.IntN(len(stemFirst))]
	}
	c.Name = at.city + stem + t.forms[g.r.IntN(len(t.forms))] + "有限公司"
	c.City, c.Region, c.Industry = at.city, at.region, t.key
	c.Category = [...]string{"general", "device", "material", "dealer"}[g.r.IntN(4)]
	c.Grade = [...]string{"a", "b", "b", "c", "c", "c", "d"}[g.r.IntN(7)]
	c.Source = [...]string{"exhibition", "referral", "website", "search", "call", "platform"}[g.r.IntN(6)]
	c.Mobile = "1" + [...]string{"39", "58", "77", "86", "99"}[g.r.IntN(5)] + fmt.Sprintf("%08d", (i*7919+13)%100_000_000)
	c.Phone = customer.ShippedChecks().TidyPhone(at.area + "-" + strconv.Itoa(60_000_000+(i*104729)%29_999_999))
	c.Mail = "c" + strconv.Itoa(i) + "@load.example"
	c.Address = at.city + "市开发区" + strconv.Itoa(1+g.r.IntN(999)) + " 号"
	seller := g.r.IntN(sellersTotal - 1)
	if every := max(g.Customers/sellerSmall, 1); i%every == 0 && i/every < sellerSmall {
		seller = sellersTotal - 1
	}
	c.OwnerID, c.UnitID = g.made.Sellers[seller], g.units[seller]
	c.CreatedAt = now.Add(-time.Duration(g.r.IntN(3*365*24*60)) * time.Minute).UnixMilli()
	c.OwnedOn = g.today.AddDays(-g.r.IntN(60))
	if g.r.IntN(10) > 0 {
		c.LastActivityAt = now.Add(-time.Duration(g.r.IntN(365*24*60)) * time.Minute).UnixMilli()
	}
	if g.r.IntN(4) == 0 {
		c.NextActionOn = g.today.AddDays(g.r.IntN(40) - 10)
	}
}

// orders adopts approved orders of random customers, with one instalment or two.
func (g *generator) orders(ctx context.Context) error {
	if g.Orders == 0 {
		return nil
	}
	plan, err := listing.Allow(ctx, g.Suite.Ground.Registry, identity.May(customer.Customers, identity.See), listing.Query{Entity: customer.Customers})
	if err != nil {
		return err
	}
	ids, err := g.Suite.Ground.Source.First(ctx, plan, 100_000)
	if err != nil || len(ids) == 0 {
		return err
	}
	for from := 0; from < g.Orders; from += together {
		n := min(together, g.Orders-from)
		err := g.Suite.Ground.Tx.InTx(ctx, func(ctx context.Context) error {
			for i := range n {
				if err := g.Suite.Sales.Adopt(ctx, g.order(from+i, ids)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		g.made.Orders += n
		g.tell("orders", g.made.Orders, g.Orders)
	}
	return nil
}

func (g *generator) order(i int, customers []int64) *sales.Order {
	o := g.Suite.Sales.Orders.Desc.New()
	o.CustomerID = customers[g.r.IntN(len(customers))]
	o.On = g.today.AddDays(-g.r.IntN(365))
	o.Subject, o.PaymentTerms, o.TaxMode = "批量订单 "+strconv.Itoa(i+1), [...]string{"cash", "d30", "s30_70"}[g.r.IntN(3)], sales.InLine
	seller := g.r.IntN(sellersTotal)
	o.OwnerID, o.UnitID = g.made.Sellers[seller], g.units[seller]
	for range 1 + g.r.IntN(4) {
		o.Lines = append(o.Lines, sales.OrderLine{Item: sales.Item{
			Kind: sales.Goods, Name: "商品 " + strconv.Itoa(1+g.r.IntN(500)), Unit: "件",
			Quantity: money.Quantity(1+g.r.IntN(50)) * money.Scale, Price: money.Price(5+g.r.IntN(2000)) * money.Scale, Tax: "13",
		}})
	}
	return o
}

func (g *generator) employees(ctx context.Context) error {
	if g.Employees == 0 {
		return nil
	}
	a := g.Suite.Attendance
	there, err := a.Employees.Count(ctx, listing.Node{})
	if err != nil {
		return err
	}
	tops, err := g.Suite.Members.Departments.Find(ctx, listing.Node{}, listing.Sort{Key: "id"})
	if err != nil || len(tops) == 0 {
		return err
	}
	for from := 0; from < g.Employees; from += together {
		n := min(together, g.Employees-from)
		err := g.Suite.Ground.Tx.InTx(ctx, func(ctx context.Context) error {
			for i := range n {
				e := a.Employees.Desc.New()
				no := int(there) + from + i + 1
				e.Number, e.Name = fmt.Sprintf("G%05d", no), surnames[g.r.IntN(len(surnames))]+givenOne[g.r.IntN(len(givenOne))]+givenTwo[g.r.IntN(len(givenTwo))]
				e.Department, e.HiredOn, e.PIN = tops[no%len(tops)].ID, g.today.AddDays(-g.r.IntN(3650)), strconv.Itoa(100000+no)
				if err := a.Employees.Create(ctx, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		g.made.Employees += n
		g.tell("employees", g.made.Employees, g.Employees)
	}
	return nil
}
