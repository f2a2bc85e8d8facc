package sales_test

import (
	"fmt"
	"strings"
	"testing"

	"kontor/app/listing"
	"kontor/app/snippet"
	ui "kontor/ui/sales"
)

// library keeps three texts, of which new quotes and orders begin with the first.
func (o *office) library() {
	o.t.Helper()
	for i, x := range []snippet.Snippet{
		{Name: "付款", Use: snippet.Terms, Text: "付款：电汇。", Begins: []snippet.Paper{snippet.Quote, snippet.Order}},
		{Name: "交期", Use: snippet.Terms, Text: "交期：20 个工作日。"},
		{Name: "质保", Use: snippet.Terms, Text: "质保：12 个月。{{customer}}"},
		{Name: "东门", Use: snippet.Remark, Text: "送货走东门"},
	} {
		x.Pos = int64(i)
		o.ok(o.Snippets.Snippets.Create(o.ctx, &x))
	}
}

// Terms are put into a quote out of the library, several at once, found by their words; those
// that stand there already do not come twice. SAL-17
func TestTermsComeFromTheLibrary(t *testing.T) {
	o := newOffice(t)
	o.library()
	p := ui.NewQuote(o.host, o.deps, 0, map[string]string{"customer_id": fmt.Sprint(o.customer)})
	s := o.window(p)
	s.Click("tab.terms")
	o.settle(s)
	if !strings.Contains(s.Dump(), "付款：电汇。") {
		t.Fatalf("a new quote does not begin with its terms:\n%s", s.Dump())
	}
	s.FocusID("head.terms", true)
	s.Press("F3")
	o.host.Settle()
	d := o.host.Dialog
	if d == nil || !d.Surface().Shows("交期") || d.Surface().Shows("东门") {
		t.Fatal("the library does not open with the terms only")
	}
	d.Surface().Click("texts.all")
	o.press(d, "Ctrl+Enter")
	o.host.Settle()
	o.command(p, s, "save")
	kept, err := o.Sales.Quotes.Find(o.ctx, listing.Node{})
	o.ok(err)
	want := "付款：电汇。\n交期：20 个工作日。\n质保：12 个月。苏州恒拓精密制造有限公司"
	if kept[0].Terms != want {
		t.Errorf("kept %q, want %q", kept[0].Terms, want)
	}
}

// What an order says below its lines is written in its page, and the internal remark. SAL-28
func TestOrderHasTermsAndRemark(t *testing.T) {
	o := newOffice(t)
	o.library()
	page := ui.NewOrder(o.host, o.deps, 0, map[string]string{"customer_id": fmt.Sprint(o.customer)})
	s := o.window(page)
	o.host.Settle()
	o.command(page, s, "terms")
	o.settle(s)
	if !strings.Contains(s.Dump(), "付款：电汇。") {
		t.Fatalf("no terms:\n%s", s.Dump())
	}
	s.FocusID("head.remark", true)
	s.Press("F3")
	o.host.Settle()
	o.press(o.host.Dialog, "Ctrl+Enter")
	o.host.Settle()
	o.command(page, s, "save")
	kept, err := o.Sales.Orders.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(kept) != 1 || kept[0].Remark != "送货走东门" || kept[0].Terms != "付款：电汇。" {
		t.Errorf("kept %+v", kept)
	}
}
