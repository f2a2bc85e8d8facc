package sales_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"kontor/app/company"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/kit"
	ui "kontor/ui/sales"
	"kontor/ui/uitest"
)

// bought gives the windows of purchase what they need, with a supplier on the approved list.
func (o *office) bought() *purchase.Supplier {
	o.t.Helper()
	o.deps.Stock, o.deps.Deliveries, o.deps.Returns = o.Stock, o.Stock.Deliveries, o.Stock.Returns
	o.deps.PriceLists, o.deps.Relations = o.Sales.PriceLists, o.Sales.Relations
	o.deps.Buying = ui.Buying{Purchasing: o.Purchase, Suppliers: o.Purchase.Suppliers, Contacts: o.Purchase.Contacts, Orders: o.Purchase.Orders, Receipts: o.Purchase.Receipts}
	x := o.Purchase.Suppliers.Desc.New()
	x.Name = "宁波永固钣金有限公司"
	o.ok(o.Purchase.Suppliers.Create(o.ctx, x))
	x, err := o.Purchase.Recommend(o.ctx, x.ID, "交期稳定")
	o.ok(err)
	return x
}

func (o *office) product(code string) *sales.Product {
	o.t.Helper()
	p, err := o.Sales.Products.First(o.ctx, listing.Is("code", listing.Eq, code))
	o.ok(err)
	return p
}

// window shows a page in a window of its own, where lists and dialogs open over it.
func (o *office) window(p kit.Page) *kit.Surface {
	o.t.Helper()
	o.host.Layer = kit.NewLayer(p.Content())
	o.host.Layer.SetBounds(1372, 800)
	return o.shown(p)
}

// command runs a command of a page by its id.
func (o *office) command(p kit.Page, s *kit.Surface, id string) {
	o.t.Helper()
	for _, c := range p.Commands() {
		if c.ID == id {
			if why := c.Why(); why != "" {
				o.t.Fatalf("%s: %s", id, why)
			}
			c.Run()
			o.settle(s)
			return
		}
	}
	o.t.Fatalf("%s is not offered", id)
}

// A product that is picked on a quote brings the price of the customer's list, another one
// when the quantity reaches a step; what goes with it is proposed and taken by one key.
func TestPickedProductBringsItsListPrice(t *testing.T) { // SAL-22 SAL-25
	o := newOffice(t)
	o.bought()
	pallet, machine := o.product("ZTP-1210"), o.product("FKJ-450")
	l := o.Sales.PriceLists.Desc.New()
	l.Name, l.From = "通用", o.host.Today()
	l.Lines = []sales.PriceLine{{ProductID: pallet.ID, Price: 12 * money.Scale}, {ProductID: pallet.ID, From: 500 * money.Scale, Price: 11 * money.Scale}}
	o.ok(o.Sales.PriceLists.Create(o.ctx, l))
	r := o.Sales.Relations.Desc.New()
	r.ProductID, r.OtherID, r.Quantity = pallet.ID, machine.ID, 2*money.Scale
	o.ok(o.Sales.Relations.Create(o.ctx, r))
	s := o.window(ui.NewQuote(o.host, o.deps, 0, map[string]string{"customer_id": fmt.Sprint(o.customer)}))
	s.FocusID("lines", true)
	o.keys(s, "ZTP-1210", "<Tab>", "<Tab>", "<Tab>", "600", "<Enter>")
	if !s.Shows(o.host.T("saleswindow.related")) {
		t.Error("what goes with it is not proposed")
	}
	s.Press("Ctrl+Shift+A")
	o.settle(s)
	s.Press("Ctrl+Enter")
	o.settle(s)
	q := o.only()
	if len(q.Lines) != 2 || q.Lines[0].Price != 11*money.Scale || q.Lines[0].Quantity != 600*money.Scale {
		t.Fatalf("%+v", q.Lines)
	}
	if got := q.Lines[1]; got.ProductID != machine.ID || got.Quantity != 1200*money.Scale {
		t.Errorf("the accessory: %+v", got.Item)
	}
}

// A product is chosen from the suggestions by typing a part of its name, without waiting.
func TestProductIsChosenFromSuggestions(t *testing.T) { // SAL-17 SAL-29
	for _, keys := range [][]kit.Key{{"Enter"}, {"Down", "Up", "Enter"}, {"Tab"}} {
		o := newOffice(t)
		pallet := o.product("ZTP-1210")
		p := ui.NewQuote(o.host, o.deps, 0, map[string]string{"customer_id": fmt.Sprint(o.customer)})
		uitest.Window(t, o.host, p, 1372, 800)
		s := o.shown(p)
		s.FocusID("lines", true)
		s.TypeText("ztp")
		for _, k := range keys {
			s.Press(k)
		}
		o.settle(s)
		o.keys(s, "3", "<Enter>") // the quantity comes next
		s.Press("Ctrl+Enter")
		o.settle(s)
		q := o.only()
		if len(q.Lines) != 1 || q.Lines[0].ProductID != pallet.ID || q.Lines[0].Price != pallet.Price || q.Lines[0].Quantity != 3*money.Scale {
			t.Errorf("%v: %+v", keys, q.Lines)
		}
	}
}

// A purchase order is typed, submitted and received in parts from its page. INV-03 INV-05
func TestPurchaseOrderPage(t *testing.T) {
	o := newOffice(t)
	x := o.bought()
	page := ui.NewPurchaseOrder(o.host, o.deps, 0, map[string]string{"supplier_id": fmt.Sprint(x.ID)})
	s := o.window(page)
	s.FocusID("lines", true)
	o.keys(s, "ZTP-1210", "<Tab>", "<Tab>", "<Tab>", "300", "<Enter>")
	s.Press("Ctrl+Shift+Enter")
	o.settle(s)
	list, err := o.Purchase.Orders.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].State != purchase.OrderApproved || list[0].Lines[0].Quantity != 300*money.Scale {
		t.Fatalf("%d orders, the first %+v", len(list), list[0])
	}
	if got := list[0].Lines[0].Price; got != 10_170_000 { // the cost of 9.00 with tax, not the sales price
		t.Errorf("proposed price %s", got)
	}
	s.Press("Ctrl+Shift+D")
	o.settle(s)
	if n := len(o.host.Opened); n == 0 || o.host.Opened[n-1].Kind != purchase.Receipts {
		t.Fatalf("%+v", o.host.Opened)
	}
	note := ui.NewReceipt(o.host, o.deps, 0, map[string]string{"order_id": fmt.Sprint(list[0].ID)})
	s = o.window(note)
	s.FocusID("lines", false)
	o.keys(s, "<Right>", "<Right>", "<Right>", "<Right>", "<Right>", "400", "<Enter>") // more than is to come
	o.keys(s, "<Esc>", "120", "<Enter>")
	s.Press("Ctrl+Enter")
	o.settle(s)
	in, err := o.Purchase.Receipts.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(in) != 1 || in[0].State != purchase.Posted || in[0].Lines[0].Quantity != 120*money.Scale {
		t.Fatalf("%+v", in)
	}
}

// A purchase order goes out on paper, as a workbook and by mail, by keyboard; its paper
// carries supplier, lines and total. INV-04
func TestPurchaseOrderGoesOut(t *testing.T) {
	o := newOffice(t)
	x := o.bought()
	var wrote listing.Query
	o.deps.Export = func(_ context.Context, q listing.Query, _, _ string) error { wrote = q; return nil }
	o.host.Pick = filepath.Join(t.TempDir(), "采购.xlsx")
	page := ui.NewPurchaseOrder(o.host, o.deps, 0, map[string]string{"supplier_id": fmt.Sprint(x.ID)})
	s := o.window(page)
	s.FocusID("lines", true)
	o.keys(s, "ZTP-1210", "<Tab>", "<Tab>", "<Tab>", "300", "<Enter>")
	s.Press("Ctrl+Shift+Enter")
	o.settle(s)
	list, err := o.Purchase.Orders.Find(o.ctx, listing.Node{})
	o.ok(err)
	for _, way := range []struct{ command, opens string }{{"print", "print"}, {"mail", "mail.document"}} {
		o.host.Run(t, page, s, way.command)
		if n := len(o.host.Opened); n == 0 || o.host.Opened[n-1].Kind != way.opens || o.host.Opened[n-1].ID != list[0].ID || o.host.Opened[n-1].Args["kind"] != purchase.Orders {
			t.Errorf("%s opens %+v", way.command, o.host.Opened)
		}
	}
	o.host.Run(t, page, s, "excel")
	if wrote.Entity != "purchase_order_line" || len(wrote.Columns) != 11 {
		t.Errorf("the workbook has %+v", wrote)
	}
	d, err := o.Purchase.OrderPaper(o.ctx, list[0].ID, company.Print{})
	o.ok(err)
	if d["number"] != list[0].Number || len(d["lines"].([]paper.Data)) != 1 || d["total"] == nil {
		t.Errorf("the paper says %v", d)
	}
}

// Goods come back from the page of their order. SAL-32
func TestReturnPage(t *testing.T) {
	o := newOffice(t)
	o.bought()
	order, err := o.Sales.NewOrder(o.ctx, o.customer)
	o.ok(err)
	line := o.product("ZTP-1210").LineFor()
	line.Quantity = 600 * money.Scale
	order.Lines = []sales.OrderLine{{Item: line}}
	o.ok(o.Sales.Orders.Create(o.ctx, order))
	order, err = o.Sales.Submit(o.ctx, order.ID)
	o.ok(err)
	d, err := o.Stock.NewDelivery(o.ctx, order.ID)
	o.ok(err)
	o.ok(o.Stock.Deliveries.Create(o.ctx, d))
	_, err = o.Stock.Issue(o.ctx, d.ID)
	o.ok(err)
	page := ui.NewOrder(o.host, o.deps, order.ID, nil)
	s := o.window(page)
	o.command(page, s, "return")
	if n := len(o.host.Opened); n == 0 || o.host.Opened[n-1].Kind != stock.Returns {
		t.Fatalf("%+v", o.host.Opened)
	}
	note := ui.NewReturn(o.host, o.deps, 0, map[string]string{"order_id": fmt.Sprint(order.ID)})
	s = o.window(note)
	s.FocusID("lines", false)
	o.keys(s, "<Right>", "<Right>", "<Right>", "<Right>", "<Right>", "50", "<Enter>")
	s.Press("Ctrl+Enter")
	o.settle(s)
	list, err := o.Stock.Returns.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].State != stock.ReturnPosted || list[0].Lines[0].Quantity != 50*money.Scale || list[0].Value != 630_00 {
		t.Fatalf("%+v", list)
	}
	if !s.Shows(o.host.T("returnpage.credit_open", "amount", "¥630.00")) {
		t.Fatalf("its credit is offered for setting off: %q", s.Texts())
	}
	s.Click("banner.action")
	if got := o.host.Opened[len(o.host.Opened)-1]; got.Kind != "set_off" || got.ID == 0 {
		t.Errorf("%+v", got)
	}
}

// The window of purchase shows its lists, counts a stock, and adds the month up. INV-07 INV-08
func TestPurchaseWindow(t *testing.T) {
	o := newOffice(t)
	o.bought()
	p := o.product("ZTP-1210")
	o.ok(o.Stock.Counted(o.ctx, p.ID, stock.Main, 40*money.Scale, "期初"))
	page := ui.NewPurchase(o.host, o.deps)
	s := o.window(page)
	own := page.(interface {
		ShowTitled(title string) bool
		ShowWith(kind string, id int64, fresh bool, given map[string]string) bool
	})
	own.ShowWith(purchase.Suppliers, 0, false, nil)
	o.settle(s)
	if !s.Shows("宁波永固钣金有限公司") || !s.Shows(o.host.T("supplier.state.approved")) {
		t.Error("the supplier is not shown")
	}
	own.ShowTitled(o.host.T("buypage.stock"))
	o.settle(s)
	if !s.Shows("ZTP-1210") {
		t.Error("the stock is not shown")
	}
	o.command(page, s, "stock.count")
	box := o.host.Dialog
	o.typeIn(box, "quantity", "35")
	o.typeIn(box, "reason", "盘亏")
	o.press(box, "Ctrl+Enter")
	o.settle(s)
	if got, err := o.Stock.InWarehouse(o.ctx, p.ID, stock.Main); err != nil || got != 35*money.Scale {
		t.Errorf("counted %s %v", got, err)
	}
	own.ShowTitled(o.host.T("buypage.report"))
	o.settle(s)
	if !s.Shows("35") || !s.Shows(o.host.T("buypage.report.closing")) {
		t.Error("the report is not shown")
	}
}
