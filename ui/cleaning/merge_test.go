package cleaning_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/suite"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/ui/cleaning"
	"kontor/ui/kit"
	"kontor/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// office is a company with its founder only.
type office struct {
	*suite.Suite
	boss context.Context
	host *uitest.Host
	move func(time.Duration) // the clock
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newOffice(t *testing.T) *office {
	t.Helper()
	c := datatest.Open(t, data.SQLite)
	g := datatest.Ground(c)
	o := &office{Suite: suite.New(suite.Params{Ground: g, Store: c.DB, Numbers: data.NewNumbers(c.DB)}), move: c.Clock.Move}
	sys := identity.System(context.Background(), "test")
	firm := o.Company.Companies.Desc.New()
	firm.Name = "杭州澜石包装设备有限公司"
	ok(t, o.Company.Companies.Create(sys, firm))
	ok(t, o.Load(sys))
	p, _, err := o.Members.Found(sys, member.Founder{Login: "lin", Name: "林晓雯", Company: firm.Name})
	ok(t, err)
	a, err := o.Members.Actor(context.Background(), p.ID)
	ok(t, err)
	o.boss = identity.With(context.Background(), a)
	o.host = uitest.New(t, o.boss, c.Clock, g.Notices)
	return o
}

func (o *office) deps() cleaning.Deps {
	return cleaning.Deps{
		Registry: o.Ground.Registry, Merges: o.Merges, Rules: o.Cleaning, History: o.History,
		Names: func(context.Context, string, []int64) (map[int64]string, error) { return map[int64]string{}, nil },
		Undo:  func(ctx context.Context) error { _, _, err := o.History.UndoLast(ctx); return err },
	}
}

func (o *office) add(t *testing.T, change func(*customer.Customer)) *customer.Customer {
	t.Helper()
	c := o.Customers.Customers.Desc.New()
	change(c)
	ok(t, o.Customers.Customers.Create(o.boss, c))
	return c
}

// DAT-03: the merge by keyboard: right, both, typed, then merge and undo.
func TestMergeByKeyboard(t *testing.T) {
	o := newOffice(t)
	a := o.add(t, func(c *customer.Customer) {
		c.Name, c.City, c.Remark = "苏州恒拓精密制造有限公司", "苏州", "夏季停产 2 周"
	})
	b := o.add(t, func(c *customer.Customer) {
		c.Name, c.City, c.Remark = "苏州市恒拓精密制造", "苏州园区", "送货走东门"
	})
	x, err := o.Cleaning.Start(o.boss, "customer", func() {})
	ok(t, err)
	x.Wait()
	p := cleaning.NewMerge(o.host, o.deps(), "customer", a.ID, b.ID)
	s := p.Content().(*kit.Surface)
	s.SetSize(1372, 803)
	o.host.Settle()
	uitest.Picture(t, o.host, p, "merge", 1372, 803)
	s.FocusID("rows", false)
	s.Press("Down") // the city
	s.Press("Right")
	o.host.Settle()
	s.Press("Ctrl+Enter")
	o.host.Settle()
	got, err := o.Customers.Customers.Get(o.boss, a.ID)
	ok(t, err)
	if got.Name != a.Name || got.City != "苏州园区" || got.Remark != "夏季停产 2 周\n送货走东门" {
		t.Errorf("merged: %q %q %q", got.Name, got.City, got.Remark)
	}
	n, err := o.Customers.Customers.Count(o.boss, listing.Node{})
	ok(t, err)
	if n != 1 || !o.host.Closed {
		t.Errorf("%d customers, closed %v", n, o.host.Closed)
	}
	if len(o.host.Toasts) == 0 || !strings.Contains(o.host.Toasts[0], b.Name) || o.host.Undo == nil {
		t.Fatalf("%v", o.host.Toasts)
	}
	o.host.Undo()
	o.host.Settle()
	if got, err = o.Customers.Customers.Get(o.boss, a.ID); err != nil || got.City != "苏州" || got.Remark != "夏季停产 2 周" {
		t.Errorf("after the undo: %+v %v", got, err)
	}
	if n, err = o.Customers.Customers.Count(o.boss, listing.Node{}); err != nil || n != 2 {
		t.Errorf("after the undo %d customers", n)
	}
}

// Restoring an old value is a new change: what came since stays in the history.
func TestFieldHistoryRestores(t *testing.T) {
	o := newOffice(t)
	a := o.add(t, func(c *customer.Customer) { c.Name, c.City = "苏州恒拓精密制造有限公司", "苏州" })
	b := o.add(t, func(c *customer.Customer) { c.Name, c.City = "恒拓精密", "昆山" })
	for _, city := range []string{"无锡", "常州"} {
		o.move(48 * time.Hour)
		_, err := o.Customers.Customers.Update(o.boss, a.ID, 0, func(c *customer.Customer) error { c.City = city; return nil })
		ok(t, err)
	}
	p := cleaning.NewMerge(o.host, o.deps(), "customer", a.ID, b.ID)
	s := p.Content().(*kit.Surface)
	s.SetSize(1372, 803)
	o.host.Settle()
	s.FocusID("rows", false)
	s.Press("Down")
	o.host.Settle()
	uitest.Picture(t, o.host, p, "merge-history", 1372, 803)
	if !s.Click("history.restore.2") {
		t.Fatal("no way to restore the oldest value")
	}
	o.host.Settle()
	got, err := o.Customers.Customers.Get(o.boss, a.ID)
	ok(t, err)
	if got.City != "苏州" {
		t.Errorf("restored: %q", got.City)
	}
	sets, err := o.History.Timeline(o.boss, "customer", a.ID, 0, 100)
	ok(t, err)
	if len(sets) != 4 || sets[0].Kind != "restore" {
		t.Errorf("%d change sets, the newest is %q", len(sets), sets[0].Kind)
	}
}
