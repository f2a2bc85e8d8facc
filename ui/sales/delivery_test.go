package sales_test

import (
	"fmt"
	"strings"
	"testing"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
	ui "kontor/ui/sales"
)

// An order goes out in parts from its page: the quantity is typed, more than is open is
// refused in the cell, Ctrl+Enter issues the note. INV-06
func TestDeliveryPage(t *testing.T) {
	o := newOffice(t)
	o.deps.Stock, o.deps.Deliveries = o.Stock, o.Stock.Deliveries
	order, err := o.Sales.NewOrder(o.ctx, o.customer)
	o.ok(err)
	order.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "纸托盘", Unit: "张", Quantity: 600 * money.Scale, Price: 12 * money.Scale, Tax: "13"}}}
	o.ok(o.Sales.Orders.Create(o.ctx, order))
	order, err = o.Sales.Submit(o.ctx, order.ID)
	o.ok(err)
	page := ui.NewOrder(o.host, o.deps, order.ID, nil)
	s := o.shown(page)
	s.Press("Ctrl+Shift+D")
	o.settle(s)
	if len(o.host.Opened) == 0 || o.host.Opened[len(o.host.Opened)-1].Kind != stock.Deliveries {
		t.Fatalf("the order offers a delivery: %+v", o.host.Opened)
	}
	args := map[string]string{"order_id": fmt.Sprint(order.ID)}
	note := ui.NewDelivery(o.host, o.deps, 0, args)
	s = o.shown(note)
	s.FocusID("lines", false)
	o.keys(s, "<Right>", "<Right>", "<Right>", "<Right>", "<Right>", "<Right>", "7", "<Enter>")
	note.Close() // the window dies with work that is not saved
	note = ui.NewDelivery(o.host, o.deps, 0, args)
	s = o.shown(note)
	if !s.Shows(o.host.T("saleswindow.take_up")) {
		t.Fatal("the kept work is not offered")
	}
	s.Click("banner.action")
	o.settle(s)
	if got := note.Save()["draft"]; !strings.Contains(got, `"packages":7`) && !strings.Contains(got, `"Packages":7`) {
		t.Errorf("the kept work did not come back: %s", got)
	}
	s.FocusID("lines", false)
	o.keys(s, "<Right>", "<Right>", "<Right>", "<Right>", "<Right>", "700", "<Enter>")
	o.keys(s, "<Esc>", "250", "<Enter>")
	s.Press("Ctrl+Enter")
	o.settle(s)
	list, err := o.Stock.Deliveries.Find(o.ctx, listing.Is("order_id", listing.Eq, fmt.Sprint(order.ID)))
	o.ok(err)
	if len(list) != 1 || list[0].State != stock.Issued || list[0].Number == "" {
		t.Fatalf("one issued note: %+v", list)
	}
	d, err := o.Stock.Deliveries.Get(o.ctx, list[0].ID)
	o.ok(err)
	if len(d.Lines) != 1 || d.Lines[0].Quantity != 250*money.Scale {
		t.Errorf("what was typed goes out: %+v", d.Lines)
	}
}
