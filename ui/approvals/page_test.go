package approvals_test

import (
	"context"
	"testing"

	"kontor/app/approval"
	"kontor/app/identity"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	ui "kontor/ui/approvals"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// office is a company where an order of a salesperson waits for the owner.
type office struct {
	*suite.Suite
	t     *testing.T
	boss  context.Context
	host  *uitest.Host
	s     *kit.Surface
	p     kit.Page
	order *sales.Order
}

func newOffice(t *testing.T) *office {
	t.Helper()
	c := datatest.Open(t, "sqlite")
	s := suite.New(suite.Params{
		Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB), Spelling: search.NewSpelling(pinyin.Table{}),
		Cost: identity.Cost{MemoryKiB: 64, Passes: 1, Threads: 1},
	})
	o := &office{Suite: s, t: t}
	sys := identity.System(context.Background(), "test")
	firm := s.Company.Companies.Desc.New()
	firm.Name = "杭州澜石包装设备有限公司"
	o.ok(s.Company.Companies.Create(sys, firm))
	o.ok(s.Load(sys))
	lin, _, err := s.Members.Found(sys, member.Founder{Login: "lin", Name: "林晓雯", Password: "lan-shi-7716", Company: firm.Name})
	o.ok(err)
	o.boss = o.as(lin.ID)
	zhou := s.Members.People.Desc.New()
	zhou.Login, zhou.Name, zhou.Roles, zhou.Units = "zhou", "周启航", []string{"sales"}, []member.PersonUnit{{DepartmentID: 1}}
	o.ok(s.Members.Add(o.boss, zhou, "good-password-zhou"))
	seller := o.as(zhou.ID)
	who := s.Customers.Customers.Desc.New()
	who.Name = "苏州恒拓精密制造有限公司"
	o.ok(s.Customers.Customers.Create(seller, who))
	ord, err := s.Sales.NewOrder(seller, who.ID)
	o.ok(err)
	ord.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "封箱机", Unit: "台", Quantity: money.Scale, Price: 9000 * money.Scale, Tax: "13"}}}
	o.ok(s.Sales.Orders.Create(seller, ord))
	o.order, err = s.Sales.Submit(seller, ord.ID)
	o.ok(err)
	o.host = uitest.New(t, o.boss, c.Clock, s.Ground.Notices)
	o.p = ui.New(o.host, ui.Deps{Deps: records.Deps{Registry: s.Ground.Registry, Source: s.Ground.Source}, Service: s.Approvals})
	o.s = o.p.Content().(*kit.Surface)
	o.host.Layer = kit.NewLayer(o.s)
	o.host.Layer.SetBounds(1372, 800)
	o.settle()
	return o
}

func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) as(id int64) context.Context {
	a, err := o.Members.Actor(context.Background(), id)
	o.ok(err)
	return identity.With(context.Background(), a)
}

func (o *office) settle() {
	o.t.Helper()
	for range 4 {
		o.host.Settle()
		o.s.Flush()
	}
	if len(o.host.Errors) > 0 {
		o.t.Fatal(o.host.Errors)
	}
}

func (o *office) state() sales.OrderState {
	x, err := o.Sales.Orders.Get(o.boss, o.order.ID)
	o.ok(err)
	return x.State
}

// Everything that waits stands in one list and is agreed to by a key. WB-19
func TestAgreeFromTheList(t *testing.T) {
	o := newOffice(t)
	for _, want := range []string{o.order.Number, "¥9,000.00", "苏州恒拓精密制造有限公司"} {
		if !o.s.Shows(want) && !o.s.Shows(o.host.T("sales_order.one")+" "+want) {
			t.Errorf("the list does not show %q", want)
		}
	}
	o.p.Focus()
	o.s.Press("A")
	o.settle()
	if o.state() != sales.OrderApproved || !o.s.Shows(o.host.T("approvals.none.mine")) {
		t.Errorf("agreed: %s", o.state())
	}
	o.s.Click("tab.decided")
	o.settle()
	if !o.s.Shows(o.host.T("approval.state.approved")) {
		t.Error("what was decided stays to be seen")
	}
}

// Refusing and returning ask for the reason. WB-19
func TestReturnNeedsAReason(t *testing.T) {
	o := newOffice(t)
	o.p.Focus()
	o.s.Press("B")
	o.settle()
	d := o.host.Dialog
	d.Surface().Press("Ctrl+Enter")
	o.settle()
	if o.state() != sales.OrderSubmitted {
		t.Fatal("returned without a reason")
	}
	d.Surface().FocusID("reason", true)
	d.Surface().TypeText("补充交期")
	d.Surface().Press("Ctrl+Enter")
	o.settle()
	if o.state() != sales.OrderDraft {
		t.Errorf("returned: %s", o.state())
	}
	list, err := o.Approvals.Of(o.boss, sales.Orders, o.order.ID)
	o.ok(err)
	if list[0].State != approval.Returned {
		t.Errorf("%s", list[0].State)
	}
}
