package records_test

import (
	"context"
	"testing"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// shop is a window with a list of products.
type shop struct {
	t    *testing.T
	host *uitest.Host
	page *records.Page
	s    *kit.Surface
	deps records.PageDeps
	open func() *records.Page
}

func newShop(t *testing.T) *shop {
	t.Helper()
	c := datatest.Open(t, "sqlite")
	s := suite.New(suite.Params{
		Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB), Spelling: search.NewSpelling(pinyin.Table{}),
		Cost: identity.Cost{MemoryKiB: 64, Passes: 1, Threads: 1},
	})
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	sys := identity.System(context.Background(), "test")
	firm := s.Company.Companies.Desc.New()
	firm.Name = "杭州澜石包装设备有限公司"
	ok(s.Company.Companies.Create(sys, firm))
	ok(s.Load(sys))
	p, _, err := s.Members.Found(sys, member.Founder{Login: "lin", Name: "林晓雯", Password: "lan-shi-7716", Company: "澜石"})
	ok(err)
	a, err := s.Members.Actor(context.Background(), p.ID)
	ok(err)
	ctx := identity.With(context.Background(), a)
	for _, x := range []sales.Product{
		{Code: "A", Name: "封箱机", Price: 300 * money.Scale, State: sales.ProductActive},
		{Code: "B", Name: "胶带", Price: 2 * money.Scale, State: sales.ProductActive},
		{Code: "C", Name: "纸托盘", Price: 20 * money.Scale, State: sales.ProductActive},
	} {
		ok(s.Sales.Products.Create(ctx, &x))
	}
	o := &shop{t: t, host: uitest.New(t, ctx, c.Clock, s.Ground.Notices)}
	o.deps = records.PageDeps{
		Deps:    records.Deps{Registry: s.Ground.Registry, Source: s.Ground.Source},
		Service: func(kind string) record.Any { return s.Ground.Service(kind) }, Views: s.Views,
	}
	o.open = func() *records.Page {
		o.page = records.NewPage(o.host, o.deps, "x", []records.Tab{{Kind: "product", Query: listing.Query{Sort: []listing.Sort{{Key: "code"}}}}})
		uitest.Window(t, o.host, o.page, 1372, 800)
		o.s = o.page.Surface()
		o.settle()
		return o.page
	}
	o.open()
	return o
}

func (o *shop) settle() {
	o.t.Helper()
	for range 4 {
		o.host.Settle()
		o.s.Flush()
	}
	for _, err := range o.host.Errors {
		o.t.Fatal(o.host.ErrorText(err))
	}
}

// shows tells which of the products stand in the list.
func (o *shop) shows() string {
	out := ""
	for _, name := range []string{"封箱机", "胶带", "纸托盘"} {
		if o.s.Shows(name) {
			out += name + " "
		}
	}
	return out
}

// pick chooses a point of the menu of views by mouse.
func (o *shop) pick(title string) {
	o.t.Helper()
	o.s.Click("view")
	o.settle()
	o.point(title)
}

// point clicks a point of the open menu.
func (o *shop) point(title string) {
	o.t.Helper()
	menu := o.host.Layer.TopSurface()
	if menu == nil || !menu.Click(menu.Named(title)) {
		o.t.Fatalf("%q is not offered", title)
	}
	o.settle()
}

// A list is printed as it is shown: its columns, its filter in words, the rows of the filter
// or those that are ticked. PRT-07
func TestAnyListIsPrinted(t *testing.T) {
	o := newShop(t)
	var got records.ListPaper
	o.deps.Print = func(_ kit.Host, w records.ListPaper) { got = w }
	o.open()
	o.s.FocusID("filter", true)
	o.s.TypeText("托盘")
	o.settle()
	o.s.FocusID("list", false)
	o.s.Press("Ctrl+Shift+P")
	o.settle()
	if got.Data == nil {
		t.Fatal("Ctrl+Shift+P prints nothing")
	}
	d, err := got.Data(o.host.Ctx)
	if err != nil {
		t.Fatal(err)
	}
	lines, cols := d["lines"].([]paper.Data), d["columns"].([]paper.Data)
	if len(lines) != 1 || d["count"] != 1 || d["filter"] != "“托盘”" || cols[0]["title"] != "编码" || lines[0]["cells"].([]any)[1] != "纸托盘" {
		t.Errorf("%+v", d)
	}
	poor := identity.With(context.Background(), &identity.Actor{ID: 99})
	if _, err := got.Data(poor); app.KindOf(err) != app.Denied {
		t.Errorf("somebody without the right to export prints: %v", err)
	}
}

// Any list is filtered by conditions; the filter is kept as a view by keyboard, chosen
// again by mouse, changed, and is there again when the window is opened anew.
func TestAnyListKeepsViews(t *testing.T) {
	o := newShop(t)
	o.s.Press("Ctrl+Shift+L")
	o.settle()
	d := o.host.Dialog.Surface()
	d.TypeText("单价")
	d.Press("Enter")
	d.FocusID("line0./op", true)
	d.Press("Enter")
	o.settle()
	o.point(o.host.T("filter.opname.gt"))
	d.FocusID("line0./value", true)
	d.TypeText("10")
	d.Press("Ctrl+Enter")
	o.settle()
	if got := o.shows(); got != "封箱机 纸托盘 " {
		t.Fatalf("filtered: %s", got)
	}
	o.s.Press("Ctrl+Shift+S")
	o.settle()
	o.host.Dialog.Surface().TypeText("大件")
	o.host.Dialog.Surface().Press("Ctrl+Enter")
	o.settle()
	if len(o.host.Toasts) == 0 || !o.s.Shows("大件") {
		t.Fatal("the view is not kept")
	}
	o.pick("全部")
	if got := o.shows(); got != "封箱机 胶带 纸托盘 " {
		t.Fatalf("all: %s", got)
	}
	o.pick("大件")
	if got := o.shows(); got != "封箱机 纸托盘 " {
		t.Fatalf("the view: %s", got)
	}
	state := o.page.Save()
	o.open()
	o.page.Restore(state)
	o.settle()
	if got := o.shows(); got != "封箱机 纸托盘 " || !o.s.Shows("大件") {
		t.Fatalf("opened anew: %s", got)
	}
	o.s.Click("chip.cond.0")
	o.settle()
	d = o.host.Dialog.Surface()
	d.FocusID("line0./value", true)
	d.Press("Ctrl+A")
	d.TypeText("100")

	d.Press("Ctrl+Enter")
	o.settle()
	if got := o.shows(); got != "封箱机 " {
		t.Fatalf("changed: %s", got)
	}
	o.pick(o.host.T("savedview.take"))
	o.pick("全部")
	o.pick("大件")
	if got := o.shows(); got != "封箱机 " {
		t.Fatalf("kept anew: %s", got)
	}
	o.pick(o.host.T("savedview.delete"))
	if got := o.shows(); got != "封箱机 胶带 纸托盘 " || o.s.Shows("大件") {
		t.Fatalf("after deleting: %s", got)
	}
}

// Enter and Down go from the filter into the list that it found.
func TestFilterLeadsIntoTheList(t *testing.T) {
	for _, k := range []kit.Key{"Enter", "Down"} {
		o := newShop(t)
		o.open()
		o.s.FocusID("filter", true)
		o.s.TypeText("托盘")
		o.settle()
		o.s.Press(k)
		if o.s.FocusedID() != "list" {
			t.Errorf("%s stays in %q", k, o.s.FocusedID())
		}
	}
}
