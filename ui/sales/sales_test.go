package sales_test

import (
	"context"
	"fmt"
	"image"
	"strings"
	"testing"

	"kontor/app/customer"
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
	"kontor/ui/attach"
	"kontor/ui/kit"
	"kontor/ui/records"
	ui "kontor/ui/sales"
	"kontor/ui/uitest"
)

// office is a company with a customer, products and a window host.
type office struct {
	*suite.Suite
	t        testing.TB
	ctx      context.Context
	host     *uitest.Host
	deps     ui.Deps
	customer int64
}

// press lays nothing out: it counts what it was asked for.
type press struct{ data []paper.Data }

func (p *press) Templates(paper.Kind) []paper.Template {
	return []paper.Template{{Name: "quote-standard", Title: paper.Words{ZH: "标准报价单", EN: "Standard"}, Paper: "a4"}}
}

func (p *press) Layout(_ context.Context, r paper.Request) (*paper.Doc, []paper.Warning, error) {
	p.data = append(p.data, r.Data)
	size, _ := paper.SizeOf("a4")
	return &paper.Doc{Pages: []paper.Page{{Size: size}}}, nil, nil
}
func (p *press) PDF(*paper.Doc) ([]byte, error) { return []byte("%PDF"), nil }
func (p *press) Picture(*paper.Doc, int, float64) (*image.RGBA, error) {
	return image.NewRGBA(image.Rect(0, 0, 420, 594)), nil
}

func (p *press) Print(context.Context, *paper.Doc, paper.Job) (paper.Printed, error) {
	return paper.Printed{}, nil
}

func (p *press) Follow(context.Context, paper.Printed) (paper.Progress, error) {
	return paper.Progress{}, nil
}
func (p *press) Withdraw(context.Context, paper.Printed) error     { return nil }
func (p *press) Printers(context.Context) ([]paper.Printer, error) { return nil, nil }

func newOffice(t testing.TB) *office {
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
	p, _, err := s.Members.Found(sys, member.Founder{Login: "lin", Name: "林晓雯", Password: "lan-shi-7716", Company: firm.Name})
	o.ok(err)
	a, err := s.Members.Actor(context.Background(), p.ID)
	o.ok(err)
	o.ctx = identity.With(context.Background(), a)
	who := s.Customers.Customers.Desc.New()
	who.Name = "苏州恒拓精密制造有限公司"
	o.ok(s.Customers.Customers.Create(o.ctx, who))
	o.customer = who.ID
	for _, p := range []sales.Product{
		{Code: "ZTP-1210", Name: "纸托盘 1200×1000", Unit: "张", Price: 12_600_000, Cost: 9_000_000, Tax: "13", State: sales.ProductActive},
		{Code: "FKJ-450", Name: "自动折盖封箱机 FKJ-450", Spec: "220V 上下驱动", Unit: "台", Price: 38_500_000_000, Tax: "13", State: sales.ProductActive},
	} {
		o.ok(s.Sales.Products.Create(o.ctx, &p))
	}
	o.host = uitest.New(t, o.ctx, c.Clock, s.Ground.Notices)
	o.deps = ui.Deps{
		PageDeps: records.PageDeps{Deps: records.Deps{Registry: s.Ground.Registry, Source: s.Ground.Source, Texts: s.Snippets.Offered}, Service: func(kind string) record.Any { return s.Ground.Service(kind) }},
		Sales:    s.Sales, Quotes: s.Sales.Quotes, Orders: s.Sales.Orders, Deals: s.Sales.Opportunities, Products: s.Sales.Products, QuoteDesc: s.Sales.Quotes.Desc,
		Approvals: s.Approvals, Press: &press{}, Firm: s.Company.Get, Names: o.names,
		Attach: attach.Deps{Files: &uitest.Shelf{Blobs: c.DB.Blobs()}, Customers: s.Customers, Attachments: s.Ground.Service(customer.Attachments)},
	}
	return o
}

func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) names(_ context.Context, kind string, ids []int64) (map[int64]string, error) {
	out := map[int64]string{}
	for _, id := range ids {
		out[id] = fmt.Sprint(kind, " ", id)
	}
	return out, nil
}

// quote opens the editor of a quote, 0 for a new one of the customer.
func (o *office) quote(id int64) (kit.Page, *kit.Surface) {
	o.t.Helper()
	args := map[string]string{}
	if id == 0 {
		args["customer_id"] = fmt.Sprint(o.customer)
	}
	p := ui.NewQuote(o.host, o.deps, id, args)
	return p, o.shown(p)
}

func (o *office) shown(p kit.Page) *kit.Surface {
	o.t.Helper()
	s := p.Content().(*kit.Surface)
	s.SetSize(1372, 800)
	o.settle(s)
	return s
}

func (o *office) settle(s *kit.Surface) {
	o.t.Helper()
	for range 4 {
		o.host.Settle()
		s.Flush()
	}
	if len(o.host.Errors) > 0 {
		o.t.Fatal(o.host.Errors)
	}
}

// keys types into the grid: texts, and keys in angle brackets.
func (o *office) keys(s *kit.Surface, list ...string) {
	o.t.Helper()
	for _, k := range list {
		if name, is := strings.CutPrefix(k, "<"); is {
			s.Press(kit.Key(strings.TrimSuffix(name, ">")))
		} else {
			s.TypeText(k)
		}
		o.settle(s)
	}
}

func (o *office) only() *sales.Quote {
	o.t.Helper()
	list, err := o.Sales.Quotes.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 {
		o.t.Fatalf("%d quotes", len(list))
	}
	return list[0]
}

// The totals on the screen are those of the quote's own Figure, line by line.
func TestTypedLinesAreFigured(t *testing.T) {
	o := newOffice(t)
	p, s := o.quote(0)
	s.FocusID("lines", true)
	o.keys(s, "自", "<Tab>") // free code: a line of its own
	s.FocusID("lines", true)
	o.keys(s, "<Ctrl+Home>", "A1", "<Tab>", "设备", "<Tab>", "<Tab>", "3", "<Tab>", "台", "<Tab>", "199.99", "<Tab>", "5", "<Tab>")
	o.keys(s, "<Ctrl+Enter>")
	q := o.only()
	if len(q.Lines) != 1 || q.Lines[0].Name != "设备" || q.Lines[0].Quantity != 3*money.Scale || q.Lines[0].Discount != money.Percent(5) {
		t.Fatalf("%+v", q.Lines)
	}
	check := *q
	_, err := check.Figure("CNY")
	o.ok(err)
	if check.TotalMinor != q.TotalMinor || q.TotalMinor == 0 {
		t.Errorf("saved %d, figured %d", q.TotalMinor, check.TotalMinor)
	}
	for _, want := range []string{money.Of(q.TotalMinor, "CNY").String(), money.Of(q.SubtotalMinor, "CNY").Plain(), money.Of(q.TaxMinor, "CNY").Plain()} {
		if !s.Shows(want) {
			t.Errorf("%s is not shown", want)
		}
	}
	last := o.deps.Press.(*press).data
	if len(last) == 0 || last[len(last)-1]["total"] != money.Of(q.TotalMinor, "CNY") {
		t.Errorf("the preview was laid out %d times, last without the total", len(last))
	}
	if !strings.Contains(p.Title(), o.host.T("quote.one")) {
		t.Error(p.Title())
	}
}

func TestUndoTakesStepsBack(t *testing.T) {
	o := newOffice(t)
	_, s := o.quote(0)
	s.FocusID("lines", true)
	o.keys(s, "A1", "<Tab>", "设备", "<Enter>")
	if !s.Shows("设备") {
		t.Fatal("the name is not there")
	}
	s.Click("undo")
	o.settle(s)
	if s.Shows("设备") || !s.Shows("A1") {
		t.Error("the first step back takes the name only")
	}
	s.Click("undo")
	o.settle(s)
	if s.Shows("A1") {
		t.Error("the second takes the line")
	}
}

func TestUnsavedWorkIsGuardedAndKept(t *testing.T) {
	o := newOffice(t)
	p, s := o.quote(0)
	left := false
	p.(kit.Guard).Leave(func() { left = true })
	if !left {
		t.Error("an untouched quote may be left")
	}
	left = false
	s.FocusID("lines", true)
	o.keys(s, "A1", "<Enter>")
	p.(kit.Guard).Leave(func() { left = true })
	o.settle(s)
	if left || o.host.Question == nil {
		t.Fatal("unsaved work was left without a question")
	}
	p.Close() // the window dies with the question open
	p2, s2 := o.quote(0)
	if !s2.Shows(o.host.T("saleswindow.take_up")) {
		t.Fatal("the kept work is not offered")
	}
	s2.Click("banner.action")
	o.settle(s2)
	if !s2.Shows("A1") {
		t.Error("the kept work did not come back")
	}
	o.host.Question = nil
	p2.(kit.Guard).Leave(func() { left = true })
	o.host.Question.OnElse()
	if !left {
		t.Error("discarding did not leave")
	}
	for k, v := range o.host.Settings {
		if strings.HasPrefix(k, "draft.") && v != "" {
			t.Errorf("%s is still kept", k)
		}
	}
}

func (o *office) saved(lines ...string) *sales.Quote {
	o.t.Helper()
	q, err := o.Sales.NewQuote(o.ctx, o.customer)
	o.ok(err)
	for _, name := range lines {
		q.Lines = append(q.Lines, sales.QuoteLine{Item: sales.Item{Kind: sales.Goods, Name: name, Unit: "台", Quantity: money.Scale, Price: 1000 * money.Scale, Tax: "13"}})
	}
	o.ok(o.Sales.Quotes.Create(o.ctx, q))
	return q
}

// Two people change the same field: the second chooses; other fields are joined.
func TestConflictIsChosenFieldByField(t *testing.T) {
	o := newOffice(t)
	q := o.saved("封箱机")
	_, s := o.quote(q.ID)
	typeInto(s, "head.subject", "我的主题")
	o.settle(s)
	_, err := o.Sales.Quotes.Update(o.ctx, q.ID, 0, func(q *sales.Quote) error { q.Subject, q.Remark = "对方的主题", "对方的备注"; return nil })
	o.ok(err)
	o.keys(s, "<Ctrl+Enter>")
	d := o.host.Dialog
	if d == nil {
		t.Fatal("no dialog about the clash")
	}
	d.Buttons[len(d.Buttons)-1].Run()
	o.settle(s)
	now, err := o.Sales.Quotes.Get(o.ctx, q.ID)
	o.ok(err)
	if now.Subject != "我的主题" || now.Remark != "对方的备注" {
		t.Errorf("subject %q, remark %q", now.Subject, now.Remark)
	}
}

func typeInto(s *kit.Surface, id, text string) {
	s.FocusID(id, true)
	s.TypeText(text)
}

// A quote goes its whole way: sent with a number, revised, accepted, ordered, and the
// order is submitted and approved with its receivables.
func TestFromQuoteToOrder(t *testing.T) {
	o := newOffice(t)
	q := o.saved("封箱机", "胶带")
	_, s := o.quote(q.ID)
	s.Click("send")
	o.settle(s)
	sent, err := o.Sales.Quotes.Get(o.ctx, q.ID)
	o.ok(err)
	if sent.State != sales.QuoteSent || sent.Number == "" || !s.Shows(o.host.T("quote.one")+" "+sent.Number) {
		t.Fatalf("%s %q", sent.State, sent.Number)
	}
	s.Click("convert")
	o.settle(s)
	if len(o.host.Opened) == 0 || o.host.Opened[len(o.host.Opened)-1].Kind != sales.Orders {
		t.Fatalf("the order was not opened: %+v", o.host.Opened)
	}
	id := o.host.Opened[len(o.host.Opened)-1].ID
	page := ui.NewOrder(o.host, o.deps, id, nil)
	so := o.shown(page)
	if !so.Shows("胶带") || !so.Shows(o.host.T("saleswindow.plan")) {
		t.Fatal("lines or plan are not shown")
	}
	so.Click("submit")
	o.settle(so)
	order, err := o.Sales.Orders.Get(o.ctx, id)
	o.ok(err)
	if order.State != sales.OrderApproved || !so.Shows(order.Number) {
		t.Errorf("%s %s", order.State, order.Number)
	}
	if !so.Shows(o.host.T("saleswindow.plan_derived")) {
		t.Error("the plan does not come from receivables after approval")
	}
}

// Typing with 500 lines stays quick: everything a keystroke sets off, without the page.
func BenchmarkKeystroke500(b *testing.B) {
	o := newOffice(b)
	names := make([]string, 500)
	for i := range names {
		names[i] = fmt.Sprint("商品 ", i)
	}
	q := o.saved(names...)
	_, s := o.quote(q.ID)
	s.FocusID("lines", true)
	b.ResetTimer()
	for range b.N {
		s.TypeText("7")
		s.Press("Enter")
		s.Flush()
	}
}

func TestPictures(t *testing.T) {
	o := newOffice(t)
	q := o.saved("自动折盖封箱机 FKJ-450", "封箱胶带 48 mm × 100 m")
	p, s := o.quote(q.ID)
	uitest.Picture(t, o.host, p, "quote", 1372, 800)
	s.SetSize(1032, 580)
	if _, wide := s.HitRect("paper.template"); wide {
		t.Error("the page stands beside the lines where there is no room")
	}
}
